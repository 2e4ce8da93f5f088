# SPDX-License-Identifier: MIT
"""The print sheet of progress reports: one, or all that are done. Who gets them is asked and written down."""

from PySide6.QtWidgets import QWidget

from otdesk.actions import disclosures
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.queries.progress_reports import TermRow
from otdesk.rules.disclosure import Given
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.paper import progress_making
from otdesk.ui.paper.disclosing import DisclosingDialog
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural


class ProgressDialog(DisclosingDialog):
    def __init__(self, host: QWidget, bridge: Bridge, term: TermRow, students: tuple[int, ...]) -> None:
        super().__init__(host, bridge, _("Print progress reports"))
        self._term, self._students = term, students
        count = plural("{n} report", "{n} reports", len(students))
        self.options.addWidget(Words(f"{term.name} · {count}", Type.CONTROL, "text2", wrap=True))
        said = _("Each report is on pages of its own, in the language it goes home in.")
        self.options.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
        self.add_whom()

    def start_making(self) -> Job:
        return self.bridge.start(progress_making.batch, self.bridge, self._term.term_id, self._students)

    def write_down(self, way: Way, said: Disclosure) -> None:
        self.bridge.do(disclosures.record, way, Given.PROGRESS_REPORT, self.made.students, said)

    def file_name(self) -> str:
        return _("Progress reports {day}.pdf").format(day=self._term.last.isoformat())
