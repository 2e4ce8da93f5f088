# SPDX-License-Identifier: MIT
"""vault.json: who may open a vault, and how a passphrase or a recovery code becomes the data key.

Used before anything is unlocked, so it knows neither the database nor SQLAlchemy.

    passphrase --NFKC, Argon2id--> key --open slot--> data key --HKDF(label)--> database | backup | anchor | chain key
    recovery code --HKDF-----------> key --open slot--> data key
    code of a district --X25519----> key --open slot--> data key

    secret in the keychain --HKDF--> key --open slot--> data key

The slots of a district and of a computer's keychain are never the only way in: whoever is at work has a passphrase, and
nobody can take that from herself.
"""

import hmac
import json
import logging
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from otdesk import system
from otdesk.faults import Refusal, Trouble
from otdesk.vault import keychain, passphrases, recovery_code, wrapping
from otdesk.vault.district_key import Card
from otdesk.vault.wrapping import DEFAULT_POLICY, FORMAT, Header, KeyPolicy
from otdesk.words import _

__all__ = [
    "ATTEMPTS",
    "DEFAULT_POLICY",
    "HEADER",
    "Header",
    "KeyPolicy",
    "Unlocked",
    "add_district",
    "add_keychain",
    "add_person",
    "change_passphrase",
    "create",
    "district",
    "for_district",
    "forget_wrong_tries",
    "is_vault",
    "keychain_of",
    "look_at_files",
    "note_wrong_try",
    "open_header",
    "persons",
    "read_header",
    "remove_district",
    "remove_keychain",
    "remove_person",
    "renew_recovery",
    "reset_passphrase",
    "store_recovery",
    "unlock",
    "unlock_with_keychain",
    "unlock_with_recovery",
    "write_header",
    "wrong",
    "wrong_tries",
]

logger = logging.getLogger(__name__)

