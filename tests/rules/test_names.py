# SPDX-License-Identifier: MIT
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.names import NameOrder, join_names, name_key, read_name


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Wynn, Søren", "Søren", "Wynn"),
        ("Søren Wynn", "Søren", "Wynn"),
        ("van Dijk, Isla", "Isla", "van Dijk"),
        ("Isla van Dijk", "Isla", "van Dijk"),
        ("Ana María de la Cruz", "Ana María", "de la Cruz"),
        ("García-López, Noor", "Noor", "García-López"),
        ("D'Angelo, Theo", "Theo", "D'Angelo"),
        ("Theo Wynn Jr.", "Theo", "Wynn Jr."),
        ("Wynn, Jr., Theo", "Theo", "Wynn Jr."),
        ("  Wynn ,  Theo  ", "Theo", "Wynn"),
    ],
)
def test_both_orders(text: str, first: str, last: str) -> None:
    name = read_name(text)
    assert name is not None
    assert (name.first, name.last, name.doubtful) == (first, last, False)


def test_a_nickname_is_the_preferred_name() -> None:
    for text in ('Wynn, Theodore "Theo"', "Wynn, Theodore (Theo)", "Theodore (Theo) Wynn"):
        name = read_name(text)
        assert name is not None
        assert (name.first, name.last, name.preferred) == ("Theodore", "Wynn", "Theo")


def test_what_had_to_be_guessed_is_doubtful() -> None:
    for text in ("Mary Ann Smith", "Cher"):
        name = read_name(text)
        assert name is not None
        assert name.doubtful


def test_a_heading_can_say_the_order() -> None:
    name = read_name("Öberg Emre", NameOrder.LAST_FIRST)
    assert name is not None
    assert (name.first, name.last) == ("Emre", "Öberg")


def test_nothing_with_letters_is_no_name() -> None:
    assert read_name(" 123 ") is None
    assert join_names("", " ") is None


def test_spelling_of_capitals_and_spaces_does_not_matter() -> None:
    assert name_key("Søren", "van  Dijk") == name_key("SØREN", "Van Dijk")


WORD = st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=12)


@given(first=WORD, last=WORD)
def test_a_comma_always_divides_last_from_first(first: str, last: str) -> None:
    name = read_name(f"{last}, {first}")
    assert name is not None
    if first.casefold() not in {"jr", "sr", "ii", "iii", "iv"}:
        assert (name.first, name.last) == (first, last)


@given(st.text(max_size=80))
def test_no_letter_is_lost(text: str) -> None:
    name = read_name(text)
    if name is not None and not any(sign in text for sign in '("“'):
        letters = sorted(letter for letter in text if letter.isalpha())
        assert sorted(letter for letter in name.first + name.last if letter.isalpha()) == letters
