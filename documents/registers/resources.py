"""What the columns of each register mean; every row is written by the actions of organisations."""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from import_export.fields import Field
from import_export.resources import ModelResource

from documents.registers.widgets import NamesWidget, PlaceWidget, TextWidget, WordWidget
from organisations.actions.invitations import IssuedInvitation, issue_invitation
from organisations.actions.organisations import create_organisation, update_organisation
from organisations.domain.content import TIMEZONES, Invitee, OrganisationCard
from organisations.domain.policy import ROLE_NAMES, Actor
from organisations.models import Invitation, Membership, Organisation

KINDS = dict(Organisation.Kind.choices)
ROLES = {role.value: name for role, name in ROLE_NAMES.items()}


class Register(ModelResource):  # type: ignore[misc]  # import_export is untyped
    """A table whose rows one actor reads or loads."""

    def __init__(self, *, actor: Actor, versions: Mapping[str, int] | None = None) -> None:
        super().__init__()
        self.actor = actor
        self.versions = versions or {}
        self.places: dict[str, Organisation] = {}
        for field in self.fields.values():
            if isinstance(field.widget, PlaceWidget):
                field.widget.places = self.places

    def before_import(self, _dataset: Any, **_kwargs: Any) -> None:
        """Read all that is in reach once: a query a row would name a thousand ids each time."""
        self.places.clear()
        reached = Organisation.objects.visible_to(self.actor).select_related("parent")
        self.places |= {place.code: place for place in reached.order_by("pk")}

    def headings(self) -> list[str]:
        """The columns that are read, in the order of the blank."""
        return [field.column_name for field in self.get_import_fields() if not field.readonly]

    def heading_of(self, attribute: str) -> str:
        """The column in which an attribute of the row is written, or nothing."""
        named = {field.attribute: field.column_name for field in self.fields.values()}
        return str(named.get(attribute, ""))

    def validate_instance(
        self,
        instance: Any,
        import_validation_errors: dict[str, Any] | None = None,
        validate_unique: bool = True,  # noqa: ARG002, FBT001, FBT002 -- import_export's call
    ) -> None:
        """All that is wrong with a row at once; what an action fills in is not asked for."""
        errors = dict(import_validation_errors or {})
        try:
            instance.full_clean(exclude={*errors, *self.filled_by_action})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)


class OrganisationResource(Register):
    """Organisations: a known code changes the card, a new one adds an organisation."""

    filled_by_action = ("path",)

    code = Field("code", "Код", TextWidget())
    kind = Field("kind", "Вид", WordWidget(KINDS))
    short_name = Field("short_name", "Краткое название", TextWidget())
    name = Field("name", "Полное название", TextWidget())
    parent = Field("parent", "Входит в (код)", PlaceWidget())
    aliases = Field("aliases", "Иные названия", NamesWidget())
    municipality = Field("municipality", "Муниципалитет", TextWidget())
    founding_act = Field("founding_act", "Акт о создании", TextWidget())
    address = Field("address", "Адрес", TextWidget())
    phone = Field("phone", "Телефон", TextWidget())
    email = Field("email", "Почта", TextWidget())
    site = Field("site", "Сайт", TextWidget())
    timezone = Field("timezone", "Часовой пояс", WordWidget(TIMEZONES))

    class Meta:
        model = Organisation
        import_id_fields = ["code"]
        fields = (
            "code",
            "kind",
            "short_name",
            "name",
            "parent",
            "aliases",
            "municipality",
            "founding_act",
            "address",
            "phone",
            "email",
            "site",
            "timezone",
        )
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        store_instance = True

    def get_instance(self, _instance_loader: Any, row: Any) -> Organisation | None:
        """A copy: what the row says is written into it, right or wrong."""
        return copy(self.places.get(row["Код"]))

    def import_field(
        self, field: Field, instance: Any, row: Any, *args: Any, **kwargs: Any
    ) -> None:
        """What is above the actor's own organisation stays: they neither see nor change it."""
        above = instance.parent_id
        if field.attribute == "parent" and instance.pk and not self._reaches(above):
            return
        super().import_field(field, instance, row, *args, **kwargs)

    def save_instance(self, instance: Any, is_create: bool, row: Any, **_kwargs: Any) -> None:  # noqa: ARG002, FBT001 -- import_export's call
        card = OrganisationCard(
            parent_id=instance.parent_id,
            **{name: getattr(instance, name) for name in self._meta.fields if name != "parent"},
        )
        if is_create:
            saved = create_organisation(card, actor=self.actor)
            self._reach_also(saved.pk)
        else:
            version = self.versions.get(instance.code, instance.version)
            saved = update_organisation(instance, card, version=version, actor=self.actor)
        self.places[saved.code] = saved

    def _reaches(self, organisation_id: int | None) -> bool:
        return organisation_id is not None and self.actor.reaches(organisation_id)

    def _reach_also(self, organisation_id: int) -> None:
        """The next rows may name what this row has added."""
        if self.actor.organisation_ids is not None:
            ids = self.actor.organisation_ids | {organisation_id}
            self.actor = replace(self.actor, organisation_ids=ids)


