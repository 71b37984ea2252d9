"""A short notation for plan tables: what a cell shows, and what a careful person reads in it.

A block holds one row a line, cells parted by «|»; an indented line continues the one before.

- `== II == Кадры == Раздел II. Кадры`: a section (number, title, as printed); «-» for none.
- `> cells`: an intermediate result of the row above.
- a deadline is `text @ terms`; terms are joined by « + »: `01.09.24-30.09.24` (window),
  `<25.08.25` (due), `month/1/5` (recurring), `C` (continuous), `O` (on request), `?` (unknown).
- `А{, }Б`: two entries; what stands in braces is printed but belongs to none.
- `printed => read`: a cell that reads otherwise than it looks; `↵` breaks the line in a cell.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

STEP = "> "
ENTRIES = ("responsible", "channels")
DASHES = "-–—"
ITEM_KEYS = ("number", "title", "description", "goal", "audience", "result")


@dataclass
class Line:
    """One row of the table: its kind (item, step, section), its cells and its truth."""

    kind: str
    cells: dict[str, str]
    truth: dict[str, Any]


@dataclass
class Written:
    """A plan as it is to be laid out, and what must be read in it."""

    title: str
    lines: list[Line]
    truth: dict[str, Any] = field(default_factory=dict)


def plan(kind, title, period, columns, fields, block) -> Written:
    """A plan; `fields` names the cells of a row in `block`, `columns` the table's own columns."""
    lines = [_line(text, fields) for text in _rows(block)]
    truth = {
        "kind": kind,
        "title": fold(title),
        "period": period.split(".."),
        "columns": columns.split(),
        "sections": _sections(lines),
    }
    return Written(title, lines, truth)


def truth_of(plans: list[Written], *approvals: dict[str, Any]) -> dict[str, Any]:
    return {"approvals": list(approvals), "plans": [written.truth for written in plans]}


def approval(kind="approved", position=None, name=None, date=None, order=None) -> dict[str, Any]:
    """`order` is (number, date, issuer)."""
    keys = ("number", "date", "issuer")
    basis = dict(zip(keys, order, strict=True)) if order else None
    return {"kind": kind, "position": position, "name": name, "date": date, "order": basis}


def fold(text: str) -> str:
    return " ".join(text.split())


def shown(text: str) -> str:
    """What the cell shows, line breaks included."""
    printed = text.partition(" => ")[0].partition("@")[0]
    return re.sub(r"[{}]", "", printed).strip().replace("↵", "\n")


def terms(text: str) -> list[dict[str, Any]]:
    return [_term(part.strip()) for part in text.split(" + ") if part.strip()]


def _rows(block: str) -> list[str]:
    rows: list[str] = []
    for line in block.strip("\n").splitlines():
        if line.startswith("  "):
            rows[-1] += " " + line.strip()
        elif line.strip():
            rows.append(line.rstrip())
    return rows


def _line(text: str, fields: str) -> Line:
    if text.startswith("== "):
        number, title, printed = (part.strip() for part in text[3:].split(" == "))
        none_or = [None if part == "-" else part for part in (number, title)]
        return Line(
            "section", {"section": printed}, dict(zip(("number", "title"), none_or, strict=True))
        )
    is_step = text.startswith(STEP)
    parts = [part.strip() for part in text.removeprefix(STEP).split("|")]
    names = fields.split()[-len(parts) :] if is_step else fields.split()
    raw = dict(zip(names, parts, strict=True))
    cells = {name: shown(part) for name, part in raw.items()}
    return Line("step" if is_step else "item", cells, _step(raw) if is_step else _item(raw))


def _item(raw: dict[str, str]) -> dict[str, Any]:
    truth: dict[str, Any] = {key: _said(raw.get(key, "")) for key in ITEM_KEYS}
    truth["number"] = truth["number"] and truth["number"].rstrip(".")
    truth["channels"] = _entries(raw.get("channels", ""))
    if "intermediate_result" in raw:
        own = {"deadline": {"text": None, "terms": []}, "responsible": []}
        return truth | own | {"steps": [_step(raw)]}
    return truth | _duty(raw) | {"steps": []}


def _step(raw: dict[str, str]) -> dict[str, Any]:
    return {"title": _said(raw["intermediate_result"])} | _duty(raw)


def _duty(raw: dict[str, str]) -> dict[str, Any]:
    text, _, meaning = raw.get("deadline", "").partition("@")
    seen = fold(text.rpartition(" => ")[2].replace("↵", " ")) or None
    deadline = {"text": seen, "terms": terms(meaning)}
    return {"deadline": deadline, "responsible": _entries(raw.get("responsible", ""))}


def _said(part: str) -> str | None:
    seen = fold(part.rpartition(" => ")[2].replace("↵", " "))
    return seen if seen.strip(DASHES) else None


def _entries(part: str) -> list[str]:
    pieces = re.split(r"\{[^}]*\}", part.rpartition(" => ")[2])
    folded = [fold(piece.replace("↵", " ")) for piece in pieces]
    return [piece for piece in folded if piece]


def _term(part: str) -> dict[str, Any]:
    plain = {"C": "continuous", "O": "on_request", "?": "unknown"}
    if part in plain:
        return {"kind": plain[part]}
    if part.startswith("<"):
        return {"kind": "due", "end": _day(part[1:])}
    if "/" in part:
        every, times, *day = part.split("/")
        by = int(day[0]) if day else None
        return {"kind": "recurring", "every": every, "times": int(times), "day": by}
    start, _, end = part.partition("-")
    return {"kind": "window", "start": _day(start), "end": _day(end)}


def _day(text: str) -> str:
    return datetime.strptime(text, "%d.%m.%y").date().isoformat()  # noqa: DTZ007 - a day, no time


def _sections(lines: list[Line]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in lines:
        if line.kind == "section":
            found.append(line.truth | {"items": []})
        elif line.kind == "step":
            found[-1]["items"][-1]["steps"].append(line.truth)
        else:
            if not found:
                found.append({"number": None, "title": None, "items": []})
            found[-1]["items"].append(line.truth)
    return found
