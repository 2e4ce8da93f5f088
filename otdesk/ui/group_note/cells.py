# SPDX-License-Identifier: MIT
"""One goal in a lane, on one line: number, name, how it went before, and the field for today's data."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk.queries.note_figures import target_words
from otdesk.queries.notes import GoalForm
from otdesk.ui import theme
from otdesk.ui.notes.goal_line import GoalField
from otdesk.ui.parts import drawing, widths
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.theme import Type
from otdesk.words import _

_WITH_CURVE = 310


class GoalCell(GoalField):
    """`entered(by mouse)` when its field gets the keyboard, `told` when its reading changed."""

    entered = Signal(bool)
    told = Signal()

    def __init__(self, goal: GoalForm, typed: str, parent: QWidget | None = None) -> None:
        super().__init__(goal, typed, parent)
        look = theme.current()
        self.color = "text2"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self.frame)
        row.setContentsMargins(look.px(11), look.px(5), 3, look.px(5))
        row.setSpacing(look.px(6))
        row.addWidget(Words(_("G{n}").format(n=goal.number), Type.CONTROL_STRONG))
        row.addWidget(ElidedWords(goal.area or goal.short, Type.CONTROL, "text2"), 1)
        self._line = self.sparkline()
        if self._line is not None:
            row.addWidget(self._line)
        row.addWidget(Words(_before(goal), Type.CONTROL, "text2"))
        row.addWidget(self.field)
        widths.fixed(self.field, 64)
        self.frame.setMinimumHeight(look.px(34))
        column.addWidget(self.frame)
        self.taps.setParent(None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_reading()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The goal's name before its curve."""
        super().resizeEvent(event)
        if self._line is not None:
            self._line.setVisible(self.width() >= theme.current().px(_WITH_CURVE))

    def tell(self, said: str, color: str) -> None:
        del said
        self.color = color
        self.told.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() is QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self.entered.emit(event.reason() is Qt.FocusReason.MouseFocusReason)
        return False


class ReadingTip(QWidget):
    """How the data were read, under the field while it has the keyboard, and under its buttons where they are shown; it
    covers what is below and takes no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._holder = parent
        self.setProperty("covers", True)
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(6), look.px(12), look.px(6))
        self._words = Words("", Type.CONTROL)
        row.addWidget(self._words)
        self.hide()

    def show_under(self, cell: GoalCell) -> None:
        """Nothing is shown for an empty field: the cell tells the goal itself."""
        self._words.set_color(cell.color)
        self._words.setText(cell.reading_text())
        self.setVisible(bool(cell.typed().strip()) and cell.field.hasFocus())
        self.adjustSize()
        above = cell if cell.taps.isHidden() else cell.taps
        left = min(cell.mapTo(self._holder, cell.rect().topLeft()).x(), self._holder.width() - self.width() - 4)
        self.move(max(0, left), above.mapTo(self._holder, above.rect().bottomLeft()).y() + 1)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        drawing.rounded(
            painter, QRectF(self.rect()), look.color("surface"), look.color("strong"), radius=look.px(6)
        )  # fmt: skip
        painter.end()


def _before(goal: GoalForm) -> str:
    """ "70 %" of the last time; "goal 80 %" where nothing was measured yet."""
    if goal.last is not None:
        return goal.last.typed
    said = target_words(goal.measure, goal.target, goal.unit, goal.levels)
    return _("goal {target}").format(target=said) if said else ""
