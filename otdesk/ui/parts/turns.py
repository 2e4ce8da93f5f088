# SPDX-License-Identifier: MIT
"""Work cut into turns of the event loop, so that keys pressed meanwhile come between."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

TURN = 1
"""Milliseconds; none would be the same turn, before any key."""


def paint_next_turn(widget: QWidget) -> None:
    """What follows lays `widget` out anew; it is painted a turn later, with what it showed standing until then."""
    widget.setUpdatesEnabled(False)
    QTimer.singleShot(TURN, widget, partial(widget.setUpdatesEnabled, True))
