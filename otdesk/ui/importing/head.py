# SPDX-License-Identifier: MIT
"""The line above the columns: file name, sheet, row count, what kind of list it is, another file."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk.rules.import_rows import FileKind
from otdesk.ui import theme
from otdesk.ui.forms.combo import Combo
from otdesk.ui.importing.batch import ChosenFile, matched
from otdesk.ui.importing.checks import kind_words
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.parts.marks import StatusPill
from otdesk.ui.setup.step import HEADING, LEAD
from otdesk.words import _, plural


class FileHead(QWidget):
    """`kind_said(kind)` and `sheet_said(name)` when the person corrects the guess; `another` for other files."""

    kind_said = Signal(object)
    sheet_said = Signal(str)
    another = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._only_sheet = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        self.name = ElidedWords("", HEADING)
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._pill = StatusPill(Mark("", ""))
        self._rows = StatusPill(Mark("", ""))
        self.another_button = DefaultButton(_("Choose other files"), icon="undo-2")
        self.another_button.clicked.connect(self.another)
        column.addLayout(_row(self.name, self._pill, self._rows, None, self.another_button))
        self.lead = Words("", LEAD, "text2", wrap=True)
        self.kind = Combo([(kind, kind_words(kind)) for kind in FileKind])
        self.kind.setAccessibleName(_("What this file lists"))
        self.kind.activated.connect(self._say_kind)
        self.sheet = Combo([])
        self.sheet.setAccessibleName(_("Sheet of the workbook"))
        self.sheet.activated.connect(self._say_sheet)
        row = _row(self.lead, self.sheet, self.kind)
        row.setStretchFactor(self.lead, 1)
        column.addLayout(row)

    def show_file(self, chosen: ChosenFile) -> None:
        self.name.show_text(chosen.path.name)
        self.lead.setText(lead_words(chosen))
        parsed, table = chosen.parsed, chosen.table
        self.kind.setVisible(table is not None)
        if parsed is not None:
            self.kind.choose(parsed.kind)
        sheets = table.sheets if table is not None else ()
        self.sheet.setVisible(len(sheets) > 1)
        if len(sheets) > 1:
            self.sheet.fill([(name, _("Sheet “{name}”").format(name=name)) for name in sheets])
            self.sheet.choose(table.sheet if table is not None else "")
        self._only_sheet = len(sheets) == 1
        if self._only_sheet:
            self._pill.show_mark(Mark(_("Sheet “{name}”").format(name=sheets[0])))
        self._rows.setVisible(parsed is not None)
        self._rows.show_mark(Mark(plural("{n} row", "{n} rows", chosen.row_count())))
        self._fit()

    def _fit(self) -> None:
        """Where not all has room, the file's name goes before the name of its only sheet."""
        widgets = (self.name, self._pill, self._rows, self.another_button)
        wanted = sum(widget.sizeHint().width() for widget in widgets) + theme.current().px(10) * len(widgets)
        self._pill.setVisible(self._only_sheet and wanted <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _say_kind(self) -> None:
        kind = self.kind.value()
        if isinstance(kind, FileKind):
            self.kind_said.emit(kind)

    def _say_sheet(self) -> None:
        self.sheet_said.emit(str(self.sheet.value()))


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(theme.current().px(10))
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def lead_words(chosen: ChosenFile) -> str:
    if chosen.table is None:
        return _("Only rows you keep are added; you can undo the whole import.")
    used, named = matched(chosen.table)
    return _("{used} of {named} columns matched. Only rows you keep are added; you can undo the whole import.").format(
        used=used, named=named
    )
