# SPDX-License-Identifier: MIT
"""The window before unlock: first run or lock screen, one page after the other."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from otdesk.ui import icons, theme
from otdesk.ui.jobs import Jobs
from otdesk.ui.setup.gate import Gate
from otdesk.ui.setup.panel import SidePanel
from otdesk.ui.setup.step import StepPage
from otdesk.ui.setup.unlock import Resume, UnlockPage
from otdesk.ui.setup.welcome import Start, WelcomePage
from otdesk.words import _


class SetupWindow(QWidget):
    """`ready(start)` when the vault is open: how it was started, or "" after a plain unlock."""

    ready = Signal(str)
    closing = Signal()

    def __init__(
        self, gate: Gate, jobs: Jobs, now: Callable[[], datetime], offered: tuple[Start, ...], resume: Resume
    ) -> None:
        super().__init__()
        self._gate, self._jobs, self._now, self._resume = gate, jobs, now, resume
        self._offered = offered
        self._start = Start.EMPTY
        self.setAccessibleName("OTDesk")
        self.setWindowIcon(icons.icon("otdesk", theme.current().color("primary"), 32))
        self.setMinimumSize(900, 560)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.panel = SidePanel((_("Welcome"), _("Lock your vault"), _("Bring your caseload")))
        self.stack = QStackedWidget()
        row.addWidget(self.panel)
        row.addWidget(self.stack, 1)
        self.unlock_page: UnlockPage | None = None
        self.welcome: WelcomePage | None = None
        if gate.exists():
            self.show_unlock()
        else:
            self.show_welcome()

    # --- pages ---

    def page(self) -> QWidget | None:
        return self.stack.currentWidget()

    def _show(self, page: QWidget) -> None:
        old = self.stack.currentWidget()
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.panel.setVisible(isinstance(page, StepPage))
        if isinstance(page, StepPage):
            self.panel.show_step(page.number, page.panel_title, page.panel_text)
            self.setWindowTitle(_("Welcome to OTDesk"))
            page.entered()
        if old is not None and old is not page and old is not self.welcome and old is not self.unlock_page:
            self.stack.removeWidget(old)
            old.deleteLater()

    def show_welcome(self) -> None:
        if self.welcome is None:
            self.welcome = WelcomePage(self._offered)
            self.welcome.went_back.connect(self.close)
            self.welcome.finished.connect(self._started)
        self._show(self.welcome)

    def show_unlock(self) -> None:
        if self.unlock_page is None:
            self.unlock_page = UnlockPage(self._gate, self._jobs, self._now, self._resume)
            self.unlock_page.opened.connect(self._opened)
            self.unlock_page.code_wanted.connect(self.show_recover)
        self._show(self.unlock_page)
        self.setWindowTitle(_("OTDesk — locked"))

    def show_recover(self) -> None:
        from otdesk.ui.setup.recover import RecoverPage

        page = RecoverPage(self._gate, self._jobs)
        page.went_back.connect(self.show_unlock)
        page.finished.connect(self._opened)
        self._show(page)

    def show_restore(self) -> None:
        from otdesk.ui.setup.restore import RestorePage

        page = RestorePage(self._gate, self._jobs)
        page.went_back.connect(self.show_welcome)
        page.vault_chosen.connect(self.show_unlock)
        page.finished.connect(self._opened)
        self._show(page)

    def show_passphrase(self) -> None:
        from otdesk.ui.setup.passphrase import PassphrasePage

        page = PassphrasePage(self._gate, self._jobs)
        page.went_back.connect(self.show_welcome)
        page.finished.connect(self.show_sheet)
        self._show(page)

    def show_sheet(self) -> None:
        from otdesk.ui.setup.sheet import SheetPage

        page = SheetPage(self._gate, self._jobs)
        page.went_back.connect(self._take_back)
        page.finished.connect(self._made)
        self._show(page)

    def show_step(self, page: StepPage) -> None:
        """A page of somebody else's: the import."""
        self._show(page)

    # --- what was decided ---

    def _started(self) -> None:
        if self.welcome is None:
            return
        self._start = self.welcome.chosen()
        if self._start is Start.OPEN:
            self.show_restore()
        else:
            self.show_passphrase()

    def _take_back(self) -> None:
        """Back from the sheet: the vault just made holds nothing and goes."""
        self._gate.discard()
        self.show_passphrase()

    def _made(self) -> None:
        self.ready.emit(self._start.value)

    def _opened(self) -> None:
        self.ready.emit("")

    # --- Qt ---

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme.look().apply(height=self.height())
