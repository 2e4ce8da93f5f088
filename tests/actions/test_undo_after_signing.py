# SPDX-License-Identifier: MIT
"""What a signed note states cannot be undone underneath it; what it does not state still can."""

from pathlib import Path

import pytest

from otdesk.actions import attendance, sessions
from otdesk.actions.attendance import Mark
from otdesk.faults import Refusal
from otdesk.rules.kinds import Presence
from tests.clock import FixedClock
from tests.note_sample import desk, sign


def test_times_and_marks_of_a_signed_note_stay(tmp_path: Path, clock: FixedClock) -> None:
    with desk(tmp_path / "vault", clock) as at:
        maya, house = at.ids.maya, at.house
        house.do(attendance.mark, at.alone, maya, Mark(Presence.LATE, arrived=485))
        house.do(sessions.set_times, at.alone, 482, 508)
        sign(at, at.alone, maya)
        before = house.dump()
        with pytest.raises(Refusal, match="a note about it is signed"):
            house.undo()
        assert house.dump() == before


def test_a_mark_of_somebody_else_is_still_undone(tmp_path: Path, clock: FixedClock) -> None:
    with desk(tmp_path / "vault", clock) as at:
        maya, hazel, house = at.ids.maya, at.ids.hazel, at.house
        sign(at, at.group, maya)
        house.do(attendance.mark, at.group, hazel, Mark(Presence.REFUSED))
        house.undo()
        assert at.form(at.group, hazel).presence is None
        assert at.form(at.group, maya).presence is Presence.PRESENT


def test_what_was_undone_is_not_done_again_over_a_signed_note(tmp_path: Path, clock: FixedClock) -> None:
    with desk(tmp_path / "vault", clock) as at:
        maya, house = at.ids.maya, at.house
        house.do(attendance.mark, at.alone, maya, Mark(Presence.REFUSED))
        house.undo()
        sign(at, at.alone, maya)
        with pytest.raises(Refusal):
            house.redo()
        assert at.form(at.alone, maya).presence is Presence.PRESENT
