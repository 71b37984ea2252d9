"""Make the next plan of last year's: its rows, their dates moved, executors still there."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from documents.models import StoredFile
from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions.copying import BATCH, Copied, copy_plan
from plans.actions.locks import lock_plan
from plans.actions.rows import fitted
from plans.domain.content import Deadline
from plans.domain.deadlines import terms_from_json, terms_to_json
from plans.domain.drafts import Period, context_of
from plans.domain.frame_serial import frame_from_json, frame_to_json
from plans.domain.next_frame import moved_frame
from plans.domain.next_year import NextYear, next_terms
from plans.domain.year_shift import shift_between
from plans.models import Assignment, Plan, PlanColumn, PlanItem, PlanSection, PlanStep
from plans.queries.content import items_in_order
from plans.queries.next_year import TEXTS, next_plans, old_year, row_key
from plans.queries.next_year_warnings import executors_now

_OF_ITEM = (*TEXTS, "deadline_text")
_LISTS = ("responsible", "channels")
_OF_STEP = ("title", "deadline_text")
_TITLE = ("title",)
_HEADER = ("header",)

Row = PlanItem | PlanStep | PlanSection | PlanColumn
Timed = PlanItem | PlanStep


class NothingToCarryError(RuleError):
    """A plan without rows is made empty, not of another."""


@transaction.atomic
def create_next_year(plan: Plan, wanted: NextYear, *, state: str, actor: Actor) -> Plan:
    """A draft for the next period; `state` is the plan as the person saw it."""
    lock_plan(plan.pk, actor)
    before = next_plans(actor).get(pk=plan.pk)
    old = old_year(before)
    if old.state != state:
        raise ChangedMeanwhileError("Пока вы выбирали, прежний план изменили.")
    chosen = [item for item in items_in_order(before) if row_key(item) in wanted.rows]
    if not chosen:
        raise NothingToCarryError("Отметьте хотя бы одну строку, которую перенести.")
    copied = copy_plan(
        before,
        _heading(before, wanted, actor),
        keep_uids=False,
        item_ids=[item.pk for item in chosen],
        with_assignments=False,
    )
    _say_anew(copied, wanted)
    if wanted.with_notes:
        _note_unfinished(
            copied, {int(row.key[1:]): row.unfinished for row in old.unfinished}, before
        )
    _drop_empty_sections(before, copied)
    _clear_approvals(copied.plan)
    _read_deadlines(before, copied, wanted.period)
    if wanted.with_executors:
        _give_to_those_who_are_there(before, copied)
    audit.record(
        actor,
        "plan.create",
        copied.plan,
        organisation_id=before.organisation_id,
        previous=before.pk,
        rows=len(chosen),
    )
    return copied.plan


def _heading(plan: Plan, wanted: NextYear, actor: Actor) -> dict[str, Any]:
    shift = shift_between((plan.starts_on, plan.ends_on), wanted.period)
    introduction = wanted.texts.get("p.introduction", plan.introduction)
    frame = moved_frame(
        frame_from_json(plan.frame),
        wanted.texts,
        shift,
        title=(plan.title, wanted.title),
        introduction=(plan.introduction, introduction),
    )
    return {
        "title": wanted.title,
        "starts_on": wanted.starts_on,
        "ends_on": wanted.ends_on,
        "introduction": introduction,
        "frame": frame_to_json(frame),
        "source_id": _own_source(plan, actor),
        "plan_import_id": None,
        "previous_id": plan.pk,
        "created_by_id": actor.user_id,
    }


def _own_source(plan: Plan, actor: Actor) -> int | None:
    """A row of its own for the same file: the old plan's upload may still be taken back."""
    stored = plan.source
    if plan.plan_import:
        stored = plan.plan_import.readable or plan.plan_import.source
    if stored is None:
        return None
    return StoredFile.objects.create(
        purpose=stored.purpose,
        organisation_id=plan.organisation_id,
        name=stored.name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        content=stored.content.name,
        uploaded_by_id=actor.user_id,
    ).pk


