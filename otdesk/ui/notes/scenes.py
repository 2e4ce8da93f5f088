# SPDX-License-Identifier: MIT
"""Pictures of Notes: a group's note, a signed one, phrases, earlier versions, paper."""

from PySide6.QtWidgets import QWidget

from otdesk.queries import queue, today
from otdesk.queries.note_list import NoteState
from otdesk.ui.notes.screen import NotesScreen
from otdesk.ui.notes.signing import ProveDialog
from otdesk.ui.paper.day_sheets import DaySheetDialog
from otdesk.ui.paper.notes import NoteDialog
from otdesk.ui.stage import Scene, Stage


def _notes(stage: Stage) -> NotesScreen:
    screen = stage.shell("notes").screens["notes"]
    if not isinstance(screen, NotesScreen):
        raise TypeError("Notes is another screen")
    return screen


def _waiting(stage: Stage) -> NotesScreen:
    """The first note to be written."""
    screen = _notes(stage)
    now = stage.clock()
    items = screen.bridge.read(queue.to_document, now.date(), now.hour * 60 + now.minute)
    screen.open_note(items[0].session_id, items[0].first_student_id)
    return screen


def _group(stage: Stage) -> QWidget:
    """The first group of the day."""
    screen = _notes(stage)
    day = screen.bridge.read(today.day, stage.clock().date(), None)
    groups = [row for row in day.rows() if row.session_id is not None and len(row.students) > 1]
    if groups and groups[0].session_id is not None:
        screen.open_note(groups[0].session_id, groups[0].students[0].student_id)
    return stage.shell("")


def _prove(stage: Stage) -> QWidget:
    screen = _waiting(stage)
    ProveDialog(screen, screen.bridge).open()
    return stage.shell("")


def _print_batch(stage: Stage) -> QWidget:
    _notes(stage).print_batch()
    stage.settle()
    return stage.shell("")


def _written(stage: Stage) -> QWidget:
    """With data and choices as a person would leave them before signing."""
    editor = _waiting(stage).note.editor
    for goal, typed in zip(editor.goals, ("3/4v", "4/4i", "3/5g"), strict=False):
        goal.field.setText(typed)
        goal.show_reading()
    editor.same_as_last_time()
    return stage.shell("")


def _signed(stage: Stage) -> QWidget:
    screen = _notes(stage)
    screen.list.show_state(NoteState.SIGNED)
    rows = screen.list.model.rows()
    if rows:
        screen.open_note(rows[0].session_id, rows[0].student_id)
    return stage.shell("")


def _phrases(stage: Stage) -> QWidget:
    _waiting(stage).note.edit_phrases()
    return stage.shell("")


def _print_sheets(stage: Stage) -> QWidget:
    shell = stage.shell("today")
    DaySheetDialog(shell, shell.bridge, shell.bridge.today()).open()
    stage.settle()
    return shell


def _print_note(stage: Stage) -> QWidget:
    screen = _notes(stage)
    screen.list.show_state(NoteState.SIGNED)
    rows = [row.note_id for row in screen.list.model.rows() if row.note_id is not None]
    if rows:
        NoteDialog(screen, screen.bridge, rows[:1]).open()
        stage.settle()
    return stage.shell("")


SCENES = (
    Scene("note_group", _group),
    Scene("note_written", _written),
    Scene("note_signed", _signed),
    Scene("note_phrases", _phrases),
    Scene("print_day_sheets", _print_sheets),
    Scene("note_prove", _prove),
    Scene("print_note", _print_note),
    Scene("print_batch", _print_batch),
)
