"""A centre's report for a period, as plain data: what the snapshot holds and renderers print.

The tables are F1.1 (passport), F1.2 (key figures), F1.3 (execution of the plan by section) and
F1.10 (publications) of the regional form.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.domain.marks import Mark


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a table of terms and values («Показатель · Значение»)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number summed over accepted entries, with its unit («41 человек»)."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Link:
    """An evidence link of an accepted entry."""

    organisation: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Account:
    """What one organisation reported of an item, as it was accepted."""

    organisation: str
    execution: str
    text: str
    reason: str
    done_on: date | None
    file_count: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of a plan and what became of it in the period."""

    number: str
    title: str
    deadline: str
    responsible: str
    mark: Mark
    accepted_count: int
    expected_count: int
    accounts: tuple[Account, ...]
    figures: tuple[Figure, ...]
    links: tuple[Link, ...]

    @property
    def done_on(self) -> date | None:
        """The last day on which an organisation did it."""
        days = [account.done_on for account in self.accounts if account.done_on]
        return max(days, default=None)


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section of a plan with its items."""

    title: str
    items: tuple[ItemLine, ...]

    @property
    def counts(self) -> Counter[Mark]:
        return Counter(item.mark for item in self.items)


@dataclass(frozen=True, slots=True)
class PlanBlock:
    """A plan in force in the period."""

    title: str
    kind: str
    basis: str
    sections: tuple[SectionBlock, ...]

    @property
    def counts(self) -> Counter[Mark]:
        return Counter(item.mark for section in self.sections for item in section.items)

    @property
    def item_count(self) -> int:
        return sum(len(section.items) for section in self.sections)


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """A publication of the media plan in the period."""

    published_on: date
    title: str
    channel: str
    url: str
    reach: int | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A key figure at the end of the period; None where there are no data."""

    name: str
    unit: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs the report."""

    position: str
    name: str


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """Everything the report of one centre for one period says."""

    heading: str
    centre: str
    municipality: str
    period: str
    starts_on: date
    ends_on: date
    passport: tuple[Fact, ...]
    indicators: tuple[Indicator, ...]
    plans: tuple[PlanBlock, ...]
    publications: tuple[PublicationLine, ...]
    narrative: str
    signatory: Signatory
    silent: tuple[str, ...]

    @property
    def counts(self) -> Counter[Mark]:
        total: Counter[Mark] = Counter()
        for plan in self.plans:
            total += plan.counts
        return total


def section_totals(report: PeriodReport) -> list[dict[str, object]]:
    """Each plan with a row of counts for each of its sections, for a screen or a sheet."""
    return [
        {"title": plan.title, "rows": [_section_row(section) for section in plan.sections]}
        for plan in report.plans
    ]


def _section_row(section: SectionBlock) -> dict[str, object]:
    counts = section.counts
    return {
        "title": section.title or "Без разделов",
        "item_count": len(section.items),
        "done": counts[Mark.DONE],
        "in_progress": counts[Mark.IN_PROGRESS],
        "not_done": counts[Mark.NOT_DONE],
        "no_data": counts[Mark.NO_DATA],
        "not_asked": counts[Mark.NOT_YET] + counts[Mark.NOT_ASKED] + counts[Mark.NOT_APPLICABLE],
    }


def opening_sentence(period: str, accepted_count: int, expected_count: int) -> str:
    """How the head's narrative begins; from then on the text is the head's own.

    It counts reports, not items: whether an item is done, the tables say.
    """
    if not expected_count:
        return f"За {period} отчёты организаций не запрашивались."
    share = round(100 * accepted_count / expected_count)
    return (
        f"За {period} принято отчётов организаций: {accepted_count} "
        f"из {expected_count} ожидавшихся ({share} %)."
    )
