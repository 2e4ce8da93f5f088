# SPDX-License-Identifier: MIT
"""From the typical week to dated sessions: projection, the turns of monthly service, and what an edit changes.

An occurrence keeps the wall time of its slot. On a day with other bells it is kept if they still allow it, else it is
given all the same and flagged: dropping it silently would lose a child's minutes.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby

from otdesk.rules.calendar import SchoolCalendar, monday_of, nth_weekday
from otdesk.rules.kinds import DayType


class TurnRule(StrEnum):
    """Which of a slot's dates are used."""

    MONTH = "month"
    EVERY_WEEKS = "every_weeks"
    NTH = "nth"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Turns:
    """MONTH: `times` dates of each month. EVERY_WEEKS: each `weeks` weeks, counted from the week of `since`.

    NTH: the first, third ... (`nth`) such weekday of a month; 5 also means "the last" only where there is a fifth.
    Closed weeks keep their place in EVERY_WEEKS and NTH, so what falls on a closed day is lost, not moved.
    LETTERS: only the dates that are one of `letters` (0 = day A) of the `of` letters the school runs through.
    """

    rule: TurnRule
    times: int = 1
    weeks: int = 2
    since: date | None = None
    nth: tuple[int, ...] = ()
    letters: tuple[int, ...] = ()
    of: int = 0


class Fit(StrEnum):
    FITS = "fits"
    DOES_NOT_FIT = "does_not_fit"


@dataclass(frozen=True, slots=True)
class Slot:
    """A block of the typical week. `cycle_day` 0 is Monday, or day A; `valid_to` is the last day it is held."""

    id: int
    school: int | None
    cycle_day: int
    start: int
    end: int
    turns: Turns | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    slot: int
    day: date
    start: int
    end: int
    day_type: DayType = DayType.REGULAR
    fit: Fit = Fit.FITS


@dataclass(frozen=True, slots=True)
class Existing:
    """A dated session already made from a slot. `slot_day` is the date the typical week gave it.

    `locked`: logged, marked or documented, never touched. `by_hand`: moved by a person, kept where she put it.
    """

    id: int
    slot: int
    slot_day: date
    day: date
    start: int
    end: int
    locked: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    existing: Existing
    to: Occurrence


@dataclass(frozen=True, slots=True)
class Difference:
    """What would change, to be shown before it is done."""

    add: tuple[Occurrence, ...]
    move: tuple[Move, ...]
    remove: tuple[Existing, ...]
    flagged: tuple[Occurrence, ...]
    """Wanted occurrences that no longer fit the day's bells; they are also in `add`, in `move`, or unchanged."""

    @property
    def empty(self) -> bool:
        return not (self.add or self.move or self.remove)


@dataclass(frozen=True, slots=True)
class Dealt:
    """Turns dealt before: by slot the dates in use, and the day before which nothing new may be dealt.

    A calendar edit must not shuffle a month that is half over: turns that were used or still stand keep their dates,
    only the missing ones are dealt again.
    """

    used: Mapping[int, Collection[date]] = field(default_factory=dict)
    today: date | None = None


Allows = Callable[[Slot, date, DayType], bool]


def slot_dates(slot: Slot, days: Mapping[date, int], first: date, last: date) -> tuple[date, ...]:
    """The open dates of a slot's day of the cycle while it is valid, before turns are dealt."""
    begin = max(first, slot.valid_from) if slot.valid_from else first
    end = min(last, slot.valid_to) if slot.valid_to else last
    return tuple(day for day in sorted(days) if begin <= day <= end and days[day] == slot.cycle_day)


def deal(dates: Sequence[date], times: Sequence[int]) -> tuple[tuple[date, ...], ...]:
    """Deal a month's dates to lines that take turns in one slot: `times[i]` dates to line i, none twice.

    The rule: lines draw in order; a line with n turns wants the dates at 0/n, 1/n, 2/n ... of the month, so one turn
    is the first date and later ones are left for making up; a date already drawn passes to the next free one, and
    after the last to the first free one. Dates that run out are not invented: the tuple is then shorter than asked.
    """
    taken: set[date] = set()
    dealt = []
    for wanted in times:
        drawn = _draw(dates, taken, wanted)
        taken.update(drawn)
        dealt.append(tuple(drawn))
    return tuple(dealt)


