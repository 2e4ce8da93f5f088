# SPDX-License-Identifier: MIT
"""The invented district put into a vault: therapist, schools with bells, drives, calendar, caseload, typical week."""

import itertools
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Any

from otdesk.actions import (
    alerts,
    bells,
    calendar,
    commitments,
    districts,
    groups,
    mileage,
    phrases,
    places,
    schools,
    slots,
    students,
    therapists,
    travel,
    work_time,
)
from otdesk.actions.calendar import TermEntry, YearEntry
from otdesk.queries import planner, roads, templates
from otdesk.rules.clock_text import read_clock
from otdesk.rules.entries_intake import IntakeEntry
from otdesk.rules.entries_people import DistrictEntry, TherapistEntry
from otdesk.rules.entries_places import BellEntry, DriveEntry, PlaceEntry, SchoolEntry
from otdesk.rules.entries_time import MileageEntry, TimesheetEntry
from otdesk.rules.kinds import DayType, Grouping, PlaceKind, Pull, Role, SlotKind
from otdesk.rules.minutes import CountMode
from otdesk.rules.slots import Block, BlockKind, FreeSlot, Severity, Week, Wish, free_slots
from otdesk.sample import invented
from otdesk.sample.invented import InventedGoal, InventedSchool, InventedStudent
from otdesk.sample.years import InventedYear
from otdesk.vault.vault import Vault
from otdesk.vault.work import Work

# Which schools are visited on which weekday, in order, with the time of day each may be used.
_WEEK: dict[int, tuple[tuple[str, int, int], ...]] = {
    0: (("AC", 475, 660), ("DW", 690, 880)),
    1: (("AC", 475, 640), ("BW", 660, 790), ("CR", 815, 915)),
    2: (("EH", 470, 865),),
    3: (("AC", 475, 640), ("CR", 665, 910)),
    4: (("BW", 495, 650), ("DW", 680, 880)),
}
_LUNCHES = {0: ("DW", 695), 1: ("BW", 720), 2: ("EH", 690), 3: ("CR", 725), 4: ("DW", 685)}
ASSISTANT = "Noor Haddad"
"""The slot of who stood in for some sessions of the last day; it has no passphrase."""
_GROUP_SIZE = 4
_GRADE_SPAN = 2


