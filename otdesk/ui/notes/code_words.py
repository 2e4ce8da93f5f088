# SPDX-License-Identifier: MIT
"""A note's codes in words: how they were read and counted, and what is doubtful about them."""

from collections.abc import Sequence

from otdesk import words
from otdesk.queries.coding import note_codes
from otdesk.queries.note_rows import NoteCode
from otdesk.queries.notes import NoteForm
from otdesk.rules.coding import (
    MOST_MODIFIERS,
    CodeKind,
    CodeMinutes,
    Coding,
    UnitRule,
    count,
    filled_in,
    read_codes,
    tied,
    units_of_day,
)
from otdesk.ui.notes.composing import minutes_of
from otdesk.words import _, plural

_THERAPY, _ASSISTANT = "GO", "CO"
"""Under an OT plan; in whole or part by an assistant (domain.md 5.3)."""


def reading(form: NoteForm, typed: str) -> str:
    """ "97530 functional activities 30 min, 2 units · F82 motor development"; empty while nothing is typed."""
    if form.coding is None:
        return ""
    said = read_codes(typed)
    counted = note_codes(form.coding, said, minutes_of(form), assistant=form.by_assistant)
    codes = [_code(form.coding, code) for code in counted]
    known = dict(form.coding.diagnoses)
    diagnoses = [" ".join(filter(None, (code, known.get(code, "")))) for code in said.diagnoses]
    return words.listed_with_dots([*codes, *diagnoses])


def _code(coding: Coding, code: NoteCode) -> str:
    figures = [words.minutes(code.minutes)] if code.minutes else []
    if coding.rule is not UnitRule.MINUTES:
        figures.append(plural("{n} unit", "{n} units", code.units))
    return f"{code.whole} {', '.join(figures)}".strip()


def doubts(form: NoteForm, typed: str) -> list[str]:
    """One sentence each; nothing of it keeps a true record from being signed."""
    coding = form.coding
    if coding is None:
        return []
    said = read_codes(typed)
    if not said.codes:
        return _unread(said.unread)
    lines = filled_in(said, coding, minutes_of(form))
    unknown = [line.code for line in lines if coding.code(line.code) is None]
    found = _unread(said.unread)
    if unknown:
        found.append(_("Not among your district’s codes: {list}.").format(list=", ".join(unknown)))
    return [
        *found,
        *_of_modifiers(form, coding, lines),
        *_of_minutes(form, coding, lines),
        *_of_day(form, coding, lines),
    ]


def _unread(parts: Sequence[str]) -> list[str]:
    return [_("Neither a code nor minutes: {list}.").format(list=", ".join(parts))] if parts else []


def _of_modifiers(form: NoteForm, coding: Coding, lines: Sequence[CodeMinutes]) -> list[str]:
    found = []
    for line in lines:
        whole = coding.all_modifiers(line, assistant=form.by_assistant)
        if len(whole) > MOST_MODIFIERS:
            said = _("{code} has {n} modifiers; a claim takes {most}.")
            found.append(said.format(code=line.code, n=len(whole), most=MOST_MODIFIERS))
        if _ASSISTANT in whole and not form.by_assistant:
            found.append(_("{code}: CO says that an assistant gave the service.").format(code=line.code))
        if _ASSISTANT in whole and _THERAPY not in whole:
            found.append(_("{code}: CO goes with GO.").format(code=line.code))
    return found


def _of_minutes(form: NoteForm, coding: Coding, lines: Sequence[CodeMinutes]) -> list[str]:
    found = []
    counted = count(lines, coding)
    open_codes = [
        line.code for line in lines if line.minutes is None and coding.kind(line.code) is not CodeKind.UNTIMED
    ]
    if open_codes:
        found.append(_("Say the minutes of {list}.").format(list=words.listed(open_codes)))
    taken, credited = sum(each.minutes for each in counted), minutes_of(form)
    if taken > credited:
        found.append(_("The codes take {n} minutes; {credited} are credited.").format(n=taken, credited=credited))
    equal = tied(lines, coding)
    if equal:
        found.append(
            _("{list} have an equal claim to a unit; the one typed first has it.").format(
                list=words.listed(list(equal))
            )
        )
    return found


def _of_day(form: NoteForm, coding: Coding, lines: Sequence[CodeMinutes]) -> list[str]:
    """By the CMS rule the timed minutes of the whole day count together."""
    apart = [units_of_day(some, coding) for some in (form.codes_elsewhere, lines)]
    together = units_of_day((*form.codes_elsewhere, *lines), coding)
    if coding.rule is not UnitRule.CMS or together == sum(apart):
        return []
    said = _("With another note of that day the CMS rule counts the timed minutes together: {units} in all.")
    return [said.format(units=plural("{n} unit", "{n} units", together))]
