# SPDX-License-Identifier: MIT
"""Settings, People: an assistant is entered, given a passphrase, supervised, and shut out again."""

from otdesk.queries import people
from otdesk.rules.kinds import Role
from otdesk.ui.parts.dialogs import ConfirmDialog
from otdesk.ui.settings.person_form import AccessForm, PersonForm, SheetDialog
from otdesk.ui.supervision.form import SupervisionForm
from otdesk.vault import keys
from tests import vaults
from tests.caseload_sample import Ids
from tests.caseload_window import CTRL, K, Window, unnamed

WORDS = "four brown kettles under snow"


def open_page(window: Window) -> None:
    window.shell.go("settings/people")
    window.qtbot.waitUntil(lambda: window.settings.page == "people" and not window.settings.stale)


def add(window: Window) -> None:
    page = window.settings.people
    page.add_button.setFocus()
    window.press(K.Key_Space)
    form = page.form
    assert isinstance(form, PersonForm)
    for field, text in ((form.first, "Noor"), (form.last, "Haddad"), (form.credentials, "COTA/L")):
        field.set_text(text)
    form.role.choose(Role.OTA)
    form.supervisor.choose(1)
    form.accept()
    window.qtbot.waitUntil(lambda: len(page.model.rows()) == 2)
    page.table.setCurrentIndex(page.model.index(1, 0))


def test_an_assistant_is_entered_with_her_supervisor(desk: tuple[Window, Ids]) -> None:
    window, _ids = desk
    open_page(window)
    add(window)
    noor = window.house.read(people.people)[1]
    assert (noor.name, noor.entry.role, noor.supervisor, noor.slot) == ("Noor Haddad", Role.OTA, "Ana Ruiz", None)
    window.bridge.undo()
    window.qtbot.waitUntil(lambda: len(window.settings.people.model.rows()) == 1)


def test_she_is_given_a_passphrase_and_a_sheet_and_shut_out_again(
    desk: tuple[Window, Ids], monkeypatch: object
) -> None:
    window, _ids = desk
    open_page(window)
    add(window)
    page = window.settings.people
    page.access_button.setFocus()
    window.press(K.Key_Space)
    form = page.form
    assert isinstance(form, AccessForm)
    window.qtbot.keyClicks(form.passphrase._first_edit, WORDS)
    window.qtbot.keyClicks(form.passphrase._again_edit, WORDS)
    form.accept()
    window.qtbot.waitUntil(lambda: form.sheet is not None, timeout=20_000)
    sheet = form.sheet
    assert isinstance(sheet, SheetDialog)
    window.qtbot.waitUntil(lambda: bool(sheet.page._pdf), timeout=20_000)
    for field, number in zip(sheet.page.fields, sheet.page._asked, strict=True):
        field.set_text(sheet.page._gate.code_group(number))
    sheet.page.go_on()
    assert not sheet.is_open
    folder = window.house.vault.folder
    assert keys.unlock(folder, WORDS, "Noor Haddad").person == "Noor Haddad"
    assert window.house.read(people.people)[1].slot == "Noor Haddad"
    window.qtbot.waitUntil(page.end_button.isEnabled)

    def yes(*_args: object) -> bool:
        return True

    monkeypatch.setattr(ConfirmDialog, "confirm", yes)  # type: ignore[attr-defined]  # pytest's
    page.end_button.setFocus()
    window.press(K.Key_Space)
    assert keys.persons(folder) == [vaults.PERSON]
    assert window.house.read(people.people)[1].slot is None


def test_the_therapists_page_is_of_whoever_is_at_work(desk: tuple[Window, Ids]) -> None:
    window, _ids = desk
    open_page(window)
    add(window)
    window.shell.go("settings/therapist")
    window.qtbot.waitUntil(lambda: window.settings.therapist.first.text() == "Ana")
    assert window.settings.therapist.work_start.isVisible()


def test_a_line_of_the_supervision_log_by_keys(desk: tuple[Window, Ids]) -> None:
    window, _ids = desk
    open_page(window)
    add(window)
    page = window.settings.people
    page.log_button.setFocus()
    window.press(K.Key_Space)
    dialog = page.log
    assert unnamed(dialog) == []
    assert "Noor Haddad: 0 min of supervision" in dialog.shares.text()
    window.press(K.Key_N, modifier=CTRL)
    form = dialog.form
    assert isinstance(form, SupervisionForm)
    form.topics.set_text("Fading prompts")
    form.accept()
    window.qtbot.waitUntil(lambda: len(dialog.model.rows()) == 1)
    assert "Noor Haddad: 30 min of supervision" in dialog.shares.text()
    dialog.table.setFocus()
    dialog.before()
    assert dialog.model.rows() == ()
    dialog.after()
    window.press(K.Key_Delete)
    window.qtbot.waitUntil(lambda: dialog.model.rows() == ())
    dialog.reject()
