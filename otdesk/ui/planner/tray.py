# SPDX-License-Identifier: MIT
"""The unplaced tray: what each service line or group still needs, and where it would fit."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from otdesk import labels
from otdesk.queries.planner import TrayRow, TypicalWeek
from otdesk.rules.slots import FreeSlot
from otdesk.rules.unplaced import Promise
from otdesk.ui import icons, theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import CountBadge
from otdesk.ui.planner import free, reasons
from otdesk.ui.theme import Theme, Type
from otdesk.ui.timeline.drag import Draggable, Key, KeyTaker
from otdesk.words import _, minutes, plural

WIDTH = 200
_PAUSE = 20  # ms between two cards that are thought about: paint and keys come first


def promise_words(promise: Promise, placed: int) -> str:
    """ "2 × 20 min a week, 1 placed"."""
    period = labels.period(promise.period, promise.every)
    text = f"{promise.times} × {minutes(promise.minutes)} {period}"
    return text + (plural(", {n} placed", ", {n} placed", placed) if placed else "")


class TrayCard(Draggable):
    """One line or group. It says how many slots would fit, worked out a little later than it is shown."""

    def __init__(self, row: TrayRow, taker: KeyTaker, parent: QWidget) -> None:
        super().__init__(row.key, taker, parent)
        self.row = row
        self.slots: tuple[FreeSlot, ...] | None = None
        self._fit, self._clean = "", False
        self._away = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def show_row(self, row: TrayRow) -> None:
        self.row, self.slots, self._fit = row, None, ""
        self._name()
        self.updateGeometry()
        self.update()

    def show_slots(self, found: tuple[FreeSlot, ...], cycle_length: int) -> None:
        self.slots = found
        self._fit, self._clean = reasons.free_words(found, cycle_length)
        self._name()
        self.updateGeometry()
        self.update()

    def set_away(self, away: bool) -> None:
        """It is held over the week now."""
        self._away = away
        self.update()

    def promise(self) -> str:
        return promise_words(self.row.promise, self.row.placed)

    def people(self) -> str:
        return ", ".join(student.name for student in self.row.students) if self.row.group_id is not None else ""

    def _name(self) -> None:
        row = self.row
        parts = [row.title, row.school.name, self.promise()]
        if row.group_id is not None:
            parts.insert(1, plural("group of {n}", "group of {n}", len(row.students)))
        parts.append(self._fit)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(self.people())

    def _fit_lines(self, look: Theme) -> list[str]:
        return _wrapped(self._fit, look, self.width() - look.px(42), 2)

    def _promise_lines(self, look: Theme) -> list[str]:
        return _wrapped(self.promise(), look, self.width() - look.px(22), 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = theme.current()
        lines = 1 + len(self._promise_lines(look)) + max(1, len(self._fit_lines(look)))
        return QSize(look.px(WIDTH - 30), look.px(18) + lines * look.px(17))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self._away:
            painter.setOpacity(0.5)
        box = QRectF(self.rect())
        color = look.school(self.row.school.color)
        fill = look.color("hover" if self.underMouse() else "surface")
        drawing.rounded(painter, box, fill, look.color("border"), radius=look.px(8), dash=self._away)
        painter.save()
        painter.setClipRect(QRectF(0, 0, look.px(4), box.height()))
        drawing.rounded(painter, box, QColor(color.solid), None, radius=look.px(8))
        painter.restore()
        self._paint_words(painter, box, look)
        if self.hasFocus() and not self._away:
            drawing.rounded(painter, box, None, look.color("focus"), radius=look.px(8), width=2)
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRectF, look: Theme) -> None:
        row, line = self.row, look.px(17)
        chip = drawing.chip_size(look, row.school.code)
        room = QRectF(look.px(13), look.px(8), box.width() - look.px(22), line)
        at = QRectF(room.right() - chip.width(), room.top(), chip.width(), chip.height())
        drawing.chip(painter, at, look, row.school.code, look.school(row.school.color))
        title = QRectF(room)
        title.setRight(at.left() - look.px(5))
        if row.group_id is not None:
            side = look.px(14)
            icons.paint(painter, "users", look.color("text2"), title.left(), title.top() + look.px(2), side)
            title.setLeft(title.left() + side + look.px(4))
        drawing.words(painter, title, row.title, look, Type.CONTROL_STRONG, look.color("text"))
        room.translate(0, line + look.px(2))
        for text in self._promise_lines(look):
            drawing.words(painter, room, text, look, Type.META, look.color("text2"))
            room.translate(0, look.px(16))
        room.translate(0, look.px(1))
        side, ink = look.px(14), look.color("done.ink" if self._clean else "todo.ink")
        if self._fit:
            icon = "circle-check" if self._clean else "triangle-alert"
            icons.paint(painter, icon, ink, room.left(), room.top() + look.px(1), side)
        room.setLeft(room.left() + side + look.px(5))
        for text in self._fit_lines(look):
            drawing.words(painter, room, text, look, Type.META, ink)
            room.translate(0, look.px(16))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class Tray(Card):
    """Cards in a column that scrolls; a few are worked out in each turn of the event loop, the visible ones first."""

    new_cards = Signal(object)

    def __init__(self, taker: KeyTaker, parent: QWidget | None = None) -> None:
        super().__init__(padding=10, parent=parent)
        self._taker = taker
        self._week: TypicalWeek | None = None
        self._cards: dict[Key, TrayCard] = {}
        head = QHBoxLayout()
        head.addWidget(Words(_("Unplaced"), Type.CARD))
        self._count = CountBadge()
        head.addWidget(self._count)
        head.addStretch(1)
        self.column.addLayout(head)
        self._hint = Words("", Type.META, "text2", wrap=True)
        self.column.addWidget(self._hint)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        self._list.addStretch(1)
        self._area.setWidget(self._body)
        self.column.addWidget(self._area, 1)
        self._thinking = QTimer(self)
        self._thinking.setSingleShot(True)
        self._thinking.setInterval(_PAUSE)
        self._thinking.timeout.connect(self._think)
        self._area.verticalScrollBar().valueChanged.connect(self._wake)
        self.setAccessibleName(_("Unplaced"))

    def show_week(self, week: TypicalWeek) -> None:
        self._week = week
        wanted = {row.key: row for row in week.tray}
        for key in [key for key in self._cards if key not in wanted]:
            card = self._cards.pop(key)
            self._list.removeWidget(card)
            card.hide()
            card.setParent(None)
            card.deleteLater()
        made = []
        for number, (key, row) in enumerate(wanted.items()):
            kept = self._cards.get(key)
            if kept is None:
                kept = self._cards[key] = TrayCard(row, self._taker, self._body)
                made.append(kept)
            else:
                kept.show_row(row)
            if self._list.indexOf(kept) != number:
                self._list.insertWidget(number, kept)
            kept.show()  # a layout would show it a turn later: too late for the keyboard
        self._count.show_count(len(wanted))
        self._hint.setText(
            _("Drag to the week, or select and press Enter. S is the next free slot.")
            if wanted
            else _("Every service line has its slots.")
        )
        if made:
            self.new_cards.emit(made)
        self._settle_tab_stop(None)
        self._wake()

    def card(self, key: Key) -> TrayCard | None:
        return self._cards.get(key)

    def keys(self) -> list[Key]:
        """Top to bottom."""
        return list(self._week_keys())

    def focus_card(self, key: Key | None) -> bool:
        card = self._cards.get(key) if key is not None else None
        if card is None:
            return False
        self._settle_tab_stop(key)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(card, 0, 4)
        return True

    def focus_first(self) -> bool:
        keys = self.keys()
        return bool(keys) and self.focus_card(keys[0])

    def navigate(self, card: TrayCard, key: Qt.Key) -> bool:
        keys = self.keys()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if key is Qt.Key.Key_Home:
            return self.focus_card(keys[0])
        if key is Qt.Key.Key_End:
            return self.focus_card(keys[-1])
        if step is None or card.key not in keys:
            return False
        return self.focus_card(keys[min(max(keys.index(card.key) + step, 0), len(keys) - 1)])

    def free_slots(self, key: Key) -> tuple[FreeSlot, ...]:
        """Where the card fits, worked out now if it was not yet."""
        card = self._cards.get(key)
        if card is None or self._week is None:
            return ()
        if card.slots is None:
            card.show_slots(_free(self._week, key), self._week.cycle_length)
        return card.slots or ()

    def is_over(self, point: QPoint) -> bool:
        return self.rect().contains(self.mapFromGlobal(point))

    def _week_keys(self) -> Mapping[Key, None]:
        return {row.key: None for row in self._week.tray} if self._week is not None else {}

    def _settle_tab_stop(self, key: Key | None) -> None:
        keys = self.keys()
        stop = key if key in keys else keys[0] if keys else None
        for other, card in self._cards.items():
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == stop else Qt.FocusPolicy.ClickFocus)

    def _wake(self) -> None:
        if self.isVisible():
            self._thinking.start()

    def _think(self) -> None:
        """One card a turn, so that keys get in between; what is scrolled out of sight waits."""
        view = self._area.viewport()
        for key in self.keys():
            card = self._cards[key]
            top = card.mapTo(view, QPoint(0, 0)).y()
            if card.slots is None and top < view.height() and top + card.height() > 0:
                self.free_slots(key)
                self._thinking.start()
                return

    def showEvent(self, event: QEvent) -> None:
        self._wake()

    def hideEvent(self, event: QEvent) -> None:
        self._thinking.stop()


def _free(week: TypicalWeek, key: Key) -> tuple[FreeSlot, ...]:
    wish = week.wishes.get(key)
    return free.free_slots(wish, week.week) if wish is not None else ()


def _wrapped(text: str, look: Theme, width: float, most: int) -> list[str]:
    """Words in at most `most` lines of a width."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (drawing.text_width(longer, look, Type.META) <= width or len(lines) == most):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
