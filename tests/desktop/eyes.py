# SPDX-License-Identifier: MIT
"""What a screen reader is told and can do, over the accessibility bus. Run by the system's own python3 with pyatspi.

    /usr/bin/python3 eyes.py focus             the name of what has the keyboard
    /usr/bin/python3 eyes.py all               names and texts of everything, shown or not
    /usr/bin/python3 eyes.py tree              one line each: role, name, description, whether it takes the keyboard
    /usr/bin/python3 eyes.py do NAME           press, choose or open what has this name; prints what can be done to it
    /usr/bin/python3 eyes.py write NAME TEXT   fill the field of this name
    /usr/bin/python3 eyes.py place NAME [IN]   the middle of what has this name (inside of IN), in pixels of the screen

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


def hidden_too(thing: Any) -> Iterator[str]:
    """What somebody reads who does not care whether it is shown."""
    yield f"{thing.name} {thing.description}"
    if "Text" in pyatspi.listInterfaces(thing):
        yield thing.queryText().getText(0, -1)
    for child in thing:
        if child is not None:
            yield from hidden_too(child)


def everything() -> Iterator[tuple[Any, Any]]:
    for window in windows():
        yield from below(window)


def said(thing: Any) -> str:
    """The name; of a choice, whose name is its value, with the label before it."""
    labels = [
        relation.getTarget(number).name
        for relation in thing.getRelationSet()
        if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY
        for number in range(relation.getNTargets())
    ]
    if thing.getRoleName() != "combo box":
        return str(thing.name)
    return f"{(labels or [thing.description])[0]}: {thing.name}"


def in_use(thing: Any) -> bool:
    """Qt calls the current cell of every table focused, of one that has not the keyboard too."""
    if not thing.name and thing.getRoleName() in {"filler", "panel"}:
        return False  # what scrolls says so too, for what is in it
    above = thing.parent
    table = above is not None and above.getRoleName() in {"table", "tree table", "list", "tree"}
    return not table or above.getState().contains(FOCUSED)


def named(name: str, able: str, inside: str = "") -> Any:
    """The first thing of this name that is `able`; an exact name before one that begins so."""
    where = below(named(inside, "Component")) if inside else everything()
    found = [thing for thing, _states in where if able in pyatspi.listInterfaces(thing)]
    exact = [thing for thing in found if thing.name == name]
    return (exact or [thing for thing in found if thing.name.startswith(name)])[0]


def main() -> None:
    if sys.argv[1] == "do":
        action = named(sys.argv[2], "Action").queryAction()
        print(*(action.getName(number) for number in range(action.nActions)), sep="\t")
        action.doAction(0)
        return
    if sys.argv[1] == "all":
        print(*(words for window in windows() for words in hidden_too(window)), sep="\n")
        return
    if sys.argv[1] == "place":
        box = named(sys.argv[2], "Component", *sys.argv[3:]).queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        print(box.x + box.width // 2, box.y + box.height // 2)
        return
    if sys.argv[1] == "write":
        print(named(sys.argv[2], "EditableText").queryEditableText().setTextContents(sys.argv[3]))
        return
    if sys.argv[1] == "focus":
        focused = [said(thing) for thing, states in everything() if states.contains(FOCUSED) and in_use(thing)]
        print(focused[-1] if focused else "")
        return
    for thing, states in everything():
        keys = "keys" if states.contains(FOCUSABLE) else ""
        print(thing.getRoleName(), said(thing).replace("\n", " "), thing.description.replace("\n", " "), keys, sep="\t")


main()
