# SPDX-License-Identifier: MIT
"""Working time counted once and rounded as a contract rounds it (domain.md 7)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.kinds import WorkKind
from otdesk.rules.work_time import Source, Stretch, counted_once, free_spans, on_the_clock, overlapping, rounded, span

_KIND = {
    Source.SESSION: WorkKind.DIRECT_INDIVIDUAL, Source.MEETING: WorkKind.MEETING, Source.DRIVE: WorkKind.TRAVEL,
    Source.OWN: WorkKind.PLANNING, Source.DESK: WorkKind.DOCUMENTATION, Source.LUNCH: WorkKind.LUNCH,
}  # fmt: skip


def stretch(start: int, end: int, source: Source, key: str = "") -> Stretch:
    return Stretch(start, end, _KIND[source], source, key or f"{source.name}:{start}:{end}")


days = st.lists(
    st.tuples(st.integers(400, 1000), st.integers(1, 120), st.sampled_from(Source)).map(
        lambda drawn: stretch(drawn[0], drawn[0] + drawn[1], drawn[2])
    ),
    max_size=14,
)
steps = st.sampled_from([1, 5, 6, 15])


@given(days, steps)
def test_no_minute_twice_and_no_day_longer_than_its_span(day: list[Stretch], step: int) -> None:
    """domain.md 7: travel, session and break intervals of a day may not overlap; day total <= span."""
    rows = counted_once(day)
    assert all(a.end <= b.start for a, b in pairwise(rows))
    assert sum(row.minutes for row in rows) <= span(day)
    clocked = [on_the_clock(row, step) for row in rows]
    assert all(a.end <= b.start for a, b in pairwise(clocked))
    assert all(row.minutes >= 0 for row in clocked)
    if rows:
        assert sum(row.minutes for row in clocked) <= rounded(rows[-1].end, step) - rounded(rows[0].start, step)


@given(days)
def test_every_minute_of_the_day_is_somebodys(day: list[Stretch]) -> None:
    """Counting once loses no minute that anything accounts for."""
    wanted = {minute for one in day for minute in range(one.start, one.end)}
    got = [minute for row in counted_once(day) for minute in range(row.start, row.end)]
    assert len(got) == len(set(got))
    assert set(got) == wanted


@given(st.integers(0, 1440), steps)
def test_rounding_is_to_the_nearest_step_half_up(minute: int, step: int) -> None:
    found = rounded(minute, step)
    assert found % step == 0
    assert abs(found - minute) * 2 <= step
    if abs(found - minute) * 2 == step:
        assert found > minute


@pytest.mark.parametrize(("minute", "step", "found"), [(487, 15, 480), (488, 15, 495), (483, 6, 486), (482, 5, 480)])
def test_rounding_by_example(minute: int, step: int, found: int) -> None:
    assert rounded(minute, step) == found


def test_what_was_done_with_students_goes_before_what_was_planned() -> None:
    rows = counted_once([stretch(480, 540, Source.DESK), stretch(500, 530, Source.SESSION)])
    assert [(row.start, row.end, row.source) for row in rows] == [
        (480, 500, Source.DESK), (500, 530, Source.SESSION), (530, 540, Source.DESK),
    ]  # fmt: skip


def test_two_logged_things_at_once_are_told_a_desk_block_is_not() -> None:
    session, own, desk = (
        stretch(480, 510, Source.SESSION, "session:1"), stretch(500, 520, Source.OWN, "own:1"),
        stretch(480, 520, Source.DESK, "slot:1"),
    )  # fmt: skip
    assert overlapping([session, own, desk]) == {"session:1", "own:1"}
    assert overlapping([session, desk]) == frozenset()


def test_free_time_lies_between_what_is_known() -> None:
    assert free_spans([stretch(480, 510, Source.SESSION), stretch(540, 570, Source.MEETING)]) == ((510, 540),)
    assert free_spans([]) == ()
