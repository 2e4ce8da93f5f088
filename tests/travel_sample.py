# SPDX-License-Identifier: MIT
"""The small caseload with a home, an office, distances and a week of sessions at two schools."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from otdesk.actions import attendance, places, sessions, therapists, travel
from otdesk.actions.attendance import Mark
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import mileage, roads
from otdesk.queries.mileage import MileageMonth
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot, SlotMember
from otdesk.rules.entries_places import DriveEntry, PlaceEntry
from otdesk.rules.kinds import PlaceKind, Presence
from tests.caseload_sample import House, Ids, fill

TODAY = date(2026, 10, 20)
NOW = 10 * 60 + 24
MONTH = date(2026, 10, 1)


@dataclass(frozen=True, slots=True)
class Ways:
    """Place ids. Home to Alder (the base) 8.0 miles, home to Birchwood 20.0, Alder to Birchwood 6.0 in 14 minutes."""

    home: int
    office: int
    alder: int
    briar: int


@dataclass(frozen=True, slots=True)
class Roadhouse:
    house: House
    ids: Ids
    ways: Ways

    def month(self, month: date = MONTH, now: int = NOW) -> MileageMonth:
        return self.house.read(mileage.month, month, TODAY, now)

    def session(self, day: date, school: int, start: int, *, held: bool = True) -> int:
        """Maya's session of 30 minutes, held unless told otherwise."""
        entry = SessionEntry(day, school, start, start + 30, ((self.ids.maya, self.ids.maya_line),))
        made = self.house.do(sessions.add, entry)
        if held:
            self.house.do(sessions.set_times, made, start, start + 30)
            self.house.do(attendance.mark, made, self.ids.maya, Mark(Presence.PRESENT))
        return made


def _clear_week(house: House) -> None:
    """Out with the typical week and what it laid out: each test knows its sessions."""
    with house.vault.write("clear", house.clock()) as work:
        for kind in (Attendance, TherapySession, SlotMember, PatternSlot):
            for row in work.db.scalars(select(kind)):
                work.db.delete(row)
            work.db.flush()
        work.final()


def lay(house: House) -> Roadhouse:
    ids = fill(house)
    home = house.do(therapists.set_home, ids.therapist, PlaceEntry(PlaceKind.HOME, "Home"))
    office = house.do(places.add, PlaceEntry(PlaceKind.OFFICE, "District office"))
    known = house.read(roads.load).place_of_school
    ways = Ways(home, office, known[ids.alder], known[ids.briar])
    for start, end, minutes, tenths in (
        (home, ways.alder, 18, 80), (home, ways.briar, 40, 200), (ways.alder, ways.briar, 14, 60),
        (office, ways.briar, 9, 31),
    ):  # fmt: skip
        there = DriveEntry(start, end, minutes, tenths)
        house.do(travel.set_pair, there, DriveEntry(end, start, minutes, tenths))
    _clear_week(house)
    made = Roadhouse(house, ids, ways)
    for day in (date(2026, 10, 13), date(2026, 10, 19), TODAY):
        made.session(day, ids.alder, 480, held=day != TODAY)
        made.session(day, ids.briar, 780, held=day != TODAY)
    return made
