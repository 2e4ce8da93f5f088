# SPDX-License-Identifier: MIT
"""Everything one does on a working day: done and undone, every row is as before; redone, as after."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from otdesk.actions import attendance, day_changes, districts, make_ups, makeup_decisions, sessions, trips
from otdesk.actions.attendance import Details, Mark
from otdesk.actions.day_changes import DayChange
from otdesk.actions.make_ups import MakeUpEntry
from otdesk.actions.sessions import SessionEntry
from otdesk.faults import Refusal
from otdesk.queries import roads
from otdesk.records.sessions import Attendance
from otdesk.rules.kinds import Presence, Reason, SessionStatus, Setting
from otdesk.rules.minutes import CountMode
from tests.clock import FixedClock
from tests.note_sample import TODAY, Desk, desk, sign

ACTS = (
    "add session", "move", "times", "as planned", "cancel", "reinstate", "remove", "mark", "mark all", "clear", "line",
    "join", "leave", "depart", "arrive", "correct", "remove trip", "decide", "policy", "make up", "decline", "changed",
)  # fmt: skip


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for the module: each test leaves it as it was, which is what is tested."""
    with desk(tmp_path_factory.mktemp("day") / "vault", FixedClock()) as made:
        places = made.house.read(roads.load).place_of_school
        made.house.do(attendance.mark, made.alone, made.ids.maya, Mark(Presence.PRESENT))
        made.house.do(trips.depart, TODAY, places[made.ids.alder], places[made.ids.briar], 520, 58)
        yield made


spans = st.tuples(st.integers(400, 900), st.integers(-5, 90)).map(lambda pair: (pair[0], pair[0] + pair[1]))
marks = st.builds(
    Mark,
    st.sampled_from(Presence),
    st.none() | st.sampled_from([Reason.STUDENT_SUSPENDED, Reason.STUDENT_NOT_AVAILABLE]),
    st.none() | st.integers(470, 520),
    st.none() | st.integers(470, 520),
    st.text("abc ", max_size=5),
)


def trip_id(at: Desk) -> int:
    from otdesk.records.trips import Trip

    with at.house.vault.read() as db:
        return db.scalars(select(Trip.id)).first() or 0


def attendance_id(at: Desk, session: int) -> int:
    with at.house.vault.read() as db:
        return db.scalars(select(Attendance.id).where(Attendance.session_id == session)).first() or 0


def acts(data: st.DataObject, at: Desk) -> dict[str, tuple[object, ...]]:
    """Each action with arguments as they may come, good and bad."""
    draw = data.draw
    ids = at.ids
    start, end = draw(spans)
    day = TODAY + timedelta(days=draw(st.integers(-10, 10)))
    session = draw(st.sampled_from([at.alone, at.group, at.last]))
    student = draw(st.sampled_from([ids.maya, ids.hazel, ids.kofi]))
    places = at.house.read(roads.load).place_of_school
    here, there = draw(st.permutations(list(places.values())))[:2]
    members = tuple(
        draw(
            st.sets(
                st.sampled_from([(ids.maya, ids.maya_line), (ids.hazel, ids.hazel_line), (ids.kofi, None)]), max_size=3
            )
        )
    )
    tenths, room = draw(st.integers(-3, 500)), draw(st.text("ab ", max_size=3))
    return {
        "add session": (sessions.add, SessionEntry(day, ids.alder, start, end, members, room=room)),
        "move": (sessions.move, session, day, start, draw(st.sampled_from([None, end]))),
        "times": (sessions.set_times, session, start, end),
        "class": (sessions.set_roster, session, draw(st.sampled_from([None, 18, 25]))),
        "as planned": (sessions.confirm_as_planned, session),
        "cancel": (sessions.cancel, session, draw(st.sampled_from([Reason.THERAPIST_ABSENT, Reason.SCHOOL_CLOSED]))),
        "reinstate": (sessions.reinstate, session),
        "remove": (sessions.remove, session),
        "mark": (attendance.mark, session, student, draw(marks)),
        "mark all": (attendance.mark_all_present, session),
        "clear": (attendance.clear, session, student),
        "line": (attendance.set_details, session, {student: Details(
            draw(st.sampled_from([ids.maya_line, ids.maya_consult])), draw(st.none() | st.sampled_from(Setting)),
            draw(st.integers(-1, 60)),
        )}),
        "join": (attendance.join, session, student, None),
        "leave": (attendance.leave, session, student),
        "depart": (trips.depart, day, here, there, start, tenths),
        "arrive": (trips.arrive, trip_id(at), start),
        "correct": (trips.correct, trip_id(at), start, draw(st.sampled_from([None, end])), tenths),
        "remove trip": (trips.remove, trip_id(at)),
        "decide": (
            makeup_decisions.decide, attendance_id(at, session), draw(st.sampled_from([None, True, False])), room,
        ),
        "make up": (
            make_ups.schedule,
            attendance_id(at, session),
            MakeUpEntry(
                day, start, end, draw(st.none() | st.sampled_from(Reason)), draw(st.sampled_from([None, at.group])),
                draw(st.sampled_from([None, at.last])), TODAY + timedelta(days=1), 700,
            ),
        ),
        "decline": (make_ups.decline, attendance_id(at, session), draw(st.none() | st.sampled_from(Reason))),
        "changed": (
            day_changes.take,
            DayChange(
                day,
                tuple(draw(st.dictionaries(st.sampled_from([at.alone, at.last]), st.integers(400, 900))).items()),
                tuple(draw(st.sets(st.sampled_from([at.alone, at.group]), max_size=2))),
                draw(st.sampled_from(Reason)),
                ((session, student),),
            ),
        ),
        "policy": (districts.set_minutes_policy, draw(st.sampled_from(CountMode))),
    }  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(data=st.data())
