"""How a cell of a register is read and written: a word, a code, several names."""

from collections.abc import Mapping
from typing import Any

from import_export.widgets import CharWidget, Widget

from organisations.models import Organisation

SEPARATOR = ";"


class TextWidget(CharWidget):  # type: ignore[misc]  # import_export is untyped
    """Text; an empty cell is an empty text, never None."""

    def __init__(self) -> None:
        super().__init__(coerce_to_string=True, allow_blank=True)


class WordWidget(Widget):  # type: ignore[misc]  # import_export is untyped
    """One word of a list, in Russian; the case of letters does not matter."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self.words = dict(words)  # import_export copies fields deeply; a mapping proxy cannot be

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> str:  # noqa: ARG002 -- import_export's call
        said = str(value or "").strip().lower()
        for code, word in self.words.items():
            if said in {code.lower(), word.lower()}:
                return code
        raise ValueError(f"Нужно одно из слов: {', '.join(self.words.values())}.")

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> str:  # noqa: ARG002 -- import_export's call
        return self.words.get(value, "")


class NamesWidget(Widget):  # type: ignore[misc]  # import_export is untyped
    """Several names in one cell, with semicolons between them."""

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> list[str]:  # noqa: ARG002 -- import_export's call
        return [name.strip() for name in str(value or "").split(SEPARATOR) if name.strip()]

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> str:  # noqa: ARG002 -- import_export's call
        return f"{SEPARATOR} ".join(value or [])


class PlaceWidget(Widget):  # type: ignore[misc]  # import_export is untyped
    """An organisation by its code, among `places`, those that the actor reaches."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, Organisation] = {}

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Organisation:  # noqa: ARG002 -- import_export's call
        code = str(value or "").strip()
        if not code:
            raise ValueError("Укажите код организации.")
        found = self.places.get(code)
        if found is None:
            raise ValueError(
                f"Организации с кодом «{code}» нет среди ваших: проверьте код на её странице."
            )
        return found

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> str:  # noqa: ARG002 -- import_export's call
        return value.code if value else ""