HEADER = "vault.json"
ATTEMPTS = "attempts"


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Proof that somebody opened a slot: who, and the data key. Never printed."""

    vault: str
    person: str
    slot: str
    by: str
    """The kind of the slot: passphrase, recovery, district or keychain."""
    data_key: bytes = field(repr=False)

    def key(self, label: str) -> bytes:
        """A key of 32 bytes for one purpose."""
        return wrapping.derived(self.data_key, b"", f"OTDesk {label} key 1")


# --- reading -----------------------------------------------------------------------------------------------------


def is_vault(folder: Path) -> bool:
    return (folder / HEADER).is_file() or (folder / (HEADER + ".bak")).is_file()


def read_header(folder: Path) -> Header:
    """The header, or its copy where the header itself is damaged; Trouble when neither can be read."""
    return _headers(folder)[0]


def persons(folder: Path) -> list[str]:
    """Names of those who can open this vault, in the order they were added."""
    return list(dict.fromkeys(slot.person for slot in read_header(folder).slots if slot.kind != "district"))


def district(folder: Path) -> Card | None:
    """The office that can open this vault too."""
    slots = (slot for slot in read_header(folder).slots if slot.kind == "district")
    return next((Card(slot.person, str(slot.kdf.get("to"))) for slot in slots), None)


def _headers(folder: Path) -> list[Header]:
    """Those of vault.json and its copy that can be read and differ, newest first."""
    found: list[Header] = []
    newer = False
    for name in (HEADER, HEADER + ".bak"):
        path = folder / name
        if not path.is_file():
            continue
        try:
            body = wrapping.json_of(path.read_bytes())
            header = wrapping.header_from_json(body)
        except ValueError:
            newer = newer or _is_newer(path)
            continue
        if header not in found:
            found.append(header)
    if found:
        return sorted(found, key=lambda header: -header.revision)
    if newer:
        raise Trouble(_("This vault was made by a newer OTDesk."), _("Install the newest OTDesk. Nothing was changed."))
    if not is_vault(folder):
        raise Trouble(_("There is no vault in this folder."), _("Choose another folder, or create a new vault."))
    raise Trouble(_("vault.json cannot be read."), _("Restore the last backup. Nothing was changed."))


def _is_newer(path: Path) -> bool:
    try:
        body = wrapping.json_of(path.read_bytes())
    except ValueError:
        return False
    return isinstance(body, dict) and isinstance(body.get("format"), int) and body["format"] > FORMAT


# --- unlocking ---------------------------------------------------------------------------------------------------


def unlock(
    folder: Path,
    passphrase: str,
    person: str | None = None,
    *,
    policy: KeyPolicy = DEFAULT_POLICY,
    mend: bool = True,
) -> Unlocked:
    """Open a vault's keys with a passphrase (0.3 s and 128 MiB per person: not on the UI thread).

    Trouble with one message for every way in which it does not fit. Where one of the two header files is damaged the
    other one opens the vault, and `mend` makes them alike again.
    """
    unlocked, header = _open_any(folder, "passphrase", passphrases.normalized(passphrase).encode(), person, policy)
    if mend:
        _heal(folder, header)
    return unlocked


def unlock_with_recovery(folder: Path, code: str, *, policy: KeyPolicy = DEFAULT_POLICY) -> Unlocked:
    """Open a vault's keys with a recovery code, or the code of its district; Refusal that names the group with a
    slip."""
    unlocked, header = _open_any(folder, "recovery", recovery_code.secret_of(code), None, policy)
    _heal(folder, header)
    return unlocked


def unlock_with_keychain(folder: Path, *, policy: KeyPolicy = DEFAULT_POLICY) -> Unlocked:
    """Open a vault's keys with what this computer's keychain holds. May wait for the person to open the keychain."""
    secret = keychain.find(read_header(folder).vault)
    unlocked, header = _open_any(folder, "keychain", secret, None, policy)
    _heal(folder, header)
    return unlocked


def open_header(header: Header, kind: str, secret: bytes, person: str | None, policy: KeyPolicy) -> Unlocked | None:
    """The first slot of that kind (and person) that the secret opens; the code of a district is typed like one of a
    recovery sheet. Trouble for a header that was tampered with."""
    for slot in header.slots:
        fits = slot.kind == kind or (kind == "recovery" and slot.kind == "district")
        if not fits or (person is not None and slot.person != person):
            continue
        data_key = wrapping.unwrap(header, slot, secret, policy)
        if data_key is not None:
            if not hmac.compare_digest(wrapping.mac_of(header, data_key), header.mac):
                raise _changed()
            return Unlocked(header.vault, slot.person, slot.id, slot.kind, data_key)
    return None


def _open_any(folder: Path, kind: str, secret: bytes, person: str | None, policy: KeyPolicy) -> tuple[Unlocked, Header]:
    """By vault.json, or by its copy where that one is damaged; with the header that proved right."""
    told = wrong(kind)
    for header in _headers(folder):
        try:
            unlocked = open_header(header, kind, secret, person, policy)
        except Trouble as trouble:
            told = trouble
            continue
        if unlocked is not None:
            return unlocked, header
    raise told


def _changed() -> Trouble:
    return Trouble(_("vault.json was changed by something else."), _("Restore the last backup. Nothing was opened."))


def wrong(kind: str) -> Trouble:
    if kind == "recovery":
        return Trouble(
            _("This recovery code does not open the vault."),
            _("Look whether the sheet belongs to this vault, or use the passphrase."),
        )
    if kind == "keychain":
        return Trouble(_("This computer's keychain does not open the vault."), _("Type the passphrase."))
    return Trouble(
        _("This passphrase does not open the vault."),
        _("Look at Caps Lock and the keyboard layout, or use the recovery sheet."),
    )


def _heal(folder: Path, good: Header) -> None:
    """Both copies hold the header that just proved right."""
    data = _file_bytes(good)
    for name in (HEADER, HEADER + ".bak"):
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            try:
                system.write_durably(path, data)
            except OSError as fault:  # the next start tries again
                logger.info("a header file could not be mended: %s", fault.strerror)


# --- making and changing -----------------------------------------------------------------------------------------


def create(
    folder: Path, passphrase: str, person: str, now: datetime, *, policy: KeyPolicy = DEFAULT_POLICY
) -> tuple[Unlocked, str]:
    """Write vault.json for a new vault; returns its keys and the recovery code, which is kept nowhere."""
    passphrases.check(passphrase)
    data_key = secrets.token_bytes(32)
    header = Header(secrets.token_hex(16), now.isoformat(timespec="seconds"), 1, ())
    header, code = _with_person(header, data_key, person, passphrase, policy)
    write_header(folder, header.signed(data_key))
    slot = header.slots[0]
    return Unlocked(header.vault, person, slot.id, by="passphrase", data_key=data_key), code


def add_person(
    folder: Path, unlocked: Unlocked, person: str, passphrase: str, *, policy: KeyPolicy = DEFAULT_POLICY
) -> str:
    """Give another person a passphrase and a recovery code (returned) of their own."""
    passphrases.check(passphrase)
    header = read_header(folder)
    person = person.strip()
    if not person or any(slot.person == person for slot in header.slots):
        raise Refusal(_("Each person needs a name of their own."))
    header, code = _with_person(header, unlocked.data_key, person, passphrase, policy)
    write_header(folder, _next(header, unlocked.data_key))
    return code


def remove_person(folder: Path, unlocked: Unlocked, person: str) -> None:
    """Her passphrase and code no longer open the vault. Refusal for the person at work. A backup made before still
    opens with them: the data key stays the same."""
    header = read_header(folder)
    if person == unlocked.person:
        raise Refusal(_("Nobody can shut herself out."))
    slots = tuple(slot for slot in header.slots if slot.person != person)
    write_header(folder, _next(replace(header, slots=slots), unlocked.data_key))


def keychain_of(folder: Path) -> str:
    """Whose slot a keychain opens; empty for nobody's."""
    return next((slot.person for slot in read_header(folder).slots if slot.kind == "keychain"), "")


