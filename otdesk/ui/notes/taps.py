# SPDX-License-Identifier: MIT
"""Buttons under a goal: the full alternative to typing its data."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from otdesk.queries.templates import sentences
from otdesk.rules.figures import prompt_name
from otdesk.rules.kinds import MeasureType, Prompt
from otdesk.rules.shorthand import Form, Reading, write
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.choices import Choice
from otdesk.ui.theme import Type
from otdesk.words import _

_COUNTED = frozenset({
    MeasureType.TRIALS, MeasureType.PERCENT, MeasureType.ACCURACY, MeasureType.LEGIBILITY, MeasureType.INTERVAL,
    MeasureType.TASK_ANALYSIS,
})  # fmt: skip
# The form of the data, how much one tap changes, the lowest and the highest.
_STEPPED: dict[MeasureType, tuple[Form, int, int, int]] = {
    MeasureType.FREQUENCY: (Form.TIMES, 1, 0, 999),
    MeasureType.DURATION: (Form.SECONDS, 60, 0, 36_000),
    MeasureType.LATENCY: (Form.SECONDS, 5, 0, 36_000),
    MeasureType.ASSIST: (Form.LEVEL, 1, 1, 13),
    MeasureType.RATING: (Form.RATING, 1, 0, 10),
    MeasureType.GAS: (Form.GAS, 1, -2, 2),
}


class Tap(Choice):
    """A small square that acts at once; `on` shows which prompt was given."""

    def __init__(self, text: str, name: str, act: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCheckable(False)
        self.on = False
        self.clicked.connect(act)

    def show_on(self, on: bool) -> None:
        self.on = on
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        wide = drawing.text_width(self.text(), look, Type.CONTROL_STRONG) + look.px(14)
        return QSize(max(look.px(28), int(wide)), look.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        fill = look.color("select" if self.on else "hover" if self.underMouse() else "surface")
        line = look.color("primary" if self.on else "strong")
        drawing.rounded(painter, QRectF(self.rect()), fill, line, radius=look.px(6))
        kind = Type.CONTROL_STRONG if self.on else Type.CONTROL
        drawing.words(
            painter, QRectF(self.rect()), self.text(), look, kind, look.color("text"), Qt.AlignmentFlag.AlignHCenter
        )
        painter.end()


class Taps(QWidget):
    """Says `put(text)`: what the field is to hold now."""

    put = Signal(str)

    def __init__(self, measure: MeasureType, levels: int, parent: QWidget | None = None) -> None:
        """`levels`: how many the assist scale has."""
        super().__init__(parent)
        self._measure, self._levels = measure, levels
        self._reading: Reading | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 2, 3, 2)
        self._row.setSpacing(theme.current().px(3))
        if measure in _COUNTED:
            self._add("✓ +1", _("One more done"), self._hit)
            self._add("✗ +1", _("One more not done"), self._miss)
            self._add("−1", _("Take the last one back"), self._back)
        elif measure in _STEPPED:
            self._add("+", _("More"), self._more)
            self._add("−", _("Less"), self._less)
        elif measure is MeasureType.CHECKLIST:
            self._add(_("yes"), _("Done"), self._yes)
            self._add(_("no"), _("Not done"), self._no)
        self._row.addSpacing(theme.current().px(8))
        acts = (self._own, self._verbal, self._gesture, self._model, self._physical)
        self._prompts = {
            prompt: self._add(prompt.value, prompt_name(prompt, sentences()), act)
            for prompt, act in zip(_ORDER, acts, strict=True)
        }
        self._row.addSpacing(theme.current().px(8))
        self._add("–", _("Not addressed today"), self._skip)
        self._add(_("refused"), _("Refused"), self._refuse)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _add(self, text: str, name: str, act: Callable[[], None]) -> Tap:
        tap = Tap(text, name, act, self)
        self._row.addWidget(tap)
        return tap

    def show_reading(self, reading: Reading | None) -> None:
        """What stands in the field, as it was read."""
        self._reading = reading
        for prompt, tap in self._prompts.items():
            tap.show_on(reading is not None and reading.prompt is prompt)

    # --- counting ---

    def _prompt(self) -> Prompt | None:
        return self._reading.prompt if self._reading is not None else None

    def _counts(self) -> tuple[int, int]:
        reading = self._reading
        if reading is None or reading.form is not Form.COUNT:
            return 0, 0
        return reading.values[0], reading.values[1]

    def _hit(self) -> None:
        done, total = self._counts()
        self._put_count(done + 1, total + 1)

    def _miss(self) -> None:
        done, total = self._counts()
        self._put_count(done, total + 1)

    def _back(self) -> None:
        done, total = self._counts()
        if total > 1:
            self._put_count(min(done, total - 1), total - 1)
        else:
            self.put.emit("")

    def _put_count(self, done: int, total: int) -> None:
        self.put.emit(write(Reading(Form.COUNT, (done, total), self._prompt())))

    def _more(self) -> None:
        self._step(1)

    def _less(self) -> None:
        self._step(-1)

    def _step(self, direction: int) -> None:
        """The first tap up begins at the lowest figure that says something."""
        form, size, lowest, highest = _STEPPED[self._measure]
        highest = self._levels if form is Form.LEVEL else highest
        reading = self._reading
        if reading is None or reading.form is not form:
            value = max(lowest, size) if form is not Form.GAS else 0
        else:
            value = reading.values[0] + direction * size
        if value < lowest:
            self.put.emit("")
        else:
            self.put.emit(write(Reading(form, (min(value, highest),), self._prompt())))

    def _yes(self) -> None:
        self.put.emit(write(Reading(Form.YES_NO, (1,), self._prompt())))

    def _no(self) -> None:
        self.put.emit(write(Reading(Form.YES_NO, (0,), self._prompt())))

    # --- prompts ---

    def _own(self) -> None:
        self._prompted(Prompt.INDEPENDENT)

    def _verbal(self) -> None:
        self._prompted(Prompt.VERBAL)

    def _gesture(self) -> None:
        self._prompted(Prompt.GESTURE)

    def _model(self) -> None:
        self._prompted(Prompt.MODEL)

    def _physical(self) -> None:
        self._prompted(Prompt.PHYSICAL)

    def _prompted(self, chosen: Prompt) -> None:
        reading = self._reading
        if reading is not None and reading.measured:
            prompt = None if reading.prompt is chosen else chosen
            self.put.emit(write(Reading(reading.form, reading.values, prompt, reading.rest)))

    def _skip(self) -> None:
        self.put.emit(write(Reading(Form.NOT_ADDRESSED)))

    def _refuse(self) -> None:
        self.put.emit(write(Reading(Form.REFUSED)))


_ORDER = (Prompt.INDEPENDENT, Prompt.VERBAL, Prompt.GESTURE, Prompt.MODEL, Prompt.PHYSICAL)
