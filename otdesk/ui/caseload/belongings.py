# SPDX-License-Identifier: MIT
"""Cards beside the work: equipment on loan, files kept with the student."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from otdesk import words
from otdesk.queries.belongings import FileRow, LoanRow
from otdesk.queries.students import StudentPage
from otdesk.rules.entries_belongings import LoanEntry
from otdesk.ui.caseload.row_parts import Act, EditRow, ListCard, connect_row
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural


class LoansCard(ListCard):
    """`acted`: "loan" edits one, "loan-back": it came back today, "loan-remove"."""

    acted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(_("On loan"), _("Item"), spoken=_("Lend equipment"))

    def show_page(self, page: StudentPage, today: date) -> None:
        self.clear()
        for loan in page.loans:
            self.add_row(self._row(loan, today))
        if not page.loans:
            self.add_row(Words(_("Nothing is lent to {name}.").format(name=page.called), Type.CONTROL, "text3",
                               wrap=True))  # fmt: skip

    def _row(self, loan: LoanRow, today: date) -> EditRow:
        entry = loan.entry
        out = entry.returned_on is None
        more: tuple[Act, ...] = (("loan-remove", _("Remove this loan")),)
        if out:
            more = (("loan-back", _("Came back today")), *more)
        row = connect_row(EditRow(loan.loan_id, entry.item, more, edit="loan"), self.acted.emit)
        text = QVBoxLayout()
        text.setSpacing(0)
        name = f"{entry.item}, {entry.number}" if entry.number else entry.item
        text.addWidget(ElidedWords(name, Type.CONTROL_STRONG, "text" if out else "text2"))
        late = out and entry.due_back is not None and entry.due_back < today
        text.addWidget(ElidedWords(loan_words(entry, today), Type.META, "todo.ink" if late else "text2"))
        if entry.remark:
            text.addWidget(Words(entry.remark, Type.META, "text2", wrap=True))
        row.line.addLayout(text, 1)
        row.close_line()
        return row


class FilesCard(ListCard):
    """`acted`: "file" edits name and remark, "file-copy" saves a copy, "file-remove"."""

    acted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(_("Files"), _("File"), spoken=_("Add files"))

    def show_page(self, page: StudentPage, today: date) -> None:
        self.clear()
        for file in page.files:
            self.add_row(self._row(file, today))
        if not page.files:
            self.add_row(
                Words(
                    _("Scans, photos of work, reports of others: choose or drop them here. They are encrypted."),
                    Type.CONTROL, "text3", wrap=True,
                )
            )  # fmt: skip

    def _row(self, file: FileRow, today: date) -> EditRow:
        more = (("file-copy", _("Save a copy…")), ("file-remove", _("Remove this file")))
        row = connect_row(EditRow(file.file_id, file.name, more, edit="file"), self.acted.emit)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(ElidedWords(file.name, Type.CONTROL_STRONG))
        said = f"{_day(file.added_at.date(), today)} · {size_words(file.size)}"
        text.addWidget(ElidedWords(said, Type.META, "text2"))
        if file.remark:
            text.addWidget(Words(file.remark, Type.META, "text2", wrap=True))
        row.line.addLayout(text, 1)
        row.close_line()
        return row


def loan_words(entry: LoanEntry, today: date) -> str:
    """ "since Sep 9, due back Dec 18"."""
    if entry.returned_on is not None:
        return _("{first} to {last}, came back").format(
            first=_day(entry.lent_on, today), last=_day(entry.returned_on, today)
        )
    parts = [_("since {day}").format(day=_day(entry.lent_on, today))]
    if entry.due_back is not None:
        late = entry.due_back < today
        parts.append((_("was due {day}") if late else _("due back {day}")).format(day=_day(entry.due_back, today)))
    return ", ".join(parts)


def size_words(size: int) -> str:
    """In the unit that keeps it short."""
    if size < 1024:
        return plural("{n} byte", "{n} bytes", size)
    if size < 1024 * 1024:
        return _("{n} KB").format(n=round(size / 1024))
    return _("{n} MB").format(n=f"{size / 1024 / 1024:.1f}")


def _day(day: date, today: date) -> str:
    return words.short_date(day) if day.year == today.year else words.full_date(day)
