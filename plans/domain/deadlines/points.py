"""Points in time as tokens name them: a day, a month or its part, a quarter, a season, a year."""

from dataclasses import replace

from plans.domain.deadlines.calendar import SCHOOL, DeadlineContext, Point, Unit, day_of

Pointed = tuple[Point, int]

_EDGES = {"начало": "decade_1", "середина": "decade_2", "конец": "last_decade"}
_LAST = {"декада": "last_decade", "неделя": "last_week"}
_NUMBERED_PARTS = {"половина": "half", "декада": "decade", "неделя": "week"}
_PARTS_THERE_ARE = frozenset(
    {"half_1", "half_2", "last_decade", "last_week", "week_1", "week_2", "week_3", "week_4"}
    | {"decade_1", "decade_2", "decade_3"}
)
_UNITS = {"квартал": Unit.QUARTER, "полугодие": Unit.HALF, "триместр": Unit.TRIMESTER}
_AFTER_NUMBER = frozenset({"", ",", ";", ":", "и", "-", "/", "числа", "W", "с", "по", "до", "к"})
_YEAR_SIGNS = {"Y": Unit.YEAR, "U": Unit.SCHOOL_YEAR}
_SHORT_YEARS = range(10, 60)
_HOLIDAYS = ("каникул", "школьн")
_SEASON_WORDS = (*_HOLIDAYS, "оздоровит", "кампани", "период", "сезон")
_RELATIVE_YEARS = (
    ("следующего год", 1),
    ("год , следующего за отчетным", 1),
    ("год следующего за отчетным", 1),
    ("год , предшествующего год проведения", -1),
    ("год , предшествующего отчетному", -1),
)


class PointReader:
    """Reads one point at a place in the tokens."""

    def __init__(self, found: list[str], context: DeadlineContext) -> None:
        self._tokens = found
        self._context = context

    def sign(self, index: int) -> str:
        return self._tokens[index] if index < len(self._tokens) else ""

    def point(self, index: int) -> Pointed | None:
        """The point that starts at `index`, and where it ends."""
        sign = self.sign(index)
        kind, rest = sign[:1], sign[1:]
        if kind == "T":
            return _full_date(rest, index + 1)
        if rest.isdigit() and kind in "YUMS#R":
            return self._numbered_sign(kind, int(rest), index + 1)
        return self._part(sign, index + 1)

    def _numbered_sign(self, kind: str, number: int, index: int) -> Pointed | None:
        if kind in _YEAR_SIGNS:
            return Point(_YEAR_SIGNS[kind], 0, number), index
        if kind == "M":
            return self._with_year(Point(Unit.MONTH, number), index)
        if kind == "S":
            return self._season(number, index)
        return self._numbered(number, "roman" if kind == "R" else "", index)

    def dated(self, point: Point) -> Point:
        """A bare number is what the column counts, or a day of the month around it."""
        if point.unit is not Unit.NUMBER:
            return point
        unit = self._context.unit
        if unit in {Unit.MONTH, Unit.QUARTER}:
            return replace(point, unit=unit, part="")
        if point.part == "roman" or self._context.month is None:
            is_month = point.part == "roman" and point.value > 4
            return replace(point, unit=Unit.MONTH, part="") if is_month else point
        year, month = self._context.month
        return Point(Unit.DAY, month, year, point.value)

    def _numbered(self, number: int, part: str, index: int) -> Pointed | None:
        sign = self.sign(index)
        named = _UNITS.get(sign)
        point = Point(named, number) if named else None
        if sign[:1] == "M" and sign[1:].isdigit() and not part:
            point = Point(Unit.DAY, int(sign[1:]), day=number)
        if point:
            return self._with_year(point, index + 1)
        if sign in _NUMBERED_PARTS:
            return self._part_of_month(f"{_NUMBERED_PARTS[sign]}_{number}", index + 1)
        if sign in _AFTER_NUMBER or (sign[:1] in "#RM" and sign[1:].isdigit()):
            return Point(Unit.NUMBER, number, part=part), index + (sign == "числа")
        return None

    def _part(self, sign: str, index: int) -> Pointed | None:
        if sign in _EDGES:
            return self._part_of_month(_EDGES[sign], index)
        if sign == "последний" and self.sign(index) in _LAST:
            return self._part_of_month(_LAST[self.sign(index)], index + 1)
        return None

    def _part_of_month(self, part: str, index: int) -> Pointed | None:
        if part not in _PARTS_THERE_ARE:
            return None
        found = self.point(index)
        if found and found[0].unit in {Unit.MONTH, Unit.QUARTER} and not found[0].part:
            return replace(found[0], part=part), found[1]
        is_named = self.sign(index) == "месяц"
        before = self.sign(index - 1)
        ends_with_edge = before in _EDGES and not self.sign(index)
        is_bare = found is None and (before in _NUMBERED_PARTS or ends_with_edge)
        if self._context.month is None or not (is_named or is_bare):
            return None
        year, month = self._context.month
        return Point(Unit.MONTH, month, year, part=part), index + is_named

    def _season(self, number: int, index: int) -> Pointed | None:
        if number != 2 and self.sign(index).startswith(_HOLIDAYS):
            return None
        while self.sign(index).startswith(_SEASON_WORDS):
            index += 1
        return self._with_year(Point(Unit.SEASON, number), index)

    def _with_year(self, point: Point, index: int) -> Pointed:
        comma = self.sign(index) == "," and self._is_year_alone(point, index + 1)
        sign, after = self.sign(index + comma), self.sign(index + comma + 1)
        if sign[:1] == "Y":
            return replace(point, year=int(sign[1:])), index + comma + 1
        if sign[:1] == "U":
            return self._in_school_year(point, int(sign[1:])), index + 1
        if after == "год" and sign[:1] == "#" and int(sign[1:]) in _SHORT_YEARS:
            return replace(point, year=2000 + int(sign[1:])), index + 2
        return self._with_relative_year(point, index)

    def _is_year_alone(self, point: Point, index: int) -> bool:
        """«сентябрь, 2024»: a year of its own would stand in no list with a month."""
        is_year = self.sign(index)[:1] == "Y" and point.unit in {Unit.MONTH, Unit.DAY}
        return is_year and self.sign(index + 1) in {"", ";"}

    def _in_school_year(self, point: Point, year: int) -> Point:
        starts_late = point.unit is Unit.MONTH and point.value >= 9
        starts_first = point.unit in {Unit.HALF, Unit.TRIMESTER} and point.value == 1
        is_second_trimester = point.unit is Unit.TRIMESTER and point.value == 2
        is_first = starts_late or starts_first or is_second_trimester
        part = SCHOOL if point.unit is Unit.HALF else point.part
        return replace(point, year=year if is_first else year + 1, part=part)

    def _with_relative_year(self, point: Point, index: int) -> Pointed:
        """«года, следующего за отчётным», «следующего года», «года, предшествующего …»."""
        start, end = self._context.period
        text = " ".join(self._tokens[index : index + 8])
        is_school = text.startswith("учебный год") and self._context.is_school_year
        if is_school or text.startswith("текущего год"):
            return point, index + 2
        for pattern, step in _RELATIVE_YEARS:
            if text.startswith(pattern) and start.year == end.year:
                return replace(point, year=start.year + step), index + len(pattern.split())
        return point, index


def _full_date(text: str, index: int) -> Pointed | None:
    day, month, year = (int(part) for part in text.split("."))
    year += 2000 if year < 100 else 0
    return (Point(Unit.DAY, month, year, day), index) if day_of(year, month, day) else None
