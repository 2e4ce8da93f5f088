# SPDX-License-Identifier: MIT
"""The table of the caseload, whose columns the person chooses."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from otdesk.ui.caseload.view_state import FIRST_HIDDEN
from otdesk.ui.parts.buttons import DefaultButton, LinkButton
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.dialogs import Popover
from otdesk.ui.parts.fitting import FittingTable
from otdesk.words import _

_NAME = 150
_FIRST_TO_GO = ("number", "manager", "teacher", "seen", "goals", "service", "grade")


class CaseTable(FittingTable):
    """`hidden`: ids of columns the person does not want; where it is narrow more of them step back. `arranged` comes
    when she changed columns or sort."""

    arranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Caseload"), _NAME, _FIRST_TO_GO, parent)
        self.hidden = FIRST_HIDDEN
        self._arranging = False
        self.horizontalHeader().sortIndicatorChanged.connect(self._sorted)

    def is_wanted(self, column_id: str) -> bool:
        return column_id not in self.hidden

    def titles(self) -> tuple[tuple[str, str], ...]:
        """(id, title) of the columns that can be hidden: all but the first."""
        model = self.keyed()
        return tuple((column.id, column.title) for column in model.columns[1:]) if model is not None else ()

    def ids(self) -> tuple[str, ...]:
        model = self.keyed()
        return tuple(column.id for column in model.columns) if model is not None else ()

    def hide_columns(self, hidden: frozenset[str]) -> None:
        """Exactly these are hidden."""
        if hidden != self.hidden:
            self.hidden = hidden
            self.fit()
            self._sorted()

    @property
    def sort(self) -> tuple[str, bool]:
        """Column id, and whether it goes down."""
        header = self.horizontalHeader()
        return self.ids()[header.sortIndicatorSection()], header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder

    def arrange(self, hidden: frozenset[str], sort: str, *, down: bool) -> None:
        """Columns and sort at once, without saying so."""
        self._arranging = True
        self.hide_columns(hidden)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.sortByColumn(self.ids().index(sort), order)
        self._arranging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All rows are selected by their boxes, which the page does."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _sorted(self) -> None:
        if not self._arranging:
            self.arranged.emit()


class ColumnChooser(Popover):
    """A box for each column; what is changed shows at once."""

    def __init__(self, anchor: QWidget, table: CaseTable) -> None:
        super().__init__(anchor, _("Columns"), width=260, detail=_("Where the window is narrow some step back."))
        self._table = table
        self.boxes: dict[str, CheckBox] = {}
        for name, title in table.titles():
            box = CheckBox(title)
            box.setChecked(name not in table.hidden)
            box.setProperty("column", name)
            box.clicked.connect(self._toggle)
            self.boxes[name] = box
            self.body.addWidget(box)
        self.body.setSpacing(6)
        self.focus_first(next(iter(self.boxes.values())))
        first = LinkButton(_("As at first"))
        first.clicked.connect(self._as_at_first)
        done = DefaultButton(_("Done"), key="Esc")
        done.clicked.connect(self.accept)
        self.footer.addWidget(first)
        self.footer.addStretch(1)
        self.footer.addWidget(done)

    def _toggle(self) -> None:
        self._table.hide_columns(self._table.hidden ^ {str(self.sender().property("column"))})

    def _as_at_first(self) -> None:
        for name, box in self.boxes.items():
            box.setChecked(name not in FIRST_HIDDEN)
        self._table.hide_columns(FIRST_HIDDEN)
