# SPDX-License-Identifier: MIT
"""Writing a note: drafts that need no saving, signing that locks, addenda beside the original."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from otdesk import public_holidays
from otdesk.actions import co_signing
from otdesk.actions.attendance import find_attendance
from otdesk.actions.school_time import local_now, local_today
from otdesk.actions.sessions import find, recredit
from otdesk.faults import Refusal
from otdesk.records.columns import canonical_json
from otdesk.records.districts import District
from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal
from otdesk.records.notes import Amendment, Note, NoteVersion, NoteWords, SharedNote, is_note_of
from otdesk.records.sessions import TherapySession
from otdesk.rules import assist_scale, note_search
from otdesk.rules.goals import derived
from otdesk.rules.kinds import ChainKind, NoteStatus, Presence, Reason
from otdesk.rules.late import business_days_after
from otdesk.rules.note_entry import NoteEntry, SharedEntry, from_plain, shared_to_plain, to_plain
from otdesk.rules.note_formats import IN_A_TABLE
from otdesk.rules.note_search import Marked
from otdesk.rules.shorthand import Form, Reading, Scale, read
from otdesk.vault.work import Work
from otdesk.words import _, day_date


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong in a signed note. `part` says in words where: "Plan", "Data of goal 2"."""

    part: str
    old: str
    new: str
    reason: str


_LATE_AFTER = 2
_VERSION_EVERY = timedelta(seconds=60)
_NOT_SEEN = frozenset({Presence.ABSENT, Presence.REFUSED})


def save_draft(work: Work, session_id: int, student_id: int, entry: NoteEntry) -> int:
    """Keep what is on the screen; the first save makes the note. Returns its id. No undo step: it happens by itself.

    An earlier state is kept as a version at most once a minute.
    """
    work.final()
    return _keep(work, session_id, student_id, entry)


def save_group(work: Work, session_id: int, shared: SharedEntry, entries: Mapping[int, NoteEntry]) -> None:
    """Keep what is on the screen of a group's note: what it shares, and drafts by student. No undo step."""
    work.final()
    find(work, session_id)
    kept = work.db.scalar(select(SharedNote).where(SharedNote.session_id == session_id))
    plain = shared_to_plain(shared)
    if kept is None and not shared.is_empty:
        work.db.add(SharedNote(session_id=session_id, content=plain))
    elif kept is not None and kept.content != plain:
        kept.content = plain
    for student_id, entry in entries.items():
        _keep(work, session_id, student_id, entry)


def _keep(work: Work, session_id: int, student_id: int, entry: NoteEntry) -> int:
    note = _note_of(work, session_id, student_id)
    plain = to_plain(entry)
    if note is None:
        note = _begin(work, session_id, student_id, plain)
    elif note.status is not NoteStatus.DRAFT:
        raise Refusal(_("This note is signed. Add an addendum instead."))
    elif note.content != plain:
        _keep_version(work, note)
        note.content = plain
        note.saved_at = work.now
    return note.id


def discard_draft(work: Work, note_id: int) -> None:
    """Throw a draft away, with its versions; undo brings the draft back."""
    note = _open_note(work, note_id)
    for version in work.db.scalars(select(NoteVersion).where(NoteVersion.note_id == note_id)):
        work.db.delete(version)
    work.db.flush()
    work.db.delete(note)
    work.describe(_("Draft thrown away"))


def begin_anew(work: Work, note_id: int) -> int:
    """An empty draft in place of a note entered in error, which stays to be seen beside it. Returns the draft's id."""
    void_note = work.db.get(Note, note_id)
    if void_note is None or void_note.status is not NoteStatus.VOID:
        raise Refusal(_("Only a note that was entered in error is written anew."))
    last = _note_of(work, void_note.session_id, void_note.student_id)
    if last is not void_note:
        raise Refusal(_("It was written anew already."))
    draft = _begin(work, void_note.session_id, void_note.student_id, to_plain(NoteEntry()))
    work.describe(_("New note begun"))
    return draft.id


