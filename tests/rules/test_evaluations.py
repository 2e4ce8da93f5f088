# SPDX-License-Identifier: MIT
"""Evaluations: a clock with its day, no date where no rule was checked, the steps (domain.md 1.3, 1.4, 11)."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.calendar import Mark, calendar_of
from otdesk.rules.deadlines import Clock, Count, DayUnit, End, Known, Start
from otdesk.rules.entries import Flaw
from otdesk.rules.entries_due import ConsentEntry, EvaluationEntry, consent_problems, evaluation_problems
from otdesk.rules.evaluations import (
    EvaluationKind,
    NoDate,
    Reckoned,
    Running,
    Step,
    ended_on,
    next_step,
    running,
    steps_done,
)
from otdesk.rules.kinds import DayType
from otdesk.rules.packs import clocks_from

PACK = Path(__file__).parents[2] / "resources/rule_packs/deadlines.toml"
TODAY = date(2026, 10, 20)
TRIGGER = date(2026, 9, 8)
DAYS = st.dates(date(2026, 8, 1), date(2026, 11, 30))


def clocks() -> dict[str, Clock]:
    return dict(clocks_from(tomllib.loads(PACK.read_text(encoding="utf-8"))))


def clocks_of_the_pack() -> list[str]:
    return sorted(clocks())


def known() -> Known:
    """domain.md 11: Mon-Fri, closed 10-12, 11-11, 11-25..27, 12-21..01-01; federal holidays."""
    spans = ((date(2026, 10, 12), 1), (date(2026, 11, 11), 1), (date(2026, 11, 25), 3), (date(2026, 12, 21), 12))
    marks = [Mark(first + timedelta(days=n), DayType.CLOSED, None) for first, count in spans for n in range(count)]
    federal = {date(2026, 9, 7), date(2026, 10, 12), date(2026, 11, 11), date(2026, 11, 26), date(2026, 12, 25)}
    return Known([calendar_of(None, date(2026, 8, 24), date(2027, 6, 10), marks)], federal)


def run(state: str, kind: EvaluationKind = EvaluationKind.INITIAL, today: date = TODAY, absences: int = 0) -> Running:
    return running(clocks(), state, kind, known(), today, consent=TRIGGER, referral=TRIGGER, absences=absences)


@pytest.mark.parametrize(
    ("state", "due"),
    [
        ("MN", date(2026, 10, 21)),  # 30 school days (Minn. R. 3525.2550)
        ("WA", date(2026, 10, 28)),  # 35 school days (WAC 392-172A-03005)
        ("NV", date(2026, 11, 12)),  # 45 school days (NAC 388.337)
        ("IN", date(2026, 11, 19)),  # 50 instructional days (511 IAC 7)
        ("KY", date(2026, 12, 8)),  # 60 school days
        ("AZ", date(2026, 11, 7)),  # 60 calendar days, a Saturday, not moved (ARS 15-766)
        ("VA", date(2026, 12, 11)),  # 65 business days (8VAC20-81-60)
    ],
)
def test_vectors_of_the_reference(state: str, due: date) -> None:
    assert run(state).due == due


@pytest.mark.parametrize(
    ("state", "count", "end", "due"),
    [
        ("TX", Count(45, DayUnit.SCHOOL), End.REPORT, date(2026, 11, 12)),
        ("WA", Count(35, DayUnit.SCHOOL), End.ELIGIBILITY, date(2026, 10, 28)),
        ("CA", Count(60, DayUnit.CALENDAR), End.IEP_DEVELOPED, date(2026, 11, 7)),
        ("AZ", Count(60, DayUnit.CALENDAR), End.REPORT, date(2026, 11, 7)),
        ("PA", Count(60, DayUnit.CALENDAR), End.REPORT, date(2026, 11, 7)),
        ("NV", Count(45, DayUnit.SCHOOL), End.REPORT, date(2026, 11, 12)),
        ("MN", Count(30, DayUnit.SCHOOL), End.REPORT, date(2026, 10, 21)),
        ("MA", Count(45, DayUnit.SCHOOL), End.IEP_DEVELOPED, date(2026, 11, 12)),
        ("KY", Count(60, DayUnit.SCHOOL), End.IEP_IMPLEMENTED, date(2026, 12, 8)),
        ("SD", Count(25, DayUnit.SCHOOL), End.IEP_DEVELOPED, date(2026, 11, 13)),
    ],
)
def test_rows_of_high_confidence(state: str, count: Count, end: End, due: date) -> None:
    """domain.md 1.4, the rows marked [H]; due from day 0 = Sep 8, 2026, of domain.md 11."""
    clock = clocks()[state]
    assert (clock.count, clock.start, clock.end, clock.confidence) == (count, Start.CONSENT, end, "H")
    assert run(state).due == due


def test_what_is_special_about_some_of_them() -> None:
    """domain.md 1.4: Texas adds absences from three on, California rests in long breaks, Pennsylvania in summer, South
    Dakota has a second count."""
    rules = clocks()
    assert rules["TX"].absences_from == 3
    assert (rules["CA"].exclude_breaks_over, rules["CA"].exclude_summer) == (5, True)
    assert (rules["PA"].exclude_breaks_over, rules["PA"].exclude_summer) == (None, True)
    assert rules["SD"].then == Count(30, DayUnit.CALENDAR)
    assert rules["MD"].cap == (Count(90, DayUnit.CALENDAR), Start.REFERRAL)


def test_no_row_of_low_confidence_is_in_the_pack() -> None:
    """domain.md 1.4: a row marked [L] is shown blank, never as 60."""
    low = "GA DE ME UT KS LA DC NY AL AK AR CO HI ID IA MS MO MT NM ND OH RI SC TN VT WI WY"
    assert set(low.split()).isdisjoint(clocks())
    assert {clock.confidence for clock in clocks().values()} == {"H", "M"}


@given(st.none() | DAYS, st.none() | DAYS, st.sampled_from([None, *clocks_of_the_pack()]))
def test_a_clock_is_met_by_report_or_meeting_and_never_later_than_today(
    report: date | None, meeting: date | None, state: str | None
) -> None:
    clock = clocks()[state] if state is not None else None
    ended = ended_on(clock, report, meeting, TODAY)
    assert ended <= TODAY
    by_report = clock is None or clock.end is End.REPORT
    met = report if by_report else meeting
    assert ended == (met if met is not None and met <= TODAY else TODAY)


def test_day_n_of_all_counts_only_days_that_count() -> None:
    clock = run("MN")
    assert (clock.number, clock.of, clock.trigger) == (29, 30, TRIGGER)
    assert run("AZ").number == (TODAY - TRIGGER).days


def test_texas_adds_absences_from_three_on() -> None:
    assert [run("TX", absences=n).of for n in (0, 2, 3, 4)] == [45, 45, 48, 49]


def test_a_state_nobody_checked_gives_no_date_never_sixty() -> None:
    for state in ("OH", "AK", "KS", "LA"):
        clock = run(state)
        assert (clock.due, clock.why, clock.of) == (None, NoDate.NOT_CHECKED, 0)
    assert run("").why is NoDate.NO_STATE


def test_no_clock_runs_for_other_kinds_or_before_consent() -> None:
    assert run("MN", EvaluationKind.SCREENING).why is NoDate.NO_CLOCK
    waiting = running(
        clocks(), "MN", EvaluationKind.INITIAL, known(), TODAY, consent=None, referral=TRIGGER, absences=0
    )
    assert (waiting.due, waiting.why) == (None, NoDate.NO_START)


def test_a_calendar_that_ends_too_soon_is_said() -> None:
    short = Known([calendar_of(None, date(2026, 8, 24), date(2026, 10, 1), [])])
    clock = running(clocks(), "MN", EvaluationKind.INITIAL, short, TODAY, consent=TRIGGER, referral=None, absences=0)
    assert clock.why is NoDate.NO_CALENDAR


def test_steps_in_their_order() -> None:
    done = steps_done(TRIGGER, TRIGGER, TRIGGER, None, None, TODAY)
    assert done == (1.0, 1.0, 0.5, 0.0)
    assert next_step(done) is Step.REPORT
    held = steps_done(TRIGGER, TRIGGER, None, TRIGGER, TODAY - timedelta(days=1), TODAY)
    assert next_step(held) is None
    assert next_step(steps_done(TRIGGER, TRIGGER, None, TRIGGER, TODAY, TODAY)) is Step.MEETING


def test_what_a_date_was_computed_from_is_kept_whole() -> None:
    assert Reckoned(TODAY, TRIGGER, "MN", date(2026, 7, 1), 2).basis() == {
        "trigger": "2026-09-08", "state": "MN", "pack": "2026-07-01", "absences": 2,
    }  # fmt: skip
    assert Reckoned().basis() is None


@given(first=DAYS, gap=st.integers(-5, 5))
def test_consent_before_it_was_sent_is_a_flaw(first: date, gap: int) -> None:
    entry = EvaluationEntry(EvaluationKind.INITIAL, consent_sent_on=first, consent_on=first + timedelta(days=gap))
    found = {problem.field for problem in evaluation_problems(entry, date(2027, 1, 1))}
    assert ("consent_on" in found) == (gap < 0)


def test_a_date_by_hand_needs_a_reason() -> None:
    entry = EvaluationEntry(EvaluationKind.INITIAL, consent_on=TRIGGER, due_by_hand=TODAY)
    assert [(p.field, p.flaw) for p in evaluation_problems(entry, TODAY)] == [("hand_reason", Flaw.MISSING)]


@given(sent=st.none() | DAYS, given_on=st.none() | DAYS, expires=st.none() | DAYS)
def test_a_consent_runs_out_after_it_was_given(sent: date | None, given_on: date | None, expires: date | None) -> None:
    problems = consent_problems(ConsentEntry("Medicaid billing", sent, given_on, expires), date(2027, 1, 1))
    begun = given_on or sent
    if begun is None:
        assert problems
    elif expires is not None and expires < begun:
        assert any(problem.field == "expires_on" for problem in problems)
