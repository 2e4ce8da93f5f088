# SPDX-License-Identifier: MIT
"""What follows from a week: who is told of it, what is wished of the next one, who is kept apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from otdesk.actions import tellings, weeks
from otdesk.actions.tellings import NewTime
from otdesk.printouts.page import Printing
from otdesk.printouts.tell_slips import change_words, tell_slips
from otdesk.queries import choices, planner, planning
from otdesk.queries import tellings as query
from otdesk.queries import wishes as wish_query
from otdesk.records.meetings import Meeting
from otdesk.records.plans import ServiceLine
from otdesk.records.week_changes import WeekChange
from otdesk.rules.kinds import Half, SlotKind
from otdesk.rules.week_plan import Held, Placed
from otdesk.rules.wishes import USUAL, Matter, Step, weights
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.planner.meeting_import import MeetingImport, MeetingsDialog
from otdesk.ui.planner.telling import TellDialog
from otdesk.ui.planner.wishes import KeepApartDialog, WishesForm
from tests.ui.planner.test_planner_screen import Desk
from tests.week_sample import NOW, TODAY, Sample, make

K = Qt.Key
TUE, WED, THU = 1, 2, 3


class Telling(Desk):
    """Remembers what the person was told."""

    def __init__(self, qtbot: QtBot, sample: Sample) -> None:
        super().__init__(qtbot, sample)
        self.said: list[str] = []
        self.bridge.refused.connect(self.said.append)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Telling]:
    sample = make(tmp_path / "vault")
    made = Telling(qtbot, sample)
    yield made
    made.bridge.jobs.stop()
    made.bridge.close()
    sample.vault.close()


def dialog(desk: Telling) -> DialogBase:
    found = [each for each in desk.screen.window().findChildren(DialogBase) if each.is_open]
    assert len(found) == 1
    return found[0]


def move_noor(desk: Telling, day: int, start: int) -> None:
    """As a kept plan does it."""
    line, school = desk.sample.lines["Noor Haddad"], desk.sample.schools[0]
    card = desk.card(desk.noor)
    held = Held(desk.noor, SlotKind.SESSION, card.day, card.start, 30, school, (line,))
    desk.bridge.do(weeks.keep, [Placed(SlotKind.SESSION, day, start, 30, school, (line,))], [held])


def changes(desk: Telling) -> list[tuple[int | None, int | None, int | None, int | None]]:
    with desk.sample.vault.read() as db:
        rows = db.scalars(select(WeekChange).order_by(WeekChange.id))
        return [(row.was_day, row.was_start, row.day, row.start) for row in rows]


def test_only_the_whole_way_is_told_and_a_way_back_is_nothing(desk: Telling) -> None:
    move_noor(desk, WED, 600)
    assert changes(desk) == [(TUE, 645, WED, 600)]
    move_noor(desk, THU, 630)
    assert changes(desk) == [(TUE, 645, THU, 630)]
    move_noor(desk, TUE, 645)
    assert changes(desk) == []


def test_each_teacher_is_ticked_off_and_the_tick_can_be_undone(desk: Telling) -> None:
    move_noor(desk, WED, 600)
    desk.screen.tell()
    shown = dialog(desk)
    assert isinstance(shown, TellDialog)
    (box,) = shown.boxes.values()
    assert box.text() == "Noor Haddad: Wed 10:00 – 10:30, was Tue 10:45"
    shown.teachers[0].click()
    assert box.isChecked()
    assert desk.bridge.read(query.waiting) == 0
    assert not shown.slips_button.isEnabled()
    desk.bridge.undo()
    assert desk.bridge.read(query.waiting) == 1


def test_slips_stand_four_to_a_page_in_words_for_teachers(desk: Telling) -> None:
    move_noor(desk, WED, 600)
    (teacher,) = desk.bridge.read(query.teachers, TODAY)
    assert [change.short_name for change in teacher.changes] == ["Noor H."]
    printing = Printing(NOW, "A. Ruiz")
    assert tell_slips([teacher] * 4, 0, printing).pages == 1
    assert tell_slips([teacher] * 5, 0, printing).pages == 2
    assert change_words(teacher.changes[0], 6) == "Day C 10:00 – 10:30, was Day B 10:45"
    line, school = desk.sample.lines["Maya Ortiz"], desk.sample.schools[0]
    desk.bridge.do(tellings.note, [NewTime(line, school, 30, (TUE, 600), None)])
    words = {change_words(each, 0) for row in desk.bridge.read(query.teachers, TODAY) for each in row.changes}
    assert "Tue 10:00 ends" in words


def test_wishes_reach_the_build_in_its_own_figures(desk: Telling) -> None:
    desk.screen.ask_wishes()
    form = dialog(desk)
    assert isinstance(form, WishesForm)
    form.run.choose(90)
    form.schools.choose(2)
    form.desk.choose(60)
    form.visits.choose(2)
    form.steps[Matter.DRIVING].segment(Step.MUCH).click()
    form.steps[Matter.GAPS].segment(Step.LITTLE).click()
    desk.press(K.Key_Return)
    problem = desk.bridge.read(planning.planning, TODAY).problem
    assert (problem["weights"]["travel"], problem["weights"]["visit"]) == (9, 45)
    assert problem["weights"]["idle"] == 1, "nothing costs less than one"
    asked = problem["therapist"]
    assert asked["visits_per_school"] == 2
    assert (asked["max_consecutive"], asked["max_schools_per_day"], asked["desk_blocks"]) == (90, 2, [30, 30])
    _id, kept = desk.bridge.read(wish_query.of_therapist)
    assert kept.steps == {Matter.DRIVING: Step.MUCH, Matter.GAPS: Step.LITTLE}
    desk.bridge.undo()
    assert desk.bridge.read(planning.planning, TODAY).problem["weights"] == dict(USUAL)
    assert weights({}) == dict(USUAL)


def test_the_half_of_the_day_a_line_is_best_seen_in_reaches_the_build(desk: Telling) -> None:
    line = desk.sample.lines["Maya Ortiz"]
    with desk.sample.vault.write("half", NOW) as work:
        work.db.get_one(ServiceLine, line).half = Half.MORNING
    problem = desk.bridge.read(planning.planning, TODAY)
    number = next(unit.number for unit in problem.units.values() if line in unit.lines)
    halves = {each["id"]: each["half_day"] for each in problem.problem["lines"]}
    assert halves.pop(number) == "am"
    assert set(halves.values()) == {None}


def test_who_is_kept_apart_is_in_no_group_of_the_hand_or_of_a_build(desk: Telling) -> None:
    desk.screen.show_kept_apart()
    shown = dialog(desk)
    assert isinstance(shown, KeepApartDialog)
    one, other = "Theo Wynn", "Amara Obi"
    shown.one.choose(desk.sample.students[one])
    shown.other.choose(desk.sample.students[one])
    shown.add_button.click()
    assert "Choose two students." in shown.first_field.editor.accessibleDescription()
    shown.other.choose(desk.sample.students[other])
    shown.add_button.click()
    assert len(shown.removals) == 1
    week = desk.bridge.read(planner.typical_week, TODAY)
    pair = frozenset((desk.sample.students[one], desk.sample.students[other]))
    assert pair in week.week.limits.keep_apart
    problem = desk.bridge.read(planning.planning, TODAY)
    lines = {line: unit.number for unit in problem.units.values() for line in unit.lines}
    assert sorted((lines[desk.sample.lines[one]], lines[desk.sample.lines[other]])) in problem.problem["keep_apart"]
    shown.removals[0].click()
    assert not desk.bridge.read(wish_query.kept_apart)


ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//tests//
BEGIN:VEVENT
UID:1
DTSTART;TZID=America/New_York:20261103T090000
DTEND;TZID=America/New_York:20261103T093000
SUMMARY:IEP meeting
LOCATION:{school}
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261104T140000
DTEND:20261104T150000
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Team
LOCATION:Library
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20261126
SUMMARY:Thanksgiving
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20260901T090000
DTEND:20260901T100000
SUMMARY:Long ago
END:VEVENT
END:VCALENDAR
"""


