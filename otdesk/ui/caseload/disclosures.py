# SPDX-License-Identifier: MIT
"""Beside the work: who was given what of the student's record; entries by hand, and the log on paper."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions import disclosures
from otdesk.faults import Refusal
from otdesk.printouts.disclosure_log import standing, what_words
from otdesk.queries import disclosures as queries
from otdesk.queries.disclosures import DisclosureRow
from otdesk.queries.students import StudentPage
from otdesk.rules.disclosure import HandEntry
from otdesk.ui.bridge import Bridge
from otdesk.ui.caseload.row_parts import EditRow, ListCard
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.sheet import FormSheet, labeled
from otdesk.ui.paper.choices import short_box
from otdesk.ui.paper.disclosures import DisclosureLogDialog
from otdesk.ui.paper.whom import authorities
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.theme import Type
from otdesk.words import _

_FEW = 4


class DisclosuresCard(ListCard):
    """The newest entries; the log on paper has them all."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(_("Given out"), _("Entry"), spoken=_("Write a disclosure by hand"))
        self._bridge = bridge
        self._page: StudentPage | None = None
        self._today = bridge.today()
        self.form: DisclosureForm | None = None
        self.add_wanted.connect(self.write)
        self.print_link = LinkButton(_("Print the disclosure log"))
        self.print_link.setObjectName("disclosures-print")
        self.print_link.clicked.connect(self.print_log)
        self.column.addWidget(self.print_link)

    def show_page(self, page: StudentPage, today: date) -> None:
        self._page, self._today = page, today
        self._show()

    def _show(self) -> None:
        if self._page is None:
            return
        rows = self._bridge.read(queries.disclosures, self._page.student_id)
        self.clear()
        for row in rows[:_FEW]:
            self.add_row(self._row(row))
        if not rows:
            nothing = _("Nothing of the record went to anybody else.")
            self.add_row(Words(nothing, Type.CONTROL, "text3", wrap=True))
        more = _("Print the disclosure log") if len(rows) <= _FEW else _("Print all {n} entries").format(n=len(rows))
        self.print_link.setText(more)

    def _row(self, row: DisclosureRow) -> EditRow:
        more = (("disclosure-error", _("This entry was an error")),) if row.by_hand and not row.error else ()
        made = EditRow(row.seq, row.recipient, more, edit="disclosure")
        made.acted.connect(self._act)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(ElidedWords(row.recipient, Type.CONTROL_STRONG, "text2" if row.error else "text"))
        day = words.short_date(row.day) if row.day.year == self._today.year else words.full_date(row.day)
        text.addWidget(Words(f"{day} · {what_words(row)} · {row.purpose}", Type.META, "text2", wrap=True))
        if standing(row):
            text.addWidget(Words(standing(row), Type.META, "todo.ink" if row.error else "text2", wrap=True))
        made.line.addLayout(text, 1)
        made.close_line()
        made.edit_button.hide()  # what is in the trail stays as it was written
        return made

    # --- what the person does ---

    def write(self) -> None:
        if self._page is not None:
            self.form = DisclosureForm(self, self._bridge, self._page.student_id)
            self.form.finished.connect(self._closed)
            self.form.open()

    def print_log(self) -> None:
        if self._page is not None:
            dialog = DisclosureLogDialog(self, self._bridge, self._page)
            dialog.finished.connect(self._closed)
            dialog.open()

    def _act(self, _what: str, seq: int) -> None:
        if self._page is not None:
            with self._bridge.telling():
                self._bridge.do(disclosures.mark_error, self._page.student_id, seq)
            self._show()

    def _closed(self, taken: bool) -> None:
        if taken:
            self._show()


class DisclosureForm(FormSheet):
    """One entry by hand: it stays as it is saved."""

    def __init__(self, host: QWidget, bridge: Bridge, student_id: int) -> None:
        self._student_id = student_id
        super().__init__(
            host, bridge, _("Given out by hand"), _("Write down"),
            detail=_("For what went by phone, mail or copier. It cannot be changed later, only marked as an error."),
        )  # fmt: skip

    def build(self) -> None:
        self.day = self.date_field(_("Date"), self.bridge.today())
        self.recipient = self.field(
            _("Who got it"), check=NeededCheck(_("Who got it")), hint=_("A person and where from.")
        )
        self.what = self.field(
            _("What of the record"),
            check=NeededCheck(_("What of the record")),
            hint=_("Such as: evaluation report of May 2026"),
        )
        self.purpose = self.field(_("What for"), check=NeededCheck(_("What for")))
        box = short_box()
        box.setEditable(True)
        box.addItems(authorities())
        self.authority = LabeledField(_("What allows it"), box)
        self.given = SegmentedControl([(True, _("Given out")), (False, _("Asked for, not given"))], _("What happened"))
        self.given.set_value(True)
        self.add(self.day)
        self.add(labeled(_("What happened"), self.given))
        for field in (self.recipient, self.what, self.purpose, self.authority):
            self.add(field)

    def save(self) -> None:
        day = self.date_of(self.day)
        if day is None:
            raise Refusal(_("Say when it was."))
        entry = HandEntry(
            day, self.recipient.text(), self.purpose.text(), self.what.text(), self.authority.text(),
            self.given.value() is True,
        )  # fmt: skip
        self.bridge.do(disclosures.write_by_hand, self._student_id, entry)
