# SPDX-License-Identifier: MIT
"""A student's disclosure log as a page. Who gets it is itself written to it."""

from PySide6.QtWidgets import QWidget

from otdesk.actions import disclosures
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.queries import disclosures as queries
from otdesk.queries import workplace
from otdesk.queries.students import StudentPage
from otdesk.rules.disclosure import Given
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job, Report
from otdesk.ui.paper.disclosing import DisclosingDialog
from otdesk.ui.paper.making import Made, printing
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural


class DisclosureLogDialog(DisclosingDialog):
    def __init__(self, host: QWidget, bridge: Bridge, page: StudentPage) -> None:
        super().__init__(host, bridge, _("Print disclosure log"))
        self._page = page
        self.options.addWidget(Words(page.name, Type.CONTROL, "text2", wrap=True))
        self.add_whom()

    def start_making(self) -> Job:
        return self.bridge.start(_pages, self.bridge, self._page)

    def write_down(self, way: Way, said: Disclosure) -> None:
        self.bridge.do(disclosures.record, way, Given.DISCLOSURES, [self._page.student_id], said)

    def file_name(self) -> str:
        return _("Disclosure log {day}.pdf").format(day=self.bridge.today().isoformat())


def _pages(report: Report, bridge: Bridge, page: StudentPage) -> Made:
    from otdesk.printouts.disclosure_log import LogPaper, disclosure_log

    rows = bridge.read(queries.disclosures, page.student_id)
    district = bridge.read(workplace.district)
    report.check()
    name = district.entry.name if district is not None else ""
    said = LogPaper(page.name, page.entry.student_no or "", page.school.name, name, rows)
    return Made(disclosure_log(said, printing(bridge)), plural("{n} entry", "{n} entries", len(rows)))
