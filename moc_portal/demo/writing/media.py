"""Channels of a centre, and the publications under the items of its media plan."""

from datetime import date

from mediaplan.actions import add_channel, add_publication
from mediaplan.domain.content import PublicationFacts
from mediaplan.models import Channel, Publication
from moc_portal.demo.names import Town
from moc_portal.demo.publications import Published, published
from moc_portal.demo.wording.media_plan import CHANNELS
from moc_portal.demo.writing.cast import Cast
from moc_portal.demo.years import moment
from organisations.domain.policy import Permission
from organisations.models import User
from plans.models import Plan, PlanItem


def write_media(plan: Plan, cast: Cast, officer: User, town: Town, today: date, seed: int) -> None:
    actor = cast.acting(officer, Permission.PUBLICATION_EDIT)
    channels = [
        add_channel(
            Channel(
                organisation=cast.centre,
                kind=kind,
                name=name,
                url=f"https://{address}.{town.slug}.example" if address else "",
            ),
            actor=actor,
        )
        for kind, name, address in CHANNELS
    ]
    known = {channel.name: place for place, channel in enumerate(channels)}
    items = list(PlanItem.objects.filter(plan=plan).in_printed_order().select_related("plan"))
    places = [[known[name] for name in item.channels] for item in items]
    names = [place.short_name.replace("«", "„").replace("»", "“") for place in cast.members]
    rows = []
    for fact in published(seed, places, names, plan.starts_on, today):
        channel = channels[fact.channel]
        row = add_publication(items[fact.item], _facts(fact, channel), actor=actor)
        row.added_at = moment(fact.day, 17, 0)
        rows.append(row)
    Publication.objects.bulk_update(rows, ["added_at"], 200)


def _facts(fact: Published, channel: Channel) -> PublicationFacts:
    url = f"{channel.url}/{fact.number}" if channel.url else ""
    return PublicationFacts(channel.pk, fact.title, fact.day, url, fact.reach)
