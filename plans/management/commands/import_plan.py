"""Read a plan document from the command line: as JSON, or as a summary of what was found."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from organisations.domain.errors import RuleError
from plans.domain.content import PlanContent, PlanDocument
from plans.domain.reading import read_document
from plans.domain.serial import to_format


class Command(BaseCommand):
    """`import_plan FILE [--json]`."""

    help = (
        "Прочитать документ плана (.docx, .xlsx, .ods, .odt, .txt) и показать, что в нём найдено."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="документ плана")
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="напечатать найденное как JSON"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            document = read_document(path, path.name)
        except RuleError as error:
            self._refuse(str(error))
        except OSError:
            self._refuse(f"Файл «{path}» не открывается: проверьте имя файла и права на чтение.")
        if options["as_json"]:
            self.stdout.write(json.dumps(to_format(document), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(summary(document))

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(2)


def summary(document: PlanDocument) -> str:
    """What was found, for a person."""
    lines = [_plan_line(plan) for plan in document.plans]
    lines.append(f"Грифов: {len(document.approvals)}. Сомнений: {len(document.doubts)}.")
    lines.extend(f"— {doubt.reason}" for doubt in document.doubts)
    return "\n".join(lines)


def _plan_line(plan: PlanContent) -> str:
    items = sum(len(section.items) for section in plan.sections)
    start, end = plan.period
    return (
        f"{plan.title}: разделов {len(plan.sections)}, мероприятий {items}, "
        f"период {start:%d.%m.%Y}–{end:%d.%m.%Y}."
    )
