# SPDX-License-Identifier: MIT
"""Why something has no place, and what would help, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from otdesk.words import _, clock, cycle_day, listed, minutes, plural


def blame_words(blames: Sequence[Mapping[str, Any]], cycle_length: int) -> list[str]:
    """ "12 starts: another session, as on Tue 9:45", the most frequent first."""
    names = {
        "seen_that_day": _("already seen that day"),
        "school_closed": _("the school is closed"),
        "session": _("another session is then"),
        "meeting": _("a pinned block is then"),
        "group_full": _("the group is full"),
        "grades": _("the grades of the group are too far apart"),
        "kept_apart": _("kept apart from somebody in the group"),
        "schools": _("one school too many that day"),
        "hours": _("outside your hours"),
        "travel": _("no time to drive"),
        "break": _("too long without a break"),
        "lunch": _("no lunch would be left"),
        "desk": _("no desk time would be left"),
        "nothing": _("free: a longer search may use it"),
    }
    return [
        _("{count}: {why}, as on {when}").format(
            count=plural("{n} start", "{n} starts", each["starts"]),
            why=names[each["obstacle"]],
            when=f"{cycle_day(each['day'], cycle_length)} {clock(each['start'])}",
        )
        for each in blames
    ]


def help_words(told: Mapping[str, Any]) -> str:
    """ "Groups of one more: 30 min placed, 2 sessions move"."""
    gained = _("{time} placed").format(time=minutes(told["minutes"]))
    moves = plural("{n} session moves", "{n} sessions move", told["moved"]) if told["moved"] else _("nothing moves")
    return f"{wish_words(told['wish'])}: {gained}, {moves}"


def wish_words(wish: str) -> str:
    return {
        "larger_groups": _("One student more in a group"),
        "wider_grades": _("One grade more in a group"),
        "one_more_school": _("One school more a day"),
        "longer_run": _("15 min more before a break"),
        "earlier_lunch": _("Lunch 15 min earlier"),
        "later_lunch": _("Lunch 15 min later"),
        "earlier_start": _("Begin 15 min earlier"),
        "later_end": _("End 15 min later"),
        "no_desk_time": _("Without desk time"),
    }[wish]


def conflict_words(titles: Sequence[str], rules: Sequence[str]) -> str:
    """What is proved, and what would undo it."""
    who = listed(list(titles))
    if len(titles) == 1:
        said = _("Proved: {who} cannot be placed at all under these rules.").format(who=who)
    else:
        said = _("Proved: {who} cannot all be placed under these rules.").format(who=who)
    if not rules:
        return said
    freed = listed([_lower(wish_words(rule)) for rule in rules])
    return f"{said} {_('What would let them: {rules}.').format(rules=freed)}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
