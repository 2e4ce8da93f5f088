# SPDX-License-Identifier: MIT
"""Invented years in a vault: `fill` for the command, `demo` for the window and the pictures."""

from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random
from zoneinfo import ZoneInfo

from otdesk.sample import belongings, due, invented, progress
from otdesk.sample.history import Chances, History, first_school_week
from otdesk.sample.house import House
from otdesk.sample.years import InventedYear, school_days, school_year, year_of
from otdesk.vault.vault import Vault

DEMO_SEED = 7
DEMO_STUDENTS = 43
_DEMO = datetime(2026, 10, 20, 10, 24)  # noqa: DTZ001 - given the district's zone below


@dataclass(frozen=True, slots=True)
class Size:
    """`sessions`: so many documented sessions per student and year; none = as the typical week holds."""

    years: int = 1
    students: int = DEMO_STUDENTS
    sessions: int | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    students: int
    notes: int


def zone() -> ZoneInfo:
    return ZoneInfo(str(invented.district()["time_zone"]))


def demo_now() -> datetime:
    """Tuesday, October 20, 2026, 10:24: where the demo and the pictures stand."""
    return _DEMO.replace(tzinfo=zone())


def fill(vault: Vault, size: Size, seed: int, now: datetime) -> Filled:
    """Invented years up to `now`: the last of them is the school year under way, or the one that ended last."""
    random = Random(seed)  # noqa: S311 - invented people, not secrets
    local = now.astimezone(zone())
    years = _years(local.date(), size.years)
    start = first_school_week(years[0].entry.first_day)
    house = House(vault, random, datetime.combine(start, time(8), zone()))
    house.build(size.students, years)
    exact = Chances(absent=0, late=0.05, refused=0, not_available=0)
    history = History(vault, random, local, exact if size.sessions is not None else None)
    signed = 0
    if size.sessions is None:
        house.lay_out_week()
        for year in years:
            signed += history.write_days(school_days(year))
        history.write_today()
        due.fill(vault, random, list(house.students), local)
        progress.fill(vault, list(house.students), local)
        belongings.fill(vault, list(house.students), local)
    else:
        for year in years:
            past = [day for day in school_days(year) if day < local.date()]
            signed += history.write_extra(past, size.sessions, house.students)
    return Filled(len(house.students), signed)


def fill_demo(vault: Vault) -> Filled:
    """The caseload the demo, the pictures and many tests stand on."""
    return fill(vault, Size(), DEMO_SEED, demo_now())


def _years(today: date, count: int) -> list[InventedYear]:
    last = year_of(today)
    if school_year(last).entry.first_day >= today:
        last -= 1
    return [school_year(year) for year in range(last - count + 1, last + 1)]
