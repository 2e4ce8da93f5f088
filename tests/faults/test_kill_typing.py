# SPDX-License-Identifier: MIT
"""The checks of a killed typist see what is lost."""

import pytest

from otdesk.rules.kinds import NoteStatus
from tests.faults.typing_bursts import Typed, broken_words, lost_seconds


def test_the_check_itself_sees_a_loss() -> None:
    typed = Typed(keys=[10.0, 10.2, 10.4], kept=2)
    assert lost_seconds(typed, 7, "7x", 11.0) == pytest.approx(0.6)
    assert lost_seconds(typed, 7, "7x0", 11.0) == 0
    assert broken_words({7: typed}, {7: (NoteStatus.DRAFT, "7x0")}) == []
    assert broken_words({7: typed}, {}) == ["draft 7"]
    assert broken_words({7: typed}, {7: (NoteStatus.DRAFT, "7")}) == ["draft 7"]
    assert broken_words({7: typed}, {7: (NoteStatus.DRAFT, "7xy")}) == ["other words in 7"]
    typed.signed = 3
    assert broken_words({7: typed}, {7: (NoteStatus.DRAFT, "7x0")}) == ["signed 7"]
    assert broken_words({7: typed}, {7: (NoteStatus.SIGNED, "7x0")}) == []
