# SPDX-License-Identifier: MIT
"""What is entered about the therapist, the district and its school year."""

import zoneinfo
from dataclasses import dataclass
from datetime import date

from otdesk.rules.entries import Flaw, Problem, Problems, bounds, in_order, long_text_problems, missing, text_problems
from otdesk.rules.entries_students import time_problems
from otdesk.rules.kinds import DayType, Role
from otdesk.rules.minutes import CountMode
from otdesk.rules.spans import DAY_END

STATES = frozenset({
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA",
    "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR",
    "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP", "PR", "VI",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class TherapistEntry:
    first: str
    last: str
    role: Role = Role.OT
    credentials: str = ""
    license_number: str = ""
    license_state: str = ""
    license_from: date | None = None
    license_to: date | None = None
    npi: str = ""
    signature_line: str = ""
    work_start: int = 450
    work_end: int = 945
    lunch_minutes: int = 30
    lunch_from: int = 655
    lunch_to: int = 790


@dataclass(frozen=True, slots=True)
class DistrictEntry:
    name: str
    state: str = ""
    time_zone: str = "America/Chicago"
    minutes_policy: CountMode | None = None
    """What is owed in a week that has closed days (domain.md 2.3); none until the person was asked."""
    late_business_days: int = 2


@dataclass(frozen=True, slots=True)
class SchoolYearEntry:
    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class ClosureEntry:
    """Days from `first_day` to `last_day` that are not regular, at one school or (none) at all of them."""

    first_day: date
    last_day: date
    day_type: DayType
    name: str = ""
    school_id: int | None = None


def therapist_problems(entry: TherapistEntry) -> Problems:
    npi = entry.npi.strip()
    state = entry.license_state.strip()
    hours = {"start": "work_start", "end": "work_end"}
    return (
        *missing(first=entry.first, last=entry.last),
        *text_problems(
            first=entry.first, last=entry.last, credentials=entry.credentials, license_number=entry.license_number,
            signature_line=entry.signature_line,
        ),
        *((Problem("license_state", Flaw.NOT_A_STATE),) if state and state not in STATES else ()),
        *in_order("license_to", entry.license_from, entry.license_to),
        *((Problem("npi", Flaw.NOT_AN_NPI),) if npi and not is_npi(npi) else ()),
        *(Problem(hours[p.field], p.flaw, p.low, p.high) for p in time_problems(entry.work_start, entry.work_end)),
        *bounds("lunch_minutes", entry.lunch_minutes, 0, 120),
        *bounds("lunch_from", entry.lunch_from, 0, DAY_END),
        *bounds("lunch_to", entry.lunch_to, 0, DAY_END),
        *((Problem("lunch_to", Flaw.ENDS_BEFORE_START, low=entry.lunch_from),)
          if entry.lunch_to < entry.lunch_from else ()),
    )  # fmt: skip


def district_problems(entry: DistrictEntry) -> Problems:
    state = entry.state.strip()
    return (
        *missing(name=entry.name),
        *text_problems(name=entry.name),
        *((Problem("state", Flaw.NOT_A_STATE),) if state and state not in STATES else ()),
        *((Problem("time_zone", Flaw.NOT_A_ZONE),) if not is_zone(entry.time_zone) else ()),
        *bounds("late_business_days", entry.late_business_days, 0, 60),
    )


def year_problems(entry: SchoolYearEntry) -> Problems:
    same = entry.first_day == entry.last_day
    long = (entry.last_day - entry.first_day).days > 400
    return (
        *missing(name=entry.name),
        *in_order("last_day", entry.first_day, entry.last_day),
        *((Problem("last_day", Flaw.ENDS_BEFORE_START, low=entry.first_day),) if same else ()),
        *((Problem("last_day", Flaw.OUT_OF_RANGE, low=entry.first_day),) if long else ()),
    )


def closure_problems(entry: ClosureEntry) -> Problems:
    long = (entry.last_day - entry.first_day).days > 120
    return (
        *in_order("last_day", entry.first_day, entry.last_day),
        *((Problem("last_day", Flaw.OUT_OF_RANGE, low=entry.first_day),) if long else ()),
        *((Problem("day_type", Flaw.MISSING),) if entry.day_type is DayType.REGULAR else ()),
        *long_text_problems(name=entry.name),
    )


def is_npi(text: str) -> bool:
    """Ten digits whose last is the Luhn check over the rest with the prefix 80840 (45 CFR 162.406)."""
    if len(text) != 10 or not text.isascii() or not text.isdigit():
        return False
    total = 24  # what the prefix 80840 adds
    for place, digit in enumerate(reversed(text)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return False
    return True
