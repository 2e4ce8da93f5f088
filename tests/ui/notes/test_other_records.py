# SPDX-License-Identifier: MIT
"""Contacts, observations and MTSS: the same editor and signature, nothing of therapy in them."""

from dataclasses import replace

import pytest

from otdesk.actions import contacts, notes, sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.faults import Refusal
from otdesk.printouts.session_note import session_notes
from otdesk.queries import day_rows, note_list, note_pages, service_log, timesheet, today
from otdesk.queries import notes as note_queries
from otdesk.rules.contacting import Contacted, How
from otdesk.rules.entries_students import ContactEntry
from otdesk.rules.kinds import NoteStatus, RecordKind, WorkKind
from otdesk.rules.note_entry import Section
from otdesk.rules.note_formats import OF_RECORDS, written
from otdesk.ui.notes import checks
from otdesk.ui.today.dialogs import SessionDialog
from tests import vaults
from tests.note_sample import TODAY, sign
from tests.note_window import K, NoteWindow
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

TITLES = {
    RecordKind.CONTACT: ("Contact log", "With whom", "What was said", "What came of it"),
    RecordKind.OBSERVATION: ("Observation notes", "Where, when and what for", "Observed", "What it shows"),
    RecordKind.MTSS: ("MTSS record", "Tier and target", "What was tried", "What came of it"),
}


def add(window: NoteWindow, kind: RecordKind, start: int = 585, school: int = 0) -> int:
    ids = window.at.ids
    entry = SessionEntry(TODAY, school or ids.alder, start, start + 15, ((ids.maya, None),), kind=kind)
    return window.house.do(sessions.add, entry)


@pytest.mark.parametrize("kind", list(TITLES))
def test_each_is_written_signed_and_printed_under_its_own_headings(window: NoteWindow, kind: RecordKind) -> None:
    record, maya = add(window, kind), window.at.ids.maya
    panel = window.panel(record, maya)
    title, first, second, third = TITLES[kind]
    assert window.name().startswith("Who: " if kind is RecordKind.CONTACT else first), "one writes at once"
    assert panel.editor.goals == []
    assert not panel.editor.head.attendance.isVisible()
    assert not panel.editor.sections.boxes[Section.SKILLED].part.isVisible()
    assert panel.editor.sections.boxes[Section.RESPONSE].text.toPlainText() == "", "nothing is said for her"
    for heading, words in (
        (first, "Her mother, by telephone"),
        (second, "Grip at home."),
        (third, "A grip goes home."),
    ):
        window.tab_to(heading)
        window.write(words)
    asks = ["No parent’s consent"] if kind is RecordKind.MTSS else []
    assert [said[:19] for said in panel.editor.warnings()] == asks
    panel.flush()
    assert checks.ready(window.form(record, maya), TODAY, vaults.PERSON)
    panel.sign()
    window.settled()
    note = window.house.read(note_queries.note_id, record, maya)
    page = window.house.read(note_pages.note_page, note, window.clock.local())
    assert page is not None
    assert page.status is NoteStatus.SIGNED
    text = " ".join(pdf_tools.text(session_notes([page], PRINTING).pdf).split())
    places = [text.index(part) for part in (title, first, "by telephone", second, "Grip at home.", third)]
    assert places == sorted(places)
    assert "Occupational therapy session note" not in text
    assert "Maya worked" not in text


def test_who_and_how_are_chosen_and_become_words(window: NoteWindow) -> None:
    record, maya = add(window, RecordKind.CONTACT), window.at.ids.maya
    window.house.do(contacts.add, maya, ContactEntry("Ana Ortiz", "mother"))
    panel = window.panel(record, maya)
    with_whom = panel.editor.sections.boxes[Section.BEFORE].text
    assert window.name() == "Who: Ana Ortiz (mother)"
    window.press(K.Key_1, K.Key_Tab)
    assert window.name() == "How: Telephone"
    window.press(K.Key_4)
    assert with_whom.toPlainText() == "Ana Ortiz (mother), by e-mail."
    window.press(K.Key_1)
    assert with_whom.toPlainText() == "Ana Ortiz (mother), by telephone.", "one way takes the place of the other"
    panel.flush()
    assert window.form(record, maya).entry.contacted == Contacted(("Ana Ortiz (mother)",), How.PHONE)
    window.tab_to("With whom")
    window.write(" She called back.")
    panel.open_note(record, maya)
    assert with_whom.toPlainText() == "Ana Ortiz (mother), by telephone. She called back."
    window.tab_to("Who: Ana Ortiz (mother)")
    window.press(K.Key_1)
    assert with_whom.toPlainText() == "By telephone. She called back.", "her own words stay"


