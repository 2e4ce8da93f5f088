# SPDX-License-Identifier: MIT
"""Pages of records: Print and PDF need to know who gets them, and write the audit row first."""

from PySide6.QtWidgets import QWidget

from otdesk.actions.disclosures import Disclosure, Way
from otdesk.ui.bridge import Bridge
from otdesk.ui.paper.dialog import PrintDialog
from otdesk.ui.paper.whom import Whom


class DisclosingDialog(PrintDialog):
    """Subclasses put `add_whom` under their choices and write the row of the audit trail in `write_down`."""

    def __init__(self, host: QWidget, bridge: Bridge, title: str) -> None:
        super().__init__(host, bridge, title)
        self.whom = Whom()
        self.whom.changed.connect(self.clear_fault)
        self.focus_first(self.whom.who)

    def add_whom(self) -> None:
        self.options.addSpacing(4)
        self.options.addWidget(self.whom)
        self.options.addStretch(1)

    def typed(self) -> bool:
        return any(field.text().strip() for field in (self.whom.recipient, self.whom.purpose))

    def may_hand(self) -> bool:
        return self.whom.complete()

    def before_handing(self, way: str) -> bool:
        said = self.whom.disclosure()
        if said is None:
            return False
        self.write_down(Way(way), said)
        return True

    def write_down(self, way: Way, said: Disclosure) -> None:
        """Keep who got these pages."""
        raise NotImplementedError
