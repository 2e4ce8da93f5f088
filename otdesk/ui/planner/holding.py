# SPDX-License-Identifier: MIT
"""The held block on the week: its ghost, where it may stand, and the words that say so."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from otdesk.queries.planner import TypicalWeek
from otdesk.rules import availability, slots
from otdesk.rules.kinds import Pull
from otdesk.rules.slots import FreeSlot, Obstacle, Severity, Why, Wish, worst
from otdesk.rules.spans import merged, overlap
from otdesk.ui import theme
from otdesk.ui.parts import drawing
from otdesk.ui.parts.announce import announce
from otdesk.ui.planner import faces, free, reasons
from otdesk.ui.theme import Type
from otdesk.ui.timeline.cards import Face, TimelineCard
from otdesk.ui.timeline.drag import Hold, Key, KeyTaker, Where
from otdesk.ui.timeline.sheet import Band, BandKind
from otdesk.ui.timeline.view import WeekView
from otdesk.words import cycle_day, span

GRID = 5


class Tip(QWidget):
    """The dark line beside the held block."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def text(self) -> str:
        return self._text

    def say(self, text: str, under: QWidget) -> None:
        """Below `under`, or above it where the sheet ends."""
        self._text = text
        look, host = theme.current(), self._host
        room = host.width() - look.px(16)
        self.resize(min(round(drawing.text_width(text, look, Type.META)) + look.px(18), room), look.px(25))
        at = under.mapTo(host, QPoint(0, under.height() + look.px(5)))
        if at.y() + self.height() > host.height() - 4:
            at = under.mapTo(host, QPoint(0, -self.height() - look.px(5)))
        self.move(min(max(at.x(), look.px(8)), host.width() - self.width() - look.px(8)), at.y())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        drawing.rounded(painter, box, look.color("toast"), None, radius=look.px(6))
        room = box.adjusted(look.px(9), 0, -look.px(7), 0)
        drawing.words(painter, room, self._text, look, Type.META, look.color("on_toast"))
        painter.end()


