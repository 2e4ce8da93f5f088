# SPDX-License-Identifier: MIT
"""Schools: entered by hand or by an import, corrected, archived when not served any more."""

from sqlalchemy import func, select

from otdesk.actions.lookups import found, put, refuse, values
from otdesk.faults import Refusal
from otdesk.records.places import Place
from otdesk.records.schools import RoomHours, School
from otdesk.records.students import Student
from otdesk.rules.entries_places import SchoolEntry, free_color, school_problems
from otdesk.rules.entries_students import HoursEntry, hours_problems
from otdesk.rules.kinds import PlaceKind
from otdesk.vault.work import Work
from otdesk.words import _, plural

_OF_PLACE = ("address", "latitude", "longitude", "park_minutes", "setup_minutes")


def add(work: Work, entry: SchoolEntry) -> int:
    """Add a school with its place on the map; returns the school's id. The color is the next free one."""
    _check(work, entry, None)
    place = Place(kind=PlaceKind.SCHOOL, **_place_columns(entry))
    work.db.add(place)
    work.db.flush()
    columns = values(entry, *_OF_PLACE)
    if entry.color is None:
        columns["color"] = free_color(list(work.db.scalars(select(School.color).where(School.archived.is_(False)))))
    school = School(place_id=place.id, **columns)
    work.db.add(school)
    work.db.flush()
    work.describe(_("{school} added").format(school=school.name))
    return school.id


def edit(work: Work, school_id: int, entry: SchoolEntry) -> None:
    """Change a school; without a color it keeps its own."""
    school = found(work, School, school_id)
    _check(work, entry, school_id)
    columns = values(entry, *_OF_PLACE)
    if entry.color is None:
        del columns["color"]
    put(school, columns)
    put(found(work, Place, school.place_id), _place_columns(entry))
    work.describe(_("{school} changed").format(school=school.name))


def archive(work: Work, school_id: int) -> None:
    """A school not served any more: it stays in records and leaves the choices. Refusal while students are there."""
    school = found(work, School, school_id)
    here = work.db.scalar(
        select(func.count()).select_from(Student).where(Student.school_id == school_id, Student.exited_on.is_(None))
    )
    if here:
        raise Refusal(
            _("{students} at {school}. Move or exit them first.").format(
                students=plural("{n} student is", "{n} students are", here), school=school.name
            )
        )
    school.archived = True
    work.describe(_("{school} archived").format(school=school.name))


def restore(work: Work, school_id: int) -> None:
    school = found(work, School, school_id)
    school.archived = False
    work.describe(_("{school} is back").format(school=school.name))


def set_room_hours(work: Work, school_id: int, rows: tuple[HoursEntry, ...]) -> None:
    """When the therapist's room is free; no rows = all day. Replaces what was said before."""
    school = found(work, School, school_id)
    refuse(hours_problems(rows))
    for old in work.db.scalars(select(RoomHours).where(RoomHours.school_id == school_id).order_by(RoomHours.id)):
        work.db.delete(old)
    work.db.flush()
    work.db.add_all(RoomHours(school_id=school_id, weekday=r.weekday, start=r.start, end=r.end) for r in rows)
    work.describe(_("Room hours at {school} changed").format(school=school.name))


def _place_columns(entry: SchoolEntry) -> dict[str, object]:
    return {**{name: getattr(entry, name) for name in _OF_PLACE}, "name": entry.name.strip()}


def _check(work: Work, entry: SchoolEntry, school_id: int | None) -> None:
    refuse(school_problems(entry))
    for other in work.db.scalars(select(School)):
        if other.id == school_id:
            continue
        if other.code == entry.code.strip():
            raise Refusal(_("Code {code} is {school}.").format(code=other.code, school=other.name))
        if other.name.casefold() == entry.name.strip().casefold():
            raise Refusal(_("There is a school named {school} already.").format(school=other.name))
