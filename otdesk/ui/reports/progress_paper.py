# SPDX-License-Identifier: MIT
"""The page of a report as it would be printed now, beside what is written."""

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.queries.progress_reports import ReportPage
from otdesk.rules.report_entry import ReportEntry
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.paper import progress_making
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.labels import ElidedWords
from otdesk.ui.parts.pages import PagePreview
from otdesk.ui.theme import Type
from otdesk.words import _

DRAW_MS = 500


class PaperSide(Card):
    """Drawn in the pool half a second after the last change; a newer wish waits for the one under way."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=1, parent=parent)
        self._bridge = bridge
        self._report: ReportPage | None = None
        self._drawing: Job | None = None
        self._drawn_report: ReportPage | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DRAW_MS)
        self._soon.timeout.connect(self.draw)
        self._head = ElidedWords(_("Preview"), Type.CARD)
        self._head.setContentsMargins(theme.current().px(10), 4, 4, 0)
        self.preview = PagePreview()
        self.add(self._head)
        self.add(self.preview, 1)

    def show_report(self, report: ReportPage, entry: ReportEntry) -> None:
        self._report = replace(report, entry=entry)
        done = report.done_on
        self._head.show_text(_("Done {day}").format(day=words.short_date(done)) if done else _("Preview"))
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """What was wanted while it was hidden was not drawn."""
        super().showEvent(event)
        self._soon.start()

    def draw(self) -> None:
        report = self._report
        if report is None or not self.isVisible():
            return
        if self._drawing is not None:
            self._soon.start()
            return
        self._drawn_report = report
        self._drawing = self._bridge.start(progress_making.preview, self._bridge, report)
        self._drawing.done.connect(self._drawn)
        self._drawing.ended.connect(self._ended)

    def is_drawn(self) -> bool:
        """Whether the page shows the last change."""
        return self._drawing is None and not self._soon.isActive()

    def _drawn(self, pdf: object) -> None:
        if isinstance(pdf, bytes) and pdf and self._is_of_shown():
            self.preview.show_pdf(pdf)

    def _is_of_shown(self) -> bool:
        """Another student's page comes too late."""
        drawn, shown = self._drawn_report, self._report
        return drawn is not None and shown is not None and drawn.student_id == shown.student_id

    def _ended(self) -> None:
        self._drawing = None
