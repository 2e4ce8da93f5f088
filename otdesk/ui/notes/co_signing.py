# SPDX-License-Identifier: MIT
"""Co-signing: the supervisor proves who she is, reads one note after the other, signs each or sends it back."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions import co_signing, packets
from otdesk.queries import co_signing as queries
from otdesk.queries import people
from otdesk.queries.co_signing import Waiting
from otdesk.queries.people import Person
from otdesk.rules.kinds import CoSignState
from otdesk.ui import statuses, theme
from otdesk.ui.bridge import Bridge, Proven
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.notes.record_view import RecordView, when_words
from otdesk.ui.notes.signing import ProveDialog
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.theme import Type
from otdesk.words import _

_LIST_WIDTH = 350
_HEIGHT = 380
_UNTOUCHED_MS = 3 * 60 * 1000
"""Reading a long note takes less; after that the supervisor has gone, and nobody else signs in her name."""


class SupervisorDialog(ProveDialog):
    """Who co-signs, and her passphrase; it is asked for each time. `opened` with what her slot gave."""

    opened = Signal(object)

    def __init__(self, host: QWidget, bridge: Bridge, supervisors: tuple[Person, ...]) -> None:
        super().__init__(
            host, bridge, _("Who co-signs?"),
            _("The supervising therapist types her own passphrase. What she signs now is signed by her."),
        )  # fmt: skip
        self.who = Combo([(person.slot, person.signs_as) for person in supervisors])
        self.body.insertWidget(0, LabeledField(_("Supervisor"), self.who))
        self.focus_first(self.who if len(supervisors) > 1 else self._edit)

    def person(self) -> str:
        return str(self.who.value())

    def right(self, opened: object) -> None:
        self.close_with(taken=True)
        self.opened.emit(opened)


class SendBackForm(FormSheet):
    """What is to be put right."""

    def __init__(self, host: QWidget, bridge: Bridge, by: Proven, row: Waiting) -> None:
        self._by, self._row = by, row
        super().__init__(
            host, bridge, _("Send back"), _("Send back"),
            detail=_("The note stays signed. The assistant answers with an addendum or a correction."),
        )  # fmt: skip

    def build(self) -> None:
        self.remark = self.lines_field(_("What is to be put right"))
        self.add(self.remark)

    def save(self) -> None:
        if self._row.note_id is not None:
            self.bridge.do_by(self._by, co_signing.send_back, self._row.note_id, self.remark.text())
        elif self._row.sent_id is not None:
            self.bridge.do_by(
                self._by, packets.answer_sent, self._row.sent_id, CoSignState.RETURNED, self.remark.text()
            )


class CoSignDialog(DialogBase):
    """The waiting notes at the left, the one to read at the right; Enter co-signs it and shows the next."""

    def __init__(self, host: QWidget, bridge: Bridge, by: Proven, name: str) -> None:
        super().__init__(host, _("Co-sign notes"), width=1040, detail=_("Signed as {who}.").format(who=name))
        self._bridge, self._by = bridge, by
        self.form: SendBackForm | None = None
        self.untouched = QTimer(self)
        self.untouched.setSingleShot(True)
        self.untouched.setInterval(_UNTOUCHED_MS)
        self.untouched.timeout.connect(self._left_alone)
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        self.model: KeyedTableModel[Waiting] = KeyedTableModel(_columns(), _key, spoken=_spoken, parent=self)
        self.table = TableView(_("Notes to co-sign"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(look.px(160))
        widths.fixed(self.table, _LIST_WIDTH)
        self.table.current_changed.connect(self._read)
        self.table.opened.connect(self._enter)
        row.addWidget(self.table)
        row.addLayout(self._right(), 1)
        self.body.addLayout(row, 1)
        self._buttons()
        self.focus_first(self.table)
        self.show_rows()

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.name = Words("", Type.CARD, wrap=True)
        self.when = Words("", Type.META, "text2", wrap=True)
        self.record = RecordView()
        self.record.setMinimumHeight(theme.current().px(_HEIGHT))
        column.addWidget(self.name)
        column.addWidget(self.when)
        column.addWidget(self.record, 1)
        return column

    def _buttons(self) -> None:
        self.back_button = DefaultButton(_("Send back"), icon="undo-2")
        self.back_button.clicked.connect(self.send_back)
        self.cancel_button = DefaultButton(_("Close"))
        self.cancel_button.clicked.connect(self.reject)
        self.main_button = PrimaryButton(_("Co-sign"), icon="signature", key="Enter")
        self.main_button.clicked.connect(self.accept)
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.main_button)

    # --- showing ---

    def show_rows(self) -> None:
        """What waits now; the place in the list stays."""
        place = max(0, self.table.currentIndex().row())
        rows = self._bridge.read(queries.waiting, self._bridge.now())
        self.model.show_rows(rows)
        if not rows:
            self.close_with(taken=True)
            return
        self.table.setCurrentIndex(self.model.index(min(place, len(rows) - 1), 0))
        self._read(self.table.current_row())

    def _read(self, row: object) -> None:
        if not isinstance(row, Waiting):
            return
        self.untouched.start()
        self.name.setText(f"{row.page.first} {row.page.last}")
        said = [when_words(row.page), _author(row)]
        if row.remark and row.state is CoSignState.RETURNED:
            said.append(_("sent back: {remark}").format(remark=row.remark))
        self.when.setText(words.listed_with_dots(said))
        self.record.show_page(row.page)

    # --- what the supervisor does ---

    def _enter(self, _row: object) -> None:
        self.accept()

    def accept(self) -> None:
        """Co-sign the note that is shown, then show the next one."""
        row = self.table.current_row()
        if isinstance(row, Waiting):
            with self._bridge.telling():
                self._co_sign(row)
            self.show_rows()

    def _co_sign(self, row: Waiting) -> None:
        if row.note_id is not None:
            self._bridge.do_by(self._by, co_signing.co_sign, row.note_id, row.seen)
        elif row.sent_id is not None:
            self._bridge.do_by(self._by, packets.answer_sent, row.sent_id, CoSignState.DONE)

    def send_back(self) -> None:
        row = self.table.current_row()
        if isinstance(row, Waiting):
            self.form = SendBackForm(self, self._bridge, self._by, row)
            self.form.finished.connect(self._sent)
            self.form.open()

    def _left_alone(self) -> None:
        """The proof of who she is does not outlast her: the list closes, and asks again when it is opened."""
        if self.form is not None and self.form.is_open:
            self.form.reject()
        self.reject()

    def close_with(self, *, taken: bool) -> None:
        self.untouched.stop()
        super().close_with(taken=taken)

    def _sent(self, taken: bool) -> None:
        if taken:
            self.show_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.send_back()
        else:
            super().keyPressEvent(event)


class CoSigning(QObject):
    """Asks who co-signs, then shows what waits; `ended` when the list is closed."""

    ended = Signal()

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        super().__init__(host)
        self._bridge, self._host = bridge, host
        self.asking: SupervisorDialog | None = None
        self.reading: CoSignDialog | None = None

    def start(self) -> None:
        supervisors = self._bridge.read(people.supervisors)
        if not supervisors:
            self._bridge.say(_("No supervisor can open this vault. Add her under Settings, People."))
            return
        self.asking = SupervisorDialog(self._host, self._bridge, supervisors)
        self.asking.opened.connect(self._opened)
        self.asking.open()

    def _opened(self, by: Proven) -> None:
        if self.asking is not None:
            self.reading = CoSignDialog(self._host, self._bridge, by, self.asking.who.currentText())
            self.reading.finished.connect(self.ended)
            self.reading.open()


def _columns() -> tuple[Column[Waiting], ...]:
    return (
        Column("day", _("Date"), _day, _by_day, width=98),
        Column("who", _("Student"), _who, width=0),
        Column("state", _("Status"), _state, width=96, color="text2"),
    )


def _key(row: Waiting) -> tuple[int | None, int | None]:
    return row.note_id, row.sent_id


def _day(row: Waiting) -> str:
    return words.day_date(row.page.day)


def _by_day(row: Waiting) -> tuple[int, int]:
    return row.page.day.toordinal(), row.page.start or 0


def _who(row: Waiting) -> str:
    return f"{row.page.first} {row.page.last}"


def _state(row: Waiting) -> str:
    mark = statuses.sent_back() if row.state is CoSignState.RETURNED else statuses.to_co_sign()
    return mark.words


def _author(row: Waiting) -> str:
    signature = row.page.signature
    return "" if signature is None else ", ".join(part for part in (signature.name, signature.credentials) if part)


def _spoken(row: Waiting) -> str:
    return ", ".join((_who(row), _day(row), _state(row)))
