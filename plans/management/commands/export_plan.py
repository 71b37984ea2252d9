"""`export_plan`: a plan of the portal as a file, in the form that the file's ending names."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from documents.uploads.errors import UploadError
from organisations.domain.policy import Permission, operator
from plans.queries import exports
from plans.queries.exports import CONVERTED, QUICK
from plans.rendering.files import plan_file

FORMS = (*QUICK, *CONVERTED)


class Command(BaseCommand):
    """`export_plan PLAN_ID FILE [--whole]`."""

    help = (
        "Записать план в файл (.docx, .xlsx; с LibreOffice и .odt, .ods, .pdf) таким, каким был "
        "его документ; --whole — весь документ, со всеми планами, которые из него загружены."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan_id", type=int, metavar="PLAN_ID", help="номер плана")
        parser.add_argument("file", type=Path, metavar="FILE", help="куда записать")
        parser.add_argument("--whole", action="store_true", help="весь документ")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        form = path.suffix.lower().removeprefix(".")
        if form not in FORMS:
            self._refuse(
                f"Файл «{path.name}» не записан: план пишется в .{', .'.join(FORMS)}. "
                "Назовите файл с одним из этих окончаний."
            )
        actor = operator(Permission.PLAN_VIEW)
        plan = exports.export_page(actor).filter(pk=options["plan_id"]).first()
        if plan is None:
            self._refuse(f"Плана с номером {options['plan_id']} нет: посмотрите номер в адресе.")
        is_whole: bool = options["whole"]
        document = exports.whole_document(actor, plan) if is_whole else exports.exported(plan)
        try:
            content = plan_file(
                document,
                form,
                exports.source_of(plan),
                alone=not is_whole,
                author=str(plan.organisation),
            )
            path.write_bytes(content)
        except UploadError as error:
            self._refuse(str(error))
        except OSError as error:
            self._refuse(f"В файл «{path}» не записать: {error.strerror}.")
        self.stdout.write(str(path))

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(2)
