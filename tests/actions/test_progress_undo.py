# SPDX-License-Identifier: MIT
"""Each action of progress reports: done and undone, every row is as before; redone, as after."""

from base64 import b64decode
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from otdesk.actions import progress_reports
from otdesk.faults import Refusal
from otdesk.records.reports import ProgressReport
from otdesk.rules.note_entry import Piece
from otdesk.rules.report_entry import GoalReport, ReportEntry
from tests import progress_sample
from tests.caseload_sample import house
from tests.clock import FixedClock
from tests.progress_sample import Term

words = st.text("abc xyz", max_size=12)
ratings = st.sampled_from(("met", "on_track", "some", ""))
pieces = st.lists(st.builds(Piece, words, st.sampled_from(("", "data"))), max_size=3).map(tuple)


def entries(goals: tuple[int, ...]) -> st.SearchStrategy[ReportEntry]:
    parts = [st.builds(GoalReport, st.just(goal), ratings, st.none() | st.booleans(), pieces) for goal in goals]
    return st.tuples(*parts).map(ReportEntry)


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Term]:
    """Maya's report is done, Hazel's not begun."""
    with house(tmp_path_factory.mktemp("reports") / "vault", FixedClock()) as opened:
        at = progress_sample.lay(opened)
        entry = ReportEntry(tuple(GoalReport(goal.goal_id, "met") for goal in at.page(at.ids.maya).goals))
        opened.do(progress_reports.finish, at.ids.maya, at.term, entry, "es", b"%PDF-1.7 the page")
        yield at


@pytest.mark.parametrize("name", ["finish", "finish again", "reopen", "reopen what is open", "manner"])
@settings(
    max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(data=st.data())
def test_undo_brings_every_row_back(laid: Term, name: str, data: st.DataObject) -> None:
    opened, ids = laid.house, laid.ids
    goals = {who: tuple(goal.goal_id for goal in laid.page(who).goals) for who in (ids.maya, ids.hazel)}
    pdf = data.draw(st.binary(max_size=20))
    before = opened.dump()
    try:
        if name == "finish":
            entry = data.draw(entries(goals[ids.hazel]))
            opened.do(progress_reports.finish, ids.hazel, laid.term, entry, "en", pdf)
        elif name == "finish again":
            opened.do(progress_reports.finish, ids.maya, laid.term, data.draw(entries(goals[ids.maya])), "en", pdf)
        elif name == "reopen":
            opened.do(progress_reports.reopen, ids.maya, laid.term)
        elif name == "reopen what is open":
            opened.do(progress_reports.reopen, ids.hazel, laid.term)
        else:
            chosen = data.draw(st.sampled_from(("a", "b", "c")))
            opened.do(progress_reports.set_manner, chosen, trends=data.draw(st.booleans()))
    except Refusal:
        assert opened.dump() == before
        return
    after = opened.dump()
    assert opened.said
    opened.undo()
    assert opened.dump() == before
    opened.redo()
    assert opened.dump() == after
    opened.undo()
    assert opened.dump() == before


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_kept_draft_comes_back_as_it_was_and_is_no_step_to_undo(laid: Term, data: st.DataObject) -> None:
    ids = laid.ids
    entry = data.draw(entries(tuple(goal.goal_id for goal in laid.page(ids.hazel).goals)))
    laid.house.do(progress_reports.keep, ids.hazel, laid.term, entry, "es")
    page = laid.page(ids.hazel)
    assert (page.entry, page.language, page.done_on) == (entry, "es", None)
    assert laid.house.said == ""


def test_a_done_report_takes_no_draft_and_keeps_its_paper(laid: Term) -> None:
    with pytest.raises(Refusal, match="Open it again"):
        laid.house.do(progress_reports.keep, laid.ids.maya, laid.term, ReportEntry(), "en")
    with laid.house.vault.read() as db:
        kept = db.scalars(select(ProgressReport.printed).where(ProgressReport.student_id == laid.ids.maya)).one()
    assert kept is not None
    assert b64decode(str(kept["pdf"])) == b"%PDF-1.7 the page"


def test_nothing_is_done_before_every_goal_is_rated(laid: Term) -> None:
    goals = laid.page(laid.ids.maya).goals
    half = ReportEntry(tuple(GoalReport(goal.goal_id, "met" if goal.number == 1 else "") for goal in goals))
    for entry in (half, ReportEntry()):
        with pytest.raises(Refusal, match="Rate every goal"):
            laid.house.do(progress_reports.finish, laid.ids.hazel, laid.term, entry, "en", b"")
