"""What is read about organisations, people, invitations and the audit trail; one a reader."""

from datetime import date, datetime, time, timedelta

from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, Value, When
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from organisations.access import load_posts
from organisations.domain.content import AuditFilter, OrganisationFilter, PersonFilter
from organisations.domain.invitations import InvitationState, digest_of
from organisations.domain.placing import grantable_roles, roles_in
from organisations.domain.policy import Actor, Role
from organisations.models import AuditEvent, Invitation, Membership, Organisation, User
from organisations.searching import mentions

STATES = {"active": True, "inactive": False}
# Below the same one together; «Школа № 2» before «Школа № 10», which no database knows by itself.
IN_TREE = (Coalesce("parent__path", Value("")), "kind", Length("short_name"), "short_name", "pk")


def organisation_list(actor: Actor, chosen: OrganisationFilter) -> QuerySet[Organisation]:
    """Rows of the list, level by level, with what each belongs to."""
    organisations = Organisation.objects.visible_to(actor).matching(chosen.text)
    if chosen.kind:
        organisations = organisations.filter(kind=chosen.kind)
    if chosen.state:
        organisations = organisations.filter(is_active=STATES[chosen.state])
    if chosen.within is not None:
        organisations = organisations.filter(parent=chosen.within)
    return organisations.select_related("parent").order_by(*IN_TREE)


def organisation_page(actor: Actor) -> QuerySet[Organisation]:
    """Organisations to open, with what each belongs to."""
    return Organisation.objects.visible_to(actor).select_related("parent")


def organisations_above(organisation: Organisation) -> list[Organisation]:
    """What it belongs to, from the root down; names only, whoever reads them."""
    numbers = [int(part) for part in organisation.path.strip("/").split("/")]
    above = Organisation.objects.filter(pk__in=numbers).exclude(pk=organisation.pk)
    return list(above.order_by("path"))


def organisations_below(organisation: Organisation, actor: Actor) -> QuerySet[Organisation]:
    """Those directly under it."""
    children = Organisation.objects.visible_to(actor).filter(parent=organisation)
    return children.order_by(*IN_TREE)


def places_for(actor: Actor, organisation: Organisation | None) -> QuerySet[Organisation]:
    """Where an organisation may be put: centres in reach, not under itself."""
    places = Organisation.objects.visible_to(actor).filter(
        kind__in=[Organisation.Kind.REGION, Organisation.Kind.CENTRE], is_active=True
    )
    if organisation is not None:
        places = places.exclude(path__startswith=organisation.path)
    return places.order_by("path")


def people_of(organisation: Organisation, actor: Actor) -> QuerySet[Membership]:
    """Roles in this organisation, by the person's name."""
    memberships = Membership.objects.visible_to(actor).filter(organisation=organisation)
    return memberships.select_related("user").order_by("user__last_name", "user_id", "pk")


def person_list(actor: Actor, chosen: PersonFilter) -> QuerySet[User]:
    """People with a role where the actor reaches, by name, with those roles."""
    roles = Membership.objects.visible_to(actor)
    if chosen.role:
        roles = roles.filter(role=chosen.role)
    people = User.objects.filter(Exists(roles.filter(user=OuterRef("pk"))))
    if chosen.text:
        people = people.filter(
            mentions(chosen.text, "last_name", "first_name", "email", "position")
        )
    if chosen.state:
        people = people.filter(is_active=STATES[chosen.state])
    return _with_roles(people, actor).order_by("last_name", "first_name", "pk")


def person_page(actor: Actor) -> QuerySet[User]:
    """People to open, with the roles the actor may see."""
    roles = Membership.objects.visible_to(actor).filter(user=OuterRef("pk"))
    return _with_roles(User.objects.filter(Exists(roles)), actor)


def membership_page(actor: Actor) -> QuerySet[Membership]:
    return Membership.objects.visible_to(actor).select_related("user", "organisation")


def membership_rows(actor: Actor) -> QuerySet[Membership]:
    """Every role in reach as a row, for the table of people."""
    return membership_page(actor).order_by(
        "organisation__path", "user__last_name", "user_id", "pk"
    )


