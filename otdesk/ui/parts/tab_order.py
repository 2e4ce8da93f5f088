# SPDX-License-Identifier: MIT
"""Tab through a page whose parts are made anew while it is shown: in the order it names, not the order of making."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def is_asked(page: QWidget) -> bool:
    """Whether a key asks for the next stop. Qt asks too when it hides what has the keyboard, or destroys it: then no
    widget beyond may be named, for PySide keeps its name after its end, and what comes to lie in its place goes with
    it."""
    focus = QApplication.focusWidget()
    return page.isVisible() and focus is not None and focus.isVisible() and page.isAncestorOf(focus)


def step(page: QWidget, stops: Sequence[QWidget], *, forward: bool) -> bool:
    """The keyboard goes to the next of `stops` that can be seen; beyond the last, to what follows the page in its
    window. What `QWidget.focusNextPrevChild` returns: whether it went anywhere."""
    focus = page.window().focusWidget()
    here = next((n for n, stop in enumerate(stops) if focus is not None and _holds(stop, focus)), None)
    order = list(stops) if forward else list(reversed(stops))
    if here is not None:
        order = order[(here if forward else len(stops) - 1 - here) + 1 :]
    found = next((stop for stop in order if _can_take(stop)), None) or _outside(page, forward=forward)
    if found is None:
        found = next((stop for stop in (stops if forward else reversed(stops)) if _can_take(stop)), None)
    if found is None:
        return False
    found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _holds(stop: QWidget, focus: QWidget) -> bool:
    return stop is focus or stop.isAncestorOf(focus)


def _can_take(stop: QWidget) -> bool:
    taker = stop.focusProxy() or stop
    return stop.isVisible() and stop.isEnabled() and bool(taker.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _outside(page: QWidget, *, forward: bool) -> QWidget | None:
    """The next stop of the window that does not belong to the page, as the widgets stand in the window: PySide never
    lets go of what it names along Qt's own chain."""
    every = page.window().findChildren(QWidget)
    here = every.index(page)
    after = [*every[here + 1 :], *every[:here]]
    for widget in after if forward else reversed(after):
        if _can_take(widget) and not page.isAncestorOf(widget) and not widget.isAncestorOf(page):
            return widget
    return None
