# SPDX-License-Identifier: MIT
"""Both chains saved for a check without this program, with the script that makes it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from otdesk import paths, system
from otdesk.actions import disclosures
from otdesk.faults import Fault, Trouble
from otdesk.ui.bridge import Bridge
from otdesk.ui.paper.saving import SavingDialog
from otdesk.ui.parts.choices import CheckBox
from otdesk.words import _

_SCRIPT = "verify_chain.py"


def ask_where(host: QWidget, name: str) -> Path | None:
    """Where the person wants the file; None when she changed her mind."""
    path, _kind = QFileDialog.getSaveFileName(host, _("Save the chains"), str(Path.home() / name), "JSON (*.json)")
    return Path(path).with_suffix(".json") if path else None


class ChainExport(SavingDialog):
    where = staticmethod(ask_where)  # replaced by tests

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        detail = _(
            "Somebody else checks with it, without OTDesk, that nothing signed was changed and nothing is missing."
        )
        super().__init__(host, _("Save the chains for a check"), width=500, detail=detail)
        self._bridge = bridge
        self._path: Path | None = None
        self.records = CheckBox(_("With the signed records, which name students"))
        self.script = CheckBox(_("With the script that makes the check"))
        self.script.setChecked(True)
        self.body.addWidget(self.records)
        self.body.addWidget(self.script)
        self.end_with_whom()

    def accept(self) -> None:
        said = self.whom.disclosure()
        if self._path is not None or not self.whom.complete() or said is None:
            self.place()
            return
        name = _("Chains {day}").format(day=self._bridge.today().isoformat()) + ".json"
        self._path = type(self).where(self, name)
        if self._path is None:
            return
        try:
            self._bridge.do(disclosures.record_chain, said, records=self.records.isChecked())
        except Fault as fault:
            self._failed(fault)
            return
        job = self._bridge.chain_file(records=self.records.isChecked())
        job.done.connect(self._made)
        job.failed.connect(self._failed)

    def _made(self, data: object) -> None:
        path = self._path
        if path is None or not isinstance(data, bytes):
            return
        try:
            system.write_durably(path, data)
            if self.script.isChecked():
                script = paths.resource("verifier") / _SCRIPT
                system.write_durably(path.with_name(_SCRIPT), script.read_bytes())
        except OSError as fault:
            why = fault.strerror or ""
            self._failed(Trouble(_("The file could not be saved: {why}.").format(why=why), _("Choose another place.")))
            return
        self._bridge.say(_("Saved as {name}").format(name=path.name))
        super().accept()

    def _failed(self, fault: object) -> None:
        self._path = None
        self.say_fault(fault)
