# SPDX-License-Identifier: MIT
"""First run, unlock, recovery and restore through the window, by keys, on real vaults with cheap passphrases."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from otdesk.doors import Doors
from otdesk.faults import Trouble
from otdesk.records.audit import AuditEvent
from otdesk.records.notes import Note
from otdesk.ui.jobs import Jobs
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.ui.setup.face import caps_after
from otdesk.ui.setup.passphrase import PassphrasePage
from otdesk.ui.setup.recover import RecoverPage
from otdesk.ui.setup.restore import RestorePage
from otdesk.ui.setup.resume import Resume, resume_of, token_of
from otdesk.ui.setup.sheet import SheetPage
from otdesk.ui.setup.start import Start
from otdesk.ui.setup.strength import bits, rate, suggest, wordlist
from otdesk.ui.setup.window import SetupWindow
from otdesk.vault import backing_up, district_key, keys, recovery_code
from otdesk.vault.keys import KeyPolicy
from tests import keychains, vault_rows
from tests.clock import FixedClock
from tests.vaults import PASSPHRASE, weak_keys

OFFERED = (Start.SAMPLE, Start.EMPTY, Start.OPEN)
PHRASE = "velvet otter carries nine pencils"


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.stop()


Opener = Callable[..., tuple[SetupWindow, Doors]]


@pytest.fixture
def opened(qtbot: QtBot, jobs: Jobs, clock: FixedClock) -> Iterator[Opener]:
    all_doors: list[Doors] = []

    def make(folder: Path, resume: Resume | None = None, *, by_keychain: bool = True) -> tuple[SetupWindow, Doors]:
        doors = Doors(folder, clock.local, KeyPolicy(**weak_keys()))
        all_doors.append(doors)
        window = SetupWindow(doors, clock.local, OFFERED, resume or Resume(), by_keychain=by_keychain)
        qtbot.addWidget(window)
        window.resize(1280, 680)
        window.fill(jobs)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window, doors

    yield make
    jobs.stop()
    for doors in all_doors:
        doors.close(backup=False)


def type_in(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def to_sheet(qtbot: QtBot, window: SetupWindow) -> SheetPage:
    """From the welcome page to the recovery sheet, by keys alone."""
    assert window.welcome is not None
    window.welcome.choose(Start.EMPTY)
    window.welcome.entered()
    press(qtbot, Qt.Key.Key_Return)
    page = window.page()
    assert isinstance(page, PassphrasePage)
    qtbot.waitUntil(page.name.editor.hasFocus)
    type_in(qtbot, "Dana Whitfield")
    press(qtbot, Qt.Key.Key_Tab)
    type_in(qtbot, PHRASE)
    page.passphrase.again.setFocus()
    type_in(qtbot, PHRASE)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page(), SheetPage), timeout=20_000)
    sheet = window.page()
    assert isinstance(sheet, SheetPage)
    qtbot.waitUntil(lambda: sheet.preview.count() == 1)
    return sheet


# --- a new vault ---


def test_welcome_offers_what_there_is_and_arrows_choose(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    window, _doors = opened(tmp_path / "new")
    assert window.welcome is not None
    assert tuple(window.welcome.cards) == OFFERED
    assert window.welcome.chosen() is Start.SAMPLE
    press(qtbot, Qt.Key.Key_Down)
    assert window.welcome.chosen() is Start.EMPTY
    press(qtbot, Qt.Key.Key_Up)
    with qtbot.waitSignal(window.sample_wanted):
        press(qtbot, Qt.Key.Key_Return)


def test_a_vault_is_made_by_keys_and_the_sheet_is_asked_back(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    window, doors = opened(tmp_path / "new")
    sheet = to_sheet(qtbot, window)
    with qtbot.assertNotEmitted(window.ready):
        sheet.fields[0].set_text("XXXXX")
        sheet.main_button.click()
    assert sheet.fields[0].faulty
    for field, number in zip(sheet.fields, sheet._asked, strict=True):
        field.setFocus()
        field.set_text("")
        type_in(qtbot, doors.code_group(number).lower())
    with qtbot.waitSignal(window.ready) as told:
        press(qtbot, Qt.Key.Key_Return)
    assert told.args == ["empty"]
    assert doors.vault is not None
    assert doors.vault.person == "Dana Whitfield"
    assert doors.code_groups() == 1, "the code is forgotten"


def test_the_sheet_is_saved_where_it_is_wanted(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    window, doors = opened(tmp_path / "new")
    sheet = to_sheet(qtbot, window)
    sheet.save_to(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert "sheet.pdf" in sheet.note.text()
    sheet.save_to(tmp_path / "no such folder" / "sheet.pdf")
    assert "could not be saved" in sheet.told()
    assert doors.vault is not None


def test_back_from_the_sheet_takes_the_vault_away(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    window, doors = opened(tmp_path / "new")
    sheet = to_sheet(qtbot, window)
    assert (tmp_path / "new" / "vault.json").exists()
    sheet.back_button.click()
    assert isinstance(window.page(), PassphrasePage)
    assert doors.vault is None
    assert not (tmp_path / "new").exists()


def test_closing_before_the_sheet_is_confirmed_leaves_nothing(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    window, doors = opened(tmp_path / "new")
    to_sheet(qtbot, window)
    doors.close()
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("name", "first", "again", "where"),
    [
        ("", PHRASE, PHRASE, "name"),
        ("Dana Whitfield", "", "", "first"),
        ("Dana Whitfield", "too short", "too short", "first"),
        ("Dana Whitfield", PHRASE, "", "again"),
        ("Dana Whitfield", PHRASE, PHRASE + "x", "again"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    qtbot: QtBot, opened: Opener, tmp_path: Path, name: str, first: str, again: str, where: str
) -> None:
    window, doors = opened(tmp_path / "new")
    page = window.show_passphrase()
    page.name.set_text(name)
    page.passphrase.first.set_text(first)
    page.passphrase.again.set_text(again)
    page.main_button.click()
    fields = {"name": page.name, "first": page.passphrase.first, "again": page.passphrase.again}
    assert [key for key, field in fields.items() if field.faulty] == [where]
    assert doors.vault is None


def test_five_words_are_suggested_and_shown(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    window, _doors = opened(tmp_path / "new")
    page = window.show_passphrase()
    page.passphrase.suggest_button.click()
    words = page.passphrase.first.text().split()
    assert len(words) == 5
    assert set(words) <= set(wordlist())
    assert page.passphrase.again.text() == ""
    assert rate(page.passphrase.text()).level == 4


def test_strength_grows_with_words_and_is_not_fooled_by_repeats() -> None:
    assert rate("").level == 0
    assert rate("otter").level == 1
    assert "10 more" in rate("otter").words
    assert rate("aaaaaaaaaaaaaaaaaaaa").level == 1
    assert rate("otter otter otter otter").level == 1
    assert rate(PHRASE).level == 4
    assert bits("otter lamp") < bits("otter lamp river")


def test_the_word_list_is_large_and_clean() -> None:
    words = wordlist()
    assert len(words) == len(set(words)) > 850
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 9 for word in words)
    assert len({suggest() for _n in range(20)}) == 20


# --- unlock ---


def test_the_lock_screen_shows_the_time_and_no_names(
    qtbot: QtBot, opened: Opener, vault_folder: Path, clock: FixedClock
) -> None:
    window, _doors = opened(vault_folder, Resume("notes/session/7", 642, "2026-10-20", 10, 610))
    page = window.unlock_page
    assert page is not None
    assert page.leave.mark.words == "Leave by 10:42 · in 18 min"
    assert page.leave.isVisible()
    assert window.windowTitle() == "OTDesk — locked"
    clock.advance(minutes=14)
    page.tick()
    assert page.leave.mark.words == "Leave by 10:42 · in 4 min"
    clock.advance(days=1)
    page.tick()
    assert not page.leave.isVisible(), "another day, another drive"


def test_the_passphrase_opens(qtbot: QtBot, opened: Opener, vault_folder: Path) -> None:
    window, doors = opened(vault_folder)
    type_in(qtbot, PASSPHRASE)
    with qtbot.waitSignal(window.ready, timeout=20_000) as told:
        press(qtbot, Qt.Key.Key_Return)
    assert told.args == [""]
    assert doors.vault is not None


def test_wrong_passphrases_wait_longer_and_longer_and_nothing_is_wiped(
    qtbot: QtBot, opened: Opener, vault_folder: Path, clock: FixedClock
) -> None:
    window, doors = opened(vault_folder)
    page = window.unlock_page
    assert page is not None
    waits = []
    for _n in range(6):
        page.field.set_text("not this one at all")
        page.unlock()
        qtbot.waitUntil(lambda: page.field.faulty and not page._edit.isReadOnly())
        waits.append(doors.wait_seconds())
        page.tick()
        assert page.button.isEnabled() is (doors.wait_seconds() == 0)
        clock.advance(seconds=doors.wait_seconds())
        page.tick()
    assert waits == [0, 0, 1, 2, 4, 8]
    page.field.set_text(PASSPHRASE)
    with qtbot.waitSignal(window.ready, timeout=20_000):
        page.unlock()
    assert doors.vault is not None


def test_the_gate_itself_refuses_while_it_waits(vault_folder: Path, clock: FixedClock) -> None:
    doors = Doors(vault_folder, clock.local, KeyPolicy(**weak_keys()))
    for _n in range(3):
        with pytest.raises(Trouble):
            doors.unlock("not this one at all")
    with pytest.raises(Exception, match="Wait a moment"):
        doors.unlock(PASSPHRASE)
    clock.advance(seconds=2)
    doors.unlock(PASSPHRASE)
    doors.close(backup=False)


@pytest.mark.parametrize(
    ("text", "shift", "before", "after"),
    [
        ("a", False, None, False),
        ("A", True, None, False),
        ("A", False, None, True),
        ("a", True, False, True),
        ("7", False, True, True),
        ("ß", False, None, False),
    ],
)
def test_caps_lock_is_seen_in_what_is_typed(text: str, shift: bool, before: bool | None, after: bool | None) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    assert caps_after(QKeyEvent(QEvent.Type.KeyPress, 0, held, text), before) is after


def test_a_damaged_vault_asks_before_it_opens(
    qtbot: QtBot, opened: Opener, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The anchor of another moment: committed work seems gone."""
    from otdesk.vault import anchor

    window, doors = opened(vault_folder)
    asked: list[str] = []

    def damaged(self: Doors, *, accept_damage: bool = False) -> None:
        if not accept_damage:
            raise anchor.lost("Three saved changes are missing.")
        self.vault = None

    def agree(cls: object, host: object, title: str, detail: str, do_it: str) -> bool:
        asked.append(detail)
        return True

    monkeypatch.setattr(Doors, "open", damaged)
    monkeypatch.setattr(ConfirmDialog, "confirm", classmethod(agree))
    type_in(qtbot, PASSPHRASE)
    with qtbot.waitSignal(window.ready, timeout=20_000):
        press(qtbot, Qt.Key.Key_Return)
    assert asked
    assert "Three saved changes are missing." in asked[0]
    assert doors.vault is None


