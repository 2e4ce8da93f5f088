# SPDX-License-Identifier: MIT
"""What a printed session note shows: one frozen row per note, as signed, with everything that came after.

A draft is read from the vault as it is today. A signed note is read from its `sealed` record, so that a later change of
a name, a plan or a goal does not reach it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from otdesk.queries.note_drafts import draft_page
from otdesk.queries.note_rows import NoteAmendment, NoteCode, NoteGoal, NotePage, Signature, fingerprint
from otdesk.records.chain import ChainLink
from otdesk.records.columns import instant_from_text
from otdesk.records.notes import Amendment, Note
from otdesk.records.sessions import TherapySession
from otdesk.records.students import Student
from otdesk.records.therapists import Therapist
from otdesk.rules import checklists, screening
from otdesk.rules.coding import UnitRule
from otdesk.rules.kinds import AMENDING, ChainKind, Grouping, Mode, NoteStatus, PlanType, Presence, Reason, Setting
from otdesk.rules.note_formats import NoteFormat
from otdesk.rules.packets import SentPage
from otdesk.rules.screening import Screened

_SEALED = "otdesk note 1"
_LATER = frozenset(
    {
        "status",
        "signature",
        "co_signature",
        "late_written",
        "amendments",
        "fingerprint",
        "written_anew",
        "goals",
        "codes",
        "diagnoses",
        "ticked",
        "screened",
    },
)  # what is not in the sealed record by its own name: it comes from the chain, or is made of rows
_DATES = frozenset({"day", "birth_date", "plan_start", "plan_review", "month_through"})
_CODES: Mapping[str, type[StrEnum]] = {
    "presence": Presence,
    "reason": Reason,
    "mode": Mode,
    "grouping": Grouping,
    "setting": Setting,
    "plan": PlanType,
    "unit_rule": UnitRule,
    "layout": NoteFormat,
}
_OWN_LINKS = frozenset({ChainKind.SIGNED, ChainKind.LATE_ENTRY})


def note_page(db: Session, note_id: int, now: datetime) -> NotePage | None:
    """One note as it is printed; None when it is gone. `now` (aware) is how far a draft's month is counted."""
    pages = _pages(db, [note_id], now)
    return pages[0] if pages else None


def note_batch(
    db: Session, first: date, last: date, now: datetime, student_id: int | None = None, *, drafts: bool = False,
    school_id: int | None = None,
) -> tuple[NotePage, ...]:  # fmt: skip
    """Signed and void notes of service from `first` to `last`, by date, time and student; with `drafts` those too."""
    query = (
        select(Note.id)
        .join(TherapySession, TherapySession.id == Note.session_id)
        .join(Student, Student.id == Note.student_id)
        .where(Note.service_date >= first, Note.service_date <= last)
        .order_by(Note.service_date, TherapySession.planned_start, Student.last, Student.first, Note.id)
    )
    if student_id is not None:
        query = query.where(Note.student_id == student_id)
    if school_id is not None:
        query = query.where(TherapySession.school_id == school_id)
    if not drafts:
        query = query.where(Note.status != NoteStatus.DRAFT)
    return _pages(db, db.scalars(query).all(), now)


def pages_of(db: Session, note_ids: Sequence[int], now: datetime) -> dict[int, NotePage]:
    """Those that are there, by number."""
    return {page.note_id: page for page in _pages(db, note_ids, now)}


def sent_page(page: SentPage) -> NotePage:
    """A note of another vault, as it was signed there."""
    links = [
        ChainLink(**{**{name: value for name, value in link.items() if name != "hash"},
                     "kind": ChainKind(link["kind"]), "at": instant_from_text(link["at"]), "hash": link["hash"]})
        for link in page.links
    ]  # fmt: skip
    added = [Amendment(kind=ChainKind(each.kind), reason=each.reason, content=dict(each.content))
             for each in page.amendments]  # fmt: skip
    return _signed(_Sent(NoteStatus.SIGNED, page.sealed), links, added)


def sealed(db: Session, note_id: int, now: datetime) -> dict[str, Any]:
    """The whole record of a draft as plain data: what is shown before signing, sealed by the signature, and printed.

    Raises LookupError when the note is gone.
    """
    page = draft_page(db, note_id, now)
    plain: dict[str, Any] = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(page).items()
        if name not in _LATER
    }
    row = db.execute(select(Note.content, Note.author_id, Therapist.signature_line).join(
        Therapist, Therapist.id == Note.author_id).where(Note.id == note_id)).one()  # fmt: skip
    plain["goals"] = [asdict(goal) for goal in page.goals]
    plain["ticked"] = checklists.to_plain(page.ticked)
    plain["screened"] = screening.to_plain(Screened(page.screened))
    plain["codes"] = [asdict(code) for code in page.codes]
    plain["diagnoses"] = list(page.diagnoses)
    plain["content"] = row.content
    plain["author_id"] = row.author_id
    plain["signature_line"] = row.signature_line
    plain["form"] = _SEALED
    return plain


