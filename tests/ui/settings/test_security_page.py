# SPDX-License-Identifier: MIT
"""Settings, Security: times kept at once, another passphrase, a new recovery sheet, the drill with the printed one."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from otdesk import settings
from otdesk.actions import own_keys
from otdesk.actions.own_keys import KeyStep
from otdesk.faults import Trouble
from otdesk.records.audit import AuditEvent
from otdesk.settings import Settings
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Jobs
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.preferences import NumberOf
from otdesk.ui.settings.key_forms import DrillForm, NewSheetProof, PassphraseForm
from otdesk.ui.settings.security_page import SecurityPage
from otdesk.vault import keys, recovery_code
from otdesk.vault.vault import Vault
from tests import vaults
from tests.clock import FixedClock
from tests.vaults import PASSPHRASE

OTHER = "four herons stand in slow water"
WEAK = keys.KeyPolicy(**vaults.weak_keys())


class Opened:
    def __init__(self, qtbot: QtBot, folder: Path, home: Path, clock: FixedClock) -> None:
        self.qtbot, self.folder, self.clock = qtbot, folder, clock
        self.vault: Vault = vaults.unlocked(folder, clock())
        self.jobs = Jobs()
        self.bridge = Bridge(self.vault, self._now, self.jobs, None, Settings(home / "settings.json"))
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.page = SecurityPage(self.bridge)
        self.window.setCentralWidget(self.page)
        self.window.resize(1000, 760)
        self.window.show()
        self.page.refill()

    def _now(self) -> datetime:
        return self.clock.local()

    def audited(self) -> list[str]:
        with self.vault.read() as db:
            return [row.kind for row in db.query(AuditEvent).order_by(AuditEvent.seq)]

    def close(self) -> None:
        self.jobs.stop()
        self.bridge.close()
        self.vault.close()


@pytest.fixture
def at(
    qtbot: QtBot, vault_folder: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    made = Opened(qtbot, vault_folder, tmp_path, clock)
    for name in ("unlock", "change_passphrase", "unlock_with_recovery"):  # the weak keys of the tests' vaults
        real = getattr(keys, name)
        monkeypatch.setattr(keys, name, _weakly(real))
    yield made
    made.close()


def _weakly(real: object) -> object:
    def done(*args: object, **how: object) -> object:
        return real(*args, **({"policy": WEAK} | how))  # type: ignore[operator]  # one of the three

    return done


def test_times_count_at_once_and_are_kept(at: Opened, tmp_path: Path) -> None:
    cover = next(f for f in at.page.findChildren(NumberOf) if settings.COVER_MINUTES.words in f.label())
    cover.set_text("0")
    at.page.leave()
    assert cover.line() == "A whole number from 1 to 60."
    cover.set_text("5")
    at.page.leave()
    assert Settings(tmp_path / "settings.json").get(settings.COVER_MINUTES) == 5


@pytest.mark.parametrize(("within", "later", "asks"), [(0, 0, True), (15, 16, True), (15, 14, False), (-1, 900, False)])
def test_a_signature_asks_again_after_the_chosen_time(at: Opened, within: int, later: int, asks: bool) -> None:
    at.bridge.preferences.put(settings.SIGN_PROOF, within)
    at.clock.advance(minutes=later)
    assert at.bridge.needs_proof() is asks


def test_another_passphrase_opens_from_now_on(at: Opened) -> None:
    at.page.change_button.click()
    form = at.page.form
    assert isinstance(form, PassphraseForm)
    form.old.set_text("not the passphrase at all")
    form.new.take(OTHER)
    form.new.again.set_text(OTHER)
    form.accept()
    at.qtbot.waitUntil(lambda: form.old.line().startswith("This passphrase does not open"), timeout=20_000)
    form.old.set_text(PASSPHRASE)
    left: list[tuple[str, str]] = []
    form.finished.connect(lambda _taken: left.append((form.old.text(), form.new.text())))
    form.accept()
    at.qtbot.waitUntil(lambda: left == [("", "")], timeout=20_000)
    assert keys.unlock(at.folder, OTHER).data_key == at.vault.unlocked.data_key
    with pytest.raises(Trouble):
        keys.unlock(at.folder, PASSPHRASE)
    assert at.audited()[-1] == "passphrase_changed"


def test_the_new_sheet_counts_once_part_of_it_is_typed_back(at: Opened) -> None:
    old = keys.renew_recovery(at.folder, at.vault.unlocked)
    at.page.sheet_button.click()
    proof = at.page.form
    assert isinstance(proof, NewSheetProof)
    proof._edit.setText(PASSPHRASE)
    proof.accept()
    at.qtbot.waitUntil(lambda: proof.sheet is not None, timeout=20_000)
    sheet = proof.sheet
    assert sheet is not None
    code = sheet._code
    assert keys.unlock_with_recovery(at.folder, old), "until then the old one does"
    at.qtbot.waitUntil(lambda: bool(sheet.page._pdf), timeout=60_000)
    for field, number in zip(sheet.page.fields, sheet.page._asked, strict=True):
        field.set_text(code.split("-")[number])
    sheet.page.go_on()
    assert not sheet.is_open
    assert keys.unlock_with_recovery(at.folder, code)
    with pytest.raises(Trouble):
        keys.unlock_with_recovery(at.folder, old)
    assert at.audited()[-1] == "recovery_renewed"


def test_the_drill_finds_a_slip_and_its_place_and_a_foreign_sheet(at: Opened) -> None:
    code = keys.renew_recovery(at.folder, at.vault.unlocked)
    at.page.drill_button.click()
    form = at.page.form
    assert isinstance(form, DrillForm)

    def said(text: str) -> LabeledField:
        form.code.set_text(text)
        QTest.keyClick(form.code.editor, Qt.Key.Key_Return)
        return form.code

    other = "2" if code[9] != "2" else "3"
    assert said(code[:9] + other + code[10:]).line() == "Group 2 of the recovery code has a slip in it."
    said(recovery_code.new_code())
    at.qtbot.waitUntil(lambda: "does not open the vault" in form.code.line(), timeout=20_000)
    assert form.is_open
    said(code.lower().replace("-", " "))
    at.qtbot.waitUntil(lambda: form.right is not None, timeout=20_000)
    assert form.right is not None
    assert form.right.text() == f"Right. The sheet of {vaults.PERSON} opens this vault."
    assert form.code.text() == "", "the code does not stay on the screen"
    at.bridge.do(own_keys.note_step, KeyStep.RECOVERY_TRIED)
    assert at.audited()[-2:] == ["recovery_tried"] * 2
    form.reject()


def test_a_change_under_way_is_not_cancelled_halfway(at: Opened) -> None:
    at.page.change_button.click()
    form = at.page.form
    assert isinstance(form, PassphraseForm)
    form.old.set_text(PASSPHRASE)
    form.new.take(OTHER)
    form.new.again.set_text(OTHER)
    form.accept()
    form.cancel_button.click()
    assert form.is_open
    at.qtbot.waitUntil(lambda: not form.is_open, timeout=20_000)
    assert keys.unlock(at.folder, OTHER)
