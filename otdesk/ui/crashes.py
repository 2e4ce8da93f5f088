# SPDX-License-Identifier: MIT
"""What nobody caught, brought to the main thread and told: faults in their words, bugs as a file without data."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from otdesk.faults import CrashPath, Fault, Trouble
from otdesk.ui.parts.dialogs import NoticeDialog
from otdesk.words import _


class Crashes(QObject):
    """`window()` is what is shown now; `tell(fault)` says a fault there, or returns False when nobody listens."""

    _fault_told = Signal(object)
    _bug_told = Signal(str)

    def __init__(
        self, window: Callable[[], QWidget | None], tell: Callable[[Fault], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._tell = window, tell
        self._fault_told.connect(self.fault)
        self._bug_told.connect(self.bug)

    def path(self, folder: Path, version: Callable[[], str]) -> CrashPath:
        """The hooks, not yet installed; what they catch comes here from any thread."""
        return CrashPath(folder, self._fault_told.emit, self._say_bug, version)

    def _say_bug(self, path: Path) -> None:
        self._bug_told.emit(str(path))

    def fault(self, fault: object) -> None:
        """Tell a fault; anything else is a bug and goes on to the hooks."""
        if not isinstance(fault, Fault):
            if isinstance(fault, BaseException):
                raise fault
            return
        window = self._window()
        if not self._tell(fault) and window is not None:
            NoticeDialog.tell(window, fault.message, fault.next_step if isinstance(fault, Trouble) else "")

    def bug(self, path: str) -> None:
        window = self._window()
        if window is not None and window.isVisible():
            text = _("Your work is saved. What happened is written down, without student data, in {path}.")
            NoticeDialog.tell(window, _("Something in OTDesk went wrong"), text.format(path=path))