def complete(work: Work, session_id: int, student_id: int) -> None:
    """What the note shows as taken for granted becomes said: present unless marked, times as planned unless typed.

    Called just before signing, so that the record which is read, shown and signed is whole. The draft becomes that of
    the person at work: whoever signs a note is its author.
    """
    session = find(work, session_id)
    if session.day > local_today(work):
        raise Refusal(
            _("{day} has not come yet. A note is signed on its day or later.").format(day=day_date(session.day))
        )
    attendance = find_attendance(work, session_id, student_id)
    if attendance.presence is None and attendance.reason is None:
        attendance.presence, attendance.reason = Presence.PRESENT, Reason.DELIVERED
    if session.actual_start is None and attendance.presence not in _NOT_SEEN:
        session.actual_start, session.actual_end = session.planned_start, session.planned_end
    recredit(work, session)
    note = _note_of(work, session_id, student_id)
    if note is not None and note.status is NoteStatus.DRAFT and work.author is not None:
        note.author_id = work.author
        if attendance.presence in _NOT_SEEN:
            _leave_out_the_session(work, note)
    work.final()


def _leave_out_the_session(work: Work, note: Note) -> None:
    """What was entered before she was said to be away is hidden on the screen: it is no part of the record. An earlier
    version keeps it."""
    entry = from_plain(note.content)
    bare = replace(entry, goals=(), did=(), went=(), skilled=(), ticked=())
    if bare != entry:
        _keep(work, note.session_id, note.student_id, bare)


def sign(work: Work, note_id: int, shown: dict[str, Any]) -> None:
    """Sign what was shown: `shown` is the whole printed record as plain data (queries.note_pages.sealed).

    From now on the note cannot change. Refusal when the draft is no longer what was shown.
    """
    note = _open_note(work, note_id)
    session = work.db.get_one(TherapySession, note.session_id)
    _refuse_unready(work, note, session, shown)
    kind = ChainKind.LATE_ENTRY if is_late(work, session) else ChainKind.SIGNED
    _write_points(work, note)
    note.sealed = shown
    work.db.add(_words_of(note, shown, _marks_of(work, note, session)))
    note.signed_at, note.signed_by_id = work.now, work.author
    work.db.flush()
    zone = _zone(work)
    work.seal(note.id, kind, shown, zone=zone)
    note.status = NoteStatus.SIGNED
    if shown.get("co_signature_due"):
        co_signing.ask(work, note.id)
    work.audit("sign", "note", note.id, {"kind": kind.value})
    work.final()
    work.describe(_("Note signed and locked"))


_SAID = ("response", "did", "skilled", "next_plan", "before")


def _marks_of(work: Work, note: Note, session: TherapySession) -> str:
    """What it is found by besides its words. Nothing of it changes after the signature."""
    measured = work.db.scalars(select(GoalPoint.goal_id).where(GoalPoint.note_id == note.id).order_by(GoalPoint.id))
    found = [
        note_search.mark(Marked.STUDENT, note.student_id),
        note_search.mark(Marked.SCHOOL, session.school_id),
        *([note_search.mark(Marked.GROUP, session.group_id)] if session.group_id is not None else []),
        *note_search.marks(Marked.GOAL, measured),
    ]
    return " ".join(found)


def _words_of(note: Note, shown: dict[str, Any], marks: str) -> NoteWords:
    """Figures that stand in a table are found and listed like words."""
    said = {part: " ".join(str(shown.get(part) or "").split()) for part in _SAID}
    table = _figure_list(shown["goals"]) if shown.get("layout") in IN_A_TABLE else ""
    ticked = "; ".join(", ".join(items) for items in shown.get("ticked", {}).values())
    screened = shown.get("screened", {}).get("areas", ())
    areas = "; ".join(f"{area}: {found.replace('_', ' ')}" for area, found in screened)
    begin = " ".join(filter(None, (ticked, areas, table, said["response"], said["did"])))[:200]
    codes = [*(code["code"] for code in shown.get("codes", ())), *shown.get("diagnoses", ())]
    words = " ".join(filter(None, (ticked, areas, table, *said.values(), *codes)))
    place = note_search.place_of(note.service_date, note.id)
    return NoteWords(id=place, note_id=note.id, excerpt=begin, words=note_search.folded(words), marks=marks)