class Holding(QObject):
    """Joins the hold to the week view. `said` carries the live words for the line below the week."""

    said = Signal(str)
    ended = Signal()

    def __init__(self, hold: Hold, view: WeekView, taker: KeyTaker) -> None:
        super().__init__(view)
        self.hold = hold
        self._view, self._taker = view, taker
        self._week: TypicalWeek | None = None
        self._names: dict[int, str] = {}
        self._title = ""
        self._free: tuple[FreeSlot, ...] | None = None
        self.card: TimelineCard | None = None
        self._ghost: TimelineCard | None = None
        self.tip = Tip(view)
        hold.began.connect(self._begin)
        hold.moved.connect(self._show)
        hold.dropped.connect(self._end)
        hold.cancelled.connect(self._end)

    def show_week(self, week: TypicalWeek) -> None:
        self._week, self._names = week, faces.names_of(week)
        self.hold.frame(len(week.days), week.first, week.last)

    # --- what the rules say ---

    @property
    def wish(self) -> Wish | None:
        return self._week.wishes.get(self.hold.key) if self._week is not None and self.hold.key is not None else None

    def moving(self) -> int | None:
        """The slot that is not in its own way."""
        key = self.hold.key
        return key[1] if key is not None and key[0] == "slot" else None

    def obstacles(self, where: Where | None = None) -> tuple[Obstacle, ...]:
        day, start = where or self.hold.where
        wish = self.wish
        if self._week is None:
            return ()
        if wish is not None:
            return slots.obstacles(wish, day, start, self._week.week, self.moving())
        end = start + self.hold.minutes
        return tuple(
            Obstacle(Why.THERAPIST_BUSY, block.label, block.start, block.end, other=block.id)
            for block in self._week.week.blocks
            if block.day == day and block.id != self.moving() and overlap((block.start, block.end), (start, end))
        )

    def free(self) -> tuple[FreeSlot, ...]:
        """All slots the held block fits in, best first."""
        wish = self.wish
        if self._free is None and wish is not None and self._week is not None:
            self._free = free.free_slots(wish, self._week.week, self.moving())
        return self._free or ()

    def next_free(self) -> bool:
        """On to the next slot that fits; false where there is none."""
        found = slots.next_free(self.free(), self.hold.where)
        if found is None:
            return False
        self.hold.put(found.day, found.start)
        return True

    # --- what is shown ---

    def _begin(self) -> None:
        key = self.hold.key
        if key is None or self._week is None:
            return
        self._free = None
        self.card = self._view.card(key)
        if self.card is None:
            self.card = self._ghost = TimelineCard(self._ghost_face(key), self._taker, self._view.sheet)
            self._ghost.show()
        self._title = self.card.face.title
        self._view.sheet.float_card(self.card)
        self._view.sheet.show_bands({day: list(self._bands(day)) for day in range(len(self._week.days))})
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def _ghost_face(self, key: Key) -> Face:
        row = next((row for row in self._week.tray if row.key == key), None) if self._week is not None else None
        title = row.title if row is not None else ""
        return Face(key, title, "", title, color=row.school.color if row is not None else None)

    def _show(self) -> None:
        if self.card is None or self._week is None:
            return
        day, start = self.hold.where
        end = start + self.hold.minutes
        found = self.obstacles()
        words = reasons.verdict(found, self.wish, day, self._names)
        times = span(start, end)
        long_day = cycle_day(day, self._week.cycle_length, long=True)
        spoken = f"{self._title}, {long_day} {faces.spoken_times(start, end)}, {words}"
        self.card.show_held(times, spoken)
        self._view.sheet.put_floating(day, start, end)
        self._view.show_day(day)
        self._view.show_minute(start, end)
        self.tip.say(words, self.card)
        short_day = cycle_day(day, self._week.cycle_length)
        self.said.emit(f"{self._title}, {short_day} {times}: {words}")
        announce(self.card, spoken)

    def _end(self) -> None:
        self.tip.hide()
        self._view.sheet.show_bands({})
        card, self.card = self.card, None
        if card is not None:
            card.show_held("")
        self._view.sheet.float_card(None)
        if self._ghost is not None:
            self._ghost.hide()
            self._ghost.setParent(None)
            self._ghost.deleteLater()
            self._ghost = None
        self.said.emit("")
        self.ended.emit()

    def _bands(self, day: int) -> Iterator[Band]:
        """Never (hatched), avoid (light), and dashed green where both student and therapist are free."""
        wish = self.wish
        if wish is None or self._week is None:
            return
        slices = [piece for member in wish.members for piece in member.days.get(day, ())]
        never = merged((piece.start, piece.end) for piece in slices if piece.effect is Pull.NEVER)
        avoid = merged((piece.start, piece.end) for piece in slices if piece.effect is Pull.AVOID)
        for kind, spans in ((BandKind.AVOID, avoid), (BandKind.NEVER, never)):
            yield from self._clipped(spans, kind)
        yield from self._clipped(merged(self._fitting(wish, day)), BandKind.FITS)

    def _clipped(self, spans: Sequence[tuple[int, int]], kind: BandKind) -> Iterator[Band]:
        first, last = (self._week.first, self._week.last) if self._week is not None else (0, 0)
        for start, end in spans:
            if max(start, first) < min(end, last):
                yield Band(max(start, first), min(end, last), kind)

    def _fitting(self, wish: Wish, day: int) -> Iterator[tuple[int, int]]:
        if self._week is None:
            return
        minutes, moving = wish.minutes, self.moving()
        for start in range(self._week.first, self._week.last - minutes + 1, GRID):
            if any(_barred(member.days.get(day, ()), start, start + minutes) for member in wish.members):
                continue
            if worst(slots.obstacles(wish, day, start, self._week.week, moving)) is Severity.OK:
                yield start, start + minutes


def _barred(day: Sequence[availability.Slice], start: int, end: int) -> bool:
    """A quick no before the whole week is asked."""
    return not day or any(piece.pull is not Pull.OK for piece in availability.within(day, start, end))
