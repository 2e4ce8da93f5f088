# SPDX-License-Identifier: MIT
"""Two vaults: an assistant's notes go to her supervisor in a packet and come back co-signed or sent back."""

import copy
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from otdesk.actions import co_signing, notes, packets, therapists
from otdesk.actions.packets import Taken
from otdesk.faults import Refusal
from otdesk.queries import co_signing as co_sign_queries
from otdesk.queries import note_pages, people
from otdesk.queries import packets as queries
from otdesk.queries.note_rows import NotePage
from otdesk.records.chain import ChainLink
from otdesk.records.co_signing import SentNote
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.kinds import CoSignState, Role
from otdesk.rules.packets import Card, Packet, SignedAnswer, card_from, card_plain, packet_from, packet_plain
from otdesk.vault import keys, sealing
from tests import vaults
from tests.caseload_sample import House
from tests.clock import FixedClock
from tests.note_sample import Desk, desk, sign

QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)


def pair(house: House) -> sealing.Pair:
    return sealing.pair_of(house.vault.unlocked, house.vault.person)


def card(house: House, first: str, last: str, role: Role) -> Card:
    return Card(first, last, role, "OTR/L" if role is Role.OT else "COTA/L", "7", "MN", *pair(house).public)


class Two:
    """Ana is an assistant with a vault of her own; Ines supervises her from hers."""

    def __init__(self, at: Desk, there: House) -> None:
        self.at, self.here, self.there = at, at.house, there
        self.ines = card(there, "Ines", "Okafor", Role.OT)
        self.ana = card(self.here, "Ana", "Ruiz", Role.OTA)
        there.do(therapists.introduce, vaults.PERSON, TherapistEntry("Ines", "Okafor", Role.OT, "OTR/L"))
        self.supervisor = self.here.do(packets.take_card, self.ines)
        ana = next(person for person in self.here.read(people.people) if person.slot == vaults.PERSON)
        entry = TherapistEntry("Ana", "Ruiz", Role.OTA, "COTA/L")
        self.here.do(therapists.edit_person, ana.therapist_id, entry, self.supervisor)
        self.notes = (sign(at, at.alone, at.ids.maya), sign(at, at.last, at.ids.hazel))

    def sent(self) -> bytes:
        """The packet for the supervisor."""
        (outgoing,) = self.here.read(queries.outgoing)
        body = packet_plain(Packet(self.ana, pages=self.here.read(queries.pages, outgoing.note_ids)))
        self.here.do(packets.sent, outgoing.note_ids, outgoing.therapist_id)
        return sealing.seal(body, outgoing.box, pair(self.here))

    def arrive(self, data: bytes) -> int:
        body, signer = sealing.open_packet(data, (pair(self.there),))
        taken: int = self.there.do(packets.take_pages, packet_from(body), signer)
        return taken

    def say(self, place: int, decision: CoSignState, remark: str = "") -> None:
        rows = self.there.read(co_sign_queries.waiting, self.at.local())
        self.there.do(packets.answer_sent, rows[place].sent_id or 0, decision, remark)

    def answers(self) -> bytes:
        (answering,) = self.there.read(queries.answering)
        signed = tuple(
            SignedAnswer(answer, sealing.signature(pair(self.there), answer.plain()))
            for _number, answer in answering.answers
        )
        self.there.do(packets.answers_saved, [number for number, _answer in answering.answers])
        return sealing.seal(packet_plain(Packet(self.ines, answers=signed)), answering.box, pair(self.there))

    def come_back(self, data: bytes) -> Taken:
        body, signer = sealing.open_packet(data, (pair(self.here),))
        taken: Taken = self.here.do(packets.take_answers, packet_from(body), signer)
        return taken

    def page(self, note: int) -> NotePage:
        found = self.here.read(note_pages.note_page, note, self.at.local())
        assert found is not None
        return found

    def links(self) -> int:
        with self.here.vault.read() as db:
            return db.scalar(select(func.count()).select_from(ChainLink)) or 0


@pytest.fixture
def two(tmp_path: Path, clock: FixedClock) -> Iterator[Two]:
    with desk(tmp_path / "vault", clock) as at:
        there = House(vaults.unlocked(vaults.make(tmp_path / "there", clock()), clock()), clock)
        yield Two(at, there)
        there.vault.close()


