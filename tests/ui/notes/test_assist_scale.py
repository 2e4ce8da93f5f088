# SPDX-License-Identifier: MIT
"""A district's own assist scale: typed by its short names, said in its words, the rank kept with the point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from otdesk.actions import assist_scale, notes
from otdesk.faults import Refusal
from otdesk.queries import assist_scale as queries
from otdesk.queries import note_pages
from otdesk.queries import notes as note_queries
from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal
from otdesk.rules.assist_scale import Level, from_plain, to_plain
from otdesk.rules.kinds import MeasureType
from otdesk.rules.note_entry import Section
from otdesk.ui.settings.assist_form import AssistForm, read_scale, scale_text, usual
from tests.note_window import CTRL, K, NoteWindow

OWN = (Level("solo", "without help"), Level("cue", "with one cue"), Level("hand", "with a hand on hers"))


def measured_by_help(window: NoteWindow) -> None:
    """Maya's first goal."""
    with window.house.vault.write("test", window.clock()) as work:
        work.db.execute(
            update(Goal).where(Goal.id == window.at.ids.maya_goal).values(measure=MeasureType.ASSIST, target=1.0)
        )
        work.final()


def test_the_short_names_are_read_said_and_kept_as_ranks(window: NoteWindow) -> None:
    measured_by_help(window)
    window.bridge.do(assist_scale.set_assist_scale, OWN)
    panel = window.panel(window.at.alone, window.at.ids.maya)
    window.write("cue")
    assert "with one cue" in panel.editor.goals[0].reading_text()
    window.press(K.Key_Tab)
    assert "with one cue" in panel.editor.sections.boxes[Section.RESPONSE].text.toPlainText()
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    with window.house.vault.read() as db:
        point = db.execute(select(GoalPoint.rank, GoalPoint.value, GoalPoint.typed)).one()
    assert tuple(point) == (2, 2.0, "cue")
    note = window.house.read(note_queries.note_id, window.at.alone, window.at.ids.maya)
    page = window.house.read(note_pages.note_page, note, window.clock.local())
    assert page is not None
    assert (page.goals[0].today, page.goals[0].target) == ("with one cue", "without help")


def test_what_is_on_another_scale_is_not_understood(window: NoteWindow) -> None:
    measured_by_help(window)
    window.bridge.do(assist_scale.set_assist_scale, OWN)
    panel = window.panel(window.at.alone, window.at.ids.maya)
    for typed in ("min", "l4", "13"):
        panel.editor.goals[0].field.setText(typed)
        assert not panel.editor.goals[0].understood(), typed


def test_a_point_keeps_its_rank_when_the_scale_changes(window: NoteWindow) -> None:
    measured_by_help(window)
    window.bridge.do(assist_scale.set_assist_scale, OWN)
    window.panel(window.at.alone, window.at.ids.maya)
    window.write("hand")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    window.bridge.do(assist_scale.set_assist_scale, OWN[:2])
    with window.house.vault.read() as db:
        assert db.scalar(select(GoalPoint.rank)) == 3
    note = window.house.read(note_queries.note_id, window.at.alone, window.at.ids.maya)
    page = window.house.read(note_pages.note_page, note, window.clock.local())
    assert page is not None
    assert page.goals[0].today == "with a hand on hers", "what was signed stays"


def test_the_form_says_the_usual_scale_until_another_is_kept_and_undo_brings_it_back(window: NoteWindow) -> None:
    window.panel(window.at.alone, window.at.ids.maya)
    form = AssistForm(window.window, window.bridge)
    form.open()
    assert form.levels.text().splitlines()[9] == "min with minimal help"
    form.levels.set_text("solo without help\ncue with one cue")
    form.accept()
    assert window.house.read(queries.levels) == OWN[:2]
    form = AssistForm(window.window, window.bridge)
    form.open()
    form.usual_button.click()
    form.accept()
    assert window.house.read(queries.levels) == ()
    window.bridge.undo()
    assert window.house.read(queries.levels) == OWN[:2]


@pytest.mark.parametrize("text", ["solo", "1 one\n2 two", "solo a\nsolo b", "solo without help", "", "so-lo x\nb y"])
def test_a_line_that_is_no_level_is_named(text: str) -> None:
    with pytest.raises(Refusal):
        read_scale(text)


def test_the_usual_scale_reads_as_it_is_shown() -> None:
    assert read_scale(scale_text(usual())) == usual()


@given(
    st.lists(
        st.tuples(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text(min_size=1, max_size=20)),
        max_size=20,
        unique_by=lambda pair: pair[0],
    )
)
def test_what_is_kept_comes_back(pairs: list[tuple[str, str]]) -> None:
    levels = tuple(Level(short, words) for short, words in pairs)
    assert from_plain(to_plain(levels)) == levels


def test_too_few_and_doubled_levels_are_refused(window: NoteWindow) -> None:
    for wrong in (OWN[:1], (OWN[0], OWN[0])):
        with pytest.raises(Refusal):
            window.house.do(assist_scale.set_assist_scale, wrong)


def test_signing_reads_with_the_scale_of_that_moment(window: NoteWindow) -> None:
    measured_by_help(window)
    panel = window.panel(window.at.alone, window.at.ids.maya)
    window.write("min")
    panel.flush()
    window.bridge.do(assist_scale.set_assist_scale, OWN)
    window.bridge.do(notes.complete, window.at.alone, window.at.ids.maya)
    note = window.house.read(note_queries.note_id, window.at.alone, window.at.ids.maya)
    window.bridge.do(notes.sign, note, window.house.read(note_pages.sealed, note, window.clock.local()))
    with window.house.vault.read() as db:
        assert db.scalar(select(GoalPoint.id)) is None, "“min” is no level of this scale: it stays in words only"
