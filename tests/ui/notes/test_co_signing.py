# SPDX-License-Identifier: MIT
"""Co-signing by keys: who is at the keyboard is proved, each note is read, signed or sent back."""

from collections.abc import Iterator

import pytest

from otdesk.actions import co_signing, therapists
from otdesk.queries import co_signing as queries
from otdesk.queries import note_pages, people
from otdesk.queries.note_list import NoteState
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.kinds import Role
from otdesk.ui.notes.co_signing import CoSignDialog, SendBackForm, SupervisorDialog
from otdesk.ui.notes.screen import NotesScreen
from otdesk.vault import keys
from tests import vaults
from tests.caseload_window import unnamed
from tests.note_sample import sign
from tests.note_window import K, NoteWindow

INES, WORDS = "Ines Okafor", "four brown kettles under snow"


@pytest.fixture
def place(window: NoteWindow) -> Iterator[tuple[NoteWindow, NotesScreen]]:
    """Ana is an assistant; two of her notes wait for Ines, who can open the vault."""
    house = window.house
    keys.add_person(house.vault.folder, house.vault.unlocked, INES, WORDS)
    ines = house.do(therapists.add_person, INES, TherapistEntry("Ines", "Okafor", Role.OT, "OTR/L"), None)
    ana = next(person for person in house.read(people.people) if person.slot == vaults.PERSON)
    house.do(therapists.edit_person, ana.therapist_id, TherapistEntry("Ana", "Ruiz", Role.OTA, "COTA/L"), ines)
    sign(window.at, window.at.alone, window.at.ids.maya)
    sign(window.at, window.at.last, window.at.ids.hazel)
    screen = NotesScreen(window.bridge)
    window.show(screen)
    screen.refresh_now()
    screen.list.chips[NoteState.CO_SIGN].setFocus()
    window.press(K.Key_Space)
    yield window, screen
    screen.leave()


def prove(window: NoteWindow, screen: NotesScreen) -> CoSignDialog:
    screen.co_sign_button.setFocus()
    window.press(K.Key_Space)
    window.write(WORDS)
    window.press(K.Key_Return)
    window.qtbot.waitUntil(lambda: screen.co_signing.reading is not None, timeout=20_000)
    dialog = window.dialog(CoSignDialog)
    assert isinstance(dialog, CoSignDialog)
    return dialog


def test_the_chip_counts_what_waits_and_the_button_is_beside_it(place: tuple[NoteWindow, NotesScreen]) -> None:
    _window, screen = place
    assert screen.list.chips[NoteState.CO_SIGN].accessibleName().endswith("2")
    assert screen.co_sign_button.text() == "Co-sign 2"
    assert screen.co_sign_button.isVisible()


def test_the_supervisor_signs_one_note_after_the_other(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    dialog = prove(window, screen)
    assert unnamed(dialog) == []
    first = dialog.name.text()
    window.press(K.Key_Return)
    assert dialog.is_open
    assert dialog.name.text() != first
    window.press(K.Key_Return)
    assert not dialog.is_open
    assert window.house.read(queries.count) == 0
    window.qtbot.waitUntil(screen.co_sign_button.isHidden)
    row = next(row for row in screen.list.read.lines if row.state is NoteState.SIGNED and row.note_id is not None)
    page = window.house.read(note_pages.note_page, row.note_id, window.clock.local())
    assert page is not None
    assert page.co_signature is not None
    assert page.co_signature.name == INES


def test_a_wrong_passphrase_signs_nothing(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    screen.co_sign_button.setFocus()
    window.press(K.Key_Space)
    dialog = window.dialog(SupervisorDialog)
    window.write(vaults.PASSPHRASE)
    window.press(K.Key_Return)
    assert isinstance(dialog, SupervisorDialog)
    window.qtbot.waitUntil(dialog.main_button.isEnabled, timeout=20_000)
    assert screen.co_signing.reading is None
    assert window.house.read(queries.count) == 2
    dialog.reject()


def test_a_note_sent_back_says_why_in_the_list_and_beside_the_record(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    dialog = prove(window, screen)
    dialog.back_button.setFocus()
    window.press(K.Key_Space)
    assert isinstance(window.dialog(SendBackForm), SendBackForm)
    window.write("Which hand?")
    window.tab_to("Send back")
    window.press(K.Key_Space)
    window.qtbot.waitUntil(lambda: window.house.read(queries.count) == 1)
    dialog.reject()
    window.qtbot.waitUntil(lambda: any(row.returned for row in screen.list.model.rows()))
    row = next(row for row in screen.list.model.rows() if row.returned)
    assert row.returned == "Which hand?"
    screen.open_note(row.session_id, row.student_id)
    assert screen.note.signed_view.answer.text() == "Ines Okafor sent it back: Which hand?"
    assert screen.note.signed_view.answer.isVisible()


def test_a_record_open_beside_the_list_follows_what_the_supervisor_says(
    place: tuple[NoteWindow, NotesScreen],
) -> None:
    window, screen = place
    first, second = window.house.read(queries.waiting, window.clock.local())
    screen.open_note(window.at.alone, window.at.ids.maya)
    shown = screen.note.signed_view
    shown.addendum.setFocus()
    window.write("Her right hand.")
    assert shown.answer.isHidden()
    assert shown._pill.mark.words == "To co-sign"
    by = keys.unlock(window.house.vault.folder, WORDS, INES)
    with window.house.vault.write("send_back", window.clock(), by=by) as work:
        co_signing.send_back(work, first.note_id or 0, "Which hand?")
    window.qtbot.waitUntil(shown.answer.isVisible)
    assert shown.answer.text() == "Ines Okafor sent it back: Which hand?"
    assert shown.addendum.toPlainText() == "Her right hand."
    assert shown.addendum.textCursor().atEnd(), "the cursor stays where one types"
    with window.house.vault.write("co_sign", window.clock(), by=by) as work:
        co_signing.co_sign(work, first.note_id or 0, first.seen)
    window.qtbot.waitUntil(shown.answer.isHidden)
    assert shown._pill.mark.words == "Signed"
    assert second.note_id != first.note_id


def test_without_a_supervisor_it_says_where_to_add_one(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    ines = next(person for person in window.house.read(people.people) if person.slot == INES)
    window.house.do(therapists.end_access, ines.therapist_id)
    screen.co_signing.start()
    assert "Settings, People" in window.said[-1][0]
    assert screen.co_signing.asking is None


def test_what_was_signed_elsewhere_meanwhile_is_no_longer_offered(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    dialog = prove(window, screen)
    first = window.house.read(queries.waiting, window.clock.local())[0]
    by = keys.unlock(window.house.vault.folder, WORDS, INES)
    with window.house.vault.write("co_sign", window.clock(), by=by) as work:
        co_signing.co_sign(work, first.note_id or 0, first.seen)
    window.press(K.Key_Return)
    assert window.refused
    assert len(dialog.model.rows()) == 1
    dialog.reject()


def test_the_list_left_alone_closes_and_signs_nothing(place: tuple[NoteWindow, NotesScreen]) -> None:
    window, screen = place
    dialog = prove(window, screen)
    assert dialog.untouched.isActive()
    dialog.back_button.setFocus()
    window.press(K.Key_Space)
    dialog.untouched.setInterval(0)
    dialog.untouched.start()
    window.qtbot.waitUntil(lambda: not dialog.is_open)
    assert window.house.read(queries.count) == 2
    screen.co_signing.start()
    assert isinstance(window.dialog(SupervisorDialog), SupervisorDialog), "it asks again"
    window.dialog(SupervisorDialog).reject()
