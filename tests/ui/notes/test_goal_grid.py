# SPDX-License-Identifier: MIT
"""The note as a table of goals: no sentence says the figures again, a comment where there is one to make."""

from PySide6.QtWidgets import QWidget

from otdesk.actions import attendance, note_rules
from otdesk.actions.attendance import Mark
from otdesk.printouts.session_note import session_notes
from otdesk.queries import copy_queue, note_list, note_pages
from otdesk.queries import note_rules as queries
from otdesk.queries import notes as note_queries
from otdesk.queries.note_rows import NotePage
from otdesk.rules.copy_profile import CopyField
from otdesk.rules.kinds import NoteStatus, Presence
from otdesk.rules.note_entry import Section
from otdesk.rules.note_formats import NoteFormat, NoteRules, Required
from otdesk.ui.notes import checks
from otdesk.ui.notes.goal_grid import GoalGrid
from otdesk.ui.settings.note_rules_form import NoteRulesForm
from tests import vaults
from tests.note_sample import TODAY, sign
from tests.note_window import CTRL, K, NoteWindow
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

GRID = NoteRules(NoteFormat.GOAL_GRID)
SAID = "1 Form Letters: 3 of 4, 75 %, Verbal; 2 Cut A Circle: 9 of 10, 90 %"


def signed_page(window: NoteWindow, session: int, student: int) -> NotePage:
    note = window.house.read(note_queries.note_id, session, student)
    page = window.house.read(note_pages.note_page, note, window.clock.local())
    assert page is not None
    assert page.status is NoteStatus.SIGNED
    return page


def test_figures_alone_are_a_whole_note(window: NoteWindow) -> None:
    """Written, ready, signed, listed, found and printed, without a word typed."""
    window.bridge.do(note_rules.set_note_rules, GRID)
    maya = window.at.ids.maya
    panel = window.panel(window.at.alone, maya)
    window.write("3/4v")
    panel.editor.goals[1].field.setText("9/10i")
    panel.editor.goals[2].field.setText("-")
    assert panel.editor.warnings() == []
    grid = panel.editor.sections.grid
    assert grid.isVisible()
    assert grid.cells() == [
        ["1 Form Letters", "Trials", "3 of 4, 75 %", "Verbal", "5 points to go", "target 80 %"],
        ["2 Cut A Circle", "Trials", "9 of 10, 90 %", "Independent", "At the target", "target 80 %"],
        ["3 Pick A Tool", "Trials", "Not addressed", "–", "target 80 %"],
    ]
    boxes = panel.editor.sections.boxes
    assert boxes[Section.RESPONSE].text.toPlainText() == "", "the table says it"
    assert boxes[Section.RESPONSE].text.accessibleName() == "Comment"
    assert not boxes[Section.RESPONSE].part.missing.isVisible(), "a comment is not asked for"
    assert not boxes[Section.SKILLED].part.isVisible()
    assert not boxes[Section.PLAN].part.isVisible()
    panel.flush()
    assert checks.ready(window.form(window.at.alone, maya), TODAY, vaults.PERSON)
    (draft,) = [line for line in window.house.read(note_list.note_list, TODAY, 624).lines if line.note_id]
    assert draft.excerpt == "3/4v, 9/10i, -"
    panel.sign()
    window.settled()
    page = signed_page(window, window.at.alone, maya)
    assert [goal.standing for goal in page.goals] == ["5 points to go", "At the target", ""]
    found = window.house.read(note_list.note_list, TODAY, 624, "75 %").lines
    assert [line.excerpt for line in found] == [
        "1 Form Letters: 3 of 4, 75 %, Verbal; 2 Cut A Circle: 9 of 10, 90 %, Independent; 3 Pick A Tool: Not addressed"
    ]
    (whole,) = [
        each
        for each in window.house.read(copy_queue.fields, page.note_id, window.clock.local())
        if each.field is CopyField.WHOLE
    ]
    assert whole.text.casefold() == f"{SAID}, Independent; 3 Pick A Tool: Not addressed.".casefold()
    panel.open_note(window.at.alone, maya)
    assert panel.signed_view.findChildren(GoalGrid)[0].cells()[0][2] == "3 of 4, 75 %"


def test_the_page_is_a_table_with_a_head_and_the_comment(window: NoteWindow) -> None:
    window.bridge.do(note_rules.set_note_rules, GRID)
    maya = window.at.ids.maya
    panel = window.panel(window.at.alone, maya)
    window.write("3/4v")
    window.tab_to("Comment")
    window.write("Asked for the short pencil.")
    panel.sign()
    window.settled()
    pdf = session_notes([signed_page(window, window.at.alone, maya)], PRINTING).pdf
    tree = pdf_tools.structure(pdf)
    heads = ["Goal", "Measure", "Today", "Supports", "Last time", "Target", "Against target"]
    table = tree[tree.index("Table") :]
    places = [table.index(f'"{head} "') for head in heads]
    assert places == sorted(places)
    text = pdf_tools.flat(pdf)
    assert "3 of 4, 75 % Verbal" in text
    assert "5 points to go" in text
    assert text.index("5 points to go") < text.index("Comment Asked for the short pencil.")
    assert "worked for" not in text, "the minutes stand above"


