# SPDX-License-Identifier: MIT
"""What is changed in Settings: done and undone, every row is as before; redone, as after."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from otdesk.actions import packs
from otdesk.faults import Refusal
from otdesk.queries import policies, rule_packs
from otdesk.rules.deadlines import DayUnit
from otdesk.rules.kinds import Reason
from otdesk.rules.minutes import CountMode, Excused, Owed, Window
from otdesk.rules.pack_edits import ClockEdit, MinutesEdit, PackEntry, RateEdit, ReasonEdit
from tests.caseload_sample import House, fill, house
from tests.clock import FixedClock

FROM = date(2026, 11, 2)
SHIPPED = date(2026, 7, 1)


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[House]:
    with house(tmp_path / "vault", clock) as opened:
        fill(opened)
        yield opened


edits = st.one_of(
    st.builds(ClockEdit, st.sampled_from(["AL", "TX"]), st.none() | st.integers(0, 90), st.sampled_from(DayUnit)),
    st.builds(ReasonEdit, st.sampled_from(Reason), st.sampled_from(Excused), st.sampled_from(Owed)),
    st.builds(MinutesEdit, st.sampled_from(CountMode), st.booleans(), st.sampled_from(Window), st.booleans()),
    st.builds(RateEdit, st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.none() | st.integers(-1, 900)),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate])
@given(edit=edits, days=st.integers(-3, 40))
def test_a_changed_rule_is_undone(filled: House, edit: ClockEdit | RateEdit, days: int) -> None:
    before = filled.dump()
    entry = PackEntry(edit, SHIPPED + timedelta(days), "District handbook", None)
    try:
        filled.do(packs.change, entry)
    except Refusal:
        assert filled.dump() == before, "a refusal changes nothing"
        return
    after = filled.dump()
    filled.undo()
    assert filled.dump() == before
    filled.redo()
    assert filled.dump() == after
    filled.undo()


def test_an_edit_holds_from_its_day_on_and_not_before(filled: House) -> None:
    filled.do(packs.change, PackEntry(ClockEdit("AL", 45, DayUnit.SCHOOL, source="AAC 290-8-9"), FROM))
    filled.do(packs.change, PackEntry(ClockEdit("TX", None), FROM))
    assert "AL" not in filled.read(policies.clocks, FROM - timedelta(1))
    now = filled.read(policies.clocks, FROM)
    assert now["AL"].count.n == 45
    assert "TX" not in now
    assert [version.effective_from for version in filled.read(rule_packs.history, "deadlines")] == [FROM, SHIPPED]
    with pytest.raises(Refusal, match="Choose that day or a later one"):
        filled.do(packs.change, PackEntry(ClockEdit("AL", 60), FROM - timedelta(1)))


def test_the_rules_the_program_came_with_are_never_changed(filled: House) -> None:
    with pytest.raises(Refusal, match="stay as they are"):
        filled.do(packs.change, PackEntry(ReasonEdit(Reason.STUDENT_ABSENT, Excused.NO, Owed.YES), SHIPPED))


def test_a_state_nobody_checked_has_no_clock(filled: House) -> None:
    rows = {row.state: row.clock for row in filled.read(rule_packs.states)}
    assert rows["AL"] is None
    assert rows["KS"] is None
    assert rows["TX"] is not None
    assert rows["TX"].count.n == 45


def test_the_reason_decides_from_its_day_on_what_is_owed(filled: House) -> None:
    filled.do(packs.change, PackEntry(ReasonEdit(Reason.STUDENT_ABSENT, Excused.NO, Owed.YES), FROM, "Handbook 4.2"))
    assert filled.read(policies.reasons, FROM)[Reason.STUDENT_ABSENT].owed is Owed.YES
    assert filled.read(policies.reasons, FROM - timedelta(1))[Reason.STUDENT_ABSENT].owed is Owed.NO
    newest, shipped = filled.read(rule_packs.history, "reasons")
    assert (newest.source, newest.shipped, shipped.shipped) == ("Handbook 4.2", False, True)
