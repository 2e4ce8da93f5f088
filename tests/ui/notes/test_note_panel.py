# SPDX-License-Identifier: MIT
"""Writing a note with the keyboard alone: data by shorthand, choices by digit, words, signature, addendum."""

import gc
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel
from sqlalchemy import func, select

from otdesk import words
from otdesk.actions import attendance, notes
from otdesk.actions.attendance import Mark
from otdesk.faults import Refusal
from otdesk.queries import note_pages
from otdesk.records.audit import AuditEvent
from otdesk.records.chain import ChainLink
from otdesk.records.goal_data import GoalPoint
from otdesk.records.notes import Note
from otdesk.records.therapists import Therapist
from otdesk.records.undo import UndoStep
from otdesk.rules.kinds import ChainKind, NoteStatus, Presence, Prompt, Reason
from otdesk.rules.note_entry import Section
from otdesk.ui.notes.amending import CorrectionForm, VoidForm
from otdesk.ui.notes.panel import NotePanel
from otdesk.ui.notes.signing import ProveDialog
from otdesk.ui.notes.soon import LATEST
from otdesk.ui.notes.taps import Tap
from otdesk.ui.notes.versions import VersionsPopover
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.vault import keys
from tests import vaults
from tests.allocated import allocated
from tests.note_sample import sign, write
from tests.note_window import ALT, CTRL, K, NoteWindow


