"""An approved version as everybody may read it: what is left out, and how far each item is."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plans.domain.anonymity import Anonymiser
from plans.domain.content import (
    Approval,
    Column,
    Deadline,
    Field,
    Item,
    PlanContent,
    PlanDocument,
    Section,
    Step,
)
from plans.domain.deadlines import Unknown
from plans.domain.frame import Frame
from plans.domain.states import Execution
from plans.domain.table import DEADLINE_FIELDS

SLUG_LENGTH = 80
NO_REPORTS = "no_reports"
STATUS_ORDER = (
    Execution.DONE,
    Execution.PARTLY,
    Execution.IN_PROGRESS,
    Execution.NOT_DONE,
    Execution.NOT_APPLICABLE,
    NO_REPORTS,
)

_LATIN = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ъ": "",
    "ь": "",
}
_TEXTS = ("number", "title", "description", "goal", "audience", "result", "note")
_PRINTED_FIELDS = frozenset({Field.OTHER, Field.MONTH, Field.INTERMEDIATE_RESULT})


@dataclass(frozen=True, slots=True)
class PublicSettings:
    """What a person has chosen; `hidden` names columns by header."""

    slug: str
    shows_names: bool
    is_indexed: bool
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one organisation's accepted report says of an item."""

    organisation_id: int
    period_end: date
    execution: str


@dataclass(frozen=True, slots=True)
class PublicRow:
    """An item that is shown: its lasting number and the item itself."""

    uid: str
    item: Item


def proposed_slug(title: str) -> str:
    """«План работы на 2025 год» is «plan-raboty-na-2025-god»."""
    said = "".join(_LATIN.get(letter, letter) for letter in title.lower())
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in said)
    slug = ""
    for word in words.split():
        if len(slug) + len(word) >= SLUG_LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "plan"


def texts_of(document: PlanDocument) -> Iterator[str]:
    """Every text in which a person may be named in full."""
    for approval in document.approvals:
        yield approval.name or ""
    for plan in document.plans:
        yield plan.introduction
        for section in plan.sections:
            for item in section.items:
                yield from (getattr(item, name) or "" for name in _TEXTS)
                yield from (*item.responsible, *item.channels, *item.extra.values())
                for step in item.steps:
                    yield from (step.title, *step.responsible)


def public_document(
    document: PlanDocument,
    uids: Sequence[str],
    *,
    shown: frozenset[str],
    hidden: frozenset[str],
    anonymiser: Anonymiser,
    keeps_names: bool,
) -> tuple[PlanDocument, tuple[str, ...]]:
    """The document with the items `shown`, without the columns `hidden`, and the items' uids.

    It is made anew: nothing of the source's print is kept, where a name could hide.
    """
    plan = document.plans[0]
    kept = [
        (place, column)
        for place, column in enumerate(plan.columns)
        if column.header not in hidden or column.field is Field.TITLE
    ]
    maker = _Maker(plan.columns, kept, anonymiser)
    numbered = iter(uids)
    sections, left = [], []
    for section in plan.sections:
        rows = [PublicRow(uid, item) for item, uid in zip(section.items, numbered, strict=False)]
        rows = [row for row in rows if row.uid in shown]
        if rows:
            sections.append(maker.section(section, [row.item for row in rows]))
            left += [row.uid for row in rows]
    said = anonymiser.text
    public = PlanContent(
        plan.kind,
        said(plan.title),
        plan.period,
        tuple(Column(said(column.header), column.field, column.width_mm) for _, column in kept),
        tuple(sections),
        "\n".join(filter(None, map(said, plan.introduction.split("\n")))),
        Frame(look=plan.frame.look),
    )
    approvals = tuple(
        _approval(one, anonymiser, keeps_names=keeps_names) for one in document.approvals
    )
    return PlanDocument(approvals, (public,)), tuple(left)


