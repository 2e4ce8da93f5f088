# SPDX-License-Identifier: MIT
"""Whole school years made up by hypothesis: a calendar with closures, a line, what happened, and a policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from otdesk.rules import minutes, periods
from otdesk.rules.calendar import Anchor, Cycle, SchoolCalendar, cycle_days, dates
from otdesk.rules.kinds import CycleRule, DayType, Period, Reason
from otdesk.rules.minutes import (
    CountMode,
    Entry,
    Excused,
    Ledger,
    Line,
    MinutesPolicy,
    Owed,
    PlannedSlot,
    ReasonRule,
    Required,
    Stretch,
    Window,
)

SHUT = (DayType.CLOSED, DayType.STAFF_ONLY)
OPEN = (DayType.EARLY_RELEASE, DayType.TWO_HOUR_DELAY, DayType.TESTING)


@dataclass(frozen=True, slots=True)
class Year:
    calendar: SchoolCalendar
    cycle: Mapping[date, int]
    terms: tuple[Stretch, ...]
    line: Line
    period: Period
    every: int
    policy: MinutesPolicy
    slots: tuple[PlannedSlot, ...]
    entries: tuple[Entry, ...]

    def stretches(self) -> tuple[Stretch, ...]:
        force = Stretch(self.line.first, self.line.last or self.calendar.last)
        return periods.periods(
            self.period, self.calendar, every=self.every, since=self.line.first, terms=self.terms, cycle=self.cycle,
            line=force,
        )  # fmt: skip

    def need(self, stretch: Stretch) -> Required:
        here = [slot for slot in self.slots if stretch.first <= slot.day <= stretch.last]
        return minutes.required(self.line, stretch, self.calendar, self.policy, here)

    def book(self, stretch: Stretch, entries: Sequence[Entry] | None = None, ahead: int = 0) -> Ledger:
        said = self.entries if entries is None else entries
        here = [entry for entry in said if stretch.first <= entry.day <= stretch.last]
        return minutes.ledger(self.need(stretch), here, self.policy, ahead)

    def books(self, entries: Sequence[Entry] | None = None) -> tuple[Ledger, ...]:
        found = [self.book(stretch, entries) for stretch in self.stretches()]
        return minutes.banked(found, self.policy)


RULES = tuple(ReasonRule(excused, owed) for excused in Excused for owed in Owed)
_RULE_OF_EACH = st.lists(st.sampled_from(RULES), min_size=len(Reason), max_size=len(Reason))


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    first = date(draw(st.integers(2018, 2032)), 8, 10) + timedelta(days=draw(st.integers(0, 40)))
    last = first + timedelta(days=draw(st.integers(150, 300)))
    length = (last - first).days
    shut = draw(st.lists(st.integers(0, length), max_size=30))
    breaks = draw(st.lists(st.tuples(st.integers(0, length), st.integers(2, 16)), max_size=3))
    marks: dict[date, DayType] = {}
    for start, days in [*((n, 1) for n in shut), *breaks]:
        kind = SHUT[start % 2]
        marks.update(dict.fromkeys((first + timedelta(days=start + n) for n in range(days)), kind))
    for start in draw(st.lists(st.integers(0, length), max_size=6)):
        marks.setdefault(first + timedelta(days=start), OPEN[start % 3])
    return SchoolCalendar(first, last, marks)


@st.composite
def lines(draw: st.DrawFn, calendar: SchoolCalendar, period: Period) -> Line:
    length = (calendar.last - calendar.first).days
    first = calendar.first + timedelta(days=draw(st.integers(-40, length)))
    last = draw(st.one_of(st.none(), st.integers(0, length).map(lambda n: first + timedelta(days=n))))
    times = draw(st.integers(1, 3 if period in periods.SHORT else 12))
    return Line(draw(st.integers(1, 90)), times, first, last, period in periods.SHORT)


@st.composite
def policies(draw: st.DrawFn) -> MinutesPolicy:
    return MinutesPolicy(
        dict(zip(Reason, draw(_RULE_OF_EACH), strict=True)),
        draw(st.one_of(st.none(), st.sampled_from(CountMode))),
        draw(st.sampled_from(CountMode)),
        draw(st.booleans()),
        draw(st.sampled_from(Window)),
        draw(st.booleans()),
    )


def terms_of(calendar: SchoolCalendar, count: int) -> tuple[Stretch, ...]:
    length = (calendar.last - calendar.first).days // count
    starts = [calendar.first + timedelta(days=length * n) for n in range(count)]
    ends = [day - timedelta(days=1) for day in starts[1:]] + [calendar.last]
    return tuple(Stretch(first, last) for first, last in zip(starts, ends, strict=True))


def slots_of(draw: Any, calendar: SchoolCalendar, line: Line) -> tuple[PlannedSlot, ...]:
    """Chosen weekdays, of those the open days on which the line is in force."""
    weekdays = draw(st.sets(st.integers(0, 4), min_size=1, max_size=3))
    last = min(line.last or calendar.last, calendar.last)
    return tuple(
        PlannedSlot(day, 600 + line.minutes, line.minutes)
        for day in dates(max(line.first, calendar.first), last)
        if day.weekday() in weekdays and calendar.is_open(day)
    )


def entries_of(draw: Any, slots: Sequence[PlannedSlot]) -> tuple[Entry, ...]:
    """The sessions' outcomes, a short list of them over and over; some are not logged, some are made up."""
    reasons = list(Reason)
    outcomes = draw(
        st.lists(
            st.tuples(st.integers(0, len(reasons) * 2), st.integers(0, 100), st.sampled_from([None, True, False])),
            min_size=1,
            max_size=9,
        )
    )
    found: list[Entry] = []
    for number, slot in enumerate(slots):
        which, given, decided = outcomes[number % len(outcomes)]
        if which == len(reasons) * 2:
            continue
        reason = reasons[which] if which < len(reasons) else Reason.DELIVERED
        found.append(Entry(slot.day, slot.minutes, given, reason, decided))
    return tuple(found)


@st.composite
def years(draw: st.DrawFn, modes: Sequence[CountMode] | None = None, only: Period | None = None) -> Year:
    calendar = draw(calendars())
    period = only or draw(st.sampled_from([Period.WEEK, Period.WEEK, *Period]))
    line = draw(lines(calendar, period))
    policy = draw(policies())
    if modes is not None:
        mode = draw(st.sampled_from(modes))
        policy = MinutesPolicy(policy.reasons, mode, mode, policy.round_up, policy.window, policy.bank)
    cycle = Cycle(draw(st.sampled_from([0, 2, 6])), draw(st.sampled_from(CycleRule)), (Anchor(calendar.first, 0),))
    slots = slots_of(draw, calendar, line)
    return Year(
        calendar, cycle_days(calendar, cycle), terms_of(calendar, draw(st.sampled_from([2, 3, 4]))), line, period,
        draw(st.sampled_from([1, 1, 1, 2])) if only is None else 1, policy, slots, entries_of(draw, slots),
    )  # fmt: skip
