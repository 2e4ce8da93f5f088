# SPDX-License-Identifier: MIT
"""vault.json: who may open a vault, and how a passphrase or a recovery code becomes the data key.

Used before anything is unlocked, so it knows neither the database nor SQLAlchemy.

    passphrase --NFKC, Argon2id--> key --open slot--> data key --HKDF(label)--> database | backup | anchor | chain key
    recovery code --HKDF-----------> key --open slot--> data key
"""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from otdesk import system
from otdesk.faults import Refusal, Trouble
from otdesk.vault import passphrases, recovery_code
from otdesk.words import _

HEADER = "vault.json"
ATTEMPTS = "attempts"
FORMAT = 1
_MIB = 1024


@dataclass(frozen=True, slots=True)
class KeyPolicy:
    """What a passphrase slot is made with, and what is refused as too weak (or absurdly strong) when one is opened."""

    memory_kib: int = 128 * _MIB
    passes: int = 3
    lanes: int = 4
    floor_memory_kib: int = 64 * _MIB
    floor_passes: int = 3
    ceiling_memory_kib: int = 2048 * _MIB
    ceiling_passes: int = 64


DEFAULT_POLICY = KeyPolicy()


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Proof that somebody opened a slot: who, and the data key. Never printed."""

    vault: str
    person: str
    slot: str
    by_recovery: bool
    data_key: bytes = field(repr=False)

    def key(self, label: str) -> bytes:
        """A key of 32 bytes for one purpose."""
        return _hkdf(self.data_key, b"", f"OTDesk {label} key 1")


@dataclass(frozen=True, slots=True)
class Slot:
    id: str
    person: str
    kind: str  # passphrase | recovery
    kdf: dict[str, Any]
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def to_json(self) -> dict[str, Any]:
        return {**self.bound(), "nonce": _b64(self.nonce), "wrapped": _b64(self.wrapped)}

    def bound(self) -> dict[str, Any]:
        """The part that the wrapped key is bound to."""
        return {"id": self.id, "person": self.person, "kind": self.kind, "kdf": self.kdf, "salt": _b64(self.salt)}


@dataclass(frozen=True, slots=True)
class Header:
    vault: str
    created: str
    revision: int
    slots: tuple[Slot, ...]
    mac: bytes = b""

    def unsigned(self) -> bytes:
        body = {
            "format": FORMAT,
            "vault": self.vault,
            "created": self.created,
            "revision": self.revision,
            "slots": [slot.to_json() for slot in self.slots],
        }
        return _canonical(body)

    def to_json(self) -> dict[str, Any]:
        return {**json.loads(self.unsigned()), "mac": _b64(self.mac)}

    def signed(self, data_key: bytes) -> "Header":
        return replace(self, mac=_mac(self, data_key))


# --- reading -----------------------------------------------------------------------------------------------------


def is_vault(folder: Path) -> bool:
    return (folder / HEADER).is_file() or (folder / (HEADER + ".bak")).is_file()


def read_header(folder: Path) -> Header:
    """The header, or its copy where the header itself is damaged; Trouble when neither can be read."""
    return _headers(folder)[0]


def persons(folder: Path) -> list[str]:
    """Names of those who can open this vault, in the order they were added."""
    return list(dict.fromkeys(slot.person for slot in read_header(folder).slots))


def header_from_json(body: Any) -> Header:
    """A header from its JSON (vault.json, or the end of a backup); ValueError when it is not one."""
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise ValueError("not a vault header of this format")
    try:
        slots = tuple(
            Slot(
                id=str(slot["id"]),
                person=str(slot["person"]),
                kind=str(slot["kind"]),
                kdf=dict(slot["kdf"]),
                salt=_bytes(slot["salt"]),
                nonce=_bytes(slot["nonce"]),
                wrapped=_bytes(slot["wrapped"]),
            )
            for slot in body["slots"]
        )
        return Header(
            str(body["vault"]), str(body["created"]), int(body["revision"]), slots, _bytes(body.get("mac", ""))
        )
    except (KeyError, TypeError) as fault:
        raise ValueError("a vault header lacks a field") from fault


def _headers(folder: Path) -> list[Header]:
    """Those of vault.json and its copy that can be read and differ, newest first."""
    found: list[Header] = []
    newer = False
    for name in (HEADER, HEADER + ".bak"):
        path = folder / name
        if not path.is_file():
            continue
        try:
            body = json.loads(path.read_bytes())
            header = header_from_json(body)
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
        body = json.loads(path.read_bytes())
    except ValueError:
        return False
    return isinstance(body, dict) and isinstance(body.get("format"), int) and body["format"] > FORMAT


# --- unlocking ---------------------------------------------------------------------------------------------------


def unlock(folder: Path, passphrase: str, person: str | None = None, *, policy: KeyPolicy = DEFAULT_POLICY) -> Unlocked:
    """Open a vault's keys with a passphrase (0.3 s and 128 MiB per person: not on the UI thread).

    Trouble with one message for every way in which it does not fit.
    """
    return _open_any(folder, "passphrase", passphrases.normalized(passphrase).encode(), person, policy)


def unlock_with_recovery(folder: Path, code: str, *, policy: KeyPolicy = DEFAULT_POLICY) -> Unlocked:
    """Open a vault's keys with a recovery code; Refusal that names the group with a slip in it."""
    return _open_any(folder, "recovery", recovery_code.secret_of(code), None, policy)


