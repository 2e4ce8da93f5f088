# SPDX-License-Identifier: MIT
"""The students of a term with how far their reports are, left of the report."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries.progress_reports import Queue, QueueRow, State
from otdesk.ui import icons, theme
from otdesk.ui.forms.combo import Combo
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import MinutesBar
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone
from otdesk.words import _


def mark(state: State) -> Mark:
    return {
        State.NOT_BEGUN: Mark(_("not begun"), "circle-dashed", Tone.NEUTRAL),
        State.NO_DATA: Mark(_("no data this term"), "circle-alert", Tone.BAD),
        State.DRAFT: Mark(_("draft"), "pencil", Tone.TODO),
        State.DONE: Mark(_("done"), "circle-check", Tone.DONE),
    }[state]


class QueueCard(Card):
    """`chosen(student id)` when another row becomes current, `term_chosen(term id)`, `print_wanted` for all done."""

    chosen = Signal(int)
    entered = Signal(int)
    term_chosen = Signal(int)
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=1, parent=parent)
        look = theme.current()
        self.queue = Queue(None, (), ())
        head = QVBoxLayout()
        head.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(8))
        head.setSpacing(look.px(6))
        self.term = Combo(())
        self.term.setAccessibleName(_("Term"))
        self.term.activated.connect(self._term)
        self._said = Words("", Type.META, "text2", wrap=True)
        self._bar = MinutesBar()
        for widget in (self.term, self._said, self._bar):
            head.addWidget(widget)
        self.column.addLayout(head)
        self.model: KeyedTableModel[QueueRow] = KeyedTableModel(_columns(), _key, spoken=_spoken, parent=self)
        self.table = TableView(_("Students"))
        self.table.setModel(self.model)
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.current_changed.connect(self._current)
        self.table.opened.connect(self._entered)
        self.add(self.table, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(10))
        self.print_button = DefaultButton(_("Print all done"), icon="printer")
        self.print_button.clicked.connect(self.print_wanted)
        foot.addWidget(self.print_button)
        self.column.addLayout(foot)

    def show_queue(self, queue: Queue, student_id: int | None) -> None:
        self.queue = queue
        term = queue.term
        self.term.offer([(row.term_id, _term_words(row.name, row.first.year)) for row in queue.terms],
                        term.term_id if term is not None else None)  # fmt: skip
        self.model.show_rows(queue.rows)
        count = len(queue.rows)
        if term is not None:
            said = _("Due {day} · {done} of {all} done").format(
                day=words.short_date(term.due), done=queue.done, all=count
            )
            self._said.setText(said)
            self._bar.show_minutes(queue.done, max(count, 1), 0, Tone.DONE, said)
        self.print_button.setEnabled(queue.done > 0)
        if student_id is not None:
            self.table.select_key(student_id)

    def after(self, student_id: int) -> int | None:
        """The next student whose report is not done, round again; none when all are."""
        order = list(self.model.rows())
        place = next((n for n, row in enumerate(order) if row.student_id == student_id), -1)
        for row in (*order[place + 1 :], *order[: place + 1]):
            if row.state is not State.DONE and row.student_id != student_id:
                return row.student_id
        return None

    def _term(self) -> None:
        value = self.term.value()
        if isinstance(value, int):
            self.term_chosen.emit(value)

    def _current(self, row: object) -> None:
        if isinstance(row, QueueRow):
            self.chosen.emit(row.student_id)

    def _entered(self, row: object) -> None:
        if isinstance(row, QueueRow):
            self.entered.emit(row.student_id)


def _term_words(name: str, year: int) -> str:
    return f"{name}, {year}"


def _columns() -> tuple[Column[QueueRow], ...]:
    return (
        Column("name", _("Student"), _name, width=0, kind=Type.BODY),
        Column("state", _("State"), _state, paint=_paint_state, width=38, tip=_state),
    )


def _name(row: QueueRow) -> str:
    return row.name


def _state(row: QueueRow) -> str:
    return mark(row.state).words


def _key(row: QueueRow) -> int:
    return row.student_id


def _spoken(row: QueueRow) -> str:
    return f"{row.name}, {row.school.name}, {mark(row.state).words}"


def _paint_state(painter: QPainter, box: QRectF, look: Theme, row: QueueRow) -> None:
    shown = mark(row.state)
    side = look.px(16)
    ink = QColor(look.colors.pair(shown.tone).ink)
    at = box.center()
    icons.paint(painter, shown.icon, ink, at.x() - side / 2, at.y() - side / 2, side)
