"""What a person decides about the next plan: its period, its rows, every date that moves."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from moc_portal.web.forms import DayField
from plans.domain.next_year import Change, NextYear, OldRow, RowChoice, changes_of, kept_of
from plans.domain.next_year import new_texts as texts_of
from plans.domain.year_shift import Mark, YearShift, shift_between, shifted, shifted_period
from plans.queries.next_year import OldYear

# A form may not have any number of fields: beyond this, dates are ticked by their words, and
# beyond this still, rows by their kind alone.
MOST_FIELDS = 1800
MOST_YEARS = 30
_OUTDATED = "Страница устарела: откройте её снова."


class NextYearForm(forms.Form):
    """The heading of the new plan, and what to do about the rows as a whole."""

    title = forms.CharField(
        label="Название нового плана",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    starts_on = DayField(label="Начало периода")
    ends_on = DayField(label="Конец периода")
    rows_kind = forms.ChoiceField(
        label="Какие строки отметить",
        choices=[
            (RowChoice.ALL.value, "все"),
            (RowChoice.RECURRING.value, "только повторяющиеся и постоянные"),
            (RowChoice.UNFINISHED.value, "только незавершённые"),
        ],
        widget=forms.RadioSelect,
    )
    with_executors = forms.BooleanField(
        label="Назначить тех же исполнителей, кто ещё работает", required=False
    )
    with_notes = forms.BooleanField(
        label="Дописать в примечание незавершённых строк, что осталось", required=False
    )
    state = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "max_length"), _OUTDATED),
    )
    seen_years = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=-MOST_YEARS,
        max_value=MOST_YEARS,
        error_messages=dict.fromkeys(("required", "invalid"), _OUTDATED),
    )
    seen_kind = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, old: OldYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._old = old

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            raise ValidationError("Период кончается раньше, чем начинается.")
        if starts_on and abs(starts_on.year - self._old.period[0].year) > MOST_YEARS:
            self.add_error("starts_on", "Слишком далеко от прежнего плана: проверьте год.")
        return said


@dataclass(frozen=True, slots=True)
class Box:
    """A date on the page: its tick, and what would stand there, which may be typed over."""

    key: str
    change: Change
    after: str
    is_ticked: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class BoxRow:
    """The dates of one row."""

    row: OldRow
    boxes: tuple[Box, ...]


class NextYearPage:
    """The page as it is now: what was typed is kept, whatever was wrong with the rest."""

    def __init__(self, old: OldYear, data: QueryDict | None, initial: Mapping[str, Any]) -> None:
        self.old = old
        self._data = data
        self.form = NextYearForm(self._with_title(old, data), old=old, initial=initial)
        self.form.is_valid()
        self.shift = self._shift()
        self._rows = [*old.rows, *old.outside]
        self._found = changes_of(self._rows, self.shift)
        changes = [change for found in self._found for change in found.changes]
        room = MOST_FIELDS - len(old.rows)
        self.has_row_ticks = room > 0
        self.is_grouped = 2 * len(changes) > (room if room > 0 else MOST_FIELDS)
        self.ticked_rows = self._ticked_rows()
        self._boxes = {change.key: self._box(change) for change in changes}

    @property
    def is_moved(self) -> bool:
        """Whether the years changed since the person saw the dates."""
        return bool(self._data) and self._said("seen_years") != str(self.shift.by)

    @property
    def is_to_create(self) -> bool:
        return self._said("action") == "create"

    @property
    def status(self) -> int:
        """How the page answers when nothing is to be made yet."""
        return 422 if self.form.errors else 200

    @property
    def starts_on(self) -> date:
        """The first day of the new period, as far as it is known."""
        return shifted_period(self.old.period, self.shift.by)[0]

    @property
    def is_other_kind(self) -> bool:
        """Whether a school year is to become a calendar year, or the other way round."""
        said = self.form.cleaned_data if self.form.is_bound else self.form.initial
        days = said.get("starts_on"), said.get("ends_on")
        if None in days:
            return False
        expected = shifted_period(self.old.period, self.shift.by)
        return [day.month for day in expected] != [day.month for day in days if day]

    def refusal(self) -> int | None:
        """Why no plan can be made of this, said on the page; None where it can."""
        if self.form.is_valid() and not self.ticked_rows & {row.key for row in self.old.rows}:
            self.form.add_error(None, "Отметьте хотя бы одну строку, которую перенести.")
        if self.form.is_valid() and self.is_moved:
            self.form.add_error(
                "starts_on",
                "Вы изменили период: даты ниже пересчитаны. Проверьте их и создайте план.",
            )
        return 422 if self.form.errors else None

    @property
    def kept(self) -> list[tuple[OldRow, Mark]]:
        return kept_of(self._rows, self.shift)

    @property
    def box_rows(self) -> list[BoxRow]:
        """Row by row, as the plan goes."""
        return [
            BoxRow(found.row, tuple(self._boxes[change.key] for change in found.changes))
            for found in self._found
        ]

    @property
    def groups(self) -> list[Box]:
        """The same words once, with how often they stand in the plan."""
        same: dict[str, list[Box]] = defaultdict(list)
        for box in self._boxes.values():
            same[box.key].append(box)
        return [
            Box(key, boxes[0].change, boxes[0].after, boxes[0].is_ticked, len(boxes))
            for key, boxes in same.items()
        ]

    @property
    def moved_count(self) -> int:
        return sum(box.is_ticked for box in self._boxes.values())

    @property
    def asked_count(self) -> int:
        return sum(not box.change.is_proposed for box in self._boxes.values())

    def wanted(self) -> NextYear:
        said = self.form.cleaned_data
        chosen = [(box.change, box.after) for box in self._boxes.values() if box.is_ticked]
        return NextYear(
            title=" ".join(said["title"].split()),
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            rows=self.ticked_rows,
            texts=texts_of(chosen),
            with_executors=said["with_executors"],
            with_notes=said["with_notes"],
        )

    def hidden(self) -> dict[str, Any]:
        """What the page tells its next self."""
        return {
            "state": self.old.state,
            "seen_years": self.shift.by,
            "seen_kind": self._kind().value,
        }

    def _said(self, name: str) -> str:
        return str(self._data.get(name, "")) if self._data else ""

    def _with_title(self, old: OldYear, data: QueryDict | None) -> QueryDict | None:
        """A title that nobody typed follows the period."""
        if not data or not data.get("seen_years", "").lstrip("-").isdigit():
            return data
        seen = YearShift(int(str(data["seen_years"])), *old.period)
        year = str(data.get("starts_on", ""))[:4]
        if year.isdigit() and data.get("title", "").strip() == shifted(old.title, seen):
            data = data.copy()
            moved = YearShift(int(year) - old.period[0].year, *old.period)
            data["title"] = shifted(old.title, moved)
        return data

    def _shift(self) -> YearShift:
        said = self.form.cleaned_data if self.form.is_bound else self.form.initial
        starts_on = said.get("starts_on")
        if starts_on and "starts_on" not in self.form.errors:
            return shift_between(self.old.period, (starts_on, starts_on))
        return self._seen() or YearShift(1, *self.old.period)

    def _seen(self) -> YearShift | None:
        if not self.form.is_bound or "seen_years" not in self.form.cleaned_data:
            return None
        return YearShift(self.form.cleaned_data["seen_years"], *self.old.period)

    def _kind(self) -> RowChoice:
        said = self._said("rows_kind") or str(self.form.initial.get("rows_kind", ""))
        return RowChoice(said) if said in set(RowChoice) else RowChoice.ALL

    def _ticked_rows(self) -> frozenset[str]:
        kind = self._kind()
        if self._data and self.has_row_ticks and self._said("seen_kind") == kind.value:
            return frozenset(self._data.getlist("rows"))
        return frozenset(row.key for row in self.old.rows if row.is_in(kind))

    def _box(self, change: Change) -> Box:
        key = change.group if self.is_grouped else change.key
        after, is_ticked = change.mark.after, change.is_proposed
        if self._data is None:
            return Box(key, change, after, is_ticked)
        if self._said("action") == "tick_all":
            is_ticked = True
        elif self._said("action") == "tick_none":
            is_ticked = False
        elif f"text-{key}" in self._data:
            is_ticked = key in self._ticked
        typed = self._data.get(f"text-{key}")
        if typed is not None and not self._is_proposal(change, typed):
            after = " ".join(typed.split())[:500]
        return Box(key, change, after, is_ticked)

    @property
    def _ticked(self) -> frozenset[str]:
        return frozenset(self._data.getlist("changes")) if self._data else frozenset()

    def _is_proposal(self, change: Change, typed: str) -> bool:
        """Whether the words are what the page itself proposed for the years it last showed."""
        seen = self._seen()
        before = change.mark.before
        return (
            seen is not None
            and seen.by != self.shift.by
            and typed == shifted(before, seen, is_deadline=change.cell.is_deadline, ask=True)
        )


def first_look(old: OldYear) -> dict[str, Any]:
    """The same a year later, all rows, everybody who is still there."""
    starts_on, ends_on = shifted_period(old.period, 1)
    return {
        "title": shifted(old.title, YearShift(1, *old.period)),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "rows_kind": RowChoice.ALL.value,
        "with_executors": True,
    }
