# SPDX-License-Identifier: MIT
"""What a build has found, as plain facts beside those of the week as it is: keep it, go on, or leave it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from otdesk.queries.week_score import Score
from otdesk.ui import theme
from otdesk.ui.parts import layouts
from otdesk.ui.parts.announce import announce
from otdesk.ui.parts.buttons import DefaultButton, LinkButton, PrimaryButton
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.feedback import IconLabel, ProgressLine
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.keys import keys_within
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, hours_short, minutes, plural

WIDTH, LEAST_WIDTH = 248, 130
_TICK = 500


@dataclass(frozen=True, slots=True)
class Fact:
    icon: str
    color: str
    text: str
    was: str = ""


def facts(now: Score, before: Score, moved: int) -> Iterator[Fact]:
    """Each with what it was, where that differs."""
    whole = now.placed == now.asked
    yield Fact(
        "circle-check" if whole else "triangle-alert",
        "done.ink" if whole else "todo.ink",
        _("{placed} of {asked} sessions placed").format(placed=now.placed, asked=now.asked),
        _was(now.placed, before.placed),
    )
    if now.conflicts:
        words = plural("{n} block breaks a rule", "{n} blocks break a rule", now.conflicts)
        yield Fact("triangle-alert", "bad.ink", words, _was(now.conflicts, before.conflicts))
    else:
        yield Fact(
            "circle-check", "done.ink", _("No double bookings; bells and travel kept"), _was(0, before.conflicts)
        )
    driving = _("{time} driving between schools a week").format(time=minutes(now.drive))
    yield Fact("car", "text2", driving, _was_minutes(now.drive, before.drive))
    pulled = plural("{n} pull-out from a class to avoid", "{n} pull-outs from a class to avoid", now.avoided)
    yield Fact("book-open", "text2", pulled, _was(now.avoided, before.avoided))
    lunches = _("Lunch kept on {n} of {days} days").format(n=now.lunches, days=now.days)
    yield Fact("utensils", "text2", lunches, _was(now.lunches, before.lunches))
    if now.desk or before.desk:
        desk = _("{time} kept for desk work").format(time=minutes(now.desk))
        yield Fact("notebook-pen", "text2", desk, _was_minutes(now.desk, before.desk))
    if before.placed:
        yield Fact("move", "text2", plural("{n} session moves", "{n} sessions move", moved))


def _was(now: int, before: int) -> str:
    return "" if now == before else _("was {n}").format(n=before)


def _was_minutes(now: int, before: int) -> str:
    return "" if now == before else _("was {n}").format(n=minutes(before))


class ResultPanel(Card):
    """While a build runs it can be stopped; then its week is kept or left. Nothing is saved before `kept`."""

    stopped = Signal()
    kept = Signal()
    discarded = Signal()
    longer = Signal()
    why_wanted = Signal()
    compared = Signal()
    more_wanted = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("New week"))
        self.title = Words(_("New week"), Type.CARD, wrap=True)
        self.about = Words("", Type.META, "text2", wrap=True)
        self.progress = ProgressLine(_("Building"), stop=_("Stop here"))
        self.progress.stopped.connect(self.stopped)
        self.keep_button = PrimaryButton(_("Keep this week"), key="Ctrl+Enter")
        self.longer_button = DefaultButton(_("Search on"))
        self.compare_button = DefaultButton(_("Compare"))
        self.more_button = DefaultButton(_("Other ways"))
        self.more_button.clicked.connect(self.more_wanted)
        self.discard_button = DefaultButton(_("Discard"))
        self.keep_button.clicked.connect(self.kept)
        self.longer_button.clicked.connect(self.longer)
        self.compare_button.clicked.connect(self.compared)
        self.discard_button.clicked.connect(self.discarded)
        self.why_button = LinkButton("")
        self.why_button.clicked.connect(self.why_wanted)
        self.why_button.hide()
        self.options = SegmentedControl([(letter, letter) for letter in "ABC"], _("Way"), fill=True)
        self.options.chosen.connect(self._option_chosen)
        self.options.hide()
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(4)
        self._rows = QGridLayout()
        self._shown: list[Fact] = []
        self._left = 0.0
        self._whole = 1.0
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK)
        self._tick.timeout.connect(self._count)
        self._lay_out()

        keys_within(self, "Esc").activated.connect(self.discarded)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.progress.isHidden():
            self._tick.start()

    def _lay_out(self) -> None:
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(10)
        self._rows.setColumnStretch(1, 1)
        scroll = ScrollColumn()
        scroll.column.setSpacing(theme.current().px(8))
        for words in (self.title, self.about, self.progress):
            scroll.column.addWidget(words)
        scroll.column.addLayout(self._table)
        scroll.column.addWidget(self.options)
        scroll.column.addLayout(self._rows)
        further = Flow()
        for button in (self.longer_button, self.more_button):
            further.add(button)
        scroll.column.addWidget(further)
        scroll.column.addStretch(1)
        self.column.addWidget(scroll, 1)
        self.column.addWidget(self.why_button)
        self.column.addWidget(self.keep_button)
        below = Flow()
        for button in (self.compare_button, self.discard_button):
            below.add(button)
        self.column.addWidget(below)

    def fit(self, room: int) -> None:
        """As wide as it likes, but the week beside it is not to scroll sideways."""
        look = theme.current()
        self.setFixedWidth(max(look.px(LEAST_WIDTH), min(look.px(WIDTH), room)))

    # --- while it is built ---

    def begin(self, seconds: float) -> None:
        self._left = self._whole = seconds
        self.show_facts([])
        self.title.setText(_("Building the week"))
        self.about.setText(_("Pinned blocks stay. Nothing is saved until you keep it."))
        self._show_running(running=True)
        self._count()
        if self.isVisible():
            self._tick.start()

    def _count(self) -> None:
        self.progress.show_progress(1 - self._left / self._whole, minutes_left(self._left))
        self._left = max(0.0, self._left - _TICK / 1000)

    def end(self, *, found: bool, proved: bool) -> None:
        """The build is over; `found`: there is a week to keep."""
        self._tick.stop()
        self.title.setText(_("New week") if found else _("No week found"))
        said = _("No better week exists under these rules.") if proved else _("A longer search may find a better one.")
        kept = _("Nothing is saved until you keep it.")
        self.about.setText(f"{said} {kept}" if found else _("Build again, or place by hand."))
        self._show_running(running=False)
        self.keep_button.setEnabled(found)
        self.longer_button.setVisible(found and not proved)
        self.compare_button.setVisible(found)
        self.more_button.setVisible(found)
        announce(self, f"{self.title.text()}. {'. '.join(fact.text for fact in self._shown)}")
        (self.keep_button if found else self.discard_button).setFocus()

    def show_why(self, who: str) -> None:
        """Offer to say why this has no place; "" where all has one."""
        self.why_button.setVisible(bool(who))
        self.why_button.say(_("Why is {who} unplaced?").format(who=who))

    def show_comparing(self, *, on: bool) -> None:
        """Whether the week is shown as it is, in place of the new one."""
        self.compare_button.say(_("Show the new week") if on else _("Compare"))
        self.title.setText(_("The week as it is") if on else _("New week"))

    def _show_running(self, *, running: bool) -> None:
        self.why_button.hide()
        self.progress.setVisible(running)
        self.options.hide()
        layouts.empty(self._table)
        for button in (
            self.keep_button, self.longer_button, self.compare_button, self.more_button, self.discard_button,
        ):  # fmt: skip
            button.setHidden(running)

    # --- ways side by side ---

    def show_options(self, options: Mapping[str, tuple[Score, int]]) -> None:
        """What is told of each way, a column each; the letters below choose the one that is shown and kept."""
        layouts.empty(self._table)
        self.more_button.hide()
        self.longer_button.hide()
        for column, letter in enumerate(options, 1):
            self._table.addWidget(Words(letter, Type.ROW), 0, column, Qt.AlignmentFlag.AlignRight)
        for row, (icon, name, values) in enumerate(option_rows(list(options.values())), 1):
            label = IconLabel(icon, "text2", 16)
            label.setToolTip(name)
            self._table.addWidget(label, row, 0)
            for column, value in enumerate(values, 1):
                cell = Words(value, Type.CONTROL)
                cell.setToolTip(name)
                cell.setAccessibleName(f"{name}, {list(options)[column - 1]}: {value}")
                self._table.addWidget(cell, row, column, Qt.AlignmentFlag.AlignRight)
        for letter in "ABC":
            self.options.segment(letter).setEnabled(letter in options)
        self.options.set_value("A")
        self.options.show()

    def _option_chosen(self, letter: object) -> None:
        self.chosen.emit(str(letter))

    # --- facts ---

    def show_facts(self, shown: Sequence[Fact]) -> None:
        if list(shown) == self._shown:
            return
        self._shown = list(shown)
        layouts.empty(self._rows)
        for number, fact in enumerate(self._shown):
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addWidget(Words(fact.text, Type.CONTROL, wrap=True))
            if fact.was:
                said.addWidget(Words(fact.was, Type.META, "text2", wrap=True))
            self._rows.addWidget(IconLabel(fact.icon, fact.color, 16), number, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addLayout(said, number, 1)


def option_rows(options: Sequence[tuple[Score, int]]) -> Iterator[tuple[str, str, list[str]]]:
    """(icon, what it is, how it is in each way)."""
    yield "circle-check", _("Sessions placed"), [str(score.placed) for score, _moved in options]
    yield "car", _("Driving between schools a week"), [hours_short(score.drive) for score, _moved in options]
    yield "book-open", _("Pull-outs from a class to avoid"), [str(score.avoided) for score, _moved in options]
    yield "utensils", _("Days with lunch kept"), [f"{score.lunches}/{score.days}" for score, _moved in options]
    yield "move", _("Sessions that move"), [str(moved) for _score, moved in options]


def minutes_left(seconds: float) -> str:
    return _("{n} s left").format(n=round(seconds))
