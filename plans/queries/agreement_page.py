"""What the pages of one round and of a frozen version read."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from plans.domain.agreements import SignerDecision
from plans.domain.content import Column
from plans.domain.table import Row, lay_out
from plans.domain.versions import thaw
from plans.models import Agreement, Plan, PlanVersion, Remark, Signer, VersionFile
from plans.queries.agreements import Since, changed_since, earlier_remarks
from plans.queries.plan_way import Stage, stages, waited_for


@dataclass(frozen=True, slots=True)
class RemarkedRow:
    """A row of the plan as it was sent, with what was remarked of it."""

    uid: str
    row: Row
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class RemarkedPart:
    """A section of the plan as it was sent."""

    title: str
    rows: tuple[RemarkedRow, ...]


@dataclass(frozen=True, slots=True)
class EarlierRemark:
    """What was remarked before this round; `row` is where that row is on the page, if it is."""

    remark: Remark
    row: str


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One round as its page shows it."""

    stages: tuple[Stage, ...]
    signers: tuple[Signer, ...]
    asked: tuple[Signer, ...]  # whose turn it is
    is_going: bool
    is_my_turn: bool
    own: Signer | None
    columns: tuple[Column, ...]
    widths: tuple[str, ...]
    parts: tuple[RemarkedPart, ...]
    whole: tuple[Remark, ...]  # of the plan, or of rows that are not in it
    earlier: tuple[EarlierRemark, ...]
    since: Since | None

    @property
    def is_agreed(self) -> bool:
        return all(one.decision == SignerDecision.AGREED for one in self.signers)


def agreement_page(agreement: Agreement, user_id: int | None) -> AgreementPage:
    """The round from `rounds`; the plan is shown as it was sent."""
    signers = list(agreement.signers.all())
    is_going = not agreement.outcome
    asked = waited_for(signers) if is_going else []
    (document, marks) = thaw(agreement.snapshot)
    table = lay_out(document.plans[0])
    known = {mark.uid for mark in marks}
    below: dict[str, list[Remark]] = defaultdict(list)
    for remark in agreement.remarks.all():
        uid = str(remark.item_uid) if remark.item_uid else ""
        below[uid if uid in known else ""].append(remark)
    parts = tuple(
        RemarkedPart(
            part.title,
            tuple(
                RemarkedRow(marks[row.index].uid, row, tuple(below[marks[row.index].uid]))
                for row in part.rows
            ),
        )
        for part in table.parts
    )
    return AgreementPage(
        stages=stages(agreement.plan, is_agreed=not asked),
        signers=tuple(signers),
        asked=tuple(asked),
        is_going=is_going,
        is_my_turn=any(one.user_id == user_id for one in asked),
        own=next((one for one in signers if one.user_id == user_id), None),
        columns=table.columns,
        widths=table.widths,
        parts=parts,
        whole=tuple(below[""]),
        earlier=_earlier(agreement, known),
        since=changed_since(agreement, user_id),
    )


def _earlier(agreement: Agreement, known: Collection[str]) -> tuple[EarlierRemark, ...]:
    rows = earlier_remarks(agreement)
    return tuple(
        EarlierRemark(row, str(row.item_uid) if str(row.item_uid) in known else "") for row in rows
    )


def row_words(plan: Plan, uid: str) -> str:
    """«2.1. Открыть центр»; empty for no row."""
    try:
        item = plan.items.filter(uid=UUID(uid)).first()
    except ValueError:
        return ""
    if item is None:
        return ""
    return f"{item.number.rstrip('.')}. {item.title}" if item.number else item.title


def papers_of(version: PlanVersion) -> list[VersionFile]:
    rows = VersionFile.objects.filter(version=version).select_related("file", "added_by")
    return list(rows.order_by("pk"))


def agreed_sheet(version: PlanVersion) -> list[Signer]:
    """«Лист согласования»: who agreed to what this version froze."""
    plan_id = version.plan_id
    if version.amendment_id and version.amendment and version.amendment.draft_id:
        plan_id = version.amendment.draft_id
    elif version.number > 1:
        return []
    last = (
        Agreement.objects.filter(plan=plan_id, outcome=Agreement.Outcome.APPROVED)
        .defer("snapshot")
        .order_by("-number")
        .first()
    )
    if last is None:
        return []
    return list(last.signers.select_related("user").order_by("ordering", "pk"))
