# SPDX-License-Identifier: MIT
"""Buttons under a goal: the full alternative to typing its data."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk.queries.notes import GoalForm
from otdesk.queries.templates import sentences
from otdesk.rules.figures import prompt_name
from otdesk.rules.kinds import Prompt
from otdesk.rules.shorthand import Form, Reading, write
from otdesk.rules.tapping import Touch, board, chosen, keyed, prompted, touched
from otdesk.ui import theme
from otdesk.ui.notes import tap_words
from otdesk.ui.parts import drawing
from otdesk.ui.parts.choices import Choice
from otdesk.ui.parts.flow import Flow
from otdesk.ui.theme import Type
from otdesk.words import _

_GAP = 6
What = Touch | Prompt | Form | str
"""What a tap does: on the data, the prompt, "not addressed" or "refused", or one letter more."""


class Tap(Choice):
    """A small square that acts at once; `on` shows what stands in the field already."""

    def __init__(self, text: str, name: str, what: What, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.what = what
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keyboard
        self.setCheckable(False)
        self.on = False

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
        fill = look.color("select" if self.on else "hover" if self.underMouse() and self.isEnabled() else "surface")
        line = look.color("primary" if self.on else "strong" if self.isEnabled() else "border")
        drawing.rounded(painter, QRectF(self.rect()), fill, line, radius=look.px(6))
        kind = Type.CONTROL_STRONG if self.on else Type.CONTROL
        ink = look.color("text" if self.isEnabled() else "text3")
        drawing.words(painter, QRectF(self.rect()), self.text(), look, kind, ink, Qt.AlignmentFlag.AlignHCenter)
        painter.end()


class Taps(QWidget):
    """Says `put(text)`: what the field is to hold now."""

    put = Signal(str)

    def __init__(self, goal: GoalForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale, self._text = goal.scale, ""
        there, gap = board(self._scale), theme.current().px(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, theme.current().px(2), gap, theme.current().px(2))
        column.setSpacing(gap)
        self._row, self._letters = Flow(spacing=gap), Flow(spacing=gap)
        column.addWidget(self._row)
        column.addWidget(self._letters)
        self._own = [self._add(*tap_words.touch(touch, goal.levels), touch) for touch in there.touches]
        self._row.add_gap(_GAP)
        self._prompts = [
            self._add(prompt.value, prompt_name(prompt, sentences()), prompt)
            for prompt in (_ORDER if there.prompted else ())
        ]
        self._row.add_gap(_GAP)
        self._add("–", _("Not addressed today"), Form.NOT_ADDRESSED)
        self._add(_("refused"), _("Refused"), Form.REFUSED)
        if there.keys:
            self._add_letters(there.keys)
        self._letters.hide()

    def _add(self, text: str, name: str, what: What) -> Tap:
        tap = Tap(text, name, what)
        tap.clicked.connect(self._tapped)
        self._row.add(tap)
        return tap

    def _add_letters(self, keys: str) -> None:
        """A line of its own, shown when it is asked for."""
        self._row.add_gap(_GAP)
        self._opener = Tap("123", _("Figures"), "")
        self._opener.clicked.connect(self._open_letters)
        self._row.add(self._opener)
        for letter in keys:
            tap = Tap(letter, _("Type {letter}").format(letter=letter), letter)
            tap.clicked.connect(self._tapped)
            self._letters.add(tap)
        erase = Tap("⌫", _("Take the last letter back"), "")
        erase.clicked.connect(self._erase)
        self._letters.add(erase)

    def show_reading(self, text: str, reading: Reading | None) -> None:
        """What stands in the field, and how it was read."""
        self._text = text
        for tap in self._own:
            tap.show_on(isinstance(tap.what, Touch) and chosen(tap.what, reading))
        for tap in self._prompts:
            tap.setEnabled(reading is not None and reading.measured)
            tap.show_on(reading is not None and reading.prompt is tap.what)

    def _tapped(self) -> None:
        tap = self.sender()
        if not isinstance(tap, Tap):
            return
        match tap.what:
            case Touch() as touch:
                self.put.emit(touched(self._text, touch, self._scale))
            case Prompt() as prompt:
                self.put.emit(prompted(self._text, prompt, self._scale))
            case Form() as form:
                self.put.emit(write(Reading(form)))
            case letter:
                self.put.emit(keyed(self._text, letter, self._scale))

    def _open_letters(self) -> None:
        self._letters.setVisible(self._letters.isHidden())
        self._opener.show_on(not self._letters.isHidden())

    def _erase(self) -> None:
        self.put.emit(self._text[:-1])


_ORDER = (Prompt.INDEPENDENT, Prompt.VERBAL, Prompt.GESTURE, Prompt.MODEL, Prompt.PHYSICAL)
