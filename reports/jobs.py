"""What the workers build: one function a report."""

from collections.abc import Iterable

from documents.registry import Document, Progress, job_handler
from documents.uploads.kinds import Kind
from organisations.domain.policy import Actor, Permission
from reports import actions
from reports.queries import pages
from reports.rendering.files import period_files


@job_handler("period_report", permission=Permission.REPORT_BUILD, writes=("docx", "xlsx"))
def build_period_report(
    actor: Actor, progress: Progress, *, kind_of_report: str, period_id: int, number: int
) -> Iterable[Document]:
    """Two files from one snapshot, so that their figures cannot differ."""
    progress(5, "Собираем принятые отчёты")
    asked = pages.report_page(actor).get(kind=kind_of_report, period=period_id, number=number)
    report, sha256 = actions.take_snapshot(asked, actor=actor)
    name = f"{asked.get_kind_display().capitalize()}, {asked.period.title}, ред. {number}"
    progress(40, "Пишем документы")
    for suffix, content in period_files(report, sha256):
        yield Document(f"{name}.{suffix}", content, Kind(suffix).media_type)
        progress(80, "Пишем таблицу Excel")