def test_how_it_went_is_a_comment_and_the_choices_stay(window: NoteWindow) -> None:
    window.bridge.do(note_rules.set_note_rules, GRID)
    panel = window.panel(window.at.alone, window.at.ids.maya)
    boxes = panel.editor.sections.boxes
    boxes[Section.DID].tags._tags[0].click()
    boxes[Section.RESPONSE].tags._tags[0].click()
    assert boxes[Section.DID].text.toPlainText().endswith("a putty warm-up.")
    assert boxes[Section.RESPONSE].text.toPlainText() == "Maya was calm and engaged."


def test_a_plan_chosen_last_time_comes_with_its_words(window: NoteWindow) -> None:
    """What holds words is shown, whatever the form asks for."""
    sign(window.at, window.at.alone, window.at.ids.maya)
    window.bridge.do(note_rules.set_note_rules, NoteRules(NoteFormat.GOAL_GRID, frozenset({Required.PLAN})))
    panel = window.panel(window.at.group, window.at.ids.maya)
    plan = panel.editor.sections.boxes[Section.PLAN]
    assert plan.part.isVisible()
    assert plan.part.missing.isVisible()
    assert "Your district asks for: Plan." in panel.editor.warnings()
    window.tab_to("Plan")
    window.write("Wider lines.")
    panel.flush()
    window.bridge.do(note_rules.set_note_rules, GRID)
    panel.open_note(window.at.group, window.at.ids.maya)
    assert plan.part.isVisible()


def test_a_draft_begun_in_sentences_follows_the_new_form(window: NoteWindow) -> None:
    """What was typed stays; no half of a sentence is left."""
    panel = window.panel(window.at.alone, window.at.ids.maya)
    window.write("3/4v")
    window.tab_to("Response")
    window.write(" Asked for the short pencil.")
    panel.flush()
    window.bridge.do(note_rules.set_note_rules, GRID)
    panel.open_note(window.at.alone, window.at.ids.maya)
    response = panel.editor.sections.boxes[Section.RESPONSE].text
    assert response.toPlainText().strip() == "Asked for the short pencil."
    window.bridge.do(note_rules.set_note_rules, NoteRules())
    panel.open_note(window.at.alone, window.at.ids.maya)
    assert "3 of 4" in response.toPlainText()
    assert "Asked for the short pencil." in response.toPlainText()


def test_of_a_student_who_was_not_there_it_says_why(window: NoteWindow) -> None:
    window.bridge.do(note_rules.set_note_rules, GRID)
    window.bridge.do(attendance.mark, window.at.alone, window.at.ids.maya, Mark(Presence.ABSENT))
    panel = window.panel(window.at.alone, window.at.ids.maya)
    assert not panel.editor.sections.grid.isVisible()
    assert "Maya" in panel.editor.sections.boxes[Section.RESPONSE].text.toPlainText()


def test_the_page_of_a_group_shows_the_grid_of_each(window: NoteWindow) -> None:
    window.bridge.do(note_rules.set_note_rules, GRID)
    page = window.group(window.at.group, window.at.ids.maya)
    lane = next(iter(page.lanes))
    assert lane.missing() == "3 goals missing"
    for cell in lane.cells:
        cell.field.setText("8/10v")
    assert lane.ready
    assert page.preview.grid.isVisible()
    assert [row[2] for row in page.preview.grid.cells()] == ["8 of 10, 80 %"] * 3
    page.lanes.go_to(window.at.ids.hazel)
    assert not page.preview.grid.isVisible(), "she has no goals"
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert signed_page(window, window.at.group, window.at.ids.maya).layout is NoteFormat.GOAL_GRID


def test_settings_offer_it_and_what_may_be_asked_beside_it(window: NoteWindow) -> None:
    host = QWidget()
    window.show(host)
    form = NoteRulesForm(host, window.bridge)
    form.open()
    assert not form.boxes[Required.RESPONSE].isVisible()
    form.layout_choice.choose("goal_grid")
    form.layout_choice.currentIndexChanged.emit(form.layout_choice.currentIndex())
    assert form.boxes[Required.RESPONSE].isVisible()
    assert form.boxes[Required.RESPONSE].text() == "Comment"
    form.boxes[Required.RESPONSE].setChecked(True)
    form.accept()
    window.settled()
    assert window.house.read(queries.note_rules) == NoteRules(NoteFormat.GOAL_GRID, frozenset({Required.RESPONSE}))
    assert window.house.read(note_queries.form, window.at.alone, window.at.ids.maya) is not None
