"""Forms whose choices stop where the actor's reach does, and the forms of this app."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ImproperlyConfigured, ValidationError

from moc_portal.web.forms import DayField
from organisations.domain.audit_words import NOUNS
from organisations.domain.content import (
    TIMEZONES,
    AuditFilter,
    Invitee,
    OrganisationCard,
    OrganisationFilter,
    PersonCard,
    PersonFilter,
)
from organisations.domain.policy import ROLE_NAMES, Actor, Role
from organisations.models import Invitation, Organisation, ScopedQuerySet, User
from organisations.queries import places_for

EVERY = [("", "Все")]
CHOOSE = ("", "Выберите")


def narrow_choices(form: forms.BaseForm, actor: Actor) -> None:
    """Offer only rows that the actor may use; refuse choices that cannot be narrowed."""
    for name, field in form.fields.items():
        if not isinstance(field, forms.ModelChoiceField):
            continue
        if not isinstance(field.queryset, ScopedQuerySet):
            raise ImproperlyConfigured(f"{type(form).__name__}.{name}: choices have no scope")
        field.queryset = field.queryset.visible_to(actor)


class ScopedForm(forms.Form):
    """A form that offers only rows the actor may use."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow_choices(self, actor)


class ScopedModelForm(forms.ModelForm):
    """A model form that offers only rows the actor may use."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow_choices(self, actor)


class AliasesField(forms.CharField):
    """Other names of an organisation, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a list of lines
        lines = map(str.strip, (super().to_python(value) or "").splitlines())
        return [line for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class OrganisationForm(ScopedModelForm):
    """The card of an organisation, and the version that it was opened at."""

    aliases = AliasesField(
        label="Иные названия",
        required=False,
        max_length=5000,
        help_text="По одному в строке: так организация может быть названа в плане.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    timezone = forms.ChoiceField(
        label="Часовой пояс", choices=list(TIMEZONES.items()), initial="Europe/Moscow"
    )
    version = forms.IntegerField(
        label="Версия",
        widget=forms.HiddenInput,
        error_messages={"required": "Страница устарела: откройте её заново и повторите."},
    )

    class Meta:
        model = Organisation
        fields = [
            "kind",
            "short_name",
            "name",
            "code",
            "parent",
            "aliases",
            "municipality",
            "founding_act",
            "address",
            "phone",
            "email",
            "site",
            "timezone",
        ]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        organisation = self.instance if self.instance.pk else None
        self.fields["version"].initial = self.instance.version
        self._place(organisation, actor)

    def _place(self, organisation: Organisation | None, actor: Actor) -> None:
        """Whoever does not reach the organisation above may not move this one."""
        above = organisation.parent_id if organisation else None
        if organisation and (above is None or not actor.reaches(above)):
            del self.fields["parent"]
            return
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- a foreign key's field
        field.queryset = places_for(actor, organisation)
        field.required = True
        field.empty_label = CHOOSE[1]

    def differences(self, saved: Organisation) -> list[tuple[str, Any, Any]]:
        """Field, what is saved now, what was typed: for two who edited at once."""
        return [
            (str(field.label), self._shown(name, now), self._shown(name, typed))
            for name, field in self.fields.items()
            if name != "version"
            and (now := getattr(saved, name)) != (typed := self.cleaned_data[name])
        ]

    def save_over(self, version: int) -> None:
        """The next attempt is made knowing what is saved now."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]  # a QueryDict

    def _shown(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return "; ".join(value) or "—"
        words = {"kind": dict(Organisation.Kind.choices), "timezone": TIMEZONES}
        return words[name][value] if name in words else value or "—"

    def card(self) -> OrganisationCard:
        said = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        parent = said.pop("parent") if "parent" in said else self.instance.parent
        return OrganisationCard(parent_id=parent.pk if parent else None, **said)


class OrganisationFilterForm(forms.Form):
    """What to look for in the list of organisations."""

    text = forms.CharField(
        label="Название или код", required=False, max_length=200, widget=forms.SearchInput
    )
    kind = forms.ChoiceField(label="Вид", required=False)
    state = forms.ChoiceField(
        label="Состояние",
        required=False,
        choices=[*EVERY, ("active", "Действующие"), ("inactive", "Отключённые")],
    )
    within = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [*EVERY, *Organisation.Kind.choices]  # type: ignore[attr-defined]  # a ChoiceField

    def chosen(self) -> OrganisationFilter:
        return OrganisationFilter(**self.cleaned_data) if self.is_valid() else OrganisationFilter()


class PersonFilterForm(forms.Form):
    """Whom to look for in the list of people."""

    text = forms.CharField(
        label="Имя, почта или должность", required=False, max_length=200, widget=forms.SearchInput
    )
    role = forms.ChoiceField(
        label="Роль",
        required=False,
        choices=[*EVERY, *((r.value, n) for r, n in ROLE_NAMES.items())],
    )
    state = forms.ChoiceField(
        label="Вход",
        required=False,
        choices=[*EVERY, ("active", "Разрешён"), ("inactive", "Отключён")],
    )

    def chosen(self) -> PersonFilter:
        return PersonFilter(**self.cleaned_data) if self.is_valid() else PersonFilter()


class AuditFilterForm(forms.Form):
    """Who did what, and when."""

    who = forms.CharField(label="Кто", required=False, max_length=200, widget=forms.SearchInput)
    what = forms.ChoiceField(
        label="С чем",
        required=False,
        choices=[*EVERY, *sorted(NOUNS.items(), key=lambda pair: pair[1])],
    )
    since = DayField(label="С", required=False)
    until = DayField(label="По", required=False)

    def chosen(self) -> AuditFilter:
        return AuditFilter(**self.cleaned_data) if self.is_valid() else AuditFilter()


class MembershipForm(ScopedForm):
    """One more role for a person who has an account."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(is_active=True).order_by("path"),
        label="Организация",
        empty_label=CHOOSE[1],
    )
    role = forms.ChoiceField(
        label="Роль",
        choices=[CHOOSE, *((role.value, name) for role, name in ROLE_NAMES.items())],
    )


class InvitationForm(forms.ModelForm):
    """Whom to invite into one organisation; only roles that the inviter may give."""

    class Meta:
        model = Invitation
        fields = ["email", "last_name", "first_name", "patronymic", "role"]

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label="Роль", choices=[CHOOSE, *((role.value, ROLE_NAMES[role]) for role in roles)]
        )

    def invitee(self, organisation_id: int) -> Invitee:
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return Invitee(organisation_id=organisation_id, **said)


class ProfileForm(forms.ModelForm):
    """What a person says about themselves."""

    class Meta:
        model = User
        fields = ["last_name", "first_name", "patronymic", "position", "phone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("last_name", "first_name"):
            self.fields[name].required = True

    def card(self) -> PersonCard:
        return PersonCard(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class AcceptanceForm(ProfileForm):
    """A newcomer's name and own password."""

    password = forms.CharField(
        label="Придумайте пароль",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label="Повторите пароль",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        password, repeated = said.get("password"), said.get("repeated")
        if password and repeated and password != repeated:
            self.add_error("repeated", "Пароли не совпали: наберите их ещё раз.")
        if password:
            self._validate(password)
        return said

    def _validate(self, password: str) -> None:
        """A password must not repeat the name that is typed beside it."""
        names = {name: self.cleaned_data.get(name, "") for name in ("last_name", "first_name")}
        email = self.instance.email
        try:
            validate_password(password, User(username=email, email=email, **names))
        except ValidationError as error:
            self.add_error("password", error)
