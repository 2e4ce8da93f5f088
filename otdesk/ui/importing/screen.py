# SPDX-License-Identifier: MIT
"""Import in the main window: File > Import, or the button of the caseload. Not one of the seven places."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk.records.bells import BellBlock
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.goals import Goal
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.records.travel import TravelTime
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command
from otdesk.ui.importing.page import ImportPage
from otdesk.ui.importing.wording import Stage
from otdesk.ui.screen import Screen
from otdesk.words import _, later


class ImportScreen(Screen):
    kinds: ClassVar[frozenset[type]] = frozenset({
        Student, Plan, ServiceLine, Goal, School, BellBlock, CalendarDay, SchoolYear, Term, TravelTime,
    })  # fmt: skip
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Enter", later("the expected answer, then import")),
        ("Tab", later("next column or answer")),
        ("Esc", later("one step back")),
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.page = ImportPage(bridge, first_run=False)
        self.page.went_back.connect(self._back)
        self.page.finished.connect(self._go_on)
        column.addWidget(self.page)

    def refresh(self) -> None:
        """Told of a change: the import that is prepared may come out otherwise now."""
        self.page.vault_changed()

    def visit(self, rest: str) -> None:
        """A finished import is not shown again; one that was begun is still there."""
        if self.page.stage is Stage.RESULT:
            self.page.begin()

    def first_focus(self) -> QWidget | None:
        return self.page.main_button if self.page.main_button.isEnabled() else self.page

    def commands(self) -> list[tuple[Command, Callable[[], object]]]:
        command = Command("file.import", _("Import…"), "file", "Ctrl+I", "file-input", section=1, goes="import")
        return [(command, self.page.entered)]

    def _back(self) -> None:
        self.bridge.go("caseload")

    def _go_on(self) -> None:
        self.bridge.go(self.page.address())
        self.page.begin()


def build(bridge: Bridge) -> Screen:
    return ImportScreen(bridge)
