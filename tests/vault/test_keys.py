# SPDX-License-Identifier: MIT
"""vault.json: who can open it, what is refused, and that no damaged byte goes unseen."""

import errno
import json
import os
import random
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otdesk.faults import Refusal, Trouble
from otdesk.vault import keys, passphrases, recovery_code, wrapping
from otdesk.vault.keys import KeyPolicy
from tests.clock import FixedClock

WEAK = KeyPolicy(memory_kib=8, passes=1, lanes=1, floor_memory_kib=8, floor_passes=1)
PASSPHRASE = "nine slow herons over water"
OTHER = "the other words, quite long"


@pytest.fixture
def made(tmp_path: Path, clock: FixedClock) -> tuple[Path, keys.Unlocked, str]:
    unlocked, code = keys.create(tmp_path, PASSPHRASE, "Ana Ruiz", clock(), policy=WEAK)
    return tmp_path, unlocked, code


def test_passphrase_and_recovery_code_open_the_same_key(made: tuple[Path, keys.Unlocked, str]) -> None:
    folder, unlocked, code = made
    by_words = keys.unlock(folder, PASSPHRASE, policy=WEAK)
    by_code = keys.unlock_with_recovery(folder, code.lower(), policy=WEAK)
    assert by_words.data_key == by_code.data_key == unlocked.data_key
    assert (by_words.person, by_words.by, by_code.by) == ("Ana Ruiz", "passphrase", "recovery")
    assert len({by_words.key(label) for label in ("database", "backup", "anchor", "chain")}) == 4
    assert unlocked.data_key.hex() not in repr(unlocked)
    assert str(unlocked.data_key) not in repr(unlocked)


def test_a_wrong_passphrase_has_one_message(made: tuple[Path, keys.Unlocked, str]) -> None:
    folder = made[0]
    for wrong in ("", "x", PASSPHRASE + " ", PASSPHRASE.upper()):
        with pytest.raises(Trouble) as told:
            keys.unlock(folder, wrong, policy=WEAK)
        assert told.value.message == "This passphrase does not open the vault."
    with pytest.raises(Trouble, match="recovery code"):
        keys.unlock_with_recovery(folder, recovery_code.new_code(), policy=WEAK)


