"""Check what an organisation says in its report, and say it in the domain's words."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from documents.forms import GuardedFileField
from documents.uploads.door import InspectedFile
from documents.uploads.kinds import Accepts
from moc_portal.web.forms import DayField
from plans.domain.progress_rules import Terms, problems, unchanged_problem
from plans.domain.revisions import MAX_FILES, MAX_LINKS, Link, Said, Submission, plain_number
from plans.domain.states import EXECUTION_NAMES
from plans.models import ReportingPeriod

VERSION_LOST = "Страница устарела. Обновите её и повторите."
_is_address = URLValidator(schemes=["http", "https"])


class ExpectationFilterForm(forms.Form):
    """Which period's list to show; without a choice, all that is open."""

    period = forms.TypedChoiceField(label="Период", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, periods: Iterable[ReportingPeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["period"])
        field.choices = [
            ("", "Открытые"),
            *((period.pk, period.title) for period in periods),
        ]

    def value(self) -> int | None:
        return self.cleaned_data["period"] if self.is_valid() else None


class MultipleFileInput(forms.FileInput):
    """The browser's file field for several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else []


class EvidenceFilesField(GuardedFileField):
    """Several files through the guarded door; those let in are kept even if others are not."""

    widget = MultipleFileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accepts=Accepts.EVIDENCE, **kwargs)
        self.let_in: list[InspectedFile] = []

    def clean(self, data: Any, initial: Any = None) -> Any:
        refused: list[ValidationError] = []
        self.let_in = []
        for upload in data:
            try:
                self.let_in.append(super().clean(upload, initial))
            except ValidationError as error:
                refused.append(error)
        if refused:
            raise ValidationError(refused)
        return self.let_in


class ProgressForm(forms.Form):
    """A report on one item: status, text, figure, date, reason, files and links."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    intent = forms.ChoiceField(
        choices=[("save", "save"), ("submit", "submit")], required=False, widget=forms.HiddenInput
    )
    remove = forms.IntegerField(required=False, widget=forms.HiddenInput)
    execution = forms.ChoiceField(
        label="Что с мероприятием",
        choices=[(value.value, name.capitalize()) for value, name in EXECUTION_NAMES.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(
        label="Что сделано",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Так текст войдёт в отчёт. Одно–три предложения: что, когда, кто участвовал.",
    )
    figure = forms.DecimalField(
        label="Количество",
        required=False,
        help_text="Если есть что считать.",
        max_digits=12,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": "Введите число цифрами, например 34 или 12,5."},
    )
    figure_unit = forms.CharField(
        label="Чего", required=False, max_length=50, help_text="Например: человек, публикаций."
    )
    done_on = DayField(label="Дата исполнения", required=False, help_text="Когда закончили.")
    reason = forms.CharField(
        label="Причина и новый срок",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Если выполнено частично или не выполнено.",
    )
    uploads = EvidenceFilesField(
        label="Добавить файлы",
        required=False,
        help_text=f"PDF, DOCX, XLSX, JPG, PNG — до 20 МБ, не больше {MAX_FILES} файлов.",
    )
    links = forms.CharField(
        label="Ссылки",
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "url"}),
        help_text="По одной в строке: адрес страницы, после пробела — что там.",
    )

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms
        if terms.expected:
            self.fields["figure"].help_text = f"В плане: {terms.expected}."

    @property
    def is_sending(self) -> bool:
        return self.cleaned_data.get("intent") == "submit" and not self.cleaned_data.get("remove")

    def clean_version(self) -> int:
        # Checked here: a field marked required would make every other one say «необязательно».
        version: int | None = self.cleaned_data["version"]
        if version is None:
            raise ValidationError(VERSION_LOST)
        return version

    def clean_text(self) -> str:
        return _one_kind_of_newline(self.cleaned_data["text"])

    def clean_reason(self) -> str:
        return _one_kind_of_newline(self.cleaned_data["reason"])

    def clean_uploads(self) -> list[InspectedFile]:
        files: list[InspectedFile] = self.cleaned_data["uploads"]
        room = MAX_FILES - len(self._kept())
        if len(files) > room:
            self._uploads().let_in = []
            raise ValidationError(
                f"К отчёту можно приложить не больше {MAX_FILES} файлов: уже есть "
                f"{MAX_FILES - room}, вы добавили ещё {len(files)}. Уберите лишние."
            )
        return files

    def clean_links(self) -> tuple[Link, ...]:
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["links"].splitlines()]
        links = tuple(Link(words[0], "".join(words[1:])[:300].strip()) for words in lines if words)
        refused = [_link_problem(link) for link in links]
        if len(links) > MAX_LINKS:
            refused.append(f"Ссылок может быть не больше {MAX_LINKS}. Оставьте главные.")
        if any(refused):
            raise ValidationError([problem for problem in refused if problem])
        return tuple({link.url: link for link in links}.values())

    def clean(self) -> dict[str, Any]:
        if self.is_sending:
            said = self.said()
            found = [
                *problems(said, expected=self.terms.expected, today=self.terms.today),
                *unchanged_problem(said, self.terms.returned),
            ]
            for problem in found:
                if problem.field not in self.errors:
                    self.add_error(problem.field, problem.text)
        return self.cleaned_data

    def said(self) -> Said:
        """What the report says, evidence included; a field in error says nothing."""
        typed = self.cleaned_data
        links = typed.get("links") or ()
        files = typed.get("uploads") or ()
        return Said(
            execution=typed.get("execution", ""),
            text=typed.get("text", ""),
            figure=typed.get("figure"),
            figure_unit=typed.get("figure_unit", ""),
            done_on=typed.get("done_on"),
            reason=typed.get("reason", ""),
            evidence=frozenset(
                [*self._kept().values(), *(link.url for link in links), *(f.sha256 for f in files)]
            ),
        )

    def submission(self) -> Submission:
        typed = self.cleaned_data
        return Submission(
            self.said(), typed["version"], typed["links"], tuple(typed["uploads"]), self._removed()
        )

    def good_files(self) -> tuple[InspectedFile, ...]:
        """Files that passed the door, whatever is wrong with the rest of the form."""
        return tuple(self._uploads().let_in)

    def _uploads(self) -> EvidenceFilesField:
        return cast(EvidenceFilesField, self.fields["uploads"])

    def _removed(self) -> frozenset[int]:
        return frozenset(pk for pk in self.terms.files if pk == self.cleaned_data.get("remove"))

    def _kept(self) -> dict[int, str]:
        removed = self._removed()
        return {pk: sha for pk, sha in self.terms.files.items() if pk not in removed}


def initial_of(said: Said, links: Iterable[Link], terms: Terms) -> dict[str, Any]:
    """What the form shows before anything is typed: the revision at hand, the plan's own unit."""
    return {
        "execution": said.execution,
        "text": said.text,
        "figure": None if said.figure is None else plain_number(said.figure),
        "figure_unit": said.figure_unit or (terms.expected.unit if terms.expected else ""),
        "done_on": said.done_on,
        "reason": said.reason,
        "links": "\n".join(f"{link.url} {link.title}".strip() for link in links),
    }


def _one_kind_of_newline(text: str) -> str:
    # Browsers send «\r\n»; kept, it would make an untouched text differ from itself.
    return text.replace("\r\n", "\n").strip()


def _link_problem(link: Link) -> str:
    try:
        _is_address(link.url)
    except ValidationError:
        return (
            f"«{link.url[:80]}» — не адрес страницы. Скопируйте его из строки браузера целиком, "
            "с http:// или https://."
        )
    return "" if len(link.url) <= 1000 else "Адрес длиннее 1000 знаков. Дайте более короткий."
