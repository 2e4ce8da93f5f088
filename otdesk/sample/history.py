# SPDX-License-Identifier: MIT
"""What happened in the invented year: attendance, times, drives, notes with goal data, signed. One day, one write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from otdesk.actions import attendance, notes, sessions, supervision, trips, work_time
from otdesk.actions.attendance import Mark
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import note_pages, roads, templates, today
from otdesk.queries import notes as note_queries
from otdesk.queries.notes import GoalForm, NoteForm
from otdesk.queries.today import Drive
from otdesk.records.notes import Note
from otdesk.records.phrases import PhraseKind
from otdesk.records.places import Place
from otdesk.records.sessions import Attendance, TherapySession
from otdesk.records.therapists import Therapist
from otdesk.rules.entries_time import TripEntry, WorkEntry
from otdesk.rules.kinds import (
    MeasureType,
    PlaceKind,
    Presence,
    Prompt,
    Reason,
    SupervisionKind,
    SupervisionMethod,
    WorkKind,
)
from otdesk.rules.note_entry import GoalTyped, NoteEntry, SharedEntry
from otdesk.rules.sentences import compose
from otdesk.rules.shorthand import duration_text
from otdesk.rules.supervision import SupervisionEntry
from otdesk.sample.house import ASSISTANT
from otdesk.sample.makeups import MakeUps
from otdesk.vault.vault import Vault
from otdesk.vault.work import Work
from otdesk.words import _

_FIRST_START = 480
_MAKEUP_SEED = 5
_FORGOTTEN = frozenset({1, 7, 8})
"""So many days ago a drive between schools was not logged."""
_TIMED = 60
"""So many days back working time was written down."""
_ASSISTED = 2
_LATELY = 4
"""So many days back the assistant may have stood in."""
_ERRANDS = frozenset({11, 27})
_SHARED = (
    ("putty warm-up, then a letter relay on the slant board; each student wrote six words from the class spelling list",
     ("Slant board", "Visual model"), "fade the model on line 2"),
    ("cutting curved lines for a paper chain, then gluing it in turns", ("Visual model", "Timer"),
     "scissors with narrower loops"),
    ("finger games, then copying a riddle from the board", ("Slant board", "Pencil grip"), "a longer riddle"),
)  # fmt: skip
_TOPICS = (
    "Grading scissor tasks; which prompts to fade first",
    "How to word a plateau in a note; when to ask for a consult",
    "Two new students: what works, what to watch",
)
_PROMPTS = (Prompt.INDEPENDENT, Prompt.VERBAL, Prompt.GESTURE, Prompt.MODEL)


@dataclass(frozen=True, slots=True)
class _Today:
    """Which of today's finished sessions: the last of them is missed, the one before is still a draft."""

    number: int
    count: int

    @property
    def is_absence(self) -> bool:
        return self.count > 1 and self.number == self.count - 1

    @property
    def is_draft(self) -> bool:
        return self.count > 2 and self.number == self.count - 2


@dataclass(frozen=True, slots=True)
class Chances:
    """How often things happen, 0 to 1."""

    absent: float = 0.06
    late: float = 0.05
    refused: float = 0.01
    not_available: float = 0.02


