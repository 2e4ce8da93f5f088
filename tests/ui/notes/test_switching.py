# SPDX-License-Identifier: MIT
"""The fields stay while the student changes: what is typed belongs to the one it was typed for, or is told."""

from typing import NoReturn

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from otdesk.actions import attendance, note_rules, sessions
from otdesk.actions.attendance import Mark
from otdesk.actions.sessions import SessionEntry
from otdesk.faults import Trouble
from otdesk.records.sessions import TherapySession
from otdesk.rules.kinds import NoteStatus, Presence
from otdesk.rules.note_entry import Section
from otdesk.ui.cover.guard import Guard
from otdesk.ui.cover.window import CoverWindow
from otdesk.ui.group_note.page import GroupPage
from otdesk.ui.notes.panel import NotePanel
from otdesk.ui.notes.phrase_list import PhraseList
from otdesk.ui.notes.screen import NotesScreen
from tests.note_sample import TODAY, sign, write
from tests.note_window import ALT, CTRL, K, NoteWindow
from tests.ui.group_note.test_group_page import lane, write_lane
from tests.ui.notes.test_screening import AREAS, add


def start_of(window: NoteWindow, session_id: int) -> int | None:
    with window.house.vault.read() as db:
        session = db.get(TherapySession, session_id)
        return session.actual_start if session is not None else None


