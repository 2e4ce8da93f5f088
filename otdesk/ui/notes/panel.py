# SPDX-License-Identifier: MIT
"""The note of one student beside the day or the list: written, signed with one key, then the next one opens."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk.actions import notes
from otdesk.actions.attendance import Mark
from otdesk.faults import Refusal
from otdesk.queries import notes as note_queries
from otdesk.queries.notes import NoteForm
from otdesk.records.co_signing import CoSignRequest
from otdesk.records.notes import Note
from otdesk.records.phrases import Phrase
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.kinds import NoteStatus, Presence
from otdesk.rules.note_entry import NoteEntry
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge, went
from otdesk.ui.notes.anew import AnewRow
from otdesk.ui.notes.editor import NoteEditor
from otdesk.ui.notes.following import after
from otdesk.ui.notes.phrases import PhrasesDialog
from otdesk.ui.notes.signed import SignedView
from otdesk.ui.notes.signing import Signing, meant
from otdesk.ui.notes.stopped import Stopped
from otdesk.ui.notes.versions import VersionsPopover
from otdesk.ui.paper.notes import NoteDialog
from otdesk.ui.parts import tab_order
from otdesk.ui.parts.buttons import DefaultButton, IconButton, PrimaryButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.keys import keys_within
from otdesk.words import _

_SHOWN = frozenset({Attendance, TherapySession, Phrase})


class NotePanel(Card):
    """One note at a time. `closed` when she wants back to the day; what is typed is always kept."""

    closed = Signal()
    opened = Signal(int, int)  # session, student
    group_wanted = Signal(int, int)
    """The next note is of a group: session, whose lane comes first."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, parent=parent)
        self.bridge = bridge
        self.form: NoteForm | None = None
        self._begin_at: QWidget | None = None
        self.editor = NoteEditor(bridge)
        self._stopped = Stopped(self.editor)
        self.editor.member_wanted.connect(self._open_other)
        self.editor.phrases_wanted.connect(self.edit_phrases)
        self.signing = Signing(bridge, self)
        self.signing.signed.connect(self._signed)
        self.signed_view = SignedView(bridge)
        self.signed_view.closed.connect(self._close)
        self.signed_view.member_wanted.connect(self._open_other)
        writing = QWidget()
        column = QVBoxLayout(writing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor, 1)
        column.addLayout(self._foot())
        self._writing = writing
        self._stack = QStackedWidget()
        self._stack.addWidget(writing)
        self._stack.addWidget(self.signed_view)
        self.anew = AnewRow(bridge)
        self.anew.wanted.connect(self._go_on)
        self.add(self.anew)
        self.add(self._stack, 1)
        bridge.changed.connect(self._changed)
        self._bind_keys()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(4))
        self._later = DefaultButton(_("Later"), key="Esc")
        self._later.clicked.connect(self._close)
        self.versions_button = IconButton("history", _("Earlier versions"))
        self.versions_button.clicked.connect(self.show_versions)
        self.print_button = IconButton("printer", _("Print this draft"))
        self.print_button.clicked.connect(self.print_note)
        self.discard_button = IconButton("trash-2", _("Throw this draft away"))
        self.discard_button.clicked.connect(self.discard)
        self.sign_button = PrimaryButton(_("Sign, open next"), icon="signature", key="Ctrl+Enter")
        self.sign_button.clicked.connect(self.sign)
        self._foot_stops = (
            self._later, self.versions_button, self.print_button, self.discard_button, self.sign_button,
        )  # fmt: skip
        for button in self._foot_stops:
            row.addWidget(button)
        row.insertStretch(len(self._foot_stops) - 1, 1)
        return row

    # --- opening ---

    @property
    def writing(self) -> bool:
        """Whether the editor is shown, not a signed note."""
        return self._stack.currentWidget() is self._writing

    def open_note(self, session_id: int, student_id: int, earlier: int | None = None) -> None:
        """Show a student's note of a session: the editor, or the signed record; `earlier` is one that was written anew.
        Raises Refusal when it is not there, and the Fault of what cannot be saved: the note that is open stays then."""
        self._stopped.remember(self.form, self.focusWidget())
        self._finish_line()
        self.flush()
        form = self.bridge.read(note_queries.form, session_id, student_id, earlier)
        if form is None:
            raise Refusal(_("This student is no longer in the session."))
        self.form = form
        if form.status is NoteStatus.DRAFT or form.status is None:
            self.editor.open_form(form)
            self._stack.setCurrentWidget(self._writing)
            self._begin_at = self._stopped.field(form) or self.editor.first_field()
        else:
            self.editor.draft.end()
            self.signed_view.show_form(form)
            self._stack.setCurrentWidget(self.signed_view)
            self._begin_at = self.signed_view.back_button
        self.bridge.viewed([student_id])
        self.anew.show_form(form)
        self.opened.emit(session_id, student_id)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """To where one writes. Not a focus proxy: Tab would take the panel itself for a stop and skip what is above."""
        if self._begin_at is not None:
            self._begin_at.setFocus(reason)

    def _finish_line(self) -> None:
        """A time typed last belongs to this note; what is wrong with it is told before it goes."""
        if self.form is not None and self.writing and (fault := self.editor.head.finish()):
            self.bridge.tell(Refusal(fault))

    def flush(self) -> None:
        """Save what is typed now. Raises the Fault of what cannot be saved."""
        self.editor.draft.flush()
        self.signed_view.flush()

    def entry(self) -> NoteEntry:
        return self.editor.entry()

    def _changed(self, changes: object) -> None:
        if self.form is not None and self.isVisible() and isinstance(changes, frozenset):
            kinds = {kind for kind, _row in changes}
            if kinds & (_SHOWN | {Note, CoSignRequest}):
                self._look_again(facts=bool(kinds & _SHOWN))

    def showEvent(self, event: QShowEvent) -> None:
        """While it was hidden the same note may have been written elsewhere."""
        super().showEvent(event)
        if self.form is not None:
            self._look_again(facts=True)

    def _look_again(self, *, facts: bool) -> None:
        """The vault changed, here or elsewhere: what stands there is shown; what is typed and not kept yet stays."""
        old = self.form
        form = self.bridge.read(note_queries.form, *old.key) if old is not None else None
        if old is None or form is None:
            self.editor.draft.end()
            self.closed.emit()
            return
        if self.writing and form.status in {None, NoteStatus.DRAFT}:
            draft = self.editor.draft
            same = draft.holds(form.entry) if form.note_id is not None else old.note_id is None and not draft.exists
            if same or draft.waiting:
                self.form = form
                if facts:
                    self.editor.reread()
                return
        elif not self.writing and form == old:
            self.signed_view.look_again()
            return
        self.editor.draft.end()
        self.form = None
        self.open_note(*form.key)

    # --- keys ---

    def _bind_keys(self) -> None:
        """Shortcuts, because a text field would take Alt+A for a letter and Ctrl+Down for scrolling."""
        for keys, act in (
            ("Ctrl+Return", self.sign_shown),
            ("Ctrl+Enter", self.sign_shown),
            ("Ctrl+D", self.same_as_last_time),
            ("Ctrl+Down", self.open_next),
            ("Alt+P", self.mark_present),
            ("Alt+A", self.mark_absent),
        ):
            keys_within(self, keys).activated.connect(act)
        for number in range(1, 10):
            shortcut = keys_within(self, f"Alt+{number}")
            shortcut.setProperty("member", number - 1)
            shortcut.activated.connect(self._open_member)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Goals and choices are made anew with each note, so Qt's own order would go round among them for ever."""
        if not tab_order.is_asked(self):
            return super().focusNextPrevChild(forward)
        inner = [*self.editor.stops(), *self._foot_stops] if self.writing else self.signed_view.stops()
        return tab_order.step(self, [*self.anew.stops(), *inner], forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def sign_shown(self) -> None:
        """Ctrl+Enter: the note, or the addendum typed beside a signed one."""
        if self.writing:
            self.sign()
        elif self.signed_view.add_button.isEnabled():
            self.signed_view.sign_addendum()

    def same_as_last_time(self) -> None:
        if self.writing:
            self.editor.same_as_last_time()

    def mark_present(self) -> None:
        if self.writing:
            self.editor.mark(Mark(Presence.PRESENT))

    def mark_absent(self) -> None:
        if self.writing:
            self.editor.mark(Mark(Presence.ABSENT))

    def _open_member(self) -> None:
        """Alt+1 ... 9: another student of the group."""
        number = int(self.sender().property("member"))
        if self.form is not None and number < len(self.form.peers):
            self._open_other(self.form.peers[number][0])

    def _open_other(self, student_id: int) -> None:
        if self.form is not None:
            self._go_on(self.form.session_id, student_id)

    def _close(self) -> None:
        self._stopped.remember(self.form, self.focusWidget())
        if went(self.bridge, self.flush):
            self.closed.emit()

    # --- the draft ---

    def show_versions(self) -> None:
        if self.form is None:
            return
        self.editor.draft.keep()
        form = self.bridge.read(note_queries.form, self.form.session_id, self.form.student_id)
        popover = VersionsPopover(
            self.versions_button, form.versions if form is not None else (), self.bridge.now().tzinfo
        )
        popover.chosen.connect(self._take_version)
        popover.open()

    def _take_version(self, entry: object) -> None:
        if isinstance(entry, NoteEntry):
            self.editor.put_back(entry)

    def discard(self) -> None:
        """The draft goes, with Undo in the toast; the empty note stays open."""
        form = self.form
        if form is None:
            return
        self.editor.draft.keep()
        fresh = self.bridge.read(note_queries.form, form.session_id, form.student_id)
        if fresh is None or fresh.note_id is None:
            self.bridge.say(_("Nothing is written yet."))
            return
        self.editor.draft.end()
        with self.bridge.telling():
            self.bridge.do(notes.discard_draft, fresh.note_id)
        self.form = None
        self._go_on(form.session_id, form.student_id)

    def print_note(self) -> None:
        """A draft is printed as a draft, across the page."""
        if self.form is None:
            return
        with self.bridge.telling():
            self.editor.draft.make()
            note_id = self.bridge.read(note_queries.note_id, self.form.session_id, self.form.student_id)
            NoteDialog(self, self.bridge, (note_id,)).open()

    def print_shown(self) -> None:
        """The draft, or the signed note."""
        if self.writing:
            self.print_note()
        else:
            self.signed_view.print_note()

    def edit_phrases(self) -> None:
        if self.form is not None:
            self.editor.draft.keep()
            PhrasesDialog(self, self.bridge, self.form.student_id, self.form.called).open()

    # --- signing ---

    def sign(self) -> None:
        """Only what stands on the screen: a time that is wrong, or words that cannot be saved, come first."""
        if self.form is None or not self.writing or self.editor.head.finish():
            return
        if not meant(self, self.editor.form or self.form, self.editor.entry()):
            if self.editor.head.moment_field.isVisible():
                self.editor.head.moment_field.setFocus()
            return
        with self.bridge.telling():
            self.editor.draft.make()
            if self.editor.draft.exists:
                self.signing.start([(self.form.session_id, self.form.student_id)])

    def _signed(self) -> None:
        self.editor.draft.end()
        self._open_following(signed=True)

    def open_next(self) -> None:
        """On through the group and the queue; back to the day when all are written."""
        self._open_following(signed=False)

    def _open_following(self, *, signed: bool) -> None:
        self._finish_line()
        if not went(self.bridge, self.flush):
            return
        following = after(self.bridge, self.form, signed=signed)
        if following is None:
            self.closed.emit()
        elif following.with_group:
            self.group_wanted.emit(following.session_id, following.student_id)
        else:
            self._go_on(following.session_id, following.student_id)

    def _go_on(self, session_id: int, student_id: int, earlier: int | None = None) -> None:
        with self.bridge.telling():
            self.open_note(session_id, student_id, earlier)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
