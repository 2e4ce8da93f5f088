# SPDX-License-Identifier: MIT
"""The time a change of building needs. One rule for Today, the week grid and the planner."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# The estimate where nothing was entered. Roads are longer than the crow flies: short drives in town and on county
# roads run about 1.4 times the straight line. Door-to-door pace on such drives is about 28 mph plus 2 minutes of lights
# and turning. Checked in tests against a district's own distance table. Rounded up: an early arrival costs less.
ROAD_FACTOR = 1.4
MILES_PER_HOUR = 28
FIXED_MINUTES = 2
_EARTH_RADIUS_MILES = 3958.8


@dataclass(frozen=True, slots=True)
class Site:
    """A place one drives to: minutes between car and door, minutes to sign in and set up. Home is Site(0, 0)."""

    park: int = 0
    setup: int = 0


HOME = Site()


@dataclass(frozen=True, slots=True)
class Drive:
    """One direction between two places; miles in tenths."""

    minutes: int
    tenths: int
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place with where it lies, if known; latitude and longitude in degrees."""

    id: int
    site: Site
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Roads:
    """Everything known about getting around: entered drives by (from, to), and places for the rest."""

    places: Mapping[int, Place]
    entered: Mapping[tuple[int, int], Drive]

    def drive(self, origin: int, destination: int) -> Drive | None:
        """The drive entered for this direction, else an estimate marked as one, else None: not known."""
        if origin == destination:
            return Drive(0, 0)
        known = self.entered.get((origin, destination))
        if known is not None:
            return known
        return estimate(self.places.get(origin), self.places.get(destination))

    def site(self, place: int) -> Site:
        known = self.places.get(place)
        return known.site if known is not None else HOME

    def need(self, origin: int, destination: int) -> int | None:
        """Minutes from the last word in one room to the first in the other; None when the drive is not known."""
        drive = self.drive(origin, destination)
        if drive is None:
            return None
        return 0 if origin == destination else change_of_building(self.site(origin), drive, self.site(destination))


@dataclass(frozen=True, slots=True)
class Leg:
    """One drive of a day, between places in the order they are visited."""

    origin: int
    destination: int
    drive: Drive | None
    need: int | None


def change_of_building(origin: Site, drive: Drive, destination: Site) -> int:
    """park(from) + drive + park(to) + setup(to), in minutes."""
    return origin.park + drive.minutes + destination.park + destination.setup


def leave_by(next_start: int, need: int) -> int:
    """The last minute to leave the room and still begin on time; before midnight it counts below zero."""
    return next_start - need


def ready_at(left: int, need: int) -> int:
    """When the next session can begin if the room was left then."""
    return left + need


def estimate(origin: Place | None, destination: Place | None) -> Drive | None:
    """A first guess from coordinates, marked as one; None when either place has none."""
    if origin is None or destination is None:
        return None
    miles = straight_miles(origin, destination)
    if miles is None:
        return None
    road = miles * ROAD_FACTOR
    return Drive(math.ceil(road / MILES_PER_HOUR * 60 + FIXED_MINUTES), math.ceil(road * 10), estimated=True)


def straight_miles(origin: Place, destination: Place) -> float | None:
    """Great-circle miles (haversine)."""
    if origin.latitude is None or origin.longitude is None:
        return None
    if destination.latitude is None or destination.longitude is None:
        return None
    lat_a, lat_b = math.radians(origin.latitude), math.radians(destination.latitude)
    d_lat, d_lon = lat_b - lat_a, math.radians(destination.longitude - origin.longitude)
    h = math.sin(d_lat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(d_lon / 2) ** 2
    return 2 * _EARTH_RADIUS_MILES * math.asin(math.sqrt(min(1.0, h)))


def legs(stops: Sequence[int], roads: Roads, home: int | None = None) -> tuple[Leg, ...]:
    """The drives of a day through `stops` in order; with `home` the way out and back are legs too.

    Two stops in a row at one place are no drive.
    """
    way = [home, *stops, home] if home is not None and stops else list(stops)
    return tuple(
        Leg(a, b, roads.drive(a, b), roads.need(a, b))
        for a, b in itertools.pairwise(way)
        if a is not None and b is not None and a != b
    )