class InvitationResource(Register):
    """People to invite: a row makes a link; a role held or offered already is left alone."""

    filled_by_action = ("token_digest", "invited_by")

    last_name = Field("last_name", "Фамилия", TextWidget())
    first_name = Field("first_name", "Имя", TextWidget())
    patronymic = Field("patronymic", "Отчество", TextWidget())
    email = Field("email", "Почта", TextWidget())
    organisation = Field("organisation", "Организация (код)", PlaceWidget())
    role = Field("role", "Роль", WordWidget(ROLES))

    class Meta:
        model = Invitation
        import_id_fields = ["email"]
        fields = ("last_name", "first_name", "patronymic", "email", "organisation", "role")
        report_skipped = True
        skip_diff = True
        store_instance = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.issued: list[IssuedInvitation] = []

    def get_instance(self, _instance_loader: Any, _row: Any) -> None:
        """No row changes an invitation that was made before."""

    def skip_row(
        self,
        instance: Any,
        _original: Any,
        _row: Any,
        import_validation_errors: dict[str, Any] | None = None,
    ) -> bool:
        if import_validation_errors:
            return False
        place = {"organisation": instance.organisation, "role": instance.role}
        working = Invitation.objects.open_at(timezone.now()).filter(**place)
        held = Membership.objects.filter(user__email__iexact=instance.email, **place)
        return held.exists() or working.filter(email__iexact=instance.email).exists()

    def save_instance(self, instance: Any, _is_create: bool, _row: Any, **_kwargs: Any) -> None:  # noqa: FBT001 -- import_export's call
        invitee = Invitee(
            email=instance.email,
            last_name=instance.last_name,
            first_name=instance.first_name,
            patronymic=instance.patronymic,
            organisation_id=instance.organisation_id,
            role=instance.role,
        )
        self.issued.append(issue_invitation(invitee, actor=self.actor))


class PersonResource(Register):
    """People and their roles, a row a role; the columns of an invitation come first."""

    filled_by_action = ()

    last_name = Field("user__last_name", "Фамилия", TextWidget())
    first_name = Field("user__first_name", "Имя", TextWidget())
    patronymic = Field("user__patronymic", "Отчество", TextWidget())
    email = Field("user__email", "Почта", TextWidget())
    organisation = Field("organisation", "Организация (код)", PlaceWidget())
    role = Field("role", "Роль", WordWidget(ROLES))
    organisation_name = Field("organisation__short_name", "Организация", TextWidget())
    position = Field("user__position", "Должность", TextWidget())
    phone = Field("user__phone", "Телефон", TextWidget())
    state = Field(column_name="Вход")

    class Meta:
        model = Membership
        fields = (
            "last_name",
            "first_name",
            "patronymic",
            "email",
            "organisation",
            "role",
            "organisation_name",
            "position",
            "phone",
            "state",
        )

    def dehydrate_state(self, membership: Membership) -> str:
        if not membership.user.is_active:
            return "отключён"
        return "входил" if membership.user.last_login else "ещё не входил"
