"""Read a plan document from the command line: as JSON, or into draft plans of a centre."""

import json
import shutil
import sys
import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from documents.conversion import opened, readable_copy
from documents.uploads.door import inspect
from documents.uploads.kinds import Accepts
from documents.vault import incoming_folder
from organisations.domain.errors import RuleError
from organisations.domain.policy import Permission, operator
from plans.actions.imports import create_import, save_import
from plans.domain.content import PlanContent, PlanDocument
from plans.domain.reading import read_document
from plans.domain.serial import to_format
from plans.models import Plan
from plans.queries.plans import plan_centres


class Command(BaseCommand):
    """`import_plan FILE [--organisation CODE] [--json]`.

    With --json nothing is saved and no database is needed.
    """

    help = (
        "Прочитать документ плана (.docx, .xlsx, .ods, .odt, .pdf, .txt, .doc, .xls, .rtf) и "
        "сохранить планы черновиками; с --json только показать, что в нём найдено."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="документ плана")
        parser.add_argument(
            "--organisation", metavar="CODE", help="код центра; без него — единственный центр"
        )
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="напечатать найденное как JSON"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with opened(path, path.name) as readable:
                document = read_document(readable, path.name)
        except RuleError as error:
            self._refuse(str(error))
        except OSError:
            self._refuse(f"Файл «{path}» не открывается: проверьте имя файла и права на чтение.")
        if options["as_json"]:
            self.stdout.write(json.dumps(to_format(document), ensure_ascii=False, indent=1))
            return
        plans = self._save(path, document, options["organisation"])
        self.stdout.write(summary(document))
        self.stdout.write(f"Сохранено черновиков: {len(plans)}.")
        for plan in plans:
            self.stdout.write(f"План {plan.pk}: {plan.title}")

    def _save(self, path: Path, document: PlanDocument, code: str | None) -> list[Plan]:
        """Draft plans, and the file beside them: by the same door as on the page."""
        actor = operator(Permission.PLAN_EDIT)
        centres = list(plan_centres(actor, code)[:2])
        if len(centres) != 1:
            self._refuse(
                f"Центра с кодом «{code}» нет: посмотрите код на странице организации."
                if code
                else "Укажите, чей это план: --organisation КОД (код есть на странице центра)."
            )
        [centre] = centres
        copy = incoming_folder() / f"{uuid.uuid4().hex}.part"
        try:
            shutil.copyfile(path, copy)
            inspected = inspect(copy, path.name, Accepts.PLAN_DOCUMENT)
            made = create_import(
                inspected,
                document,
                organisation_id=centre.pk,
                actor=actor,
                readable=readable_copy(inspected),
            )
        except RuleError as error:
            self._refuse(str(error))
        finally:
            copy.unlink(missing_ok=True)
        return save_import(made, version=made.version, actor=actor)

    def _refuse(self, sentence: str) -> NoReturn:
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
