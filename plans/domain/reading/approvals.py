"""Signature blocks («грифы»): who approved or agreed, when, and by what order."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from plans.domain.content import Approval, ApprovalKind, Order
from plans.domain.periods import read_day
from plans.domain.reading.headings import is_plan_heading
from plans.domain.reading.text import unspaced

_START = re.compile(
    r"[«\"„“(\s]*(?P<approved>утверждаю|утвержд[её]н[аоы]?|утв\.)(?![а-яё])[»\"“”)]*\s*[:.]?"
    r"|[«\"„“(\s]*(?P<agreed>согласовано|согласован[аы]?)(?![а-яё])[»\"“”)]*\s*[:.]?",
    re.IGNORECASE,
)
_HEAD_WORDS = re.compile(
    rf"^(?:{re.sub(r'[?]P<[a-z]+>', '?:', _START.pattern)}"
    r"|\s*приложение(?:\s*(?:№|N)?\s*\d+)?(?![а-яё]))",
    re.IGNORECASE,
)
_OTHER_START = re.compile(
    r"[«\"\s]*(?:рассмотрен[оаы]?|принят[оаы]?|рекомендован[оа]?|"
    r"обсужден[оаы]?|с\s+уч[её]том\s+мнения|мнение\s+\w+\s+учтено)(?![а-яё])",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"\s*приложение(?:\s*(?:№|N)?\s*\d+)?(?![а-яё])", re.IGNORECASE)
_DATE = (
    r"(?:[«\"“„]?\s*\d{1,2}\s*[»\"”“]?\s*[./]?\s*(?:[а-яё]{3,8}|\d{1,2})\s*[./]?\s*(?:\d{4}|\d\d(?!\d)))"
    r"(?:\s*(?:года|год|г)\b\.?)?"
)
_NUMBER = r"(?:№|N)\s*(?P<number>[^\W_]+(?:\s?[-–/.]\s?[\w]+)*)"
_ACT = (
    r"(?:(?:приказ|распоряжени|постановлени|решени)[а-яё]*|"
    r"(?<![а-яё])указ(?:а|у|ом)?(?![а-яё]))"
)
_ORDER = re.compile(
    rf"(?P<act>{_ACT})\s*(?P<issuer>.*?)\s*от\s+(?P<date>{_DATE})\s*,?\s*{_NUMBER}",
    re.IGNORECASE | re.DOTALL,
)
_ORDER_BACKWARDS = re.compile(
    rf"(?P<act>{_ACT})\s*(?P<issuer>.*?)\s*{_NUMBER}\s*от\s+(?P<date>{_DATE})",
    re.IGNORECASE | re.DOTALL,
)
_BARE_ORDER = re.compile(rf"от\s+(?P<date>{_DATE})\s*,?\s*{_NUMBER}", re.IGNORECASE)
# «27 мая 2024 г. N 3274п» alone, below a name or the body that issued it
_ORDER_LINE = re.compile(
    rf"^[ \t]*(?:от\s+)?(?P<date>{_DATE})\s*,?\s*{_NUMBER}[ \t)]*$", re.IGNORECASE | re.MULTILINE
)
_BLANK_ORDER = re.compile(rf"{_ACT}[^\n]*?от\s+{_DATE}\s*,?\s*(?:№|N)\s*_+", re.IGNORECASE)
_DATE_LINE = re.compile(rf"\s*(?:от\s+|дата\s*:?\s*)?(?P<date>{_DATE})\s*", re.IGNORECASE)
_BLANK_DATE = re.compile(
    r"[«»\"“”„\s_.\d]*(?:_+|«\s*»)[«»\"“”„\s_.а-яё]*(?:20[\d_ ]{0,4})?\s*(?:года|год|г)?\.?\s*",
    re.IGNORECASE,
)
_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
# Not the one after whom a school is named: «СОШ им. А.С. Пушкина».
_NAME = re.compile(
    r"(?<!им\.\s)(?<!им\.)(?<!имени\s)(?<![А-ЯЁ]\.)(?<![А-ЯЁ]\.\s)"
    rf"(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?{_SURNAME}|{_SURNAME}\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
    r"|(?!Г\.\s?[А-ЯЁ]{2}|И\.\s?О\.\s?(?:ДИР|НАЧ|ГЛАВ|ЗАВ|РУК|МИН|ПРЕД|ЗАМ))"
    r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ]{4,}(?![а-яё])"
    rf"|{_SURNAME}\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|ична|ьич))"
)
_NOISE = re.compile(
    r"\((?:подпись|расшифровка|фио|ф\.\s?и\.\s?о\.?|дата|приложение)[^)]*\)|\bм\.\s?п\.",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\s*(?:на заседании|протокол|педагогическ|с уч[её]том мнения)", re.IGNORECASE
)
# What may still follow a name: the date, the order, «М.П.».
_AFTER_NAME = re.compile(
    rf"\s*(?:м\.?\s?п\.?|\(.*|{_ACT}\b.*|протокол\b.*|от\s.*|№.*|основание.*)\s*",
    re.IGNORECASE,
)
# «Приложение № 3 к Положению»: what the document is annexed to, where that is no order.
_ANNEXED = re.compile(
    r"к\s+(?:положению|письму|плану|программе|порядку|концепции)\b", re.IGNORECASE
)
_FIGURES = re.compile(r"\s*\d\d?[\s./]+\d\d?[\s./]+\d+\s*(?:года|год|г)?\.?\s*")
_QUOTES = re.compile(r"[\"“”„«»]")
MAX_LINES = 16


class Stamp(NamedTuple):
    """A block among lines: what it says, if it could be read, and the index of its first line."""

    approval: Approval | None
    first: int


def read_approvals(lines: Sequence[str]) -> tuple[list[Approval], set[int]]:
    """The blocks among consecutive lines, and the indexes of the lines they take."""
    stamps, taken = find_stamps(lines)
    return [stamp.approval for stamp in stamps if stamp.approval], taken


def find_stamps(lines: Sequence[str], looks: Sequence[bool] = ()) -> tuple[list[Stamp], set[int]]:
    """The same with places; `looks` says which lines stand out, as a title does."""
    lines = [unspaced(line) for line in lines]
    found: list[Stamp] = []
    taken: set[int] = set()
    index = 0
    while index < len(lines):
        if not starts_block(lines[index]):
            index += 1
            continue
        end = _block_end(lines, index, looks)
        approval = _read_block([line for line in lines[index:end] if line.strip()])
        taken.update(range(index, end))
        if approval or _START.match(lines[index]):
            found.append(Stamp(approval, index))
        index = end
    return found, taken


def starts_block(line: str) -> bool:
    """Whether a line begins a stamp: «УТВЕРЖДАЮ», «Приложение № 2»."""
    if len(line) > 200 or is_plan_heading(line):
        return False
    match = _START.match(line)
    if match:
        kind = (match["approved"] or match["agreed"]).lower()
        return kind in {"утверждаю", "согласовано"} or not line[match.end() :].strip().startswith(
            "план"
        )
    return bool(_OTHER_START.match(line) or _APPENDIX.match(line))


def _block_end(lines: Sequence[str], start: int, looks: Sequence[bool]) -> int:
    """The first line that no longer belongs to the block that starts at `start`."""
    last = min(len(lines), start + MAX_LINES)
    for index in range(start + 1, last):
        block = [line for line in lines[start:index] if line.strip()]
        if not lines[index].strip():
            if _is_complete(block) and not _is_signature_rest(lines, index):
                return index
        elif _is_beyond(lines[index], block) or (
            looks and looks[index] and not looks[start] and _is_complete(block)
        ):
            return index
    return last


def _is_beyond(line: str, block: Sequence[str]) -> bool:
    """The title of the plan, a line after the signature, or the next block."""
    if is_plan_heading(line):
        return True
    if _is_complete(block) and not _may_follow(line, block):
        return True
    is_appendix_head = len(block) == 1 and bool(_APPENDIX.match(block[0]))
    return starts_block(line) and not (is_appendix_head and bool(_START.match(line)))


def _may_follow(line: str, block: Sequence[str]) -> bool:
    """Whether a block that has its name or its order may go on with this line."""
    if _DATE_LINE.fullmatch(line) or _ORDER_LINE.match(line):
        return True
    if "_" in line or _NAME.search(line):
        return True
    if line.isupper() and len(line) > 4 and not _AFTER_NAME.fullmatch(line):
        return False
    has_post = len([text for text in block[1:] if not _NAME.fullmatch(text.strip(" _/"))]) > 0
    return not has_post or bool(_AFTER_NAME.fullmatch(line) or re.search(rf"{_DATE}\s*$", line))


def _is_complete(block: Sequence[str]) -> bool:
    text = " ".join(block)
    if _BARE_ORDER.search(text) or _ORDER_BACKWARDS.search(text):
        return True
    has_date = any(_DATE_LINE.fullmatch(line) or _is_blank_date(line) for line in block[1:])
    return has_date or bool(_NAME.search(" ".join(block[1:])))


def _is_signature_rest(lines: Sequence[str], index: int) -> bool:
    """Whether a date or a name still follows the empty lines."""
    following = next((line for line in lines[index : index + 4] if line.strip()), "")
    return bool(_DATE_LINE.fullmatch(following) or _is_blank_date(following))


def _is_blank_date(line: str) -> bool:
    return "_" in line and not _NAME.search(line) and bool(_BLANK_DATE.fullmatch(line.strip()))


def _read_block(lines: list[str]) -> Approval | None:
    first = lines[0]
    heads = [match for match in (_START.match(line) for line in lines[:3]) if match]
    if _OTHER_START.match(first) or not (heads or _APPENDIX.match(first)):
        return None
    body = [_NOISE.sub(" ", _HEAD_WORDS.sub("", line)).strip() for line in lines]
    body = ["" if _ANNEXED.match(line) else line for line in body]
    order, body = _take_order(body)
    is_agreed = bool(heads and heads[0]["agreed"])
    kind = ApprovalKind.AGREED if is_agreed else ApprovalKind.APPROVED
    if not heads:
        return Approval(kind, order=order) if order else None
    signed = _take_date(body)
    name, position = _take_name(body)
    if not (order or name or position or signed):
        return None
    return Approval(kind, position, name, signed, order)


def _take_order(body: list[str]) -> tuple[Order | None, list[str]]:
    text = _BLANK_ORDER.sub(" ", "\n".join(body))
    for pattern in (_ORDER, _ORDER_BACKWARDS):
        match = pattern.search(text)
        if match is None:
            continue
        day = _day(match["date"])
        if day is None:
            continue
        issuer = " ".join(match["issuer"].split()).strip(" ,:").removeprefix("по ") or None
        number = re.sub(r"\s*([-–/.])\s*", r"\1", match["number"])
        rest = f"{text[: match.start()]}\n{text[match.end() :]}"
        rest = re.sub(r"(?<![а-яё])(?:к|г\.|года)\s*(?:\n|$)", "\n", rest)
        return Order(number, day, issuer), rest.split("\n")
    return _bare_order(text)


def _bare_order(text: str) -> tuple[Order | None, list[str]]:
    """«Местной администрации / от 9 февраля 2024 г. N 146»: an order without its word."""
    match = _ORDER_LINE.search(text)
    day = _day(match["date"]) if match else None
    if match is None or day is None:
        return None, text.split("\n")
    number = re.sub(r"\s*([-–/.])\s*", r"\1", match["number"])
    before, after = text[: match.start()], text[match.end() :]
    if _NAME.search(before) or _NAME.search(after):
        return Order(number, day, None), f"{before}\n{after}".split("\n")
    return Order(number, day, " ".join(before.split()).strip(" ,:") or None), after.split("\n")


def _take_date(body: list[str]) -> date | None:
    """The date of the signature; its line leaves the block, also where it is blank."""
    for index, line in enumerate(body):
        match = _DATE_LINE.fullmatch(line)
        if match or _is_blank_date(line):
            body[index] = ""
            if match:
                return _day(match["date"])
    for index, line in enumerate(body):
        match = re.search(rf"(?P<date>{_DATE})\s*$", line)
        if match and not re.search(r"протокол", line, re.IGNORECASE):
            before = re.sub(r"дата\s*:?\s*$", "", line[: match.start()], flags=re.IGNORECASE)
            body[index] = before.rstrip(" от")
            return _day(match["date"])
    return None


def _take_name(body: list[str]) -> tuple[str | None, str | None]:
    name: str | None = None
    position: list[str] = []
    for line in body:
        if _MEETING.match(line):
            continue
        match = None if name else _NAME.search(line)
        if match:
            name = " ".join(match[0].split())
            line = line[: match.start()]  # noqa: PLW2901 -- what stands before the name
        plain = " ".join(re.sub(r"_+|/+|\(\s*\)", " ", line).split()).strip(" ,:/(")
        if re.search(r"\w", plain):
            position.append(plain)
    return name, " ".join(position) or None


def _day(text: str) -> date | None:
    """A date with its day in quotes of any kind, or in none."""
    plain = _QUOTES.sub(" ", text)
    if _FIGURES.fullmatch(plain):
        plain = ".".join(re.findall(r"\d+", plain))
    return read_day(plain)