# --- the keychain ---


def with_keychain(folder: Path) -> None:
    keys.add_keychain(folder, keys.unlock(folder, PASSPHRASE, policy=KeyPolicy(**weak_keys())))


def test_the_keychain_opens_at_the_start(
    qtbot: QtBot, opened: Opener, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keychains.stand_in(monkeypatch)
    with_keychain(vault_folder)
    window, doors = opened(vault_folder)
    page = window.unlock_page
    assert page is not None
    assert page.keychain_button.isVisible()
    with qtbot.waitSignal(window.ready, timeout=20_000):
        page.keychain_button.click()
    assert doors.vault is not None
    assert doors.vault.unlocked.by == "keychain"


def test_a_keychain_that_is_shut_leaves_the_passphrase_and_costs_no_wait(
    qtbot: QtBot, opened: Opener, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = keychains.stand_in(monkeypatch)
    with_keychain(vault_folder)
    store.shut = True
    window, doors = opened(vault_folder)
    page = window.unlock_page
    assert page is not None
    page.keychain_button.click()
    qtbot.waitUntil(lambda: "keychain of this computer cannot be used" in page.field.line(), timeout=20_000)
    assert doors.wait_seconds() == 0
    assert keys.wrong_tries(vault_folder) == []
    page.field.set_text(PASSPHRASE)
    with qtbot.waitSignal(window.ready, timeout=20_000):
        page.unlock()


def test_the_passphrase_may_be_typed_while_the_keychain_is_asked(
    qtbot: QtBot, opened: Opener, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = keychains.stand_in(monkeypatch)
    with_keychain(vault_folder)
    answered = threading.Event()
    store.meanwhile = lambda: answered.wait(20)
    window, doors = opened(vault_folder)
    page = window.unlock_page
    assert page is not None
    page.keychain_button.click()
    page.field.set_text(PASSPHRASE)
    with qtbot.waitSignal(window.ready, timeout=20_000):
        page.unlock()
    assert doors.vault is not None
    assert doors.vault.unlocked.by == "passphrase"
    answered.set()
    qtbot.waitUntil(page.keychain_button.isEnabled, timeout=20_000)
    assert doors.vault.unlocked.by == "passphrase"


def test_after_a_lock_and_without_a_slot_the_passphrase_alone_is_asked(
    opened: Opener, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keychains.stand_in(monkeypatch)
    for resume, by_keychain in ((None, True), (Resume(day="2026-10-20", saved_at=610), True), (Resume(), False)):
        window, doors = opened(vault_folder, resume, by_keychain=by_keychain)
        page = window.unlock_page
        assert page is not None
        assert not page.keychain_button.isVisible()
        assert doors.keychain_opens() is (resume is not None)
        if resume is None:
            with_keychain(vault_folder)


# --- recovery ---


def test_the_sheet_opens_and_sets_a_new_passphrase(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    first, doors = opened(tmp_path / "new")
    to_sheet(qtbot, first)
    code = "-".join(doors.code_group(n) for n in range(doors.code_groups()))
    doors.confirm_code()
    doors.close(backup=False)
    window, again = opened(tmp_path / "new")
    assert window.unlock_page is not None
    window.unlock_page.code_button.click()
    page = window.page()
    assert isinstance(page, RecoverPage)
    page.code.set_text(code.replace("-", " ").lower())
    page.go_on()
    qtbot.waitUntil(page.passphrase.isVisible, timeout=20_000)
    new = "seven harbor lamps in winter"
    page.passphrase.first.set_text(new)
    page.passphrase.again.set_text(new)
    with qtbot.waitSignal(window.ready, timeout=20_000):
        page.go_on()
    again.close(backup=False)
    again.unlock(new)
    assert again.vault is not None


def test_a_slip_in_the_code_is_named(qtbot: QtBot, opened: Opener, vault_folder: Path) -> None:
    window, _doors = opened(vault_folder)
    page = window.show_recover()
    page.code.set_text("7K3MQ-2XTD9")
    page.code.leave()
    assert page.code.line() == "30 characters are missing."
    page.code.set_text("7K3MQ-" * 8)
    page.go_on()
    qtbot.waitUntil(lambda: "slip" in page.told())


# --- open another, restore ---


def test_a_vault_elsewhere_is_opened(qtbot: QtBot, opened: Opener, vault_folder: Path, tmp_path: Path) -> None:
    window, doors = opened(tmp_path / "new")
    page = window.show_restore()
    page.choose_folder(vault_folder)
    assert window.page() is window.unlock_page
    assert doors.folder == vault_folder


def test_a_backup_is_restored_into_a_new_vault(
    qtbot: QtBot, opened: Opener, vault_folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    source = Doors(vault_folder, clock.local, KeyPolicy(**weak_keys()))
    source.unlock(PASSPHRASE)
    assert source.vault is not None
    (tmp_path / "usb").mkdir()
    backup = source.vault.back_up(clock(), tmp_path / "usb")
    source.close(backup=False)
    window, doors = opened(tmp_path / "new")
    page = window.show_restore()
    assert not page.main_button.isEnabled()
    page.choose_folder(tmp_path / "usb")
    qtbot.waitUntil(page.main_button.isEnabled)
    assert page.chosen() == backup
    page.passphrase.set_text(PASSPHRASE)
    with qtbot.waitSignal(window.ready, timeout=20_000):
        page.main_button.click()
    assert doors.vault is not None
    assert (tmp_path / "new" / "vault.json").is_file()


@pytest.fixture
def two_states(vault_folder: Path, clock: FixedClock) -> Path:
    """A vault with a backup in its own folder, and a note written since; the backup."""
    source = Doors(vault_folder, clock.local, KeyPolicy(**weak_keys()))
    source.unlock(PASSPHRASE)
    assert source.vault is not None
    vault_rows.people(source.vault, clock)
    backup = source.vault.back_up(clock())
    vault_rows.signed(source.vault, clock, "since")
    source.close(backup=False)
    return backup


def test_from_the_lock_screen_a_backup_takes_the_place_of_the_vault_which_is_kept(
    qtbot: QtBot, opened: Opener, vault_folder: Path, two_states: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, doors = opened(vault_folder)
    assert window.unlock_page is not None
    qtbot.mouseClick(window.unlock_page.restore_button, Qt.MouseButton.LeftButton)
    page = window.page()
    assert isinstance(page, RestorePage)
    qtbot.waitUntil(page.main_button.isEnabled)
    assert page.chosen() == two_states
    page.passphrase.set_text(PASSPHRASE)
    asked: list[str] = []
    monkeypatch.setattr(RestorePage, "sure", staticmethod(lambda _host, *words: asked.extend(words)))
    page.main_button.click()
    assert "kept in a folder beside" in asked[1]
    assert doors.vault is None, "not sure"
    monkeypatch.setattr(RestorePage, "sure", staticmethod(lambda _host, *_words: True))
    with qtbot.waitSignal(window.ready, timeout=20_000):
        page.main_button.click()
    assert doors.vault is not None
    assert doors.put_aside is not None
    assert (doors.put_aside / "data.db").is_file()
    with doors.vault.read() as db:
        assert db.query(Note).count() == 0


def test_the_one_chosen_in_the_window_before_comes_first(
    qtbot: QtBot, opened: Opener, vault_folder: Path, two_states: Path, clock: FixedClock
) -> None:
    source = Doors(vault_folder, clock.local, KeyPolicy(**weak_keys()))
    source.unlock(PASSPHRASE)
    assert source.vault is not None
    clock.advance(days=1)
    newer = source.vault.back_up(clock())
    source.close(backup=False)
    window, _doors = opened(vault_folder, Resume(restore=str(two_states)))
    page = window.page()
    assert isinstance(page, RestorePage)
    qtbot.waitUntil(page.main_button.isEnabled)
    assert page.chosen() == two_states != newer
    page.back_button.click()
    assert window.page() is window.unlock_page


def test_a_backup_is_restored_by_the_recovery_code_and_gets_a_new_passphrase(
    qtbot: QtBot, opened: Opener, tmp_path: Path, clock: FixedClock
) -> None:
    source = Doors(tmp_path / "old", clock.local, KeyPolicy(**weak_keys()))
    code = source.create("Ana Ruiz", PASSPHRASE)
    source.confirm_code()
    assert source.vault is not None
    backup = source.vault.back_up(clock(), tmp_path / "usb")
    source.close(backup=False)
    window, doors = opened(tmp_path / "new")
    page = window.show_restore()
    page.choose_file(backup)
    qtbot.waitUntil(page.main_button.isEnabled)
    qtbot.mouseClick(page.other_button, Qt.MouseButton.LeftButton)
    assert page.code.isVisible()
    assert not page.passphrase.isVisible()
    page.code.set_text(code)
    page.main_button.click()
    qtbot.waitUntil(lambda: isinstance(window.page(), RecoverPage), timeout=20_000)
    asked = window.page()
    assert isinstance(asked, RecoverPage)
    assert not asked.code.isVisible()
    assert not asked.back_button.isEnabled(), "the vault is there, and needs a passphrase"
    new = "nine warm llamas by the lake"
    asked.passphrase.take(new)
    asked.passphrase.again.set_text(new)
    with qtbot.waitSignal(window.ready, timeout=20_000):
        asked.main_button.click()
    assert doors.vault is not None
    doors.close(backup=False)
    doors.unlock(new)


def test_an_office_opens_what_was_handed_over_and_gets_a_name_and_a_passphrase(
    qtbot: QtBot, opened: Opener, tmp_path: Path, clock: FixedClock
) -> None:
    code = recovery_code.new_code()
    source = Doors(tmp_path / "old", clock.local, KeyPolicy(**weak_keys()))
    source.create("Ana Ruiz", PASSPHRASE)
    source.introduce("Ana Ruiz")
    source.confirm_code()
    assert source.vault is not None
    card = district_key.card_of("Marlow County Schools", code)
    keys.add_district(source.folder, source.vault.unlocked, card)
    handed = backing_up.hand_over(source.vault, clock(), tmp_path / "usb")
    source.close(backup=False)
    window, doors = opened(tmp_path / "new")
    page = window.show_restore()
    page.choose_file(handed)
    qtbot.waitUntil(page.main_button.isEnabled)
    page.other_button.click()
    page.code.set_text(code)
    page.main_button.click()
    qtbot.waitUntil(lambda: isinstance(window.page(), RecoverPage), timeout=20_000)
    asked = window.page()
    assert isinstance(asked, RecoverPage)
    assert asked.person.isVisible()
    new = "nine warm llamas by the lake"
    asked.passphrase.take(new)
    asked.passphrase.again.set_text(new)
    asked.main_button.click()
    assert asked.person.line() == "Type your name."
    for no_name, told in (("Rosa", "first and last name"), ("Ana Ruiz", "your own name")):
        asked.person.set_text(no_name)
        asked.main_button.click()
        qtbot.waitUntil(asked.main_button.isEnabled, timeout=20_000)
        assert told in asked.told()
        assert keys.persons(doors.folder) == []
    asked.person.set_text("Rosa Quist")
    with qtbot.waitSignal(window.ready, timeout=20_000):
        asked.main_button.click()
    assert doors.vault is not None
    with doors.vault.read() as db:
        rows = db.query(AuditEvent).order_by(AuditEvent.seq).all()
        kinds = ("unlock", "person_added")
        trail = [(row.kind, row.detail.get("by") if row.detail else None) for row in rows if row.kind in kinds]
        seen = {row.person for row in rows if row.kind == "person_added"}
    assert trail[-3:] == [("unlock", "district"), ("person_added", None), ("unlock", "passphrase")]
    assert seen == {"Marlow County Schools"}
    assert doors.vault.person == "Rosa Quist"
    assert keys.persons(doors.folder) == ["Rosa Quist"], "who left cannot open it any more"
    assert keys.district(doors.folder) == card


def test_a_code_of_the_office_given_up_half_way_asks_again(
    qtbot: QtBot, opened: Opener, vault_folder: Path, clock: FixedClock
) -> None:
    code = recovery_code.new_code()
    policy = KeyPolicy(**weak_keys())
    unlocked = keys.unlock(vault_folder, PASSPHRASE, policy=policy)
    keys.add_district(vault_folder, unlocked, district_key.card_of("Marlow County Schools", code))
    window, _doors = opened(vault_folder)
    page = window.show_recover()
    assert not page.person.isVisible()
    page.code.set_text(code)
    page.main_button.click()
    qtbot.waitUntil(page.person.isVisible, timeout=20_000)
    assert "Marlow County Schools" in page.code.line()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.person.isAncestorOf(focus)
    page.entered()
    assert not page.person.isVisible()
    assert not page.passphrase.isVisible()


def test_a_folder_without_anything_is_told(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    window, _doors = opened(tmp_path / "new")
    page = window.show_restore()
    assert isinstance(page, RestorePage)
    page.choose_folder(tmp_path)
    qtbot.waitUntil(lambda: "no vault and no backup" in page.told())
    (tmp_path / "holiday.jpg").write_bytes(b"not a backup")
    page.choose_file(tmp_path / "holiday.jpg")
    qtbot.waitUntil(lambda: "not a whole backup" in page.told())


# --- the token ---


def test_a_token_carries_ids_and_times_only() -> None:
    resume = Resume("notes/session/7", 642, "2026-10-20", 10, 610)
    assert resume_of(token_of(resume)) == resume
    assert resume_of("") == Resume()
    for broken in ("xyz", "e30=x", "WzFd", "eyJhIjogMX0="):
        assert resume_of(broken) == Resume()
    assert timedelta(minutes=resume.leave_by or 0) == timedelta(hours=10, minutes=42)
