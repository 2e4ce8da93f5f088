# SPDX-License-Identifier: MIT
"""What the board of Due dates is given: one source with Today's card, clocks with their rule, make-ups, done."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from otdesk.actions import attendance, calendar, consents, districts, evaluations, meetings, reviews, sessions
from otdesk.actions.attendance import Mark
from otdesk.actions.meetings import MeetingEntry
from otdesk.actions.sessions import SessionEntry
from otdesk.faults import Refusal
from otdesk.queries import due, due_why
from otdesk.queries import evaluations as evaluation_query
from otdesk.queries import reviews as review_query
from otdesk.queries.due import Board, Due, DueKind
from otdesk.records.completions import DoneKind
from otdesk.records.meetings import MeetingKind
from otdesk.rules.entries_due import ConsentEntry, EvaluationEntry
from otdesk.rules.entries_people import DistrictEntry
from otdesk.rules.evaluations import EvaluationKind, NoDate, Reckoned
from otdesk.rules.kinds import DayType, Presence, Reason
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

TUE = date(2026, 10, 20)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[tuple[House, Ids]]:
    with house(tmp_path / "vault", clock) as opened:
        yield opened, fill(opened)


def now(opened: House) -> datetime:
    return opened.clock.local()


def board(opened: House) -> Board:
    return opened.read(due.board, now(opened))


def of_kind(found: Board, kind: DueKind) -> list[Due]:
    return [item for item in found.items if item.kind is kind]


def begin(opened: House, student: int, entry: EvaluationEntry) -> int:
    seen = opened.read(evaluation_query.preview, student, entry, TUE)
    return opened.do(evaluations.start, student, entry, seen.reckoned)


def test_today_s_card_and_the_board_tell_the_same(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    opened.do(consents.add, ids.maya, ConsentEntry("Evaluation", sent_on=date(2026, 10, 5)))
    card = opened.read(due.due, TUE, 100)
    assert {item.key for item in card} <= {item.key for item in board(opened).items}
    assert [item.kind for item in card][:2] == [DueKind.CONSENT_OUT, DueKind.ANNUAL_REVIEW]
    assert card[0].day == date(2026, 10, 15)
    assert opened.read(due.pressing, TUE) == 1


def test_an_evaluation_shows_its_day_its_rule_and_the_last_school_day(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    made = begin(opened, ids.maya, EvaluationEntry(EvaluationKind.INITIAL, consent_on=date(2026, 10, 16)))
    opened.do(evaluations.log_attempt, made, TUE, "absent")
    (item,) = of_kind(board(opened), DueKind.EVALUATION)
    row = item.evaluation
    assert row is not None
    assert (row.clock.number, row.clock.of, row.state) == (2, 30, "MN")
    assert row.rule is not None
    assert row.rule.source == "Minn. R. 3525.2550"
    assert row.pack.checked_on is None
    assert row.due == row.stored == row.last_school_day == date(2026, 12, 1)  # Thanksgiving's two days left out
    assert (item.attempts, row.steps) == (1, (1.0, 0.0, 0.0, 0.0))


def test_a_closed_day_entered_later_moves_the_date_and_the_old_one_is_kept(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    made = begin(opened, ids.maya, EvaluationEntry(EvaluationKind.INITIAL, consent_on=date(2026, 10, 16)))
    opened.do(calendar.mark_days, date(2026, 11, 2), date(2026, 11, 3), DayType.CLOSED, "Storm")
    row = opened.read(evaluation_query.evaluation, made, TUE)
    assert row is not None
    assert (row.stored, row.due) == (date(2026, 12, 1), date(2026, 12, 3))


def test_without_a_checked_rule_an_evaluation_has_no_date_but_is_shown(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    opened.do(districts.edit, ids.district, DistrictEntry("Marlow", "OH", "America/New_York"))
    begin(opened, ids.maya, EvaluationEntry(EvaluationKind.INITIAL, consent_on=date(2026, 10, 16)))
    found = board(opened)
    assert of_kind(found, DueKind.EVALUATION) == []
    (row,) = found.undated
    assert row.clock.why is NoDate.NOT_CHECKED
    assert found.names == {ids.maya: "Maya Ortiz"}


def test_a_date_by_hand_goes_before_the_computed_one(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    entry = EvaluationEntry(
        EvaluationKind.INITIAL, consent_on=date(2026, 10, 16), due_by_hand=date(2026, 11, 6), hand_reason="agreed"
    )
    begin(opened, ids.maya, entry)
    (item,) = of_kind(board(opened), DueKind.EVALUATION)
    assert item.day == date(2026, 11, 6)


def test_a_finished_evaluation_goes_to_what_is_done(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    made = begin(opened, ids.maya, EvaluationEntry(EvaluationKind.INITIAL, consent_on=date(2026, 9, 10)))
    opened.do(evaluations.finish, made, TUE)
    found = board(opened)
    assert of_kind(found, DueKind.EVALUATION) == []
    assert [(done.kind, done.name) for done in found.done] == [(DoneKind.EVALUATION, "Maya Ortiz")]
    with pytest.raises(Refusal, match="finished on Oct 20"):
        opened.do(evaluations.edit, made, EvaluationEntry(EvaluationKind.INITIAL, consent_on=TUE), Reckoned())


def test_a_review_held_moves_the_next_one_a_year(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    follows = opened.read(review_query.following, ids.maya_plan, TUE)
    assert (follows.annual, follows.reevaluation, follows.may_waive) == (date(2027, 10, 20), date(2029, 10, 20), True)
    opened.do(reviews.held, ids.maya_plan, TUE, follows.annual)
    assert not [item for item in board(opened).items if item.student_id == ids.maya]
    with pytest.raises(Refusal, match="must come after"):
        opened.do(reviews.held, ids.maya_plan, TUE, TUE)


def test_a_session_the_therapist_missed_is_to_be_made_up(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    day = date(2026, 10, 13)
    session = opened.do(sessions.add, SessionEntry(day, ids.alder, 600, 630, ((ids.maya, ids.maya_line),)))
    opened.do(attendance.mark, session, ids.maya, Mark(Presence.ABSENT, reason=Reason.THERAPIST_ABSENT))
    (item,) = of_kind(board(opened), DueKind.MAKE_UP)
    assert (item.name, item.of, item.since, item.asks) == ("Maya Ortiz", 30, day, False)
    assert item.days >= 0, "the district sets no limit, so nothing is late"
    assert item.age == (TUE - day).days


def test_a_consent_that_is_back_no_longer_waits(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    made = opened.do(consents.add, ids.maya, ConsentEntry("Evaluation", sent_on=TUE - timedelta(days=15)))
    opened.do(consents.received, made, TUE)
    found = board(opened)
    assert of_kind(found, DueKind.CONSENT_OUT) == []
    assert [done.remark for done in found.done] == ["Evaluation"]


def test_an_evaluation_whose_consent_is_out_is_asked_for_again(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    sent = date(2026, 10, 5)
    made = begin(opened, ids.maya, EvaluationEntry(EvaluationKind.INITIAL, referred_on=sent, consent_sent_on=sent))
    (item,) = of_kind(board(opened), DueKind.EVALUATION_CONSENT)
    assert (item.day, item.since, item.record_id) == (date(2026, 10, 15), sent, made)
    assert board(opened).undated == ()
    assert opened.read(due.pressing, TUE) == 1


def test_a_review_says_how_the_goals_stand_and_when_the_meeting_is(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    opened.do(reviews.held, ids.maya_plan, TUE, date(2026, 11, 20))
    entry = MeetingEntry(date(2026, 11, 12), 885, 930, "IEP", MeetingKind.IEP, ids.alder, ids.maya)
    opened.do(meetings.add, entry)
    (item,) = [item for item in of_kind(board(opened), DueKind.ANNUAL_REVIEW) if item.student_id == ids.maya]
    assert item.standing is not None
    assert item.standing.goals == 3
    assert item.standing.meeting == (date(2026, 11, 12), 885)
    assert item.standing.last_data is None
    assert not item.standing.all_on_track
    assert all(one.standing is None for one in opened.read(due.due, TUE, 100))


def test_why_tells_the_rule_the_last_school_day_and_the_attempts(desk: tuple[House, Ids]) -> None:
    opened, ids = desk
    paper = opened.do(consents.add, ids.maya, ConsentEntry("Photos", sent_on=date(2026, 10, 1), remark="in the folder"))
    opened.do(consents.log_attempt, paper, date(2026, 10, 9), "called")
    opened.do(reviews.held, ids.maya_plan, TUE, date(2026, 11, 28))
    found = board(opened)
    (out,) = of_kind(found, DueKind.CONSENT_OUT)
    told = opened.read(due_why.why, out, TUE)
    assert ([one.words for one in told.attempts], told.remark) == (["called"], "in the folder")
    review = next(one for one in of_kind(found, DueKind.ANNUAL_REVIEW) if one.student_id == ids.maya)
    told = opened.read(due_why.why, review, TUE)
    assert (told.years, told.last_school_day) == (1, date(2026, 11, 25))  # a Saturday after two closed days
    assert told.pack is not None
    assert "300.324" in told.pack.source
    assert told.pack.checked_on is None
