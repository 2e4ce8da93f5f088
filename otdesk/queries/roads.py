# SPDX-License-Identifier: MIT
"""What is known about getting around: places, entered drives, and where each school and the home stand."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.records.places import Place as PlaceRecord
from otdesk.records.schools import School
from otdesk.records.therapists import Therapist
from otdesk.records.travel import TravelTime
from otdesk.rules.travel import Drive, Place, Roads, Site


@dataclass(frozen=True, slots=True)
class Map:
    """`roads` speaks of place ids; schools have place ids of their own."""

    roads: Roads
    place_of_school: dict[int, int]
    home: int | None


def load(db: Session) -> Map:
    """Read the whole map: a handful of places, at most a few hundred drives."""
    places = {
        row.id: Place(row.id, Site(row.park_minutes, row.setup_minutes), row.latitude, row.longitude)
        for row in db.execute(
            select(
                PlaceRecord.id,
                PlaceRecord.park_minutes,
                PlaceRecord.setup_minutes,
                PlaceRecord.latitude,
                PlaceRecord.longitude,
            )
        )
    }
    drives = {
        (row.from_id, row.to_id): Drive(row.minutes, row.tenths)
        for row in db.execute(select(TravelTime.from_id, TravelTime.to_id, TravelTime.minutes, TravelTime.tenths))
    }
    of_school = {row.id: row.place_id for row in db.execute(select(School.id, School.place_id))}
    home = db.scalar(select(Therapist.home_id).where(Therapist.home_id.is_not(None)).order_by(Therapist.id).limit(1))
    return Map(Roads(places, drives), of_school, home)