def add_keychain(folder: Path, unlocked: Unlocked, *, policy: KeyPolicy = DEFAULT_POLICY) -> None:
    """Let this computer's keychain open the vault for the person at work; another's no longer does."""
    secret = secrets.token_bytes(32)
    keychain.keep(unlocked.vault, secret)  # may wait for an answer: the header is read after it
    header = read_header(folder)
    others = tuple(slot for slot in header.slots if slot.kind != "keychain")
    first = 1 + max(int(slot.id) for slot in header.slots)
    kdf = {"name": "hkdf-sha256"}
    slot = wrapping.wrap(header, str(first), unlocked.person, "keychain", kdf, secret, unlocked.data_key, policy)
    write_header(folder, _next(replace(header, slots=(*others, slot)), unlocked.data_key))


def remove_keychain(folder: Path, unlocked: Unlocked) -> None:
    header = read_header(folder)
    slots = tuple(slot for slot in header.slots if slot.kind != "keychain")
    write_header(folder, _next(replace(header, slots=slots), unlocked.data_key))
    keychain.forget(header.vault)


def add_district(folder: Path, unlocked: Unlocked, card: Card) -> None:
    """Let a district's office open this vault and the backups made from now on. Refusal where another may."""
    header = read_header(folder)
    if any(slot.kind == "district" or slot.person == card.district for slot in header.slots):
        raise Refusal(_("An office can open this vault already. Take its access away first."))
    first = 1 + max((int(slot.id) for slot in header.slots), default=0)
    slot = wrapping.wrap_for(header, str(first), card.district, card.public, unlocked.data_key)
    write_header(folder, _next(replace(header, slots=(*header.slots, slot)), unlocked.data_key))


def remove_district(folder: Path, unlocked: Unlocked) -> None:
    """Its code no longer opens the vault; backups made before still open with it."""
    header = read_header(folder)
    slots = tuple(slot for slot in header.slots if slot.kind != "district")
    write_header(folder, _next(replace(header, slots=slots), unlocked.data_key))


def for_district(folder: Path, unlocked: Unlocked) -> Header:
    """The header of a copy that the district's code alone opens: what somebody who leaves hands over."""
    header = read_header(folder)
    slots = tuple(slot for slot in header.slots if slot.kind == "district")
    if not slots:
        raise Refusal(_("No district's office can open this vault yet. Take in its key first."))
    return _next(replace(header, slots=slots), unlocked.data_key)


def change_passphrase(folder: Path, person: str, old: str, new: str, *, policy: KeyPolicy = DEFAULT_POLICY) -> Unlocked:
    """Replace a person's passphrase; the old one must open it."""
    unlocked = unlock(folder, old, person, policy=policy)
    return reset_passphrase(folder, unlocked, new, policy=policy)


def reset_passphrase(folder: Path, unlocked: Unlocked, new: str, *, policy: KeyPolicy = DEFAULT_POLICY) -> Unlocked:
    """A new passphrase for the person who opened the vault, by recovery code for instance."""
    passphrases.check(new)
    secret = passphrases.normalized(new).encode()
    header = _replace_slot(read_header(folder), unlocked, "passphrase", secret, wrapping.argon(policy), policy)
    write_header(folder, header)
    opened = open_header(read_header(folder), "passphrase", secret, unlocked.person, policy)
    if opened is None:
        raise Trouble(_("The new passphrase could not be stored."), _("The recovery sheet still opens the vault."))
    return opened


