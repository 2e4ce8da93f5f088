# SPDX-License-Identifier: MIT
"""Open a vault that lies elsewhere, or make the vault again from a backup file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from otdesk.faults import Fault
from otdesk.ui import theme
from otdesk.ui.jobs import Jobs, Report
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.choices import CardWords, RadioCard
from otdesk.ui.parts.fields import LabeledField, PassphraseEdit
from otdesk.ui.parts.labels import Words
from otdesk.ui.setup.gate import Gate
from otdesk.ui.setup.step import StepPage
from otdesk.ui.theme import Type
from otdesk.words import _


class RestorePage(StepPage):
    """`vault_chosen` when a vault folder was chosen (unlock follows); `finished` when a backup is restored and open."""

    number = 0
    vault_chosen = Signal()

    def __init__(self, gate: Gate, jobs: Jobs) -> None:
        super().__init__(
            _("Open a vault or backup"),
            _("A vault is a folder; a backup is one file. Choose either."),
            _("Back"),
            _("Restore"),
        )
        self.panel_title = _("Your records, back on this laptop")
        self.panel_text = _("The backup stays as it is. A new vault is made from it on this laptop.")
        self._gate, self._jobs = gate, jobs
        self._paths: list[Path] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout()
        self.folder_button = DefaultButton(_("Choose a folder"), icon="folder-open")
        self.folder_button.clicked.connect(self.ask_folder)
        self.file_button = DefaultButton(_("Choose a backup file"), icon="hard-drive")
        self.file_button.clicked.connect(self.ask_file)
        row.addWidget(self.folder_button)
        row.addWidget(self.file_button)
        row.addStretch(1)
        self.content.addLayout(row)
        self._found = Words("", Type.LABEL, "text2")
        self.content.addWidget(self._found)
        self._list = QWidget()
        self._cards = QVBoxLayout(self._list)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.current().px(8))
        self.content.addWidget(self._list)
        self.passphrase = LabeledField(
            _("Passphrase"), PassphraseEdit(_("Passphrase")), hint=_("The one that was used when the backup was made.")
        )
        self.passphrase.setMaximumWidth(theme.current().px(420))
        self.content.addWidget(self.passphrase)
        self.content.addStretch(1)
        self._list.setMaximumWidth(theme.current().px(660))

    def entered(self) -> None:
        self._show([])
        self.passphrase.set_text("")
        self.folder_button.setFocus()

    def main_words(self) -> str:
        return _("Restore")

    def ask_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, _("Choose the folder of a vault or of backups"), str(Path.home()))
        if path:
            self.choose_folder(Path(path))

    def ask_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a backup"), str(Path.home()))
        if path:
            self.choose_file(Path(path))

    def choose_folder(self, folder: Path) -> None:
        """A vault is opened at once; else the backups in the folder are offered."""
        self.clear_told()
        if (folder / "vault.json").is_file():
            try:
                self._gate.use(folder)
            except Fault as fault:
                self.tell(fault)
                return
            self.vault_chosen.emit()
            return
        self._offer(folder, None)

    def choose_file(self, path: Path) -> None:
        self.clear_told()
        self._offer(path.parent, path)

    def _offer(self, folder: Path, only: Path | None) -> None:
        job = self._jobs.start(_offers, self._gate, folder, only)
        job.done.connect(self._show)
        job.failed.connect(self.tell)

    def _show(self, offers: object) -> None:
        found = list(offers) if isinstance(offers, list) else []
        while (item := self._cards.takeAt(0)) is not None:
            card = item.widget()
            if card is not None:
                card.hide()
                card.deleteLater()
        self._paths = []
        for offer in found[:8]:
            card = RadioCard(CardWords(offer.title, offer.detail, "hard-drive"))
            self._group.addButton(card)
            self._cards.addWidget(card)
            self._paths.append(offer.path)
            card.setChecked(not self._paths[1:])
        self.passphrase.setVisible(bool(found))
        self.main_button.setEnabled(bool(found))
        self._found.setText(_("Backups found, newest first") if found else "")
        if found:
            self.passphrase.setFocus()

    def chosen(self) -> Path:
        return next(
            path
            for number, path in enumerate(self._paths)
            if isinstance(card := self._widget(number), RadioCard) and card.isChecked()
        )

    def _widget(self, number: int) -> QWidget | None:
        item = self._cards.itemAt(number)
        return item.widget() if item is not None else None

    def go_on(self) -> None:
        if not self.passphrase.text():
            self.passphrase.say_error(_("Type the passphrase of the backup."))
            return
        job = self._jobs.start(_restore, self._gate, self.chosen(), self.passphrase.text())
        job.done.connect(self._restored)
        self.wait_for(job, _("Restoring…"))

    def _restored(self) -> None:
        self.passphrase.set_text("")
        self.finished.emit()


def _offers(report: Report, gate: Gate, folder: Path, only: Path | None) -> list[object]:
    report.check()
    found = [offer for offer in gate.offers(folder) if only is None or offer.path == only]
    if not found:
        from otdesk.faults import Trouble

        what = _("This file is not a whole backup.") if only else _("There is no vault and no backup in this folder.")
        raise Trouble(what, _("Choose another one."))
    return list(found)


def _restore(report: Report, gate: Gate, path: Path, passphrase: str) -> None:
    report.check()
    gate.restore(path, passphrase)
