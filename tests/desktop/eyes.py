# SPDX-License-Identifier: MIT
"""What a screen reader is told, over the accessibility bus. Run by the system's own python3, which has pyatspi.

    /usr/bin/python3 eyes.py focus      the name of what has the keyboard
    /usr/bin/python3 eyes.py tree       one line each: role, name, description, whether it takes the keyboard

Nothing is kept between two looks, so that nothing seen is old.
"""

import sys
from collections.abc import Iterator
from typing import Any

import pyatspi

SHOWING, FOCUSED, FOCUSABLE = pyatspi.STATE_SHOWING, pyatspi.STATE_FOCUSED, pyatspi.STATE_FOCUSABLE


def windows() -> Iterator[Any]:
    for program in pyatspi.Registry.getDesktop(0):
        if program is not None and program.name == "OTDesk":
            yield from (window for window in program if window is not None)


def below(thing: Any) -> Iterator[tuple[Any, Any]]:
    """Everything that is shown, from the top."""
    states = thing.getState()
    if not states.contains(SHOWING):
        return
    yield thing, states
    for child in thing:
        if child is not None:
            yield from below(child)


def everything() -> Iterator[tuple[Any, Any]]:
    for window in windows():
        yield from below(window)


def main() -> None:
    if sys.argv[1] == "focus":
        focused = [thing.name for thing, states in everything() if states.contains(FOCUSED)]
        print(focused[-1] if focused else "")
        return
    for thing, states in everything():
        keys = "keys" if states.contains(FOCUSABLE) else ""
        print(thing.getRoleName(), thing.name.replace("\n", " "), thing.description.replace("\n", " "), keys, sep="\t")


main()
