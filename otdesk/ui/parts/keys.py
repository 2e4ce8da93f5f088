# SPDX-License-Identifier: MIT
"""Keys that work while the keyboard is anywhere within a page, before a text field takes them for letters."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def keys_within(page: QWidget, keys: str) -> QShortcut:
    """`keys_within(self, "Alt+P").activated.connect(...)`."""
    shortcut = QShortcut(QKeySequence(keys), page)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return shortcut
