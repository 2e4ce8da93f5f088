# SPDX-License-Identifier: MIT
"""Choosing: segments (one of few), tags (any of few), filter chips, check boxes and radio cards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.focus import RingHolder
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone

_LEAST_TARGET = 24


class Choice(QAbstractButton):
    """Base of the painted, checkable buttons: hover, ring, size after a theme change."""

    ring_radius = 6

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._ring = RingHolder(self, self.ring_radius)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring.focus_in(event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring.drop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()


class Segment(Choice):
    """One field of a SegmentedControl."""

    def __init__(
        self, text: str, first: bool, last: bool, parent: QWidget, tone: Tone | None = None, *, small: bool = False
    ) -> None:
        super().__init__(text, parent)
        self._first, self._last, self._tone, self._small = first, last, tone, small
        self._lit = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is drawn inside: outside, the neighbors would hide it."""
        QAbstractButton.focusInEvent(self, event)
        self._lit = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QAbstractButton.focusOutEvent(self, event)
        self._lit = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the control: a button of its own would only move the focus while nothing is chosen."""
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = drawing.text_width(self.text(), look, Type.CONTROL_STRONG) + look.px(16 if self._small else 24)
        height = look.px(26 if self._small else 30)
        return QSize(int(width + 1), height if look.density is not theme.Density.STANDING else look.control)

    def minimumSizeHint(self) -> QSize:
        """Long words may come near the edges; a dash is a target like any other."""
        near = self.sizeHint() - QSize(theme.current().px(6 if self._small else 14), 0)
        return near.expandedTo(QSize(_LEAST_TARGET, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.save()
        painter.setClipPath(self._outline(box, look.px(6)))
        over = self.underMouse() and self.isEnabled()
        chosen = f"{self._tone}.tint" if self._tone is not None else "select"
        fill = chosen if self.isChecked() else "hover" if over else "surface"
        painter.fillRect(box, look.color(fill))
        painter.restore()
        if not self._last:
            painter.fillRect(QRectF(box.right() - 1, 1, 1, box.height() - 2), look.color("strong"))
        kind = Type.CONTROL_STRONG if self.isChecked() else Type.CONTROL
        checked = f"{self._tone}.ink" if self._tone is not None else "text"
        ink = look.color(checked if self.isChecked() else "text2" if self.isEnabled() else "text3")
        drawing.words(painter, box, self.text(), look, kind, ink, Qt.AlignmentFlag.AlignHCenter)
        if self._lit:
            ring = box.adjusted(2, 2, -2 if self._last else -3, -2)
            drawing.rounded(painter, ring, None, look.color("focus"), radius=look.px(4), width=2)
        painter.end()

    def _outline(self, box: QRectF, radius: float) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        inner = box.adjusted(1 if self._first else 0, 1, -1 if self._last else 0, -1)
        path.addRoundedRect(inner, radius - 1, radius - 1)
        if not self._first:
            path.addRect(QRectF(inner.left(), inner.top(), radius, inner.height()))
        if not self._last:
            path.addRect(QRectF(inner.right() - radius, inner.top(), radius, inner.height()))
        return path


class SegmentedControl(QWidget):
    """One of a few, always visible. One tab stop; arrows move the choice. `chosen(value)` only on a person's act.

    `tones` tint a value when it is the chosen one; its word is still there. `small`: in a row with much beside it.
    """

    chosen = Signal(object)

    def __init__(
        self, options: Sequence[tuple[object, str]], name: str, *, parent: QWidget | None = None, fill: bool = False,
        tones: Mapping[object, Tone] | None = None, small: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(name)
        self._values = [value for value, _ in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for number, (value, text) in enumerate(options):
            tone = (tones or {}).get(value)
            segment = Segment(text, number == 0, number == len(options) - 1, self, tone, small=small)
            segment.setAccessibleName(f"{name}: {text}")
            self._group.addButton(segment, number)
            line.addWidget(segment, 1 if fill else 0)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if fill else QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed
        )
        self._group.idClicked.connect(self._clicked)
        self._tell_tab_stop()

    def value(self) -> object | None:
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: object | None) -> None:
        """Show `value` without telling; None shows no choice."""
        if value is None:
            self._group.setExclusive(False)
            for button in self._group.buttons():
                button.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._group.button(self._values.index(value)).setChecked(True)
        self._tell_tab_stop()

    def follow(self, widget: QWidget) -> None:
        """Tab comes here from `widget`: for a control made after those that stand below it."""
        for segment in self._group.buttons():
            QWidget.setTabOrder(widget, segment)
            widget = segment

    def segment(self, value: object) -> QAbstractButton:
        return self._group.button(self._values.index(value))

    def _clicked(self, number: int) -> None:
        self._tell_tab_stop()
        self.chosen.emit(self._values[number])

    def _tell_tab_stop(self) -> None:
        checked = max(self._group.checkedId(), 0)
        for number, button in enumerate(self._group.buttons()):
            tab = number == checked
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._group.button(checked))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key())
        )
        if step is None:
            super().keyPressEvent(event)
            return
        count = len(self._values)
        button = self._group.button((max(self._group.checkedId(), 0) + step) % count)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        line = look.color("strong")
        drawing.rounded(painter, QRectF(self.rect()), look.color("surface"), line, radius=look.px(6))
        painter.end()


class TagToggle(Choice):
    """On or off, several side by side: what was done, how it went."""

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = drawing.text_width(self.text(), look, Type.CONTROL_STRONG) + look.px(24) + look.px(19)
        return QSize(int(width + 1), look.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        on = self.isChecked()
        fill = look.color("select" if on else "hover" if self.underMouse() else "surface")
        drawing.rounded(
            painter, QRectF(self.rect()), fill, look.color("primary" if on else "strong"), radius=look.px(6)
        )
        box = QRectF(self.rect())
        if on:
            side = look.px(14)
            icons.paint(painter, "check", look.color("primary"), look.px(10), (self.height() - side) / 2, side)
            box.setLeft(look.px(10) + side + look.px(5))
            box.setRight(box.right() - look.px(8))
        kind = Type.CONTROL_STRONG if on else Type.CONTROL
        ink = look.color("text" if self.isEnabled() else "text3")
        drawing.words(painter, box, self.text(), look, kind, ink, Qt.AlignmentFlag.AlignHCenter)
        painter.end()


class FilterChip(Choice):
    """A filter with how many it would show ("Behind on minutes 6")."""

    def __init__(self, text: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name, self._count = icon, ""

    def show_count(self, n: int | None) -> None:
        self._count = "" if n is None else str(n)
        self.setAccessibleName(f"{self.text()} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = drawing.text_width(self.text(), look, Type.CONTROL_STRONG) + look.px(22)
        width += look.px(22) if self._icon_name else 0
        width += drawing.text_width(self._count, look, Type.CONTROL_STRONG) + look.px(7) if self._count else 0
        return QSize(int(width + 1), look.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        on = self.isChecked()
        fill = look.color("select" if on else "hover" if self.underMouse() else "surface")
        line = look.color("primary" if on else "border")
        drawing.rounded(painter, QRectF(self.rect()), fill, line, radius=look.px(6))
        x = float(look.px(11))
        if self._icon_name:
            side = look.px(16)
            icons.paint(painter, self._icon_name, look.color("text2"), x, (self.height() - side) / 2, side)
            x += side + look.px(6)
        kind = Type.CONTROL_STRONG if on else Type.CONTROL
        room = QRectF(x, 0, self.width() - x, self.height())
        x += drawing.words(painter, room, self.text(), look, kind, look.color("text")) + look.px(7)
        room.setLeft(x)
        drawing.words(painter, room, self._count, look, Type.CONTROL_STRONG, look.color("text"))
        painter.end()


class CheckBox(Choice):
    """A box with words, which wrap where they are longer than the room."""

    ring_radius = 4

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = look.px(18 + 9) + drawing.text_width(self.text(), look, Type.BODY)
        return QSize(int(width + 2), max(look.px(24), 24))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.current().px(160)), hint.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look, hint = theme.current(), self.sizeHint()
        if width >= hint.width():
            return hint.height()
        metrics = QFontMetricsF(look.font(Type.BODY, self.text()))
        room = QRectF(0, 0, max(width - look.px(18 + 9), 1), 1000)
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text()).height()
        return max(hint.height(), int(needed + 0.999))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        side = look.px(18)
        box = QRectF(0, round((self.height() - side) / 2), side, side)
        on = self.isChecked()
        enabled = self.isEnabled()
        edge = look.color("strong" if enabled else "border")
        fill = look.color("primary") if on and enabled else look.color("surface")
        drawing.rounded(painter, box, fill, None if on and enabled else edge, radius=look.px(4))
        if on:
            tick = look.px(14)
            ink = QColor(look.colors.on_primary) if enabled else look.color("text3")
            icons.paint(painter, "check", ink, box.center().x() - tick / 2, box.center().y() - tick / 2, tick)
        room = QRectF(side + look.px(9), 0, self.width() - side - look.px(9), self.height())
        ink = look.color("text" if enabled else "text3")
        if self.width() >= self.sizeHint().width():
            drawing.words(painter, room, self.text(), look, Type.BODY, ink)
        else:
            painter.setFont(look.font(Type.BODY, self.text()))
            painter.setPen(ink)
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()


@dataclass(frozen=True, slots=True)
class CardWords:
    title: str
    detail: str = ""
    icon: str = ""


class RadioCard(Choice):
    """One of a few large choices, each with a title and a sentence; put them in a QButtonGroup."""

    ring_radius = 10

    def __init__(self, words: CardWords, parent: QWidget | None = None) -> None:
        super().__init__(words.title, parent)
        self._words = words
        self.setAccessibleDescription(words.detail)
        self.setAutoExclusive(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(420), look.px(74))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(280), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = theme.current()
        return max(look.px(74), look.px(54) + self._detail_height(look, width))

    def _detail_height(self, look: theme.Theme, width: int) -> int:
        """Of the wrapped sentence in a card of this width."""
        left = look.px(18) + (look.px(56) if self._words.icon else 0)
        metrics = QFontMetricsF(look.font(Type.CONTROL))
        room = QRectF(0, 0, max(width - left - look.px(52), look.px(80)), 1000)
        return int(metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._words.detail).height() + 0.999)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        on = self.isChecked()
        fill = look.color("hover" if self.underMouse() and not on else "surface")
        line = look.color("primary" if on else "border")
        drawing.rounded(painter, QRectF(self.rect()), fill, line, radius=look.px(10), width=2 if on else 1)
        x, middle = look.px(18), self.height() / 2
        if self._words.icon:
            tile = look.px(40)
            box = QRectF(x, round(middle - tile / 2), tile, tile)
            drawing.rounded(painter, box, look.color("select"), None, radius=look.px(8))
            side = look.px(20)
            icons.paint(
                painter, self._words.icon, look.color("primary"), x + (tile - side) / 2, middle - side / 2, side
            )
            x += tile + look.px(16)
        detail = self._detail_height(look, self.width())
        room = QRectF(x, 0, self.width() - x - look.px(52), 0)
        room.setTop(round(middle - (look.px(22) + detail) / 2))
        room.setHeight(look.px(20))
        drawing.words(painter, room, self._words.title, look, Type.ROW, look.color("text"))
        room.translate(0, look.px(22))
        room.setHeight(detail)
        painter.setFont(look.font(Type.CONTROL))
        painter.setPen(look.color("text2"))
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), self._words.detail)
        self._paint_dot(painter, look, on)
        painter.end()

    def _paint_dot(self, painter: QPainter, look: theme.Theme, on: bool) -> None:
        side = look.px(18)
        box = QRectF(self.width() - look.px(18) - side, round((self.height() - side) / 2), side, side)
        if not on:
            drawing.rounded(painter, box, look.color("surface"), look.color("strong"), radius=side / 2)
            return
        drawing.rounded(painter, box, look.color("primary"), None, radius=side / 2)
        inner = box.adjusted(side / 3, side / 3, -side / 3, -side / 3)
        drawing.rounded(painter, inner, QColor(look.colors.on_primary), None, radius=inner.height() / 2)
