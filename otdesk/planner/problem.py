# SPDX-License-Identifier: MIT
"""The planning problem: a repeating cycle of days, the therapist's rules, schools, drives and service lines.

Minutes since midnight on a grid; days 0 .. days - 1. `read` takes the parsed JSON of `otdesk-planning-problem/1`,
trusts nothing in it, and says of the first thing that is wrong which key it is and which rule it breaks. Beyond the
format a line may say `also` (more students: it stands for a group) and `most` (its largest group), the therapist
`lunch_on` (windows of single days).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import fields as fields_of
from enum import StrEnum
from typing import Any

FORMAT = "otdesk-planning-problem/1"
MIDNIGHT = 24 * 60
MOST_DAYS = 60
MOST_LINES = 2_000
MOST_SCHOOLS = 100
_MOST_WEIGHT = 1_000_000
_MOST_ID = 2**53 - 1  # the whole numbers every JSON reader keeps exactly
_MOST_TEXT = 200
_MOST_GROUP = 100
_MOVED_SHARE = 10


class Rule(StrEnum):
    """What a problem file has to keep to."""

    FORMAT = "format"
    OBJECT = "object"
    LIST = "list"
    PAIR = "pair"
    TEXT = "text"
    FLAG = "flag"
    WHOLE = "whole"
    RANGE = "range"
    MISSING = "missing"
    HALF_DAY = "half_day"
    GRID = "grid"
    ORDER = "order"
    TWICE = "twice"
    UNKNOWN = "unknown"
    DAY = "day"
    MANY = "many"
    PIN_NOT_ALLOWED = "pin_not_allowed"
    PINS_CLASH = "pins_clash"
    FIXED_CLASH = "fixed_clash"
    DESK_NO_ROOM = "desk_no_room"


class BrokenProblem(ValueError):
    """The problem cannot be planned as it stands: `key` breaks `rule`; `limits` are the figures the rule speaks of."""

    def __init__(self, key: str, rule: Rule, limits: tuple[int, ...] = ()) -> None:
        super().__init__(f"{key}: {rule.value}")
        self.key, self.rule, self.limits = key, rule, limits


@dataclass(frozen=True, slots=True)
class Weights:
    """Cost for each: unserved, travel, idle and late minute, visit, student above the preferred group size, ..."""

    unserved: int
    travel: int
    visit: int
    idle: int
    over: int
    half_day: int
    late: int
    move_day: int
    move_time: int


@dataclass(frozen=True, slots=True)
class Meeting:
    day: int
    school: int
    start: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Therapist:
    start: int
    end: int
    preferred_end: int
    lunch_minutes: int
    lunch_start: tuple[int, int]
    lunch_on: Mapping[int, tuple[int, int]]
    """By day: a window of its own."""
    max_consecutive: int
    break_minutes: int
    max_schools_per_day: int
    visits_per_school: int
    same_day_lines: bool
    desk_blocks: tuple[int, ...]
    meetings: tuple[Meeting, ...]
    group_max: int
    group_preferred: int
    grade_span: int

    def lunch_window(self, day: int) -> tuple[int, int]:
        """First and last start."""
        return self.lunch_on.get(day, self.lunch_start)


@dataclass(frozen=True, slots=True)
class School:
    """`setup` on arrival, `park` between car and door, each way."""

    id: int
    name: str
    open: int
    close: int
    setup: int
    park: int
    closed_days: frozenset[int]


@dataclass(frozen=True, slots=True)
class Line:
    """A service line: `times` sessions a cycle, never two on one day. `starts` by day: ranges (first, last)."""

    id: int
    students: frozenset[int]
    school: int
    grade: int
    kind: str
    times: int
    minutes: int
    group_allowed: bool
    half_day: str | None
    starts: Mapping[int, tuple[tuple[int, int], ...]]
    pinned: tuple[tuple[int, int], ...]
    most: int
    """Students in a session with it, at the most."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`home` by school: minutes (out, back). `drive` by (from, to). `current` by line: day -> start, or None."""

    name: str
    days: int
    grid: int
    weights: Weights
    therapist: Therapist
    schools: Mapping[int, School]
    home: Mapping[int, tuple[int, int]]
    drive: Mapping[tuple[int, int], int]
    lines: Mapping[int, Line]
    keep_apart: frozenset[frozenset[int]]
    current: Mapping[int, Mapping[int, int]] | None

    def may_share(self, one: Line, other: Line) -> bool:
        """Whether two lines may be in one group. Each two of a group may."""
        return (
            one.group_allowed
            and other.group_allowed
            and (one.school, one.minutes) == (other.school, other.minutes)
            and not one.students & other.students
            and min(one.most, other.most) > 1
            and abs(one.grade - other.grade) <= self.therapist.grade_span
            and frozenset((one.id, other.id)) not in self.keep_apart
        )

    def is_moved(self, line: Line, day: int, start: int) -> bool:
        """Whether seeing the line then changes the plan there is now; what has no place in it changes nothing."""
        old = (self.current or {}).get(line.id)
        return old is not None and bool(old) and old.get(day) != start

    @property
    def moves_allowed(self) -> int | None:
        """How many sessions of the plan there is now may move, as long as all finds a place so: a tenth."""
        if self.current is None:
            return None
        return sum(map(len, self.current.values())) // _MOVED_SHARE

    def rank(self, unserved: int, moved: int, cost: int) -> tuple[int, int, int]:
        """The lower the better. Where a plan runs, few moves come before its cost, and minutes placed before both."""
        allowed = self.moves_allowed
        return (0, 0, cost) if allowed is None else (unserved, max(0, moved - allowed), cost)

    @property
    def asked_minutes(self) -> int:
        return sum(line.minutes * line.times for line in self.lines.values())


