# SPDX-License-Identifier: MIT
"""The report that is being written: kept 400 ms after the last change, done, opened again."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from otdesk import words
from otdesk.actions import progress_reports as actions
from otdesk.printouts import progress_words
from otdesk.queries import progress_reports
from otdesk.queries.progress_reports import ReportPage
from otdesk.rules.report_entry import GoalReport, ReportEntry
from otdesk.ui.bridge import Bridge
from otdesk.ui.paper import progress_making

SAVE_MS = 400


class ReportDraft(QObject):
    """`report` as read, `entry` as written. `changed` when what is written changed, by hand or by language."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.report: ReportPage | None = None
        self.entry = ReportEntry()
        self._dirty = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SAVE_MS)
        self._soon.timeout.connect(self._keep)

    @property
    def is_open(self) -> bool:
        return self.report is not None and self.report.done_on is None

    @property
    def unsaved(self) -> bool:
        return self._dirty

    def read(self, student_id: int, term_id: int) -> bool:
        """Take up a report; False when it is no longer there."""
        report = self._bridge.read(progress_reports.report_page, student_id, term_id, self._bridge.today())
        if report is not None:
            self._take(report)
        return report is not None

    def _take(self, report: ReportPage) -> None:
        self.report = report
        with words.speaking(report.language):
            self.entry = progress_words.filled(report, report.entry, report.language)

    def put(self, part: GoalReport) -> None:
        """One goal as it stands in its editor."""
        if self.is_open:
            self.entry = self.entry.with_goal(part)

    def touch(self) -> None:
        self._dirty = True
        self._soon.start()
        self.changed.emit()

    def speak(self, language: str) -> None:
        """The sentences are made anew: words written in one language are of no use in another."""
        if self.report is None or language == self.report.language:
            return
        bare = tuple(replace(part, pieces=()) for part in self.entry.goals)
        self._take(replace(self.report, language=language, entry=ReportEntry(bare)))
        self.touch()

    def _keep(self) -> None:
        with self._bridge.telling():
            self.save()

    def save(self) -> None:
        """Nothing is written while nothing was changed. Raises the Fault of what cannot be saved; it stays unsaved."""
        self._soon.stop()
        report = self.report
        if self._dirty and report is not None and report.done_on is None:
            self._bridge.keep(actions.keep, report.student_id, report.term.term_id, self.entry, report.language)
            self._dirty = False

    def finish(self) -> bool:
        """Done with the very page as it stands; True when it went through. Its draft is kept in any case."""
        report = self.report
        if report is None:
            return False
        self._dirty = True
        with self._bridge.telling():
            self.save()
            made = progress_making.drawn(self._bridge, [replace(report, entry=self.entry)])
            pdf = made.pdf if made is not None else b""
            self._bridge.do(actions.finish, report.student_id, report.term.term_id, self.entry, report.language, pdf)
            return True
        return False

    def reopen(self) -> None:
        report = self.report
        if report is not None:
            with self._bridge.telling():
                self._bridge.do(actions.reopen, report.student_id, report.term.term_id)

    def drop(self) -> None:
        """Another term: nothing is taken up yet. Raises as `save` does."""
        self.save()
        self.report = None