def retype(window: NoteWindow, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    window.write(text)


def plan(panel: NotePanel) -> QWidget:
    return panel.editor.sections.boxes[Section.PLAN].text


def full_disk(*_what: object, **_how: object) -> NoReturn:
    raise Trouble("The disk is full.", "Make room.")


# --- times and numbers ---


@pytest.mark.parametrize("hazels", [None, 516])
def test_a_moment_stays_with_the_student_it_was_typed_for(window: NoteWindow, hazels: int | None) -> None:
    at, ids = window.at, window.at.ids
    at.house.do(attendance.mark, at.group, ids.maya, Mark(Presence.LATE, arrived=520))
    if hazels is not None:
        at.house.do(attendance.mark, at.group, ids.hazel, Mark(Presence.LATE, arrived=hazels))
    panel = window.panel(at.group, ids.maya)
    retype(window, panel.editor.head.moment_field, "8:45")
    window.press(K.Key_2, modifier=ALT)
    window.settled()
    assert window.form(at.group, ids.hazel).arrived == hazels
    assert window.form(at.group, ids.maya).arrived == 525


def test_a_start_is_kept_when_the_next_note_is_opened(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.last, at.ids.hazel)
    retype(window, panel.editor.head.start, "9:15")
    window.press(K.Key_Down, modifier=CTRL)
    window.settled()
    assert start_of(window, at.last) == 555


def test_a_class_stays_with_its_session(window: NoteWindow) -> None:
    at, ids = window.at, window.at.ids
    at.house.do(sessions.set_roster, at.last, 20)
    at.house.do(sessions.set_roster, at.alone, 12)
    panel = window.panel(at.last, ids.hazel)
    retype(window, panel.editor.head.class_size.field, "22")
    window.press(K.Key_Down, modifier=CTRL)
    window.settled()
    assert window.form(at.alone, ids.maya).roster == 12
    assert window.form(at.last, ids.hazel).roster == 22


@pytest.mark.parametrize(("field", "text"), [("start", "7:05"), ("paused", "5")])
def test_a_groups_time_and_pause_stay_with_it(window: NoteWindow, field: str, text: str) -> None:
    at, ids = window.at, window.at.ids
    both = ((ids.maya, ids.maya_line), (ids.hazel, ids.hazel_line))
    other = at.house.do(sessions.add, SessionEntry(TODAY, ids.alder, 420, 450, both))
    screen = NotesScreen(window.bridge)
    window.show(screen)
    screen.open_note(other, ids.maya)
    retype(window, getattr(screen.group.shared, field), text)
    screen.open_note(at.group, ids.maya)
    window.settled()
    assert start_of(window, at.group) is None
    assert window.form(at.group, ids.maya).paused == 0
    assert (start_of(window, other), window.form(other, ids.maya).paused) == (
        (425, 0) if field == "start" else (None, 5)
    )


def test_what_is_no_time_is_told_when_another_note_is_opened(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.last, at.ids.hazel)
    retype(window, panel.editor.head.start, "quarter past")
    window.press(K.Key_Down, modifier=CTRL)
    assert "quarter past" in "".join(window.refused)


# --- signing what stands there ---


def test_the_time_on_the_screen_is_signed(window: NoteWindow) -> None:
    at, ids = window.at, window.at.ids
    write(at, at.alone, ids.maya)
    panel = window.panel(at.alone, ids.maya)
    retype(window, panel.editor.head.start, "half past")
    window.press(K.Key_Return, modifier=CTRL)
    assert window.form(at.alone, ids.maya).status is NoteStatus.DRAFT
    assert "half past" in panel.editor.head.fault()
    retype(window, panel.editor.head.start, "8:10")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert window.form(at.alone, ids.maya).status is NoteStatus.SIGNED
    assert start_of(window, at.alone) == 490


def group_ready(window: NoteWindow) -> GroupPage:
    page = window.group(window.at.group, window.at.ids.maya)
    page.shared.activity.editor.setFocus()
    window.write("putty")
    for number, response in enumerate(("Cut.", "Held.", "Waited.")):
        write_lane(window, page, number, response)
    return page


def test_the_time_on_the_screen_is_signed_in_a_group(window: NoteWindow) -> None:
    at, ids = window.at, window.at.ids
    page = group_ready(window)
    retype(window, page.shared.start, "half past")
    window.press(K.Key_Return, modifier=CTRL)
    assert window.form(at.group, ids.maya).status is not NoteStatus.SIGNED
    retype(window, page.shared.start, "8:40")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert window.form(at.group, ids.maya).status is NoteStatus.SIGNED
    assert start_of(window, at.group) == 520


def test_the_moment_on_the_screen_is_signed_in_a_lane(window: NoteWindow) -> None:
    at, ids = window.at, window.at.ids
    at.house.do(attendance.mark, at.group, ids.maya, Mark(Presence.LATE, arrived=520))
    page = group_ready(window)
    retype(window, lane(page, ids.maya).head.moment, "8:45")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert window.form(at.group, ids.maya).arrived == 525
    assert window.form(at.group, ids.maya).status is NoteStatus.SIGNED


# --- what cannot be saved ---


def test_words_that_cannot_be_saved_are_neither_signed_nor_left(
    window: NoteWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, ids = window.at, window.at.ids
    panel = window.panel(at.alone, ids.maya)
    panel.editor.sections.boxes[Section.DID].text.setFocus()
    window.write("Putty. ")
    panel.flush()
    plan(panel).setFocus()
    window.write("Velcro strips. ")
    with monkeypatch.context() as broken:
        broken.setattr(window.bridge, "keep", full_disk)
        window.press(K.Key_Return, modifier=CTRL)
        assert window.form(at.alone, ids.maya).status is NoteStatus.DRAFT
        window.press(K.Key_Down, modifier=CTRL)
        window.press(K.Key_Escape)
        assert window.troubled == ["The disk is full."] * 3
        assert panel.form is not None
        assert panel.form.session_id == at.alone
    panel.flush()
    panel.open_note(at.last, ids.hazel)
    panel.open_note(at.alone, ids.maya)
    assert "Velcro" in panel.editor.sections.boxes[Section.PLAN].text.toPlainText()


def test_a_group_that_cannot_be_saved_is_not_signed(window: NoteWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    at, ids = window.at, window.at.ids
    page = group_ready(window)
    page.flush()
    window.write(" Last words.")
    with monkeypatch.context() as broken:
        broken.setattr(window.bridge, "keep", full_disk)
        window.press(K.Key_Return, modifier=CTRL)
    assert window.form(at.group, ids.kofi).status is NoteStatus.DRAFT
    page.flush()
    assert "Last words." in window.form(at.group, ids.kofi).entry.response


def test_leaving_says_that_it_is_not_saved(window: NoteWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = NotesScreen(window.bridge)
    window.show(screen)
    screen.open_note(window.at.alone, window.at.ids.maya)
    plan(screen.note).setFocus()
    window.write("Velcro strips. ")
    with monkeypatch.context() as broken:
        broken.setattr(window.bridge, "keep", full_disk)
        with pytest.raises(Trouble):
            screen.leave()


def test_the_cover_does_not_say_saved_when_it_is_not(window: NoteWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = window.panel(window.at.alone, window.at.ids.maya)
    plan(panel).setFocus()
    window.write("Velcro strips. ")
    said = list[int]()
    guard = Guard(window.bridge, lambda: window.window, panel.flush, lambda: None, window.bridge)
    with monkeypatch.context() as broken:
        broken.setattr(window.bridge, "keep", full_disk)
        broken.setattr(CoverWindow, "say_saved", lambda _face: said.append(1))
        guard.cover()
        window.qtbot.waitUntil(lambda: bool(window.troubled))
    guard.lift()
    guard.stop()
    assert not said


# --- words, phrases, findings ---


def test_undo_brings_no_addendum_of_another_student(window: NoteWindow) -> None:
    at, ids = window.at, window.at.ids
    sign(at, at.alone, ids.maya)
    sign(at, at.last, ids.hazel)
    panel = window.panel(at.alone, ids.maya)
    box = panel.signed_view.addendum
    box.setFocus()
    window.write("Maya fell.")
    panel.flush()
    box.selectAll()
    window.press(K.Key_Delete)
    panel.open_note(at.last, ids.hazel)
    box.setFocus()
    window.press(K.Key_Z, modifier=CTRL)
    assert box.toPlainText() == ""


def test_a_list_of_phrases_goes_with_its_note(window: NoteWindow) -> None:
    at, ids = window.at, window.at.ids
    for student in (ids.maya, ids.hazel):
        at.house.do(attendance.mark, at.group, student, Mark(Presence.ABSENT))
    panel = window.panel(at.group, ids.hazel)
    box = panel.editor.sections.boxes[Section.RESPONSE].text
    box.setFocus()
    window.write("Hazel was away with her mother. ")
    panel.open_note(at.group, ids.maya)
    panel.setFocus()
    assert window.focus() is box
    window.write(";")
    window.press(K.Key_2, modifier=ALT)
    assert not [each for each in window.window.findChildren(PhraseList) if each.isVisible()]
    before = box.toPlainText()
    window.press(K.Key_1)
    assert box.toPlainText() == before + "1"


def test_a_screening_leaves_nothing_in_the_next_note(window: NoteWindow) -> None:
    at, ids = window.at, window.at.ids
    window.bridge.do(note_rules.set_note_rules, AREAS)
    panel = window.panel(add(window), ids.maya)
    window.press(K.Key_1)
    panel.flush()
    panel.open_note(at.last, ids.hazel)
    panel.flush()
    assert window.form(at.last, ids.hazel).note_id is None


def test_who_comes_back_while_one_types_gets_a_lane(window: NoteWindow) -> None:
    at, ids = window.at, window.at.ids
    page = window.group(at.group, ids.maya)
    window.bridge.do(attendance.leave, at.group, ids.kofi)
    window.settled()
    page.shared.activity.editor.setFocus()
    window.write("putty")
    window.bridge.undo()
    QApplication.processEvents()
    page.look_again()
    assert [each.student_id for each in page.lanes] == [ids.maya, ids.hazel, ids.kofi]
    assert page.shared.entry().activity == "putty"
