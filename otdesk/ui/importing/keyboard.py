# SPDX-License-Identifier: MIT
"""Where the keyboard is on the import page: in the order one reads, never on what is covered or gone."""

from itertools import pairwise

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from otdesk.ui import theme
from otdesk.ui.setup.step import StepPage


class Keyboard(QObject):
    """The page itself holds the focus while its main button waits for an answer."""

    def __init__(self, page: StepPage) -> None:
        super().__init__(page)
        self._page = page
        self._ordered: list[QWidget] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._uncover)

    def order(self, chain: list[QWidget]) -> None:
        """Tab goes through `chain`."""
        if chain != self._ordered:
            self._ordered = chain
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)

    def to_main(self) -> None:
        if self._page.main_button.isEnabled():
            self._page.main_button.setFocus()
        else:
            self._page.setFocus()

    def enable_main(self, enabled: bool) -> None:
        if not enabled and self._page.main_button.hasFocus():
            self._page.setFocus()  # Qt would hand it to the first column; the page keeps it until there is an answer
        self._page.main_button.setEnabled(enabled)

    def uncover_soon(self) -> None:
        """Once all has its place: what has the keyboard is to be seen (WCAG 2.4.11)."""
        self._soon.start()

    def _uncover(self) -> None:
        focus = self._page.focusWidget()
        if focus is not None and self._page.scroller.body.isAncestorOf(focus):
            self._page.scroller.ensureWidgetVisible(focus, 0, theme.current().px(24))
