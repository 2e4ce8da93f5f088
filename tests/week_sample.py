# SPDX-License-Identifier: MIT
"""A small district for tests of the week: three schools, twelve students, bells, roads, a school year with closures."""

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from otdesk.records.bells import BellBlock
from otdesk.records.calendars import CalendarDay, SchoolYear
from otdesk.records.districts import District
from otdesk.records.goals import Goal
from otdesk.records.places import Place
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.students import Commitment, Student
from otdesk.records.therapists import Therapist
from otdesk.records.travel import TravelTime
from otdesk.rules.kinds import DayType, Grouping, Mode, Period, PlaceKind, PlanType, Pull, Setting
from otdesk.vault import images, keys
from otdesk.vault.keys import KeyPolicy
from otdesk.vault.vault import Vault

QUICK = KeyPolicy(memory_kib=64, passes=1, lanes=1, floor_memory_kib=8, floor_passes=1)
PASSPHRASE = "four words make passphrases"
NOW = datetime(2026, 10, 20, 15, 24, tzinfo=UTC)  # Tue 10:24 in Chicago
TODAY = date(2026, 10, 20)
FIRST, LAST = date(2026, 9, 8), date(2027, 2, 26)
CLOSED = (date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 24), date(2027, 1, 1))

# name, school index, grade, minutes, times, period, every, grouping
PEOPLE: tuple[tuple[str, int, int, int, int, Period, int, Grouping], ...] = (
    ("Noor Haddad", 0, 1, 30, 2, Period.WEEK, 1, Grouping.INDIVIDUAL),
    ("Maya Ortiz", 0, 2, 30, 1, Period.WEEK, 1, Grouping.INDIVIDUAL),
    ("Theo Wynn", 0, 3, 30, 1, Period.WEEK, 1, Grouping.GROUP),
    ("Amara Obi", 0, 3, 30, 1, Period.WEEK, 1, Grouping.GROUP),
    ("Jonah Reed", 0, 3, 30, 1, Period.WEEK, 1, Grouping.EITHER),
    ("Wren Castellan", 1, 3, 30, 1, Period.WEEK, 1, Grouping.INDIVIDUAL),
    ("Oskar Nyberg", 1, 4, 20, 3, Period.WEEK, 1, Grouping.INDIVIDUAL),
    ("Lucia Menon", 1, 4, 30, 1, Period.MONTH, 1, Grouping.INDIVIDUAL),
    ("Beckett Cole", 1, 5, 30, 1, Period.WEEK, 2, Grouping.INDIVIDUAL),
    ("Caleb Tran", 2, 6, 30, 1, Period.WEEK, 1, Grouping.INDIVIDUAL),
    ("Sadie Quill", 2, 7, 30, 2, Period.MONTH, 1, Grouping.INDIVIDUAL),
    ("Rafi Menon", 2, 8, 45, 1, Period.WEEK, 1, Grouping.EITHER),
)
SCHOOLS = (("Alder Creek", "AC", -1, 5), ("Birchwood", "BW", -1, 5), ("Cedar Ridge", "CR", 6, 8))


@dataclass(slots=True)
class Sample:
    """The vault and the ids of what is in it."""

    vault: Vault
    schools: list[int] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    students: dict[str, int] = field(default_factory=dict)
    year: int = 0

    def rows(self) -> dict[tuple[str, int], str]:
        """All that an action may change, without row versions."""
        with self.vault.read() as db:
            return images.rows(db.connection())


_templates: dict[int, tuple[tempfile.TemporaryDirectory[str], Sample]] = {}


def make(folder: Path, *, cycle_days: int = 0) -> Sample:
    """A vault of its own for each test, copied from one made once per run."""
    if cycle_days not in _templates:
        kept = tempfile.TemporaryDirectory()
        _templates[cycle_days] = kept, _made(Path(kept.name) / "vault", cycle_days)
    kept, pattern = _templates[cycle_days]
    shutil.copytree(Path(kept.name) / "vault", folder)
    unlocked = keys.unlock(folder, PASSPHRASE, policy=QUICK)
    vault = Vault.open(folder, unlocked, now=NOW)
    return Sample(vault, list(pattern.schools), dict(pattern.lines), dict(pattern.students), pattern.year)


def _made(folder: Path, cycle_days: int) -> Sample:
    vault, _code = Vault.create(folder, PASSPHRASE, "Ana Ruiz", now=NOW, kdf=QUICK)
    sample = Sample(vault)
    with vault.write("sample", NOW) as work:
        work.final()
        fill(work.db, sample, cycle_days=cycle_days)
    vault.close()
    return sample


def fill(db: Session, sample: Sample, *, cycle_days: int = 0) -> None:
    district = District(name="Marlow", state="MN")
    year = SchoolYear(name="2026–27", first_day=FIRST, last_day=LAST, cycle_days=cycle_days)
    db.add_all([district, year, Therapist(slot="Ana Ruiz", first="Ana", last="Ruiz", work_start=450, work_end=945)])
    db.add_all(CalendarDay(day=day, day_type=DayType.CLOSED, name="Break") for day in CLOSED)
    db.flush()
    sample.year = year.id
    _schools(db, sample, district.id)
    for name, school, grade, minutes, times, period, every, grouping in PEOPLE:
        first, last = name.split(" ")
        student = Student(first=first, last=last, grade=grade, school_id=sample.schools[school], teacher="Ms. Vale")
        db.add(student)
        db.flush()
        plan = Plan(student_id=student.id, plan_type=PlanType.IEP, start=date(2026, 3, 1))
        db.add(plan)
        db.flush()
        line = ServiceLine(
            plan_id=plan.id,
            student_id=student.id,
            mode=Mode.DIRECT,
            grouping=grouping,
            group_max=4 if grouping is not Grouping.INDIVIDUAL else None,
            setting=Setting.PULL_OUT,
            minutes=minutes,
            times=times,
            period=period,
            every=every,
            start=date(2026, 3, 1),
        )
        db.add_all([line, Goal(student_id=student.id, number=1, statement="Writes her name.")])
        db.flush()
        sample.students[name], sample.lines[name] = student.id, line.id
    db.add(Commitment(student_id=sample.students["Maya Ortiz"], label="Speech", weekday=1, start=600, end=630))


def _schools(db: Session, sample: Sample, district: int) -> None:
    places = []
    for number, (name, code, low, high) in enumerate(SCHOOLS):
        place = Place(kind=PlaceKind.SCHOOL, name=name, park_minutes=2, setup_minutes=2)
        db.add(place)
        db.flush()
        places.append(place.id)
        school = School(
            place_id=place.id, district_id=district, name=name, code=code, color=number, grade_low=low,
            grade_high=high, room="Room 12", first_bell=470, dismissal=875,
        )  # fmt: skip
        db.add(school)
        db.flush()
        sample.schools.append(school.id)
        for label, start, end, pull in (
            ("School day", 470, 875, Pull.OK),
            ("Reading", 480, 540, Pull.NEVER),
            ("Math", 580, 635, Pull.AVOID),
            ("Lunch", 690, 720, Pull.NEVER),
        ):
            db.add(
                BellBlock(
                    school_id=school.id, day_type=DayType.REGULAR, grade_low=low, grade_high=high, label=label,
                    start=start, end=end, pull=pull, whole_day=label == "School day",
                )
            )  # fmt: skip
    minutes = {(0, 1): 14, (1, 0): 14, (1, 2): 19, (2, 1): 19, (0, 2): 22, (2, 0): 22}
    db.add_all(TravelTime(from_id=places[a], to_id=places[b], minutes=n, tenths=n * 4) for (a, b), n in minutes.items())
