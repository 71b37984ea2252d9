"""What people do to channels and publications. The only code that writes them."""

from dataclasses import asdict

from django.db import transaction

from mediaplan.domain.content import BANNED_ADVICE, PublicationFacts, is_banned
from mediaplan.models import Channel, Publication
from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, OutOfReachError, RuleError
from organisations.domain.policy import Actor
from organisations.models import Organisation
from plans.models import PlanItem


class BannedNetworkError(RuleError):
    """The link leads to a network where publishing is forbidden."""


@transaction.atomic
def add_publication(item: PlanItem, facts: PublicationFacts, *, actor: Actor) -> Publication:
    """Put a publication under an item of a media plan."""
    _check(item, facts, actor)
    publication = Publication(item=item, added_by_id=actor.user_id, **asdict(facts))
    publication.full_clean()
    publication.save()
    audit.record(
        actor,
        "publication.create",
        publication,
        organisation_id=item.plan.organisation_id,
        **asdict(facts),
    )
    return publication


@transaction.atomic
def update_publication(
    publication: Publication, facts: PublicationFacts, *, version: int, actor: Actor
) -> Publication:
    """Change a publication that nobody else changed since it was opened."""
    row = (
        Publication.objects.select_for_update(of=("self",))
        .select_related("item__plan")
        .get(pk=publication.pk)
    )
    if row.version != version:
        raise ChangedMeanwhileError(
            "Пока вы писали, эту публикацию изменил кто-то другой. "
            "Откройте её заново и внесите правку ещё раз."
        )
    _check(row.item, facts, actor)
    changes = {}
    for field, value in asdict(facts).items():
        before = getattr(row, field)
        if before != value:
            changes[field] = [before, value]
            setattr(row, field, value)
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(
        actor,
        "publication.update",
        row,
        organisation_id=row.item.plan.organisation_id,
        **changes,
    )
    return row


@transaction.atomic
def delete_publication(publication: Publication, *, actor: Actor) -> None:
    """Remove a publication entered by mistake; the audit trail keeps what it said."""
    organisation_id = publication.item.plan.organisation_id
    actor.must_reach(organisation_id)
    audit.record(
        actor,
        "publication.delete",
        publication,
        organisation_id=organisation_id,
        title=publication.title,
        url=publication.url,
    )
    publication.delete()


@transaction.atomic
def add_channel(channel: Channel, *, actor: Actor) -> Channel:
    """Add a place where the centre publishes."""
    actor.must_reach(channel.organisation_id)
    if is_banned(channel.url):
        raise BannedNetworkError(BANNED_ADVICE)
    channel.full_clean()
    channel.save()
    audit.record(
        actor,
        "channel.create",
        channel,
        organisation_id=channel.organisation_id,
        name=channel.name,
    )
    return channel


def _check(item: PlanItem, facts: PublicationFacts, actor: Actor) -> None:
    centre: Organisation = item.plan.organisation
    actor.must_reach(centre.pk)
    channel = Channel.objects.filter(pk=facts.channel_id).first()
    if channel is None or channel.organisation_id != centre.pk:
        raise OutOfReachError("the channel belongs to another centre")
    if is_banned(facts.url):
        raise BannedNetworkError(BANNED_ADVICE)
