"""A plan with its columns, and requests as the open grid sends them."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from plans.models import Plan, PlanColumn, PlanItem, PlanSection, PlanStep
from tests.conftest import StrictClient
from tests.factories import MembershipFactory, PlanFactory

COLUMNS = [
    ("№", "number"),
    ("Мероприятие", "title"),
    ("Этап", "intermediate_result"),
    ("Срок", "deadline"),
    ("Ответственный", "responsible"),
    ("Где", "other"),
]


@dataclass
class Sheet:
    """A plan, by what its rows are called."""

    plan: Plan
    columns: dict[str, str] = field(default_factory=dict)

    def uid(self, title):
        return str(PlanItem.every.get(plan=self.plan, title=title).uid)

    def item(self, title):
        return PlanItem.every.get(plan=self.plan, title=title)

    def section(self, title):
        return PlanSection.every.get(plan=self.plan, title=title)

    def step(self, title):
        return PlanStep.every.get(item__plan=self.plan, title=title)

    def setting(self, title, /, *, step=None, **cells):
        row = self.item(title)
        named = {self.columns[name]: text for name, text in cells.items()}
        said = {"do": "set", "item": str(row.uid), "version": row.version, "cells": named}
        return said | ({"step": str(self.step(step).uid)} if step else {})

    def content(self):
        """Everything that people see of the plan, in its order."""
        return [
            (
                str(section.uid), section.number, section.title,
                [
                    (
                        str(item.uid), item.number, item.title, item.description, item.channels,
                        item.deadline_text, item.deadline_terms, item.responsible, item.note,
                        {place: text for place, text in item.extra.items() if text},
                        item.printed, item.is_public, item.checkpoint,
                        sorted(item.assignments.values_list("organisation_id", "user_id")),
                        [
                            (
                                str(step.uid), step.title, step.deadline_text,
                                step.deadline_terms, step.responsible, step.printed,
                            )
                            for step in item.steps.order_by("ordering", "pk")
                        ],
                    )
                    for item in section.items.order_by("ordering", "pk")
                ],
            )
            for section in PlanSection.objects.filter(plan=self.plan).order_by("ordering", "pk")
        ]  # fmt: skip

    def titles(self):
        """Titles of items by section."""
        return {
            section.title: [item.title for item in section.items.order_by("ordering", "pk")]
            for section in PlanSection.objects.filter(plan=self.plan).order_by("ordering", "pk")
        }


def new_uid():
    return str(uuid.uuid4())


def make_sheet(plan=None, columns=COLUMNS):
    """Two sections: «Кадры» with А, Б, В (В has two steps), «Дети» with Г."""
    plan = plan or PlanFactory(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    named = {}
    for ordering, (header, kind) in enumerate(columns):
        row = PlanColumn.objects.create(plan=plan, ordering=ordering, header=header, field=kind)
        named[kind] = str(row.uid)
    first = PlanSection.objects.create(plan=plan, ordering=0, number="1", title="Кадры")
    second = PlanSection.objects.create(plan=plan, ordering=1, number="2", title="Дети")
    for ordering, (section, title) in enumerate(
        [(first, "А"), (first, "Б"), (first, "В"), (second, "Г")]
    ):
        PlanItem.objects.create(
            plan=plan, section=section, ordering=ordering, number=str(ordering + 1), title=title,
            deadline_text="в течение года" if title != "В" else "",
            deadline_terms=[{"kind": "continuous"}] if title != "В" else [],
            responsible=["методист"] if title != "В" else [],
            extra={"5": "зал"} if title == "Б" else {},
        )  # fmt: skip
    owner = PlanItem.objects.get(plan=plan, title="В")
    for ordering, title in enumerate(["Приказ", "Отчёт"]):
        PlanStep.objects.create(
            item=owner, ordering=ordering, title=title, deadline_text="до 1 октября",
            deadline_terms=[{"kind": "due", "end": "2025-10-01"}], responsible=["директор"],
        )  # fmt: skip
    return Sheet(plan, named)


def signed_in(role, organisation):
    """A browser of its own for each person."""
    client = StrictClient()
    client.force_login(MembershipFactory(organisation=organisation, role=role.value).user)
    return client


def send(client, sheet, *operations, kind="cells", key=None):
    return client.post(
        f"/plans/{sheet.plan.pk}/changes/",
        {"key": key or new_uid(), "kind": kind, "operations": list(operations)},
        content_type="application/json",
    )


def undo(client, sheet, number, key=None):
    return client.post(
        f"/plans/{sheet.plan.pk}/undo/",
        {"key": key or new_uid(), "number": number},
        content_type="application/json",
    )


def watch(client, sheet, number, **said):
    return client.post(
        f"/plans/{sheet.plan.pk}/watch/", {"number": number, **said},
        content_type="application/json",
    )  # fmt: skip
