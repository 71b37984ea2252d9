"""Check what people choose for a public page, and what they type to check a document."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from plans.domain.content import Column, Field
from plans.domain.publishing import SLUG_LENGTH, PublicSettings
from plans.domain.seals import CODE_LENGTH, read_code

_SLUG = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
    "Только строчные латинские буквы, цифры и дефисы между ними: plan-2026.",
)


class PlanPublishForm(forms.Form):
    """How the public page looks, and whether it is there."""

    slug = forms.CharField(
        label="Адрес страницы",
        max_length=SLUG_LENGTH,
        validators=[_SLUG],
        help_text="Конец адреса: латинские буквы, цифры, дефис. Изменится — старые ссылки "
        "перестанут открываться.",
        error_messages={"required": "Напишите конец адреса, например plan-2026."},
    )
    shown = forms.MultipleChoiceField(
        label="Какие графы показать",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Название мероприятия видно всегда. Снятой графы не будет ни на странице, ни в "
        "документе, ни в календаре.",
    )
    shows_names = forms.BooleanField(
        label="Публиковать ФИО",
        required=False,
        help_text="Без отметки вместо имён стоят должности. Почта и телефоны не публикуются "
        "никогда.",
    )
    is_indexed = forms.BooleanField(
        label="Показывать в поисковиках",
        required=False,
        help_text="Без отметки страницу открывают только по ссылке.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, columns: tuple[Column, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._headers = list(
            dict.fromkeys(column.header for column in columns if column.field is not Field.TITLE)
        )
        choices = [(header, header) for header in self._headers]
        self.fields["shown"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> PublicSettings:
        """In the words of the action."""
        said = self.cleaned_data
        return PublicSettings(
            said["slug"],
            said["shows_names"],
            said["is_indexed"],
            tuple(header for header in self._headers if header not in said["shown"]),
        )


class SearchForm(forms.Form):
    """What to look for on a public page."""

    q = forms.CharField(label="Найти в плане", max_length=100, required=False)

    def words(self) -> str:
        return str(self.cleaned_data["q"]).strip() if self.is_valid() else ""


class VersionCheckForm(forms.Form):
    """The code under the QR of a document."""

    code = forms.CharField(
        label="Код или хеш документа",
        max_length=200,
        help_text=f"{CODE_LENGTH} знаков внизу страницы после слова SHA-256: цифры и латинские "
        "буквы от a до f. Пробелы не важны.",
        error_messages={"required": "Введите код, который напечатан внизу документа."},
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                f"Это не код документа. Он состоит из {CODE_LENGTH} цифр и латинских букв от a "
                "до f, например 1f2e 3d4c 5b6a 7988."
            )
        return code
