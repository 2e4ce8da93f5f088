# SPDX-License-Identifier: MIT
"""The blocks of many days at once: sessions with who was seen, meetings, lunch and desk time; and each day's way.

The same blocks in the same order as Today shows them, without the students, so that a month is read in a few queries.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import own_time, roads
from otdesk.queries.day_rows import NOT_SEEN
from otdesk.records.meetings import Meeting, MeetingKind
from otdesk.records.plans import ServiceLine
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.trips import Trip
from otdesk.rules import day as day_rules
from otdesk.rules.kinds import Mode, RecordKind, SessionStatus
from otdesk.rules.slots import BlockKind


@dataclass(frozen=True, slots=True)
class Piece:
    """One block. `seen`: students who came; `said`: whether attendance or times were entered at all; `consult`: all
    service given in it was on the students' behalf."""

    item: day_rules.Item
    school_id: int | None
    title: str = ""
    seen: int = 0
    said: bool = False
    consult: bool = False
    record: RecordKind = RecordKind.THERAPY
    meeting: MeetingKind | None = None
    whole_class: bool = False
    credited: bool = False
    """Whether somebody's service line is."""


@dataclass(frozen=True, slots=True)
class TripFact:
    """A trip as it is kept."""

    trip_id: int
    day: date
    from_id: int
    to_id: int
    departed: int
    arrived: int | None
    tenths: int
    by_hand: bool
    purpose: str
    odometer_start: int | None
    odometer_end: int | None
    tolls: int


@dataclass(frozen=True, slots=True)
class WorkDays:
    """All blocks and trips between two dates, and the map they are driven on."""

    map_: roads.Map
    pieces: Mapping[date, tuple[Piece, ...]]
    trips: Mapping[date, tuple[TripFact, ...]]

    def line(self, on: date) -> day_rules.Timeline:
        """The day's way, as Today computes it."""
        driven = [day_rules.Driven(t.from_id, t.to_id, t.departed, t.arrived) for t in self.trips.get(on, ())]
        items = [piece.item for piece in self.pieces.get(on, ())]
        return day_rules.timeline(items, self.map_.roads, home=self.map_.home, trips=driven)


def load(db: Session, first: date, last: date) -> WorkDays:
    map_ = roads.load(db)
    pieces: dict[date, list[Piece]] = defaultdict(list)
    for day, piece in (*_sessions(db, first, last, map_), *_meetings(db, first, last, map_)):
        pieces[day].append(piece)
    for day, piece in _blocks(db, first, last, map_):
        pieces[day].append(piece)
    return WorkDays(map_, {day: tuple(found) for day, found in pieces.items()}, _trips(db, first, last))


def _place(map_: roads.Map, school: int | None) -> int | None:
    return map_.place_of_school.get(school) if school is not None else None


def _sessions(db: Session, first: date, last: date, map_: roads.Map) -> list[tuple[date, Piece]]:
    rows = db.execute(
        select(
            TherapySession.id, TherapySession.day, TherapySession.school_id, TherapySession.planned_start,
            TherapySession.planned_end, TherapySession.actual_start, TherapySession.actual_end, TherapySession.status,
            TherapySession.kind, TherapySession.roster,
        ).where(TherapySession.day >= first, TherapySession.day <= last)
    ).all()  # fmt: skip
    parts = _attendances(db, first, last)
    found = []
    for row in rows:
        mine = parts.get(row.id, [])
        seen = [mode for presence, mode in mine if presence is not None and presence not in NOT_SEEN]
        start = row.planned_start if row.actual_start is None else row.actual_start
        end = row.planned_end if row.actual_end is None else row.actual_end
        place = _place(map_, row.school_id) if row.kind is not RecordKind.CONTACT else None  # a call, wherever she is
        item = day_rules.Item(
            f"session:{row.id}", BlockKind.SESSION, start, end, place, off=row.status is SessionStatus.CANCELLED,
        )  # fmt: skip
        said = row.actual_start is not None or any(presence is not None for presence, _mode in mine)
        consult = bool(seen) and all(mode is Mode.CONSULT for mode in seen)
        piece = Piece(
            item, row.school_id, seen=len(seen), said=said, consult=consult, record=row.kind,
            whole_class=row.roster is not None, credited=any(mode is not None for mode in seen),
        )  # fmt: skip
        found.append((row.day, piece))
    return found


def _attendances(db: Session, first: date, last: date) -> dict[int, list[tuple[object, object]]]:
    query = (
        select(Attendance.session_id, Attendance.presence, ServiceLine.mode)
        .join(TherapySession, TherapySession.id == Attendance.session_id)
        .outerjoin(ServiceLine, ServiceLine.id == Attendance.service_line_id)
        .where(TherapySession.day >= first, TherapySession.day <= last)
    )
    found: dict[int, list[tuple[object, object]]] = defaultdict(list)
    for row in db.execute(query):
        found[row.session_id].append((row.presence, row.mode))
    return found


def _meetings(db: Session, first: date, last: date, map_: roads.Map) -> list[tuple[date, Piece]]:
    rows = db.execute(
        select(Meeting.id, Meeting.day, Meeting.start, Meeting.end, Meeting.school_id, Meeting.kind, Meeting.title)
        .where(Meeting.day >= first, Meeting.day <= last)
        .order_by(Meeting.start)
    )
    return [
        (
            row.day,
            Piece(
                day_rules.Item(
                    f"meeting:{row.id}", BlockKind.MEETING, row.start, row.end, _place(map_, row.school_id)
                ),
                row.school_id, row.title, meeting=row.kind,
            ),
        )
        for row in rows
    ]  # fmt: skip


def _blocks(db: Session, first: date, last: date, map_: roads.Map) -> list[tuple[date, Piece]]:
    """Lunch and desk time."""
    found = []
    for own in own_time.own_time(db, first, last):
        item = day_rules.Item(f"slot:{own.slot_id}", own.kind, own.start, own.end, _place(map_, own.school_id))
        found.append((own.day, Piece(item, own.school_id, own.label)))
    return found


def _trips(db: Session, first: date, last: date) -> dict[date, tuple[TripFact, ...]]:
    found: dict[date, list[TripFact]] = defaultdict(list)
    query = select(Trip).where(Trip.day >= first, Trip.day <= last).order_by(Trip.departed, Trip.id)
    for trip in db.scalars(query):
        found[trip.day].append(
            TripFact(
                trip.id,
                trip.day,
                trip.from_id,
                trip.to_id,
                trip.departed,
                trip.arrived,
                trip.tenths,
                trip.by_hand,
                trip.purpose,
                trip.odometer_start,
                trip.odometer_end,
                trip.tolls,
            )
        )
    return {day: tuple(trips) for day, trips in found.items()}
