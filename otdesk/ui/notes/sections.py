# SPDX-License-Identifier: MIT
"""The four sections of a note: choices above, the note's words below; words follow the data until they are edited."""

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk import labels
from otdesk.queries.notes import NoteForm
from otdesk.records.phrases import PhraseKind
from otdesk.rules.note_entry import NoteEntry, Piece, Section
from otdesk.rules.note_formats import NoteRules, expected
from otdesk.rules.sentences import Sections, follow
from otdesk.ui import theme
from otdesk.ui.notes.goal_grid import GoalGrid
from otdesk.ui.notes.live_text import LiveText
from otdesk.ui.notes.phrase_list import Offered
from otdesk.ui.notes.tags import TagRow
from otdesk.ui.notes.ticks import TickedWords
from otdesk.ui.parts import drawing
from otdesk.ui.parts.labels import ElidedWords, Words
from otdesk.ui.theme import Type
from otdesk.words import _

KINDS = {
    Section.DID: PhraseKind.DID,
    Section.RESPONSE: PhraseKind.RESPONSE,
    Section.SKILLED: PhraseKind.SKILLED,
    Section.PLAN: PhraseKind.PLAN,
}
FIRST_CHOICES = (Section.DID, Section.RESPONSE)
"""Their tags stand above the note; those of the other sections show beside their words while one writes there."""


class NotePart(QWidget):
    """The words of one section, with its heading and a ring while they are written in. `entered` when one begins."""

    entered = Signal()

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(look.px(8), look.px(4), look.px(8), look.px(4))
        self.column.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        self.section = section
        self._title = Words("", Type.LABEL, "text2")
        head.addWidget(self._title)
        self.missing = ElidedWords(_("nothing written yet"), Type.META, "todo.ink")
        head.addWidget(self.missing, 1)
        self.column.addLayout(head)
        self.text = LiveText("")
        self.column.addWidget(self.text)
        self.text.installEventFilter(self)
        self._expected = True
        self.set_form(NoteRules())

    def set_form(self, rules: NoteRules) -> None:
        """Its heading in the district's form, and whether it is missed where it is blank."""
        self._expected = self.section in expected(rules)
        heading = labels.note_section(self.section, rules.layout)
        self._title.setText(heading)
        self.text.setAccessibleName(heading)

    def is_blank(self) -> bool:
        return not self.text.toPlainText().strip()

    def show_missing(self) -> None:
        self.missing.setVisible(self._expected and not self.text.isReadOnly() and self.is_blank())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
            if event.type() is QEvent.Type.FocusIn:
                self.entered.emit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text.hasFocus():
            return
        look = theme.current()
        painter = QPainter(self)
        drawing.rounded(painter, QRectF(self.rect()), None, look.color("focus"), radius=look.px(5), width=2)
        painter.end()


class SectionBox(QObject):
    """Tags and words of one section. `chosen` when a tag was switched, `edited` when words were typed."""

    chosen = Signal()
    edited = Signal()
    left = Signal()

    def __init__(self, section: Section, parent: QObject) -> None:
        super().__init__(parent)
        self.section = section
        self.tags = TagRow(choice_words(section))
        self.tags.changed.connect(self.chosen)
        self.part = NotePart(section)
        self.text = self.part.text
        self.text.edited.connect(self._typed)
        self.text.left.connect(self.left)
        self._composed: tuple[Piece, ...] = ()

    def show_form(self, form: NoteForm, entry: NoteEntry, composed: tuple[Piece, ...]) -> None:
        """A note is opened: `composed` is what its data give now, to be compared with later."""
        self.part.set_form(form.rules)
        self.offer(form, _chosen(entry, self.section))
        self._composed = composed
        self.text.show_pieces(entry.pieces(self.section))
        self.text.forget()
        self.part.show_missing()

    def offer(self, form: NoteForm, chosen: tuple[str, ...]) -> None:
        """The phrases as they are now."""
        phrases = [phrase for phrase in form.phrases if phrase.kind is KINDS.get(self.section)]
        self.tags.show_labels([phrase.label for phrase in phrases], chosen)
        self.text.set_phrases([Offered(form.words(phrase), phrase.category) for phrase in phrases])

    def choose(self, labels: tuple[str, ...]) -> None:
        """Switch these tags on, as if she had."""
        self.tags.show_labels(self.tags.labels(), labels)

    def put(self, entry: NoteEntry, composed: tuple[Piece, ...]) -> None:
        """An earlier version's choices and words come back."""
        self.choose(_chosen(entry, self.section))
        self._composed = composed
        self.text.show_pieces(entry.pieces(self.section))
        self.part.show_missing()

    def follow(self, fresh: tuple[Piece, ...]) -> None:
        """The data changed: linked words follow, hers stay."""
        self.text.show_pieces(follow(self.text.pieces(), self._composed, fresh))
        self._composed = fresh
        self.part.show_missing()

    def _typed(self) -> None:
        self.part.show_missing()
        self.edited.emit()