def _say_anew(copied: Copied, wanted: NextYear) -> None:
    """The texts that the person agreed to, in the rows of the copy."""
    texts = wanted.texts
    items = [row for pk, row in copied.items.items() if _change_item(row, f"i{pk}", texts)]
    steps = [row for pk, row in copied.steps.items() if _change(row, f"t{pk}", texts, _OF_STEP)]
    sections = [
        row for pk, row in copied.sections.items() if _change(row, f"s{pk}", texts, _TITLE)
    ]
    columns = [row for pk, row in copied.columns.items() if _change(row, f"c{pk}", texts, _HEADER)]
    PlanItem.objects.bulk_update(items, [*_OF_ITEM, *_LISTS, "extra"], batch_size=200)
    PlanStep.objects.bulk_update(steps, _OF_STEP, batch_size=500)
    PlanSection.objects.bulk_update(sections, _TITLE, batch_size=500)
    PlanColumn.objects.bulk_update(columns, _HEADER, batch_size=500)


def _change(row: Row, key: str, texts: Mapping[str, str], names: Sequence[str]) -> bool:
    """Whether any of these columns says something else now."""
    said = {name: texts[f"{key}.{name}"] for name in names if f"{key}.{name}" in texts}
    for name, text in fitted(type(row), said).items():
        setattr(row, name, text)
    return bool(said)


def _change_item(row: PlanItem, key: str, texts: Mapping[str, str]) -> bool:
    changed = _change(row, key, texts, _OF_ITEM)
    for name in _LISTS:
        before = getattr(row, name)
        after = [texts.get(f"{key}.{name}.{place}", text) for place, text in enumerate(before)]
        setattr(row, name, after)
        changed = changed or after != before
    extra = {place: texts.get(f"{key}.extra.{place}", text) for place, text in row.extra.items()}
    is_other = bool(extra != row.extra)
    row.extra = extra
    return changed or is_other


def _note_unfinished(copied: Copied, left: Mapping[int, Sequence[str]], before: Plan) -> None:
    """What was left undone, in the note of the row that carries it on."""
    rows = []
    for pk, words in left.items():
        row = copied.items.get(pk)
        if row is not None:
            said = f"Перенесено из плана на {_years(before)}: {'; '.join(words)}"
            row.note = "\n".join(filter(None, [row.note, said]))
            rows.append(row)
    PlanItem.objects.bulk_update(rows, ["note"], batch_size=200)


def _years(plan: Plan) -> str:
    first, last = plan.starts_on.year, plan.ends_on.year
    return str(first) if first == last else f"{first}/{last}"


def _drop_empty_sections(before: Plan, copied: Copied) -> None:
    """A section of which no row was carried goes; one that was empty before stays."""
    filled = {item.section_id for item in before.items.all()}
    carried = {item.section_id for item in copied.items.values()}
    gone = [
        row.pk for pk, row in copied.sections.items() if pk in filled and row.pk not in carried
    ]
    PlanSection.objects.filter(pk__in=gone).delete()


def _read_deadlines(before: Plan, copied: Copied, period: Period) -> None:
    """Every deadline in the new period; what a person set by hand moves by the years."""
    old_period = (before.starts_on, before.ends_on)
    titles = {section.pk: section.title for section in before.sections.all()}
    for item in before.items.all():
        section = copied.sections[item.section_id]
        was = context_of(old_period, titles[item.section_id])
        now = context_of(period, section.title)
        pairs: list[tuple[Timed, Timed | None]] = [(item, copied.items.get(item.pk))]
        pairs += [(step, copied.steps.get(step.pk)) for step in item.steps.all()]
        for old, new in pairs:
            if new is not None:
                said = Deadline(old.deadline_text or None, terms_from_json(old.deadline_terms))
                terms = next_terms(said, new.deadline_text, was, now)
                new.deadline_terms = terms_to_json(terms)
    PlanItem.objects.bulk_update(copied.items.values(), ["deadline_terms"], batch_size=500)
    PlanStep.objects.bulk_update(copied.steps.values(), ["deadline_terms"], batch_size=500)


def _clear_approvals(plan: Plan) -> None:
    """Who signs stays; when it was signed and by what order belongs to last year."""
    plan.approvals.update(signed_on=None, order_number="", order_date=None, order_issuer="")


def _give_to_those_who_are_there(before: Plan, copied: Copied) -> None:
    here, _gone = executors_now(before)
    Assignment.objects.bulk_create(
        (
            Assignment(
                item=copied.items[row.item_id],
                organisation_id=row.organisation_id,
                user_id=row.user_id,
            )
            for row in here
            if row.item_id in copied.items
        ),
        batch_size=BATCH,
    )
