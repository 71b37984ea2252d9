"""Russian as people say it: plurals, terms, days, names, spaces that do not break."""

import re
from datetime import date, datetime

NO_BREAK = "\u00a0"
MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
DAY_FORMS = "день,дня,дней"
SOON_DAYS = 3

_SHORT_WORDS = (
    "а|без|в|во|для|до|за|и|из|из-за|из-под|или|к|как|ко|на|над|не|ни|но|о|об|обо|от|по|под|"
    "при|про|с|со|у|что"
)
_AFTER_SHORT_WORD = re.compile(rf"(?<![\w-])({_SHORT_WORDS})[ \t]+(?=\S)", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"(\d)[ \t]+(?=[\w%₽])")
_AFTER_SIGN = re.compile(r"([№§])[ \t]*(?=\w)")
_BETWEEN_INITIALS = re.compile(r"(?<!\w)([А-ЯЁ]\.)[ \t]*(?=[А-ЯЁ](?:\.|[а-яё]))")
_BEFORE_INITIALS = re.compile(r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)[ \t]+(?=[А-ЯЁ]\.)")
_BEFORE_DASH = re.compile(r"[ \t]+(?=—)")


def plural(number: int, forms: str) -> str:
    """The form that goes with the number: «пункт,пункта,пунктов» with 3 is «пункта»."""
    one, few, many = (form.strip() for form in forms.split(","))
    rest = abs(number) % 100
    if rest % 10 == 1 and rest != 11:
        return one
    return few if rest % 10 in {2, 3, 4} and rest not in {12, 13, 14} else many


def counted(number: int, forms: str) -> str:
    """The number and its noun, which stay on one line: «3 пункта»."""
    return f"{spaced(number)}{NO_BREAK}{plural(number, forms)}"


def spaced(number: int) -> str:
    """Thousands apart from five digits on: «1204», «12 040»."""
    digits = str(number)
    return digits if abs(number) < 10_000 else f"{number:,}".replace(",", NO_BREAK)


def sticky(text: str) -> str:
    """The same text whose short words, numbers and initials do not end a line."""
    text = _BETWEEN_INITIALS.sub(rf"\1{NO_BREAK}", text)
    text = _BEFORE_INITIALS.sub(rf"\1{NO_BREAK}", text)
    text = _AFTER_SIGN.sub(rf"\1{NO_BREAK}", text)
    text = _AFTER_NUMBER.sub(rf"\1{NO_BREAK}", text)
    text = _BEFORE_DASH.sub(NO_BREAK, text)
    return _AFTER_SHORT_WORD.sub(rf"\1{NO_BREAK}", text)


def person_short(name: str) -> str:
    """«Ветрова О. Н.» from «Ветрова Ольга Николаевна» or «Ветрова О.Н.»."""
    surname, *given = re.findall(r"[\w-]+", name)[:3] or [name]
    return NO_BREAK.join([surname, *(f"{word[0]}." for word in given)])


def initials(name: str) -> str:
    """«ОВ» for the round mark of a person."""
    surname, *given = re.findall(r"\w[\w-]*", name)[:2] or ["?"]
    return "".join(word[0].upper() for word in [*given, surname])


def say_day(day: date, today: date) -> str:
    """«25 декабря»; the year is said only when it is not this one."""
    said = f"{day.day}{NO_BREAK}{MONTHS[day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year}{NO_BREAK}года"


def say_until(day: date, today: date) -> str:
    """«до 25 декабря»."""
    return f"до{NO_BREAK}{say_day(day, today)}"


def say_moment(moment: datetime, today: date) -> str:
    """«сегодня в 14:05», «вчера в 9:10», «12 декабря в 14:05»; `moment` is local."""
    past_days = (today - moment.date()).days
    day = {0: "сегодня", 1: "вчера"}.get(past_days) or say_day(moment.date(), today)
    return f"{day} в{NO_BREAK}{moment.hour}:{moment:%M}"


def days_left(due: date, today: date) -> str:
    """«осталось 10 дней», «сегодня», «просрочено на 3 дня»."""
    days = (due - today).days
    if days < 0:
        return f"просрочено на{NO_BREAK}{counted(-days, DAY_FORMS)}"
    if days == 0:
        return "сегодня"
    verb = plural(days, "остался,осталось,осталось")
    return f"{verb} {counted(days, DAY_FORMS)}"


def due_tone(due: date, today: date) -> str:
    """The tone of a term: past or today, soon, far."""
    days = (due - today).days
    if days <= 0:
        return "bad"
    return "warn" if days <= SOON_DAYS else "mute"