def read(data: object) -> Problem:
    """The problem in parsed JSON. Raises BrokenProblem."""
    whole = _At("", data)
    if whole.fields().get("format") != FORMAT:
        raise BrokenProblem("format", Rule.FORMAT)
    days = whole.key("days").whole(1, MOST_DAYS)
    grid = whole.key("grid").whole(1, 60)
    schools = _schools(whole.key("schools"), days)
    lines = _lines(whole.key("lines"), days, grid, schools)
    home, drive = _travel(whole.key("travel"), schools)
    return Problem(
        name=whole.key("name").text() if "name" in whole.fields() else "",
        days=days,
        grid=grid,
        weights=_weights(whole.key("weights")),
        therapist=_therapist(whole.key("therapist"), days, grid, schools),
        schools=schools,
        home=home,
        drive=drive,
        lines=lines,
        keep_apart=frozenset(_apart(whole.key("keep_apart"), lines)),
        current=_current(whole.key("current"), days, lines),
    )


class _At:
    """One value of the file and where it is."""

    def __init__(self, where: str, value: object) -> None:
        self.where, self.value = where, value

    def broken(self, rule: Rule, *limits: int) -> BrokenProblem:
        return BrokenProblem(self.where, rule, limits)

    def fields(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.broken(Rule.OBJECT)
        return self.value

    def key(self, name: str) -> "_At":
        where = f"{self.where}.{name}" if self.where else name
        if name not in self.fields():
            raise BrokenProblem(where, Rule.MISSING)
        return _At(where, self.fields()[name])

    def items(self, most: int = _MOST_ID) -> Iterator["_At"]:
        if not isinstance(self.value, list):
            raise self.broken(Rule.LIST)
        if len(self.value) > most:
            raise self.broken(Rule.MANY, most)
        for number, value in enumerate(self.value):
            yield _At(f"{self.where}[{number}]", value)

    def pair(self) -> tuple["_At", "_At"]:
        if not isinstance(self.value, list) or len(self.value) != 2:
            raise self.broken(Rule.PAIR)
        first, last = self.items()
        return first, last

    def whole(self, low: int, high: int) -> int:
        if type(self.value) is not int:
            raise self.broken(Rule.WHOLE)
        if not low <= self.value <= high:
            raise self.broken(Rule.RANGE, low, high)
        return self.value

    def minute(self) -> int:
        return self.whole(0, MIDNIGHT)

    def on_grid(self, grid: int, low: int = 0) -> int:
        minute = self.whole(low, MIDNIGHT)
        if minute % grid:
            raise self.broken(Rule.GRID, grid)
        return minute

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.broken(Rule.TEXT)
        if len(self.value) > _MOST_TEXT:
            raise self.broken(Rule.MANY, _MOST_TEXT)
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.broken(Rule.FLAG)
        return self.value

    def known(self, ids: Mapping[int, object]) -> int:
        found = self.whole(0, _MOST_ID)
        if found not in ids:
            raise self.broken(Rule.UNKNOWN)
        return found

    def day_keys(self, days: int) -> Iterator[tuple[int, "_At"]]:
        """The entries of an object whose keys are days."""
        for name in self.fields():
            entry = self.key(name)
            if not name.isascii() or not name.isdigit() or str(int(name)) != name or int(name) >= days:
                raise entry.broken(Rule.DAY, days - 1)
            yield int(name), entry


def _weights(at: _At) -> Weights:
    return Weights(**{field.name: at.key(field.name).whole(0, _MOST_WEIGHT) for field in fields_of(Weights)})


def _therapist(at: _At, days: int, grid: int, schools: Mapping[int, School]) -> Therapist:
    start, end = at.key("start").minute(), at.key("end").minute()
    if start > end:
        raise at.key("start").broken(Rule.ORDER)
    return Therapist(
        start=start,
        end=end,
        preferred_end=at.key("preferred_end").minute(),
        lunch_minutes=at.key("lunch_minutes").minute(),
        lunch_start=_window(at.key("lunch_start")),
        lunch_on={day: _window(entry) for day, entry in at.key("lunch_on").day_keys(days)}
        if "lunch_on" in at.fields()
        else {},
        max_consecutive=at.key("max_consecutive").minute(),
        break_minutes=at.key("break_minutes").minute(),
        max_schools_per_day=at.key("max_schools_per_day").whole(1, MOST_SCHOOLS),
        visits_per_school=at.key("visits_per_school").whole(1, MOST_SCHOOLS),
        same_day_lines=at.key("same_day_lines").flag(),
        desk_blocks=tuple(block.whole(1, MIDNIGHT) for block in at.key("desk_blocks").items(MOST_DAYS)),
        meetings=tuple(_meeting(each, days, grid, schools) for each in at.key("meetings").items(MOST_LINES)),
        group_max=at.key("group_max").whole(1, _MOST_GROUP),
        group_preferred=at.key("group_preferred").whole(0, _MOST_GROUP),
        grade_span=at.key("grade_span").whole(0, 100),
    )


def _window(at: _At) -> tuple[int, int]:
    first, last = (edge.minute() for edge in at.pair())
    if first > last:
        raise at.broken(Rule.ORDER)
    return first, last


def _meeting(at: _At, days: int, grid: int, schools: Mapping[int, School]) -> Meeting:
    day = at.key("day").whole(0, days - 1)
    start, minutes = at.key("start").on_grid(grid), at.key("minutes").whole(1, MIDNIGHT)
    return Meeting(day, at.key("school").known(schools), start, minutes)


def _schools(at: _At, days: int) -> dict[int, School]:
    schools: dict[int, School] = {}
    for each in at.items(MOST_SCHOOLS):
        number = each.key("id").whole(0, _MOST_ID)
        if number in schools:
            raise each.key("id").broken(Rule.TWICE)
        opens, closes = each.key("open").minute(), each.key("close").minute()
        if opens > closes:
            raise each.key("open").broken(Rule.ORDER)
        schools[number] = School(
            id=number,
            name=each.key("name").text() if "name" in each.fields() else "",
            open=opens,
            close=closes,
            setup=each.key("setup").minute(),
            park=each.key("park").minute(),
            closed_days=frozenset(day.whole(0, days - 1) for day in each.key("closed_days").items(MOST_DAYS)),
        )
    return schools


def _travel(at: _At, schools: Mapping[int, School]) -> tuple[dict[int, tuple[int, int]], dict[tuple[int, int], int]]:
    home, drive = {}, {}
    for school in schools:
        out, back = at.key("home").key(str(school)).pair()
        home[school] = (out.minute(), back.minute())
        for other in schools:
            if other != school:
                drive[school, other] = at.key(str(school)).key(str(other)).minute()
    return home, drive


def _lines(at: _At, days: int, grid: int, schools: Mapping[int, School]) -> dict[int, Line]:
    lines: dict[int, Line] = {}
    for each in at.items(MOST_LINES):
        number = each.key("id").whole(0, _MOST_ID)
        if number in lines:
            raise each.key("id").broken(Rule.TWICE)
        half = each.key("half_day")
        if half.value not in (None, "am", "pm"):
            raise half.broken(Rule.HALF_DAY)
        starts = {day: _ranges(entry, grid) for day, entry in each.key("starts").day_keys(days)}
        times = each.key("times").whole(0, MOST_DAYS)
        lines[number] = Line(
            id=number,
            students=frozenset(_students(each)),
            school=each.key("school").known(schools),
            grade=each.key("grade").whole(-10, 100),
            kind=each.key("kind").text(),
            times=times,
            minutes=each.key("minutes").whole(1, MIDNIGHT),
            group_allowed=each.key("group_allowed").flag(),
            half_day=half.value,
            starts={day: ranges for day, ranges in starts.items() if ranges},
            pinned=_pins(each.key("pinned"), days, grid, starts, times),
            most=each.key("most").whole(1, _MOST_GROUP) if "most" in each.fields() else _MOST_GROUP,
        )
    return lines


def _students(at: _At) -> Iterator[int]:
    yield at.key("student").whole(0, _MOST_ID)
    if "also" in at.fields():
        for each in at.key("also").items(_MOST_GROUP):
            yield each.whole(0, _MOST_ID)


def _ranges(at: _At, grid: int) -> tuple[tuple[int, int], ...]:
    """The allowed starts that lie on the grid: in order, none touching the next."""
    found: list[tuple[int, int]] = []
    for each in at.items(MIDNIGHT):
        first, last = (edge.minute() for edge in each.pair())
        if first > last:
            raise each.broken(Rule.ORDER)
        first, last = -(-first // grid) * grid, last // grid * grid
        if first <= last:
            found.append((first, last))
    joined: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1] + grid:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def _pins(
    at: _At, days: int, grid: int, starts: Mapping[int, tuple[tuple[int, int], ...]], times: int
) -> tuple[tuple[int, int], ...]:
    pins: dict[int, int] = {}
    for each in at.items():
        day_at, start_at = each.pair()
        day, start = day_at.whole(0, days - 1), start_at.on_grid(grid)
        if day in pins:
            raise each.broken(Rule.TWICE)
        if not any(first <= start <= last for first, last in starts.get(day, ())):
            raise each.broken(Rule.PIN_NOT_ALLOWED)
        pins[day] = start
        if len(pins) > times:
            raise at.broken(Rule.MANY, times)
    return tuple(sorted(pins.items()))


def _apart(at: _At, lines: Mapping[int, Line]) -> Iterator[frozenset[int]]:
    for each in at.items():
        one, other = each.pair()
        pair = frozenset((one.known(lines), other.known(lines)))
        if len(pair) < 2:
            raise each.broken(Rule.TWICE)
        yield pair


def _current(at: _At, days: int, lines: Mapping[int, Line]) -> dict[int, dict[int, int]] | None:
    if at.value is None:
        return None
    current: dict[int, dict[int, int]] = {}
    for name in at.fields():
        entry = at.key(name)
        if not name.isascii() or not name.isdigit() or int(name) not in lines:
            raise entry.broken(Rule.UNKNOWN)
        placed: dict[int, int] = {}
        for each in entry.items(MOST_DAYS):
            day, start = each.pair()
            placed[day.whole(0, days - 1)] = start.minute()
        current[int(name)] = placed
    return current