@given(st.text(max_size=20))
@settings(max_examples=40)
def test_the_same_letters_in_another_unicode_form_open_it(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = "ﬁnd Zoë, Škoda: " + text
        keys.create(folder, text, "A", FixedClock()(), policy=WEAK)
        assert keys.unlock(folder, unicodedata.normalize("NFD", text), policy=WEAK).person == "A"


def test_rules_of_a_new_passphrase() -> None:
    passphrases.check("ällt gölt, üß 漢字")
    passphrases.check("               x")
    for bad, why in (("short one", "15 characters"), ("Password Password", "tried first"), ("1234567890" * 2, "tried")):
        with pytest.raises(Refusal, match=why):
            passphrases.check(bad)


def test_the_delays() -> None:
    assert [passphrases.delay(n) for n in range(12)] == [0, 0, 0, 1, 2, 4, 8, 15, 30, 30, 30, 30]
    assert passphrases.delay(-1) == 0


def test_changing_and_resetting(made: tuple[Path, keys.Unlocked, str]) -> None:
    folder, unlocked, code = made
    changed = keys.change_passphrase(folder, "Ana Ruiz", PASSPHRASE, OTHER, policy=WEAK)
    assert changed.data_key == unlocked.data_key
    with pytest.raises(Trouble):
        keys.unlock(folder, PASSPHRASE, policy=WEAK)
    by_code = keys.unlock_with_recovery(folder, code, policy=WEAK)
    keys.reset_passphrase(folder, by_code, PASSPHRASE, policy=WEAK)
    assert keys.unlock(folder, PASSPHRASE, policy=WEAK).data_key == unlocked.data_key
    fresh = keys.renew_recovery(folder, by_code, policy=WEAK)
    with pytest.raises(Trouble):
        keys.unlock_with_recovery(folder, code, policy=WEAK)
    assert keys.unlock_with_recovery(folder, fresh, policy=WEAK).data_key == unlocked.data_key
    with pytest.raises(Refusal):
        keys.reset_passphrase(folder, by_code, "short", policy=WEAK)


def test_each_person_has_a_slot_of_her_own(made: tuple[Path, keys.Unlocked, str]) -> None:
    folder, unlocked, code = made
    code_2 = keys.add_person(folder, unlocked, "Bo Li", OTHER, policy=WEAK)
    assert keys.persons(folder) == ["Ana Ruiz", "Bo Li"]
    assert keys.unlock(folder, OTHER, policy=WEAK).person == "Bo Li"
    assert keys.unlock_with_recovery(folder, code_2, policy=WEAK).person == "Bo Li"
    assert keys.unlock_with_recovery(folder, code, policy=WEAK).person == "Ana Ruiz"
    with pytest.raises(Trouble):
        keys.unlock(folder, OTHER, "Ana Ruiz", policy=WEAK)
    with pytest.raises(Refusal):
        keys.add_person(folder, unlocked, "Bo Li", OTHER + "!", policy=WEAK)


def test_the_real_policy_is_at_the_figures_and_refuses_ours(made: tuple[Path, keys.Unlocked, str]) -> None:
    real = keys.DEFAULT_POLICY
    assert (real.memory_kib, real.passes, real.lanes) == (131072, 3, 4)
    assert (real.floor_memory_kib, real.floor_passes) == (65536, 3)
    with pytest.raises(Trouble, match="weaker"):
        keys.unlock(made[0], PASSPHRASE)


def _edit(folder: Path, change: Any, names: tuple[str, ...] = ("vault.json", "vault.json.bak")) -> None:
    for name in names:
        body = json.loads((folder / name).read_text(encoding="utf-8"))
        change(body)
        (folder / name).write_text(json.dumps(body), encoding="utf-8")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("memory_kib", 7),
        ("memory_kib", 10**9),
        ("memory_kib", "8"),
        ("passes", 0),
        ("passes", 10**6),
        ("lanes", 0),
        ("name", "pbkdf2"),
    ],
)
def test_weakened_parameters_are_refused(made: tuple[Path, keys.Unlocked, str], field: str, value: object) -> None:
    def weaken(body: Any) -> None:
        body["slots"][0]["kdf"][field] = value

    _edit(made[0], weaken)
    with pytest.raises(Trouble, match="weaker"):
        keys.unlock(made[0], PASSPHRASE, policy=WEAK)


def test_names_moved_between_slots_are_seen(made: tuple[Path, keys.Unlocked, str]) -> None:
    folder, unlocked, code = made
    keys.add_person(folder, unlocked, "Bo Li", OTHER, policy=WEAK)

    def rename(body: Any) -> None:
        body["slots"][2]["person"] = "Ana Ruiz"

    _edit(folder, rename)
    for attempt in (OTHER, PASSPHRASE):
        with pytest.raises(Trouble):
            keys.unlock(folder, attempt, policy=WEAK)
    with pytest.raises(Trouble, match="changed by something else"):
        keys.unlock_with_recovery(folder, code, policy=WEAK)


def test_one_damaged_copy_is_healed(made: tuple[Path, keys.Unlocked, str]) -> None:
    folder = made[0]
    good = (folder / "vault.json").read_bytes()
    for name in ("vault.json", "vault.json.bak"):
        for damaged in (b"", good[:100], b"\x00" * 300, good.replace(b"wrapped", b"wrapper")):
            (folder / name).write_bytes(damaged)
            assert keys.unlock(folder, PASSPHRASE, policy=WEAK).person == "Ana Ruiz"
            assert (folder / "vault.json").read_bytes() == (folder / "vault.json.bak").read_bytes() == good


def test_every_flipped_bit_is_harmless_or_refused(made: tuple[Path, keys.Unlocked, str]) -> None:
    folder, unlocked, _code = made
    good = (folder / "vault.json").read_bytes()
    rng = random.Random(7)  # noqa: S311 - a fixed sample
    refused = 0
    for _ in range(300):
        place, bit = rng.randrange(len(good)), 1 << rng.randrange(8)
        bad = good[:place] + bytes([good[place] ^ bit]) + good[place + 1 :]
        for name in ("vault.json", "vault.json.bak"):
            (folder / name).write_bytes(bad)
        try:
            found = keys.unlock(folder, PASSPHRASE, policy=WEAK)
        except Trouble:
            refused += 1
            continue
        assert found == unlocked  # white space or the case of a letter that nothing depends on
    assert refused > 250


