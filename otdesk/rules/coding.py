# SPDX-License-Identifier: MIT
"""Procedure and diagnosis codes of a note, and the units a payer counts for their minutes (domain.md 5).

The payer's rule is the district's setting. Nothing here ever takes the more generous rule by itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

_UNIT = 15
_HALF = 8
"""Minutes from which a unit of 15 is earned."""


class UnitRule(StrEnum):
    """How a payer makes units of minutes."""

    CMS = "cms"
    """All timed minutes together, then shared out (CMS Claims Processing Manual, chapter 5, 20.2)."""
    AMA = "ama"
    """Each code by itself, from its midpoint on (CPT)."""
    MINUTES = "minutes"
    """No units: the minutes are reported."""
    SESSION = "session"
    """One unit of each code, however long."""
    ENCOUNTER = "encounter"
    """One unit for all that was done."""
    HALF_HOUR = "half_hour"
    """Whole half hours of each code."""
    HOUR = "hour"
    """Whole hours of each code."""


class CodeKind(StrEnum):
    TIMED = "timed"
    UNTIMED = "untimed"
    FIRST_QUARTER = "first_quarter"
    """15 minutes once, what is more under the next code: 97129 and 97130."""
    FIRST_HOUR = "first_hour"
    """An hour once, each half hour more under the next code: 96112 and 96113."""


@dataclass(frozen=True, slots=True)
class Code:
    """A procedure code under our own label. `further`: the code that takes what the first unit does not. `modifiers`:
    what the payer wants behind this code, whoever gives it."""

    code: str
    label: str
    kind: CodeKind = CodeKind.TIMED
    further: str = ""
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeMinutes:
    code: str
    minutes: int | None = None
    """None = not said."""
    modifiers: tuple[str, ...] = ()

    @property
    def line(self) -> tuple[str, tuple[str, ...]]:
        """One line of a claim: the same code with other modifiers is another."""
        return self.code, self.modifiers


@dataclass(frozen=True, slots=True)
class Counted:
    """`minutes` 0: of a code that is not timed, or that takes over from another."""

    code: str
    minutes: int
    units: int
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodesTyped:
    """What a line such as "97530 20, 97110 10, F82" says. `unread`: what is neither code nor minutes."""

    codes: tuple[CodeMinutes, ...] = ()
    diagnoses: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """A district's way: its payer's rule, the codes it takes, the diagnoses used most (code, our label)."""

    rule: UnitRule
    codes: tuple[Code, ...]
    diagnoses: tuple[tuple[str, str], ...] = ()
    modifiers: tuple[str, ...] = ()
    """What the payer wants behind every code: "GO"."""
    assistants: tuple[str, ...] = ()
    """What stands before those where an assistant gave the service: "CO"; what changes the payment is first."""

    def all_modifiers(self, line: CodeMinutes, *, assistant: bool) -> tuple[str, ...]:
        """The payer's own first, then what was typed, each once."""
        known = self.code(line.code)
        own = known.modifiers if known is not None else ()
        always = (*(self.assistants if assistant else ()), *self.modifiers, *own)
        return tuple(dict.fromkeys((*always, *line.modifiers)))

    def code(self, code: str) -> Code | None:
        return next((known for known in self.codes if known.code == code), None)

    def kind(self, code: str) -> CodeKind:
        """A code that is not on the list counts as timed: its minutes are not lost."""
        known = self.code(code)
        return known.kind if known is not None else CodeKind.TIMED

    def label(self, code: str) -> str:
        known = self.code(code)
        if known is not None:
            return known.label
        first = next((known for known in self.codes if known.further == code), None)
        return first.label if first is not None else ""


_WORD = re.compile(r"[^\s,;]+")
_PROCEDURE = re.compile(r"[A-Z]?\d{4,5}")
_DIAGNOSIS = re.compile(r"([A-TV-Z]\d[0-9A-Z])(?:\.?([0-9A-Z])|\.([0-9A-Z]{2,4}))?")
_MODIFIED = re.compile(r"([A-Z]?\d{4,5})((?:-[A-Z0-9]{2})+)")
_MODIFIER = re.compile(r"[A-Z][A-Z0-9]")
"""Standing by itself; one of figures alone ("59") is written with its code, else it would be minutes."""
MOST_MODIFIERS = 4
"""As many as a line of a claim takes."""
_MINUTES = re.compile(r"\d{1,3}")
_MARK = re.compile(r"(?i)(min|m)$")
_BARE_MARK = frozenset({"min", "min.", "mins", "minutes"})
"""What may stand after the minutes by itself: "97530 20 min"."""


