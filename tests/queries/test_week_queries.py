# SPDX-License-Identifier: MIT
"""What the planner reads: grid, reasons, tray, drives, lettered cycles, and dated weeks around closures."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from otdesk.actions import calendar, groups, meetings, slots
from otdesk.actions.meetings import MeetingEntry
from otdesk.queries import planner, week
from otdesk.queries.planner import TypicalWeek
from otdesk.queries.week import DatedWeek
from otdesk.queries.week_rows import CardKind, CardRow, DayRow
from otdesk.records.bells import BellBlock
from otdesk.records.calendars import SchoolYear
from otdesk.records.plans import ServiceLine
from otdesk.records.schools import RoomHours
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import StudentHours
from otdesk.rules.kinds import CycleRule, DayType, Mode, Presence, Pull, SessionStatus, Setting, SlotKind
from otdesk.rules.slots import Severity, Why, worst
from tests.week_sample import NOW, TODAY, Sample, make

MON, TUE, WED, THU = range(4)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = make(tmp_path / "vault")
    yield made
    made.vault.close()


def _do(sample: Sample, action: Callable[..., object], *args: object) -> int:
    with sample.vault.write(action.__name__, NOW) as work:
        result = action(work, *args)
    return result if isinstance(result, int) else 0


def _typical(sample: Sample) -> TypicalWeek:
    with sample.vault.read() as db:
        return planner.typical_week(db, TODAY)


def _dated(sample: Sample, monday: date) -> DatedWeek:
    with sample.vault.read() as db:
        return week.dated_week(db, monday)


def _card(found: TypicalWeek, slot: int) -> CardRow:
    card = found.card(slot)
    assert card is not None
    return card


def _reasons(card: CardRow) -> set[Why]:
    return {obstacle.why for obstacle in card.obstacles}


def test_the_tray_counts_what_each_line_still_needs(sample: Sample) -> None:
    before = {row.title: (row.asked, row.placed, row.missing) for row in _typical(sample).tray}
    assert before["Oskar Nyberg"] == (3, 0, 3)
    assert before["Sadie Quill"] == (2, 0, 2)
    assert len(before) == len(sample.lines)
    line = sample.lines
    for day in (MON, WED):
        _do(sample, slots.place, line["Oskar Nyberg"], day, 645)
    _do(sample, slots.place, line["Sadie Quill"], TUE, 645)
    _do(sample, slots.place, line["Beckett Cole"], THU, 645)
    after = {row.title: (row.asked, row.placed, row.missing) for row in _typical(sample).tray}
    assert after["Oskar Nyberg"] == (3, 2, 1)
    assert "Sadie Quill" not in after, "one block gives both turns of the month"
    assert "Beckett Cole" not in after, "one block every other week"
    with sample.vault.read() as db:
        assert planner.unplaced_count(db, TODAY) == len(after)


def test_a_group_waits_in_the_tray_as_one_and_leaves_it_as_one(sample: Sample) -> None:
    line = sample.lines
    group = _do(sample, groups.make, sample.schools[0], "Pencil Crew", [line["Theo Wynn"], line["Amara Obi"]])
    tray = {row.title: row for row in _typical(sample).tray}
    assert tray["Pencil Crew"].missing == 1
    assert not {"Theo Wynn", "Amara Obi"} & set(tray)
    slot = _do(sample, slots.place_group, group, TUE, 645)
    found = _typical(sample)
    assert "Pencil Crew" not in {row.title for row in found.tray}
    assert [student.name for student in _card(found, slot).students] == ["Theo Wynn", "Amara Obi"]
    assert _card(found, slot).obstacles == ()


def test_reasons_stand_on_the_card_that_breaks_a_rule(sample: Sample) -> None:
    line = sample.lines
    reading = _do(sample, slots.place, line["Noor Haddad"], MON, 500)
    speech = _do(sample, slots.place, line["Maya Ortiz"], TUE, 600)
    twice = _do(sample, slots.place, line["Noor Haddad"], MON, 645)
    found = _typical(sample)
    assert _reasons(_card(found, reading)) == {Why.CLASS_NEVER, Why.SEEN_THAT_DAY}
    assert Why.COMMITMENT in _reasons(_card(found, speech))
    assert _reasons(_card(found, twice)) == {Why.SEEN_THAT_DAY}
    free = _do(sample, slots.place, line["Caleb Tran"], THU, 645)
    assert _card(_typical(sample), free).obstacles == ()


def test_a_change_of_building_without_time_is_marked_on_drive_and_cards(sample: Sample) -> None:
    line = sample.lines
    first = _do(sample, slots.place, line["Noor Haddad"], TUE, 645)
    second = _do(sample, slots.place, line["Wren Castellan"], TUE, 685)
    found = _typical(sample)
    day = found.days[TUE]
    assert [visit.school.code for visit in day.visits] == ["AC", "BW"]
    (gap,) = day.gaps
    assert (gap.drive, gap.need, gap.available, gap.tight) == (14, 20, 10, True)
    assert day.drive == 14
    assert {Why.TRAVEL} <= _reasons(_card(found, first)) & _reasons(_card(found, second))
    _do(sample, slots.move, second, TUE, 720)
    (gap,) = _typical(sample).days[TUE].gaps
    assert not gap.tight


def test_lunch_and_desk_time_stand_in_the_week_and_in_the_way(sample: Sample) -> None:
    lunch = _do(sample, slots.add_block, SlotKind.LUNCH, TUE, 690, 30)
    noor = _do(sample, slots.place, sample.lines["Noor Haddad"], TUE, 700)
    found = _typical(sample)
    assert _card(found, lunch).kind is CardKind.LUNCH
    assert _reasons(_card(found, lunch)) == {Why.THERAPIST_BUSY}
    assert Why.THERAPIST_LUNCH in _reasons(_card(found, noor))


def _change_line(sample: Sample, name: str, **values: object) -> None:
    with sample.vault.write("line", NOW) as work:
        line = work.db.get_one(ServiceLine, sample.lines[name])
        for key, value in values.items():
            setattr(line, key, value)


def test_push_in_may_stand_in_class_and_a_consult_needs_no_student(sample: Sample) -> None:
    _change_line(sample, "Noor Haddad", setting=Setting.PUSH_IN)
    _change_line(sample, "Maya Ortiz", mode=Mode.CONSULT)
    inside = _do(sample, slots.place, sample.lines["Noor Haddad"], MON, 500)
    talk = _do(sample, slots.place, sample.lines["Maya Ortiz"], TUE, 600)
    found = _typical(sample)
    assert _card(found, inside).obstacles == ()
    assert _card(found, talk).obstacles == ()
    _change_line(sample, "Noor Haddad", setting=Setting.PULL_OUT)
    assert worst(_card(_typical(sample), inside).obstacles) is Severity.NEVER


def test_a_student_is_seen_where_her_half_days_are(sample: Sample) -> None:
    with sample.vault.write("hours", NOW) as work:
        work.db.add(
            StudentHours(
                student_id=sample.students["Noor Haddad"], school_id=sample.schools[1], weekday=MON, start=600, end=870
            )
        )
    own = _do(sample, slots.place, sample.lines["Noor Haddad"], MON, 645)
    assert Why.NOT_ATTENDING in _reasons(_card(_typical(sample), own))
    _do(sample, slots.remove, own)
    other = _do(sample, slots.place, sample.lines["Noor Haddad"], MON, 645, None, sample.schools[1])
    assert _card(_typical(sample), other).obstacles == ()


def test_a_lettered_cycle_has_its_own_days(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault", cycle_days=6)
    slot = _do(sample, slots.place, sample.lines["Noor Haddad"], 5, 645)
    found = _typical(sample)
    assert [day.letter for day in found.days] == ["A", "B", "C", "D", "E", "F"]
    assert _card(found, slot).day == 5
    with sample.vault.read() as db:
        days = db.scalars(select(TherapySession.day).order_by(TherapySession.day)).all()
    assert len(days) > 10
    assert len({day.weekday() for day in days}) == 5, "day F wanders through the week"
    monday = date(2026, 11, 2)
    letters = [day.letter for day in _dated(sample, monday).days]
    assert all(letter in "ABCDEF" for letter in letters)
    sample.vault.close()


def test_a_lettered_day_says_on_which_weekdays_it_does_not_fit(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault", cycle_days=6)
    slot = _do(sample, slots.place, sample.lines["Maya Ortiz"], 0, 600)
    reasons = _card(_typical(sample), slot).obstacles
    (speech,) = [one for one in reasons if one.why is Why.COMMITMENT]
    assert (speech.label, speech.weekdays, speech.severity) == ("Speech", (TUE,), Severity.AVOID)
    (math,) = [one for one in reasons if one.why is Why.CLASS_AVOID]
    assert math.weekdays == (MON, WED, THU, 4), "every day, but on Tuesdays speech says more"
    with sample.vault.write("special", NOW) as work:
        work.db.add(
            BellBlock(
                school_id=sample.schools[0], day_type=DayType.REGULAR, grade_low=-1, grade_high=5, label="Assembly",
                start=645, end=680, pull=Pull.NEVER, weekday=THU,
            )
        )  # fmt: skip
        work.db.add(RoomHours(school_id=sample.schools[0], weekday=WED, start=0, end=0))
    other = _do(sample, slots.place, sample.lines["Noor Haddad"], 1, 645)
    reasons = _card(_typical(sample), other).obstacles
    assert [(one.why, one.label, one.weekdays) for one in reasons] == [
        (Why.CLASS_NEVER, "Assembly", (THU,)),
        (Why.ROOM_TAKEN, "", (WED,)),
    ]
    assert worst(reasons) is Severity.AVOID
    sample.vault.close()


def test_a_pinned_cycle_of_five_days_is_a_week(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault", cycle_days=5)
    with sample.vault.write("pin", NOW) as work:
        year = work.db.get_one(SchoolYear, sample.year)
        year.cycle_rule, year.cycle_anchor = CycleRule.FIXED, date(2026, 9, 14)
    monday = _do(sample, slots.place, sample.lines["Maya Ortiz"], MON, 645)
    tuesday = _do(sample, slots.place, sample.lines["Noor Haddad"], TUE, 645)
    found = _typical(sample)
    assert _card(found, monday).obstacles == _card(found, tuesday).obstacles == ()
    _do(sample, slots.move, monday, TUE, 600)
    (speech,) = [one for one in _card(_typical(sample), monday).obstacles if one.why is Why.COMMITMENT]
    assert (speech.weekdays, speech.severity) == ((), Severity.NEVER)
    sample.vault.close()


def test_the_longest_day_fits_into_the_frame(sample: Sample) -> None:
    _do(sample, slots.place, sample.lines["Noor Haddad"], MON, 400)
    _do(sample, slots.place, sample.lines["Maya Ortiz"], MON, 1000)
    found = _typical(sample)
    assert found.first <= 400
    assert found.last >= 1030


def _day(found: DatedWeek, day: date) -> DayRow:
    return next(column for column in found.days if column.day == day)


def test_a_dated_week_shows_sessions_meetings_and_closures(sample: Sample) -> None:
    noor = _do(sample, slots.place, sample.lines["Noor Haddad"], TUE, 645)
    _do(sample, slots.place, sample.lines["Maya Ortiz"], THU, 645)
    _do(sample, slots.add_block, SlotKind.LUNCH, THU, 700, 30)
    _do(sample, meetings.add, MeetingEntry(date(2026, 11, 24), 885, 915, "IEP Noor", school_id=sample.schools[0]))
    found = _dated(sample, date(2026, 11, 23))
    tuesday, thursday = _day(found, date(2026, 11, 24)), _day(found, date(2026, 11, 26))
    assert [(card.kind, card.title) for card in tuesday.cards] == [
        (CardKind.SESSION, "Noor Haddad"),
        (CardKind.MEETING, "IEP Noor"),
    ]
    assert thursday.shut
    assert thursday.marks == ("Break",)
    assert thursday.cards == ()
    assert found.sessions == 1
    assert noor


def test_a_dated_week_tells_what_is_logged_canceled_and_moved(sample: Sample) -> None:
    slot = _do(sample, slots.place, sample.lines["Noor Haddad"], TUE, 645)
    other = _do(sample, slots.place, sample.lines["Maya Ortiz"], WED, 645)
    with sample.vault.write("log", NOW) as work:
        noor = work.db.scalars(select(TherapySession).where(TherapySession.slot_id == slot)).first()
        maya = work.db.scalars(select(TherapySession).where(TherapySession.slot_id == other)).first()
        assert noor is not None
        assert maya is not None
        work.db.scalars(select(Attendance).where(Attendance.session_id == noor.id)).one().presence = Presence.PRESENT
        noor.actual_start, noor.actual_end = 650, 675
        maya.status = SessionStatus.CANCELLED
    found = _dated(sample, date(2026, 10, 19))
    (shown,) = _day(found, TODAY).cards
    assert (shown.start, shown.end, shown.said) == (650, 675, 1)
    (canceled,) = _day(found, date(2026, 10, 21)).cards
    assert canceled.status is SessionStatus.CANCELLED
    assert _day(found, date(2026, 10, 21)).visits == (), "nobody drives to a canceled session"


def test_a_saturday_appears_only_where_something_stands_there(sample: Sample) -> None:
    saturday = date(2026, 10, 24)
    assert len(_dated(sample, date(2026, 10, 19)).days) == 5
    _do(sample, meetings.add, MeetingEntry(saturday, 600, 660, "Open house"))
    assert len(_dated(sample, date(2026, 10, 19)).days) == 6


def test_a_mark_of_one_school_names_it(sample: Sample) -> None:
    day = date(2026, 11, 3)
    _do(sample, calendar.mark_days, day, day, DayType.EARLY_RELEASE, "", sample.schools[1])
    assert _day(_dated(sample, date(2026, 11, 2)), day).marks == ("BW: Early release",)
    outside = _dated(sample, date(2026, 7, 6))
    assert outside.days[0].marks == ("Outside the school year",)
