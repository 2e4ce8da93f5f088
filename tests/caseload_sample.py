# SPDX-License-Identifier: MIT
"""An open vault with a small invented caseload, made through the same actions a person uses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import vaults
from tests.clock import FixedClock

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault
    from otdesk.vault.work import Work

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class House:
    """A vault and its clock, used as the window uses them."""

    vault: "Vault"
    clock: FixedClock

    def do(self, action: "Callable[Concatenate[Work, P], R]", *args: P.args, **kwargs: P.kwargs) -> R:
        with self.vault.write(action.__name__, self.clock()) as work:
            result = action(work, *args, **kwargs)
        self.said = work.description
        return result

    said: str = ""

    def read(self, query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        with self.vault.read() as db:
            return query(db, *args, **kwargs)

    def undo(self) -> str:
        return self.vault.undo(self.clock()).label

    def redo(self) -> str:
        return self.vault.redo(self.clock()).label

    def undoes(self, *steps: "tuple[Callable[..., object], *tuple[Any, ...]]") -> None:
        """Each step (an action and what it takes) is done; all are undone one by one, then done again, and every row is
        each time as it was."""
        states = [self.dump()]
        for action, *args in steps:
            self.do(action, *args)
            states.append(self.dump())
        for state in reversed(states[:-1]):
            self.undo()
            assert self.dump() == state
        for state in states[1:]:
            self.redo()
            assert self.dump() == state

    def dump(self) -> dict[tuple[str, int], str]:
        """Every row an action may change, without the row versions, which only count."""
        from otdesk.vault import images

        with self.vault.read() as db:
            return images.rows(db.connection())


@contextmanager
def house(folder: Path, clock: FixedClock) -> Iterator[House]:
    vault = vaults.unlocked(vaults.make(folder, clock()), clock())
    try:
        yield House(vault, clock)
    finally:
        vault.close()


@dataclass(frozen=True, slots=True)
class Ids:
    """What `fill` made. Maya has two lines and three goals, Hazel a group line, Kofi nothing but his name."""

    therapist: int
    district: int
    alder: int
    briar: int
    maya: int
    hazel: int
    kofi: int
    maya_plan: int
    maya_line: int
    maya_consult: int
    hazel_line: int
    maya_goal: int


def fill(house: House) -> Ids:
    """Two schools with bells, three students, a school year with one closure, two blocks in the typical week."""
    from otdesk.actions import bells, calendar, districts, schools, slots, students, therapists
    from otdesk.records.goals import Goal
    from otdesk.records.plans import Plan, ServiceLine
    from otdesk.rules.entries_intake import IntakeEntry
    from otdesk.rules.entries_people import DistrictEntry, TherapistEntry
    from otdesk.rules.entries_places import BellEntry, SchoolEntry
    from otdesk.rules.entries_plans import GoalEntry, LineEntry, PlanEntry
    from otdesk.rules.entries_students import StudentEntry
    from otdesk.rules.kinds import DayType, Grouping, MeasureType, Mode, Period, PlanType, Pull

    therapist = house.do(therapists.introduce, vaults.PERSON, TherapistEntry("Ana", "Ruiz", credentials="OTR/L"))
    district = house.do(districts.add, DistrictEntry("Marlow", "MN", "America/Chicago"))
    alder = house.do(
        schools.add, SchoolEntry("Alder Creek Elementary", "AC", 0, 5, 480, 875, latitude=44.9, longitude=-93.2)
    )
    briar = house.do(
        schools.add, SchoolEntry("Birchwood Elementary", "BW", 0, 5, 470, 870, latitude=44.95, longitude=-93.3)
    )
    house.do(bells.add, BellEntry(alder, DayType.REGULAR, 0, 5, "School day", 480, 875, Pull.OK, whole_day=True))
    house.do(bells.add, BellEntry(alder, DayType.REGULAR, 2, 3, "Reading", 510, 570, Pull.NEVER))
    house.do(calendar.set_year, calendar.YearEntry("2026-27", date(2026, 9, 1), date(2027, 6, 4)))
    house.do(calendar.mark_days, date(2026, 11, 26), date(2026, 11, 27), DayType.CLOSED, "Thanksgiving")
    plan = PlanEntry(PlanType.IEP, date(2026, 2, 3), date(2027, 2, 2), date(2028, 4, 18))
    goals = tuple(
        GoalEntry(f"Given a model, will {what} in 4 of 5 tries.", area=what.title(), measure=MeasureType.TRIALS,
                  baseline=40, target=80, usual_total=5)
        for what in ("form letters", "cut a circle", "pick a tool")
    )  # fmt: skip
    maya = house.do(
        students.take_on,
        IntakeEntry(
            StudentEntry("Maya", "Ortiz", 2, alder, birth_date=date(2018, 5, 4), teacher="Fenimore", student_no="1001"),
            plan,
            (
                LineEntry(30, 2, Period.WEEK, start=date(2026, 2, 3)),
                LineEntry(15, 1, Period.MONTH, mode=Mode.CONSULT, start=date(2026, 2, 3)),
            ),
            goals,
        ),
    )
    hazel = house.do(
        students.take_on,
        IntakeEntry(
            StudentEntry("Hazel", "Dunmore", 3, alder, birth_date=date(2017, 8, 30)),
            PlanEntry(PlanType.IEP, date(2025, 11, 3), date(2026, 11, 2)),
            (LineEntry(30, 1, Period.WEEK, grouping=Grouping.GROUP, group_max=4),),
        ),
    )
    kofi = house.do(students.add, StudentEntry("Kofi", "Mensah", 1, briar))
    with house.vault.read() as db:
        maya_plan = db.scalars(select(Plan.id).where(Plan.student_id == maya)).one()
        line, consult = db.scalars(select(ServiceLine.id).where(ServiceLine.student_id == maya)).all()
        hazel_line = db.scalars(select(ServiceLine.id).where(ServiceLine.student_id == hazel)).one()
        goal = db.scalars(select(Goal.id).where(Goal.student_id == maya).order_by(Goal.number)).first()
    house.do(slots.place, line, 1, 600)
    house.do(slots.place, line, 3, 600)
    house.do(slots.place, hazel_line, 2, 700)
    assert goal is not None
    return Ids(
        therapist, district, alder, briar, maya, hazel, kofi, maya_plan, line, consult, hazel_line, goal
    )  # fmt: skip
