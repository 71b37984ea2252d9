"""The type that most of a document is set in."""

from collections import Counter
from typing import TypeVar

T = TypeVar("T")
_ROW_WEIGHT = 40  # letters: what a row of a table counts for when the main font is sought
_HEADINGS = frozenset({"center", "right"})


class MainType:
    """Counts the letters of a document by their font, those of its body by their size too."""

    def __init__(self) -> None:
        self._fonts: Counter[str] = Counter()
        self._sizes: Counter[float] = Counter()

    def line(self, text: str, alignment: str, font: str, points: float | None) -> None:
        """A paragraph; headings and stamps tell nothing of the size of the body."""
        self._fonts[font] += len(text)
        if points is not None and alignment not in _HEADINGS:
            self._sizes[points] += len(text.strip())

    def table(self, font: str, rows: int) -> None:
        self._fonts[font] += rows * _ROW_WEIGHT

    def font(self) -> str:
        """The font of most letters; empty where none is named."""
        return _most(self._fonts) or ""

    def points(self) -> float | None:
        return _most(self._sizes)


def _most(counts: Counter[T]) -> T | None:
    named = Counter({key: count for key, count in counts.items() if key and count})
    common = named.most_common(1)
    return common[0][0] if common else None
