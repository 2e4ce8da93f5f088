# SPDX-License-Identifier: MIT
"""One working day: its stops and drives, who is seen where, what is needed at pick-up, what is still to be written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries import day_rows, misfits, roads, school_days
from otdesk.queries.day_rows import NOT_SEEN, Row, RowStatus
from otdesk.queries.misfits import Misfit
from otdesk.records.meetings import Meeting
from otdesk.records.places import Place
from otdesk.records.schools import School
from otdesk.records.sessions import TherapySession
from otdesk.records.slots import PatternSlot
from otdesk.records.trips import Trip
from otdesk.rules import day as day_rules
from otdesk.rules.kinds import (
    DayType,
    PlaceKind,
    Presence,
    RecordKind,
    SessionStatus,
)
from otdesk.rules.slots import BlockKind


@dataclass(frozen=True, slots=True)
class Stop:
    """A building on the day's way; `school_id` None is the home or an office."""

    place_id: int | None
    school_id: int | None
    code: str
    name: str
    color: int
    room: str
    arrival_note: str
    office_phone: str
    day_type: DayType
    start: int
    end: int
    arrive: int | None
    late: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive between stops; `minutes` None: not entered and no coordinates. `tenths` of a mile."""

    from_id: int
    to_id: int
    from_code: str
    from_name: str
    to_code: str
    to_name: str
    from_color: int | None
    to_color: int | None
    minutes: int | None
    tenths: int | None
    estimated: bool
    settle: int
    """Minutes to park, walk in, sign in and set up."""
    leave_by: int | None
    arrive: int | None
    late: int
    trip_id: int | None = None
    departed: int | None = None
    arrived: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    closed: str
    """Why no school is open; empty when one is."""
    in_year: bool
    stops: tuple[Stop, ...]
    drives: tuple[Drive, ...]
    """drives[i] leads from stops[i] to stops[i + 1]."""
    from_home: Drive | None
    to_home: Drive | None
    now: day_rules.Now | None
    """Where the clock stands; none on another day than today."""
    next_drive: Drive | None
    leave_in: int | None
    misfits: Mapping[str, Misfit]
    """By row key: what a short day's bells say against its time."""

    def rows(self) -> tuple[Row, ...]:
        return tuple(row for stop in self.stops for row in stop.rows)


def day(db: Session, on: date, now: int | None) -> Day:
    """Everything Today shows of one date; `now` is the minute of the clock when it is today."""
    map_ = roads.load(db)
    facts = school_days.facts(db, on)
    rows = {
        row.key: row
        for row in (*day_rows.sessions(db, on), *day_rows.meetings(db, on), *day_rows.blocks(db, on, facts))
    }
    places = _row_places(db, on, rows, map_)
    items = [
        day_rules.Item(row.key, row.kind, row.start, row.end, places.get(row.key), off=row.cancelled)
        for row in rows.values()
    ]
    trips = db.execute(
        select(Trip.id, Trip.from_id, Trip.to_id, Trip.departed, Trip.arrived)
        .where(Trip.day == on)
        .order_by(Trip.departed, Trip.id)
    ).all()
    driven = [day_rules.Driven(trip.from_id, trip.to_id, trip.departed, trip.arrived) for trip in trips]
    line = day_rules.timeline(items, map_.roads, home=map_.home, trips=driven)
    where = day_rules.position(line, now, _begun(rows.values())) if now is not None else None
    rows = _with_status(rows, line, where, now)
    school_of = {place: school for school, place in map_.place_of_school.items()}
    seen = [(row, school_of[places[key]]) for key, row in rows.items() if places.get(key) in school_of]
    named = _Named(db, map_)
    trip_ids = {(trip.from_id, trip.to_id, trip.departed): trip.id for trip in trips}
    stops = tuple(_stop(visit, rows, named, facts) for visit in line.visits)
    drives = tuple(named.drive(leg, trip_ids) for leg in line.legs)
    return Day(
        on,
        facts.closed,
        facts.in_year,
        stops,
        drives,
        named.drive(line.from_home, trip_ids) if line.from_home else None,
        named.drive(line.to_home, trip_ids) if line.to_home else None,
        where,
        named.drive(where.leg, trip_ids) if where is not None and where.leg is not None else None,
        where.until_leave if where is not None else None,
        misfits.of_day(db, facts, seen),
    )


# The week strip --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StripDay:
    """A day of the strip with the schools in the order they are visited: (code, color)."""

    day: date
    schools: tuple[tuple[str, int], ...]
    closed: str


def strip(db: Session, on: date) -> tuple[StripDay, ...]:
    """Monday to Friday of the week of `on`."""
    monday = on - timedelta(days=on.weekday())
    days = [monday + timedelta(days=n) for n in range(5)]
    visited: dict[date, dict[tuple[str, int], int]] = defaultdict(dict)
    query = (
        select(TherapySession.day, School.code, School.color, func.min(TherapySession.planned_start))
        .join(School, School.id == TherapySession.school_id)
        .where(
            TherapySession.day.in_(days),
            TherapySession.status != SessionStatus.CANCELLED,
            TherapySession.kind != RecordKind.CONTACT,
        )
        .group_by(TherapySession.day, School.id)
        .order_by(TherapySession.day, func.min(TherapySession.planned_start))
    )
    for when, code, color, start in db.execute(query):
        visited[when][code, color] = start
    return tuple(StripDay(one, tuple(visited[one]), school_days.facts(db, one).closed) for one in days)


