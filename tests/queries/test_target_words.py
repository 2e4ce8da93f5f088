# SPDX-License-Identifier: MIT
"""A goal's target in words, each measure in its own unit."""

import pytest

from otdesk.queries.note_figures import target_words
from otdesk.rules.kinds import MeasureType


@pytest.mark.parametrize(
    ("measure", "value", "unit", "said"),
    [
        (MeasureType.SPEED, 20.0, "words a minute", "20 words a minute"),
        (MeasureType.SPEED, 20.0, "letters", "20 letters a minute"),
        (MeasureType.SPEED, 20.0, "", "20 units a minute"),
        (MeasureType.TRIALS, 80.0, "", "80 %"),
        (MeasureType.ASSIST, 10.0, "", "with minimal help"),
    ],
)
def test_the_target_is_said_once_in_its_own_unit(measure: MeasureType, value: float, unit: str, said: str) -> None:
    assert target_words(measure, value, unit) == said