def renew_recovery(folder: Path, unlocked: Unlocked, *, policy: KeyPolicy = DEFAULT_POLICY) -> str:
    """A new recovery code for this person; the old sheet no longer opens the vault."""
    code = recovery_code.new_code()
    store_recovery(folder, unlocked, code, policy=policy)
    return code


def store_recovery(folder: Path, unlocked: Unlocked, code: str, *, policy: KeyPolicy = DEFAULT_POLICY) -> None:
    """As `renew_recovery`, with a code that was already printed."""
    secret = recovery_code.secret_of(code)
    header = _replace_slot(read_header(folder), unlocked, "recovery", secret, {"name": "hkdf-sha256"}, policy)
    write_header(folder, header)


def _with_person(
    header: Header, data_key: bytes, person: str, passphrase: str, policy: KeyPolicy
) -> tuple[Header, str]:
    code = recovery_code.new_code()
    first = 1 + max((int(slot.id) for slot in header.slots), default=0)
    secret = passphrases.normalized(passphrase).encode()
    slots = (
        wrapping.wrap(header, str(first), person, "passphrase", wrapping.argon(policy), secret, data_key, policy),
        wrapping.wrap(header, str(first + 1), person, "recovery", {"name": "hkdf-sha256"},
              recovery_code.secret_of(code), data_key, policy),
    )  # fmt: skip
    return replace(header, slots=header.slots + slots), code


def _replace_slot(
    header: Header, unlocked: Unlocked, kind: str, secret: bytes, kdf: dict[str, Any], policy: KeyPolicy
) -> Header:
    slots = tuple(
        wrapping.wrap(header, slot.id, slot.person, kind, kdf, secret, unlocked.data_key, policy)
        if slot.kind == kind and slot.person == unlocked.person
        else slot
        for slot in header.slots
    )
    return _next(replace(header, slots=slots), unlocked.data_key)


def _next(header: Header, data_key: bytes) -> Header:
    return replace(header, revision=header.revision + 1).signed(data_key)


def write_header(folder: Path, header: Header) -> None:
    """The file, read again and compared, and only then its copy: one of the two is always whole."""
    data = _file_bytes(header)
    path = folder / HEADER
    with system.disk_told():
        system.write_durably(path, data)
        if wrapping.header_from_json(wrapping.json_of(path.read_bytes())) != header:
            raise Trouble(
                _("vault.json could not be written."), _("Look at the disk. The vault still opens as before.")
            )
        system.write_durably(path.with_name(HEADER + ".bak"), data)


def look_at_files(folder: Path, unlocked: Unlocked) -> None:
    """Trouble when vault.json or its copy is not as it was written. A copy that lags by a change is a crash's doing."""
    read = [_whole(folder / name, unlocked) for name in (HEADER, HEADER + ".bak")]
    first, copy = read
    if first is None or copy is None or copy.revision > first.revision:
        name = HEADER if first is None else HEADER + ".bak"
        raise Trouble(
            _("The file “{name}” in the vault's folder is missing or damaged.").format(name=name),
            _("The vault still opens by its copy: open it once in OTDesk, which writes the file again."),
        )


def _whole(path: Path, unlocked: Unlocked) -> Header | None:
    try:
        data = path.read_bytes()
        header = wrapping.header_from_json(wrapping.json_of(data))
    except (OSError, ValueError):
        return None
    right = data == _file_bytes(header) and hmac.compare_digest(wrapping.mac_of(header, unlocked.data_key), header.mac)
    return header if right else None


def _file_bytes(header: Header) -> bytes:
    return json.dumps(header.to_json(), indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


# --- wrong tries, until the vault is open and can write them down -------------------------------------------------


def wrong_tries(folder: Path) -> list[datetime]:
    """When somebody tried in vain since the vault was last open."""
    path = folder / ATTEMPTS
    lines = path.read_text(encoding="ascii", errors="replace").split() if path.is_file() else []
    tries = []
    for line in lines:
        try:
            tries.append(datetime.fromisoformat(line))
        except ValueError:
            continue
    return tries


def note_wrong_try(folder: Path, now: datetime) -> None:
    system.append_line(folder / ATTEMPTS, now.isoformat(timespec="seconds"))


def forget_wrong_tries(folder: Path) -> None:
    (folder / ATTEMPTS).unlink(missing_ok=True)
