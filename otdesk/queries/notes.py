# SPDX-License-Identifier: MIT
"""What the note editor is given for one student of one session, and what it makes sentences from."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries import assist_scale
from otdesk.queries.alerts import AlertFact, alerts_of
from otdesk.queries.coding import coding, elsewhere
from otdesk.queries.day_rows import OPEN_GOALS
from otdesk.queries.note_rules import note_rules, offered
from otdesk.queries.templates import sentences
from otdesk.records.consents import Consent
from otdesk.records.goal_data import GoalPoint
from otdesk.records.goals import Goal
from otdesk.records.groups import Group
from otdesk.records.notes import Amendment, Note, NoteVersion, NoteWords, SharedNote, is_note_of
from otdesk.records.phrases import Phrase, PhraseKind
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.records.therapists import Therapist
from otdesk.rules.assist_scale import Levels, scale_of, words_of
from otdesk.rules.checklists import Lists, together
from otdesk.rules.coding import CodeMinutes, Coding, begins_with
from otdesk.rules.kinds import (
    ChainKind,
    Grouping,
    MeasureType,
    Mode,
    NoteStatus,
    PlanType,
    Presence,
    Reason,
    RecordKind,
    Role,
    Setting,
)
from otdesk.rules.note_entry import NoteEntry, SharedEntry, from_plain, shared_from_plain
from otdesk.rules.note_formats import IN_A_TABLE, NoteFormat, NoteRules
from otdesk.rules.phrase_text import About, filled
from otdesk.rules.sameness import LAST
from otdesk.rules.sentences import GoalSaid, Said, pronouns
from otdesk.rules.shorthand import Reading, Scale, read


@dataclass(frozen=True, slots=True)
class PointRow:
    day: date
    value: float
    typed: str


@dataclass(frozen=True, slots=True)
class GoalForm:
    """A goal in the editor, with what was measured before this session, oldest first."""

    goal_id: int
    number: int
    area: str
    cue: str
    statement: str
    measure: MeasureType
    unit: str
    target: float | None
    baseline: float | None
    usual_total: int | None
    points: tuple[PointRow, ...] = ()
    levels: Levels = ()
    """The district's own assist scale; empty: the usual one."""
    higher_is_better: bool = True

    @property
    def scale(self) -> Scale:
        return scale_of(Scale(self.measure, usual_total=self.usual_total), self.levels)

    @property
    def last(self) -> PointRow | None:
        return self.points[-1] if self.points else None

    @property
    def short(self) -> str:
        return self.cue or self.area or self.statement


@dataclass(frozen=True, slots=True)
class PhraseRow:
    phrase_id: int
    kind: PhraseKind
    label: str
    text: str
    student_id: int | None = None
    """Whose own it is; none = for everybody."""
    category: str = ""


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    kind: ChainKind
    made_at: datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    saved_at: datetime
    entry: NoteEntry


