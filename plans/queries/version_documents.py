"""What the document of an approved version is made of, and the one that is kept."""

from dataclasses import replace

from django.conf import settings

from documents import vault
from documents.models import StoredFile
from plans.domain.content import PlanDocument
from plans.domain.seals import Seal
from plans.domain.versions import thaw
from plans.models import PlanVersion, VersionFile
from plans.queries.exports import LEAST_COLUMNS


def seal_of(version: PlanVersion, *, is_public_form: bool = False) -> Seal:
    return Seal(
        version.number, version.approved_on, version.sha256, settings.PORTAL_URL, is_public_form
    )


def document_of(version: PlanVersion) -> PlanDocument:
    """What was frozen, ready to be printed."""
    document, _marks = thaw(version.snapshot)
    return with_least_columns(document)


def with_least_columns(document: PlanDocument) -> PlanDocument:
    """A plan without columns prints at least what is to be done, when and by whom."""
    plans = (
        plan if plan.columns else replace(plan, columns=LEAST_COLUMNS) for plan in document.plans
    )
    return replace(document, plans=tuple(plans))


def kept_document(version: PlanVersion) -> StoredFile | None:
    """The document that a worker has made; None while there is none."""
    papers = version.files.filter(kind=VersionFile.Kind.DOCUMENT).select_related("file")
    kept = papers.order_by("pk").first()
    return kept.file if kept and vault.exists(kept.file) else None


def kept_bytes(stored: StoredFile) -> bytes:
    with stored.content.open("rb") as content:
        return bytes(content.read())


def version_file_name(version: PlanVersion, title: str) -> str:
    """«План работы, версия 2»."""
    return f"{title}, версия {version.number}"
