# SPDX-License-Identifier: MIT
"""Every action of the typical week: what it does to the dated sessions, and that undo brings all rows back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from otdesk.actions import (
    calendar,
    groups,
    keeping_apart,
    meetings,
    phrases,
    schedule,
    schools,
    slots,
    tellings,
    therapists,
    weeks,
)
from otdesk.actions.calendar import LettersEntry, TermEntry, YearEntry
from otdesk.actions.meetings import MeetingEntry
from otdesk.actions.tellings import NewTime
from otdesk.faults import Refusal
from otdesk.queries import planner, planning, templates
from otdesk.queries import week as week_query
from otdesk.records.calendars import CalendarDay
from otdesk.records.plans import ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot
from otdesk.records.therapists import Therapist
from otdesk.records.week_changes import WeekChange
from otdesk.rules.kinds import CycleRule, DayType, Presence, SessionStatus, SlotKind
from otdesk.rules.slots import Why
from otdesk.rules.week_plan import Held, Placed
from otdesk.rules.wishes import Matter, Step, Wishes
from otdesk.vault.work import Work
from tests.week_sample import CLOSED, FIRST, LAST, NOW, TODAY, Sample, make

TUE, THU = 1, 3


class House:
    """A vault with a week begun: Noor on Tuesday (two sessions logged), a group, Lucia's monthly turn, lunch."""

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        line = sample.lines
        self.noor = self.do(slots.place, line["Noor Haddad"], TUE, 585)
        self.lucia = self.do(slots.place, line["Lucia Menon"], THU, 660)
        self.group = self.do(groups.make, sample.schools[0], "Pencil Crew", [line["Theo Wynn"], line["Amara Obi"]])
        self.group_slot = self.do(slots.place_group, self.group, TUE, 550)
        self.lunch = self.do(slots.add_block, SlotKind.LUNCH, TUE, 690, 30)
        self.meeting = self.do(meetings.add, MeetingEntry(date(2026, 10, 22), 885, 915, "IEP Noor"))
        self.closure = self._closure()
        self.today_logged = self._log(self.noor, TODAY)
        self.later_logged = self._log(self.noor, date(2026, 11, 10))
        self.do(keeping_apart.keep_apart, sample.students["Theo Wynn"], sample.students["Maya Ortiz"])
        self.do(tellings.note, [NewTime(sample.lines["Maya Ortiz"], sample.schools[0], 30, None, (2, 600))])
        with sample.vault.read() as db:
            self.change = db.scalars(select(WeekChange.id)).one()
            self.therapist = db.scalars(select(Therapist.id)).first() or 0

    def do(self, action: Callable[..., object], *args: object, **more: object) -> int:
        with self.sample.vault.write(action.__name__, NOW) as work:
            result = action(work, *args, **more)
        return result if isinstance(result, int) else 0

    def _closure(self) -> int:
        with self.sample.vault.read() as db:
            return db.scalars(select(CalendarDay.id).order_by(CalendarDay.id)).all()[0]

    def _log(self, slot: int, day: date) -> int:
        with self.sample.vault.write("log", NOW) as work:
            found = work.db.scalars(
                select(TherapySession).where(TherapySession.slot_id == slot, TherapySession.day == day)
            ).one()
            for row in work.db.scalars(select(Attendance).where(Attendance.session_id == found.id)):
                row.presence = Presence.PRESENT
            return found.id

    def sessions(self, slot: int) -> dict[date, tuple[int, int]]:
        with self.sample.vault.read() as db:
            rows = db.scalars(select(TherapySession).where(TherapySession.slot_id == slot))
            return {row.day: (row.planned_start, row.planned_end) for row in rows}

    def present(self, slot: int, day: date) -> set[int]:
        with self.sample.vault.read() as db:
            rows = db.scalars(
                select(Attendance.student_id)
                .join(TherapySession)
                .where(TherapySession.slot_id == slot, TherapySession.day == day)
            )
            return set(rows)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    sample = make(Path(tmp_path_factory.mktemp("week")) / "vault")
    yield House(sample)
    sample.vault.close()


def _open_tuesdays(first: date) -> list[date]:
    days = [first + timedelta(days=n) for n in range((LAST - first).days + 1)]
    return [day for day in days if day.weekday() == TUE and day not in CLOSED]


Script = Callable[[House, Work], object]


