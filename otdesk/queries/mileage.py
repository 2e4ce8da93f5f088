# SPDX-License-Identifier: MIT
"""A month of driving: what was driven, what the schedule proposes, what of it is paid and what that comes to.

Only driven legs are claimed: a leg of the schedule without a logged drive is proposed and waits to be confirmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries import policies, roads, work_days
from otdesk.queries.work_days import TripFact, WorkDays
from otdesk.queries.workplace import PlaceName
from otdesk.records.calendars import SchoolYear
from otdesk.records.mileage import MileageClaim, MileageTerms
from otdesk.records.places import Place
from otdesk.records.schools import School
from otdesk.records.students import Student
from otdesk.records.trips import LegNotDriven, Trip
from otdesk.rules import mileage
from otdesk.rules.calendar import dates
from otdesk.rules.day import DayLeg
from otdesk.rules.entries_time import DrivenEntry, MileageEntry
from otdesk.rules.kinds import PlaceKind
from otdesk.rules.mileage import DrivenLeg, Rounding
from otdesk.rules.spans import DAY_END


class LegState(StrEnum):
    """What a leg's pill says. UNKNOWN: proposed, but nobody entered how far it is."""

    LOGGED = "logged"
    CONFIRM = "confirm"
    COMMUTE = "commute"
    ADDED = "added"
    LATER = "later"
    UNDER_WAY = "under_way"
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """What does not add up on a leg. GAP: it begins elsewhere than the leg before ended."""

    GAP = "gap"
    ODOMETER = "odometer"
    NO_RATE = "no_rate"


@dataclass(frozen=True, slots=True)
class LegRow:
    """`planned`: the schedule has this leg. `paid`: tenths that are paid once it is driven; `rate` of its day in
    tenths of a cent. `minutes` of driving: as driven, else as entered for the way."""

    key: str
    day: date
    start: PlaceName
    end: PlaceName
    tenths: int | None
    minutes: int | None
    departed: int
    state: LegState
    paid: int
    rate: int | None
    planned: bool
    home: bool
    trip_id: int | None = None
    arrived: int | None = None
    purpose: str = ""
    odometer_start: int | None = None
    odometer_end: int | None = None
    tolls: int = 0
    doubts: frozenset[Doubt] = frozenset()

    @property
    def driven(self) -> bool:
        """Whether it may be claimed: begun and ended."""
        return self.trip_id is not None and self.arrived is not None

    @property
    def claimed(self) -> bool:
        return self.driven and self.paid > 0

    @property
    def proposal(self) -> DrivenEntry | None:
        """What confirming it says; none where there is nothing to confirm."""
        if self.state is not LegState.CONFIRM or self.tenths is None or self.minutes is None:
            return None
        arrived = min(self.departed + self.minutes, DAY_END)
        return DrivenEntry(
            self.day, self.start.place_id, self.end.place_id, self.departed, arrived, self.tenths, self.trip_id
        )


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim that was printed or handed out, by what stood on it."""

    claimed_on: date
    tenths: int
    cents: int
    tolls: int


@dataclass(frozen=True, slots=True)
class MileageMonth:
    """`legs` newest first. `cents` are the miles' money, `tolls` what was paid for tolls and parking beside them."""

    month: date
    legs: tuple[LegRow, ...]
    terms: MileageEntry
    base: PlaceName | None
    commute: int | None
    tenths: int
    cents: int
    tolls: int
    minutes: int
    claim: ClaimRow | None

    @property
    def claimed(self) -> tuple[LegRow, ...]:
        """The legs on the claim, oldest first."""
        return tuple(leg for leg in reversed(self.legs) if leg.claimed)

    @property
    def proposals(self) -> tuple[DrivenEntry, ...]:
        return tuple(entry for leg in reversed(self.legs) if (entry := leg.proposal) is not None)

    @property
    def rates(self) -> tuple[int, ...]:
        """The rates the claimed legs are paid at, in the order of their days."""
        return tuple(dict.fromkeys(leg.rate for leg in self.claimed if leg.rate is not None))

    @property
    def changed_since_claim(self) -> bool:
        claim = self.claim
        return claim is not None and (claim.tenths, claim.cents, claim.tolls) != (self.tenths, self.cents, self.tolls)


