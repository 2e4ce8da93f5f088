# SPDX-License-Identifier: MIT
"""How long a record is kept, and where it stands when its time has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from otdesk.rules.packs import BadPack

MOST_YEARS = 99


class Standing(StrEnum):
    SERVED = "served"
    """Still on the caseload."""
    KEPT = "kept"
    UNKNOWN = "unknown"
    """The rule asks for an age and the birth date is not known."""
    NOTICE = "notice"
    """Past its time; a notice has to go out first."""
    WAITING = "waiting"
    """Notice was given, its days run."""
    DUE = "due"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """`until_age` 0: no such rule; `notice_days` 0: no notice is asked for."""

    years: int
    until_age: int
    notice_days: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class RetentionRules:
    default: RetentionRule
    states: Mapping[str, RetentionRule]

    def of(self, state: str) -> RetentionRule:
        return self.states.get(state.upper(), self.default)


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a record decides. `ended` None: she is still served."""

    ended: date | None
    birth_date: date | None
    notice_on: date | None
    held: bool


def keep_until(rule: RetentionRule, ended: date, birth_date: date | None) -> date | None:
    """The last day the record is kept; None where the rule asks for an age that is not known."""
    last = _years_after(ended, rule.years)
    if not rule.until_age:
        return last
    return None if birth_date is None else max(last, _years_after(birth_date, rule.until_age))


def may_go_from(rule: RetentionRule, facts: Facts) -> date | None:
    """The first day on which the record may be destroyed, a hold apart; None while that cannot be said."""
    if facts.ended is None:
        return None
    kept = keep_until(rule, facts.ended, facts.birth_date)
    if kept is None:
        return None
    first = kept + timedelta(days=1)
    if not rule.notice_days:
        return first
    if facts.notice_on is None:
        return None
    return max(first, facts.notice_on + timedelta(days=rule.notice_days))


def standing(rule: RetentionRule, facts: Facts, today: date) -> Standing:
    if facts.held:
        return Standing.HELD
    if facts.ended is None:
        return Standing.SERVED
    kept = keep_until(rule, facts.ended, facts.birth_date)
    if kept is None:
        return Standing.UNKNOWN
    if today <= kept:
        return Standing.KEPT
    first = may_go_from(rule, facts)
    if first is None:
        return Standing.NOTICE
    return Standing.DUE if today >= first else Standing.WAITING


def _years_after(day: date, years: int) -> date:
    """February 29 becomes the 28th where there is none."""
    year = min(day.year + years, date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def retention_from(body: Mapping[str, object]) -> RetentionRules:
    """A rule pack's table. Raises BadPack for figures that cannot be."""
    states = body.get("state", {})
    if not isinstance(states, Mapping):
        raise BadPack("state must be a table")
    return RetentionRules(
        _rule(body.get("default"), "default"), {str(name): _rule(row, f"state.{name}") for name, row in states.items()}
    )


def _rule(row: object, where: str) -> RetentionRule:
    if not isinstance(row, Mapping):
        raise BadPack(f"{where} is missing or not a table")
    years, age, days = (_number(row, name, where) for name in ("years", "until_age", "notice_days"))
    return RetentionRule(years, age, days, str(row.get("source", "")))


def _number(row: Mapping[str, object], name: str, where: str) -> int:
    value = row.get(name, 0)
    most = 730 if name == "notice_days" else MOST_YEARS
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise BadPack(f"{where}.{name} must be a whole number from 0 to {most}, not {value!r}")
    return value
