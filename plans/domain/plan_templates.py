"""A plan without its people, as a template for others; and a template as the start of a plan."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from plans.domain.content import Deadline, Item, PlanContent, Section, Step
from plans.domain.corrections import reread
from plans.domain.frame import Frame, Printed
from plans.domain.next_year import Cell, OldRow, is_recurring
from plans.domain.reading.people.names import PERSON, person_in
from plans.domain.table import section_title

NOBODY = "…"
TEXTS = ("title", "description", "goal", "audience", "result", "note")
HEADERS = {
    "title": "Мероприятие",
    "description": "Описание",
    "goal": "Цель",
    "audience": "Целевая аудитория",
    "result": "Результат",
    "note": "Примечание",
}


@dataclass(slots=True)
class Stripped:
    """A plan without names; what was taken out, and what stands there instead."""

    content: PlanContent
    replaced: dict[str, str] = field(default_factory=dict)


def without_people(content: PlanContent, positions: Mapping[str, str]) -> Stripped:
    """The plan without names of people and without the print of its document.

    `positions` tells by surname, in small letters, who is what at the plan's centre.
    """
    out = Stripped(content)

    def text(said: str) -> str:
        def instead(match: Any) -> str:
            out.replaced[match[0].strip()] = NOBODY
            lead = match[0][: len(match[0]) - len(match[0].lstrip())]
            return f"{lead}{NOBODY}"

        return PERSON.sub(instead, said)

    def people(entries: Sequence[str]) -> tuple[str, ...]:
        kept = []
        for entry in entries:
            person = person_in(entry)
            if person is None:
                kept.append(entry)
                continue
            rest = " ".join(PERSON.sub(" ", entry).split()).strip(" ,;–—-()")
            post = rest or positions.get(person.surname.casefold(), "")
            out.replaced[entry] = post
            kept.append(post)
        return tuple(dict.fromkeys(filter(None, kept)))

    out.content = replace(
        content,
        title=text(content.title),
        introduction=text(content.introduction),
        frame=Frame(),
        sections=tuple(
            Section(
                section.number,
                section.title and text(section.title),
                tuple(_item(item, text, people) for item in section.items),
            )
            for section in content.sections
        ),
    )
    return out


def template_rows(content: PlanContent) -> tuple[tuple[OldRow, ...], tuple[OldRow, ...]]:
    """The rows of a template, and its texts outside them, as the next year's page knows them."""
    rows = tuple(
        OldRow(
            key=f"i{number}",
            number=item.number or "",
            title=item.title,
            section=section_title(section),
            cells=tuple(_cells(f"i{number}", item)),
            is_recurring=is_recurring(
                (
                    *item.deadline.terms,
                    *(term for step in item.steps for term in step.deadline.terms),
                )
            ),
        )
        for number, (section, item) in enumerate(_items(content))
    )
    return rows, tuple(_outside(content))


def plan_of_template(
    content: PlanContent,
    *,
    title: str,
    period: tuple[date, date],
    rows: frozenset[str],
    texts: Mapping[str, str],
) -> PlanContent:
    """The template with these rows and texts, its deadlines read in the period."""
    number = iter(range(sum(len(section.items) for section in content.sections)))
    sections = []
    for place, section in enumerate(content.sections):
        items = [(f"i{next(number)}", item) for item in section.items]
        kept = tuple(_said(key, item, texts) for key, item in items if key in rows)
        if kept or not items:
            heading = texts.get(f"s{place}.title", section.title or "")
            sections.append(replace(section, title=heading or None, items=kept))
    columns = tuple(
        replace(column, header=texts.get(f"c{place}.header", column.header))
        for place, column in enumerate(content.columns)
    )
    said = replace(
        content,
        title=title,
        period=period,
        introduction=texts.get("p.introduction", content.introduction),
        columns=columns,
        sections=tuple(sections),
    )
    return reread(said)


def _item(
    item: Item,
    text: Callable[[str], str],
    people: Callable[[Sequence[str]], tuple[str, ...]],
) -> Item:
    said = {name: text(getattr(item, name)) for name in TEXTS if getattr(item, name)}
    return replace(
        item,
        **said,
        channels=tuple(map(text, item.channels)),
        responsible=people(item.responsible),
        deadline=_deadline(item.deadline, text),
        extra={place: text(words) for place, words in item.extra.items()},
        steps=tuple(
            Step(text(step.title), _deadline(step.deadline, text), people(step.responsible))
            for step in item.steps
        ),
        printed=Printed(),
    )


def _deadline(deadline: Deadline, text: Callable[[str], str]) -> Deadline:
    return replace(deadline, text=deadline.text and text(deadline.text))


def _items(content: PlanContent) -> Iterator[tuple[Section, Item]]:
    return ((section, item) for section in content.sections for item in section.items)


def _cells(key: str, item: Item) -> Iterator[Cell]:
    for name in TEXTS:
        if getattr(item, name):
            yield Cell(f"{key}.{name}", HEADERS[name], getattr(item, name))
    if item.deadline.text:
        yield Cell(f"{key}.deadline", "Срок", item.deadline.text, is_deadline=True)
    for place, words in item.extra.items():
        if words:
            yield Cell(f"{key}.extra.{place}", "Прочая графа", words)
    for place, step in enumerate(item.steps):
        yield Cell(f"{key}.step.{place}.title", "Промежуточный результат", step.title)
        if step.deadline.text:
            key_of = f"{key}.step.{place}.deadline"
            yield Cell(key_of, "Срок", step.deadline.text, is_deadline=True)


def _outside(content: PlanContent) -> Iterator[OldRow]:
    found = [("p.introduction", "Вступительный текст", content.introduction)]
    found += [
        (f"s{place}.title", "Раздел", section.title or "")
        for place, section in enumerate(content.sections)
    ]
    found += [
        (f"c{place}.header", "Заголовок графы", column.header)
        for place, column in enumerate(content.columns)
    ]
    for key, header, text in found:
        if text:
            title = header if key.startswith("p") else f"{header} «{text}»"
            yield OldRow("", "", title, cells=(Cell(key, header, text),))


def _said(key: str, item: Item, texts: Mapping[str, str]) -> Item:
    """The item with its new texts."""
    said: dict[str, Any] = {
        name: texts[f"{key}.{name}"] for name in TEXTS if f"{key}.{name}" in texts
    }
    return replace(
        item,
        **said,
        deadline=_timed(item.deadline, f"{key}.deadline", texts),
        extra={
            place: texts.get(f"{key}.extra.{place}", words) for place, words in item.extra.items()
        },
        steps=tuple(
            replace(
                step,
                title=texts.get(f"{key}.step.{place}.title", step.title),
                deadline=_timed(step.deadline, f"{key}.step.{place}.deadline", texts),
            )
            for place, step in enumerate(item.steps)
        ),
    )


def _timed(deadline: Deadline, key: str, texts: Mapping[str, str]) -> Deadline:
    return replace(deadline, text=texts[key]) if key in texts else deadline
