"""Plan documents as JSON: the published format, and a full one that loses nothing."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from plans.domain.content import (
    Approval,
    ApprovalKind,
    Column,
    Deadline,
    Doubt,
    Field,
    Item,
    Order,
    PlanContent,
    PlanDocument,
    PlanKind,
    Section,
    Step,
)
from plans.domain.deadlines import terms_from_json, terms_to_json
from plans.domain.frame_serial import (
    frame_from_json,
    frame_to_json,
    printed_from_json,
    printed_to_json,
)

Json = dict[str, Any]


def to_format(document: PlanDocument) -> Json:
    """The published JSON: what `import_plan --json` prints."""
    return {
        "approvals": [_approval(approval) for approval in document.approvals],
        "plans": [_plan(plan) for plan in document.plans],
    }


def to_dict(document: PlanDocument) -> Json:
    """The published JSON with headers, widths, notes, other cells, doubts and the print."""
    data = to_format(document)
    for plan, content in zip(data["plans"], document.plans, strict=True):
        plan["columns"] = [asdict(column) for column in content.columns]
        plan["introduction"] = content.introduction
        plan["frame"] = frame_to_json(content.frame)
        for section, source in zip(plan["sections"], content.sections, strict=True):
            section["printed"] = printed_to_json(source.printed)
            for item, original in zip(section["items"], source.items, strict=True):
                _complete(item, original)
    return {**data, "doubts": [asdict(doubt) for doubt in document.doubts]}


def document_from_dict(data: Mapping[str, Any]) -> PlanDocument:
    """The way back from `to_dict`."""
    return PlanDocument(
        tuple(_approval_from(approval) for approval in data["approvals"]),
        tuple(_plan_from(plan) for plan in data["plans"]),
        tuple(_doubt_from(doubt) for doubt in data["doubts"]),
    )


def _complete(said: Json, item: Item) -> None:
    said["note"] = item.note
    said["extra"] = {str(index): text for index, text in item.extra.items()}
    said["printed"] = printed_to_json(item.printed)
    for step, original in zip(said["steps"], item.steps, strict=True):
        step["printed"] = printed_to_json(original.printed)


def _approval(approval: Approval) -> Json:
    order = approval.order
    return {
        "kind": approval.kind.value,
        "position": approval.position,
        "name": approval.name,
        "date": approval.date.isoformat() if approval.date else None,
        "order": order
        and {"number": order.number, "date": order.date.isoformat(), "issuer": order.issuer},
    }


def _plan(plan: PlanContent) -> Json:
    return {
        "kind": plan.kind.value,
        "title": plan.title,
        "period": [day.isoformat() for day in plan.period],
        "columns": [column.field.value for column in plan.columns],
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "items": [_item(item) for item in section.items],
            }
            for section in plan.sections
        ],
    }


def _item(item: Item) -> Json:
    return {
        "number": item.number,
        "title": item.title,
        "description": item.description,
        "goal": item.goal,
        "audience": item.audience,
        "channels": list(item.channels),
        "result": item.result,
        "deadline": _deadline(item.deadline),
        "responsible": list(item.responsible),
        "steps": [
            {
                "title": step.title,
                "deadline": _deadline(step.deadline),
                "responsible": list(step.responsible),
            }
            for step in item.steps
        ],
    }


def _deadline(deadline: Deadline) -> Json:
    return {"text": deadline.text, "terms": terms_to_json(deadline.terms)}


def _approval_from(data: Mapping[str, Any]) -> Approval:
    order = data["order"]
    return Approval(
        ApprovalKind(data["kind"]),
        data["position"],
        data["name"],
        date.fromisoformat(data["date"]) if data["date"] else None,
        order and Order(order["number"], date.fromisoformat(order["date"]), order["issuer"]),
    )


def _plan_from(data: Mapping[str, Any]) -> PlanContent:
    start, end = data["period"]
    return PlanContent(
        PlanKind(data["kind"]),
        data["title"],
        (date.fromisoformat(start), date.fromisoformat(end)),
        tuple(
            Column(column["header"], Field(column["field"]), column["width_mm"])
            for column in data["columns"]
        ),
        tuple(
            Section(
                section["number"],
                section["title"],
                tuple(_item_from(item) for item in section["items"]),
                printed_from_json(section.get("printed", {})),
            )
            for section in data["sections"]
        ),
        data["introduction"],
        frame_from_json(data.get("frame", {})),
    )


def _item_from(data: Mapping[str, Any]) -> Item:
    return Item(
        data["number"],
        data["title"],
        data["description"],
        data["goal"],
        data["audience"],
        tuple(data["channels"]),
        data["result"],
        _deadline_from(data["deadline"]),
        tuple(data["responsible"]),
        tuple(
            Step(
                step["title"],
                _deadline_from(step["deadline"]),
                tuple(step["responsible"]),
                printed_from_json(step.get("printed", {})),
            )
            for step in data["steps"]
        ),
        data["note"],
        {int(index): text for index, text in data["extra"].items()},
        printed_from_json(data.get("printed", {})),
    )


def _deadline_from(data: Mapping[str, Any]) -> Deadline:
    return Deadline(data["text"], terms_from_json(data["terms"]))


def _doubt_from(data: Mapping[str, Any]) -> Doubt:
    name = data["field"]
    return Doubt(data["reason"], data["plan"], data["item"], Field(name) if name else None)
