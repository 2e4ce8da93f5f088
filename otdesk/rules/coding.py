# SPDX-License-Identifier: MIT
"""Procedure and diagnosis codes of a note, and the units a payer counts for their minutes (domain.md 5).

The payer's rule is the district's setting. Nothing here ever takes the more generous rule by itself.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    """A procedure code under our own label. `further`: the code that takes what the first unit does not."""

    code: str
    label: str
    kind: CodeKind = CodeKind.TIMED
    further: str = ""


@dataclass(frozen=True, slots=True)
class CodeMinutes:
    code: str
    minutes: int | None = None
    """None = not said."""


@dataclass(frozen=True, slots=True)
class Counted:
    """`minutes` 0: of a code that is not timed, or that takes over from another."""

    code: str
    minutes: int
    units: int


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
_MINUTES = re.compile(r"\d{1,3}")
_MARK = re.compile(r"(?i)(min|m)$")
_BARE_MARK = frozenset({"min", "min.", "mins", "minutes"})
"""What may stand after the minutes by itself: "97530 20 min"."""


def read_codes(typed: str) -> CodesTyped:
    """Codes in the order typed, each followed by its minutes if it has any. No input is refused: what is not
    understood comes back in `unread`."""
    codes: list[CodeMinutes] = []
    diagnoses: list[str] = []
    unread: list[str] = []
    for word in _WORD.findall(typed):
        upper = word.upper()
        if _PROCEDURE.fullmatch(upper) and len(upper) == 5:
            codes.append(CodeMinutes(upper))
        elif (found := _DIAGNOSIS.fullmatch(upper)) is not None:
            more = found[2] or found[3] or ""
            diagnoses.append(f"{found[1]}.{more}" if more else found[1])
        elif (minutes := _minutes(word)) is not None and codes and codes[-1].minutes is None:
            codes[-1] = CodeMinutes(codes[-1].code, minutes)
        elif not (word.casefold() in _BARE_MARK and codes and codes[-1].minutes is not None):
            unread.append(word)
    return CodesTyped(tuple(codes), tuple(dict.fromkeys(diagnoses)), tuple(unread))


def _minutes(word: str) -> int | None:
    bare = _MARK.sub("", word)
    return int(bare) if _MINUTES.fullmatch(bare) and bare.isascii() else None


def filled_in(typed: CodesTyped, coding: Coding, minutes: int) -> tuple[CodeMinutes, ...]:
    """The one timed code without minutes takes what the others leave of the session's `minutes`; the same code twice
    is one."""
    together: dict[str, int | None] = {}
    for line in typed.codes:
        before = together.get(line.code)
        said = [part for part in (before, line.minutes) if part is not None]
        together[line.code] = sum(said) if said else None
    timed = [code for code in together if coding.kind(code) is not CodeKind.UNTIMED]
    open_codes = [code for code in timed if together[code] is None]
    if len(open_codes) == 1:
        together[open_codes[0]] = max(0, minutes - sum(together[code] or 0 for code in timed))
    return tuple(CodeMinutes(code, together[code]) for code in together)


def count(lines: Sequence[CodeMinutes], coding: Coding) -> tuple[Counted, ...]:
    """The units of each code by the payer's rule; of equal claims to a unit, the code typed first has it."""
    if coding.rule is UnitRule.ENCOUNTER:
        return tuple(Counted(line.code, line.minutes or 0, int(number == 0)) for number, line in enumerate(lines))
    pool = {line.code: line.minutes or 0 for line in lines if coding.kind(line.code) in _QUARTERS}
    shared = _units(pool, coding.rule)
    counted: list[Counted] = []
    for line in lines:
        kind, minutes = coding.kind(line.code), line.minutes or 0
        if kind is CodeKind.UNTIMED:
            counted.append(Counted(line.code, 0, 0 if coding.rule is UnitRule.MINUTES else 1))
        elif kind is CodeKind.FIRST_HOUR and coding.rule in {UnitRule.CMS, UnitRule.AMA}:
            counted += _split(coding, line.code, minutes, _testing_units(minutes))
        elif kind is CodeKind.FIRST_HOUR:
            counted.append(Counted(line.code, minutes, _units({line.code: minutes}, coding.rule)[line.code]))
        else:
            counted += _split(coding, line.code, minutes, shared[line.code])
    return tuple(counted)


_QUARTERS = frozenset({CodeKind.TIMED, CodeKind.FIRST_QUARTER})


def _split(coding: Coding, code: str, minutes: int, units: int) -> list[Counted]:
    known = coding.code(code)
    if known is None or not known.further or coding.rule not in {UnitRule.CMS, UnitRule.AMA}:
        return [Counted(code, minutes, units)]
    further = [Counted(known.further, 0, units - 1)] if units > 1 else []
    return [Counted(code, minutes, min(units, 1)), *further]


def _testing_units(minutes: int) -> int:
    """From the midpoint of the first hour, then from that of each further half hour."""
    return 0 if minutes < 31 else 1 + max(0, minutes - 60 + 14) // 30


def _units(minutes: Mapping[str, int], rule: UnitRule) -> dict[str, int]:
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


def _cms(minutes: Mapping[str, int]) -> dict[str, int]:
    """The units of all minutes together; what whole units leave goes to the largest remainders, one each."""
    units = {code: each // _UNIT for code, each in minutes.items()}
    left = _midpoint(sum(minutes.values())) - sum(units.values())
    for code in _by_remainder(minutes)[:left]:
        units[code] += 1
    return units


def _by_remainder(minutes: Mapping[str, int]) -> list[str]:
    remainders = {code: each % _UNIT for code, each in minutes.items()}
    return sorted((code for code, rest in remainders.items() if rest), key=remainders.__getitem__, reverse=True)


def units_of_day(lines: Sequence[CodeMinutes], coding: Coding) -> int:
    """Units of the timed codes of all a student's notes of one day, counted together as the CMS rule wants it."""
    return _midpoint(sum(line.minutes or 0 for line in lines if coding.kind(line.code) in _QUARTERS))


def tied(lines: Sequence[CodeMinutes], coding: Coding) -> tuple[str, ...]:
    """The codes of which any may have a unit: which, is the therapist's choice, made by the order typed."""
    if coding.rule is not UnitRule.CMS:
        return ()
    minutes = {line.code: line.minutes or 0 for line in lines if coding.kind(line.code) in _QUARTERS}
    left = _midpoint(sum(minutes.values())) - sum(each // _UNIT for each in minutes.values())
    order = _by_remainder(minutes)
    if not 0 < left < len(order):
        return ()
    edge = minutes[order[left]] % _UNIT
    if minutes[order[left - 1]] % _UNIT != edge:
        return ()
    return tuple(code for code in order if minutes[code] % _UNIT == edge)


def to_plain(coding: Coding) -> dict[str, Any]:
    """As kept in the vault."""
    return {
        "rule": coding.rule.value,
        "codes": [
            {"code": each.code, "label": each.label, "kind": each.kind.value, "further": each.further}
            for each in coding.codes
        ],
        "diagnoses": [list(pair) for pair in coding.diagnoses],
    }


def from_plain(plain: Mapping[str, Any]) -> Coding:
    """Read what `to_plain` wrote."""
    codes = (Code(each["code"], each["label"], CodeKind(each["kind"]), each["further"]) for each in plain["codes"])
    return Coding(
        UnitRule(plain["rule"]), tuple(codes), tuple((str(code), str(label)) for code, label in plain["diagnoses"])
    )