class NoteSheet(QWidget):
    """The frame around the four parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.column = QVBoxLayout(self)
        inset = look.px(4)
        self.column.setContentsMargins(inset, inset, inset, inset)
        self.column.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        drawing.rounded(painter, QRectF(self.rect()), look.color("surface"), look.color("strong"), radius=look.px(6))
        painter.end()


class SectionBoxes(QObject):
    """All of them, in the order they are written and printed."""

    chosen = Signal()
    edited = Signal()
    left = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.boxes = {section: SectionBox(section, self) for section in Section}
        self._asked: frozenset[Section] = frozenset(Section)
        self.sheet = NoteSheet()
        self.grid = GoalGrid()
        """The figures, where no sentence says them."""
        self.sheet.column.addWidget(self.grid)
        self.grid.hide()
        self.ticked = TickedWords()
        self.sheet.column.addWidget(self.ticked)
        self.ticked.hide()
        for section, box in self.boxes.items():
            box.chosen.connect(self.chosen)
            box.edited.connect(self.edited)
            box.left.connect(self.left)
            box.part.entered.connect(self._show_tags)
            self.sheet.column.addWidget(box.part)
            if section not in FIRST_CHOICES:
                box.part.column.addWidget(box.tags)
                box.tags.hide()

    def ask_for(self, asked: frozenset[Section]) -> None:
        """The parts one writes in; a part that holds words all the same is shown too."""
        self._asked = asked
        self._show_parts()

    def _show_parts(self) -> None:
        for section, box in self.boxes.items():
            box.part.setVisible(section in self._asked or not box.part.is_blank())

    def _show_tags(self) -> None:
        """Tags beside the words being written, and nowhere else."""
        part = self.sender()
        for section, box in self.boxes.items():
            if section not in FIRST_CHOICES:
                box.tags.setVisible(box.part is part and bool(box.tags.labels()))

    def show_form(self, form: NoteForm, entry: NoteEntry, composed: Sections) -> None:
        fresh = dict(composed)
        for section, box in self.boxes.items():
            box.show_form(form, entry, fresh.get(section, ()))

    def put(self, entry: NoteEntry, composed: Sections) -> None:
        fresh = dict(composed)
        for section, box in self.boxes.items():
            box.put(entry, fresh.get(section, ()))
        self._show_parts()

    def choose_empty(self, before: NoteEntry) -> None:
        """What was chosen in another note, where nothing is chosen yet."""
        for section, box in self.boxes.items():
            if not box.tags.chosen():
                box.choose(_chosen(before, section))

    def offer(self, form: NoteForm) -> None:
        for box in self.boxes.values():
            box.offer(form, box.tags.chosen())

    def follow(self, composed: Sections) -> None:
        fresh = dict(composed)
        for section, box in self.boxes.items():
            box.follow(fresh.get(section, ()))
        self._show_parts()

    def labels(self, section: Section) -> tuple[str, ...]:
        return self.boxes[section].tags.chosen()

    def pieces(self) -> Sections:
        return tuple((section, box.text.pieces()) for section, box in self.boxes.items())

    def words(self) -> int:
        return sum(len(box.text.toPlainText().split()) for box in self.boxes.values())


def choice_words(section: Section) -> str:
    """Above its tags."""
    return {
        Section.BEFORE: "",
        Section.DID: _("What you did"),
        Section.RESPONSE: _("How it went"),
        Section.SKILLED: _("Skilled service"),
        Section.PLAN: _("Next time"),
    }[section]


def _chosen(entry: NoteEntry, section: Section) -> tuple[str, ...]:
    return {
        Section.BEFORE: (),
        Section.DID: entry.did,
        Section.RESPONSE: entry.went,
        Section.SKILLED: entry.skilled,
        Section.PLAN: entry.plan,
    }[section]