def _hold_on_day_a(house: House, work: Work) -> None:
    calendar.set_letters(work, house.sample.schools[0], LettersEntry(2))
    slots.set_letters(work, house.noor, (0,))


def _hand_edit(house: House, work: Work) -> None:
    line = work.db.get_one(ServiceLine, house.sample.lines["Noor Haddad"])
    line.end = date(2026, 12, 1)
    schedule.follow_lines(work, [line.id])


def _line(house: House, name: str) -> int:
    return house.sample.lines[name]


def _student(house: House, name: str) -> int:
    return house.sample.students[name]


def _keep_plan(house: House, work: Work) -> object:
    """Noor on another day, Lucia and lunch gone, the group where it is, Maya and desk time new."""
    school = house.sample.schools[0]
    rows = {row.id: row for row in work.db.scalars(select(PatternSlot))}
    free = [
        Held(
            row.id, row.kind, row.cycle_day, row.start, row.minutes, row.school_id,
            tuple(slots.lines_of(work.db, row.id)), row.group_id,
        )
        for row in (rows[house.noor], rows[house.lucia], rows[house.group_slot], rows[house.lunch])
    ]  # fmt: skip
    group = free[2]
    plan = [
        Placed(SlotKind.SESSION, THU, 600, 30, school, free[0].lines),
        Placed(group.kind, group.day, group.start, group.minutes, group.school_id, group.lines, group.group_id),
        Placed(SlotKind.SESSION, 2, 645, 30, school, (_line(house, "Maya Ortiz"),)),
        Placed(SlotKind.DESK, 2, 800, 45, school),
    ]
    return weeks.keep(work, plan, free)


