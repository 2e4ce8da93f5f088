# SPDX-License-Identifier: MIT
from hypothesis import given
from hypothesis import strategies as st

from otdesk.ui.timeline.geometry import Columns, Scale, fitting_hour, inside, lanes, snapped

MINUTES = st.integers(0, 1440)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    first = draw(st.integers(0, 30)) * 30
    return Scale(first, first + draw(st.integers(1, 18)) * 30, draw(st.floats(60, 240)), draw(st.integers(0, 20)))


@given(scales(), MINUTES)
def test_a_minute_is_found_again_at_its_height(scale: Scale, minute: int) -> None:
    if scale.first <= minute <= scale.last:
        assert scale.minute(scale.y(minute)) == minute
    assert scale.first <= scale.minute(scale.y(minute)) <= scale.last


@given(scales(), MINUTES, MINUTES)
def test_later_is_lower_and_the_sheet_holds_the_day(scale: Scale, one: int, other: int) -> None:
    assert (scale.y(one) <= scale.y(other)) or one > other
    assert scale.y(scale.first) == scale.top
    assert scale.y(scale.last) + scale.top == scale.height


@given(scales(), st.floats(-500, 5000))
def test_any_height_snaps_to_the_grid_inside_the_day(scale: Scale, y: float) -> None:
    minute = scale.minute(y, 5)
    assert scale.first <= minute <= scale.last
    assert minute % 5 == 0


@given(scales())
def test_the_axis_marks_full_hours(scale: Scale) -> None:
    assert all(mark % 60 == 0 and scale.first <= mark <= scale.last for mark in scale.marks())
    assert len(scale.marks()) in {(scale.last - scale.first) // 60, (scale.last - scale.first) // 60 + 1}


@given(st.integers(0, 80), st.integers(100, 2000), st.integers(1, 14))
def test_days_cover_the_width_without_gap(axis: int, width: int, count: int) -> None:
    columns = Columns(axis, width, count)
    assert columns.left(0) == axis
    assert columns.left(count) == width
    assert all(columns.left(n) + columns.breadth(n) == columns.left(n + 1) for n in range(count))
    breadths = [columns.breadth(n) for n in range(count)]
    assert max(breadths) - min(breadths) <= 1


@given(st.integers(0, 80), st.integers(300, 2000), st.integers(1, 14), st.floats(-100, 3000))
def test_a_point_belongs_to_the_day_it_lies_in(axis: int, width: int, count: int, x: float) -> None:
    columns = Columns(axis, width, count)
    day = columns.at(x)
    assert 0 <= day < count
    if axis <= x < width:
        assert columns.left(day) <= x < columns.left(day + 1)


@given(st.lists(st.tuples(MINUTES, st.integers(1, 120)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=30))
def test_overlapping_blocks_never_share_a_lane(spans: list[tuple[int, int]]) -> None:
    found = lanes(spans)
    assert len(found) == len(spans)
    for i, (a, lane) in enumerate(zip(spans, found, strict=True)):
        assert 0 <= lane.number < lane.of
        for b, other in list(zip(spans, found, strict=True))[i + 1 :]:
            if a[0] < b[1] and b[0] < a[1]:
                assert lane.number != other.number
                assert lane.of == other.of
        if not any(a is not b and a[0] < b[1] and b[0] < a[1] for b in spans):
            assert (lane.number, lane.of) == (0, 1)


@given(st.integers(-100, 1500), st.integers(1, 120), st.integers(0, 600))
def test_a_block_stays_on_the_sheet(start: int, minutes: int, first: int) -> None:
    last = first + 480
    kept = inside(start, minutes, first, last)
    assert first <= kept
    assert kept + minutes <= last
    if first <= start <= last - minutes:
        assert kept == start


@given(MINUTES)
def test_steps_lead_to_the_grid_and_away_from_here(start: int) -> None:
    assert snapped(start, 5) % 5 == 0
    assert start < snapped(start, 5) <= start + 5
    assert snapped(start, -5) % 5 == 0
    assert start - 5 <= snapped(start, -5) < start
    assert snapped(start, 1) == start + 1


def test_an_hour_fills_the_room_but_never_gets_too_small_for_a_card() -> None:
    assert fitting_hour(900, 480, 900, 70) == 900 * 60 / 420
    assert fitting_hour(300, 480, 900, 70) == 70