def _figure_list(goals: Iterable[Mapping[str, Any]]) -> str:
    """ "1 Letter size: 7 of 10, 70 %, Verbal; ..."."""
    return "; ".join(
        f"{goal['number']} {goal['area']}: {', '.join(filter(None, (goal['today'], goal['percent'], goal['prompts'])))}"
        for goal in goals
    )


def add_addendum(work: Work, note_id: int, text: str) -> None:
    """New information about a signed note: dated now, beside the original (domain.md 3.4)."""
    said = text.strip()
    if not said:
        raise Refusal(_("An addendum needs words."))
    _amend(work, note_id, ChainKind.ADDENDUM, {"text": said})
    begun = _begun_addendum(work, note_id)
    if begun is not None:
        work.db.delete(begun)
    work.describe(_("Addendum signed"))


def correct(work: Work, note_id: int, said: Correction) -> None:
    """An error in a signed note is put right beside it: what it said, what it should say and why all stay to be seen
    (domain.md 3.4)."""
    if not said.new.strip():
        raise Refusal(_("Say what it should be."))
    if said.new.strip() == said.old.strip():
        raise Refusal(_("This is what the note says already."))
    reason = _reason(said.reason)
    content = {"part": said.part, "old": said.old.strip(), "new": said.new.strip()}
    _amend(work, note_id, ChainKind.CORRECTION, content, reason)
    work.describe(_("Correction signed"))


def void(work: Work, note_id: int, reason: str) -> None:
    """Mark a signed note "entered in error": it stays to be seen, counts for nothing, and its attendance is open again
    (domain.md 3.4)."""
    note = _amend(work, note_id, ChainKind.VOID, {}, _reason(reason))
    note.status = NoteStatus.VOID
    attendance = find_attendance(work, note.session_id, note.student_id)
    attendance.presence = attendance.reason = attendance.minutes = None
    co_signing.withdraw(work, note_id)
    work.describe(_("Note marked as entered in error"))


