# SPDX-License-Identifier: MIT
"""The recovery sheet (h2, right): shown, saved or printed, and part of the code typed back."""

from pathlib import Path

from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from otdesk import system
from otdesk.faults import Refusal, Trouble
from otdesk.ui import theme
from otdesk.ui.jobs import Jobs, Report
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.feedback import Banner
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.pages import PagePreview
from otdesk.ui.setup.gate import NewSheet
from otdesk.ui.setup.panel import is_narrow
from otdesk.ui.setup.step import StepPage
from otdesk.ui.tokens import Tone
from otdesk.words import _

ASKED = 2  # groups of the code that are typed back


class SheetPage(StepPage):
    """Of a new vault, or of a person who was just given a passphrase of her own."""

    number = 2

    def __init__(self, gate: NewSheet, jobs: Jobs, back: str, done: str) -> None:
        super().__init__(
            _("Keep your recovery sheet"),
            _("This page opens your records if you forget the passphrase. It is shown only now."),
            back,
            done,
        )
        self.panel_title = _("Only you can open it")
        self.panel_text = _("Print the sheet, or save it on a USB stick, and keep it with your license or passport.")
        self._gate, self._jobs = gate, jobs
        self._pdf = b""
        self._asked: list[int] = []
        self.preview = PagePreview()
        self.fields: list[LabeledField] = []
        row = self._sides = QHBoxLayout()
        row.setSpacing(theme.current().px(24))
        row.addLayout(self._left(), 1)
        row.addWidget(self.preview, 1)
        self.content.addLayout(row, 1)
        self.preview.setMinimumHeight(theme.current().px(380))

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.current().px(12))
        buttons = QHBoxLayout()
        self.print_button = DefaultButton(_("Print"), icon="printer")
        self.print_button.clicked.connect(self.print_sheet)
        self.save_button = DefaultButton(_("Save PDF to USB"), icon="file-down")
        self.save_button.clicked.connect(self.ask_where)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.note = Banner(_("Keep it apart from this laptop."), Tone.INFO)
        column.addWidget(self.note)
        for _number in range(ASKED):
            field = LabeledField("", QLineEdit())
            widths.at_most(field, 400)
            self.fields.append(field)
            column.addWidget(field)
        column.addStretch(1)
        return column

    def measure(self) -> None:
        """The page under the questions where there is no room beside them."""
        super().measure()
        narrow = is_narrow(self.window())
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def entered(self) -> None:
        """The code is new: other groups are asked each time, always the last one."""
        from secrets import randbelow

        last = self._gate.code_groups() - 1
        self._asked = [randbelow(last), last]
        for field, number in zip(self.fields, self._asked, strict=True):
            field.rename(_("Type group {n} of the code from your sheet").format(n=number + 1))
            field.set_text("")
        job = self._jobs.start(_make_sheet, self._gate)
        job.done.connect(self._show)
        job.failed.connect(self.tell)
        self.save_button.setFocus()

    def _show(self, pdf: object) -> None:
        if isinstance(pdf, bytes):
            self._pdf = pdf
            self.preview.show_pdf(pdf)

    def ask_where(self) -> None:
        name = str(Path.home() / _("OTDesk recovery sheet.pdf"))
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the recovery sheet"), name, "PDF (*.pdf)")
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        try:
            system.write_durably(path, self._pdf)
        except OSError as fault:
            trouble = Trouble(
                _("The sheet could not be saved: {why}.").format(why=fault.strerror or ""), _("Choose another place.")
            )
            self.tell(trouble)
            return
        self.clear_told()
        self.note.say(_("Saved as {name}.").format(name=path.name))
        self.fields[0].setFocus()

    def print_sheet(self) -> None:
        job = self._jobs.start(_print_sheet, self._pdf)
        job.done.connect(self._printed)
        job.failed.connect(self.tell)

    def _printed(self) -> None:
        self.note.say(_("Sent to the printer. Look at the page before you go on."))
        self.fields[0].setFocus()

    def go_on(self) -> None:
        for field, number in zip(self.fields, self._asked, strict=True):
            typed = field.text().strip().upper().replace("O", "0").replace("I", "1").replace("L", "1")
            if typed != self._gate.code_group(number):
                field.say_error(_("That is not group {n} of your sheet.").format(n=number + 1))
                field.setFocus()
                return
            field.say_reading(_("Right"))
        self._gate.confirm_code()
        self._pdf = b""
        self.finished.emit()


def _make_sheet(report: Report, gate: NewSheet) -> bytes:
    report.check()
    return gate.recovery_pdf()


def _print_sheet(report: Report, pdf: bytes) -> None:
    report.check()
    if not pdf:
        raise Refusal(_("The sheet is not ready yet."))
    system.print_pdf(pdf)
