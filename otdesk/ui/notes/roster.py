# SPDX-License-Identifier: MIT
"""How many students a whole class has: a number, never their names."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from otdesk.faults import Refusal
from otdesk.ui.parts import widths
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class RosterField(QWidget):
    """`said(number or None)` when it was typed anew; `refused(why)` for what is no number, "" when all is well."""

    said = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: int | None = None
        self._is_wrong = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Students in the class"))
        widths.fixed(self.field, 64)
        self.field.setToolTip(_("Where the whole class takes part: how many they are, those of your caseload too"))
        self.field.editingFinished.connect(self._typed)
        row.addWidget(Words(_("Whole class of"), Type.LABEL, "text2", wrap=True), 1)
        row.addWidget(self.field)

    def show_roster(self, roster: int | None, *, anew: bool = False) -> None:
        """What is being typed or was refused stays, unless it is another session's that is shown `anew`."""
        self._kept = roster
        self._is_wrong = self._is_wrong and not anew
        if anew or not (self.field.hasFocus() or self._is_wrong):
            self.field.setText(str(roster) if roster is not None else "")

    def _typed(self) -> None:
        try:
            roster = read_roster(self.field.text())
        except Refusal as refusal:
            self._is_wrong = True
            self.refused.emit(refusal.message)
            return
        self._is_wrong = False
        self.refused.emit("")
        if roster != self._kept:
            self.said.emit(roster)


def read_roster(text: str) -> int | None:
    """A number of students; empty: no whole class. Refusal for anything else."""
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > 3 or int(typed) == 0:
        raise Refusal(_("A class is a number of students."))
    return int(typed)
