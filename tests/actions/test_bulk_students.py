# SPDX-License-Identifier: MIT
"""Several students at once: all or none, in one step with one line of words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from otdesk.actions import bulk_students
from otdesk.actions.bulk_students import SharedField
from otdesk.faults import Refusal
from otdesk.records.plans import Plan
from otdesk.records.students import Student
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

Filled = tuple[House, Ids]


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[Filled]:
    with house(tmp_path / "vault", clock) as opened:
        yield opened, fill(opened)


def teachers(opened: House) -> list[str]:
    with opened.vault.read() as db:
        return list(db.scalars(select(Student.teacher).order_by(Student.id)))


def test_one_teacher_for_several_is_one_step(filled: Filled) -> None:
    opened, ids = filled
    before = teachers(opened)
    opened.do(bulk_students.set_field, (ids.maya, ids.kofi), SharedField.TEACHER, "  Ms. Lee ")
    assert teachers(opened) == ["Ms. Lee", before[1], "Ms. Lee"]
    assert opened.said == "Teacher of 2 students: Ms. Lee"
    opened.undo()
    assert teachers(opened) == before


def test_one_student_is_said_by_name_and_nobody_is_refused(filled: Filled) -> None:
    opened, ids = filled
    opened.do(bulk_students.set_field, (ids.maya,), SharedField.ROOM, "")
    assert opened.said == "Room of Maya Ortiz: none"
    with pytest.raises(Refusal, match="Choose students first"):
        opened.do(bulk_students.set_field, (), SharedField.ROOM, "12")


def test_a_review_is_for_all_or_for_none(filled: Filled) -> None:
    opened, ids = filled
    before = opened.dump()
    with pytest.raises(Refusal, match="Kofi Mensah has no plan in force"):
        opened.do(bulk_students.set_review, (ids.maya, ids.kofi), date(2027, 1, 15))
    with pytest.raises(Refusal, match="The plan of Maya Ortiz begins later"):
        opened.do(bulk_students.set_review, (ids.hazel, ids.maya), date(2025, 12, 1))
    assert opened.dump() == before
    opened.do(bulk_students.set_review, (ids.maya, ids.hazel), date(2027, 1, 15))
    with opened.vault.read() as db:
        assert set(db.scalars(select(Plan.annual_review))) == {date(2027, 1, 15)}


def test_several_exit_on_one_day(filled: Filled) -> None:
    opened, ids = filled
    opened.do(bulk_students.exit_students, (ids.maya, ids.hazel), date(2026, 10, 19))
    assert opened.said == "2 students exited, last day Oct 19"
    with opened.vault.read() as db:
        exited = {row.id: row.exited_on for row in db.scalars(select(Student))}
    assert exited == {ids.maya: date(2026, 10, 19), ids.hazel: date(2026, 10, 19), ids.kofi: None}
