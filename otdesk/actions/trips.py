# SPDX-License-Identifier: MIT
"""Driving: a trip begins when the therapist leaves and counts once the arrival is confirmed."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from otdesk.actions.lookups import found, put, refuse, refuse_names, values
from otdesk.faults import Refusal
from otdesk.records.places import Place
from otdesk.records.trips import LegNotDriven, Trip
from otdesk.rules.entries_time import DrivenEntry, TripEntry, trip_problems
from otdesk.rules.spans import DAY_END
from otdesk.vault.work import Work
from otdesk.words import _, clock, day_date, miles, plural


def depart(work: Work, day: date, from_id: int, to_id: int, departed: int, tenths: int) -> int:
    """Log the departure; `departed` in minutes since midnight, `tenths` the miles of the leg. Returns the trip's id.

    An earlier trip of the day still under way is taken as arrived: nobody leaves a place she has not reached.
    """
    if from_id == to_id:
        raise Refusal(_("A drive needs two different places."))
    if tenths < 0:
        raise Refusal(_("Miles cannot be less than zero."))
    for open_trip in work.db.scalars(select(Trip).where(Trip.day == day, Trip.arrived.is_(None))):
        open_trip.arrived = max(open_trip.departed, departed)
    trip = Trip(
        day=day, therapist_id=work.author, from_id=from_id, to_id=to_id, departed=departed, arrived=None, tenths=tenths
    )
    work.db.add(trip)
    work.db.flush()
    start = work.db.get_one(Place, from_id)
    work.describe(
        _("Left {place} at {time}, {miles}").format(place=start.name, time=clock(departed), miles=miles(tenths))
    )
    return trip.id


def arrive(work: Work, trip_id: int, arrived: int) -> None:
    """Confirm the arrival: from now on the trip counts."""
    trip = _trip(work, trip_id)
    if arrived < trip.departed:
        raise Refusal(_("The arrival is before the departure at {time}.").format(time=clock(trip.departed)))
    trip.arrived = arrived
    place = work.db.get_one(Place, trip.to_id)
    work.describe(_("Arrived at {place} at {time}").format(place=place.name, time=clock(arrived)))


def correct(work: Work, trip_id: int, departed: int, arrived: int | None, tenths: int) -> None:
    """Change the times or miles of a trip."""
    if arrived is not None and arrived < departed:
        raise Refusal(_("The arrival is before the departure at {time}.").format(time=clock(departed)))
    if tenths < 0:
        raise Refusal(_("Miles cannot be less than zero."))
    trip = _trip(work, trip_id)
    trip.departed, trip.arrived, trip.tenths = departed, arrived, tenths
    work.describe(_("Drive changed: {time}, {miles}").format(time=clock(departed), miles=miles(tenths)))


def remove(work: Work, trip_id: int) -> None:
    """Take a trip back out: it was not driven."""
    trip = _trip(work, trip_id)
    work.db.delete(trip)
    work.describe(_("Drive at {time} removed").format(time=clock(trip.departed)))


def confirm(work: Work, legs: Sequence[DrivenEntry]) -> None:
    """These legs of the schedule were driven: from now on they count. One step, however many."""
    done = [entry for entry in legs if _confirm(work, entry)]
    if not done:
        raise Refusal(_("There is no drive to confirm."))
    if len(done) == 1:
        start, end = work.db.get_one(Place, done[0].from_id), work.db.get_one(Place, done[0].to_id)
        said = _("{start} to {end} confirmed, {day}, {miles}")
        work.describe(
            said.format(start=start.name, end=end.name, day=day_date(done[0].day), miles=miles(done[0].tenths))
        )
        return
    total = miles(sum(entry.tenths for entry in done))
    work.describe(plural("{n} drive confirmed", "{n} drives confirmed", len(done)) + f", {total}")


def _confirm(work: Work, entry: DrivenEntry) -> bool:
    """False for a leg that was confirmed meanwhile."""
    in_order = 0 <= entry.departed <= entry.arrived <= DAY_END
    if not in_order or entry.tenths < 0 or entry.from_id == entry.to_id:
        raise Refusal(_("This drive cannot have been."))
    if entry.trip_id is not None:
        trip = _trip(work, entry.trip_id)
        if trip.arrived is not None:
            return False
        trip.arrived = max(trip.departed, entry.arrived)
        return True
    same = select(Trip.id).where(
        Trip.day == entry.day, Trip.from_id == entry.from_id, Trip.to_id == entry.to_id,
        Trip.departed == entry.departed,
    )  # fmt: skip
    if work.db.scalar(same) is not None:
        return False
    work.db.add(
        Trip(
            day=entry.day,
            therapist_id=work.author,
            from_id=entry.from_id,
            to_id=entry.to_id,
            departed=entry.departed,
            arrived=entry.arrived,
            tenths=entry.tenths,
        )
    )
    return True


def add(work: Work, entry: TripEntry) -> int:
    """A drive that no schedule knows of, or that was not logged when it was driven."""
    _check(work, entry)
    trip = Trip(therapist_id=work.author, by_hand=True, **values(entry))
    work.db.add(trip)
    work.db.flush()
    work.describe(_("Drive added: {what}").format(what=_told(work, trip)))
    return trip.id


def edit(work: Work, trip_id: int, entry: TripEntry) -> None:
    """Everything of a drive, also when it was logged by leaving and arriving."""
    trip = _trip(work, trip_id)
    _check(work, entry)
    put(trip, values(entry))
    work.describe(_("Drive changed: {what}").format(what=_told(work, trip)))


def not_driven(work: Work, day: date, from_id: int, to_id: int, trip_id: int | None = None) -> None:
    """A drive of the schedule did not take place: what was logged of it goes, and it is not proposed again."""
    if trip_id is not None:
        work.db.delete(_trip(work, trip_id))
    start, end = found(work, Place, from_id), found(work, Place, to_id)
    known = select(LegNotDriven.id).where(
        LegNotDriven.day == day, LegNotDriven.from_id == from_id, LegNotDriven.to_id == to_id
    )
    if work.db.scalar(known) is None:
        work.db.add(LegNotDriven(day=day, from_id=from_id, to_id=to_id))
    work.describe(_("{start} to {end}, {day}: not driven").format(start=start.name, end=end.name, day=day_date(day)))


def _check(work: Work, entry: TripEntry) -> None:
    refuse(trip_problems(entry))
    found(work, Place, entry.from_id)
    found(work, Place, entry.to_id)
    refuse_names(work, entry.purpose)


def _told(work: Work, trip: Trip) -> str:
    start, end = work.db.get_one(Place, trip.from_id), work.db.get_one(Place, trip.to_id)
    said = _("{start} to {end}, {day}, {miles}")
    return said.format(start=start.name, end=end.name, day=day_date(trip.day), miles=miles(trip.tenths))


def _trip(work: Work, trip_id: int) -> Trip:
    trip = work.db.get(Trip, trip_id)
    if trip is None:
        raise Refusal(_("This drive is no longer there."))
    return trip
