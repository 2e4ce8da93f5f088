# SPDX-License-Identifier: MIT
"""The window before unlock: first run or lock screen, one page after the other.

It is shown empty, in its color, and filled in the next turn of the event loop: that is the first paint.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from otdesk.ui.setup.gate import Gate
from otdesk.ui.setup.resume import Resume
from otdesk.ui.setup.start import Start
from otdesk.words import _

if TYPE_CHECKING:
    from otdesk.ui.jobs import Jobs
    from otdesk.ui.setup.panel import SidePanel
    from otdesk.ui.setup.passphrase import PassphrasePage
    from otdesk.ui.setup.recover import RecoverPage
    from otdesk.ui.setup.restore import RestorePage
    from otdesk.ui.setup.sheet import SheetPage
    from otdesk.ui.setup.step import StepPage
    from otdesk.ui.setup.unlock import UnlockPage
    from otdesk.ui.setup.welcome import WelcomePage


class SetupWindow(QWidget):
    """`ready(start)` when the vault is open: how it was started, or "" after a plain unlock."""

    ready = Signal(str)
    closing = Signal()
    sample_wanted = Signal()

    def __init__(
        self,
        gate: Gate,
        now: Callable[[], datetime],
        offered: tuple[Start, ...],
        resume: Resume,
        *,
        by_keychain: bool = True,
    ) -> None:
        super().__init__()
        self._by_keychain = by_keychain
        self._gate, self._now, self._resume = gate, now, resume
        self._offered = offered
        self._start = Start.EMPTY
        self._filled = False
        self._jobs: Jobs
        self.setAccessibleName("OTDesk")
        self.setWindowTitle("OTDesk")
        self.setMinimumSize(900, 560)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._row = row
        self.panel: SidePanel | None = None
        self._step: StepPage | None = None
        self.stack = QStackedWidget()
        row.addWidget(self.stack, 1)
        self.unlock_page: UnlockPage | None = None
        self.welcome: WelcomePage | None = None

    def fill(self, jobs: "Jobs") -> None:
        """The first page, with all it needs."""
        from otdesk.ui import icons, theme

        self._jobs = jobs
        self._filled = True
        self.setWindowIcon(icons.icon("otdesk", theme.current().color("primary"), 32))
        theme.look().apply(height=self.height())
        if self._resume.restore:
            self.show_restore().prefer(Path(self._resume.restore))
        elif self._gate.exists():
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
        if old is not None and old is not page and old is not self.welcome and old is not self.unlock_page:
            self.stack.removeWidget(old)
            old.deleteLater()

    def _show_step(self, page: "StepPage") -> None:
        """A page with the navy panel beside it."""
        from otdesk.ui.setup.panel import SidePanel

        if self.panel is None:
            self.panel = SidePanel((_("Welcome"), _("Lock your vault"), _("Your district"), _("Bring your caseload")))
            self._row.insertWidget(0, self.panel)
        self.panel.show()
        self._step = page
        self._retitle()
        self._show(page)
        self.panel.measure()
        page.measure()
        self.setWindowTitle(_("Welcome to OTDesk"))
        page.entered()

    def _retitle(self) -> None:
        """The panel says what the page is about."""
        page = self._step
        if self.panel is not None and page is not None:
            self.panel.show_step(page.number, page.panel_title, page.panel_text, slim=page.roomy)

    def show_welcome(self) -> None:
        if self.welcome is None:
            from otdesk.ui.setup.welcome import WelcomePage

            self.welcome = WelcomePage(self._offered)
            self.welcome.went_back.connect(self.close)
            self.welcome.finished.connect(self._started)
        self._show_step(self.welcome)

    def show_unlock(self) -> None:
        if self.unlock_page is None:
            from otdesk.ui.setup.unlock import UnlockPage

            self.unlock_page = UnlockPage(self._gate, self._jobs, self._now, self._resume)
            self.unlock_page.by_keychain = self._by_keychain
            self.unlock_page.opened.connect(self._opened)
            self.unlock_page.code_wanted.connect(self.show_recover)
            self.unlock_page.restore_wanted.connect(self.show_restore)
        if self.panel is not None:
            self.panel.hide()
        self.unlock_page.offer_keychain()
        self._show(self.unlock_page)
        self.setWindowTitle(_("OTDesk — locked"))

    def show_recover(self) -> "RecoverPage":
        from otdesk.ui.setup.recover import RecoverPage

        page = RecoverPage(self._gate, self._jobs)
        page.went_back.connect(self.show_unlock)
        page.finished.connect(self._opened)
        self._show_step(page)
        return page

    def show_restore(self) -> "RestorePage":
        from otdesk.ui.setup.restore import RestorePage

        page = RestorePage(self._gate, self._jobs)
        page.went_back.connect(self.show_unlock if self._gate.exists() else self.show_welcome)
        page.vault_chosen.connect(self.show_unlock)
        page.finished.connect(self._opened)
        page.passphrase_wanted.connect(self._ask_passphrase)
        self._show_step(page)
        return page

    def _ask_passphrase(self) -> None:
        """The vault is restored, by the recovery code: it opens with a passphrase of its own."""
        self.show_recover().begin_checked()

    def show_passphrase(self) -> "PassphrasePage":
        from otdesk.ui.setup.passphrase import PassphrasePage

        page = PassphrasePage(self._gate, self._jobs)
        page.went_back.connect(self.show_welcome)
        page.finished.connect(self.show_sheet)
        self._show_step(page)
        return page

    def show_sheet(self) -> "SheetPage":
        from otdesk.ui.setup.sheet import SheetPage

        page = SheetPage(self._gate, self._jobs, _("Back"), _("Create vault"))
        page.went_back.connect(self._take_back)
        page.finished.connect(self._made)
        self._show_step(page)
        return page

    def show_step(self, page: "StepPage") -> None:
        """A page that needs the open vault: the district, the import."""
        page.retitled.connect(self._retitle)
        self._show_step(page)

    # --- what was decided ---

    def _started(self) -> None:
        if self.welcome is None:
            return
        self._start = self.welcome.chosen()
        if self._start is Start.OPEN:
            self.show_restore()
        elif self._start is Start.SAMPLE:
            self.sample_wanted.emit()
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
        if self._filled:
            from otdesk.ui import theme

            theme.look().apply(height=self.height())
            if self.panel is not None:
                self.panel.measure()
            if self._step is not None and self._step is self.page():
                self._step.measure()