def read_codes(typed: str) -> CodesTyped:
    """Codes in the order typed, each with its modifiers ("97530-GO", "97530 GO") and minutes if it has any. No input is
    refused: what is not understood comes back in `unread`."""
    codes: list[CodeMinutes] = []
    diagnoses: list[str] = []
    unread: list[str] = []
    for word in _WORD.findall(typed):
        upper = word.upper()
        modified = _MODIFIED.fullmatch(upper)
        if modified is not None and len(modified[1]) == 5:
            codes.append(CodeMinutes(modified[1], modifiers=_once(modified[2][1:].split("-"))))
        elif _PROCEDURE.fullmatch(upper) and len(upper) == 5:
            codes.append(CodeMinutes(upper))
        elif _MODIFIER.fullmatch(upper) and codes:
            codes[-1] = replace(codes[-1], modifiers=_once((*codes[-1].modifiers, upper)))
        elif (found := _DIAGNOSIS.fullmatch(upper)) is not None:
            more = found[2] or found[3] or ""
            diagnoses.append(f"{found[1]}.{more}" if more else found[1])
        elif (minutes := _minutes(word)) is not None and codes and codes[-1].minutes is None:
            codes[-1] = replace(codes[-1], minutes=minutes)
        elif not (word.casefold() in _BARE_MARK and codes and codes[-1].minutes is not None):
            unread.append(word)
    return CodesTyped(tuple(codes), tuple(dict.fromkeys(diagnoses)), tuple(unread))


def is_modifier(text: str) -> bool:
    return re.fullmatch(r"[A-Z0-9]{2}", text) is not None


def _once(modifiers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(modifiers))


def begins_with(shared: str, usual: str) -> str:
    """What a student's codes are before anybody changes them: those of the group with her own diagnoses, else her
    usual ones."""
    of_group, own = read_codes(shared), read_codes(usual)
    if not shared.strip():
        return usual.strip()
    if of_group.diagnoses or not own.diagnoses:
        return shared.strip()
    return ", ".join((shared.strip(), *own.diagnoses))


def _minutes(word: str) -> int | None:
    bare = _MARK.sub("", word)
    return int(bare) if _MINUTES.fullmatch(bare) and bare.isascii() else None


def filled_in(typed: CodesTyped, coding: Coding, minutes: int) -> tuple[CodeMinutes, ...]:
    """The one timed code without minutes takes what the others leave of the session's `minutes`; the same code twice,
    with the same modifiers, is one."""
    together: dict[tuple[str, tuple[str, ...]], int | None] = {}
    for line in typed.codes:
        before = together.get(line.line)
        said = [part for part in (before, line.minutes) if part is not None]
        together[line.line] = sum(said) if said else None
    timed = [line for line in together if coding.kind(line[0]) is not CodeKind.UNTIMED]
    open_lines = [line for line in timed if together[line] is None]
    if len(open_lines) == 1:
        together[open_lines[0]] = max(0, minutes - sum(together[line] or 0 for line in timed))
    return tuple(CodeMinutes(code, said, modifiers) for (code, modifiers), said in together.items())


def count(lines: Sequence[CodeMinutes], coding: Coding) -> tuple[Counted, ...]:
    """The units of each code by the payer's rule; of equal claims to a unit, the code typed first has it."""
    if coding.rule is UnitRule.ENCOUNTER:
        return tuple(
            Counted(line.code, line.minutes or 0, int(number == 0), line.modifiers) for number, line in enumerate(lines)
        )
    pool = {line.line: line.minutes or 0 for line in lines if coding.kind(line.code) in _QUARTERS}
    shared = _units(pool, coding.rule)
    counted: list[Counted] = []
    for line in lines:
        kind, minutes = coding.kind(line.code), line.minutes or 0
        if kind is CodeKind.UNTIMED:
            units = 0 if coding.rule is UnitRule.MINUTES else 1
            counted.append(Counted(line.code, 0, units, line.modifiers))
        elif kind is CodeKind.FIRST_HOUR and coding.rule in {UnitRule.CMS, UnitRule.AMA}:
            counted += _split(coding, line, _testing_units(minutes))
        elif kind is CodeKind.FIRST_HOUR:
            units = _units({line.line: minutes}, coding.rule)[line.line]
            counted.append(Counted(line.code, minutes, units, line.modifiers))
        else:
            counted += _split(coding, line, shared[line.line])
    return tuple(counted)


