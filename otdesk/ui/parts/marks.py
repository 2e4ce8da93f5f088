# SPDX-License-Identifier: MIT
"""Small painted widgets: status pill, school chip, key cap, count, goal chip, minutes bar, sparkline."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Theme, Type
from otdesk.ui.tokens import Tone


class Painted(QWidget):
    """A widget as big as what it paints; follows theme and zoom. Not focusable: what it says is its name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def wanted(self, look: Theme) -> QSizeF:
        """The size of what is painted; written by the subclass."""
        raise NotImplementedError

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        """Paint it; written by the subclass."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        size = self.wanted(theme.current())
        return QSize(int(size.width() + 0.999), int(size.height() + 0.999))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter, QRectF(self.rect()), theme.current())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()
        super().changeEvent(event)


class StatusPill(Painted):
    """Icon, word and color of a status; `large` where it stands alone and is read from afar."""

    def __init__(self, mark: Mark, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(mark.words, parent)
        self._mark, self._large = mark, large

    @property
    def mark(self) -> Mark:
        return self._mark

    def show_mark(self, mark: Mark) -> None:
        if mark != self._mark:
            self._mark = mark
            self.setAccessibleName(mark.words)
            self.updateGeometry()
            self.update()

    def wanted(self, look: Theme) -> QSizeF:
        return drawing.pill_size(look, self._mark, large=self._large)

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        drawing.pill(painter, rect, look, self._mark, large=self._large)


class SchoolChip(Painted):
    """The two-letter code of a school in the color it was given (`color` counts from 0)."""

    def __init__(self, code: str, color: int, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name or code, parent)
        self._code, self._color = code, color
        self.setToolTip(name)

    def wanted(self, look: Theme) -> QSizeF:
        return drawing.chip_size(look, self._code)

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        drawing.chip(painter, rect, look, self._code, look.school(self._color))


class KeyCap(Painted):
    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self._key = key

    def wanted(self, look: Theme) -> QSizeF:
        return drawing.cap_size(look, self._key)

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        drawing.cap(painter, rect, look, self._key)


class CountBadge(Painted):
    """How many; hidden at zero."""

    def __init__(self, tone: Tone = Tone.TODO, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._text, self._tone = "", tone
        self.hide()

    def show_count(self, n: int) -> None:
        self._text = str(n)
        self.setAccessibleName(self._text)
        self._show_if_any()
        self.updateGeometry()
        self.update()

    def _show_if_any(self) -> None:
        """Without a parent it would be a window of its own: it shows when it gets one."""
        self.setVisible(self._text not in {"", "0"} and self.parentWidget() is not None)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ParentChange:
            self._show_if_any()
        super().changeEvent(event)

    def wanted(self, look: Theme) -> QSizeF:
        return drawing.badge_size(look, self._text)

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        drawing.badge(painter, rect, look, self._text, self._tone)


class GoalChip(Painted):
    """ "2→": the number of a goal and where it goes; `name` says it in words."""

    def __init__(self, text: str, tone: Tone, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._text, self._tone = text, tone
        self.setToolTip(name)

    def wanted(self, look: Theme) -> QSizeF:
        return drawing.goal_size(look, self._text)

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        drawing.goal(painter, rect, look, self._text, self._tone)


class MinutesBar(Painted):
    """Minutes done of minutes due with a tick at what is expected by today; `name` says it in words."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._done, self._due, self._expected, self._tone = 0, 1, 0, Tone.DONE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_minutes(self, done: int, due: int, expected: int, tone: Tone, name: str) -> None:
        self._done, self._due, self._expected, self._tone = done, max(due, 1), expected, tone
        self.setAccessibleName(name)
        self.update()

    def wanted(self, look: Theme) -> QSizeF:
        return QSizeF(look.px(104), look.px(14))

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        drawing.minutes_bar(painter, rect, look, self._done / self._due, self._expected / self._due, self._tone)


class Sparkline(Painted):
    """The last measurements of a goal, each 0 to 1; `name` is the chart in one sentence."""

    def __init__(self, values: Sequence[float], target: float | None, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._values, self._target = tuple(values), target
        self.setToolTip(name)

    def wanted(self, look: Theme) -> QSizeF:
        return QSizeF(look.px(56), look.px(26))

    def draw(self, painter: QPainter, rect: QRectF, look: Theme) -> None:
        drawing.sparkline(painter, rect, look, self._values, self._target)


class KeyHints(QWidget):
    """A line of key caps with what they do; `hints` are (keys, words), keys parted by blanks."""

    def __init__(self, hints: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for number, (keys, text) in enumerate(hints):
            if number:
                line.addSpacing(12)
            for key in keys.split():
                line.addWidget(KeyCap(key))
            line.addWidget(Words(text, Type.META, "text2"))
        line.addStretch(1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