def first_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date, step: int = 1) -> date:
    number = month.year * 12 + month.month - 1 + step
    return date(number // 12, number % 12 + 1, 1)


def last_of(month: date) -> date:
    return next_month(month) - timedelta(days=1)


def month(db: Session, month_: date, today: date, now: int) -> MileageMonth:
    """Everything the page of one month shows; `now` is the minute of the clock today."""
    first, last = first_of(month_), last_of(month_)
    days = work_days.load(db, first, last)
    return month_of(db, days, first, today, now)


def month_of(db: Session, days: WorkDays, first: date, today: date, now: int) -> MileageMonth:
    """As `month`, from blocks and trips that were read already."""
    terms_ = terms(db)
    teller = _Teller(db, days, terms_, today, now)
    legs: list[LegRow] = []
    for on in dates(first, last_of(first)):
        legs = [*reversed(teller.day(on)), *legs]
    claimed = [leg for leg in legs if leg.claimed]
    paid = [(leg.paid, leg.rate) for leg in claimed if leg.rate is not None]
    return MileageMonth(
        first, tuple(legs), terms_, teller.names.get(terms_.base_id or 0), teller.commute(outward=True),
        sum(leg.paid for leg in claimed),
        mileage.claim_cents(paid, terms_.rounding),
        sum(leg.tolls for leg in claimed),
        sum(leg.minutes or 0 for leg in claimed),
        claim(db, first),
    )  # fmt: skip


def terms(db: Session) -> MileageEntry:
    """What the district pays; before it was said, home legs are not paid and the published rate counts."""
    row = db.scalars(select(MileageTerms).order_by(MileageTerms.id)).first()
    if row is None:
        return MileageEntry()
    return MileageEntry(row.home_policy, row.base_id, row.own_rate, row.rounding, row.vehicle)


def claim(db: Session, month_: date) -> ClaimRow | None:
    row = db.scalars(select(MileageClaim).where(MileageClaim.month == first_of(month_))).first()
    if row is None:
        return None
    said = row.printed
    tenths, cents, tolls = (int(str(said.get(key, 0))) for key in ("tenths", "cents", "tolls"))
    return ClaimRow(row.claimed_on, tenths, cents, tolls)


def months(db: Session, today: date) -> tuple[date, ...]:
    """The months there may be something to see of, newest first: from the first school year or drive to today."""
    firsts = (db.scalar(select(func.min(SchoolYear.first_day))), db.scalar(select(func.min(Trip.day))))
    start = min((day for day in firsts if day is not None), default=today)
    last, found = first_of(max(today, start)), []
    while last >= first_of(start):
        found.append(last)
        last = next_month(last, -1)
    return tuple(found)


def odometer_before(db: Session, day: date, departed: int) -> int | None:
    """The last reading written down before a drive, to begin the next one with."""
    earlier = (Trip.day < day) | ((Trip.day == day) & (Trip.departed < departed))
    query = select(Trip.odometer_end).where(Trip.odometer_end.is_not(None), earlier)
    return db.scalar(query.order_by(Trip.day.desc(), Trip.departed.desc()).limit(1))


def place_names(db: Session) -> tuple[PlaceName, ...]:
    """Home and offices first, then the schools by name."""
    rows = db.execute(
        select(Place.id, Place.name, School.code, School.color)
        .outerjoin(School, School.place_id == Place.id)
        .order_by(School.id.is_not(None), Place.kind != PlaceKind.HOME, Place.name)
    )
    return tuple(PlaceName(row.id, row.code or "", row.name, row.color) for row in rows)


def home_place(db: Session) -> int | None:
    return roads.load(db).home


def way(db: Session, from_id: int, to_id: int) -> tuple[int, int] | None:
    """Minutes and tenths of a mile of a way, entered or estimated; None: not known."""
    drive = roads.load(db).roads.drive(from_id, to_id)
    return (drive.minutes, drive.tenths) if drive is not None else None


@dataclass(slots=True)
class _Teller:
    """Tells the legs of a day as rows."""

    db: Session
    days: WorkDays
    terms: MileageEntry
    today: date
    now: int
    names: dict[int, PlaceName] = field(init=False)
    homes: frozenset[int] = field(init=False)
    skipped: frozenset[tuple[date, int, int]] = field(init=False)
    rates: Sequence[mileage.Rate] = field(init=False)

    def __post_init__(self) -> None:
        self.names = {place.place_id: place for place in place_names(self.db)}
        self.homes = frozenset(self.db.scalars(select(Place.id).where(Place.kind == PlaceKind.HOME)))
        rows = self.db.execute(select(LegNotDriven.day, LegNotDriven.from_id, LegNotDriven.to_id))
        self.skipped = frozenset((row.day, row.from_id, row.to_id) for row in rows)
        self.rates = policies.mileage(self.db, self.today)

    def commute(self, *, outward: bool) -> int | None:
        """Tenths of the normal way between home and base; None: not known."""
        home, base = self.days.map_.home, self.terms.base_id
        if home is None or base is None:
            return None
        pair = (home, base) if outward else (base, home)
        drive = self.days.map_.roads.drive(*pair)
        return drive.tenths if drive is not None else None

    def day(self, on: date) -> list[LegRow]:
        """The legs of a day in the order driven."""
        line = self.days.line(on)
        trips = list(self.days.trips.get(on, ()))
        planned = [leg for leg in (line.from_home, *line.legs, line.to_home) if leg is not None]
        rows = []
        for leg in planned:
            trip = _take(trips, leg)
            if trip is not None:
                rows.append(self._driven(trip, planned=True))
            elif on <= self.today and (on, leg.origin, leg.destination) not in self.skipped:
                rows.append(self._proposed(on, leg))
        rows += [self._driven(trip, planned=False) for trip in trips]
        return _doubted(sorted(rows, key=_in_time))

    def _driven(self, trip: TripFact, *, planned: bool) -> LegRow:
        known = self.days.map_.roads.drive(trip.from_id, trip.to_id)
        home, paid = self._paid(trip.from_id, trip.to_id, trip.tenths)
        minutes = known.minutes if known is not None else None
        if trip.arrived is not None:
            minutes = trip.arrived - trip.departed
        return LegRow(
            f"trip:{trip.trip_id}", trip.day, self.names[trip.from_id], self.names[trip.to_id], trip.tenths, minutes,
            trip.departed, self._state(trip, minutes, paid, home=home), paid, self._rate(trip.day), planned, home,
            trip.trip_id, trip.arrived, trip.purpose, trip.odometer_start, trip.odometer_end, trip.tolls,
        )  # fmt: skip

    def _state(self, trip: TripFact, minutes: int | None, paid: int, *, home: bool) -> LegState:
        if trip.arrived is None:
            there = trip.day < self.today or trip.departed + (minutes or 0) <= self.now
            return LegState.CONFIRM if there and minutes is not None else LegState.UNDER_WAY
        if home and not paid:
            return LegState.COMMUTE
        return LegState.ADDED if trip.by_hand else LegState.LOGGED

    def _proposed(self, on: date, leg: DayLeg) -> LegRow:
        drive = leg.drive
        tenths, minutes = (drive.tenths, drive.minutes) if drive is not None else (None, None)
        departed = max(0, leg.leave_by if leg.leave_by is not None else 0)
        home, paid = self._paid(leg.origin, leg.destination, tenths or 0)
        if on == self.today and (leg.leave_by is None or departed + (minutes or 0) > self.now):
            state = LegState.LATER
        elif home and not paid and tenths is not None:
            state = LegState.COMMUTE
        else:
            state = LegState.CONFIRM if tenths is not None else LegState.UNKNOWN
        return LegRow(
            f"plan:{on}:{leg.origin}:{leg.destination}:{departed}", on, self.names[leg.origin],
            self.names[leg.destination], tenths, minutes, departed, state, paid, self._rate(on),
            planned=True, home=home,
        )  # fmt: skip

    def _paid(self, from_id: int, to_id: int, tenths: int) -> tuple[bool, int]:
        """Whether one end is home, and the tenths that are paid."""
        outward = from_id in self.homes
        home = outward or to_id in self.homes
        away = to_id if outward else from_id
        drive = self.days.map_.roads.drive(self.terms.base_id, away) if self.terms.base_id is not None else None
        leg = DrivenLeg(tenths, home, drive.tenths if drive is not None else None)
        return home, mileage.paid_tenths(leg, self.terms.home_policy, self.commute(outward=outward))

    def _rate(self, on: date) -> int | None:
        return self.terms.own_rate if self.terms.own_rate is not None else mileage.rate_on(self.rates, on)


def _take(trips: list[TripFact], leg: DayLeg) -> TripFact | None:
    """The logged trip of a leg, taken out of those left."""
    driven = leg.driven
    if driven is None:
        return None
    wanted = (driven.origin, driven.destination, driven.departed)
    found = next((trip for trip in trips if (trip.from_id, trip.to_id, trip.departed) == wanted), None)
    if found is not None:
        trips.remove(found)
    return found


def _doubted(rows: list[LegRow]) -> list[LegRow]:
    apart = mileage.gaps([(row.start.place_id, row.end.place_id) for row in rows])
    return [replace(row, doubts=frozenset(_doubts(row, gap=n in apart))) for n, row in enumerate(rows)]


def _doubts(row: LegRow, *, gap: bool) -> Iterable[Doubt]:
    if gap and row.state is not LegState.LATER:
        yield Doubt.GAP
    if row.driven and not mileage.odometer_agrees(row.odometer_start, row.odometer_end, row.tenths or 0):
        yield Doubt.ODOMETER
    if row.claimed and row.rate is None:
        yield Doubt.NO_RATE


def _in_time(row: LegRow) -> tuple[int, int, str]:
    return row.departed, row.arrived or 0, row.key


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A line of the claim with the tenths so far; `driven` where only a part of the leg is paid."""

    day: date
    start: str
    end: str
    purpose: str
    tenths: int
    total: int
    driven: int | None
    tolls: int
    rate: int | None
    odometer: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class MileagePaper:
    """The claim as it stands on paper and in a table: the same figures as on the screen."""

    month: date
    last_day: date
    """The last day it speaks of: the end of the month, or today."""
    employee: str
    district: str
    vehicle: str
    base: str
    terms: MileageEntry
    commute: int | None
    lines: tuple[ClaimLine, ...]
    tenths: int
    cents: int
    tolls: int
    rates: tuple[int, ...]
    open_legs: int
    """Proposed legs that nobody confirmed: they are not on it."""

    def printed(self) -> Mapping[str, object]:
        """What is kept of it."""
        return {
            "tenths": self.tenths, "cents": self.cents, "tolls": self.tolls, "trips": len(self.lines),
            "rates": list(self.rates),
            "home_policy": self.terms.home_policy.value, "rounding": self.terms.rounding.value,
            "lines": [
                [line.day.isoformat(), line.start, line.end, line.purpose, line.tenths, line.tolls]
                for line in self.lines
            ],
        }  # fmt: skip


def paper(shown: MileageMonth, employee: str, district: str, today: date, usual_purpose: str) -> MileagePaper:
    """The claim of a month as shown; `usual_purpose` stands where the schedule was driven and nothing was typed."""
    lines, total = [], 0
    for leg in shown.claimed:
        total += leg.paid
        both = (leg.odometer_start, leg.odometer_end)
        lines.append(
            ClaimLine(
                leg.day,
                leg.start.name,
                leg.end.name,
                leg.purpose or usual_purpose,
                leg.paid,
                total,
                leg.tenths if leg.tenths != leg.paid else None,
                leg.tolls,
                leg.rate,
                (both[0], both[1]) if both[0] is not None and both[1] is not None else None,
            )
        )
    return MileagePaper(
        shown.month, min(last_of(shown.month), max(today, shown.month)), employee, district, shown.terms.vehicle,
        shown.base.name if shown.base is not None else "", shown.terms, shown.commute, tuple(lines), shown.tenths,
        shown.cents, shown.tolls, shown.rates, len(shown.proposals),
    )  # fmt: skip


CLAIM_HEADINGS = (
    "date", "from", "to", "purpose", "miles_driven", "miles_paid", "total_miles", "rate", "amount", "tolls_parking",
    "odometer_start", "odometer_end",
)  # fmt: skip
"""The columns of the file; a file format, so never translated."""


def claim_table(said: MileagePaper) -> list[tuple[str | int | float | date | None, ...]]:
    """One row a leg and one for the sum. Amounts of legs stand only where each is rounded by itself."""
    rows: list[tuple[str | int | float | date | None, ...]] = []
    for line in said.lines:
        each = said.terms.rounding is Rounding.TRIP and line.rate is not None
        rows.append((
            line.day, line.start, line.end, line.purpose, (line.driven or line.tenths) / 10, line.tenths / 10,
            line.total / 10, line.rate / 1000 if line.rate is not None else None,
            mileage.amount_cents(line.tenths, line.rate or 0) / 100 if each else None, line.tolls / 100,
            line.odometer[0] if line.odometer else None, line.odometer[1] if line.odometer else None,
        ))  # fmt: skip
    driven = sum(line.driven or line.tenths for line in said.lines)
    rate = said.rates[0] / 1000 if len(said.rates) == 1 else None
    rows.append((
        None, "Total", None, None, driven / 10, said.tenths / 10, said.tenths / 10, rate, said.cents / 100,
        said.tolls / 100, None, None,
    ))  # fmt: skip
    return rows


def student_names(db: Session) -> tuple[str, ...]:
    """Every name by which a student could be told: no claim may hold one."""
    found: set[str] = set()
    for row in db.execute(select(Student.first, Student.last, Student.preferred)):
        found |= {name for name in (row.first, row.last, row.preferred) if name}
    return tuple(sorted(found, key=str.casefold))
