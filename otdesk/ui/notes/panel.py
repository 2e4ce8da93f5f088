# SPDX-License-Identifier: MIT
"""The note of one student: numbers first, words made from them, words editable; signed with one key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions import attendance, sessions
from otdesk.actions.attendance import Mark
from otdesk.faults import Refusal
from otdesk.printouts import labels
from otdesk.queries import notes as note_queries
from otdesk.queries import queue, today
from otdesk.queries.notes import NoteForm
from otdesk.queries.templates import sentences
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.kinds import NoteStatus, Presence
from otdesk.rules.note_entry import GoalTyped, NoteEntry, Section
from otdesk.rules.sentences import Sections, compose, names_found
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes.draft import DraftKeeper
from otdesk.ui.notes.goal_line import GoalLine
from otdesk.ui.notes.head import NoteHead
from otdesk.ui.notes.sections import SectionBoxes
from otdesk.ui.notes.signed import SignedView
from otdesk.ui.notes.signing import Signing
from otdesk.ui.parts import drawing
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton, QuietButton
from otdesk.ui.parts.cards import Card, Divider, ScrollColumn
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_NOT_SEEN = frozenset({Presence.ABSENT, Presence.REFUSED})
_SHOWN = frozenset({Attendance, TherapySession})


class NotePanel(Card):
    """One note at a time. `closed` when she wants back to the day; what is typed is always kept."""

    closed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, parent=parent)
        self.bridge = bridge
        self.form: NoteForm | None = None
        self._goals: list[GoalLine] = []
        self.draft = DraftKeeper(bridge, self.entry, self)
        self.draft.saved.connect(self._saved)
        self.signing = Signing(bridge, self)
        self.signing.signed.connect(self._signed)
        self._lay_out()
        bridge.changed.connect(self._changed)

    # --- building ---

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._editor = QWidget()
        column = QVBoxLayout(self._editor)
        column.setContentsMargins(0, 0, 0, 0)
        self.head = NoteHead()
        self.head.marked.connect(self._mark)
        self.head.times.connect(self._set_times)
        self.head.moment.connect(self._set_moment)
        self.head.refused.connect(self.bridge.refused)
        column.addWidget(self.head)
        column.addWidget(Divider())
        scroll = ScrollColumn()
        scroll.column.setSpacing(theme.current().px(10))
        scroll.column.setContentsMargins(2, 4, 8, 4)
        scroll.column.addLayout(self._same_row())
        self._goal_column = QVBoxLayout()
        scroll.column.addLayout(self._goal_column)
        self.sections = SectionBoxes(scroll.column, self)
        self.sections.chosen.connect(self._data_changed)
        self.sections.edited.connect(self._typed)
        self.sections.left.connect(self.draft.flush)
        scroll.column.addStretch(1)
        column.addWidget(scroll, 1)
        column.addLayout(self._foot())
        self.signed_view = SignedView(self.bridge)
        self.signed_view.closed.connect(self._close)
        self._stack.addWidget(self._editor)
        self._stack.addWidget(self.signed_view)
        self.add(self._stack, 1)

    def _same_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._state = Words("", Type.META, "text2")
        self._same = QuietButton(_("Same as last time"), key="Ctrl+D")
        self._same.clicked.connect(self.same_as_last_time)
        row.addWidget(self._state)
        row.addStretch(1)
        row.addWidget(self._same)
        return row

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        self._warnings = Words("", Type.META, "todo.ink", wrap=True)
        foot.addWidget(self._warnings)
        row = QHBoxLayout()
        self._later = DefaultButton(_("Later"), key="Esc")
        self._later.clicked.connect(self._close)
        self.sign_button = PrimaryButton(_("Sign, open next"), icon="signature", key="Ctrl+Enter")
        self.sign_button.clicked.connect(self.sign)
        row.addWidget(self._later)
        row.addStretch(1)
        row.addWidget(self.sign_button)
        foot.addLayout(row)
        return foot

    # --- opening ---

    def open_note(self, session_id: int, student_id: int) -> None:
        """Show a student's note of a session: the editor, or the signed record. Raises Refusal when it is not there."""
        self.flush()
        form = self.bridge.read(note_queries.form, session_id, student_id)
        if form is None:
            raise Refusal(_("This student is no longer in the session."))
        self.form = form
        if form.status is NoteStatus.DRAFT or form.status is None:
            self._open_editor(form)
        else:
            self.draft.end()
            self.signed_view.show_form(form)
            self._stack.setCurrentWidget(self.signed_view)
            self.setFocusProxy(self.signed_view)

    def _open_editor(self, form: NoteForm) -> None:
        self._make_goal_lines(form)
        self.head.show_form(form)
        self._show_time_left()
        self.sections.show_form(form, form.entry, self._compose(form.entry))
        if form.entry.is_empty:
            self.sections.follow(self._compose(form.entry))
        self.draft.begin(form.session_id, form.student_id, form.entry)
        self._same.setVisible(form.previous is not None)
        if form.previous_day is not None:
            self._same.say(_("Same as {day}").format(day=words.short_date(form.previous_day)))
        self._stack.setCurrentWidget(self._editor)
        self.setFocusProxy(self._goals[0] if self._goals else self.sections.boxes[Section.DID].tags)
        self._show_seen(form)
        self._show_state()

    def _make_goal_lines(self, form: NoteForm) -> None:
        for line in self._goals:
            self._goal_column.removeWidget(line)
            line.hide()
            line.deleteLater()
        typed = {line.goal_id: line.typed for line in form.entry.goals}
        self._goals = [GoalLine(goal, typed.get(goal.goal_id, "")) for goal in form.goals]
        for line in self._goals:
            line.changed.connect(self._data_changed)
            self._goal_column.addWidget(line)

    def _show_time_left(self) -> None:
        now = self.bridge.now()
        day = self.bridge.read(today.day, now.date(), now.hour * 60 + now.minute)
        self.head.show_left(day.leave_in)

    # --- what stands on the screen ---

    def entry(self) -> NoteEntry:
        """The note as it stands in the fields."""
        return NoteEntry(
            goals=tuple(GoalTyped(line.goal.goal_id, line.typed()) for line in self._goals if line.typed().strip()),
            did=self.sections.labels(Section.DID),
            went=self.sections.labels(Section.RESPONSE),
            skilled=self.sections.labels(Section.SKILLED),
            plan=self.sections.labels(Section.PLAN),
            sections=tuple((section, pieces) for section, pieces in self.sections.pieces() if pieces),
        )

    def _compose(self, entry: NoteEntry) -> Sections:
        form = self.form
        if form is None:
            return ()
        presence = form.presence or Presence.PRESENT
        minutes = form.minutes if form.minutes is not None else form.end - form.start
        why = labels.reason(form.reason) if form.reason is not None and presence in _NOT_SEEN else ""
        return compose(form.said(entry, minutes, presence, why), sentences())

    def _data_changed(self) -> None:
        self.sections.follow(self._compose(self.entry()))
        self._typed()

    def _typed(self) -> None:
        self.draft.touch()
        self._show_state()

    def flush(self) -> None:
        """Save what is typed now."""
        self.draft.flush()

    def _saved(self, _note_id: int) -> None:
        self._show_state()

    def _show_state(self) -> None:
        form = self.form
        if form is None:
            return
        count = plural("{n} word", "{n} words", self.sections.words())
        now = self.bridge.now()
        saved = _("saved {time}").format(time=words.clock(now.hour * 60 + now.minute)) if not self.draft.waiting else ""
        self._state.setText(words.listed_with_dots([count, saved]))
        warnings = self.warnings()
        self._warnings.setText(" ".join(warnings))
        self._warnings.setVisible(bool(warnings))

    def warnings(self) -> list[str]:
        """What is missing or doubtful. Shown in amber; it never keeps a true record from being signed."""
        form = self.form
        if form is None:
            return []
        found: list[str] = []
        seen = (form.presence or Presence.PRESENT) not in _NOT_SEEN
        blank = [str(line.goal.number) for line in self._goals if not line.typed().strip()]
        if seen and self._goals and len(blank) == len(self._goals):
            found.append(_("No goal has data yet."))
        unread = [str(line.goal.number) for line in self._goals if not line.understood()]
        if unread:
            found.append(_("Data of goal {list} not understood.").format(list=", ".join(unread)))
        peers = [name for student, name in form.peers if student != form.student_id]
        named = names_found(self.sections.plain(), peers)
        if named:
            found.append(
                _("The text names {who}. A note must not name another student.").format(who=words.listed(list(named)))
            )
        if form.plan_lapsed:
            found.append(_("The plan’s review date has passed; the plan stays in force until it is replaced."))
        if form.line_id is None:
            found.append(_("No service line is chosen, so no minutes are credited."))
        return found

    def _show_seen(self, form: NoteForm) -> None:
        """An absent student has no goal data to type."""
        seen = (form.presence or Presence.PRESENT) not in _NOT_SEEN
        for line in self._goals:
            line.setVisible(seen)
        for section in (Section.DID, Section.SKILLED):
            self.sections.boxes[section].setVisible(seen)

    # --- attendance and times: the same facts as on Today, kept at once ---

    def _mark(self, presence: object) -> None:
        form = self.form
        if form is None or not isinstance(presence, Presence):
            return
        with self.bridge.telling():
            self.bridge.do(attendance.mark, form.session_id, form.student_id, Mark(presence))
        self._reread()

    def _set_moment(self, minute: int) -> None:
        form = self.form
        if form is None or form.presence is None:
            return
        late = form.presence is Presence.LATE
        said = Mark(form.presence, arrived=minute if late else None, left=None if late else minute)
        with self.bridge.telling():
            self.bridge.do(attendance.mark, form.session_id, form.student_id, said)
        self._reread()

    def _set_times(self, start: int, end: int) -> None:
        if self.form is not None:
            with self.bridge.telling():
                self.bridge.do(sessions.set_times, self.form.session_id, start, end)
            self._reread()

    def _reread(self) -> None:
        """Attendance or times changed: the sentences follow."""
        if self.form is None or self._stack.currentWidget() is not self._editor:
            return
        form = self.bridge.read(note_queries.form, self.form.session_id, self.form.student_id)
        if form is None:
            self._close()
            return
        if form.status not in (None, NoteStatus.DRAFT):
            self.open_note(form.session_id, form.student_id)
            return
        self.form = form
        self.head.show_form(form)
        self._show_seen(form)
        self.sections.follow(self._compose(self.entry()))
        self._show_state()

    def _changed(self, changes: object) -> None:
        if self.form is None or not self.isVisible():
            return
        if isinstance(changes, frozenset) and {kind for kind, _row in changes} & _SHOWN:
            self._reread()

    # --- keys ---

    def same_as_last_time(self) -> None:
        """Ctrl+D: what was chosen last time fills what is still empty; data are never carried over."""
        form = self.form
        if form is None or form.previous is None:
            return
        before = {
            Section.DID: form.previous.did,
            Section.RESPONSE: form.previous.went,
            Section.SKILLED: form.previous.skilled,
            Section.PLAN: form.previous.plan,
        }
        for section, box in self.sections.boxes.items():
            if not box.tags.chosen():
                box.choose(before[section])
        self._data_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.sign()
        elif control and event.key() == Qt.Key.Key_D:
            self.same_as_last_time()
        elif control and event.key() == Qt.Key.Key_Down:
            self.open_next()
        elif alt and event.key() == Qt.Key.Key_P:
            self._mark(Presence.PRESENT)
        elif alt and event.key() == Qt.Key.Key_A:
            self._mark(Presence.ABSENT)
        elif alt and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self._open_member(event.key() - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)

    def _open_member(self, number: int) -> None:
        """Alt+1 ... 9: another student of the group."""
        if self.form is not None and number < len(self.form.peers):
            with self.bridge.telling():
                self.open_note(self.form.session_id, self.form.peers[number][0])
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self.flush()
        self.closed.emit()

    # --- signing ---

    def sign(self) -> None:
        if self.form is None or self._stack.currentWidget() is not self._editor:
            return
        self.draft.make()
        self.signing.start(self.form.session_id, self.form.student_id)

    def _signed(self) -> None:
        self.draft.end()
        self.open_next()

    def open_next(self) -> None:
        """The next one of this group, then the next session of the queue; back to the day when all are written."""
        form = self.form
        now = self.bridge.now()
        if form is not None:
            waiting = self.bridge.read(note_queries.waiting_in, form.session_id)
            others = [student for student in waiting if student != form.student_id]
            if others:
                self._go_on(form.session_id, others[0])
                return
        items = self.bridge.read(queue.to_document, now.date(), now.hour * 60 + now.minute)
        items = tuple(item for item in items if form is None or item.session_id != form.session_id)
        if items:
            self._go_on(items[0].session_id, items[0].first_student_id)
        else:
            self.closed.emit()

    def _go_on(self, session_id: int, student_id: int) -> None:
        with self.bridge.telling():
            self.open_note(session_id, student_id)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._stack.currentWidget() is self._editor:
            return
        painter = QPainter(self)
        look = theme.current()
        drawing.rounded(painter, self.rect().toRectF(), None, look.color("done.ink"), radius=look.px(10))
        painter.end()
