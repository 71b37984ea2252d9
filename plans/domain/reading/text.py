"""Printed text made plain: white space folded, words healed that a line's end broke."""

import re

_BROKEN = re.compile(r"([^\W\d_]+|\d+)[-\u2010\u2011](?:\s*\n)+\s*([^\W\d_]+|\d+)")
_EMPTY = re.compile(r"[\s\-\u2010-\u2015\u2212_.*]*")
_SPACED = re.compile(r"(?<!\w)(?:[А-ЯЁ] ){2,}[А-ЯЁ](?!\w)")
_DITTO = re.compile(
    r"[-\u2013\u2014]*\s*(?://|\"|\u00ab|\u201e|\u201c|,,)\s*[-\u2013\u2014]*|то же"
)
_MONTH = re.compile(
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|"
    r"декабр)[а-я]*$|[IVX]+$|\d+$",
    re.IGNORECASE,
)
# First parts that stand before a hyphen of their own: «учебно-методических».
_COMPOUND = re.compile(
    r"(?:.*(?:онно|ивно|ально|ельно|енно|ично|ическо|ически|ярно|урно|ово|овно|ебно|одно|"
    r"ортно|льско|"
    r"ско|дико|лого|ного|рико|нико|едико|мико)|"
    r"экспресс|интернет|онлайн|пресс|пост|мастер|веб|бизнес|арт|медиа|фото|видео|кино|"
    r"аудио|блиц|флеш|"
    r"флэш|вице|экс|мини|макси|контент|топ|эко|этно|техно|квест|квиз|слайд|ток|пиар|промо|"
    r"хит|шоу|чат|"
    r"план|тест|круиз|педагог|учитель|тренер|эксперт|платформа|проект|северо|юго|западно|"
    r"южно|северно|"
    r"восточно|санкт|нижне|верхне|усть|ново|соль|кое|из|как|где|кто|что|когда|какой|какие)",
    re.IGNORECASE,
)
# «научно-» + «практической»: an adjective in -но before another one, save those that are one word.
_IN_NO = re.compile(
    r"(?!(?:естествен|рав|раз|од|эт|ин|времен|перемен|откров|своевремен)но$)"
    r"[а-яё]{2,}[бвгджзклмнпрстфцчшщь]но",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(r"(?:естественно|одно|равно|разно)$", re.IGNORECASE)
_ADJECTIVE = re.compile(
    r"[а-яё]{2,}(?:ск|[а-яё]н|ов|ев|ив|им|ем|ащ|ящ|ющ)"
    r"(?:ий|ый|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ые|ие|ых|их|ыми|ими|ей)",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"(?:то|либо|нибудь|за|под|таки)$", re.IGNORECASE)


def fold(text: str) -> str:
    """One line, single spaces."""
    if "\n" in text:
        text = heal(text)
    return " ".join(text.replace("\u00ad", "").split())


def lines_of(text: str) -> list[str]:
    """The lines of a cell, each folded, the broken words healed, the empty ones dropped."""
    lines = heal(text).replace("\u00ad", "").split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def heal(text: str) -> str:
    """«об-» + «разовательным» is one word; «учебно-» + «методических» keeps its hyphen."""
    if "\n" not in text or ("-" not in text and "\u2010" not in text and "\u2011" not in text):
        return text
    return _BROKEN.sub(_heal_word, text)


def _heal_word(match: re.Match[str]) -> str:
    first, second = match[1], match[2]
    keeps = (
        not second[:1].islower()
        or bool(len(second) > 2 and _COMPOUND.fullmatch(first) and not _ONE_WORD.match(first))
        or bool(_PARTICLE.match(second))
        or bool(_IN_NO.fullmatch(first) and _ADJECTIVE.fullmatch(second))
        or bool(_MONTH.match(first))
    )
    return f"{first}-{second}" if keeps else f"{first}{second}"


def is_empty(text: str) -> bool:
    """Nothing, or only a dash."""
    return not text or bool(_EMPTY.fullmatch(text))


def is_ditto(text: str) -> bool:
    """A sign that the cell above holds here too: «—//—»."""
    return bool(text) and bool(_DITTO.fullmatch(text.strip().lower()))


def value(text: str) -> str | None:
    """The folded text, None where a cell is empty or holds but a dash."""
    folded = fold(text)
    return None if is_empty(folded) else folded


def unspaced(text: str) -> str:
    """«П Л А Н  работы» without the blanks inside its words."""
    return _SPACED.sub(lambda match: match[0].replace(" ", ""), " ".join(text.split()))


def shortened(text: str, length: int = 60) -> str:
    """The beginning of a text, for naming it in a sentence."""
    folded = fold(text)
    return folded if len(folded) <= length else f"{folded[:length].rstrip(' ,;')}…"


def join(first: str, second: str) -> str:
    """Two pieces of one cell that a page's end parted."""
    if not second.strip():
        return first
    return f"{first}\n{second}" if first.strip() else second
