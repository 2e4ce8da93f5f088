# SPDX-License-Identifier: MIT
"""Figures from goal data: vectors of domain.md 4.3 and 4.4."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.goals import (
    Aim,
    Mastery,
    MasteryKind,
    Point,
    Track,
    Trend,
    aim_at,
    derived,
    gas_t,
    higher_is_better,
    is_met,
    like_points,
    mastery_from,
    mastery_value,
    met_on,
    per_hour,
    track,
    trend,
    trend_step,
)
from otdesk.rules.kinds import MeasureType, Prompt
from otdesk.rules.shorthand import Reading, Scale, read

DAY = date(2026, 9, 8)
FOUR_OF_FIVE = Mastery(MasteryKind.K_OF_N, 80, 4, 5)
THREE_IN_A_ROW = Mastery(MasteryKind.CONSECUTIVE, 80, n=3)


def series(values: Sequence[float], prompt: Prompt | None = None) -> list[Point]:
    return [Point(DAY + timedelta(days=n), value, prompt) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("7/10", MeasureType.TRIALS, 70.0),
        ("66.7%", MeasureType.PERCENT, 66.7),
        ("3x/10m", MeasureType.FREQUENCY, 3.0),
        ("1:30", MeasureType.DURATION, 90.0),
        ("min", MeasureType.ASSIST, 10.0),
        ("4", MeasureType.RATING, 4.0),
        ("-2", MeasureType.GAS, -2.0),
        ("42/90s", MeasureType.SPEED, 28.0),
        ("5,10,0", MeasureType.RUBRIC, 50.0),
        ("y", MeasureType.CHECKLIST, 100.0),
        ("-", MeasureType.TRIALS, None),
        ("r", MeasureType.TRIALS, None),
    ],
)
def test_derived_values(text: str, measure: MeasureType, value: float | None) -> None:
    scale = Scale(measure)
    reading = read(text, scale)
    assert isinstance(reading, Reading)
    assert derived(reading, scale) == value


def test_a_rate_needs_minutes_of_observation() -> None:
    scale = Scale(MeasureType.FREQUENCY)
    with_minutes, without = read("3x/10m", scale), read("3x", scale)
    assert isinstance(with_minutes, Reading)
    assert isinstance(without, Reading)
    assert per_hour(with_minutes) == 18
    assert per_hour(without) is None


@pytest.mark.parametrize(
    ("values", "rule", "day"),
    [
        ([80, 70, 85, 90, 80], FOUR_OF_FIVE, 4),
        ([80, 70, 85, 60, 80], FOUR_OF_FIVE, None),
        ([80, 80, 75, 80, 80, 80], THREE_IN_A_ROW, 5),
        ([80, 80], THREE_IN_A_ROW, None),
        ([80, 85, 90, 95], FOUR_OF_FIVE, 3),
        ([50, 80], Mastery(MasteryKind.WITHIN_SESSION, 80), 1),
        ([], FOUR_OF_FIVE, None),
    ],
)
def test_mastery(values: list[float], rule: Mastery, day: int | None) -> None:
    assert met_on(series(values), rule) == (None if day is None else DAY + timedelta(days=day))


def test_mastery_once_met_may_be_lost_again() -> None:
    points = series([80, 80, 80, 60])
    assert met_on(points, THREE_IN_A_ROW) == DAY + timedelta(days=2)
    assert not is_met(points, THREE_IN_A_ROW)


def test_lower_is_better() -> None:
    assert met_on(series([60, 45, 40, 30]), Mastery(MasteryKind.CONSECUTIVE, 45, n=3), higher=False) == DAY + timedelta(
        3
    )
    assert not higher_is_better(MeasureType.ASSIST)
    assert higher_is_better(MeasureType.TRIALS)
    assert not higher_is_better(MeasureType.LATENCY, said=False)


def test_prompted_points_do_not_make_a_goal_of_her_own() -> None:
    rule = Mastery(MasteryKind.CONSECUTIVE, 80, n=2, own_only=True)
    assert met_on(series([90, 90], Prompt.VERBAL), rule) is None
    assert met_on(series([90, 90]), rule) is None
    assert met_on(series([90, 90], Prompt.INDEPENDENT), rule) == DAY + timedelta(1)


def test_two_points_of_one_day_are_one_data_day() -> None:
    points = [Point(DAY, 80), Point(DAY, 80), Point(DAY + timedelta(1), 80)]
    assert met_on(points, THREE_IN_A_ROW) is None
    assert met_on([*points, Point(DAY + timedelta(2), 80)], THREE_IN_A_ROW) == DAY + timedelta(2)
    assert met_on([Point(DAY, 80), Point(DAY, 20)], Mastery(MasteryKind.WITHIN_SESSION, 80)) is None


def test_across_settings() -> None:
    rule = Mastery(MasteryKind.K_OF_N, 80, 2, 3, settings=2)
    room = [Point(DAY + timedelta(n), 80, setting="Room 12") for n in range(3)]
    assert met_on(room, rule) is None
    assert met_on([*room, Point(DAY + timedelta(4), 80, setting="classroom")], rule) == DAY + timedelta(4)


AIM = Aim(40, DAY, 80, DAY + timedelta(100))


def test_the_aim_line() -> None:
    assert [aim_at(AIM, DAY + timedelta(n)) for n in (-5, 0, 50, 100, 200)] == [40, 40, 60, 80, 80]
    assert aim_at(Aim(40, DAY, 80, DAY), DAY) == 80


def test_on_track_looks_at_the_last_three_like_points() -> None:
    assert track(series([50, 50]), AIM) is Track.INSUFFICIENT
    assert track(series([50, 50, 50]), None) is Track.NO_AIM
    assert track(series([10, 10, 50, 50, 50]), AIM) is Track.ON_TRACK
    assert track(series([90, 30, 30, 30]), AIM) is Track.BEHIND
    mixed = [*series([90, 90, 90], Prompt.VERBAL), Point(DAY + timedelta(9), 30, Prompt.INDEPENDENT)]
    assert track(mixed, AIM) is Track.INSUFFICIENT
    assert [p.value for p in like_points(mixed)] == [30]
    assert like_points([]) == []


def test_ranks_are_never_averaged() -> None:
    down = Aim(10, DAY, 2, DAY + timedelta(2))
    ranks = series([2, 2, 13])
    assert track(ranks, down, higher=False, ranks=True) is Track.ON_TRACK
    assert track(ranks, down, higher=False) is Track.BEHIND


@pytest.mark.parametrize(
    ("values", "higher", "expected"),
    [
        ([50, 50, 50], True, Trend.INSUFFICIENT),
        ([50, 60, 60, 60], True, Trend.BETTER),
        ([50, 60, 60, 60], False, Trend.WORSE),
        ([50, 52, 54, 53], True, Trend.SAME),
        ([70, 80, 75, 60, 60, 60], True, Trend.WORSE),
    ],
)
def test_trend(values: list[float], higher: bool, expected: Trend) -> None:
    assert trend(series(values), 5, higher=higher) is expected


def test_trend_steps() -> None:
    assert trend_step(MeasureType.TRIALS, 40, 80) == 4
    assert trend_step(MeasureType.TRIALS) == 5
    assert trend_step(MeasureType.ASSIST, 4, 4) == 1


@pytest.mark.parametrize(
    ("scores", "weights", "expected"),
    [
        ((0, 0, 0), None, 50.00),
        ((1,), None, 60.00),
        ((1, 1, 1), None, 63.69),
        ((-2, -2, -2), None, 22.61),
        ((-1, 0), None, 43.80),
        ((2, 0, -1), (3, 2, 1), 61.02),
    ],
)
def test_goal_attainment_t(scores: tuple[int, ...], weights: tuple[float, ...] | None, expected: float) -> None:
    """The vectors of domain.md 4.4: T = 50 + 10 sum(w x) / sqrt((1 - rho) sum(w^2) + rho sum(w)^2), rho 0.30; the
    formula of Turner-Stokes 2009 as its erratum corrects it."""
    assert gas_t(scores, weights) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("scores", "weights"), [((), None), ((3,), None), ((1,), (1, 2)), ((1, 1), (0, 0)), ((1,), (-1,))]
)
def test_goal_attainment_refuses_nonsense(scores: tuple[int, ...], weights: tuple[float, ...] | None) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ per case
        gas_t(scores, weights)


@given(st.lists(st.integers(-2, 2), min_size=1, max_size=8))
def test_goal_attainment_mirrors_about_fifty(scores: list[int]) -> None:
    assert gas_t(scores) + gas_t([-score for score in scores]) == pytest.approx(100)
    assert 0 < gas_t(scores) < 100


rules = st.builds(
    Mastery,
    st.sampled_from(list(MasteryKind)),
    st.floats(0, 100),
    st.integers(1, 3),
    st.integers(3, 6),
    st.integers(1, 3),
    st.booleans(),
)


@given(rules)
def test_a_mastery_rule_is_kept_and_read_back(rule: Mastery) -> None:
    assert mastery_from(mastery_value(rule)) == rule


def test_a_rule_takes_the_goals_target() -> None:
    assert mastery_from({"kind": "k_of_n", "k": 4, "n": 5}, 80) == FOUR_OF_FIVE
    assert mastery_from(None) is None
    assert mastery_value(None) is None


@pytest.mark.parametrize(
    "value",
    [
        {"kind": "x"},
        {"kind": "k_of_n"},
        {"kind": "k_of_n", "k": 5, "n": 4, "target": 1},
        {"kind": "consecutive", "n": 0, "target": 1},
    ],
)
def test_rules_that_make_no_sense_are_refused(value: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ per case
        mastery_from(value)


@given(st.lists(st.integers(0, 100), max_size=12), rules)
def test_the_first_day_met_is_the_first_prefix_that_holds(values: list[int], rule: Mastery) -> None:
    points = series(values, Prompt.INDEPENDENT)
    day = met_on(points, rule)
    held = [is_met(points[: n + 1], rule) for n in range(len(points))]
    assert (day is None) == (not any(held))
    if day is not None:
        assert held.index(True) == (day - DAY).days