class House:
    """Builds step by step; each step is one write through the actions a person uses."""

    def __init__(self, vault: Vault, random: Random, now: datetime) -> None:
        self._vault, self._random, self._now = vault, random, now
        self.schools: dict[str, int] = {}
        self.offices: dict[str, int] = {}
        """Place ids by code."""
        self.students: dict[int, InventedStudent] = {}
        self.goals: dict[int, InventedGoal] = {}
        """What each goal (by id) is to come to."""

    def build(self, people: int, years: list[InventedYear]) -> None:
        with self._vault.write("sample_house", self._now) as work:
            self._people_and_places(work)
            self._bells(work)
            self._drives(work)
            phrases.seed(work, templates.first_phrases())
            work.final()
        for year in years:
            with self._vault.write("sample_year", self._now) as work:
                self._year(work, year)
                work.final()
        started = datetime.combine(years[-1].entry.first_day, self._now.timetz())
        with self._vault.write("sample_caseload", max(self._now, started)) as work:
            self._caseload(work, people, years[-1], self._now.date())
            work.final()

    def lay_out_week(self) -> None:
        """Groups first, because they are hardest to fit; then lunch; then everybody else by school."""
        with self._vault.write("sample_week", self._now) as work:
            self._groups(work)
            self._lunches(work)
            self._place_all(work)
            work.final()

    # --- places and people ---

    def _people_and_places(self, work: Work) -> None:
        told = invented.district()
        entry = DistrictEntry(told["name"], told["state"], told["time_zone"], CountMode.FULL)
        district_id = districts.add(work, entry)
        therapist = TherapistEntry(
            first="Dana",
            last="Whitfield",
            credentials="MS, OTR/L",
            license_number="OT-00000",
            license_state=told["state"],
            signature_line="Dana Whitfield, MS, OTR/L",
        )
        if work.author is not None:
            therapists.edit(work, work.author, therapist)
        therapist_id = work.author or therapists.introduce(work, work.person, therapist)
        therapists.set_home(work, therapist_id, PlaceEntry(PlaceKind.HOME, told["home"]["name"]))
        assistant = TherapistEntry(
            first="Noor", last="Haddad", role=Role.OTA, credentials="COTA/L", license_number="OTA-00000",
            license_state=told["state"],
        )  # fmt: skip
        therapists.add_person(work, ASSISTANT, assistant, therapist_id)
        for row in told["schools"]:
            self.schools[row["code"]] = schools.add(work, _school(row, district_id))
        for row in told["offices"]:
            office = PlaceEntry(PlaceKind.OFFICE, row["name"], row["address"])
            self.offices[row["code"]] = places.add(work, office)

    def _bells(self, work: Work) -> None:
        told = invented.district()
        for row in told["schools"]:
            first, last = _minute(row["bells"][0]), _minute(row["bells"][1])
            entries = [_whole_day(self.schools[row["code"]], DayType.REGULAR, first, last)]
            entries.append(_whole_day(self.schools[row["code"]], DayType.EARLY_RELEASE, first, first + 240))
            for band in told["bells"][row["kind"]].values():
                entries += _band(self.schools[row["code"]], band, row["grades"], DayType.REGULAR, first, last)
                entries += _band(
                    self.schools[row["code"]], band, row["grades"], DayType.EARLY_RELEASE, first, first + 240
                )
            bells.add_all(work, tuple(entries))

    def _drives(self, work: Work) -> None:
        work.db.flush()
        known = roads.load(work.db)
        place = {code: known.place_of_school[school] for code, school in self.schools.items()}
        place |= self.offices
        if known.home is not None:
            place["HOME"] = known.home
        for pair, (there, back, tenths) in invented.district()["drives"].items():
            start, end = pair.split()
            travel.set_drive(work, DriveEntry(place[start], place[end], there, tenths))
            travel.set_drive(work, DriveEntry(place[end], place[start], back, tenths))
        mileage.set_terms(work, MileageEntry(base_id=place["AC"], vehicle="own car"))
        work_time.set_terms(work, TimesheetEntry(site_supervisor="P. Lindqvist", week_minutes=2250))

    def _year(self, work: Work, year: InventedYear) -> None:
        year_id = calendar.set_year(work, YearEntry(year.entry.name, year.entry.first_day, year.entry.last_day))
        calendar.set_terms(work, year_id, [TermEntry(*term) for term in year.terms])
        for closure in year.closures:
            calendar.mark_days(work, closure.first_day, closure.last_day, closure.day_type, closure.name)

    # --- caseload ---

    def _caseload(self, work: Work, people: int, year: InventedYear, since: date) -> None:
        known = [
            InventedSchool(self.schools[row["code"]], row["code"], row["grades"][0], row["grades"][1])
            for row in invented.district()["schools"]
        ]
        for person in invented.students(self._random, known, people, year.entry.first_day, since):
            goals = tuple(goal.entry for goal in person.goals)
            student_id = students.take_on(work, IntakeEntry(person.entry, person.plan, person.lines, goals))
            students.set_what_works(work, student_id, person.what_works)
            for alert in person.alerts:
                alerts.add(work, student_id, alert)
            for commitment in person.commitments:
                commitments.add(work, student_id, commitment)
            self.students[student_id] = person

    # --- the week ---

    def _groups(self, work: Work) -> None:
        """Up to four students of one school, at most two grades apart, in each group."""
        work.db.flush()
        week = planner.typical_week(work.db, self._now.date())
        names = itertools.cycle(invented.group_names())
        by_school: dict[int, list[planner.TrayRow]] = defaultdict(list)
        for row in week.tray:
            if row.line_id is not None and row.grouping is Grouping.GROUP:
                by_school[row.school.id].append(row)
        for school, rows in by_school.items():
            for members in _teams(rows):
                groups.make(work, school, _free_name(names, week), [row.line_id for row in members if row.line_id])

    def _lunches(self, work: Work) -> None:
        for day, (code, start) in _LUNCHES.items():
            slots.add_block(work, SlotKind.LUNCH, day, start, 30, self.schools[code])

    def _place_all(self, work: Work) -> None:
        """Each tray row in turn at its first good time within the hours her school is visited."""
        work.db.flush()
        typical = planner.typical_week(work.db, self._now.date())
        week = typical.week
        for row in sorted(typical.tray, key=_hardest_first):
            for _time in range(row.missing):
                slot = self._best(row, typical.wishes[row.key], week)
                if slot is not None:
                    placed = _place(work, row, slot)
                    week = replace(week, blocks=[*week.blocks, _block(placed, slot, typical.wishes[row.key])])

    def _best(self, row: planner.TrayRow, wish: Wish, week: Week) -> FreeSlot | None:
        """The least loaded day first; never beside another block of the same start."""
        windows = self._windows(row.school.id)
        taken = {(block.day, block.start) for block in week.blocks}
        load = Counter(block.day for block in week.blocks)
        good = [
            slot
            for slot in free_slots(wish, week, days=sorted(windows))
            if slot.severity is not Severity.NEVER
            and windows[slot.day][0] <= slot.start <= windows[slot.day][1] - wish.minutes
            and (slot.day, slot.start) not in taken
        ]
        return min(good, key=lambda slot: (slot.severity, load[slot.day], slot.start), default=None)

    def _windows(self, school_id: int) -> dict[int, tuple[int, int]]:
        return {
            day: (first, last)
            for day, visits in _WEEK.items()
            for code, first, last in visits
            if self.schools[code] == school_id
        }


