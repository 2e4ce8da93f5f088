# SPDX-License-Identifier: MIT
"""Codes of notes: the payer's rule is kept and undone; what is signed keeps the units of that day."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.actions import attendance, coding, copying, notes, therapists
from otdesk.actions.attendance import Mark
from otdesk.faults import Refusal
from otdesk.printouts import service_log as service_log_paper
from otdesk.printouts.session_note import session_notes
from otdesk.queries import coding as queries
from otdesk.queries import copy_queue, people, service_log
from otdesk.queries.note_rows import NoteCode
from otdesk.records.notes import NoteWords
from otdesk.rules.coding import CodeMinutes, UnitRule
from otdesk.rules.copy_profile import CopyField, ProfileField
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.kinds import Presence, Reason, Role
from otdesk.rules.note_entry import NoteEntry
from otdesk.usual_codes import usual_coding
from tests import vaults
from tests.clock import FixedClock
from tests.note_sample import TODAY, Desk, desk, entry_of, page, sign_entry
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

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


GO = replace(CMS, modifiers=("GO",), assistants=("CO",))


def test_modifiers_are_signed_printed_and_copied(at: Desk) -> None:
    at.house.do(coding.set_coding, GO)
    at.house.do(copying.set_profile, TODAY, (ProfileField(CopyField.CODES),))
    note = signed(at, "97530-59 22, 97110 8")
    assert [code.whole for code in page(at, note).codes] == ["97530-GO-59", "97110-GO"]
    fields = at.house.read(copy_queue.fields, note, at.local())
    assert [each.text for each in fields] == ["97530-GO-59 x 1; 97110-GO x 1"]
    printed = pdf_tools.flat(session_notes([page(at, note)], PRINTING).pdf)
    assert "97530-GO-59 functional activities, one-to-one: 22 min, 1 unit" in printed
    logs = at.house.read(service_log.service_logs, TODAY, TODAY, at.local())
    notes_of = at.house.read(service_log.signed_notes, logs, at.local())
    cells = [str(cell) for row in service_log_paper.table_rows(logs, notes_of) for cell in row]
    assert "97530-GO-59 x 1; 97110-GO x 1" in cells
    at.house.do(coding.set_coding, CMS)
    assert [code.whole for code in page(at, note).codes] == ["97530-GO-59", "97110-GO"], "as it was signed"


def test_an_assistants_note_has_her_modifier_first(at: Desk) -> None:
    at.house.do(coding.set_coding, GO)
    assert not at.form(at.alone, at.ids.maya).by_assistant
    ana = next(person for person in at.house.read(people.people) if person.slot == vaults.PERSON)
    at.house.do(therapists.edit_person, ana.therapist_id, TherapistEntry("Ana", "Ruiz", Role.OTA, "COTA/L"), None)
    assert at.form(at.alone, at.ids.maya).by_assistant
    assert [code.whole for code in page(at, signed(at, "97530")).codes] == ["97530-CO-GO"]
