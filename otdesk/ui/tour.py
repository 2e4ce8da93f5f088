# SPDX-License-Identifier: MIT
"""The tour: a strip under the place says what to press, and goes on when the person has done it herself.

Only on sample data, where nothing she tries can harm anybody. The strip is part of the window: it covers no row and
takes no focus by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk import settings
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.parts.announce import announce
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.feedback import IconLabel
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

if TYPE_CHECKING:
    from otdesk.ui.shell import Shell

_LOW = 445  # pixels at 100 % of the window below which the strip is as low as it can be
Changes = frozenset[tuple[type, int]]


@dataclass(frozen=True, slots=True)
class Step:
    """`done` looks at the window and at what was changed since the step began."""

    words: str
    done: Callable[["Shell", Changes], bool]


def steps() -> tuple[Step, ...]:
    return (
        Step(_("↑ and ↓ go from row to row. Press Enter on a session: its note opens beside the day."), _note_is_open),
        Step(
            _("Type what she did into a goal: 7/10v is 7 of 10 with verbal prompts. It is kept as you type."),
            _note_is_written,
        ),
        Step(_("Esc closes the note. Then press A on a session: absent, with one key."), _is_marked),
        Step(_("Ctrl+Z takes back the last step, up to 200 of them. Take back the absence."), _is_undone),
        Step(_("Ctrl+K finds any student, note or command. Press it and type three letters."), _palette_is_open),
        Step(_("Ctrl+3 is the caseload: the mark on a bar is what was due by today."), _Here("caseload")),
        Step(
            _("Ctrl+2 is the week: Enter picks up a card, arrows move it, S finds a free slot."),
            _Here("planner"),
        ),
        Step(_("F1 shows every key of the place you are in. Press it to end the tour."), _keys_are_open),
    )


class Tour(QWidget):
    """Hidden until it is offered or started. Esc inside it ends it."""

    def __init__(self, shell: "Shell", preferences: Settings) -> None:
        super().__init__()
        self._shell, self._settings = shell, preferences
        self._steps: tuple[Step, ...] = ()
        self.place = -1
        self._changes: Changes = frozenset()
        self._count = Words("", Type.META, "text2")
        self._words = Words("", Type.META, wrap=True)
        self.main_button = PrimaryButton(_("Start the tour"))
        self.main_button.clicked.connect(self.start)
        self.skip_button = DefaultButton(_("Skip this step"))
        self.skip_button.clicked.connect(self._next)
        self.end_button = DefaultButton(_("Not now"))
        self.end_button.clicked.connect(self.end)
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look)
        self.setAccessibleName(_("Tour"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def _lay_out(self) -> None:
        look = theme.current()
        row = self._row = QHBoxLayout(self)
        row.setSpacing(look.px(10))
        row.addWidget(IconLabel("footprints", "info.ink"), 0, Qt.AlignmentFlag.AlignVCenter)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._count)
        said.addWidget(self._words)
        row.addLayout(said, 1)
        for button in (self.skip_button, self.end_button, self.main_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    # --- life ---

    def offer(self) -> None:
        """Once: who ended it or said no finds it in the Help menu."""
        if not self._settings.get(settings.TOUR_SEEN):
            self._say("", _("New here? A tour of {n} short steps. You press the keys yourself.").format(n=len(steps())))
            self.main_button.show()
            self.skip_button.hide()
            self.end_button.say(_("Not now"))
            self.show()

    def start(self) -> None:
        if self.place >= 0:
            self.end()
        self._steps = steps()
        self.main_button.hide()
        self.skip_button.show()
        self.end_button.say(_("End the tour"))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)
        self._shell.bridge.changed.connect(self._changed)
        self._shell.bridge.said.connect(self._moved)
        self._shell.go("today")
        self.show()
        self._next()

    def end(self) -> None:
        self._settings.put(settings.TOUR_SEEN, True)
        if self.place >= 0:
            self.place = -1
            self._soon.stop()
            QApplication.instance().focusChanged.disconnect(self._moved)  # type: ignore[union-attr]  # it runs
            self._shell.bridge.changed.disconnect(self._changed)
            self._shell.bridge.said.disconnect(self._moved)
        inside = self.isAncestorOf(QApplication.focusWidget() or self._shell)
        self.hide()
        if inside:
            self._shell.focus_place()

    def _next(self) -> None:
        """The keyboard stays where the person works."""
        if self.isAncestorOf(QApplication.focusWidget() or self._shell):
            self._shell.focus_place()
        self.place += 1
        self._changes = frozenset()
        if self.place < len(self._steps):
            count = _("Tour, step {n} of {all}").format(n=self.place + 1, all=len(self._steps))
            self._say(count, self._steps[self.place].words)
        else:
            self.end()
            self._shell.bridge.say(_("That was the tour. Help, Tour starts it again."))

    def _say(self, count: str, words: str) -> None:
        self._count.setText(count)
        self._words.setText(words)
        self.fit()
        announce(self, f"{count}: {words}" if count else words)

    def said(self) -> str:
        return self._words.text()

    # --- low windows ---

    def fit(self) -> None:
        """In a low window, or with large letters, the strip is one block of small words in place of the status line."""
        look = theme.current()
        low = self._shell.height() < look.px(_LOW)
        shown = not self.isHidden()
        edge = 0 if low else look.px(8)
        self._row.setContentsMargins(look.px(20), edge, look.px(16), edge)
        self._count.setVisible(bool(self._count.text()) and not low)
        self._shell.status.setVisible(not (low and shown))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.fit()

    # --- what the person does ---

    def _changed(self, changes: Changes) -> None:
        self._changes |= changes
        self._soon.start()

    def _moved(self) -> None:
        self._soon.start()

    def _look(self) -> None:
        if 0 <= self.place < len(self._steps) and self._steps[self.place].done(self._shell, self._changes):
            self._next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.current()
        painter.fillRect(self.rect(), look.color("info.tint"))
        painter.fillRect(0, 0, self.width(), 1, look.color("info.ink"))
        painter.end()


class _Here:
    """Whether a place is shown."""

    def __init__(self, place: str) -> None:
        self._place = place

    def __call__(self, shell: "Shell", _changes: Changes) -> bool:
        return shell.commands.place == self._place


def _note_is_open(shell: "Shell", _changes: Changes) -> bool:
    from otdesk.ui.notes.panel import NotePanel

    return any(panel.isVisible() and panel.form is not None for panel in shell.findChildren(NotePanel))


def _note_is_written(_shell: "Shell", changes: Changes) -> bool:
    from otdesk.records.notes import Note

    return any(kind is Note for kind, _id in changes)


def _is_marked(_shell: "Shell", changes: Changes) -> bool:
    from otdesk.records.sessions import Attendance

    return any(kind is Attendance for kind, _id in changes)


def _is_undone(shell: "Shell", _changes: Changes) -> bool:
    return shell.bridge.can_redo()


def _palette_is_open(shell: "Shell", _changes: Changes) -> bool:
    from otdesk.ui.palette import Palette

    return _is_open(shell, Palette)


def _keys_are_open(shell: "Shell", _changes: Changes) -> bool:
    from otdesk.ui.keymap import KeyMap

    return _is_open(shell, KeyMap)


def _is_open(shell: "Shell", kind: type[DialogBase]) -> bool:
    return any(dialog.is_open for dialog in shell.findChildren(kind))
