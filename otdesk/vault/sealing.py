# SPDX-License-Identifier: MIT
"""Packets between two vaults: sealed to one person's public key, signed by another's.

Each person of a vault has two key pairs, both derived from the data key, so nothing besides the vault must be kept:
X25519 to be written to, Ed25519 to sign. A packet names its reader inside what is signed, so that it cannot be
sealed again for somebody else.

    sender, one-time X25519 key --> shared secret --HKDF--> ChaCha20-Poly1305 over {body, to, by, signature}
"""

import binascii
import json
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from otdesk.faults import Refusal
from otdesk.records.columns import canonical_json
from otdesk.rules.packets import FORM, LARGEST
from otdesk.vault import wrapping
from otdesk.vault.keys import Unlocked
from otdesk.words import _

_LABEL = "OTDesk packet 1"


@dataclass(frozen=True, slots=True)
class Pair:
    """The private keys of one person. Never printed, never kept."""

    box: X25519PrivateKey
    sign: Ed25519PrivateKey

    @property
    def public(self) -> tuple[str, str]:
        """What stands on her card: the key to write to her, and the one that proves her signature; 64 hex digits."""
        return self.box.public_key().public_bytes_raw().hex(), self.sign.public_key().public_bytes_raw().hex()


def pair_of(unlocked: Unlocked, person: str) -> Pair:
    """The keys of a person of this vault, always the same."""
    box = unlocked.key(f"packet box of {person}")
    return Pair(
        X25519PrivateKey.from_private_bytes(box),
        Ed25519PrivateKey.from_private_bytes(unlocked.key(f"packet signature of {person}")),
    )


def signature(pair: Pair, body: Any) -> str:
    return pair.sign.sign(canonical_json(body).encode()).hex()


def is_signed(sign: str, body: Any, given: str) -> bool:
    """Whether `given` is the signature of the person with the public key `sign` over `body`."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(sign))
        key.verify(bytes.fromhex(given), canonical_json(body).encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def seal(body: Any, to: str, by: Pair) -> bytes:
    """A file that only the owner of the public key `to` can read. Refusal for what is no key."""
    try:
        reader = X25519PublicKey.from_public_bytes(bytes.fromhex(to))
    except ValueError as fault:
        raise Refusal(_("This person has no card yet. Take in her card first.")) from fault
    once = X25519PrivateKey.generate()
    signed = {"body": body, "to": to, "by": by.public[1]}
    inner = canonical_json({**signed, "signature": signature(by, signed)}).encode()
    nonce = secrets.token_bytes(12)
    head = {"form": FORM, "once": once.public_key().public_bytes_raw().hex(), "nonce": nonce.hex()}
    cipher = ChaCha20Poly1305(wrapping.derived(once.exchange(reader), nonce, _LABEL))
    return canonical_json(
        {**head, "sealed": cipher.encrypt(nonce, inner, canonical_json(head).encode()).hex()}
    ).encode()


def open_packet(data: bytes, pairs: tuple[Pair, ...]) -> tuple[Any, str]:
    """The body, and the public key of whoever signed it. Refusal for a file that is damaged or not for these people."""
    if len(data) > LARGEST:
        raise Refusal(_("This file is too large for a packet."))
    try:
        whole = json.loads(data)
        head = {name: str(whole[name]) for name in ("form", "once", "nonce")}
        once = X25519PublicKey.from_public_bytes(bytes.fromhex(head["once"]))
        nonce, sealed = bytes.fromhex(head["nonce"]), bytes.fromhex(whole["sealed"])
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise _damaged() from fault
    if head["form"] != FORM or len(nonce) != 12:
        raise _damaged()
    for pair in pairs:
        cipher = ChaCha20Poly1305(wrapping.derived(pair.box.exchange(once), nonce, _LABEL))
        try:
            inner = json.loads(cipher.decrypt(nonce, sealed, canonical_json(head).encode()))
        except InvalidTag:
            continue
        return _checked(inner, pair)
    raise Refusal(_("This packet is not for anybody of this vault, or it is damaged. Nothing was taken in."))


def _checked(inner: Any, pair: Pair) -> tuple[Any, str]:
    try:
        signed = {name: inner[name] for name in ("body", "to", "by")}
        right = signed["to"] == pair.public[0] and is_signed(signed["by"], signed, inner["signature"])
    except (KeyError, TypeError, binascii.Error) as fault:
        raise _damaged() from fault
    if not right:
        raise _damaged()
    return signed["body"], str(signed["by"])


def _damaged() -> Refusal:
    return Refusal(_("This is no packet of OTDesk, or it is damaged. Nothing was taken in."))