def project(
    slots: Iterable[Slot],
    calendars: Mapping[int | None, SchoolCalendar],
    days: Mapping[int | None, Mapping[date, int]],
    first: date,
    last: date,
    allows: Allows | None = None,
    dealt: Dealt | None = None,
    letters: Mapping[int | None, Mapping[date, int]] | None = None,
) -> tuple[Occurrence, ...]:
    """The dated occurrences of slots, in order of date and time.

    `calendars` and `days` (see calendar.cycle_days) by school, None for blocks without one; `allows` says whether the
    students' bells of such a day permit the slot's wall time. Monthly turns are dealt over whole months, so asking
    for part of a month gives the same dates as asking for the year; `dealt` keeps turns where they already are.
    `letters`: the days of the schools that run through letters of their own beside the typical week (see own_letters).
    """
    ordered = sorted(slots, key=_share)
    found: list[Occurrence] = []
    for _, sharing in groupby(ordered, key=_share_key):
        for slot, held in _held_dates(tuple(sharing), calendars, days, letters or {}, dealt or Dealt()):
            calendar = calendars[slot.school]
            found += [_occurrence(slot, day, calendar.day_type(day), allows) for day in held if first <= day <= last]
    return tuple(sorted(found, key=_in_time))


def reproject(wanted: Iterable[Occurrence], existing: Iterable[Existing], today: date) -> Difference:
    """What to add, move and remove so that sessions from today on follow the pattern; the past stays as it was.

    A locked session, or one moved by hand, answers for its own `slot_day` and is left alone. An unlogged one whose
    date is gone takes over a new date of its slot in the same week (a move reads better than a loss and a gain).
    """
    to_place = {(o.slot, o.day): o for o in wanted if o.day >= today}
    flagged = tuple(o for o in to_place.values() if o.fit is Fit.DOES_NOT_FIT)
    move: list[Move] = []
    orphans: list[Existing] = []
    for session in existing:
        if session.locked or session.by_hand or session.day < today:
            to_place.pop((session.slot, session.slot_day), None)
            continue
        same = to_place.pop((session.slot, session.slot_day), None)
        if same is None:
            orphans.append(session)
        elif (same.day, same.start, same.end) != (session.day, session.start, session.end):
            move.append(Move(session, same))
    remove: list[Existing] = []
    for session in orphans:
        key = next((k for k in to_place if k[0] == session.slot and _same_week(k[1], session.slot_day)), None)
        if key is None:
            remove.append(session)
        else:
            move.append(Move(session, to_place.pop(key)))
    return Difference(tuple(sorted(to_place.values(), key=_in_time)), tuple(move), tuple(remove), flagged)


def turns_from(value: Mapping[str, object] | None) -> Turns | None:
    """Turns as kept with a slot; None is every date. Raises ValueError naming what is wrong."""
    if value is None:
        return None
    rule = TurnRule(str(value.get("rule")))
    times, weeks, nth, since = value.get("times", 1), value.get("weeks", 2), value.get("nth", ()), value.get("since")
    if not isinstance(times, int) or times < 1:
        raise ValueError(f"times must be 1 or more, not {times!r}")
    if not isinstance(weeks, int) or weeks < 1:
        raise ValueError(f"weeks must be 1 or more, not {weeks!r}")
    if not isinstance(nth, list | tuple) or not all(isinstance(n, int) and 1 <= n <= 5 for n in nth):
        raise ValueError(f"nth must list numbers from 1 to 5, not {nth!r}")
    if rule is TurnRule.EVERY_WEEKS and since is None:
        raise ValueError("every_weeks needs the date it counts from")
    if rule is TurnRule.NTH and not nth:
        raise ValueError("nth needs at least one number")
    letters, of = value.get("letters", ()), value.get("of", 0)
    if not isinstance(letters, list | tuple) or not all(letter in range(_length(of)) for letter in letters):
        raise ValueError(f"letters must lie in a cycle of {of!r}, not {letters!r}")
    if rule is TurnRule.LETTERS and not letters:
        raise ValueError("letters needs at least one")
    day = date.fromisoformat(str(since)) if since is not None else None
    return Turns(rule, times, weeks, day, tuple(nth), tuple(letters), _length(of))


def _length(value: object) -> int:
    return value if isinstance(value, int) else 0


def turns_value(turns: Turns | None) -> dict[str, object] | None:
    """The plain value turns_from() reads back."""
    if turns is None:
        return None
    if turns.rule is TurnRule.MONTH:
        return {"rule": turns.rule.value, "times": turns.times}
    if turns.rule is TurnRule.NTH:
        return {"rule": turns.rule.value, "nth": list(turns.nth)}
    if turns.rule is TurnRule.LETTERS:
        return {"rule": turns.rule.value, "letters": list(turns.letters), "of": turns.of}
    since = turns.since.isoformat() if turns.since is not None else None
    return {"rule": turns.rule.value, "weeks": turns.weeks, "since": since}