@pytest.fixture
def weak_proof(window: NoteWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase is checked with the weak keys of the tests' vaults."""
    checked = keys.unlock
    weak = keys.KeyPolicy(**vaults.weak_keys())
    monkeypatch.setattr(keys, "unlock", lambda folder, phrase, person="": checked(folder, phrase, person, policy=weak))


def words_of(panel: NotePanel, section: Section) -> str:
    return panel.editor.sections.boxes[section].text.toPlainText()


def test_tab_goes_round_the_whole_note(window: NoteWindow) -> None:
    panel = window.panel(window.at.alone, window.at.ids.maya)
    panel.open_note(window.at.last, window.at.ids.hazel)
    panel.open_note(window.at.alone, window.at.ids.maya)
    panel.setFocus()
    seen = []
    while window.name() not in seen:
        seen.append(window.name())
        window.press(K.Key_Tab)
    assert window.name() == seen[0], "round, not in a circle of its own"
    for name in ("Start", "As planned", "Attendance: Present", "Plan", "Edit phrases", "Later", "Sign, open next"):
        assert any(each.startswith(name) for each in seen), (name, seen)
    window.press(K.Key_Backtab)
    assert window.name() == seen[-1]


def test_a_note_by_keys_from_the_first_figure_to_the_signature(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    assert window.name() == "Goal 1, Form Letters: data", "the editor opens on the first figure"
    window.write("3/4v")
    window.press(K.Key_Tab)
    window.write("4/4i")
    window.press(K.Key_Tab)
    window.write("-")
    window.press(K.Key_Tab)
    assert window.name() == "What you did: Putty warm-up"
    window.write("13")
    window.press(K.Key_Tab)
    assert window.name() == "How it went: Calm, engaged"
    window.write("1")
    window.press(K.Key_Tab)
    assert window.name() == "What we did"
    window.write(" Next: buttons.")
    assert (
        words_of(panel, Section.DID)
        == "Maya worked with a putty warm-up, then letter practice on lined paper. Next: buttons."
    )
    assert "3 of 4" in words_of(panel, Section.RESPONSE)
    assert "with verbal prompts" in words_of(panel, Section.RESPONSE)
    with window.qtbot.waitSignal(panel.group_wanted) as asked:
        window.press(K.Key_Return, modifier=CTRL)
    assert asked.args == [at.group, at.ids.maya], "the next one of the queue, a group, is wanted"

    form = window.form(at.alone, at.ids.maya)
    assert form.status is NoteStatus.SIGNED
    assert (form.actual_start, form.actual_end, form.minutes) == (480, 510, 30), "signing confirms what was shown"
    assert form.presence is Presence.PRESENT
    with window.house.vault.read() as db:
        columns = (GoalPoint.typed, GoalPoint.correct, GoalPoint.total, GoalPoint.prompt, GoalPoint.value)
        points = db.execute(select(*columns).order_by(GoalPoint.id)).all()
        link = db.scalars(select(ChainLink).order_by(ChainLink.seq.desc())).first()
    assert [tuple(point) for point in points] == [
        ("3/4v", 3, 4, Prompt.VERBAL, 75.0), ("4/4i", 4, 4, Prompt.INDEPENDENT, 100.0),
    ]  # fmt: skip
    assert link is not None
    assert link.kind is ChainKind.SIGNED


def test_typing_is_kept_within_a_second_without_asking(window: NoteWindow) -> None:
    at = window.at
    window.panel(at.alone, at.ids.maya)
    with window.qtbot.waitSignal(window.bridge.saved, timeout=1000):
        window.write("3")
    assert [line.typed for line in window.form(at.alone, at.ids.maya).entry.goals] == ["3"]


def test_typing_without_a_pause_is_kept_within_a_second_too(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.write("3/4v ")

    def kept() -> bool:
        window.write("x")  # each letter restarts the pause
        return panel.editor.draft.exists

    window.qtbot.waitUntil(kept, timeout=3000)
    assert LATEST < 1000, "how long it really takes is told by tests/faults/test_kill_typing.py"


def test_looking_at_a_note_writes_nothing(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    panel.flush()
    assert window.form(at.alone, at.ids.maya).note_id is None


def test_leaving_keeps_what_is_typed_and_coming_back_stands_where_she_stopped(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.press(K.Key_Tab)
    window.write("2/5g")
    assert window.name().startswith("Goal 2")
    with window.qtbot.waitSignal(panel.closed):
        window.press(K.Key_Escape)
    panel.open_note(at.last, at.ids.hazel)
    panel.open_note(at.alone, at.ids.maya)
    panel.setFocus()
    assert window.name().startswith("Goal 2")
    assert panel.editor.goals[1].typed() == "2/5g"


def test_a_group_goes_from_one_student_to_the_next(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.group, at.ids.maya)
    tabs = panel.editor.head.members.tabs
    assert [tab.text() for tab in tabs] == ["Maya", "Hazel", "Kofi"]
    assert [tab.isChecked() for tab in tabs] == [True, False, False]
    window.write("3/4v")
    window.press(K.Key_Return, modifier=CTRL)
    assert panel.form is not None
    assert panel.form.student_id == at.ids.hazel
    assert "signed" in panel.editor.head.members.tabs[0].accessibleName()
    window.press(K.Key_3, modifier=ALT)
    assert panel.form.student_id == at.ids.kofi
    window.press(K.Key_1, modifier=ALT)
    assert panel.form.student_id == at.ids.maya
    assert not panel.writing, "a signed note is shown locked"


def test_the_last_signature_goes_back_to_the_day(window: NoteWindow) -> None:
    at = window.at
    for session, student in ((at.group, at.ids.maya), (at.group, at.ids.hazel), (at.group, at.ids.kofi),
                             (at.last, at.ids.hazel)):  # fmt: skip
        sign(at, session, student)
    panel = window.panel(at.alone, at.ids.maya)
    window.write("3/4v")
    with window.qtbot.waitSignal(panel.closed):
        window.press(K.Key_Return, modifier=CTRL)


def test_ctrl_down_opens_the_next_note_and_keeps_this_one(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.write("1/4p")
    with window.qtbot.waitSignal(panel.group_wanted) as asked:
        window.press(K.Key_Down, modifier=CTRL)
    assert asked.args == [at.group, at.ids.maya], "a group has a page of its own"
    assert window.form(at.alone, at.ids.maya).entry.goals[0].typed == "1/4p"


def test_an_addendum_by_keys_stands_beside_the_original(window: NoteWindow) -> None:
    at = window.at
    note = sign(at, at.alone, at.ids.maya)
    panel = window.panel(at.alone, at.ids.maya)
    assert not panel.writing
    window.tab_to("Addendum")
    window.write("Mother called at noon.")
    window.press(K.Key_Return, modifier=CTRL)
    page = window.house.read(note_pages.note_page, note, window.clock.local())
    assert page is not None
    assert [(a.kind, a.text) for a in page.amendments] == [(ChainKind.ADDENDUM, "Mother called at noon.")]
    assert ("Addendum signed", False) in window.said
    assert panel.signed_view.addendum.toPlainText() == ""


def test_an_error_is_corrected_beside_the_original(window: NoteWindow) -> None:
    at = window.at
    note = sign(at, at.alone, at.ids.maya)
    panel = window.panel(at.alone, at.ids.maya)
    window.tab_to("Correct an error")
    window.press(K.Key_Space)
    form = window.dialog(CorrectionForm)
    assert isinstance(form, CorrectionForm)
    form.part.choose(next(n for n in range(form.part.count()) if form.part.itemText(n) == "What we did"))
    form._chosen()
    assert form.was.text() == "The session used a putty warm-up."
    form.now.set_text("Maya cut along a line.")
    window.press(K.Key_Return, modifier=CTRL)
    assert form.is_open, "a reason is asked for"
    form.why.set_text("Wrong phrase tapped")
    form.accept()
    assert not form.is_open
    window.settled()
    page = window.house.read(note_pages.note_page, note, window.clock.local())
    assert page is not None
    assert page.amendments[0].new == "Maya cut along a line."
    assert page.did == "The session used a putty warm-up."
    told = " ".join(label.text() for label in panel.signed_view.findChildren(QLabel))
    assert "Now: Maya cut along a line." in told
    assert "Reason: Wrong phrase tapped" in told


@pytest.mark.usefixtures("weak_proof")
def test_a_note_entered_in_error_is_marked_void(window: NoteWindow) -> None:
    at = window.at
    sign(at, at.alone, at.ids.maya)
    panel = window.panel(at.alone, at.ids.maya)
    window.clock.advance(minutes=31)
    window.tab_to("Entered in error")
    window.press(K.Key_Space)
    form = window.dialog(VoidForm)
    assert isinstance(form, VoidForm)
    form.why.set_text("Hazel was seen, not Maya")
    form.accept()
    assert isinstance(window.dialog(ProveDialog), ProveDialog), "a while after unlocking the passphrase is asked again"
    assert window.form(at.alone, at.ids.maya).status is NoteStatus.SIGNED
    window.write(vaults.PASSPHRASE)
    window.press(K.Key_Return)
    window.qtbot.waitUntil(lambda: not form.is_open)
    window.settled()
    assert window.form(at.alone, at.ids.maya).status is NoteStatus.VOID
    assert panel.signed_view._pill.mark.words == "Void"
    assert panel.signed_view.correct_button.isHidden()


def test_an_addendum_begun_stays_with_its_own_note(window: NoteWindow) -> None:
    at = window.at
    sign(at, at.alone, at.ids.maya)
    sign(at, at.last, at.ids.hazel)
    panel = window.panel(at.alone, at.ids.maya)
    window.tab_to("Addendum")
    window.write("Half a thought")
    panel.open_note(at.last, at.ids.hazel)
    assert panel.signed_view.addendum.toPlainText() == ""
    assert window.form(at.alone, at.ids.maya).addendum == "Half a thought", (
        "kept in the vault, so a lock does not lose it"
    )
    panel.open_note(at.alone, at.ids.maya)
    assert panel.signed_view.addendum.toPlainText() == "Half a thought"
    window.tab_to("Addendum")
    window.press(K.Key_Return, modifier=CTRL)
    assert window.form(at.alone, at.ids.maya).addendum == ""
    assert panel.signed_view.addendum.toPlainText() == ""


def test_an_addendum_is_kept_within_a_second(window: NoteWindow) -> None:
    at = window.at
    sign(at, at.alone, at.ids.maya)
    window.panel(at.alone, at.ids.maya)
    window.tab_to("Addendum")
    with window.qtbot.waitSignal(window.bridge.saved, timeout=1000):
        window.write("H")
    assert window.form(at.alone, at.ids.maya).addendum == "H"


def test_an_absent_student_gets_a_missed_session_note(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.press(K.Key_A, modifier=ALT)
    assert panel.editor.goals[0].isHidden()
    assert words_of(panel, Section.RESPONSE) == "Maya was not seen: student absent."
    panel.editor.head.reason.setFocus()
    window.press(K.Key_Down)
    assert window.form(at.alone, at.ids.maya).reason is Reason.STUDENT_SUSPENDED
    assert "student suspended" in words_of(panel, Section.RESPONSE)
    window.press(K.Key_Return, modifier=CTRL)
    form = window.form(at.alone, at.ids.maya)
    assert (form.status, form.minutes) == (NoteStatus.SIGNED, 0)
    page = window.house.read(note_pages.note_page, form.note_id or 0, window.clock.local())
    assert page is not None
    assert (page.presence, page.reason) == (Presence.ABSENT, Reason.STUDENT_SUSPENDED)
    assert page.did == ""


def test_same_as_last_time_fills_only_what_is_empty(window: NoteWindow) -> None:
    at = window.at
    sign(at, at.alone, at.ids.maya)
    panel = window.panel(at.group, at.ids.maya)
    window.tab_to("How it went: Calm, engaged")
    window.write("3")
    window.press(K.Key_D, modifier=CTRL)
    entry = panel.entry()
    assert entry.did == ("Putty warm-up",), "an empty choice is filled"
    assert entry.went == ("Tired",), "a made choice stays"
    assert entry.goals == (), "data are never carried over"
    assert window.said == []
    window.press(K.Key_D, modifier=CTRL)
    assert window.said == [("Nothing from last time fits what is still empty.", False)], "a key says what it did not do"


def test_a_phrase_by_semicolon_and_digit(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.tab_to("Plan")
    window.write(";1")
    assert words_of(panel, Section.PLAN) == "Continue with the same goals."


def test_edited_words_stay_while_figures_follow(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.write("3/4v")
    window.tab_to("Response")
    window.write(" She smiled.")
    panel.editor.goals[0].field.setFocus()
    panel.editor.goals[0].field.selectAll()
    window.write("4/4i")
    said = words_of(panel, Section.RESPONSE)
    assert "4 of 4" in said
    assert "3 of 4" not in said
    assert said.endswith("She smiled.")


def test_figures_can_be_tapped_instead_of_typed(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    taps = {tap.accessibleName(): tap for tap in panel.editor.goals[0].taps.findChildren(Tap)}
    for name in ("One more done", "One more done", "One more not done", "Verbal"):
        taps[name].click()
    assert panel.editor.goals[0].typed() == "2/3v"
    taps["Take the last one back"].click()
    assert panel.editor.goals[0].typed() == "2/2v"
    taps["Refused"].click()
    assert panel.editor.goals[0].typed() == "r"


def test_what_is_not_understood_is_kept_and_turns_amber(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.write("about half")
    assert panel.editor.goals[0].field.property("doubtful") is True
    assert "not charted" in panel.editor.goals[0].reading_text()
    window.press(K.Key_Return, modifier=CTRL)
    assert window.form(at.alone, at.ids.maya).status is NoteStatus.SIGNED, "warned, never blocked"
    with window.house.vault.read() as db:
        assert db.scalar(select(func.count()).select_from(GoalPoint)) == 0


def test_a_peers_name_is_pointed_out(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.group, at.ids.maya)
    window.tab_to("Response")
    window.write(" She raced Hazel.")
    assert any("names Hazel" in warning for warning in panel.editor.warnings())


def test_an_end_before_the_start_is_said_under_the_times(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    head = panel.editor.head
    head.end.setFocus()
    head.end.selectAll()
    window.write("7:50")
    window.press(K.Key_Return)
    assert "is not after the start" in head._fault.text()
    assert not head._fault.isHidden()
    assert window.form(at.alone, at.ids.maya).actual_end is None


def test_a_later_start_moves_the_end_along(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    head = panel.editor.head
    head.start.setFocus()
    head.start.selectAll()
    window.write("9:00")
    window.press(K.Key_Return)
    form = window.form(at.alone, at.ids.maya)
    assert (form.actual_start, form.actual_end) == (540, 570)


def test_a_note_of_tomorrow_cannot_be_signed(window: NoteWindow) -> None:
    at = window.at
    window.clock.advance(days=-1)
    panel = window.panel(at.alone, at.ids.maya)
    assert any("has not come yet" in warning for warning in panel.editor.warnings())
    window.write("3/4v")
    window.press(K.Key_Return, modifier=CTRL)
    assert window.form(at.alone, at.ids.maya).status is not NoteStatus.SIGNED
    assert any("has not come yet" in text for text in window.refused)


def test_a_late_entry_is_announced_and_marked(window: NoteWindow) -> None:
    at = window.at
    window.clock.advance(days=6)
    panel = window.panel(at.alone, at.ids.maya)
    window.bridge.proved()
    assert any("late entry, 4 business days" in warning for warning in panel.editor.warnings())
    window.write("3/4v")
    window.press(K.Key_Return, modifier=CTRL)
    with window.house.vault.read() as db:
        assert db.scalar(select(ChainLink.kind).order_by(ChainLink.seq.desc())) is ChainKind.LATE_ENTRY


@pytest.mark.usefixtures("weak_proof")
def test_half_an_hour_after_the_unlock_a_signature_asks_for_the_passphrase(window: NoteWindow) -> None:
    at = window.at
    window.panel(at.alone, at.ids.maya)
    window.write("3/4v")
    window.clock.advance(minutes=31)
    window.press(K.Key_Return, modifier=CTRL)
    dialog = window.dialog(ProveDialog)
    assert window.form(at.alone, at.ids.maya).status is not NoteStatus.SIGNED
    window.write("not the passphrase at all")
    window.press(K.Key_Return)
    window.qtbot.waitUntil(lambda: bool(dialog._field.line()), timeout=5000)  # type: ignore[attr-defined]  # its own
    window.write(vaults.PASSPHRASE)
    window.press(K.Key_Return)
    window.qtbot.waitUntil(lambda: window.form(at.alone, at.ids.maya).status is NoteStatus.SIGNED, timeout=5000)
    assert not window.bridge.needs_proof()


def test_an_earlier_version_comes_back(window: NoteWindow) -> None:
    at = window.at
    write(at, at.alone, at.ids.maya, ["1/4v"])
    window.clock.advance(minutes=2)
    write(at, at.alone, at.ids.maya, ["2/4v"])
    window.clock.advance(minutes=2)
    panel = window.panel(at.alone, at.ids.maya)
    panel.versions_button.setFocus()
    window.press(K.Key_Return)
    window.dialog(VersionsPopover)
    window.press(K.Key_1)
    assert panel.editor.goals[0].typed() == "1/4v"
    form = window.form(at.alone, at.ids.maya)
    assert form.entry.goals[0].typed == "1/4v"
    assert [version.entry.goals[0].typed for version in form.versions] == ["2/4v", "1/4v"], "what stood is kept too"


def test_a_draft_thrown_away_comes_back_by_undo(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.write("3/4v")
    panel.flush()
    panel.discard_button.setFocus()
    window.press(K.Key_Return)
    assert window.form(at.alone, at.ids.maya).note_id is None
    assert panel.editor.goals[0].typed() == ""
    assert ("Draft thrown away", True) in window.said
    window.bridge.undo()
    window.qtbot.waitUntil(lambda: panel.editor.goals[0].typed() == "3/4v")
    assert window.form(at.alone, at.ids.maya).entry.goals[0].typed == "3/4v"


def test_attendance_said_elsewhere_reaches_the_open_words(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.write("3/4v")
    window.bridge.do(attendance.mark, at.alone, at.ids.maya, Mark(Presence.REFUSED))
    window.qtbot.waitUntil(lambda: "declined to take part" in words_of(panel, Section.RESPONSE))
    assert panel.editor.goals[0].typed() == "3/4v", "what was typed stays"


def test_what_was_written_elsewhere_is_not_overwritten(window: NoteWindow) -> None:
    """The same note stands open on Today and in Notes: the one that comes back shows what the other wrote."""
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.write("1/4v")
    panel.flush()
    panel.hide()
    write(at, at.alone, at.ids.maya, ["4/4i"])
    panel.show()
    assert panel.editor.goals[0].typed() == "4/4i"
    panel.setFocus()
    window.press(K.Key_Tab)
    window.write("2/4g")
    panel.flush()
    assert [line.typed for line in window.form(at.alone, at.ids.maya).entry.goals] == ["4/4i", "2/4g"]


def test_a_note_signed_elsewhere_is_locked_here(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    note = write(at, at.alone, at.ids.maya)
    window.bridge.do(notes.complete, at.alone, at.ids.maya)
    window.bridge.do(notes.sign, note, window.house.read(note_pages.sealed, note, window.clock.local()))
    window.qtbot.waitUntil(lambda: not panel.writing)


def test_signing_leaves_a_row_in_the_audit_trail_and_no_undo_step(window: NoteWindow) -> None:
    at = window.at
    with window.house.vault.read() as db:
        before = db.scalar(select(func.count()).select_from(UndoStep))
    window.panel(at.alone, at.ids.maya)
    window.write("3/4v")
    window.press(K.Key_Return, modifier=CTRL)
    with window.house.vault.read() as db:
        note = db.scalars(select(Note)).one()
        assert db.scalar(select(func.count()).select_from(UndoStep)) == before
        assert db.scalar(select(AuditEvent.subject_id).where(AuditEvent.kind == "sign")) == note.id


def test_a_student_who_left_the_session_is_refused(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    with pytest.raises(Refusal):
        panel.open_note(at.alone, at.ids.kofi)


def test_everything_the_keyboard_reaches_has_a_name(window: NoteWindow) -> None:
    from tests.caseload_window import unnamed

    at = window.at
    panel = window.panel(at.group, at.ids.maya)
    assert unnamed(panel) == []
    sign(at, at.alone, at.ids.maya)
    panel.open_note(at.alone, at.ids.maya)
    assert unnamed(panel) == []


def test_missing_credentials_are_said_before_signing(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    assert not any("credentials" in said for said in panel.editor.warnings())
    with window.house.vault.write("forget", window.house.clock()) as work:
        work.db.get_one(Therapist, at.ids.therapist).credentials = ""
    panel.open_note(at.alone, at.ids.maya)
    assert any("Settings, Therapist" in said for said in panel.editor.warnings())


def test_undo_brings_back_no_words_of_the_note_open_before(window: NoteWindow) -> None:
    """The fields stay, the student changes: what stood in them is another child's."""
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    box = panel.editor.sections.boxes[Section.PLAN].text
    box.setFocus()
    window.write("Velcro strips next time. ")
    panel.open_note(at.last, at.ids.hazel)
    before = words_of(panel, Section.PLAN)
    box.setFocus()
    assert not box.document().isUndoAvailable()
    for _time in range(5):
        window.press(K.Key_Z, modifier=CTRL)
        assert words_of(panel, Section.PLAN) == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the C library of Linux")
def test_opening_notes_all_day_keeps_nothing_behind(window: NoteWindow) -> None:
    """Beside Python's own count: what Qt holds. Once 6 KB stayed of each note looked at."""
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)

    def held_after(turns: int) -> int:
        for _turn in range(turns):
            panel.open_note(at.last, at.ids.hazel)
            panel.open_note(at.alone, at.ids.maya)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return allocated()

    held_after(10)
    first = held_after(10)
    kept = (held_after(30) - first) / 60
    assert kept < 3_500, "bytes for each note; some 2 KB are the tests' own"


def test_a_note_without_a_word_is_signed_only_when_that_is_meant(
    window: NoteWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next note opens by itself: Ctrl+Enter once too often must not sign it."""
    at = window.at
    asked = list[str]()

    def confirm(_host: object, title: str, _detail: str, _do_it: str) -> bool:
        asked.append(title)
        return len(asked) > 1

    monkeypatch.setattr(ConfirmDialog, "confirm", confirm)
    window.panel(at.alone, at.ids.maya)
    window.press(K.Key_Return, modifier=CTRL)
    assert window.form(at.alone, at.ids.maya).status is None
    window.press(K.Key_Return, modifier=CTRL)
    assert window.form(at.alone, at.ids.maya).status is NoteStatus.SIGNED
    assert asked == ["Nothing is written in this note"] * 2


@pytest.mark.parametrize(
    ("presence", "question", "minutes"),
    [(Presence.LATE, "When did Maya come?", 20), (Presence.LEFT_EARLY, "When did Maya leave?", 10)],
)
def test_late_or_left_early_without_its_minute_is_asked_once_more(
    window: NoteWindow, monkeypatch: pytest.MonkeyPatch, presence: Presence, question: str, minutes: int
) -> None:
    """Else the whole session would be counted, unseen."""
    at, asked = window.at, list[str]()

    def confirm(_host: object, title: str, _detail: str, _do_it: str) -> bool:
        asked.append(title)
        return False

    monkeypatch.setattr(ConfirmDialog, "confirm", confirm)
    panel = window.panel(at.alone, at.ids.maya)
    window.write("4/5")
    head = panel.editor.head
    head.attendance.segment(presence).click()
    window.settled()
    assert "minutes" not in words_of(panel, Section.RESPONSE)
    assert "the whole session would be counted" in " ".join(panel.editor.warnings())
    window.press(K.Key_Return, modifier=CTRL)
    assert asked == [question]
    assert window.form(at.alone, at.ids.maya).status is not NoteStatus.SIGNED
    assert window.focus() is head.moment_field
    start = window.form(at.alone, at.ids.maya).start
    window.write(words.clock(start - 10))
    window.press(K.Key_Return, modifier=CTRL)
    assert "outside the session" in head.fault()
    assert head.moment_field.text() == words.clock(start - 10)
    assert window.form(at.alone, at.ids.maya).status is not NoteStatus.SIGNED
    window.press(K.Key_A, modifier=CTRL)
    window.write(words.clock(start + 10))
    window.press(K.Key_Tab)
    said = window.form(at.alone, at.ids.maya)
    assert (said.arrived or said.left, head.fault()) == (start + 10, "")
    assert f"{minutes} minutes" in words_of(panel, Section.RESPONSE)
    head.moment_field.setFocus()
    window.press(K.Key_A, modifier=CTRL)
    window.press(K.Key_Delete)
    window.press(K.Key_Tab)
    said = window.form(at.alone, at.ids.maya)
    assert (said.arrived, said.left, said.presence) == (None, None, presence)
