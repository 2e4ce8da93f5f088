# SPDX-License-Identifier: MIT
"""Co-signing between two vaults: cards, notes that were sent, answers that come back. All of it may come twice."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import select

from otdesk.actions.lookups import found
from otdesk.actions.school_time import local_now
from otdesk.faults import Refusal
from otdesk.records.chain import ChainLink, VaultState
from otdesk.records.co_signing import CoSignRequest, SentNote
from otdesk.records.columns import canonical_json
from otdesk.records.notes import Note
from otdesk.records.therapists import Therapist
from otdesk.rules.kinds import AMENDING, ChainKind, CoSignState, NoteStatus, Role
from otdesk.rules.packets import Answer, Card, Packet, SentPage, SignedAnswer
from otdesk.vault import chain, sealing
from otdesk.vault.work import Elsewhere, Work
from otdesk.words import _, full_name, plural


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the answers of a packet, in notes. `known`: taken in before. `changed`: the note was added to
    since it was sent, so that the answer is for less than it says now. `strange`: of no note here."""

    co_signed: int = 0
    returned: int = 0
    known: int = 0
    changed: int = 0
    strange: int = 0


def take_card(work: Work, card: Card) -> int:
    """Keep the public keys of somebody who works with another vault; her id. A name that is here already, without a
    passphrase and without keys, gets them. Refusal for a card that would replace other keys."""
    if work.db.scalar(select(Therapist.id).limit(1)) is None:
        raise Refusal(_("Enter your own name first, under Therapist."))
    there = work.db.scalar(select(Therapist).where(Therapist.sign_key == card.sign))
    if there is not None and there.box_key == card.box:
        return there.id
    named = work.db.scalars(select(Therapist).where(Therapist.first == card.first, Therapist.last == card.last)).all()
    if any(person.sign_key for person in named):
        raise Refusal(
            _("The card of {who} differs from the one kept here. Ask her which one is right, on the telephone.").format(
                who=card.name
            )
        )
    here = next((person for person in named if person.slot is None), None)
    if here is None:
        here = Therapist(
            slot=None, first=card.first, last=card.last, role=card.role, credentials=card.credentials,
            license_number=card.license_number, license_state=card.license_state, home_id=None,
        )  # fmt: skip
        work.db.add(here)
    here.box_key, here.sign_key = card.box, card.sign
    work.db.flush()
    work.describe(_("Card of {who} taken in").format(who=full_name(card.first, card.last)))
    return here.id


def sent(work: Work, note_ids: Iterable[int], supervisor_id: int) -> None:
    """Notes went to a supervisor in a packet: the audit trail says which."""
    work.audit("packet_sent", "therapist", supervisor_id, {"notes": sorted(note_ids)})
    work.final()


def take_pages(work: Work, packet: Packet, signer: str) -> int:
    """Notes sent to be co-signed; how many are new. `signer` is the public key that the packet was signed with.

    A later state of a note takes the place of one that was not answered. Refusal, and nothing taken in, when a record
    is not what its signature hashed.
    """
    if packet.card.sign != signer:
        raise _altered()
    for page in packet.pages:
        _refuse_altered(page)
    sender = take_card(work, packet.card)
    new = 0
    for page in packet.pages:
        known = select(SentNote).where(SentNote.origin == page.origin)
        before = work.db.scalars(known).all()
        if any(row.through == page.through for row in before):
            continue
        for row in before:
            if row.state is CoSignState.WAITING:
                work.db.delete(row)
        work.db.add(
            SentNote(
                sender_id=sender, origin=page.origin, through=page.through, page=asdict(page), answer=None,
                answered_by_id=None, returned_at=None,
            )
        )  # fmt: skip
        new += 1
    work.audit("packet_taken", "therapist", sender, {"notes": len(packet.pages), "new": new})
    work.final()
    who = full_name(packet.card.first, packet.card.last)
    count = plural("{n} note", "{n} notes", new)
    work.describe(_("{notes} of {who} to co-sign").format(notes=count, who=who) if new else _("No new note in it"))
    return new


