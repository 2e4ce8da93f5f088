# SPDX-License-Identifier: MIT
"""What a missed session leaves to be made up: by its reason, the rule, what was decided and what is planned."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from otdesk.actions import attendance, make_ups, makeup_decisions, sessions
from otdesk.actions.attendance import Mark
from otdesk.actions.make_ups import MakeUpEntry
from otdesk.faults import Refusal
from otdesk.queries import debts
from otdesk.queries.debts import Debt
from otdesk.records.sessions import Attendance
from otdesk.rules.kinds import Presence, Reason
from tests.clock import FixedClock
from tests.note_sample import TODAY, Desk, desk


@pytest.fixture
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("debts") / "vault", FixedClock()) as made:
        yield made


def missed(at: Desk) -> int:
    with at.house.vault.read() as db:
        return db.scalars(select(Attendance.id).where(Attendance.session_id == at.alone)).one()


def debt(at: Desk) -> Debt:
    return at.house.read(debts.of_attendances, [missed(at)], TODAY)[missed(at)]


@pytest.mark.parametrize(
    ("reason", "minutes", "sure"),
    [
        (Reason.STUDENT_ABSENT, 0, False),
        (Reason.STUDENT_NOT_AVAILABLE, 30, True),
        (Reason.STUDENT_SUSPENDED, 30, False),
        (Reason.THERAPIST_ABSENT, 30, True),
    ],
)
def test_the_reason_decides(at: Desk, reason: Reason, minutes: int, sure: bool) -> None:
    at.house.do(attendance.mark, at.alone, at.ids.maya, Mark(Presence.ABSENT, reason))
    assert debt(at) == Debt(minutes, None, sure)
    owed = at.house.read(debts.of_students, TODAY)
    assert owed == ({at.ids.maya: minutes} if sure else {})


def test_a_decision_goes_before_the_rule_and_a_plan_ends_the_debt(at: Desk) -> None:
    at.house.do(attendance.mark, at.alone, at.ids.maya, Mark(Presence.ABSENT, Reason.STUDENT_ABSENT))
    at.house.do(makeup_decisions.decide, missed(at), True)
    assert debt(at) == Debt(30, None, sure=True)
    made = at.house.do(make_ups.schedule, missed(at), MakeUpEntry(TODAY, 800, 830))
    assert debt(at) == Debt(0, TODAY, sure=True)
    at.house.do(sessions.cancel, made, Reason.THERAPIST_ABSENT)
    assert debt(at) == Debt(30, None, sure=True)
    again = at.house.do(make_ups.schedule, missed(at), MakeUpEntry(TODAY, 840, 870))
    with pytest.raises(Refusal, match="planned already"):
        at.house.do(make_ups.schedule, missed(at), MakeUpEntry(TODAY, 870, 900))
    at.house.do(sessions.remove, again)
    at.house.do(make_ups.decline, missed(at))
    assert debt(at) == Debt(0, None, sure=False)
