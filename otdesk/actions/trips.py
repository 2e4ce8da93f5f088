# SPDX-License-Identifier: MIT
"""Driving: a trip begins when the therapist leaves and counts once the arrival is confirmed."""

from datetime import date

from sqlalchemy import select

from otdesk.faults import Refusal
from otdesk.records.places import Place
from otdesk.records.trips import Trip
from otdesk.vault.work import Work
from otdesk.words import _, clock, miles


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


def _trip(work: Work, trip_id: int) -> Trip:
    trip = work.db.get(Trip, trip_id)
    if trip is None:
        raise Refusal(_("This drive is no longer there."))
    return trip
