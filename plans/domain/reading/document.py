"""A plan document from its file: the one road for the web, the worker and the command."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from documents.readers import Block, Look, Source, read_source
from organisations.domain.errors import RuleError
from plans.domain.content import Doubt, Field, PlanContent, PlanDocument
from plans.domain.frame import Line, Role
from plans.domain.periods import (
    Period,
    is_named_twice,
    part_of_year,
    read_period,
    year_period,
    years_in,
)
from plans.domain.reading.doubts import document_doubts, plan_doubts
from plans.domain.reading.headings import is_dated_aside
from plans.domain.reading.meaning import PlanReader
from plans.domain.reading.raw import RawPlan
from plans.domain.reading.responsible import split_responsible
from plans.domain.reading.tables import RawDocument, read_tables
from plans.domain.reading.verbatim import frame_of, with_print

COVER_LINE = 200  # characters: longer lines of a title page name no period


class NoPlanFoundError(RuleError):
    """The document holds no plan table."""


def read_document(path: Path, name: str) -> PlanDocument:
    """Everything a person reads in the file `path`, which people know as `name`."""
    written_on = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    return understand(read_source(path, name), name, fallback_year=written_on.year)


def understand_blocks(blocks: Sequence[Block], name: str, *, fallback_year: int) -> PlanDocument:
    return understand(Source(list(blocks)), name, fallback_year=fallback_year)


def understand(source: Source, name: str, *, fallback_year: int) -> PlanDocument:
    """The meaning of a document's blocks; `fallback_year` serves where no year is named at all."""
    raw = read_tables(source.blocks)
    plans = [plan for plan in raw.plans if plan.item_count]
    if not plans:
        raise NoPlanFoundError(
            f"В файле «{name}» не найден план: нужна таблица, в шапке которой есть графа "
            "с мероприятиями и хотя бы одна из граф «Срок», «Ответственный», «Результат». "
            "Проверьте, тот ли это файл, или подпишите графы таблицы и загрузите его снова."
        )
    plans[-1].below.extend(Line(note) for note in source.notes)
    doubts: list[Doubt] = []
    contents = [
        _content(plan, index, raw, doubts, Path(name).stem, fallback_year)
        for index, plan in enumerate(plans)
    ]
    _share_cover(plans)
    contents = [
        _framed(content, plan, index, source.look, raw)
        for index, (content, plan) in enumerate(zip(contents, plans, strict=True))
    ]
    doubts.extend(document_doubts(raw.approvals, raw.texts, raw.unread_stamps))
    for index, content in enumerate(contents):
        doubts.extend(plan_doubts(content, index, raw.approvals, raw.texts))
    return PlanDocument(tuple(raw.approvals), tuple(contents), tuple(doubts))


def _share_cover(plans: Sequence[RawPlan]) -> None:
    """The title page, with its stamps, belongs to every plan of the document."""
    first = plans[0].above
    own = next(
        (place for place, block in enumerate(first) if block.role is Role.TITLE), len(first)
    )
    for plan in plans[1:]:
        plan.above = [*first[:own], *plan.above]


def _framed(
    content: PlanContent, plan: RawPlan, index: int, look: Look | None, raw: RawDocument
) -> PlanContent:
    printed = with_print(content, plan)
    return replace(printed, frame=frame_of(printed, plan, index, look, raw.approvals))


def _content(
    plan: RawPlan, index: int, raw: RawDocument, doubts: list[Doubt], name: str, year: int
) -> PlanContent:
    if not plan.title:
        plan.title = raw.plans[0].title or name
        doubts.append(Doubt("над таблицей не найден заголовок плана", index))
    period = _period(plan, index, raw, doubts) or year_period(year)
    if not plan.sections[0].items and plan.sections[0].title is None:
        plan.sections.pop(0)
    reader = PlanReader(plan, index, period, _known_people(plan))
    content = reader.read()
    doubts.extend(replace(doubt, plan=index) for doubt in plan.doubts)
    doubts.extend(reader.doubts)
    return content


def _period(plan: RawPlan, index: int, raw: RawDocument, doubts: list[Doubt]) -> Period | None:
    """Its own heading's, else the title page's, else the years of deadlines and orders."""
    own = read_period(plan.title)
    cover = _cover_period(raw)
    if is_named_twice(plan.title if own else " ".join(raw.cover)):
        doubts.append(Doubt("период можно понять и как учебный год, и как два года", index))
    if own and cover and own != cover:
        doubts.append(
            Doubt(
                f"периоды расходятся: в заголовке документа {_print(cover)}, "
                f"над таблицей {_print(own)}; взят второй",
                index,
            )
        )
    named = own or cover or read_period(plan.heading)
    if named:
        return named
    doubts.append(
        Doubt(
            "период плана не назван: взяты годы, названные в сроках, в приказе или в другом плане",
            index,
        )
    )
    return _years_period(plan, raw)


def _cover_period(raw: RawDocument) -> Period | None:
    lines = (line for line in raw.cover if len(line) < COVER_LINE and not is_dated_aside(line))
    text = "\n".join(lines)
    return read_period(text) if text else None


def _years_period(plan: RawPlan, raw: RawDocument) -> Period | None:
    fields = plan.layout.fields
    dated = {Field.DEADLINE, Field.DEADLINE_START, Field.DEADLINE_END}
    columns = [index for index, field in enumerate(fields) if field in dated]
    years = [
        year
        for section in plan.sections
        for item in section.items
        for row in (item.row, *item.steps)
        for index in columns
        for year in years_in(row.cells[index])
    ]
    years += [year for section in plan.sections for year in years_in(section.title or "")]
    years += [approval.order.date.year for approval in raw.approvals if approval.order]
    if not years:
        named = (read_period(other.title) for other in raw.plans)
        found = next((period for period in named if period), None)
        if found:
            return found
    years = years or [approval.date.year for approval in raw.approvals if approval.date]
    years = years or [year for text in raw.texts for year in years_in(text)]
    return _over_years(plan.title, years) if years else None


def _over_years(title: str, years: Sequence[int]) -> Period:
    """«План на май» whose dates are all of one year is that May."""
    first, last = min(years), max(years)
    part = part_of_year(title, first) if first == last else None
    return part or year_period(first, last)


def _known_people(plan: RawPlan) -> frozenset[str]:
    """Entries that stand alone in a line of their own somewhere in the plan."""
    position = plan.layout.position(Field.RESPONSIBLE)
    if position is None:
        return frozenset()
    cells = {
        row.cells[position]
        for section in plan.sections
        for item in section.items
        for row in (item.row, *item.steps)
    }
    return frozenset(entry for cell in cells for entry in split_responsible(cell))


def _print(period: Period) -> str:
    return f"{period[0]:%d.%m.%Y}–{period[1]:%d.%m.%Y}"
