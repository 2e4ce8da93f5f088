# SPDX-License-Identifier: MIT
"""Save rows as a table for other programs; a record that leaves asks who gets it and is written down first."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from otdesk import system
from otdesk.actions import disclosures
from otdesk.actions.disclosures import Way
from otdesk.exchange.tables_out import Cell, bytes_for
from otdesk.faults import Fault, Trouble
from otdesk.rules.disclosure import Given
from otdesk.ui.bridge import Bridge
from otdesk.ui.paper.saving import SavingDialog
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_CSV, _XLSX = ".csv", ".xlsx"


def ask_where(host: QWidget, name: str) -> Path | None:
    """Where the person wants the table; None when she changed her mind."""
    kind = "XLSX (*.xlsx)" if name.endswith(_XLSX) else "CSV (*.csv)"
    path, _kind = QFileDialog.getSaveFileName(host, _("Save as table"), str(Path.home() / name), kind)
    return Path(path) if path else None


class TableExport(SavingDialog):
    """`name`: the file’s suggested name without ending, never a student’s; `students`: whose record the rows hold,
    `given`: which part of it."""

    where = staticmethod(ask_where)  # replaced by tests

    def __init__(
        self,
        host: QWidget,
        bridge: Bridge,
        name: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        students: Iterable[int],
        given: Given,
    ) -> None:
        count = plural("{n} row", "{n} rows", len(rows))
        super().__init__(host, _("Save as table"), detail=f"{name} · {count}")
        self._bridge, self._name, self._given = bridge, name, given
        self._headings, self._rows, self._students = headings, rows, tuple(dict.fromkeys(students))
        self.form = SegmentedControl([(_CSV, "CSV"), (_XLSX, "XLSX")], _("Form"), fill=True)
        self.form.set_value(_CSV)
        self.body.addWidget(Words(_("Form"), Type.LABEL, "text2"))
        self.body.addWidget(self.form)
        self.end_with_whom()

    def accept(self) -> None:
        if not self.whom.complete():
            return
        path = type(self).where(self, f"{self._name}{self.form.value()}")
        if path is None:
            return
        try:
            self._save(path)
        except Fault as fault:
            self.say_fault(fault)
            return
        self._bridge.say(_("Saved as {name}").format(name=path.name))
        super().accept()

    def _save(self, path: Path) -> None:
        """In the form the name asks for, else the chosen one."""
        if path.suffix.casefold() not in {_CSV, _XLSX}:
            path = path.with_name(path.name + str(self.form.value()))
        data = bytes_for(path, self._headings, self._rows)
        said = self.whom.disclosure()
        if said is not None:
            self._bridge.do(disclosures.record, Way.EXPORT, self._given, self._students, said)
        try:
            system.write_durably(path, data)
        except OSError as fault:
            why = fault.strerror or ""
            raise Trouble(
                _("The table could not be saved: {why}.").format(why=why), _("Choose another place.")
            ) from fault