def test_both_ways_and_each_twice(two: Two) -> None:
    data = two.sent()
    assert two.arrive(data) == 2
    assert two.arrive(data) == 0, "the same packet once more"
    two.say(0, CoSignState.DONE)
    two.say(0, CoSignState.RETURNED, "Which hand?")
    answers = two.answers()
    assert two.come_back(answers) == Taken(co_signed=1, returned=1)
    before = two.links()
    assert two.come_back(answers) == Taken(known=2), "the same answers once more"
    assert two.links() == before
    first, second = (two.page(note) for note in two.notes)
    assert first.co_signature is not None
    assert (first.co_signature.name, first.co_signature.credentials) == ("Ines Okafor", "OTR/L")
    assert not first.co_signature_due
    assert second.co_signature is None
    back = two.here.read(co_sign_queries.sent_back, two.notes[1])
    assert back is not None
    assert (back.remark, back.by) == ("Which hand?", "Ines Okafor")
    assert two.here.vault.verify(two.here.clock()) == []


def test_the_supervisor_reads_the_note_as_it_was_signed(two: Two) -> None:
    two.here.do(notes.add_addendum, two.notes[0], "Her mother was told.")
    two.arrive(two.sent())
    rows = two.there.read(co_sign_queries.waiting, two.at.local())
    own = [two.page(note) for note in two.notes]
    assert [row.page for row in rows] == own
    assert rows[0].page.amendments[0].text == "Her mother was told."


def test_what_was_added_meanwhile_is_not_co_signed(two: Two) -> None:
    two.arrive(two.sent())
    two.say(0, CoSignState.DONE)
    two.here.do(notes.add_addendum, two.notes[0], "Her mother was told.")
    assert two.come_back(two.answers()) == Taken(changed=1)
    assert two.page(two.notes[0]).co_signature is None
    assert two.arrive(two.sent()) == 1, "its later state is sent again"
    two.say(-1, CoSignState.DONE)
    assert two.come_back(two.answers()) == Taken(co_signed=1)


def test_a_later_state_takes_the_place_of_what_was_not_answered(two: Two) -> None:
    two.arrive(two.sent())
    two.here.do(notes.add_addendum, two.notes[0], "Her mother was told.")
    assert two.arrive(two.sent()) == 1
    with two.there.vault.read() as db:
        assert db.scalar(select(func.count()).select_from(SentNote)) == 2


def test_an_altered_record_is_refused_and_nothing_of_the_packet_is_kept(two: Two) -> None:
    (outgoing,) = two.here.read(queries.outgoing)
    whole = packet_plain(Packet(two.ana, pages=two.here.read(queries.pages, outgoing.note_ids)))

    def other_words(page: Any) -> None:
        page["sealed"]["response"] = "something else"

    def other_signer(page: Any) -> None:
        page["links"][0]["signer"] = "Somebody Else"

    def other_end(page: Any) -> None:
        page["through"] = "0" * 64

    def one_more(page: Any) -> None:
        page["amendments"] = [{"kind": "addendum", "reason": "", "content": {"text": "Not signed"}}]

    for alter in (other_words, other_signer, other_end, one_more):
        plain = copy.deepcopy(whole)
        alter(plain["pages"][1])
        data = sealing.seal(plain, outgoing.box, pair(two.here))
        with pytest.raises(Refusal, match="altered"):
            two.arrive(data)
    with two.there.vault.read() as db:
        assert db.scalar(select(func.count()).select_from(SentNote)) == 0
    assert [person.name for person in two.there.read(people.people)] == ["Ines Okafor"]


def test_answers_of_a_stranger_and_answers_she_did_not_sign_are_refused(two: Two) -> None:
    two.arrive(two.sent())
    two.say(0, CoSignState.DONE)
    (answering,) = two.there.read(queries.answering)
    answer = answering.answers[0][1]
    stranger = sealing.pair_of(two.there.vault.unlocked, "Eve")
    forged = SignedAnswer(answer, sealing.signature(stranger, answer.plain()))
    with pytest.raises(Refusal, match="card"):
        two.come_back(sealing.seal(packet_plain(Packet(two.ines, answers=(forged,))), two.ana.box, stranger))
    with pytest.raises(Refusal, match="altered"):
        two.come_back(sealing.seal(packet_plain(Packet(two.ines, answers=(forged,))), two.ana.box, pair(two.there)))
    assert two.page(two.notes[0]).co_signature is None


