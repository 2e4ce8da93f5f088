# SPDX-License-Identifier: MIT
"""A group written by keys: shared once, a complete note for each, attendance in place, some signed and some not."""

import pytest
from PySide6.QtCore import QPoint, Qt
from sqlalchemy import func, select

from otdesk.actions import attendance, note_rules, notes, phrases, sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import note_pages
from otdesk.records.goal_data import GoalPoint
from otdesk.records.notes import SharedNote
from otdesk.records.phrases import PhraseKind
from otdesk.records.sessions import TherapySession
from otdesk.rules.kinds import NoteStatus, Presence, Reason, Setting
from otdesk.rules.note_entry import Section, SharedEntry
from otdesk.rules.note_formats import NoteFormat, NoteRules
from otdesk.ui.group_note.lane import Lane
from otdesk.ui.group_note.member_form import MemberForm, WalkInForm
from otdesk.ui.group_note.page import GroupPage
from tests.note_sample import TODAY, write
from tests.note_window import ALT, CTRL, NoteWindow

K = Qt.Key


def lane(page: GroupPage, student: int) -> Lane:
    return next(one for one in page.lanes if one.student_id == student)


def said(page: GroupPage, student: int, section: Section) -> str:
    return "".join(piece.text for piece in lane(page, student).words.pieces(section))


def write_lane(window: NoteWindow, page: GroupPage, number: int, response: str) -> None:
    """Alt and the lane's number, data of each goal, the response."""
    window.press(Qt.Key(K.Key_1 + number), modifier=ALT)
    for _goal in list(page.lanes)[number].cells:
        window.write("-")
        window.press(K.Key_Tab)
    window.write(response)


def statuses(window: NoteWindow) -> list[NoteStatus | None]:
    at = window.at
    return [window.form(at.group, student).status for student in (at.ids.maya, at.ids.hazel, at.ids.kofi)]


