"""Signature blocks in words."""

from collections.abc import Iterable, Iterator

from plans.domain.content import Approval, ApprovalKind

_KINDS = {ApprovalKind.APPROVED: "УТВЕРЖДАЮ", ApprovalKind.AGREED: "СОГЛАСОВАНО"}


def say_approvals(approvals: Iterable[Approval]) -> str:
    """«УТВЕРЖДАЮ, директор, И. И. Иванов, 01.09.2025», a block a line."""
    return "\n".join(", ".join(_parts(approval)) for approval in approvals)


def _parts(approval: Approval) -> Iterator[str]:
    yield _KINDS[approval.kind]
    yield from filter(None, (approval.position, approval.name))
    if approval.date:
        yield f"{approval.date:%d.%m.%Y}"
    if approval.order:
        issuer = f" {approval.order.issuer}" if approval.order.issuer else ""
        yield f"приказ{issuer} от {approval.order.date:%d.%m.%Y} № {approval.order.number}"
