# SPDX-License-Identifier: MIT
"""Forms that are open when OTDesk locks or closes: their text is kept in the vault and shown at the next start."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from otdesk import words
from otdesk.actions import left_forms
from otdesk.actions.left_forms import Left
from otdesk.queries import left_forms as queries
from otdesk.queries.left_forms import LeftRow
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.sheet import labeled
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _

if TYPE_CHECKING:
    from otdesk.ui.shell import Shell


def keep(window: QWidget, bridge: Bridge) -> None:
    """Write down what is typed in open forms. Raises Trouble when it cannot be written."""
    open_now = (sheet for sheet in window.findChildren(DialogBase) if sheet.is_open and not sheet.confidential)
    forms = [Left(sheet.accessibleName(), tuple(_typed_in(sheet))) for sheet in open_now if sheet.typed()]
    if forms:
        bridge.do(left_forms.keep, forms)


def tell(shell: "Shell", bridge: Bridge) -> None:
    """Show what was kept, until it is taken up."""
    kept = bridge.read(queries.left)
    if kept:
        dialog = LeftDialog(shell, bridge, kept)
        dialog.finished.connect(shell.focus_place)  # the window had no focus to give back when it opened
        dialog.open()


def _typed_in(sheet: DialogBase) -> Iterator[tuple[str, str]]:
    for field in sheet.findChildren(QWidget):
        text = _text(field)
        if text.strip():
            yield field.accessibleName(), text


def _text(field: QWidget) -> str:
    if isinstance(field, QLineEdit) and field.echoMode() is QLineEdit.EchoMode.Normal:
        return field.text()
    return field.toPlainText() if isinstance(field, QPlainTextEdit | QTextEdit) else ""


class LeftDialog(DialogBase):
    """Its words can be marked and copied. Esc leaves them for the next start; the main button drops them."""

    def __init__(self, host: QWidget, bridge: Bridge, kept: tuple[LeftRow, ...]) -> None:
        super().__init__(
            host, _("You were typing"), width=560,
            detail=_("A form was open when OTDesk locked or closed. It was not saved; here is what stood in it."),
        )  # fmt: skip
        self._bridge, self._left = bridge, kept
        for form in kept:
            at = form.at.astimezone(bridge.now().tzinfo)
            when = words.listed_with_dots([words.day_date(at.date()), words.clock(at.hour * 60 + at.minute)])
            self.body.addWidget(Words(form.title, Type.CARD, wrap=True))
            self.body.addWidget(Words(when, Type.META, "text2"))
            for label, text in form.fields:
                self.body.addWidget(labeled(label, _to_copy(label, text), wide=True))
        self.add_buttons(_("I have it"), cancel=_("Keep for later"))

    def accept(self) -> None:
        with self._bridge.telling():
            self._bridge.do(left_forms.forget, [form.form_id for form in self._left])
            super().accept()


def _to_copy(label: str, text: str) -> Words:
    shown = Words(text, Type.BODY, wrap=True)
    shown.setAccessibleName(f"{label}: {text}")
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return shown
