# SPDX-License-Identifier: MIT
"""Invented districts and students: the same seed gives the same people. Nobody in them is real."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from otdesk import paths
from otdesk.rules.entries_plans import GoalEntry, LineEntry, PlanEntry, usual_review
from otdesk.rules.entries_students import AlertEntry, CommitmentEntry, StudentEntry
from otdesk.rules.kinds import AlertKind, Grouping, MeasureType, Mode, Period, PlanType, Setting

_FIRST_STUDENT_NO = 20_000


@dataclass(frozen=True, slots=True)
class InventedSchool:
    """What a student's facts depend on."""

    id: int
    code: str
    grade_low: int
    grade_high: int


@dataclass(frozen=True, slots=True)
class InventedGoal:
    """`start` and `end` are the figures the student has at the first and the last day of the plan."""

    entry: GoalEntry
    start: float
    end: float
    total: int


@dataclass(frozen=True, slots=True)
class InventedStudent:
    entry: StudentEntry
    plan: PlanEntry
    lines: tuple[LineEntry, ...]
    goals: tuple[InventedGoal, ...]
    alerts: tuple[AlertEntry, ...]
    commitments: tuple[CommitmentEntry, ...]
    what_works: str


@cache
def district() -> dict[str, Any]:
    """The invented district as written in resources/sample/district.toml."""
    return tomllib.loads(paths.resource("sample", "district.toml").read_text(encoding="utf-8"))


@cache
def _people() -> dict[str, Any]:
    return tomllib.loads(paths.resource("sample", "people.toml").read_text(encoding="utf-8"))


def group_names() -> list[str]:
    return list(_people()["groups"])


def students(
    random: Random, schools: list[InventedSchool], count: int, year_start: date, since: date
) -> list[InventedStudent]:
    """`count` students spread over the schools, with plans that run through the school year from `year_start`.

    Where the history begins earlier, on `since`, the same plan and lines were in force then already."""
    names = _names(random, count)
    people = [
        _student(random, number, names[number], schools[number % len(schools)], year_start) for number in range(count)
    ]
    return [_served_since(person, since) for person in people]


def _served_since(person: InventedStudent, since: date) -> InventedStudent:
    start = person.plan.start
    if start is None or start <= since:
        return person
    lines = tuple(replace(line, start=since) for line in person.lines)
    return replace(person, plan=replace(person.plan, start=since), lines=lines)


def _names(random: Random, count: int) -> list[tuple[str, str]]:
    """Different names for everybody; beyond all combinations a number is added to the last name."""
    every = [(first, last) for first in _people()["first"] for last in _people()["last"]]
    random.shuffle(every)
    rounds = -(-count // len(every))
    return [(first, last if turn == 0 else f"{last} {turn + 1}") for turn in range(rounds) for first, last in every][
        :count
    ]


def _pronoun(drawn: str, first: str, he: list[str]) -> str:
    return drawn if drawn == "they" else "he" if first in he else "she"


def _student(
    random: Random, number: int, name: tuple[str, str], school: InventedSchool, year_start: date
) -> InventedStudent:
    people = _people()
    first, last = name
    grade = random.randint(max(0, school.grade_low), school.grade_high)
    born = date(year_start.year - grade - 5, 1, 1) - timedelta(days=random.randint(-200, 110))
    plan_start = year_start - timedelta(days=random.randint(5, 290))
    entry = StudentEntry(
        first=first,
        last=last,
        grade=grade,
        school_id=school.id,
        student_no=f"S-{_FIRST_STUDENT_NO + number}",
        pronoun=_pronoun(random.choice(people["pronouns"]), first, people["he"]),
        birth_date=born,
        teacher=random.choice(people["teachers"]),
        room=str(random.randint(1, 30)),
        case_manager=random.choice(people["managers"]),
    )
    alerts = (random.choice(people["alerts"]),) if random.random() < 0.25 else ()
    return InventedStudent(
        entry=entry,
        plan=PlanEntry(
            plan_type=random.choices([PlanType.IEP, PlanType.SECTION_504], [9, 1])[0],
            start=plan_start,
            annual_review=usual_review(plan_start),
            reevaluation_due=year_start + timedelta(days=random.randint(70, 1000)),
        ),
        lines=_lines(random, grade, plan_start),
        goals=_goals(random, first, grade, plan_start),
        alerts=tuple(
            AlertEntry(AlertKind(row["kind"]), row["words"], year_start - timedelta(days=random.randint(10, 200)))
            for row in alerts
        ),
        commitments=_commitments(random),
        what_works=random.choice(people["works"])["text"],
    )


def _lines(random: Random, grade: int, plan_start: date) -> tuple[LineEntry, ...]:
    """Mostly 30 minutes once or twice a week, some in groups, a few with a monthly consult beside it."""
    grouping = random.choices([Grouping.INDIVIDUAL, Grouping.GROUP, Grouping.EITHER], [6, 4, 1])[0]
    setting = Setting.PUSH_IN if grouping is Grouping.INDIVIDUAL and random.random() < 0.25 else Setting.PULL_OUT
    minutes = random.choice([20, 30, 30, 30, 45]) if grouping is Grouping.INDIVIDUAL else 30
    times = 1 if grouping is not Grouping.INDIVIDUAL or grade > 5 or minutes == 45 else random.choice([1, 1, 2])
    direct = LineEntry(
        minutes=minutes, times=times, period=Period.WEEK, grouping=grouping, setting=setting, start=plan_start
    )
    if random.random() < 0.12:
        consult = LineEntry(
            minutes=15, times=1, period=Period.MONTH, mode=Mode.CONSULT, setting=Setting.CLASSROOM, start=plan_start
        )
        return direct, consult
    return (direct,)


def _goals(random: Random, first: str, grade: int, plan_start: date) -> tuple[InventedGoal, ...]:
    bank = [row for row in _people()["goals"] if row["grades"][0] <= grade <= row["grades"][1]]
    chosen = random.sample(bank, k=min(len(bank), random.choice([1, 2, 2, 3])))
    return tuple(_goal(random, first, number, row, plan_start) for number, row in enumerate(chosen, start=1))


def _goal(random: Random, first: str, number: int, row: dict[str, Any], plan_start: date) -> InventedGoal:
    start, target = row["figures"]
    reach = random.uniform(0.4, 1.1)
    return InventedGoal(
        entry=GoalEntry(
            statement=row["statement"].format(name=first),
            area=row["area"],
            cue=row["cue"],
            measure=MeasureType(row["measure"]),
            baseline=float(start),
            baseline_on=plan_start,
            target=float(target),
            unit=row.get("unit", ""),
            usual_total=row["total"] or None,
            mastery={"kind": "consecutive", "target": float(target), "n": 3},
            number=number,
            started_on=plan_start,
            ends_on=usual_review(plan_start),
        ),
        start=float(start),
        end=start + (target - start) * reach,
        total=int(row["total"]),
    )


def _commitments(random: Random) -> tuple[CommitmentEntry, ...]:
    if random.random() > 0.3:
        return ()
    weekday, start = random.randint(0, 4), random.choice([540, 570, 600, 780])
    return (
        CommitmentEntry(
            label=random.choice(["Speech", "PT", "Resource"]), weekday=weekday, start=start, end=start + 30
        ),
    )
