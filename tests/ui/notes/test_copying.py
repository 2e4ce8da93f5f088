# SPDX-License-Identifier: MIT
"""The copy queue by keys: a field a key, the tick, the next note; nothing stays on the clipboard."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from otdesk.actions import copying
from otdesk.faults import Refusal
from otdesk.queries import copy_queue
from otdesk.records.audit import AuditEvent
from otdesk.rules.copy_profile import USUAL, CopyField, ProfileField
from otdesk.ui.copying import clipboard
from otdesk.ui.copying.clipboard import Clipboard
from otdesk.ui.copying.dialog import CopyDialog
from otdesk.ui.copying.field_words import profile_text, read_profile
from otdesk.ui.copying.profile_form import ProfileForm
from otdesk.ui.paper.table_export import TableExport
from tests.note_sample import TODAY, sign
from tests.note_window import K, NoteWindow

FIELDS = (ProfileField(CopyField.DATE), ProfileField(CopyField.SKILLED), ProfileField(CopyField.WHOLE, 40))


def opened(window: NoteWindow) -> CopyDialog:
    sign(window.at, window.at.alone, window.at.ids.maya)
    sign(window.at, window.at.last, window.at.ids.hazel)
    window.bridge.do(copying.set_profile, TODAY, FIELDS)
    host = QWidget()
    window.show(host)
    dialog = CopyDialog(host, window.bridge)
    dialog.open()
    return dialog


def copied() -> str:
    return QGuiApplication.clipboard().text()


def test_enter_copies_field_by_field_then_ticks_and_goes_on(window: NoteWindow) -> None:
    dialog = opened(window)
    assert dialog.copy_button.text() == "Copy Date"
    window.press(K.Key_Return)
    assert copied() == "10/20/2026"
    window.press(K.Key_Return)
    assert copied().startswith("The session used"), "what is empty is passed over"
    assert len(copied()) <= 40
    assert dialog.copy_button.text() == "Entered, next note"
    window.press(K.Key_Return)
    window.settled()
    assert [row.called for row in dialog.model.rows()] == ["Hazel"]
    assert dialog.state.text().startswith("1 note to enter")
    window.press(K.Key_E)
    window.settled()
    assert window.house.read(copy_queue.count) == 0
    assert dialog.state.text() == "Everything is entered."
    assert not dialog.copy_button.isEnabled()
    window.press(K.Key_Escape)
    assert not dialog.is_open
    assert copied() == "", "closing takes what was copied along"


class Elsewhere:
    """Another program has the keyboard, as often as the test says so."""

    def __init__(self) -> None:
        self.now = False

    def __call__(self) -> bool:
        return self.now

    def paste(self, window: NoteWindow, dialog: CopyDialog) -> str:
        """There; back here when OTDesk has seen it."""
        self.now = True
        text = copied()
        window.qtbot.waitUntil(lambda: not dialog._clipboard._settled.isActive())
        self.now = False
        return text


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    """Short waits, and a say about who has the keyboard."""
    made = Elsewhere()
    monkeypatch.setattr(clipboard, "elsewhere", made)
    monkeypatch.setattr(clipboard, "_QUIET_MS", 10)
    monkeypatch.setattr(clipboard, "_ONE_PASTE_MS", 5)
    monkeypatch.setattr(clipboard, "_LEAVING_MS", 5)
    return made


def test_a_paste_makes_the_next_field_ready(window: NoteWindow, elsewhere: Elsewhere) -> None:
    dialog = opened(window)
    window.qtbot.waitUntil(lambda: dialog._clipboard._alone is True)
    window.press(K.Key_Return)
    assert elsewhere.paste(window, dialog) == "10/20/2026"
    assert dialog.copy_button.text() == "Copy Whole note", "not ticked before it is pasted"
    assert elsewhere.paste(window, dialog).startswith("The session used"), "what is empty is passed over"
    assert dialog.copy_button.text() == "Entered, next note"
    assert elsewhere.paste(window, dialog) == "", "nothing is left to be pasted"
    window.press(K.Key_Return)
    window.settled()
    assert [row.called for row in dialog.model.rows()] == ["Hazel"]
    assert elsewhere.paste(window, dialog) == "10/20/2026", "the next note's first field is ready"
    dialog.reject()
    assert copied() == ""


def test_backspace_copies_the_field_before_again(window: NoteWindow, elsewhere: Elsewhere) -> None:
    dialog = opened(window)
    window.qtbot.waitUntil(lambda: dialog._clipboard._alone is True)
    assert not dialog.back_button.isEnabled()
    window.press(K.Key_Return)
    elsewhere.paste(window, dialog)
    assert dialog.back_button.isEnabled()
    window.press(K.Key_Backspace)
    assert elsewhere.paste(window, dialog) == "10/20/2026"
    assert elsewhere.paste(window, dialog).startswith("The session used")


def test_where_another_program_reads_along_each_field_takes_its_key(window: NoteWindow, elsewhere: Elsewhere) -> None:
    dialog = opened(window)
    assert copied() == " ", "a keeper of the clipboard fetches at once what is worth nothing"
    window.qtbot.waitUntil(lambda: "Another program reads the clipboard too" in dialog.state.text())
    window.press(K.Key_Return)
    assert elsewhere.paste(window, dialog) == "10/20/2026"
    assert elsewhere.paste(window, dialog) == "10/20/2026"
    window.press(K.Key_Return)
    assert elsewhere.paste(window, dialog).startswith("The session used")


def test_a_paste_may_be_seen_before_the_window_is_known_to_be_left(window: NoteWindow, elsewhere: Elsewhere) -> None:
    dialog = opened(window)
    window.qtbot.waitUntil(lambda: dialog._clipboard._alone is True)
    window.press(K.Key_Return)
    assert copied() == "10/20/2026"
    elsewhere.now = True
    window.qtbot.waitUntil(lambda: not dialog._clipboard._doubt.isActive())
    assert copied().startswith("The session used")


def test_before_a_keeper_could_show_itself_nothing_is_concluded(window: NoteWindow, elsewhere: Elsewhere) -> None:
    dialog = opened(window)
    window.press(K.Key_Return)
    elsewhere.now = True
    assert dialog._clipboard._alone is None
    assert copied() == "10/20/2026"
    assert not dialog._clipboard._settled.isActive()
    elsewhere.now = False
    window.qtbot.waitUntil(lambda: dialog._clipboard._alone is True)


def test_keepers_of_the_clipboard_are_asked_to_leave_it_alone(window: NoteWindow) -> None:
    opened(window)
    window.press(K.Key_Return)
    data = QGuiApplication.clipboard().mimeData()
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert any("ExcludeClipboardContent" in kind for kind in data.formats())


def test_a_program_that_ends_with_a_text_on_the_clipboard_ends_well() -> None:
    said = (
        "from PySide6.QtWidgets import QApplication, QWidget; from otdesk.ui.copying.clipboard import Clipboard;"
        "app = QApplication([]); host = QWidget(); Clipboard(host).put('Maya cut on the line.')"
    )
    assert subprocess.run([sys.executable, "-c", said], check=False, timeout=120).returncode == 0


def test_all_of_them_are_saved_as_a_table_and_who_gets_it_is_asked(
    window: NoteWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(window)
    place = tmp_path / "notes.csv"
    monkeypatch.setattr(TableExport, "where", staticmethod(lambda _host, _name: place))
    dialog.table_button.click()
    sheet = next(one for one in window.window.findChildren(TableExport) if one.is_open)
    sheet.accept()
    assert sheet.is_open, "who gets it is always said"
    sheet.whom.who.segment("other").click()
    sheet.whom.recipient.set_text("Ms. Vale, district office")
    sheet.whom.purpose.set_text("Service log")
    sheet.accept()
    assert not sheet.is_open
    lines = place.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Date,Skilled service,Whole note"
    assert len(lines) == 3
    assert lines[1].startswith("10/20/2026,")
    with window.house.vault.read() as db:
        assert db.scalars(select(AuditEvent.kind).where(AuditEvent.kind == "export")).first() is not None


def test_the_clipboard_is_emptied_unless_something_else_was_copied(
    window: NoteWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "KEPT_MS", 30)
    host = QWidget()
    window.show(host)
    ours = Clipboard(host)
    ours.put("Maya cut on the line.")
    window.qtbot.waitUntil(lambda: copied() == "")
    ours.put("Maya again.")
    QGuiApplication.clipboard().setText("a recipe")
    window.qtbot.waitUntil(lambda: not ours._timer.isActive())
    assert copied() == "a recipe"


def test_a_profile_is_written_as_lines_and_read_back() -> None:
    own = {"Pull-out": "PO", "Push-in": "PI"}
    profile = (ProfileField(CopyField.SETTING, 0, own), ProfileField(CopyField.WHOLE, 99))
    assert profile_text(profile) == "Setting: Pull-out = PO; Push-in = PI\nWhole note, 99"
    assert read_profile(profile_text(profile)) == profile
    assert read_profile(profile_text(USUAL)) == USUAL
    wrong = {"Homework": "not a part", "Date, many": "how many letters", "Setting: PO": "Pull-out = PO"}
    for line, match in wrong.items():
        with pytest.raises(Refusal, match=match):
            read_profile(line)


def test_what_the_other_system_wants_is_said_in_a_form(window: NoteWindow) -> None:
    host = QWidget()
    window.show(host)
    form = ProfileForm(host, window.bridge)
    form.open()
    form.since.set_text("10/20/2026")
    form.lines.set_text("Date\nHomework")
    form.accept()
    assert form.is_open
    form.lines.set_text("Date\nWhole note, 500")
    form.accept()
    assert not form.is_open
    kept = window.house.read(copy_queue.profile)
    assert (kept.since, [each.field for each in kept.fields]) == (TODAY, [CopyField.DATE, CopyField.WHOLE])