def _row_places(db: Session, on: date, rows: Mapping[str, Row], map_: roads.Map) -> dict[str, int]:
    """The place id of each row that has one."""
    schools = {
        **{f"session:{row.id}": row.school_id for row in db.execute(_held_at_school(on))},
        **{
            f"meeting:{row.id}": row.school_id
            for row in db.execute(select(Meeting.id, Meeting.school_id).where(Meeting.day == on))
        },
        **{
            f"slot:{row.id}": row.school_id
            for row in db.execute(select(PatternSlot.id, PatternSlot.school_id).where(PatternSlot.kind != "session"))
        },
    }
    return {
        key: map_.place_of_school[school]
        for key, school in schools.items()
        if key in rows and school is not None and school in map_.place_of_school
    }


def _held_at_school(on: date) -> Any:
    """All but contacts: a call is taken wherever she is."""
    return select(TherapySession.id, TherapySession.school_id).where(
        TherapySession.day == on, TherapySession.kind != RecordKind.CONTACT
    )


def _begun(rows: Iterable[Row]) -> frozenset[str]:
    """Rows that show the therapist is there: somebody came, or refused. An absence may be known before."""
    return frozenset(
        row.key for row in rows if any(student.presence not in {None, Presence.ABSENT} for student in row.students)
    )


def _with_status(
    rows: Mapping[str, Row],
    line: day_rules.Timeline,
    where: day_rules.Now | None,
    now: int | None,
) -> dict[str, Row]:
    clashing = line.clashing()
    next_key = where.next_item if where is not None else None
    return {
        key: replace(row, clash=key in clashing, status=_status(row, key == next_key, now)) for key, row in rows.items()
    }


def _status(row: Row, is_next: bool, now: int | None) -> RowStatus:
    if row.cancelled:
        return RowStatus.CANCELLED
    if row.kind is not BlockKind.SESSION:
        return RowStatus.NONE
    if row.students and all(student.presence in NOT_SEEN for student in row.students):
        return RowStatus.NOT_SEEN
    if row.students and row.written == len(row.students):
        return RowStatus.SIGNED
    if any(student.note is not None for student in row.students):
        return RowStatus.DRAFT
    if (now is not None and row.end <= now) or any(student.presence is not None for student in row.students):
        return RowStatus.TO_DOCUMENT
    return RowStatus.NEXT if is_next else RowStatus.PLANNED


@dataclass(slots=True)
class _Named:
    """Codes, names and colors of places."""

    db: Session
    map_: roads.Map
    schools: dict[int, Any] = field(init=False)
    places: dict[int, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.schools = {
            row.place_id: row
            for row in self.db.execute(
                select(
                    School.id, School.place_id, School.code, School.name, School.color, School.room,
                    School.arrival_note, School.office_phone,
                )
            )
        }  # fmt: skip
        self.places = {row.id: row for row in self.db.execute(select(Place.id, Place.name, Place.kind))}

    def code(self, place: int) -> str:
        if place in self.schools:
            return str(self.schools[place].code)
        return "" if place not in self.places or self.places[place].kind is PlaceKind.HOME else self.places[place].name

    def drive(self, leg: day_rules.DayLeg, trip_ids: Mapping[tuple[int, int, int], int]) -> Drive:
        school, other = self.schools.get(leg.origin), self.schools.get(leg.destination)
        known = leg.drive
        driven = leg.driven
        return Drive(
            from_id=leg.origin,
            to_id=leg.destination,
            from_code=self.code(leg.origin),
            from_name=self.places[leg.origin].name,
            to_code=self.code(leg.destination),
            to_name=self.places[leg.destination].name,
            from_color=school.color if school is not None else None,
            to_color=other.color if other is not None else None,
            minutes=known.minutes if known is not None else None,
            tenths=known.tenths if known is not None else None,
            estimated=known.estimated if known is not None else False,
            settle=(leg.need - known.minutes) if leg.need is not None and known is not None else 0,
            leave_by=leg.leave_by,
            arrive=leg.arrive,
            late=leg.late,
            trip_id=trip_ids.get((driven.origin, driven.destination, driven.departed)) if driven else None,
            departed=driven.departed if driven else None,
            arrived=driven.arrived if driven else None,
        )


def _stop(visit: day_rules.Visit, rows: Mapping[str, Row], named: _Named, facts: school_days.DayFacts) -> Stop:
    school = named.schools.get(visit.place) if visit.place is not None else None
    place = named.places.get(visit.place) if visit.place is not None else None
    return Stop(
        place_id=visit.place,
        school_id=school.id if school is not None else None,
        code=school.code if school is not None else "",
        name=school.name if school is not None else (place.name if place is not None else ""),
        color=school.color if school is not None else 7,
        room=school.room if school is not None else "",
        arrival_note=school.arrival_note if school is not None else "",
        office_phone=school.office_phone if school is not None else "",
        day_type=facts.types.get(school.id, DayType.REGULAR) if school is not None else DayType.REGULAR,
        start=visit.start,
        end=visit.end,
        arrive=visit.arrive,
        late=visit.late,
        rows=tuple(rows[item.key] for item in visit.items),
    )
