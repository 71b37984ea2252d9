"""Check an uploaded plan document and the corrections of what was read in it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.conversion import readable_copy
from documents.forms import GuardedFileField
from documents.uploads import child
from documents.uploads.errors import UploadError
from documents.uploads.kinds import Accepts
from organisations.domain.policy import Actor
from organisations.models import Organisation
from plans.domain.content import Field, PlanContent, PlanDocument
from plans.domain.remapping import problem_with
from plans.domain.serial import document_from_dict
from plans.forms.pasted import TWO_SOURCES, PastedField, read_pasted
from plans.forms.plans import HeadingForm, VersionField, offer_owners
from plans.models import PlanColumn

READER = "plans.domain.reading.apart:read_file"
_MEANINGS = dict(PlanColumn.Field.choices)


class ImportForm(forms.Form):
    """A plan document, and whose plans are in it."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Чей план", empty_label=None
    )
    file = GuardedFileField(
        label="Документ с планом",
        accepts=Accepts.PLAN_DOCUMENT,
        help_text="Word (.docx, .doc, .rtf), Excel (.xlsx, .xls), OpenDocument, PDF с текстом "
        "или обычный текст, до 20 МБ",
        error_messages={"required": "Выберите файл или вставьте таблицу."},
    )
    pasted = PastedField()
    pasted_html = forms.CharField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_owners(self, actor)
        self.fields["file"].required = not str(self["pasted"].value() or "").strip()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        self.fields["file"].required = True  # or the page drawn again would call it optional
        if said.get("pasted") and said.get("file"):
            self.add_error("pasted", ValidationError(TWO_SOURCES, code="two_sources"))
        if not self.errors:
            said["document"] = self._read_pasted() if said["pasted"] else self._read()
        return said

    def _read_pasted(self) -> PlanDocument | None:
        """The pasted table as read; its text becomes the file that is kept."""
        said = self.cleaned_data
        try:
            said["file"], document = read_pasted(said["pasted"], said["pasted_html"])
        except UploadError as error:
            self.add_error("pasted", ValidationError(str(error), code="unread"))
            return None
        return document

    def _read(self) -> PlanDocument | None:
        """The document as read in a process of its own."""
        inspected = self.cleaned_data["file"]
        try:
            readable = self.cleaned_data["readable"] = readable_copy(inspected)
            said = child.call(READER, (readable or inspected).path, inspected.name)
        except UploadError as error:
            self.add_error("file", ValidationError(str(error), code="unread"))
            return None
        return document_from_dict(said)


class FoundPlanForm(HeadingForm):
    """The heading and the meanings of columns of one plan that was read."""

    version = VersionField()

    def __init__(self, *args: Any, content: PlanContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = content.columns
        starts_on, ends_on = content.period
        self.initial.update(
            kind=content.kind.value,
            title=content.title,
            starts_on=starts_on,
            ends_on=ends_on,
            introduction=content.introduction,
        )
        for place, column in enumerate(content.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column.header or f"Столбец {place + 1}",
                choices=[(field.value, _MEANINGS[field]) for field in Field],
                initial=column.field.value,
            )

    @property
    def heading_fields(self) -> list[forms.BoundField]:
        names = ("title", "kind", "starts_on", "ends_on", "introduction")
        return [self[name] for name in names]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column_{place}"] for place in range(len(self.columns))]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        fields, before = self._chosen(said), tuple(column.field for column in self.columns)
        is_changed = len(fields) == len(before) and fields != before
        if is_changed and (problem := problem_with(fields)):
            raise ValidationError(problem)
        return said

    def meanings(self) -> tuple[Field, ...]:
        return self._chosen(self.cleaned_data)

    def _chosen(self, said: dict[str, Any]) -> tuple[Field, ...]:
        names = (f"column_{place}" for place in range(len(self.columns)))
        return tuple(Field(said[name]) for name in names if name in said)


class VersionForm(forms.Form):
    """The version of the upload that the person saw: for buttons."""

    version = VersionField()
