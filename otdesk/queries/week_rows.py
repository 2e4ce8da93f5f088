# SPDX-License-Identifier: MIT
"""What a week looks like, typical or dated: days with visits to schools, drives between them, and cards."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.alerts import AlertFact
from otdesk.records.places import Place
from otdesk.records.schools import School
from otdesk.records.travel import TravelTime
from otdesk.rules import travel
from otdesk.rules.kinds import SessionStatus, Setting
from otdesk.rules.pattern import Turns
from otdesk.rules.slots import Obstacle
from otdesk.rules.travel import Drive, Roads, Site


class CardKind(StrEnum):
    SESSION = "session"
    LUNCH = "lunch"
    DESK = "desk"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """`color` is the index of its school color; `place` is where roads lead to."""

    id: int
    place: int
    code: str
    name: str
    color: int
    room: str
    letter_days: int = 0
    """Days A, B, ... it runs through beside those of the typical week; 0 = none."""


@dataclass(frozen=True, slots=True)
class StudentRow:
    id: int
    name: str
    grade: int
    goals: tuple[int, ...]
    line_id: int | None
    setting: Setting | None = None
    consult: bool = False
    teacher: str = ""
    room: str = ""
    alerts: tuple[AlertFact, ...] = ()


@dataclass(frozen=True, slots=True)
class CardRow:
    """A block of a day. `id` is the slot's in the typical week; in a dated week the session's or meeting's."""

    id: int
    kind: CardKind
    day: int
    start: int
    end: int
    title: str
    school: SchoolRow | None = None
    students: tuple[StudentRow, ...] = ()
    group_id: int | None = None
    room: str = ""
    pinned: bool = False
    turns: Turns | None = None
    obstacles: tuple[Obstacle, ...] = ()
    status: SessionStatus | None = None
    said: int = 0
    """How many of its students have their attendance said (dated weeks)."""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One stay at a school: from its first block to its last."""

    school: SchoolRow
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """A change of building. `drive` is the minutes on the road, `need` with parking and signing in; None: not known."""

    origin: SchoolRow
    destination: SchoolRow
    start: int
    end: int
    drive: int | None
    need: int | None
    estimated: bool = False

    @property
    def available(self) -> int:
        return self.end - self.start

    @property
    def tight(self) -> bool:
        return self.need is not None and self.need > self.available


@dataclass(frozen=True, slots=True)
class DayRow:
    """A column: `index` is the day of the cycle in a typical week, the weekday in a dated one."""

    index: int
    day: date | None
    visits: tuple[VisitRow, ...]
    gaps: tuple[GapRow, ...]
    cards: tuple[CardRow, ...]
    marks: tuple[str, ...] = ()
    """What kind of day it is, where it is not a regular one ("AC: Early release")."""
    shut: bool = False
    letter: str = ""

    @property
    def drive(self) -> int:
        """Minutes on the road between schools; the way from and to home is not in it."""
        return sum(gap.drive or 0 for gap in self.gaps)


def schools(db: Session) -> dict[int, SchoolRow]:
    rows = db.execute(
        select(School.id, School.place_id, School.code, School.name, School.color, School.room, School.letter_days)
    )
    return {row.id: SchoolRow(*row) for row in rows}


def roads(db: Session) -> Roads:
    """Everything known about getting around."""
    places = {
        row.id: travel.Place(row.id, Site(row.park_minutes, row.setup_minutes), row.latitude, row.longitude)
        for row in db.execute(
            select(Place.id, Place.park_minutes, Place.setup_minutes, Place.latitude, Place.longitude)
        )
    }
    entered = {
        (row.from_id, row.to_id): Drive(row.minutes, row.tenths)
        for row in db.execute(select(TravelTime.from_id, TravelTime.to_id, TravelTime.minutes, TravelTime.tenths))
    }
    return Roads(places, entered)


def visits_of(cards: Iterable[CardRow]) -> tuple[VisitRow, ...]:
    """The stays of a day in order; blocks without a school belong to none."""
    found: list[VisitRow] = []
    for card in sorted(cards, key=_in_time):
        if card.school is None:
            continue
        last = found[-1] if found else None
        if last is not None and last.school.id == card.school.id:
            found[-1] = VisitRow(last.school, last.start, max(last.end, card.end))
        else:
            found.append(VisitRow(card.school, card.start, card.end))
    return tuple(found)


def gaps_of(visits: Sequence[VisitRow], known: Roads) -> tuple[GapRow, ...]:
    """The changes of building between the stays of a day; overlapping stays leave a gap of no minutes."""
    found = []
    for before, after in itertools.pairwise(visits):
        origin, destination = before.school, after.school
        drive = known.drive(origin.place, destination.place)
        found.append(
            GapRow(
                origin,
                destination,
                min(before.end, after.start),
                after.start,
                drive.minutes if drive is not None else None,
                known.need(origin.place, destination.place),
                estimated=drive is not None and drive.estimated,
            )
        )
    return tuple(found)


def _in_time(card: CardRow) -> tuple[int, int, int]:
    return card.start, card.end, card.id
