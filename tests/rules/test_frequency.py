# SPDX-License-Identifier: MIT
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.frequency import (
    AmountDoubt,
    AmountProblem,
    ServiceAmount,
    combine_columns,
    read_amount,
    read_amounts,
)
from otdesk.rules.kinds import Grouping, Mode, Period, Setting

WEEK, MONTH, DAY = Period.WEEK, Period.MONTH, Period.DAY


@pytest.mark.parametrize(
    ("text", "minutes", "times", "period"),
    [
        ("2x30/wk", 30, 2, WEEK),
        ("30x2/wk", 30, 2, WEEK),
        ("1x15/mo", 15, 1, MONTH),
        ("2 times a week", None, 2, WEEK),
        ("1 times a week", None, 1, WEEK),
        ("weekly", None, 1, WEEK),
        ("twice weekly", None, 2, WEEK),
        ("2 x per week", None, 2, WEEK),
        ("1x/week", None, 1, WEEK),
        ("2xwk", None, 2, WEEK),
        ("3x/wk", None, 3, WEEK),
        ("2/mo", None, 2, MONTH),
        ("1 x per month", None, 1, MONTH),
        ("60 min Weekly; 2 session(s)", 30, 2, WEEK),
        ("60 min Monthly; 2 session(s)", 30, 2, MONTH),
        ("30 min Weekly; 1 session(s)", 30, 1, WEEK),
        ("120 minutes per month (4 sessions)", 30, 4, MONTH),
        ("60 min/month in 2 sessions", 30, 2, MONTH),
        ("30 min 2x week", 30, 2, WEEK),
        ("30 minutes, 2 times per week", 30, 2, WEEK),
        ("Two 30-minute sessions per week", 30, 2, WEEK),
        ("2 sessions of 30 min weekly", 30, 2, WEEK),
        ("once a week for 30 minutes", 30, 1, WEEK),
        ("30 minutes per day, 2 days per week", 30, 2, WEEK),
        ("30 min 2 days/week", 30, 2, WEEK),
        ("30 mpw", 30, 1, WEEK),
        ("1 hour/mo", 60, 1, MONTH),
        ("1 hr 30 min monthly", 90, 1, MONTH),
        ("half hour weekly", 30, 1, WEEK),
        ("½ hour weekly", 30, 1, WEEK),
        ("20 min daily", 20, 1, DAY),
        ("15 min x 4/year", 15, 4, Period.YEAR),
        ("90 min/quarter", 90, 1, Period.QUARTER),
        ("30 minutes once per grading period", 30, 1, Period.GRADING_PERIOD),
        ("1x30/6 day cycle", 30, 1, Period.CYCLE),
        ("240 min a month", 240, 1, MONTH),
    ],
)
def test_forms_people_write(text: str, minutes: int | None, times: int, period: Period) -> None:
    read = read_amount(text)
    assert (read.minutes, read.times, read.period, read.every, read.problem) == (minutes, times, period, 1, None)


def test_delivery_words_beside_an_amount() -> None:
    assert read_amount("15/mo cons").mode is Mode.CONSULT
    assert read_amount("2x30/wk PI").setting is Setting.PUSH_IN
    assert read_amount("30 min 1:1 2x weekly pull-out") == ServiceAmount(
        30, 2, WEEK, grouping=Grouping.INDIVIDUAL, setting=Setting.PULL_OUT
    )
    assert read_amount("one on one 30 min weekly").grouping is Grouping.INDIVIDUAL


def test_a_bare_number_is_a_doubt() -> None:
    assert AmountDoubt.NUMBER_READ_AS_MINUTES in read_amount("15/mo cons").doubts
    assert (read_amount("15/mo cons").minutes, read_amount("15/mo cons").times) == (15, 1)
    assert AmountDoubt.NUMBER_READ_AS_TIMES in read_amount("2/mo").doubts
    assert AmountDoubt.ORDER_OF_NUMBERS in read_amount("10x10/wk").doubts


def test_a_total_that_does_not_divide_is_a_doubt_with_its_remainder() -> None:
    read = read_amount("50 min Weekly; 3 session(s)")
    assert (read.minutes, read.times, read.remainder) == (16, 3, 2)
    assert read.doubts == (AmountDoubt.REMAINDER,)


