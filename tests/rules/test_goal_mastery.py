# SPDX-License-Identifier: MIT
"""When a goal is met, read from its own words; what is ambiguous gives both readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.goal_mastery import mastery_readings
from otdesk.rules.goals import MasteryKind

WITHIN, ACROSS, ROW = MasteryKind.WITHIN_SESSION, MasteryKind.K_OF_N, MasteryKind.CONSECUTIVE


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("with 80% accuracy in 4 of 5 trials", [(WITHIN, 80, 1, 1), (ACROSS, 80, 4, 5)]),
        ("in 4 out of 5 opportunities", [(WITHIN, 80, 1, 1), (ACROSS, 100, 4, 5)]),
        ("with 80 % accuracy on 4 of 5 data days", [(ACROSS, 80, 4, 5)]),
        ("with 90% accuracy in 3/4 consecutive sessions", [(ACROSS, 90, 3, 4)]),
        ("with 80% accuracy across three consecutive sessions", [(ROW, 80, 1, 3)]),
        ("in 4 of 5 trials over 3 consecutive sessions", [(ROW, 80, 1, 3)]),
        ("on 2 weeks in a row", [(ROW, 100, 1, 2)]),
        ("will cut within 1/4 inch of the line", []),
        ("will write 4 of 5 sentences legibly", []),
        ("", []),
    ],
)
def test_readings(words: str, expected: list[tuple[MasteryKind, float, int, int]]) -> None:
    assert [(rule.kind, rule.target, rule.k, rule.n) for rule in mastery_readings(words)] == expected


@given(st.text(max_size=300))
def test_any_text_gives_no_more_than_two_readings_that_can_hold(text: str) -> None:
    readings = mastery_readings(text)
    assert len(readings) <= 2
    for rule in readings:
        assert 0 < rule.target <= 100
        assert 1 <= rule.k <= rule.n
