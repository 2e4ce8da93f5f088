# SPDX-License-Identifier: MIT
"""Who is there: the cover comes down and is lifted, the lock is asked for. No dialog, menu or drag holds either up."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from otdesk import settings
from otdesk.actions import covers
from otdesk.faults import Fault
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command, Commands, Entry
from otdesk.ui.cover.hiding import Hiding
from otdesk.ui.cover.outside import Outside
from otdesk.ui.cover.pin import MISSES, Pin, is_pin
from otdesk.ui.cover.pin_form import PinForm
from otdesk.ui.cover.window import CoverWindow
from otdesk.ui.idle import IdleWatch
from otdesk.words import _

_COVER_KEY, _LOCK_KEY = "F9", "Ctrl+L"


class Guard(QObject):
    """`lock_wanted` with the minutes nobody was there (0: by hand, sleep, the lock of the screen).

    `window()` is what is to be covered, `flush()` saves what is being typed there, `leave_by()` is shown on the cover.
    """

    lock_wanted = Signal(int)
    closing = Signal()

    def __init__(
        self, bridge: Bridge, window: Callable[[], QWidget | None], flush: Callable[[], None],
        leave_by: Callable[[], int | None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._bridge, self._window, self._flush, self._leave_by = bridge, window, flush, leave_by
        self._commands: Commands | None = None
        self._pin: Pin | None = None
        self._misses = 0
        self.face: CoverWindow | None = None
        self.hiding = Hiding(self)
        self._wanted: Callable[[], object] = self.cover
        self._soon = QTimer(self)  # a key is on its way through the window that is to go
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._do_wanted)
        self.watch = IdleWatch(QApplication.instance() or self, self._cover_after, self._lock_after, self.pressed)
        self.watch.cover_due.connect(self.cover)
        self.watch.lock_due.connect(self.lock_wanted)
        self._outside = Outside(self)
        self._outside.away.connect(self.lock)

    def _cover_after(self) -> int:
        return self._bridge.preferences.get(settings.COVER_MINUTES)

    def _lock_after(self) -> int:
        return self._bridge.preferences.get(settings.LOCK_MINUTES)

    # --- keys ---

    def join(self, commands: Commands) -> None:
        """The commands of the main window."""
        self._commands = commands
        cover = Command("app.cover", _("Cover"), "file", "F9", "eye-off", section=8, always=True)
        commands.add(cover, self._soon_cover)
        commands.add(Command("app.pin", _("PIN for the cover"), "file", "", "grip", section=8), self.ask_pin)

    def pressed(self, event: QKeyEvent) -> bool:
        """Where the commands of the window do not reach: menus, lists, file dialogs, the first run, the cover."""
        if not (self._commands is None or QApplication.activePopupWidget() or QApplication.activeModalWidget()):
            return False
        pressed = QKeySequence(event.keyCombination())
        if pressed in self._keys("app.lock", _LOCK_KEY):
            self._want(self.lock)
            return True
        if pressed in self._keys("app.cover", _COVER_KEY):
            self._want(self.cover)
            return True
        return False

    def _keys(self, name: str, usual: str) -> Sequence[QKeySequence]:
        entry: Entry | None = self._commands.entry(name) if self._commands is not None else None
        return entry.action.shortcuts() if entry is not None else [QKeySequence(usual)]

    def _soon_cover(self) -> None:
        self._want(self.cover)

    def _want(self, what: Callable[[], object]) -> None:
        self._wanted = what
        self._soon.start()

    def _do_wanted(self) -> None:
        self._wanted()

    def lock(self) -> None:
        self.lock_wanted.emit(0)

    # --- the cover ---

    @property
    def covered(self) -> bool:
        return self.face is not None

    def cover(self) -> None:
        """Hide first, save in the next turn: what cannot be saved is told when the cover is lifted."""
        if self.hiding.hidden or self._window() is None:
            return
        self.hide()
        self._show_face()
        self._want(self._save)  # a slow disk does not hold up the hiding

    def _save(self) -> None:
        with self._bridge.telling():
            self._flush()
            if self.face is not None:
                self.face.say_saved()

    def hide(self) -> None:
        """Nothing is shown any more."""
        window = self._window()
        if window is not None:
            self.hiding.hide(window)

    def not_locked(self, why: Fault) -> None:
        """The lock was asked for and could not be: covered, and tried again in a minute."""
        self._show_face().say_not_locked(why.message)
        self.watch.try_again()

    def _show_face(self) -> CoverWindow:
        if self.face is not None:
            return self.face
        shows = self._bridge.preferences.get(settings.LOCK_SHOWS_LEAVE)
        face = CoverWindow(self._bridge.now, self._leave_by() if shows else None, with_pin=self._pin is not None)
        face.tried.connect(self._try)
        face.lock_wanted.connect(self.lock)
        face.closing.connect(self.closing)
        self.face = face
        self.hiding.show_face(face)
        self.watch.set_covered(True)
        return face

    def lift(self) -> None:
        """All as it was."""
        self._note_misses()
        self.face = None
        self.hiding.bring_back()
        self.watch.set_covered(False)

    # --- PIN and passphrase ---

    def ask_pin(self) -> None:
        window = self._window()
        if window is not None:
            PinForm(window, self._take_pin, is_set=self._pin is not None).open()

    def _take_pin(self, pin: Pin | None) -> None:
        self._pin = pin
        self._bridge.say(_("The PIN lifts the cover now.") if pin is not None else _("There is no PIN any more."))

    def _try(self, typed: str) -> None:
        if self._pin is not None and is_pin(typed):
            if self._pin.fits(typed):
                self.lift()
            else:
                self._missed()
            return
        job = self._bridge.prove(typed)
        job.done.connect(self._proved)
        job.failed.connect(self._not_proved)

    def _proved(self, _opened: object) -> None:
        if self.face is not None:
            self._bridge.proved()
            self.lift()

    def _not_proved(self, error: object) -> None:
        if isinstance(error, BaseException) and not isinstance(error, Fault):
            raise error
        self._missed()

    def _missed(self) -> None:
        self._misses += 1
        if self.face is not None and self._misses < MISSES:
            self.face.missed(MISSES - self._misses)
            return
        self._pin = None
        self._note_misses()
        self.lock()

    def _note_misses(self) -> None:
        if self._misses:
            with self._bridge.telling():
                self._bridge.do(covers.note_misses, self._misses)
            self._misses = 0

    # --- the end ---

    def stop(self) -> None:
        self._soon.stop()
        self.watch.stop()
        self._outside.stop()
        self.hiding.stop()
        if self.face is not None:
            self.face.hide()
            self.face.deleteLater()
            self.face = None
