# SPDX-License-Identifier: MIT
"""A draft as it would be printed: read from the vault as it is now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from otdesk.queries.coding import coding, note_codes
from otdesk.queries.note_figures import month_of_line, worked_on
from otdesk.queries.note_rows import NotePage, fingerprint
from otdesk.queries.note_rules import note_rules, offered
from otdesk.queries.notes import shared_of
from otdesk.records.chain import ChainLink
from otdesk.records.districts import District
from otdesk.records.notes import Note
from otdesk.records.plans import Plan, ServiceLine
from otdesk.records.schools import School
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.students import Student
from otdesk.records.therapists import Therapist
from otdesk.rules.checklists import Lists, together
from otdesk.rules.coding import read_codes
from otdesk.rules.kinds import Grouping, Mode, Presence, RecordKind, Role, Setting
from otdesk.rules.note_entry import NoteEntry, Section, from_plain
from otdesk.rules.note_formats import NoteRules

_NOT_SEEN = frozenset({Presence.ABSENT, Presence.REFUSED})
_SERVICE = "Occupational therapy"

_FIRST_DISTRICT = select(func.min(District.id)).scalar_subquery()
_MAIN = (
    select(
        Note,
        TherapySession,
        Attendance,
        Student,
        School,
        Therapist,
        ServiceLine,
        Plan,
        District.name.label("district"),
        District.time_zone,
    )
    .join(TherapySession, TherapySession.id == Note.session_id)
    .join(Student, Student.id == Note.student_id)
    .join(School, School.id == TherapySession.school_id)
    .join(Therapist, Therapist.id == Note.author_id)
    .outerjoin(Attendance, (Attendance.session_id == Note.session_id) & (Attendance.student_id == Note.student_id))
    .outerjoin(ServiceLine, ServiceLine.id == Attendance.service_line_id)
    .outerjoin(Plan, Plan.id == ServiceLine.plan_id)
    .outerjoin(District, District.id == func.coalesce(School.district_id, _FIRST_DISTRICT))
)


def draft_page(db: Session, note_id: int, now: datetime) -> NotePage:
    """Raises LookupError when the note is gone; `now` (aware) is how far its month is counted."""
    row = db.execute(_MAIN.where(Note.id == note_id)).first()
    if row is None:
        raise LookupError(f"note {note_id}")
    note, session, student, line, plan = row.Note, row.TherapySession, row.Student, row.ServiceLine, row.Plan
    entry = from_plain(note.content)
    local = now.astimezone(ZoneInfo(row.time_zone)) if row.time_zone else now
    attended = _attended(db, session, row.Attendance, line)
    rules = note_rules(db, line.mode if line is not None else Mode.DIRECT, session.kind)
    seen = attended.get("presence") not in _NOT_SEEN
    month = month_of_line(db, line, session.school_id, session.day, local) if line is not None else None
    return NotePage(
        note_id=note.id,
        reference=_reference(session, student),
        status=note.status,
        district=row.district or "",
        school=row.School.name,
        first=student.first,
        last=student.last,
        day=session.day,
        student_no=student.student_no or "",
        medicaid_no=student.medicaid_no,
        birth_date=student.birth_date,
        grade=student.grade,
        teacher=student.teacher,
        service=line.service if line is not None else _SERVICE,
        mode=line.mode if line is not None else Mode.DIRECT,
        setting=_setting(row.Attendance, line),
        plan=plan.plan_type if plan is not None else None,
        plan_start=plan.start if plan is not None else None,
        plan_review=plan.annual_review if plan is not None else None,
        room=_room(session, student, row.School, line),
        place_of_service="02" if _setting(row.Attendance, line) is Setting.TELEHEALTH else "03",
        goals=worked_on(db, student.id, session.day, entry, note.id),
        layout=rules.layout,
        ticked=_ticked(db, session.id, rules, entry) if seen else (),
        screened=entry.screened.areas,
        before=entry.text(Section.BEFORE),
        did=entry.text(Section.DID),
        response=entry.text(Section.RESPONSE),
        skilled=entry.text(Section.SKILLED),
        next_plan=entry.text(Section.PLAN),
        month_given=month.given if month is not None else None,
        month_due=month.due if month is not None else None,
        month_through=month.through if month is not None else None,
        **(_coded(db, entry, attended, row.Therapist.role) if session.kind is RecordKind.THERAPY else {}),
        supervisor=_supervisor(db, row.Therapist),
        in_place_of=_in_place_of(db, note),
        co_signature_due=row.Therapist.role is Role.OTA,
        **attended,
    )


def _in_place_of(db: Session, note: Note) -> str:
    """The fingerprint of the note of this session that was entered in error last."""
    last = (
        select(ChainLink.hash)
        .join(Note, Note.id == ChainLink.note_id)
        .where(Note.session_id == note.session_id, Note.student_id == note.student_id, Note.id < note.id)
        .order_by(ChainLink.note_id.desc(), ChainLink.seq.desc())
        .limit(1)
    )
    return fingerprint(db.scalar(last) or "")


def _coded(db: Session, entry: NoteEntry, attended: Mapping[str, Any], author: Role) -> dict[str, Any]:
    """Codes and their units, where the district's notes carry them and the student was seen."""
    of = coding(db)
    if of is None or attended.get("presence") in _NOT_SEEN:
        return {}
    typed = read_codes(entry.codes)
    minutes = attended["minutes"]
    given = attended["end"] - attended["start"] if minutes is None else minutes
    codes = note_codes(of, typed, given, assistant=author is Role.OTA)
    return {"codes": codes, "diagnoses": typed.diagnoses, "unit_rule": of.rule if codes else None}