def test_an_answer_for_another_vault_changes_nothing(two: Two) -> None:
    two.arrive(two.sent())
    two.say(0, CoSignState.DONE)
    (answering,) = two.there.read(queries.answering)
    strange = replace(answering.answers[0][1], origin="another:1")
    signed = SignedAnswer(strange, sealing.signature(pair(two.there), strange.plain()))
    data = sealing.seal(packet_plain(Packet(two.ines, answers=(signed,))), two.ana.box, pair(two.there))
    assert two.come_back(data) == Taken(strange=1)


def test_an_assistant_cannot_answer(two: Two) -> None:
    two.arrive(two.sent())
    ines = two.there.read(people.people)[0]
    two.there.do(therapists.edit, ines.therapist_id, TherapistEntry("Ines", "Okafor", Role.OTA))
    with pytest.raises(Refusal, match="supervising"):
        two.say(0, CoSignState.DONE)


def test_another_card_of_the_same_name_does_not_replace_the_first(two: Two) -> None:
    eve = sealing.pair_of(two.there.vault.unlocked, "Eve").public
    with pytest.raises(Refusal, match="differs"):
        two.here.do(packets.take_card, Card("Ines", "Okafor", Role.OT, "OTR/L", "7", "MN", *eve))
    assert two.here.do(packets.take_card, two.ines) == two.supervisor


def test_a_card_does_not_make_its_owner_the_first_of_a_vault(two: Two, tmp_path: Path, clock: FixedClock) -> None:
    """The caseload is that of whoever was entered first."""
    fresh = House(vaults.unlocked(vaults.make(tmp_path / "fresh", clock()), clock()), clock)
    with pytest.raises(Refusal, match="own name first"):
        fresh.do(packets.take_card, two.ines)
    assert fresh.read(people.people) == ()
    fresh.vault.close()


def test_a_void_note_is_answered_in_vain(two: Two) -> None:
    two.arrive(two.sent())
    two.say(0, CoSignState.DONE)
    two.here.do(notes.void, two.notes[0], "Wrong student")
    assert two.come_back(two.answers()) == Taken(strange=1)


def test_whoever_is_here_may_co_sign_what_was_sent_elsewhere_too(two: Two) -> None:
    """Then the answer that comes back is for less than the chain says now."""
    two.arrive(two.sent())
    two.say(0, CoSignState.DONE)
    policy = keys.KeyPolicy(**vaults.weak_keys())
    vault = two.here.vault
    keys.add_person(vault.folder, vault.unlocked, "Bo Lind", "four brown kettles under snow", policy=policy)
    two.here.do(therapists.add_person, "Bo Lind", TherapistEntry("Bo", "Lind", Role.OT), None)
    by = keys.unlock(vault.folder, "four brown kettles under snow", "Bo Lind", policy=policy)
    row = next(each for each in two.here.read(co_sign_queries.waiting, two.at.local()) if each.note_id == two.notes[0])
    with vault.write("co_sign", two.here.clock(), by=by) as work:
        co_signing.co_sign(work, two.notes[0], row.seen)
    assert two.come_back(two.answers()) == Taken(changed=1)
    assert vault.verify(two.here.clock()) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(plain=JSON)
def test_what_is_no_packet_is_one_error(plain: object) -> None:
    for read in (packet_from, card_from):
        with pytest.raises(ValueError):  # noqa: PT011 - the words are for nobody: the caller says one sentence
            read(plain)


@QUIET
@given(data=st.data())
def test_a_packet_with_anything_put_in_one_place_is_read_or_one_error(two: Two, data: st.DataObject) -> None:
    (outgoing,) = two.here.read(queries.outgoing)
    plain = packet_plain(Packet(two.ana, pages=two.here.read(queries.pages, outgoing.note_ids[:1])))
    at: Any = plain
    while isinstance(at, dict | list) and at:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else list(range(len(at)))))
        if data.draw(st.booleans()) or not isinstance(at[key], dict | list) or not at[key]:
            at[key] = data.draw(JSON)
            break
        at = at[key]
    try:
        packet = packet_from(plain)
    except ValueError:
        return
    with suppress(Refusal), two.there.vault.rehearse(two.there.clock()) as work:
        packets.take_pages(work, packet, two.ana.sign)
    with two.there.vault.read() as db:
        assert db.scalar(select(func.count()).select_from(SentNote)) == 0, "it was a rehearsal"


def test_a_card_is_what_it_says(two: Two) -> None:
    assert card_from(card_plain(two.ines)) == two.ines
