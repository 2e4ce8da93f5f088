# SPDX-License-Identifier: MIT
"""The rest of what Settings shows: the therapist, the district, the school years and their days, the drives."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import roads
from otdesk.records.calendars import CalendarDay, SchoolYear, Term
from otdesk.records.districts import District
from otdesk.records.places import Place
from otdesk.records.schools import School
from otdesk.records.therapists import Therapist
from otdesk.rules.entries_people import DistrictEntry, SchoolYearEntry, TherapistEntry
from otdesk.rules.entries_places import PlaceEntry
from otdesk.rules.kinds import CycleRule, DayType, PlaceKind
from otdesk.rules.minutes import CountMode


@dataclass(frozen=True, slots=True)
class TherapistRow:
    therapist_id: int
    entry: TherapistEntry
    home: PlaceEntry | None


@dataclass(frozen=True, slots=True)
class DistrictRow:
    district_id: int
    entry: DistrictEntry


@dataclass(frozen=True, slots=True)
class CycleOfYear:
    """`days` 0 is the plain week."""

    days: int
    rule: CycleRule
    anchor: date | None


@dataclass(frozen=True, slots=True)
class YearRow:
    year_id: int
    entry: SchoolYearEntry
    cycle: CycleOfYear


@dataclass(frozen=True, slots=True)
class TermRow:
    """`reports_due` none: on the last day."""

    name: str
    first_day: date
    last_day: date
    reports_due: date | None


@dataclass(frozen=True, slots=True)
class MarkedDays:
    """Dates in a row with the same name, kind and school; `school` is a code, empty for all."""

    ids: tuple[int, ...]
    first: date
    last: date
    day_type: DayType
    name: str
    school_id: int | None
    school: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    place_id: int
    code: str
    name: str
    color: int | None
    own: bool = False
    """Neither school nor home: it is changed where distances are."""


@dataclass(frozen=True, slots=True)
class DriveCell:
    """`estimated`: nothing was entered, the figures come from coordinates; minutes none: not known at all."""

    from_id: int
    to_id: int
    minutes: int | None
    tenths: int | None
    estimated: bool


@dataclass(frozen=True, slots=True)
class DriveTable:
    places: tuple[PlaceName, ...]
    cells: dict[tuple[int, int], DriveCell]


def therapist(db: Session, therapist_id: int | None = None) -> TherapistRow | None:
    """The one asked for, else the first entered."""
    query = select(Therapist).order_by(Therapist.id)
    if therapist_id is not None:
        query = query.where(Therapist.id == therapist_id)
    row = db.scalars(query).first()
    return therapist_row(db, row) if row is not None else None


def therapist_row(db: Session, row: Therapist) -> TherapistRow:
    home = db.get(Place, row.home_id) if row.home_id is not None else None
    entry = TherapistEntry(
        row.first, row.last, row.role, row.credentials, row.license_number, row.license_state, row.license_from,
        row.license_to, row.npi, row.signature_line, row.work_start, row.work_end, row.lunch_minutes, row.lunch_from,
        row.lunch_to,
    )  # fmt: skip
    return TherapistRow(row.id, entry, _place_entry(home) if home is not None else None)


def short_name(db: Session) -> str:
    """ "D. Whitfield", as it stands at the foot of a page; empty before she was entered."""
    row = therapist(db)
    return f"{row.entry.first[:1]}. {row.entry.last}" if row is not None and row.entry.first else ""


def zone(db: Session) -> ZoneInfo:
    """Where the schools are; UTC before a district was entered."""
    row = district(db)
    return ZoneInfo(row.entry.time_zone if row is not None else "UTC")


def district(db: Session) -> DistrictRow | None:
    row = db.scalars(select(District).order_by(District.id)).first()
    if row is None:
        return None
    policy = CountMode(row.minutes_policy) if row.minutes_policy else None
    return DistrictRow(row.id, DistrictEntry(row.name, row.state, row.time_zone, policy, row.late_business_days))


def years(db: Session) -> tuple[YearRow, ...]:
    """Newest first."""
    rows = db.scalars(select(SchoolYear).order_by(SchoolYear.first_day.desc()))
    return tuple(
        YearRow(
            row.id,
            SchoolYearEntry(row.name, row.first_day, row.last_day),
            CycleOfYear(row.cycle_days, row.cycle_rule, row.cycle_anchor),
        )
        for row in rows
    )


def terms(db: Session, year_id: int) -> tuple[TermRow, ...]:
    """In the order of the year."""
    of_year = select(Term.name, Term.first_day, Term.last_day, Term.reports_due).where(Term.school_year_id == year_id)
    return tuple(
        TermRow(row.name, row.first_day, row.last_day, row.reports_due)
        for row in db.execute(of_year.order_by(Term.first_day))
    )


def marked_days(db: Session, first: date, last: date) -> tuple[MarkedDays, ...]:
    """The days between two dates that are not regular, joined where they follow each other (weekends apart)."""
    rows = db.execute(
        select(CalendarDay, School.code)
        .outerjoin(School, School.id == CalendarDay.school_id)
        .where(CalendarDay.day >= first, CalendarDay.day <= last)
        .order_by(CalendarDay.school_id, CalendarDay.day)
    )
    found: list[MarkedDays] = []
    for row, code in rows:
        before = found[-1] if found else None
        if (
            before is not None
            and (before.day_type, before.name, before.school_id) == (row.day_type, row.name, row.school_id)
            and _follows(before.last, row.day)
        ):
            found[-1] = MarkedDays(
                (*before.ids, row.id), before.first, row.day, row.day_type, row.name, row.school_id, before.school
            )
        else:
            found.append(MarkedDays((row.id,), row.day, row.day, row.day_type, row.name, row.school_id, code or ""))
    return tuple(sorted(found, key=_first))


def drives(db: Session) -> DriveTable:
    """Every ordered pair of places; schools by name, the home first."""
    known = roads.load(db).roads
    rows = db.execute(
        select(Place.id, Place.name, Place.kind, School.code, School.color, School.archived)
        .outerjoin(School, School.place_id == Place.id)
        .order_by(School.id.is_not(None), Place.kind != PlaceKind.HOME, Place.name)
    )
    places = tuple(
        PlaceName(row.id, row.code or "", row.name, row.color, row.kind is PlaceKind.OFFICE)
        for row in rows
        if not row.archived
    )
    cells = {}
    for start in places:
        for end in places:
            if start.place_id != end.place_id:
                drive = known.drive(start.place_id, end.place_id)
                cells[start.place_id, end.place_id] = DriveCell(
                    start.place_id,
                    end.place_id,
                    drive.minutes if drive is not None else None,
                    drive.tenths if drive is not None else None,
                    drive is not None and drive.estimated,
                )
    return DriveTable(places, cells)


def place(db: Session, place_id: int) -> PlaceEntry | None:
    row = db.get(Place, place_id)
    return _place_entry(row) if row is not None else None


def _place_entry(row: Place) -> PlaceEntry:
    return PlaceEntry(row.kind, row.name, row.address, row.latitude, row.longitude, row.park_minutes, row.setup_minutes)


def _follows(before: date, after: date) -> bool:
    """The next day, or the Monday after a Friday."""
    gap = (after - before).days
    return gap == 1 or (gap == 3 and after.weekday() == 0)


def _first(row: MarkedDays) -> tuple[date, str]:
    return row.first, row.school
