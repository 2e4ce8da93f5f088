# SPDX-License-Identifier: MIT
"""A signed note: locked, every word as signed, addenda below it and a place for one more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions import notes
from otdesk.printouts import labels
from otdesk.queries import notes as note_queries
from otdesk.queries.notes import NoteForm
from otdesk.rules.note_entry import Section
from otdesk.rules.shorthand import Reading
from otdesk.ui import statuses, theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes.goal_line import reading_words
from otdesk.ui.notes.sections import section_words
from otdesk.ui.paper.notes import NoteDialog
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import Divider, ScrollColumn
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import StatusPill
from otdesk.ui.theme import Type
from otdesk.words import _


class SignedView(QWidget):
    closed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._form: NoteForm | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        self._name = Words("", Type.CARD)
        top.addWidget(self._name)
        top.addStretch(1)
        top.addWidget(StatusPill(statuses.signed(locked=True)))
        column.addLayout(top)
        self._when = Words("", Type.META, "text2", wrap=True)
        column.addWidget(self._when)
        column.addWidget(Divider())
        self._scroll = ScrollColumn()
        self._scroll.column.setSpacing(theme.current().px(8))
        column.addWidget(self._scroll, 1)
        column.addWidget(Words(_("Addendum: new information, dated today"), Type.LABEL, "text2"))
        self.addendum = QPlainTextEdit()
        self.addendum.setAccessibleName(_("Addendum"))
        self.addendum.setTabChangesFocus(True)
        self.addendum.setFixedHeight(theme.current().px(64))
        self.addendum.textChanged.connect(self._typed)
        column.addWidget(self.addendum)
        column.addLayout(self._foot())
        self.setFocusProxy(self._back)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._back = DefaultButton(_("Back"), key="Esc")
        self._back.clicked.connect(self.closed)
        self._print = DefaultButton(_("Print"), icon="printer")
        self._print.clicked.connect(self.print_note)
        self.add_button = PrimaryButton(_("Sign addendum"), icon="signature")
        self.add_button.clicked.connect(self.sign_addendum)
        row.addWidget(self._back)
        row.addWidget(self._print)
        row.addStretch(1)
        row.addWidget(self.add_button)
        return row

    def show_form(self, form: NoteForm) -> None:
        self._form = form
        self._name.setText(words.full_name(form.called, form.last))
        said = [words.day_full_date(form.day), words.span(form.start, form.end)]
        if form.presence is not None:
            said.append(labels.presence(form.presence))
        if form.minutes is not None:
            said.append(words.minutes(form.minutes))
        if form.signed_at is not None:
            local = form.signed_at.astimezone(self._bridge.now().tzinfo)
            said.append(_("signed {when}").format(when=words.stamp(local)))
        self._when.setText(words.listed_with_dots(said))
        self.addendum.clear()
        self._fill(form)
        self._typed()

    def _fill(self, form: NoteForm) -> None:
        column = self._scroll.column
        while (item := column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in form.entry.goals:
            goal = next((goal for goal in form.goals if goal.goal_id == line.goal_id), None)
            if goal is not None:
                found = form.read(goal.goal_id, line.typed)
                said = reading_words(found, goal) if isinstance(found, Reading) else line.typed
                column.addWidget(
                    Words(f"{goal.number} {goal.area or goal.short}: {said}", Type.CONTROL_STRONG, wrap=True)
                )
        for section in Section:
            text = form.entry.text(section)
            if text:
                column.addWidget(Words(section_words(section), Type.LABEL, "text2"))
                column.addWidget(Words(text, Type.CONTROL, wrap=True))
        for amendment in form.amendments:
            local = amendment.made_at.astimezone(self._bridge.now().tzinfo)
            head = f"{labels.amendment(amendment.kind)} · {words.stamp(local)} · {amendment.author}"
            column.addWidget(Words(head, Type.LABEL, "info.ink", wrap=True))
            column.addWidget(Words(amendment.text, Type.CONTROL, wrap=True))
        column.addStretch(1)

    def _typed(self) -> None:
        self.add_button.setEnabled(bool(self.addendum.toPlainText().strip()))

    def sign_addendum(self) -> None:
        """Sign what was typed; it stands beside the original from now on."""
        form = self._form
        if form is None or form.note_id is None:
            return
        with self._bridge.telling():
            self._bridge.do(notes.add_addendum, form.note_id, self.addendum.toPlainText())
            fresh = self._bridge.read(note_queries.form, form.session_id, form.student_id)
            if fresh is not None:
                self.show_form(fresh)

    def print_note(self) -> None:
        if self._form is not None and self._form.note_id is not None:
            NoteDialog(self, self._bridge, (self._form.note_id,)).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.add_button.isEnabled():
            self.sign_addendum()
        else:
            super().keyPressEvent(event)
