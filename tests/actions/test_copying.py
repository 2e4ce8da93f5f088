# SPDX-License-Identifier: MIT
"""Notes for another system: what it wants is kept, done and undone; what is ticked leaves the queue and comes back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from otdesk.actions import copying, notes
from otdesk.faults import Refusal
from otdesk.queries import copy_queue
from otdesk.rules.copy_profile import USUAL, CopyField, ProfileField
from tests.clock import FixedClock
from tests.note_sample import TODAY, Desk, desk, sign, write

FIELDS = (ProfileField(CopyField.SETTING, 0, {"Pull-out": "PO"}), ProfileField(CopyField.WHOLE, 60))


@pytest.fixture
def at(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with desk(tmp_path / "vault", clock) as made:
        yield made


def waiting(at: Desk) -> list[int]:
    return [row.note_id for row in at.house.read(copy_queue.to_enter)]


def test_only_signed_notes_from_that_day_on_wait(at: Desk) -> None:
    note = sign(at, at.alone, at.ids.maya)
    write(at, at.last, at.ids.hazel)
    assert waiting(at) == []
    at.house.do(copying.set_profile, TODAY, FIELDS)
    assert waiting(at) == [note]
    assert at.house.read(copy_queue.count) == 1
    at.house.do(copying.set_profile, date(2026, 10, 21), FIELDS)
    assert waiting(at) == []
    at.house.do(copying.set_profile, TODAY, FIELDS)
    at.house.do(notes.void, note, "Wrong student")
    assert waiting(at) == [], "a void note is entered nowhere"


def test_each_step_is_undone_and_done_again(at: Desk) -> None:
    note = sign(at, at.alone, at.ids.maya)
    at.house.undoes(
        (copying.set_profile, TODAY, FIELDS), (copying.mark_entered, note), (copying.unmark_entered, note),
        (copying.set_profile, None, ()),
    )  # fmt: skip


def test_what_cannot_be_is_refused(at: Desk) -> None:
    draft = write(at, at.last, at.ids.hazel)
    with pytest.raises(Refusal, match="at least one field"):
        at.house.do(copying.set_profile, TODAY, ())
    with pytest.raises(Refusal, match="at most 10000 letters"):
        at.house.do(copying.set_profile, TODAY, (ProfileField(CopyField.DATE, 20_000),))
    with pytest.raises(Refusal, match="Only a signed note"):
        at.house.do(copying.mark_entered, draft)


def test_the_fields_say_what_the_note_says(at: Desk) -> None:
    note = sign(at, at.alone, at.ids.maya, ["3/4v"])
    at.house.do(copying.set_profile, TODAY, FIELDS)
    found = {copied.field: copied for copied in at.house.read(copy_queue.fields, note, at.local())}
    assert found[CopyField.SETTING].text in {"PO", "Push-in", ""}
    assert len(found[CopyField.WHOLE].text) <= 60
    assert found[CopyField.WHOLE].lost > 0
    at.house.do(copying.set_profile, TODAY, USUAL)
    usual = {copied.field: copied.text for copied in at.house.read(copy_queue.fields, note, at.local())}
    assert usual[CopyField.DATE] == "10/20/2026"
    assert usual[CopyField.MINUTES] == "30"
    assert usual[CopyField.WHOLE].startswith("The session used a putty warm-up.")