def answer_sent(work: Work, sent_id: int, decision: CoSignState, remark: str = "") -> None:
    """The supervisor at work co-signs a note of another vault, or sends it back with what is to be put right."""
    row = found(work, SentNote, sent_id)
    author = work.db.get(Therapist, work.author) if work.author is not None else None
    if author is None or author.role is not Role.OT:
        raise Refusal(_("A supervising occupational therapist co-signs. Choose one who may open this vault."))
    if row.state is CoSignState.DONE:
        raise Refusal(_("This note does not wait for a co-signature."))
    said = remark.strip()
    if decision is CoSignState.RETURNED and not said:
        raise Refusal(_("Say what is to be put right."))
    local = local_now(work)
    row.state = decision
    row.answer = Answer(row.origin, row.through, decision, said, work.now, str(local.tzinfo)).plain()
    row.answered_by_id, row.returned_at = author.id, None
    work.audit("co_sign" if decision is CoSignState.DONE else "send_back", "sent_note", sent_id)
    work.final()
    work.describe(_("Note co-signed") if decision is CoSignState.DONE else _("Note sent back"))


def answers_saved(work: Work, sent_ids: Iterable[int]) -> None:
    """These answers are in a packet on its way."""
    for sent_id in sent_ids:
        found(work, SentNote, sent_id).returned_at = work.now
    work.final()


def take_answers(work: Work, packet: Packet, signer: str) -> Taken:
    """What a supervisor said of notes of this vault. Refusal for whoever's card is not kept here, and for an answer
    that she did not sign."""
    person = work.db.scalar(select(Therapist).where(Therapist.sign_key == signer))
    if person is None:
        raise Refusal(_("The card of whoever answers is not kept here. Take in her card first."))
    for each in packet.answers:
        if not sealing.is_signed(signer, each.answer.plain(), each.signature):
            raise _altered()
    vault = work.db.execute(select(VaultState.vault)).scalar_one()
    became = [_take(work, each, person, vault) for each in packet.answers]
    work.audit("answers_taken", "therapist", person.id, {"answers": len(packet.answers)})
    work.final()
    return Taken(*(became.count(what) for what in ("co_signed", "returned", "known", "changed", "strange")))


def _take(work: Work, signed: SignedAnswer, person: Therapist, vault: str) -> str:
    answer = signed.answer
    origin, _colon, number = answer.origin.partition(":")
    note = work.db.get(Note, int(number)) if origin == vault and number.isdecimal() else None
    request = (
        work.db.scalar(select(CoSignRequest).where(CoSignRequest.note_id == note.id)) if note is not None else None
    )
    if note is None or request is None or note.status is not NoteStatus.SIGNED:
        return "strange"
    links = list(work.db.scalars(select(ChainLink).where(ChainLink.note_id == note.id).order_by(ChainLink.seq)))
    proof: dict[str, object] = {"answer": answer.plain(), "signature": signed.signature}
    if request.proof is not None and canonical_json(request.proof) == canonical_json(proof):
        return "known"
    if links[-1].hash != answer.through:
        return "changed"
    if answer.decision is CoSignState.DONE:
        work.seal(note.id, ChainKind.CO_SIGNED, proof, zone=answer.zone, elsewhere=Elsewhere(person.id, answer.at))
    request.state, request.remark, request.proof = answer.decision, answer.remark, proof
    request.answered_by_id, request.answered_at = person.id, answer.at
    work.audit("co_sign" if answer.decision is CoSignState.DONE else "send_back", "note", note.id)
    work.touch(Note, [note.id])
    return "co_signed" if answer.decision is CoSignState.DONE else "returned"


def _refuse_altered(page: SentPage) -> None:
    """Links, record and amendments are what the hashes say."""
    amending = [link for link in page.links if str(link.get("kind")) in AMENDING]
    whole = (
        all(chain.is_link(link) for link in page.links)
        and page.links[-1]["hash"] == page.through
        and page.links[0]["content_hash"] == chain.sha256(canonical_json(dict(page.sealed)))
        and len(amending) == len(page.amendments)
        and all(
            (link["kind"], link["reason"], link["content_hash"])
            == (added.kind, added.reason, chain.sha256(canonical_json(dict(added.content))))
            for link, added in zip(amending, page.amendments, strict=True)
        )
    )
    if not whole:
        raise _altered()


def _altered() -> Refusal:
    return Refusal(_("This packet was altered after it was signed. Nothing was taken in."))
