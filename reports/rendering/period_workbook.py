"""The report of a period as a workbook: one sheet a table, real numbers and dates."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from documents.writers.xlsx import Column, Link, Section, Sheet, workbook_bytes
from reports.domain.period_report import ItemLine, PeriodReport, PlanBlock
from reports.rendering.words import (
    COUNTED_MARKS,
    figures_text,
    reasons_text,
    results_text,
)

Row = Sequence[Any]


def render(report: PeriodReport, sha256: str) -> bytes:
    """The bytes depend on the report and its hash alone."""
    sheets = [
        _passport(report),
        _indicators(report),
        _totals(report),
        *(_execution(report, plan) for plan in report.plans),
        _links(report),
        _publications(report),
    ]
    return workbook_bytes(
        [_with_footer(sheet, sha256) for sheet in sheets],
        title=f"{report.heading}. {report.period}",
    )


def _with_footer(sheet: Sheet, sha256: str) -> Sheet:
    footer = (*sheet.footer, f"Контрольная сумма среза данных: {sha256}")
    return Sheet(
        sheet.name, sheet.columns, sheet.rows, sheet.title, footer, landscape=sheet.landscape
    )


def _heading(report: PeriodReport, table: str) -> tuple[str, ...]:
    return (f"{report.heading}. {report.period}", report.centre, table)


def _passport(report: PeriodReport) -> Sheet:
    return Sheet(
        "Паспорт",
        [Column("Показатель", width=36), Column("Значение", width=80)],
        [(fact.label, fact.value) for fact in report.passport],
        title=_heading(report, "Паспорт центра"),
        landscape=False,
    )


def _indicators(report: PeriodReport) -> Sheet:
    return Sheet(
        "Показатели",
        [Column("№"), Column("Показатель", width=60), Column("Ед. изм."), Column("Значение")],
        [
            (number, one.name, one.unit, "нет данных" if one.value is None else one.value)
            for number, one in enumerate(report.indicators, 1)
        ],
        title=_heading(report, "Ключевые показатели на конец периода"),
        landscape=False,
    )


def _totals(report: PeriodReport) -> Sheet:
    columns = [
        Column("Раздел", width=60),
        Column("Мероприятий"),
        *(Column(mark.value.capitalize()) for mark in COUNTED_MARKS),
    ]
    return Sheet(
        "Итоги",
        columns,
        list(_total_rows(report)),
        title=_heading(report, "Исполнение планов по разделам"),
    )


def _total_rows(report: PeriodReport) -> Iterator[Row | Section]:
    for plan in report.plans:
        yield Section(plan.title)
        for section in plan.sections:
            counts = section.counts
            yield (
                section.title or "Без разделов",
                len(section.items),
                *(counts[mark] for mark in COUNTED_MARKS),
            )
        yield (
            "Всего по плану",
            plan.item_count,
            *(plan.counts[mark] for mark in COUNTED_MARKS),
        )


EXECUTION = (
    Column("№ п/п", width=8),
    Column("Мероприятие", width=46),
    Column("Срок (как в плане)", width=22),
    Column("Ответственный", width=26),
    Column("Отметка", width=16),
    Column("Принято отчётов", width=11),
    Column("Ожидалось отчётов", width=11),
    Column("Дата исполнения", width=13),
    Column("Результат", width=50),
    Column("Число", width=18),
    Column("Причина невыполнения, новый срок", width=32),
)


def _execution(report: PeriodReport, plan: PlanBlock) -> Sheet:
    return Sheet(
        plan.kind.capitalize(),
        EXECUTION,
        list(_execution_rows(plan)),
        title=(*_heading(report, plan.title), plan.basis),
    )


def _execution_rows(plan: PlanBlock) -> Iterator[Row | Section]:
    for section in plan.sections:
        if section.title:
            yield Section(section.title)
        for item in section.items:
            yield _item_row(item)


def _item_row(item: ItemLine) -> Row:
    single = item.figures[0].value if len(item.figures) == 1 else figures_text(item.figures)
    return (
        item.number,
        item.title,
        item.deadline,
        item.responsible,
        item.mark.value,
        item.accepted_count,
        item.expected_count,
        item.done_on,
        results_text(item),
        single,
        reasons_text(item),
    )


def _links(report: PeriodReport) -> Sheet:
    return Sheet(
        "Ссылки",
        [
            Column("№ п/п", width=8),
            Column("Мероприятие", width=60),
            Column("Организация", width=28),
            Column("Ссылка", width=60),
        ],
        list(_link_rows(report)),
        title=_heading(report, "Ссылки из принятых отчётов"),
    )


def _link_rows(report: PeriodReport) -> Iterable[Row]:
    for plan in report.plans:
        for section in plan.sections:
            for item in section.items:
                for link in item.links:
                    yield (item.number, item.title, link.organisation, Link(link.url, link.url))


def _publications(report: PeriodReport) -> Sheet:
    return Sheet(
        "Публикации",
        [
            Column("№", width=6),
            Column("Дата", width=12),
            Column("Материал", width=60),
            Column("Канал", width=28),
            Column("Ссылка", width=50),
            Column("Просмотры", width=12),
        ],
        [
            (
                number,
                one.published_on,
                one.title,
                one.channel,
                Link(one.url, one.url) if one.url else None,
                one.reach,
            )
            for number, one in enumerate(report.publications, 1)
        ],
        title=_heading(report, "Публикации за период"),
    )
