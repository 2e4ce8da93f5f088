# SPDX-License-Identifier: MIT
"""Answers that ask once more: rows to look through, a row in full, a school to pick."""

from PySide6.QtWidgets import QWidget

from otdesk.rules.import_changes import PreviewRow, Verdict
from otdesk.ui.importing.checks import Act, Answer, Check, row_words
from otdesk.ui.importing.desk import ImportDesk
from otdesk.ui.importing.dialogs import ReviewRow, RowDialog, RowsDialog, SchoolDialog, verdict_words
from otdesk.ui.importing.sheet import cell_words
from otdesk.words import _


def answer(host: QWidget, desk: ImportDesk, check: Check, given: Answer) -> None:
    """Some answers ask once more; the others are carried out at once."""
    if given.act is Act.REVIEW:
        review(host, desk, check, given)
    elif given.act is Act.SHOW_ROW:
        show_row(host, desk, check.file, given.rows[0])
    elif given.act is Act.PICK_SCHOOL:
        pick_school(host, desk, check, given)
    else:
        desk.answer(check, given)


def review(host: QWidget, desk: ImportDesk, check: Check, given: Answer) -> None:
    """The rows of one check; those the person takes the mark from are left out."""
    outcome = desk.outcome
    if outcome is None or check.file not in outcome.previews:
        return
    preview = outcome.previews[check.file]
    if not given.rows:  # what OTDesk has and the file has not
        absent = [ReviewRow(check.file, n, text, "", "", Verdict.UNCHANGED) for n, text in enumerate(preview.absent, 1)]
        RowsDialog.show_rows(host, _("Not in this file"), absent)
        return
    rows = [_row(check.file, row) for row in preview.rows if row.row in set(given.rows)]
    title = check.lead or row_words(given.rows)
    if all(row.verdict is Verdict.LEFT_OUT for row in rows):
        RowsDialog.show_rows(host, title, rows)
        return
    dropped = RowsDialog.choose(host, title, rows)
    if dropped is not None:
        desk.answer(check, Answer(Act.AGREE, ""))
        _drop(desk, rows, dropped)


def rows_of(desk: ImportDesk, verdict: Verdict) -> list[ReviewRow]:
    """Over all files."""
    previews = desk.outcome.previews if desk.outcome is not None else {}
    return [
        _row(number, row)
        for number, preview in sorted(previews.items())
        for row in preview.rows
        if row.verdict is verdict
    ]


def title_of(verdict: Verdict) -> str:
    return _("Rows that will be {verdict}").format(verdict=verdict_words(verdict))


def show_rows(host: QWidget, desk: ImportDesk, verdict: Verdict) -> None:
    """Every row with this verdict; those that will be written may be left out here."""
    rows = rows_of(desk, verdict)
    if verdict in {Verdict.ADDED, Verdict.UPDATED}:
        dropped = RowsDialog.choose(host, title_of(verdict), rows)
        if dropped:
            _drop(desk, rows, dropped)
    else:
        RowsDialog.show_rows(host, title_of(verdict), rows)


def _drop(desk: ImportDesk, rows: list[ReviewRow], dropped: frozenset[tuple[int, int]]) -> None:
    for number in sorted({row.file for row in rows}):
        asked = {row.row for row in rows if row.file == number}
        out = {row for file, row in dropped if file == number}
        before = desk.batch.files[number].dropped
        after = frozenset((before - asked) | out)
        if after != before:
            desk.drop_rows(number, after)


def show_row(host: QWidget, desk: ImportDesk, number: int, row: int) -> None:
    """The row as it stands in the file, or what was read of it where there are no columns."""
    table = desk.batch.files[number].table
    title = _("Row {n}").format(n=row)
    if table is None:
        found = desk.outcome.previews[number].rows if desk.outcome is not None else ()
        RowDialog.show_row(host, title, [(item.title, item.detail) for item in found if item.row == row])
        return
    cells = next(line.cells for line in table.rows if line.number == row)
    pairs = [
        (column.heading, cell_words(cells[column.index]))
        for column in table.columns
        if column.index < len(cells) and cells[column.index]
    ]
    RowDialog.show_row(host, title, pairs)


def pick_school(host: QWidget, desk: ImportDesk, check: Check, given: Answer) -> None:
    names = desk.outcome.schools if desk.outcome is not None else ()
    name = SchoolDialog.pick(host, given.text, names)
    if name:
        desk.answer(check, Answer(Act.SAME_SCHOOL, "", text=given.text, name=name))


def _row(number: int, row: PreviewRow) -> ReviewRow:
    why = row.why or " ".join(row.doubts)
    return ReviewRow(number, row.row, row.title, row.detail, why, row.verdict)
