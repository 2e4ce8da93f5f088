# SPDX-License-Identifier: MIT
"""The terms of the school year, each with the day its progress reports are due."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions import calendar
from otdesk.actions.calendar import TermEntry
from otdesk.faults import Refusal
from otdesk.queries import workplace
from otdesk.queries.workplace import TermRow
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.row_parts import EditRow, connect_row
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.buttons import DefaultButton, IconButton
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.layouts import empty
from otdesk.ui.theme import Type
from otdesk.words import _


class TermForm(FormSheet):
    """One term; the others of the year stay as they are. `number` none: a new one."""

    def __init__(
        self, host: QWidget, bridge: Bridge, year_id: int, rows: Sequence[TermRow], number: int | None
    ) -> None:
        self._year_id, self._rows, self._number = year_id, tuple(rows), number
        title, save = (_("Term"), _("Save")) if number is not None else (_("New term"), _("Add"))
        super().__init__(host, bridge, title, save, width=480)

    def build(self) -> None:
        row = self._rows[self._number] if self._number is not None else None
        self.name = self.field(
            _("Name"), row.name if row is not None else "", check=NeededCheck(_("Name")), hint=_("Quarter 1, Fall ...")
        )
        self.first = self.date_field(_("First day"), row.first_day if row is not None else None)
        self.last = self.date_field(_("Last day"), row.last_day if row is not None else None)
        self.due = self.date_field(
            _("Progress reports due"), row.reports_due if row is not None else None,
            hint=_("Empty: on the last day of the term."),
        )  # fmt: skip
        self.add(self.name)
        self.add(self.first, self.last)
        self.add(self.due)
        self.focus_first(self.name.editor)

    def save(self) -> None:
        first, last = self._needed(self.date_of(self.first)), self._needed(self.date_of(self.last))
        entry = TermEntry(self.name.text().strip(), first, last, self.date_of(self.due))
        others = [term_entry(row) for number, row in enumerate(self._rows) if number != self._number]
        self.bridge.do(calendar.set_terms, self._year_id, [*others, entry])

    def _needed(self, day: date | None) -> date:
        if day is None:
            raise Refusal(_("Say the first and the last day."))
        return day


class TermList(QWidget):
    """The rows of the terms with Edit and Remove, then Add."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.form: TermForm | None = None
        self._year_id = 0
        self.rows: tuple[TermRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(6))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self.add_button = DefaultButton(_("Add term"), icon="plus")
        self.add_button.clicked.connect(self.add_term)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_year(self, year_id: int) -> None:
        self._year_id = year_id
        self.rows = self.bridge.read(workplace.terms, year_id)
        empty(self._list)
        for number, row in enumerate(self.rows):
            self._list.addWidget(self._row(number, row))
        if not self.rows:
            none = _("None entered. Progress reports come due by term.")
            self._list.addWidget(Words(none, Type.CONTROL, "text2", wrap=True))

    def _row(self, number: int, row: TermRow) -> EditRow:
        line = connect_row(EditRow(number, row.name, edit="term"), self._edit)
        line.line.addWidget(ElidedWords(row.name, Type.CONTROL_STRONG), 2)
        said = _("{first} – {last}; reports due {due}").format(
            first=words.day_date(row.first_day), last=words.day_date(row.last_day),
            due=words.day_date(row.reports_due or row.last_day),
        )  # fmt: skip
        line.line.addWidget(Words(said, Type.CONTROL, "text2", wrap=True), 5)
        line.close_line()
        trash = IconButton("trash-2", _("Remove {name}").format(name=row.name))
        trash.setObjectName(f"term-remove-{number}")
        trash.setProperty("number", number)
        trash.clicked.connect(self._remove)
        line.line.addWidget(trash)
        return line

    def add_term(self) -> None:
        self._open(None)

    def _edit(self, _what: str, number: int) -> None:
        self._open(number)

    def edit_term(self, number: int) -> None:
        self._open(number)

    def _open(self, number: int | None) -> None:
        self.form = TermForm(self, self.bridge, self._year_id, self.rows, number)
        self.form.open()

    def _remove(self) -> None:
        gone = int(self.sender().property("number"))
        kept = [term_entry(row) for number, row in enumerate(self.rows) if number != gone]
        with self.bridge.telling():
            self.bridge.do(calendar.set_terms, self._year_id, kept)


def term_entry(row: TermRow) -> TermEntry:
    return TermEntry(row.name, row.first_day, row.last_day, row.reports_due)
