"""What a person says about a plan or an item, in a form, before it becomes content."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from plans.domain.content import Deadline, Item, PlanKind, Step
from plans.domain.deadlines import DeadlineContext, Window, read_deadline
from plans.domain.frame import Printed

Period = tuple[date, date]
Executor = tuple[int, int | None]  # an organisation, or a person of it

NOTE_LENGTH = 10  # the least that tells a methodist what to mend


def by_keys(entry: tuple[Any, ...]) -> tuple[Any, ...]:
    """The order of executors, or of what ends with one: an organisation before its people."""
    return *entry[:-1], entry[-1] or 0


@dataclass(frozen=True, slots=True)
class PlanHeading:
    """The heading above the table."""

    kind: PlanKind
    title: str
    starts_on: date
    ends_on: date
    introduction: str = ""

    @property
    def period(self) -> Period:
        return self.starts_on, self.ends_on


@dataclass(frozen=True, slots=True)
class StepDraft:
    """An intermediate result as typed."""

    title: str
    deadline_text: str = ""
    responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A line of a plan as typed; `section` is a key or an index, as the reader of it wants.

    `texts` maps names of `Item`'s plain fields to what was typed; what the form did not show is
    not in it, or None, and stays as it was.
    """

    section: int
    texts: Mapping[str, str] = field(default_factory=dict)
    deadline_text: str | None = None
    channels: tuple[str, ...] | None = None
    responsible: tuple[str, ...] | None = None
    extra: Mapping[int, str] = field(default_factory=dict)
    steps: tuple[StepDraft, ...] = ()
    checkpoint: str | None = None


def context_of(period: Period, section_title: str | None) -> DeadlineContext:
    """What surrounds a deadline: under «СЕНТЯБРЬ» a bare «10-15» lies in September."""
    meant = read_deadline(section_title, DeadlineContext(period)).terms
    span = meant[0] if len(meant) == 1 and isinstance(meant[0], Window) else None
    return DeadlineContext(period, span)


def item_from_draft(draft: ItemDraft, before: Item, context: DeadlineContext) -> Item:
    """The item as it is now; a deadline whose words did not change keeps its meaning."""
    known = {step.deadline.text or "": step.deadline for step in before.steps}
    known[before.deadline.text or ""] = before.deadline
    values: dict[str, Any] = {name: text or None for name, text in draft.texts.items()}
    values["title"] = draft.texts.get("title", before.title)
    if draft.channels is not None:
        values["channels"] = draft.channels
    if draft.responsible is not None:
        values["responsible"] = draft.responsible
    if draft.deadline_text is not None:
        values["deadline"] = _deadline(draft.deadline_text, known, context)
    if draft.steps:
        values |= {"deadline": Deadline(), "responsible": ()}
    steps = (
        Step(
            step.title,
            _deadline(step.deadline_text, known, context),
            step.responsible,
            _printed(step, place, before),
        )
        for place, step in enumerate(draft.steps)
    )
    return replace(before, **values, steps=tuple(steps), extra={**before.extra, **draft.extra})


def _printed(step: StepDraft, place: int, before: Item) -> Printed:
    """How the source prints the step: that of the same name, else the one in its place."""
    named = {old.title: old.printed for old in before.steps}
    if step.title in named:
        return named[step.title]
    is_free = place < len(before.steps)
    return before.steps[place].printed if is_free else Printed()


def _deadline(text: str, known: Mapping[str, Deadline], context: DeadlineContext) -> Deadline:
    return known[text] if text in known else read_deadline(text, context)
