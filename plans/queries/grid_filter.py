"""Which items the plan's page shows: by words, section, executor, and what wants attention."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urlencode

from plans.models import Plan, PlanItem, PlanStep
from plans.queries.plans import Tab

ORGANISATION, PERSON, WORDS = "o", "u", "w"
_TEXTS = ("number", "title", "description", "goal", "audience", "result", "deadline_text", "note")

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class GridFilter:
    """What to show of a plan: `who` is «o12», «u7» or «w:» and an entry of «Ответственный»."""

    text: str = ""
    section: str = ""
    who: str = ""
    show: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.section or self.who or self.show)

    @property
    def address(self) -> str:
        """The end of the address that shows the same."""
        said = {"q": self.text, "section": self.section, "who": self.who, "show": self.show}
        return f"?{urlencode({name: value for name, value in said.items() if value})}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The items that a filter leaves; `shown` is None where it leaves all."""

    wanted: GridFilter
    shown: frozenset[int] | None
    total: int
    tabs: tuple[Tab, ...]

    @property
    def count(self) -> int:
        return self.total if self.shown is None else len(self.shown)


def choose(plan: Plan, wanted: GridFilter) -> Chosen:
    """The items of a plan from `plan_page`: nothing is asked of the database."""
    sections = {row.pk: str(row.uid) for row in plan.sections.all()}
    items = list(plan.items.all())
    rest = [row for row in items if _fits(row, sections[row.section_id], wanted)]
    left = [row for row in rest if _KINDS[wanted.show].fits(row)]
    tabs = tuple(
        Tab(
            replace(wanted, show=show).address,
            kind.label,
            sum(map(kind.fits, rest)),
            show == wanted.show,
        )
        for show, kind in _KINDS.items()
    )
    shown = None if wanted.is_empty else frozenset(row.pk for row in left)
    return Chosen(wanted, shown, len(items), tabs)


def show_choices() -> Choices:
    return [(show, kind.label) for show, kind in _KINDS.items()]


def section_choices(plan: Plan) -> Choices:
    return [(str(row.uid), str(row) or "без раздела") for row in plan.sections.all()]


def executor_choices(plan: Plan) -> Choices:
    """The organisations and people that have items of the plan."""
    found: dict[str, str] = {}
    for item in plan.items.all():
        for row in item.assignments.all():
            found[f"{ORGANISATION}{row.organisation_id}"] = str(row.organisation)
            if row.user:
                found[f"{PERSON}{row.user_id}"] = f"{row.user} ({row.organisation})"
    return sorted(found.items(), key=lambda choice: (choice[0][0], folded(choice[1])))


def entry_choices(plan: Plan) -> Choices:
    """Every entry of «Ответственный», however its letters are."""
    found: dict[str, str] = {}
    for item in plan.items.all():
        for entry in _entries(item):
            found.setdefault(_entry_key(entry), entry)
    return sorted(found.items(), key=lambda choice: choice[0])


def folded(text: str) -> str:
    """The text as it is compared: «Ё» is «е», white space is one space."""
    return " ".join(text.lower().replace("ё", "е").split())


@dataclass(frozen=True, slots=True)
class _Kind:
    label: str
    fits: Callable[[PlanItem], bool]


def _fits(item: PlanItem, section: str, wanted: GridFilter) -> bool:
    if wanted.section and section != wanted.section:
        return False
    if wanted.who and not _is_for(item, wanted.who):
        return False
    text = folded(wanted.text)
    return not text or any(text in folded(said) for said in _texts(item))


def _texts(item: PlanItem) -> Iterator[str]:
    yield from (getattr(item, name) for name in _TEXTS)
    yield from item.channels
    yield from item.responsible
    yield from item.extra.values()
    for step in item.steps.all():
        yield step.title
        yield step.deadline_text
        yield from step.responsible


def _is_for(item: PlanItem, who: str) -> bool:
    if who.startswith(WORDS):
        return who in map(_entry_key, _entries(item))
    return any(
        who in {f"{ORGANISATION}{row.organisation_id}", f"{PERSON}{row.user_id}"}
        for row in item.assignments.all()
    )


def _entries(item: PlanItem) -> Iterator[str]:
    yield from item.responsible
    for step in item.steps.all():
        yield from step.responsible


def _entry_key(entry: str) -> str:
    return f"{WORDS}:{folded(entry)}"


def _rows(item: PlanItem) -> Iterable[PlanItem | PlanStep]:
    yield item
    yield from item.steps.all()


def _is_doubtful(item: PlanItem) -> bool:
    terms = (term for row in _rows(item) for term in row.deadline_terms)
    return any(term["kind"] == "unknown" for term in terms)


def _is_undated(item: PlanItem) -> bool:
    return not any(row.deadline_terms for row in _rows(item))


def _is_unassigned(item: PlanItem) -> bool:
    return not item.assignments.all()


_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "": _Kind("Все пункты", lambda _item: True),
        "doubtful": _Kind("Уточнить срок", _is_doubtful),
        "undated": _Kind("Без срока", _is_undated),
        "unassigned": _Kind("Не назначены", _is_unassigned),
    }
)
