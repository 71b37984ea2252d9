"""A workbook comes in; what was seen in the preview comes back sealed."""

from typing import Any

from django import forms
from django.core import signing

from documents.forms import GuardedFileField
from documents.registers.headings import table_of
from documents.registers.preview import Preview, Table
from documents.uploads import child
from documents.uploads.errors import UploadError
from documents.uploads.kinds import Accepts, Kind
from organisations.domain.errors import RuleError

SEAL_SECONDS = 2 * 3600
STALE = "Проверенная таблица устарела: загрузите файл ещё раз."


class RegisterUploadForm(forms.Form):
    """A filled table; cleaned to a `Table` under the register's headings."""

    file = GuardedFileField(label="Книга Excel", accepts=Accepts.TABLE)

    def __init__(self, *args: Any, headings: list[str], limit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings, self.limit = headings, limit
        self.fields["file"].help_text = f"Файл .xlsx по бланку, не больше {limit} строк."

    def clean_file(self) -> Table:
        inspected = self.cleaned_data["file"]
        if inspected.kind is not Kind.XLSX:
            raise forms.ValidationError(
                "Здесь принимаются книги Excel: сохраните таблицу как .xlsx и загрузите снова."
            )
        try:
            sheet = child.call("documents.registers.tables:read_rows", inspected.path)
            return table_of(sheet, self.headings, limit=self.limit)
        except (UploadError, RuleError) as error:
            raise forms.ValidationError(str(error)) from error


class RegisterLoadForm(forms.Form):
    """The table as it was previewed, sealed for the person who saw it."""

    sealed = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": STALE}, strip=False
    )

    def __init__(self, *args: Any, user_id: int, register: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.salt = f"registers.{register}.{user_id}"

    def clean_sealed(self) -> tuple[Table, dict[str, int]]:
        try:
            said = signing.loads(self.cleaned_data["sealed"], salt=self.salt, max_age=SEAL_SECONDS)
        except signing.BadSignature as error:
            raise forms.ValidationError(STALE) from error
        return Table(**said["table"]), said["versions"]

    def seal(self, table: Table, preview: Preview) -> str:
        """What the page carries until «Загрузить»: nothing is stored on the way."""
        said = {
            "table": {name: getattr(table, name) for name in table.__slots__},
            "versions": dict(preview.versions),
        }
        return signing.dumps(said, salt=self.salt, compress=True)
