# SPDX-License-Identifier: MIT
"""What is typed in a form is kept when OTDesk locks or closes, and shown until it is taken up."""

from PySide6.QtCore import Qt

from otdesk.queries.left_forms import left
from otdesk.ui import left_forms
from otdesk.ui.left_forms import LeftDialog
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.labels import Words
from otdesk.ui.settings.key_forms import PassphraseForm
from tests.caseload_sample import Ids
from tests.caseload_window import Window

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
Desk = tuple[Window, Ids]


def told(window: Window) -> LeftDialog | None:
    left_forms.tell(window.shell, window.bridge)
    found = [each for each in window.shell.findChildren(LeftDialog) if each.is_open]
    return found[0] if found else None


def test_an_open_form_is_kept_and_shown_until_it_is_taken_up(desk: Desk) -> None:
    window, _ids = desk
    window.press(K.Key_N, modifier=CTRL)
    form = window.open_form()
    window.fill(form, First_name="Imani", Birth_date="2/30/2020")
    window.shell.leave_all()
    form.reject()
    (kept,) = window.bridge.read(left)
    assert kept.title == form.accessibleName()
    assert ("First name", "Imani") in kept.fields
    assert ("Birth date", "2/30/2020") in kept.fields, "a wrong date too"
    shown = told(window)
    assert shown is not None
    words = [each.text() for each in shown.findChildren(Words)]
    assert {"First name", "Imani", "2/30/2020", kept.title} <= set(words)
    shown.reject()
    assert len(window.bridge.read(left)) == 1, "kept for later"
    again = told(window)
    assert again is not None
    again.accept()
    assert window.bridge.read(left) == ()
    assert told(window) is None


def test_what_was_only_looked_at_is_not_kept(desk: Desk) -> None:
    window, _ids = desk
    window.press(K.Key_N, modifier=CTRL)
    window.open_form()
    window.shell.leave_all()
    assert window.bridge.read(left) == ()


def test_no_passphrase_is_kept(desk: Desk) -> None:
    window, _ids = desk
    form = PassphraseForm(window.shell, window.bridge)
    form.open()
    form.old.set_text("a passphrase that opens it")
    assert isinstance(form, DialogBase)
    assert form.typed()
    window.shell.leave_all()
    form.reject()
    assert window.bridge.read(left) == ()
