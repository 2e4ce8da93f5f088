# SPDX-License-Identifier: MIT
"""What is entered about driving and working time: a drive, its terms, a stretch of work, the terms of a timesheet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from otdesk.rules.entries import (
    Flaw,
    Problem,
    Problems,
    bounds,
    long_text_problems,
    missing,
    text_problems,
)
from otdesk.rules.entries_places import MAX_TENTHS
from otdesk.rules.kinds import WorkKind
from otdesk.rules.mileage import HomePolicy, Rounding, odometer_agrees
from otdesk.rules.spans import DAY_END

MAX_ODOMETER = 9_999_999
MAX_TOLLS = 100_000
MAX_RATE = 5_000
NEEDS_BASE = frozenset({HomePolicy.EXCESS, HomePolicy.LESSER})
ROUND_TO = (1, 5, 6, 15)


@dataclass(frozen=True, slots=True)
class TripEntry:
    """A drive as entered by hand. `departed` and `arrived` in minutes since midnight, `tenths` of a mile, `tolls` and
    parking in cents, odometer in whole miles."""

    day: date
    from_id: int
    to_id: int
    departed: int
    arrived: int
    tenths: int
    purpose: str = ""
    odometer_start: int | None = None
    odometer_end: int | None = None
    tolls: int = 0


@dataclass(frozen=True, slots=True)
class DrivenEntry:
    """A leg of the schedule that the person says she drove; `trip_id`: it was begun with a departure."""

    day: date
    from_id: int
    to_id: int
    departed: int
    arrived: int
    tenths: int
    trip_id: int | None = None


@dataclass(frozen=True, slots=True)
class MileageEntry:
    """What the district pays for driving; see records/mileage.py."""

    home_policy: HomePolicy = HomePolicy.NONE
    base_id: int | None = None
    own_rate: int | None = None
    rounding: Rounding = Rounding.CLAIM
    vehicle: str = ""


@dataclass(frozen=True, slots=True)
class WorkEntry:
    """A stretch of working time that no session, meeting or drive shows."""

    day: date
    start: int
    end: int
    kind: WorkKind
    school_id: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class TimesheetEntry:
    """How the timesheet of a contract is written; see records/time_entries.py."""

    agency: str = ""
    site_supervisor: str = ""
    week_minutes: int | None = None
    round_to: int = 1
    unpaid: frozenset[WorkKind] = frozenset({WorkKind.LUNCH, WorkKind.LEAVE})


def trip_problems(entry: TripEntry) -> Problems:
    readings = (entry.odometer_start, entry.odometer_end)
    backwards = None not in readings and (entry.odometer_start or 0) > (entry.odometer_end or 0)
    one_reading = (entry.odometer_start is None) != (entry.odometer_end is None)
    agrees = backwards or odometer_agrees(entry.odometer_start, entry.odometer_end, entry.tenths)
    return (
        *((Problem("to_id", Flaw.OUT_OF_RANGE),) if entry.from_id == entry.to_id else ()),
        *_span_problems("departed", "arrived", entry.departed, entry.arrived),
        *bounds("tenths", entry.tenths, 0, MAX_TENTHS),
        *missing(purpose=entry.purpose),
        *text_problems(purpose=entry.purpose),
        *bounds("odometer_start", entry.odometer_start, 0, MAX_ODOMETER),
        *bounds("odometer_end", entry.odometer_end, 0, MAX_ODOMETER),
        *((Problem("odometer_end", Flaw.ENDS_BEFORE_START, low=entry.odometer_start),) if backwards else ()),
        *((Problem("odometer_end", Flaw.MISSING),) if one_reading else ()),
        *((Problem("odometer_end", Flaw.DISAGREES),) if not agrees else ()),
        *bounds("tolls", entry.tolls, 0, MAX_TOLLS),
    )


def mileage_problems(entry: MileageEntry) -> Problems:
    needs_base = entry.home_policy in NEEDS_BASE and entry.base_id is None
    return (
        *((Problem("base_id", Flaw.MISSING),) if needs_base else ()),
        *bounds("own_rate", entry.own_rate, 0, MAX_RATE),
        *text_problems(vehicle=entry.vehicle),
    )


def work_problems(entry: WorkEntry) -> Problems:
    return (
        *_span_problems("start", "end", entry.start, entry.end, least=1),
        *long_text_problems(remark=entry.remark),
    )


def timesheet_problems(entry: TimesheetEntry) -> Problems:
    return (
        *text_problems(agency=entry.agency, site_supervisor=entry.site_supervisor),
        *bounds("week_minutes", entry.week_minutes, 60, 7 * DAY_END),
        *((Problem("round_to", Flaw.OUT_OF_RANGE),) if entry.round_to not in ROUND_TO else ()),
    )


def named_in(text: str, names: Iterable[str]) -> str:
    """The first of these names that stands in the text as a whole word; "" when none does. Capitals do not count, and
    names of one letter are passed over."""
    said = {word.casefold() for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)}
    said |= {part for word in said for part in re.split(r"['’-]", word)}
    for name in names:
        parts = [part.casefold() for part in name.split() if len(part) > 1]
        if parts and all(part in said for part in parts):
            return name
    return ""


def _span_problems(first: str, last: str, start: int, end: int, least: int = 0) -> Problems:
    return (
        *bounds(first, start, 0, DAY_END),
        *bounds(last, end, 0, DAY_END),
        *((Problem(last, Flaw.ENDS_BEFORE_START, low=start),) if end < start + least else ()),
    )
