# SPDX-License-Identifier: MIT
"""A session with the whole class: a number and the caseload's own students, minutes for a whole-class line alone."""

import pytest

from otdesk.actions import service_lines, sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.faults import Refusal
from otdesk.printouts import service_log as log_paper
from otdesk.printouts.session_note import session_notes
from otdesk.queries import copy_queue, day_rows, note_pages, service_log, timesheet
from otdesk.queries import notes as note_queries
from otdesk.queries.note_rows import NotePage
from otdesk.rules.copy_profile import CopyField
from otdesk.rules.entries_plans import LineEntry
from otdesk.rules.kinds import Grouping, NoteStatus, Period, RecordKind, WorkKind
from otdesk.rules.note_entry import Section
from otdesk.ui.today.dialogs import SessionDialog
from tests.note_sample import TODAY
from tests.note_window import CTRL, K, NoteWindow
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

HELD = (585, 600)


def class_line(window: NoteWindow) -> int:
    ids = window.at.ids
    entry = LineEntry(15, 1, Period.WEEK, grouping=Grouping.WHOLE_CLASS)
    return window.house.do(service_lines.add, ids.maya_plan, entry)


def add(window: NoteWindow, *students: int, roster: int | None = 18) -> int:
    entry = SessionEntry(TODAY, window.at.ids.alder, *HELD, tuple((who, None) for who in students), roster=roster)
    return window.house.do(sessions.add, entry)


def signed_page(window: NoteWindow, session: int, student: int) -> NotePage:
    note = window.house.read(note_queries.note_id, session, student)
    page = window.house.read(note_pages.note_page, note, window.clock.local())
    assert page is not None
    assert page.status is NoteStatus.SIGNED
    return page


def entry_of(window: NoteWindow, session: int, student: int) -> service_log.LogEntry:
    (log,) = window.house.read(service_log.service_logs, TODAY, TODAY, window.clock.local(), student)
    return next(entry for entry in log.entries if entry.session_id == session)


def test_her_whole_class_line_is_credited_and_nobody_elses(window: NoteWindow) -> None:
    """Hazel has a line for a group only: the class counts for none of hers."""
    ids, line = window.at.ids, class_line(window)
    record = add(window, ids.maya, ids.hazel)
    assert window.form(record, ids.maya).line_id == line
    assert window.form(record, ids.hazel).line_id is None
    page = window.group(record, ids.maya)
    assert page.shared.class_size.field.text() == "18"
    page.shared.activity.editor.insertPlainText("Finger games at the desks.")
    for lane in page.lanes:
        for cell in lane.cells:
            cell.field.setText("-")
        lane.response.editor.insertPlainText("Kept up with the class.")
    assert all(lane.ready for lane in page.lanes)
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    printed = pdf_tools.flat(session_notes([signed_page(window, record, ids.maya)], PRINTING).pdf)
    assert "Occupational therapy, direct, whole class of 18" in printed
    assert "In a class of 18: finger games at the desks." in printed
    assert "18 students" in printed
    assert "Hazel" not in printed
    assert "2 students" not in printed, "how many of them are of the caseload is nobody's business"
    maya, hazel = entry_of(window, record, ids.maya), entry_of(window, record, ids.hazel)
    assert (maya.minutes, maya.line, maya.grouping, maya.group_size) == (15, (1, 15), Grouping.WHOLE_CLASS, 18)
    assert (hazel.line, hazel.grouping) == (None, Grouping.WHOLE_CLASS)
    assert log_paper.service_words(maya) == "Direct, whole class of 18"
    sheet = window.house.read(timesheet.sheet, TODAY, TODAY, TODAY, 24 * 60)
    assert sheet.by_kind()[WorkKind.DIRECT_GROUP] == 15, "the therapist's own time once"
    (size,) = [
        each.text
        for each in window.house.read(
            copy_queue.fields, signed_page(window, record, ids.maya).note_id, window.clock.local()
        )
        if each.field is CopyField.SIZE
    ]
    assert size == "18"


