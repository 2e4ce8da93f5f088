# SPDX-License-Identifier: MIT
"""The cover: what stands in place of the window while nobody works. A PIN or the passphrase lifts it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent

from otdesk.ui import icons, theme
from otdesk.ui.setup.face import LockFace
from otdesk.words import _, plural


class CoverWindow(LockFace):
    """`tried(text)` for what was typed; `lock_wanted`, and `closing` when the window is closed."""

    tried = Signal(str)
    lock_wanted = Signal()
    closing = Signal()

    def __init__(self, now: Callable[[], datetime], leave_by: int | None, *, with_pin: bool) -> None:
        label = _("PIN or passphrase") if with_pin else _("Passphrase")
        super().__init__(now, label, _("Lift the cover"), _("Lock now"))
        self.setWindowTitle(_("OTDesk — covered"))
        self.setAccessibleName(_("OTDesk — covered"))
        self.setWindowIcon(icons.icon("otdesk", theme.current().color("primary"), 32))
        self.setMinimumSize(900, 560)
        self.leave_by, self.day = leave_by, now().date().isoformat()
        self.link.clicked.connect(self.lock_wanted)

    def submit(self) -> None:
        if not self.field.text():
            self.field.say_error(_("Type the PIN or the passphrase."))
            return
        self.busy(_("Looking…"))
        self.tried.emit(self.field.text())

    def missed(self, left: int) -> None:
        """It was wrong; after `left` more tries OTDesk locks."""
        self.free()
        self.refuse(
            plural(
                "That does not fit. One more try locks OTDesk.", "That does not fit. {n} more tries lock OTDesk.", left
            )
        )

    def say_saved(self) -> None:
        self.say_note(_("What you typed is saved."))

    def say_not_locked(self, why: str) -> None:
        """The lock was wanted, and something typed cannot be saved."""
        self.free()
        self.say_note(_("Not locked yet: {why}").format(why=why), "circle-alert", "bad.ink")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()
