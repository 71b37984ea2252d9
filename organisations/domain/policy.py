"""Permissions, the roles that grant them, and the actor who uses one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from types import MappingProxyType

from organisations.domain.errors import OutOfReachError


class Permission(StrEnum):
    """Something a person may do; views, jobs and templates name one."""

    ORGANISATION_VIEW = auto()
    ORGANISATION_EDIT = auto()
    PERSON_VIEW = auto()
    PERSON_EDIT = auto()
    AUDIT_VIEW = auto()
    PLAN_VIEW = auto()
    PLAN_EDIT = auto()
    PLAN_APPROVE = auto()
    PLAN_AGREE = auto()
    PLAN_PUBLISH = auto()
    PLAN_TEMPLATE_EDIT = auto()
    PERIOD_EDIT = auto()
    PROGRESS_VIEW = auto()
    PROGRESS_SUBMIT = auto()
    PROGRESS_REVIEW = auto()
    PUBLICATION_VIEW = auto()
    PUBLICATION_EDIT = auto()
    PROGRAMME_VIEW = auto()
    CERTIFICATE_VIEW = auto()
    CERTIFICATE_REVEAL = auto()
    REPORT_VIEW = auto()
    REPORT_BUILD = auto()
    REGION_VIEW = auto()


class Role(StrEnum):
    """A person's part in one organisation and all below it."""

    HEAD = auto()
    METHODIST = auto()
    NAVIGATOR_ADMINISTRATOR = auto()
    MEDIA_OFFICER = auto()
    COORDINATOR = auto()
    APPROVER = auto()
    OBSERVER = auto()
    ADMINISTRATOR = auto()


_READ = frozenset(
    {
        Permission.ORGANISATION_VIEW,
        Permission.PLAN_VIEW,
        Permission.PUBLICATION_VIEW,
        Permission.PROGRAMME_VIEW,
        Permission.REPORT_VIEW,
    }
)
# The centre's own people have items of their own, and may write for a school that has no line.
_STAFF = _READ | {
    Permission.PERSON_VIEW,
    Permission.PROGRESS_VIEW,
    Permission.PROGRESS_SUBMIT,
}
_METHODIST = _STAFF | {
    Permission.PLAN_EDIT,
    Permission.PLAN_AGREE,
    Permission.PERIOD_EDIT,
    Permission.PROGRESS_REVIEW,
    Permission.PUBLICATION_EDIT,
    Permission.REPORT_BUILD,
}

GRANTS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.HEAD: _METHODIST
        | {
            Permission.ORGANISATION_EDIT,
            Permission.PERSON_EDIT,
            Permission.AUDIT_VIEW,
            Permission.PLAN_APPROVE,
            Permission.PLAN_PUBLISH,
            Permission.PLAN_TEMPLATE_EDIT,
            Permission.CERTIFICATE_VIEW,
            Permission.CERTIFICATE_REVEAL,
        },
        Role.METHODIST: _METHODIST,
        Role.NAVIGATOR_ADMINISTRATOR: _STAFF
        | {
            Permission.CERTIFICATE_VIEW,
            Permission.CERTIFICATE_REVEAL,
        },
        Role.MEDIA_OFFICER: _STAFF | {Permission.PUBLICATION_EDIT},
        Role.COORDINATOR: frozenset(
            {
                Permission.ORGANISATION_VIEW,
                Permission.PROGRESS_SUBMIT,
                Permission.PROGRAMME_VIEW,
            }
        ),
        Role.APPROVER: _READ | {Permission.PROGRESS_VIEW, Permission.PLAN_AGREE},
        # The region agrees to the plans of its centres and offers them plans to start from.
        Role.OBSERVER: _READ
        | {Permission.REGION_VIEW, Permission.PLAN_AGREE, Permission.PLAN_TEMPLATE_EDIT},
        Role.ADMINISTRATOR: frozenset(
            {
                Permission.ORGANISATION_VIEW,
                Permission.ORGANISATION_EDIT,
                Permission.PERSON_VIEW,
                Permission.PERSON_EDIT,
                Permission.AUDIT_VIEW,
            }
        ),
    }
)

ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        Role.HEAD: "руководитель МОЦ",
        Role.METHODIST: "методист",
        Role.NAVIGATOR_ADMINISTRATOR: "администратор Навигатора",
        Role.MEDIA_OFFICER: "ответственный за медиаплан",
        Role.COORDINATOR: "ответственный в организации",
        Role.APPROVER: "представитель управления образования",
        Role.OBSERVER: "наблюдатель региона",
        Role.ADMINISTRATOR: "администратор портала",
    }
)


@dataclass(frozen=True, slots=True)
class Post:
    """A role, and the organisations where it counts: its own and all below it."""

    role: Role
    organisation_id: int
    organisation_ids: frozenset[int]
    timezone: str = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person using one permission, and the organisations where they hold it.

    A command of the operator acts with `user_id` None and reaches every organisation.
    `user_name` is for the audit trail, which looks up whoever comes without it.
    """

    user_id: int | None
    permission: Permission
    organisation_ids: frozenset[int] | None  # None: every organisation
    user_name: str = field(default="", compare=False)

    def reaches(self, organisation_id: int) -> bool:
        return self.organisation_ids is None or organisation_id in self.organisation_ids

    def must_reach(self, organisation_id: int) -> None:
        if not self.reaches(organisation_id):
            raise OutOfReachError(f"{self.permission} does not reach {organisation_id}")


def actor_for(
    user_id: int | None, posts: Iterable[Post], permission: Permission, user_name: str = ""
) -> Actor | None:
    """The person acting with `permission`, or None where no post grants it."""
    granting = [post.organisation_ids for post in posts if permission in GRANTS[post.role]]
    if not granting:
        return None
    return Actor(user_id, permission, frozenset().union(*granting), user_name)


def operator(permission: Permission) -> Actor:
    """Whoever runs a command on the server: every organisation, no user."""
    return Actor(None, permission, None)


def oneself(user_id: int) -> Actor:
    """A person about their own account: no organisation is touched."""
    return Actor(user_id, Permission.ORGANISATION_VIEW, frozenset())