@dataclass(frozen=True, slots=True)
class NoteForm:
    """Everything the editor shows; times in wall minutes, moments aware."""

    session_id: int
    student_id: int
    first: str
    last: str
    called: str
    pronoun: str
    grade: int
    teacher: str
    what_works: str
    alerts: tuple[AlertFact, ...]
    day: date
    planned_start: int
    planned_end: int
    actual_start: int | None
    actual_end: int | None
    school_id: int
    school_code: str
    school_name: str
    school_color: int
    group: str
    peers: tuple[tuple[int, str], ...]
    """(student id, name used) of everybody in the session, this student too."""
    peer_names: tuple[str, ...]
    """First, last and used names of the others in the session, without those this student has too."""
    presence: Presence | None
    reason: Reason | None
    arrived: int | None
    left: int | None
    paused: int
    """Minutes without therapy in between."""
    minutes: int | None
    line_id: int | None
    service: str
    mode: Mode
    grouping: Grouping
    setting: Setting | None
    """As it was held; else as the plan says."""
    held_in: Setting | None
    """As it was held, where that was said."""
    plan: PlanType | None
    plan_lapsed: bool
    """The plan's review date has passed; it stays in force until replaced."""
    credentials: str
    """Of the note's author, else the session's therapist; empty until she enters them in Settings."""
    license_to: date | None
    goals: tuple[GoalForm, ...]
    phrases: tuple[PhraseRow, ...]
    note_id: int | None
    status: NoteStatus | None
    entry: NoteEntry
    saved_at: datetime | None
    signed_at: datetime | None
    previous_day: date | None
    previous: NoteEntry | None
    recent: tuple[str, ...]
    """What her last signed notes before this one say, newest first, casefolded."""
    amendments: tuple[AmendmentRow, ...]
    versions: tuple[VersionRow, ...]
    shared: SharedEntry
    """What the notes of this session say alike."""
    together: int
    """How many of the session were seen."""
    rules: NoteRules
    """The form her district's notes take, and what it asks of each."""
    kind: RecordKind
    coding: Coding | None
    """How its payer counts; none: notes carry no codes."""
    usual_codes: str
    by_assistant: bool
    """Who gives the service: the payer may want another modifier."""
    codes_elsewhere: tuple[CodeMinutes, ...]
    """Of her other notes of that day."""
    addendum: str = ""
    """Begun beside the signed note and not signed yet."""
    roster: int | None = None
    """Students of the whole class that takes part; only those of the caseload are named."""
    consented: bool = True
    """Whether a parent's consent is noted, or none is asked for."""
    in_place_of: int | None = None
    """The note before it, which was entered in error."""
    written_anew: bool = False
    """It was entered in error, and another note was begun in its place."""
    begun_by: tuple[str, str] = ("", "")
    """Slot ("-" for somebody without one) and name of who began it; empty while nobody did."""

    @property
    def begun_codes(self) -> str:
        """What its codes are before anybody changes them."""
        return begins_with(self.shared.codes, self.usual_codes) if self.coding is not None else ""

    @property
    def codes(self) -> str:
        """As they stand when it is opened."""
        return self.begun_codes if self.entry.is_empty else self.entry.codes

    @property
    def key(self) -> tuple[int, int, int | None]:
        """What `form` was asked for."""
        return self.session_id, self.student_id, self.note_id if self.written_anew else None

    @property
    def of_therapy(self) -> bool:
        return self.kind is RecordKind.THERAPY

    @property
    def whole_class(self) -> bool:
        return self.roster is not None or self.grouping is Grouping.WHOLE_CLASS

    @property
    def start(self) -> int:
        return self.planned_start if self.actual_start is None else self.actual_start

    @property
    def end(self) -> int:
        return self.planned_end if self.actual_end is None else self.actual_end

    def read(self, goal_id: int, typed: str) -> object:
        """What `typed` says for a goal: a Reading, a NotUnderstood, or None for nothing."""
        goal = next(goal for goal in self.goals if goal.goal_id == goal_id)
        return read(typed, goal.scale)

    def said(self, entry: NoteEntry, minutes: int | None, presence: Presence, why: str = "") -> Said:
        """What sentences are made from, for the figures and choices of `entry`."""
        typed = {line.goal_id: line.typed for line in entry.goals}
        goals = []
        for goal in self.goals:
            reading = read(typed.get(goal.goal_id, ""), goal.scale)
            if isinstance(reading, Reading):
                last = read(goal.last.typed, goal.scale) if goal.last is not None else None
                goals.append(
                    GoalSaid(
                        goal.goal_id, goal.short, goal.measure, reading,
                        last if isinstance(last, Reading) else None, goal.unit, words_of(goal.levels),
                    )
                )  # fmt: skip
        return Said(
            name=self.called,
            pronoun=self.pronoun,
            presence=presence,
            minutes=minutes,
            goals=tuple(goals),
            did=self._texts(PhraseKind.DID, entry.did),
            went=self._texts(PhraseKind.RESPONSE, entry.went),
            skilled=self._texts(PhraseKind.SKILLED, entry.skilled),
            plan=self._texts(PhraseKind.PLAN, entry.plan),
            why=why,
            turn=self.day.toordinal(),
            response=entry.response,
            together=self.together,
            roster=self.roster or 0,
            consult=self.mode is Mode.CONSULT,
            plain=not self.of_therapy,
            outcome=entry.screened.outcome.value if entry.screened.outcome is not None else "",
            contacted=entry.contacted,
            table=self.rules.layout in IN_A_TABLE,
            activity=self.shared.activity,
            supports=self._texts(PhraseKind.SUPPORT, self.shared.supports),
            next_time=self.shared.next_time,
        )

    def ticked(self, entry: NoteEntry) -> Lists:
        """What the note says was ticked: of her own and for the whole group."""
        return together(offered(self.rules), self.shared.ticked, entry.ticked)

    @property
    def has_ticks(self) -> bool:
        """Whether there is something to tick, or was before the district chose another form."""
        return self.of_therapy and (self.rules.layout is NoteFormat.CHECKLIST or bool(self.ticked(self.entry)))

    def words(self, phrase: PhraseRow) -> str:
        """A phrase's words, about this student."""
        subject, possessive = pronouns(self.called, self.pronoun, sentences())
        return filled(phrase.text, About(self.called, subject, possessive, self.teacher))

    def _texts(self, kind: PhraseKind, labels: tuple[str, ...]) -> tuple[str, ...]:
        known = {phrase.label: self.words(phrase) for phrase in self.phrases if phrase.kind is kind}
        return tuple(known.get(label, label) for label in labels)


