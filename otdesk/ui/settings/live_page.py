# SPDX-License-Identifier: MIT
"""A page of Settings without a Save button: each field is kept when it is left."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from otdesk import words
from otdesk.faults import Fault, Refusal
from otdesk.rules.dates_text import DateUse
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import DateCheck
from otdesk.ui.parts import widths
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.feedback import Banner
from otdesk.ui.parts.fields import Editor, LabeledField, LinesEdit
from otdesk.ui.tokens import Tone

_WIDTH = 520


class LivePage(QWidget):
    """Subclasses fill the fields in `show_now` and write what stands in them in `keep`."""

    def __init__(self, bridge: Bridge, title: str = "") -> None:
        super().__init__()
        self.bridge = bridge
        self.fields: list[LabeledField] = []
        self._showing = False
        self.sheet = ScrollColumn()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.sheet)
        self.card = Card(title)
        widths.at_most(self.card, _WIDTH)
        self.card.column.setSpacing(theme.current().px(12))
        self.sheet.column.setContentsMargins(0, 0, theme.current().px(16), theme.current().px(8))
        row = QHBoxLayout()  # only a row reckons the height at the width the card may have
        row.addWidget(self.card, 1000)
        row.addStretch(1)
        self.sheet.column.addLayout(row)
        self.problem = Banner("", Tone.BAD, icon="circle-alert")
        self.problem.hide()
        self.card.add(self.problem)
        self.build()
        self.sheet.column.addStretch(1)

    # --- for subclasses ---

    def build(self) -> None:
        """Make the fields and add them, in the order they are read."""
        raise NotImplementedError

    def show_now(self) -> None:
        """Read and fill; fields the person is typing in keep their text."""
        raise NotImplementedError

    def keep(self) -> None:
        """Write if something differs from what is kept. Refusal is shown above the fields."""
        raise NotImplementedError

    def field(
        self, label: str, *, check: Callable[[str], str] | None = None, hint: str = "", editor: Editor | None = None
    ) -> LabeledField:
        made = LabeledField(label, editor, check=check, hint=hint)
        self.fields.append(made)
        if isinstance(made.editor, QComboBox):
            made.editor.activated.connect(self.keep_now)
        else:
            made.left.connect(self.keep_now)
        return made

    def date_field(self, label: str, *, use: DateUse = DateUse.PLAN) -> LabeledField:
        return self.field(label, check=DateCheck(self.bridge.today(), use))

    def lines_field(self, label: str, *, rows: int = 3, hint: str = "") -> LabeledField:
        return self.field(label, editor=LinesEdit(rows), hint=hint)

    def add(self, *fields: QWidget) -> None:
        if len(fields) == 1:
            self.card.add(fields[0])
            return
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(10))
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.card.column.addLayout(row)

    def fill(self, field: LabeledField, text: str) -> None:
        """Put a kept text in, unless the person is typing there."""
        editor = field.editor
        typing = isinstance(editor, QLineEdit | QPlainTextEdit) and editor.hasFocus()
        if not typing and not field.faulty and field.text() != text:
            field.set_text(text)

    # --- keeping ---

    def keep_now(self) -> None:
        if self._showing or any(field.faulty for field in self.fields):
            return
        try:
            self.keep()
        except Refusal as refusal:
            self._say(refusal.message)
        except Fault as fault:
            self._say(str(fault))
        else:
            self.problem.hide()

    def refill(self) -> None:
        """Show without keeping what the filling itself changes."""
        self._showing = True
        try:
            self.show_now()
        finally:
            self._showing = False

    def leave(self) -> None:
        """The person goes elsewhere: the field she is in is kept too."""
        for field in self.fields:
            if field.editor.hasFocus():
                field.leave()

    def _say(self, text: str) -> None:
        self.problem.say(text)
        self.problem.show()


def clock_text(minute: int) -> str:
    """In a field: the half of the day where it could be misread."""
    return words.clock(minute) if 360 <= minute < 1080 else words.clock_exact(minute)


def coordinate_text(value: float | None) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".") if value is not None else ""


date_text = read_text.date_words
