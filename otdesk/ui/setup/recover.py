# SPDX-License-Identifier: MIT
"""The recovery code from the sheet, then a new passphrase."""

from PySide6.QtWidgets import QLineEdit

from otdesk.faults import Refusal
from otdesk.ui.jobs import Jobs, Report
from otdesk.ui.parts import widths
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.setup.gate import Gate
from otdesk.ui.setup.passphrase import NewPassphrase
from otdesk.ui.setup.step import StepPage
from otdesk.words import _, plural


class RecoverPage(StepPage):
    """Two answers on one page: the second is asked when the first has opened the vault."""

    number = 0

    def __init__(self, gate: Gate, jobs: Jobs) -> None:
        super().__init__(
            _("Use my recovery sheet"),
            _("Type the code as it is printed. Capitals and dashes do not matter."),
            _("Back"),
            _("Check the code"),
        )
        self.panel_title = _("The sheet opens your records")
        self.panel_text = _("Afterward you choose a new passphrase. The code on the sheet stays valid.")
        self._gate, self._jobs = gate, jobs
        self._checked = False
        self.code = LabeledField(_("Recovery code"), QLineEdit(), check=_reading)
        self.person = LabeledField(
            _("Your name"),
            QLineEdit(),
            hint=_("Who reads the records for the district. Settings, Security makes a recovery sheet of your own."),
        )
        self.passphrase = NewPassphrase(gate, _("New passphrase"))
        for widget in (self.code, self.person, self.passphrase):
            self.content.addWidget(widget)
            widths.at_most(widget, 560)
        self.content.addStretch(1)
        self._hide_answers()

    def entered(self) -> None:
        self._checked = False
        self.code.set_text("")
        self.code.setEnabled(True)
        self.person.set_text("")
        self.passphrase.clear()
        self._hide_answers()
        self.main_button.say(self.main_words())
        self.code.setFocus()

    def _hide_answers(self) -> None:
        self.person.hide()
        self.passphrase.hide()

    def main_words(self) -> str:
        return _("Set the passphrase") if self._checked else _("Check the code")

    def go_on(self) -> None:
        if not self._checked:
            job = self._jobs.start(_try_code, self._gate, self.code.text())
            job.done.connect(self.take_code)
            self.wait_for(job, _("Checking…"))
        elif self.person.isVisible() and not self.person.text().strip():
            self.person.say_error(_("Type your name."))
            self.person.setFocus()
        elif self.passphrase.ready():
            job = self._jobs.start(_renew, self._gate, self.passphrase.text(), self.person.text())
            job.done.connect(self._renewed)
            self.wait_for(job, _("Setting…"))

    def begin_checked(self) -> None:
        """The code has opened the vault on a page before this one."""
        self.code.hide()
        self.back_button.setEnabled(False)
        self.take_code()

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        if self.code.isHidden():
            self.back_button.setEnabled(False)

    def take_code(self) -> None:
        """It is right: now the passphrase, and who it is for where the code is a district's."""
        self._checked = True
        self.main_button.say(self.main_words())
        office = self._gate.office()
        said = _("The code of {district} is right. Choose a passphrase of your own.").format(district=office)
        self.code.setEnabled(False)  # before: it looks at itself when the keyboard leaves it
        self.code.say_reading(said if office else _("The code is right. Choose a new passphrase."))
        self.person.setVisible(bool(office))
        self.passphrase.show()
        (self.person if office else self.passphrase).setFocus()

    def _renewed(self) -> None:
        self.code.set_text("")
        self.passphrase.clear()
        self.finished.emit()


def _reading(text: str) -> str:
    letters = sum(letter.isalnum() for letter in text)
    if not letters:
        return ""
    if letters < 40:
        raise Refusal(plural("{n} character is missing.", "{n} characters are missing.", 40 - letters))
    return ""


def _try_code(report: Report, gate: Gate, code: str) -> None:
    report.check()
    gate.unlock_with_code(code)


def _renew(report: Report, gate: Gate, passphrase: str, person: str) -> None:
    report.check()
    gate.renew_passphrase(passphrase, person)
