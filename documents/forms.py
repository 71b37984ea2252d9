"""The form field through which every uploaded file comes."""

import weakref
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.widgets import Widget

from documents import vault
from documents.uploads.door import InspectedFile, inspect
from documents.uploads.errors import UploadError
from documents.uploads.kinds import Accepts
from documents.uploads.receiving import receive


class GuardedFileField(forms.FileField):
    """An upload that has passed the door, cleaned to an `InspectedFile`.

    The file lives as long as the `InspectedFile` does, unless `actions.store_file` has kept it.
    """

    def __init__(self, *, accepts: Accepts, **kwargs: Any) -> None:
        self.accepts = accepts
        # The door has a sentence of its own for an empty file, with its name.
        super().__init__(allow_empty_file=True, **kwargs)

    def widget_attrs(self, widget: Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": self.accepts.suffixes}

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return upload  # nothing was sent, and nothing had to be
        try:
            return _let_in(upload, self.accepts)
        except UploadError as error:
            raise ValidationError(str(error), code="refused") from error


def _let_in(upload: UploadedFile, accepts: Accepts) -> InspectedFile:
    received = receive(upload.chunks(), vault.incoming_folder())
    try:
        inspected = inspect(received.path, upload.name or "", accepts)
    except BaseException:
        received.path.unlink(missing_ok=True)
        raise
    weakref.finalize(inspected, received.path.unlink, missing_ok=True)
    return inspected
