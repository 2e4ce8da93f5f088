# SPDX-License-Identifier: MIT
"""The supervision log of a month as pages to sign."""

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.queries import supervision, workplace
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job, Report
from otdesk.ui.paper.dialog import PrintDialog
from otdesk.ui.paper.making import Made, printing
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class SupervisionPaper(PrintDialog):
    def __init__(self, host: QWidget, bridge: Bridge, month: date) -> None:
        super().__init__(host, bridge, _("Print supervision log"))
        self._month = month
        said = _("Both sign it. Students stand on it as they were typed.")
        self.options.addWidget(Words(words.month_year(month), Type.ROW))
        self.options.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
        self.options.addStretch(1)

    def start_making(self) -> Job:
        return self.bridge.start(_pages, self.bridge, self._month)

    def file_name(self) -> str:
        return _("Supervision {month}.pdf").format(month=f"{self._month:%Y-%m}")


def _pages(report: Report, bridge: Bridge, month: date) -> Made:
    from otdesk.printouts.supervision_log import supervision_pages

    now = bridge.now()
    last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    log = bridge.read(supervision.log, month, last, now.date(), now.hour * 60 + now.minute)
    district = bridge.read(workplace.district)
    report.check()
    name = district.entry.name if district is not None else ""
    return Made(supervision_pages(log, name, printing(bridge)), words.month_year(month))
