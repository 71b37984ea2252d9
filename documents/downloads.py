"""How a stored file is sent: always as an attachment, never as something a browser would run."""

from typing import cast
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from documents import vault
from documents.models import StoredFile
from documents.uploads.kinds import Kind
from organisations.domain.errors import RuleError

MEDIA_TYPES = frozenset({kind.media_type for kind in Kind} | {"application/zip"})
UNKNOWN = "application/octet-stream"


class FileIsLostError(RuleError):
    """The row is there, the file is not."""


def answer(stored: StoredFile) -> HttpResponse:
    """The file itself, or nginx's errand to send it."""
    if not vault.exists(stored):
        raise FileIsLostError(
            f"Файл «{stored.name}» не найден в хранилище портала. Сообщите администратору "
            f"портала номер файла: {stored.pk}."
        )
    response = _by_nginx(stored) if settings.MEDIA_ACCEL_PREFIX else _by_ourselves(stored)
    known = stored.media_type if stored.media_type in MEDIA_TYPES else UNKNOWN
    disposition = content_disposition_header(as_attachment=True, filename=stored.name)
    response.headers["Content-Type"] = known
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _by_nginx(stored: StoredFile) -> HttpResponse:
    address = f"{settings.MEDIA_ACCEL_PREFIX.rstrip('/')}/{quote(str(stored.content.name))}"
    return HttpResponse(headers={"X-Accel-Redirect": address})


def _by_ourselves(stored: StoredFile) -> HttpResponse:
    # The stubs know no common type with headers for answers that stream and answers that do not.
    return cast(HttpResponse, FileResponse(stored.content.open("rb")))