def test_no_minute_of_it_is_service(window: NoteWindow) -> None:
    sign(window.at, window.at.alone, window.at.ids.maya)
    before = window.house.read(service_log.service_logs, TODAY, TODAY, window.clock.local())
    record = add(window, RecordKind.CONTACT)
    window.bridge.do(sessions.confirm_as_planned, record)
    assert window.house.read(service_log.service_logs, TODAY, TODAY, window.clock.local()) == before


def test_the_timesheet_counts_each_where_it_belongs(window: NoteWindow) -> None:
    kinds = {
        RecordKind.CONTACT: WorkKind.PARENT_CONTACT, RecordKind.OBSERVATION: WorkKind.EVALUATION,
        RecordKind.MTSS: WorkKind.MTSS,
    }  # fmt: skip
    for number, kind in enumerate(kinds):
        record = add(window, kind, 585 + 15 * number)
        panel = window.panel(record, window.at.ids.maya)
        window.tab_to(TITLES[kind][1])
        window.write("Ms. Fennimore")
        panel.sign()
        window.settled()
    sheet = window.house.read(timesheet.sheet, TODAY, TODAY, TODAY, 24 * 60)
    assert {kind: sheet.by_kind().get(kind) for kind in kinds.values()} == dict.fromkeys(kinds.values(), 15)


def test_a_call_about_a_student_elsewhere_is_no_drive(window: NoteWindow) -> None:
    briar = window.at.ids.briar
    before = window.house.read(today.day, TODAY, 624)
    add(window, RecordKind.CONTACT, 700, school=briar)
    day = window.house.read(today.day, TODAY, 624)
    assert day.drives == before.drives
    assert [stop.school_id for stop in day.stops if stop.school_id == briar] == []
    add(window, RecordKind.OBSERVATION, 700, school=briar)
    there = window.house.read(today.day, TODAY, 624)
    assert briar in [stop.school_id for stop in there.stops], "to observe her one goes there"


def test_what_therapy_planned_and_said_last_is_not_taken_from_a_contact(window: NoteWindow) -> None:
    maya = window.at.ids.maya
    record = add(window, RecordKind.CONTACT)
    panel = window.panel(record, maya)
    window.tab_to("With whom")
    window.write("Ms. Fennimore")
    window.tab_to("Plan")
    window.write("Call again in May.")
    panel.sign()
    window.settled()
    form = window.form(window.at.last, window.at.ids.hazel)
    assert form.previous is None
    later = window.house.do(
        sessions.add,
        replace(SessionEntry(TODAY, window.at.ids.alder, 800, 830, ((maya, None),)), kind=RecordKind.THERAPY),
    )
    assert window.form(later, maya).previous is None
    rows = window.house.read(day_rows.sessions, TODAY.replace(day=21))
    assert all(student.next_time != "Call again in May." for row in rows for student in row.students)


def test_the_list_says_what_a_record_is(window: NoteWindow) -> None:
    from otdesk.ui.notes.list_columns import who

    add(window, RecordKind.CONTACT)
    lines = window.house.read(note_list.note_list, TODAY, 624).lines
    assert "Maya Ortiz · Contact" in [who(line) for line in lines]


def test_no_service_line_is_given_for_it(window: NoteWindow) -> None:
    ids = window.at.ids
    entry = SessionEntry(TODAY, ids.alder, 585, 600, ((ids.maya, ids.maya_line),), kind=RecordKind.CONTACT)
    with pytest.raises(ValueError, match="only therapy"):
        window.house.do(sessions.add, entry)


def test_it_is_entered_beside_the_sessions_of_the_day(window: NoteWindow) -> None:
    window.show(window.window.centralWidget() or window.panel(window.at.alone, window.at.ids.maya))
    dialog = SessionDialog(window.window, window.bridge, TODAY, window.at.ids.alder, RecordKind.CONTACT)
    dialog.open()
    window.write("Maya Ortiz")
    dialog._start.set_text("10:00")
    dialog._end.set_text("10:10")
    dialog.accept()
    assert not dialog.is_open
    rows = window.house.read(day_rows.sessions, TODAY)
    (made,) = [row for row in rows if row.record is RecordKind.CONTACT]
    assert (made.start, made.end, made.students[0].line_id) == (600, 610, None)


def test_every_form_can_be_written() -> None:
    for layout in OF_RECORDS.values():
        assert written(layout) == (Section.BEFORE, Section.DID, Section.RESPONSE, Section.PLAN)


def test_a_draft_of_it_is_not_signed_before_its_day(window: NoteWindow) -> None:
    ids = window.at.ids
    entry = SessionEntry(TODAY.replace(day=28), ids.alder, 585, 600, ((ids.maya, None),), kind=RecordKind.MTSS)
    record = window.house.do(sessions.add, entry)
    with pytest.raises(Refusal, match="not come yet"):
        window.house.do(notes.complete, record, ids.maya)
