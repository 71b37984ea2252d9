"""Organisations as a tree, the people who work for them, and what they did."""

import secrets
from datetime import timedelta
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from organisations.domain.policy import ROLE_NAMES, Actor, Role
from organisations.searching import mentions

M_co = TypeVar("M_co", bound=models.Model, covariant=True)

INVITATION_LIFETIME = timedelta(hours=72)
NAME_FIELDS = ("username", "last_name", "first_name", "patronymic")  # what `str` of a user says


class ScopedQuerySet(models.QuerySet[M_co]):
    """Rows that belong to an organisation; a subclass names the path to it."""

    organisation_path: ClassVar[str]

    def visible_to(self, actor: Actor) -> Self:
        if actor.organisation_ids is None:
            return self.all()
        return self.filter(**{f"{self.organisation_path}__in": actor.organisation_ids})


class User(AbstractUser):
    """A person who can sign in («пользователь»)."""

    patronymic = models.CharField("отчество", max_length=100, blank=True)
    position = models.CharField("должность", max_length=200, blank=True)
    phone = models.CharField("телефон", max_length=40, blank=True)

    objects: ClassVar[UserManager[Any]] = UserManager()

    class Meta:
        verbose_name = "пользователь"
        verbose_name_plural = "пользователи"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                condition=~Q(email=""),
                violation_error_message="Пользователь с таким адресом почты уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.short_name or self.username

    @property
    def full_name(self) -> str:
        """«Ветрова Ольга Николаевна»."""
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic]))

    @property
    def short_name(self) -> str:
        """«Ветрова О. Н.», with no-break spaces."""
        initials = [f"{name[0]}." for name in (self.first_name, self.patronymic) if name]
        return "\u00a0".join(filter(None, [self.last_name, *initials]))


class OrganisationQuerySet(ScopedQuerySet["Organisation"]):
    """The vocabulary for choosing organisations."""

    organisation_path = "pk"

    def matching(self, text: str) -> Self:
        if not text:
            return self
        return self.filter(mentions(text, "name", "short_name", "code"))

    def centres(self) -> Self:
        return self.filter(kind=Organisation.Kind.CENTRE)

    def below(self, organisation: "Organisation") -> Self:
        """The organisation itself and everything under it."""
        return self.filter(path__startswith=organisation.path)

    def reporting(self) -> Self:
        """Organisations that may be asked for progress."""
        return self.filter(is_active=True).exclude(
            kind__in=[
                Organisation.Kind.REGION,
                Organisation.Kind.CENTRE,
                Organisation.Kind.AUTHORITY,
            ]
        )


class Organisation(models.Model):
    """A node of the tree region → centre → organisation («организация»)."""

    class Kind(models.TextChoices):
        """What the organisation is; the first two have others below them."""

        REGION = "region", "региональный модельный центр"
        CENTRE = "centre", "муниципальный опорный центр"
        AUTHORITY = "authority", "управление образования"
        SCHOOL = "school", "школа"
        ADDITIONAL = "additional", "организация дополнительного образования"
        PRESCHOOL = "preschool", "детский сад"
        COLLEGE = "college", "профессиональная образовательная организация"
        SPORT = "sport", "спортивная школа"
        CULTURE = "culture", "организация культуры"
        OTHER = "other", "иная организация"

    kind = models.CharField("вид", max_length=20, choices=Kind)
    code = models.SlugField(
        "код",
        max_length=40,
        unique=True,
        help_text="Латинские буквы, цифры и дефис",
        error_messages={"unique": "Организация с таким кодом уже есть: укажите другой."},
    )
    name = models.CharField("полное название", max_length=500)
    short_name = models.CharField("краткое название", max_length=150)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="входит в",
    )
    path = models.CharField("путь в дереве", max_length=200, editable=False, db_index=True)
    aliases = models.JSONField("иные названия", default=list, blank=True)
    municipality = models.CharField("муниципалитет", max_length=200, blank=True)
    founding_act = models.CharField("акт о создании", max_length=300, blank=True)
    address = models.CharField("адрес", max_length=300, blank=True)
    phone = models.CharField("телефон", max_length=40, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    site = models.URLField("сайт", blank=True)
    timezone = models.CharField("часовой пояс", max_length=40, default="Europe/Moscow")
    is_active = models.BooleanField("действует", default=True)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "short_name"],
                name="organisation_short_name_once",
                violation_error_message="Организация с таким кратким названием уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_centre(self) -> bool:
        return self.kind == self.Kind.CENTRE


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    """The vocabulary for choosing memberships."""

    organisation_path = "organisation"

    def in_force(self) -> Self:
        return self.filter(user__is_active=True, organisation__is_active=True)


