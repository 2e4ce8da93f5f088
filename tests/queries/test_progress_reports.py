# SPDX-License-Identifier: MIT
"""Who has a report to write in which term, and what it is made of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from otdesk.actions import contacts, goals, progress_reports, students
from otdesk.queries import progress_reports as query
from otdesk.queries.progress_reports import State
from otdesk.rules.entries_plans import GoalEntry
from otdesk.rules.entries_students import ContactEntry
from otdesk.rules.kinds import GoalStatus, Prompt
from otdesk.rules.report_entry import GoalReport, ReportEntry
from tests import progress_sample
from tests.caseload_sample import house
from tests.clock import FixedClock
from tests.progress_sample import TODAY, Term


@pytest.fixture
def at(tmp_path: object, clock: FixedClock) -> Iterator[Term]:
    with house(tmp_path / "vault", clock) as opened:  # type: ignore[operator]  # a path
        yield progress_sample.lay(opened)


def states(at: Term, term: int | None = None) -> dict[str, State]:
    return {row.name: row.state for row in at.house.read(query.queue, TODAY, term).rows}


def test_those_with_goals_are_asked_by_name_with_where_they_stand(at: Term) -> None:
    assert states(at) == {"Hazel Dunmore": State.NO_DATA, "Maya Ortiz": State.NOT_BEGUN}
    at.house.do(progress_reports.keep, at.ids.hazel, at.term, ReportEntry(), "en")
    entry = ReportEntry(tuple(GoalReport(goal.goal_id, "met") for goal in at.page(at.ids.maya).goals))
    at.house.do(progress_reports.finish, at.ids.maya, at.term, entry, "en", b"page")
    assert states(at) == {"Hazel Dunmore": State.DRAFT, "Maya Ortiz": State.DONE}
    assert at.house.read(query.queue, TODAY).done == 1
    assert states(at, at.after) == {"Hazel Dunmore": State.NO_DATA, "Maya Ortiz": State.NO_DATA}


def test_the_term_is_the_one_whose_reports_are_due_next(at: Term) -> None:
    def chosen(today: date) -> str:
        term = at.house.read(query.queue, today).term
        return term.name if term is not None else ""

    assert [chosen(day) for day in (date(2026, 8, 1), TODAY, date(2026, 11, 13), date(2026, 11, 14))] == [
        "Fall", "Fall", "Fall", "Winter",
    ]  # fmt: skip
    assert chosen(date(2027, 6, 1)) == "Winter"
    fall, winter = at.house.read(query.terms)
    assert (fall.due, fall.following, winter.following) == (date(2026, 11, 13), date(2027, 1, 22), None)


def test_a_report_holds_the_terms_data_goal_by_goal_with_the_help_given(at: Term) -> None:
    page = at.page(at.ids.maya)
    points = [[(point.value, point.prompt) for point in goal.points] for goal in page.goals]
    assert points == [[(50, Prompt.VERBAL), (75, Prompt.INDEPENDENT)], [(80, Prompt.INDEPENDENT)], []]
    assert (page.held, page.planned) == (2, 2)
    assert (page.name, page.home_language, page.language, page.district) == ("Maya Ortiz", "es", "es", "Marlow")
    found = at.house.read(query.report_page, at.ids.maya, at.after, TODAY)
    assert found is not None
    assert [goal.points for goal in found.goals] == [(), (), ()]


def test_one_read_of_many_is_the_same_as_many_reads(at: Term) -> None:
    both = at.house.read(query.report_pages, [at.ids.maya, at.ids.hazel, at.ids.kofi], at.term, TODAY)
    assert [page.name for page in both] == ["Hazel Dunmore", "Kofi Mensah", "Maya Ortiz"]
    assert both[2] == at.page(at.ids.maya)
    assert both[1].goals == ()


def test_a_language_without_printed_words_falls_back_to_one_we_have(at: Term) -> None:
    at.house.do(contacts.add, at.ids.hazel, ContactEntry("Amina", language="so"))
    assert at.page(at.ids.hazel).language == "en"
    at.house.do(contacts.add, at.ids.hazel, ContactEntry("Luz", language="es"))
    assert at.page(at.ids.hazel).language == "es"


def test_a_goal_met_before_the_term_is_not_reported_again(at: Term) -> None:
    goal = at.house.do(goals.add, at.ids.hazel, GoalEntry("Ties a bow.", area="Bow", number=2))
    at.house.do(goals.set_status, goal, GoalStatus.MET, date(2026, 10, 2))
    assert [row.area for row in at.page(at.ids.hazel).goals] == ["Feeding", "Bow"]
    later = at.house.read(query.report_page, at.ids.hazel, at.after, TODAY)
    assert later is not None
    assert [row.area for row in later.goals] == ["Feeding"]


def test_who_left_before_the_term_began_has_none(at: Term) -> None:
    at.house.do(students.exit_student, at.ids.hazel, date(2026, 10, 5))
    assert "Hazel Dunmore" in states(at)
    assert "Hazel Dunmore" not in states(at, at.after)
    assert replace(at.page(at.ids.maya), entry=ReportEntry()).done_on is None
