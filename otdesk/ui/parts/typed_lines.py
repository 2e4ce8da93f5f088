# SPDX-License-Identifier: MIT
"""A line commits what was typed when the keyboard leaves it; some things cannot wait for that."""

from PySide6.QtWidgets import QLineEdit, QWidget


def finish_line(inside: QWidget) -> None:
    """The line that is being typed in counts as finished: before another student is shown, before a note is signed."""
    field = inside.window().focusWidget()
    if isinstance(field, QLineEdit) and inside.isAncestorOf(field):
        field.editingFinished.emit()
