# SPDX-License-Identifier: MIT
"""One's own phrases: add, change, remove; for everybody or for one student."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk.actions import phrases
from otdesk.faults import Refusal
from otdesk.queries import phrases as phrase_queries
from otdesk.queries.notes import PhraseRow
from otdesk.records.phrases import PhraseKind
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton, IconButton, PrimaryButton
from otdesk.ui.parts.choices import CheckBox, SegmentedControl
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.theme import Type
from otdesk.words import _


class PhrasesDialog(DialogBase):
    """A list of one kind at a time; the fields below change the chosen phrase or add a new one.

    Without a student only everybody's phrases are listed.
    """

    def __init__(
        self, host: QWidget, bridge: Bridge, student_id: int | None = None, called: str = "",
        kind: PhraseKind = PhraseKind.DID,
    ) -> None:  # fmt: skip
        super().__init__(host, _("Phrases"), width=860)
        self._bridge, self._student = bridge, student_id
        self._chosen: PhraseRow | None = None
        self.kinds = SegmentedControl(
            kind_words(), _("Kind of phrase"), fill=True
        )  # fmt: skip
        self.kinds.set_value(kind)
        self.kinds.chosen.connect(self._kind_chosen)
        self.body.addWidget(self.kinds)
        columns = phrase_columns(whose=student_id is not None)
        self.model: KeyedTableModel[PhraseRow] = KeyedTableModel(columns, phrase_key, parent=self)
        self.table = TableView(_("Phrases"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(theme.current().px(130))
        self.table.current_changed.connect(self._row_chosen)
        self.table.opened.connect(self._edit_row)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._fields(called))
        self._buttons()
        self.focus_first(self.table)
        self.show_rows()

    def _fields(self, called: str) -> QVBoxLayout:
        column = QVBoxLayout()
        row = QHBoxLayout()
        self.label = LabeledField(_("On the button"))
        self.text = LabeledField(_("The words"))
        widths.at_most(self.label.editor, 190)
        self.category = LabeledField(_("Category, if you like"))
        widths.at_most(self.category.editor, 150)
        row.addWidget(self.label)
        row.addWidget(self.text, 1)
        row.addWidget(self.category)
        column.addLayout(row)
        places = _("In the words {name}, {she}, {her} and {teacher} stand for the student one writes about.")
        column.addWidget(Words(places, Type.META, "text2", wrap=True))
        self.only_her = CheckBox(_("Only for {who}").format(who=called))
        self.only_her.setVisible(self._student is not None)
        column.addWidget(self.only_her)
        return column

    def _buttons(self) -> None:
        self.remove_button = IconButton("trash-2", _("Remove this phrase"), outlined=True)
        self.remove_button.clicked.connect(self.remove)
        self.new_button = DefaultButton(_("New phrase"), icon="plus", key="Ctrl+N")
        self.new_button.clicked.connect(self.begin_new)
        self.footer.addWidget(self.new_button)
        self.footer.addWidget(self.remove_button)
        self.footer.addStretch(1)
        self.cancel_button = DefaultButton(_("Close"))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = self.main_button = PrimaryButton(_("Save"), key="Enter")
        self.save_button.clicked.connect(self.accept)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.save_button)

    # --- showing ---

    def kind(self) -> PhraseKind:
        value = self.kinds.value()
        return value if isinstance(value, PhraseKind) else PhraseKind.DID

    def choose(self, row: PhraseRow | None) -> None:
        """Open on a phrase; none: on empty fields for a new one."""
        if row is None:
            self.begin_new()
            self.focus_first(self.label.editor)
        elif self.table.select_key(row.phrase_id):
            self._row_chosen(row)
            self.focus_first(self.text.editor)

    def show_rows(self) -> None:
        self.model.show_rows(self._bridge.read(phrase_queries.of_kind, self.kind(), self._student))
        self.label.rename(_("On the button"))
        hint = _HINTS[self.kind()]()
        self.text.rename(_("The words, {how}").format(how=hint))
        if self._chosen is None or not self.table.select_key(self._chosen.phrase_id):
            self._choose_first()

    def _choose_first(self) -> None:
        if self.model.rows():
            self.table.setCurrentIndex(self.model.index(0, 0))
            self._row_chosen(self.model.rows()[0])
        else:
            self.begin_new()

    def _kind_chosen(self, _kind: object) -> None:
        self._chosen = None
        self.show_rows()

    def _row_chosen(self, row: object) -> None:
        if isinstance(row, PhraseRow):
            self._chosen = row
            self._fill(row)

    def _edit_row(self, row: object) -> None:
        self._row_chosen(row)
        self.label.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self, row: PhraseRow | None) -> None:
        self.label.set_text(row.label if row is not None else "")
        self.text.set_text(row.text if row is not None else "")
        self.category.set_text(row.category if row is not None else "")
        self.only_her.setChecked(row is not None and row.student_id is not None)
        self.only_her.setEnabled(row is None)
        self.remove_button.setEnabled(row is not None)

    def typed(self) -> bool:
        row = self._chosen
        kept = ("", "", "") if row is None else (row.label, row.text, row.category)
        return (self.label.text().strip(), self.text.text().strip(), self.category.text().strip()) != kept

    # --- what the person does ---

    def begin_new(self) -> None:
        """Empty fields for a phrase of this kind."""
        self._chosen = None
        self.table.clearSelection()
        self._fill(None)
        self.label.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def accept(self) -> None:
        """Save; the sheet stays open for the next one."""
        try:
            if self._chosen is not None:
                key = self._chosen.phrase_id
                self._bridge.do(phrases.change, key, self.label.text(), self.text.text(), self.category.text())
            else:
                student = self._student if self.only_her.isChecked() else None
                key = self._bridge.do(
                    phrases.add, self.kind(), self.label.text(), self.text.text(), student, self.category.text()
                )
        except Refusal as refusal:
            (self.text if self.label.text().strip() else self.label).say_error(refusal.message)
            return
        self._chosen = None
        self.show_rows()
        self.table.select_key(key)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self) -> None:
        if self._chosen is None:
            return
        with self._bridge.telling():
            self._bridge.do(phrases.remove, self._chosen.phrase_id)
        self._chosen = None
        self.show_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_N:
            self.begin_new()
        elif event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.remove()
        else:
            super().keyPressEvent(event)


def kind_words() -> list[tuple[PhraseKind, str]]:
    """As the fields of a note are called, then the report's."""
    return [
        (PhraseKind.DID, _("What you did")),
        (PhraseKind.RESPONSE, _("How it went")),
        (PhraseKind.SKILLED, _("Skilled service")),
        (PhraseKind.PLAN, _("Next time")),
        (PhraseKind.SUPPORT, _("Supports")),
        (PhraseKind.REPORT, _("Progress report")),
    ]


def _label(row: PhraseRow) -> str:
    return row.label


def _text(row: PhraseRow) -> str:
    return row.text


def _category(row: PhraseRow) -> str:
    return row.category


def _whose(row: PhraseRow) -> str:
    return _("this student") if row.student_id is not None else ""


def phrase_key(row: PhraseRow) -> int:
    return row.phrase_id


def phrase_columns(*, whose: bool) -> list[Column[PhraseRow]]:
    """`whose`: with a column that tells a student's own phrases."""
    columns = [
        Column("label", _("On the button"), _label, width=170),
        Column("text", _("The words"), _text, width=0),
        Column("category", _("Category"), _category, width=120, color="text2"),
    ]
    return [*columns, Column("whose", _("Only for"), _whose, width=96, color="text2")] if whose else columns


_HINTS = {
    PhraseKind.DID: lambda: _("a few words: “a putty warm-up”"),
    PhraseKind.RESPONSE: lambda: _("after the name: “was calm”"),
    PhraseKind.SKILLED: lambda: _("a whole sentence"),
    PhraseKind.PLAN: lambda: _("a whole sentence"),
    PhraseKind.SUPPORT: lambda: _("a few words: “a slant board”"),
    PhraseKind.REPORT: lambda: _("a whole sentence"),
}
