# SPDX-License-Identifier: MIT
"""The note as a checklist: ticked by digits, printed as lists of what was ticked."""

import pytest
from PySide6.QtWidgets import QWidget

from otdesk.actions import note_rules
from otdesk.printouts.session_note import session_notes
from otdesk.queries import copy_queue, note_list, note_pages
from otdesk.queries import note_rules as queries
from otdesk.queries import notes as note_queries
from otdesk.queries.note_rows import NotePage
from otdesk.queries.templates import usual_lists
from otdesk.rules.checklists import Lists, Tick, of
from otdesk.rules.copy_profile import CopyField
from otdesk.rules.kinds import NoteStatus
from otdesk.rules.note_entry import Section
from otdesk.rules.note_formats import NoteFormat, NoteRules, Required
from otdesk.ui.notes import checks
from otdesk.ui.settings.note_rules_form import NoteRulesForm
from tests import vaults
from tests.note_sample import TODAY
from tests.note_window import ALT, CTRL, K, NoteWindow
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

LISTS: Lists = (
    (Tick.ACTIVITY, ("Putty", "Cutting", "Drawing")),
    (Tick.AREA, ("Fine motor", "Handwriting")),
    (Tick.SUPPORT, ("Spoken cues",)),
    (Tick.RESPONSE, ("Took part", "Tired")),
)
CHECKLIST = NoteRules(NoteFormat.CHECKLIST, lists=LISTS)


@pytest.fixture
def ticking(window: NoteWindow) -> NoteWindow:
    window.bridge.do(note_rules.set_note_rules, CHECKLIST)
    return window


def signed_page(window: NoteWindow, session: int, student: int) -> NotePage:
    note = window.house.read(note_queries.note_id, session, student)
    page = window.house.read(note_pages.note_page, note, window.clock.local())
    assert page is not None
    assert page.status is NoteStatus.SIGNED
    return page


def test_a_note_is_ticked_by_digits_signed_and_printed(ticking: NoteWindow) -> None:
    maya = ticking.at.ids.maya
    panel = ticking.panel(ticking.at.alone, maya)
    for goal in panel.editor.goals:
        goal.field.setText("-")
    assert panel.editor.warnings() == ["Nothing is ticked yet."]
    ticking.tab_to("Activities: Putty")
    ticking.press(K.Key_3, K.Key_1)
    ticking.press(K.Key_Tab)
    assert ticking.name() == "Skill areas: Fine motor"
    ticking.press(K.Key_Space)
    ticking.press(K.Key_Right, K.Key_Space)
    ticking.press(K.Key_Tab)
    assert ticking.name() == "Supports: Spoken cues", "arrows stay in the row, Tab leaves it"
    ticking.press(K.Key_Tab)
    assert ticking.name() == "How the student responded: Took part"
    ticking.press(K.Key_2)
    ticking.press(K.Key_Tab)
    assert ticking.name() == "Comment", "no other words are asked for"
    ticking.write("Asked to stop early.")
    assert panel.editor.warnings() == []
    panel.flush()
    assert checks.ready(ticking.form(ticking.at.alone, maya), TODAY, vaults.PERSON)
    panel.sign()
    ticking.settled()
    page = signed_page(ticking, ticking.at.alone, maya)
    assert page.ticked == (
        (Tick.ACTIVITY, ("Putty", "Drawing")), (Tick.AREA, ("Fine motor", "Handwriting")), (Tick.RESPONSE, ("Tired",)),
    )  # fmt: skip
    pdf = session_notes([page], PRINTING).pdf
    text = pdf_tools.flat(pdf)
    said = ["Activities ✓ Putty ✓ Drawing", "Skill areas ✓ Fine motor ✓ Handwriting", "responded ✓ Tired", "Comment"]
    places = [text.index(part) for part in said]
    assert places == sorted(places)
    assert "Cutting" not in text
    assert "Supports" not in text[places[0] :], "nothing was ticked there"
    tree = pdf_tools.structure(pdf)
    ticks = tree[tree.index('"Activities "') : tree.index('"Comment "')]
    assert ticks.count("LI (block)") == 5
    assert ticks.count('"✓ "') == 5


def test_it_is_listed_found_copied_and_shown_by_its_ticks(ticking: NoteWindow) -> None:
    maya = ticking.at.ids.maya
    panel = ticking.panel(ticking.at.alone, maya)
    ticking.tab_to("Activities: Putty")
    ticking.press(K.Key_2)
    panel.sign()
    ticking.settled()
    found = ticking.house.read(note_list.note_list, TODAY, 624, "cutting").lines
    assert [(line.student_id, line.excerpt) for line in found] == [(maya, "Cutting")]
    page = signed_page(ticking, ticking.at.alone, maya)
    (whole,) = [
        each.text
        for each in ticking.house.read(copy_queue.fields, page.note_id, ticking.clock.local())
        if each.field is CopyField.WHOLE
    ]
    assert whole == "Activities: Cutting."
    panel.open_note(ticking.at.alone, maya)
    labels = [label.text() for label in panel.signed_view.findChildren(QWidget) if hasattr(label, "text")]
    assert "Cutting" in labels


