# SPDX-License-Identifier: MIT
"""Data entered by mouse alone, for every kind of measure: the same is kept as of what is typed."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from sqlalchemy import select, update

from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal
from otdesk.rules.goals import derived
from otdesk.rules.kinds import MeasureType, Prompt
from otdesk.rules.note_entry import Section
from otdesk.rules.shorthand import Form, Reading, Scale, read
from otdesk.ui.notes.goal_line import GoalField
from otdesk.ui.notes.taps import Tap
from tests.note_window import ALT, CTRL, K, NoteWindow

M = MeasureType
DONE, MISSED = "One more done", "One more not done"
COUNTED = (*[DONE] * 3, MISSED, "Verbal")
CASES = {
    M.PERCENT: ("70.5%", ("Figures", *(f"Type {letter}" for letter in "70.5%"))),
    M.TRIALS: ("3/4v", COUNTED),
    M.ASSIST: ("min 2x", ("with minimal help", "One more prompt", "One more prompt")),
    M.FREQUENCY: ("2x/20m g", ("1 more", "1 more", "in 20 minutes", "Gesture")),
    M.DURATION: ("2:10", ("1 minute more", "1 minute more", "10 seconds more")),
    M.LATENCY: ("9s", ("5 seconds more", "5 seconds more", "1 second less")),
    M.INTERVAL: ("3/4v", COUNTED),
    M.RATING: ("6m", ("6", "Model")),
    M.GAS: ("-2", ("−2",)),
    M.RUBRIC: ("3,2,4", ("Next row: 3", "Next row: 2", "Next row: 9", "Take the last row back", "Next row: 4")),
    M.LEGIBILITY: ("42/60i", ("Figures", *(f"Type {letter}" for letter in "42/60"), "Independent")),
    M.SPEED: ("21/30s", ("10 more", "10 more", "1 more", "in 30 seconds")),
    M.ACCURACY: ("3/4v", COUNTED),
    M.TASK_ANALYSIS: ("0/1p", (MISSED, "Physical")),
    M.CHECKLIST: ("n", ("Not done",)),
}


def click_all(goal: GoalField, names: tuple[str, ...]) -> None:
    """With the mouse: into the field, then on each button, which has to be in sight."""
    QTest.mouseClick(goal.field, Qt.MouseButton.LeftButton)
    for name in names:
        tap = next(one for one in goal.taps.findChildren(Tap) if one.accessibleName() == name and one.isVisible())
        QTest.mouseClick(tap, Qt.MouseButton.LeftButton)
        assert goal.field.hasFocus(), "the field keeps the keyboard"


def measured(window: NoteWindow, measure: MeasureType) -> None:
    with window.house.vault.write("test", window.clock()) as work:
        work.db.execute(update(Goal).where(Goal.id == window.at.ids.maya_goal).values(measure=measure, target=1.0))
        work.final()


def signed(window: NoteWindow) -> GoalPoint:
    """The one point of the note, once it is signed."""
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    with window.house.vault.read() as db:
        point = db.scalars(select(GoalPoint)).one()
        db.expunge(point)
        return point


def test_every_measure_is_here() -> None:
    assert set(CASES) == set(M)


@pytest.mark.parametrize("measure", list(CASES))
def test_clicked_data_are_kept_as_typed_data_are(window: NoteWindow, measure: MeasureType) -> None:
    typed, names = CASES[measure]
    measured(window, measure)
    panel = window.panel(window.at.alone, window.at.ids.maya)
    goal = panel.editor.goals[0]
    window.write(typed)
    said = goal.reading_text()
    goal.field.clear()
    click_all(goal, names)
    assert goal.understood()
    assert goal.reading_text() == said
    reading, point = read(typed, Scale(measure)), signed(window)
    assert isinstance(reading, Reading)
    assert point.value == derived(reading, Scale(measure))
    assert point.prompt is reading.prompt
    assert (point.correct, point.total) == (reading.values if reading.form is Form.COUNT else (None, None))
    assert point.rank == (reading.values[0] if reading.form is Form.LEVEL else None)


@pytest.mark.parametrize("measure", list(CASES))
def test_a_group_is_clicked_the_same_way(window: NoteWindow, measure: MeasureType) -> None:
    typed, names = CASES[measure]
    measured(window, measure)
    page = window.group(window.at.group, window.at.ids.maya)
    lane = next(one for one in page.lanes if one.student_id == window.at.ids.maya)
    cell = lane.cells[0]
    click_all(cell, names)
    assert read(cell.typed(), cell.goal.scale) == read(typed, cell.goal.scale)


def test_letters_begin_closed_and_a_wrong_one_is_taken_back(window: NoteWindow) -> None:
    panel = window.panel(window.at.alone, window.at.ids.maya)
    goal = panel.editor.goals[0]
    QTest.mouseClick(goal.field, Qt.MouseButton.LeftButton)
    assert not [tap for tap in goal.taps.findChildren(Tap) if tap.what == "7" and tap.isVisible()]
    click_all(goal, ("Figures", "Type 7", "Type 9", "Take the last letter back", "Figures"))
    assert goal.typed() == "7"
    assert not [tap for tap in goal.taps.findChildren(Tap) if tap.what == "7" and tap.isVisible()]


def test_a_prompt_waits_for_data(window: NoteWindow) -> None:
    panel = window.panel(window.at.alone, window.at.ids.maya)
    goal = panel.editor.goals[0]
    verbal = next(tap for tap in goal.taps.findChildren(Tap) if tap.what is Prompt.VERBAL)
    assert not verbal.isEnabled()
    click_all(goal, (DONE,))
    assert verbal.isEnabled()
    click_all(goal, ("Refused",))
    assert not verbal.isEnabled()


def test_the_name_of_a_goal_is_clicked_for_its_field(window: NoteWindow) -> None:
    panel = window.panel(window.at.alone, window.at.ids.maya)
    panel.editor.sections.boxes[Section.PLAN].text.setFocus()
    goal = panel.editor.goals[0]
    QTest.mouseClick(goal.frame, Qt.MouseButton.LeftButton, pos=QPoint(20, goal.frame.height() // 2))
    assert goal.field.hasFocus()
    assert goal.taps.isVisible()


def test_a_student_of_a_group_is_clicked_for_the_buttons_of_her_first_goal(window: NoteWindow) -> None:
    page = window.group(window.at.group, window.at.ids.hazel)
    cell = next(lane for lane in page.lanes if lane.student_id == window.at.ids.maya).cells[0]
    QTest.mouseClick(page.preview.members.tabs[0], Qt.MouseButton.LeftButton)
    assert cell.field.hasFocus()
    assert cell.taps.isVisible()
    window.press(K.Key_2, modifier=ALT)
    window.press(K.Key_1, modifier=ALT)
    assert cell.field.hasFocus()
    assert not cell.taps.isVisible(), "who comes by keys types"
