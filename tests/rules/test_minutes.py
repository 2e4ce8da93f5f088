# SPDX-License-Identifier: MIT
"""The ledger of minutes: vectors of domain.md 11, invariants of domain.md 2.3."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.calendar import Cycle, SchoolCalendar, cycle_days
from otdesk.rules.kinds import DayType, Period, Presence, Reason
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
    Standing,
    Stretch,
    Window,
    banked,
    credited,
    debts,
    expected,
    ledger,
    make_up_by,
    owed_for,
    required,
    shown,
    standing,
    stretch_of,
    total,
)
from otdesk.rules.periods import counted, periods

FIRST, LAST = date(2026, 9, 1), date(2027, 6, 10)
REASONS = {
    Reason.STUDENT_ABSENT: ReasonRule(Excused.YES, Owed.NO),
    Reason.THERAPIST_ABSENT: ReasonRule(Excused.NO, Owed.YES),
    Reason.STUDENT_REFUSED: ReasonRule(Excused.NO, Owed.REVIEW),
    Reason.SCHOOL_CLOSED: ReasonRule(Excused.BY_MODE, Owed.BY_MODE),
}
WEEK = Stretch(date(2026, 10, 12), date(2026, 10, 18))
TWICE = Line(30, 2, FIRST)


def policy(
    broken: CountMode | None = None, partial: CountMode = CountMode.PRORATE, *, round_up: bool = False
) -> MinutesPolicy:
    return MinutesPolicy(REASONS, broken, partial, round_up)


def year(*closed: date) -> SchoolCalendar:
    return SchoolCalendar(FIRST, LAST, dict.fromkeys(closed, DayType.CLOSED))


CONFERENCE = year(date(2026, 10, 15), date(2026, 10, 16))


@pytest.mark.parametrize(
    ("rule", "minutes"),
    [
        (policy(CountMode.FULL), 60),
        (policy(CountMode.PRORATE), 36),
        (policy(CountMode.SESSIONS), 30),
        (policy(CountMode.SESSIONS, round_up=True), 60),
    ],
)
def test_twice_thirty_a_week_with_three_of_five_days_open(rule: MinutesPolicy, minutes: int) -> None:
    assert required(TWICE, WEEK, CONFERENCE, rule) == Required(Fraction(minutes))


def test_a_broken_week_is_undecided_until_the_district_was_asked() -> None:
    assert required(TWICE, WEEK, CONFERENCE, policy()) == Required(Fraction(60), decided=False)
    assert required(TWICE, WEEK, year(), policy()) == Required(Fraction(60))


def test_scheduled_counts_the_sessions_planned_on_open_days() -> None:
    slots = [PlannedSlot(date(2026, 10, day), 600, 30) for day in (13, 15)]
    assert required(TWICE, WEEK, CONFERENCE, policy(CountMode.SCHEDULED), slots).minutes == 30


def test_a_line_that_starts_with_twelve_of_twenty_school_days_left() -> None:
    november = Stretch(date(2026, 11, 1), date(2026, 11, 30))
    # 21 weekdays, one closed: 20 school days; from November 12 on there are 12 of them.
    calendar = year(date(2026, 11, 27))
    assert len(calendar.school_days(november.first, november.last)) == 20
    line = Line(120, 1, date(2026, 11, 12))
    assert len(calendar.school_days(line.first, november.last)) == 12
    assert required(line, november, calendar, policy(CountMode.FULL)).minutes == 72


def test_no_school_day_no_minutes() -> None:
    shut = year(*(date(2026, 10, day) for day in range(12, 17)))
    assert required(TWICE, WEEK, shut, policy()).minutes == 0
    assert required(Line(30, 2, date(2026, 10, 17)), WEEK, year(), policy()).minutes == 0


def test_the_first_week_of_the_year_is_partial() -> None:
    first_week = Stretch(date(2026, 8, 31), date(2026, 9, 6))
    assert required(TWICE, first_week, year(), policy()).minutes == 48
    assert required(TWICE, first_week, year(), policy(partial=CountMode.FULL)).minutes == 60


def test_buckets_of_a_week() -> None:
    entries = [
        Entry(date(2026, 10, 12), 30, 20, Reason.STUDENT_ABSENT),
        Entry(date(2026, 10, 14), 30, 0, Reason.THERAPIST_ABSENT),
        Entry(date(2026, 10, 14), 15, 15, Reason.MAKEUP),
    ]
    got = ledger(Required(Fraction(90)), entries, policy())
    f = Fraction
    assert got == Ledger(f(90), f(20), f(15), excused=f(10), explained=f(30), undocumented=f(15), over=f(0))
    assert got.owed == 45


def test_unlogged_minutes_are_undocumented_not_explained() -> None:
    got = ledger(Required(Fraction(60)), [Entry(WEEK.first, 30, 0, Reason.NO_REASON)], policy())
    assert got.explained == 0
    assert got.undocumented == 60


def test_a_review_that_says_no_excuses_and_one_that_says_yes_owes() -> None:
    refused = Entry(WEEK.first, 30, 0, Reason.STUDENT_REFUSED)
    need, rule = Required(Fraction(30)), policy()
    assert [ledger(need, [replace(refused, decided=said)], rule).excused for said in (None, True, False)] == [0, 0, 30]
    assert [owed_for(replace(refused, decided=said), rule) for said in (None, True, False)] == [
        Owed.REVIEW,
        Owed.YES,
        Owed.NO,
    ]
    absent = Entry(WEEK.first, 30, 0, Reason.THERAPIST_ABSENT, decided=False)
    assert ledger(need, [absent], rule).excused == 0
    assert owed_for(absent, rule) is Owed.YES


def test_a_promise_for_a_month_stands_through_closures_and_nobody_is_asked() -> None:
    october = Stretch(date(2026, 10, 1), date(2026, 10, 31))
    monthly = Line(30, 4, FIRST, short=False)
    for broken in (None, *CountMode):
        assert required(monthly, october, CONFERENCE, policy(broken)) == Required(Fraction(120))


def test_no_broken_week_asks_for_more_than_the_promise_where_more_was_scheduled() -> None:
    slots = [PlannedSlot(date(2026, 10, day), 600, 30) for day in (12, 13, 14)]
    assert required(TWICE, WEEK, CONFERENCE, policy(CountMode.SCHEDULED), slots).minutes == 60


def test_what_is_still_to_come_goes_before_what_is_owed() -> None:
    entries = [Entry(WEEK.first, 30, 0, Reason.THERAPIST_ABSENT)]
    got = ledger(Required(Fraction(60)), entries, policy(), ahead=30)
    assert [shown(n) for n in (got.to_come, got.explained, got.undocumented, got.missing, got.owed)] == [
        30,
        30,
        0,
        30,
        60,
    ]
    assert standing(got, over=False) is Standing.BEHIND
    caught_up = ledger(Required(Fraction(60)), entries, policy(), ahead=60)
    assert standing(caught_up, over=False) is Standing.ON_TRACK


def test_a_bank_pays_later_weeks_and_never_earlier_ones() -> None:
    need, rule = Required(Fraction(60)), replace(policy(), bank=True)
    given = [40, 90, 0, 60]
    books = [ledger(need, [Entry(WEEK.first, 60, n, Reason.DELIVERED)], rule) for n in given]
    assert banked(books, policy()) == tuple(books)
    paid = banked(books, rule)
    assert [[shown(n) for n in (book.given, book.made_up, book.owed, book.over)] for book in paid] == [
        [40, 0, 20, 0],
        [60, 0, 0, 0],
        [0, 30, 30, 0],
        [60, 0, 0, 0],
    ]


@pytest.mark.parametrize(
    ("window", "by"),
    [
        (Window.SAME_PERIOD, WEEK.last),
        (Window.SAME_TERM, date(2026, 11, 6)),
        (Window.DAYS_30, date(2026, 11, 13)),
        (Window.PLAN_END, date(2027, 2, 2)),
        (Window.UNLIMITED, None),
    ],
)
def test_until_when_a_miss_is_to_be_made_up(window: Window, by: date | None) -> None:
    terms, rule = [Stretch(FIRST, date(2026, 11, 6))], replace(policy(), window=window)
    assert make_up_by(date(2026, 10, 14), rule, WEEK, terms, date(2027, 2, 2)) == by


def test_over_delivery_does_not_pay_for_another_week() -> None:
    rich = ledger(Required(Fraction(60)), [Entry(WEEK.first, 90, 90, Reason.DELIVERED)], policy())
    poor = ledger(Required(Fraction(60)), [], policy())
    assert rich.over == 30
    assert total([rich, poor]).owed == 60
    assert total([]).required == 0


def test_standing_says_nothing_red_before_the_end_or_without_a_policy() -> None:
    short = ledger(Required(Fraction(60)), [], policy())
    assert standing(short, over=True) is Standing.SHORT
    assert standing(short, over=False, ahead=30) is Standing.BEHIND
    assert standing(short, over=False, ahead=60) is Standing.ON_TRACK
    undecided = ledger(Required(Fraction(60), decided=False), [], policy())
    assert standing(undecided, over=True) is Standing.POLICY_NOT_SET
    met = ledger(Required(Fraction(30)), [Entry(WEEK.first, 30, 30, Reason.DELIVERED)], policy())
    assert standing(met, over=True) is Standing.ON_TRACK


def test_expected_by_today_counts_slots_that_have_passed() -> None:
    slots = [PlannedSlot(date(2026, 10, day), 600, 30) for day in (12, 14)]
    need = Required(Fraction(60))
    assert expected(need, slots, date(2026, 10, 12), 599) == 0
    assert expected(need, slots, date(2026, 10, 12), 600) == 30
    assert expected(need, slots, date(2026, 10, 16), 0) == 60
    assert expected(Required(Fraction(45)), slots, date(2026, 10, 16), 0) == 45


@pytest.mark.parametrize(
    ("presence", "arrived", "left", "minutes"),
    [
        (Presence.PRESENT, None, None, 30),
        (Presence.PRESENT, 610, None, 30),
        (Presence.LATE, 610, None, 20),
        (Presence.LATE, 590, None, 30),
        (Presence.LATE, None, None, 30),
        (Presence.LATE, 610, 620, 10),
        (Presence.LEFT_EARLY, None, 615, 15),
        (Presence.LATE, 640, None, 0),
        (Presence.REFUSED, None, None, 0),
        (Presence.ABSENT, None, None, 0),
    ],
)
def test_minutes_credited(presence: Presence, arrived: int | None, left: int | None, minutes: int) -> None:
    assert credited(presence, 600, 630, arrived, left) == minutes


def test_debts_follow_the_reason_and_make_ups_pay_the_oldest() -> None:
    entries = [
        Entry(date(2026, 10, 14), 30, 10, Reason.THERAPIST_ABSENT),
        Entry(date(2026, 10, 12), 30, 0, Reason.THERAPIST_ABSENT),
        Entry(date(2026, 10, 13), 30, 0, Reason.STUDENT_ABSENT),
        Entry(date(2026, 10, 15), 30, 0, Reason.STUDENT_REFUSED),
        Entry(date(2026, 10, 16), 40, 40, Reason.MAKEUP),
    ]
    assert [(d.entry.day.day, d.minutes, d.owed) for d in debts(entries, policy())] == [
        (14, 10, Owed.YES),
        (15, 30, Owed.REVIEW),
    ]


@pytest.mark.parametrize(
    ("broken", "owed"),
    [(None, [Owed.REVIEW]), (CountMode.FULL, [Owed.YES]), (CountMode.PRORATE, []), (CountMode.SCHEDULED, [])],
)
def test_a_planned_closure_is_owed_where_the_promise_stands(broken: CountMode | None, owed: list[Owed]) -> None:
    entries = [Entry(WEEK.first, 30, 0, Reason.SCHOOL_CLOSED)]
    assert [debt.owed for debt in debts(entries, policy(broken))] == owed


def test_rounding_is_half_up_and_for_the_eye() -> None:
    assert [shown(Fraction(n, 4)) for n in (1, 2, 3, 6)] == [0, 1, 1, 2]


def test_periods() -> None:
    calendar = year(date(2026, 9, 16))
    weeks = periods(Period.WEEK, calendar)
    assert weeks[0] == Stretch(date(2026, 8, 31), date(2026, 9, 6))
    assert weeks[-1].last >= LAST
    sundays = periods(Period.WEEK, calendar, week_start=6)
    assert sundays[0] == Stretch(date(2026, 8, 30), date(2026, 9, 5))
    assert all(week.first.weekday() == 6 for week in sundays)
    pairs = periods(Period.WEEK, calendar, every=2, since=date(2026, 9, 8))
    assert pairs[:2] == (weeks[0], Stretch(weeks[1].first, weeks[2].last))
    months = periods(Period.MONTH, calendar)
    assert (months[0], months[-1]) == (
        Stretch(date(2026, 9, 1), date(2026, 9, 30)),
        Stretch(date(2027, 6, 1), date(2027, 6, 30)),
    )
    assert len(periods(Period.DAY, calendar)) == len(calendar.school_days(FIRST, LAST))
    days = cycle_days(calendar, Cycle(6))
    rounds = periods(Period.CYCLE, calendar, cycle=days)
    assert rounds[0] == Stretch(date(2026, 9, 1), date(2026, 9, 8))
    assert len(rounds) == -(-len(days) // 6)
    terms = (Stretch(date(2026, 11, 9), date(2027, 1, 22)), Stretch(FIRST, date(2026, 11, 6)))
    assert periods(Period.QUARTER, calendar, terms=terms) == terms[::-1]
    assert periods(Period.QUARTER, calendar) == ()
    assert periods(Period.YEAR, calendar) == (Stretch(FIRST, LAST),)
    assert periods(Period.PLAN_TERM, calendar, line=WEEK) == (WEEK,)
    assert stretch_of(months, date(2026, 10, 5)) == months[1]
    assert stretch_of(months, date(2026, 7, 5)) is None


def test_each_period_counts_in_one_report() -> None:
    calendar, today = year(), date(2026, 10, 20)
    weeks, months = periods(Period.WEEK, calendar), periods(Period.MONTH, calendar)
    spans = [Stretch(month.first, month.last) for month in months]
    assert [week for span in spans for week in counted(weeks, Period.WEEK, span, today, calendar)] == list(weeks)
    october = spans[1]
    assert counted(weeks, Period.WEEK, october, today, calendar)[0].first == date(2026, 10, 5)
    # The week that began in August is the first of September, where the school year begins.
    assert counted(weeks, Period.WEEK, spans[0], today, calendar)[0].first == date(2026, 8, 31)
    assert counted(months, Period.MONTH, october, today, calendar) == (months[1],)
    terms = (Stretch(FIRST, date(2026, 11, 8)), Stretch(date(2026, 11, 9), LAST))
    november = spans[2]
    assert counted(terms, Period.QUARTER, november, date(2026, 11, 3), calendar) == terms[:1]
    assert counted(terms, Period.QUARTER, november, date(2026, 11, 9), calendar) == terms[1:]
    assert counted(terms, Period.QUARTER, october, today, calendar) == terms[:1]


reasons = st.sampled_from([Reason.DELIVERED, Reason.MAKEUP, Reason.NO_REASON, *REASONS])
entries_made = st.lists(
    st.builds(Entry, st.dates(WEEK.first, WEEK.last), st.integers(0, 90), st.integers(0, 90), reasons), max_size=8
)
needs = st.builds(Required, st.fractions(0, 300, max_denominator=20), st.booleans())


@given(needs, entries_made)
def test_a_minute_is_in_exactly_one_bucket(need: Required, entries: list[Entry]) -> None:
    got = ledger(need, entries, policy())
    assert 0 <= got.undocumented <= got.owed <= got.required
    assert got.given + got.made_up + got.excused + got.owed == got.required
    assert got.given + got.made_up + got.over == sum(e.given for e in entries)
    assert min(got.given, got.made_up, got.excused, got.explained, got.over) >= 0


@given(needs, entries_made, entries_made)
def test_order_does_not_matter_and_deleting_restores(need: Required, one: list[Entry], other: list[Entry]) -> None:
    before = ledger(need, one, policy())
    assert ledger(need, [*other, *one], policy()) == ledger(need, [*one, *other], policy())
    again = [*one, *other]
    for entry in other:
        again.remove(entry)
    assert ledger(need, again, policy()) == before
    assert ledger(need, [*one, *other], policy()).owed <= before.required


closures = st.sets(st.integers(0, 282).map(lambda n: FIRST + timedelta(days=n)), max_size=40)


@given(closures, st.integers(1, 5), st.sampled_from([CountMode.FULL, CountMode.SCHEDULED]))
def test_weeks_of_a_term_add_up_to_the_term(closed: set[date], times: int, mode: CountMode) -> None:
    calendar, line = year(*closed), Line(30, times, FIRST)
    rule = policy(mode, mode)
    slots = [PlannedSlot(day, 600, 30) for day in calendar.school_days(FIRST, LAST) if day.weekday() < times]
    weeks = [required(line, week, calendar, rule, slots) for week in periods(Period.WEEK, calendar)]
    whole = total(ledger(need, [], rule) for need in weeks).required
    open_weeks = [w for w in periods(Period.WEEK, calendar) if calendar.school_days(w.first, w.last)]
    if mode is CountMode.FULL:
        assert whole == 30 * times * len(open_weeks)
    else:
        held = {slot.day for slot in slots}
        unbroken = [w for w in open_weeks if len(calendar.school_days(w.first, w.last)) == 5]
        assert whole == 30 * sum(
            times if w in unbroken else sum(w.first <= day <= w.last for day in held) for w in open_weeks
        )


@given(closures, st.sampled_from([None, *CountMode]), st.sampled_from(list(CountMode)), st.booleans())
def test_no_mode_asks_for_more_than_the_promise(
    closed: set[date], broken: CountMode | None, partial: CountMode, up: bool
) -> None:
    calendar = year(*closed)
    rule = MinutesPolicy(REASONS, broken, partial, up)
    for week in periods(Period.WEEK, calendar):
        need = required(TWICE, week, calendar, rule)
        assert 0 <= need.minutes <= 60
        assert need.minutes == 0 or calendar.school_days(week.first, week.last)


@given(
    st.sampled_from(list(Presence)),
    st.integers(400, 800),
    st.integers(1, 90),
    st.one_of(st.none(), st.integers(380, 900)),
    st.one_of(st.none(), st.integers(380, 900)),
)
def test_nobody_is_credited_with_more_than_the_session(
    presence: Presence, start: int, length: int, arrived: int | None, left: int | None
) -> None:
    assert 0 <= credited(presence, start, start + length, arrived, left) <= length
