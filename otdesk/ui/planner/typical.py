# SPDX-License-Identifier: MIT
"""The typical week: tray at the left, the week at the right, and one block held by keys or mouse."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from otdesk.queries.planner import TypicalWeek
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.feedback import Banner, EmptyState
from otdesk.ui.parts.turns import paint_next_turn
from otdesk.ui.planner import faces, legend
from otdesk.ui.planner.builds import Builds
from otdesk.ui.planner.edits import Edits
from otdesk.ui.planner.foot import Foot
from otdesk.ui.planner.holding import Holding
from otdesk.ui.planner.mouse import Mouse
from otdesk.ui.planner.tray import WIDTH, Tray, TrayCard
from otdesk.ui.timeline.cards import TimelineCard
from otdesk.ui.timeline.drag import Draggable, Hold, Key, Where
from otdesk.ui.timeline.view import WeekView
from otdesk.ui.tokens import Tone
from otdesk.words import _

_ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_LEAST_WEEK = 640
"""Width the week is to have beside tray and result; with less the tray makes room."""
_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})


class TypicalTab(QWidget):
    """Keys on a card come here first (`take_key`); letters act only while a card has the focus."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edits = Edits(bridge, self)
        self.hold = Hold(self)
        self.tray = Tray(self)
        self.view = WeekView(self, _("Typical week"))
        self.holding = Holding(self.hold, self.view, self)
        self._week: TypicalWeek | None = None
        self.pick_up = False
        self.builds = Builds(bridge, self)
        self.builds.opened.connect(self._make_room)
        self.builds.shown.connect(self._show_plan)
        self.builds.left.connect(self._show_own)
        self.mouse = Mouse(self.hold, self.view, self.tray, self.pick)
        self.mouse.sent_back.connect(self.edits.remove)
        self._lay_out()
        self.tray.new_cards.connect(self._listen)
        self.view.new_cards.connect(self._listen)
        self.hold.dropped.connect(self._dropped)
        self.hold.cancelled.connect(self._cancelled)
        self.holding.said.connect(self._say)

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.tray, 1)
        self.legend = legend.Legend()
        self.tray.column.addWidget(self.legend)
        self.foot = Foot()
        right = QVBoxLayout()
        right.setSpacing(6)
        self.empty = EmptyState(
            _("Nothing to plan yet"),
            _("The week fills from the caseload: add a school and students with their service lines first."),
            icon="calendar-days",
            action=_("Open the caseload"),
        )
        self.empty.hide()
        self.no_year = Banner(
            _("No school year is entered, so what is placed gets no dates yet."),
            Tone.TODO,
            icon="calendar-x",
            action=_("Enter the school year"),
        )
        self.no_year.hide()
        right.addWidget(self.no_year)
        right.addWidget(self.view, 1)
        right.addWidget(self.empty, 1)
        right.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._left)
        row.addLayout(right, 1)
        row.addWidget(self.builds.panel)
        self._measure()

    def _measure(self) -> None:
        """In a narrow window, or at a large zoom, the week keeps three quarters of the width."""
        look = theme.current()
        self.builds.panel.fit(self.width() - self.view.least_width() - 24)
        beside = self.builds.panel.width() + 12 if self.builds.open else 0
        left = max(look.px(140), min(look.px(WIDTH), (self.width() - beside) // 4))
        narrow = bool(beside) and self.width() - beside - left < look.px(_LEAST_WEEK)
        self._left.setFixedWidth(left)
        self._left.setHidden(narrow or not self.view.isVisibleTo(self))
        self.foot.fit(self.width() - beside - (0 if narrow else left + 12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    # --- showing ---

    def show_week(self, week: TypicalWeek) -> None:
        if self.hold.active:
            self.hold.cancel()
        self._week = week
        self.builds.week_changed(week)
        if self.builds.open:
            return
        self._show(week)

    def _show_own(self) -> None:
        """The week as the vault has it, after a plan was drawn in its place."""
        if self._week is not None:
            self._show(self._week)
            self.focus_any()

    def _show(self, week: TypicalWeek) -> None:
        nothing = not week.tray and not any(day.cards for day in week.days)
        self.empty.setVisible(nothing)
        self.view.setHidden(nothing)
        self._left.setHidden(nothing)
        self.foot.setHidden(nothing)
        self.no_year.setHidden(nothing or week.has_year)
        self.holding.show_week(week)
        self.edits.show_week(week)
        self._show_columns(week)
        self.tray.show_week(week)
        wanted = self.edits.take_focus()
        if wanted is not None and not (self.view.focus_card(wanted) or self.tray.focus_card(wanted)):
            self.focus_any()
        self._measure()
        self.foot.plan_shown(shown=False)

    def build(self, _key: Key | None = None) -> None:
        """B: plan the week anew; what is pinned stays."""
        if self.hold.active:
            self.hold.cancel()
        self.builds.build()

    def _make_room(self) -> None:
        """Before the first plan is there: the keys of a plan, and the week as wide as the panel leaves it."""
        paint_next_turn(self.view)
        self.foot.plan_shown(shown=True)
        self._measure()

    def _show_plan(self, week: object) -> None:
        if isinstance(week, TypicalWeek):
            paint_next_turn(self.view)
            self._show_columns(week)
            self.tray.show_week(week)
            self.foot.plan_shown(shown=True)
            self._measure()

    def show_pick_up(self, *, on: bool) -> None:
        self.pick_up = on
        if self._week is not None and not self.builds.open:
            self._show_columns(self._week)

    def _show_columns(self, week: TypicalWeek) -> None:
        self.view.show_columns(faces.typical_columns(week, pick_up=self.pick_up), week.first, week.last)

    def focus_any(self) -> bool:
        return self.tray.focus_first() or self.view.focus_first()

    def _listen(self, made: Sequence[Draggable]) -> None:
        for card in made:
            self.mouse.listen(card)
            card.menu_wanted.connect(self._open_menu)
            card.focused.connect(self._focused)

    def _focused(self, key: Key) -> None:
        self.view.note_focus(key)

    # --- keys ---

    def take_key(self, card: Draggable, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if self.builds.open:
            return self._planned_key(card, key, modifiers)
        if self.hold.active:
            return self._held_key(key, modifiers)
        if key in _ENTER and modifiers in _PLAIN:
            self.pick(card.key)
            return True
        if modifiers in _PLAIN:
            act = self._acts().get(key)
            if act is not None:
                act(card.key)
                return True
        if isinstance(card, TrayCard):
            if key is Qt.Key.Key_Right and modifiers in _PLAIN:
                return self.view.focus_first()
            return self.tray.navigate(card, key)
        return isinstance(card, TimelineCard) and modifiers in _PLAIN and self._walk(card, key)

    def _planned_key(self, card: Draggable, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """A plan is looked at, card by card; it is changed once it is kept."""
        if key is Qt.Key.Key_Escape:
            self.builds.discard()
            return True
        if isinstance(card, TrayCard):
            return self.tray.navigate(card, key)
        return isinstance(card, TimelineCard) and modifiers in _PLAIN and self._walk(card, key)

    def _walk(self, card: TimelineCard, key: Qt.Key) -> bool:
        places = self.view.sheet.places
        at_edge = (
            key is Qt.Key.Key_Left
            and card.key in places
            and not any(place[0] < places[card.key][0] for place in places.values())
        )
        return self.tray.focus_first() if at_edge else self.view.navigate(card, key)

    def _acts(self) -> dict[Qt.Key, Callable[[Key], None]]:
        return {
            Qt.Key.Key_S: self.to_next_free,
            Qt.Key.Key_X: self.edits.toggle_pin,
            Qt.Key.Key_G: self.edits.group,
            Qt.Key.Key_B: self.build,
            Qt.Key.Key_I: self._who,
            Qt.Key.Key_Delete: self.edits.remove,
            Qt.Key.Key_F2: self.edits.times,
        }

    def _who(self, key: Key) -> None:
        self.edits.who(key, self.focusWidget() or self)

    def _held_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        step = -1 if key in {Qt.Key.Key_Up, Qt.Key.Key_Left} else 1
        if key in _ARROWS:
            if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} or modifiers & Qt.KeyboardModifier.ControlModifier:
                self.hold.other_day(step)
            else:
                self.hold.nudge(step if modifiers & Qt.KeyboardModifier.ShiftModifier else step * 5)
        elif key in _ENTER:
            self.hold.drop()
        elif key is Qt.Key.Key_Escape:
            self.hold.cancel()
        elif key is Qt.Key.Key_S:
            self._say_none(self.holding.next_free())
        elif key is Qt.Key.Key_Delete and self.hold.key is not None and self.hold.key[0] == "slot":
            held = self.hold.key
            self.hold.cancel()
            self.edits.remove(held)
        else:
            return key not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        return True

    # --- holding ---

    def pick(self, key: Key) -> bool:
        """Take a card into the hand: a block where it stands, a tray card at its best free slot."""
        if self._week is None or self.builds.open:
            return False
        if key[0] == "slot":
            card = self._week.card(key[1])
            if card is None:
                return False
            self.hold.pick(key, card.end - card.start, (card.day, card.start), (card.day, card.start))
            return True
        wish = self._week.wishes.get(key)
        if wish is None:
            return False
        free = self.tray.free_slots(key)
        where = (free[0].day, free[0].start) if free else _at_its_school(self._week, key)
        self._tray_away(key, away=True)
        self.hold.pick(key, wish.minutes, where, None)
        return True

    def to_next_free(self, key: Key) -> None:
        """S: pick it up and show the first slot that fits."""
        if self.pick(key) and key[0] == "slot":
            self._say_none(self.holding.next_free())

    def _say_none(self, found: bool) -> None:
        if not found:
            self._say(_("No slot fits. You may still drop it where you want it."))

    def _dropped(self) -> None:
        key, (day, start) = self.hold.key, self.hold.where
        moved = self.hold.origin != self.hold.where
        if key is None:
            return
        self._tray_away(key, away=False)
        if key[0] == "slot" and not moved:
            self.edits.focus_later(key)
            self.view.focus_card(key)
        else:
            self.edits.drop(key, day, start)

    def _cancelled(self) -> None:
        key = self.hold.key
        if key is not None:
            self._tray_away(key, away=False)
            if not self.tray.focus_card(key):
                self.view.focus_card(key)

    def _tray_away(self, key: Key, *, away: bool) -> None:
        card = self.tray.card(key)
        if card is not None:
            card.set_away(away)

    def _say(self, text: str) -> None:
        self.foot.say(text)
        self.legend.show_held(self.holding.wish is not None and bool(text))

    # --- the menu of a card: everything that keys and mouse do ---

    def _open_menu(self, key: Key, event: QContextMenuEvent) -> None:
        if self.hold.active or self.builds.open or key[0] not in {"slot", "line", "group"}:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, keys, act in self.edits.menu(key, self.pick, self.to_next_free):
            action = menu.addAction(f"{words}\t{keys}")
            action.triggered.connect(_Later(menu, act, key).run)
        menu.popup(event.globalPos())


def _at_its_school(week: TypicalWeek, key: Key) -> Where:
    """Where nothing fits: the first stay at the school, else the first morning."""
    row = next((row for row in week.tray if row.key == key), None)
    for day in week.days:
        for visit in day.visits:
            if row is not None and visit.school.id == row.school.id:
                return day.index, visit.start
    return 0, max(week.first, 480)


class _Later(QObject):
    """Runs one act on one card when its menu entry is chosen; goes with the menu."""

    def __init__(self, menu: QMenu, act: Callable[[Key], object], key: Key) -> None:
        super().__init__(menu)
        self._act, self._key = act, key

    def run(self) -> None:
        self._act(self._key)
