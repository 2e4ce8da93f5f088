# SPDX-License-Identifier: MIT
"""A form over the window: fields in one column, what is wrong beside the field or above the buttons, Esc keeps text."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from otdesk.faults import Fault, Refusal
from otdesk.rules.dates_text import DateUse
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import effects, read_text
from otdesk.ui.forms.checks import DateCheck
from otdesk.ui.parts.announce import announce
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.feedback import Banner
from otdesk.ui.parts.fields import Editor, LabeledField, LinesEdit
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _

if TYPE_CHECKING:
    from otdesk.queries.session_changes import Effect


class FormSheet(DialogBase):
    """Subclasses add fields in `build`, fill them, and write `save`, which calls one action through the bridge.

    Nothing typed is lost: a refused save leaves the form as it is and says why.
    """

    def __init__(
        self, host: QWidget, bridge: Bridge, title: str, save: str, *, width: int = 520, detail: str = ""
    ) -> None:
        super().__init__(host, title, width=width, detail=detail)
        self.bridge = bridge
        self.fields: list[LabeledField] = []
        self.page = ScrollColumn()
        self.page.column.setSpacing(theme.current().px(12))
        self.page.column.setContentsMargins(4, 2, theme.current().px(10), 4)
        self.body.addWidget(self.page, 1)
        self.problem = Banner("", Tone.BAD, icon="circle-alert")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.effect = Banner("", Tone.TODO, icon="calendar-clock")
        self.effect.hide()
        self.body.addWidget(self.effect)
        self._agreed: list[str] | None = None
        self.build()
        self.page.column.addStretch(1)
        self.add_buttons(save)
        self._filled = self._texts()

    # --- for subclasses ---

    def build(self) -> None:
        """Put the fields of this form into `page`."""
        raise NotImplementedError

    def save(self) -> None:
        """Do the action; Refusal is shown in the form."""
        raise NotImplementedError

    def effect_of_save(self) -> "Effect | None":
        """What saving does to the sessions to come, where that is to be seen before: the bridge's rehearsal of it."""
        return None

    def field(
        self,
        label: str,
        text: str = "",
        *,
        check: Callable[[str], str] | None = None,
        hint: str = "",
        editor: Editor | None = None,
    ) -> LabeledField:
        made = LabeledField(label, editor, check=check, hint=hint)
        if editor is None or isinstance(editor, QPlainTextEdit | QLineEdit):
            made.set_text(text)
        self.fields.append(made)
        return made

    def add(self, *fields: QWidget) -> None:
        """One under the other; several given at once stand side by side (a pair read as one fact)."""
        if len(fields) == 1:
            self.page.column.addWidget(fields[0])
            return
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(10))
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.page.column.addLayout(row)

    def date_field(self, label: str, day: date | None, *, use: DateUse = DateUse.PLAN, hint: str = "") -> LabeledField:
        return self.field(label, read_text.date_words(day), hint=hint, check=DateCheck(self.bridge.today(), use))

    def date_of(self, field: LabeledField, use: DateUse = DateUse.PLAN) -> date | None:
        return read_text.a_date(field.text(), self.bridge.today(), use)

    def lines_field(self, label: str, text: str = "", *, rows: int = 3, check: Callable[[str], str] | None = None,
                    hint: str = "") -> LabeledField:  # fmt: skip
        return self.field(label, text, check=check, hint=hint, editor=LinesEdit(rows))

    # --- life ---

    def open(self) -> None:
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]  # it runs
        super().open()

    def close_with(self, *, taken: bool) -> None:
        if self.is_open:
            QApplication.instance().focusChanged.disconnect(self._follow_focus)  # type: ignore[union-attr]  # it runs
        super().close_with(taken=taken)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """What gets the focus is scrolled into sight, with its label and reading."""
        if now is not None and self.page.isAncestorOf(now):
            self.page.ensureWidgetVisible(now, 0, theme.current().px(48))

    def typed(self) -> bool:
        return self._texts() != self._filled

    def accept(self) -> None:
        """Check every field, save, close; what is wrong keeps the form open with the first bad field focused."""
        self.problem.hide()
        wrong = [field for field in self.fields if field.isVisibleTo(self) and not field.leave()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.place()
            return
        try:
            if self._shows_effect():
                return
            self.save()
        except Refusal as refusal:
            self._say(refusal.message)
            return
        except Fault as fault:
            self._say(str(fault))
            return
        super().accept()

    def _shows_effect(self) -> bool:
        """The first time for what is typed: show what it does and wait; the second time it is agreed to."""
        if self._agreed == self._texts():
            return False
        effect = self.effect_of_save()
        if effect is None or effect.empty:
            return False
        self._agreed = self._texts()
        self.effect.say(effects.effect_words(effect))
        self.effect.show()
        self.main_button.setText(_("Apply"))
        self.place()
        announce(self, effects.effect_words(effect))
        return True

    def _say(self, text: str) -> None:
        self.problem.say(text)
        self.problem.show()
        self.place()

    def _texts(self) -> list[str]:
        return [field.text() for field in self.fields]

    def place(self) -> None:
        """As tall as the fields, up to the window."""
        self.page.body.adjustSize()
        inner = self.page.column.sizeHint().height()
        room = self._over.height() - theme.current().px(220)
        self.page.setFixedHeight(max(theme.current().px(80), min(inner + 6, room)))
        super().place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if plain and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
        elif plain and isinstance(QApplication.focusWidget(), QPlainTextEdit):
            event.ignore()
        else:
            super().keyPressEvent(event)


def labeled(label: str, control: QWidget, *, wide: bool = False) -> QWidget:
    """A control with its label above, as fields have it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Words(label, Type.LABEL, "text2"))
    column.addWidget(control, 0, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)
    return holder
