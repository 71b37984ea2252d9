"""What may stand where: organisations under organisations, roles in organisations."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from organisations.domain.errors import RuleError
from organisations.domain.policy import GRANTS, ROLE_NAMES, Permission, Post, Role

# Kinds that have others below them; the words are those of Organisation.Kind.
PARENT_KINDS = frozenset({"region", "centre"})

_CENTRE = frozenset(
    {
        Role.HEAD,
        Role.METHODIST,
        Role.NAVIGATOR_ADMINISTRATOR,
        Role.MEDIA_OFFICER,
        Role.APPROVER,
    }
)
_SCHOOL = frozenset({Role.COORDINATOR})

# A role is given only where it makes sense: a school has no methodist, a region no coordinator.
ROLES_OF_KIND: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "region": frozenset({Role.OBSERVER}),
        "centre": _CENTRE,
        "authority": frozenset({Role.APPROVER}),
        "school": _SCHOOL,
        "additional": _SCHOOL,
        "preschool": _SCHOOL,
        "college": _SCHOOL,
        "sport": _SCHOOL,
        "culture": _SCHOOL,
        "other": _SCHOOL,
    }
)


def roles_in(kind: str, *, is_root: bool) -> frozenset[Role]:
    """Roles that make sense in an organisation; the portal is administered from the root."""
    roles = ROLES_OF_KIND[kind]
    return roles | {Role.ADMINISTRATOR} if is_root else roles


def grantable_roles(
    posts: Iterable[Post], organisation_id: int, kind: str, *, is_root: bool
) -> frozenset[Role]:
    """Roles that a holder of `posts` may give there: none that can more than they can themselves.

    The portal administrator reads no plan and yet appoints those who do; hence an
    administrator is appointed by an administrator alone.
    """
    here = [post for post in posts if organisation_id in post.organisation_ids]
    fitting = roles_in(kind, is_root=is_root)
    if any(post.role is Role.ADMINISTRATOR for post in here):
        return fitting
    held: frozenset[Permission] = frozenset().union(*(GRANTS[post.role] for post in here))
    lesser = fitting - {Role.ADMINISTRATOR}
    return frozenset(role for role in lesser if GRANTS[role] <= held)


def refuse_misplaced(kind: str, parent_kind: str | None) -> None:
    """Raise when an organisation of this kind cannot be under one of that kind."""
    if parent_kind is None:
        return
    if parent_kind not in PARENT_KINDS:
        raise RuleError(
            "В эту организацию другие не входят: выберите муниципальный или региональный центр."
        )
    if kind == "region" and parent_kind != "region":
        raise RuleError("Региональный центр не может входить в муниципальный: выберите другой.")


def refuse_unfit_roles(roles: Iterable[Role], kind: str, *, is_root: bool) -> None:
    """Raise when people already hold roles that such an organisation does not have."""
    unfit = sorted(set(roles) - roles_in(kind, is_root=is_root))
    if unfit:
        names = ", ".join(ROLE_NAMES[role] for role in unfit)
        raise RuleError(
            f"В такой организации не бывает ролей, которые уже есть у её людей: {names}. "
            "Сначала снимите эти роли."
        )
