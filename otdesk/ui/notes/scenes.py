# SPDX-License-Identifier: MIT
"""Pictures of Notes: a group's note, a signed one, phrases, earlier versions, paper."""

from datetime import timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from otdesk.actions import coding, copying, note_rules, notes, phrases, sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import notes as note_queries
from otdesk.queries import phrases as phrase_rows
from otdesk.queries import queue
from otdesk.queries.note_list import NoteState
from otdesk.records.phrases import PhraseKind
from otdesk.rules.coding import UnitRule
from otdesk.rules.copy_profile import USUAL
from otdesk.rules.kinds import MeasureType, RecordKind
from otdesk.rules.note_entry import Section
from otdesk.rules.note_formats import NoteFormat, NoteRules, Required
from otdesk.rules.screening import Finding, Outcome
from otdesk.ui.copying.dialog import CopyDialog
from otdesk.ui.group_note.cells import GoalCell
from otdesk.ui.group_note.lane import Lane
from otdesk.ui.group_note.page import GroupPage
from otdesk.ui.notes.co_signing import CoSignDialog
from otdesk.ui.notes.screen import NotesScreen
from otdesk.ui.notes.signing import ProveDialog
from otdesk.ui.paper.day_sheets import DaySheetDialog
from otdesk.ui.paper.notes import NoteDialog
from otdesk.ui.stage import Scene, Stage
from otdesk.usual_codes import usual_coding

VOID_REASON = "Written for the wrong day"
CONTACT_WORDS = "How the pencil grip goes at home."


def _notes(stage: Stage) -> NotesScreen:
    stage.shell("notes")
    return _notes_open(stage)


def _notes_open(stage: Stage) -> NotesScreen:
    """The place as it stands."""
    screen = stage.shell("").screens["notes"]
    if not isinstance(screen, NotesScreen):
        raise TypeError("Notes is another screen")
    return screen


def _waiting(stage: Stage) -> NotesScreen:
    """The first note to be written."""
    screen = _notes(stage)
    now = stage.clock()
    items = screen.bridge.read(queue.to_document, now.date(), now.hour * 60 + now.minute)
    item = next(item for item in items if item.students == 1)
    screen.open_note(item.session_id, item.first_student_id)
    return screen


def _group_signed(stage: Stage) -> QWidget:
    """The first signed note of a group."""
    screen = _notes(stage)
    screen.list.show_state(NoteState.SIGNED)
    row = next(row for row in screen.list.model.rows() if row.group)
    screen.open_note(row.session_id, row.student_id)
    return stage.shell("")


def _open_group(stage: Stage) -> GroupPage:
    screen = _notes(stage)
    now = stage.clock()
    items = screen.bridge.read(queue.to_document, now.date(), now.hour * 60 + now.minute)
    item = next(item for item in items if item.students > 1)
    screen.open_note(item.session_id, item.first_student_id)
    return screen.group


def _group_empty(stage: Stage) -> QWidget:
    _open_group(stage)
    return stage.shell("")


def _group(stage: Stage) -> QWidget:
    """All but the last student done, her first figure being typed."""
    page = _open_group(stage)
    lanes = list(page.lanes)
    for number, lane in enumerate(lanes):
        done = number < len(lanes) - 1
        for cell in lane.cells if done else lane.cells[:1]:
            cell.field.setText(_FIGURES.get(cell.goal.measure, "7/10v"))
        if done:
            lane.response.editor.insertPlainText("Checked each word against the model and fixed two reversals.")
    page.lanes.go_to(lanes[-1].student_id)
    page.shared.changed.emit()
    return stage.shell("")


def _group_tapped(stage: Stage) -> QWidget:
    """The buttons of words in a time, as after a click into the field."""
    lane = next(lane for lane in _open_group(stage).lanes if _by_speed(lane))
    cell = _by_speed(lane)[0]
    cell.field.setFocus(Qt.FocusReason.MouseFocusReason)
    cell.field.setText("20/1m")
    return stage.shell("")


def _by_speed(lane: Lane) -> list[GoalCell]:
    return [cell for cell in lane.cells if cell.goal.measure is MeasureType.SPEED]