def test_a_group_by_keys_from_the_activity_to_three_signatures(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    assert window.name() == "Activity", "what is shared comes first"
    window.write("putty warm-up, then scissors")
    window.tab_to("Supports: Slant board")
    window.write("1")
    window.tab_to("Next time")
    window.write("smaller loops")
    window.press(K.Key_Tab)
    assert window.name() == "Maya: attendance: Present"
    for number, response in enumerate(("Cut on the line.", "Held the paper.", "Waited for the glue.")):
        write_lane(window, page, number, response)
    assert page.header.sign_button.text() == "Sign 3 ready notes"
    window.press(K.Key_Return, modifier=CTRL)
    assert statuses(window) == [NoteStatus.SIGNED] * 3
    for student, called, peers in (
        (at.ids.maya, "Maya", ("Hazel", "Kofi")), (at.ids.hazel, "Hazel", ("Maya", "Kofi")),
        (at.ids.kofi, "Kofi", ("Maya", "Hazel")),
    ):  # fmt: skip
        form = window.form(at.group, student)
        assert form.minutes == 30, "each student is credited with all of it"
        page_of = window.house.read(note_pages.note_page, form.note_id or 0, at.local())
        assert page_of is not None
        assert page_of.did.startswith("In a group of three: putty warm-up, then scissors.")
        assert "a slant board" in page_of.did
        assert page_of.next_plan == "Smaller loops."
        text = f"{page_of.did} {page_of.response} {page_of.next_plan}"
        assert called in text
        assert not any(peer in text for peer in peers)
        assert page_of.group_size == 3


def test_two_of_three_are_signed_and_the_third_gets_the_keyboard(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    window.write("scissors")
    write_lane(window, page, 0, "Cut on the line.")
    write_lane(window, page, 2, "Waited.")
    assert page.header.sign_button.text() == "Sign 2 ready notes"
    assert lane(page, at.ids.hazel).head.pill.mark.words == "Response missing"
    window.press(K.Key_Return, modifier=CTRL)
    assert statuses(window) == [NoteStatus.SIGNED, NoteStatus.DRAFT, NoteStatus.SIGNED]
    assert lane(page, at.ids.hazel).isAncestorOf(window.focus())
    assert lane(page, at.ids.maya).head.pill.mark.words == "Signed"
    assert not lane(page, at.ids.maya).cells[0].field.isEnabled()
    assert page.header.sign_button.text() == "No note is ready"
    window.press(K.Key_Return, modifier=CTRL)
    assert statuses(window)[1] is NoteStatus.DRAFT


def test_looking_at_a_group_writes_nothing(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.hazel)
    page.flush()
    assert statuses(window) == [None, None, None]


def test_typing_is_kept_within_a_second_and_comes_back(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    with window.qtbot.waitSignal(page.keeper.saved, timeout=1000):
        window.write("clay")
    with window.house.vault.read() as db:
        assert [row["activity"] for row in db.scalars(select(SharedNote.content))] == ["clay"]
    assert statuses(window) == [NoteStatus.DRAFT] * 3, "it is part of each student's own note"
    window.press(K.Key_1, modifier=ALT)
    window.write("4/5g")
    with window.qtbot.waitSignal(page.closed):
        window.press(K.Key_Escape)
    again = window.group(at.group, at.ids.maya)
    assert again.shared.entry().activity == "clay"
    assert lane(again, at.ids.maya).cells[0].typed() == "4/5g"
    assert window.name().startswith("Goal 1"), "the activity is said, so the data come first"


def test_absent_late_and_left_early_are_said_in_the_lane(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    window.press(K.Key_2, modifier=ALT)
    window.press(K.Key_A, modifier=ALT)
    window.settled()
    assert window.form(at.group, at.ids.hazel).presence is Presence.ABSENT
    hazel = lane(page, at.ids.hazel)
    assert hazel.head.pill.mark.words == "Absent"
    assert hazel.response.isHidden() or not hazel.response.isVisible()
    hazel.head.reason.setCurrentIndex(1)
    hazel.head.reason.activated.emit(1)
    assert window.form(at.group, at.ids.hazel).reason is not Reason.STUDENT_ABSENT
    maya = lane(page, at.ids.maya)
    maya.head.attendance.segment(Presence.LATE).click()
    window.settled()
    maya.head.moment.setFocus()
    window.write("8:45")
    window.press(K.Key_Tab)
    page.acts.set_times(515, 545)
    window.settled()
    form = window.form(at.group, at.ids.maya)
    assert (form.presence, form.arrived, form.minutes) == (Presence.LATE, 525, 20)
    assert "20 minutes" in said(page, at.ids.maya, Section.RESPONSE)
    assert said(page, at.ids.kofi, Section.DID) == ""
    window.press(K.Key_3, modifier=ALT)
    window.press(K.Key_M, modifier=ALT)
    form_sheet = window.dialog(MemberForm)
    assert isinstance(form_sheet, MemberForm)
    form_sheet.presence.setCurrentIndex(list(Presence).index(Presence.LEFT_EARLY))
    form_sheet.moment.set_text("9:00")
    form_sheet.paused.set_text("5")
    form_sheet.held_in.choose(Setting.PUSH_IN)
    form_sheet.accept()
    window.settled()
    kofi = window.form(at.group, at.ids.kofi)
    assert (kofi.presence, kofi.paused, kofi.setting, kofi.minutes) == (Presence.LEFT_EARLY, 5, Setting.PUSH_IN, 20)


def test_left_early_asks_for_its_time_and_keeps_what_was_typed(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.kofi)
    window.press(K.Key_3, modifier=ALT)
    window.press(K.Key_M, modifier=ALT)
    sheet = window.dialog(MemberForm)
    assert isinstance(sheet, MemberForm)
    assert sheet.moment.isHidden()
    sheet.presence.setCurrentIndex(list(Presence).index(Presence.LEFT_EARLY))
    assert sheet.moment.isVisible()
    assert sheet.moment.label() == "Left at"
    sheet.paused.set_text("5")
    sheet.accept()
    assert "Type the time" in sheet.moment.line()
    assert sheet.moment.isAncestorOf(window.focus())
    assert window.form(at.group, at.ids.kofi).presence is None
    sheet.moment.set_text("2:50")
    sheet.accept()
    assert "outside the session" in sheet.problem.text()
    assert (sheet.moment.text(), sheet.paused.text()) == ("2:50", "5")
    sheet.moment.set_text("8:50")
    sheet.accept()
    window.settled()
    kofi = window.form(at.group, at.ids.kofi)
    assert (kofi.presence, kofi.left, kofi.paused) == (Presence.LEFT_EARLY, 530, 5)
    del page


def test_a_lane_is_not_ready_until_it_is_said_when_she_came_or_left(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    window.write("scissors")
    write_lane(window, page, 0, "Cut on the line.")
    maya = lane(page, at.ids.maya)
    assert maya.ready
    maya.head.attendance.segment(Presence.LATE).click()
    window.settled()
    assert maya.head.pill.mark.words == "Came at missing"
    assert page.header.sign_button.text() == "No note is ready"
    maya.head.moment.setFocus()
    window.write("2:50")
    window.press(K.Key_Tab)
    page.look_again()
    assert maya.head.moment.text() == "2:50", "what was refused stays, with why"
    assert "outside the session" in maya.head.fault()
    assert window.refused == [], "it is said where it was typed"
    maya.head.moment.setFocus()
    maya.head.moment.selectAll()
    window.write("8:45")
    window.press(K.Key_Tab)
    window.settled()
    assert maya.head.fault() == ""
    assert maya.head.pill.mark.words == "Ready"
    assert page.header.sign_button.text() == "Sign 1 ready note"
    maya.head.moment.setFocus()
    maya.head.moment.setText("x")
    window.press(K.Key_Tab)
    assert page.header.sign_button.text() == "No note is ready", "a time that cannot be read is none"
    window.bridge.do(attendance.mark, at.group, at.ids.maya, attendance.Mark(Presence.LEFT_EARLY))
    window.settled()
    assert maya.head.pill.mark.words == "Left at missing"
    assert maya.head.moment.text() == ""


def test_a_pause_leaves_where_it_was_held_to_the_plan(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    before = window.form(at.group, at.ids.maya)
    assert before.held_in is None
    page.acts.set_pause(5)
    after = window.form(at.group, at.ids.maya)
    assert (after.paused, after.held_in, after.setting) == (5, None, before.setting)
    page.lanes.go_to(at.ids.maya)
    page.acts.more()
    form_sheet = window.dialog(MemberForm)
    assert isinstance(form_sheet, MemberForm)
    assert form_sheet.held_in.currentText() == "As the plan says"
    form_sheet.paused.set_text("")
    form_sheet.accept()
    window.settled()
    assert (window.form(at.group, at.ids.maya).paused, window.form(at.group, at.ids.maya).held_in) == (0, None)


def test_times_typed_in_the_shared_part_are_those_of_all(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    page.shared.start.setFocus()
    page.shared.start.selectAll()
    window.write("9:10")
    window.press(K.Key_Tab)
    window.settled()
    form = window.form(at.group, at.ids.kofi)
    assert (form.actual_start, form.actual_end) == (550, 580), "all of it was later, its length stays"
    page.shared.end.setFocus()
    page.shared.end.selectAll()
    window.write("9:00")
    window.press(K.Key_Tab)
    fault = page.shared._times_fault
    assert fault.text() == page.shared.fault() == "The end, 9:00, is not after the start, 9:10."
    assert fault.isVisible()
    times, under = page.shared.end.mapTo(page, QPoint()), fault.mapTo(page, QPoint())
    assert times.y() < under.y() < page.shared.paused.mapTo(page, QPoint()).y(), "right under the times"
    assert window.form(at.group, at.ids.kofi).actual_end == 580
    page.acts.mark(at.ids.maya, attendance.Mark(Presence.ABSENT))
    window.settled()
    assert (page.shared.end.text(), bool(fault.text())) == ("9:00", True), "it stays until another is typed"
    page.shared.end.setFocus()
    page.shared.end.selectAll()
    window.write("9:35")
    window.press(K.Key_Tab)
    window.settled()
    assert (page.shared.fault(), window.form(at.group, at.ids.kofi).actual_end) == ("", 575)


def test_a_drill_and_a_setting_are_said_once_for_all(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    page.shared.paused.setFocus()
    window.write("10")
    window.press(K.Key_Tab)
    window.settled()
    page.acts.set_setting(Setting.PUSH_IN)
    page.acts.set_times(515, 545)
    for student in (at.ids.maya, at.ids.hazel, at.ids.kofi):
        window.house.do(attendance.mark, at.group, student, attendance.Mark(Presence.PRESENT))
    forms = [window.form(at.group, student) for student in (at.ids.maya, at.ids.hazel, at.ids.kofi)]
    assert {(form.paused, form.setting, form.minutes) for form in forms} == {(10, Setting.PUSH_IN, 20)}
    page.shared.paused.setFocus()
    window.write("x")
    window.press(K.Key_Tab)
    assert "number of minutes" in page.shared._fault.text()
    page.acts.set_pause(30)
    assert window.refused[-1] == "A pause is shorter than the session, 30 minutes."
    assert window.form(at.group, at.ids.maya).paused == 10


def test_a_phrase_by_semicolon_and_digit_or_by_a_click(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    maya = lane(page, at.ids.maya)
    maya.response.editor.setFocus()
    window.write(";1")
    assert maya.response.text() == "Was calm and engaged. "
    page.lanes.phrases.buttons[1].click()
    assert maya.response.text() == "Was calm and engaged. Needed breaks. "
    assert said(page, at.ids.maya, Section.RESPONSE).endswith("Was calm and engaged. Needed breaks.")
    assert window.focus() is maya.response.editor


def test_a_category_of_phrases_is_chosen_beside_the_lanes(window: NoteWindow) -> None:
    at = window.at
    for label, text, category in (("Grip", "held the pencil well", "Hands"), ("Scissors", "cut it out", "Hands")):
        window.house.do(phrases.add, PhraseKind.RESPONSE, label, text, None, category)
    page = window.group(at.group, at.ids.maya)
    maya, bar = lane(page, at.ids.maya), page.lanes.phrases
    maya.response.editor.setFocus()
    assert bar.categories.labels() == ("Hands",)
    bar.categories.tags()[0].click()
    assert window.focus() is maya.response.editor, "the keyboard stays where one writes"
    assert [button.text() for button in bar.buttons] == ["held the pencil well", "cut it out"]
    window.write(";2")
    assert maya.response.text() == "Cut it out. ", "the digit is the one that is shown"
    page.lanes.go_to(at.ids.hazel)
    assert len(bar.buttons) == 2, "it stays chosen for the next student"
    bar.categories.tags()[0].click()
    assert len(bar.buttons) > 2


def test_a_note_that_names_a_peer_is_not_ready(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    write_lane(window, page, 0, "Helped hazel with the glue.")
    assert lane(page, at.ids.maya).head.pill.mark.words == "Names Hazel"
    assert page.preview.names.text() == "Names Hazel"
    assert page.header.sign_button.text() == "No note is ready"
    window.write(" ")
    page.lanes.go_to(at.ids.hazel)
    assert page.preview.names.text() == "No peer named", "her own name is no peer's"


def test_words_edited_in_the_note_stay_and_figures_follow(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    window.press(K.Key_1, modifier=ALT)
    window.write("3/4v")
    part = page.preview.parts[Section.RESPONSE].text
    part.setFocus()
    window.write(" Smiled.")
    lane(page, at.ids.maya).cells[0].field.setText("2/4v")
    text = said(page, at.ids.maya, Section.RESPONSE)
    assert "2 of 4" in text
    assert text.endswith("Smiled.")
    assert part.toPlainText() == text


def test_same_as_last_time_fills_only_what_is_empty(window: NoteWindow) -> None:
    at = window.at
    with window.house.vault.read() as db:
        row = db.get_one(TherapySession, at.group)
        school = row.school_id
    before = window.house.do(
        sessions.add, SessionEntry(TODAY.replace(day=13), school, 515, 545, ((at.ids.maya, None), (at.ids.kofi, None)))
    )
    window.house.do(notes.save_group, before, SharedEntry("clay", ("Timer",), "harder clay"), {})
    page = window.group(at.group, at.ids.maya)
    page.shared.next_time.editor.insertPlainText("paint")
    window.press(K.Key_D, modifier=CTRL)
    assert page.shared.entry() == SharedEntry("clay", ("Timer",), "paint")
    assert said(page, at.ids.maya, Section.DID).startswith("In a group of three: clay. ")
    assert all(not cell.typed() for cell in lane(page, at.ids.maya).cells), "data are never carried over"


def test_somebody_joins_and_somebody_leaves(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    window.write("clay")
    window.press(K.Key_3, modifier=ALT)
    window.press(K.Key_M, modifier=ALT)
    more = window.dialog(MemberForm)
    assert isinstance(more, MemberForm)
    more.leave_button.click()
    window.settled()
    assert "There is a note" in window.refused[-1], "her draft is not lost"
    more.reject()
    with window.house.vault.read() as db:
        assert db.scalars(select(SharedNote)).one() is not None
    note = window.form(at.group, at.ids.kofi).note_id
    assert note is not None
    window.house.do(notes.discard_draft, note)
    window.house.do(attendance.leave, at.group, at.ids.kofi)
    page.look_again()
    assert [one.student_id for one in page.lanes] == [at.ids.maya, at.ids.hazel]
    page.header.add_button.click()
    join = window.dialog(WalkInForm)
    assert isinstance(join, WalkInForm)
    assert join.who.currentText().startswith("Kofi")
    join.accept()
    window.settled()
    assert [one.student_id for one in page.lanes] == [at.ids.maya, at.ids.hazel, at.ids.kofi]
    assert page.shared.entry().activity == "clay"
    assert said(page, at.ids.kofi, Section.DID).startswith("In a group of three: clay.")


def test_what_was_signed_elsewhere_is_shown_and_typing_stays(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    window.press(K.Key_1, modifier=ALT)
    window.write("4/5g")
    page.flush()
    window.bridge.do(attendance.mark, at.group, at.ids.kofi, attendance.Mark(Presence.REFUSED))
    window.settled()
    assert lane(page, at.ids.kofi).head.pill.mark.words == "Refused"
    assert lane(page, at.ids.maya).cells[0].typed() == "4/5g"
    window.bridge.undo()
    window.settled()
    assert lane(page, at.ids.kofi).head.pill.mark.words != "Refused"


@pytest.mark.parametrize("size", [(1100, 720), (800, 600)])
def test_everything_can_be_reached_by_tab(window: NoteWindow, size: tuple[int, int]) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    window.window.resize(*size)
    seen = set()
    for _n in range(60):
        seen.add(window.name())
        window.press(K.Key_Tab)
    assert {"Start", "End", "Pause", "Setting", "Activity", "Next time", "Maya: response", "Kofi: response"} <= seen
    assert ("At the side: Shared" in seen) is (size[0] < 900)
    del page


def test_undo_in_the_preview_brings_back_no_words_of_another_lane(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    write_lane(window, page, 0, "Cut on the line.")
    part = page.preview.parts[Section.RESPONSE].text
    assert "Cut on the line." in part.toPlainText()
    write_lane(window, page, 1, "Waited.")
    assert "Cut" not in part.toPlainText()
    part.setFocus()
    for _time in range(5):
        window.press(K.Key_Z, modifier=CTRL)
        assert "Cut" not in part.toPlainText()


def test_figures_of_one_who_was_away_are_no_part_of_her_record(window: NoteWindow) -> None:
    """She was taken for present while they were typed; nobody sees them any more when it is signed."""
    at = window.at
    page = window.group(at.group, at.ids.maya)
    window.write("scissors")
    write_lane(window, page, 0, "Cut on the line.")
    window.press(K.Key_1, modifier=ALT)
    window.write("2/5g")
    window.press(K.Key_A, modifier=ALT)
    page.setFocus()
    window.press(K.Key_Return, modifier=CTRL)
    form = window.form(at.group, at.ids.maya)
    assert form.status is NoteStatus.SIGNED
    shown = window.house.read(note_pages.note_page, form.note_id or 0, at.local())
    assert shown is not None
    assert [goal.today for goal in shown.goals] == []
    with window.house.vault.read() as db:
        assert db.scalar(select(func.count()).select_from(GoalPoint).where(GoalPoint.note_id == form.note_id)) == 0


def test_a_draft_that_reads_otherwise_now_stays_open_while_facts_come(window: NoteWindow) -> None:
    """The district's form changed since it was kept: that alone must not build its lanes anew under the keyboard."""
    at = window.at
    page = window.group(at.group, at.ids.maya)
    write_lane(window, page, 0, "Cut on the line.")
    page.flush()
    page.close_page()
    window.house.do(note_rules.set_note_rules, NoteRules(NoteFormat.GOAL_GRID))
    page.open_group(at.group, at.ids.maya)
    kept = lane(page, at.ids.maya)
    kept.response.editor.setFocus()
    window.house.do(attendance.mark, at.group, at.ids.kofi, attendance.Mark(Presence.LATE))
    window.settled()
    assert lane(page, at.ids.kofi).form.presence is Presence.LATE
    assert lane(page, at.ids.maya) is kept
    assert window.focus() is kept.response.editor


def test_lanes_built_anew_keep_the_keyboard(window: NoteWindow) -> None:
    at = window.at
    page = window.group(at.group, at.ids.maya)
    before = lane(page, at.ids.maya)
    before.response.editor.setFocus()
    write(at, at.group, at.ids.maya)
    window.settled()
    again = lane(page, at.ids.maya)
    assert again is not before, "her draft was written elsewhere"
    assert again.isAncestorOf(window.focus())
