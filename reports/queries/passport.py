"""Who the centre is and who signs for it: the passport of a report (F1.1)."""

from collections import defaultdict

from organisations.domain.policy import Role
from organisations.models import Membership, Organisation, User
from reports.domain.period_report import Fact, Signatory

PASSPORT_ROLES = {
    Role.HEAD: "Руководитель",
    Role.METHODIST: "Методист",
    Role.NAVIGATOR_ADMINISTRATOR: "Администратор Навигатора",
}


def passport_of(centre: Organisation) -> tuple[Fact, ...]:
    people = _people(centre)
    facts = [
        Fact("Муниципальное образование", centre.municipality),
        Fact("Полное название", centre.name),
        Fact("Акт о создании", centre.founding_act),
        *(Fact(label, people.get(role, "")) for role, label in PASSPORT_ROLES.items()),
        Fact("Телефон", centre.phone),
        Fact("Электронная почта", centre.email),
        Fact("Сайт", centre.site),
    ]
    return tuple(Fact(fact.label, fact.value or "не указано") for fact in facts)


def _people(centre: Organisation) -> dict[Role, str]:
    members = (
        Membership.objects.in_force()
        .filter(organisation=centre, role__in=list(PASSPORT_ROLES))
        .select_related("user")
        .order_by("user__last_name", "pk")
    )
    names: dict[Role, list[str]] = defaultdict(list)
    for member in members:
        names[Role(member.role)].append(member.user.full_name or member.user.username)
    return {role: ", ".join(who) for role, who in names.items()}


def signatory_of(centre: Organisation) -> Signatory:
    head = (
        User.objects.filter(
            is_active=True, memberships__organisation=centre, memberships__role=Role.HEAD
        )
        .order_by("pk")
        .first()
    )
    if head is None:
        return Signatory("Руководитель", "")
    return Signatory(head.position or "Руководитель", head.short_name)
