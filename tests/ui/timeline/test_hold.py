# SPDX-License-Identifier: MIT
"""A held block never leaves the sheet, and ends by exactly one of drop and cancel."""

from hypothesis import given
from hypothesis import strategies as st

from otdesk.ui.timeline.drag import Hold

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("nudge"), st.sampled_from([-5, -1, 1, 5])),
        st.tuples(st.just("day"), st.sampled_from([-1, 1])),
        st.tuples(st.just("put"), st.tuples(st.integers(-3, 12), st.integers(-200, 2000))),
    ),
    max_size=40,
)


@given(st.integers(1, 10), st.integers(5, 120), st.tuples(st.integers(0, 9), st.integers(0, 1440)), STEPS)
def test_wherever_it_is_moved_the_block_stays_on_the_sheet(
    days: int, minutes: int, where: tuple[int, int], steps: list[tuple[str, object]]
) -> None:
    hold = Hold()
    hold.frame(days, 450, 960)
    hold.pick(("slot", 1), minutes, where, where)
    for kind, value in steps:
        if kind == "nudge" and isinstance(value, int):
            hold.nudge(value)
        elif kind == "day" and isinstance(value, int):
            hold.other_day(value)
        elif isinstance(value, tuple):
            hold.put(*value)
        day, start = hold.where
        assert 0 <= day < days
        assert 450 <= start <= 960 - minutes


def test_drop_and_cancel_end_it_once() -> None:
    told: list[str] = []
    hold = Hold()
    hold.frame(5, 450, 960)

    def dropped() -> None:
        assert hold.key == ("slot", 1), "who listens still sees what is dropped"
        told.append("dropped")

    def cancelled() -> None:
        told.append("cancelled")

    hold.dropped.connect(dropped)
    hold.cancelled.connect(cancelled)
    hold.pick(("slot", 1), 30, (0, 500), (0, 500))
    hold.drop()
    hold.drop()
    hold.cancel()
    assert told == ["dropped"]
    hold.pick(("line", 2), 30, (0, 500), None)
    hold.pick(("line", 3), 30, (0, 500), None)
    assert told == ["dropped", "cancelled"]
    assert hold.key == ("line", 3)
    hold.cancel()
    assert not hold.active
    hold.put(3, 600)
    assert hold.where == (0, 500), "nothing is held any more"


def test_days_go_round() -> None:
    hold = Hold()
    hold.frame(5, 450, 960)
    hold.pick(("slot", 1), 30, (4, 500), None)
    hold.other_day(1)
    assert hold.where == (0, 500)
    hold.other_day(-1)
    assert hold.where == (4, 500)