def form(db: Session, session_id: int, student_id: int, earlier: int | None = None) -> NoteForm | None:
    """The editor's form; None when the student is not in the session. `earlier`: a note of it that was entered in error
    and written anew, by id."""
    row = db.execute(_main(session_id, student_id, earlier)).first()
    if row is None:
        return None
    session, attendance, student, school = row.TherapySession, row.Attendance, row.Student, row.School
    line, plan, note = row.ServiceLine, row.Plan, row.Note
    previous = _previous(db, student_id, session, note)
    return NoteForm(
        session_id=session_id,
        student_id=student_id,
        first=student.first,
        last=student.last,
        called=student.preferred or student.first,
        pronoun=student.pronoun,
        grade=student.grade,
        teacher=student.teacher,
        what_works=student.what_works,
        alerts=alerts_of(db, (student_id,)).get(student_id, ()),
        day=session.day,
        planned_start=session.planned_start,
        planned_end=session.planned_end,
        actual_start=session.actual_start,
        actual_end=session.actual_end,
        school_id=school.id,
        school_code=school.code,
        school_name=school.name,
        school_color=school.color,
        group=db.scalar(select(Group.name).where(Group.id == session.group_id)) or "",
        peers=_peers(db, session_id),
        peer_names=_peer_names(db, session_id, student),
        presence=attendance.presence,
        reason=attendance.reason,
        arrived=attendance.arrived,
        left=attendance.left,
        paused=attendance.paused,
        minutes=attendance.minutes,
        line_id=attendance.service_line_id,
        **_of_line(line, attendance),
        plan=plan.plan_type if plan is not None else None,
        plan_lapsed=plan is not None and plan.annual_review is not None and plan.annual_review < session.day,
        **_of_author(db, row),
        goals=_goals(db, student_id, session.day) if session.kind is RecordKind.THERAPY else (),
        phrases=_phrases(db, student_id),
        note_id=note.id if note is not None else None,
        status=note.status if note is not None else None,
        entry=from_plain(note.content) if note is not None else NoteEntry(),
        saved_at=note.saved_at if note is not None else None,
        signed_at=note.signed_at if note is not None else None,
        previous_day=previous.service_date if previous is not None else None,
        previous=from_plain(previous.content) if previous is not None else None,
        recent=_recent(db, student_id, session, note),
        amendments=_amendments(db, note.id) if note is not None else (),
        shared=shared_of(db, session_id),
        together=_together(db, session_id),
        roster=session.roster,
        **_of_district(db, student_id, session, line),
        **_beside(db, session_id, student_id, note),
    )


def _of_line(line: ServiceLine | None, attendance: Attendance) -> dict[str, Any]:
    if line is None:
        return {
            "service": "", "mode": Mode.DIRECT, "grouping": Grouping.INDIVIDUAL, "setting": attendance.setting,
            "held_in": attendance.setting,
        }  # fmt: skip
    return {
        "service": line.service, "mode": line.mode, "grouping": line.grouping,
        "setting": attendance.setting or line.setting, "held_in": attendance.setting,
    }  # fmt: skip


def _of_district(db: Session, student_id: int, session: TherapySession, line: ServiceLine | None) -> dict[str, Any]:
    of = coding(db) if session.kind is RecordKind.THERAPY else None
    others = elsewhere(db, of, student_id, session.day, session.id) if of is not None else ()
    rules = note_rules(db, line.mode if line is not None else Mode.DIRECT, session.kind)
    asked = rules.consent and session.kind in _ASKING
    return {
        "consented": not asked or _consented(db, student_id, session.day),
        "coding": of,
        "usual_codes": line.codes if line is not None else "",
        "codes_elsewhere": others,
        "rules": rules,
        "kind": session.kind,
    }


_ASKING = frozenset({RecordKind.SCREENING, RecordKind.MTSS})
"""Where a student who may have no plan is named (domain.md 1.6)."""
_MEANT = ("screen", "mtss", "rti")