def import_file(desk: Telling, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(MeetingImport, "ask", staticmethod(lambda _host: path))
    desk.screen.import_meetings()
    desk.qtbot.waitUntil(lambda: not desk.bridge.jobs.running(), timeout=5000)
    desk.qtbot.waitUntil(lambda: desk.screen.meeting_import.dialog is not None or bool(desk.said), timeout=5000)


def test_meetings_of_a_calendar_file_are_ticked_and_taken_once(
    desk: Telling, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    school = desk.bridge.read(choices.schools)[0]
    path = tmp_path / "mine.ics"
    path.write_text(ICS.format(school=school.name), encoding="utf-8")
    import_file(desk, monkeypatch, path)
    shown = dialog(desk)
    assert isinstance(shown, MeetingsDialog)
    assert [box.text().split(" · ")[:2] for box in shown.boxes] == [
        ["Tue, Nov 3, 8:00 – 8:30", "IEP meeting"],
        ["Wed, Nov 4, 2:00 – 3:00", "Team"],
        ["Wed, Nov 11, 2:00 – 3:00", "Team"],
        ["Wed, Nov 18, 2:00 – 3:00", "Team"],
    ]
    shown.boxes[2].click()
    desk.press(K.Key_Return)
    with desk.sample.vault.read() as db:
        rows = db.execute(select(Meeting.day, Meeting.school_id, Meeting.room).order_by(Meeting.day)).all()
    assert [(row.day.day, row.school_id, row.room) for row in rows] == [
        (3, school.school_id, ""), (4, None, "Library"), (18, None, "Library"),
    ]  # fmt: skip
    desk.screen.meeting_import.dialog = None
    import_file(desk, monkeypatch, path)
    assert len(dialog(desk).boxes) == 1  # type: ignore[attr-defined]  # what was left out is offered again
    desk.press(K.Key_Escape)
    desk.bridge.undo()
    with desk.sample.vault.read() as db:
        assert not db.scalars(select(Meeting)).all()


@pytest.mark.parametrize("content", [b"", b"nonsense", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:x\nEND:VEVENT\n"])
def test_a_file_that_is_no_calendar_is_said_in_words(
    desk: Telling, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "mine.ics"
    path.write_bytes(content)
    import_file(desk, monkeypatch, path)
    assert len(desk.said) == 1
    assert desk.said[0].endswith(".")
