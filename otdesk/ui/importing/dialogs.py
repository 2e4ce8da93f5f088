# SPDX-License-Identifier: MIT
"""Sheets over the import page: rows to review, one row in full, which school is meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from otdesk.rules.import_changes import Verdict
from otdesk.ui import theme
from otdesk.ui.forms.combo import Combo
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.theme import Type
from otdesk.words import _

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A row of a file: what becomes of it (`verdict`), and `why` it is left out or what was doubted."""

    file: int
    row: int
    title: str
    detail: str
    why: str
    verdict: Verdict

    @property
    def key(self) -> Key:
        return self.file, self.row

    def said(self) -> str:
        return self.why or self.detail


def verdict_words(verdict: Verdict) -> str:
    return {
        Verdict.ADDED: _("added"),
        Verdict.UPDATED: _("updated"),
        Verdict.UNCHANGED: _("unchanged"),
        Verdict.LEFT_OUT: _("left out"),
    }[verdict]


def _number(row: ReviewRow) -> str:
    return str(row.row)


def _order(row: ReviewRow) -> int:
    return row.row


def _title(row: ReviewRow) -> str:
    return row.title


def _becomes(row: ReviewRow) -> str:
    return verdict_words(row.verdict)


def _key(row: ReviewRow) -> Key:
    return row.key


def _spoken(row: ReviewRow) -> str:
    return _("Row {n}, {who}, {verdict}. {why}").format(
        n=row.row, who=row.title, verdict=verdict_words(row.verdict), why=row.said()
    )


class RowsDialog(DialogBase):
    """Rows in a table; with `choosing` Space takes a row out of the import or back in."""

    def __init__(self, host: QWidget, title: str, rows: Sequence[ReviewRow], *, choosing: bool) -> None:
        detail = _("Space leaves a row out, or takes it again.") if choosing else ""
        super().__init__(host, title, width=900, detail=detail)
        look = theme.current()
        columns: tuple[Column[ReviewRow], ...] = (
            Column("row", _("Row"), _number, sort=_order, width=96),
            Column("who", _("What"), _title, width=220, kind=Type.CONTROL_STRONG),
            Column("verdict", _("Will be"), _becomes, width=100, color="text2"),
            Column("why", _("Read as"), ReviewRow.said, width=0),
        )
        self.model: KeyedTableModel[ReviewRow] = KeyedTableModel(
            columns, _key, spoken=_spoken, checkable=choosing, parent=self
        )
        self.table = TableView(title)
        self.table.setModel(self.model)
        self.model.show_rows(rows)
        if choosing:
            self.model.check([row.key for row in rows])
        wanted = look.px(40) + look.table_row * min(max(len(rows), 3), 9)
        self.table.setMinimumHeight(min(wanted, look.px(330)))
        self.body.addWidget(self.table, 1)
        self.line = Words("", Type.CONTROL, "text2", wrap=True)
        self.line.setMinimumHeight(look.px(38))
        self.body.addWidget(self.line)
        self.add_buttons(_("Done"))
        self.cancel_button.setVisible(choosing)
        self.focus_first(self.table)
        self.table.current_changed.connect(self._say)
        self.table.opened.connect(self._opened)
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def dropped(self) -> frozenset[Key]:
        """The rows whose mark was taken away."""
        return frozenset(row.key for row in self.model.rows()) - self.model.checked()

    def _say(self, row: object) -> None:
        self.line.setText(f"{row.title}. {row.said()}" if isinstance(row, ReviewRow) else "")

    def _opened(self, _row: object) -> None:
        self.accept()

    @classmethod
    def show_rows(cls, host: QWidget, title: str, rows: Sequence[ReviewRow]) -> None:
        cls(host, title, rows, choosing=False).ask()

    @classmethod
    def choose(cls, host: QWidget, title: str, rows: Sequence[ReviewRow]) -> frozenset[Key] | None:
        """The rows the person leaves out; None when nothing is to change."""
        dialog = cls(host, title, rows, choosing=True)
        return dialog.dropped() if dialog.ask() else None


class RowDialog(DialogBase):
    """One row of the file as it stands there."""

    def __init__(self, host: QWidget, title: str, cells: Sequence[tuple[str, str]]) -> None:
        super().__init__(host, title, width=560)
        look = theme.current()
        scroll = ScrollColumn()
        for heading, cell in cells:
            scroll.column.addWidget(Words(heading, Type.META, "text2"))
            scroll.column.addWidget(Words(cell, Type.BODY, wrap=True))
            scroll.column.addSpacing(look.px(4))
        scroll.column.addStretch(1)
        scroll.setMinimumHeight(look.px(300))
        scroll.setAccessibleName("; ".join(f"{heading}: {cell}" for heading, cell in cells))
        self.body.addWidget(scroll, 1)
        self.add_buttons(_("Close"))
        self.cancel_button.hide()
        self.focus_first(self.main_button)

    @classmethod
    def show_row(cls, host: QWidget, title: str, cells: Sequence[tuple[str, str]]) -> None:
        cls(host, title, cells).ask()


class SchoolDialog(DialogBase):
    """Which school a text means."""

    def __init__(self, host: QWidget, text: str, names: Sequence[str]) -> None:
        super().__init__(host, _("Which school is “{text}”?").format(text=text))
        self.combo = Combo([(name, name) for name in names])
        self.field = LabeledField(_("School"), self.combo)
        self.body.addWidget(self.field)
        self.add_buttons(_("Use this school"))
        self.focus_first(self.combo)

    @classmethod
    def pick(cls, host: QWidget, text: str, names: Sequence[str]) -> str:
        """The school's name, or "" when none was picked."""
        dialog = cls(host, text, names)
        return str(dialog.combo.value()) if dialog.ask() else ""
