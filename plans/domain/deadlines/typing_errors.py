"""Words with one wrong, missing, doubled or exchanged letter: «сентбрь», «постояно»."""

from collections.abc import Iterator

MIN_LENGTH = 6
_MONTHS = (
    ("M01", "январ"),
    ("M02", "феврал"),
    ("M04", "апрел"),
    ("M09", "сентябр"),
    ("M10", "октябр"),
    ("M11", "ноябр"),
    ("M12", "декабр"),
)
_WORDS = (
    "течение",
    "постоянно",
    "ежемесячно",
    "ежеквартально",
    "еженедельно",
    "ежегодно",
    "квартал",
    "полугодие",
    "необходимости",
)
_OTHER_FORMS = frozenset({"постоянной", "постоянном", "постоянный", "постоянная", "постоянное"})


def mistyped(word: str) -> str | None:
    """The sign of the one known word that `word` is but for a letter; None where there is none."""
    if len(word) < MIN_LENGTH or word in _OTHER_FORMS:
        return None
    signs = {sign for key in _less_one(word) for sign in _KNOWN.get(key, ())}
    return signs.pop() if len(signs) == 1 else None


def _less_one(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _known() -> dict[str, set[str]]:
    months = ((stem + end, sign) for sign, stem in _MONTHS for end in "ьяе")
    august = (("август" + end, "M08") for end in ("", "а", "е"))
    known: dict[str, set[str]] = {}
    for word, sign in (*months, *august, *((word, word) for word in _WORDS)):
        for key in _less_one(word):
            known.setdefault(key, set()).add(sign)
    return known


_KNOWN = _known()
