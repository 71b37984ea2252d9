"""Signature blocks («грифы») in words, as they are printed and read again."""

from collections.abc import Sequence

from documents.writers.docx import Approvals, Stamp
from plans.domain.content import Approval, ApprovalKind

# Said here again: the portal's own list would bring Django and Celery into the process that
# patches a stranger's file.
MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


def stamp_of(approval: Approval) -> Stamp:
    """«УТВЕРЖДАЮ», the post, a line to sign on with the name, the date; or the order."""
    agreed = approval.kind is ApprovalKind.AGREED
    if not (approval.position or approval.name) and approval.order:
        return Stamp("СОГЛАСОВАНО" if agreed else "УТВЕРЖДЕНО", _order_lines(approval))
    lines = [approval.position] if approval.position else []
    lines.append(f"_______________ {approval.name or ''}".rstrip())
    if approval.order:
        lines += _order_lines(approval)
    lines.append(_signed(approval))
    return Stamp("СОГЛАСОВАНО" if agreed else "УТВЕРЖДАЮ", lines)


def approvals_block(approvals: Sequence[Approval]) -> Approvals:
    """«СОГЛАСОВАНО» stands on the left, «УТВЕРЖДАЮ» on the right (ГОСТ Р 7.0.97-2025)."""
    return Approvals(
        left=[stamp_of(one) for one in approvals if one.kind is ApprovalKind.AGREED],
        right=[stamp_of(one) for one in approvals if one.kind is ApprovalKind.APPROVED],
    )


def _order_lines(approval: Approval) -> list[str]:
    order = approval.order
    if order is None:
        return []
    issuer = f" {order.issuer}" if order.issuer else ""
    return [f"приказом{issuer}", f"от {order.date:%d.%m.%Y} № {order.number}"]


def _signed(approval: Approval) -> str:
    day = approval.date
    if day is None:
        return "«____» ______________ 20___ г."
    return f"«{day.day:02}» {MONTHS[day.month - 1]} {day.year} г."
