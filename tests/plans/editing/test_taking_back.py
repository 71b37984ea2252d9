"""Whatever a person does in the table, taking it all back leaves the plan as it was."""

import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from organisations.domain.policy import Actor, Permission
from plans.actions.editing import CannotEditError, change_plan
from plans.actions.editing_columns import change_columns
from plans.actions.editing_undo import undo_edit
from plans.domain.editing.columns import columns_version
from plans.domain.editing.operations import understood
from plans.models import PlanColumn, PlanItem, PlanSection, PlanStep
from plans.queries.grid_steps import steps_back
from plans.queries.grid_tools import known_columns
from tests.factories import MembershipFactory, OrganisationFactory
from tests.plans.editing.sheet import make_sheet

pytestmark = pytest.mark.django_db(transaction=False)

TEXTS = st.sampled_from(["", "Семинар", "до 5 мая", "май – июнь", "два\nслова", "ежеквартально"])
PICK = st.integers(0, 30)


class Person:
    """Picks rows of a plan by numbers and does things to them."""

    def __init__(self):
        self.sheet = make_sheet()
        plan = self.sheet.plan
        place = OrganisationFactory(parent=plan.organisation)
        user = MembershipFactory(organisation=plan.organisation, role="methodist").user
        self.actor = Actor(
            user.pk, Permission.PLAN_EDIT, frozenset({plan.organisation_id, place.pk})
        )
        self.places = [plan.organisation_id, place.pk]

    def rows(self, model, **found):
        return list(model.objects.filter(**found).order_by("pk"))

    def pick(self, rows, number):
        return rows[number % len(rows)] if rows else None

    def item(self, number):
        rows = PlanItem.objects.filter(plan=self.sheet.plan).order_by(
            "section__ordering", "ordering"
        )
        return self.pick(list(rows), number)

    def section(self, number):
        return self.pick(self.rows(PlanSection, plan=self.sheet.plan), number)

    def step(self, item, number):
        return self.pick(self.rows(PlanStep, item=item), number)

    def cells(self, *pairs):
        columns = {}
        for name, text in pairs:
            row = PlanColumn.objects.filter(plan=self.sheet.plan, field=name).first()
            if row:
                columns[str(row.uid)] = text
        return columns

    def do(self, *operations, kind="bulk"):
        operations = understood(list(operations))
        act = change_columns if operations[0]["do"] == "columns" else change_plan
        try:
            with transaction.atomic():
                return act(
                    self.sheet.plan.pk, operations, kind=kind, key=uuid.uuid4(), actor=self.actor
                ).edit
        except CannotEditError:
            return None

    def undo(self, number):
        done = undo_edit(self.sheet.plan.pk, number, key=uuid.uuid4(), actor=self.actor)
        return done.edit

    def act(self, name, a, b, text):
        operation = getattr(self, f"_{name}")(a, b, text)
        return self.do(*operation) if operation else None

    def _set(self, a, b, text):
        item = self.item(a)
        names = ["number", "title", "deadline", "responsible", "other", "intermediate_result"]
        cells = self.cells((names[b % len(names)], text))
        return item and [self._on(item, do="set", cells=cells)]

    def _set_step(self, a, b, text):
        item = self.item(a)
        step = item and self.step(item, b)
        cells = self.cells(("intermediate_result", text), ("deadline", text))
        return step and [self._on(item, do="set", step=str(step.uid), cells=cells)]

    def _add(self, a, b, text):
        after, section = self.item(a), self.section(b)
        place = {"after": str(after.uid)} if after and b % 2 else {}
        if not place and section:
            place = {"section": str(section.uid), "after": None}
        steps = [{"step": str(uuid.uuid4()), "cells": self.cells(("deadline", text))}] * (b % 2)
        cells = self.cells(("title", "Новый"), ("other", text))
        return [{"do": "add", "item": str(uuid.uuid4()), "cells": cells, "steps": steps, **place}]

    def _paste(self, a, b, text):
        return [*self._add(a, b, text), *self._add(b, a, text), *self._set(a, b, text or "Текст")]

    def _remove(self, a, b, text):
        item = self.item(a)
        return item and [self._on(item, do="remove")]

    def _remove_two(self, a, b, text):
        first, second = self.item(a), self.item(a + 1)
        if first is None or first == second:
            return None
        return [self._on(first, do="remove"), self._on(second, do="remove")]

    def _move(self, a, b, text):
        item, other, after = self.item(a), self.item(a + 2), self.item(b)
        section = self.section(b)
        items = list(dict.fromkeys([str(item.uid), str(other.uid)])) if item else []
        if not items or section is None:
            return None
        is_after = str(after.uid) not in items and b % 3
        place = {"after": str(after.uid)} if is_after else {"section": str(section.uid)}
        return [{"do": "move", "items": items, **place}]

    def _add_step(self, a, b, text):
        item = self.item(a)
        if item is None:
            return None
        after = self.step(item, b)
        said = {"step": str(uuid.uuid4()), "after": str(after.uid) if after and b % 2 else None}
        cells = self.cells(("intermediate_result", text), ("responsible", "завуч"))
        return [self._on(item, do="add_step", cells=cells, **said)]

    def _remove_step(self, a, b, text):
        return self._on_step(a, b, do="remove_step")

    def _outdent(self, a, b, text):
        return self._on_step(a, b, do="outdent")

    def _move_step(self, a, b, text):
        item = self.item(a)
        step, after = (self.step(item, b), self.step(item, b + 1)) if item else (None, None)
        if step is None or step == after:
            return None
        return [self._on(item, do="move_step", step=str(step.uid), after=str(after.uid))]

    def _indent(self, a, b, text):
        item = self.item(a)
        return item and [self._on(item, do="indent")]

    def _restore(self, a, b, text):
        gone = [
            *(("item", row) for row in PlanItem.every.filter(plan=self.sheet.plan)),
            *(("step", row) for row in PlanStep.every.filter(item__plan=self.sheet.plan)),
            *(("section", row) for row in PlanSection.every.filter(plan=self.sheet.plan)),
        ]
        gone = sorted((kind, row.pk, str(row.uid)) for kind, row in gone if row.removed_at)
        found = self.pick(gone, a)
        return found and [{"do": "restore", "row": found[0], "uid": found[2]}]

    def _add_section(self, a, b, text):
        after = self.section(a)
        said = {"section": str(uuid.uuid4()), "text": f"{b}. Ещё {text}".strip()}
        return [{"do": "add_section", "after": str(after.uid) if after else None, **said}]

    def _set_section(self, a, b, text):
        row = self.section(a)
        said = {"do": "set_section", "text": text, "section": str(row.uid)} if row else None
        return said and [{**said, "version": row.version}]

    def _move_section(self, a, b, text):
        row, after = self.section(a), self.section(b)
        if row is None or row == after:
            return None
        return [{"do": "move_section", "section": str(row.uid), "after": str(after.uid)}]

    def _remove_section(self, a, b, text):
        row = self.section(a)
        said = {"do": "remove_section", "section": str(row.uid)} if row else None
        return said and [{**said, "version": row.version}]

    def _set_terms(self, a, b, text):
        item = self.item(a)
        terms = [{"kind": "window", "start": "2025-03-01", "end": "2025-03-31"}]
        return item and [self._on(item, do="set_terms", terms=terms)]

    def _assign(self, a, b, text):
        item = self.item(a)
        executors = [[place, None] for place in self.places[: b % 3]]
        kind = "assign_more" if b % 2 else "assign"
        return item and [self._on(item, do=kind, executors=executors)]

    def _set_flag(self, a, b, text):
        item = self.item(a)
        flags = {"is_public": b % 2 == 0, "checkpoint": ["", "quarter", "end"][b % 3]}
        return item and [self._on(item, do="set_flag", **flags)]

    def _columns(self, a, b, text):
        rows = [
            {"uid": str(row.uid), "header": row.header, "field": row.field}
            for row in PlanColumn.objects.filter(plan=self.sheet.plan).order_by("ordering")
        ]
        if b % 4 == 0:
            rows.insert(a % (len(rows) + 1), rows.pop(b % len(rows)))
        elif b % 4 == 1:
            rows.append({"uid": str(uuid.uuid4()), "header": "Ещё", "field": "other"})
        elif b % 4 == 2:
            gone = rows[a % len(rows)]
            rows = [row for row in rows if row is not gone or row["field"] == "title"]
        else:
            rows[a % len(rows)]["header"] += " иначе"
        seen = columns_version(known_columns(self.sheet.plan))
        return [{"do": "columns", "columns": rows, "seen": seen}]

    def _on(self, item, **said):
        return {"item": str(item.uid), "version": item.version, **said}

    def _on_step(self, a, b, **said):
        item = self.item(a)
        step = item and self.step(item, b)
        return step and [self._on(item, step=str(step.uid), **said)]


