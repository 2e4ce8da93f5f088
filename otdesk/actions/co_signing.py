# SPDX-License-Identifier: MIT
"""An assistant's signed note goes to the supervising therapist, who co-signs it or sends it back (domain.md 3.3)."""

from sqlalchemy import select

from otdesk.actions.school_time import local_now
from otdesk.faults import Refusal
from otdesk.records.chain import ChainLink
from otdesk.records.co_signing import CoSignRequest
from otdesk.records.notes import Note
from otdesk.records.therapists import Therapist
from otdesk.rules.kinds import ChainKind, CoSignState, NoteStatus, Role
from otdesk.vault.work import Work
from otdesk.words import _


def ask(work: Work, note_id: int) -> None:
    """The note waits for the supervisor, again where it was answered before. Called by what signs."""
    request = _request(work, note_id)
    if request is None:
        work.db.add(
            CoSignRequest(note_id=note_id, state=CoSignState.WAITING, answered_by_id=None, answered_at=None, proof=None)
        )
    else:
        request.state = CoSignState.WAITING


def ask_again(work: Work, note_id: int) -> None:
    """What an assistant adds to a note that was to be co-signed is to be read and co-signed as well."""
    if _request(work, note_id) is not None and _is_assistant(work, work.author):
        ask(work, note_id)


def withdraw(work: Work, note_id: int) -> None:
    """A void note waits for nobody."""
    request = _request(work, note_id)
    if request is not None:
        work.db.delete(request)


def co_sign(work: Work, note_id: int, seen: str) -> None:
    """The person at work has read the note and everything beside it and signs for it.

    `seen` is the hash of the note's last link when it was shown: what came after is not signed unread. Refusal for
    whoever may not co-sign, and for a note that does not wait.
    """
    request = _waiting(work, note_id)
    links = _links(work, note_id)
    _refuse_signer(work, links)
    if not links or links[-1].hash != seen:
        raise Refusal(_("Something was added to the note since it was shown. Read it again, then co-sign."))
    work.seal(note_id, ChainKind.CO_SIGNED, {}, zone=str(local_now(work).tzinfo))
    _answer(work, request, CoSignState.DONE, "")
    work.audit("co_sign", "note", note_id)
    work.describe(_("Note co-signed"))


def send_back(work: Work, note_id: int, remark: str) -> None:
    """Back to the assistant, with what is to be put right; the signed note itself stays as it is."""
    said = remark.strip()
    if not said:
        raise Refusal(_("Say what is to be put right."))
    request = _waiting(work, note_id)
    _refuse_signer(work, _links(work, note_id))
    _answer(work, request, CoSignState.RETURNED, said)
    work.audit("send_back", "note", note_id)
    work.touch(Note, [note_id])
    work.final()
    work.describe(_("Note sent back"))


def _request(work: Work, note_id: int) -> CoSignRequest | None:
    return work.db.scalar(select(CoSignRequest).where(CoSignRequest.note_id == note_id))


def _waiting(work: Work, note_id: int) -> CoSignRequest:
    request = _request(work, note_id)
    note = work.db.get(Note, note_id)
    if request is None or note is None or note.status is not NoteStatus.SIGNED or request.state is CoSignState.DONE:
        raise Refusal(_("This note does not wait for a co-signature."))
    return request


def _links(work: Work, note_id: int) -> list[ChainLink]:
    return list(work.db.scalars(select(ChainLink).where(ChainLink.note_id == note_id).order_by(ChainLink.seq)))


def _refuse_signer(work: Work, links: list[ChainLink]) -> None:
    """Only a therapist co-signs, and nobody her own note."""
    if work.author is None or _is_assistant(work, work.author):
        raise Refusal(_("A supervising occupational therapist co-signs. Choose one who may open this vault."))
    if any(link.signer_id == work.author for link in links[:1]):
        raise Refusal(_("Nobody co-signs a note of her own."))


def _answer(work: Work, request: CoSignRequest, state: CoSignState, remark: str) -> None:
    request.state, request.remark = state, remark
    request.answered_by_id, request.answered_at = work.author, work.now


def _is_assistant(work: Work, author: int | None) -> bool:
    therapist = work.db.get(Therapist, author) if author is not None else None
    return therapist is not None and therapist.role is Role.OTA