def _group_phrases(stage: Stage) -> QWidget:
    """The list after `;`, under the response of the second lane; phrases have categories for once."""
    bridge = stage.bridge()
    for number, phrase in enumerate(bridge.read(phrase_rows.of_kind, PhraseKind.RESPONSE)):
        category = "Handwriting" if number > 1 else "Self-care"
        bridge.do(phrases.change, phrase.phrase_id, phrase.label, phrase.text, category)
        stage.after(bridge.undo)
    editor = list(_open_group(stage).lanes)[1].response.editor
    stage.settle()
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(
        editor, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.NoModifier, ";")
    )
    stage.after(editor.undo)
    stage.after(editor.clearFocus)
    return stage.shell("")


def _group_more(stage: Stage) -> QWidget:
    _open_group(stage).acts.more()
    return stage.shell("")


def _group_walk_in(stage: Stage) -> QWidget:
    _open_group(stage).acts.walk_in()
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
        goal.field.setText(_FIGURES.get(goal.goal.measure, typed))
        goal.show_reading()
    editor.same_as_last_time()
    return stage.shell("")


def _signed(stage: Stage) -> QWidget:
    screen = _notes(stage)
    screen.list.show_state(NoteState.SIGNED)
    row = next(row for row in screen.list.model.rows() if row.state is NoteState.SIGNED)  # an open draft stays listed
    screen.open_note(row.session_id, row.student_id)
    return stage.shell("")


def _correct(stage: Stage) -> QWidget:
    _signed(stage)
    _notes_open(stage).note.signed_view.correct()
    return stage.shell("")


def _void(stage: Stage) -> QWidget:
    _signed(stage)
    _notes_open(stage).note.signed_view.void()
    return stage.shell("")


class _TakenOut:
    """A session made for a picture goes again, with what was drafted of it."""

    def __init__(self, screen: NotesScreen, session_id: int, student_id: int) -> None:
        self._screen, self._session, self._student = screen, session_id, student_id

    def __call__(self) -> None:
        self._screen.note.editor.draft.end()
        bridge = self._screen.bridge
        form = bridge.read(note_queries.form, self._session, self._student)
        if form is not None and form.note_id is not None:
            bridge.do(notes.discard_draft, form.note_id)
        bridge.do(sessions.remove, self._session)
        self._screen.close_note()


def _was_void(stage: Stage) -> QWidget:
    """An old note, entered in error for good: what is signed is not taken back, so it comes last."""
    screen = _notes(stage)
    screen.list.show_state(NoteState.SIGNED)
    rows = screen.list.model.rows()
    row = next((row for row in rows if row.state is NoteState.VOID), None) or next(
        row for row in reversed(rows) if row.state is NoteState.SIGNED and not row.group
    )
    screen.open_note(row.session_id, row.student_id)
    if row.state is NoteState.SIGNED and row.note_id is not None:
        screen.bridge.do(notes.void, row.note_id, VOID_REASON)
        stage.settle()
    return stage.shell("")


def _anew(stage: Stage) -> QWidget:
    """Begun in place of it; taken back after the picture."""
    _was_void(stage)
    panel = _notes_open(stage).note
    panel.anew.begin()
    stage.after(panel.bridge.undo)
    stage.after(panel.editor.draft.end)
    return stage.shell("")


def _contact(stage: Stage) -> QWidget:
    """A call about a student, as it is being written; taken back after the picture."""
    screen = _notes(stage)
    now = stage.clock()
    line = screen.list.read.lines[0]
    entry = SessionEntry(
        now.date(), line.school_id, 600, 610, ((line.student_id, None),), kind=RecordKind.CONTACT
    )  # fmt: skip
    record = screen.bridge.do(sessions.add, entry)
    stage.after(_TakenOut(screen, record, line.student_id))
    screen.open_note(record, line.student_id)
    boxes = screen.note.editor.sections.boxes
    contact = screen.note.editor.choices.contact
    for tag in (contact.whom.tags()[0], contact.how.tags()[0]):
        tag.click()
    boxes[Section.DID].text.insertPlainText(CONTACT_WORDS)
    return stage.shell("")


