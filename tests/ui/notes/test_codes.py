# SPDX-License-Identifier: MIT
"""Codes typed in a note: counted at once by the payer's rule, carried over with Ctrl+D, in the group too."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from otdesk.actions import coding, notes, service_lines
from otdesk.faults import Refusal
from otdesk.printouts.session_note import session_notes
from otdesk.queries import coding as queries
from otdesk.queries import note_pages, note_rows, students
from otdesk.queries import notes as note_queries
from otdesk.rules.coding import Code, CodeKind, UnitRule
from otdesk.ui.notes.panel import NotePanel
from otdesk.ui.settings.coding_form import CodingForm
from otdesk.ui.settings.coding_text import (
    codes_text,
    diagnoses_text,
    modifiers_told,
    read_codes_text,
    read_diagnoses_text,
)
from otdesk.usual_codes import usual_coding
from tests.note_window import CTRL, K, NoteWindow
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import PRINTING

CMS = usual_coding(UnitRule.CMS)


def page(window: NoteWindow, session: int, student: int) -> note_rows.NotePage:
    note = window.house.read(note_queries.note_id, session, student)
    found = window.house.read(note_pages.note_page, note, window.clock.local())
    assert found is not None
    return found


def coded(window: NoteWindow, typed: str) -> NotePanel:
    """Maya's note where notes carry codes, with these."""
    window.bridge.do(coding.set_coding, CMS)
    panel = window.panel(window.at.alone, window.at.ids.maya)
    window.tab_to("Maya: codes")
    window.write(typed)
    return panel


def test_no_field_where_notes_carry_no_codes(window: NoteWindow) -> None:
    panel = window.panel(window.at.alone, window.at.ids.maya)
    assert not panel.editor.codes.field.isVisible()
    assert not [said for said in panel.editor.warnings() if "code" in said]


def test_codes_are_counted_while_they_are_typed_and_kept(window: NoteWindow) -> None:
    window.bridge.do(coding.set_coding, CMS)
    panel = window.panel(window.at.alone, window.at.ids.maya)
    assert "No procedure code yet." in panel.editor.warnings()
    window.tab_to("Maya: codes")
    window.write("97530 20, 97110 10 F82")
    assert panel.editor.codes.told.text() == "97530 20 min, 1 unit · 97110 10 min, 1 unit · F82 motor development"
    assert "No procedure code yet." not in panel.editor.warnings()
    panel.flush()
    kept = page(window, window.at.alone, window.at.ids.maya)
    assert [(code.code, code.units) for code in kept.codes] == [("97530", 1), ("97110", 1)]
    assert kept.diagnoses == ("F82",)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("97530 45", "The codes take 45 minutes; 30 are credited."),
        ("97530 97110", "Say the minutes of 97530 and 97110."),
        ("97530 10 97110 10", "97530 and 97110 have an equal claim to a unit; the one typed first has it."),
        ("99999 20", "Not among your district’s codes: 99999."),
        ("97530 putty", "Neither a code nor minutes: putty."),
    ],
)
def test_what_is_doubtful_is_said_beside_the_field(window: NoteWindow, typed: str, said: str) -> None:
    panel = coded(window, typed)
    assert said in panel.editor.codes.told.text()


def test_the_day_counts_together_by_the_cms_rule(window: NoteWindow) -> None:
    panel = coded(window, "97530 5")
    panel.flush()
    panel.open_note(window.at.group, window.at.ids.maya)
    window.tab_to("Maya: codes", 60)
    window.write("97530 5")
    assert panel.editor.codes.told.text().endswith("counts the timed minutes together: 1 unit in all.")


def test_ctrl_d_brings_last_times_codes_where_none_are_typed(window: NoteWindow) -> None:
    panel = coded(window, "97535")
    panel.flush()
    sign_written(window)
    panel.open_note(window.at.group, window.at.ids.maya)
    window.press(K.Key_D, modifier=CTRL)
    assert panel.editor.codes.text() == "97535"


def sign_written(window: NoteWindow) -> None:
    session, student = window.at.alone, window.at.ids.maya
    window.bridge.do(notes.complete, session, student)
    note = window.house.read(note_queries.note_id, session, student)
    shown = window.house.read(note_pages.sealed, note, window.clock.local())
    window.bridge.do(notes.sign, note, shown)


def test_each_lane_of_a_group_has_codes_of_its_own(window: NoteWindow) -> None:
    window.bridge.do(coding.set_coding, CMS)
    group = window.group(window.at.group, window.at.ids.maya)
    window.tab_to("Maya: codes", 60)
    window.write("97150")
    group.flush()
    assert [code.code for code in page(window, window.at.group, window.at.ids.maya).codes] == ["97150"]
    window.tab_to("Hazel: codes", 60)
    window.write("97150 R27.8")
    group.flush()
    assert page(window, window.at.group, window.at.ids.hazel).diagnoses == ("R27.8",)


def test_the_form_keeps_the_rule_and_the_codes(window: NoteWindow) -> None:
    host = QWidget()
    window.show(host)
    form = CodingForm(host, window.bridge)
    form.open()
    assert form.rule.value() == ""
    form.rule.choose("ama")
    form.codes.set_text("97530 functional\nT1018 bundled (untimed)\n97129 thinking (15 min, then 97130)")
    form.diagnoses.set_text("F82 motor")
    form.accept()
    window.settled()
    kept = window.house.read(queries.coding)
    assert kept is not None
    assert kept.rule is UnitRule.AMA
    assert kept.codes == (
        Code("97530", "functional"), Code("T1018", "bundled", CodeKind.UNTIMED),
        Code("97129", "thinking", CodeKind.FIRST_QUARTER, "97130"),
    )  # fmt: skip
    assert kept.diagnoses == (("F82", "motor"),)


