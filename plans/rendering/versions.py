"""An approved version as a file of any form: the whole of it, or what everybody may read."""

from documents.uploads.kinds import Kind
from plans.domain.content import PlanDocument
from plans.domain.seals import Seal
from plans.models import PlanVersion
from plans.queries.exports import source_of
from plans.queries.version_documents import (
    document_of,
    kept_bytes,
    kept_document,
    seal_of,
    with_least_columns,
)
from plans.queries.version_passage import passage_of
from plans.rendering import as_document
from plans.rendering.files import converted
from plans.rendering.sealed import sealed_file
from plans.rendering.stamped_apart import stamped_bytes


def version_content(version: PlanVersion, form: str) -> bytes:
    """The bytes; those of the kept document where there is one."""
    kept = kept_document(version) if form in {Kind.DOCX, Kind.PDF} else None
    if kept and form == Kind.DOCX:
        return kept_bytes(kept)
    if kept:
        return converted(kept_bytes(kept), Kind.DOCX, form)
    author = str(version.snapshot["organisation"])
    document, source = document_of(version), source_of(version.plan)
    seal, passage = seal_of(version), passage_of(version)
    return sealed_file(document, form, source, seal, author=author, passage=passage)


def public_content(document: PlanDocument, seal: Seal, author: str) -> bytes:
    """The public form as a Word document: laid out anew, nothing of the source in it."""
    content = as_document.render(with_least_columns(document), author)
    return stamped_bytes(content, Kind.DOCX, seal)
