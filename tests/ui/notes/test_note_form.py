# SPDX-License-Identifier: MIT
"""The headings a district wants in the editor and the group's page; what it asks for is told, never in the way."""

from PySide6.QtWidgets import QWidget

from otdesk.actions import note_rules
from otdesk.queries import note_rules as queries
from otdesk.rules.note_entry import Section
from otdesk.rules.note_formats import NoteFormat, NoteRules, Required
from otdesk.ui.notes import checks
from otdesk.ui.settings.note_rules_form import NoteRulesForm
from tests import vaults
from tests.note_window import NoteWindow

SOAP = NoteRules(NoteFormat.SOAP, frozenset({Required.BEFORE, Required.PLAN}))


def test_soap_asks_how_she_came_in(window: NoteWindow) -> None:
    window.bridge.do(note_rules.set_note_rules, SOAP)
    panel = window.panel(window.at.alone, window.at.ids.maya)
    assert "Your district asks for: Subjective, Plan." in panel.editor.warnings()
    window.tab_to("Subjective")
    window.write("Says her hand hurts.")
    assert "Your district asks for: Plan." in panel.editor.warnings()
    panel.flush()
    assert window.form(window.at.alone, window.at.ids.maya).entry.text(Section.BEFORE) == "Says her hand hurts."
    panel.open_note(window.at.last, window.at.ids.hazel)
    panel.open_note(window.at.alone, window.at.ids.maya)
    assert panel.editor.sections.boxes[Section.BEFORE].text.toPlainText() == "Says her hand hurts."


def test_other_forms_do_not_ask_it(window: NoteWindow) -> None:
    panel = window.panel(window.at.alone, window.at.ids.maya)
    assert not panel.editor.sections.boxes[Section.BEFORE].part.isVisible()
    assert not [said for said in panel.editor.warnings() if "asks for" in said]


def test_a_draft_that_lacks_what_is_asked_is_not_ready(window: NoteWindow) -> None:
    page = window.group(window.at.group, window.at.ids.maya)
    lane = next(iter(page.lanes))
    for cell in lane.cells:
        cell.field.setText("7/10v" if "/" in cell.field.placeholderText() else cell.field.placeholderText())
    lane.response.editor.insertPlainText("Worked well.")
    assert lane.ready, lane.missing()
    page.flush()
    window.bridge.do(note_rules.set_note_rules, SOAP)
    window.settled()
    form = window.form(window.at.group, lane.student_id)
    assert checks.asked_for(form, form.entry) == (Required.BEFORE, Required.PLAN)
    assert not checks.ready(form, form.day, vaults.PERSON)
    lane.show_form(form)
    assert lane.missing() == "Subjective, Plan missing"
    page.preview.show_lane(lane)
    assert page.preview.parts[Section.BEFORE].isVisible()
    assert page.preview.parts[Section.BEFORE].text.accessibleName() == "Subjective"


def test_the_form_names_the_boxes_by_the_headings(window: NoteWindow) -> None:
    host = QWidget()
    window.show(host)
    form = NoteRulesForm(host, window.bridge)
    form.open()
    assert not form.boxes[Required.BEFORE].isVisible()
    assert not form.boxes[Required.CODES].isVisible()
    form.layout_choice.choose("soap")
    form.layout_choice.currentIndexChanged.emit(form.layout_choice.currentIndex())
    assert form.boxes[Required.BEFORE].text() == "Subjective"
    assert form.boxes[Required.SKILLED].text() == "Assessment"
    form.boxes[Required.BEFORE].setChecked(True)
    form.boxes[Required.PLAN].setChecked(True)
    form.accept()
    window.settled()
    assert window.house.read(queries.note_rules) == SOAP