def _held_dates(
    sharing: Sequence[Slot],
    calendars: Mapping[int | None, SchoolCalendar],
    days: Mapping[int | None, Mapping[date, int]],
    letters: Mapping[int | None, Mapping[date, int]],
    before: Dealt,
) -> list[tuple[Slot, tuple[date, ...]]]:
    """The dates each slot is held on; slots that share one time of one school share out the months."""
    everything: dict[int, tuple[date, ...]] = {}
    for slot in sharing:
        calendar = calendars[slot.school]
        everything[slot.id] = slot_dates(slot, days[slot.school], calendar.first, calendar.last)
    monthly = [slot for slot in sharing if slot.turns is not None and slot.turns.rule is TurnRule.MONTH]
    dealt: dict[int, list[date]] = {slot.id: [] for slot in monthly}
    for month in sorted({(day.year, day.month) for slot in monthly for day in everything[slot.id]}):
        _deal_month(month, monthly, everything, before, dealt)
    held = []
    for slot in sharing:
        if slot.id in dealt:
            held.append((slot, tuple(dealt[slot.id])))
        else:
            own = letters.get(slot.school, {})
            held.append((slot, tuple(day for day in everything[slot.id] if _has_turn(slot.turns, day, own))))
    return held


def _deal_month(
    month: tuple[int, int],
    monthly: Sequence[Slot],
    everything: Mapping[int, Sequence[date]],
    before: Dealt,
    dealt: Mapping[int, list[date]],
) -> None:
    taken: set[date] = set()
    kept: dict[int, list[date]] = {}
    for slot in monthly:
        used = sorted(day for day in before.used.get(slot.id, ()) if (day.year, day.month) == month)
        standing = [day for day in used if _past(day, before.today) or day in everything[slot.id]]
        kept[slot.id] = standing[: slot.turns.times if slot.turns is not None else 0]
        taken.update(kept[slot.id])
    for slot in monthly:
        of_month = [day for day in everything[slot.id] if (day.year, day.month) == month]
        missing = (slot.turns.times if slot.turns is not None else 0) - len(kept[slot.id])
        # Earlier lines have drawn: their dates are passed over, the month keeps its full length for the spacing.
        drawn = _draw([day for day in of_month if not _past(day, before.today)], taken, missing)
        taken.update(drawn)
        dealt[slot.id].extend(sorted([*kept[slot.id], *drawn]))


def _past(day: date, today: date | None) -> bool:
    return today is not None and day < today


def _draw(of_month: Sequence[date], taken: set[date], wanted: int) -> list[date]:
    free = [index for index, day in enumerate(of_month) if day not in taken]
    drawn: list[int] = []
    for turn in range(min(wanted, len(free))):
        ideal = turn * len(of_month) // wanted
        chosen = next((index for index in free if index >= ideal), free[0])
        free.remove(chosen)
        drawn.append(chosen)
    return [of_month[index] for index in sorted(drawn)]


def _has_turn(turns: Turns | None, day: date, letters: Mapping[date, int]) -> bool:
    if turns is None:
        return True
    if turns.rule is TurnRule.LETTERS:
        return letters.get(day) in turns.letters
    if turns.rule is TurnRule.NTH:
        return nth_weekday(day) in turns.nth
    if turns.since is None:
        return True
    weeks = (monday_of(day) - monday_of(turns.since)).days // 7
    return weeks % turns.weeks == 0


def _occurrence(slot: Slot, day: date, day_type: DayType, allows: Allows | None) -> Occurrence:
    fits = allows is None or allows(slot, day, day_type)
    return Occurrence(slot.id, day, slot.start, slot.end, day_type, Fit.FITS if fits else Fit.DOES_NOT_FIT)


def _same_week(a: date, b: date) -> bool:
    return monday_of(a) == monday_of(b)


def _share_key(slot: Slot) -> tuple[int, int, int]:
    return (slot.school or 0, slot.cycle_day, slot.start)


def _share(slot: Slot) -> tuple[int, int, int, int]:
    return (*_share_key(slot), slot.id)


def _in_time(occurrence: Occurrence) -> tuple[date, int, int]:
    return occurrence.day, occurrence.start, occurrence.slot
