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
    assert dialog.state.text() == "1 note to enter"
    assert dialog.copy_button.text() == "Copy Whole note", "the first field of the next note is copied with the tick"
    assert copied() == "10/20/2026"
    window.press(K.Key_E)
    window.settled()
    assert window.house.read(copy_queue.count) == 0
    assert dialog.state.text() == "Everything is entered."
    assert not dialog.copy_button.isEnabled()
    window.press(K.Key_Escape)
    assert not dialog.is_open
    assert copied() == "", "closing takes what was copied along"


def test_backspace_copies_the_same_field_again(window: NoteWindow) -> None:
    dialog = opened(window)
    assert not dialog.again_button.isEnabled()
    window.press(K.Key_Return)
    assert dialog.again_button.isEnabled()
    QGuiApplication.clipboard().clear()
    window.press(K.Key_Backspace)
    assert copied() == "10/20/2026"
    window.press(K.Key_Return)
    assert copied().startswith("The session used"), "the next one is still the next one"


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
