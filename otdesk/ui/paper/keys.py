# SPDX-License-Identifier: MIT
"""The keys as a page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job, Report
from otdesk.ui.paper.dialog import PrintDialog
from otdesk.ui.paper.making import Made, printing
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

if TYPE_CHECKING:
    from otdesk.printouts.key_map import KeyGroup


def key_pages(report: Report, bridge: Bridge, found: "Sequence[KeyGroup]") -> Made:
    """Made in a pool thread, as all pages are."""
    from otdesk.printouts.key_map import key_map

    report.check()
    return Made(key_map(found, printing(bridge)), _("Keys"))


class KeysDialog(PrintDialog):
    def __init__(self, host: QWidget, bridge: Bridge, found: "Sequence[KeyGroup]") -> None:
        super().__init__(host, bridge, _("Print keys"))
        self._found = found
        said = _("The keys that work in the place you came from, as they are now.")
        self.options.addWidget(Words(said, Type.CONTROL, "text2", wrap=True))
        self.options.addStretch(1)

    def start_making(self) -> Job:
        return self.bridge.start(key_pages, self.bridge, self._found)

    def file_name(self) -> str:
        return _("OTDesk keys.pdf")
