# SPDX-License-Identifier: MIT
"""Initials only, in typed words too: a goal's cue or a meeting's subject often names the student."""

from collections.abc import Iterable
from dataclasses import replace

from otdesk.queries.day_sheets import DaySheet, SheetItem, SheetName, SheetStop
from otdesk.rules.initials import hidden


def initials_only(day: DaySheet) -> DaySheet:
    """The same day, where the names of those a text is about have become initials in it."""
    everybody = {student.name for stop in day.stops for item in stop.items for student in item.students}
    everybody |= {line.name for line in day.due if line.name is not None}
    return replace(
        day,
        stops=tuple(_stop(stop) for stop in day.stops),
        due=tuple(replace(line, words=masked(line.words, [line.name])) if line.name else line for line in day.due),
        bring=tuple(masked(thing, everybody) for thing in day.bring),
    )


def _stop(stop: SheetStop) -> SheetStop:
    return replace(stop, items=tuple(_item(item) for item in stop.items))


def _item(item: SheetItem) -> SheetItem:
    people = [student.name for student in item.students]
    return replace(
        item,
        title=masked(item.title, people),
        detail=masked(item.detail, people),
        bring=masked(item.bring, people),
        students=tuple(
            replace(student, goals=tuple(replace(goal, cue=masked(goal.cue, people)) for goal in student.goals))
            for student in item.students
        ),
    )


def masked(text: str, people: Iterable[SheetName]) -> str:
    """Capitals count: "Will" is a name, "will" is not. A name written in capitals throughout is found as well."""
    return hidden(whole for name in people for whole in (name.first, name.last, name.called)).of(text)
