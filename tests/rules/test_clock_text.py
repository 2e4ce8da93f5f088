# SPDX-License-Identifier: MIT
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.clock_text import read_clock


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("8:35", 515), ("08:35", 515), ("835", 515), ("8:35 AM", 515), ("8", 480), ("1:35", 815), ("1:35 PM", 815),
        ("13:35", 815), ("1:35p", 815), ("12:05", 725), ("12:05 AM", 5), ("noon", 720), ("01:35", 95),
        ("07:50:00", 470),
        ("25:00", None), ("8:75", None), ("13:00 PM", None), ("lunch", None), ("", None),
    ],
)  # fmt: skip
def test_times_of_a_school_day(text: str, minute: int | None) -> None:
    assert read_clock(text) == minute


@given(st.integers(0, 1439))
def test_a_full_clock_is_read_as_it_stands(minute: int) -> None:
    assert read_clock(f"{minute // 60:02d}:{minute % 60:02d}") == minute