def test_a_version_and_the_last_note_bring_their_ticks(ticking: NoteWindow) -> None:
    maya = ticking.at.ids.maya
    panel = ticking.panel(ticking.at.alone, maya)
    ticking.tab_to("Activities: Putty")
    ticking.press(K.Key_2)
    before = panel.editor.entry()
    ticking.press(K.Key_1)
    assert of(panel.editor.entry().ticked, Tick.ACTIVITY) == ("Cutting", "Putty")
    panel.editor.put_back(before)
    assert panel.editor.entry().ticked == before.ticked
    panel.sign()
    ticking.settled()
    panel.open_note(ticking.at.group, maya)
    assert panel.editor.entry().ticked == ()
    panel.editor.same_as_last_time()
    assert panel.editor.entry().ticked == before.ticked


def test_a_group_ticks_once_and_each_her_response(ticking: NoteWindow) -> None:
    ids = ticking.at.ids
    page = ticking.group(ticking.at.group, ids.hazel)
    assert page.shared.supports.isHidden()
    lane = next(lane for lane in page.lanes if lane.student_id == ids.hazel)
    assert lane.missing() == "Nothing ticked"
    page.shared.ticks.rows[Tick.ACTIVITY].tags()[0].click()
    ticking.press(K.Key_3, modifier=ALT)
    page.lanes.go_to(ids.hazel)
    assert ticking.name() == "Hazel: How the student responded: Took part"
    ticking.press(K.Key_1)
    assert lane.ready
    assert page.preview.ticked.text() == "Putty · Took part"
    page.flush()
    assert ticking.form(ticking.at.group, ids.kofi).ticked(ticking.form(ticking.at.group, ids.kofi).entry) == (
        (Tick.ACTIVITY, ("Putty",)),
    )
    ticking.press(K.Key_Return, modifier=CTRL)
    ticking.settled()
    hazel = signed_page(ticking, ticking.at.group, ids.hazel)
    assert hazel.ticked == ((Tick.ACTIVITY, ("Putty",)), (Tick.RESPONSE, ("Took part",)))


def test_ticks_are_not_lost_where_the_form_changes(ticking: NoteWindow) -> None:
    maya = ticking.at.ids.maya
    panel = ticking.panel(ticking.at.alone, maya)
    ticking.tab_to("Activities: Putty")
    ticking.press(K.Key_1)
    panel.flush()
    ticking.bridge.do(note_rules.set_note_rules, NoteRules())
    panel.open_note(ticking.at.alone, maya)
    assert panel.editor.choices.ticks.isVisible()
    assert panel.editor.sections.ticked.text() == "Putty"
    panel.open_note(ticking.at.last, ticking.at.ids.hazel)
    assert not panel.editor.choices.ticks.isVisible()


def test_what_is_asked_of_every_checklist(window: NoteWindow) -> None:
    asked = NoteRules(NoteFormat.CHECKLIST, frozenset({Required.SUPPORTS, Required.PLAN}), LISTS)
    window.bridge.do(note_rules.set_note_rules, asked)
    panel = window.panel(window.at.alone, window.at.ids.maya)
    assert "Your district asks for: Plan, Supports." in panel.editor.warnings()
    panel.editor.choices.ticks.rows[Tick.SUPPORT].tags()[0].click()
    assert "Your district asks for: Plan." in panel.editor.warnings()
    assert panel.editor.sections.boxes[Section.PLAN].part.isVisible()


def test_the_lists_are_the_districts_own(window: NoteWindow) -> None:
    host = QWidget()
    window.show(host)
    form = NoteRulesForm(host, window.bridge)
    form.open()
    assert not form.lists[Tick.ACTIVITY].isVisible()
    form.layout_choice.choose("checklist")
    form.layout_choice.currentIndexChanged.emit(form.layout_choice.currentIndex())
    assert form.lists[Tick.ACTIVITY].isVisible()
    assert form.boxes[Required.SUPPORTS].text() == "Supports"
    form.lists[Tick.ACTIVITY].set_text("Clay\n\nBeads\nclay")
    form.lists[Tick.SUPPORT].set_text("x" * 61)
    form.accept()
    assert form.is_open
    assert "longer than 60 letters" in form.problem.text()
    form.lists[Tick.SUPPORT].set_text("")
    form.accept()
    window.settled()
    rules = window.house.read(queries.note_rules)
    assert of(queries.offered(rules), Tick.ACTIVITY) == ("Clay", "Beads")
    assert of(queries.offered(rules), Tick.SUPPORT) == ()
    assert of(queries.offered(rules), Tick.RESPONSE) == of(usual_lists(), Tick.RESPONSE)
    panel = window.panel(window.at.alone, window.at.ids.maya)
    assert panel.editor.choices.ticks.rows[Tick.ACTIVITY].labels() == ("Clay", "Beads")
    assert (
        panel.editor.choices.ticks.rows[Tick.SUPPORT].isHidden()
        or not panel.editor.choices.ticks.rows[Tick.SUPPORT].isVisible()
    )


def test_lists_left_as_they_were_stay_the_usual_ones(window: NoteWindow) -> None:
    host = QWidget()
    window.show(host)
    form = NoteRulesForm(host, window.bridge)
    form.open()
    form.layout_choice.choose("checklist")
    form.accept()
    window.settled()
    assert window.house.read(queries.note_rules) == NoteRules(NoteFormat.CHECKLIST)
