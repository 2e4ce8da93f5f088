# SPDX-License-Identifier: MIT
"""Notes for the district's own system: its fields one key each, then the next note; what is entered is ticked."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions import copying
from otdesk.queries import copy_queue
from otdesk.queries.copy_queue import ToEnter
from otdesk.rules.copy_profile import Copied
from otdesk.rules.disclosure import Given
from otdesk.ui import icons, theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.copying.clipboard import Clipboard
from otdesk.ui.copying.field_words import field_words
from otdesk.ui.paper.table_export import TableExport
from otdesk.ui.parts import widths
from otdesk.ui.parts.announce import announce
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import RemadeList
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.theme import Type
from otdesk.words import _, plural


class FieldRow(QWidget):
    """One field of the other system: its name, what goes in, whether it was copied."""

    def __init__(self, copied: Copied, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(4), look.px(3), look.px(4), look.px(3))
        row.setSpacing(look.px(8))
        self._icon = Words()
        self._icon.setFixedSize(QSize(look.px(16), look.px(16)))
        row.addWidget(self._icon)
        name = Words(field_words(copied.field), Type.LABEL, "text2")
        widths.fixed(name, 110)
        row.addWidget(name)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(ElidedWords(copied.text or _("empty"), Type.CONTROL, "text" if copied.text else "text3"))
        if copied.lost:
            lost = plural("{n} letter did not fit", "{n} letters did not fit", copied.lost)
            texts.addWidget(Words(lost, Type.META, "todo.ink"))
        row.addLayout(texts, 1)
        self.setAccessibleName(f"{field_words(copied.field)}: {copied.text}")

    def show_copied(self) -> None:
        look = theme.current()
        color = look.color("done.ink")
        self._icon.setPixmap(icons.pixmap("check", color, look.px(16), self.devicePixelRatioF()))


class CopyDialog(DialogBase):
    """Enter copies the next field; after the last one it ticks the note and copies the first of the next one. E ticks
    at once."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(
            host, _("Into the district’s own system"), width=880,
            detail=_("Enter copies the next field; paste it there. It leaves the clipboard after 10 seconds."),
        )  # fmt: skip
        self._bridge = bridge
        self._clipboard = self.window().findChild(Clipboard) or Clipboard(self.window())  # it outlives this
        self._fields: tuple[Copied, ...] = ()
        self._rows: list[FieldRow] = []
        self._next = 0
        self.model: KeyedTableModel[ToEnter] = KeyedTableModel(_columns(), _key, spoken=_spoken, parent=self)
        self.table = TableView(_("Notes not entered yet"))
        self.table.setModel(self.model)
        self.table.current_changed.connect(self._row_chosen)
        self.table.opened.connect(self._row_opened)
        self.table.setFixedHeight(theme.current().px(340))
        self.list = RemadeList()
        widths.fixed(self.list, 400)
        row = QHBoxLayout()
        row.addWidget(self.table, 1)
        row.addWidget(self.list)
        self.body.addLayout(row)
        self.state = Words("", Type.CONTROL, "text2")
        self.body.addWidget(self.state)
        self._buttons()
        self.focus_first(self.table)
        self.show_rows()

    def _buttons(self) -> None:
        self.entered_button = DefaultButton(_("Entered"), icon="check", key="E")
        self.entered_button.clicked.connect(self.mark_entered)
        self.cancel_button = DefaultButton(_("Close"), key="Esc")
        self.cancel_button.clicked.connect(self.reject)
        self.copy_button = self.main_button = PrimaryButton("", icon="copy", key="Enter")
        self.copy_button.clicked.connect(self.copy_next)
        self.table_button = DefaultButton(_("Save as table"), icon="file-spreadsheet")
        self.table_button.clicked.connect(self.save_table)
        self.again_button = DefaultButton(_("Copy again"), icon="undo-2", key="Backspace")
        self.again_button.clicked.connect(self.copy_again)
        self.footer.addWidget(self.entered_button)
        self.footer.addWidget(self.again_button)
        self.footer.addWidget(self.table_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.copy_button)

    # --- showing ---

    def show_rows(self) -> None:
        """What is still to be entered; the one after what was ticked becomes the current one."""
        place = max(0, self.table.currentIndex().row())
        rows = self._bridge.read(copy_queue.to_enter)
        self.model.show_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(min(place, len(rows) - 1), 0))
        self._show_note()

    def _row_chosen(self, _row: object) -> None:
        self._show_note()

    def _row_opened(self, _row: object) -> None:
        self.copy_next()

    def current(self) -> ToEnter | None:
        row = self.table.current_row()
        return row if isinstance(row, ToEnter) else None

    def _show_note(self) -> None:
        row = self.current()
        self._fields = self._bridge.read(copy_queue.fields, row.note_id, self._bridge.now()) if row is not None else ()
        self._next = 0
        column = self.list.begin(2)
        self._rows = [FieldRow(copied) for copied in self._fields]
        for one in self._rows:
            column.addWidget(one)
        self._say_state()

    def _say_state(self) -> None:
        left = len(self.model.rows())
        many = plural("{n} note to enter", "{n} notes to enter", left)
        self.state.setText(many if left else _("Everything is entered."))
        done = not self._comes()
        name = "" if done else field_words(self._fields[self._next].field)
        self.copy_button.setText(_("Entered, next note") if done else _("Copy {field}").format(field=name))
        for button in (self.copy_button, self.entered_button, self.table_button):
            button.setEnabled(left > 0)
        self.again_button.setEnabled(self._last_copied() is not None)

    # --- the person ---

    def copy_next(self) -> None:
        """The next field that says something; after the last one the note is ticked, and the next one begins."""
        if not self._comes():
            self.mark_entered()
        if self._comes():
            self._copy()

    def _comes(self) -> bool:
        """Whether a field is left that says something; it is the next one."""
        while self._next < len(self._fields) and not self._fields[self._next].text:
            self._next += 1
        return self._next < len(self._fields)

    def _copy(self) -> None:
        copied = self._fields[self._next]
        self._clipboard.put(copied.text)
        self._rows[self._next].show_copied()
        self.list.ensureWidgetVisible(self._rows[self._next])
        self._next += 1
        announce(self, _("{field} copied").format(field=field_words(copied.field)))
        self._say_state()

    def copy_again(self) -> None:
        """The field copied last once more: after ten seconds it is gone."""
        before = self._last_copied()
        if before is not None:
            self._next = before
            self._copy()

    def _last_copied(self) -> int | None:
        said = [number for number, copied in enumerate(self._fields[: self._next]) if copied.text]
        return said[-1] if said else None

    def mark_entered(self) -> None:
        row = self.current()
        if row is not None:
            with self._bridge.telling():
                self._bridge.do(copying.mark_entered, row.note_id)
            self.show_rows()

    def save_table(self) -> None:
        """For a district that takes files: all that is listed, with its fields as columns."""
        profile = self._bridge.read(copy_queue.profile)
        headings = [field_words(each.field) for each in profile.fields]
        rows = self._bridge.read(copy_queue.table, self._bridge.now())
        students = [row.student_id for row in self.model.rows()]
        TableExport(self, self._bridge, _("Notes to enter"), headings, rows, students, Given.COPY).open()

    def accept(self) -> None:
        """Enter never closes it: it is the key that copies."""
        self.copy_next()

    def close_with(self, *, taken: bool) -> None:
        self._clipboard.clear()
        super().close_with(taken=taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.copy_next()
        elif event.key() == Qt.Key.Key_E and not event.modifiers():
            self.mark_entered()
        elif event.key() == Qt.Key.Key_Backspace:
            self.copy_again()
        else:
            super().keyPressEvent(event)


def _columns() -> list[Column[ToEnter]]:
    return [
        Column("school", _("School"), _school, width=64),
        Column("day", _("Date"), _day, width=110),
        Column("who", _("Student"), _who, width=0),
    ]


def _key(row: ToEnter) -> int:
    return row.note_id


def _school(row: ToEnter) -> str:
    return row.school_code


def _day(row: ToEnter) -> str:
    return f"{words.day_date(row.day)}"


def _who(row: ToEnter) -> str:
    return f"{words.clock(row.start)}  {words.full_name(row.called, row.last)}"


def _spoken(row: ToEnter) -> str:
    return ", ".join((words.full_name(row.called, row.last), words.day_date(row.day), row.school_name))
