# SPDX-License-Identifier: MIT
"""What the window does with a vault while it is closed: make, unlock, open, restore, lock. No Qt.

Methods with a `report` run in a pool thread. Nothing heavy is imported before one of them is called, so that the first
window needs neither SQLAlchemy nor the cipher.
"""

import binascii
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from otdesk import paths, system
from otdesk.faults import Fault, Refusal, Trouble
from otdesk.words import _, clock_exact, day_full_date, full_date, plural

if TYPE_CHECKING:
    from otdesk.rules.backups import Backup, Standing
    from otdesk.vault.keys import KeyPolicy, Unlocked
    from otdesk.vault.vault import Vault

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Offer:
    """One backup to choose, in words."""

    path: Path
    title: str
    detail: str


class Doors:
    """The way into one vault. `vault` is set when it is open."""

    def __init__(self, folder: Path, clock: Clock, policy: "KeyPolicy | None" = None) -> None:
        self.folder = folder
        self.vault: Vault | None = None
        self.second_place: Path | None = None
        self.put_aside: Path | None = None
        """Where the vault is that a restored one replaced."""
        self._clock = clock
        self._policy = policy
        self._unlocked: Unlocked | None = None
        self._code = ""
        self._tries = 0
        self._wait_until: datetime | None = None
        self._person = ""

    # --- looking ---

    def exists(self) -> bool:
        """Whether there is a vault to unlock; says so without loading the cipher."""
        if not self.folder.exists():
            from otdesk.vault import placing

            placing.settle(self.folder)
        return (self.folder / "vault.json").is_file() or (self.folder / "vault.json.bak").is_file()

    def use(self, folder: Path) -> None:
        """Another vault; Trouble when there is none in that folder."""
        from otdesk.vault import keys

        keys.read_header(folder)
        self.folder = folder
        self._tries = 0

    def check_passphrase(self, text: str) -> None:
        """Refusal for a new passphrase that is too short or tried first by everybody."""
        from otdesk.vault import passphrases

        passphrases.check(text)

    def wait_seconds(self) -> int:
        """How long until the next try is taken."""
        if self._wait_until is None:
            return 0
        left = (self._wait_until - self._clock()).total_seconds()
        return max(0, round(left))

    # --- making ---

    def create(self, person: str, passphrase: str) -> str:
        """A new vault, open; returns the recovery code."""
        from otdesk.vault.vault import Vault

        now = self._clock()
        if self._policy is None:
            self.vault, self._code = Vault.create(self.folder, passphrase, person, now=now)
        else:
            self.vault, self._code = Vault.create(self.folder, passphrase, person, now=now, kdf=self._policy)
        self._person = person.strip()
        return self._code

    def introduce(self, person: str) -> None:
        """The person who made the vault is its first therapist; a name of one word is asked for later.

        The phrases a note offers at first come with her.
        """
        from otdesk.actions import phrases, therapists
        from otdesk.queries import templates
        from otdesk.rules.entries_people import TherapistEntry
        from otdesk.rules.names import read_name

        name = read_name(person)
        if self.vault is None:
            return
        with self.vault.write("introduce", self._clock().astimezone(UTC)) as work:
            phrases.seed(work, templates.first_phrases())
            if name is not None and name.first:
                therapists.introduce(work, self.vault.person, TherapistEntry(name.first, name.last))
            work.final()

    def recovery_pdf(self) -> bytes:
        """The recovery sheet of the vault just made."""
        from otdesk.printouts.recovery import recovery_sheet

        return recovery_sheet(self._code.split("-"), self._person, self.folder.name, self._clock().date())

    def code_group(self, number: int) -> str:
        """One group of the code, counted from 0."""
        return self._code.split("-")[number]

    def code_groups(self) -> int:
        return len(self._code.split("-"))

    def discard(self) -> None:
        """Take back the vault just made: nothing is in it."""
        if self.vault is not None and self._code:
            self.vault.close()
            self.vault = None
            self._code = ""
            shutil.rmtree(self.folder, ignore_errors=True)

    def confirm_code(self) -> None:
        """The person has the sheet: the code is forgotten here."""
        self._code = ""

    # --- unlocking ---

    def unlock(self, passphrase: str) -> None:
        """Open the keys and the vault; Trouble when the passphrase does not fit, after which a wait may follow."""
        from otdesk.vault import keys

        self._enter(passphrase, keys.unlock)

    def unlock_with_code(self, code: str) -> None:
        """Open the keys only: a new passphrase must follow (`renew_passphrase`)."""
        from otdesk.vault import keys

        self._unlocked = self._try(code, keys.unlock_with_recovery)

    def office(self) -> str:
        """The district whose code opened the keys; nothing when it was a person's own."""
        return self._unlocked.person if self._unlocked is not None and self._unlocked.by == "district" else ""

    def keychain_opens(self) -> bool:
        """Whether the keychain of some computer may open this vault; read without loading the cipher."""
        for name in ("vault.json", "vault.json.bak"):
            try:
                body = json.loads((self.folder / name).read_bytes())
                return any(slot["kind"] == "keychain" for slot in body["slots"])
            except (OSError, ValueError, KeyError, TypeError, RecursionError):
                continue
        return False

    def ask_keychain(self) -> "Unlocked":
        """What this computer's keychain opens; Trouble when it does not. May wait for an answer of the person, who may
        type the passphrase meanwhile: nothing is opened yet. Such a try costs no wait."""
        from otdesk.vault import keys

        return keys.unlock_with_keychain(self.folder, policy=self._policy or keys.DEFAULT_POLICY)

    def open_with(self, unlocked: "Unlocked") -> None:
        self._unlocked = unlocked
        self.open()

    def renew_passphrase(self, passphrase: str, person: str = "") -> None:
        """After the recovery code: the new passphrase, and the vault is open. After the code of a district it is that
        of a new `person`."""
        from otdesk.vault import keys

        if self._unlocked is None:
            raise Refusal(_("Type the recovery code first."))
        policy = self._policy or keys.DEFAULT_POLICY
        if self.office():
            self._unlocked = self._admit(self._unlocked, passphrase, " ".join(person.split()), policy)
        else:
            keys.reset_passphrase(self.folder, self._unlocked, passphrase, policy=policy)
        self.open()

    def _admit(self, office: "Unlocked", passphrase: str, person: str, policy: "KeyPolicy") -> "Unlocked":
        """Somebody of the district's office gets a passphrase of her own. The trail tells that the district's code
        opened the vault, and who came in by it. Refusal for the name of somebody who is in the vault already."""
        from otdesk.actions import therapists
        from otdesk.rules.entries_people import TherapistEntry
        from otdesk.rules.names import read_name
        from otdesk.vault import keys
        from otdesk.vault.vault import Vault

        name = read_name(person)
        if name is None or not name.first or not name.last:
            raise Refusal(_("Type your first and last name."))
        keys.add_person(self.folder, office, person, passphrase, policy=policy)
        try:
            vault = Vault.open(self.folder, office, now=self._clock())
            try:
                with vault.write("admit", self._clock().astimezone(UTC)) as work:
                    therapists.admit(work, person, TherapistEntry(name.first, name.last))
            finally:
                vault.close()
        except Fault:
            keys.remove_person(self.folder, office, person)
            raise
        return keys.unlock(self.folder, passphrase, person, policy=policy)

    def open(self, *, accept_damage: bool = False) -> None:
        """Open the vault with the keys that are open; `anchor.Damage` when something is missing in it."""
        from otdesk.vault.vault import Vault

        if self._unlocked is None:
            raise Refusal(_("Type the passphrase first."))
        self.vault = Vault.open(self.folder, self._unlocked, now=self._clock(), accept_damage=accept_damage)
        self._unlocked = None

    def _enter(self, secret: str, way: "Callable[..., Unlocked]") -> None:
        self._unlocked = self._try(secret, way)
        self.open()

    def _try(self, secret: str, way: "Callable[..., Unlocked]") -> "Unlocked":
        from otdesk.vault import keys, passphrases

        if self.wait_seconds():
            raise Refusal(_("Wait a moment before the next try."))
        policy = self._policy or keys.DEFAULT_POLICY
        try:
            unlocked = way(self.folder, secret, policy=policy)
        except Trouble:
            keys.note_wrong_try(self.folder, self._clock().astimezone(UTC))
            self._tries = len(keys.wrong_tries(self.folder))
            self._wait_until = self._clock() + timedelta(seconds=passphrases.delay(self._tries))
            raise
        self._tries = 0
        self._wait_until = None
        return unlocked

    # --- restoring ---

    def offers(self, folder: Path) -> list[Offer]:
        """The backups in a folder, newest first."""
        from otdesk.vault import backup

        return [_offer(found) for found in backup.listed(folder)]

    def known_offers(self) -> list[Offer]:
        """The backups of the vault that is here, and those in the second place, newest first."""
        from otdesk.vault import backup, making

        places = [self.folder / making.BACKUPS, *([self.second_place] if self.second_place is not None else [])]
        found = [entry for place in places if place.is_dir() for entry in backup.listed(place)]
        return [_offer(entry) for entry in sorted(found, key=_made, reverse=True)]

    def is_taken(self) -> bool:
        """Whether a vault, or what is left of one, stands where a restored one would go."""
        return self.exists() or (self.folder / "data.db").is_file()

    def restore(self, path: Path, passphrase: str, *, replace: bool = False) -> Path | None:
        """Make the vault from a backup and open it. `replace` puts a vault that is there aside; its new place."""
        aside = self._restore(path, replace=replace, passphrase=passphrase)
        self.open()
        return aside

    def restore_with_code(self, path: Path, code: str, *, replace: bool = False) -> Path | None:
        """By the recovery code: then a new passphrase must follow (`renew_passphrase`), which opens it."""
        return self._restore(path, replace=replace, code=code)

    def _restore(self, path: Path, *, replace: bool, passphrase: str = "", code: str = "") -> Path | None:
        from otdesk.vault import keys, restore

        policy = self._policy or keys.DEFAULT_POLICY
        unlocked = restore.unlock_backup(path, passphrase=passphrase, code=code, policy=policy)
        now = self._clock().astimezone(UTC)
        self.put_aside = restore.restore(path, unlocked, self.folder, now, replace=replace)
        self._unlocked = unlocked
        return self.put_aside

    # --- leaving ---

    def is_damage(self, error: object) -> bool:
        """Whether opening failed because committed work is missing or changed, which a person may accept."""
        from otdesk.vault.anchor import Damage

        return isinstance(error, Damage)

    def close(self, *, backup: bool = True) -> None:
        """Back up what changed, then close. Trouble of the backup is raised after the vault is closed."""
        if self._code:
            self.discard()  # made, but the sheet was never confirmed
        if self.vault is not None:
            vault, self.vault = self.vault, None
            vault.close(backup_at=self._clock().astimezone(UTC) if backup else None)


