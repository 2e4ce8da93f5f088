# SPDX-License-Identifier: MIT
"""What goes between the vaults of an assistant and her supervisor: a card, notes to be co-signed, answers."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from otdesk.rules.kinds import CoSignState, Role

FORM = "otdesk packet 1"
LARGEST = 20 * 1024 * 1024
"""Bytes of a packet."""
_KEY = 64
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Card:
    """Who somebody is, with her two public keys (64 hex digits each)."""

    first: str
    last: str
    role: Role
    credentials: str
    license_number: str
    license_state: str
    box: str
    sign: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()


@dataclass(frozen=True, slots=True)
class SentAmendment:
    kind: str
    reason: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SentPage:
    """A signed note as it left its vault: the sealed record, its links of the chain, what was added to it.

    `origin` says vault and note, `through` is the hash of the last link: what a co-signature is for.
    """

    origin: str
    through: str
    sealed: Mapping[str, Any]
    links: tuple[Mapping[str, Any], ...]
    amendments: tuple[SentAmendment, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the supervisor says of one note: co-signed (DONE) or sent back (RETURNED). `at` is aware."""

    origin: str
    through: str
    decision: CoSignState
    remark: str
    at: datetime
    zone: str

    def plain(self) -> dict[str, Any]:
        return {**asdict(self), "at": self.at.isoformat()}


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """`signature` is hers over `answer.plain()`."""

    answer: Answer
    signature: str


@dataclass(frozen=True, slots=True)
class Packet:
    """`card` is that of the sender."""

    card: Card
    pages: tuple[SentPage, ...] = ()
    answers: tuple[SignedAnswer, ...] = ()


def number(card: Card) -> str:
    """ "7F3A-91C2-E05B-44D0": what the owners of two cards read to each other."""
    short = hashlib.sha256(f"{card.box} {card.sign}".encode()).hexdigest()[:16].upper()
    return "-".join(short[start : start + 4] for start in range(0, len(short), 4))


def is_packet(data: bytes) -> bool:
    """Whether a file claims to be a packet; whether it is one, opening it says."""
    return FORM.encode() in data


def card_plain(card: Card) -> dict[str, Any]:
    return asdict(card)


def packet_plain(packet: Packet) -> dict[str, Any]:
    return {
        "card": card_plain(packet.card),
        "pages": [asdict(page) for page in packet.pages],
        "answers": [{"answer": each.answer.plain(), "signature": each.signature} for each in packet.answers],
    }


def card_from(plain: Any) -> Card:
    """ValueError for what is no card."""
    fields = _fields(plain)
    said = [_text(fields, name, 200) for name in ("first", "last", "credentials", "license_number", "license_state")]
    box, sign = (_hex(fields, name) for name in ("box", "sign"))
    if not said[0] or not said[1]:
        raise ValueError("a card without a name")
    return Card(said[0], said[1], Role(_text(fields, "role", 20)), said[2], said[3], said[4], box, sign)


def packet_from(plain: Any) -> Packet:
    """ValueError for what is no packet."""
    fields = _fields(plain)
    return Packet(
        card_from(fields.get("card")),
        tuple(sent_from(each) for each in _list(fields.get("pages"))),
        tuple(_answer(each) for each in _list(fields.get("answers"))),
    )


def sent_from(plain: Any) -> SentPage:
    """ValueError for what is no note."""
    fields = _fields(plain)
    links = tuple(_fields(link) for link in _list(fields.get("links")))
    if not links:
        raise ValueError("a page without a signature")
    amendments = tuple(_amendment(each) for each in _list(fields.get("amendments")))
    return SentPage(
        _text(fields, "origin", 100), _hex(fields, "through"), _fields(fields.get("sealed")), links, amendments
    )


def _amendment(plain: Any) -> SentAmendment:
    fields = _fields(plain)
    return SentAmendment(_text(fields, "kind", 20), _text(fields, "reason", 10_000), _fields(fields.get("content")))


def _answer(plain: Any) -> SignedAnswer:
    fields = _fields(plain)
    said = _fields(fields.get("answer"))
    at = datetime.fromisoformat(_text(said, "at", 40))
    decision = CoSignState(_text(said, "decision", 20))
    if at.tzinfo is None or decision is CoSignState.WAITING:
        raise ValueError("an answer that says nothing")
    answer = Answer(
        _text(said, "origin", 100), _hex(said, "through"), decision, _text(said, "remark", 10_000), at,
        _text(said, "zone", 60),
    )  # fmt: skip
    return SignedAnswer(answer, _text(fields, "signature", 200))


def _fields(plain: Any) -> Mapping[str, Any]:
    if not isinstance(plain, Mapping):
        raise ValueError("not an object")  # noqa: TRY004 - the caller asks one question
    return plain


def _list(plain: Any) -> Sequence[Any]:
    if not isinstance(plain, list | tuple) or len(plain) > _MOST:
        raise ValueError("not a list")
    return plain


def _text(fields: Mapping[str, Any], name: str, most: int) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or len(value) > most:
        raise ValueError(name)
    return value


def _hex(fields: Mapping[str, Any], name: str) -> str:
    value = _text(fields, name, _KEY)
    if len(value) != _KEY or any(letter not in "0123456789abcdef" for letter in value):
        raise ValueError(name)
    return value
