# SPDX-License-Identifier: MIT
"""Drafts that lack nothing, signed together with one proof of who is at the keyboard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.queries import note_list
from otdesk.queries import notes as note_queries
from otdesk.queries.note_list import NoteState
from otdesk.queries.notes import NoteForm
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.notes import checks
from otdesk.ui.notes.signing import Signing
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural


def ready_drafts(bridge: Bridge) -> tuple[NoteForm, ...]:
    """Oldest first."""
    now = bridge.now()
    lines = bridge.read(note_list.note_list, now.date(), now.hour * 60 + now.minute).lines
    drafts = (line for line in lines if line.state is NoteState.DRAFT)
    forms = (bridge.read(note_queries.form, line.session_id, line.student_id) for line in drafts)
    ready = [form for form in forms if form is not None and checks.ready(form, now.date(), bridge.person)]
    return tuple(sorted(ready, key=_by_time))


class BulkDialog(DialogBase):
    """Each with how its response begins; `signed` when they are."""

    signed = Signal()

    def __init__(self, host: QWidget, bridge: Bridge, forms: tuple[NoteForm, ...]) -> None:
        many = plural("Sign {n} note", "Sign {n} notes", len(forms))
        super().__init__(
            host, many, width=620, detail=_("They lack nothing. What is signed is locked; read them once more."),
        )  # fmt: skip
        self._forms = forms
        self._signing = Signing(bridge, self)
        self._signing.signed.connect(self._done)
        scroll = ScrollColumn()
        scroll.setFixedHeight(theme.current().px(min(360, 46 * len(forms) + 12)))
        for form in forms:
            who = words.listed_with_dots([
                words.full_name(form.called, form.last), words.day_date(form.day), words.span(form.start, form.end)
            ])  # fmt: skip
            scroll.column.addWidget(Words(who, Type.CONTROL_STRONG))
            said = " ".join(form.entry.text(section) for section in checks.READ_FIRST).strip()
            said = said or ", ".join(line.typed.strip() for line in form.entry.goals)
            scroll.column.addWidget(ElidedWords(" ".join(said.split()), Type.META, "text2"))
        scroll.column.addStretch(1)
        self.body.addWidget(scroll)
        self.add_buttons(many)
        self.focus_first(self.main_button)

    def accept(self) -> None:
        self._signing.start((form.session_id, form.student_id) for form in self._forms)

    def _done(self) -> None:
        super().accept()
        self.signed.emit()


def _by_time(form: NoteForm) -> tuple[object, int]:
    return form.day, form.start