_Line = tuple[str, tuple[str, ...]]
_QUARTERS = frozenset({CodeKind.TIMED, CodeKind.FIRST_QUARTER})


def _split(coding: Coding, line: CodeMinutes, units: int) -> list[Counted]:
    known, minutes = coding.code(line.code), line.minutes or 0
    if known is None or not known.further or coding.rule not in {UnitRule.CMS, UnitRule.AMA}:
        return [Counted(line.code, minutes, units, line.modifiers)]
    further = [Counted(known.further, 0, units - 1, line.modifiers)] if units > 1 else []
    return [Counted(line.code, minutes, min(units, 1), line.modifiers), *further]


def _testing_units(minutes: int) -> int:
    """From the midpoint of the first hour, then from that of each further half hour."""
    return 0 if minutes < 31 else 1 + max(0, minutes - 60 + 14) // 30


def _units(minutes: Mapping[_Line, int], rule: UnitRule) -> dict[_Line, int]:
    match rule:
        case UnitRule.CMS:
            return _cms(minutes)
        case UnitRule.AMA:
            return {code: _midpoint(each) for code, each in minutes.items()}
        case UnitRule.SESSION:
            return dict.fromkeys(minutes, 1)
        case UnitRule.HALF_HOUR:
            return {code: each // 30 for code, each in minutes.items()}
        case UnitRule.HOUR:
            return {code: each // 60 for code, each in minutes.items()}
        case _:
            return dict.fromkeys(minutes, 0)


def _midpoint(minutes: int) -> int:
    return 0 if minutes < _HALF else (minutes + _UNIT - _HALF) // _UNIT


def _cms(minutes: Mapping[_Line, int]) -> dict[_Line, int]:
    """The units of all minutes together; what whole units leave goes to the largest remainders, one each."""
    units = {code: each // _UNIT for code, each in minutes.items()}
    left = _midpoint(sum(minutes.values())) - sum(units.values())
    for code in _by_remainder(minutes)[:left]:
        units[code] += 1
    return units


def _by_remainder(minutes: Mapping[_Line, int]) -> list[_Line]:
    remainders = {code: each % _UNIT for code, each in minutes.items()}
    return sorted((code for code, rest in remainders.items() if rest), key=remainders.__getitem__, reverse=True)


def units_of_day(lines: Sequence[CodeMinutes], coding: Coding) -> int:
    """Units of the timed codes of all a student's notes of one day, counted together as the CMS rule wants it."""
    return _midpoint(sum(line.minutes or 0 for line in lines if coding.kind(line.code) in _QUARTERS))


def tied(lines: Sequence[CodeMinutes], coding: Coding) -> tuple[str, ...]:
    """The codes of which any may have a unit: which, is the therapist's choice, made by the order typed."""
    if coding.rule is not UnitRule.CMS:
        return ()
    minutes = {line.line: line.minutes or 0 for line in lines if coding.kind(line.code) in _QUARTERS}
    left = _midpoint(sum(minutes.values())) - sum(each // _UNIT for each in minutes.values())
    order = _by_remainder(minutes)
    if not 0 < left < len(order):
        return ()
    edge = minutes[order[left]] % _UNIT
    if minutes[order[left - 1]] % _UNIT != edge:
        return ()
    return tuple(line[0] for line in order if minutes[line] % _UNIT == edge)


def to_plain(coding: Coding) -> dict[str, Any]:
    """As kept in the vault."""
    return {
        "rule": coding.rule.value,
        "codes": [
            {
                "code": each.code,
                "label": each.label,
                "kind": each.kind.value,
                "further": each.further,
                "modifiers": list(each.modifiers),
            }
            for each in coding.codes
        ],
        "diagnoses": [list(pair) for pair in coding.diagnoses],
        "modifiers": list(coding.modifiers),
        "assistants": list(coding.assistants),
    }


def from_plain(plain: Mapping[str, Any]) -> Coding:
    """Read what `to_plain` wrote."""
    codes = (
        Code(each["code"], each["label"], CodeKind(each["kind"]), each["further"], tuple(each["modifiers"]))
        for each in plain["codes"]
    )
    return Coding(
        UnitRule(plain["rule"]),
        tuple(codes),
        tuple((str(code), str(label)) for code, label in plain["diagnoses"]),
        tuple(plain["modifiers"]),
        tuple(plain["assistants"]),
    )