def _screening(stage: Stage) -> QWidget:
    """A screening with its first areas; taken back after the picture."""
    screen = _notes(stage)
    line = screen.list.read.lines[0]
    entry = SessionEntry(
        stage.clock().date(), line.school_id, 600, 620, ((line.student_id, None),), kind=RecordKind.SCREENING
    )  # fmt: skip
    record = screen.bridge.do(sessions.add, entry)
    stage.after(_TakenOut(screen, record, line.student_id))
    screen.open_note(record, line.student_id)
    choices = screen.note.editor.choices
    for row, found in zip(choices.screening.rows, (Finding.NO_CONCERN, Finding.WATCH, Finding.EVALUATE), strict=False):
        row.control.segment(found).click()
    choices.screening.outcome.setCurrentIndex(1 + list(Outcome).index(Outcome.EVALUATE))
    return stage.shell("")


def _whole_class(stage: Stage) -> QWidget:
    """A whole class of whom one is of the caseload; taken back after the picture."""
    screen = _notes(stage)
    line = screen.list.read.lines[0]
    entry = SessionEntry(
        stage.clock().date(), line.school_id, 600, 620, ((line.student_id, None),), roster=18
    )  # fmt: skip
    record = screen.bridge.do(sessions.add, entry)
    stage.after(_TakenOut(screen, record, line.student_id))
    screen.open_note(record, line.student_id)
    return stage.shell("")


def _co_sign_list(stage: Stage) -> NotesScreen:
    screen = _notes(stage)
    screen.list.show_state(NoteState.CO_SIGN)
    return screen


def _to_co_sign(stage: Stage) -> QWidget:
    """The first of the assistant's notes, beside the list."""
    screen = _co_sign_list(stage)
    row = screen.list.model.rows()[0]
    screen.open_note(row.session_id, row.student_id)
    return stage.shell("")


def _supervisor(stage: Stage) -> QWidget:
    screen = _co_sign_list(stage)
    screen.co_signing.start()
    return stage.shell("")


def _co_sign(stage: Stage) -> QWidget:
    """As the supervisor sees it after her passphrase."""
    screen = _co_sign_list(stage)
    if stage.vault is not None:
        CoSignDialog(screen, screen.bridge, stage.vault.unlocked, "Dana Whitfield, MS, OTR/L").open()
    return stage.shell("")


def _send_back(stage: Stage) -> QWidget:
    _co_sign(stage)
    dialog = next(each for each in _notes_open(stage).window().findChildren(CoSignDialog) if each.is_open)
    dialog.send_back()
    return stage.shell("")


def _sign_ready(stage: Stage) -> QWidget:
    """The drafts of the group, those that lack nothing."""
    screen = _notes(stage)
    screen.list.show_state(NoteState.DRAFT)
    screen.sign_drafts()
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


_FIGURES = {
    MeasureType.FREQUENCY: "2x", MeasureType.DURATION: "8m", MeasureType.LATENCY: "45s", MeasureType.ASSIST: "l3",
    MeasureType.GAS: "0", MeasureType.RATING: "6", MeasureType.SPEED: "20/60s", MeasureType.CHECKLIST: "y",
}  # fmt: skip


def _enter_elsewhere(stage: Stage) -> QWidget:
    """As where the district's own system is wanted since Monday; taken back after the picture."""
    screen = _notes(stage)
    screen.bridge.do(copying.set_profile, stage.clock().date() - timedelta(days=1), USUAL)
    stage.after(screen.bridge.undo)
    dialog = CopyDialog(screen, screen.bridge)
    dialog.open()
    dialog.copy_next()
    return stage.shell("")


def _coded(stage: Stage) -> NotesScreen:
    """As where notes carry codes; taken back after the picture."""
    screen = _waiting(stage)
    screen.bridge.do(coding.set_coding, usual_coding(UnitRule.CMS))
    stage.after(screen.bridge.undo)
    return screen


def _codes(stage: Stage) -> QWidget:
    editor = _coded(stage).note.editor
    editor.reread()
    editor.codes.field.setText("97530 20, 97110 10, F82")
    stage.settle()
    editor.view.ensureWidgetVisible(editor.codes.field)
    return stage.shell("")


def _soap(stage: Stage) -> QWidget:
    """As where the district wants SOAP notes; taken back after the picture."""
    screen = _waiting(stage)
    asked = frozenset({Required.BEFORE, Required.PLAN})
    screen.bridge.do(note_rules.set_note_rules, NoteRules(NoteFormat.SOAP, asked))
    stage.after(screen.bridge.undo)
    editor = screen.note.editor
    editor.draft.flush()
    form = editor.form
    if form is not None:
        screen.open_note(form.session_id, form.student_id)
    stage.settle()
    editor.view.ensureWidgetVisible(editor.sections.boxes[Section.PLAN].part)
    return stage.shell("")


