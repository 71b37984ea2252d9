"""The report of a period as a document for the regional centre: F1 with its signature blocks."""

from collections.abc import Iterable, Iterator, Sequence

from documents.writers.docx import (
    ABOVE,
    Approvals,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Link,
    Paragraph,
    Section,
    Signature,
    Stamp,
    Table,
    Title,
    document_bytes,
)
from reports.domain.period_report import ItemLine, PeriodReport, PlanBlock
from reports.rendering.words import (
    COUNTED_MARKS,
    account_text,
    figures_text,
    mark_text,
    number_text,
)

EXECUTION = (
    Column("№ п/п", 13, centred=True),
    Column("Мероприятие", 48),
    Column("Срок (как в плане)", 25),
    Column("Ответственный", 30),
    Column("Отметка", 29),
    Column("Дата факт.", 22, centred=True),
    Column("Результат, документ, ссылка", 60),
    Column("Причина невыполнения, новый срок", 30),
)


def render(report: PeriodReport, sha256: str) -> bytes:
    """The bytes depend on the report and its hash alone."""
    return document_bytes(
        Document(
            title=f"{report.heading}. {report.period}",
            blocks=_blocks(report, sha256),
            landscape=True,
            author=report.centre,
        )
    )


def _blocks(report: PeriodReport, sha256: str) -> Iterator[Block]:
    yield Approvals(right=[_approval(report)])
    yield Title(report.heading, [report.centre, f"за {report.period}"])
    if report.narrative:
        yield from (Paragraph(text) for text in report.narrative.split("\n") if text.strip())
    yield Heading("1. Паспорт центра")
    yield _passport(report)
    yield Heading("2. Ключевые показатели на конец периода")
    yield _indicators(report)
    yield Heading("3. Исполнение планов")
    yield _totals(report)
    for number, plan in enumerate(report.plans, 1):
        yield Heading(f"3.{number}. {plan.title}", level=2)
        yield Paragraph(plan.basis[:1].upper() + plan.basis[1:], plain=True)
        yield Table(EXECUTION, _execution_rows(plan), points=10)
    yield from _publications(report)
    if report.silent:
        yield Heading("Организации без принятых отчётов")
        yield Paragraph(", ".join(report.silent) + ".")
    yield Signature(report.signatory.position, report.signatory.name)
    yield Paragraph(f"Контрольная сумма среза данных: {sha256}", plain=True)


def _approval(report: PeriodReport) -> Stamp:
    year = report.ends_on.year
    return Stamp(
        "УТВЕРЖДАЮ",
        [
            report.signatory.position,
            f"_______________ {report.signatory.name}".rstrip(),
            f"«____» ______________ {year} г.",
        ],
    )


def _passport(report: PeriodReport) -> Table:
    rows = [(fact.label, fact.value) for fact in report.passport]
    return Table([Column("Показатель", 90), Column("Значение")], rows, points=11)


def _indicators(report: PeriodReport) -> Table:
    columns = [
        Column("№", 13, centred=True),
        Column("Показатель"),
        Column("Ед. изм.", 25, centred=True),
        Column("Значение", 35, centred=True),
    ]
    rows = [
        (number, one.name, one.unit, "нет данных" if one.value is None else number_text(one.value))
        for number, one in enumerate(report.indicators, 1)
    ]
    return Table(columns, rows, points=11)


def _totals(report: PeriodReport) -> Table:
    columns = [
        Column("Раздел"),
        Column("Меропри\u00adятий", 24, centred=True),
        *(Column(mark.value.capitalize(), 24, centred=True) for mark in COUNTED_MARKS),
    ]
    return Table(columns, _total_rows(report), points=10)


def _total_rows(report: PeriodReport) -> Iterator[Sequence[Cell] | Section]:
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


def _execution_rows(plan: PlanBlock) -> Iterator[Sequence[Cell] | Section]:
    for section in plan.sections:
        if section.title:
            yield Section(section.title)
        for item in section.items:
            yield from _item_rows(item)


def _item_rows(item: ItemLine) -> Iterator[Sequence[Cell]]:
    """One row an account, link or sum; what belongs to the item stands once, over all of them."""
    details = list(_details(item)) or [(None, "", "")]
    for number, (day, result, reason) in enumerate(details):
        first = number == 0
        yield (
            item.number if first else ABOVE,
            item.title if first else ABOVE,
            item.deadline if first else ABOVE,
            item.responsible if first else ABOVE,
            mark_text(item) if first else ABOVE,
            day,
            result,
            reason,
        )


def _details(item: ItemLine) -> Iterable[tuple[Cell, Cell, Cell]]:
    alone = len(item.accounts) == 1
    for account in item.accounts:
        yield account.done_on, account_text(account, alone=alone), account.reason
    for link in item.links:
        yield None, Link(link.url if alone else f"{link.organisation}: {link.url}", link.url), ""
    if item.figures:
        yield None, f"Итого: {figures_text(item.figures)}", ""


def _publications(report: PeriodReport) -> Iterator[Block]:
    if not report.publications:
        return
    yield Heading("4. Публикации за период")
    columns = [
        Column("№", 13, centred=True),
        Column("Дата", 25, centred=True),
        Column("Материал"),
        Column("Канал", 45),
        Column("Ссылка", 70),
        Column("Просмотры", 26, centred=True),
    ]
    rows = [
        (
            number,
            one.published_on,
            one.title,
            one.channel,
            Link(one.url, one.url) if one.url else "",
            one.reach,
        )
        for number, one in enumerate(report.publications, 1)
    ]
    yield Table(columns, rows, points=10)
