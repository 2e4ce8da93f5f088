# SPDX-License-Identifier: MIT
"""The palette reads the line itself first: a session to place, a note to write, a date, a goal, a school."""

from collections.abc import Sequence
from datetime import date

from otdesk import words
from otdesk.actions import sessions
from otdesk.actions.sessions import SessionEntry
from otdesk.queries import choices, quick
from otdesk.queries.choices import WhoChoice
from otdesk.queries.quick import DayPlan, GoalHit, Hindrance, Why
from otdesk.rules.quick_line import QuickLine, Wish, read_quick_line
from otdesk.ui.bridge import Bridge
from otdesk.ui.finding import match
from otdesk.ui.palette import Hit
from otdesk.words import _

MOST = 3
GOALS, SCHOOLS = "#", "@"


class QuickReader:
    """Lives as long as one open palette: what it has read of a day is not read again with the next letter."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._who: dict[date, tuple[WhoChoice, ...]] = {}
        self._plans: dict[date, DayPlan] = {}

    def sections(self, text: str) -> list[tuple[str, Sequence[Hit]]]:
        """What the line itself means, to stand before all that is merely found."""
        if text.startswith(GOALS):
            return [(_("Goals"), self._goals(text[1:]))]
        if text.startswith(SCHOOLS):
            return [(_("Students at schools"), self._at_school(text[1:]))]
        line = read_quick_line(text, self._bridge.today())
        if line is None:
            return []
        if line.wish is Wish.DATE and line.day is not None:
            return [(_("Date"), [self._date(line.day)])]
        return [(_("Best match"), self._sessions(line) if line.wish is Wish.SESSION else self._notes(line))]

    def rest(self, text: str) -> str | None:
        """What the other finders are to look for: the name alone; None where only this reader answers."""
        if text[:1] in {GOALS, SCHOOLS}:
            return None
        line = read_quick_line(text, self._bridge.today())
        return line.who if line is not None and line.who else text

    # --- one kind each ---

    def _date(self, day: date) -> Hit:
        told = words.day_full_date(day)
        return Hit(told, _Goer(self._bridge, f"today/{day.isoformat()}"), "calendar-days", _("in Today"),
                   preview=_("Opens Today on {day}").format(day=told))  # fmt: skip

    def _sessions(self, line: QuickLine) -> list[Hit]:
        if line.day is None or line.start is None:
            return []
        plan = self._plan(line.day)
        return [self._session(who, plan, line.start, line.end) for who in self._called(line.who, line.day)]

    def _session(self, who: WhoChoice, plan: DayPlan, start: int, end: int | None) -> Hit:
        stop = end if end is not None else min(start + who.minutes, 1440)
        found = self._bridge.read(quick.hindrances, plan, who, start, stop)
        code, name = plan.schools.get(who.school_id, ("", ""))
        day = words.day_date(plan.day)
        told = _("Schedule {who}, {day}, {span}").format(who=who.name, day=day, span=words.span(start, stop))
        fits = hindrance_words(found[0]) if found else _("fits")
        preview = _("{who}, {day}, {start} to {end} at {school}").format(
            who=who.name, day=day, start=words.clock(start), end=words.clock(stop), school=name or code
        )
        entry = SessionEntry(plan.day, who.school_id, start, stop, who.members, who.group_id)
        against = "; ".join(hindrance_words(one) for one in found)
        return Hit(
            told,
            _Placer(self._bridge, entry),
            "triangle-alert" if found else "calendar-plus",
            words.listed_with_dots([code, fits]),
            "Enter",
            _("{session}. In the way: {against}").format(session=preview, against=against) if against else preview,
        )

    def _notes(self, line: QuickLine) -> list[Hit]:
        today = self._bridge.today()
        hits = []
        for who in self._called(line.who, today):
            student = who.members[0][0]
            session = self._bridge.read(quick.note_wanted, student, today)
            if who.group_id is None and session is not None:
                told = _("Note for {who}").format(who=who.name)
                go = _Goer(self._bridge, f"notes/{session}/{student}")
                hits.append(Hit(told, go, "notebook-pen", "", "Enter", _("Opens the note of the last session")))
        return hits

    def _goals(self, text: str) -> list[Hit]:
        wanted = text.split()
        return [self._goal(goal) for goal in self._bridge.read(quick.goals_with, wanted)] if wanted else []

    def _goal(self, goal: GoalHit) -> Hit:
        told = _("{student}, goal {n}").format(student=goal.student, n=goal.number)
        go = _Goer(self._bridge, f"caseload/student/{goal.student_id}")
        return Hit(told, go, "goal", words.listed_with_dots([goal.area, goal.statement]), preview=goal.statement)

    def _at_school(self, text: str) -> list[Hit]:
        today = self._bridge.today()
        wanted = text.split()
        if not wanted:
            return []
        schools = {
            school.school_id: school
            for school in self._bridge.read(choices.schools)
            if match(wanted[0], f"{school.code} {school.name}") is not None
        }
        return [
            Hit(who.name, _Goer(self._bridge, f"caseload/student/{who.members[0][0]}"), "user-round",
                schools[who.school_id].name, preview=_("Opens the student"))
            for who in self._all(today)
            if who.group_id is None and who.school_id in schools and match(" ".join(wanted[1:]), who.name) is not None
        ]  # fmt: skip

    # --- reading ---

    def _all(self, day: date) -> tuple[WhoChoice, ...]:
        if day not in self._who:
            self._who[day] = self._bridge.read(choices.who, day)
        return self._who[day]

    def _called(self, name: str, day: date) -> list[WhoChoice]:
        return [who for who in self._all(day) if match(name, who.name) is not None][:MOST]

    def _plan(self, day: date) -> DayPlan:
        if day not in self._plans:
            self._plans[day] = self._bridge.read(quick.day_plan, day)
        return self._plans[day]


class _Goer:
    """Palette hits are called later."""

    def __init__(self, bridge: Bridge, address: str) -> None:
        self._bridge, self._address = bridge, address

    def __call__(self) -> None:
        self._bridge.go(self._address)


class _Placer:
    def __init__(self, bridge: Bridge, entry: SessionEntry) -> None:
        self._bridge, self._entry = bridge, entry

    def __call__(self) -> None:
        with self._bridge.telling():
            self._bridge.do(sessions.add, self._entry)


def hindrance_words(found: Hindrance) -> str:
    """ "overlaps Eli, 9:10 – 9:40", "Math until 10:00"."""
    span = words.span(found.start, found.end)
    return {
        Why.OUT_OF_YEAR: _("outside the school year"),
        Why.CLOSED: _("no school: {why}").format(why=found.label) if found.label else _("no school"),
        Why.TAKEN: _("overlaps {who}, {span}").format(who=found.label, span=span),
        Why.DRIVE: _("{n} min of driving from or to {school}, {gap} min there").format(
            n=found.start, school=found.label, gap=found.end
        ),
        Why.SCHOOL_HOURS: _("school is {span}").format(span=span),
        Why.CLASS: _("{block}, {span}").format(block=found.label or _("class"), span=span),
        Why.AWAY: _("not at school then"),
    }[found.why]