class Membership(models.Model):
    """A person's role in one organisation and all below it («участие»)."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name="пользователь"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name="организация"
    )
    role = models.CharField("роль", max_length=30, choices=list(ROLE_NAMES.items()))

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "участие"
        verbose_name_plural = "участия"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                name="membership_once",
                violation_error_message="Эта роль у человека уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.role_name}"

    @property
    def role_name(self) -> str:
        return ROLE_NAMES[Role(self.role)]


class InvitationQuerySet(ScopedQuerySet["Invitation"]):
    """The vocabulary for choosing invitations."""

    organisation_path = "organisation"

    def open_at(self, moment: Any) -> Self:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=moment)


def invitation_expiry() -> Any:
    return timezone.now() + INVITATION_LIFETIME


class Invitation(models.Model):
    """A one-time link by which a person joins («приглашение»); the token itself is not stored."""

    email = models.EmailField("электронная почта")
    last_name = models.CharField("фамилия", max_length=150)
    first_name = models.CharField("имя", max_length=150)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name="организация"
    )
    role = models.CharField("роль", max_length=30, choices=list(ROLE_NAMES.items()))
    token_digest = models.CharField("отпечаток ссылки", max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="кто пригласил"
    )
    created_at = models.DateTimeField("создано", default=timezone.now)
    expires_at = models.DateTimeField("действует до", default=invitation_expiry)
    accepted_at = models.DateTimeField("принято", null=True, blank=True)
    revoked_at = models.DateTimeField("отозвано", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"

    def __str__(self) -> str:
        return f"{self.last_name} {self.first_name} — {ROLE_NAMES[Role(self.role)]}"

    @property
    def role_name(self) -> str:
        return ROLE_NAMES[Role(self.role)]

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)


class AuditEventQuerySet(ScopedQuerySet["AuditEvent"]):
    """The vocabulary for choosing lines of the audit trail."""

    organisation_path = "organisation_id"


class AuditEvent(models.Model):
    """One change, kept for good; each line is sealed over the one before («запись журнала»)."""

    user_id = models.BigIntegerField("кто", null=True)
    user_name = models.CharField("кто, словами", max_length=200, blank=True)
    organisation_id = models.BigIntegerField("организация", null=True, db_index=True)
    verb = models.CharField("что сделал", max_length=50)
    target = models.CharField("с чем", max_length=100, db_index=True)
    target_name = models.CharField("с чем, словами", max_length=300, blank=True)
    details = models.JSONField("подробности", encoder=DjangoJSONEncoder)
    at = models.DateTimeField("когда", default=timezone.now)
    seal = models.CharField("печать", max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал действий"

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"


class AuditHead(models.Model):
    """Where the chain of an organisation's audit events ends; 0 stands for no organisation."""

    organisation_id = models.BigIntegerField("организация", unique=True)
    seal = models.CharField("печать последней записи", max_length=64, blank=True)
    event_count = models.PositiveBigIntegerField("записей", default=0)

    class Meta:
        verbose_name = "конец журнала"
        verbose_name_plural = "концы журналов"

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.event_count}"
