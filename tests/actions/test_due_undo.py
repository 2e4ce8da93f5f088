# SPDX-License-Identifier: MIT
"""Each action of Due dates: done and undone, every row is as before; redone, as after."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from otdesk.actions import consents, evaluations, reviews
from otdesk.faults import Refusal
from otdesk.queries import evaluations as evaluation_query
from otdesk.records.base import Record
from otdesk.records.completions import Completion
from otdesk.records.consents import Consent
from otdesk.records.evaluations import Evaluation
from otdesk.rules.entries_due import ConsentEntry, EvaluationEntry
from otdesk.rules.evaluations import EvaluationKind, Reckoned
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

TODAY = date(2026, 10, 20)
days = st.dates(date(2026, 9, 1), date(2026, 10, 25))
words = st.text("abc xyz", min_size=1, max_size=12)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Ids]]:
    with house(tmp_path_factory.mktemp("due") / "vault", FixedClock()) as opened:
        ids = fill(opened)
        started = EvaluationEntry(EvaluationKind.INITIAL, consent_on=date(2026, 9, 8))
        made = opened.do(evaluations.start, ids.maya, started, reckoned(opened, ids.maya, started))
        opened.do(evaluations.log_attempt, made, date(2026, 9, 9), "called")
        sent = opened.do(consents.add, ids.hazel, ConsentEntry("Evaluation", sent_on=date(2026, 10, 5)))
        opened.do(consents.log_attempt, sent, date(2026, 10, 9), "sent again")
        opened.do(reviews.held, ids.maya_plan, date(2026, 10, 1), date(2027, 10, 1))
        yield opened, ids


def reckoned(house: House, student: int, entry: EvaluationEntry) -> Reckoned:
    return house.read(evaluation_query.preview, student, entry, TODAY).reckoned


def the(house: House, kind: type[Record]) -> int:
    with house.vault.read() as db:
        return db.scalars(select(kind.id).order_by(kind.id)).first() or 0


@st.composite
def evaluation_entries(draw: st.DrawFn) -> EvaluationEntry:
    first = draw(days)
    steps = [first + timedelta(days=draw(st.integers(0, 12)) * n) for n in range(5)]
    by_hand = draw(st.none() | days)
    return EvaluationEntry(
        draw(st.sampled_from(EvaluationKind)), steps[0], steps[1], draw(st.none() | st.just(steps[2])),
        draw(st.none() | st.just(steps[3])), None, draw(st.none() | st.just(steps[4])),
        absences=draw(st.integers(0, 9)), due_by_hand=by_hand, hand_reason=draw(words) if by_hand else "",
    )  # fmt: skip


NAMES = (
    "start", "edit", "try evaluation", "finish", "remove evaluation", "add consent", "edit consent", "received",
    "try consent", "remove consent", "held", "reevaluated", "waive", "take off",
)  # fmt: skip


def steps(data: st.DataObject, house: House, ids: Ids) -> dict[str, tuple[object, ...]]:
    draw = data.draw
    entry, on = draw(evaluation_entries()), draw(days)
    consent = ConsentEntry(draw(words), on, draw(st.none() | days), draw(st.none() | days), draw(words))
    evaluation, paper, done = the(house, Evaluation), the(house, Consent), the(house, Completion)
    later = on + timedelta(days=draw(st.integers(-3, 1100)))
    return {
        "start": (evaluations.start, ids.maya, entry, reckoned(house, ids.maya, entry)),
        "edit": (evaluations.edit, evaluation, entry, reckoned(house, ids.maya, entry)),
        "try evaluation": (evaluations.log_attempt, evaluation, on, draw(words)),
        "finish": (evaluations.finish, evaluation, on),
        "remove evaluation": (evaluations.remove, evaluation),
        "add consent": (consents.add, ids.hazel, consent),
        "edit consent": (consents.edit, paper, consent),
        "received": (consents.received, paper, on),
        "try consent": (consents.log_attempt, paper, on, draw(words)),
        "remove consent": (consents.remove, paper),
        "held": (reviews.held, ids.maya_plan, on, later),
        "reevaluated": (reviews.reevaluated, ids.maya_plan, on, later),
        "waive": (reviews.waive, ids.maya_plan, on, later, draw(words)),
        "take off": (reviews.take_off, done),
    }


@pytest.mark.parametrize("name", NAMES)
@settings(
    max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(data=st.data())
def test_undo_brings_every_row_back(filled: tuple[House, Ids], name: str, data: st.DataObject) -> None:
    house, ids = filled
    action, *arguments = steps(data, house, ids)[name]
    before = house.dump()
    try:
        house.do(action, *arguments)  # type: ignore[arg-type]  # drawn
    except Refusal:
        assert house.dump() == before
        return
    after = house.dump()
    if after == before:
        return
    assert house.said
    house.undo()
    assert house.dump() == before
    house.redo()
    assert house.dump() == after
    house.undo()
    assert house.dump() == before
