# SPDX-License-Identifier: MIT
"""The report of minutes: its figures are the caseload's, its reasons are what was said, its price does not grow."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, select

from otdesk.actions import attendance, calendar, districts, makeup_decisions, service_lines, sessions
from otdesk.actions.attendance import Mark
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import caseload, ledger, line_minutes
from otdesk.queries.ledger import Follows, MinutesRow, Missed
from otdesk.records.packs import RulePack
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.rules.entries_plans import LineEntry
from otdesk.rules.kinds import DayType, Mode, Period, PlanType, Presence, Reason
from otdesk.rules.minutes import CountMode, Standing, Stretch, shown
from tests.caseload_sample import House, Ids, fill, house
from tests.clock import FixedClock

OCTOBER = Stretch(date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = Stretch(date(2026, 11, 1), date(2026, 11, 30))
YEAR = Stretch(date(2026, 9, 1), date(2027, 6, 4))


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[tuple[House, Ids]]:
    """Maya is seen Tuesdays and Thursdays from Oct 20 on, Hazel on Wednesdays; on Oct 31 all of October has passed."""
    with house(tmp_path / "vault", clock) as opened:
        ids = fill(opened)
        clock.advance(days=11)
        yield opened, ids


def report(house: House, span: Stretch = OCTOBER) -> ledger.MinutesReport:
    return house.read(ledger.minutes_report, span, house.clock.local())


def row(house: House, line: int, span: Stretch = OCTOBER) -> MinutesRow:
    return next(row for row in report(house, span).rows if row.line.line_id == line)


def on(row: MinutesRow, day: int) -> Missed:
    return next(missed for missed in row.missed if missed.day.day == day and missed.follows is not Follows.NOT_PLANNED)


def figures(row: MinutesRow) -> list[int]:
    """Required, given, made up, excused, explained, not documented, to come."""
    book = row.total
    return [
        shown(n)
        for n in (
            book.required, book.given, book.made_up, book.excused, book.explained, book.undocumented, book.to_come,
        )
    ]  # fmt: skip


def session_on(house: House, line: int, day: date) -> tuple[int, int]:
    """(session, attendance)."""
    with house.vault.read() as db:
        found = db.execute(
            select(TherapySession.id, Attendance.id)
            .join(Attendance, Attendance.session_id == TherapySession.id)
            .where(Attendance.service_line_id == line, TherapySession.day == day)
        ).one()
    return found[0], found[1]


def session_on_slot(house: House, line: int, day: date) -> tuple[int, int]:
    """The one of the typical week, where others were added by hand."""
    with house.vault.read() as db:
        found = db.execute(
            select(TherapySession.id, Attendance.id)
            .join(Attendance, Attendance.session_id == TherapySession.id)
            .where(Attendance.service_line_id == line, TherapySession.day == day, TherapySession.slot_id.is_not(None))
        ).one()
    return found[0], found[1]


def held(house: House, student: int, session: int) -> None:
    house.do(attendance.mark, session, student, Mark(Presence.PRESENT))
    house.do(sessions.confirm_as_planned, session)


def make_up(house: House, ids: Ids, missed: int, day: date) -> int:
    """A held session of Maya that answers a missed one."""
    entry = SessionEntry(day, ids.alder, 720, 750, ((ids.maya, ids.maya_line),))
    session = house.do(sessions.add, entry)
    with house.vault.write("made up", house.clock()) as work:
        made = work.db.scalars(select(Attendance).where(Attendance.session_id == session)).one()
        made.makeup_for_id = missed
        work.describe("Make-up")
    held(house, ids.maya, session)
    return session


def test_every_minute_has_its_bucket_and_every_miss_its_reason(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    tue, thu, tue2, thu2 = (session_on(house, ids.maya_line, date(2026, 10, day)) for day in (20, 22, 27, 29))
    held(house, ids.maya, tue[0])
    house.do(attendance.mark, thu[0], ids.maya, Mark(Presence.ABSENT))
    house.do(attendance.mark, tue2[0], ids.maya, Mark(Presence.ABSENT, Reason.STUDENT_NOT_AVAILABLE))
    got = row(house, ids.maya_line)
    # Four weeks begin in October; before Oct 20 nothing was planned, Oct 29 passed without a word.
    assert figures(got) == [240, 30, 0, 30, 30, 150, 0]
    assert got.standing is Standing.SHORT
    assert (on(got, 22).follows, on(got, 22).reason) == (Follows.EXCUSED, Reason.STUDENT_ABSENT)
    assert (on(got, 27).follows, on(got, 27).minutes, on(got, 27).age) == (Follows.OWED, 30, 4)
    assert (on(got, 29).follows, on(got, 29).session_id, on(got, 29).reason) == (Follows.UNDOCUMENTED, thu2[0], None)
    gaps = [missed for missed in got.missed if missed.follows is Follows.NOT_PLANNED]
    assert [(gap.day, gap.minutes, gap.count) for gap in gaps] == [(date(2026, 10, 5), 120, 2)]


def test_a_make_up_clears_the_month_of_the_miss_and_says_when(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    thu, missed = session_on(house, ids.maya_line, date(2026, 10, 22))
    house.do(attendance.mark, thu, ids.maya, Mark(Presence.ABSENT, Reason.STUDENT_NOT_AVAILABLE))
    before = row(house, ids.maya_line)
    house.clock.advance(days=4)
    make_up(house, ids, missed, date(2026, 11, 4))
    got = row(house, ids.maya_line)
    assert (on(got, 22).follows, on(got, 22).made_up, on(got, 22).made_up_on) == (
        Follows.MADE_UP,
        30,
        date(2026, 11, 4),
    )
    assert (got.made_up_later, shown(got.total.made_up)) == (30, 30)
    assert shown(before.total.owed - got.total.owed) == 30
    assert shown(row(house, ids.maya_line, NOVEMBER).total.given) == 0, "the day of service is not counted twice"


def test_an_unlogged_or_removed_session_restores_the_ledger_before(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    before = report(house)
    thu, missed = session_on(house, ids.maya_line, date(2026, 10, 22))
    house.do(attendance.mark, thu, ids.maya, Mark(Presence.REFUSED))
    house.do(attendance.clear, thu, ids.maya)
    assert report(house) == before
    extra = make_up(house, ids, missed, date(2026, 10, 28))
    assert report(house) != before
    house.do(sessions.remove, extra)
    assert report(house) == before


def test_a_refusal_asks_until_it_is_decided(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    thu, missed = session_on(house, ids.maya_line, date(2026, 10, 22))
    house.do(attendance.mark, thu, ids.maya, Mark(Presence.REFUSED))
    found = on(row(house, ids.maya_line), 22)
    assert (found.follows, found.asks) == (Follows.REVIEW, True)
    house.do(makeup_decisions.decide, missed, False)
    no = row(house, ids.maya_line)
    assert (on(no, 22).follows, on(no, 22).decided, shown(no.total.excused)) == (Follows.EXCUSED, False, 30)
    house.do(makeup_decisions.decide, missed, True)
    yes = row(house, ids.maya_line)
    assert (on(yes, 22).follows, shown(yes.total.excused), shown(yes.total.explained)) == (Follows.OWED, 0, 30)
    house.do(makeup_decisions.decide, missed, None)
    assert on(row(house, ids.maya_line), 22).follows is Follows.REVIEW


def test_a_make_up_window_dates_what_is_owed_and_forgives_nothing(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    thu, _missed = session_on(house, ids.maya_line, date(2026, 10, 22))
    house.do(attendance.mark, thu, ids.maya, Mark(Presence.ABSENT, Reason.STUDENT_NOT_AVAILABLE))
    assert on(row(house, ids.maya_line), 22).by is None
    with house.vault.write("pack", house.clock()) as work:
        pack = work.db.scalars(select(RulePack).where(RulePack.name == "minutes")).one()
        pack.body = {**pack.body, "makeup_window": "30_days"}
        work.describe("Window")
    owed = on(row(house, ids.maya_line), 22)
    assert (owed.by, owed.late) == (date(2026, 11, 21), False)
    house.clock.advance(days=30)
    late = on(row(house, ids.maya_line), 22)
    assert (late.follows, late.late) == (Follows.OWED, True)


def test_a_bank_counts_what_was_given_earlier_in_the_year(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.do(districts.set_minutes_policy, CountMode.FULL)
    for start in (480, 510):
        entry = SessionEntry(date(2026, 10, 20), ids.alder, start, start + 30, ((ids.maya, ids.maya_line),))
        held(house, ids.maya, house.do(sessions.add, entry))
    session, _attendance = session_on_slot(house, ids.maya_line, date(2026, 10, 20))
    held(house, ids.maya, session)
    week = Stretch(date(2026, 10, 26), date(2026, 11, 1))
    assert shown(row(house, ids.maya_line, week).total.made_up) == 0
    with house.vault.write("pack", house.clock()) as work:
        pack = work.db.scalars(select(RulePack).where(RulePack.name == "minutes")).one()
        pack.body = {**pack.body, "bank": True}
        work.describe("Bank")
    banked = row(house, ids.maya_line, week)
    assert [period.stretch for period in banked.periods] == [week]
    assert (shown(banked.total.made_up), shown(banked.total.owed)) == (30, 30)


def test_a_closure_takes_its_session_by_the_districts_policy(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    tue, _missed = session_on(house, ids.maya_line, date(2026, 11, 24))
    house.clock.advance(days=28)
    held(house, ids.maya, tue)
    unset = row(house, ids.maya_line, NOVEMBER)
    assert not unset.total.decided
    assert on(unset, 26).follows is Follows.POLICY_NOT_SET
    house.do(districts.set_minutes_policy, CountMode.FULL)
    full = row(house, ids.maya_line, NOVEMBER)
    assert (on(full, 26).follows, on(full, 26).reason) == (Follows.OWED, Reason.SCHOOL_CLOSED)
    house.do(districts.set_minutes_policy, CountMode.SCHEDULED)
    scheduled = row(house, ids.maya_line, NOVEMBER)
    assert all(missed.reason is not Reason.SCHOOL_CLOSED for missed in scheduled.missed)
    assert shown(full.total.required - scheduled.total.required) == 30


def test_without_a_policy_a_broken_week_is_never_short(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    house.do(calendar.mark_days, date(2026, 10, 21), date(2026, 10, 21), DayType.CLOSED, "Storm")
    house.clock.advance(days=2)
    week = Stretch(date(2026, 10, 19), date(2026, 10, 25))
    got = row(house, ids.maya_line, week)
    assert (got.standing, got.total.decided) == (Standing.POLICY_NOT_SET, False)
    assert report(house, week).undecided


def test_nothing_is_short_before_its_period_is_over(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    week = Stretch(date(2026, 11, 2), date(2026, 11, 8))
    ahead = row(house, ids.maya_line, week)
    assert (figures(ahead), ahead.standing, ahead.missed) == ([60, 0, 0, 0, 0, 0, 60], Standing.ON_TRACK, ())
    house.clock.advance(days=4)  # Wed, Nov 4: Tuesday passed without a word, Thursday is still to come
    behind = row(house, ids.maya_line, week)
    assert (figures(behind), behind.standing) == ([60, 0, 0, 0, 0, 30, 30], Standing.BEHIND)


def test_the_bars_of_the_caseload_are_the_months_figures(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    for day in (20, 27):
        session, _attendance = session_on(house, ids.maya_line, date(2026, 10, day))
        held(house, ids.maya, session)
    for _month in range(3):
        span = line_minutes.month_of(house.clock.today())
        rows = {row.line.line_id: row for row in report(house, span).rows}
        bars = {
            line.line_id: line.ledger
            for student in house.read(caseload.caseload, house.clock.local()).rows
            for line in student.lines
        }
        assert bars.keys() == rows.keys()
        for line, bar in bars.items():
            book, stretches = rows[line].total, rows[line].periods
            assert bar is not None
            assert bar.required == shown(book.required)
            assert bar.given == shown(book.given + book.made_up + book.over)
            assert (bar.first, bar.last) == (stretches[0].stretch.first, stretches[-1].stretch.last)
            assert bar.decided == book.decided
        house.clock.advance(days=30)


def test_totals_keep_consult_and_compensatory_service_apart(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    october = report(house)
    assert {row.line.mode for row in october.rows if row.student_id == ids.maya} == {Mode.DIRECT, Mode.CONSULT}
    assert shown(october.together(Mode.DIRECT).required) == 240 + 120
    assert shown(october.together(Mode.CONSULT).required) == 15
    assert shown(october.of_students()[ids.maya].required) == 240
    assert [shown(book.required) for book in october.of_schools().values()] == [360]
    with house.vault.write("plan", house.clock()) as work:
        work.db.get_one(Plan, ids.maya_plan).plan_type = PlanType.COMPENSATORY
        work.describe("Compensatory")
    assert shown(report(house).together(Mode.DIRECT).required) == 120


def test_a_few_minutes_are_told_together(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    for day in (20, 22):
        session, _attendance = session_on(house, ids.maya_line, date(2026, 10, day))
        house.do(attendance.mark, session, ids.maya, Mark(Presence.PRESENT))
        house.do(sessions.set_times, session, 602, 630)
    few = next(missed for missed in row(house, ids.maya_line).missed if missed.follows is Follows.FEW_MINUTES)
    assert (few.minutes, few.count) == (4, 2)


def test_a_line_that_ended_counts_for_the_days_it_was_in_force(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    change = date(2026, 11, 11)
    house.do(service_lines.change, ids.maya_line, LineEntry(30, 1, Period.WEEK), change)
    rows = [row for row in report(house, NOVEMBER).rows if row.student_id == ids.maya]
    twice, once = (row for row in rows if row.line.mode is Mode.DIRECT)
    # Nov 2 whole, Nov 9 two of five days; the new line the other three, then Nov 16, 23 and 30.
    assert shown(twice.total.required) == 60 + 24
    assert shown(once.total.required) == 18 + 30 * 3
    assert all(row.line.line_id != ids.maya_line for row in report(house, Stretch(date(2026, 12, 1), YEAR.last)).rows)


def test_minutes_on_no_line_are_told(filled: tuple[House, Ids]) -> None:
    house, ids = filled
    assert report(house).no_line == 0
    session = house.do(sessions.add, SessionEntry(date(2026, 10, 21), ids.briar, 600, 625, ((ids.kofi, None),)))
    held(house, ids.kofi, session)
    assert report(house).no_line == 25
    assert report(house, NOVEMBER).no_line == 0
    late, _attendance = session_on(house, ids.hazel_line, date(2026, 10, 28))
    held(house, ids.hazel, late)
    with house.vault.write("line ended", house.clock()) as work:
        work.db.get_one(ServiceLine, ids.hazel_line).end = date(2026, 10, 27)
        work.describe("Line ended")
    assert report(house).no_line == 25 + 30


def test_a_year_costs_the_statements_of_a_month(filled: tuple[House, Ids]) -> None:
    house, _ids = filled

    def statements(span: Stretch) -> int:
        seen: list[str] = []

        def note(*args: object) -> None:
            seen.append(str(args[2]))

        with house.vault.read() as db:
            engine = db.get_bind()
            event.listen(engine, "before_cursor_execute", note)
            ledger.minutes_report(db, span, house.clock.local())
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    assert statements(YEAR) == statements(OCTOBER) <= 16


def test_the_school_year_of_a_day(filled: tuple[House, Ids]) -> None:
    house, _ids = filled
    for day in (date(2026, 10, 20), date(2027, 7, 4), date(2026, 8, 1)):
        year = house.read(ledger.school_year, day)
        assert year is not None
        assert (year.first, year.last) == (YEAR.first, YEAR.last)
