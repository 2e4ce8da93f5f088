# SPDX-License-Identifier: MIT
"""Which lines the minutes page shows: the days, a school, who is behind, whom one looks for."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from otdesk.queries.ledger import MinutesRow
from otdesk.ui.parts import widths
from otdesk.ui.parts.choices import FilterChip
from otdesk.ui.parts.fields import SearchBox
from otdesk.ui.parts.flow import Flow
from otdesk.ui.reports import minutes_cells
from otdesk.ui.reports.school_chip import SchoolChip
from otdesk.ui.reports.span import SpanChooser
from otdesk.words import _

_TYPING = 60  # ms after the last letter


class MinutesFilters(Flow):
    """Says `changed` when other lines are to be shown; the days say so themselves (`span.chosen`)."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(spacing=8, parent=parent)
        self.span = SpanChooser(today)
        self.school = SchoolChip()
        self.school.taken.connect(self.changed)
        self.chips: dict[str, tuple[FilterChip, minutes_cells.Holds]] = {
            "behind": (FilterChip(_("Behind"), icon="trending-down"), minutes_cells.is_behind),
            "asking": (FilterChip(_("To decide"), icon="circle-question-mark"), minutes_cells.is_asking),
            "undocumented": (FilterChip(_("Not documented"), icon="pencil"), minutes_cells.is_undocumented),
        }
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING)
        self._soon.timeout.connect(self.changed)
        self.search = SearchBox(_("Student"), key="/")
        widths.fixed(self.search, 170)
        self.search.textChanged.connect(self._typed)
        self.add(self.span)
        self.add(self.school)
        for chip, _holds in self.chips.values():
            chip.clicked.connect(self.changed)
            self.add(chip)
        self.add(self.search)

    def _typed(self) -> None:
        self._soon.start()

    def passing(self, rows: Iterable[MinutesRow]) -> list[MinutesRow]:
        self._soon.stop()
        words = self.search.text().casefold().split()
        held = [holds for chip, holds in self.chips.values() if chip.isChecked()]
        return [
            row
            for row in rows
            if self.school.holds(row.school)
            and all(holds(row) for holds in held)
            and all(word in f"{row.called} {row.first} {row.last}".casefold() for word in words)
        ]

    def count(self, rows: Iterable[MinutesRow]) -> None:
        """How many each chip would show; a chip that would show nobody steps back."""
        every = list(rows)
        self.school.show_schools(row.school for row in every)
        here = [row for row in every if self.school.holds(row.school)]
        for chip, holds in self.chips.values():
            count = sum(holds(row) for row in here)
            chip.show_count(count)
            chip.setVisible(count > 0 or chip.isChecked())

    def clear_all(self) -> None:
        """Everything but the days."""
        self.school.choose(None)
        self.search.clear()
        for chip, _holds in self.chips.values():
            chip.setChecked(False)

    @property
    def on(self) -> bool:
        checked = any(chip.isChecked() for chip, _holds in self.chips.values())
        return checked or bool(self.search.text()) or self.school.school_id is not None
