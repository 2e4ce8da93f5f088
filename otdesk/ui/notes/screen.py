# SPDX-License-Identifier: MIT
"""The place Notes: what waits, what is begun, what is signed; a note opens beside the list."""

from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries import co_signing as co_signing_queries
from otdesk.queries import copy_queue, group_notes, note_list
from otdesk.queries.note_list import NoteLine, NoteState
from otdesk.records.co_signing import CoSignRequest, SentNote
from otdesk.records.districts import District
from otdesk.records.groups import Group
from otdesk.records.notes import Amendment, EnteredNote, Note
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command
from otdesk.ui.copying.dialog import CopyDialog
from otdesk.ui.group_note.page import GroupPage
from otdesk.ui.notes.bulk import BulkDialog, ready_drafts
from otdesk.ui.notes.co_signing import CoSigning
from otdesk.ui.notes.list_columns import EXCERPT, who
from otdesk.ui.notes.list_page import ListPage
from otdesk.ui.notes.packets import Packets
from otdesk.ui.notes.panel import NotePanel
from otdesk.ui.palette import Hit, Provider
from otdesk.ui.paper.notes import BatchDialog, NoteDialog
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.headers import HeaderBar
from otdesk.ui.screen import Screen
from otdesk.words import _, later, plural

_NARROW = 900
_FOUND = 6


class _Opener:
    """Opens one note; palette hits are called later."""

    def __init__(self, bridge: Bridge, row: NoteLine) -> None:
        self._bridge, self._row = bridge, row

    def __call__(self) -> None:
        self._bridge.go("/".join(["notes", *(str(part) for part in self._row.key if part)]))