def upkeep(vault: "Vault", now: datetime, second_place: Path | None, check: Callable[[], object]) -> "Standing":
    """What is due is done: the backup, its copy in the second place, a restore on trial; what there is then.

    What was not looked at when the vault opened is looked at now; Damage when it is not as it was signed. `check` is
    called between the steps and raises when it should end.
    """
    from otdesk.vault import backing_up

    vault.look_at_the_rest(now.astimezone(UTC))
    return backing_up.tend(vault, now.astimezone(UTC), second_place, check)


def window_lock(folder: Path) -> system.OwnerLock:
    """The lock of the one window on a vault; Trouble when another window has it."""
    home = system.private_folder(paths.data_folder())
    return system.OwnerLock(home / f"window-{_short(folder)}.lock")


def server_name(folder: Path) -> str:
    """Where a second start finds the first window of this vault."""
    user = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    return f"otdesk-{user}-{_short(folder)}"


def _short(folder: Path) -> str:
    """A short name for a folder; a full digest would load OpenSSL before the first paint."""
    return f"{binascii.crc32(str(folder.resolve()).encode()):08x}"


def _made(found: "Backup") -> datetime:
    return found.made


def _offer(found: "Backup") -> Offer:
    made = found.made.astimezone()
    title = f"{day_full_date(made.date())}, {clock_exact(made.hour * 60 + made.minute)}"
    said = [plural("{n} student", "{n} students", found.students), plural("{n} note", "{n} notes", found.notes)]
    if found.last_note is not None:
        said.append(_("the last of {day}").format(day=full_date(found.last_note)))
    said.append(_("{mb} MB").format(mb=f"{found.size / 1e6:.1f}"))
    return Offer(
        found.path, title, _("{content} · in {folder}").format(content=", ".join(said), folder=found.path.parent)
    )
