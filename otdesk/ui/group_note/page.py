# SPDX-License-Identifier: MIT
"""The note of a group: what all share at the left, a lane for each student, the note being written at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk.faults import Refusal
from otdesk.queries import group_notes, note_members
from otdesk.queries.group_notes import GroupForm
from otdesk.queries.note_members import Member
from otdesk.records.notes import Note, SharedNote
from otdesk.records.phrases import Phrase
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.note_entry import NoteEntry
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge, went
from otdesk.ui.group_note.acts import GroupActs
from otdesk.ui.group_note.header import GroupHeader
from otdesk.ui.group_note.keeper import GroupKeeper, State
from otdesk.ui.group_note.lane import Lane
from otdesk.ui.group_note.lanes import Lanes
from otdesk.ui.group_note.preview import Preview
from otdesk.ui.group_note.shared_panel import SharedPanel
from otdesk.ui.notes import checks
from otdesk.ui.notes.checks import NOT_SEEN, Around
from otdesk.ui.notes.following import next_session
from otdesk.ui.notes.signing import Signing
from otdesk.ui.parts import tab_order
from otdesk.ui.parts.keys import keys_within
from otdesk.ui.parts.typed_lines import finish_line
from otdesk.words import _

_SHOWN = frozenset({Attendance, TherapySession, Phrase, Note, SharedNote})
_NARROW = 930
_ROOMY = 1140
_WIDE, _TIGHT = (230, 296), (214, 252)
"""Of what is shared, and of the note."""


class GroupPage(QWidget):
    """One group at a time. `closed` when she wants back; what is typed is always kept."""

    closed = Signal()
    opened = Signal(int, int)  # session, student
    next_wanted = Signal(int, int)
    alone_wanted = Signal(int, int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.form: GroupForm | None = None
        self._around = Around(bridge.today())
        self._members: tuple[Member, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(10))
        self.header = GroupHeader()
        column.addWidget(self.header)
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(12))
        self.shared, self.lanes, self.preview = SharedPanel(), Lanes(), Preview()
        row.addWidget(self.shared)
        row.addWidget(self.lanes, 1)
        row.addWidget(self.preview)
        column.addLayout(row, 1)
        self.keeper = GroupKeeper(bridge, self._state, self)
        self.keeper.saved.connect(self._show_saved)
        self.signing = Signing(bridge, self)
        self.signing.signed.connect(self._signed)
        self.acts = GroupActs(bridge, self)
        self._join()
        bridge.changed.connect(self._changed)
        self._bind_keys()

    def _join(self) -> None:
        self.header.back_button.clicked.connect(self.close_page)
        self.header.sides.chosen.connect(self._fit)
        self.header.add_button.clicked.connect(self.acts.walk_in)
        self.header.next_button.clicked.connect(self.open_next)
        self.header.sign_button.clicked.connect(self.sign_ready)
        self.shared.changed.connect(self._shared_changed)
        self.shared.times.connect(self.acts.set_times)
        self.shared.setting.connect(self.acts.set_setting)
        self.shared.pause.connect(self.acts.set_pause)
        self.shared.roster.connect(self.acts.set_roster)
        self.shared.same_wanted.connect(self.same_as_last_time)
        self.lanes.changed.connect(self._typed)
        self.lanes.entered.connect(self._show_current)
        self.lanes.checked.connect(self._show_current)
        self.lanes.marked.connect(self.acts.mark)
        self.lanes.more_wanted.connect(self.acts.more)
        self.lanes.phrases_wanted.connect(self.acts.edit_phrases)
        self.preview.written.connect(self._typed)
        self.preview.member_wanted.connect(self._go_to)
        self.preview.alone_wanted.connect(self._alone)

    # --- opening ---

    def open_group(self, session_id: int, student_id: int) -> None:
        """Show a group, this student's lane first. Raises Refusal when nobody is in the session any more, and the Fault
        of what cannot be saved: the group that is open stays then."""
        if self.form is not None:
            finish_line(self)
        self.flush()
        form = self.bridge.read(group_notes.group_form, session_id)
        if form is None:
            raise Refusal(_("Nobody is in this session any more."))
        self.keeper.end()
        self.form = form
        self.header.show_group(form)
        self.shared.show_group(form)
        self.lanes.show_group(form, student_id)
        self.header.follow(list(self.lanes)[-1].stops()[-1])
        self.keeper.begin(session_id, form.shared, form.drafts())
        self._look_around()
        self._show_current()
        self._fit()
        self.header.say_saved(None)
        self.bridge.viewed(member.student_id for member in form.members)
        self.opened.emit(session_id, student_id)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """To the activity while nothing is said of it, then to the lane that was asked for."""
        lane = self.lanes.current
        if lane is None or (not self.shared.entry().activity.strip() and not self.shared.isHidden()):
            self.shared.activity.editor.setFocus(reason)
        else:
            lane.first_field().setFocus(reason)

    def flush(self) -> None:
        """Save what is typed now. Raises the Fault of what cannot be saved."""
        self.keeper.flush()

    def close_page(self) -> None:
        if went(self.bridge, self.flush):
            self.closed.emit()

    # --- what stands on the screen ---

    def _state(self) -> State:
        """Of those who are still in the session."""
        there = {member.student_id for member in self.form.members} if self.form is not None else set()
        entries: dict[int, NoteEntry] = {
            lane.student_id: lane.entry() for lane in self.lanes if lane.writable and lane.student_id in there
        }
        return self.shared.entry(), entries

    def _shared_changed(self) -> None:
        for lane in self.lanes:
            lane.share(self.shared.entry())
        self._typed()

    def _typed(self) -> None:
        self.keeper.touch()
        self._show_current()

    def _show_current(self) -> None:
        """The note of the lane that has the keyboard, and how many are ready."""
        lane = self.lanes.current
        if lane is not None:
            self.preview.show_members(self._members, lane.student_id)
            self.preview.show_lane(lane)
            facts = [*checks.of_session(lane.form, self._around), *checks.sameness(lane.form, lane.words.plain())]
            self.preview.say_checks(" ".join(facts), *lane.doubts())
        self.header.say_ready(len(self._ready()))

    def _show_saved(self) -> None:
        now = self.bridge.now()
        self.header.say_saved(now.hour * 60 + now.minute)

    def _look_around(self) -> None:
        """What the checks need, and how far each one's note is."""
        form = self.form
        if form is None:
            return
        first = form.first
        members = self._members = self.bridge.read(note_members.members, form.session_id)
        self._around = Around(
            self.bridge.today(),
            self.bridge.read(note_members.late_by, first.day, self.bridge.today()),
            self.bridge.read(note_members.clashes, form.session_id, first.day, first.start, first.end),
            self.bridge.person,
            sum(member.presence not in NOT_SEEN for member in members),
        )

    # --- the vault changed ---

    def _changed(self, changes: object) -> None:
        if self.form is None or not self.isVisible() or not isinstance(changes, frozenset):
            return
        if {kind for kind, _row in changes} & _SHOWN:
            self.look_again()

    def showEvent(self, event: QShowEvent) -> None:
        """While it was hidden the same notes may have been written elsewhere."""
        super().showEvent(event)
        if self.form is not None:
            self.look_again()

    def look_again(self) -> None:
        """What changed here or elsewhere is shown; what is typed and not kept yet stays."""
        old = self.form
        form = self.bridge.read(group_notes.group_form, old.session_id) if old is not None else None
        if old is None or form is None:
            self.keeper.end()
            self.form = None
            self.closed.emit()
            return
        same = [member.student_id for member in form.members] == [lane.student_id for lane in self.lanes]
        if same and (self.keeper.waiting or self.keeper.holds(form.shared, form.drafts())):
            self.form = form
            self.shared.show_facts(form)
            self.lanes.show_facts(form)
            self._look_around()
            self._show_current()
            return
        current = self.lanes.current
        if not same:
            self.form = form
            self.keeper.keep()
        self.keeper.end()
        self.form = None
        self.open_group(form.session_id, current.student_id if current is not None else form.first.student_id)

    # --- keys ---

    def _bind_keys(self) -> None:
        """Shortcuts, because a text field would take Alt+A for a letter and Ctrl+Down for scrolling."""
        for keys, act in (
            ("Ctrl+Return", self.sign_ready), ("Ctrl+Enter", self.sign_ready), ("Ctrl+D", self.same_as_last_time),
            ("Ctrl+Down", self.open_next), ("Alt+P", self.acts.mark_present), ("Alt+A", self.acts.mark_absent),
            ("Alt+M", self.acts.more),
        ):  # fmt: skip
            keys_within(self, keys).activated.connect(act)
        for number in range(1, 10):
            shortcut = keys_within(self, f"Alt+{number}")
            shortcut.setProperty("lane", number - 1)
            shortcut.activated.connect(self._lane_key)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Lanes are made anew with each group, so Qt's own order would put them last."""
        if not tab_order.is_asked(self):
            return super().focusNextPrevChild(forward)
        written = [*self.shared.stops(), *self.lanes.stops(), *self.preview.stops()]
        return tab_order.step(self, [self.header.back_button, *written, *self.header.stops()], forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_page()
        else:
            super().keyPressEvent(event)

    def _lane_key(self) -> None:
        """Alt+1 ... 9: another student's lane."""
        self.lanes.go_to_number(int(self.sender().property("lane")))

    def _go_to(self, student_id: int) -> None:
        """A name was clicked: data can be clicked at once."""
        self.lanes.go_to(student_id, Qt.FocusReason.MouseFocusReason)

    def _alone(self) -> None:
        lane = self.lanes.current
        if lane is not None and self.form is not None and went(self.bridge, self.flush):
            self.alone_wanted.emit(self.form.session_id, lane.student_id)

    def same_as_last_time(self) -> None:
        """Ctrl+D: what was shared last time fills what is still empty, each student's codes too; data are never carried
        over."""
        before = [self.shared.entry(), *(lane.codes.text() for lane in self.lanes)]
        for lane in self.lanes:
            if lane.writable and lane.form.previous is not None:
                lane.codes.fill_empty(lane.form.previous.codes)
        if self.form is not None and self.form.previous is not None:
            self.shared.fill_empty(self.form.previous)
            self._shared_changed()
        if [self.shared.entry(), *(lane.codes.text() for lane in self.lanes)] == before:
            self.bridge.say(_("Nothing from last time fits what is still empty."))

    # --- signing ---

    def _ready(self) -> tuple[int, ...]:
        return tuple(lane.student_id for lane in self.lanes if lane.ready)

    def sign_ready(self) -> None:
        """All that are ready, with one proof of who is at the keyboard; the others stay drafts.

        What stands on the screen is what is signed: a time that is wrong, or words that cannot be saved, come first.
        """
        finish_line(self)
        ready = self._ready()
        if self.form is None or not ready or self.shared.fault() or any(lane.head.fault() for lane in self.lanes):
            return
        with self.bridge.telling():
            self.keeper.make(ready)
            self.signing.start((self.form.session_id, student) for student in ready)

    def _signed(self) -> None:
        self.look_again()
        waiting = [lane for lane in self.lanes if lane.writable]
        if waiting:
            self.lanes.go_to(waiting[0].student_id)
        else:
            self.open_next()

    def open_next(self) -> None:
        """The next session of the queue; back where she came from when all are written."""
        if not went(self.bridge, self.flush):
            return
        item = next_session(self.bridge, self.form.first if self.form is not None else None)
        if item is not None:
            self.next_wanted.emit(item.session_id, item.first_student_id)
        else:
            self.closed.emit()

    # --- room ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Three columns where there is room, else what is shared or the note beside the lanes."""
        look = theme.current()
        narrow = self.width() < look.px(_NARROW)
        self.header.sides.setVisible(narrow)
        note = self.header.sides.value() == "note"
        self.shared.setVisible(not narrow or not note)
        self.preview.setVisible(not narrow or note)
        side, written = _WIDE if self.width() >= look.px(_ROOMY) else _TIGHT
        self.shared.setFixedWidth(look.px(side))
        self.preview.setFixedWidth(look.px(written))

    def current_lane(self) -> Lane | None:
        return self.lanes.current