def open_header(header: Header, kind: str, secret: bytes, person: str | None, policy: KeyPolicy) -> Unlocked | None:
    """The first slot of that kind (and person) that the secret opens."""
    for slot in header.slots:
        if slot.kind != kind or (person is not None and slot.person != person):
            continue
        data_key = _unwrap(header, slot, secret, policy)
        if data_key is not None and hmac.compare_digest(_mac(header, data_key), header.mac):
            return Unlocked(header.vault, slot.person, slot.id, kind == "recovery", data_key)
    return None


def _open_any(folder: Path, kind: str, secret: bytes, person: str | None, policy: KeyPolicy) -> Unlocked:
    for header in _headers(folder):
        unlocked = open_header(header, kind, secret, person, policy)
        if unlocked is not None:
            _heal(folder, header)
            return unlocked
    raise wrong(kind)


def wrong(kind: str) -> Trouble:
    if kind == "recovery":
        return Trouble(
            _("This recovery code does not open the vault."),
            _("Look whether the sheet belongs to this vault, or use the passphrase."),
        )
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
            system.write_durably(path, data)


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
    return Unlocked(header.vault, person, slot.id, by_recovery=False, data_key=data_key), code


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


def change_passphrase(folder: Path, person: str, old: str, new: str, *, policy: KeyPolicy = DEFAULT_POLICY) -> Unlocked:
    """Replace a person's passphrase; the old one must open it."""
    unlocked = unlock(folder, old, person, policy=policy)
    return reset_passphrase(folder, unlocked, new, policy=policy)


def reset_passphrase(folder: Path, unlocked: Unlocked, new: str, *, policy: KeyPolicy = DEFAULT_POLICY) -> Unlocked:
    """A new passphrase for the person who opened the vault, by recovery code for instance."""
    passphrases.check(new)
    secret = passphrases.normalized(new).encode()
    header = _replace_slot(read_header(folder), unlocked, "passphrase", secret, _argon(policy), policy)
    write_header(folder, header)
    opened = open_header(read_header(folder), "passphrase", secret, unlocked.person, policy)
    if opened is None:
        raise Trouble(_("The new passphrase could not be stored."), _("The recovery sheet still opens the vault."))
    return opened


def renew_recovery(folder: Path, unlocked: Unlocked, *, policy: KeyPolicy = DEFAULT_POLICY) -> str:
    """A new recovery code for this person; the old sheet no longer opens the vault."""
    code = recovery_code.new_code()
    secret = recovery_code.secret_of(code)
    header = _replace_slot(read_header(folder), unlocked, "recovery", secret, {"name": "hkdf-sha256"}, policy)
    write_header(folder, header)
    return code