def test_done_and_undone_every_row_is_as_before(at: Desk, name: str, data: st.DataObject) -> None:
    action, *arguments = acts(data, at)[name]
    before = at.house.dump()
    try:
        at.house.do(action, *arguments)  # type: ignore[arg-type]  # each action with its own
    except Refusal:
        assert at.house.dump() == before, "a refusal changes nothing"
        return
    after = at.house.dump()
    assert at.house.said, "what was done is said in the toast"
    if after == before:
        return
    at.house.undo()
    assert at.house.dump() == before
    at.house.redo()
    assert at.house.dump() == after
    at.house.undo()
    assert at.house.dump() == before


def test_every_act_is_tried_with_arguments_it_takes(at: Desk) -> None:
    """The property above would hold for acts that are always refused: here each is done once."""
    ids, house = at.ids, at.house
    places = house.read(roads.load).place_of_school
    before = house.dump()
    done = (
        (sessions.add, SessionEntry(TODAY, ids.alder, 700, 730, ((ids.kofi, None),))),
        (sessions.move, at.last, TODAY, 700),
        (sessions.set_times, at.alone, 481, 509),
        (sessions.confirm_as_planned, at.group),
        (sessions.set_roster, at.group, 20),
        (sessions.cancel, at.last, Reason.THERAPIST_ABSENT),
        (sessions.reinstate, at.last),
        (attendance.mark, at.group, ids.kofi, Mark(Presence.LATE, arrived=520)),
        (attendance.mark_all_present, at.group),
        (attendance.clear, at.group, ids.kofi),
        (attendance.set_details, at.alone, {ids.maya: Details(ids.maya_consult, Setting.PUSH_IN, 5)}),
        (attendance.join, at.alone, ids.hazel, None),
        (attendance.leave, at.alone, ids.hazel),
        (makeup_decisions.decide, attendance_id(at, at.last), True),
        (makeup_decisions.decide, attendance_id(at, at.last), False, "moved to Friday"),
        (makeup_decisions.decide, attendance_id(at, at.alone), True),
        (makeup_decisions.decide, attendance_id(at, at.alone), None),
        (make_ups.schedule, attendance_id(at, at.alone), MakeUpEntry(TODAY, 800, 830, Reason.STUDENT_NOT_AVAILABLE)),
        (make_ups.decline, attendance_id(at, at.alone), Reason.STUDENT_REFUSED),
        (day_changes.take, DayChange(TODAY, ((at.last, 720),), absent=((at.group, ids.hazel),))),
        (districts.set_minutes_policy, CountMode.SESSIONS),
        (sessions.remove, at.last),
        (trips.arrive, trip_id(at), 540),
        (trips.correct, trip_id(at), 521, 541, 60),
        (trips.depart, TODAY, places[ids.briar], places[ids.alder], 600, 58),
        (trips.remove, trip_id(at)),
    )
    for action, *arguments in done:
        house.do(action, *arguments)
    for _act in done:
        house.undo()
    assert house.dump() == before


def test_minutes_follow_what_is_said(at: Desk) -> None:
    ids, house = at.ids, at.house
    house.do(sessions.set_times, at.group, 515, 545)
    house.do(attendance.mark, at.group, ids.maya, Mark(Presence.PRESENT))
    house.do(attendance.mark, at.group, ids.hazel, Mark(Presence.LATE, arrived=525))
    house.do(attendance.mark, at.group, ids.kofi, Mark(Presence.ABSENT))
    minutes = [at.form(at.group, student).minutes for student in (ids.maya, ids.hazel, ids.kofi)]
    assert minutes == [30, 20, 0]
    house.do(sessions.set_times, at.group, 515, 535)
    assert [at.form(at.group, student).minutes for student in (ids.maya, ids.hazel, ids.kofi)] == [20, 10, 0]
    for _step in range(5):
        house.undo()


def test_a_canceled_session_says_why_for_each(at: Desk) -> None:
    at.house.do(sessions.cancel, at.group, Reason.SCHOOL_CLOSED)
    form = at.form(at.group, at.ids.hazel)
    assert (form.presence, form.reason, form.minutes) == (None, Reason.SCHOOL_CLOSED, 0)
    with at.house.vault.read() as db:
        from otdesk.records.sessions import TherapySession

        assert db.get_one(TherapySession, at.group).status is SessionStatus.CANCELLED
    at.house.undo()


def test_a_signed_note_closes_the_facts(tmp_path_factory: pytest.TempPathFactory) -> None:
    with desk(tmp_path_factory.mktemp("signed") / "vault", FixedClock()) as at:
        sign(at, at.alone, at.ids.maya)
        for action, *arguments in (
            (sessions.set_times, at.alone, 480, 500),
            (sessions.move, at.alone, TODAY, 700),
            (sessions.cancel, at.alone, Reason.THERAPIST_ABSENT),
            (attendance.mark, at.alone, at.ids.maya, Mark(Presence.ABSENT)),
            (attendance.clear, at.alone, at.ids.maya),
            (attendance.set_details, at.alone, {at.ids.maya: Details(at.ids.maya_consult, None)}),
        ):
            with pytest.raises(Refusal, match="signed"):
                at.house.do(action, *arguments)