def test_lines_are_read_as_they_are_shown() -> None:
    assert read_codes_text(codes_text(CMS.codes)) == CMS.codes
    assert read_diagnoses_text(diagnoses_text(CMS.diagnoses)) == CMS.diagnoses


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("functional activities", "begins with a code"), ("97530 one (sometimes)", "in the brackets"),
        ("97530 one\n97530 two", "stands there twice"), ("97129 x (15 min, then)", "in the brackets"),
        ("(untimed)", "begins with a code"),
    ],
)  # fmt: skip
def test_a_line_that_is_not_understood_is_named(text: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        read_codes_text(text)


def test_a_diagnosis_needs_its_code() -> None:
    with pytest.raises(Refusal, match="diagnosis code"):
        read_diagnoses_text("motor development F82")


def test_codes_stand_on_the_page(window: NoteWindow) -> None:
    panel = coded(window, "97530 22 97110 8 F82")
    panel.flush()
    printed = session_notes([page(window, window.at.alone, window.at.ids.maya)], PRINTING)
    text = " ".join(pdf_tools.text(printed.pdf).split())
    for said in ("97530 functional activities", "22 min, 1 unit", "97110", "Units by the CMS rule", "Diagnosis", "F82"):
        assert said in text


def with_usual(window: NoteWindow, **codes: str) -> None:
    """Notes carry codes; the lines of Maya and Hazel have usual ones."""
    window.bridge.do(coding.set_coding, CMS)
    ids = window.at.ids
    for who, line in (("maya", ids.maya_line), ("hazel", ids.hazel_line)):
        if who in codes:
            student = {"maya": ids.maya, "hazel": ids.hazel}[who]
            found = window.house.read(students.page, student, window.clock.local())
            assert found is not None
            entry = next(row.entry for row in found.lines if row.line_id == line)
            window.house.do(service_lines.correct, line, replace(entry, codes=codes[who]))


def test_a_note_begins_with_the_usual_codes_of_its_service(window: NoteWindow) -> None:
    with_usual(window, maya="97530, F82")
    panel = window.panel(window.at.alone, window.at.ids.maya)
    assert panel.editor.codes.text() == "97530, F82"
    assert "No procedure code yet." not in panel.editor.warnings()
    assert window.form(window.at.alone, window.at.ids.maya).note_id is None, "nothing is kept until something is typed"
    panel.editor.codes.field.setText("97110, F82")
    panel.flush()
    panel.open_note(window.at.last, window.at.ids.hazel)
    panel.open_note(window.at.alone, window.at.ids.maya)
    assert panel.editor.codes.text() == "97110, F82", "what was typed stays"


def test_a_group_has_its_codes_once_and_each_student_her_own(window: NoteWindow) -> None:
    at = window.at
    with_usual(window, maya="97530, F82", hazel="97530")
    group = window.group(at.group, at.ids.maya)
    maya, hazel, kofi = group.lanes
    assert [lane.codes.text() for lane in group.lanes] == ["97530, F82", "97530", ""]
    window.tab_to("Codes of the group", 60)
    window.write("97150")
    assert [lane.codes.text() for lane in group.lanes] == ["97150, F82", "97150", "97150"]
    hazel.codes.field.setText("97112 30")
    window.write("-HQ")
    assert [lane.codes.text() for lane in group.lanes] == ["97150-HQ, F82", "97112 30", "97150-HQ"]
    group.flush()
    form = window.form(at.group, at.ids.kofi)
    assert form.entry.codes == form.shared.codes == "97150-HQ"
    assert page(window, at.group, at.ids.maya).diagnoses == ("F82",)
    group.open_group(at.group, at.ids.maya)
    maya, hazel, kofi = group.lanes
    group.shared.codes.setText("97150")
    group.shared.changed.emit()
    assert [lane.codes.text() for lane in (maya, hazel, kofi)] == ["97150, F82", "97112 30", "97150"]


def test_no_shared_codes_where_notes_carry_none(window: NoteWindow) -> None:
    group = window.group(window.at.group, window.at.ids.maya)
    assert group.shared.codes.isHidden()
    assert group.shared.entry().codes == ""


def test_a_modifier_that_does_not_fit_is_told(window: NoteWindow) -> None:
    panel = coded(window, "97530 CO 20")
    assert panel.editor.codes.told.text() == (
        "97530-CO 20 min, 1 unit · 97530: CO says that an assistant gave the service. · 97530: CO goes with GO."
    )


def test_settings_take_modifiers_and_say_what_they_mean(window: NoteWindow) -> None:
    form = CodingForm(window.panel(window.at.alone, window.at.ids.maya), window.bridge)
    form.open()
    form.rule.choose(UnitRule.CMS.value)
    form.modifiers.set_text("goo")
    form.accept()
    assert form.is_open, "a modifier has two signs"
    form.modifiers.set_text("go, tm")
    form.assistants.set_text("CO")
    form.accept()
    assert not form.is_open
    kept = window.house.read(queries.coding)
    assert kept is not None
    assert (kept.modifiers, kept.assistants) == (("GO", "TM"), ("CO",))
    assert modifiers_told("go, xy") == "GO under an OT plan · XY"
    with pytest.raises(Refusal, match="two signs"):
        modifiers_told("G")
    code = Code("97150", "group", CodeKind.UNTIMED, modifiers=("HQ",))
    assert codes_text((code,)) == "97150-HQ group (untimed)"
    assert read_codes_text("97150-hq group (untimed)") == (code,)
