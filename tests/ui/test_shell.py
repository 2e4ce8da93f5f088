# SPDX-License-Identifier: MIT
"""The main window: places, history, badges, commands, palette, keys, toasts, zoom and density."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk import settings
from otdesk.faults import Trouble
from otdesk.records.places import Place as PlaceRow
from otdesk.rules.kinds import PlaceKind
from otdesk.settings import Settings
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.commands import Command
from otdesk.ui.finding import match
from otdesk.ui.jobs import Jobs
from otdesk.ui.keymap import KeyMap
from otdesk.ui.palette import Hit, Palette, Provider
from otdesk.ui.parts.choices import CheckBox, SegmentedControl
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.headers import HeaderBar
from otdesk.ui.places import Place
from otdesk.ui.preferences import PreferencesDialog
from otdesk.ui.screen import Screen
from otdesk.ui.shell import Shell
from otdesk.ui.tokens import Tone
from otdesk.vault.work import Work
from tests.clock import FixedClock

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault


def count(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(PlaceRow)) or 0


def add(work: Work, name: str) -> None:
    work.db.add(PlaceRow(kind=PlaceKind.OFFICE, name=name))
    work.db.flush()
    work.describe(f"{name} added")


def badge(bridge: Bridge) -> int:
    return bridge.read(count)


class Notes(Screen):
    kinds: ClassVar[frozenset[type]] = frozenset({PlaceRow})
    keys: ClassVar[tuple[tuple[str, str], ...]] = (("↑ ↓", "move"), ("A", "absent"))

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.visited: list[str] = []
        self.left = 0
        self.made = 0
        self.header = HeaderBar("Notes")
        self.field = QLineEdit()
        self.field.setAccessibleName("Filter")
        column = QVBoxLayout(self)
        column.addWidget(self.header)
        column.addWidget(self.field)

    def refresh(self) -> None:
        self.bridge.read(count)

    def visit(self, rest: str) -> None:
        self.visited.append(rest)

    def address(self) -> str:
        return self.visited[-1] if self.visited else ""

    def leave(self) -> None:
        self.left += 1

    def first_focus(self) -> QWidget:
        return self.field

    def make(self) -> None:
        self.made += 1

    def commands(self) -> Iterable[tuple[Command, Callable[[], object]]]:
        return ((Command(f"{id(self)}.new", "New here", "session", "Ctrl+N", place=self.name()), self.make),)

    def providers(self) -> Iterable[tuple[str, Provider]]:
        return (("Students", self.students),) if self.name() == "notes" else ()

    def students(self, query: str) -> list[Hit]:
        people = ["Hazel Dunmore", "Noor Haddad", "Zoë Škoda"]
        return [Hit(name, self.make, "user") for name in people if query and match(query, name) is not None]

    def name(self) -> str:
        return "notes"


class Today(Notes):
    def name(self) -> str:
        return "today"

    def leave_by(self) -> int | None:
        return 642


@pytest.fixture
def shell(vault: "Vault", clock: FixedClock, qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    jobs = Jobs()
    bridge = Bridge(vault, clock.local, jobs)
    places = (
        Place("today", "Today", "sun", 1, Today),
        Place("notes", "Notes", "notebook-pen", 4, Notes, badge, Tone.TODO),
    )
    window = Shell(bridge, Settings(tmp_path / "settings.json"), places)
    qtbot.addWidget(window)
    window.resize(1200, 760)
    window.show()
    window.activateWindow()
    window.start()
    qtbot.waitUntil(lambda: len(window.screens) == 2)
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    jobs.stop()
    bridge.close()


def screen(shell: Shell, name: str) -> Notes:
    found = shell.screens[name]
    assert isinstance(found, Notes)
    return found


def press(qtbot: QtBot, shell: Shell, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    mask = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        mask |= modifier
    target = QApplication.focusWidget()
    qtbot.keyClick(target if target is not None else shell, key, mask)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_it_starts_at_the_first_place_with_its_focus(qtbot: QtBot, shell: Shell) -> None:
    assert shell.here() == "today"
    assert shell.windowTitle() == "Today — OTDesk"
    qtbot.waitUntil(screen(shell, "today").field.hasFocus)
    assert shell.sidebar.item("today").isChecked()


def test_only_places_that_exist_are_shown(shell: Shell) -> None:
    assert shell.sidebar.names() == ["today", "notes", "lock"]


def test_keys_lead_to_places_and_back(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(screen(shell, "today").field.hasFocus)
    press(qtbot, shell, Qt.Key.Key_4, CTRL)
    assert shell.here() == "notes"
    assert screen(shell, "today").left == 1, "the place that was left kept what was typed"
    shell.go("notes/session/7")
    assert shell.here() == "notes/session/7"
    press(qtbot, shell, Qt.Key.Key_Left, ALT)
    assert shell.here() == "notes"
    press(qtbot, shell, Qt.Key.Key_Left, ALT)
    assert shell.here() == "today"
    press(qtbot, shell, Qt.Key.Key_Left, ALT)
    assert shell.here() == "today", "there is nothing before the first"


def test_the_sidebar_leads_too(qtbot: QtBot, shell: Shell) -> None:
    qtbot.mouseClick(shell.sidebar.item("notes"), Qt.MouseButton.LeftButton)
    assert shell.here() == "notes"
    shell.sidebar.item("notes").setFocus()
    qtbot.keyClick(shell.sidebar.item("notes"), Qt.Key.Key_Up)
    assert shell.sidebar.item("today").hasFocus()
    qtbot.keyClick(shell.sidebar.item("today"), Qt.Key.Key_Space)
    assert shell.here() == "today"


def test_an_unknown_address_changes_nothing(shell: Shell) -> None:
    shell.bridge.go("reports/3")
    assert shell.here() == "today"


def test_badges_follow_the_vault(qtbot: QtBot, shell: Shell) -> None:
    item = shell.sidebar.item("notes")
    assert item.count() == 0
    shell.bridge.do(add, "Office")
    qtbot.waitUntil(lambda: item.count() == 1)
    assert item.accessibleName() == "Notes, 1"


def test_what_was_done_is_said_and_can_be_taken_back(qtbot: QtBot, shell: Shell) -> None:
    shell.bridge.do(add, "Office")
    assert shell.voice.toasts.texts() == ["Office added"]
    shell.sidebar.item("today").setFocus()
    press(qtbot, shell, Qt.Key.Key_Z, CTRL)
    assert shell.bridge.read(count) == 0
    press(qtbot, shell, Qt.Key.Key_Y, CTRL)
    assert shell.bridge.read(count) == 1
    assert shell.voice.toasts.texts()[-1] == "Done again: Office added"


def test_a_refusal_is_a_toast_and_trouble_stays(shell: Shell) -> None:
    shell.bridge.refused.emit("A locked note cannot be changed.")
    assert shell.voice.toasts.texts() == ["A locked note cannot be changed."]
    shell.bridge.troubled.emit("The disk is full.", "Make room.")
    assert shell.voice.banner is not None
    assert shell.voice.banner.text() == "The disk is full. Make room."
    shell.bridge.troubled.emit("The printer is off.", "")
    assert shell.voice.banner.text() == "The printer is off."
    assert shell.voice.banner.button is not None
    shell.voice.banner.button.click()
    assert shell.voice.banner is None


# --- commands ---


def test_menus_hold_only_what_is_there(shell: Shell) -> None:
    titles = [action.text() for action in shell.menuBar().actions()]
    assert titles == ["&File", "&Edit", "&View", "&Go", "Se&ssion", "&Tools", "&Help"]


def test_a_command_of_a_place_works_only_there(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(screen(shell, "today").field.hasFocus)
    press(qtbot, shell, Qt.Key.Key_N, CTRL)
    assert (screen(shell, "today").made, screen(shell, "notes").made) == (1, 0)
    shell.go("notes")
    press(qtbot, shell, Qt.Key.Key_N, CTRL)
    assert (screen(shell, "today").made, screen(shell, "notes").made) == (1, 1)


def test_no_two_shortcuts_clash(shell: Shell) -> None:
    for place in ("today", "notes"):
        shell.go(place)
        keys = [e.shortcut_words() for e in shell.commands if e.action.isEnabled() and e.shortcut_words()]
        assert len(keys) == len(set(keys))


def test_a_command_may_be_registered_once(shell: Shell) -> None:
    with pytest.raises(ValueError, match=r"app\.quit"):
        shell.commands.add(Command("app.quit", "Quit"), shell.close)


def test_commands_rest_while_a_dialog_is_open(qtbot: QtBot, shell: Shell) -> None:
    dialog = DialogBase(shell, "Question")
    dialog.add_buttons("Do it")
    dialog.open()
    shell.commands.entry("go.notes").fire()
    assert shell.here() == "today"
    assert not shell.commands.entry("go.notes").action.isEnabled()
    assert shell.commands.entry("app.lock").action.isEnabled()
    dialog.reject()
    shell.commands.entry("go.notes").fire()
    assert shell.here() == "notes"


def test_lock_is_asked_for_by_key_and_by_mouse(qtbot: QtBot, shell: Shell) -> None:
    with qtbot.waitSignal(shell.lock_wanted):
        press(qtbot, shell, Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(shell.lock_wanted):
        qtbot.mouseClick(shell.sidebar.item("lock"), Qt.MouseButton.LeftButton)


def test_f6_goes_between_panels(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(screen(shell, "today").field.hasFocus)
    press(qtbot, shell, Qt.Key.Key_F6)
    assert shell.sidebar.item("today").hasFocus()
    press(qtbot, shell, Qt.Key.Key_F6)
    assert screen(shell, "today").field.hasFocus()


def test_f1_shows_the_keys_of_this_place_and_of_the_menus(qtbot: QtBot, shell: Shell) -> None:
    press(qtbot, shell, Qt.Key.Key_F1)
    keymap = shell.findChild(KeyMap)
    assert keymap is not None
    said = keymap.spoken()
    for words in ("Today", "absent", "Undo", "Lock", "New here", "Bigger"):
        assert words in said
    press(qtbot, shell, Qt.Key.Key_Escape)
    assert not keymap.is_open


# --- palette ---


def open_palette(qtbot: QtBot, shell: Shell) -> Palette:
    press(qtbot, shell, Qt.Key.Key_K, CTRL)
    palette = shell.findChild(Palette)
    assert palette is not None
    return palette


def test_the_palette_finds_students_places_and_commands(qtbot: QtBot, shell: Shell) -> None:
    palette = open_palette(qtbot, shell)
    assert palette.isVisible()
    qtbot.keyClicks(QApplication.focusWidget(), "no")
    assert [hit.words for hit in palette.hits()] == [
        "Noor Haddad",
        "Notes",
        "Who is with me now",
        "Normal size",
        "Back up now",
    ]
    assert palette.hits()[1].key == "Ctrl+4"


def test_the_palette_runs_the_chosen_line_and_closes(qtbot: QtBot, shell: Shell) -> None:
    palette = open_palette(qtbot, shell)
    qtbot.keyClicks(QApplication.focusWidget(), "no")
    press(qtbot, shell, Qt.Key.Key_Down)
    press(qtbot, shell, Qt.Key.Key_Return)
    assert not palette.is_open
    assert shell.here() == "notes"


def test_the_palette_finds_without_accents_and_by_parts_of_both_names(qtbot: QtBot, shell: Shell) -> None:
    palette = open_palette(qtbot, shell)
    field = palette.findChild(QLineEdit)
    assert field is not None
    field.setText("sko zoe")
    assert [hit.words for hit in palette.hits()] == ["Zoë Škoda"]
    field.setText("xyzzy")
    assert palette.hits() == []
    press(qtbot, shell, Qt.Key.Key_Return)
    assert palette.is_open, "Enter on nothing does nothing"
    palette.reject()


def test_the_find_box_opens_the_palette(qtbot: QtBot, shell: Shell) -> None:
    screen(shell, "today").header.find_wanted.connect(shell.open_palette)
    find = screen(shell, "today").header.find_box
    assert find is not None
    qtbot.mouseClick(find, Qt.MouseButton.LeftButton)
    palette = shell.findChild(Palette)
    assert palette is not None
    palette.reject()
    shell.bridge.go("find")
    assert any(found.is_open for found in shell.findChildren(Palette))


@pytest.mark.parametrize(
    ("query", "text", "spans"),
    [
        ("haz", "Hazel Dunmore", [(0, 3)]),
        ("dun haz", "Hazel Dunmore", [(0, 3), (6, 9)]),
        ("zel", "Hazel Dunmore", None),
        ("", "Hazel", []),
        ("o'n", "Maya O'Neil", [(5, 8)]),
        ("łuk", "Łukasz Škoda", [(0, 3)]),
    ],
)
def test_words_are_found_by_their_beginnings(query: str, text: str, spans: list[tuple[int, int]] | None) -> None:
    assert match(query, text) == spans


# --- looks ---


def test_zoom_and_colors_are_kept(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    press(qtbot, shell, Qt.Key.Key_Equal, CTRL)
    shell.commands.entry("view.dark").fire()
    again = Settings(tmp_path / "settings.json")
    assert again.get(settings.ZOOM) == 110
    assert again.get(settings.THEME) == "dark"
    assert theme.current().colors.dark
    press(qtbot, shell, Qt.Key.Key_0, CTRL)
    assert theme.current().zoom == 100


def test_preferences_count_at_once_and_are_kept(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    shell.commands.entry("tools.computer").fire()
    dialog = shell.findChild(PreferencesDialog)
    assert dialog is not None
    colors = next(c for c in dialog.findChildren(SegmentedControl) if c.accessibleName() == settings.THEME.words)
    colors.segment("dark").click()
    assert theme.current().colors.dark
    zoom = next(f for f in dialog.findChildren(LabeledField) if settings.ZOOM.words in f.label())
    zoom.set_text("0")
    qtbot.keyClick(zoom.editor, Qt.Key.Key_Return)
    assert zoom.line() == "A whole number from 90 to 175."
    zoom.set_text("110")
    narrow = next(c for c in dialog.findChildren(CheckBox) if c.text() == settings.SIDEBAR_NARROW.words)
    narrow.click()
    assert shell.sidebar.width() == 56
    dialog.accept()
    again = Settings(tmp_path / "settings.json")
    assert (again.get(settings.THEME), again.get(settings.ZOOM)) == ("dark", 110)
    assert again.get(settings.SIDEBAR_NARROW)


def test_single_letters_can_be_switched_off(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    pressed: list[str] = []

    class Rows(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            pressed.append(event.text())

    today = screen(shell, "today")
    rows = Rows(today)
    rows.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.keyClick(rows, Qt.Key.Key_A)
    assert pressed == ["a"]
    shell._settings.put(settings.SINGLE_LETTERS, False)
    qtbot.keyClick(rows, Qt.Key.Key_A)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert pressed == ["a", "\r"], "other keys still come"
    today.field.clear()
    qtbot.keyClicks(today.field, "ab")
    assert today.field.text() == "ab", "one can still type"


def test_the_sidebar_can_be_narrow(qtbot: QtBot, shell: Shell) -> None:
    assert shell.sidebar.width() == 180
    press(qtbot, shell, Qt.Key.Key_B, CTRL)
    assert shell.sidebar.width() == 56
    assert shell.sidebar.item("notes").toolTip() == "Notes (Ctrl+4)"


def test_a_low_window_gets_compact_rows(qtbot: QtBot, shell: Shell) -> None:
    shell.commands.entry("view.fitting").fire()
    shell.resize(1280, 640)
    qtbot.waitUntil(lambda: theme.current().row == 32)
    shell.resize(1280, 800)
    qtbot.waitUntil(lambda: theme.current().row == 38)


def test_closing_keeps_the_place_of_the_window(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    with qtbot.waitSignal(shell.closing):
        shell.close()
    assert Settings(tmp_path / "settings.json").get(settings.WINDOW)


def test_what_cannot_be_saved_keeps_the_window_open_once(
    qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise Trouble("The disk is full.", "Make room.")

    monkeypatch.setattr(screen(shell, "today"), "leave", full)
    assert not shell.close()
    assert shell.isVisible()
    assert shell.voice.banner is not None
    assert "The disk is full." in shell.voice.banner.text()
    with qtbot.waitSignal(shell.closing):
        assert shell.close()


def test_the_window_knows_when_to_leave(shell: Shell) -> None:
    assert shell.leave_by() == 642


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, shell: Shell) -> None:
    nameless = []
    for widget in shell.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            found = QAccessible.queryAccessibleInterface(widget)
            if not found.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert nameless == []


def test_in_a_window_small_for_its_zoom_the_sidebar_steps_back_and_comes_again(shell: Shell) -> None:
    shell.resize(1280, 680)
    assert not shell.sidebar.narrow
    theme.look().apply(zoom=150)
    assert shell.sidebar.narrow
    shell.view.toggle_sidebar()
    assert not shell.sidebar.narrow, "Ctrl+B opens it for now"
    shell.view.toggle_sidebar()
    assert shell.sidebar.narrow
    theme.look().apply(zoom=100)
    assert not shell.sidebar.narrow
