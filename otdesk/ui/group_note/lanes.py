# SPDX-License-Identifier: MIT
"""The lanes of a group under each other, and the phrases for the response that is being written."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from otdesk.actions.attendance import Mark
from otdesk.queries.group_notes import GroupForm
from otdesk.rules.note_entry import SharedEntry
from otdesk.ui import theme
from otdesk.ui.group_note.lane import Lane
from otdesk.ui.group_note.phrase_bar import PhraseBar
from otdesk.ui.parts.cards import RING_ROOM, ScrollColumn

_WITH_PHRASES = 380


class Lanes(QWidget):
    """`entered` when another lane got the keyboard; `marked(student, Mark)`."""

    entered = Signal()
    changed = Signal()
    marked = Signal(int, object)
    checked = Signal()
    more_wanted = Signal()
    phrases_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.current: Lane | None = None
        self._lanes: list[Lane] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.view = ScrollColumn()
        self.view.column.setContentsMargins(RING_ROOM, 0, look.px(6), RING_ROOM)
        self.view.column.setSpacing(look.px(9))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.px(9))
        self.view.column.addLayout(self._rows)
        self.view.column.addStretch(1)
        column.addWidget(self.view, 1)
        self.phrases = PhraseBar()
        self.phrases.chosen.connect(self.put_phrase)
        self.phrases.filtered.connect(self._show_phrases)
        self.phrases.edit_wanted.connect(self.phrases_wanted)
        column.addWidget(self.phrases)

    def hasHeightForWidth(self) -> bool:
        """What scrolls needs no height: Qt would take the height it likes for the least, at the cost of the header."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the lanes come before the phrases, whose digits work all the same."""
        super().resizeEvent(event)
        self.phrases.setVisible(self.height() >= theme.current().px(_WITH_PHRASES))

    def __iter__(self) -> Iterator[Lane]:
        return iter(self._lanes)

    def show_group(self, form: GroupForm, student_id: int) -> None:
        """Lanes for these students, the current one that student's, with the keyboard if another had it."""
        focus = QApplication.focusWidget()
        had_keyboard = any(lane.isAncestorOf(focus) for lane in self._lanes) if focus is not None else False
        for lane in self._lanes:
            lane.blockSignals(True)  # hiding it hands the keyboard on, which is no person's act
            self._rows.removeWidget(lane)
            lane.hide()
            lane.deleteLater()
        self._lanes = []
        for member in form.members:
            lane = Lane(member)
            lane.changed.connect(self.changed)
            lane.entered.connect(self._entered)
            lane.marked.connect(self._marked)
            lane.checked.connect(self.checked)
            lane.more_wanted.connect(self._more)
            lane.grown.connect(self._grown)
            self._rows.addWidget(lane)
            lane.show()  # at once, not with the next event: the keyboard goes there now
            self._lanes.append(lane)
        self._choose(self._lane_of(student_id))
        if had_keyboard:
            self._lane_of(student_id).first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, lane by lane."""
        return [*(stop for lane in self._lanes for stop in lane.stops()), self.phrases.edit_button]

    def show_facts(self, form: GroupForm) -> None:
        """Attendance, times or signatures came anew; what is typed stays."""
        shared = self._shared()
        for lane, member in zip(self._lanes, form.members, strict=True):
            lane.show_form(member)
            lane.share(shared)
        self._show_phrases()

    def _shared(self) -> SharedEntry:
        """As it stands on the screen: each lane was told."""
        return self._lanes[0].form.shared

    def refuse_time(self, student_id: int, fault: str) -> None:
        """When she came or left cannot be: it is said where it was typed."""
        self._lane_of(student_id).head.refuse(fault)

    def go_to(self, student_id: int, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The keyboard to a student's lane."""
        lane = self._lane_of(student_id)
        self._choose(lane)
        lane.first_field().setFocus(reason)
        self._show_whole(lane)
        self.entered.emit()

    def go_to_number(self, number: int) -> None:
        if number < len(self._lanes):
            self.go_to(self._lanes[number].student_id)

    def put_phrase(self, text: str) -> None:
        """Into the response of the current lane, where its cursor is."""
        if self.current is not None and self.current.writable:
            editor = self.current.response.editor
            editor.insertPlainText(text)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lane_of(self, student_id: int) -> Lane:
        return next((lane for lane in self._lanes if lane.student_id == student_id), self._lanes[0])

    def _choose(self, chosen: Lane) -> None:
        self.current = chosen
        for lane in self._lanes:
            lane.set_current(lane is chosen)
        self._show_phrases()

    def _show_phrases(self) -> None:
        if self.current is not None:
            offered, writable = self.current.phrases(), self.current.writable
            shown = self.phrases.show_phrases(self.current.form, offered, enabled=writable)
            self.current.response.editor.set_phrases(shown)

    def _entered(self) -> None:
        lane = self.sender()
        if isinstance(lane, Lane):
            self._choose(lane)
            focus = QApplication.focusWidget()
            if focus is not None:
                self._show_whole(lane)
            self.entered.emit()

    def _grown(self) -> None:
        """Its buttons came into sight."""
        if self.current is not None and self.current is self.sender():
            self._show_whole(self.current)

    def _show_whole(self, lane: Lane) -> None:
        self.view.ensureWidgetVisible(lane, 0, theme.current().px(12))

    def _marked(self, said: object) -> None:
        lane = self.sender()
        if isinstance(lane, Lane) and isinstance(said, Mark):
            self.marked.emit(lane.student_id, said)

    def _more(self) -> None:
        lane = self.sender()
        if isinstance(lane, Lane):
            self._choose(lane)
            self.more_wanted.emit()
