# SPDX-License-Identifier: MIT
"""Drives: minutes and miles for every pair of places and each direction; an estimate shows where nothing is entered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from otdesk.actions import travel
from otdesk.faults import Refusal
from otdesk.queries import workplace
from otdesk.queries.workplace import DriveCell, DriveTable, PlaceName
from otdesk.rules.entries_places import MAX_DRIVE, DriveEntry
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.row_parts import empty
from otdesk.ui.forms import read_text
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.marks import SchoolChip
from otdesk.ui.parts.readings import miles as read_miles
from otdesk.ui.theme import Type
from otdesk.words import _


class DriveEdit(QWidget):
    """Minutes and miles of one direction. What is typed first is taken for the way back too, where that is empty."""

    kept = Signal(object, bool)
    cleared = Signal(int, int)
    wrong = Signal(str)

    def __init__(self, cell: DriveCell, start: PlaceName, end: PlaceName) -> None:
        super().__init__()
        self._cell = cell
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        way = _("{start} to {end}").format(start=start.name, end=end.name)
        known = not cell.estimated and cell.minutes is not None
        self.minutes = QLineEdit(str(cell.minutes) if known else "")
        self.miles = QLineEdit(_tenths(cell.tenths) if known else "")
        for name, editor, guess in (
            (_("minutes"), self.minutes, str(cell.minutes)),
            (_("miles"), self.miles, _tenths(cell.tenths)),
        ):
            editor.setFixedWidth(theme.current().px(66))
            editor.setAccessibleName(f"{way}, {name}")
            editor.setObjectName(f"drive-{cell.from_id}-{cell.to_id}-{name}")
            if cell.estimated:
                editor.setPlaceholderText(f"≈ {guess}")
                editor.setAccessibleDescription(_("estimate from coordinates: {n}").format(n=guess))
            editor.editingFinished.connect(self._keep)
            line.addWidget(editor)

    def _keep(self) -> None:
        minutes, miles = self.minutes.text().strip(), self.miles.text().strip()
        cell = self._cell
        if not minutes and not miles:
            if not cell.estimated and cell.minutes is not None:
                self.cleared.emit(cell.from_id, cell.to_id)
            return
        if not (minutes and miles):
            return  # the other one is still to come
        try:
            number = read_text.a_number(minutes, _("Minutes"), high=MAX_DRIVE) or 0
            tenths = read_miles(miles)
        except Refusal as refusal:
            self.wrong.emit(refusal.message)
            return
        entered = not cell.estimated and cell.minutes is not None
        if not entered or (number, tenths) != (cell.minutes, cell.tenths):
            self.kept.emit(DriveEntry(cell.from_id, cell.to_id, number, tenths), not entered)


class TravelPage(QWidget):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self._table: DriveTable | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        sheet = ScrollColumn(sideways=True)
        outer.addWidget(sheet)
        self.card = Card(_("Travel between places"))
        said = _("Without parking. Typing one direction fills the other. ≈ is an estimate from coordinates.")
        self.card.add(Words(said, Type.CONTROL, "text2", wrap=True))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.current().px(12))
        self.grid.setVerticalSpacing(theme.current().px(6))
        self.card.column.addLayout(self.grid)
        self.problem = Words("", Type.META, "bad.ink", wrap=True)
        self.problem.hide()
        self.card.add(self.problem)
        sheet.column.addWidget(self.card)
        sheet.column.addStretch(1)

    def refill(self) -> None:
        table = self.bridge.read(workplace.drives)
        if table == self._table:
            return
        self._table = table
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None else ""
        empty(self.grid)
        if len(table.places) < 2:
            self.grid.addWidget(Words(_("Enter at least two schools, or a school and your home."), Type.CONTROL,
                                      "text2"), 0, 0)  # fmt: skip
            return
        for column, said in ((2, _("There: min, miles")), (3, _("Back: min, miles"))):
            self.grid.addWidget(Words(said, Type.LABEL, "text2"), 0, column)
        row = 1
        for index, start in enumerate(table.places):
            for end in table.places[index + 1 :]:
                self._pair(row, table, start, end)
                row += 1
        self.grid.setColumnStretch(1, 1)
        found = self.findChild(QWidget, name) if name else None
        if found is not None:
            found.setFocus()

    def _pair(self, row: int, table: DriveTable, start: PlaceName, end: PlaceName) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(theme.current().px(6))
        for place in (start, end):
            if place.color is not None:
                chips.addWidget(SchoolChip(place.code, place.color, place.name))
            else:
                chips.addWidget(Words(place.name, Type.META_STRONG))
        chips.addStretch(1)
        self.grid.addLayout(chips, row, 0)
        self.grid.addWidget(ElidedWords(f"{start.name} – {end.name}", Type.CONTROL), row, 1)
        for column, (one, other) in enumerate(((start, end), (end, start))):
            edit = DriveEdit(table.cells[one.place_id, other.place_id], one, other)
            edit.kept.connect(self._keep)
            edit.cleared.connect(self._clear)
            edit.wrong.connect(self._say)
            self.grid.addWidget(edit, row, 2 + column)

    def _keep(self, entry: object, both_ways: bool) -> None:
        if isinstance(entry, DriveEntry):
            try:
                self.bridge.do(travel.set_drive, entry, both_ways=both_ways)
            except Refusal as refusal:
                self._say(refusal.message)
            else:
                self.problem.hide()

    def _clear(self, from_id: int, to_id: int) -> None:
        with self.bridge.telling():
            self.bridge.do(travel.clear_drive, from_id, to_id)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()


def _tenths(tenths: int | None) -> str:
    return f"{tenths // 10}.{tenths % 10}" if tenths is not None else ""