def _place(work: Work, row: planner.TrayRow, slot: FreeSlot) -> int:
    if row.group_id is not None:
        return slots.place_group(work, row.group_id, slot.day, slot.start)
    return slots.place(work, row.line_id or 0, slot.day, slot.start)


def _block(slot_id: int, slot: FreeSlot, wish: Wish) -> Block:
    """What was just placed, as the rules see it."""
    end = slot.start + wish.minutes
    alone = wish.grouping is Grouping.INDIVIDUAL
    return Block(
        slot_id, BlockKind.SESSION, slot.day, slot.start, end, wish.place, "", wish.members, wish.group_max, alone
    )


def _hardest_first(row: planner.TrayRow) -> tuple[bool, bool, int, str]:
    return row.group_id is None, row.promise.minutes < 45, -row.missing, row.title


def _teams(rows: list[planner.TrayRow]) -> list[list[planner.TrayRow]]:
    teams: list[list[planner.TrayRow]] = []
    for row in sorted(rows, key=_by_grade):
        last = teams[-1] if teams else None
        if last is not None and len(last) < _GROUP_SIZE and _grade(row) - _grade(last[0]) <= _GRADE_SPAN:
            last.append(row)
        else:
            teams.append([row])
    return [team for team in teams if len(team) > 1]


def _grade(row: planner.TrayRow) -> int:
    return row.students[0].grade


def _by_grade(row: planner.TrayRow) -> tuple[int, str]:
    return _grade(row), row.title


def _free_name(names: "itertools.cycle[str]", week: planner.TypicalWeek) -> str:
    taken = {group.name for group in week.groups}
    return next(name for name in names if name not in taken)


def _school(row: dict[str, Any], district_id: int) -> SchoolEntry:
    return SchoolEntry(
        name=row["name"],
        code=row["code"],
        grade_low=row["grades"][0],
        grade_high=row["grades"][1],
        first_bell=_minute(row["bells"][0]),
        dismissal=_minute(row["bells"][1]),
        address=row["address"],
        office_phone=row["phone"],
        room=row["room"],
        arrival_note=row["arrival"],
        park_minutes=row["site"][0],
        setup_minutes=row["site"][1],
        district_id=district_id,
    )


def _minute(text: str) -> int:
    value = read_clock(text)
    if value is None:
        raise ValueError(f"{text} is not a time")
    return value


def _whole_day(school_id: int, day_type: DayType, first: int, last: int) -> BellEntry:
    return BellEntry(school_id, day_type, -1, 12, "School day", first, last, Pull.OK, whole_day=True)


def _band(
    school_id: int, band: dict[str, Any], grades: list[int], day_type: DayType, first: int, last: int
) -> list[BellEntry]:
    """Blocks one after another; on a short day each is shorter in proportion, lunch and recess are not held late."""
    whole = sum(minutes for _label, minutes, _pull in band["blocks"])
    low, high = max(band["grades"][0], grades[0]), min(band["grades"][1], grades[1])
    entries, start = [], first
    for label, minutes, pull in band["blocks"]:
        length = minutes if day_type is DayType.REGULAR else minutes * (last - first) // whole // 5 * 5
        end = min(start + length, last)
        if end > start:
            entries.append(BellEntry(school_id, day_type, low, high, label, start, end, Pull(pull)))
        start = end
    return entries
