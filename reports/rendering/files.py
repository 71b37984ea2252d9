"""Both files of a period's report, one after the other."""

from collections.abc import Iterator

from reports.domain.period_report import PeriodReport
from reports.rendering import period_document, period_workbook


def period_files(report: PeriodReport, sha256: str) -> Iterator[tuple[str, bytes]]:
    """(suffix, content) of the document and of the workbook, each made when it is asked for."""
    yield "docx", period_document.render(report, sha256)
    yield "xlsx", period_workbook.render(report, sha256)
