# SPDX-License-Identifier: MIT
"""Bell blocks as they are pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.bell_text import read_bell_line
from otdesk.rules.kinds import Pull


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8:30 - 9:10 Specials", ("Specials", 510, 550, Pull.AVOID, True)),
        ("8:30-9:10  Writing, avoid", ("Writing", 510, 550, Pull.AVOID, False)),
        ("8:30\t9:10\tMath\tnever", ("Math", 510, 550, Pull.NEVER, False)),
        ("835 to 920 Science ok", ("Science", 515, 560, Pull.OK, False)),
        ("12:05 – 1:15 Reading", ("Reading", 725, 795, Pull.NEVER, True)),
        ("Lunch 11:30 - 12:00", ("Lunch", 690, 720, Pull.NEVER, True)),
        ("1:15 PM - 2:35 PM Free choice (ok to pull)", ("Free choice", 795, 875, Pull.OK, False)),
        ("Math", None),
        ("9:10 - 8:30 Math", None),
        ("8:30 - 9:10", None),
        ("", None),
    ],
)
def test_a_line(text: str, expected: tuple[str, int, int, Pull, bool] | None) -> None:
    read = read_bell_line(text)
    assert (None if read is None else (read.label, read.start, read.end, read.pull, read.guessed)) == expected


@given(st.text(max_size=120))
def test_whatever_is_read_is_a_block(text: str) -> None:
    read = read_bell_line(text)
    if read is not None:
        assert 0 <= read.start < read.end <= 1440
        assert read.label.strip()
