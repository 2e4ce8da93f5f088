# SPDX-License-Identifier: MIT
"""What nobody caught, brought to the main thread and told: faults in their words, bugs as a file without data."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from otdesk.faults import CrashPath, Fault, LastWords, Trouble
from otdesk.ui.parts.dialogs import DialogBase, NoticeDialog
from otdesk.words import _


class CrashDialog(DialogBase):
    """A bug: what became of the work, where it is written down, and starting again as the way on."""

    @classmethod
    def tell(cls, host: QWidget, detail: str, *, restartable: bool) -> "CrashDialog":
        dialog = cls(host, _("Something in OTDesk went wrong"), detail=detail)
        if restartable:
            dialog.add_buttons(_("Start OTDesk again"), cancel=_("Go on"))
            dialog.focus_first(dialog.main_button)
        else:
            dialog.add_buttons(_("Close"))
            dialog.cancel_button.hide()
        dialog.open()
        return dialog


class Crashes(QObject):
    """`window()` is what is shown now; `tell(fault)` says a fault there, or returns False when nobody listens; `save()`
    keeps what is being typed. `restart_wanted` says whether it could be kept.
    """

    restart_wanted = Signal(bool)
    _fault_told = Signal(object)
    _bug_told = Signal(str)

    def __init__(
        self,
        window: Callable[[], QWidget | None],
        tell: Callable[[Fault], bool],
        save: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._tell, self._save_work = window, tell, save
        self._path: CrashPath | None = None
        self._last: LastWords | None = None
        self._died: Path | None = None
        self._telling = self._saved = False
        self._file = ""
        self.restartable = False
        """Set once there is an open vault, to which a new start leads back."""
        self._fault_told.connect(self.fault)
        self._bug_told.connect(self.bug)

    # --- listening ---

    def watch(self, folder: Path, name: str, version: Callable[[], str]) -> None:
        """From now on nothing goes unseen: errors in any thread, and the last words of a process that dies at once."""
        self._path = self.path(folder, version)
        self._path.install()
        self._last = LastWords(folder, name, version)
        self._died = self._last.found()
        self._last.watch()

    def path(self, folder: Path, version: Callable[[], str]) -> CrashPath:
        """The hooks, not yet installed; what they catch comes here from any thread."""
        return CrashPath(folder, self._fault_told.emit, self._say_bug, version)

    def stop(self) -> None:
        """The program ends well."""
        if self._last is not None:
            self._last.stop()

    def _say_bug(self, path: Path | None) -> None:
        self._bug_told.emit(str(path or ""))

    # --- telling ---

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
        """Save, then tell. What else goes wrong until the dialog is closed is written down but not told."""
        if self._telling:
            return
        self._telling, self._file, self._saved = True, path, False
        QTimer.singleShot(0, self, self._save)  # a turn of its own: when it fails, the dialog still comes
        QTimer.singleShot(0, self, self._show)

    def _save(self) -> None:
        self._save_work()
        self._saved = True

    def _show(self) -> None:
        window = self._window()
        if window is None:
            self._telling = False
            return
        words = crash_words(self._file, saved=self._saved)
        CrashDialog.tell(window, words, restartable=self.restartable).finished.connect(self._answered)

    def _answered(self, again: bool) -> None:
        self._telling = False
        if again:
            self.restart_wanted.emit(self._saved)

    def tell_last(self) -> None:
        """The run before died at once, without a word to the person."""
        window = self._window()
        if self._died is not None and window is not None:
            tell_died(window, self._died)


def crash_words(path: str, *, saved: bool) -> str:
    """What became of the work, and where what happened is written; without a path where it could not be."""
    work = (
        _("What you typed is saved.")
        if saved
        else _("What you typed in the last second may not be saved; all before it is.")
    )
    written = _("What happened is written down, without student data, in {path}.").format(path=path)
    return f"{work} {written}" if path else work


def tell_died(window: QWidget, path: Path) -> NoticeDialog:
    text = _(
        "What you typed was saved to within a second; open the vault to go on. "
        "What happened is written down, without student data, in {path}."
    )
    return NoticeDialog.tell(window, _("OTDesk stopped by itself last time"), text.format(path=path))