def own_memberships(user_id: int) -> QuerySet[Membership]:
    """A person's roles, for their own profile."""
    rows = Membership.objects.filter(user=user_id).select_related("organisation")
    return rows.order_by("organisation__path", "pk")


def roles_to_grant(organisation: Organisation, *, actor: Actor) -> list[Role]:
    """Roles that the actor may give there, in the order of the policy."""
    is_root = organisation.parent_id is None
    if actor.user_id is None:
        granted = roles_in(organisation.kind, is_root=is_root)
    else:
        posts = load_posts(actor.user_id)
        granted = grantable_roles(posts, organisation.pk, organisation.kind, is_root=is_root)
    return [role for role in Role if role in granted]


def invitation_list(actor: Actor) -> QuerySet[Invitation]:
    """Invitations in reach with the `state` of each, the newest first."""
    state = Case(
        When(accepted_at__isnull=False, then=Value("accepted")),
        When(revoked_at__isnull=False, then=Value("revoked")),
        When(expires_at__lte=timezone.now(), then=Value("expired")),
        default=Value("open"),
    )
    invitations = Invitation.objects.visible_to(actor).annotate(state=state)
    return invitations.select_related("organisation", "invited_by").order_by("-created_at", "-pk")


def invitations_into(organisation: Organisation, actor: Actor) -> QuerySet[Invitation]:
    """Links into this organisation that still work."""
    working = Invitation.objects.visible_to(actor).open_at(timezone.now())
    return working.filter(organisation=organisation).order_by("-created_at", "-pk")


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation behind a link, whatever has happened to it."""
    found = Invitation.objects.filter(token_digest=digest_of(token))
    return found.select_related("organisation", "invited_by").first()


def state_of(invitation: Invitation) -> InvitationState:
    return InvitationState(
        expires_at=invitation.expires_at,
        is_accepted=invitation.accepted_at is not None,
        is_revoked=invitation.revoked_at is not None,
        is_organisation_active=invitation.organisation.is_active,
    )


def newcomer(invitation: Invitation) -> User:
    """Who the invited person will be, until they say otherwise; not saved."""
    return User(
        username=invitation.email,
        email=invitation.email,
        last_name=invitation.last_name,
        first_name=invitation.first_name,
        patronymic=invitation.patronymic,
    )


def account(user_id: int) -> User:
    person: User = User.objects.get(pk=user_id)
    return person


def account_with(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def audit_list(actor: Actor, chosen: AuditFilter) -> QuerySet[AuditEvent]:
    """Lines of the trails in reach, the newest first."""
    events = AuditEvent.objects.visible_to(actor)
    if chosen.who:
        events = events.filter(mentions(chosen.who, "user_name"))
    if chosen.what:
        events = events.filter(verb__startswith=f"{chosen.what}.")
    if chosen.since:
        events = events.filter(at__gte=_midnight(chosen.since))
    if chosen.until:
        events = events.filter(at__lt=_midnight(chosen.until + timedelta(days=1)))
    return events.order_by("-pk")


def organisation_names(numbers: set[int | None]) -> dict[int | None, str]:
    """Number → short name, for lines that remember only the number."""
    named = Organisation.objects.filter(pk__in=[number for number in numbers if number]).order_by(
        "pk"
    )
    return dict(named.values_list("pk", "short_name"))


def last_change(organisation: Organisation) -> AuditEvent | None:
    """Who wrote the card last, and when."""
    target = f"{organisation._meta.label_lower}:{organisation.pk}"
    events = AuditEvent.objects.filter(target=target, organisation_id=organisation.pk)
    return events.order_by("-pk").first()


def _with_roles(people: QuerySet[User], actor: Actor) -> QuerySet[User]:
    roles = Membership.objects.visible_to(actor).select_related("organisation")
    return people.prefetch_related(
        Prefetch("memberships", roles.order_by("organisation__path", "pk"), to_attr="roles")
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
