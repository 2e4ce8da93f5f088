# SPDX-License-Identifier: MIT
"""Every window of the program out of sight, with what lies in it, and back as it was.

A hidden window would still be read out word by word: the tree of a screen reader begins at every window the system
knows. So the window of the system is given back too, and made anew when the widgets are shown again.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

_PASSING = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen})


class Hiding(QObject):
    """While `hidden`, no window but `face` is shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hidden = False
        self._face: QWidget | None = None
        self._away: list[QWidget] = []
        self._focus: QWidget | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self._sweep_late)

    def hide(self, main: QWidget) -> None:
        """Menus, lists and file dialogs close; all other windows go away, `main` first."""
        if self.hidden:
            return
        self.hidden = True
        self._focus = main.focusWidget()
        QGuiApplication.inputMethod().commit()
        _close_popups()
        self._put_away(main)
        self._sweep()
        self._late.start()
        if (app := QApplication.instance()) is not None:
            app.installEventFilter(self)

    def show_face(self, face: QWidget) -> None:
        """`face` where the main window was; modal, so that nothing that would not go can hold the keyboard."""
        self._face = face
        face.setWindowModality(Qt.WindowModality.ApplicationModal)
        main = self._away[0]
        face.setGeometry(main.normalGeometry() if main.isMaximized() else main.geometry())
        face.setWindowState(main.windowState())
        face.show()
        face.activateWindow()

    def bring_back(self) -> None:
        """All that went away, where the face stood; the keyboard where it was."""
        if not self.hidden:
            return
        self.hidden = False
        self.stop()
        face, self._face = self._face, None
        for window in (window for window in self._away if isValid(window)):
            if face is not None and window is self._away[0]:
                if not face.isMaximized():
                    window.setGeometry(face.geometry())
                window.setWindowState(face.windowState())
            window.show()
        self._away.clear()
        if face is not None:
            face.hide()
            face.deleteLater()
        if self._focus is not None and isValid(self._focus):
            self._focus.window().activateWindow()
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None

    def stop(self) -> None:
        """What is hidden stays so; windows to come are not looked at any more."""
        self._late.stop()
        if (app := QApplication.instance()) is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A job that ends now may want to show something: it waits."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._late.start()
        return False

    def _sweep(self) -> None:
        for window in QApplication.topLevelWidgets():
            if window is not self._face and window.isVisible():
                self._put_away(window)

    def _sweep_late(self) -> None:
        """In a turn of its own: an event may be on its way through a window that is given back."""
        self._sweep()
        for window in QApplication.topLevelWidgets():  # menus and lists that were open once too
            if window is not self._face and window.windowHandle() is not None:
                window.destroy()

    def _put_away(self, window: QWidget) -> None:
        if isinstance(window, QDialog):
            window.reject()  # of the system: a file is asked for again when it is wanted again
        elif window.windowType() not in _PASSING and window is not self._face:
            self._away.append(window)
        window.hide()


def _close_popups() -> None:
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        after = QApplication.activePopupWidget()
        if after is popup:
            popup.hide()
            after = QApplication.activePopupWidget()
        popup = after if after is not popup else None
