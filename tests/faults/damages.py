# SPDX-License-Identifier: MIT
"""What can happen to the files of a vault and to a backup, one harm at a time; and healthy states that look odd.

A `Case` is a small vault in several states, each a folder of files; a harm works on a copy of one. The engine's own
checks pass many of them: a lost log, an old file, a page put back.
"""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from otdesk.vault import keys, witness
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock

POLICY = keys.KeyPolicy(**vaults.weak_keys())
PAGE = 4096
FRAME = PAGE + 24


@dataclass(frozen=True)
class Case:
    """One vault: `older` and `closed` whole states of it, `killed` as a killed process leaves it, two backups."""

    place: Path
    unlocked: keys.Unlocked
    older: Path
    closed: Path
    killed: Path
    other: Path
    """The closed vault of somebody else."""
    older_backup: Path
    backup: Path


def make_case(folder: Path, clock: FixedClock, other: Path, rng: random.Random) -> Case:
    """`place` is where every state of it has lain, so that this computer saw the newest there."""
    place = folder / "vault"
    vaults.make(place, clock())
    vault = vaults.unlocked(place, clock())
    vault_rows.people(vault, clock)
    _write(vault, clock, rng, "older")
    older_backup = vault.back_up(clock.advance(minutes=1), folder / "usb")
    vault.close()
    older = Path(shutil.copytree(place, folder / "older"))
    vault = vaults.unlocked(place, clock.advance(days=1))
    _write(vault, clock, rng, "newer")
    backup = vault.back_up(clock.advance(minutes=1), folder / "usb")
    _write(vault, clock, rng, "newest")
    vault._anchors.settle()
    killed = Path(shutil.copytree(place, folder / "killed"))
    (killed / "data.db-shm").unlink()
    vault.close()
    closed = Path(shutil.copytree(place, folder / "closed"))
    shutil.rmtree(place)
    return Case(place, vault.unlocked, older, closed, killed, other, older_backup, backup)


def _write(vault: Vault, clock: FixedClock, rng: random.Random, words: str) -> None:
    for number in range(rng.randrange(1, 5)):
        clock.advance(minutes=1)
        vault_rows.signed(vault, clock, f"{words} {number} {'x' * rng.randrange(6000)}")
    vault_rows.draft(vault, clock, f"{words} draft")


