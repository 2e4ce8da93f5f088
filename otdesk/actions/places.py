# SPDX-License-Identifier: MIT
"""Places one drives to that are neither a school nor the home: the district office, a training center."""

from sqlalchemy import or_, select

from otdesk.actions.lookups import found, put, refuse, values
from otdesk.faults import Refusal
from otdesk.records.mileage import MileageTerms
from otdesk.records.places import Place
from otdesk.records.travel import TravelTime
from otdesk.records.trips import LegNotDriven, Trip
from otdesk.rules.entries_places import PlaceEntry, place_problems
from otdesk.rules.kinds import PlaceKind
from otdesk.vault.work import Work
from otdesk.words import _


def add(work: Work, entry: PlaceEntry) -> int:
    refuse(place_problems(entry))
    _own_name(work, entry.name, 0)
    place = Place(**{**values(entry), "kind": PlaceKind.OFFICE})
    work.db.add(place)
    work.db.flush()
    work.describe(_("{name} added").format(name=place.name))
    return place.id


def edit(work: Work, place_id: int, entry: PlaceEntry) -> None:
    place = _office(work, place_id)
    refuse(place_problems(entry))
    _own_name(work, entry.name, place_id)
    put(place, {**values(entry), "kind": PlaceKind.OFFICE})
    work.describe(_("{name} changed").format(name=place.name))


def remove(work: Work, place_id: int) -> None:
    """A place nobody drove to yet; its ways go with it."""
    place = _office(work, place_id)
    trip = select(Trip.id).where(or_(Trip.from_id == place_id, Trip.to_id == place_id)).limit(1)
    if work.db.scalar(trip) is not None:
        raise Refusal(_("{name} has drives in the mileage log, so it stays.").format(name=place.name))
    if work.db.scalar(select(MileageTerms.id).where(MileageTerms.base_id == place_id)) is not None:
        raise Refusal(_("{name} is the base for mileage, so it stays.").format(name=place.name))
    for kind in (TravelTime, LegNotDriven):
        for row in work.db.scalars(select(kind).where(or_(kind.from_id == place_id, kind.to_id == place_id))):
            work.db.delete(row)
    work.db.flush()
    work.db.delete(place)
    work.describe(_("{name} removed").format(name=place.name))


def _office(work: Work, place_id: int) -> Place:
    place = found(work, Place, place_id)
    if place.kind is not PlaceKind.OFFICE:
        raise Refusal(_("{name} is changed in Settings.").format(name=place.name))
    return place


def _own_name(work: Work, name: str, but: int) -> None:
    names = work.db.scalars(select(Place.name).where(Place.id != but))
    if name.strip().casefold() in {other.strip().casefold() for other in names}:
        raise Refusal(_("There is already a place of this name."))