def _reason(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refusal(_("Say why. The reason is kept with the note."))
    return said


def _amend(work: Work, note_id: int, kind: ChainKind, content: dict[str, Any], reason: str = "") -> Note:
    """A further link of a signed note's chain, by whoever is at the keyboard."""
    note = work.db.get(Note, note_id)
    if note is None or note.status is not NoteStatus.SIGNED:
        raise Refusal(_("Only a signed note can be amended."))
    if work.author is None:
        raise Refusal(_("Enter your name and credentials in Settings before you sign."))
    said = " ".join(str(value) for value in (*content.values(), reason))
    work.db.add(
        Amendment(
            note_id=note_id,
            kind=kind,
            author_id=work.author,
            made_at=work.now,
            reason=reason,
            content=content,
            words=note_search.folded(" ".join(said.split())),
        )
    )
    work.db.flush()
    work.seal(note_id, kind, content, reason, zone=_zone(work))
    co_signing.ask_again(work, note_id)
    work.audit(kind.value, "note", note_id)
    work.touch(Note, [note_id])
    return note


def keep_addendum(work: Work, note_id: int, text: str) -> None:
    """Keep an addendum that is being typed; empty text forgets it. No undo step: it happens by itself."""
    work.final()
    note = work.db.get(Note, note_id)
    if note is None or note.status is not NoteStatus.SIGNED:
        raise Refusal(_("Only a signed note takes an addendum."))
    kept = _begun_addendum(work, note_id)
    if not text.strip():
        if kept is not None:
            work.db.delete(kept)
    elif kept is None:
        work.db.add(NoteVersion(note_id=note_id, saved_at=work.now, content={"addendum": text}))
    else:
        kept.content, kept.saved_at = {"addendum": text}, work.now


def is_late(work: Work, session: TherapySession) -> bool:
    """Whether a note written now is a late entry: more business days after the service than the district allows."""
    row = work.db.execute(select(District.late_business_days, District.state).order_by(District.id)).first()
    allowed, state = (row.late_business_days, row.state) if row is not None else (_LATE_AFTER, "")
    today = local_today(work)
    if (today - session.day).days <= allowed:
        return False
    holidays = public_holidays.between(session.day, today, state)
    return business_days_after(session.day, today, holidays) > allowed


def _begin(work: Work, session_id: int, student_id: int, plain: dict[str, Any]) -> Note:
    session, attendance = find(work, session_id), find_attendance(work, session_id, student_id)
    if work.author is None:
        raise Refusal(_("Enter your name and credentials in Settings before you write notes."))
    note = Note(
        session_id=session_id,
        student_id=student_id,
        service_line_id=attendance.service_line_id,
        author_id=work.author,
        service_date=session.day,
        kind=session.kind,
        content=plain,
        sealed=None,
        saved_at=work.now,
        signed_at=None,
        signed_by_id=None,
    )
    work.db.add(note)
    work.db.flush()
    return note


def _keep_version(work: Work, note: Note) -> None:
    last = work.db.scalar(select(func.max(NoteVersion.saved_at)).where(NoteVersion.note_id == note.id))
    if last is None or work.now - last >= _VERSION_EVERY:
        work.db.add(NoteVersion(note_id=note.id, saved_at=work.now, content=note.content))


def _refuse_unready(work: Work, note: Note, session: TherapySession, shown: dict[str, Any]) -> None:
    if work.author is None:
        raise Refusal(_("Enter your name and credentials in Settings before you sign."))
    if session.day > local_today(work):
        raise Refusal(
            _("{day} has not come yet. A note is signed on its day or later.").format(day=day_date(session.day))
        )
    if note.author_id != work.author:
        raise Refusal(_("Whoever signs a note is its author. Open it once more, then sign."))
    same = shown.get("note_id") == note.id and canonical_json(shown.get("content")) == canonical_json(note.content)
    if not same:
        raise Refusal(_("The note has changed since it was shown. Read it again, then sign."))


def _write_points(work: Work, note: Note) -> None:
    """One data point per goal with something measured; what was not understood stays in the note's words only."""
    entry = from_plain(note.content)
    levels = assist_scale.from_plain(work.db.scalar(select(District.assist_scale).order_by(District.id).limit(1)))
    for line in entry.goals:
        goal = work.db.get(Goal, line.goal_id)
        if goal is None or goal.student_id != note.student_id:
            continue
        scale = assist_scale.scale_of(Scale(goal.measure, usual_total=goal.usual_total), levels)
        reading = read(line.typed, scale)
        if not isinstance(reading, Reading) or not reading.measured:
            continue
        pair = reading.values if reading.form is Form.COUNT else (None, None)
        work.db.add(
            GoalPoint(
                goal_id=goal.id,
                note_id=note.id,
                day=note.service_date,
                measure=goal.measure,
                typed=line.typed.strip(),
                value=derived(reading, scale),
                correct=pair[0],
                total=pair[1],
                prompt=reading.prompt,
                rank=reading.values[0] if reading.form is Form.LEVEL else None,
            )
        )


def _begun_addendum(work: Work, note_id: int) -> NoteVersion | None:
    versions = work.db.scalars(select(NoteVersion).where(NoteVersion.note_id == note_id))
    return next((version for version in versions if "addendum" in version.content), None)


def _note_of(work: Work, session_id: int, student_id: int) -> Note | None:
    return work.db.scalar(select(Note).where(is_note_of(session_id, student_id)))


def _open_note(work: Work, note_id: int) -> Note:
    note = work.db.get(Note, note_id)
    if note is None:
        raise Refusal(_("This note is no longer there."))
    if note.status is not NoteStatus.DRAFT:
        raise Refusal(_("This note is signed. Add an addendum instead."))
    return note


def _zone(work: Work) -> str:
    return str(local_now(work).tzinfo)