def test_every_other_week() -> None:
    for text in ("30 min every other week", "1x30 every 2 weeks", "30 min alternating weeks"):
        assert (read_amount(text).every, read_amount(text).period, read_amount(text).minutes) == (2, WEEK, 30)
    assert AmountDoubt.BIWEEKLY in read_amount("biweekly 30 min").doubts


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", AmountProblem.NOT_AN_AMOUNT),
        ("a lot", AmountProblem.NOT_AN_AMOUNT),
        ("eval", AmountProblem.EVALUATION),
        ("as needed", AmountProblem.AS_NEEDED),
        ("1-2x/week", AmountProblem.RANGE),
        ("30-45 min/wk", AmountProblem.RANGE),
        ("0 min weekly", AmountProblem.OUT_OF_BOUNDS),
        ("5000 min/wk", AmountProblem.OUT_OF_BOUNDS),
    ],
)
def test_what_is_no_amount(text: str, problem: AmountProblem) -> None:
    assert read_amount(text).problem is problem
    assert not read_amount(text).complete


def test_columns_are_read_together() -> None:
    assert combine_columns("twice weekly", "30") == ServiceAmount(30, 2, WEEK)
    assert combine_columns("", "30", "2", "week") == ServiceAmount(30, 2, WEEK)
    assert combine_columns("", "30", "2", "Monthly") == ServiceAmount(30, 2, MONTH)
    assert combine_columns("2/mo", "30") == ServiceAmount(30, 2, MONTH)  # the number can only be the times
    assert combine_columns("", "2x30/wk") == ServiceAmount(30, 2, WEEK)  # a minutes column that holds everything
    assert combine_columns("2x30/wk", "60") == ServiceAmount(30, 2, WEEK)  # the column is the total
    assert AmountDoubt.COLUMNS_DISAGREE in combine_columns("2x30/wk", "45").doubts
    assert combine_columns("weekly", "a lot").problem is AmountProblem.MINUTES_NOT_A_NUMBER
    assert combine_columns("", "30", "2", "banana").problem is AmountProblem.PERIOD_NOT_KNOWN
    assert combine_columns("", "30", "often", "week").problem is not None
    assert combine_columns().problem is AmountProblem.NOT_AN_AMOUNT


def test_two_amounts_in_one_text() -> None:
    direct, consult = read_amounts("30 mins. 2x/wk direct + 15 min/mo consult")
    assert (direct.minutes, direct.times, direct.period, direct.mode) == (30, 2, WEEK, Mode.DIRECT)
    assert (consult.minutes, consult.times, consult.period, consult.mode) == (15, 1, MONTH, Mode.CONSULT)
    assert len(read_amounts("60 min Weekly; 2 session(s)")) == 1


@given(
    times=st.integers(1, 9),
    minutes=st.integers(10, 120),
    unit=st.sampled_from([("wk", WEEK), ("week", WEEK), ("mo", MONTH), ("month", MONTH), ("year", Period.YEAR)]),
    form=st.sampled_from(
        ["{t}x{m}/{u}", "{t} x {m} min per {u}", "{m} min {t}x/{u}", "{m} minutes, {t} times a {u}", "{t}x/{u} {m} min"]
    ),
)
def test_every_form_says_the_same(times: int, minutes: int, unit: tuple[str, Period], form: str) -> None:
    read = read_amount(form.format(t=times, m=minutes, u=unit[0]))
    assert (read.minutes, read.times, read.period, read.complete) == (minutes, times, unit[1], True)


@given(total=st.integers(1, 600), sessions=st.integers(1, 20))
def test_a_total_is_divided_without_loss(total: int, sessions: int) -> None:
    read = read_amount(f"{total} min Weekly; {sessions} session(s)")
    if total >= sessions:
        assert read.minutes is not None
        assert read.minutes * sessions + read.remainder == total
        assert (AmountDoubt.REMAINDER in read.doubts) == bool(total % sessions)
    else:
        assert read.problem is AmountProblem.OUT_OF_BOUNDS


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    for amount in read_amounts(text):
        assert amount.complete or amount.problem is not None or None in (amount.minutes, amount.times, amount.period)
        assert amount.minutes is None or amount.problem is not None or 0 < amount.minutes <= 600
