# SPDX-License-Identifier: MIT
"""A consultation: with whom, what it was about, what came of it; nothing says that the student worked."""

import pytest

from otdesk.actions import attendance, note_rules, notes, sessions
from otdesk.actions.attendance import Mark
from otdesk.actions.sessions import SessionEntry
from otdesk.printouts.session_note import session_notes
from otdesk.queries import note_pages
from otdesk.queries import notes as note_queries
from otdesk.rules.kinds import Presence, Reason
from otdesk.rules.note_entry import Section
from otdesk.rules.note_formats import NoteFormat, NoteRules
from otdesk.ui.notes import checks
from tests import vaults
from tests.note_sample import TODAY
from tests.note_window import K, NoteWindow
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING


@pytest.fixture
def consult(window: NoteWindow) -> int:
    ids = window.at.ids
    return window.house.do(sessions.add, SessionEntry(TODAY, ids.alder, 585, 600, ((ids.maya, ids.maya_consult),)))


def test_a_consultation_is_written_signed_and_printed(window: NoteWindow, consult: int) -> None:
    maya = window.at.ids.maya
    panel = window.panel(consult, maya)
    response = panel.editor.sections.boxes[Section.RESPONSE].text.toPlainText()
    assert "15 minutes" in response
    assert "on behalf of Maya" in response
    assert not [said for said in panel.editor.warnings() if "data" in said]
    window.tab_to("With whom")
    window.write("Ms. Fennimore, in person")
    window.tab_to("Discussed and shown")
    window.write("Slant board and seat height.")
    window.tab_to("What came of it")
    window.press(K.Key_End)
    window.write(" She tries the board at centers.")
    panel.flush()
    assert checks.ready(window.form(consult, maya), TODAY, vaults.PERSON)
    window.bridge.do(notes.complete, consult, maya)
    note = window.house.read(note_queries.note_id, consult, maya)
    window.bridge.do(notes.sign, note, window.house.read(note_pages.sealed, note, window.clock.local()))
    page = window.house.read(note_pages.note_page, note, window.clock.local())
    assert page is not None
    text = " ".join(pdf_tools.text(session_notes([page], PRINTING).pdf).split())
    said = ["Consultation note", "With whom", "Ms. Fennimore, in person", "Discussed and shown", "What came of it"]
    places = [text.index(part) for part in said]
    assert places == sorted(places)
    assert "Maya worked" not in text
    assert "Present" not in text, "nobody has said that the student was in the room"


def test_the_districts_form_leaves_consultations_alone(window: NoteWindow, consult: int) -> None:
    window.bridge.do(note_rules.set_note_rules, NoteRules(NoteFormat.SOAP))
    assert window.form(consult, window.at.ids.maya).rules.layout is NoteFormat.CONSULT
    assert window.form(window.at.alone, window.at.ids.maya).rules.layout is NoteFormat.SOAP


def test_one_that_did_not_take_place_says_why(window: NoteWindow, consult: int) -> None:
    mark = Mark(Presence.ABSENT, Reason.STUDENT_NOT_AVAILABLE)
    window.bridge.do(attendance.mark, consult, window.at.ids.maya, mark)
    panel = window.panel(consult, window.at.ids.maya)
    said = panel.editor.sections.boxes[Section.RESPONSE].text.toPlainText()
    assert said.startswith("No consultation took place: ")