ACTS = sorted(
    name.removeprefix("_")
    for name in vars(Person)
    if name.startswith("_") and not name.startswith(("__", "_on"))
)
SEQUENCES = st.lists(st.tuples(st.sampled_from(ACTS), PICK, PICK, TEXTS), min_size=1, max_size=8)


def columns_of(sheet):
    rows = PlanColumn.objects.filter(plan=sheet.plan).order_by("ordering")
    return [(str(row.uid), row.header, row.field) for row in rows]


def state_of(sheet):
    return columns_of(sheet), sheet.content()


def rewound(acts):
    """Do, take back, repeat; returns the states between."""
    with transaction.atomic():
        person = Person()
        states = [state_of(person.sheet)]
        states.extend(state_of(person.sheet) for act in acts if person.act(*act))
        undone = [states[-1]]
        redone = []
        for _ in states[1:]:
            undo, _redo = steps_back(person.sheet.plan, person.actor.user_id)
            person.undo(undo[0])
            undone.append(state_of(person.sheet))
        for _ in states[1:]:
            _undo, redo = steps_back(person.sheet.plan, person.actor.user_id)
            person.undo(redo[0])
            redone.append(state_of(person.sheet))
        transaction.set_rollback(True)
    return states, undone, redone


@pytest.mark.parametrize("name", ACTS)
def test_every_act_can_be_taken_back_and_repeated(name):
    for a, b, text in [
        (0, 0, "Семинар"),
        (1, 1, ""),
        (2, 3, "до 5 мая"),
        (2, 2, "май"),
        (3, 5, "1"),
    ]:
        states, undone, redone = rewound([(name, a, b, text)])
        assert undone[::-1] == states
        assert redone == states[1:]


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Columns and the bin: what is there has texts and steps of theirs, too.
@example(acts=[("remove_section", 0, 0, ""), ("columns", 17, 18, "")])
@example(acts=[("remove_section", 0, 0, ""), ("columns", 8, 2, "")])
@example(acts=[("add", 0, 0, ""), ("columns", 17, 18, "")])
@given(acts=SEQUENCES)
def test_any_sequence_can_be_taken_back_and_repeated(acts):
    states, undone, redone = rewound(acts)

    assert undone[::-1] == states
    assert redone == states[1:]
