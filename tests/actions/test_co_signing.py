# SPDX-License-Identifier: MIT
"""An assistant's note: who signs it, who co-signs it, what sends it back, what asks again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from otdesk.actions import co_signing, notes, therapists
from otdesk.actions.notes import Correction
from otdesk.faults import Refusal
from otdesk.queries import co_signing as query
from otdesk.queries import note_list, note_pages, people
from otdesk.queries.note_list import NoteState
from otdesk.queries.note_rows import NotePage
from otdesk.records.chain import ChainLink
from otdesk.records.therapists import Therapist
from otdesk.rules.entries_people import TherapistEntry
from otdesk.rules.kinds import ChainKind, CoSignState, NoteStatus, Role
from otdesk.vault import keys
from otdesk.vault.keys import Unlocked
from tests import vaults
from tests.clock import FixedClock
from tests.note_sample import Desk, desk, sign, write

SUPERVISOR = "Ines Okafor"
WORDS = "four brown kettles under snow"


class Pair:
    """Ana is an assistant here; Ines Okafor supervises her and has a slot of her own."""

    def __init__(self, at: Desk) -> None:
        self.at = at
        vault = at.house.vault
        policy = keys.KeyPolicy(**vaults.weak_keys())
        keys.add_person(vault.folder, vault.unlocked, SUPERVISOR, WORDS, policy=policy)
        self.ines = at.house.do(
            therapists.add_person, SUPERVISOR, TherapistEntry("Ines", "Okafor", Role.OT, "OTD, OTR/L"), None
        )
        with vault.read() as db:
            self.ana = db.scalars(select(Therapist.id).where(Therapist.slot == vaults.PERSON)).one()
        self.role(Role.OTA)
        self.by: Unlocked = keys.unlock(vault.folder, WORDS, SUPERVISOR, policy=policy)

    def role(self, role: Role) -> None:
        entry = TherapistEntry("Ana", "Ruiz", role, "COTA/L")
        supervisor = self.ines if role is Role.OTA else None
        self.at.house.do(therapists.edit_person, self.ana, entry, supervisor)

    def signed(self) -> int:
        write(self.at, self.at.alone, self.at.ids.maya)
        return sign(self.at, self.at.alone, self.at.ids.maya)

    def page(self, note: int) -> NotePage:
        page = self.at.house.read(note_pages.note_page, note, self.at.local())
        assert page is not None
        return page

    def waiting(self) -> tuple[query.Waiting, ...]:
        found: tuple[query.Waiting, ...] = self.at.house.read(query.waiting, self.at.local())
        return found

    def by_ines(self, action: Any, *args: Any) -> None:
        vault = self.at.house.vault
        with vault.write(action.__name__, self.at.house.clock(), by=self.by) as work:
            action(work, *args)

    def co_sign(self, note: int) -> None:
        (row,) = [row for row in self.waiting() if row.note_id == note]
        self.by_ines(co_signing.co_sign, note, row.seen)


@pytest.fixture
def pair(tmp_path: Path, clock: FixedClock) -> Iterator[Pair]:
    with desk(tmp_path / "vault", clock) as at:
        yield Pair(at)


def state_of(pair: Pair, note: int) -> NoteState:
    lines = pair.at.house.read(note_list.note_list, pair.at.local().date(), 624).lines
    return next(line.state for line in lines if line.note_id == note)


def test_an_assistants_note_waits_and_names_her_supervisor(pair: Pair) -> None:
    note = pair.signed()
    page = pair.page(note)
    assert page.co_signature_due
    assert page.supervisor == "Ines Okafor, OTD, OTR/L"
    assert state_of(pair, note) is NoteState.CO_SIGN
    assert pair.at.house.read(query.count) == 1


def test_a_therapists_own_note_waits_for_nobody(pair: Pair) -> None:
    pair.role(Role.OT)
    note = pair.signed()
    assert not pair.page(note).co_signature_due
    assert pair.waiting() == ()
    assert state_of(pair, note) is NoteState.SIGNED


def test_the_co_signature_is_a_link_by_the_supervisor(pair: Pair) -> None:
    note = pair.signed()
    pair.co_sign(note)
    page = pair.page(note)
    assert not page.co_signature_due
    assert page.signature is not None
    assert page.signature.name == "Ana Ruiz"
    assert page.co_signature is not None
    assert page.co_signature.name == "Ines Okafor"
    assert page.amendments == ()
    assert state_of(pair, note) is NoteState.SIGNED
    with pair.at.house.vault.read() as db:
        links = db.execute(select(ChainLink.kind, ChainLink.signer_id).order_by(ChainLink.seq)).all()
    assert [tuple(row) for row in links] == [(ChainKind.SIGNED, pair.ana), (ChainKind.CO_SIGNED, pair.ines)]
    assert pair.at.house.vault.verify(pair.at.house.clock()) == []


def test_the_assistant_and_a_stranger_cannot_co_sign(pair: Pair) -> None:
    note = pair.signed()
    (row,) = pair.waiting()
    with pytest.raises(Refusal, match="supervising"):
        pair.at.house.do(co_signing.co_sign, note, row.seen)
    pair.role(Role.OT)
    with pytest.raises(Refusal, match="of her own"):
        pair.at.house.do(co_signing.co_sign, note, row.seen)
    assert pair.page(note).co_signature is None


def test_nothing_is_co_signed_twice(pair: Pair) -> None:
    note = pair.signed()
    (row,) = pair.waiting()
    pair.co_sign(note)
    with pytest.raises(Refusal, match="does not wait"):
        pair.by_ines(co_signing.co_sign, note, row.seen)


def test_what_was_added_since_it_was_shown_is_not_co_signed_unread(pair: Pair) -> None:
    note = pair.signed()
    (row,) = pair.waiting()
    pair.at.house.do(notes.add_addendum, note, "She asked for the blue grip.")
    with pytest.raises(Refusal, match="added to the note"):
        pair.by_ines(co_signing.co_sign, note, row.seen)
    pair.co_sign(note)
    assert pair.page(note).co_signature is not None


def test_a_note_sent_back_says_why_and_waits_again_after_it_was_put_right(pair: Pair) -> None:
    note = pair.signed()
    with pytest.raises(Refusal, match="put right"):
        pair.by_ines(co_signing.send_back, note, "  ")
    pair.by_ines(co_signing.send_back, note, "Which hand?")
    answer = pair.at.house.read(query.sent_back, note)
    assert answer is not None
    assert (answer.remark, answer.by) == ("Which hand?", "Ines Okafor")
    assert pair.at.house.read(query.count) == 0
    assert pair.waiting()[0].state is CoSignState.RETURNED
    pair.at.house.do(notes.correct, note, Correction("Response", "hand", "right hand", "It was not said"))
    assert pair.at.house.read(query.count) == 1
    assert pair.at.house.read(query.sent_back, note) is None


def test_what_the_assistant_adds_after_the_co_signature_is_co_signed_too(pair: Pair) -> None:
    note = pair.signed()
    pair.co_sign(note)
    pair.at.house.do(notes.add_addendum, note, "Her mother was told.")
    assert pair.page(note).co_signature_due
    assert pair.at.house.read(query.count) == 1
    pair.co_sign(note)
    assert not pair.page(note).co_signature_due
    pair.by_ines(notes.add_addendum, note, "Seen on site that day.")
    assert not pair.page(note).co_signature_due
    assert pair.at.house.read(query.count) == 0


def test_a_void_note_waits_for_nobody(pair: Pair) -> None:
    note = pair.signed()
    pair.at.house.do(notes.void, note, "Wrong student")
    assert pair.waiting() == ()
    assert pair.page(note).status is NoteStatus.VOID


def test_whoever_signs_a_draft_is_its_author(pair: Pair) -> None:
    note = write(pair.at, pair.at.alone, pair.at.ids.maya)
    form = pair.at.form(pair.at.alone, pair.at.ids.maya)
    assert form.begun_by == (vaults.PERSON, "Ana Ruiz")
    shown = pair.at.house.read(note_pages.sealed, note, pair.at.local())
    with pytest.raises(Refusal, match="author"):
        pair.by_ines(notes.sign, note, shown)
    pair.by_ines(notes.complete, pair.at.alone, pair.at.ids.maya)
    pair.by_ines(notes.sign, note, pair.at.house.read(note_pages.sealed, note, pair.at.local()))
    page = pair.page(note)
    assert page.signature is not None
    assert page.signature.name == "Ines Okafor"
    assert not page.co_signature_due


def test_the_audit_trail_names_the_supervisor(pair: Pair) -> None:
    from otdesk.records.audit import AuditEvent

    note = pair.signed()
    pair.co_sign(note)
    with pair.at.house.vault.read() as db:
        event = db.execute(select(AuditEvent.person, AuditEvent.subject_id).where(AuditEvent.kind == "co_sign")).one()
    assert tuple(event) == (SUPERVISOR, note)


def test_access_is_given_and_ended(pair: Pair) -> None:
    house = pair.at.house
    entry = TherapistEntry("Bo", "Lind", Role.OT)
    bo = house.do(therapists.add_person, None, entry, None)
    assert [person.name for person in house.read(people.supervisors)] == ["Ines Okafor"]
    house.do(therapists.give_access, bo, "Bo Lind")
    assert [person.name for person in house.read(people.supervisors)] == ["Ines Okafor", "Bo Lind"]
    house.do(therapists.end_access, bo)
    assert [person.name for person in house.read(people.supervisors)] == ["Ines Okafor"]


def test_a_supervisor_is_another_therapist(pair: Pair) -> None:
    entry = TherapistEntry("Ana", "Ruiz", Role.OTA)
    for wrong in (pair.ana, 999):
        with pytest.raises(Refusal):
            pair.at.house.do(therapists.edit_person, pair.ana, entry, wrong)


def test_a_persons_slots_are_taken_away(pair: Pair) -> None:
    vault = pair.at.house.vault
    keys.remove_person(vault.folder, vault.unlocked, SUPERVISOR)
    assert keys.persons(vault.folder) == [vaults.PERSON]
    with pytest.raises(Refusal):
        keys.remove_person(vault.folder, vault.unlocked, vaults.PERSON)
    policy = keys.KeyPolicy(**vaults.weak_keys())
    assert keys.unlock(vault.folder, vaults.PASSPHRASE, policy=policy).person == vaults.PERSON