def put(state: Path, place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    return Path(shutil.copytree(state, place))


# --- single harms ------------------------------------------------------------------------------------------------


def flip(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def cut(path: Path, rng: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(rng.randrange(path.stat().st_size))


def zero(path: Path, rng: random.Random) -> None:
    number = rng.randrange(path.stat().st_size // 512)
    with path.open("r+b") as file:
        file.seek(number * 512)
        file.write(bytes(512))


def lengthen(path: Path, rng: random.Random) -> None:
    with path.open("ab") as file:
        file.write(rng.randbytes(rng.choice((1, 512, PAGE))))


def swap_pages(path: Path, rng: random.Random) -> None:
    data = path.read_bytes()
    one, two = rng.sample(range(path.stat().st_size // PAGE - 1), 2)
    pages = [data[number * PAGE : (number + 1) * PAGE] for number in range(len(data) // PAGE)]
    pages[one], pages[two] = pages[two], pages[one]
    path.write_bytes(b"".join(pages) + data[len(pages) * PAGE :])


def foreign_page(path: Path, source: Path, rng: random.Random) -> None:
    number = rng.randrange(min(path.stat().st_size, source.stat().st_size) // PAGE)
    with source.open("rb") as file:
        file.seek(number * PAGE)
        page = file.read(PAGE)
    with path.open("r+b") as file:
        file.seek(number * PAGE)
        file.write(page)


def differing_pages(path: Path, source: Path) -> list[int]:
    new, old = path.read_bytes(), source.read_bytes()
    count = min(len(new), len(old)) // PAGE
    spans = [slice(number * PAGE, (number + 1) * PAGE) for number in range(count)]
    return [number for number, span in enumerate(spans) if new[span] != old[span]]


def replay_page(path: Path, source: Path, rng: random.Random) -> None:
    """An old state of one page, encrypted and sealed by the engine itself, in its old place."""
    number = rng.choice(differing_pages(path, source))
    data = bytearray(path.read_bytes())
    data[number * PAGE : (number + 1) * PAGE] = source.read_bytes()[number * PAGE : (number + 1) * PAGE]
    path.write_bytes(data)


# --- harms of a vault --------------------------------------------------------------------------------------------

Harm = Callable[[Case, random.Random], Path]
FILES = ("data.db", "vault.json", "vault.json.bak", "anchor")


class InFile:
    """One of the harms above to one file of a state."""

    def __init__(self, state: str, name: str, harm: Callable[[Path, random.Random], None]) -> None:
        self._state, self._name, self._harm = state, name, harm
        self.__name__ = f"{harm.__name__} {name} ({state})"

    def __call__(self, case: Case, rng: random.Random) -> Path:
        folder = put(getattr(case, self._state), case.place)
        self._harm(folder / self._name, rng)
        return folder


class Without:
    def __init__(self, state: str, name: str) -> None:
        self._state, self._name = state, name
        self.__name__ = f"{name} missing ({state})"

    def __call__(self, case: Case, _rng: random.Random) -> Path:
        folder = put(getattr(case, self._state), case.place)
        (folder / self._name).unlink()
        return folder


class FromOther:
    """A file of somebody else's vault in the place of ours."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.__name__ = f"somebody else's {name}"

    def __call__(self, case: Case, _rng: random.Random) -> Path:
        folder = put(case.closed, case.place)
        shutil.copyfile(case.other / self._name, folder / self._name)
        return folder


class OldFiles:
    """Files of an older state, put back: each whole in itself."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self.__name__ = f"old {' and '.join(names)}"

    def __call__(self, case: Case, _rng: random.Random) -> Path:
        folder = put(case.closed, case.place)
        for name in self._names:
            shutil.copyfile(case.older / name, folder / name)
        return folder


def old_folder(case: Case, _rng: random.Random) -> Path:
    return put(case.older, case.place)


def foreign_page_in_data(case: Case, rng: random.Random) -> Path:
    folder = put(case.closed, case.place)
    foreign_page(folder / "data.db", case.other / "data.db", rng)
    return folder


def replayed_page(case: Case, rng: random.Random) -> Path:
    folder = put(case.closed, case.place)
    replay_page(folder / "data.db", case.older / "data.db", rng)
    return folder


def cut_log_at_a_frame(case: Case, rng: random.Random) -> Path:
    """The last commits gone, the rest of the log whole."""
    folder = put(case.killed, case.place)
    log = folder / "data.db-wal"
    frames = (log.stat().st_size - 32) // FRAME
    with log.open("r+b") as file:
        file.truncate(32 + FRAME * rng.randrange(frames - 1))
    return folder


VAULT_HARMS: tuple[Harm, ...] = (
    *(InFile("closed", name, harm) for name in FILES for harm in (flip, flip, cut)),
    *(InFile("closed", "data.db", harm) for harm in (flip, flip, zero, lengthen, swap_pages)),
    *(InFile("killed", "data.db-wal", harm) for harm in (flip, flip, flip, cut, zero)),
    InFile("killed", "data.db", flip),
    InFile("closed", "anchor", lengthen),
    *(Without("closed", name) for name in FILES),
    Without("killed", "data.db-wal"),
    Without("killed", "anchor"),
    *(FromOther(name) for name in ("data.db", "vault.json.bak", "anchor")),
    OldFiles("data.db"),
    OldFiles("data.db", "anchor"),
    old_folder,
    foreign_page_in_data,
    cut_log_at_a_frame,
    replayed_page,
    replayed_page,
)


# --- harms of a backup -------------------------------------------------------------------------------------------


class InBackup:
    def __init__(self, harm: Callable[[Path, random.Random], None]) -> None:
        self._harm = harm
        self.__name__ = f"{harm.__name__} backup"

    def __call__(self, case: Case, rng: random.Random) -> Path:
        path = case.place.with_name("harmed.otdesk-backup")
        shutil.copyfile(case.backup, path)
        self._harm(path, rng)
        return path


def flip_in_label(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) - 1 - rng.randrange(PAGE)] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def label_of_older(case: Case, _rng: random.Random) -> Path:
    """The database of one backup before the label of another."""
    from otdesk.vault import backup_file

    path = case.place.with_name("harmed.otdesk-backup")
    size, older = backup_file.read(case.backup).size, backup_file.read(case.older_backup).size
    path.write_bytes(case.backup.read_bytes()[:size] + case.older_backup.read_bytes()[older:])
    return path


def page_of_older_backup(case: Case, rng: random.Random) -> Path:
    path = case.place.with_name("harmed.otdesk-backup")
    shutil.copyfile(case.backup, path)
    replay_page(path, case.older_backup, rng)
    return path


BACKUP_HARMS: tuple[Harm, ...] = (
    *(InBackup(harm) for harm in (flip, flip, flip, flip_in_label, cut, cut, zero, lengthen, swap_pages)),
    label_of_older,
    page_of_older_backup,
)


# --- healthy, however odd ----------------------------------------------------------------------------------------


def _as_killed(case: Case, _rng: random.Random) -> Path:
    return put(case.killed, case.place)


def _closed(case: Case, _rng: random.Random) -> Path:
    return put(case.closed, case.place)


def _anchor_behind(case: Case, _rng: random.Random) -> Path:
    """Killed between a commit and its anchor, many times over."""
    folder = put(case.killed, case.place)
    shutil.copyfile(case.older / "anchor", folder / "anchor")
    return folder


def _half_a_frame(case: Case, rng: random.Random) -> Path:
    """The power went while the log grew: the last commit never was."""
    folder = put(case.killed, case.place)
    with (folder / "data.db-wal").open("ab") as file:
        file.write(rng.randbytes(rng.randrange(1, 3 * FRAME)))
    return folder


def _torn_checkpoint(case: Case, rng: random.Random) -> Path:
    """The power went while the log was moved into the file: half-written pages, all of them still in the log."""
    folder = put(case.killed, case.place)
    data, log = (folder / "data.db").read_bytes(), (folder / "data.db-wal").read_bytes()
    torn = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        frame = 32 + FRAME * rng.randrange((len(log) - 32) // FRAME)
        start = (int.from_bytes(log[frame : frame + 4], "big") - 1) * PAGE
        part = 512 * rng.randrange(1, 8)
        if start <= len(torn):
            torn[start : start + part] = log[frame + 24 : frame + 24 + part]
    (folder / "data.db").write_bytes(torn)
    return folder


def _copy_of_header_behind(case: Case, _rng: random.Random) -> Path:
    """Killed between vault.json and its copy while a passphrase was changed."""
    folder = put(case.closed, case.place)
    before = (folder / "vault.json.bak").read_bytes()
    keys.reset_passphrase(folder, case.unlocked, vaults.PASSPHRASE, policy=POLICY)
    (folder / "vault.json.bak").write_bytes(before)
    return folder


def _copied_elsewhere(case: Case, _rng: random.Random) -> Path:
    """An older state, looked at in another place."""
    return put(case.older, case.place.with_name("copy"))


def _on_another_computer(case: Case, _rng: random.Random) -> Path:
    witness.forget(case.place, case.unlocked.vault)
    return put(case.older, case.place)


def _restored(case: Case, _rng: random.Random) -> Path:
    from otdesk.vault import restore

    folder = put(case.closed, case.place)
    restore.restore(case.backup, case.unlocked, folder, FixedClock()(), replace=True)
    for aside in folder.parent.glob("vault.before-restore-*"):
        shutil.rmtree(aside)
    return folder


def _damage_accepted(case: Case, _rng: random.Random) -> Path:
    folder = put(case.older, case.place)
    Vault.open(folder, case.unlocked, now=FixedClock()(), accept_damage=True).close()
    return folder


def _backup(case: Case, _rng: random.Random) -> Path:
    return case.backup


def _older_backup_renamed(case: Case, _rng: random.Random) -> Path:
    return Path(shutil.copyfile(case.older_backup, case.place.with_name("any name.otdesk-backup")))


# Those that write into the vault's place come last: they leave a later state behind for this computer to remember.
HEALTHY: tuple[Harm, ...] = (
    _closed, _as_killed, _anchor_behind, _half_a_frame, _torn_checkpoint, _copy_of_header_behind, _copied_elsewhere,
    _backup, _older_backup_renamed, _restored, _damage_accepted, _on_another_computer,
)  # fmt: skip
