# SPDX-License-Identifier: MIT
"""The table of due dates: counted chips by kind, typed words, sorting."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from otdesk.queries.due import Due, DueKind
from otdesk.ui import theme
from otdesk.ui.due_dates import due_words
from otdesk.ui.due_dates.columns import columns
from otdesk.ui.parts import widths
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.choices import FilterChip
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.fields import SearchBox
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.models import KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.words import _

NARROW, NARROWEST = 740, 540
"""Pixels at 100 % below which the table leaves out what the sheet of a date says too."""
NEAR, WHO, DETAIL = 1, 3, 5


class Chip(StrEnum):
    REVIEWS = "reviews"
    EVALUATIONS = "evaluations"
    CONSENTS = "consents"
    MAKE_UPS = "make_ups"
    REPORTS = "reports"


CHIP_OF = {
    DueKind.ANNUAL_REVIEW: Chip.REVIEWS,
    DueKind.REEVALUATION: Chip.REVIEWS,
    DueKind.EVALUATION: Chip.EVALUATIONS,
    DueKind.EVALUATION_CONSENT: Chip.CONSENTS,
    DueKind.CONSENT_OUT: Chip.CONSENTS,
    DueKind.CONSENT: Chip.CONSENTS,
    DueKind.LICENSE: Chip.CONSENTS,
    DueKind.MAKE_UP: Chip.MAKE_UPS,
    DueKind.PROGRESS: Chip.REPORTS,
}


class DueTable(QWidget):
    """Several chips show what belongs to any of them; none shows everything."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Due, ...] = ()
        self.chosen: frozenset[Chip] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addWidget(self._lay_out_filters())
        self.table = TableView(_("Due dates"))
        self.model: KeyedTableModel[Due] = KeyedTableModel(columns(), _key, spoken=due_words.spoken, parent=self)
        self.table.setModel(self.model)
        self.table.kept_as = "due"
        self.table.sort_first(0)
        self.table.opened.connect(self.opened)
        self.no_match = EmptyState(_("Nothing matches"), icon="search-x", action=_("Show everything"), key="Esc")
        self.no_match.acted.connect(self.reset)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.no_match)
        card = Card(padding=1)
        card.add(self._stack, 1)
        column.addWidget(card, 1)

    def _lay_out_filters(self) -> QWidget:
        self.chips = {
            Chip.REVIEWS: FilterChip(_("Reviews"), icon="file-text"),
            Chip.EVALUATIONS: FilterChip(_("Evaluations"), icon="clipboard-list"),
            Chip.CONSENTS: FilterChip(_("Consents"), icon="mail"),
            Chip.MAKE_UPS: FilterChip(_("Make-ups"), icon="rotate-ccw"),
            Chip.REPORTS: FilterChip(_("Reports"), icon="chart-line"),
        }
        self.search = SearchBox(_("Filter the table"), key="/")
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._to_table)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(4, 0, 4, 0)
        flow = Flow(spacing=8)
        for chip, widget in self.chips.items():
            widget.setProperty("chip", chip.value)
            widget.clicked.connect(self._toggle)
            flow.add(widget)
        row.addWidget(flow, 1)
        widths.fixed(self.search, 190)
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def show_items(self, items: tuple[Due, ...]) -> None:
        self._items = items
        for chip, widget in self.chips.items():
            count = sum(CHIP_OF[item.kind] is chip for item in items)
            widget.show_count(count)
            widget.setVisible(count > 0 or chip in self.chosen)
        self._fill()

    def reset(self) -> None:
        self.chosen = frozenset()
        self.search.clear()
        self._fill()
        self.table.setFocus()

    def current_item(self) -> Due | None:
        row = self.table.current_row() if self.table.hasFocus() else None
        return row if isinstance(row, Due) else None

    def _fill(self) -> None:
        for chip, widget in self.chips.items():
            widget.setChecked(chip in self.chosen)
        self.model.show_rows(tuple(shown(self._items, self.chosen, self.search.text())))
        self._stack.setCurrentWidget(self.table if self.model.rowCount() else self.no_match)

    def _toggle(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen = self.chosen ^ {Chip(str(sender.property("chip")))}
            self._fill()

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Slash and not event.modifiers():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif event.key() == Qt.Key.Key_Escape and (self.chosen or self.search.text()):
            self.reset()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look, header = theme.current(), self.table.horizontalHeader()
        narrow = self.width() < look.px(NARROW)
        self.table.setColumnHidden(DETAIL, narrow)
        self.table.setColumnHidden(2, self.width() < look.px(NARROWEST))
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(DETAIL, mode.Stretch)
        header.setSectionResizeMode(WHO, mode.Stretch if narrow else mode.Interactive)


def shown(items: Iterable[Due], chips: frozenset[Chip], typed: str) -> Iterable[Due]:
    terms = typed.casefold().split()
    for item in items:
        if (not chips or CHIP_OF[item.kind] in chips) and all(term in _text(item) for term in terms):
            yield item


def _text(item: Due) -> str:
    return f"{due_words.spoken(item)} {item.school.code if item.school is not None else ''}".casefold()


def _key(item: Due) -> str:
    return item.key
