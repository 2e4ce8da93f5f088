# SPDX-License-Identifier: MIT
"""The caseload as a table: find, filter, sort, open."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk.actions import saved_views
from otdesk.queries import caseload, schools
from otdesk.queries import saved_views as view_queries
from otdesk.queries.caseload import Caseload, CaseRow
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload import case_words, filters
from otdesk.ui.caseload.beginning import Beginning
from otdesk.ui.caseload.bulk import BulkActs, SelectionBar
from otdesk.ui.caseload.case_table import CaseTable, ColumnChooser
from otdesk.ui.caseload.columns import Cells
from otdesk.ui.caseload.filters import Chip, Filter
from otdesk.ui.caseload.view_state import PLACE, ViewState, read_state
from otdesk.ui.caseload.views import ViewsChip
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.choices import FilterChip
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.fields import SearchBox
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.headers import HeaderBar
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import KeyedTableModel
from otdesk.ui.reports.school_chip import SchoolChip
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_EMPTY = Caseload((), (), policy_set=True, in_year=True)
_DUE_COLUMN = 5
_LOW = 420  # pixels at 100 % below which the bar of a selection takes the place of the summary
_RING = 5  # what stands at the edge keeps room for its focus ring


class TablePage(QWidget):
    """Shows `Caseload`; says which student to open and when one is to be added."""

    opened = Signal(int)
    add_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._read = _EMPTY
        self.filter = Filter()
        self._arranged = False
        self._cells = Cells(bridge.today())
        self.model: KeyedTableModel[CaseRow] = KeyedTableModel(
            self._cells.columns(), _key, spoken=self._cells.spoken, checkable=True, parent=self
        )
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 1, 6)
        column.setSpacing(look.px(10))
        column.addWidget(self._header())
        column.addWidget(self._chips())
        sheet = QHBoxLayout()
        sheet.setContentsMargins(0, 0, _RING, 0)
        sheet.addWidget(self._sheet())
        column.addLayout(sheet, 1)

    # --- building ---

    def _header(self) -> HeaderBar:
        self.header = HeaderBar(_("Caseload"))
        self.header.find_wanted.connect(self._find)
        self.import_button = DefaultButton(_("Import"), icon="file-input")
        self.import_button.clicked.connect(self.import_wanted)
        self.add_button = PrimaryButton(_("Add student"), icon="user-plus", key="Ctrl+N")
        self.add_button.clicked.connect(self.add_wanted)
        layout = self.header.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, _RING, 0)
        self.header.right.addWidget(self.import_button)
        self.header.right.addWidget(self.add_button)
        return self.header

    def _chips(self) -> QWidget:
        self.chips = {
            Chip.ACTIVE: FilterChip(_("Active")),
            Chip.DUE: FilterChip(_("Due in 30 days"), icon="calendar-clock"),
            Chip.BEHIND: FilterChip(_("Behind on minutes"), icon="trending-down"),
            Chip.OWED: FilterChip(_("Make-ups owed"), icon="rotate-ccw"),
            Chip.IN_GROUP: FilterChip(_("In a group"), icon="users-round"),
            Chip.NO_SERVICE: FilterChip(_("No service"), icon="circle-dashed"),
            Chip.EXITED: FilterChip(_("Exited"), icon="log-out"),
        }
        self.school_chip = SchoolChip()
        self.school_chip.taken.connect(self._take_school)
        self.views = ViewsChip(self, self._bridge)
        self.views.chosen.connect(self._show_view)
        self.columns_chip = FilterChip(_("Columns"), icon="columns-3")
        self.columns_chip.clicked.connect(self.choose_columns)
        self.search = SearchBox(_("Filter the table"), key="/")
        self.search.textChanged.connect(self._type)
        self.search.returnPressed.connect(self._to_table)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, _RING, 0)
        flow = Flow(spacing=8)
        for chip, widget in self.chips.items():
            widget.setProperty("chip", chip.value)
            widget.clicked.connect(self._toggle)
            flow.add(widget)
            if chip is Chip.ACTIVE:
                flow.add(self.school_chip)
        flow.add(self.views)
        flow.add(self.columns_chip)
        row.addWidget(flow, 1)
        widths.fixed(self.search, 190)
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _sheet(self) -> QWidget:
        self.table = CaseTable()
        self.table.setModel(self.model)
        self.table.opened.connect(self._open)
        self.table.sort_first(_DUE_COLUMN)
        self.table.kept_as = "caseload"
        self.table.arranged.connect(self._remember)
        self.table.setMinimumHeight(theme.current().px(120))
        self.nobody = Beginning(self._bridge)
        self.nobody.add_wanted.connect(self.add_wanted)
        self.no_match = EmptyState(_("Nobody matches"), icon="search-x", action=_("Show all active"), key="Esc")
        self.no_match.acted.connect(self.reset)
        self._stack = QStackedWidget()
        for widget in (self.table, self.nobody, self.no_match):
            self._stack.addWidget(widget)
        self.foot = Words("", Type.META, "text2")
        self.policy = DefaultButton(_("Set the minutes policy"))
        self.policy.clicked.connect(self._to_policy)
        card = Card(padding=1)
        card.column.setSpacing(0)
        card.add(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.current().px(12), 4, theme.current().px(12), 4)
        foot.addWidget(self.policy)
        foot.addStretch(1)
        foot.addWidget(self.foot)
        card.column.addLayout(foot)
        self.bar = SelectionBar(BulkActs(self, self._bridge))
        self.bar.all_wanted.connect(self.select_all)
        self.bar.none_wanted.connect(self.select_none)
        self.model.checks_changed.connect(self._show_selection)
        self.bar.setContentsMargins(theme.current().px(8), 2, theme.current().px(8), theme.current().px(8))
        self.bar.hide()
        card.add(self.bar)
        return card

    # --- showing ---

    def show_now(self) -> None:
        today = self._bridge.today()
        if today != self._cells.today:
            self._cells.today = today
        self._read = self._bridge.read(caseload.caseload, self._bridge.now())
        self._arrange_as_left()
        self.nobody.show_beginning(needs_school=not self._bridge.read(schools.schools))
        self._show()

    def _arrange_as_left(self) -> None:
        """Once: columns and sort as the person left them; the filter begins anew."""
        if self._arranged:
            return
        self._arranged = True
        body = self._bridge.read(view_queries.left_as, PLACE)
        if body is not None:
            left = read_state(body, self.table.ids(), ())
            self.table.arrange(left.hidden, left.sort, down=left.down)

    def state(self) -> ViewState:
        sort, down = self.table.sort
        return ViewState(self.filter, self.table.hidden, sort, down)

    def _show_view(self, body: object) -> None:
        schools_now = [school.school_id for school in self._read.schools]
        wanted = read_state(body, self.table.ids(), schools_now) if isinstance(body, dict) else ViewState()
        self.filter = wanted.filter
        self.search.setText(wanted.filter.words)
        self.table.arrange(wanted.hidden, wanted.sort, down=wanted.down)
        self._remember()
        self._show()
        self.table.setFocus()

    def _remember(self) -> None:
        with self._bridge.telling():
            self._bridge.keep(saved_views.remember, PLACE, replace(self.state(), filter=Filter()).body())
        self.views.show_views(self.state())

    def choose_columns(self) -> None:
        self.columns_chip.setChecked(False)
        self.chooser = ColumnChooser(self.columns_chip, self.table)
        self.chooser.open()

    def _show(self) -> None:
        today = self._bridge.today()
        rows = filters.shown(self._read.rows, self.filter, today)
        keep = self.current_id()
        self.model.show_rows(rows)
        if rows and (keep is None or not self.table.select_key(keep)):
            self.table.setCurrentIndex(self.model.index(0, 0))
        page = self.table if rows else self.no_match if self._read.rows else self.nobody
        self._stack.setCurrentWidget(page)
        self._count(len(rows))
        self._show_selection()

    def _count(self, shown: int) -> None:
        counts = filters.counts(self._read.rows, self.filter, self._bridge.today())
        for chip, widget in self.chips.items():
            widget.setChecked(chip in self.filter.chips)
            widget.show_count(counts[chip])
            widget.setVisible(chip in {Chip.ACTIVE, Chip.DUE, Chip.BEHIND} or counts[chip] > 0 or widget.isChecked())
        self.school_chip.choose(self.filter.school_id)
        self.school_chip.show_schools(self._read.schools)
        self.views.show_views(self.state())
        active = sum(filters.holds(row, Chip.ACTIVE, self._bridge.today()) for row in self._read.rows)
        detail = _("{students} active, {schools}").format(
            students=active, schools=plural("{n} school", "{n} schools", len(self._read.schools))
        )
        self.header.set_title(_("Caseload"), detail if self._read.rows else "")
        parts = [case_words.students_count(shown), _("{n} behind").format(n=counts[Chip.BEHIND])]
        undecided = any(row.month is not None and not row.month.decided for row in self._read.rows)
        self.policy.setVisible(undecided and not self._read.policy_set)
        if undecided and not self._read.policy_set:
            parts.append(_("minutes policy not set"))
        parts.append(_("bar mark = expected by today") if self._read.in_year else _("no school year entered"))
        self.foot.setText(" · ".join(parts) if self._read.rows else "")

    def selected(self) -> tuple[CaseRow, ...]:
        """In the order of the table."""
        kept = self.model.checked()
        return tuple(row for row in self.model.rows() if row.student_id in kept)

    def _show_selection(self) -> None:
        rows = self.selected()
        focus = QApplication.focusWidget()
        held = focus is not None and self.bar.isAncestorOf(focus)
        self.bar.show_selection(rows, self.model.rowCount())
        self.bar.setVisible(bool(rows))
        self.foot.setVisible(not rows or self.height() >= theme.current().px(_LOW))
        if held and not rows:
            self.table.setFocus()

    # --- what the person does ---

    def select_all(self) -> None:
        self.model.check([row.student_id for row in self.model.rows()])

    def select_none(self) -> None:
        self.model.check(())

    def current_id(self) -> int | None:
        row = self.table.current_row()
        return row.student_id if isinstance(row, CaseRow) else None

    def order(self) -> tuple[int, ...]:
        """The students as they stand in the table now."""
        return tuple(row.student_id for row in self.model.rows())

    def sort_by(self, column: int) -> None:
        header = self.table.horizontalHeader()
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        again = header.sortIndicatorSection() == column and header.sortIndicatorOrder() is up
        self.table.sortByColumn(column, down if again else up)

    def select(self, student_id: int) -> None:
        self.table.select_key(student_id)

    def names(self) -> Sequence[CaseRow]:
        return self._read.rows

    def reset(self) -> None:
        self.filter = Filter()
        self.search.clear()
        self._show()
        self.table.setFocus()

    def _toggle(self) -> None:
        sender = self.sender()
        chip = Chip(str(sender.property("chip")))
        chips = set(self.filter.chips) ^ {chip}
        if chip is Chip.EXITED and chip in chips:
            chips -= {Chip.ACTIVE, Chip.NO_SERVICE, Chip.IN_GROUP}
        elif chip in {Chip.ACTIVE, Chip.NO_SERVICE, Chip.IN_GROUP} and chip in chips:
            chips -= {Chip.EXITED}
        self.filter = replace(self.filter, chips=frozenset(chips))
        self._show()

    def _type(self, text: str) -> None:
        self.filter = replace(self.filter, words=text)
        self._show()

    def _take_school(self) -> None:
        self.filter = replace(self.filter, school_id=self.school_chip.school_id)
        self._show()

    def _open(self, row: object) -> None:
        if isinstance(row, CaseRow):
            self.opened.emit(row.student_id)

    def _to_table(self) -> None:
        self.table.setFocus()

    def _find(self) -> None:
        self._bridge.go("find")

    def _to_policy(self) -> None:
        self._bridge.go("settings/district")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Slash and not event.modifiers():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif event.key() == Qt.Key.Key_V and not event.modifiers():
            self.views.open_menu()
        elif event.key() == Qt.Key.Key_C and not event.modifiers():
            self.choose_columns()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() == Qt.Key.Key_Escape and self.model.checked():
            self.select_none()
        elif event.key() == Qt.Key.Key_Escape and self.filter != Filter():
            self.reset()
        else:
            super().keyPressEvent(event)


def _key(row: CaseRow) -> int:
    return row.student_id
