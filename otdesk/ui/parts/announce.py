# SPDX-License-Identifier: MIT
"""Words for a screen reader that stand nowhere the focus is: toasts, errors, results."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
