# SPDX-License-Identifier: MIT
"""One goal in the note: what was typed, how it was read, and buttons for a person who would rather tap."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otdesk.queries.notes import GoalForm
from otdesk.queries.templates import sentences
from otdesk.rules.assist_scale import words_of
from otdesk.rules.figures import data_words, prompt_name
from otdesk.rules.kinds import MeasureType
from otdesk.rules.shorthand import Form, NotUnderstood, Reading, Unread, read
from otdesk.ui import theme
from otdesk.ui.notes.taps import Taps
from otdesk.ui.parts import drawing, widths
from otdesk.ui.parts.labels import ElidedWords
from otdesk.ui.parts.marks import Sparkline
from otdesk.ui.theme import Type
from otdesk.words import _, short_date

_SHOWN_POINTS = 8
_RING = 3
_FIELD = 96


class GoalField(QWidget):
    """The field of one goal in one frame with what it belongs to. `changed` with each keystroke or tap."""

    changed = Signal()

    def __init__(self, goal: GoalForm, typed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.goal = goal
        self._said = ""
        self.taps = Taps(goal)
        self.taps.put.connect(self._put)
        look = theme.current()
        self.field = QLineEdit(typed)
        self.field.setProperty("bare", True)
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field.setFont(look.font(Type.CARD))
        widths.fixed(self.field, _FIELD)
        self.field.setPlaceholderText(example(goal.measure))
        self.field.setAccessibleName(_("Goal {n}, {area}: data").format(n=goal.number, area=goal.short))
        self.field.setToolTip(goal.statement)
        self.field.textChanged.connect(self._edited)  # textEdited is silent when a screen reader writes
        self.field.installEventFilter(self)
        self.frame = _Frame(self.field)
        self.setFocusProxy(self.field)

    def sparkline(self) -> Sparkline | None:
        """What was measured before; none while there is less than a line."""
        values = [point.value for point in self.goal.points[-_SHOWN_POINTS:]]
        if len(values) < 2:
            return None
        told = ", ".join(point.typed for point in self.goal.points[-_SHOWN_POINTS:])
        return Sparkline(
            *_scaled(values, self.goal.target), _("Goal {n}: {list}").format(n=self.goal.number, list=told)
        )

    # --- state ---

    def typed(self) -> str:
        return self.field.text()

    def put(self, text: str) -> None:
        """Fill without telling."""
        if text != self.field.text():
            blocked = self.field.blockSignals(True)
            self.field.setText(text)
            self.field.blockSignals(blocked)
            self.show_reading()

    def understood(self) -> bool:
        return not isinstance(read(self.typed(), self.goal.scale), NotUnderstood)

    def reading_text(self) -> str:
        """How what stands in the field was read; before anything is typed, what the goal is about."""
        return self._said

    def show_reading(self) -> None:
        """How it was read, before anything is signed. What is not understood turns amber and stays."""
        found = read(self.typed(), self.goal.scale)
        doubtful = isinstance(found, NotUnderstood)
        if found is None:
            said, color = self.about(), "text2"
        elif isinstance(found, NotUnderstood):
            said, color = _why(found.why), "todo.ink"
        else:
            last = self.goal.last
            was = _("was {data}").format(data=last.typed) if last is not None and found.measured else ""
            said, color = " · ".join(part for part in (reading_words(found, self.goal), was) if part), "done.ink"
        self._said = said
        self.tell(said, color)
        self.field.setAccessibleDescription(said)
        if self.field.property("doubtful") != doubtful:
            self.field.setProperty("doubtful", doubtful)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)
        self.taps.show_reading(self.typed(), found if isinstance(found, Reading) else None)

    def about(self) -> str:
        """What stands there while nothing is typed."""
        last = self.goal.last
        if last is None:
            return self.goal.short
        said = _("last {data}, {day}").format(data=last.typed, day=short_date(last.day))
        return said if self.goal.short == self.goal.area else f"{self.goal.short} · {said}"

    def tell(self, said: str, color: str) -> None:
        """Show how the field was read; written by the subclass."""
        raise NotImplementedError

    def _edited(self) -> None:
        self.show_reading()
        self.changed.emit()

    def _put(self, text: str) -> None:
        self.field.setText(text)


class GoalLine(GoalField):
    """A goal over the whole width, its reading under its name; its taps show while it is worked on."""

    def __init__(self, goal: GoalForm, typed: str, parent: QWidget | None = None) -> None:
        super().__init__(goal, typed, parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout(self.frame)
        row.setContentsMargins(look.px(13) + _RING, look.px(5) + _RING, _RING, look.px(5) + _RING)
        row.setSpacing(look.px(8))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self._detail = ElidedWords("", Type.META, "text2")
        texts.addWidget(ElidedWords(f"{goal.number} {goal.area or goal.short}", Type.CONTROL_STRONG))
        texts.addWidget(self._detail)
        row.addLayout(texts, 1)
        line = self.sparkline()
        if line is not None:
            row.addWidget(line)
        row.addWidget(self.field)
        column.addWidget(self.frame)
        self.taps.hide()
        column.addWidget(self.taps)
        self.show_reading()

    def tell(self, said: str, color: str) -> None:
        self._detail.set_color(color)
        self._detail.show_text(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() is QEvent.Type.FocusIn:
            holder = self.parentWidget()
            for other in holder.findChildren(GoalLine) if holder is not None else []:
                other.taps.setVisible(other is self)
        return False


class _Frame(QWidget):
    """Outline, the sunk end where the field is, and the ring while the field has the keyboard."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__()
        self._field = field
        field.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The goal's name and its curve belong to the field."""
        self._field.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        radius = look.px(6)
        drawing.rounded(painter, box, look.color("surface"), look.color("strong"), radius=radius)
        path = QPainterPath()
        path.addRoundedRect(box.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
        painter.setClipPath(path)
        left = self._field.geometry().left()
        painter.fillRect(QRectF(left, box.top(), box.right() - left, box.height()), look.color("window"))
        painter.fillRect(QRectF(left, box.top(), 1, box.height()), look.color("strong"))
        painter.setClipping(False)
        if self._field.hasFocus():
            drawing.rounded(painter, QRectF(self.rect()), None, look.color("focus"), radius=radius + _RING, width=2)
        painter.end()


def reading_words(reading: Reading, goal: GoalForm) -> str:
    """ "7 of 10 = 70 %, verbal"."""
    words = data_words(reading, sentences(), goal.unit, words_of(goal.levels))
    if reading.form is Form.COUNT and reading.values[1]:
        words = f"{words} = {round(100 * reading.values[0] / reading.values[1])} %"
    if reading.form is Form.NOT_ADDRESSED:
        words = _("not addressed today")
    elif reading.form is Form.REFUSED:
        words = _("refused")
    prompt = prompt_name(reading.prompt, sentences()).lower()
    return ", ".join(part for part in (words, prompt, reading.rest) if part)


def _why(code: Unread) -> str:
    return {
        Unread.UNKNOWN: _("Not understood: kept, not charted."),
        Unread.OTHER_MEASURE: _("Another kind of measure: kept, not charted."),
        Unread.MORE_THAN_TOTAL: _("More done than tried. Check the two numbers."),
        Unread.ZERO_TOTAL: _("Out of 0 cannot be charted."),
        Unread.OUT_OF_RANGE: _("Outside the goal’s scale."),
    }[code]


def example(measure: MeasureType) -> str:
    """What data of this measure look like, for an empty field."""
    return {
        MeasureType.FREQUENCY: "3x",
        MeasureType.DURATION: "8m",
        MeasureType.LATENCY: "45s",
        MeasureType.ASSIST: "l3",
        MeasureType.GAS: "+1",
        MeasureType.RATING: "6",
        MeasureType.SPEED: "20/60s",
        MeasureType.CHECKLIST: "y",
    }.get(measure, "7/10v")


def _scaled(values: list[float], target: float | None) -> tuple[list[float], float | None]:
    """Into 0..1, so that the line uses its room; the target is drawn where it lies."""
    low, high = min([*values, 0.0]), max([*values, target or 0.0, 1.0])
    span = (high - low) or 1.0
    return [(value - low) / span for value in values], None if target is None else (target - low) / span