def _pages(db: Session, ids: Sequence[int], now: datetime) -> tuple[NotePage, ...]:
    """In the order of the ids; signed notes of any number cost the same few statements."""
    notes = {row.id: row for row in _in_parts(db, select(Note.id, Note.status, Note.sealed), Note.id, ids)}
    links: dict[int, list[ChainLink]] = defaultdict(list)
    for (link,) in _in_parts(db, select(ChainLink), ChainLink.note_id, ids):
        links[link.note_id].append(link)
    amendments: dict[int, list[Amendment]] = defaultdict(list)
    for (amendment,) in _in_parts(db, select(Amendment), Amendment.note_id, ids):
        amendments[amendment.note_id].append(amendment)
    anew = _written_anew(db, [row.id for row in notes.values() if row.status is NoteStatus.VOID])
    pages = []
    for note_id in ids:
        row = notes.get(note_id)
        if row is None:
            continue
        if row.status is NoteStatus.DRAFT or row.sealed is None:
            pages.append(draft_page(db, note_id, now))
            continue
        own = sorted(links[note_id], key=_seq)
        page = _signed(row, own, sorted(amendments[note_id], key=_id))
        pages.append(replace(page, written_anew=note_id in anew))
    return tuple(pages)


def _written_anew(db: Session, void_ids: Sequence[int]) -> frozenset[int]:
    """Of notes entered in error those in whose place a signed one stands."""
    if not void_ids:
        return frozenset()
    each = aliased(Note)
    later = select(each.id).where(
        each.session_id == Note.session_id, each.student_id == Note.student_id, each.id > Note.id,
        each.status != NoteStatus.DRAFT,
    )  # fmt: skip
    return frozenset(row.id for row in _in_parts(db, select(Note.id).where(later.exists()), Note.id, void_ids))


def _in_parts(db: Session, query: Any, column: Any, ids: Sequence[int]) -> Iterable[Any]:
    """SQLite takes a limited number of values in one statement."""
    for start in range(0, len(ids), 500):
        yield from db.execute(query.where(column.in_(ids[start : start + 500])))


def _seq(link: ChainLink) -> int:
    return link.seq


def _id(record: Amendment) -> int:
    return record.id


# A signed note ---------------------------------------------------------------------------------------------------


class _Closed(Protocol):
    """What a closed note is read from."""

    @property
    def status(self) -> NoteStatus: ...
    @property
    def sealed(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class _Sent:
    status: NoteStatus
    sealed: Any


def _signed(note: _Closed, links: Sequence[ChainLink], amendments: Sequence[Amendment]) -> NotePage:
    plain: Mapping[str, Any] = note.sealed
    names = {field.name for field in fields(NotePage)} - _LATER
    values = {name: _value(name, plain[name]) for name in names if name in plain}
    goals = tuple(NoteGoal(**goal) for goal in plain.get("goals", ()))
    codes = tuple(_code(code) for code in plain.get("codes", ()))
    page = NotePage(
        status=note.status,
        goals=goals,
        codes=codes,
        diagnoses=tuple(plain.get("diagnoses", ())),
        ticked=checklists.from_plain(plain.get("ticked", {})),
        screened=screening.from_plain(plain.get("screened", {})).areas,
        **values,
    )
    own = next((link for link in links if link.kind in _OWN_LINKS), None)
    co_signed = next((link for link in reversed(links) if link.kind is ChainKind.CO_SIGNED), None)
    return replace(
        page,
        signature=_signature(own, plain) if own is not None else None,
        co_signature=_signature(co_signed, {}) if co_signed is not None else None,
        co_signature_due=page.co_signature_due and (co_signed is None or _added_since(links, co_signed)),
        late_written=_local(own).date() if own is not None and own.kind is ChainKind.LATE_ENTRY else None,
        amendments=_amendments(links, amendments),
        fingerprint=fingerprint(links[-1].hash) if links else "",
    )


def _code(plain: Mapping[str, Any]) -> NoteCode:
    return NoteCode(**{**plain, "modifiers": tuple(plain.get("modifiers", ()))})


def _added_since(links: Sequence[ChainLink], co_signed: ChainLink) -> bool:
    """Whether somebody but the supervisor has amended the note after the co-signature."""
    later = (link for link in links if link.seq > co_signed.seq)
    return any(link.kind in AMENDING and link.signer_id != co_signed.signer_id for link in later)


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DATES:
        return date.fromisoformat(value)
    return _CODES[name](value) if name in _CODES else value


def _local(link: ChainLink) -> datetime:
    return link.at.astimezone(ZoneInfo(link.zone))


def _signature(link: ChainLink, plain: Mapping[str, Any]) -> Signature:
    """Who signed, as the chain holds it; the own signature line only where the author herself signed."""
    at = _local(link)
    line = str(plain.get("signature_line") or "") if plain.get("author_id") == link.signer_id else ""
    if line:
        return Signature(line, license_number=link.license, at=at, zone=at.tzname() or "")
    return Signature(link.signer, link.credentials, link.license, at=at, zone=at.tzname() or "")


def _amendments(links: Sequence[ChainLink], records: Sequence[Amendment]) -> tuple[NoteAmendment, ...]:
    """Each amendment with the link that sealed it; both come in the order they were made."""
    made = []
    sealing = [link for link in links if link.kind in AMENDING]
    for link, record in zip(sealing, records, strict=False):
        at = _local(link)
        said = record.content
        made.append(
            NoteAmendment(
                kind=link.kind,
                at=at,
                author=", ".join(part for part in (link.signer, link.credentials) if part),
                reason=record.reason or link.reason,
                text=str(said.get("text", said.get("part", ""))),
                old=str(said.get("old", "")),
                new=str(said.get("new", "")),
                zone=at.tzname() or "",
            )
        )
    return tuple(made)
