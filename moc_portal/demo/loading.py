"""Load the whole of it: everything or, if anything goes wrong, nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from moc_portal.demo.people import Person, people
from moc_portal.demo.places import Centre, Tree, tree
from moc_portal.demo.plans import DemoPlan, first_centre_plans, neighbour_plan
from moc_portal.demo.sizes import Size
from moc_portal.demo.writing.cast import Cast, cast_of
from moc_portal.demo.writing.media import write_media
from moc_portal.demo.writing.periods import Periods
from moc_portal.demo.writing.places import write_people, write_places
from moc_portal.demo.writing.plans import WrittenPlan, write_plan
from moc_portal.demo.writing.registers import write_registers
from moc_portal.demo.writing.templates import write_templates
from moc_portal.demo.years import Years
from organisations.access import load_posts
from organisations.domain.policy import Permission, Role, actor_for
from organisations.models import Organisation, User
from plans.models import Plan, ReportingPeriod
from reports.actions import request_report

NARRATIVE = (
    "Организации сдали отчёты в срок. Отставание по сетевым договорам связано с согласованием "
    "с учредителями; договоры будут подписаны в следующем квартале."
)


class NotEmptyError(Exception):
    """Somebody's organisations are in the database already."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What there is now."""

    people: list[Person]
    organisations: list[Organisation]
    plans: list[Plan] = field(default_factory=list)
    periods: list[ReportingPeriod] = field(default_factory=list)


@transaction.atomic
def load(size: Size, *, seed: int, today: date) -> Loaded:
    """Fill an empty database; NotEmptyError where it is not."""
    if Organisation.objects.exists():
        raise NotEmptyError
    years, centres = Years(today), tree(size)
    persons = people(centres, seed)
    places = write_places(centres)
    users = write_people(persons, places)
    loaded = Loaded(persons, list(places.values()))
    casts = _casts(centres, persons, places, users)
    for centre, cast in zip(centres.centres, casts, strict=True):
        wanted = _plans_of(centre, cast, years, size)
        written = [write_plan(one, cast, seed=seed, executors=size.executors) for one in wanted]
        words = {item: said for one in written for item, said in one.words.items()}
        loaded.plans.extend(one.plan for one in written)
        loaded.periods.extend(Periods(cast, words, years, seed).write())
        if cast.number == 0:
            write_media(_media_plan(written), cast, users["media"], centre.place.town, today, seed)
    write_registers(casts, size.certificates, today, seed)
    write_templates(places[centres.region.code], users["observer"], years.school_year)
    _ask_for_report(loaded.periods[0], users["head"])
    return loaded


def _ask_for_report(closed: ReportingPeriod, head: User) -> None:
    """The report for the quarter that is over; the first worker to start makes its files."""
    actor = actor_for(head.pk, load_posts(head.pk), Permission.REPORT_BUILD)
    if actor is not None:
        request_report(closed, NARRATIVE, key="demo", actor=actor)


def _casts(
    centres: Tree,
    persons: Iterable[Person],
    places: dict[str, Organisation],
    users: dict[str, User],
) -> list[Cast]:
    posts = {
        post.place: person.username
        for person in persons
        for post in person.posts
        if post.role is Role.COORDINATOR
    }
    return [
        cast_of(number, centre, places, users, posts)
        for number, centre in enumerate(centres.centres)
    ]


def _plans_of(centre: Centre, cast: Cast, years: Years, size: Size) -> list[DemoPlan]:
    town = centre.place.town
    return [neighbour_plan(town, years)] if cast.number else first_centre_plans(town, years, size)


def _media_plan(written: Iterable[WrittenPlan]) -> Plan:
    return next(
        one.plan
        for one in written
        if one.plan.is_approved and one.plan.kind == Plan.Kind.MEDIA_PLAN
    )
