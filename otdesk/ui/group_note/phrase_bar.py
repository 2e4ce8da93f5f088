# SPDX-License-Identifier: MIT
"""Phrases under the lanes, with the digits that put them in after `;`; a click does the same."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk.queries.notes import NoteForm
from otdesk.records.phrases import PhraseKind
from otdesk.ui import theme
from otdesk.ui.notes.phrase_list import Offered
from otdesk.ui.notes.tags import TagRow
from otdesk.ui.parts import drawing
from otdesk.ui.parts.buttons import LinkButton
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.choices import Choice
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import KeyCap
from otdesk.ui.theme import Type
from otdesk.words import _

_SHOWN = 9


class PhraseButton(Choice):
    """A digit and the phrase it stands for."""

    def __init__(self, number: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._digit = str(number)
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the response keeps the keyboard
        self.setToolTip(f"; {number}")

    def sizeHint(self) -> QSize:
        look = theme.current()
        cap = drawing.cap_size(look, self._digit)
        return QSize(int(drawing.text_width(self.text(), look, Type.CONTROL) + cap.width()) + look.px(25), look.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        fill = look.color("hover" if self.underMouse() and self.isEnabled() else "surface")
        drawing.rounded(painter, box, fill, look.color("border"), radius=look.px(6))
        cap = drawing.cap_size(look, self._digit)
        at = QRectF(look.px(6), (box.height() - cap.height()) / 2, cap.width(), cap.height())
        drawing.cap(painter, at, look, self._digit)
        room = QRectF(at.right() + look.px(7), 0, box.width(), box.height())
        ink = look.color("text" if self.isEnabled() else "text3")
        drawing.words(painter, room, self.text(), look, Type.CONTROL, ink)
        painter.end()


class PhraseBar(Card):
    """`chosen(text)`: a phrase for the response that is being written; `filtered`: another category was chosen.

    Nothing in it takes the keyboard from the response: there `;` and letters choose a category too.
    """

    chosen = Signal(str)
    filtered = Signal()
    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=10, parent=parent)
        row = QHBoxLayout()
        row.addWidget(Words(_("Phrases"), Type.CONTROL_STRONG))
        row.addWidget(KeyCap(";"))
        self.categories = TagRow(_("Category"))
        self.categories.changed.connect(self._category_chosen)
        self.categories.hide()
        row.addWidget(self.categories, 1)
        row.addStretch(0)
        self.edit_button = LinkButton(_("Edit phrases"))
        self.edit_button.clicked.connect(self.edit_wanted)
        row.addWidget(self.edit_button)
        self.column.addLayout(row)
        self._flow = Flow(spacing=6)
        self.add(self._flow)
        self.buttons: list[PhraseButton] = []
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_phrases(self, form: NoteForm, offered: Sequence[Offered], *, enabled: bool) -> list[Offered]:
        """Those of the student whose lane has the keyboard; `offered` is what each puts in. Returns those of the chosen
        category: their digits are what `;` lists."""
        names = [form.words(phrase) for phrase in form.phrases if phrase.kind is PhraseKind.RESPONSE]
        wanted = self._show_categories(list(dict.fromkeys(each.category for each in offered if each.category)))
        pairs = [(name, each) for name, each in zip(names, offered, strict=True) if wanted in {"", each.category}]
        shown = tuple((name, each.text) for name, each in pairs)[:_SHOWN]
        if shown != self._shown:
            self._shown = shown
            self._flow.clear()
            self.buttons = []
            for number, (name, _text) in enumerate(shown, start=1):
                button = PhraseButton(number, name)
                button.clicked.connect(self._clicked)
                self._flow.add(button)
                button.show()
                self.buttons.append(button)
        for button in self.buttons:
            button.setEnabled(enabled)
        return [each for _name, each in pairs]

    def _show_categories(self, known: list[str]) -> str:
        """Offer them; which one is chosen, "" for all."""
        chosen = [name for name in self.categories.chosen() if name in known][-1:]
        self.categories.show_labels(known, chosen)
        for tag in self.categories.tags():
            tag.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.categories.setHidden(not known)
        return chosen[0] if chosen else ""

    def _category_chosen(self) -> None:
        self.filtered.emit()

    def _clicked(self) -> None:
        number = next(n for n, button in enumerate(self.buttons) if button is self.sender())
        self.chosen.emit(self._shown[number][1])
