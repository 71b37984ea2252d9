"""Reporting periods of a centre, and the stories told in them."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import islice

from moc_portal.demo.stories import CLOSED_STATES, OPEN_STATES, Story, Teller, Told
from moc_portal.demo.writing.cast import Cast
from moc_portal.demo.writing.history import write_history
from moc_portal.demo.writing.play import play
from moc_portal.demo.years import DUE_TIME, Years
from organisations.domain.policy import Permission
from plans.actions.periods import close_period, create_period, open_period
from plans.models import Expectation, ReportingPeriod

PLAYED = 60  # a report sent and reviewed takes 10 ms, and the first page must not wait


class Periods:
    """The quarters of one centre around today; `words` says of each item what was done."""

    def __init__(self, cast: Cast, words: Mapping[int, str], years: Years, seed: int) -> None:
        self._cast, self._words, self._years, self._seed = cast, words, years, seed
        places = (*cast.members, cast.centre)
        self._numbers = {place.pk: number for number, place in enumerate(places)}
        self._sites = {place.pk: place.site for place in places}

    def write(self) -> list[ReportingPeriod]:
        """The previous quarter closed, the running one open, the next one planned.

        The first reports of the running quarter are played as people would, in the first
        centre. The many others are written at once, as playing would have left them.
        """
        cast = self._cast
        actor = cast.acting(cast.head, Permission.PERIOD_EDIT)
        years = self._years
        previous, running, following = (
            create_period(
                cast.centre, span, due_day=years.due_day(span), due_time=DUE_TIME, actor=actor
            )
            for span in (years.previous, years.running, years.following)
        )
        previous = open_period(previous, actor=actor)
        write_history(self._stories(previous), cast)
        previous = close_period(previous, with_unread=False, actor=actor)
        running = open_period(running, actor=actor)
        stories = self._stories(running)
        if cast.number == 0:
            played = list(islice(stories, PLAYED))
            play(played, cast, today=years.today, seed=self._seed)
        write_history(stories, cast)
        return [previous, running, following]

    def _stories(self, period: ReportingPeriod) -> Iterator[tuple[Expectation, Story]]:
        """A story for each expectation that has one, in an order that no key decides."""
        states = CLOSED_STATES if period.ends_on < self._years.today else OPEN_STATES
        teller = Teller(self._seed, f"{self._cast.number}:{period.title}", states)
        rows = (
            Expectation.objects.filter(period=period)
            .select_related("item")
            .order_by("item__plan_id", "item__section__ordering", "item__ordering", "pk")
        )
        for number, row in enumerate(rows):
            place = self._numbers[row.organisation_id]
            story = teller.tell(place, number, self._told(row, period))
            if story:
                yield row, story

    def _told(self, row: Expectation, period: ReportingPeriod) -> Told:
        today = self._years.today
        return Told(
            row.item.result,
            self._words[row.item_id],
            # On the first day of a quarter nobody writes in the hours to come.
            min(period.starts_on, today - timedelta(days=1)),
            min(period.ends_on, today),
            self._sites[row.organisation_id],
        )
