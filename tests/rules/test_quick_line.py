# SPDX-License-Identifier: MIT
"""The quick line of the palette: every way to say who, which day and when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.quick_line import QuickLine, Wish, read_quick_line
from otdesk.words import clock, short_date

TODAY = date(2026, 10, 20)  # a Tuesday
THURSDAY = date(2026, 10, 22)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("haz thu 9:10", QuickLine(Wish.SESSION, "haz", THURSDAY, 550)),
        ("haz thu 9", QuickLine(Wish.SESSION, "haz", THURSDAY, 540)),
        ("hazel dun next thu 1:35", QuickLine(Wish.SESSION, "hazel dun", date(2026, 10, 29), 815)),
        ("haz oct 22 9:10 am", QuickLine(Wish.SESSION, "haz", THURSDAY, 550)),
        ("haz 10/22 9:10-9:55", QuickLine(Wish.SESSION, "haz", THURSDAY, 550, 595)),
        ("haz thu 9:10 - 9:55", QuickLine(Wish.SESSION, "haz", THURSDAY, 550, 595)),
        ("haz thu 9:10 45m", QuickLine(Wish.SESSION, "haz", THURSDAY, 550, 595)),
        ("haz tomorrow noon", QuickLine(Wish.SESSION, "haz", date(2026, 10, 21), 720)),
        ("haz 9:10", QuickLine(Wish.SESSION, "haz", TODAY, 550)),
        ("pencil crew thu 9:10", QuickLine(Wish.SESSION, "pencil crew", THURSDAY, 550)),
        ("haz note", QuickLine(Wish.NOTE, "haz")),
        ("oct 22", QuickLine(Wish.DATE, day=THURSDAY)),
        ("next thu", QuickLine(Wish.DATE, day=date(2026, 10, 29))),
        ("tomorrow", QuickLine(Wish.DATE, day=date(2026, 10, 21))),
        ("2/30 9:10", None),
        ("haz", None),
        ("haz 9", None),
        ("note", None),
        ("room 14", None),
        ("haz thu 9:40-9:10", None),
        ("thu 9:10", QuickLine(Wish.SESSION, "thu", TODAY, 550)),
        ("", None),
    ],
)
def test_the_ways_people_write_it(text: str, read: QuickLine | None) -> None:
    assert read_quick_line(text, TODAY) == read


NAMES = st.sampled_from(["haz", "maya o", "zoë", "o'neil", "Pencil Crew", "wynn"])
DAYS = st.integers(-150, 150).map(lambda n: TODAY + timedelta(days=n))


@given(NAMES, DAYS, st.integers(6 * 60, 18 * 60 - 1))
def test_what_the_program_writes_it_reads(name: str, day: date, start: int) -> None:
    """School hours: the clock words of the program name exactly one minute between 6:00 and 17:59."""
    read = read_quick_line(f"{name} {short_date(day)} {clock(start)}", TODAY)
    assert read == QuickLine(Wish.SESSION, name, day, start)


@given(st.text(max_size=40))
def test_any_text_is_read_or_left_alone(text: str) -> None:
    read = read_quick_line(text, TODAY)
    if read is None:
        return
    assert (read.wish is Wish.DATE) == (not read.who)
    assert (read.day is None) == (read.wish is Wish.NOTE)
    if read.wish is Wish.SESSION:
        assert read.start is not None
        assert 0 <= read.start < 1440
        assert read.end is None or read.start < read.end <= 1440