SCRIPTS: dict[str, Script] = {
    "keep_plan": _keep_plan,
    "place": lambda h, w: slots.place(w, _line(h, "Maya Ortiz"), 2, 645),
    "place_monthly_beside": lambda h, w: slots.place(w, _line(h, "Sadie Quill"), THU, 660, 20, h.sample.schools[1]),
    "place_every_other_week": lambda h, w: slots.place(w, _line(h, "Beckett Cole"), 4, 645),
    "place_group": lambda h, w: slots.place_group(w, h.group, 4, 645),
    "add_block": lambda h, w: slots.add_block(w, SlotKind.DESK, 2, 800, 45, h.sample.schools[2], "Reports"),
    "move": lambda h, w: slots.move(w, h.noor, THU, 600),
    "move_monthly": lambda h, w: slots.move(w, h.lucia, 0, 600),
    "resize": lambda h, w: slots.move(w, h.noor, TUE, 585, 45),
    "move_lunch": lambda h, w: slots.move(w, h.lunch, TUE, 700),
    "remove": lambda h, w: slots.remove(w, h.noor),
    "remove_without_past": lambda h, w: slots.remove(w, h.lucia),
    "remove_lunch": lambda h, w: slots.remove(w, h.lunch),
    "type_times": lambda h, w: slots.change(w, h.noor, THU, 605, 40, "Library"),
    "lunch_every_day": lambda _, w: slots.add_blocks(w, SlotKind.LUNCH, [0, 2, 4], 700, 30, None, "Lunch"),
    "first_phrases": lambda _, w: phrases.seed(w, templates.first_phrases()),
    "pin": lambda h, w: slots.set_pinned(w, h.noor, True),
    "set_room": lambda h, w: slots.set_room(w, h.noor, "Library"),
    "set_label": lambda h, w: slots.set_label(w, h.lunch, "Lunch duty"),
    "make_group": lambda h, w: groups.make(w, h.sample.schools[0], "Loop Group", [_line(h, "Jonah Reed")]),
    "rename_group": lambda h, w: groups.rename(w, h.group, "Scissor Club"),
    "join_group": lambda h, w: groups.add_member(w, h.group, _line(h, "Jonah Reed")),
    "leave_group": lambda h, w: groups.remove_member(w, h.group, _line(h, "Amara Obi")),
    "make_group_here": lambda h, w: groups.make_here(w, h.noor, "Loop Group", [_line(h, "Jonah Reed")]),
    "change_group": lambda h, w: groups.change(
        w, h.group, "Scissor Club", [_line(h, "Jonah Reed"), _line(h, "Theo Wynn")]
    ),
    "remove_group": lambda h, w: groups.remove(w, h.group),
    "close_days": lambda _, w: calendar.mark_days(w, date(2026, 11, 2), date(2026, 11, 6), DayType.CLOSED, "Strike"),
    "early_release": lambda h, w: calendar.mark_days(
        w, date(2026, 11, 3), date(2026, 11, 3), DayType.EARLY_RELEASE, "", h.sample.schools[0]
    ),
    "remove_day": lambda h, w: calendar.remove_day(w, h.closure),
    "shorten_year": lambda h, w: calendar.set_year(w, YearEntry("2026–27", FIRST, date(2027, 1, 15)), h.sample.year),
    "letters": lambda h, w: calendar.set_year(w, YearEntry("2026–27", FIRST, LAST, 6), h.sample.year),
    "letters_of_a_school": lambda h, w: calendar.set_letters(w, h.sample.schools[0], LettersEntry(2)),
    "letter_of_a_block": _hold_on_day_a,
    "terms": lambda h, w: calendar.set_terms(w, h.sample.year, [TermEntry("Fall", FIRST, date(2026, 12, 18))]),
    "add_meeting": lambda _, w: meetings.add(w, MeetingEntry(date(2026, 11, 2), 480, 510, "Team")),
    "add_meetings": lambda _, w: meetings.add_all(
        w, [MeetingEntry(date(2026, 11, 2), 480, 510, "Team"), MeetingEntry(date(2026, 11, 9), 480, 510, "Team")]
    ),
    "change_meeting": lambda h, w: meetings.change(
        w, h.meeting, MeetingEntry(date(2026, 10, 22), 890, 930, "IEP Noor", bring="Report")
    ),
    "remove_meeting": lambda h, w: meetings.remove(w, h.meeting),
    "keep_apart": lambda h, w: keeping_apart.keep_apart(w, _student(h, "Noor Haddad"), _student(h, "Maya Ortiz")),
    "let_together": lambda h, w: keeping_apart.let_together(w, _student(h, "Maya Ortiz"), _student(h, "Theo Wynn")),
    "tell": lambda h, w: tellings.tell(w, [h.change], told=True),
    "wishes": lambda h, w: therapists.set_wishes(w, h.therapist, Wishes(90, 2, 60, {Matter.DRIVING: Step.MUCH})),
    "line_ends": _hand_edit,
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_undo_brings_every_row_back_and_redo_does_it_again(house: House, name: str) -> None:
    before = house.sample.rows()
    with house.sample.vault.write(name, NOW) as work:
        SCRIPTS[name](house, work)
        if name != "line_ends":
            assert work.description, "an action says what it did"
    after = house.sample.rows()
    assert after != before
    house.sample.vault.undo(NOW)
    assert house.sample.rows() == before
    house.sample.vault.redo(NOW)
    assert house.sample.rows() == after
    house.sample.vault.undo(NOW)
    assert house.sample.rows() == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(
    who=st.sampled_from(["Maya Ortiz", "Wren Castellan", "Lucia Menon", "Beckett Cole", "Sadie Quill"]),
    first=st.tuples(st.integers(0, 4), st.integers(420, 900), st.integers(5, 90)),
    second=st.tuples(st.integers(0, 4), st.integers(420, 900), st.integers(5, 90)),
)
def test_placing_moving_and_removing_anywhere_can_be_undone(
    house: House, who: str, first: tuple[int, int, int], second: tuple[int, int, int]
) -> None:
    states = [house.sample.rows()]
    slot = house.do(slots.place, _line(house, who), *first)
    states.append(house.sample.rows())
    if second != first:
        house.do(slots.move, slot, *second)
        states.append(house.sample.rows())
    held = house.sessions(slot)
    assert all(day >= TODAY and day.weekday() == second[0] and day not in CLOSED for day in held)
    assert set(held.values()) <= {(second[1], second[1] + second[2])}
    house.do(slots.remove, slot)
    assert house.sessions(slot) == {}
    for state in reversed(states):
        house.sample.vault.undo(NOW)
        assert house.sample.rows() == state


def test_a_weekly_slot_is_held_on_every_open_day_of_the_year_from_today(house: House) -> None:
    assert sorted(house.sessions(house.noor)) == _open_tuesdays(TODAY)
    assert house.present(house.noor, date(2026, 12, 1)) == {house.sample.students["Noor Haddad"]}


def test_a_monthly_line_gets_one_date_of_each_month(house: House) -> None:
    months = [(day.year, day.month) for day in sorted(house.sessions(house.lucia))]
    assert months == [(2026, 10), (2026, 11), (2026, 12), (2027, 1), (2027, 2)]


def test_two_blocks_share_a_time_on_the_letters_of_their_school(tmp_path: Path) -> None:
    house = House(make(tmp_path / "vault"))
    school, tuesdays = house.sample.schools[0], _open_tuesdays(TODAY)
    house.do(calendar.set_letters, school, LettersEntry(2, CycleRule.FIXED, TODAY))
    maya = house.do(slots.place, house.sample.lines["Maya Ortiz"], TUE, 585)
    house.do(slots.change, house.noor, TUE, 585, 30, "", (0,))
    house.do(slots.change, maya, TUE, 585, 30, "", (1,))
    # Five weekdays a week and two letters: each Tuesday has the other one.
    logged = date(2026, 11, 10)
    assert sorted(house.sessions(house.noor)) == sorted({*tuesdays[::2], logged}), "what is logged stays"
    assert sorted(house.sessions(maya)) == tuesdays[1::2]
    with house.sample.vault.read() as db:
        week = planner.typical_week(db, TODAY)
        cards = {card.id: card for day in week.days for card in day.cards}
        told = {obstacle.why for slot in (house.noor, maya) for obstacle in cards[slot].obstacles}
        assert Why.THERAPIST_BUSY not in told
        noor = next(row for row in week.tray if row.line_id == house.sample.lines["Noor Haddad"])
        assert (noor.asked, noor.missing) == (2, 2), "every other Tuesday is not once a week"
        (both,) = [meeting for meeting in planning.planning(db, TODAY).problem["therapist"]["meetings"]
                   if meeting["start"] == 585]  # fmt: skip
        assert both["minutes"] == 30, "one place in the week for a build, which leaves it alone"
        marks = {day.day: day.marks for day in week_query.dated_week(db, TODAY - timedelta(1)).days}
        assert marks[TODAY] == ("AC: Day A",)
        assert marks[TODAY + timedelta(1)] == ("AC: Day B",)
    with house.sample.vault.write("other letters", NOW) as work:
        with pytest.raises(Refusal, match="2 blocks are held on some letters only"):
            calendar.set_letters(work, school, LettersEntry(0))
        with pytest.raises(Refusal, match="no such day"):
            slots.set_letters(work, maya, (2,))
        with pytest.raises(Refusal, match="2 to 26"):
            calendar.set_letters(work, school, LettersEntry(1))
    house.do(slots.change, maya, TUE, 585, 30, "", ())
    assert sorted(house.sessions(maya)) == tuesdays
    house.do(slots.move, maya, TUE, 590)
    with house.sample.vault.read() as db:
        week = planner.typical_week(db, TODAY)
        told = {obstacle.why for obstacle in next(card for card in week.days[TUE].cards if card.id == maya).obstacles}
        assert Why.THERAPIST_BUSY in told, "every Tuesday is also the other's"
    house.sample.vault.close()


def test_logged_sessions_stay_when_the_slot_moves_or_goes(house: House) -> None:
    logged = {TODAY: (585, 615), date(2026, 11, 10): (585, 615)}
    house.do(slots.move, house.noor, THU, 600)
    held = house.sessions(house.noor)
    assert {day: held[day] for day in logged} == logged
    assert date(2026, 11, 12) in held, "the logged week keeps its Tuesday and the pattern its Thursday"
    house.do(slots.remove, house.noor)
    assert house.sessions(house.noor) == logged
    with house.sample.vault.read() as db:
        assert db.get_one(PatternSlot, house.noor).valid_to == TODAY - timedelta(days=1)
    house.sample.vault.undo(NOW)
    house.sample.vault.undo(NOW)
    assert sorted(house.sessions(house.noor)) == _open_tuesdays(TODAY)


def test_what_was_held_this_morning_stays_although_nobody_wrote_about_it_yet(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    last_week = NOW - timedelta(days=7)
    with sample.vault.write("place", last_week) as work:
        slot = slots.place(work, sample.lines["Noor Haddad"], TUE, 585)
        later = slots.place(work, sample.lines["Maya Ortiz"], TUE, 660)
    with sample.vault.write("move", NOW) as work:
        slots.move(work, slot, THU, 600)
        slots.move(work, later, THU, 660)
        days = work.db.scalars(select(TherapySession.day).where(TherapySession.slot_id == slot)).all()
        assert TODAY in days, "9:45 is over at 10:24"
        assert TODAY + timedelta(days=2) in days
        assert (
            work.db.scalars(select(TherapySession.day).where(TherapySession.slot_id == later)).all().count(TODAY) == 0
        )
    with sample.vault.write("remove", NOW) as work:
        slots.remove(work, slot)
        days = work.db.scalars(select(TherapySession.day).where(TherapySession.slot_id == slot)).all()
        assert sorted(days) == [TODAY - timedelta(days=7), TODAY]
    sample.vault.close()


def test_a_session_moved_by_hand_stays_until_its_slot_goes(house: House) -> None:
    with house.sample.vault.write("by hand", NOW) as work:
        found = work.db.scalars(
            select(TherapySession).where(TherapySession.slot_id == house.noor, TherapySession.day == date(2026, 11, 3))
        ).one()
        found.day, found.planned_start, found.planned_end, found.by_hand = date(2026, 11, 4), 700, 730, True
    house.do(slots.move, house.noor, TUE, 800)
    held = house.sessions(house.noor)
    assert held[date(2026, 11, 4)] == (700, 730)
    assert date(2026, 11, 3) not in held
    assert held[date(2026, 11, 17)] == (800, 830)
    house.do(slots.remove, house.noor)
    assert date(2026, 11, 4) not in house.sessions(house.noor)
    for _ in range(3):
        house.sample.vault.undo(NOW)


def test_a_closure_takes_only_untouched_sessions_and_tells_the_difference(house: House) -> None:
    with house.sample.vault.write("close", NOW) as work:
        difference = calendar.mark_days(work, date(2026, 11, 9), date(2026, 11, 13), DayType.CLOSED, "Flood")
    gone = {(one.slot, one.day) for one in difference.remove}
    assert (house.group_slot, date(2026, 11, 10)) in gone
    assert (house.noor, date(2026, 11, 10)) not in gone, "it is logged"
    assert date(2026, 11, 10) in house.sessions(house.noor)
    assert date(2026, 11, 10) not in house.sessions(house.group_slot)
    with house.sample.vault.write("open", NOW) as work:
        back = calendar.mark_days(work, date(2026, 11, 9), date(2026, 11, 13), DayType.REGULAR)
    assert {(one.slot, one.day) for one in back.add} >= {(house.group_slot, date(2026, 11, 10))}
    for _ in range(2):
        house.sample.vault.undo(NOW)


def test_one_school_may_be_open_where_the_others_are_closed(house: House) -> None:
    day = date(2026, 11, 10)
    house.do(calendar.mark_days, day, day, DayType.CLOSED, "Snow")
    house.do(calendar.mark_days, day, day, DayType.REGULAR, "Power back", house.sample.schools[0])
    assert day in house.sessions(house.group_slot)
    for _ in range(2):
        house.sample.vault.undo(NOW)


def test_a_member_who_joins_or_leaves_changes_only_days_to_come(house: House) -> None:
    jonah, amara = house.sample.students["Jonah Reed"], house.sample.students["Amara Obi"]
    house.do(groups.add_member, house.group, _line(house, "Jonah Reed"))
    assert jonah in house.present(house.group_slot, date(2026, 11, 3))
    house.do(groups.remove_member, house.group, _line(house, "Amara Obi"))
    assert amara not in house.present(house.group_slot, date(2026, 11, 3))
    for _ in range(2):
        house.sample.vault.undo(NOW)


def test_a_line_that_ends_is_seen_no_later(house: House) -> None:
    with house.sample.vault.write("end", NOW) as work:
        _hand_edit(house, work)
    assert max(house.sessions(house.noor)) == date(2026, 12, 1)
    house.sample.vault.undo(NOW)


def test_a_month_already_served_is_not_served_twice_when_its_slot_moves(house: House) -> None:
    day = min(house.sessions(house.lucia))
    with house.sample.vault.write("hold", NOW) as work:
        found = work.db.scalars(
            select(TherapySession).where(TherapySession.slot_id == house.lucia, TherapySession.day == day)
        ).one()
        found.status = SessionStatus.HELD
    house.do(slots.move, house.lucia, 4, 660)
    of_month = [held for held in house.sessions(house.lucia) if (held.year, held.month) == (day.year, day.month)]
    assert of_month == [day]
    for _ in range(2):
        house.sample.vault.undo(NOW)


def test_a_closure_late_in_a_month_leaves_its_turns_where_they_are(house: House) -> None:
    slot = house.do(slots.place, _line(house, "Sadie Quill"), TUE, 700)
    november = [date(2026, 11, 3), date(2026, 11, 17)]
    assert [day for day in house.sessions(slot) if day.month == 11] == november
    later = NOW + timedelta(days=23)
    with house.sample.vault.write("close", later) as work:
        calendar.mark_days(work, date(2026, 11, 24), date(2026, 11, 24), DayType.CLOSED, "Flood")
    assert [day for day in house.sessions(slot) if day.month == 11] == november
    with house.sample.vault.write("close", later) as work:
        calendar.mark_days(work, date(2026, 11, 17), date(2026, 11, 17), DayType.CLOSED, "Flood")
    assert [day for day in house.sessions(slot) if day.month == 11] == [date(2026, 11, 3)]
    for _ in range(3):
        house.sample.vault.undo(later)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda _, w: slots.place(w, 9999, 0, 500),
        lambda h, w: slots.place(w, _line(h, "Maya Ortiz"), 5, 500),
        lambda h, w: slots.place(w, _line(h, "Maya Ortiz"), 0, 1430),
        lambda _, w: slots.move(w, 9999, 0, 500),
        lambda h, w: slots.move(w, h.noor, 0, -5),
        lambda h, w: groups.make(w, h.sample.schools[0], " ", []),
        lambda h, w: groups.make(w, h.sample.schools[0], "pencil crew", []),
        lambda h, w: groups.add_member(w, h.group, _line(h, "Theo Wynn")),
        lambda _, w: calendar.mark_days(w, LAST, FIRST, DayType.CLOSED),
        lambda _, w: calendar.set_year(w, YearEntry("Again", FIRST, LAST)),
        lambda h, w: calendar.set_year(w, YearEntry("2026–27", FIRST, LAST, 3), h.sample.year),
        lambda h, w: calendar.set_terms(
            w, h.sample.year, [TermEntry("One", FIRST, date(2026, 12, 1)), TermEntry("Two", date(2026, 11, 1), LAST)]
        ),
        lambda _, w: meetings.add(w, MeetingEntry(TODAY, 600, 600, "Nothing")),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(house: House, wrong: Script) -> None:
    before = house.sample.rows()
    with pytest.raises(Refusal), house.sample.vault.write("wrong", NOW) as work:
        wrong(house, work)
    assert house.sample.rows() == before


def test_next_years_cycle_does_not_ask_for_this_years_blocks(house: House) -> None:
    house.do(slots.place, _line(house, "Maya Ortiz"), 4, 600)
    before = house.sample.rows()
    short = YearEntry("2027–28", date(2027, 9, 7), date(2028, 6, 2), 4)
    next_year = house.do(calendar.set_year, replace(short, cycle_days=0))
    house.do(calendar.set_year, short, next_year)
    for _ in range(2):
        house.sample.vault.undo(NOW)
    assert house.sample.rows() == before
    house.sample.vault.undo(NOW)


def test_without_a_school_year_a_block_can_stand_without_dates(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    late = NOW.replace(year=2028)
    with sample.vault.write("place", late) as work:
        slots.place(work, sample.lines["Maya Ortiz"], 0, 600)
        assert work.db.scalars(select(TherapySession.id)).all() == []
    entry = YearEntry("2028–29", date(2028, 9, 5), date(2029, 6, 1))
    with sample.vault.write("year", late) as work:
        calendar.set_year(work, replace(entry, last_day=date(2028, 11, 30)))
        assert len(work.db.scalars(select(TherapySession.id)).all()) == 6
    sample.vault.close()


def test_a_school_brought_back_can_be_put_away_again(house: House) -> None:
    def archive(work: Work) -> None:
        work.db.get_one(School, house.sample.schools[2]).archived = True
        work.final()

    house.do(archive)
    before = house.sample.rows()
    house.do(schools.restore, house.sample.schools[2])
    assert house.sample.rows() != before
    house.sample.vault.undo(NOW)
    assert house.sample.rows() == before
    house.do(schools.restore, house.sample.schools[2])
