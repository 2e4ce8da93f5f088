# SPDX-License-Identifier: MIT
"""The list of notes: counted chips, one school or all, words; Enter opens."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from otdesk.queries import note_list
from otdesk.queries.note_list import NEWEST, NoteKey, NoteLine, NoteList, NoteState
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes import list_columns
from otdesk.ui.parts import widths
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.choices import FilterChip
from otdesk.ui.parts.feedback import EmptyState
from otdesk.ui.parts.fields import SearchBox
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_TYPING = 90  # ms after the last letter of a search


class ListPage(QWidget):
    """Says `opened(row)`, and `state_shown` when drafts, signed ones ... were chosen."""

    opened = Signal(object)
    state_shown = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.read = NoteList((), ())
        self.state: NoteState | None = NoteState.TO_WRITE
        self.school_id: int | None = None
        self.open_key: NoteKey | None = None
        self._followed: NoteKey | None = None
        """The note beside the list: its row stays while it is open, whatever it becomes."""
        self.model: KeyedTableModel[NoteLine] = KeyedTableModel(
            list_columns.columns(), _key, spoken=list_columns.spoken, parent=self
        )
        self._search_soon = QTimer(self)
        self._search_soon.setSingleShot(True)
        self._search_soon.setInterval(_TYPING)
        self._search_soon.timeout.connect(self.show_now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(10))
        column.addWidget(self._chips())
        column.addWidget(self._sheet(), 1)

    # --- building ---

    def _chips(self) -> QWidget:
        self.chips: dict[NoteState | None, FilterChip] = {
            NoteState.TO_WRITE: FilterChip(_("To write"), icon="pencil"),
            NoteState.DRAFT: FilterChip(_("Drafts"), icon="pencil-line"),
            NoteState.CO_SIGN: FilterChip(_("To co-sign"), icon="signature"),
            NoteState.SIGNED: FilterChip(_("Signed"), icon="lock"),
            None: FilterChip(_("All")),
        }
        self.school_chip = FilterChip(_("All schools"), icon="school")
        self.school_chip.clicked.connect(self._choose_school)
        self.search = SearchBox(_("Words, #goal, @school"), key="/")
        widths.fixed(self.search, 250)
        self.search.textChanged.connect(self._search_soon.start)
        self.search.returnPressed.connect(self._to_table)
        flow = Flow(spacing=8)
        for state, chip in self.chips.items():
            chip.setProperty("state", state.value if state is not None else "")
            chip.clicked.connect(self._chosen)
            flow.add(chip)
        flow.add(self.school_chip)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(flow, 1)
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _sheet(self) -> Card:
        self.table = TableView(_("Notes"))
        self.table.setModel(self.model)
        self.table.opened.connect(self.opened)
        self.table.kept_as = "notes"
        self.table.sort_first(0, Qt.SortOrder.DescendingOrder)
        self.table.setMinimumHeight(theme.current().px(120))
        self.nothing = EmptyState(_("No notes waiting"), _("Notes appear here when a session ends."))
        self.nothing.acted.connect(self.reset)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.foot = Words("", Type.META, "text2")
        card = Card(padding=1)
        card.column.setSpacing(0)
        card.add(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.current().px(12), 4, theme.current().px(12), 4)
        foot.addStretch(1)
        foot.addWidget(self.foot)
        card.column.addLayout(foot)
        return card

    def sizeHint(self) -> QSize:
        return QSize(400, 400)

    # --- showing ---

    def show_now(self) -> None:
        """Read and show; the current row stays current."""
        self._search_soon.stop()
        now = self._bridge.now()
        minute = now.hour * 60 + now.minute
        self.read = self._bridge.read(note_list.note_list, now.date(), minute, self.search.text())
        self._show()

    def _show(self) -> None:
        keep = self.table.current_row()
        rows = [row for row in self.read.lines if self._fits(row)]
        self.model.show_rows(rows)
        kept = self._select_followed() or (isinstance(keep, NoteLine) and self.table.select_key(keep.key))
        if rows and not kept:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._stack.setCurrentWidget(self.table if rows else self.nothing)
        if not rows:
            self._say_nothing()
        self._count(len(rows))

    def follow(self, key: NoteKey | None) -> None:
        """This note is open beside the list: its row becomes the current one, as soon as it is there."""
        self.open_key = self._followed = key
        self._select_followed()

    def _select_followed(self) -> bool:
        found = self._followed is not None and self.table.select_key(self._followed)
        if found:
            self._followed = None
        return found

    def _fits(self, row: NoteLine) -> bool:
        if row.key == self.open_key:
            return True
        here = self.school_id in {None, row.school_id}
        return here and (self.state is None or row.state is self.state or self._is_closed(row))

    def _is_closed(self, row: NoteLine) -> bool:
        """A void note, and one that waits for the supervisor, stand among the signed ones."""
        return self.state is NoteState.SIGNED and row.state in {NoteState.VOID, NoteState.CO_SIGN}

    def _say_nothing(self) -> None:
        elsewhere = len(self.read.lines)
        if self.search.text().strip() and elsewhere:
            self.nothing.say(
                _("None among these"),
                plural(
                    "{n} note elsewhere holds these words. Choose All and All schools above.",
                    "{n} notes elsewhere hold these words. Choose All and All schools above.",
                    elsewhere,
                ),
            )
        elif self.search.text().strip():
            self.nothing.say(
                _("No note holds these words"),
                _("Words are looked for in names and notes; #2 or #scissors is a goal, @AC a school, 10/13 a day."),
            )
        elif self.state is NoteState.DRAFT:
            self.nothing.say(_("No drafts"), _("What is typed into a note is kept by itself and shown here."))
        elif self.state is NoteState.CO_SIGN:
            self.nothing.say(_("Nothing to co-sign"), _("Notes an assistant signs wait here for her supervisor."))
        elif self.state is NoteState.TO_WRITE:
            self.nothing.say(_("No notes waiting"), _("Notes appear here when a session ends."))
        else:
            self.nothing.say(_("No notes yet"), _("Signed notes are kept here."))

    def _count(self, shown: int) -> None:
        rows = [row for row in self.read.lines if self.school_id in {None, row.school_id}]
        searching = bool(self.search.text().strip())
        for state, chip in self.chips.items():
            chip.setChecked(state is self.state)
            count = sum(row.state is state for row in rows) if state is not None else None
            if state is NoteState.SIGNED and not searching:
                count = sum(s.signed for s in self.read.schools if self.school_id in {None, s.school_id})
            chip.show_count(count)
            if state is NoteState.CO_SIGN:
                chip.setVisible(bool(count) or self.state is NoteState.CO_SIGN)
        school = next((s for s in self.read.schools if s.school_id == self.school_id), None)
        self.school_chip.setText(school.name if school is not None else _("All schools"))
        self.school_chip.setChecked(school is not None)
        self.school_chip.show_count(None)
        said = plural("{n} note", "{n} notes", shown)
        if self.state in {None, NoteState.SIGNED} and shown >= NEWEST:
            said = _("the newest {n}; older ones are found by more words").format(n=NEWEST)
        self.foot.setText(said)

    # --- what the person does ---

    def reset(self) -> None:
        self.search.clear()
        self.school_id = None
        self.show_now()
        self.table.setFocus()

    def show_state(self, state: NoteState | None) -> None:
        self.state = state
        self._show()
        self.state_shown.emit()

    def _chosen(self) -> None:
        value = str(self.sender().property("state"))
        self.show_state(NoteState(value) if value else None)

    def _to_table(self) -> None:
        if self._search_soon.isActive():
            self.show_now()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_school(self) -> None:
        menu = self.school_menu()
        menu.exec(self.school_chip.mapToGlobal(self.school_chip.rect().bottomLeft()))
        menu.deleteLater()
        self._show()

    def school_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        choices = [(None, _("All schools")), *((s.school_id, f"{s.code}  {s.name}") for s in self.read.schools)]
        for school_id, text in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(school_id)
            action.setChecked(school_id == self.school_id)
            group.addAction(action)
        menu.triggered.connect(self._take_school)
        return menu

    def _take_school(self, action: object) -> None:
        self.school_id = action.data()  # type: ignore[attr-defined]  # the menu sends its QAction
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Slash and not event.modifiers():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif event.key() == Qt.Key.Key_Escape and (self.search.text() or self.school_id is not None):
            self.reset()
        else:
            super().keyPressEvent(event)


def _key(row: NoteLine) -> NoteKey:
    return row.key
