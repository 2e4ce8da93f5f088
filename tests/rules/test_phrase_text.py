# SPDX-License-Identifier: MIT
"""Placeholders of phrases stand for the student one writes about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.phrase_text import About, filled, has_places

MAYA = About("Maya", "she", "her", "Ms. Vale")
NAMELESS = About("Kofi", "Kofi", "Kofi’s")


@pytest.mark.parametrize(
    ("text", "about", "expected"),
    [
        ("{She} chose {her} own tool.", MAYA, "She chose her own tool."),
        ("{He} chose {his} own tool.", MAYA, "She chose her own tool."),
        ("Told {teacher} that {name} tries.", MAYA, "Told Ms. Vale that Maya tries."),
        ("{They} used {their} grip.", NAMELESS, "Kofi used Kofi’s grip."),
        ("Told {teacher}.", NAMELESS, "Told {teacher}."),
        ("{1} and {other} {", MAYA, "{1} and {other} {"),
    ],
)
def test_what_stands_for_what(text: str, about: About, expected: str) -> None:
    assert filled(text, about) == expected


@given(st.text(alphabet=st.characters(exclude_characters="{}")))
def test_words_without_braces_stay(text: str) -> None:
    assert filled(text, MAYA) == text
    assert not has_places(text)


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    filled(text, MAYA)
    assert has_places(f"{text} {{name}}")
