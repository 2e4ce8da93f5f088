# SPDX-License-Identifier: MIT
"""Codes of notes: the payer's rule is kept and undone; what is signed keeps the units of that day."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.actions import attendance, coding, copying, notes
from otdesk.actions.attendance import Mark
from otdesk.faults import Refusal
from otdesk.queries import coding as queries
from otdesk.queries import copy_queue
from otdesk.queries.note_rows import NoteCode
from otdesk.records.notes import NoteWords
from otdesk.rules.coding import CodeMinutes, UnitRule
from otdesk.rules.copy_profile import CopyField, ProfileField
from otdesk.rules.kinds import Presence, Reason
from otdesk.rules.note_entry import NoteEntry
from otdesk.usual_codes import usual_coding
from tests.clock import FixedClock
from tests.note_sample import TODAY, Desk, desk, entry_of, page, sign_entry

CMS = usual_coding(UnitRule.CMS)


@pytest.fixture
def at(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with desk(tmp_path / "vault", clock) as made:
        yield made


def entry(at: Desk, typed: str, session: int) -> NoteEntry:
    return replace(entry_of(at.form(session, at.ids.maya)), codes=typed)


def coded(at: Desk, typed: str, session: int | None = None) -> int:
    """A draft of Maya with codes."""
    session = at.alone if session is None else session
    return at.house.do(notes.save_draft, session, at.ids.maya, entry(at, typed, session))


def signed(at: Desk, typed: str) -> int:
    return sign_entry(at, at.alone, at.ids.maya, entry(at, typed, at.alone))


def test_each_step_is_undone_and_done_again(at: Desk) -> None:
    at.house.undoes(*((coding.set_coding, step) for step in (CMS, replace(CMS, rule=UnitRule.AMA), None)))
    assert at.house.read(queries.coding) is None


def test_no_codes_at_all_is_refused(at: Desk) -> None:
    with pytest.raises(Refusal, match="at least one code"):
        at.house.do(coding.set_coding, replace(CMS, codes=()))


def test_a_note_has_no_codes_until_the_district_wants_them(at: Desk) -> None:
    note = coded(at, "97530 20")
    assert page(at, note).codes == ()
    at.house.do(coding.set_coding, CMS)
    assert page(at, note).codes == (NoteCode("97530", "functional activities, one-to-one", 20, 1),)


def test_what_is_signed_keeps_its_units(at: Desk) -> None:
    at.house.do(coding.set_coding, CMS)
    note = signed(at, "97530 10 97110 10 f82")
    before = page(at, note)
    assert [(code.code, code.minutes, code.units) for code in before.codes] == [("97530", 10, 1), ("97110", 10, 0)]
    assert before.diagnoses == ("F82",)
    assert before.unit_rule is UnitRule.CMS
    at.house.do(coding.set_coding, replace(CMS, rule=UnitRule.AMA))
    after = page(at, note)
    assert (after.codes, after.unit_rule, after.diagnoses) == (before.codes, before.unit_rule, before.diagnoses)


def test_a_search_finds_a_note_by_its_codes(at: Desk) -> None:
    at.house.do(coding.set_coding, CMS)
    note = signed(at, "97530 10 97110 10 f82")
    words = at.house.read(words_of, note)
    assert {"97530", "97110", "f82"} <= set(words.split())


def words_of(db: Session, note: int) -> str:
    return db.scalars(select(NoteWords.words).where(NoteWords.note_id == note)).one()


def test_an_absent_student_has_no_codes(at: Desk) -> None:
    at.house.do(coding.set_coding, CMS)
    note = coded(at, "97530 20")
    mark = Mark(Presence.ABSENT, Reason.STUDENT_ABSENT)
    at.house.do(attendance.mark, at.alone, at.ids.maya, mark)
    assert page(at, note).codes == ()


def test_the_codes_of_her_other_note_of_that_day(at: Desk) -> None:
    at.house.do(coding.set_coding, CMS)
    assert at.form(at.alone, at.ids.maya).codes_elsewhere == ()
    coded(at, "97150", at.group)
    coded(at, "97530 20 97110 5")
    assert at.form(at.group, at.ids.maya).codes_elsewhere == (CodeMinutes("97530", 20), CodeMinutes("97110", 5))
    assert at.form(at.alone, at.ids.maya).codes_elsewhere == (CodeMinutes("97150"),)


def test_the_other_system_gets_codes_with_units(at: Desk) -> None:
    at.house.do(coding.set_coding, CMS)
    at.house.do(copying.set_profile, TODAY, (ProfileField(CopyField.CODES), ProfileField(CopyField.DIAGNOSES)))
    note = signed(at, "97530 22, 97110 8, F82, R27.8")
    fields = at.house.read(copy_queue.fields, note, at.local())
    assert [each.text for each in fields] == ["97530 x 1; 97110 x 1", "F82; R27.8"]
    at.house.do(coding.set_coding, replace(CMS, rule=UnitRule.MINUTES))
    assert [each.text for each in at.house.read(copy_queue.fields, note, at.local())] == [each.text for each in fields]
