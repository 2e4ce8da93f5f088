# SPDX-License-Identifier: MIT
"""The phrases of notes and progress reports that are offered for every student."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from otdesk.actions import phrases
from otdesk.queries import phrases as phrase_queries
from otdesk.queries.notes import PhraseRow
from otdesk.records.phrases import PhraseKind
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.combo import Combo
from otdesk.ui.notes.phrases import PhrasesDialog, kind_words, phrase_columns, phrase_key
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.models import KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.settings.list_card import list_card
from otdesk.ui.settings.phrase_sharing import PhraseSharing
from otdesk.words import _

_LEAST_HIGH = 150


class PhrasesPage(QWidget):
    """One kind at a time, as the note calls it; Enter changes the chosen one."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.form: PhrasesDialog | None = None
        why = _("Offered under the fields of every note. A student’s own phrases are added in her note.")
        card = list_card(self, _("Phrases"), why)
        self.kinds = Combo(kind_words())
        self.kinds.setAccessibleName(_("Kind of phrase"))
        self.kinds.choose(PhraseKind.DID)
        self.kinds.currentIndexChanged.connect(self.refill)
        self.categories = Combo([])
        self.categories.setAccessibleName(_("Category"))
        self.categories.activated.connect(self._show_rows)
        chosen = Flow()
        chosen.add(self.kinds)
        chosen.add(self.categories)
        card.add(chosen)
        self.table = TableView(_("Phrases"))
        self.table.setMinimumHeight(theme.current().px(_LEAST_HIGH))
        self.table.opened.connect(self.edit)
        self.table.current_changed.connect(self._tell)
        self.model: KeyedTableModel[PhraseRow] = KeyedTableModel(phrase_columns(whose=False), phrase_key, parent=self)
        self.table.setModel(self.model)
        card.add(self.table, 1)
        card.add(self._buttons())

    def _buttons(self) -> Flow:
        row = Flow()
        self.edit_button = DefaultButton(_("Change"), icon="pencil", key="F2")
        self.new_button = DefaultButton(_("New phrase"), icon="plus")
        self.remove_button = DefaultButton(_("Remove"), icon="trash-2", key="Del")
        self.edit_button.clicked.connect(self.edit)
        self.new_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.sharing = PhraseSharing(self, self.bridge)
        self.save_button = DefaultButton(_("Save to a file"), icon="download")
        self.take_button = DefaultButton(_("Take in from a file"), icon="upload")
        self.save_button.clicked.connect(self.sharing.save)
        self.take_button.clicked.connect(self.sharing.take_in)
        for button in (
            self.edit_button, self.new_button, self.remove_button, self.save_button, self.take_button,
        ):  # fmt: skip
            row.add(button)
        return row

    def kind(self) -> PhraseKind:
        return PhraseKind(str(self.kinds.value()))

    def refill(self) -> None:
        """Categories and phrases as they are now; a category that is no more gives all."""
        names = self.bridge.read(phrase_queries.categories)
        before = self.categories.value()
        self.categories.fill([(None, _("All categories")), ("", _("Without a category")), *((n, n) for n in names)])
        self.categories.choose(before if before in {"", *names} else None)
        self.categories.setVisible(bool(names))
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.categories.value()
        rows = self.bridge.read(phrase_queries.of_kind, self.kind())
        self.model.show_rows([row for row in rows if wanted is None or row.category == wanted])
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._tell()

    def _tell(self, _row: object = None) -> None:
        here = isinstance(self.table.current_row(), PhraseRow)
        self.edit_button.setEnabled(here)
        self.remove_button.setEnabled(here)

    # --- changing ---

    def edit(self, _row: object = None) -> None:
        row = self.table.current_row()
        if isinstance(row, PhraseRow):
            self._open(row)

    def add(self) -> None:
        self._open(None)

    def _open(self, row: PhraseRow | None) -> None:
        self.form = PhrasesDialog(self, self.bridge, kind=self.kind())
        self.form.choose(row)
        self.form.open()

    def remove(self) -> None:
        row = self.table.current_row()
        if isinstance(row, PhraseRow):
            with self.bridge.telling():
                self.bridge.do(phrases.remove, row.phrase_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.table.hasFocus() and event.key() == Qt.Key.Key_F2:
            self.edit()
        elif self.table.hasFocus() and event.key() == Qt.Key.Key_Delete:
            self.remove()
        else:
            super().keyPressEvent(event)