def _consented(db: Session, student_id: int, day: date) -> bool:
    """Whether a consent for it was in force that day; what it is for stands there in words."""
    query = select(Consent.kind).where(
        Consent.student_id == student_id,
        Consent.given_on <= day,
        (Consent.expires_on.is_(None)) | (Consent.expires_on >= day),
    )
    return any(word in kind.casefold() for kind in db.scalars(query) for word in _MEANT)


def note_id(db: Session, session_id: int, student_id: int) -> int:
    """Raises NoResultFound when nothing was written yet."""
    return db.execute(select(Note.id).where(is_note_of(session_id, student_id))).scalar_one()


def session_of(db: Session, note_id: int) -> int | None:
    return db.scalar(select(Note.session_id).where(Note.id == note_id))


def school_of(db: Session, student_id: int) -> int:
    return db.execute(select(Student.school_id).where(Student.id == student_id)).scalar_one()


def shared_of(db: Session, session_id: int) -> SharedEntry:
    return shared_from_plain(db.scalar(select(SharedNote.content).where(SharedNote.session_id == session_id)) or {})


def _together(db: Session, session_id: int) -> int:
    presences = db.scalars(select(Attendance.presence).where(Attendance.session_id == session_id)).all()
    return sum(presence not in {Presence.ABSENT, Presence.REFUSED} for presence in presences)


_MAIN = (
    select(
        TherapySession,
        Attendance,
        Student,
        School,
        ServiceLine,
        Plan,
        Note,
        Therapist.license_to,
        Therapist.credentials,
        Therapist.slot,
        Therapist.role,
        Therapist.first.label("therapist_first"),
        Therapist.last.label("therapist_last"),
    )
    .select_from(Attendance)
    .join(TherapySession, TherapySession.id == Attendance.session_id)
    .join(Student, Student.id == Attendance.student_id)
    .join(School, School.id == TherapySession.school_id)
    .outerjoin(ServiceLine, ServiceLine.id == Attendance.service_line_id)
    .outerjoin(Plan, Plan.id == ServiceLine.plan_id)
)


def _main(session_id: int, student_id: int, earlier: int | None) -> Any:
    of_note = is_note_of(Attendance.session_id, Attendance.student_id) if earlier is None else Note.id == earlier
    return (
        _MAIN.outerjoin(Note, of_note)
        .outerjoin(Therapist, Therapist.id == func.coalesce(Note.author_id, TherapySession.therapist_id))
        .where(Attendance.session_id == session_id, Attendance.student_id == student_id)
    )


def _beside(db: Session, session_id: int, student_id: int, note: Note | None) -> dict[str, Any]:
    """What goes with the note: earlier states, an addendum begun, a note of the same session entered in error."""
    if note is None:
        return {"versions": ()}
    draft = note.status is NoteStatus.DRAFT
    of_both = select(Note.id).where(Note.session_id == session_id, Note.student_id == student_id)
    ids = db.scalars(of_both.order_by(Note.id)).all()
    return {
        "in_place_of": next((each for each in reversed(ids) if each < note.id), None),
        "written_anew": ids[-1] != note.id,
        "versions": _versions(db, note.id) if draft else (),
        "addendum": "" if draft else _addendum(db, note.id),
    }


def _of_author(db: Session, row: Any) -> dict[str, Any]:
    """Of who began the note, else of the session's therapist; a session planned before she entered herself has none
    yet."""
    begun = (row.slot or "-", f"{row.therapist_first} {row.therapist_last}") if row.Note is not None else ("", "")
    credentials = row.credentials
    if credentials is None:
        credentials = db.scalar(select(Therapist.credentials).order_by(Therapist.id).limit(1)) or ""
    return {
        "begun_by": begun, "credentials": credentials, "license_to": row.license_to,
        "by_assistant": row.role is Role.OTA,
    }  # fmt: skip


