# SPDX-License-Identifier: MIT
"""The place Reports: one page at a time, chosen at the top. Addresses: "progress/12", "minutes", "log/7"."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command, Run
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.labels import Words
from otdesk.ui.reports import list_page, log_page, minutes_page, progress_page
from otdesk.ui.reports.page import ReportPage
from otdesk.ui.screen import Screen, spoken_keys
from otdesk.ui.theme import Type
from otdesk.words import _, later

PLACE = "reports"


@dataclass(frozen=True, slots=True)
class Page:
    """`key` is the page's part of the address and never changes; `words` stand on its segment."""

    key: str
    words: str
    build: Callable[[Bridge], ReportPage]


PAGES: tuple[Page, ...] = (
    Page("progress", later("Progress reports"), progress_page.build),
    Page("minutes", later("Minutes"), minutes_page.build),
    Page("log", later("Service log"), log_page.build),
    Page("list", later("Caseload list"), list_page.build),
)
"""In the order of the segments. A page stands here when it works."""


class ReportsScreen(Screen):
    def __init__(self, bridge: Bridge, pages: tuple[Page, ...] = PAGES, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        look = theme.current()
        self.pages = {page.key: page.build(bridge) for page in pages}
        self.page = pages[0].key
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(10), look.px(16), look.px(10))
        column.setSpacing(look.px(10))
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._title = Words(_("Reports"), Type.TITLE)
        self.segments = SegmentedControl([(page.key, _(page.words)) for page in pages], _("Report"))
        self.segments.chosen.connect(self._choose)
        self._first.setSpacing(look.px(14))
        self._first.addWidget(self._title)
        self._first.addWidget(self.segments)
        self._first.addStretch(1)
        self._heads = QWidget()
        heads = QHBoxLayout(self._heads)
        heads.setContentsMargins(0, 0, 0, 0)
        self._first.addWidget(self._heads)
        self._second.addStretch(1)
        self.stack = QStackedWidget()
        for page in self.pages.values():
            heads.addWidget(page.head)
            self.stack.addWidget(page)
        column.addLayout(self._first)
        column.addLayout(self._second)
        column.addWidget(self.stack, 1)
        self._show_page()

    # --- the place ---

    @property
    def shown(self) -> ReportPage:
        return self.pages[self.page]

    def refresh(self) -> None:
        """The shown page reads for itself, and the others when they are shown."""
        self.shown.refresh_if_stale()

    def visit(self, rest: str) -> None:
        key, _slash, inner = rest.partition("/")
        if key in self.pages and key != self.page:
            with self.bridge.telling():
                self.shown.leave()
                self.page = key
                self._show_page()
        if key == self.page:
            self.shown.visit(inner)

    def address(self) -> str:
        inner = self.shown.address()
        return f"{self.page}/{inner}" if inner else self.page

    def leave(self) -> None:
        self.shown.leave()

    def first_focus(self) -> QWidget | None:
        return self.shown.first_focus() or self.segments

    def told_keys(self) -> tuple[tuple[str, str], ...]:
        return spoken_keys(self.shown.keys)

    def commands(self) -> list[tuple[Command, Run]]:
        print_it = Command("reports.print", _("Print this report"), "reports", "Ctrl+P", "printer", 1, place=PLACE)
        found: list[tuple[Command, Run]] = [(print_it, self.print_shown)]
        for page in self.pages.values():
            found += page.commands()
        return found

    # --- what the person does ---

    def print_shown(self) -> None:
        self.shown.print_shown()

    def _choose(self, key: object) -> None:
        self.bridge.go(f"{PLACE}/{key}")
        self.segments.segment(key).setFocus()

    def _show_page(self) -> None:
        self.segments.set_value(self.page)
        for key, page in self.pages.items():
            page.head.setVisible(key == self.page)
        self.stack.setCurrentWidget(self.shown)
        self._fit()

    # --- narrow windows ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The buttons stand beside the pages' names where there is room, else under them; the title goes last."""
        look = theme.current()
        room = self.width() - look.px(36)
        names = self.segments.sizeHint().width()
        titled = names + look.px(14) + self._title.sizeHint().width()
        beside = titled + look.px(28) + self.shown.head.sizeHint().width() <= room
        self._title.setVisible(titled <= room)
        line = self._first if beside else self._second
        if line.indexOf(self._heads) < 0:
            (self._second if beside else self._first).removeWidget(self._heads)
            line.addWidget(self._heads)


def build(bridge: Bridge) -> ReportsScreen:
    return ReportsScreen(bridge)
