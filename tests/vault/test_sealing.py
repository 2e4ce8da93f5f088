# SPDX-License-Identifier: MIT
"""Packets: only the one reader opens one, no byte of it can be changed, and nobody else can have signed it."""

import json
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.faults import Refusal
from otdesk.rules.packets import LARGEST
from otdesk.vault import sealing
from otdesk.vault.keys import Unlocked
from otdesk.vault.sealing import Pair


def pair(person: str = "Ana Ruiz", key: bytes = b"") -> Pair:
    return sealing.pair_of(Unlocked("v", person, "1", by="passphrase", data_key=key or secrets.token_bytes(32)), person)


ANA, INES, EVE = pair(), pair("Ines Okafor"), pair("Eve")
BODY = {"pages": [{"words": "Maya wrote her name — ñ"}], "n": 3}


def packet() -> bytes:
    return sealing.seal(BODY, INES.public[0], ANA)


def test_the_keys_of_a_person_are_always_the_same_and_each_persons_own() -> None:
    key = secrets.token_bytes(32)
    assert pair("A", key).public == pair("A", key).public
    assert len({*pair("A", key).public, *pair("B", key).public}) == 4


def test_the_reader_sees_the_body_and_who_signed() -> None:
    assert sealing.open_packet(packet(), (EVE, INES)) == (BODY, ANA.public[1])
    assert packet() != packet(), "each packet has a key of its own"


def test_nothing_of_the_body_can_be_read() -> None:
    assert b"Maya" not in packet()
    assert b"Maya".hex().encode() not in packet()


def test_nobody_else_opens_it() -> None:
    with pytest.raises(Refusal, match="not for anybody"):
        sealing.open_packet(packet(), (EVE, ANA))


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_no_byte_can_be_changed(place: int, bit: int) -> None:
    data = bytearray(packet())
    data[place % len(data)] ^= 1 << bit
    try:
        opened = sealing.open_packet(bytes(data), (INES,))
    except Refusal:
        return
    assert opened == (BODY, ANA.public[1]), "only what says the same may be read: a letter of a hexadecimal number"


@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_what_is_no_packet_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal):
        sealing.open_packet(data, (INES,))


def test_deep_and_large_files_are_refused() -> None:
    with pytest.raises(Refusal):
        sealing.open_packet(b"[" * 100_000, (INES,))
    with pytest.raises(Refusal, match="too large"):
        sealing.open_packet(b" " * (LARGEST + 1), (INES,))


def test_the_reader_cannot_pass_it_on_as_if_it_were_written_to_another() -> None:
    """Ines opens what Ana wrote to her and seals the same signed words for Eve."""
    signed = {"body": BODY, "to": INES.public[0], "by": ANA.public[1]}
    with pytest.raises(Refusal):
        sealing._checked({**signed, "signature": sealing.signature(ANA, signed)}, EVE)


def test_a_signature_is_of_one_person_over_one_thing() -> None:
    given = sealing.signature(ANA, BODY)
    assert sealing.is_signed(ANA.public[1], BODY, given)
    assert not sealing.is_signed(EVE.public[1], BODY, given)
    assert not sealing.is_signed(ANA.public[1], {**BODY, "n": 4}, given)
    for broken in ("", "zz", given[:-2], json.dumps(given)):
        assert not sealing.is_signed(ANA.public[1], BODY, broken)


def test_what_is_no_key_is_not_written_to() -> None:
    for wrong in ("", "12", "x" * 64):
        with pytest.raises(Refusal, match="card"):
            sealing.seal(BODY, wrong, ANA)
