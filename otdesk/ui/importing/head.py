# SPDX-License-Identifier: MIT
"""The line above the columns: file name, sheet, row count, what kind of list it is, another file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from otdesk.rules.import_rows import FileKind
from otdesk.ui import theme
from otdesk.ui.forms.combo import Combo
from otdesk.ui.importing.batch import ChosenFile
from otdesk.ui.importing.checks import kind_words
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import ElidedWords
from otdesk.ui.parts.marks import StatusPill
from otdesk.ui.setup.step import HEADING
from otdesk.words import _, plural


class FileHead(QWidget):
    """`kind_said(kind)` and `sheet_said(name)` when the person corrects the guess; `another` for other files."""

    kind_said = Signal(object)
    sheet_said = Signal(str)
    another = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        self.name = ElidedWords("", HEADING)
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.another_button = DefaultButton(_("Choose other files"), icon="undo-2")
        self.another_button.clicked.connect(self.another)
        row.addWidget(self.name, 1)
        row.addWidget(self.another_button)
        column.addLayout(row)
        self._flow = Flow(spacing=8)
        self.kind = Combo([(kind, kind_words(kind)) for kind in FileKind])
        self.kind.setAccessibleName(_("What this file lists"))
        self.kind.activated.connect(self._say_kind)
        self.sheet = Combo([])
        self.sheet.setAccessibleName(_("Sheet of the workbook"))
        self.sheet.activated.connect(self._say_sheet)
        self._pill = StatusPill(Mark("", ""))
        self._rows = StatusPill(Mark("", ""))
        for widget in (self.kind, self.sheet, self._pill, self._rows):
            self._flow.add(widget)
        column.addWidget(self._flow)

    def show_file(self, chosen: ChosenFile) -> None:
        self.name.show_text(chosen.path.name)
        parsed, table = chosen.parsed, chosen.table
        self.kind.setVisible(table is not None)
        if parsed is not None:
            self.kind.choose(parsed.kind)
        sheets = table.sheets if table is not None else ()
        self.sheet.setVisible(len(sheets) > 1)
        if len(sheets) > 1:
            self.sheet.fill([(name, _("Sheet “{name}”").format(name=name)) for name in sheets])
            self.sheet.choose(table.sheet if table is not None else "")
        self._pill.setVisible(len(sheets) == 1)
        if len(sheets) == 1:
            self._pill.show_mark(Mark(_("Sheet “{name}”").format(name=sheets[0])))
        self._rows.setVisible(parsed is not None)
        self._rows.show_mark(Mark(plural("{n} row", "{n} rows", chosen.row_count())))

    def _say_kind(self) -> None:
        kind = self.kind.value()
        if isinstance(kind, FileKind):
            self.kind_said.emit(kind)

    def _say_sheet(self) -> None:
        self.sheet_said.emit(str(self.sheet.value()))
