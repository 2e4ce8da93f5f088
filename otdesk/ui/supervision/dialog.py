# SPDX-License-Identifier: MIT
"""The supervision log, a month at a time: its lines, the part of the assistant's hours, paper and table."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk import labels, words
from otdesk.actions import supervision
from otdesk.printouts.supervision_log import share_words
from otdesk.queries import supervision as queries
from otdesk.queries.supervision import HEADINGS, Line, Log
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.paper.supervision import SupervisionPaper
from otdesk.ui.paper.travel import save_table
from otdesk.ui.parts.buttons import DefaultButton, IconButton, PrimaryButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.supervision.form import SupervisionForm
from otdesk.ui.theme import Type
from otdesk.words import _


class SupervisionDialog(DialogBase):
    """Enter changes the chosen line."""

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(host, _("Supervision log"), width=900)
        self._bridge = bridge
        self.month = bridge.today().replace(day=1)
        self.log: Log | None = None
        self.form: SupervisionForm | None = None
        self.paper: SupervisionPaper | None = None
        self.body.addLayout(self._months())
        self.table = TableView(_("Supervision log"))
        self.model: KeyedTableModel[Line] = KeyedTableModel(_columns(), _key, spoken=_spoken, parent=self)
        self.table.setModel(self.model)
        self.table.setMinimumHeight(theme.current().px(220))
        self.table.opened.connect(self.edit)
        self.table.current_changed.connect(self._tell)
        self.body.addWidget(self.table, 1)
        self.shares = Words("", Type.CONTROL, "text2", wrap=True)
        self.body.addWidget(self.shares)
        self._buttons()
        self.focus_first(self.table)
        bridge.changed.connect(self._changed)
        self.show_now()

    def _months(self) -> QHBoxLayout:
        row = QHBoxLayout()
        before, after = IconButton("chevron-left", _("Month before")), IconButton("chevron-right", _("Month after"))
        before.clicked.connect(self.before)
        after.clicked.connect(self.after)
        self.title = Words("", Type.CONTROL_STRONG)
        for widget in (before, self.title, after):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _buttons(self) -> None:
        self.edit_button = DefaultButton(_("Change"), icon="pencil", key="F2")
        self.remove_button = DefaultButton(_("Remove"), icon="trash-2", key="Del")
        self.print_button = DefaultButton(_("Print"), icon="printer", key="Ctrl+P")
        self.save_button = DefaultButton(_("Save as a table"), icon="download")
        self.cancel_button = DefaultButton(_("Close"))
        self.main_button = PrimaryButton(_("Add"), icon="plus", key="Ctrl+N")
        for button, act in (
            (self.edit_button, self.edit), (self.remove_button, self.remove), (self.print_button, self.print_log),
            (self.save_button, self.save_log), (self.cancel_button, self.reject), (self.main_button, self.add),
        ):  # fmt: skip
            button.clicked.connect(act)
        for button in (self.edit_button, self.remove_button, self.print_button, self.save_button):
            self.footer.addWidget(button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.main_button)

    # --- showing ---

    def _changed(self, _changes: object) -> None:
        if self.is_open:
            self.show_now()

    def show_now(self) -> None:
        now = self._bridge.now()
        last = _next(self.month) - timedelta(days=1)
        self.log = self._bridge.read(queries.log, self.month, last, now.date(), now.hour * 60 + now.minute)
        self.title.setText(words.month_year(self.month))
        self.model.show_rows(self.log.lines)
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        said = [share_words(share) for share in self.log.shares]
        self.shares.setText("\n".join(said) or _("No assistant is entered under Settings, People."))
        self.main_button.setEnabled(bool(said))
        self._tell()

    def _tell(self, _row: object = None) -> None:
        here = isinstance(self.table.current_row(), Line)
        self.edit_button.setEnabled(here)
        self.remove_button.setEnabled(here)

    def before(self) -> None:
        self.month = (self.month - timedelta(days=1)).replace(day=1)
        self.show_now()

    def after(self) -> None:
        self.month = _next(self.month)
        self.show_now()

    # --- what the person does ---

    def add(self) -> None:
        today = self._bridge.today()
        day = today if today.replace(day=1) == self.month else self.month
        self.form = SupervisionForm(self, self._bridge, day)
        self.form.open()

    def edit(self, _row: object = None) -> None:
        row = self.table.current_row()
        if isinstance(row, Line):
            self.form = SupervisionForm(self, self._bridge, row.entry.day, row)
            self.form.open()

    def remove(self) -> None:
        row = self.table.current_row()
        if isinstance(row, Line):
            with self._bridge.telling():
                self._bridge.do(supervision.remove, row.supervision_id)

    def print_log(self) -> None:
        self.paper = SupervisionPaper(self, self._bridge, self.month)
        self.paper.open()

    def save_log(self) -> None:
        if self.log is not None:
            name = _("Supervision {month}.csv").format(month=f"{self.month:%Y-%m}")
            with self._bridge.telling():
                save_table(self, self._bridge, name, HEADINGS, queries.table(self.log.lines), "Supervision")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() == Qt.Key.Key_N and self.main_button.isEnabled():
            self.add()
        elif ctrl and event.key() == Qt.Key.Key_P:
            self.print_log()
        elif self.table.hasFocus() and event.key() == Qt.Key.Key_F2:
            self.edit()
        elif self.table.hasFocus() and event.key() == Qt.Key.Key_Delete:
            self.remove()
        else:
            super().keyPressEvent(event)


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column("day", _("Date"), _day, _by_day, width=100),
        Column("time", _("Time"), _time, width=110),
        Column("minutes", _("Minutes"), _minutes, width=70, right=True),
        Column("who", _("Assistant"), _who, width=130),
        Column("how", _("How"), _how, width=190, color="text2"),
        Column("topics", _("Topics"), _topics, width=0, tip=_topics),
    )


def _key(row: Line) -> int:
    return row.supervision_id


def _day(row: Line) -> str:
    return words.day_date(row.entry.day)


def _by_day(row: Line) -> tuple[int, int]:
    return row.entry.day.toordinal(), row.entry.start


def _time(row: Line) -> str:
    return words.span(row.entry.start, row.entry.end)


def _minutes(row: Line) -> str:
    return str(row.minutes)


def _who(row: Line) -> str:
    return row.assistant.name


def _how(row: Line) -> str:
    return words.listed_with_dots([
        labels.supervision_method(row.entry.method), labels.supervision_kind(row.entry.kind)
    ])  # fmt: skip


def _topics(row: Line) -> str:
    return " ".join(row.entry.topics.split())


def _spoken(row: Line) -> str:
    return ", ".join((_day(row), _time(row), _who(row), _how(row), _topics(row)))
