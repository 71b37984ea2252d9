"""A centre with those who may agree to its plans, and the plan that they are asked about."""

from dataclasses import dataclass
from datetime import date

from organisations.domain.policy import Actor, Permission, Role
from organisations.models import Organisation, User
from plans.actions import agreements as actions
from plans.domain.agreements import Approving, Invited, Sending
from plans.models import Agreement, Plan, PlanItem
from tests.factories import (
    CentreFactory,
    MembershipFactory,
    PlanColumnFactory,
    PlanFactory,
    PlanItemFactory,
    PlanSectionFactory,
    RegionFactory,
)

APPROVING = Approving(date(2025, 8, 30), "приказ от 30.08.2025 № 5", "5")


@dataclass
class Cast:
    """The people of a centre and of its region."""

    region: Organisation
    centre: Organisation
    head: User
    methodist: User
    colleague: User
    approver: User
    observer: User

    def acting(self, user: User, permission: Permission) -> Actor:
        return Actor(user.pk, permission, frozenset({self.centre.pk}))

    @property
    def editing(self) -> Actor:
        return self.acting(self.methodist, Permission.PLAN_EDIT)

    @property
    def approving(self) -> Actor:
        return self.acting(self.head, Permission.PLAN_APPROVE)

    def agreeing(self, user: User) -> Actor:
        return self.acting(user, Permission.PLAN_AGREE)

    def plan(self, item_count: int = 2, **kwargs: object) -> Plan:
        plan = PlanFactory(organisation=self.centre, **kwargs)
        PlanColumnFactory(plan=plan, header="№ п/п", field="number")
        PlanColumnFactory(plan=plan, header="Что делаем", field="title")
        PlanColumnFactory(plan=plan, header="Когда", field="deadline")
        section = PlanSectionFactory(plan=plan, number="1", title="Кадры")
        PlanItemFactory.create_batch(item_count, plan=plan, section=section)
        return plan

    def send(self, plan: Plan, *turns: list[User], note: str = "") -> Agreement:
        """Ask people turn by turn."""
        invited = tuple(
            Invited(user.pk, turn) for turn, people in enumerate(turns, 1) for user in people
        )
        sending = Sending(invited, note, accepts_unclear=True)
        return actions.submit_plan(plan, sending, actor=self.editing)


def cast() -> Cast:
    region = RegionFactory()
    centre = CentreFactory(parent=region)
    posts = {
        "head": (Role.HEAD, centre, "Северьянова"),
        "methodist": (Role.METHODIST, centre, "Ветрова"),
        "colleague": (Role.METHODIST, centre, "Карелин"),
        "approver": (Role.APPROVER, centre, "Дорогина"),
        "observer": (Role.OBSERVER, region, "Лисицын"),
    }
    people = {
        name: MembershipFactory(
            role=role.value, organisation=place, user__last_name=last_name
        ).user
        for name, (role, place, last_name) in posts.items()
    }
    return Cast(region, centre, **people)


def mend(plan: Plan, text: str = "Исправленный пункт") -> PlanItem:
    """Change one item, as the editor would."""
    item = plan.items.order_by("ordering", "pk").first()
    item.title = text
    item.save(update_fields=["title"])
    return item
