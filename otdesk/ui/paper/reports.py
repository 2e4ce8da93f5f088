# SPDX-License-Identifier: MIT
"""Print sheets of Reports: minutes, service log, caseload list. Who gets them is asked and written down."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from otdesk.actions import disclosures
from otdesk.actions.disclosures import Disclosure, Way
from otdesk.printouts import minutes_words
from otdesk.rules.disclosure import Given
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.paper import report_making
from otdesk.ui.paper.disclosing import DisclosingDialog
from otdesk.ui.paper.report_making import Wanted
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class _ReportPages(DisclosingDialog):
    """One row of the audit trail for each student whose record is on the pages."""

    given: ClassVar[Given]

    def __init__(self, host: QWidget, bridge: Bridge, title: str, wanted: Wanted) -> None:
        super().__init__(host, bridge, title)
        self.wanted = wanted
        said = f"{wanted.scope} · {minutes_words.span(wanted.span)}"
        self.options.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))

    def write_down(self, way: Way, said: Disclosure) -> None:
        self.bridge.do(disclosures.record, way, self.given, self.made.students, said)

    def _dates(self) -> str:
        return f"{self.wanted.span.first.isoformat()} {self.wanted.span.last.isoformat()}"


class MinutesDialog(_ReportPages):
    given = Given.MINUTES

    def __init__(self, host: QWidget, bridge: Bridge, wanted: Wanted) -> None:
        super().__init__(host, bridge, _("Print service minutes"), wanted)
        self.reasons = CheckBox(_("Each miss with its reason"))
        self.reasons.setChecked(True)
        self.reasons.clicked.connect(self.refresh)
        self.options.addWidget(self.reasons)
        self.add_whom()

    def start_making(self) -> Job:
        return self.bridge.start(report_making.minutes, self.bridge, self.wanted, reasons=self.reasons.isChecked())

    def file_name(self) -> str:
        return _("Service minutes {dates}.pdf").format(dates=self._dates())


class LogDialog(_ReportPages):
    """One student's month, or everybody's, each on pages of her own."""

    given = Given.SERVICE_LOG

    def __init__(self, host: QWidget, bridge: Bridge, wanted: Wanted) -> None:
        super().__init__(host, bridge, _("Print service logs"), wanted)
        said = _("Every student’s log is on pages of its own and names nobody else.")
        self.options.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
        self.add_whom()

    def start_making(self) -> Job:
        return self.bridge.start(report_making.logs, self.bridge, self.wanted)

    def file_name(self) -> str:
        return _("Service log {dates}.pdf").format(dates=self._dates())


class ListDialog(_ReportPages):
    """The caseload list with the columns chosen on the page."""

    given = Given.CASELOAD

    def __init__(self, host: QWidget, bridge: Bridge, wanted: Wanted, keys: frozenset[str]) -> None:
        super().__init__(host, bridge, _("Print caseload list"), wanted)
        self._keys = keys
        self.add_whom()

    def start_making(self) -> Job:
        return self.bridge.start(report_making.case_list, self.bridge, self.wanted, self._keys)

    def file_name(self) -> str:
        return _("Caseload list {day}.pdf").format(day=self.wanted.span.last.isoformat())
