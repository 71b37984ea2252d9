"""Numbers and dates of a sheet as their formats print them, in words where a month has a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"|\\.|\[\$[^\]-]+[^\]]*\])|(?P<space>[_*].)|(?P<lapse>\[(?:h+|m+|s+)\])|\[[^\]]*\]"""
    r"|(?P<year>y+|e+(?![+-]))|(?P<month>m+)|(?P<day>d+)|(?P<hour>h+)|(?P<second>s+(?:\.0+)?)"
    r"|(?P<half>am/pm|a/p)|(?P<general>general)|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)"
    r"|(?P<odd>e[+-]|/)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(r"""(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)|^(?=;)""", re.DOTALL)
_WHOLE, _DAY = "#,##0", "dd.mm.yyyy"
_BUILT_IN = {
    **dict.fromkeys((3, 37, 38), _WHOLE),
    **dict.fromkeys((4, 39, 40), f"{_WHOLE}.00"),
    **dict.fromkeys((14, *range(27, 32), 36, *range(50, 59)), _DAY),
    **dict.fromkeys((18, 20), "h:mm"),
    **dict.fromkeys((19, 21), "h:mm:ss"),
    **dict.fromkeys((45, 47), "mm:ss"),
    **dict(zip((1, 2, 9, 10), ("0", "0.00", "0%", "0.00%"), strict=True)),
    **dict(zip((15, 16, 17), ("d mmm yyyy", "d mmm", "mmm yyyy"), strict=True)),
    22: f"{_DAY} h:mm",
    46: "[h]:mm:ss",
}
_MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)

_DAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_NAMED = 3  # letters in a format that make a month or a day a word


def built_in(number: int) -> str:
    """The format that a small number stands for."""
    return _BUILT_IN.get(number, "General")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format by its code: `sections` are for positive, negative and zero values."""

    sections: tuple[str, ...]

    @classmethod
    def of(cls, code: str) -> "NumberFormat":
        return cls(tuple(_SECTIONS.findall(code)) or ("General",))

    def print(self, value: float, *, since_1904: bool = False) -> str:
        """What the sheet shows: «25%», «05.09.2024», «сентябрь 2024», «34 чел.»."""
        code, is_signed = self._section(value)
        tokens = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(code)]
        kinds = {kind for kind, _ in tokens}
        if kinds & {"year", "month", "day", "hour", "second", "lapse"}:
            return _print_moment(value, tokens, since_1904=since_1904)
        if kinds & {"general", "odd"} or "@" in code:
            return plain(value)
        return _print_number(value if is_signed else abs(value), tokens)

    def _section(self, value: float) -> tuple[str, bool]:
        if value < 0 and len(self.sections) > 1:
            return self.sections[1], False
        if value == 0 and len(self.sections) > 2:
            return self.sections[2], True
        return self.sections[0], True


def plain(value: float) -> str:
    """A number without a format; a whole one has no point."""
    if value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else repr(value)
    return repr(round(value, 10))


def print_moment(moment: datetime) -> str:
    """A day, with its time if it is not midnight."""
    day = f"{moment:%d.%m.%Y}"
    return f"{day} {moment:%H:%M}" if moment.hour or moment.minute else day


def _print_number(value: float, tokens: Sequence[tuple[str, str]]) -> str:
    shape = next((text for kind, text in tokens if kind == "digits"), None)
    before, after = [""], [""]
    side, is_percent = before, False
    for kind, text in tokens:
        if kind == "digits":
            side = after
        elif kind == "literal":
            side.append(_literal(text))
        elif kind == "sign":
            is_percent = is_percent or text == "%"
            side.append(text)
    number = "" if shape is None else _digits(value * 100 if is_percent else value, shape)
    prefix, suffix = "".join(before), "".join(after)
    if is_percent or prefix or suffix or " " in number:
        number = number.replace(".", ",")
    return f"{prefix}{number}{suffix}".strip()


def _literal(text: str) -> str:
    """A text in quotes, a letter after a backslash, the sign of a currency in brackets."""
    if text.startswith("[$"):
        return text[2:-1].partition("-")[0]
    return text.strip('"').removeprefix("\\")


def _digits(value: float, shape: str) -> str:
    scaled = shape.rstrip(",")
    value /= 1000 ** (len(shape) - len(scaled))
    whole, _, fraction = scaled.partition(".")
    decimals = len(fraction.replace(",", ""))
    text = f"{abs(value):{',' if ',' in whole else ''}.{min(decimals, 15)}f}".replace(",", " ")
    digits, point, rest = text.partition(".")
    while len(rest) > fraction.count("0") and rest.endswith("0"):
        rest = rest[:-1]
    digits = digits.zfill(whole.count("0"))
    is_negative = value < 0 and any(sign in "123456789" for sign in text)
    return f"{'-' if is_negative else ''}{digits}{point if rest else ''}{rest}"


def _print_moment(value: float, tokens: Sequence[tuple[str, str]], *, since_1904: bool) -> str:
    sizes: dict[str, int] = {}
    for kind, text in _with_minutes(tokens):
        sizes[kind] = max(sizes.get(kind, 0), len(text))
    if "lapse" in sizes:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    try:
        moment = _moment(value, since_1904=since_1904)
    except OverflowError:
        return plain(value)
    words = "".join(text for kind, text in tokens if kind in {"literal", "sign"})
    day, hours = _print_day(moment, sizes), _print_time(moment, sizes)
    if "year" in sizes and "г" in words and day and "day" not in sizes:
        day = f"{day} г." if "г." in words else f"{day} г"
    return f"{day} {hours}".strip()


def _with_minutes(tokens: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """«m» next to hours or seconds stands for minutes."""
    named = [token for token in tokens if token[0] not in {"literal", "sign", "space", ""}]
    told = []
    for index, (kind, text) in enumerate(named):
        before = named[index - 1][0] if index else ""
        after = named[index + 1][0] if index + 1 < len(named) else ""
        is_minute = kind == "month" and (before in {"hour", "lapse"} or after == "second")
        told.append(("minute" if is_minute else kind, text))
    return told


def _moment(value: float, *, since_1904: bool) -> datetime:
    # The calendar of sheets has a 29.02.1900, which is day 60.
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if value >= 60 else 31)
    if value < 0:
        raise OverflowError
    midnight = datetime.combine(start, time())
    return midnight + timedelta(days=int(value), seconds=round(value % 1 * 86_400))


def _print_day(moment: datetime, sizes: dict[str, int]) -> str:
    """A day is always printed with its month and year: a format that hides them loses nothing."""
    day, month, year = (sizes.get(kind, 0) for kind in ("day", "month", "year"))
    if 0 < day < _NAMED and month:
        return f"{moment:%d.%m.%Y}"
    if month >= _NAMED:
        name = _MONTHS[moment.month - 1]
        text = f"{name} {moment.year}" if year else name
    else:
        parts = [f"{moment:%d}"] if 0 < day < _NAMED else []
        parts += [f"{moment:%m}"] if month else []
        text = ".".join([*parts, f"{moment.year}"] if year else parts)
    if day >= _NAMED:
        text = f"{text}, {_DAYS[moment.weekday()]}" if text else _DAYS[moment.weekday()]
    return text


def _print_time(moment: datetime, sizes: dict[str, int]) -> str:
    if "hour" in sizes:
        return f"{moment:%H:%M}"
    return f"{moment:%M:%S}" if "minute" in sizes else ""
