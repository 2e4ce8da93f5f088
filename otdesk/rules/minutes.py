# SPDX-License-Identifier: MIT
"""Minutes promised, given, made up, excused and owed, per service line and period (domain.md 2).

Exact fractions throughout; `shown()` rounds for the eye alone. IDEA itself says nothing on missed minutes: every
choice here is a policy that comes in as an argument, and a policy nobody chose is said, not guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from otdesk.rules.calendar import SchoolCalendar, dates
from otdesk.rules.kinds import Presence, Reason


class CountMode(StrEnum):
    """How a broken or partial period counts. FULL: the promise stands."""

    FULL = "full"
    PRORATE = "prorate"
    SESSIONS = "sessions"
    SCHEDULED = "scheduled"


class Excused(StrEnum):
    NO = "no"
    YES = "yes"
    BY_MODE = "by_mode"


class Owed(StrEnum):
    """Is a missed session to be made up? REVIEW asks the therapist; until then it stays visible."""

    NO = "no"
    YES = "yes"
    REVIEW = "review"
    BY_MODE = "by_mode"


@dataclass(frozen=True, slots=True)
class ReasonRule:
    excused: Excused
    owed: Owed


@dataclass(frozen=True, slots=True)
class MinutesPolicy:
    """`broken`: closures inside a period, None until the district was asked. `partial`: the first and last period of
    a line or year. `round_up`: SESSIONS takes the next whole session instead of the last."""

    reasons: Mapping[Reason, ReasonRule]
    broken: CountMode | None = None
    partial: CountMode = CountMode.PRORATE
    round_up: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period by its first and last day, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Line:
    """What a service line promises per period, and the days it is in force."""

    minutes: int
    times: int
    first: date
    last: date | None = None

    @property
    def amount(self) -> int:
        return self.minutes * self.times


@dataclass(frozen=True, slots=True)
class Required:
    """`decided` is False when closures broke the period and no policy says what that means: nothing turns red."""

    minutes: Fraction
    decided: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One logged session of a line. `given`: minutes credited. `reason`: why the rest of `planned` was not given
    (a shortfall follows its cause); DELIVERED when nothing is missing; MAKEUP for minutes that answer a miss of this
    period, whatever day they were given."""

    day: date
    planned: int
    given: int
    reason: Reason

    @property
    def short(self) -> int:
        return 0 if self.reason in {Reason.DELIVERED, Reason.MAKEUP} else max(0, self.planned - self.given)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every required minute in exactly one bucket: given + made_up + excused + explained + undocumented = required."""

    required: Fraction
    given: Fraction
    made_up: Fraction
    excused: Fraction
    explained: Fraction
    undocumented: Fraction
    over: Fraction
    decided: bool = True

    @property
    def owed(self) -> Fraction:
        return self.explained + self.undocumented


class Standing(StrEnum):
    """How a line stands, worded without blame on screen."""

    ON_TRACK = "on_track"
    BEHIND = "behind"
    SHORT = "short"
    POLICY_NOT_SET = "policy_not_set"


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """A dated session of a line on an open day: its minutes, and when it ends."""

    day: date
    end: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Debt:
    """What one entry leaves to be made up."""

    entry: Entry
    minutes: int
    owed: Owed


def required(
    line: Line,
    period: Stretch,
    calendar: SchoolCalendar,
    policy: MinutesPolicy,
    scheduled: Iterable[PlannedSlot] = (),
) -> Required:
    """R of one line and period. `scheduled`: the line's sessions on open days, for SCHEDULED."""
    first = max(line.first, period.first)
    last = min(line.last, period.last) if line.last is not None else period.last
    here = len(calendar.school_days(first, last))
    if not here:
        return Required(Fraction(0))
    whole = len(calendar.school_days(period.first, period.last))
    outside = _weekdays(calendar, period, inside_year=False)
    part = Fraction(here, whole + outside)
    unbroken = min(Fraction(1), Fraction(whole, max(1, _weekdays(calendar, period, inside_year=True))))
    modes = [(part, policy.partial), (unbroken, policy.broken or CountMode.FULL)]
    decided = policy.broken is not None or unbroken == 1
    in_use = [(ratio, mode) for ratio, mode in modes if ratio < 1 and mode is not CountMode.FULL]
    if any(mode is CountMode.SCHEDULED for _, mode in in_use):
        slots = (slot.minutes for slot in scheduled if first <= slot.day <= last and calendar.is_open(slot.day))
        return Required(Fraction(sum(slots)), decided)
    share = Fraction(1)
    for ratio, _ in in_use:
        share *= ratio
    if any(mode is CountMode.SESSIONS for _, mode in in_use):
        sessions = line.times * share
        whole_sessions = -(-sessions // 1) if policy.round_up else sessions // 1
        return Required(Fraction(whole_sessions * line.minutes), decided)
    return Required(line.amount * share, decided)


def ledger(need: Required, entries: Iterable[Entry], policy: MinutesPolicy) -> Ledger:
    """Where the required minutes of one line and period went. A minute counts as given before made up before excused;
    what is left is owed, and of that whatever no entry explains is undocumented."""
    raw = dict.fromkeys(("given", "made_up", "excused", "explained"), 0)
    for entry in entries:
        raw["made_up" if entry.reason is Reason.MAKEUP else "given"] += max(0, entry.given)
        if entry.short and entry.reason is not Reason.NO_REASON:
            rule = policy.reasons.get(entry.reason)
            raw["excused" if rule is not None and rule.excused is Excused.YES else "explained"] += entry.short
    left = need.minutes
    filled: dict[str, Fraction] = {}
    for bucket, minutes in raw.items():
        filled[bucket] = min(Fraction(minutes), left)
        left -= filled[bucket]
    over = raw["given"] + raw["made_up"] - filled["given"] - filled["made_up"]
    return Ledger(need.minutes, **filled, undocumented=left, over=over, decided=need.decided)


def total(ledgers: Iterable[Ledger]) -> Ledger:
    """Several periods together; over-delivery in one never pays for another."""
    parts = list(ledgers)

    def whole(minutes: Iterable[Fraction]) -> Fraction:
        return sum(minutes, Fraction(0))

    return Ledger(
        whole(part.required for part in parts),
        whole(part.given for part in parts),
        whole(part.made_up for part in parts),
        whole(part.excused for part in parts),
        whole(part.explained for part in parts),
        whole(part.undocumented for part in parts),
        whole(part.over for part in parts),
        all(part.decided for part in parts),
    )


def standing(current: Ledger, *, over: bool, ahead: int = 0) -> Standing:
    """`over`: the period is past. `ahead`: minutes of sessions still to come on open days of the period."""
    if over and current.owed > 0:
        return Standing.SHORT if current.decided else Standing.POLICY_NOT_SET
    if not over and current.owed > ahead:
        return Standing.BEHIND if current.decided else Standing.POLICY_NOT_SET
    return Standing.ON_TRACK


def expected(need: Required, slots: Iterable[PlannedSlot], today: date, now: int) -> Fraction:
    """What should have been given by now: the minutes of sessions whose time has passed, not a share of the days."""
    passed = sum(slot.minutes for slot in slots if (slot.day, slot.end) <= (today, now))
    return min(need.minutes, Fraction(passed))


def credited(presence: Presence, start: int, end: int, arrived: int | None = None, left: int | None = None) -> int:
    """Minutes one student is credited with: in a group each gets what she was there for. Refused and absent: none."""
    if presence in {Presence.ABSENT, Presence.REFUSED}:
        return 0
    begin = max(start, arrived) if presence is Presence.LATE and arrived is not None else start
    stop = min(end, left) if left is not None and presence in {Presence.LEFT_EARLY, Presence.LATE} else end
    return max(0, stop - begin)


def debts(entries: Iterable[Entry], policy: MinutesPolicy) -> tuple[Debt, ...]:
    """What is to be made up by the reasons' rules, oldest first, make-up minutes taken off the oldest sure debts."""
    known = sorted(entries, key=_entry_day)
    credit = sum(entry.given for entry in known if entry.reason is Reason.MAKEUP)
    found: list[Debt] = []
    for entry in known:
        rule = policy.reasons.get(entry.reason)
        owed = rule.owed if rule is not None else Owed.REVIEW
        if owed is Owed.BY_MODE:
            owed = _by_mode(policy.broken)
        if not entry.short or owed is Owed.NO:
            continue
        paid = min(credit, entry.short)
        credit -= paid
        if entry.short > paid:
            found.append(Debt(entry, entry.short - paid, owed))
    return tuple(found)


def shown(minutes: Fraction) -> int:
    """Whole minutes, half up; for display only."""
    return int((2 * minutes + 1) // 2)


def stretch_of(periods: Sequence[Stretch], day: date) -> Stretch | None:
    return next((period for period in periods if period.first <= day <= period.last), None)


def _by_mode(broken: CountMode | None) -> Owed:
    """A planned closure is owed only where the promise stands through it."""
    if broken is None:
        return Owed.REVIEW
    return Owed.YES if broken is CountMode.FULL else Owed.NO


def _weekdays(calendar: SchoolCalendar, period: Stretch, *, inside_year: bool) -> int:
    return sum(
        1
        for day in dates(period.first, period.last)
        if day.weekday() in calendar.weekdays and (calendar.first <= day <= calendar.last) == inside_year
    )


def _entry_day(entry: Entry) -> date:
    return entry.day
