# SPDX-License-Identifier: MIT
"""A plan becomes the typical week: pins stay, what is logged stays, one undo brings all of it back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from otdesk.actions import calendar, groups, slots, weeks
from otdesk.faults import Refusal
from otdesk.planner import answer as answers
from otdesk.planner.engine import Engine
from otdesk.planner.problem import read
from otdesk.queries import own_time, planner, planning
from otdesk.queries.planner import TypicalWeek
from otdesk.queries.planning import Planning
from otdesk.records.plans import ServiceLine
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.slots import PatternSlot
from otdesk.rules.kinds import DayType, Period, Presence, SlotKind
from otdesk.rules.slots import Severity, worst
from otdesk.rules.week_plan import Held, Placed, settled
from tests.planner.judge_plan import judge
from tests.week_sample import NOW, TODAY, Sample, make

TUE, THU = 1, 3


def plan(sample: Sample) -> tuple[Planning, tuple[Placed, ...]]:
    """The week as a build of a few steps has it."""
    with sample.vault.read() as db:
        asked = planning.planning(db, TODAY)
    found = Engine(read(asked.problem), asked.problem, 1).run(None, 400, lambda _progress: None)
    answer = answers.written(found, {})
    assert judge(dict(asked.problem), answer)["violations"] == []
    return asked, planning.blocks(asked, answer)


def keep(sample: Sample, asked: Planning, blocks: tuple[Placed, ...]) -> None:
    with sample.vault.write("keep", NOW) as work:
        weeks.keep(work, blocks, asked.free)


def week(sample: Sample) -> TypicalWeek:
    with sample.vault.read() as db:
        return planner.typical_week(db, TODAY)


def cards(shown: TypicalWeek) -> list[list[tuple[int, str]]]:
    return [sorted((card.start, card.title) for card in day.cards) for day in shown.days]


def never(shown: TypicalWeek) -> list[str]:
    return [card.title for day in shown.days for card in day.cards if worst(card.obstacles) is Severity.NEVER]


def test_an_empty_week_is_filled_and_one_undo_empties_it(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    before = sample.rows()
    asked, blocks = plan(sample)
    with sample.vault.read() as db:
        preview = planner.with_plan(db, TODAY, blocks, asked.free)
    assert preview.unplaced == 0
    assert sample.rows() == before
    keep(sample, asked, blocks)
    shown = week(sample)
    assert shown.unplaced == 0
    assert never(shown) == []
    worked = [day for day in shown.days if any(card.kind == "session" for card in day.cards)]
    assert all(sum(card.kind == "lunch" for card in day.cards) == 1 for day in worked)
    assert cards(shown) == cards(preview)
    sample.vault.undo(NOW)
    assert sample.rows() == before
    sample.vault.redo(NOW)
    assert week(sample).unplaced == 0
    sample.vault.close()


def test_a_kept_lunch_leads_nobody_to_a_school_on_days_that_are_past(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    keep(sample, *plan(sample))
    with sample.vault.read() as db:
        held = own_time.own_time(db, TODAY - timedelta(days=60), TODAY + timedelta(days=14))
    assert held
    assert min(own.day for own in held) >= TODAY
    sample.vault.close()


def test_pins_and_what_is_logged_stay_and_little_moves(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    with sample.vault.write("week", NOW) as work:
        pinned = slots.place(work, sample.lines["Noor Haddad"], TUE, 585)
        slots.set_pinned(work, pinned, True)
        free = slots.place(work, sample.lines["Wren Castellan"], THU, 540)
        group = groups.make(
            work, sample.schools[0], "Pencil Crew", [sample.lines["Theo Wynn"], sample.lines["Amara Obi"]]
        )
    with sample.vault.write("log", NOW) as work:
        logged = work.db.scalars(select(TherapySession).where(TherapySession.slot_id == free)).first()
        assert logged is not None
        attendance = work.db.scalars(select(Attendance).where(Attendance.session_id == logged.id)).one()
        attendance.presence = Presence.PRESENT
        kept = (logged.id, logged.day, logged.planned_start)
    asked, blocks = plan(sample)
    keep(sample, asked, blocks)
    shown = week(sample)
    assert shown.unplaced == 0
    by_id = {card.id: card for day in shown.days for card in day.cards}
    assert (by_id[pinned].day, by_id[pinned].start) == (TUE, 585)
    assert free in by_id
    assert [card.group_id for card in by_id.values() if card.group_id] == [group]
    with sample.vault.read() as db:
        row = db.get_one(TherapySession, kept[0])
        assert (row.id, row.day, row.planned_start) == kept
        days = {session.day for session in db.scalars(select(TherapySession)) if session.slot_id == free}
        assert any(day > TODAY for day in days)
    sample.vault.close()


def test_a_second_build_of_a_good_week_moves_nothing(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    keep(sample, *plan(sample))
    asked, blocks = plan(sample)
    found = settled(asked.free, blocks)
    assert found.sessions_moved == 0
    assert (found.add, found.remove) == ((), ())
    sample.vault.close()


def test_a_new_student_moves_at_most_a_tenth(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    keep(sample, *plan(sample))
    with sample.vault.write("more", NOW) as work:
        work.db.get_one(ServiceLine, sample.lines["Maya Ortiz"]).times = 2
    asked, blocks = plan(sample)
    found = settled(asked.free, blocks)
    assert len([placed for placed in found.add if placed.kind is SlotKind.SESSION]) == 1
    sessions = sum(block.kind is SlotKind.SESSION for block in asked.free)
    assert found.sessions_moved <= sessions / 10
    sample.vault.close()


def test_monthly_lines_take_turns_in_one_place_of_the_week(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    with sample.vault.write("consults", NOW) as work:
        for name in ("Wren Castellan", "Beckett Cole", "Lucia Menon"):
            line = work.db.get_one(ServiceLine, sample.lines[name])
            line.minutes, line.times, line.period, line.every = 30, 1, Period.MONTH, 1
    asked, blocks = plan(sample)
    (unit,) = [unit for unit in asked.units.values() if unit.in_turn]
    assert len(unit.lines) == 3
    keep(sample, asked, blocks)
    with sample.vault.read() as db:
        rows = db.scalars(select(PatternSlot).where(PatternSlot.turns.is_not(None), PatternSlot.school_id == 2)).all()
        assert len({(row.cycle_day, row.start) for row in rows}) == 1
        of_slots = [
            {session.day for session in db.scalars(select(TherapySession).where(TherapySession.slot_id == row.id))}
            for row in rows
        ]
    assert all(of_slots)
    assert not set.intersection(*of_slots)
    assert sum(map(len, of_slots)) == len(set.union(*of_slots))
    sample.vault.close()


def test_a_closed_day_later_leaves_a_kept_week_whole(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    keep(sample, *plan(sample))
    snow = TODAY + timedelta(days=7)
    with sample.vault.write("snow", NOW) as work:
        calendar.mark_days(work, snow, snow, DayType.CLOSED, "Snow")
    with sample.vault.read() as db:
        assert db.scalars(select(TherapySession).where(TherapySession.day == snow)).all() == []
    assert week(sample).unplaced == 0
    sample.vault.close()


def test_a_week_changed_since_is_refused_whole(tmp_path: Path) -> None:
    sample = make(tmp_path / "vault")
    keep(sample, *plan(sample))
    asked, blocks = plan(sample)
    gone = next(block.id for block in asked.free if block.kind is SlotKind.SESSION)
    with sample.vault.write("remove", NOW) as work:
        slots.remove(work, gone)
    before = sample.rows()
    with pytest.raises(Refusal):
        keep(sample, asked, blocks)
    assert sample.rows() == before
    sample.vault.close()


PLACES = st.tuples(st.integers(0, 4), st.integers(96, 180).map(lambda n: n * 5))


@given(
    st.lists(st.tuples(st.integers(1, 4), PLACES), max_size=8),
    st.lists(st.tuples(st.integers(1, 4), PLACES), max_size=8),
)
def test_every_block_is_settled_once(
    held: list[tuple[int, tuple[int, int]]], wanted: list[tuple[int, tuple[int, int]]]
) -> None:
    now = [Held(n, SlotKind.SESSION, *at, 30, 1, (line,)) for n, (line, at) in enumerate(held)]
    then = [Placed(SlotKind.SESSION, *at, 30, 1, (line,)) for line, at in wanted]
    found = settled(now, then)
    pairs = (*found.stay, *found.move)
    assert sorted(block.id for block in (*(block for block, _ in pairs), *found.remove)) == list(range(len(now)))
    assert sorted([*(placed for _, placed in pairs), *found.add], key=repr) == sorted(then, key=repr)
    assert all(block.lines == placed.lines for block, placed in pairs)
    assert all((block.day, block.start) == (placed.day, placed.start) for block, placed in found.stay)
    lines = {block.lines for block in found.remove} & {placed.lines for placed in found.add}
    assert not lines
    assert replace(found, stay=()).move == found.move
