# SPDX-License-Identifier: MIT
"""A certificate of destruction as a page. It names no student."""

from PySide6.QtWidgets import QWidget

from otdesk.queries import retention, workplace
from otdesk.queries.retention import Certificate
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job, Report
from otdesk.ui.paper.dialog import PrintDialog
from otdesk.ui.paper.making import Made, printing
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class CertificateDialog(PrintDialog):
    def __init__(self, host: QWidget, bridge: Bridge, purge_id: int) -> None:
        super().__init__(host, bridge, _("Print certificate"))
        self._purge_id = purge_id
        said = _("For whoever owned the records. It names nobody.")
        self.options.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
        self.options.addStretch(1)

    def start_making(self) -> Job:
        return self.bridge.start(_pages, self.bridge, self._purge_id)

    def file_name(self) -> str:
        return _("Certificate of destruction {n}.pdf").format(n=self._purge_id)


def _pages(report: Report, bridge: Bridge, purge_id: int) -> Made:
    from otdesk.printouts.purge_certificate import purge_certificate

    found: tuple[Certificate, ...] = bridge.read(retention.certificates)
    said = next(one for one in found if one.purge_id == purge_id)
    district = bridge.read(workplace.district)
    report.check()
    name = district.entry.name if district is not None else ""
    return Made(purge_certificate(said, name, bridge.read(workplace.zone), printing(bridge)), said.scope)
