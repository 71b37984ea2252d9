"""What to know before last year's plan is carried over: stale names, acts, people who left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from organisations.models import AuditEvent
from plans.domain.dated_names import StaleName, acts_in, jubilees_in, stale_names
from plans.domain.next_year import OldRow
from plans.models import Assignment, ExecutorLink, Plan
from plans.queries.items import assignable_organisations, assignable_people
from plans.queries.plans import assignment_name


@dataclass(frozen=True, slots=True)
class Warned:
    """What the person should know, and the rows it is about."""

    text: str
    advice: str
    rows: tuple[str, ...]
    source: str = ""


def warnings_in(rows: Iterable[OldRow], day: date) -> list[Warned]:
    """Names out of date, acts to check and jubilees in these rows."""
    texts = [(row.name, [cell.text for cell in row.cells]) for row in rows]
    return [*_stale(texts, day), *_acts(texts), *_jubilees(texts)]


def executors_now(plan: Plan) -> tuple[list[Assignment], list[Assignment]]:
    """Assignments of the plan to those who are still there, and to those who are not."""
    rows = Assignment.objects.filter(item__plan=plan, item__removed_at=None)
    rows = rows.select_related("organisation", "user").order_by("item_id", "pk")
    places = set(assignable_organisations(plan).values_list("pk", flat=True))
    people = set(assignable_people(plan).values_list("organisation_id", "user_id"))
    here: list[Assignment] = []
    gone: list[Assignment] = []
    for row in rows:
        is_here = row.organisation_id in places and (
            row.user_id is None or (row.organisation_id, row.user_id) in people
        )
        (here if is_here else gone).append(row)
    return here, gone


def _stale(texts: list[tuple[str, list[str]]], day: date) -> Iterator[Warned]:
    found: dict[str, tuple[StaleName, list[str]]] = {}
    for name, said in texts:
        for stale in stale_names("\n".join(said), day):
            found.setdefault(stale.name.name, (stale, []))[1].append(name)
    for stale, rows in found.values():
        until = stale.name.until
        text = f"{stale.name.name}: {f'действовал до {until:%d.%m.%Y}' if until else 'устарело'}"
        yield Warned(text, stale.name.successor, tuple(rows), stale.name.source)


def _acts(texts: list[tuple[str, list[str]]]) -> Iterator[Warned]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, said in texts:
        for act in acts_in("\n".join(said)):
            found[act].append(name)
    for act, rows in found.items():
        yield Warned(f"Назван документ: {act}", "проверьте, действует ли он", tuple(rows))


def _jubilees(texts: list[tuple[str, list[str]]]) -> Iterator[Warned]:
    for name, said in texts:
        for words in jubilees_in(said):
            yield Warned(f"Юбилей: {words}", "в новом году это другое число", (name,))


def who_has_gone(plan: Plan, rows: tuple[OldRow, ...]) -> Iterator[Warned]:
    """Executors whom the plan still names and who are not there any more."""
    names = {row.key: row.name for row in rows}
    found: dict[str, tuple[Assignment, list[str]]] = {}
    for one in executors_now(plan)[1]:
        place = names.get(f"i{one.item_id}")
        if place:
            found.setdefault(assignment_name(one), (one, []))[1].append(place)
    for name, (one, places) in found.items():
        yield Warned(f"{name}: {_why_gone(one)}", "назначение не перенесём", tuple(places))
    yield from _gone_words(plan, rows)
    yield from _renamed(plan, rows)


def _why_gone(row: Assignment) -> str:
    if not row.organisation.is_active:
        return "организация отключена"
    if row.user and not row.user.is_active:
        return "вход сотрудника отключён"
    return "больше не работает в организации" if row.user else "больше не в этом центре"


def _gone_words(plan: Plan, rows: tuple[OldRow, ...]) -> Iterator[Warned]:
    """Words of the plan that mean, as the centre has said, somebody who has gone."""
    links = ExecutorLink.objects.filter(organisation=plan.organisation_id)
    for link in links.select_related("place", "user").order_by("written", "pk"):
        is_gone = (link.user and not link.user.is_active) or (
            link.place and not link.place.is_active
        )
        places = _mentioning(rows, link.written) if is_gone else ()
        if places:
            yield Warned(f"В тексте назван «{link.written}»", "исправьте в плане", places)


def _renamed(plan: Plan, rows: tuple[OldRow, ...]) -> Iterator[Warned]:
    """Names that organisations of the plan have given up since it was made."""
    places = {one.organisation_id: one.organisation for one in _assigned(plan)}
    events = AuditEvent.objects.filter(
        organisation_id__in=places, verb="organisation.update", at__gte=plan.created_at
    )
    for event in events.order_by("pk"):
        for name in ("short_name", "name"):
            before, after = event.details.get(name) or (None, None)
            found = _mentioning(rows, before) if before else ()
            if found:
                yield Warned(f"«{before}» теперь называется «{after}»", "исправьте", found)


def _assigned(plan: Plan) -> Iterable[Assignment]:
    return [one for item in plan.items.all() for one in item.assignments.all()]


def _mentioning(rows: tuple[OldRow, ...], words: str) -> tuple[str, ...]:
    wanted = words.casefold()
    return tuple(
        row.name for row in rows if any(wanted in cell.text.casefold() for cell in row.cells)
    )