def test_a_class_no_plan_asks_for_is_the_therapists_time_alone(window: NoteWindow) -> None:
    kofi = window.at.ids.kofi
    record = add(window, kofi)
    panel = window.panel(record, kofi)
    assert panel.editor.head.class_size.isVisible()
    said = panel.editor.warnings()
    assert "No whole-class service line, so no minutes are credited; the time is yours." in said
    response = panel.editor.sections.boxes[Section.RESPONSE].text.toPlainText()
    assert "18 students" in response
    panel.sign()
    window.settled()
    sheet = window.house.read(timesheet.sheet, TODAY, TODAY, TODAY, 24 * 60)
    assert sheet.by_kind()[WorkKind.MTSS] == 15
    assert WorkKind.DIRECT_GROUP not in sheet.by_kind()


def test_how_many_they_are_is_said_in_the_note_and_taken_back(window: NoteWindow) -> None:
    ids = window.at.ids
    page = window.group(window.at.group, ids.maya)
    field = page.shared.class_size.field
    field.setText("2")
    field.editingFinished.emit()
    assert window.refused == ["A whole class has 3 students or more, as many as you name."]
    field.setText("many")
    field.editingFinished.emit()
    assert page.shared._fault.text() == "A class is a number of students."
    field.setText("21")
    field.editingFinished.emit()
    assert window.form(window.at.group, ids.maya).roster == 21
    warned = page.preview.facts.text()
    assert "Held with the whole class; the service line is for other sessions." in warned
    window.bridge.undo()
    window.settled()
    assert window.form(window.at.group, ids.maya).roster is None
    assert "21" not in page.preview.parts[Section.RESPONSE].text.toPlainText()


def test_peers_of_the_caseload_are_named_in_no_ones_note(window: NoteWindow) -> None:
    ids = window.at.ids
    record = add(window, ids.maya, ids.hazel)
    page = window.group(record, ids.maya)
    page.shared.activity.editor.insertPlainText("Hazel handed out the putty.")
    lane = next(lane for lane in page.lanes if lane.student_id == ids.maya)
    assert lane.missing() == "Names Hazel"


def test_today_says_it_is_a_class(window: NoteWindow) -> None:
    record = add(window, window.at.ids.maya)
    rows = window.house.read(day_rows.sessions, TODAY)
    assert [row.roster for row in rows if row.session_id == record] == [18]


@pytest.mark.parametrize(("roster", "named"), [(0, 1), (1, 2), (100, 1)])
def test_a_class_that_cannot_be_is_refused(window: NoteWindow, roster: int, named: int) -> None:
    ids = window.at.ids
    with pytest.raises(Refusal):
        add(window, *(ids.maya, ids.hazel)[:named], roster=roster)


def test_only_a_therapy_session_is_held_with_a_class(window: NoteWindow) -> None:
    ids = window.at.ids
    entry = SessionEntry(TODAY, ids.alder, *HELD, ((ids.maya, None),), kind=RecordKind.CONTACT)
    record = window.house.do(sessions.add, entry)
    with pytest.raises(ValueError, match="only a therapy session"):
        window.house.do(sessions.set_roster, record, 18)


def test_it_is_entered_with_a_number_and_who_else_sits_there(window: NoteWindow) -> None:
    ids = window.at.ids
    window.show(window.window.centralWidget() or window.panel(window.at.alone, ids.maya))
    dialog = SessionDialog(window.window, window.bridge, TODAY, ids.alder)
    dialog.open()
    assert not dialog._roster.isVisible()
    window.write("Maya Ortiz")
    dialog._kind.setCurrentIndex(1)
    assert dialog._roster.isVisible()
    dialog._start.set_text("10:00")
    dialog._end.set_text("10:20")
    dialog.accept()
    assert dialog.is_open, "how many they are is asked for"
    dialog._roster.set_text("18")
    dialog.accept()
    assert not dialog.is_open
    (made,) = [row for row in window.house.read(day_rows.sessions, TODAY) if row.roster is not None]
    assert (made.roster, made.start, [student.student_id for student in made.students]) == (18, 600, [ids.maya])
