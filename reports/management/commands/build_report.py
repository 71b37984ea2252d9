"""`build_report`: a centre's report for a period, written into a folder."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from organisations.domain.policy import Permission, operator
from plans.models import ReportingPeriod
from reports.domain.marks import Mark
from reports.domain.period_codes import first_day
from reports.domain.period_report import PeriodReport
from reports.domain.snapshots import digest, freeze
from reports.queries import collecting, pages
from reports.rendering.files import period_files

KINDS = ("period_report",)


class Command(BaseCommand):
    """`build_report KIND --centre CODE --period 2025-Q4 --output DIR [--json]`."""

    help = "Собрать файлы отчёта центра за период и показать его числа; в базе ничего не меняется."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=KINDS, help="вид отчёта")
        parser.add_argument("--centre", required=True, metavar="CODE", help="код центра")
        parser.add_argument("--period", required=True, help="2025-Q4, 2025-11 или 2025")
        parser.add_argument("--output", required=True, type=Path, metavar="DIR", help="папка")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *_args: Any, **options: Any) -> None:
        actor = operator(Permission.REPORT_BUILD)
        period = self._period(options["centre"], options["period"])
        report = collecting.unsaved_report(actor, period)
        folder: Path = options["output"]
        files = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for suffix, content in period_files(report, digest(freeze(report))):
                path = folder / f"{report.heading.capitalize()}, {period.title}.{suffix}"
                path.write_bytes(content)
                files.append(str(path))
        except OSError as error:
            self._refuse(f"В папку «{folder}» не записать: {error.strerror}.")
        figures = figures_of(report)
        if options["as_json"]:
            self.stdout.write(
                json.dumps({"files": files, "figures": figures}, ensure_ascii=False, indent=1)
            )
            return
        for name, value in figures.items():
            self.stdout.write(f"{name}: {value}")
        for name in files:
            self.stdout.write(name)

    def _period(self, centre: str, code: str) -> ReportingPeriod:
        starts_on = first_day(code)
        if starts_on is None:
            self._refuse(f"Период «{code}» не понят: нужно 2025-Q4, 2025-11 или 2025.")
        period = pages.period_named(operator(Permission.REPORT_BUILD), centre, starts_on)
        if period is None:
            self._refuse(
                f"У центра «{centre}» нет отчётного периода «{code}»: "
                "проверьте код центра и период на странице «Периоды»."
            )
        return period

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(2)


def figures_of(report: PeriodReport) -> dict[str, int | str]:
    """The report's totals, by their printed names."""
    counts: Counter[Mark] = report.counts
    figures: dict[str, int | str] = {str(mark): counts[mark] for mark in Mark}
    for indicator in report.indicators:
        figures[indicator.name] = "нет данных" if indicator.value is None else int(indicator.value)
    return figures