def _in_form(stage: Stage, rules: NoteRules) -> NotesScreen:
    """The waiting note as where the district wants this form; taken back after the picture."""
    screen = _waiting(stage)
    screen.bridge.do(note_rules.set_note_rules, rules)
    stage.after(screen.bridge.undo)
    editor = screen.note.editor
    editor.draft.end()
    form = editor.form
    if form is not None:
        screen.open_note(form.session_id, form.student_id)
    return screen


def _goal_grid(stage: Stage) -> QWidget:
    editor = _in_form(stage, NoteRules(NoteFormat.GOAL_GRID)).note.editor
    for goal, typed in zip(editor.goals, ("3/4v", "4/4i", "3/5g"), strict=False):
        goal.field.setText(_FIGURES.get(goal.goal.measure, typed))
    editor.sections.boxes[Section.RESPONSE].text.insertPlainText(" Asked for the short pencil.")
    stage.settle()
    editor.view.ensureWidgetVisible(editor.sections.boxes[Section.RESPONSE].part)
    return stage.shell("")


def _checklist(stage: Stage) -> QWidget:
    editor = _in_form(stage, NoteRules(NoteFormat.CHECKLIST)).note.editor
    for row in editor.choices.ticks.rows.values():
        row.show_all()
        for tag in row.tags()[:2]:
            tag.click()
    stage.settle()
    editor.view.ensureWidgetVisible(editor.sections.boxes[Section.RESPONSE].part)
    return stage.shell("")


def _group_checklist(stage: Stage) -> QWidget:
    screen = _waiting(stage)
    screen.bridge.do(note_rules.set_note_rules, NoteRules(NoteFormat.CHECKLIST))
    stage.after(screen.bridge.undo)
    page = _open_group(stage)
    for row in page.shared.ticks.rows.values():
        row.tags()[1].click()
    for lane in page.lanes:
        for row in lane.ticks.rows.values():
            row.tags()[0].click()
    return stage.shell("")


def _group_grid(stage: Stage) -> QWidget:
    screen = _waiting(stage)
    screen.bridge.do(note_rules.set_note_rules, NoteRules(NoteFormat.GOAL_GRID))
    stage.after(screen.bridge.undo)
    page = _open_group(stage)
    for lane in page.lanes:
        for cell in lane.cells:
            cell.field.setText(_FIGURES.get(cell.goal.measure, "7/10v"))
    return stage.shell("")


def _group_codes(stage: Stage) -> QWidget:
    _coded(stage)
    for lane, typed in zip(_open_group(stage).lanes, ("97150", "97150, R27.8", "97530 10, 97112 10"), strict=False):
        lane.codes.field.setText(typed)
    return stage.shell("")


SCENES = (
    Scene("note_sign_ready", _sign_ready),  # before the group below is typed into
    Scene("note_enter_elsewhere", _enter_elsewhere),
    Scene("note_group_empty", _group_empty),
    Scene("note_group_signed", _group_signed),
    Scene("note_group_more", _group_more),
    Scene("note_group_walk_in", _group_walk_in),
    Scene("note_group", _group),
    Scene("note_group_tapped", _group_tapped),
    Scene("note_group_phrases", _group_phrases),
    Scene("note_group_codes", _group_codes),
    Scene("note_written", _written),
    Scene("note_codes", _codes),
    Scene("note_soap", _soap),
    Scene("note_goal_grid", _goal_grid),
    Scene("note_group_grid", _group_grid),
    Scene("note_checklist", _checklist),
    Scene("note_group_checklist", _group_checklist),
    Scene("note_signed", _signed),
    Scene("note_correct", _correct),
    Scene("note_void", _void),
    Scene("note_contact", _contact),
    Scene("note_screening", _screening),
    Scene("note_whole_class", _whole_class),
    Scene("note_to_co_sign", _to_co_sign),
    Scene("note_supervisor", _supervisor),
    Scene("note_co_sign", _co_sign),
    Scene("note_send_back", _send_back),
    Scene("note_phrases", _phrases),
    Scene("print_day_sheets", _print_sheets),
    Scene("note_prove", _prove),
    Scene("print_note", _print_note),
    Scene("print_batch", _print_batch),
    Scene("note_was_void", _was_void),
    Scene("note_anew", _anew),
)
