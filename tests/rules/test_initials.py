# SPDX-License-Identifier: MIT
"""Names become initials wherever they stand in a text; words that only look alike stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.initials import Hidden, hidden

NAMES = ("Maya", "Ortiz", "Will", "May", "Anna Lee")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Maya Ortiz, 10:00", "M. O., 10:00"),
        ("Maya will cut; Will cuts", "M. will cut; W. cuts"),
        ("MAYA ORTIZ", "M. O."),
        ("Due May 4, says May", "Due May 4, says M."),
        ("Anna Lee and Anna", "A. L. and A."),
        ("Mayada, Ortizes", "Mayada, Ortizes"),
        ("Maya's goal", "M.'s goal"),
        ("", ""),
    ],
)
def test_vectors(text: str, read: str) -> None:
    assert hidden(NAMES).of(text) == read


def test_nobody_to_hide_changes_nothing() -> None:
    assert Hidden().of("Maya") == "Maya"
    assert hidden(()) == Hidden() == hidden(("", "  "))


words = st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=8)


@given(
    names=st.lists(words, min_size=1, max_size=5), before=st.text("., ", max_size=3), after=st.text("., ", max_size=3)
)
def test_no_name_of_two_letters_or_more_is_left(names: list[str], before: str, after: str) -> None:
    shown = hidden(names).of(f"{before}{' '.join(names)}{after}")
    assert not set(names) & set(shown.replace(".", " ").replace(",", " ").split())
