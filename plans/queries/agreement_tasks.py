"""What of plans waits for one person: to be agreed, to be approved, to be mended."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from organisations.domain.policy import Actor
from plans.models import Agreement, Plan, Signer
from plans.queries.agreements import plans_to_approve, returned_plans, waiting_for
from plans.queries.plan_way import say_waiting

SHOWN = 5


@dataclass(frozen=True, slots=True)
class PlansOnTheirWay:
    """The tasks of a front page; empty where nothing of plans waits for the person."""

    asked: tuple[tuple[Signer, str], ...] = ()  # and how long they have been waited for
    to_approve: tuple[tuple[Agreement, str], ...] = ()
    returned: tuple[Plan, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.asked or self.to_approve or self.returned)

    @property
    def count(self) -> int:
        return len(self.asked) + len(self.to_approve) + len(self.returned)


def plans_on_their_way(
    user_id: int,
    *,
    editor: Actor | None,
    head: Actor | None,
    signer: Actor | None,
    today: date | None = None,
) -> PlansOnTheirWay:
    """At most three queries; who holds none of the rights is asked nothing."""
    day = today or timezone.localdate()
    asked = waiting_for(user_id, signer)[:SHOWN] if signer else []
    approvable = plans_to_approve(head)[:SHOWN] if head else []
    returned = returned_plans(editor)[:SHOWN] if editor else []
    return PlansOnTheirWay(
        tuple((row, say_waiting(row.since, day)) for row in asked),
        tuple((row, say_waiting(row.since, day)) for row in approvable),
        tuple(returned),
    )