def _with_person(
    header: Header, data_key: bytes, person: str, passphrase: str, policy: KeyPolicy
) -> tuple[Header, str]:
    code = recovery_code.new_code()
    first = 1 + max((int(slot.id) for slot in header.slots), default=0)
    secret = passphrases.normalized(passphrase).encode()
    slots = (
        _wrap(header, str(first), person, "passphrase", _argon(policy), secret, data_key, policy),
        _wrap(header, str(first + 1), person, "recovery", {"name": "hkdf-sha256"},
              recovery_code.secret_of(code), data_key, policy),
    )  # fmt: skip
    return replace(header, slots=header.slots + slots), code


def _replace_slot(
    header: Header, unlocked: Unlocked, kind: str, secret: bytes, kdf: dict[str, Any], policy: KeyPolicy
) -> Header:
    slots = tuple(
        _wrap(header, slot.id, slot.person, kind, kdf, secret, unlocked.data_key, policy)
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
    system.write_durably(path, data)
    if header_from_json(json.loads(path.read_bytes())) != header:
        raise Trouble(_("vault.json could not be written."), _("Look at the disk. The vault still opens as before."))
    system.write_durably(path.with_name(HEADER + ".bak"), data)


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
    with (folder / ATTEMPTS).open("a", encoding="ascii") as file:
        file.write(now.isoformat(timespec="seconds") + "\n")


def forget_wrong_tries(folder: Path) -> None:
    (folder / ATTEMPTS).unlink(missing_ok=True)


# --- primitives --------------------------------------------------------------------------------------------------


def _argon(policy: KeyPolicy) -> dict[str, Any]:
    return {"name": "argon2id", "memory_kib": policy.memory_kib, "passes": policy.passes, "lanes": policy.lanes}


def _wrap(
    header: Header,
    slot_id: str,
    person: str,
    kind: str,
    kdf: dict[str, Any],
    secret: bytes,
    data_key: bytes,
    policy: KeyPolicy,
) -> Slot:
    slot = Slot(slot_id, person, kind, kdf, secrets.token_bytes(16), secrets.token_bytes(12), b"")
    key = _slot_key(slot, secret, policy)
    return replace(slot, wrapped=ChaCha20Poly1305(key).encrypt(slot.nonce, data_key, _bound(header, slot)))


def _unwrap(header: Header, slot: Slot, secret: bytes, policy: KeyPolicy) -> bytes | None:
    key = _slot_key(slot, secret, policy)
    try:
        return ChaCha20Poly1305(key).decrypt(slot.nonce, slot.wrapped, _bound(header, slot))
    except (InvalidTag, ValueError):
        return None


def _slot_key(slot: Slot, secret: bytes, policy: KeyPolicy) -> bytes:
    if slot.kind == "recovery" and slot.kdf == {"name": "hkdf-sha256"}:
        return _hkdf(secret, slot.salt, "OTDesk recovery slot 1")
    if slot.kind != "passphrase" or slot.kdf.get("name") != "argon2id":
        raise _weak()
    memory, passes, lanes = (slot.kdf.get(name) for name in ("memory_kib", "passes", "lanes"))
    if not (isinstance(memory, int) and isinstance(passes, int) and isinstance(lanes, int) and len(slot.salt) == 16):
        raise _weak()
    if not policy.floor_memory_kib <= memory <= policy.ceiling_memory_kib:
        raise _weak()
    if not (policy.floor_passes <= passes <= policy.ceiling_passes and 1 <= lanes <= 16):
        raise _weak()
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(secret, slot.salt, passes, memory, lanes, 32, Type.ID)


def _weak() -> Trouble:
    return Trouble(
        _("vault.json asks for a weaker protection than OTDesk accepts, so somebody has changed it."),
        _("Restore the last backup. Nothing was opened."),
    )


def _bound(header: Header, slot: Slot) -> bytes:
    return _canonical({"format": FORMAT, "vault": header.vault, "created": header.created, "slot": slot.bound()})


def _mac(header: Header, data_key: bytes) -> bytes:
    return hmac.digest(_hkdf(data_key, b"", "OTDesk header key 1"), header.unsigned(), hashlib.sha256)


def _hkdf(secret: bytes, salt: bytes, label: str) -> bytes:
    return HKDF(SHA256(), 32, salt or None, label.encode()).derive(secret)


def _canonical(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: Any) -> bytes:
    return base64.b64decode(str(text), validate=True)