def test_a_newer_header_is_refused_and_left(made: tuple[Path, keys.Unlocked, str]) -> None:
    def newer(body: Any) -> None:
        body["format"] = 2

    _edit(made[0], newer)
    before = (made[0] / "vault.json").read_bytes()
    with pytest.raises(Trouble, match="newer"):
        keys.unlock(made[0], PASSPHRASE, policy=WEAK)
    assert (made[0] / "vault.json").read_bytes() == before


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"format":1,"revision":1e999}', b'"\\ud800"', b"\xff\xfe"])
def test_a_header_that_chokes_a_reader_is_refused(made: tuple[Path, keys.Unlocked, str], body: bytes) -> None:
    folder = made[0]
    for name in ("vault.json", "vault.json.bak"):
        (folder / name).write_bytes(body)
    with pytest.raises(Trouble, match="cannot be read"):
        keys.unlock(folder, PASSPHRASE, policy=WEAK)


def test_half_a_character_in_a_header_is_refused(made: tuple[Path, keys.Unlocked, str]) -> None:
    folder = made[0]
    for name in ("vault.json", "vault.json.bak"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("Ana Ruiz", "Ana \\ud800"), encoding="utf-8")
    with pytest.raises(Trouble, match="cannot be read"):
        keys.unlock(folder, PASSPHRASE, policy=WEAK)


def test_wrong_tries_are_remembered_until_they_are_written_down(tmp_path: Path, clock: FixedClock) -> None:
    keys.note_wrong_try(tmp_path, clock())
    keys.note_wrong_try(tmp_path, clock.advance(minutes=1))
    assert keys.wrong_tries(tmp_path) == [clock.advance(minutes=-1), clock.advance(minutes=1)]
    keys.forget_wrong_tries(tmp_path)
    assert keys.wrong_tries(tmp_path) == []


def test_keys_need_no_database_library() -> None:
    code = "import otdesk.vault.keys, sys; print('sqlalchemy' in sys.modules, 'sqlcipher3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_full_disk_is_told_and_the_passphrase_stays_what_it_was(
    made: tuple[Path, keys.Unlocked, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = made[0]
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Trouble, match="disk is full"):
            keys.change_passphrase(folder, "Ana Ruiz", PASSPHRASE, OTHER, policy=WEAK)
        (folder / "vault.json.bak").unlink()
        keys.unlock(folder, PASSPHRASE, policy=WEAK)  # the copy cannot be mended now, and need not be
    keys.unlock(folder, PASSPHRASE, policy=WEAK)
    assert (folder / "vault.json.bak").read_bytes() == (folder / "vault.json").read_bytes()


def test_a_quick_machine_works_longer_and_a_slow_one_never_below_the_floor() -> None:
    real = keys.DEFAULT_POLICY
    assert wrapping.fitted(real, 0.3) == real
    assert wrapping.fitted(real, 0.1).passes == 9
    assert wrapping.fitted(real, 0.0001).passes == real.most_passes
    assert wrapping.fitted(real, 0.9) == real
    slow = wrapping.fitted(real, 4.0)
    assert (slow.memory_kib, slow.passes) == (real.floor_memory_kib, real.floor_passes)
    assert wrapping.argon(real, lambda _policy: 0.15)["passes"] == 6
    assert wrapping.argon(WEAK)["passes"] == 1, "only the real policy looks at the machine"


@given(st.floats(min_value=0.00001, max_value=1000))
def test_what_is_made_is_always_accepted(took: float) -> None:
    real = keys.DEFAULT_POLICY
    made = wrapping.argon(real, lambda _policy: took)
    assert real.floor_memory_kib <= made["memory_kib"] <= real.ceiling_memory_kib
    assert real.floor_passes <= made["passes"] <= real.ceiling_passes


def test_the_machine_itself_is_measured() -> None:
    assert wrapping._timed(WEAK) > 0
