# SPDX-License-Identifier: MIT
"""A slot of vault.json: the data key wrapped under a passphrase, a recovery code or a district's key; and their header.

The wrapped key is bound to the header's own fields and to the slot's parameters; the whole header bears a MAC under the
data key, so that nothing in it can be changed unseen.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from otdesk.faults import Trouble
from otdesk.words import _

FORMAT = 1
_DISTRICT_KDF = "x25519-hkdf-sha256"
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
    most_passes: int = 0
    """A new slot takes as much work as this machine does in `SOUGHT` seconds, up to these passes and never below the
    floor; 0: the work as said, whatever the machine."""


DEFAULT_POLICY = KeyPolicy(most_passes=12)
SOUGHT, SLOWEST = 0.3, 1.0


@dataclass(frozen=True, slots=True)
class Slot:
    id: str
    person: str
    kind: str  # passphrase | recovery | district | keychain
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
        return replace(self, mac=mac_of(self, data_key))


def json_of(data: bytes) -> Any:
    """What a file says; ValueError when it is no JSON, or nested too deep to be ours."""
    try:
        return json.loads(data)
    except RecursionError as fault:
        raise ValueError("nested too deep") from fault


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
                salt=from_base64(slot["salt"]),
                nonce=from_base64(slot["nonce"]),
                wrapped=from_base64(slot["wrapped"]),
            )
            for slot in body["slots"]
        )
        header = Header(
            str(body["vault"]), str(body["created"]), int(body["revision"]), slots, from_base64(body.get("mac", ""))
        )
        header.unsigned()  # half a character in a name is a ValueError too
    except (KeyError, TypeError, OverflowError) as fault:
        raise ValueError("a vault header lacks a field") from fault
    return header


def argon(policy: KeyPolicy, timed: "Callable[[KeyPolicy], float] | None" = None) -> dict[str, Any]:
    """The parameters of a new passphrase slot."""
    if policy.most_passes:
        policy = fitted(policy, (timed or _timed)(policy))
    return {"name": "argon2id", "memory_kib": policy.memory_kib, "passes": policy.passes, "lanes": policy.lanes}


def fitted(policy: KeyPolicy, took: float) -> KeyPolicy:
    """For a machine that needs `took` seconds for the usual work: more passes where it is quick, the least memory that
    is accepted where a person would wait."""
    if took > SLOWEST:
        return replace(policy, memory_kib=policy.floor_memory_kib, passes=policy.floor_passes)
    passes = min(policy.most_passes, round(policy.passes * SOUGHT / max(took, 0.001)))
    return replace(policy, passes=max(policy.passes, passes))


def _timed(policy: KeyPolicy) -> float:
    from argon2.low_level import Type, hash_secret_raw

    began = time.perf_counter()
    hash_secret_raw(b"work", bytes(16), policy.passes, policy.memory_kib, policy.lanes, 32, Type.ID)
    return time.perf_counter() - began


def wrap(
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


def unwrap(header: Header, slot: Slot, secret: bytes, policy: KeyPolicy) -> bytes | None:
    key = _slot_key(slot, secret, policy)
    try:
        return ChaCha20Poly1305(key).decrypt(slot.nonce, slot.wrapped, _bound(header, slot))
    except (InvalidTag, ValueError):
        return None


def wrap_for(header: Header, slot_id: str, district: str, public: str, data_key: bytes) -> Slot:
    """A slot for whoever has the private half of the key `public` (64 hex digits)."""
    once = X25519PrivateKey.generate()
    kdf = {"name": _DISTRICT_KDF, "to": public, "once": once.public_key().public_bytes_raw().hex()}
    slot = Slot(slot_id, district, "district", kdf, secrets.token_bytes(16), secrets.token_bytes(12), b"")
    key = derived(once.exchange(_public(public)), slot.salt, "OTDesk district slot 1")
    return replace(slot, wrapped=ChaCha20Poly1305(key).encrypt(slot.nonce, data_key, _bound(header, slot)))


def district_public(secret: bytes) -> str:
    """The public half of the key that a district's code stands for."""
    return _district_private(secret).public_key().public_bytes_raw().hex()


def is_public(text: str) -> bool:
    """Whether this is a key that something can be wrapped for."""
    try:
        X25519PrivateKey.generate().exchange(_public(text))
    except ValueError:
        return False
    return True


def _public(text: str) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(bytes.fromhex(text))


def _district_private(secret: bytes) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(derived(secret, b"", "OTDesk district key 1"))


def _district_slot_key(slot: Slot, secret: bytes) -> bytes:
    try:
        shared = _district_private(secret).exchange(_public(str(slot.kdf.get("once"))))
    except ValueError as fault:
        raise _weak() from fault
    return derived(shared, slot.salt, "OTDesk district slot 1")


def _slot_key(slot: Slot, secret: bytes, policy: KeyPolicy) -> bytes:
    if slot.kind == "recovery" and slot.kdf == {"name": "hkdf-sha256"}:
        return derived(secret, slot.salt, "OTDesk recovery slot 1")
    if slot.kind == "keychain" and slot.kdf == {"name": "hkdf-sha256"}:
        return derived(secret, slot.salt, "OTDesk keychain slot 1")
    if slot.kind == "district" and slot.kdf.get("name") == _DISTRICT_KDF:
        return _district_slot_key(slot, secret)
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


def mac_of(header: Header, data_key: bytes) -> bytes:
    return hmac.digest(derived(data_key, b"", "OTDesk header key 1"), header.unsigned(), hashlib.sha256)


def derived(secret: bytes, salt: bytes, label: str) -> bytes:
    return HKDF(SHA256(), 32, salt or None, label.encode()).derive(secret)


def _canonical(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def from_base64(text: Any) -> bytes:
    return base64.b64decode(str(text), validate=True)
