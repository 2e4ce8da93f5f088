# SPDX-License-Identifier: MIT
"""Rule packs: plain tables (as TOML gives them) into the frozen policies the rules take. Codes, never words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from otdesk.rules.deadlines import Clock, Count, DayUnit, End, Start
from otdesk.rules.kinds import Reason
from otdesk.rules.mileage import Rate
from otdesk.rules.minutes import CountMode, Excused, MinutesPolicy, Owed, ReasonRule, Window

E = TypeVar("E", bound=StrEnum)
Table = Mapping[str, object]


class BadPack(ValueError):
    """A pack that cannot be used; says which key and what was expected."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """Years from one review to the next. `day_before`: due the day before the anniversary. `sooner`: by state, the
    years to a re-evaluation of a student with intellectual disability where they are fewer."""

    annual_years: int
    day_before: bool
    reevaluation_years: int
    sooner: Mapping[str, int]
    plan_504_review_years: int
    plan_504_reevaluation_years: int


def reasons_from(body: Table) -> Mapping[Reason, ReasonRule]:
    """The policy of every reason. A reason left out is missing on purpose only by mistake, so all must be there."""
    table = _table(body, "reason")
    rules = {}
    for reason in Reason:
        row = _table(table, reason.value, "reason.")
        where = f"reason.{reason.value}."
        rules[reason] = ReasonRule(_code(row, "excused", Excused, where), _code(row, "owed", Owed, where))
    unknown = set(table) - {reason.value for reason in Reason}
    if unknown:
        raise BadPack(f"reason.{min(unknown)} is not a reason")
    return rules


def minutes_from(body: Table, reasons: Mapping[Reason, ReasonRule], broken: str | None = None) -> MinutesPolicy:
    """The minutes policy; `broken` is the district's own answer, which goes before the pack's. None: not asked yet."""
    chosen = broken if broken is not None else body.get("broken")
    return MinutesPolicy(
        reasons,
        None if chosen is None else _as_code(chosen, "broken", CountMode),
        _code(body, "partial", CountMode),
        _flag(body, "round_up"),
        _as_code(body.get("makeup_window", Window.UNLIMITED), "makeup_window", Window),
        _flag(body, "bank"),
        _week_start(body),
    )


def _week_start(body: Table) -> int:
    days = {"monday": 0, "sunday": 6}
    said = body.get("week_starts", "monday")
    if said not in days:
        raise BadPack(f"week_starts is {said!r}, not one of {', '.join(days)}")
    return days[str(said)]


def clocks_from(body: Table) -> Mapping[str, Clock]:
    """Initial-evaluation clocks by state ("TX"; "federal"). A state not there is not checked and shown blank."""
    table = _table(body, "clock")
    return {state: _clock(_table(table, state, "clock."), f"clock.{state}.") for state in table}


def reviews_from(body: Table) -> Reviews:
    annual, again = _table(body, "annual"), _table(body, "reevaluation")
    plan_504 = _table(body, "section_504")
    sooner = again.get("intellectual_disability", {})
    if not isinstance(sooner, Mapping):
        raise BadPack("reevaluation.intellectual_disability must be a table")
    return Reviews(
        _number(annual, "years", "annual."),
        _flag(annual, "day_before"),
        _number(again, "years", "reevaluation."),
        {state: _number(_table(sooner, state), "years", f"{state}.") for state in sooner},
        _number(plan_504, "review_years", "section_504."),
        _number(plan_504, "reevaluation_years", "section_504."),
    )


def mileage_from(body: Table) -> tuple[Rate, ...]:
    """The published rates, each from a date on; in the order of their dates."""
    rows = body.get("rate")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise BadPack("rate is missing or not a list")
    return tuple(sorted((_rate(row, f"rate[{n}].") for n, row in enumerate(rows)), key=_from))


def _rate(row: object, where: str) -> Rate:
    if not isinstance(row, Mapping):
        raise BadPack(f"{where[:-1]} is not a table")
    return Rate(_day(row.get("from"), f"{where}from"), _number(row, "tenths_of_cent", where))


def _day(value: object, where: str) -> date:
    """A date as TOML gives it, or as text from the vault."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise BadPack(f"{where} is {value!r}, not a date") from None
    if not isinstance(value, date):
        raise BadPack(f"{where} must be a date, not {value!r}")
    return value


def _from(rate: Rate) -> date:
    return rate.first


def _clock(row: Table, where: str) -> Clock:
    cap = then = None
    if "cap" in row:
        inner = _table(row, "cap", where)
        cap = (_span(inner, f"{where}cap."), _code(inner, "start", Start, f"{where}cap."))
    if "then" in row:
        then = _span(_table(row, "then", where), f"{where}then.")
    return Clock(
        _span(row, where),
        _code(row, "start", Start, where),
        _code(row, "end", End, where),
        _flag(row, "exclude_summer"),
        _number(row, "exclude_breaks_over", where, least=0) if "exclude_breaks_over" in row else None,
        _number(row, "absences_from", where) if "absences_from" in row else None,
        _number(row, "absences_over", where) if "absences_over" in row else None,
        cap,
        then,
        str(row.get("confidence", "")),
        str(row.get("source", "")),
        str(row.get("note", "")),
        _day(row["checked_on"], f"{where}checked_on") if "checked_on" in row else None,
    )


def _span(row: Table, where: str) -> Count:
    return Count(_number(row, "n", where), _code(row, "unit", DayUnit, where))


def _table(body: Table, key: str, where: str = "") -> Table:
    value = body.get(key)
    if not isinstance(value, Mapping):
        raise BadPack(f"{where}{key} is missing or not a table")
    return value


def _code(row: Table, key: str, kind: type[E], where: str = "") -> E:
    if key not in row:
        raise BadPack(f"{where}{key} is missing")
    return _as_code(row[key], f"{where}{key}", kind)


def _as_code(value: object, where: str, kind: type[E]) -> E:
    try:
        return kind(str(value))
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise BadPack(f"{where} is {value!r}, not one of {known}") from None


def _number(row: Table, key: str, where: str = "", least: int = 1) -> int:
    value = row.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise BadPack(f"{where}{key} must be a whole number from {least}, not {value!r}")
    return value


def _flag(row: Table, key: str) -> bool:
    value = row.get(key, False)
    if not isinstance(value, bool):
        raise BadPack(f"{key} must be true or false, not {value!r}")
    return value
