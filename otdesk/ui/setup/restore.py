# SPDX-License-Identifier: MIT
"""Open a vault that lies elsewhere, or make the vault again from a backup file."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from otdesk.faults import Fault
from otdesk.ui import theme
from otdesk.ui.jobs import Jobs, Report
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton, LinkButton
from otdesk.ui.parts.choices import CardWords, RadioCard
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.ui.parts.fields import LabeledField, PassphraseEdit
from otdesk.ui.parts.labels import Words
from otdesk.ui.setup.gate import Gate, Offer
from otdesk.ui.setup.step import StepPage
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_SHOWN = 8


class RestorePage(StepPage):
    """`vault_chosen` when a vault folder was chosen (unlock follows); `finished` when a backup is restored and open;
    `passphrase_wanted` when it is restored by the recovery code."""

    number = 0
    vault_chosen = Signal()
    passphrase_wanted = Signal()
    sure = staticmethod(ConfirmDialog.confirm)  # replaced by tests

    def __init__(self, gate: Gate, jobs: Jobs) -> None:
        super().__init__(
            _("Open a vault or backup"),
            _("A vault is a folder; a backup is one file. Choose either."),
            _("Back"),
            _("Restore"),
        )
        self.panel_title = _("Your records, back on this laptop")
        taken = gate.is_taken()
        self.panel_text = (
            _("The backup stays as it is, and the vault that is on this laptop now is kept beside the new one.")
            if taken
            else _("The backup stays as it is. A new vault is made from it on this laptop.")
        )
        self._taken = taken
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
        widths.at_most(self.passphrase, 420)
        self.code = LabeledField(_("Recovery code"), QLineEdit(), hint=_("As it is printed on the recovery sheet."))
        widths.at_most(self.code, 560)
        self.other_button = LinkButton("")
        self.other_button.clicked.connect(self._turn)
        self.content.addWidget(self.passphrase)
        self.content.addWidget(self.code)
        self.content.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addStretch(1)
        widths.at_most(self._list, 660)

    def entered(self) -> None:
        self._by_code = False
        self._preferred: Path | None = None
        self._show([])
        self.passphrase.set_text("")
        self.code.set_text("")
        self.folder_button.setFocus()
        job = self._jobs.start(_known, self._gate)
        job.done.connect(self._show_known)
        job.failed.connect(self.tell)

    def prefer(self, path: Path) -> None:
        """Somebody chose this one in the window before; it is offered first."""
        self._preferred = path

    def _show_known(self, offers: object) -> None:
        """What is at hand without asking, unless something was chosen meanwhile."""
        if not self._paths and isinstance(offers, list):
            self._show(sorted(offers, key=self._is_other))

    def _is_other(self, offer: Offer) -> bool:
        return offer.path != self._preferred

    def _turn(self) -> None:
        """By passphrase or by recovery code."""
        self._by_code = not self._by_code
        self._show_secret(shown=True)
        (self.code if self._by_code else self.passphrase).setFocus()

    def _show_secret(self, *, shown: bool) -> None:
        self.passphrase.setVisible(shown and not self._by_code)
        self.code.setVisible(shown and self._by_code)
        self.other_button.say(_("Use the passphrase") if self._by_code else _("Use my recovery sheet"))
        self.other_button.setVisible(shown)

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
        for offer in found[:_SHOWN]:
            card = RadioCard(CardWords(offer.title, offer.detail, "hard-drive"))
            self._group.addButton(card)
            self._cards.addWidget(card)
            self._paths.append(offer.path)
            card.setChecked(not self._paths[1:])
        self._show_secret(shown=bool(found))
        self.main_button.setEnabled(bool(found))
        older = len(found) - len(self._paths)
        more = plural("; {n} older one by its file", "; {n} older ones by their files", older) if older else ""
        self._found.setText(_("Backups found, newest first") + more if found else "")
        if found:
            (self.code if self._by_code else self.passphrase).setFocus()

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
        field = self.code if self._by_code else self.passphrase
        if not field.text():
            field.say_error(
                _("Type the code of the recovery sheet.") if self._by_code else _("Type the passphrase of the backup.")
            )
            return
        if self._taken and not self._is_sure():
            return
        work = _restore_with_code if self._by_code else _restore
        job = self._jobs.start(work, self._gate, self.chosen(), field.text(), replace=self._taken)
        job.done.connect(self._restored)
        self.wait_for(job, _("Restoring…"))

    def _is_sure(self) -> bool:
        detail = _(
            "A vault is made from this backup and takes the place of the one on this laptop, which is kept in a folder"
            " beside it. What was written after the backup is only there."
        )
        return type(self).sure(self, _("Restore this backup?"), detail, _("Restore"))

    def _restored(self) -> None:
        by_code = self._by_code
        self.passphrase.set_text("")
        self.code.set_text("")
        (self.passphrase_wanted if by_code else self.finished).emit()


def _known(report: Report, gate: Gate) -> list[object]:
    report.check()
    return list(gate.known_offers())


def _offers(report: Report, gate: Gate, folder: Path, only: Path | None) -> list[object]:
    report.check()
    found = [offer for offer in gate.offers(folder) if only is None or offer.path == only]
    if not found:
        from otdesk.faults import Trouble

        what = _("This file is not a whole backup.") if only else _("There is no vault and no backup in this folder.")
        raise Trouble(what, _("Choose another one."))
    return list(found)


def _restore(report: Report, gate: Gate, path: Path, passphrase: str, *, replace: bool) -> None:
    report.check()
    gate.restore(path, passphrase, replace=replace)


def _restore_with_code(report: Report, gate: Gate, path: Path, code: str, *, replace: bool) -> None:
    report.check()
    gate.restore_with_code(path, code, replace=replace)