class History:
    """Writes the past into a vault, day by day. `now` is aware, in the district's zone."""

    def __init__(self, vault: Vault, random: Random, now: datetime, chances: Chances | None = None) -> None:
        self._vault, self._random, self._now = vault, random, now
        self._chances = chances or Chances()
        self._makeups = MakeUps(_MAKEUP_SEED)

    def write_days(self, days: Iterable[date]) -> int:
        """Every session on these days is documented; returns how many notes were signed."""
        today = self._now.date()
        past = [day for day in days if day < today]
        last = past[-1] if past and (today - past[-1]).days <= _LATELY else None
        return sum(self._write_day(day, assisted=day == last) for day in past)

    def write_extra(self, days: list[date], per_student: int, students: Iterable[int]) -> int:
        """So many sessions for each student over these days, whatever the typical week holds; all signed."""
        wanted: dict[date, list[int]] = {}
        for student in students:
            for number in range(per_student):
                wanted.setdefault(days[number * len(days) // per_student], []).append(student)
        return sum(self._write_extra_day(day, wanted[day]) for day in sorted(wanted))

    def write_today(self) -> None:
        """The sessions already over today: signed soon after they ended, one draft, one absence, the last untouched."""
        minute = self._now.hour * 60 + self._now.minute
        day = self._now.date()
        with self._vault.write("sample_drives", self._now) as work:
            self._drives(work, day, minute)
            over = [(session.id, session.planned_end) for session in _sessions(work, day)]
            work.final()
        done = [(session, end) for session, end in over if end <= minute][:-1]
        for number, (session_id, end) in enumerate(done):
            at = self._now.replace(hour=end // 60, minute=end % 60) + timedelta(minutes=min(3, minute - end))
            with self._vault.write("sample_session", at) as work:
                self._write_one(work, session_id, _Today(number, len(done)))
                work.final()

    def _write_one(self, work: Work, session_id: int, place: "_Today") -> None:
        """A group's notes are still drafts, that of its last student not begun."""
        session, rows = work.db.get_one(TherapySession, session_id), _members(work, session_id)
        in_group = self._share(work, session, rows)
        for number, row in enumerate(rows):
            if in_group and number == len(rows) - 1:
                attendance.mark(work, session_id, row.student_id, Mark(Presence.PRESENT))
                self._throw_for(work, session_id, row.student_id)
            elif place.is_absence and number == 0:
                attendance.mark(work, session_id, row.student_id, Mark(Presence.ABSENT))
            else:
                sign = not in_group and (not place.is_draft or number > 0)
                self._document(work, session, row.student_id, sign=sign, said=Mark(Presence.PRESENT))

    # --- one day ---

    def _write_day(self, day: date, *, assisted: bool) -> int:
        """`assisted`: the first two students seen alone are the assistant's, and her notes wait to be co-signed."""
        at = self._now.replace(year=day.year, month=day.month, day=day.day, hour=16, minute=5)
        hers: list[tuple[int, int]] = []
        with self._vault.write("sample_day", at) as work:
            signed = 0
            for session in _sessions(work, day):
                rows = _members(work, session.id)
                if not self._share(work, session, rows) and assisted and len(hers) < _ASSISTED:
                    self._document(work, session, rows[0].student_id, sign=False)
                    hers.append((session.id, rows[0].student_id))
                    continue
                for row in rows:
                    signed += self._document(work, session, row.student_id, sign=True)
            signed += self._make_up(work, day)
            self._drives(work, day, 24 * 60)
            self._own_time(work, day)
            work.final()
        if hers:
            with self._vault.write("sample_assisted", at, by=replace(self._vault.unlocked, person=ASSISTANT)) as work:
                signed += sum(_sign(work, session_id, student) for session_id, student in hers)
        return signed

    def _throw_for(self, work: Work, session_id: int, student: int) -> None:
        """The dice of a note that is not written: what comes after in the sample stays as it is."""
        work.db.flush()
        form = note_queries.form(work.db, session_id, student)
        if form is not None:
            self._entry(form)

    @staticmethod
    def _share(work: Work, session: TherapySession, rows: Sequence[Attendance]) -> bool:
        """What a group's notes say alike, another activity each week; whether it is a group."""
        if len(rows) < 2:
            return False
        activity, supports, next_time = _SHARED[session.day.toordinal() // 7 % len(_SHARED)]
        notes.save_group(work, session.id, SharedEntry(activity, supports, next_time), {})
        return True

    def _make_up(self, work: Work, day: date) -> int:
        """With dice of its own: the rest of the year stays as it is."""
        work.db.flush()
        kept, self._random = self._random, self._makeups.random
        signed = 0
        for session_id in self._makeups.plan(work, day):
            session = work.db.get_one(TherapySession, session_id)
            for row in _members(work, session_id):
                signed += self._document(work, session, row.student_id, sign=True, said=Mark(Presence.PRESENT))
        self._makeups.decide(work, day)
        self._random = kept
        return signed

    def _own_time(self, work: Work, day: date) -> None:
        """Of the last weeks: planning before the first student, notes after the last, meetings and calls between."""
        if (self._now.date() - day).days > _TIMED:
            return
        over = [(session.planned_start, session.planned_end) for session in _sessions(work, day)]
        if not over:
            return
        first, last = min(start for start, _end in over), max(end for _start, end in over)
        planned = [(first - 50, first - 10, WorkKind.PLANNING), (last + 20, last + 95, WorkKind.DOCUMENTATION)]
        meeting = {0: WorkKind.MEETING, 2: WorkKind.TRAINING, 3: WorkKind.PARENT_CONTACT, 4: WorkKind.MEETING}
        if day.weekday() in meeting:
            planned.append((last + 95, last + 125, meeting[day.weekday()]))
        for start, end, kind in planned:
            work_time.add(work, WorkEntry(day, start, end, kind))
        if day.weekday() == 0:
            self._supervised(work, day, last + 130)

    @staticmethod
    def _supervised(work: Work, day: date, start: int) -> None:
        """The assistant's weekly half hour."""
        assistant = work.db.scalar(select(Therapist.id).where(Therapist.slot == ASSISTANT))
        if assistant is None or work.author is None:
            return
        topic = _TOPICS[day.toordinal() // 7 % len(_TOPICS)]
        entry = SupervisionEntry(
            day, start, start + 30, assistant, work.author, SupervisionMethod.IN_PERSON, SupervisionKind.INDIRECT, topic
        )
        supervision.add(work, entry)

    def _write_extra_day(self, day: date, students: list[int]) -> int:
        at = self._now.replace(year=day.year, month=day.month, day=day.day, hour=16, minute=5)
        signed = 0
        with self._vault.write("sample_day", at) as work:
            for number, student in enumerate(students):
                start = _FIRST_START + number * 5 % 400
                school = note_queries.school_of(work.db, student)
                line = sessions.usual_line(work, student, day)
                entry = SessionEntry(day, school, start, start + 30, ((student, line),))
                session = work.db.get_one(TherapySession, sessions.add(work, entry))
                signed += self._document(work, session, student, sign=True)
            work.final()
        return signed

    def _document(
        self, work: Work, session: TherapySession, student: int, *, sign: bool, said: Mark | None = None
    ) -> int:
        """Attendance, times and note of one student; 1 when a note was signed."""
        said = said or self._presence(session)
        attendance.mark(work, session.id, student, said)
        if said.presence in {Presence.ABSENT, Presence.REFUSED}:
            return 0
        if session.actual_start is None:
            shift = self._random.choice([0, 0, 0, 0, 2, 3])
            sessions.set_times(work, session.id, session.planned_start + shift, session.planned_end)
        work.db.flush()
        form = note_queries.form(work.db, session.id, student)
        if form is None:
            return 0
        notes.save_draft(work, session.id, student, self._entry(form))
        return _sign(work, session.id, student) if sign else 0

    def _presence(self, session: TherapySession) -> Mark:
        dice, chances = self._random.random(), self._chances
        if dice < chances.absent:
            return Mark(Presence.ABSENT)
        if dice < chances.absent + chances.not_available:
            return Mark(Presence.ABSENT, Reason.STUDENT_NOT_AVAILABLE)
        if dice < chances.absent + chances.not_available + chances.refused:
            return Mark(Presence.REFUSED)
        if dice < chances.absent + chances.not_available + chances.refused + chances.late:
            return Mark(Presence.LATE, arrived=session.planned_start + self._random.choice([5, 8]))
        return Mark(Presence.PRESENT)

    # --- the note ---

    def _entry(self, form: NoteForm) -> NoteEntry:
        did = self._some(form, PhraseKind.DID, 2)
        chosen = NoteEntry(
            goals=tuple(GoalTyped(goal.goal_id, self._typed(goal)) for goal in form.goals),
            did=did,
            went=self._some(form, PhraseKind.RESPONSE, 1),
            skilled=self._some(form, PhraseKind.SKILLED, 1),
            plan=self._some(form, PhraseKind.PLAN, 1),
        )
        minutes = form.minutes if form.minutes is not None else form.end - form.start
        said = form.said(chosen, minutes, form.presence or Presence.PRESENT)
        return NoteEntry(
            chosen.goals, chosen.did, chosen.went, chosen.skilled, chosen.plan,
            sections=compose(said, templates.sentences()),
        )  # fmt: skip

    def _some(self, form: NoteForm, kind: PhraseKind, most: int) -> tuple[str, ...]:
        labels = [phrase.label for phrase in form.phrases if phrase.kind is kind]
        return tuple(self._random.sample(labels, k=min(len(labels), self._random.randint(1, most))))

    def _typed(self, goal: GoalForm) -> str:
        """A figure between baseline and target that grows with the year, with some noise."""
        start, target = goal.baseline or 0.0, goal.target or 100.0
        share = min(1.0, len(goal.points) / 40 + 0.15)
        value = start + (target - start) * share * self._random.uniform(0.75, 1.15)
        prompt = self._random.choices([Prompt.INDEPENDENT, Prompt.VERBAL, Prompt.GESTURE, Prompt.MODEL], [3, 4, 1, 1])[
            0
        ]
        if goal.measure is MeasureType.TRIALS:
            total = goal.usual_total or 10
            return f"{max(0, min(total, round(value * total / 100)))}/{total}{prompt.value}"
        if goal.measure is MeasureType.PERCENT:
            return f"{max(0, min(100, round(value)))}%{prompt.value}"
        if goal.measure is MeasureType.DURATION:
            return duration_text(max(5, round(value / 5) * 5))
        if goal.measure is MeasureType.SPEED:
            return f"{max(0, round(value))}/60s"
        if goal.measure is MeasureType.FREQUENCY:
            return f"{max(0, round(value))}x"
        return str(max(0, round(value)))

    # --- driving ---

    def _drives(self, work: Work, day: date, until: int) -> None:
        """Every drive that was over by `until`, as planned; of the last days not each was logged, and now and then
        one leads to the office."""
        work.db.flush()
        shown = today.day(work.db, day, None)
        ago = (self._now.date() - day).days
        between = [drive for drive in shown.drives if _is_over(drive, until)]
        for drive in (shown.from_home, *between, shown.to_home):
            forgotten = ago in _FORGOTTEN and drive is not None and drive in between[:1]
            if drive is not None and _is_over(drive, until) and not forgotten:
                self._drive(work, day, drive)
        if shown.to_home is not None and ago in _ERRANDS and shown.to_home.leave_by is not None:
            self._errand(work, day, shown.to_home)

    def _errand(self, work: Work, day: date, home: Drive) -> None:
        """From the last school to the office, after the last student."""
        known = roads.load(work.db)
        office = work.db.scalar(select(Place.id).where(Place.kind == PlaceKind.OFFICE).order_by(Place.id))
        way = known.roads.drive(home.from_id, office) if office is not None else None
        if office is None or way is None or home.leave_by is None:
            return
        start = home.leave_by + 5
        entry = TripEntry(
            day, home.from_id, office, start, start + way.minutes, way.tenths, _("IEP file drop-off"), tolls=0
        )
        trips.add(work, entry)

    def _drive(self, work: Work, day: date, drive: Drive) -> None:
        if drive.leave_by is None or drive.minutes is None or drive.tenths is None:
            return
        departed = max(0, drive.leave_by)
        trip = trips.depart(work, day, drive.from_id, drive.to_id, departed, drive.tenths)
        trips.arrive(work, trip, departed + drive.minutes)


def _sign(work: Work, session_id: int, student: int) -> int:
    """1 when there was a draft to sign."""
    note_id = work.db.scalar(select(Note.id).where(Note.session_id == session_id, Note.student_id == student))
    if note_id is None:
        return 0
    notes.complete(work, session_id, student)
    work.db.flush()
    notes.sign(work, note_id, note_pages.sealed(work.db, note_id, work.now))
    return 1


def _is_over(drive: Drive, until: int) -> bool:
    return drive.leave_by is not None and drive.minutes is not None and drive.leave_by + drive.minutes <= until


def _sessions(work: Work, day: date) -> list[TherapySession]:
    query = select(TherapySession).where(TherapySession.day == day)
    return list(work.db.scalars(query.order_by(TherapySession.planned_start, TherapySession.id)))


def _members(work: Work, session_id: int) -> list[Attendance]:
    return list(work.db.scalars(select(Attendance).where(Attendance.session_id == session_id).order_by(Attendance.id)))


def first_school_week(first_day: date) -> date:
    """The Monday before the school year, when the caseload is entered."""
    return first_day - timedelta(days=7 + first_day.weekday())