def _ticked(db: Session, session_id: int, rules: NoteRules, entry: NoteEntry) -> Lists:
    return together(offered(rules), shared_of(db, session_id).ticked, entry.ticked)


def _attended(
    db: Session, session: TherapySession, attendance: Attendance | None, line: ServiceLine | None
) -> dict[str, Any]:
    """Times, minutes and company: the student's own, where she came late or left early."""
    together = db.execute(
        select(Attendance.presence).where(Attendance.session_id == session.id)
    ).scalars().all()  # fmt: skip
    seen = sum(presence not in _NOT_SEEN for presence in together)
    confirmed = session.actual_start is not None and session.actual_end is not None
    start = session.actual_start if session.actual_start is not None else session.planned_start
    end = session.actual_end if session.actual_end is not None else session.planned_end
    in_group = session.group_id is not None or len(together) > 1
    grouping = Grouping.GROUP if in_group else Grouping.INDIVIDUAL
    if session.roster is not None or (line is not None and line.grouping is Grouping.WHOLE_CLASS):
        grouping = Grouping.WHOLE_CLASS
    sizes = {Grouping.GROUP: max(seen, 1), Grouping.WHOLE_CLASS: session.roster}
    found: dict[str, Any] = {
        "start": start,
        "end": end,
        "minutes": None,
        "times_confirmed": confirmed,
        "grouping": grouping,
        "group_size": sizes.get(grouping),
    }
    if attendance is not None:
        found |= {
            "start": max(start, attendance.arrived) if attendance.arrived is not None else start,
            "end": min(end, attendance.left) if attendance.left is not None else end,
            "minutes": attendance.minutes,
            "presence": attendance.presence,
            "reason": attendance.reason,
            "remark": attendance.remark,
        }
    return found


def _setting(attendance: Attendance | None, line: ServiceLine | None) -> Setting | None:
    """As it was held; else as the plan says."""
    if attendance is not None and attendance.setting is not None:
        return attendance.setting
    return line.setting if line is not None else None


def _reference(session: TherapySession, student: Student) -> str:
    hour, minute = divmod(session.planned_start, 60)
    letters = "".join(name[:1].upper() for name in (student.first, student.last))
    return f"{session.day.isoformat()}-{hour:02d}{minute:02d}-{letters}"


def _room(session: TherapySession, student: Student, school: School, line: ServiceLine | None) -> str:
    in_class = line is not None and line.setting in {Setting.PUSH_IN, Setting.CLASSROOM}
    return session.room or (student.room if in_class else school.room) or (line.location if line is not None else "")


def _supervisor(db: Session, author: Therapist) -> str:
    """Whom an assistant's note names (domain.md 3.3)."""
    if author.role is not Role.OTA or author.supervisor_id is None:
        return ""
    found = db.execute(
        select(Therapist.first, Therapist.last, Therapist.credentials).where(Therapist.id == author.supervisor_id)
    ).one()
    return ", ".join(part for part in (f"{found.first} {found.last}".strip(), found.credentials) if part)
