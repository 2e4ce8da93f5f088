# SPDX-License-Identifier: MIT
"""The key of a district's office: a code on paper that only the office has, and a card that anybody may have.

    code (as on a recovery sheet) --HKDF--> X25519 key; its public half is the card
    card + one-time key of a vault --X25519, HKDF--> key of the district's slot in vault.json

Whoever has the card can let the office in; only the code opens anything.
"""

import hashlib
import json
from dataclasses import dataclass

from otdesk.faults import Refusal
from otdesk.vault import recovery_code, wrapping
from otdesk.words import _

FORM = "otdesk district key 1"
SUFFIX = ".otdesk-district"
_LONGEST = 80
_LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class Card:
    """The district's name and its public key, 64 hex digits."""

    district: str
    public: str

    @property
    def number(self) -> str:
        """To compare by telephone: "3f2a 91bc 77de 0c15"."""
        digits = hashlib.sha256(bytes.fromhex(self.public)).hexdigest()[:16]
        return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


def card_of(district: str, code: str) -> Card:
    """The card that belongs to a code; Refusal for a code with a slip, or without a name."""
    name = " ".join(district.split())
    if not name or len(name) > _LONGEST:
        raise Refusal(_("Say the name of the district, in {n} letters at most.").format(n=_LONGEST))
    return Card(name, wrapping.district_public(recovery_code.secret_of(code)))


def to_file(card: Card) -> bytes:
    body = {"form": FORM, "district": card.district, "public": card.public, "number": card.number}
    return json.dumps(body, indent=1, ensure_ascii=False).encode() + b"\n"


def read(data: bytes) -> Card:
    """The card in a file; Refusal for any other file, and for one that is damaged."""
    try:
        body = json.loads(data) if len(data) <= _LARGEST else {}
        card = Card(" ".join(str(body["district"]).split()), str(body["public"]))
        card.district.encode()  # half a character is no name
        plain = card.public == bytes.fromhex(card.public).hex()
        whole = plain and body["form"] == FORM and body["number"] == card.number and wrapping.is_public(card.public)
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise _no_card() from fault
    if not whole or not 0 < len(card.district) <= _LONGEST:
        raise _no_card()
    return card


def _no_card() -> Refusal:
    return Refusal(_("This file is not the key of a district, or it is damaged. Ask the office for it again."))
