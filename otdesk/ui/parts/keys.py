# SPDX-License-Identifier: MIT
"""Keys that work while the keyboard is anywhere within a page, before a text field takes them for letters."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def keys_within(page: QWidget, keys: str) -> QShortcut:
    """`keys_within(self, "Alt+P").activated.connect(...)`. A key that is held acts once: the next note is not signed
    by the same press."""
    shortcut = QShortcut(QKeySequence(keys), page)
    shortcut.setAutoRepeat(False)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return shortcut
