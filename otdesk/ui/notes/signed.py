# SPDX-License-Identifier: MIT
"""A signed note: locked, every word as signed, addenda below it and a place for one more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions import notes
from otdesk.queries import co_signing, note_members, note_pages
from otdesk.queries import notes as note_queries
from otdesk.queries.co_signing import Answer
from otdesk.queries.note_rows import NotePage
from otdesk.queries.notes import NoteForm
from otdesk.rules.kinds import NoteStatus
from otdesk.ui import statuses
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes.amending import CorrectionForm, VoidForm
from otdesk.ui.notes.members import MemberRow
from otdesk.ui.notes.record_view import RecordView, when_words
from otdesk.ui.notes.signing import Proof
from otdesk.ui.notes.soon import Soon
from otdesk.ui.paper.notes import NoteDialog
from otdesk.ui.parts.buttons import DefaultButton, IconButton, PrimaryButton
from otdesk.ui.parts.cards import Divider
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.feedback import Banner
from otdesk.ui.parts.fields import LinesEdit
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import StatusPill
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _


class SignedView(QWidget):
    """The record as it was signed; Ctrl+Enter signs what was typed as an addendum."""

    closed = Signal()
    member_wanted = Signal(int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._form: NoteForm | None = None
        self._page: NotePage | None = None
        self._answer: Answer | None = None
        """What the supervisor wants put right."""
        self._proof = Proof(bridge, self)
        self._proof.given.connect(self._sign)
        self._kept = ""
        self._soon = Soon(self)
        self._soon.due.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        self._name = Words("", Type.CARD)
        top.addWidget(self._name)
        top.addStretch(1)
        self._pill = StatusPill(statuses.signed(locked=True))
        top.addWidget(self._pill)
        column.addLayout(top)
        self.members = MemberRow()
        self.members.wanted.connect(self.member_wanted)
        column.addWidget(self.members)
        self._when = Words("", Type.META, "text2", wrap=True)
        column.addWidget(self._when)
        column.addWidget(Divider())
        self.answer = Banner("", Tone.TODO, icon="undo-2")
        column.addWidget(self.answer)
        self.answer.hide()
        self._record = RecordView()
        column.addWidget(self._record, 1)
        self._addendum_label = Words(_("Addendum: new information, dated today"), Type.LABEL, "text2")
        column.addWidget(self._addendum_label)
        self.addendum = LinesEdit(2)
        self.addendum.setAccessibleName(_("Addendum"))
        self.addendum.textChanged.connect(self._typed)
        column.addWidget(self.addendum)
        column.addLayout(self._foot())

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [
            self.addendum, self.back_button, self._print, self.correct_button, self.void_button, self.add_button,
        ]  # fmt: skip

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.back_button = DefaultButton(_("Back"), key="Esc")
        self.back_button.clicked.connect(self.closed)
        self._print = DefaultButton(_("Print"), icon="printer")
        self._print.clicked.connect(self.print_note)
        self.add_button = PrimaryButton(_("Sign addendum"), icon="signature", key="Ctrl+Enter")
        self.add_button.clicked.connect(self.sign_addendum)
        row.addWidget(self.back_button)
        self.correct_button = IconButton("file-pen", _("Correct an error"))
        self.correct_button.clicked.connect(self.correct)
        self.void_button = IconButton("circle-x", _("Entered in error"))
        self.void_button.clicked.connect(self.void)
        row.addWidget(self._print)
        row.addWidget(self.correct_button)
        row.addWidget(self.void_button)
        row.addStretch(1)
        row.addWidget(self.add_button)
        return row

    def show_form(self, form: NoteForm) -> None:
        """Show the record; an addendum that was begun stands in its field."""
        self.flush()
        another = self._form is None or self._form.key != form.key
        self._form = form
        self._kept = form.addendum
        if another or self.addendum.toPlainText() != form.addendum:
            self.addendum.blockSignals(True)
            self.addendum.setPlainText(form.addendum)  # Ctrl+Z brings back nothing of before
            self.addendum.blockSignals(False)
        self.members.show_members(self._bridge.read(note_members.members, form.session_id), form.student_id)
        self._name.setText(words.full_name(form.called, form.last))
        self._show_page(*self._read(form))
        self._typed()

    def look_again(self) -> None:
        """What the supervisor said in the meantime is shown; the addendum being typed stays as it is."""
        if self._form is None:
            return
        page, answer = self._read(self._form)
        if (page, answer) != (self._page, self._answer):
            self._show_page(page, answer)

    def _read(self, form: NoteForm) -> tuple[NotePage | None, Answer | None]:
        page = self._bridge.read(note_pages.note_page, form.note_id or 0, self._bridge.now())
        return page, self._bridge.read(co_signing.sent_back, form.note_id or 0)

    def _show_page(self, page: NotePage | None, answer: Answer | None) -> None:
        self._page, self._answer = page, answer
        if page is None:
            return
        standing = page.status is NoteStatus.SIGNED
        self._pill.show_mark(_mark(page))
        for part in (self._addendum_label, self.addendum, self.add_button, self.correct_button, self.void_button):
            part.setVisible(standing)
        self._when.setText(when_words(page))
        self._record.show_page(page)
        self.answer.setVisible(answer is not None)
        if answer is not None:
            self.answer.say(_("{who} sent it back: {remark}").format(who=answer.by, remark=answer.remark))

    def _typed(self) -> None:
        text = self.addendum.toPlainText()
        self.add_button.setEnabled(bool(text.strip()))
        if self._form is not None and text != self._kept:
            self._soon.touch()

    def _keep(self) -> None:
        with self._bridge.telling():
            self.flush()

    def flush(self) -> None:
        """Keep the addendum being typed, as drafts are kept. Raises the Fault."""
        self._soon.stop()
        text, form = self.addendum.toPlainText(), self._form
        if form is None or form.note_id is None or text == self._kept:
            return
        self._bridge.keep(notes.keep_addendum, form.note_id, text)
        self._kept = text

    def sign_addendum(self) -> None:
        """Sign what was typed; it stands beside the original from now on."""
        self._proof.ask()

    def _sign(self) -> None:
        form = self._form
        if form is None or form.note_id is None:
            return
        self._soon.stop()
        with self._bridge.telling():
            self._bridge.do(notes.add_addendum, form.note_id, self.addendum.toPlainText())
            fresh = self._bridge.read(note_queries.form, form.session_id, form.student_id)
            self._form = None  # what is in the field is signed now
            if fresh is not None:
                self.show_form(fresh)
                self.addendum.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes dead: Qt would take it away

    def correct(self) -> None:
        if self._page is not None:
            CorrectionForm(self, self._bridge, self._page).open()

    def void(self) -> None:
        if self._page is not None:
            VoidForm(self, self._bridge, self._page.note_id).open()

    def print_note(self) -> None:
        if self._form is not None and self._form.note_id is not None:
            NoteDialog(self, self._bridge, (self._form.note_id,)).open()


def _mark(page: NotePage) -> Mark:
    if page.status is not NoteStatus.SIGNED:
        return statuses.void()
    return statuses.to_co_sign() if page.co_signature_due else statuses.signed(locked=True)
