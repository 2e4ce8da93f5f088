# SPDX-License-Identifier: MIT
"""Why a place in the week does not fit, in words: short ones for the card, whole ones for tip and status line."""

from collections.abc import Callable, Mapping, Sequence

from otdesk.rules import availability
from otdesk.rules.kinds import Pull
from otdesk.rules.slots import FreeSlot, Obstacle, Severity, Why, Wish, worst
from otdesk.words import _, clock, cycle_day, minutes, plural, span, weekday


def short(obstacle: Obstacle) -> str:
    """A few words: "PE until 2:10", "Overlaps Maya Ortiz"; in a lettered cycle "Tue, Thu: Speech until 9:30"."""
    words = _TELL.get(obstacle.why)
    text = words(obstacle) if words is not None else _("Does not fit")
    days = ", ".join(weekday(day) for day in obstacle.weekdays)
    return f"{days}: {text}" if days else text


def sentence(obstacle: Obstacle, names: Mapping[int, str], *, alone: bool = True) -> str:
    """With the student's name in a group ("Theo Wynn: Reading until 9:00")."""
    text = short(obstacle)
    who = names.get(abs(obstacle.student), "") if obstacle.student is not None and not alone else ""
    return f"{who}: {text}" if who else text


def verdict(found: Sequence[Obstacle], wish: Wish | None, day: int, names: Mapping[int, str]) -> str:
    """The line that is read while a block is held: "Fits. Not in Reading or Lunch" or what stands in the way."""
    alone = wish is None or len(wish.members) < 2
    if not found:
        spared = _spared(wish, day)
        return _("Fits. Not in {classes}").format(classes=spared) if spared else _("Fits")
    told: list[str] = []
    for obstacle in found:
        text = sentence(obstacle, names, alone=alone)
        if text not in told:
            told.append(text)
    head = _("Does not fit") if worst(found) is Severity.NEVER else _("Fits, but")
    rest = len(told) - 3
    shown = "; ".join(told[:3])
    if worst(found) is not Severity.NEVER and not found[0].weekdays:
        shown = _lower(shown)
    more = plural(", and {n} more", ", and {n} more", rest) if rest > 0 else ""
    joint = ": " if worst(found) is Severity.NEVER else " "
    return f"{head}{joint}{shown}{more}"


def free_words(found: Sequence[FreeSlot], cycle_length: int) -> tuple[str, bool]:
    """ "2 slots fit: Fri 7:40, 10:20" and whether any fits without something to avoid."""
    clean = [slot for slot in found if slot.severity is Severity.OK]
    shown = clean or list(found)
    if not shown:
        return _("No slot fits"), False
    times: list[str] = []
    day: int | None = None
    for slot in shown[:3]:
        times.append(
            clock(slot.start) if slot.day == day else f"{cycle_day(slot.day, cycle_length)} {clock(slot.start)}"
        )
        day = slot.day
    text = (
        plural("{n} slot fits: ", "{n} slots fit: ", len(clean))
        if clean
        else plural("{n} slot, not ideal: ", "{n} slots, not ideal: ", len(shown))
    )
    return text + ", ".join(times) + (" …" if len(shown) > 3 else ""), bool(clean)


def _spared(wish: Wish | None, day: int) -> str:
    """What the student is kept in: the classes she may never be taken from."""
    if wish is None or len(wish.members) != 1:
        return ""
    slices = wish.members[0].days.get(day, ())
    kept = dict.fromkeys(
        piece.label
        for piece in slices
        if piece.effect is Pull.NEVER and piece.label and piece.bar is availability.Bar.CLASS
    )
    names = list(kept)[:2]
    return _(" or ").join(names)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _until(obstacle: Obstacle) -> str:
    label = obstacle.label or _("Class")
    return _("{what} until {time}").format(what=label, time=clock(obstacle.end or 0))


def _hours(text: str, obstacle: Obstacle) -> str:
    if obstacle.start is None or obstacle.end is None:
        return text
    return f"{text} {span(obstacle.start, obstacle.end)}"


def _outside_contract(obstacle: Obstacle) -> str:
    return _("Not a working day") if obstacle.start is None else _hours(_("Outside working hours"), obstacle)


def _outside_school(obstacle: Obstacle) -> str:
    return _hours(_("Outside the school day"), obstacle)


def _seen(obstacle: Obstacle) -> str:
    return _("Already seen at {time}").format(time=clock(obstacle.start or 0))


def _busy(obstacle: Obstacle) -> str:
    return _("Overlaps {what}").format(what=obstacle.label or _("another block"))


def _lunch(_obstacle: Obstacle) -> str:
    return _("Overlaps your lunch")


def _travel(obstacle: Obstacle) -> str:
    return _("Travel needs {need}, has {has}").format(
        need=minutes(obstacle.need or 0), has=minutes(max(0, obstacle.has or 0))
    )


def _full(obstacle: Obstacle) -> str:
    return _("{has} students, at most {need}").format(has=obstacle.has, need=obstacle.need)


def _grades(obstacle: Obstacle) -> str:
    return _("Grades {n} apart").format(n=obstacle.has)


def _misses(obstacle: Obstacle) -> str:
    return _("Misses {what}").format(what=obstacle.label or _("class"))


def _no_break(obstacle: Obstacle) -> str:
    return _("{has} without a break").format(has=minutes(obstacle.has or 0))


def _smaller(obstacle: Obstacle) -> str:
    return _("{has} students, {need} is better").format(has=obstacle.has, need=obstacle.need)


class _Fixed:
    """Words that need nothing of the obstacle; translated when they are said."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, _obstacle: Obstacle) -> str:
        return _(self._text)


_TELL: Mapping[Why, Callable[[Obstacle], str]] = {
    Why.CLOSED_DAY: _Fixed("School closed"),
    Why.OUTSIDE_CONTRACT: _outside_contract,
    Why.OUTSIDE_SCHOOL_DAY: _outside_school,
    Why.NOT_ATTENDING: _Fixed("Not at school then"),
    Why.COMMITMENT: _until,
    Why.CLASS_NEVER: _until,
    Why.ROOM_TAKEN: _Fixed("The room is taken"),
    Why.SEEN_THAT_DAY: _seen,
    Why.THERAPIST_BUSY: _busy,
    Why.THERAPIST_LUNCH: _lunch,
    Why.TRAVEL: _travel,
    Why.TRAVEL_UNKNOWN: _Fixed("Drive not known"),
    Why.NOT_A_GROUP: _Fixed("The plan says individual"),
    Why.GROUP_FULL: _full,
    Why.GRADES_APART: _grades,
    Why.KEEP_APART: _Fixed("Kept apart"),
    Why.NO_LUNCH_LEFT: _Fixed("No lunch left"),
    Why.CLASS_AVOID: _misses,
    Why.NO_BREAK: _no_break,
    Why.PREFER_SMALLER: _smaller,
    Why.OTHER_PROVIDER: _Fixed("The plan says OT"),
}
