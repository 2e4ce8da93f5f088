# SPDX-License-Identifier: MIT
"""What can be done with the equipment and the files of the student that is shown."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from otdesk.actions import attachments, loans
from otdesk.faults import Refusal, Trouble
from otdesk.queries.belongings import FileRow, LoanRow
from otdesk.queries.students import StudentPage
from otdesk.rules.entries_belongings import MAX_FILE, FileEntry
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.belonging_forms import CopyDialog, FileForm, LoanForm
from otdesk.ui.forms.sheet import FormSheet
from otdesk.words import _


def ask_files(host: QWidget) -> list[Path]:
    """The files the person chooses; none when she chose none."""
    names, _kind = QFileDialog.getOpenFileNames(host, _("Choose files to keep"), str(Path.home()))
    return [Path(name) for name in names]


class BelongingActs(QObject):
    which = staticmethod(ask_files)  # replaced by tests

    def __init__(self, view: QWidget, bridge: Bridge) -> None:
        super().__init__(view)
        self._view, self._bridge = view, bridge
        self.page: StudentPage | None = None
        self.form: FormSheet | CopyDialog | None = None
        self.acts: dict[str, Callable[[int], None]] = {
            "loan": self._edit_loan,
            "loan-add": self._lend,
            "loan-back": self._give_back,
            "loan-remove": self._remove_loan,
            "file": self._edit_file,
            "file-copy": self._copy_file,
            "file-remove": self._remove_file,
        }

    def lend(self) -> None:
        self._lend(0)

    def add_files(self) -> None:
        if self.page is not None:
            self.keep(type(self).which(self._view))

    def keep(self, paths: Sequence[Path]) -> None:
        """Chosen or dropped: all of them or, when one cannot be kept, none."""
        page = self.page
        if page is None or not paths:
            return
        with self._bridge.telling():
            self._bridge.do(attachments.add, page.student_id, [read_entry(path) for path in paths])

    def _lend(self, _key: int) -> None:
        if self.page is not None:
            self._open(LoanForm(self._view, self._bridge, self.page.student_id))

    def _edit_loan(self, key: int) -> None:
        if self.page is not None:
            self._open(LoanForm(self._view, self._bridge, self.page.student_id, self._loan(self.page, key)))

    def _give_back(self, key: int) -> None:
        self._bridge.do(loans.give_back, key, self._bridge.today())

    def _remove_loan(self, key: int) -> None:
        self._bridge.do(loans.remove, key)

    def _edit_file(self, key: int) -> None:
        if self.page is not None:
            self._open(FileForm(self._view, self._bridge, self._file(self.page, key)))

    def _copy_file(self, key: int) -> None:
        if self.page is not None:
            self._open(CopyDialog(self._view, self._bridge, self._file(self.page, key)))

    def _remove_file(self, key: int) -> None:
        self._bridge.do(attachments.remove, key)

    def _loan(self, page: StudentPage, key: int) -> LoanRow:
        return next(loan for loan in page.loans if loan.loan_id == key)

    def _file(self, page: StudentPage, key: int) -> FileRow:
        return next(file for file in page.files if file.file_id == key)

    def _open(self, form: FormSheet | CopyDialog) -> None:
        self.form = form
        form.open()


def read_entry(path: Path) -> FileEntry:
    """The file as it is now. Refusal for a folder or a file too large to be kept, Trouble when it cannot be read."""
    if path.is_dir():
        raise Refusal(_("{name} is a folder. Choose the files in it.").format(name=path.name))
    try:
        with path.open("rb") as file:
            return FileEntry(path.name, file.read(MAX_FILE + 1))
    except OSError as fault:
        why = fault.strerror or ""
        raise Trouble(
            _("{name} could not be read: {why}.").format(name=path.name, why=why), _("Choose another file.")
        ) from fault
