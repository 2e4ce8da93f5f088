# SPDX-License-Identifier: MIT
"""A district's office opens a vault with its own code, and alone what a leaving therapist hands over."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.faults import Refusal, Trouble
from otdesk.vault import backing_up, backup, backup_file, district_key, keys, recovery_code, restore, wrapping
from otdesk.vault.district_key import Card
from otdesk.vault.keys import KeyPolicy
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock

WEAK = KeyPolicy(**vaults.weak_keys())
CODE = recovery_code.new_code()
CARD = district_key.card_of("Marlow County Schools", CODE)


@pytest.fixture
def let_in(vault: Vault) -> Vault:
    keys.add_district(vault.folder, vault.unlocked, CARD)
    return vault


def test_the_code_of_the_district_opens_the_same_keys(let_in: Vault) -> None:
    for typed in (CODE, CODE.lower().replace("-", " ")):
        opened = keys.unlock_with_recovery(let_in.folder, typed, policy=WEAK)
        assert opened.data_key == let_in.unlocked.data_key
        assert (opened.person, opened.by) == ("Marlow County Schools", "district")
    assert keys.district(let_in.folder) == CARD
    assert keys.persons(let_in.folder) == [vaults.PERSON]
    keys.look_at_files(let_in.folder, let_in.unlocked)


def test_no_other_code_opens_it_and_a_slip_is_named(let_in: Vault) -> None:
    with pytest.raises(Trouble, match="recovery code does not open"):
        keys.unlock_with_recovery(let_in.folder, recovery_code.new_code(), policy=WEAK)
    wrong = ("7" if CODE[0] != "7" else "8") + CODE[1:]
    with pytest.raises(Refusal):
        keys.unlock_with_recovery(let_in.folder, wrong, policy=WEAK)


def test_the_header_holds_nothing_the_code_could_be_found_by(let_in: Vault) -> None:
    written = (let_in.folder / keys.HEADER).read_text(encoding="utf-8")
    assert CARD.public in written
    assert not any(group in written for group in CODE.split("-"))


def test_a_changed_slot_is_refused_and_the_passphrase_still_opens(let_in: Vault) -> None:
    path = let_in.folder / keys.HEADER
    whole = path.read_text(encoding="utf-8")
    for name, value in (("once", "00" * 32), ("once", "zz"), ("to", "11" * 32)):
        body = json.loads(whole)
        body["slots"][-1]["kdf"][name] = value
        for copy in (path, path.with_name(f"{keys.HEADER}.bak")):
            copy.write_text(json.dumps(body), encoding="utf-8")
        with pytest.raises(Trouble):
            keys.unlock_with_recovery(let_in.folder, CODE, policy=WEAK)
        with pytest.raises(Trouble, match="changed by something else"):
            keys.unlock(let_in.folder, vaults.PASSPHRASE, policy=WEAK, mend=False)


def test_one_office_at_most_and_its_access_can_be_taken_away(let_in: Vault) -> None:
    other = district_key.card_of("Alder District", recovery_code.new_code())
    with pytest.raises(Refusal, match="already"):
        keys.add_district(let_in.folder, let_in.unlocked, other)
    keys.remove_district(let_in.folder, let_in.unlocked)
    with pytest.raises(Trouble):
        keys.unlock_with_recovery(let_in.folder, CODE, policy=WEAK)
    assert keys.district(let_in.folder) is None
    keys.add_district(let_in.folder, let_in.unlocked, other)
    assert keys.district(let_in.folder) == other


def test_what_is_handed_over_only_the_office_opens(let_in: Vault, tmp_path: Path, clock: FixedClock) -> None:
    vault_rows.people(let_in, clock)
    vault_rows.signed(let_in, clock, "one")
    path = backing_up.hand_over(let_in, clock(), tmp_path)
    assert backup.listed(tmp_path) == [], "it does not lie among backups of her own"
    label = backup_file.read(path)
    assert [slot.kind for slot in label.key_header.slots] == ["district"]
    with pytest.raises(Trouble, match="passphrase does not open"):
        restore.unlock_backup(path, passphrase=vaults.PASSPHRASE, policy=WEAK)
    unlocked = restore.unlock_backup(path, code=CODE, policy=WEAK)
    assert backup.verify(path, unlocked).counts["notes"] == 1
    restore.restore(path, unlocked, tmp_path / "office", clock())
    words = "a stork reads every letter"
    keys.add_person(tmp_path / "office", unlocked, "Records Office", words, policy=WEAK)
    opened = Vault.open(tmp_path / "office", keys.unlock(tmp_path / "office", words, policy=WEAK), now=clock())
    with opened.read() as db:
        assert db.connection().exec_driver_sql("SELECT count(*) FROM notes WHERE status = 'signed'").scalar() == 1
    opened.close()
    assert keys.unlock(let_in.folder, vaults.PASSPHRASE, policy=WEAK).data_key == unlocked.data_key


def test_nothing_is_handed_over_without_an_office(vault: Vault, tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(Refusal, match="No district"):
        backing_up.hand_over(vault, clock(), tmp_path)
    assert list(tmp_path.rglob("*.otdesk-backup")) == []


def test_a_card_comes_back_from_its_file() -> None:
    assert district_key.read(district_key.to_file(CARD)) == CARD
    assert CODE not in district_key.to_file(CARD).decode()
    with pytest.raises(Refusal, match="name of the district"):
        district_key.card_of("  ", CODE)


@pytest.mark.parametrize("public", ["", "00" * 32, "zz" * 32, "11" * 31])
def test_what_is_no_key_is_no_card(public: str) -> None:
    assert not wrapping.is_public(public)
    body = {"form": district_key.FORM, "district": "A", "public": public, "number": ""}
    with pytest.raises(Refusal, match="not the key of a district"):
        district_key.read(json.dumps(body).encode())


@given(st.binary(max_size=300) | st.integers(0, 400).map(lambda at: district_key.to_file(CARD)[:at]))
def test_any_other_file_is_refused(data: bytes) -> None:
    if data.strip() != district_key.to_file(CARD).strip():
        with pytest.raises(Refusal):
            district_key.read(data)


def test_half_a_character_and_a_key_written_otherwise_are_refused() -> None:
    body = json.loads(district_key.to_file(CARD))
    for change in ({"district": "A\ud800"}, {"public": CARD.public.upper()}, {"public": f" {CARD.public}"}):
        with pytest.raises(Refusal):
            district_key.read(json.dumps({**body, **change}).encode())


def test_a_slip_in_a_card_is_found() -> None:
    wrong = CARD.public[:-1] + ("0" if CARD.public[-1] != "0" else "1")
    body = {"form": district_key.FORM, "district": CARD.district, "public": wrong, "number": CARD.number}
    with pytest.raises(Refusal):
        district_key.read(json.dumps(body).encode())
    assert Card("A", wrong).number != CARD.number
