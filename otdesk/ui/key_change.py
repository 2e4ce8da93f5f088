# SPDX-License-Identifier: MIT
"""Other keys for one command: press them, read what they would do or who has them, keep."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from otdesk.faults import Refusal
from otdesk.ui.commands import Entry
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.shortcuts import Shortcuts
from otdesk.words import _

_PASSED = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ALONE = {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown}


class KeyEdit(QLineEdit):
    """Takes the next keys as they are pressed, whatever they would do elsewhere. Tab, Enter and Esc keep their use."""

    pressed = Signal(str)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # no command of the window may answer
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        bare = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if key in _PASSED and bare:
            event.ignore()
        elif key not in _ALONE:
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            sequence = QKeySequence(held.value | key.value)
            self.setText(sequence.toString(QKeySequence.SequenceFormat.NativeText))
            self.pressed.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))


class KeyChange(DialogBase):
    def __init__(self, host: QWidget, shortcuts: Shortcuts, entry: Entry) -> None:
        super().__init__(host, _("Keys for “{command}”").format(command=entry.command.words), width=440)
        self._shortcuts, self._entry = shortcuts, entry
        self.keys = ""
        self.edit = KeyEdit()
        self.field = LabeledField(_("Press the new keys"), self.edit)
        self.field.set_text(entry.shortcut_words())
        self.body.addWidget(self.field)
        self.edit.pressed.connect(self._read)
        self.reset_button = DefaultButton(_("As it came"))
        self.reset_button.setVisible(shortcuts.changed(entry))
        self.reset_button.clicked.connect(self._reset)
        self.footer.addWidget(self.reset_button)
        self.add_buttons(_("Keep"))
        self.main_button.setEnabled(False)
        self.focus_first(self.edit)

    def _read(self, keys: str) -> None:
        hindrance = self._shortcuts.hindrance(self._entry, keys)
        self.keys = "" if hindrance else keys
        self.main_button.setEnabled(not hindrance)
        if hindrance:
            self.field.say_error(hindrance)
        else:
            self.field.say_reading(_("These keys are free."))

    def _reset(self) -> None:
        try:
            self._shortcuts.reset(self._entry)
        except Refusal as refusal:
            self.field.say_error(refusal.message)
            return
        super().accept()

    def accept(self) -> None:
        if self.keys:
            self._shortcuts.give(self._entry, self.keys)
            super().accept()
