# SPDX-License-Identifier: MIT
"""What is typed to find notes, and that nothing typed breaks it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.note_search import NoteSearch, folded, note_at, place_of, places_of, read_search, says

TODAY = date(2026, 10, 20)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", NoteSearch()),
        ("Button BOARD", NoteSearch(("button", "board"))),
        ("#2 @AC maya", NoteSearch(("maya",), ("2",), ("ac",))),
        ("# @", NoteSearch()),
        ("% maya - _", NoteSearch(("maya",))),
        ("10/13", NoteSearch(first=date(2026, 10, 13), last=date(2026, 10, 13))),
        ("10/5-10/16 #cut", NoteSearch((), ("cut",), (), date(2026, 10, 5), date(2026, 10, 16))),
        ("12/1", NoteSearch(first=date(2025, 12, 1), last=date(2025, 12, 1))),
        ("12/1/26", NoteSearch(first=date(2026, 12, 1), last=date(2026, 12, 1))),
        ("2026-09-08", NoteSearch(first=date(2026, 9, 8), last=date(2026, 9, 8))),
        ("7/10", NoteSearch(first=date(2026, 7, 10), last=date(2026, 7, 10))),
        ("13/45", NoteSearch(("13/45",))),
        ("10/16-10/5", NoteSearch(("10/16-10/5",))),
    ],
)
def test_words_goals_schools_and_days_are_told_apart(text: str, found: NoteSearch) -> None:
    assert read_search(text, TODAY) == found


@given(st.text(st.sampled_from("#@/-–0123456789 abÄ"), max_size=30))
def test_no_text_breaks_the_search_and_no_word_is_lost(text: str) -> None:
    found = read_search(text, TODAY)
    plain = [term for term in text.casefold().split() if not term.startswith(("#", "@"))]
    assert set(found.words) <= set(plain)
    assert found.first is None or (found.last is not None and found.first <= found.last)


@given(st.dates(), st.integers(1, 10**6), st.dates(), st.integers(1, 10**6))
def test_places_are_in_the_order_of_days_the_newest_first(day: date, note: int, other: date, later: int) -> None:
    one, two = place_of(day, note), place_of(other, later)
    assert (one < two) == ((day, note) > (other, later))
    assert note_at(one) == note
    first, last = places_of(min(day, other), max(day, other))
    assert first < one < last
    assert first < two < last


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [("cutting along lines", "cut", True), ("a haircut", "cut", False), ("made 3/5 alone", "3/5", True),
     ("made 3 of 5", "3/5", True), ("hand-over-hand", "over", True), ("hand", "hand-over", False),
     ("žluťoučký kůň", "KŮŇ", True), ("snake_case", "case", True)],
)  # fmt: skip
def test_words_are_found_by_how_they_begin(text: str, term: str, found: bool) -> None:
    assert says(folded(text), term) is found
