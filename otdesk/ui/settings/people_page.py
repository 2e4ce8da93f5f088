# SPDX-License-Identifier: MIT
"""Settings, People: who writes and signs notes in this vault, who supervises whom, who may open it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from otdesk.actions import therapists
from otdesk.queries import people
from otdesk.queries.people import Person
from otdesk.rules.kinds import Role
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes.packets import Packets
from otdesk.ui.notes.signing import Proof
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.settings.list_card import list_card
from otdesk.ui.settings.person_form import AccessForm, PersonForm
from otdesk.ui.supervision.dialog import SupervisionDialog
from otdesk.words import _

_LEAST_HIGH = 150


class PeoplePage(QWidget):
    """Enter changes the chosen person. Access is given by a passphrase that she types herself."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.form: PersonForm | AccessForm | None = None
        self._open_to: frozenset[str] = frozenset()
        self._proof = Proof(bridge, self)
        self._proof.given.connect(self._ask_passphrase)
        why = _(
            "An assistant signs her own notes and names her supervisor, who co-signs them under Notes. Whoever may open"
            " the vault sees all of it."
        )
        card = list_card(self, _("People"), why)
        self.table = TableView(_("People"))
        self.table.setMinimumHeight(theme.current().px(_LEAST_HIGH))
        self.table.opened.connect(self.edit)
        self.table.current_changed.connect(self._tell)
        self.model: KeyedTableModel[Person] = KeyedTableModel(self._columns(), _key, parent=self)
        self.table.setModel(self.model)
        card.add(self.table, 1)
        card.add(self._buttons())

    def _columns(self) -> tuple[Column[Person], ...]:
        return (
            Column("name", _("Name"), _name, width=0),
            Column("role", _("Role"), _role, width=92, color="text2"),
            Column("supervisor", _("Supervised by"), _supervisor, width=130),
            Column("opens", _("Opens the vault"), self._opens, width=118),
        )

    def _buttons(self) -> Flow:
        row = Flow()
        self.edit_button = DefaultButton(_("Change"), icon="pencil", key="F2")
        self.add_button = DefaultButton(_("Add a person"), icon="user-plus")
        self.access_button = DefaultButton(_("Give a passphrase"), icon="key-round")
        self.end_button = DefaultButton(_("Take access away"), icon="lock")
        self.packets = Packets(self, self.bridge)
        self.card_button = DefaultButton(_("Save my card"), icon="id-card")
        self.take_button = DefaultButton(_("Take in a card"), icon="file-input")
        self.log_button = DefaultButton(_("Supervision log"), icon="clipboard-list")
        for button, act in (
            (self.edit_button, self.edit), (self.add_button, self.add), (self.access_button, self.give_access),
            (self.end_button, self.end_access), (self.card_button, self.packets.save_card),
            (self.take_button, self.packets.take_in),
            (self.log_button, self.show_log),
        ):  # fmt: skip
            button.clicked.connect(act)
            row.add(button)
        return row

    def refill(self) -> None:
        self._open_to = frozenset(self.bridge.persons())
        self.model.show_rows(self.bridge.read(people.people))
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._tell()

    def _may_open(self, row: Person) -> bool:
        return row.slot is not None and row.slot in self._open_to

    def _opens(self, row: Person) -> str:
        if row.slot == self.bridge.person:
            return _("yes, now")
        if row.elsewhere:
            return _("no, has a card")
        return _("yes") if self._may_open(row) else _("no")

    def _tell(self, _row: object = None) -> None:
        row = self.table.current_row()
        here = isinstance(row, Person)
        opens = isinstance(row, Person) and self._may_open(row)
        self.edit_button.setEnabled(here)
        self.access_button.setEnabled(here and not opens)
        self.end_button.setEnabled(isinstance(row, Person) and opens and row.slot != self.bridge.person)

    # --- changing ---

    def edit(self, _row: object = None) -> None:
        row = self.table.current_row()
        if isinstance(row, Person):
            self.form = PersonForm(self, self.bridge, row)
            self.form.open()

    def add(self) -> None:
        self.form = PersonForm(self, self.bridge)
        self.form.open()

    def show_log(self) -> None:
        self.log = SupervisionDialog(self, self.bridge)
        self.log.open()

    def give_access(self) -> None:
        """Only whoever is at work may let somebody else in."""
        if isinstance(self.table.current_row(), Person):
            self._proof.ask()

    def _ask_passphrase(self) -> None:
        row = self.table.current_row()
        if isinstance(row, Person):
            self.form = AccessForm(self, self.bridge, row)
            self.form.finished.connect(self._access_given)
            self.form.open()

    def _access_given(self, _taken: bool) -> None:
        self.refill()

    def end_access(self) -> None:
        row = self.table.current_row()
        if not isinstance(row, Person) or row.slot is None:
            return
        detail = _(
            "Her passphrase and her recovery sheet stop working. What she signed stays hers. Backups made before still"
            " open with them."
        )
        title = _("Take access away from {who}?").format(who=row.name)
        if ConfirmDialog.confirm(self, title, detail, _("Take access away")):
            with self.bridge.telling():
                self.bridge.remove_person(row.slot)
                self.bridge.do(therapists.end_access, row.therapist_id)
            self.refill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.table.hasFocus() and event.key() == Qt.Key.Key_F2:
            self.edit()
        else:
            super().keyPressEvent(event)


def _key(row: Person) -> int:
    return row.therapist_id


def _name(row: Person) -> str:
    return row.signs_as


def _role(row: Person) -> str:
    return _("Assistant") if row.entry.role is Role.OTA else _("Therapist")


def _supervisor(row: Person) -> str:
    return row.supervisor
