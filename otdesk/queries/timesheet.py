# SPDX-License-Identifier: MIT
"""Working time between two dates: sessions held, meetings, drives, desk time and own entries, each minute once.

The minutes are those of the session records themselves: the clock of a session that was held, whoever was in it. A
session nobody documented yet is not counted, but told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries import mileage, work_days
from otdesk.queries.work_days import Piece, TripFact, WorkDays
from otdesk.queries.workplace import PlaceName
from otdesk.records.meetings import MeetingKind
from otdesk.records.places import Place
from otdesk.records.schools import School
from otdesk.records.time_entries import TimeEntry, TimesheetTerms
from otdesk.rules.calendar import dates
from otdesk.rules.entries_time import TimesheetEntry, WorkEntry
from otdesk.rules.kinds import PlaceKind, RecordKind, WorkKind
from otdesk.rules.mileage import HomePolicy
from otdesk.rules.slots import BlockKind
from otdesk.rules.work_time import Source, Stretch, counted_once, free_spans, on_the_clock, overlapping

_RECORDS = {
    RecordKind.CONTACT: WorkKind.PARENT_CONTACT,
    RecordKind.OBSERVATION: WorkKind.EVALUATION,
    RecordKind.MTSS: WorkKind.MTSS,
    RecordKind.SCREENING: WorkKind.MTSS,
}
_MEETINGS = {MeetingKind.EVALUATION: WorkKind.EVALUATION}


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A stretch of a day. `start` and `end` as it was, `clock` as the contract rounds it; `entry` where it was typed
    here; `clash`: something else was logged at the same time and one of them was cut."""

    key: str
    day: date
    start: int
    end: int
    clock: tuple[int, int]
    kind: WorkKind
    source: Source
    school: PlaceName | None
    remark: str
    paid: bool
    clash: bool
    entry_id: int | None = None
    entry: WorkEntry | None = None

    @property
    def exact(self) -> int:
        return self.end - self.start

    @property
    def minutes(self) -> int:
        """As it counts on the timesheet."""
        return self.clock[1] - self.clock[0]


@dataclass(frozen=True, slots=True)
class Timesheet:
    """`rows` in the order of time. `waiting`: past sessions without attendance, which are not counted."""

    first: date
    last: date
    rows: tuple[TimeRow, ...]
    terms: TimesheetEntry
    waiting: int

    def by_kind(self) -> Mapping[WorkKind, int]:
        """Rounded minutes of each kind, in the order of the kinds."""
        return _sums(self.rows)

    def by_day(self) -> Mapping[date, Mapping[WorkKind, int]]:
        found: dict[date, list[TimeRow]] = defaultdict(list)
        for row in self.rows:
            found[row.day].append(row)
        return {day: _sums(rows) for day, rows in found.items()}

    @property
    def paid(self) -> int:
        return sum(row.minutes for row in self.rows if row.paid)

    def gap(self, on: date) -> tuple[int, int] | None:
        """The first stretch of a day that nothing accounts for."""
        spans = free_spans([_as_stretch(row) for row in self.rows if row.day == on])
        return spans[0] if spans else None


def sheet(db: Session, first: date, last: date, today: date, now: int) -> Timesheet:
    """`now` is the minute of the clock today: what is still to come is not working time yet."""
    return sheet_of(db, work_days.load(db, first, last), first, last, (today, now))


def sheet_of(db: Session, days: WorkDays, first: date, last: date, clock: tuple[date, int]) -> Timesheet:
    terms_ = terms(db)
    own: dict[date, list[TimeEntry]] = defaultdict(list)
    for entry in db.scalars(select(TimeEntry).where(TimeEntry.day >= first, TimeEntry.day <= last)):
        own[entry.day].append(entry)
    reader = _Reader(db, days, own, clock)
    rows = [row for on in dates(first, last) for row in reader.day(on, terms_)]
    waiting = sum(1 for day, pieces in days.pieces.items() for piece in pieces if _waits(day, piece, clock))
    return Timesheet(first, last, tuple(rows), terms_, waiting)


def terms(db: Session) -> TimesheetEntry:
    row = db.scalars(select(TimesheetTerms).order_by(TimesheetTerms.id)).first()
    if row is None:
        return TimesheetEntry()
    unpaid = frozenset(WorkKind(word) for word in row.unpaid.split())
    return TimesheetEntry(row.agency, row.site_supervisor, row.week_minutes, row.round_to, unpaid)


