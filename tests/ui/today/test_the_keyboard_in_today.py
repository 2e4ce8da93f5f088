# SPDX-License-Identifier: MIT
"""Where the keyboard is in Today and what it acts on: the day, the note beside it, a sheet over both."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid
from sqlalchemy import func, select

from otdesk.actions import sessions, students
from otdesk.actions.sessions import SessionEntry
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.records.trips import Trip
from otdesk.rules.entries_students import StudentEntry
from otdesk.rules.kinds import Presence
from otdesk.ui.notes.tags import Tag
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.today.dialogs import SessionDialog
from otdesk.ui.today.screen import TodayScreen
from tests.note_sample import TODAY, sign
from tests.note_window import ALT, CTRL, K, NoteWindow


@pytest.fixture
def today(window: NoteWindow) -> TodayScreen:
    """Maya at 8:00, a group of three at 8:35, Hazel at 9:10; the keyboard on Maya at 8:00."""
    screen = TodayScreen(window.bridge)
    window.show(screen)
    window.qtbot.waitUntil(screen.timeline.has_rows)
    assert screen.timeline.focus_line(f"session:{window.at.alone}")
    return screen


def marks(window: NoteWindow) -> int:
    with window.house.vault.read() as db:
        return db.scalar(select(func.count()).where(Attendance.presence.is_not(None))) or 0


# --- the note ---


def test_letters_in_the_note_do_nothing_to_the_day(window: NoteWindow, today: TodayScreen) -> None:
    at = window.at
    today.open_note(at.last, at.ids.hazel)
    tag = today.note.editor.findChildren(Tag)[0]
    tag.setFocus()
    assert QApplication.focusWidget() is tag
    window.press(K.Key_A, K.Key_P, K.Key_L, K.Key_O, K.Key_R, K.Key_W, K.Key_T, K.Key_N, K.Key_Backspace)
    assert QApplication.focusWidget() is tag, "no sheet was opened"
    assert marks(window) == 0
    with window.house.vault.read() as db:
        assert db.scalars(select(Trip)).all() == []
    window.press(K.Key_A, modifier=ALT)
    assert window.form(at.last, at.ids.hazel).presence is Presence.ABSENT
    assert window.form(at.alone, at.ids.maya).presence is None


def test_letters_act_on_the_day_while_a_note_stands_beside_it(window: NoteWindow, today: TodayScreen) -> None:
    at = window.at
    today.open_note(at.last, at.ids.hazel)
    today.timeline.focus_line(f"session:{at.alone}")
    window.press(K.Key_A)
    assert window.form(at.alone, at.ids.maya).presence is Presence.ABSENT


def test_letters_for_a_line_do_nothing_beside_the_day(window: NoteWindow, today: TodayScreen) -> None:
    today._new.setFocus()
    window.press(K.Key_A, K.Key_P)
    assert marks(window) == 0


# --- the minute turns ---


def current(screen: TodayScreen) -> str:
    line = screen.timeline.current()
    return line.objectName() if line is not None else ""


def focused(screen: TodayScreen) -> str:
    """The line that has the keyboard of this window."""
    found = screen.window().focusWidget()
    return found.objectName() if found is not None and screen.timeline.isAncestorOf(found) else ""


def a_minute_passes(window: NoteWindow, screen: TodayScreen) -> None:
    before = screen.timeline.line(f"session:{window.at.alone}")
    window.clock.advance(minutes=1)
    screen._tick()
    assert screen.timeline.line(f"session:{window.at.alone}") is not before


def read_again(window: NoteWindow, screen: TodayScreen) -> None:
    """What was done is on the screen."""

    def is_read() -> bool:
        return not screen.stale

    window.settled()
    window.qtbot.waitUntil(is_read)


def gone(line: QWidget) -> Callable[[], bool]:
    def is_gone() -> bool:
        return not isValid(line)

    return is_gone


@pytest.mark.parametrize("deleted", [False, True])
@pytest.mark.parametrize("save", [False, True])
def test_a_sheet_gives_the_keyboard_back_to_its_line(
    window: NoteWindow, today: TodayScreen, save: bool, deleted: bool
) -> None:
    at = window.at
    last = f"session:{at.last}"
    today.timeline.focus_line(last)
    line = today.timeline.current()
    assert line is not None
    window.press(K.Key_O, K.Key_1)
    a_minute_passes(window, today)
    if deleted:
        window.qtbot.waitUntil(gone(line))
    assert current(today) == last
    window.press(K.Key_Return if save else K.Key_Escape)
    assert (current(today), focused(today)) == (last, last)
    read_again(window, today)
    assert (current(today), focused(today)) == (last, last)
    assert window.form(at.last, at.ids.hazel).presence is (Presence.LATE if save else None)
    window.press(K.Key_P)
    assert window.form(at.last, at.ids.hazel).presence is Presence.PRESENT


def test_a_student_of_a_group_gets_the_keyboard_back(window: NoteWindow, today: TodayScreen) -> None:
    at = window.at
    hazel = f"session:{at.group}/student:{at.ids.hazel}"
    assert today.timeline.focus_line(hazel)
    window.press(K.Key_O)
    a_minute_passes(window, today)
    window.press(K.Key_Escape)
    assert (current(today), focused(today)) == (hazel, hazel)


def test_the_line_has_the_keyboard_again_after_another_window(window: NoteWindow, today: TodayScreen) -> None:
    last = f"session:{window.at.last}"
    today.timeline.focus_line(last)
    other = QLineEdit()
    window.qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    window.qtbot.waitUntil(other.isActiveWindow)
    a_minute_passes(window, today)
    window.window.activateWindow()
    window.qtbot.waitUntil(window.window.isActiveWindow)
    assert QApplication.focusWidget() is today.timeline.line(last)


def test_the_line_stays_current_while_a_button_beside_the_day_goes(window: NoteWindow, today: TodayScreen) -> None:
    at = window.at
    last = f"session:{at.last}"
    today.timeline.focus_line(last)
    button = today.queue_card.findChild(QWidget, f"queue:{at.alone}")
    assert isinstance(button, QWidget)
    button.setFocus()
    sign(at, at.alone, at.ids.maya)
    a_minute_passes(window, today)
    assert current(today) == last


def test_the_line_stays_current_while_a_note_is_written(window: NoteWindow, today: TodayScreen) -> None:
    at = window.at
    last = f"session:{at.last}"
    today.timeline.focus_line(last)
    today.open_note(at.alone, at.ids.maya)
    field = QApplication.focusWidget()
    a_minute_passes(window, today)
    assert QApplication.focusWidget() is field
    assert current(today) == last


# --- note after note ---


def sessions_shown(window: NoteWindow, screen: TodayScreen, times: int) -> list[int]:
    """What Ctrl+Down opens, time after time."""
    found = []
    for _n in range(times):
        window.press(K.Key_Down, modifier=CTRL)
        assert screen.note.form is not None
        found.append(screen.note.form.session_id)
    return found


def test_ctrl_down_goes_through_the_whole_queue_and_round(window: NoteWindow, today: TodayScreen) -> None:
    at, ids = window.at, window.at.ids
    for student in (ids.maya, ids.hazel, ids.kofi):
        sign(at, at.group, student)
    soon = at.house.do(sessions.add, SessionEntry(TODAY, ids.briar, 585, 600, ((ids.kofi, None),)))
    older = at.house.do(sessions.add, SessionEntry(date(2026, 10, 15), ids.briar, 540, 570, ((ids.kofi, None),)))
    newer = at.house.do(sessions.add, SessionEntry(date(2026, 10, 16), ids.briar, 600, 630, ((ids.kofi, None),)))
    today.open_note(at.alone, ids.maya)
    assert sessions_shown(window, today, 6) == [at.last, soon, newer, older, at.alone, at.last]


def test_a_signed_note_goes_on_from_its_place_in_the_queue(window: NoteWindow, today: TodayScreen) -> None:
    at, ids = window.at, window.at.ids
    for student in (ids.maya, ids.hazel, ids.kofi):
        sign(at, at.group, student)
    soon = at.house.do(sessions.add, SessionEntry(TODAY, ids.briar, 585, 600, ((ids.kofi, None),)))
    sign(at, at.last, ids.hazel)
    today.open_note(at.last, ids.hazel)
    assert sessions_shown(window, today, 3) == [soon, at.alone, soon]


def test_ctrl_down_leaves_a_group_behind(window: NoteWindow, today: TodayScreen) -> None:
    at, ids = window.at, window.at.ids
    today.open_note(at.group, ids.hazel)
    assert sessions_shown(window, today, 2) == [at.group, at.last]
    assert window.form(at.group, ids.kofi).note_id is None


# --- a new session ---


def held(window: NoteWindow) -> list[int]:
    with window.house.vault.read() as db:
        return list(db.scalars(select(TherapySession.id).where(TherapySession.day == TODAY)))


def type_name(window: NoteWindow, today: TodayScreen, name: str) -> DialogBase:
    today.acts.add_session()
    dialog = window.dialog(SessionDialog)
    window.write(name)
    window.press(K.Key_Tab, K.Key_Return)
    return dialog


@pytest.mark.parametrize("typed", ["isla", "Isla Reed"])
def test_a_name_that_several_share_books_nobody(window: NoteWindow, today: TodayScreen, typed: str) -> None:
    at = window.at
    for last, grade in (("Reed", 1), ("Reed", 2), ("Sato", 1)):
        at.house.do(students.add, StudentEntry("Isla", last, grade, at.ids.alder))
    before = held(window)
    dialog = type_name(window, today, typed)
    assert dialog.is_open
    assert isinstance(dialog, SessionDialog)
    assert dialog._who.line() == f"Several on your caseload are called “{typed}”. Choose one from the list."
    assert held(window) == before
    box = dialog._who.editor
    assert isinstance(box, QComboBox)
    second = next(n for n in range(box.count()) if box.itemText(n).startswith("Isla Reed · Grade 2"))
    box.setCurrentIndex(second)
    box.activated.emit(second)
    dialog.main_button.click()
    assert not dialog.is_open
    assert window.said[-1][0].startswith("Session added: Isla Reed, ")
    (added,) = set(held(window)) - set(before)
    with window.house.vault.read() as db:
        grades = db.scalars(
            select(Student.grade)
            .join(Attendance, Attendance.student_id == Student.id)
            .where(Attendance.session_id == added)
        ).all()
    assert grades == [2]


def test_a_refused_name_is_typed_anew(window: NoteWindow, today: TodayScreen) -> None:
    at = window.at
    for last in ("Reed", "Sato"):
        at.house.do(students.add, StudentEntry("Isla", last, 1, at.ids.alder))
    dialog = type_name(window, today, "isla")
    assert isinstance(dialog, SessionDialog)
    dialog._who.editor.setFocus()
    window.press(K.Key_A, modifier=CTRL)
    window.write("isla s")
    window.press(K.Key_Tab, K.Key_Return)
    assert not dialog.is_open
    assert window.said[-1][0].startswith("Session added: Isla Sato, ")


def test_what_was_added_is_the_current_line(window: NoteWindow, today: TodayScreen) -> None:
    before = held(window)
    type_name(window, today, "hazel")
    (added,) = set(held(window)) - set(before)
    assert (current(today), focused(today)) == (f"session:{added}",) * 2
    read_again(window, today)
    assert (current(today), focused(today)) == (f"session:{added}",) * 2


def test_what_was_added_from_a_note_leaves_the_keyboard_there(window: NoteWindow, today: TodayScreen) -> None:
    at = window.at
    before = held(window)
    today.open_note(at.last, at.ids.hazel)
    field = QApplication.focusWidget()
    type_name(window, today, "kofi")
    (added,) = set(held(window)) - set(before)
    assert current(today) == f"session:{added}"
    assert QApplication.focusWidget() is field
