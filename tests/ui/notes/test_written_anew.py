# SPDX-License-Identifier: MIT
"""A note entered in error is written anew by keys; each of the two leads to the other."""

import pytest

from otdesk.actions import notes
from otdesk.queries.note_list import NoteLine
from otdesk.rules.kinds import NoteStatus
from otdesk.ui.notes.panel import NotePanel
from otdesk.ui.notes.screen import NotesScreen
from tests.caseload_window import unnamed
from tests.note_sample import sign
from tests.note_window import CTRL, K, NoteWindow


@pytest.fixture
def void(window: NoteWindow) -> int:
    note = sign(window.at, window.at.alone, window.at.ids.maya)
    window.house.do(notes.void, note, "Hazel was seen, not Maya")
    return note


def open_void(window: NoteWindow) -> NotePanel:
    panel = window.panel(window.at.alone, window.at.ids.maya)
    assert not panel.writing
    return panel


def test_the_new_note_opens_at_once_and_is_signed(window: NoteWindow, void: int) -> None:
    panel = open_void(window)
    assert unnamed(panel) == []
    window.tab_to("Write a new note")
    window.press(K.Key_Space)
    assert panel.writing
    assert window.focus() is panel.editor.first_field()
    window.write("4/4i")
    window.press(K.Key_Return, modifier=CTRL)
    window.qtbot.waitUntil(lambda: window.form(window.at.alone, window.at.ids.maya).status is NoteStatus.SIGNED)
    form = window.form(window.at.alone, window.at.ids.maya)
    assert form.in_place_of == void
    assert [goal.typed for goal in form.entry.goals] == ["4/4i"]


def test_each_leads_to_the_other(window: NoteWindow, void: int) -> None:
    panel = open_void(window)
    panel.anew.begin_button.click()
    assert panel.anew.begin_button.isHidden()
    window.tab_to("Open the void note")
    window.press(K.Key_Space)
    assert not panel.writing
    assert panel.form is not None
    assert panel.form.note_id == void
    assert panel.anew.begin_button.isHidden(), "it was written anew already"
    window.tab_to("Open the new note")
    window.press(K.Key_Space)
    assert panel.writing


def test_undo_shows_the_void_note_again(window: NoteWindow, void: int) -> None:
    panel = open_void(window)
    panel.anew.begin_button.click()
    assert window.said[-1] == ("New note begun", True)
    window.house.undo()
    window.qtbot.waitUntil(lambda: not panel.writing)
    assert panel.form is not None
    assert panel.form.note_id == void
    assert panel.anew.begin_button.isVisible()


def test_thrown_away_it_leaves_the_void_note(window: NoteWindow, void: int) -> None:
    panel = open_void(window)
    panel.anew.begin_button.click()
    panel.discard()
    assert not panel.writing
    assert panel.form is not None
    assert panel.form.note_id == void


def test_a_note_without_such_a_history_has_no_row(window: NoteWindow) -> None:
    panel = window.panel(window.at.last, window.at.ids.hazel)
    assert panel.anew.isHidden()


def test_the_list_opens_the_one_that_was_chosen(window: NoteWindow, void: int) -> None:
    window.house.do(notes.begin_anew, void)
    sign(window.at, window.at.alone, window.at.ids.maya)
    screen = NotesScreen(window.bridge)
    window.show(screen)
    screen.refresh_now()
    screen.list.show_state(None)
    for key, status in ((void, NoteStatus.VOID), (None, NoteStatus.SIGNED)):
        assert screen.list.table.select_key((window.at.alone, window.at.ids.maya, key))
        screen.list.table.setFocus()
        window.press(K.Key_Return)
        assert screen.note.form is not None
        assert screen.note.form.status is status
        address = f"{window.at.alone}/{window.at.ids.maya}" + (f"/{key}" if key else "")
        assert screen.address() == address
        screen.close_note()
        screen.visit(address)
        assert screen.note.form.status is status
        window.settled()
        row = screen.list.table.current_row()
        assert isinstance(row, NoteLine)
        assert row.earlier == key
    screen.leave()