class _Reader:
    """Turns what is kept into stretches."""

    def __init__(
        self, db: Session, days: WorkDays, own: Mapping[date, list[TimeEntry]], clock: tuple[date, int]
    ) -> None:
        self._days, self._own, self._clock = days, own, clock
        schools = db.execute(select(School.id, School.place_id, School.code, School.name, School.color))
        self._schools = {row.id: PlaceName(row.place_id, row.code, row.name, row.color) for row in schools}
        self._school_at = {place.place_id: school for school, place in self._schools.items()}
        homes = db.scalars(select(Place.id).where(Place.kind == PlaceKind.HOME))
        self._homes = frozenset(homes)
        self._home_is_work = mileage.terms(db).home_policy is HomePolicy.ALL

    def day(self, on: date, terms_: TimesheetEntry) -> list[TimeRow]:
        remarks: dict[str, str] = {}
        found: list[Stretch] = []
        for piece in self._days.pieces.get(on, ()):
            kind = _kind(piece) if _over(on, piece.item.end, self._clock) else None
            if kind is not None and not piece.item.off:
                item = piece.item
                found.append(Stretch(item.start, item.end, kind, _source(piece), item.key, piece.school_id))
                remarks[item.key] = piece.title
        found += [stretch for trip in self._days.trips.get(on, ()) if (stretch := self._drive(trip)) is not None]
        entries = {f"own:{entry.id}": entry for entry in self._own.get(on, ())}
        for key, entry in entries.items():
            found.append(Stretch(entry.start, entry.end, entry.kind, Source.OWN, key, entry.school_id))
            remarks[key] = entry.remark
        clashing = overlapping(found)
        return [
            self._row(
                on, number, one, terms_, remarks.get(one.key, ""), entries.get(one.key), clash=one.key in clashing
            )
            for number, one in enumerate(counted_once(found))
        ]

    def _drive(self, trip: TripFact) -> Stretch | None:
        """A way from or to home is working time only where the district pays it in whole."""
        home = bool({trip.from_id, trip.to_id} & self._homes)
        if trip.arrived is None or trip.arrived <= trip.departed or (home and not self._home_is_work):
            return None
        school = self._school_at.get(trip.to_id)
        return Stretch(trip.departed, trip.arrived, WorkKind.TRAVEL, Source.DRIVE, f"trip:{trip.trip_id}", school)

    def _row(
        self, on: date, number: int, one: Stretch, terms_: TimesheetEntry, remark: str, entry: TimeEntry | None, *,
        clash: bool,
    ) -> TimeRow:  # fmt: skip
        clocked = on_the_clock(one, terms_.round_to)
        typed = None
        if entry is not None:
            typed = WorkEntry(entry.day, entry.start, entry.end, entry.kind, entry.school_id, entry.remark)
        return TimeRow(
            f"{on}:{one.key}:{number}", on, one.start, one.end, (clocked.start, clocked.end), one.kind, one.source,
            self._schools.get(one.school_id) if one.school_id is not None else None, remark,
            one.kind not in terms_.unpaid, clash, entry.id if entry is not None else None, typed,
        )  # fmt: skip


def _over(on: date, end: int, clock: tuple[date, int]) -> bool:
    return on < clock[0] or (on == clock[0] and end <= clock[1])


def _waits(on: date, piece: Piece, clock: tuple[date, int]) -> bool:
    session = piece.item.kind is BlockKind.SESSION and not piece.item.off
    return session and not piece.said and _over(on, piece.item.end, clock)


def _kind(piece: Piece) -> WorkKind | None:
    """None for a session in which nobody was seen, or of which nothing was said yet."""
    match piece.item.kind:
        case BlockKind.SESSION:
            if not piece.seen:
                return None
            if piece.record is not RecordKind.THERAPY:
                return _RECORDS[piece.record]
            if piece.whole_class:
                # Of a class in which no plan is served it is support for all (domain.md 1.6).
                return WorkKind.DIRECT_GROUP if piece.credited else WorkKind.MTSS
            if piece.consult:
                return WorkKind.CONSULT
            return WorkKind.DIRECT_GROUP if piece.seen > 1 else WorkKind.DIRECT_INDIVIDUAL
        case BlockKind.MEETING:
            return _MEETINGS.get(piece.meeting or MeetingKind.OTHER, WorkKind.MEETING)
        case BlockKind.LUNCH:
            return WorkKind.LUNCH
        case _:
            return WorkKind.DOCUMENTATION


def _source(piece: Piece) -> Source:
    return {
        BlockKind.SESSION: Source.SESSION,
        BlockKind.MEETING: Source.MEETING,
        BlockKind.LUNCH: Source.LUNCH,
    }.get(piece.item.kind, Source.DESK)


def _as_stretch(row: TimeRow) -> Stretch:
    return Stretch(row.start, row.end, row.kind, row.source, row.key)


def _sums(rows: Iterable[TimeRow]) -> dict[WorkKind, int]:
    sums: Counter[WorkKind] = Counter()
    for row in rows:
        sums[row.kind] += row.minutes
    return {kind: sums[kind] for kind in WorkKind if sums[kind]}


@dataclass(frozen=True, slots=True)
class TimesheetPaper:
    """The timesheet as it stands on paper: the same rows as on the screen."""

    sheet: Timesheet
    employee: str
    credentials: str
    district: str


TIME_HEADINGS = ("date", "start", "end", "site", "activity", "minutes", "hours", "paid", "remark")
"""The columns of the file; a file format, so never translated."""


def time_table(said: Timesheet) -> list[tuple[str | int | float | date | None, ...]]:
    """One row a stretch with its rounded times, and one for the paid sum. Names of students stand nowhere in it."""
    rows: list[tuple[str | int | float | date | None, ...]] = [
        (
            row.day, _clock(row.clock[0]), _clock(row.clock[1]), row.school.name if row.school is not None else "",
            row.kind.value, row.minutes, round(row.minutes / 60, 2), "yes" if row.paid else "no",
            row.remark if row.source is Source.OWN else "",
        )
        for row in said.rows
        if row.minutes
    ]  # fmt: skip
    rows.append((None, None, None, None, "Total paid", said.paid, round(said.paid / 60, 2), "yes", None))
    return rows


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
