# SPDX-License-Identifier: MIT
"""`otdesk backup`, `restore`, `verify`: what is done, what is refused, and that each failure is one sentence."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from otdesk import cli
from otdesk.system import OwnerLock
from otdesk.vault.keys import DEFAULT_POLICY
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock

Otdesk = Callable[..., tuple[int, str, str]]


@pytest.fixture
def otdesk(tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]) -> Otdesk:
    """Runs a command line in this process: exit code, stdout, stderr."""
    secret = tmp_path / "passphrase"
    secret.write_text(vaults.PASSPHRASE + "\n", encoding="utf-8")

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        line = [*map(str, arguments), "--passphrase-file", str(secret)]
        try:
            code = cli.main(line, clock())
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def folder(tmp_path: Path, clock: FixedClock) -> Path:
    """A closed vault with three signed notes and a draft, under keys of full strength: a command takes no others."""
    folder = tmp_path / "v"
    vault, _code = Vault.create(folder, vaults.PASSPHRASE, vaults.PERSON, now=clock(), kdf=DEFAULT_POLICY)
    vault_rows.people(vault, clock)
    for number in range(3):
        vault_rows.signed(vault, clock, f"note {number}")
    vault_rows.draft(vault, clock, "a draft")
    vault.close()
    return folder


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_backup_verify_restore(otdesk: Otdesk, folder: Path, tmp_path: Path, clock: FixedClock) -> None:
    code, out, err = otdesk("backup", "--vault", folder, "--to", tmp_path / "usb")
    made = next((tmp_path / "usb").iterdir())
    assert (code, out, err) == (0, f"Backup made and verified: {made}\n", "")
    code, out, _err = otdesk("verify", "--backup", made)
    assert code == 0
    assert out.startswith("Whole, made Tue, Oct 20, 2026: 1 student, 4 notes, the last of Oct 20, 2026, 3 signatures,")
    code, out, err = otdesk("restore", "--vault", tmp_path / "w", "--from", made)
    assert (code, out, err) == (0, f"Vault restored in {tmp_path / 'w'}.\n", "")
    assert otdesk("verify", "--vault", tmp_path / "w")[0] == 0
    assert otdesk("backup", "--vault", folder)[0] == 0
    assert len(list((folder / "backups").iterdir())) == 1


def test_verify_leaves_the_folder_as_it_is(otdesk: Otdesk, folder: Path) -> None:
    before = _bytes(folder)
    code, out, _err = otdesk("verify", "--vault", folder)
    assert (code, out.count("\n")) == (0, 1)
    assert out.startswith("Whole: 1 student, 4 notes,")
    assert _bytes(folder) == before


def test_verify_does_not_mend_what_it_finds(otdesk: Otdesk, folder: Path) -> None:
    (folder / "vault.json").write_bytes(b"{}")
    before = _bytes(folder)
    code, out, err = otdesk("verify", "--vault", folder)
    assert (code, out) == (1, "")
    assert err.startswith("The file “vault.json” in the vault's folder is missing or damaged. The vault still opens")
    assert _bytes(folder) == before


def test_restoring_over_a_vault_asks_for_a_word_and_keeps_it(
    otdesk: Otdesk, folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    assert otdesk("backup", "--vault", folder, "--to", tmp_path / "usb")[0] == 0
    made = next((tmp_path / "usb").iterdir())
    code, out, err = otdesk("restore", "--vault", folder, "--from", made)
    assert (code, out) == (1, "")
    assert err == "There is a vault in this folder already. Say --replace to keep it beside the restored one.\n"
    code, out, err = otdesk("restore", "--vault", folder, "--from", made, "--replace")
    assert (code, err) == (0, "")
    aside = Path(out.strip().removesuffix(".").rpartition(" ")[2])
    assert aside.parent == folder.parent
    assert otdesk("verify", "--vault", aside)[0] == 0
    assert otdesk("verify", "--vault", folder)[0] == 0


def _without(name: str) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        (folder / name).unlink()

    return harm


def _turned(name: str, place: int) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[place] ^= 16
        (folder / name).write_bytes(data)

    return harm


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_without("anchor"), "The file “anchor” is missing"),
        (_turned("anchor", 40), "The file “anchor” in the vault's folder was changed"),
        (_without("data.db"), "The vault's data file is missing"),
        (_turned("data.db", 30_000), "The vault's data file cannot be read"),
        (_without("vault.json.bak"), "The file “vault.json.bak”"),
        (shutil.rmtree, "There is no vault in this folder"),
    ],
)
def test_each_damage_is_one_sentence_and_what_to_do(
    otdesk: Otdesk, folder: Path, harm: Callable[[Path], None], said: str
) -> None:
    harm(folder)
    code, out, err = otdesk("verify", "--vault", folder)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(said)
    assert err.count(". ") >= 1


def test_a_damaged_backup_is_told(otdesk: Otdesk, folder: Path, tmp_path: Path) -> None:
    otdesk("backup", "--vault", folder, "--to", tmp_path / "usb")
    made = next((tmp_path / "usb").iterdir())
    _turned(made.name, 12_000)(made.parent)
    for line in (("verify", "--backup", made), ("restore", "--vault", tmp_path / "w", "--from", made)):
        code, _out, err = otdesk(*line)
        assert (code, err) == (1, "This backup is damaged. Choose an older one. Nothing was changed.\n")
    assert otdesk("verify", "--backup", tmp_path / "none")[::2] == (
        1,
        "There is no such file. Choose a backup of OTDesk.\n",
    )
    assert not (tmp_path / "w").exists()


def test_an_open_vault_is_not_looked_at(otdesk: Otdesk, folder: Path) -> None:
    lock = OwnerLock(folder / "lock")
    try:
        for command in ("backup", "verify"):
            code, _out, err = otdesk(command, "--vault", folder)
            assert code == 1
            assert err.startswith("OTDesk is open. Close")
    finally:
        lock.release()


@pytest.mark.parametrize(
    "line", [["verify"], ["restore", "--vault", "v"], ["backup"], ["verify", "--vault", "v", "--backup", "b"]]
)
def test_wrong_usage(otdesk: Otdesk, line: list[str]) -> None:
    code, out, err = otdesk(*line)
    assert (code, out) == (2, "")
    assert err
