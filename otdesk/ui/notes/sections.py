# SPDX-License-Identifier: MIT
"""The four sections of a note: choices above, words below; words follow the data until they are edited."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk.queries.notes import NoteForm
from otdesk.records.phrases import PhraseKind
from otdesk.rules.note_entry import NoteEntry, Piece, Section
from otdesk.rules.sentences import Sections, follow
from otdesk.ui.notes.live_text import LiveText
from otdesk.ui.notes.tags import TagRow
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

KINDS = {
    Section.DID: PhraseKind.DID,
    Section.RESPONSE: PhraseKind.RESPONSE,
    Section.SKILLED: PhraseKind.SKILLED,
    Section.PLAN: PhraseKind.PLAN,
}


class SectionBox(QWidget):
    """`chosen` when a tag was switched, `edited` when words were typed."""

    chosen = Signal()
    edited = Signal()
    left = Signal()

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = QHBoxLayout()
        title.addWidget(Words(section_words(section), Type.LABEL, "text2"))
        title.addStretch(1)
        self._missing = Words(_("nothing written yet"), Type.META, "todo.ink")
        title.addWidget(self._missing)
        column.addLayout(title)
        self.tags = TagRow(section_words(section))
        self.tags.changed.connect(self.chosen)
        column.addWidget(self.tags)
        self.text = LiveText(section_words(section))
        self.text.edited.connect(self._typed)
        self.text.left.connect(self.left)
        column.addWidget(self.text)
        self._composed: tuple[Piece, ...] = ()

    def show_form(self, form: NoteForm, entry: NoteEntry, composed: tuple[Piece, ...]) -> None:
        """A note is opened: `composed` is what its data give now, to be compared with later."""
        phrases = [phrase for phrase in form.phrases if phrase.kind is KINDS[self.section]]
        self.tags.show_labels([phrase.label for phrase in phrases], _chosen(entry, self.section))
        self.text.set_phrases([phrase.text for phrase in phrases])
        self._composed = composed
        self.text.show_pieces(entry.pieces(self.section))
        self._show_missing()

    def choose(self, labels: tuple[str, ...]) -> None:
        """Switch these tags on, as if she had."""
        self.tags.show_labels(self.tags.labels(), labels)

    def follow(self, fresh: tuple[Piece, ...]) -> None:
        """The data changed: linked words follow, hers stay."""
        self.text.show_pieces(follow(self.text.pieces(), self._composed, fresh))
        self._composed = fresh
        self._show_missing()

    def is_blank(self) -> bool:
        return not self.text.toPlainText().strip()

    def _typed(self) -> None:
        self._show_missing()
        self.edited.emit()

    def _show_missing(self) -> None:
        self._missing.setVisible(self.is_blank())


class SectionBoxes(QObject):
    """All four, in order."""

    chosen = Signal()
    edited = Signal()
    left = Signal()

    def __init__(self, column: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self.boxes = {section: SectionBox(section) for section in Section}
        for box in self.boxes.values():
            box.chosen.connect(self.chosen)
            box.edited.connect(self.edited)
            box.left.connect(self.left)
            column.addWidget(box)

    def show_form(self, form: NoteForm, entry: NoteEntry, composed: Sections) -> None:
        fresh = dict(composed)
        for section, box in self.boxes.items():
            box.show_form(form, entry, fresh.get(section, ()))

    def follow(self, composed: Sections) -> None:
        fresh = dict(composed)
        for section, box in self.boxes.items():
            box.follow(fresh.get(section, ()))

    def labels(self, section: Section) -> tuple[str, ...]:
        return self.boxes[section].tags.chosen()

    def pieces(self) -> Sections:
        return tuple((section, box.text.pieces()) for section, box in self.boxes.items())

    def words(self) -> int:
        return sum(len(box.text.toPlainText().split()) for box in self.boxes.values())

    def plain(self) -> str:
        return "\n".join(box.text.toPlainText() for box in self.boxes.values())


def section_words(section: Section) -> str:
    return {
        Section.DID: _("What we did"),
        Section.RESPONSE: _("Response"),
        Section.SKILLED: _("Skilled service"),
        Section.PLAN: _("Plan"),
    }[section]


def _chosen(entry: NoteEntry, section: Section) -> tuple[str, ...]:
    return {
        Section.DID: entry.did,
        Section.RESPONSE: entry.went,
        Section.SKILLED: entry.skilled,
        Section.PLAN: entry.plan,
    }[section]
