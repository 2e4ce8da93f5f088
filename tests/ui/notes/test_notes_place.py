# SPDX-License-Identifier: MIT
"""The place Notes by keys: counted chips, words, a note beside the list, batches; and the phrases."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel

from otdesk.actions import phrases
from otdesk.queries import note_list
from otdesk.queries import phrases as phrase_queries
from otdesk.queries.note_list import NoteLine, NoteState
from otdesk.records.phrases import PhraseKind
from otdesk.rules.kinds import NoteStatus
from otdesk.rules.note_entry import Section
from otdesk.ui.notes.bulk import BulkDialog
from otdesk.ui.notes.phrases import PhrasesDialog
from otdesk.ui.notes.screen import NotesScreen, waiting
from otdesk.ui.paper.notes import BatchDialog
from tests.caseload_window import unnamed
from tests.note_sample import sign, write
from tests.note_window import CTRL, K, NoteWindow


@pytest.fixture
def place(window: NoteWindow) -> Iterator[tuple[NoteWindow, NotesScreen]]:
    sign(window.at, window.at.alone, window.at.ids.maya)
    screen = NotesScreen(window.bridge)
    window.show(screen)
    screen.list.table.setFocus()
    yield window, screen
    screen.leave()


def shown(screen: NotesScreen) -> list[tuple[int, int]]:
    return [row.key[:2] for row in screen.list.model.rows()]


def counts(screen: NotesScreen) -> dict[str, str]:
    return {chip.text(): chip.accessibleName().removeprefix(chip.text()).strip() for chip in screen.list.chips.values()}


def test_what_waits_is_shown_first_with_how_many(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    today = [row for row in screen.list.model.rows() if row.day == window.bridge.today()]
    assert len(today) == 4
    assert all(row.state is NoteState.TO_WRITE for row in screen.list.model.rows())
    said = counts(screen)
    assert int(said["To write"]) == len(shown(screen)) == waiting(window.bridge)
    assert (said["Drafts"], said["Signed"], said["All"]) == ("0", "1", "")


def test_chips_choose_what_is_listed(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    screen.list.chips[NoteState.SIGNED].setFocus()
    window.press(K.Key_Space)
    assert shown(screen) == [(window.at.alone, window.at.ids.maya)]
    screen.list.chips[NoteState.DRAFT].setFocus()
    window.press(K.Key_Space)
    assert shown(screen) == []
    assert screen.list.nothing.isVisible()


def test_a_school_narrows_list_and_counts(place: tuple[NoteWindow, NotesScreen]) -> None:
    _window, screen = place
    menu = screen.list.school_menu()
    birchwood = next(action for action in menu.actions() if "Birchwood" in action.text())
    birchwood.trigger()
    assert shown(screen) == []
    assert counts(screen)["Signed"] == "0"
    menu.deleteLater()


def test_slash_finds_words_in_signed_notes(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    screen.list.show_state(None)
    window.press(K.Key_Slash)
    window.write("putty maya")
    window.press(K.Key_Return)
    assert shown(screen) == [(window.at.alone, window.at.ids.maya)]
    assert window.focus() is screen.list.table
    window.press(K.Key_Escape)
    assert len(shown(screen)) > 4, "Esc shows all again"


def test_words_that_stand_nowhere_say_so(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    window.press(K.Key_Slash)
    window.write("xylophone")
    window.qtbot.waitUntil(lambda: shown(screen) == [])
    assert screen.list.nothing.isVisible()
    assert "No note holds these words" in said_instead(screen)


def said_instead(screen: NotesScreen) -> list[str]:
    return [label.text() for label in screen.list.nothing.findChildren(QLabel)]


def test_words_that_stand_in_other_notes_only_say_where(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    assert screen.list.state is NoteState.TO_WRITE
    window.press(K.Key_Slash)
    window.write("putty")
    window.qtbot.waitUntil(lambda: shown(screen) == [])
    assert "1 note elsewhere holds these words. Choose All and All schools above." in said_instead(screen)


def test_enter_opens_the_note_beside_the_list_and_escape_leads_back(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    assert screen.list.table.select_key((window.at.last, window.at.ids.hazel, None))
    window.press(K.Key_Return)
    assert screen.note.isVisible()
    assert screen.address() == f"{window.at.last}/{window.at.ids.hazel}"
    window.press(K.Key_Escape)
    assert screen.note.isHidden()
    assert window.focus() is screen.list.table
    assert screen.address() == ""


def test_signing_moves_the_list_along(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    before = waiting(window.bridge)
    screen.open_alone(window.at.group, window.at.ids.maya)
    window.write("3/4v")
    window.press(K.Key_Return, modifier=CTRL)
    window.settled()
    assert window.form(window.at.group, window.at.ids.maya).status is NoteStatus.SIGNED
    assert screen.note.form is not None
    assert screen.note.form.student_id == window.at.ids.hazel
    assert waiting(window.bridge) == before - 1
    window.qtbot.waitUntil(lambda: counts(screen)["Signed"] == "2")


def test_drafts_that_lack_nothing_are_signed_together(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    at = window.at
    write(at, at.group, at.ids.hazel, [])
    write(at, at.last, at.ids.hazel, [])
    write(at, at.group, at.ids.maya, ["3/4v"])  # two goals without data
    screen.refresh_now()
    assert screen.sign_button.isHidden(), "beside the drafts only"
    screen.list.show_state(NoteState.DRAFT)
    assert screen.sign_button.text() == "Sign 2 ready"
    screen.sign_button.click()
    dialog = window.dialog(BulkDialog)
    assert isinstance(dialog, BulkDialog)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert told.count("Hazel Dunmore") == 2
    assert "Maya" not in told
    window.press(K.Key_Return)
    assert not dialog.is_open
    window.settled()
    keys = ((at.group, at.ids.hazel), (at.last, at.ids.hazel), (at.group, at.ids.maya))
    done = [window.form(*key).status for key in keys]
    assert done == [NoteStatus.SIGNED, NoteStatus.SIGNED, NoteStatus.DRAFT]
    window.qtbot.waitUntil(screen.sign_button.isHidden)


def test_a_draft_begun_here_stays_in_sight(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    key = (window.at.last, window.at.ids.hazel)
    screen.open_note(*key)
    window.tab_to("What we did")
    window.write("Scissors.")
    screen.note.flush()
    window.qtbot.waitUntil(lambda: counts(screen)["Drafts"] == "1")
    assert key in shown(screen), "its row stays while it is open"


def test_a_narrow_window_shows_one_at_a_time(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    window.window.resize(700, 600)
    window.qtbot.waitUntil(lambda: screen.width() < 800)
    screen.open_note(window.at.last, window.at.ids.hazel)
    assert screen.list.isHidden()
    window.press(K.Key_Escape)
    assert screen.list.isVisible()


def test_print_opens_the_week_of_the_current_note(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    screen.print_batch()
    dialog = window.dialog(BatchDialog)
    window.settled()
    assert dialog.made.held == "1 note"  # type: ignore[attr-defined]  # its own
    window.press(K.Key_Escape)


def test_the_palette_finds_notes_by_their_words(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    ((_title, provider),) = screen.providers()
    assert provider("pu") == [], "two letters find too much"
    hits = provider("putty ortiz")
    assert [hit.words for hit in hits] == ["Maya Ortiz, Tue, Oct 20"]
    with window.qtbot.waitSignal(window.bridge.opened) as gone:
        hits[0].run()
    assert gone.args == [f"notes/{window.at.alone}/{window.at.ids.maya}"]


def test_everything_has_a_name(place: tuple[NoteWindow, NotesScreen]) -> None:
    _window, screen = place
    assert unnamed(screen) == []


# --- phrases ---


def labels(window: NoteWindow, kind: PhraseKind, student: int | None = None) -> list[str]:
    return [row.label for row in window.house.read(phrase_queries.of_kind, kind, student)]


def test_a_phrase_is_added_by_keys_and_offered_at_once(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.tab_to("Edit phrases")
    window.press(K.Key_Return)
    window.dialog(PhrasesDialog)
    window.press(K.Key_N, modifier=CTRL)
    assert window.name() == "On the button"
    window.write("Swing")
    window.press(K.Key_Tab)
    window.write("slow swinging")
    window.press(K.Key_Tab)
    assert window.name() == "Category, if you like"
    window.press(K.Key_Tab)
    assert window.name() == "Only for Maya"
    window.press(K.Key_Space)
    window.press(K.Key_Return)
    assert labels(window, PhraseKind.DID, at.ids.maya)[0] == "Swing"
    assert "Swing" not in labels(window, PhraseKind.DID, at.ids.hazel)
    window.press(K.Key_Escape)
    tags = panel.editor.sections.boxes[Section.DID].tags
    window.qtbot.waitUntil(lambda: tags.labels()[0] == "Swing")


def test_a_phrase_is_changed_and_removed_with_undo(window: NoteWindow) -> None:
    at = window.at
    dialog = PhrasesDialog(window.panel(at.alone, at.ids.maya), window.bridge, at.ids.maya, "Maya")
    dialog.open()
    first = labels(window, PhraseKind.DID)[0]
    window.press(K.Key_Return)
    assert window.name() == "On the button"
    dialog.label.set_text("")
    window.write("Clay")
    window.press(K.Key_Return)
    assert labels(window, PhraseKind.DID)[0] == "Clay"
    window.press(K.Key_Delete)
    assert "Clay" not in labels(window, PhraseKind.DID)
    window.bridge.undo()
    window.bridge.undo()
    assert labels(window, PhraseKind.DID)[0] == first
    dialog.reject()


def test_a_phrase_without_words_is_refused_in_place(window: NoteWindow) -> None:
    at = window.at
    dialog = PhrasesDialog(window.panel(at.alone, at.ids.maya), window.bridge, at.ids.maya, "Maya")
    dialog.open()
    dialog.begin_new()
    window.write("Swing")
    window.press(K.Key_Return)
    assert "needs a short label and its words" in dialog.text.line()
    window.press(K.Key_Escape)
    assert dialog.is_open, "Esc never drops what was typed"
    dialog.reject()


def test_removed_phrases_stay_in_notes_that_hold_them(window: NoteWindow) -> None:
    at = window.at
    panel = window.panel(at.alone, at.ids.maya)
    window.tab_to("What you did: Putty warm-up")
    window.write("1")
    panel.flush()
    phrase = window.house.read(phrase_queries.of_kind, PhraseKind.DID)[0]
    window.bridge.do(phrases.remove, phrase.phrase_id)
    window.settled()
    assert panel.entry().did == ("Putty warm-up",)
    found = window.house.read(note_list.note_list, window.bridge.today(), 624, "").lines
    assert any(row.state is NoteState.DRAFT for row in found)


def test_ctrl_down_goes_on_through_the_queue_from_a_group_too(window: NoteWindow) -> None:
    at, ids = window.at, window.at.ids
    screen = NotesScreen(window.bridge)
    window.show(screen)
    screen.open_note(at.alone, ids.maya)
    shown = []
    for _n in range(4):
        window.press(K.Key_Down, modifier=CTRL)
        shown.append(int(screen.address().split("/")[0]))
    assert shown == [at.group, at.last, at.alone, at.group]


def test_the_open_notes_row_is_the_current_one(place: tuple[NoteWindow, NotesScreen]) -> None:
    """Also of a note that the list did not show until it was opened."""
    window, screen = place
    at = window.at
    sign(at, at.last, at.ids.hazel)
    window.settled()
    for session, student in ((at.last, at.ids.hazel), (at.alone, at.ids.maya), (at.last, at.ids.hazel)):
        screen.open_alone(session, student)
        window.settled()
        screen.refresh_now()
        row = screen.list.table.current_row()
        assert isinstance(row, NoteLine)
        assert row.key == (session, student, None)