def status_of(said: Iterable[Said], asked: int) -> str:
    """How far an item is by accepted reports alone: the last of each of the `asked`.

    «Выполнено» only where everybody who was asked says so; who calls the item irrelevant counts
    for neither side.
    """
    last: dict[int, Said] = {}
    for one in said:
        known = last.get(one.organisation_id)
        if known is None or known.period_end <= one.period_end:
            last[one.organisation_id] = one
    marks = {one.execution for one in last.values()} - {Execution.NOT_APPLICABLE.value}
    if not last:
        return NO_REPORTS
    if len(last) < asked or Execution.IN_PROGRESS in marks:
        return Execution.IN_PROGRESS
    if len(marks) > 1:
        return Execution.PARTLY
    return marks.pop() if marks else Execution.NOT_APPLICABLE


def totals(statuses: Iterable[str]) -> Mapping[str, int]:
    """How many items of each status, in the order of telling; those of none are left out."""
    counted = Counter(statuses)
    return {status: counted[status] for status in STATUS_ORDER if counted[status]}


def mentions(item: Item, words: str) -> bool:
    """Whether every word that was looked for stands somewhere in the row."""
    steps = [text for step in item.steps for text in (step.title, step.deadline.text or "")]
    texts = [getattr(item, name) or "" for name in _TEXTS]
    texts += [item.deadline.text or "", *item.responsible, *item.channels, *item.extra.values()]
    whole = " ".join([*texts, *steps]).lower().replace("ё", "е")
    return all(word in whole for word in words.lower().replace("ё", "е").split())


class _Maker:
    """Makes items anew out of the columns that are kept."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        kept: Sequence[tuple[int, Column]],
        anonymiser: Anonymiser,
    ) -> None:
        self._columns = columns
        self._kept = kept
        self._fields = frozenset(column.field for _place, column in kept)
        self._said = anonymiser.text
        self._entry = anonymiser.entry

    def section(self, section: Section, items: Sequence[Item]) -> Section:
        title = self._said(section.title) if section.title else None
        return Section(section.number, title, tuple(map(self._item, items)))

    def _item(self, item: Item) -> Item:
        texts = {
            name: self._said(text)
            for name in _TEXTS
            if Field(name) in self._fields and (text := getattr(item, name)) is not None
        }
        return Item(
            number=texts.get("number"),
            title=self._said(item.title),
            description=texts.get("description"),
            goal=texts.get("goal"),
            audience=texts.get("audience"),
            result=texts.get("result"),
            note=texts.get("note"),
            channels=self._entries(item.channels, Field.CHANNELS, self._said),
            deadline=self._deadline(item.deadline),
            responsible=self._entries(item.responsible, Field.RESPONSIBLE, self._entry),
            steps=self._steps(item.steps),
            extra=dict(self._extra(item)),
        )

    def _entries(
        self, entries: Sequence[str], field: Field, said: Callable[[str], str]
    ) -> tuple[str, ...]:
        """Each once: two people of one post are one entry."""
        if field not in self._fields:
            return ()
        return tuple(dict.fromkeys(text for text in map(said, entries) if text))

    def _extra(self, item: Item) -> Iterator[tuple[int, str]]:
        """Cells that no field names, under the numbers that their columns have now."""
        for new, (place, column) in enumerate(self._kept):
            if column.field in _PRINTED_FIELDS:
                text = item.printed.text(place, item.extra.get(place, ""))
                if text:
                    yield new, self._said(text)

    def _deadline(self, deadline: Deadline) -> Deadline:
        if not self._fields & DEADLINE_FIELDS:
            return Deadline()
        terms = tuple(term for term in deadline.terms if not isinstance(term, Unknown))
        return Deadline(self._said(deadline.text) if deadline.text else None, terms)

    def _steps(self, steps: Sequence[Step]) -> tuple[Step, ...]:
        is_told = Field.INTERMEDIATE_RESULT in self._fields
        made = (
            Step(
                self._said(step.title) if is_told else "",
                self._deadline(step.deadline),
                self._entries(step.responsible, Field.RESPONSIBLE, self._entry),
            )
            for step in steps
        )
        return tuple(step for step in made if step != Step(""))


def _approval(approval: Approval, anonymiser: Anonymiser, *, keeps_names: bool) -> Approval:
    said = anonymiser.text
    order = approval.order
    return replace(
        approval,
        position=said(approval.position) if approval.position else None,
        name=approval.name if keeps_names else None,
        order=order and replace(order, issuer=said(order.issuer) if order.issuer else None),
    )