def _goals(db: Session, student_id: int, before: date) -> tuple[GoalForm, ...]:
    points: dict[int, list[PointRow]] = defaultdict(list)
    query = (
        select(GoalPoint.goal_id, GoalPoint.day, GoalPoint.value, GoalPoint.typed)
        .join(Goal, Goal.id == GoalPoint.goal_id)
        .outerjoin(Note, Note.id == GoalPoint.note_id)
        .where(
            Note.status.is_distinct_from(NoteStatus.VOID),
            Goal.student_id == student_id,
            GoalPoint.day < before,
            GoalPoint.value.is_not(None),
        )
        .order_by(GoalPoint.day, GoalPoint.id)
    )
    for row in db.execute(query):
        points[row.goal_id].append(PointRow(row.day, row.value, row.typed))
    goals = db.scalars(
        select(Goal).where(Goal.student_id == student_id, Goal.status.in_(OPEN_GOALS)).order_by(Goal.number)
    ).all()
    levels = assist_scale.levels(db) if any(goal.measure is MeasureType.ASSIST for goal in goals) else ()
    return tuple(
        GoalForm(
            goal.id, goal.number, goal.area, goal.cue, goal.statement, goal.measure, goal.unit, goal.target,
            goal.baseline, goal.usual_total, tuple(points[goal.id]), levels, goal.higher_is_better,
        )
        for goal in goals
    )  # fmt: skip


def _phrases(db: Session, student_id: int) -> tuple[PhraseRow, ...]:
    """Her own phrases before everybody's."""
    query = (
        select(Phrase.id, Phrase.kind, Phrase.label, Phrase.text, Phrase.student_id, Phrase.category)
        .where((Phrase.student_id == student_id) | Phrase.student_id.is_(None))
        .order_by(Phrase.kind, Phrase.student_id.is_(None), Phrase.position, Phrase.id)
    )
    return tuple(
        PhraseRow(row.id, row.kind, row.label, row.text, row.student_id, row.category) for row in db.execute(query)
    )


def _peers(db: Session, session_id: int) -> tuple[tuple[int, str], ...]:
    query = (
        select(Student.id, Student.first, Student.preferred)
        .join(Attendance, Attendance.student_id == Student.id)
        .where(Attendance.session_id == session_id)
        .order_by(Attendance.id)
    )
    return tuple((row.id, row.preferred or row.first) for row in db.execute(query))


def _peer_names(db: Session, session_id: int, student: Student) -> tuple[str, ...]:
    query = (
        select(Student.first, Student.preferred, Student.last)
        .join(Attendance, Attendance.student_id == Student.id)
        .where(Attendance.session_id == session_id, Student.id != student.id)
        .order_by(Attendance.id)
    )
    own = {name.casefold() for name in (student.first, student.preferred, student.last) if name}
    names = (name for row in db.execute(query) for name in row if name and name.casefold() not in own)
    return tuple(dict.fromkeys(names))


def _previous(db: Session, student_id: int, session: TherapySession, note: Note | None) -> Any:
    """The student's last signed note before this session's day."""
    query = select(Note.service_date, Note.content).where(
        Note.student_id == student_id, Note.status == NoteStatus.SIGNED, Note.service_date <= session.day,
        Note.kind == session.kind,
    )  # fmt: skip
    if note is not None:
        query = query.where(Note.id != note.id)
    return db.execute(query.order_by(Note.service_date.desc(), Note.id.desc()).limit(1)).first()


def _recent(db: Session, student_id: int, session: TherapySession, note: Note | None) -> tuple[str, ...]:
    query = (
        select(NoteWords.words)
        .join(Note, Note.id == NoteWords.note_id)
        .where(
            Note.student_id == student_id,
            Note.status == NoteStatus.SIGNED,
            Note.service_date <= session.day,
            Note.kind == session.kind,
            Note.id != (note.id if note is not None else 0),
        )
        .order_by(Note.service_date.desc(), Note.id.desc())
        .limit(LAST)
    )
    return tuple(db.scalars(query))


def _amendments(db: Session, note_id: int) -> tuple[AmendmentRow, ...]:
    query = (
        select(Amendment.kind, Amendment.made_at, Amendment.content, Therapist.first, Therapist.last)
        .join(Therapist, Therapist.id == Amendment.author_id)
        .where(Amendment.note_id == note_id)
        .order_by(Amendment.id)
    )
    return tuple(
        AmendmentRow(row.kind, row.made_at, f"{row.first} {row.last}", str(row.content.get("text", "")))
        for row in db.execute(query)
    )


def _versions(db: Session, note_id: int) -> tuple[VersionRow, ...]:
    query = select(NoteVersion.saved_at, NoteVersion.content).where(NoteVersion.note_id == note_id)
    rows = db.execute(query.order_by(NoteVersion.id.desc()))
    return tuple(VersionRow(row.saved_at, from_plain(row.content)) for row in rows)


def _addendum(db: Session, note_id: int) -> str:
    contents = db.scalars(select(NoteVersion.content).where(NoteVersion.note_id == note_id))
    return next((str(content["addendum"]) for content in contents if "addendum" in content), "")