class NotesScreen(Screen):
    """Addresses: "", "12/5" (session, student), "12/5/7" (and a note that was written anew)."""

    kinds: ClassVar[frozenset[type]] = frozenset({
        Note, Amendment, TherapySession, Attendance, Student, School, Group, EnteredNote, District, CoSignRequest,
        SentNote,
    })  # fmt: skip
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("↑ ↓", later("move")),
        ("Enter", later("open the note")),
        ("/", later("find words in notes")),
        ("Ctrl+P", later("print notes")),
        ("Tab", later("next field of the note")),
        ("Alt+1 Alt+9", later("student of the group")),
        ("Alt+P Alt+A", later("present, absent")),
        ("Alt+M", later("more about a student of the group")),
        (";", later("phrase, then its digit")),
        ("Ctrl+D", later("same as last time")),
        ("Ctrl+↓", later("next note")),
        ("Ctrl+Enter", later("sign")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        look = theme.current()
        self._stack = QStackedLayout(self)
        beside = QWidget()
        self._stack.addWidget(beside)
        column = QVBoxLayout(beside)
        column.setContentsMargins(look.px(20), look.px(8), look.px(16), look.px(10))
        column.setSpacing(look.px(10))
        column.addWidget(self._header())
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        self.list = ListPage(bridge)
        self.list.opened.connect(self._open_row)
        self.list.state_shown.connect(self._show_ready)
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.note = NotePanel(bridge)
        self.note.closed.connect(self.close_note)
        self.note.opened.connect(self._follow)
        self.note.group_wanted.connect(self.open_note)
        self._group: GroupPage | None = None
        self._visited = False
        """The open note was asked for in another place, to which one goes back."""
        self.note.hide()
        row.addWidget(self.list, 1)
        row.addWidget(self.note)
        column.addLayout(row, 1)

    def _header(self) -> HeaderBar:
        self.header = HeaderBar(_("Notes"))
        self.header.find_wanted.connect(self._find)
        self.enter_button = DefaultButton("", icon="copy")
        self.enter_button.clicked.connect(self.enter_elsewhere)
        self.header.right.addWidget(self.enter_button)
        self.sign_button = DefaultButton("", icon="signature")
        self.sign_button.clicked.connect(self.sign_drafts)
        self.header.right.addWidget(self.sign_button)
        self.packets = Packets(self, self.bridge)
        self.co_signing = CoSigning(self.bridge, self)
        self.co_signing.ended.connect(self.invalidate)
        self.co_sign_button = DefaultButton("", icon="signature")
        self.co_sign_button.clicked.connect(self.co_signing.start)
        self.header.right.addWidget(self.co_sign_button)
        self.print_button = DefaultButton(_("Print notes"), icon="printer", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_batch)
        self.header.right.addWidget(self.print_button)
        return self.header

    @property
    def group(self) -> GroupPage:
        """The page of a group's note, built when it is first wanted."""
        if self._group is None:
            look = theme.current()
            self._group = GroupPage(self.bridge)
            self._group.closed.connect(self._close_group)
            self._group.next_wanted.connect(self.open_note)
            self._group.alone_wanted.connect(self.open_alone)
            self._group.setContentsMargins(look.px(20), look.px(8), look.px(16), look.px(10))
            self._stack.addWidget(self._group)
        return self._group

    def _in_group(self) -> bool:
        return self._group is not None and self._stack.currentWidget() is self._group

    # --- the place ---

    def refresh(self) -> None:
        self.list.show_now()
        waiting = self.bridge.read(copy_queue.count)
        self.enter_button.setText(plural("{n} to enter", "{n} to enter", waiting))
        self.enter_button.setAccessibleName(_("Into the district’s own system"))
        self.enter_button.setVisible(waiting > 0)
        self._show_ready()

    def _show_ready(self) -> None:
        """Beside the drafts only: it reads each of them."""
        ready = len(ready_drafts(self.bridge)) if self.list.state is NoteState.DRAFT else 0
        self.sign_button.setText(plural("Sign {n} ready", "Sign {n} ready", ready))
        self.sign_button.setVisible(ready > 0)
        waiting = self.bridge.read(co_signing_queries.count)
        self.co_sign_button.setText(plural("Co-sign {n}", "Co-sign {n}", waiting))
        self.co_sign_button.setVisible(waiting > 0 and self.list.state is NoteState.CO_SIGN)

    def sign_drafts(self) -> None:
        """All drafts that lack nothing, after they were shown."""
        forms = ready_drafts(self.bridge)
        if forms:
            dialog = BulkDialog(self, self.bridge, forms)
            dialog.signed.connect(self.invalidate)
            dialog.open()

    def visit(self, rest: str) -> None:
        parts = rest.split("/")
        numbers = [int(part) for part in parts if part.isdecimal()]
        if len(numbers) == len(parts) == 2:
            self.open_note(*numbers)
            self._visited = True
        elif len(numbers) == len(parts) == 3:
            self.open_alone(*numbers)
            self._visited = True

    def address(self) -> str:
        if self._in_group():
            lane, group = self.group.current_lane(), self.group.form
            return f"{group.session_id}/{lane.student_id}" if lane is not None and group is not None else ""
        form = self.note.form
        return "/".join(str(part) for part in form.key if part) if form is not None and not self.note.isHidden() else ""

    def first_focus(self) -> QWidget | None:
        if self._in_group():
            return self.group
        if not self.note.isHidden():
            return self.note
        return self.list.table if self.list.model.rowCount() else self.list.search

    def leave(self) -> None:
        for page in (self.note, self._group):
            if page is not None:
                page.flush()

    def commands(self) -> list[tuple[Command, Callable[[], object]]]:
        place = "notes"
        batch = Command("notes.print", _("Print notes"), "file", "Ctrl+P", "printer", 1, place=place)
        one = Command("notes.print_one", _("Print this note"), "session", "", "printer", 4, place=place)
        sign = Command("notes.sign", _("Sign the open note"), "session", "", "signature", 4, place=place)
        co_sign = Command("notes.co_sign", _("Co-sign notes"), "session", "", "signature", 4, place=place)
        send = Command("notes.send", _("Send notes to a supervisor elsewhere"), "session", "", "mail", 6, place=place)
        answer = Command(
            "notes.answer", _("Send answers to an assistant elsewhere"), "session", "", "mail", 6, place=place
        )
        take = Command("notes.take_in", _("Take in a card or packet"), "session", "", "file-input", 6, place=place)
        enter = Command("notes.enter", _("Into the district’s own system"), "session", "", "copy", 5, place=place)
        phrases = Command("notes.phrases", _("Edit phrases"), "tools", "", "text-cursor-input", 1, place=place)
        return [
            (batch, self.print_batch),
            (one, self.print_current),
            (sign, self._sign_shown),
            (co_sign, self._co_sign),
            (send, self.packets.send),
            (answer, self.packets.answer),
            (take, self.packets.take_in),
            (enter, self.enter_elsewhere),
            (phrases, self._edit_phrases),
        ]

    def _sign_shown(self) -> None:
        if self._in_group():
            self.group.sign_ready()
        else:
            self.note.sign_shown()

    def _co_sign(self) -> None:
        if self.bridge.read(co_signing_queries.count):
            self.co_signing.start()
        else:
            self.bridge.say(_("Nothing waits to be co-signed."))

    def _edit_phrases(self) -> None:
        if self._in_group():
            self.group.acts.edit_phrases()
        else:
            self.note.edit_phrases()

    def providers(self) -> list[tuple[str, Provider]]:
        return [(_("Notes"), self._hits)]

    def _hits(self, query: str) -> list[Hit]:
        """Notes that hold all typed words."""
        if len(query.strip()) < 3:
            return []
        now = self.bridge.now()
        found = self.bridge.read(note_list.note_list, now.date(), now.hour * 60 + now.minute, query)
        return [
            Hit(f"{who(row)}, {words.day_date(row.day)}", _Opener(self.bridge, row), "notebook-pen", row.excerpt[:60],
                preview=_("Opens the note"))
            for row in found.lines[:_FOUND]
        ]  # fmt: skip

    # --- notes ---

    def _open_row(self, row: object) -> None:
        if isinstance(row, NoteLine):
            self._visited = False
            if row.earlier is None:
                self.open_note(row.session_id, row.student_id)
            else:
                self.open_alone(*row.key)

    def open_note(self, session_id: int, student_id: int) -> None:
        """Open a student's note: beside the list, or with the whole group while it is to be written."""
        if self.bridge.read(group_notes.is_open_group, session_id, student_id):
            with self.bridge.telling():
                self.note.flush()
                self.group.open_group(session_id, student_id)
                self._stack.setCurrentWidget(self.group)
                self.group.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.open_alone(session_id, student_id)

    def open_alone(self, session_id: int, student_id: int, earlier: int | None = None) -> None:
        """Open a student's note beside the list, of a group too; `earlier` is one that was written anew."""
        with self.bridge.telling():
            self.note.open_note(session_id, student_id, earlier)
            self._stack.setCurrentIndex(0)
            self.note.show()
            self._fit()
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, _session_id: int, _student_id: int) -> None:
        """The next note opened by itself: its row becomes the current one."""
        self.list.follow(self.note.form.key if self.note.form is not None else None)
        self.invalidate()

    def _close_group(self) -> None:
        """Back to the list, or to Today from where it was opened."""
        self.close_note()
        if self._visited:
            self._visited = False
            self.bridge.go("back")

    def close_note(self) -> None:
        self._stack.setCurrentIndex(0)
        self.note.hide()
        self.list.follow(None)
        self.refresh_now()
        self._fit()
        first = self.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_elsewhere(self) -> None:
        """The notes that the district's own system does not have yet, field by field."""
        if self.bridge.read(copy_queue.profile).since is None:
            self.bridge.say(_("Say first what that system wants: Settings, District."))
            return
        CopyDialog(self, self.bridge).open()

    # --- paper ---

    def print_batch(self) -> None:
        """A week of notes to begin with; dates and student can be chosen."""
        row = self.list.table.current_row()
        day = row.day if isinstance(row, NoteLine) else self.bridge.today()
        monday = day - timedelta(days=day.weekday())
        BatchDialog(self, self.bridge, monday, monday + timedelta(days=4), around=day).open()

    def print_current(self) -> None:
        row = self.list.table.current_row()
        if not self.note.isHidden():
            self.note.print_shown()
        elif isinstance(row, NoteLine) and row.note_id is not None:
            NoteDialog(self, self.bridge, (row.note_id,)).open()
        else:
            self.bridge.say(_("Nothing is written yet."))

    def _find(self) -> None:
        self.bridge.go("find")

    # --- narrow windows ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """List and note beside each other where there is room, else the note alone."""
        look = theme.current()
        open_now = not self.note.isHidden()
        narrow = self.width() < look.px(_NARROW)
        self.list.setVisible(not (narrow and open_now))
        self.header.setVisible(not (narrow and open_now))
        if narrow:
            self.note.setMinimumWidth(0)
            self.note.setMaximumWidth(16_777_215)
        else:
            self.note.setFixedWidth(look.px(470))
        self.list.table.setColumnHidden(EXCERPT, open_now or self.width() < look.px(1000))


def build(bridge: Bridge) -> NotesScreen:
    return NotesScreen(bridge)


def waiting(bridge: Bridge) -> int:
    """The badge: notes to write or to sign."""
    now = bridge.now()
    return bridge.read(note_list.to_write_count, now.date(), now.hour * 60 + now.minute)
