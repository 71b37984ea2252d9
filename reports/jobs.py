"""What the workers build: one function a report."""

from collections.abc import Iterable

from documents.registry import Document, Progress, job_handler
from organisations.domain.policy import Actor, Permission
from reports import actions
from reports.queries import pages
from reports.rendering import period_document, period_workbook

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@job_handler("period_report", permission=Permission.REPORT_BUILD, writes=("docx", "xlsx"))
def build_period_report(
    actor: Actor, progress: Progress, *, kind_of_report: str, period_id: int, number: int
) -> Iterable[Document]:
    """Two files from one snapshot, so that their figures cannot differ."""
    progress(5, "Собираем принятые отчёты")
    asked = pages.report_page(actor).get(kind=kind_of_report, period=period_id, number=number)
    report, sha256 = actions.take_snapshot(asked, actor=actor)
    name = f"{asked.get_kind_display()}, {asked.period.title}, ред. {number}".capitalize()
    progress(40, "Пишем документ Word")
    yield Document(f"{name}.docx", period_document.render(report, sha256), DOCX)
    progress(75, "Пишем таблицу Excel")
    yield Document(f"{name}.xlsx", period_workbook.render(report, sha256), XLSX)
