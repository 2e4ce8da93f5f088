# SPDX-License-Identifier: MIT
"""What is chosen above the words of a note: what was done, how it went."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk.queries import contacts
from otdesk.queries.note_rules import offered
from otdesk.queries.notes import NoteForm
from otdesk.rules.checklists import Tick, of
from otdesk.rules.contacting import Contacted
from otdesk.rules.kinds import RecordKind
from otdesk.rules.note_entry import NoteEntry, Section
from otdesk.rules.note_formats import NoteFormat, Required
from otdesk.rules.screening import Screened
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes import checks
from otdesk.ui.notes.contact_rows import ContactRows
from otdesk.ui.notes.screen_rows import ScreenRows
from otdesk.ui.notes.sections import FIRST_CHOICES, SectionBoxes, choice_words
from otdesk.ui.notes.ticks import TickRows
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class Choices(QWidget):
    """The rows of tags that belong to the first sections, with the way to the phrases they come from."""

    phrases_wanted = Signal()
    ticked = Signal()

    def __init__(self, sections: SectionBoxes, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        look = theme.current()
        self._sections = sections
        self.phrases_button = LinkButton(_("Edit phrases"))
        self.phrases_button.setFixedHeight(look.px(24))
        self.phrases_button.clicked.connect(self.phrases_wanted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3, look.px(2), 3, 0)
        self._column.setSpacing(look.px(6))
        self.ticks = TickRows()
        self.ticks.changed.connect(self.ticked)
        self._column.addWidget(self.ticks)
        self.screening = ScreenRows()
        self.screening.changed.connect(self.ticked)
        self._column.addWidget(self.screening)
        self.contact = ContactRows()
        self.contact.changed.connect(self.ticked)
        self._column.addWidget(self.contact)
        self._rows = {section: self._row(section) for section in FIRST_CHOICES}

    def _row(self, section: Section) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(6))
        line = QHBoxLayout()
        line.addWidget(Words(choice_words(section), Type.LABEL, "text2"))
        line.addStretch(1)
        if section is FIRST_CHOICES[0]:
            line.addWidget(self.phrases_button)
        column.addLayout(line)
        column.addWidget(self._sections.boxes[section].tags)
        self._column.addWidget(holder)
        return holder

    def show_form(self, form: NoteForm) -> None:
        """The rows that are offered for it: of a checklist its ticks, else the phrases."""
        ticks = form.has_ticks and checks.seen(form)
        self.ticks.setVisible(ticks)
        self.contact.setVisible(form.kind is RecordKind.CONTACT)
        self.screening.setVisible(form.kind is RecordKind.SCREENING)
        instead = set(FIRST_CHOICES) if form.rules.layout is NoteFormat.CHECKLIST else set()
        if Required.DID in form.rules.required:
            instead.discard(Section.DID)
        for section, row in self._rows.items():
            row.setVisible(checks.offered(form, section) and section not in instead)

    def fill(self, form: NoteForm, entry: NoteEntry) -> None:
        self.ticks.show_lists(offered(form.rules), entry.ticked)
        if form.kind is RecordKind.SCREENING:
            self.screening.show_areas(of(offered(form.rules), Tick.AREA), entry.screened)
        if form.kind is RecordKind.CONTACT:
            self.contact.show_known(self._bridge.read(contacts.whom, form.student_id), entry.contacted)

    def screened(self) -> Screened:
        return self.screening.screened() if not self.screening.isHidden() else Screened()

    def contacted(self) -> Contacted:
        return self.contact.contacted() if not self.contact.isHidden() else Contacted()

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        first = [self._sections.boxes[section].tags for section in FIRST_CHOICES]
        return [*self.ticks.stops(), *self.of_record(), *first]

    def of_record(self) -> list[QWidget]:
        """What Tab comes to of a screening's or a contact's own rows; empty for other records."""
        own = (self.screening, self.contact)
        return [stop for rows in own if not rows.isHidden() for stop in rows.stops()]
