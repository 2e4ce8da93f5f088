# SPDX-License-Identifier: MIT
"""What the dialogs that save a file for somebody else share: who gets it, and what went wrong above the buttons."""

from PySide6.QtWidgets import QWidget

from otdesk.faults import Fault
from otdesk.ui.paper.whom import Whom
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class SavingDialog(DialogBase):
    """Subclasses fill `body`, then call `end_with_whom`."""

    def __init__(self, host: QWidget, title: str, *, width: int = 480, detail: str = "") -> None:
        super().__init__(host, title, width=width, detail=detail)
        self.whom = Whom()
        self.whom.changed.connect(self._whom_changed)
        self._fault = Words("", Type.META, "bad.ink", wrap=True)
        self._fault.hide()

    def end_with_whom(self) -> None:
        self.body.addWidget(self.whom)
        self.body.addWidget(self._fault)
        self.add_buttons(_("Save"))
        self.focus_first(self.whom.who)

    def typed(self) -> bool:
        return any(field.text().strip() for field in (self.whom.recipient, self.whom.purpose))

    def _whom_changed(self) -> None:
        self._fault.hide()
        self.place()

    def say_fault(self, fault: object) -> None:
        """What is no Fault is a bug and goes on."""
        if not isinstance(fault, Fault):
            raise fault if isinstance(fault, BaseException) else TypeError(fault)
        self._fault.setText(str(fault))
        self._fault.show()
        self.place()
