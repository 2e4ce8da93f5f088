# SPDX-License-Identifier: MIT
"""One changed line of a rule pack: the old table stays as it is, a new one is made and must be a valid pack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from otdesk.rules import packs
from otdesk.rules.deadlines import DayUnit, End, Start
from otdesk.rules.kinds import Reason
from otdesk.rules.minutes import CountMode, Excused, Owed, Window
from otdesk.rules.packs import BadPack
from otdesk.rules.retention import retention_from

Body = dict[str, object]


@dataclass(frozen=True, slots=True)
class ClockEdit:
    """The initial-evaluation clock of a state. `days` None: not known any more, the state is shown blank."""

    state: str
    days: int | None
    unit: DayUnit = DayUnit.CALENDAR
    start: Start = Start.CONSENT
    end: End = End.REPORT
    exclude_summer: bool = False
    exclude_breaks_over: int | None = None
    source: str = ""
    note: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReasonEdit:
    reason: Reason
    excused: Excused
    owed: Owed


@dataclass(frozen=True, slots=True)
class MinutesEdit:
    partial: CountMode
    round_up: bool
    window: Window
    bank: bool


@dataclass(frozen=True, slots=True)
class RateEdit:
    """What a mile is paid from a date on. `tenths` (of a cent) None: no such rate."""

    first: date
    tenths: int | None


@dataclass(frozen=True, slots=True)
class RetentionEdit:
    """How long records are kept in a state; "" is everywhere else. `years` None: the state follows the default."""

    state: str
    years: int | None
    until_age: int = 0
    notice_days: int = 0
    source: str = ""


Edit = ClockEdit | ReasonEdit | MinutesEdit | RateEdit | RetentionEdit


@dataclass(frozen=True, slots=True)
class PackEntry:
    """An edit as a form holds it: what changes, from when on, where it is written, and when that was compared."""

    edit: Edit
    effective_from: date
    source: str = ""
    checked_on: date | None = None


def pack_of(edit: Edit) -> str:
    """The name of the pack an edit belongs to."""
    return {
        ClockEdit: "deadlines", ReasonEdit: "reasons", MinutesEdit: "minutes", RateEdit: "mileage",
        RetentionEdit: "retention",
    }[type(edit)]  # fmt: skip


def applied(body: Mapping[str, object], edit: Edit) -> Body:
    """The table with the edit in it. Raises BadPack where the result could not be used."""
    if isinstance(edit, ClockEdit):
        made = _clock(body, edit)
    elif isinstance(edit, ReasonEdit):
        row = {"excused": edit.excused.value, "owed": edit.owed.value}
        made = {**body, "reason": {**_table(body, "reason"), edit.reason.value: row}}
    elif isinstance(edit, MinutesEdit):
        made = {
            **body, "partial": edit.partial.value, "round_up": edit.round_up, "makeup_window": edit.window.value,
            "bank": edit.bank,
        }  # fmt: skip
    elif isinstance(edit, RetentionEdit):
        made = _retention(body, edit)
    else:
        made = _rate(body, edit)
    check(pack_of(edit), made)
    return made


def check(name: str, body: Mapping[str, object]) -> None:
    """Raises BadPack unless the rules can read every figure of this pack."""
    readers: dict[str, Callable[[Mapping[str, object]], object]] = {
        "deadlines": packs.clocks_from,
        "reasons": packs.reasons_from,
        "minutes": _minutes,
        "mileage": packs.mileage_from,
        "retention": retention_from,
    }
    readers[name](body)
    if name == "deadlines":
        packs.reviews_from(body)


def _minutes(body: Mapping[str, object]) -> object:
    return packs.minutes_from(body, {})


def _clock(body: Mapping[str, object], edit: ClockEdit) -> Body:
    clocks = dict(_table(body, "clock"))
    if edit.days is None:
        clocks.pop(edit.state, None)
        return {**body, "clock": clocks}
    before = clocks.get(edit.state)
    row: Body = dict(before) if isinstance(before, Mapping) else {}
    for name in ("exclude_summer", "exclude_breaks_over", "note", "confidence", "checked_on"):
        row.pop(name, None)
    row |= {
        "n": edit.days, "unit": edit.unit.value, "start": edit.start.value, "end": edit.end.value,
        "source": edit.source,
    }  # fmt: skip
    if edit.exclude_summer:
        row["exclude_summer"] = True
    if edit.exclude_breaks_over is not None:
        row["exclude_breaks_over"] = edit.exclude_breaks_over
    if edit.note:
        row["note"] = edit.note
    if edit.checked_on is not None:
        row["checked_on"] = edit.checked_on.isoformat()
    return {**body, "clock": {**clocks, edit.state: row}}


def _retention(body: Mapping[str, object], edit: RetentionEdit) -> Body:
    row: Body = {
        "years": edit.years or 0, "until_age": edit.until_age, "notice_days": edit.notice_days, "source": edit.source,
    }  # fmt: skip
    if not edit.state:
        return {**body, "default": row}
    states = dict(_table(body, "state"))
    states.pop(edit.state, None)
    return {**body, "state": states if edit.years is None else {**states, edit.state: row}}


def _rate(body: Mapping[str, object], edit: RateEdit) -> Body:
    kept = [(rate.first, rate.tenths_of_cent) for rate in packs.mileage_from(body) if rate.first != edit.first]
    if edit.tenths is not None:
        kept.append((edit.first, edit.tenths))
    return {**body, "rate": [{"from": first.isoformat(), "tenths_of_cent": n} for first, n in sorted(kept)]}


def _table(body: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = body.get(key)
    if not isinstance(value, Mapping):
        raise BadPack(f"{key} is missing or not a table")
    return value
