# SPDX-License-Identifier: MIT
"""Settings, Security: a district's office is let in, shut out, handed everything; each is proved and written down."""

from pathlib import Path

import pytest

from otdesk.actions import disclosures, therapists
from otdesk.faults import Refusal, Trouble
from otdesk.rules.entries_people import TherapistEntry
from otdesk.ui.settings.district_card import DistrictCard
from otdesk.ui.settings.key_forms import DrillForm
from otdesk.vault import district_key, keys, recovery_code, restore
from tests import vault_rows, vaults
from tests.ui.settings.test_security_page import WEAK, Opened, at

__all__ = ["at"]  # the fixture
CODE = recovery_code.new_code()


@pytest.fixture
def card(at: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DistrictCard:
    path = tmp_path / "district.otdesk-district"
    path.write_bytes(district_key.to_file(district_key.card_of("Marlow County Schools", CODE)))
    monkeypatch.setattr(DistrictCard, "where_card", staticmethod(lambda _host: path))
    monkeypatch.setattr(DistrictCard, "where_folder", staticmethod(lambda _host: tmp_path))
    monkeypatch.setattr(DistrictCard, "sure", staticmethod(lambda *_words: True))
    return at.page.office


def prove(at: Opened, card: DistrictCard) -> None:
    proof = card.proof
    assert proof is not None
    proof._edit.setText(vaults.PASSPHRASE)
    proof.accept()
    at.qtbot.waitUntil(lambda: not proof.is_open, timeout=20_000)


def let_in(at: Opened, card: DistrictCard) -> None:
    card.take_button.click()
    prove(at, card)


def test_an_office_is_let_in_after_its_number_is_shown_and_the_passphrase_given(
    at: Opened, card: DistrictCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def look(*words: str) -> bool:
        shown.append(" ".join(words[1:]))
        return True

    monkeypatch.setattr(DistrictCard, "sure", staticmethod(look))
    assert card.take_button.isVisible()
    assert not card.hand_button.isVisible()
    card.take_button.click()
    number = district_key.card_of("Marlow County Schools", CODE).number
    assert number in shown[0]
    assert keys.district(at.folder) is None, "not before the passphrase"
    prove(at, card)
    assert keys.unlock_with_recovery(at.folder, CODE).by == "district"
    assert number in card.state.text()
    assert "Marlow County Schools" in card.state.text()
    assert (card.take_button.isVisible(), card.end_button.isVisible(), card.hand_button.isVisible()) == (
        False, True, True,
    )  # fmt: skip
    assert at.audited()[-1] == "district_added"


def test_who_says_no_lets_nobody_in(at: Opened, card: DistrictCard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DistrictCard, "sure", staticmethod(lambda *_words: False))
    card.take_button.click()
    assert card.proof is None
    assert keys.district(at.folder) is None


def test_another_file_is_told_and_changes_nothing(at: Opened, card: DistrictCard, tmp_path: Path) -> None:
    (tmp_path / "district.otdesk-district").write_bytes(b"holiday")
    with at.qtbot.waitSignal(at.bridge.refused) as told:
        card.take_button.click()
    assert told.args is not None
    assert "not the key of a district" in told.args[0]
    (tmp_path / "district.otdesk-district").unlink()
    with at.qtbot.waitSignal(at.bridge.troubled):
        card.take_button.click()
    assert card.proof is None


def test_its_access_is_taken_away(at: Opened, card: DistrictCard) -> None:
    let_in(at, card)
    card.end_button.click()
    with pytest.raises(Trouble):
        keys.unlock_with_recovery(at.folder, CODE)
    assert card.take_button.isVisible()
    assert at.audited()[-1] == "district_removed"


def test_everything_is_handed_over_and_every_students_log_says_so(
    at: Opened, card: DistrictCard, tmp_path: Path
) -> None:
    vault_rows.people(at.vault, at.clock)
    let_in(at, card)
    card.hand_button.click()
    prove(at, card)
    at.qtbot.waitUntil(lambda: bool(list(tmp_path.glob("OTDesk hand-over*/*.otdesk-backup"))), timeout=20_000)
    at.qtbot.waitUntil(card.hand_button.isEnabled, timeout=20_000)
    (made,) = tmp_path.glob("OTDesk hand-over*/*.otdesk-backup")
    assert restore.unlock_backup(made, code=CODE, policy=WEAK).by == "district"
    with pytest.raises(Trouble):
        restore.unlock_backup(made, passphrase=vaults.PASSPHRASE, policy=WEAK)
    kinds = at.audited()
    assert kinds[-1] == "backup"
    with at.vault.read() as db:
        students = db.connection().exec_driver_sql("SELECT count(*) FROM students").scalar_one()
    assert kinds.count("export") == students > 0


def test_nothing_is_handed_over_into_the_vault_itself(
    at: Opened, card: DistrictCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_in(at, card)
    monkeypatch.setattr(DistrictCard, "where_folder", staticmethod(lambda _host: at.folder / "backups"))
    card.hand_button.click()
    with at.qtbot.waitSignal(at.bridge.refused, timeout=20_000):
        prove(at, card)
    assert list((at.folder / "backups").iterdir()) == []
    assert "export" not in at.audited()


def test_the_drill_does_not_take_the_offices_code_for_ones_own(at: Opened, card: DistrictCard) -> None:
    let_in(at, card)
    at.page.drill()
    form = at.page.form
    assert isinstance(form, DrillForm)
    form.code.set_text(CODE)
    form.accept()
    at.qtbot.waitUntil(lambda: "code of Marlow County Schools" in form.code.line(), timeout=20_000)
    assert "recovery_tried" not in at.audited()


def test_whom_the_office_lets_in_is_written_down_and_takes_no_others_name(at: Opened) -> None:
    vault_rows.people(at.vault, at.clock)
    entry = TherapistEntry("Rosa", "Quist")
    before = at.bridge.undo_words()
    at.bridge.do(therapists.admit, "Rosa Quist", entry)
    assert at.bridge.undo_words() == before
    assert "person_added" in at.audited()
    with pytest.raises(Refusal, match="your own name"):
        at.bridge.do(therapists.admit, "Rosa Quist", entry)


def test_a_hand_over_cannot_be_undone(at: Opened) -> None:
    vault_rows.people(at.vault, at.clock)
    before = at.bridge.undo_words()
    at.bridge.do(disclosures.hand_over, "Marlow County Schools")
    assert at.bridge.undo_words() == before


def test_a_full_place_is_told_and_the_buttons_come_back(
    at: Opened, card: DistrictCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_in(at, card)
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(DistrictCard, "where_folder", staticmethod(lambda _host: tmp_path / "file"))
    card.hand_button.click()
    with at.qtbot.waitSignal(at.bridge.troubled, timeout=20_000):
        prove(at, card)
    at.qtbot.waitUntil(card.hand_button.isEnabled)
    assert not card.progress.isVisible()
