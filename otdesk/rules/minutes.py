# SPDX-License-Identifier: MIT
"""Minutes promised, given, made up, excused and owed, per service line and period (domain.md 2).

Exact fractions throughout; `shown()` rounds for the eye alone. IDEA itself says nothing on missed minutes: every
choice here is a policy that comes in as an argument, and a policy nobody chose is said, not guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
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


class Window(StrEnum):
    """Until when a missed session is to be made up. It dates a debt and never forgives one: minutes made up later count
    all the same."""

    SAME_PERIOD = "same_period"
    SAME_TERM = "same_term"
    DAYS_30 = "30_days"
    PLAN_END = "plan_end"
    UNLIMITED = "unlimited"


@dataclass(frozen=True, slots=True)
class MinutesPolicy:
    """`broken`: closures inside a week or cycle, None until the district was asked; a longer promise stands through
    them. `partial`: the first and last period of a line or year. `round_up`: SESSIONS takes the next whole session
    instead of the last. `bank`: what was given beyond one period's promise counts for later ones. `week_start`: the
    weekday a week begins on, 0 for Monday."""

    reasons: Mapping[Reason, ReasonRule]
    broken: CountMode | None = None
    partial: CountMode = CountMode.PRORATE
    round_up: bool = False
    window: Window = Window.UNLIMITED
    bank: bool = False
    week_start: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period by its first and last day, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Line:
    """What a service line promises per period, and the days it is in force. `short`: it is promised for days, weeks or
    cycles, where the district is asked what closures mean."""

    minutes: int
    times: int
    first: date
    last: date | None = None
    short: bool = True

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
    period, whatever day they were given. `decided`: what the therapist answered where the reason asks for review."""

    day: date
    planned: int
    given: int
    reason: Reason
    decided: bool | None = None

    @property
    def short(self) -> int:
        return 0 if self.reason in {Reason.DELIVERED, Reason.MAKEUP} else max(0, self.planned - self.given)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every required minute in exactly one bucket: given + made_up + excused + explained + undocumented + to_come =
    required. `explained`: missing for a reason that was said. `undocumented`: missing, and nothing says why.
    `to_come`: sessions planned later in a period that is not over."""

    required: Fraction
    given: Fraction
    made_up: Fraction
    excused: Fraction
    explained: Fraction
    undocumented: Fraction
    over: Fraction
    decided: bool = True
    to_come: Fraction = Fraction(0)

    @property
    def owed(self) -> Fraction:
        """All that is missing, what is still to come too."""
        return self.explained + self.undocumented + self.to_come

    @property
    def missing(self) -> Fraction:
        """What is missing and not to come by itself."""
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
    modes = [(part, policy.partial), (unbroken, (policy.broken or CountMode.FULL) if line.short else CountMode.FULL)]
    decided = policy.broken is not None or unbroken == 1 or not line.short
    in_use = [(ratio, mode) for ratio, mode in modes if ratio < 1 and mode is not CountMode.FULL]
    if any(mode is CountMode.SCHEDULED for _, mode in in_use):
        slots = (slot.minutes for slot in scheduled if first <= slot.day <= last and calendar.is_open(slot.day))
        return Required(Fraction(min(line.amount, sum(slots))), decided)
    share = Fraction(1)
    for ratio, _ in in_use:
        share *= ratio
    if any(mode is CountMode.SESSIONS for _, mode in in_use):
        sessions = line.times * share
        whole_sessions = -(-sessions // 1) if policy.round_up else sessions // 1
        return Required(Fraction(whole_sessions * line.minutes), decided)
    return Required(line.amount * share, decided)


def ledger(need: Required, entries: Iterable[Entry], policy: MinutesPolicy, ahead: int = 0) -> Ledger:
    """Where the required minutes of one line and period went. A minute counts as given before made up before excused;
    what is left is owed, and of that whatever no entry explains is undocumented, but for what is still to come
    (`ahead`: minutes of sessions planned later in the period)."""
    raw = {"given": 0, "made_up": 0, "excused": 0, "to_come": ahead, "explained": 0}
    for entry in entries:
        raw["made_up" if entry.reason is Reason.MAKEUP else "given"] += max(0, entry.given)
        if entry.short and entry.reason is not Reason.NO_REASON:
            raw["excused" if is_excused(entry, policy) else "explained"] += entry.short
    left = need.minutes
    filled: dict[str, Fraction] = {}
    for bucket, minutes in raw.items():
        filled[bucket] = min(Fraction(minutes), left)
        left -= filled[bucket]
    over = raw["given"] + raw["made_up"] - filled["given"] - filled["made_up"]
    return Ledger(need.minutes, **filled, undocumented=left, over=over, decided=need.decided)


def is_excused(entry: Entry, policy: MinutesPolicy) -> bool:
    """Whether nobody owes what this entry misses: by the rule of its reason, or because a review said so."""
    rule = policy.reasons.get(entry.reason)
    if rule is None:
        return False
    return rule.excused is Excused.YES or (rule.owed is Owed.REVIEW and entry.decided is False)


def banked(ledgers: Iterable[Ledger], policy: MinutesPolicy) -> tuple[Ledger, ...]:
    """The periods of one line in their order. Where the district banks, minutes given beyond one promise make up what
    is missing in later periods; elsewhere each period stands alone."""
    books = list(ledgers)
    if not policy.bank:
        return tuple(books)
    stock: list[int] = []
    for place, book in enumerate(books):
        for source in stock:
            use = min(books[source].over, books[place].owed)
            books[source] = replace(books[source], over=books[source].over - use)
            books[place] = _made_up(books[place], use)
        if book.over:
            stock.append(place)
    return tuple(books)


def _made_up(book: Ledger, minutes: Fraction) -> Ledger:
    """So many of the missing minutes count as made up, what nothing explains first."""
    undocumented = min(minutes, book.undocumented)
    explained = min(minutes - undocumented, book.explained)
    return replace(
        book,
        made_up=book.made_up + minutes,
        undocumented=book.undocumented - undocumented,
        explained=book.explained - explained,
        to_come=book.to_come - (minutes - undocumented - explained),
    )


def total(ledgers: Iterable[Ledger]) -> Ledger:
    """Several periods together; over-delivery in one never pays for another (but see `banked`)."""
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
        whole(part.to_come for part in parts),
    )


def standing(current: Ledger, *, over: bool, ahead: int = 0) -> Standing:
    """`over`: the period is past. `ahead`: minutes of sessions still to come on open days of the period, unless the
    ledger knows them. Nothing is short before its period is over."""
    if over and current.owed > 0:
        return Standing.SHORT if current.decided else Standing.POLICY_NOT_SET
    if not over and current.missing > ahead:
        return Standing.BEHIND if current.decided else Standing.POLICY_NOT_SET
    return Standing.ON_TRACK


def expected(need: Required, slots: Iterable[PlannedSlot], today: date, now: int) -> Fraction:
    """What should have been given by now: the minutes of sessions whose time has passed, not a share of the days."""
    passed = sum(slot.minutes for slot in slots if (slot.day, slot.end) <= (today, now))
    return min(need.minutes, Fraction(passed))


def credited(
    presence: Presence, start: int, end: int, arrived: int | None = None, left: int | None = None, paused: int = 0
) -> int:
    """Minutes one student is credited with: in a group each gets what she was there for. Refused and absent: none.

    `paused`: minutes in between without therapy.
    """
    if presence in {Presence.ABSENT, Presence.REFUSED}:
        return 0
    begin = max(start, arrived) if presence is Presence.LATE and arrived is not None else start
    stop = min(end, left) if left is not None and presence in {Presence.LEFT_EARLY, Presence.LATE} else end
    return max(0, stop - begin - paused)


def debts(entries: Iterable[Entry], policy: MinutesPolicy) -> tuple[Debt, ...]:
    """What is to be made up by the reasons' rules, oldest first, make-up minutes taken off the oldest sure debts."""
    known = sorted(entries, key=_entry_day)
    credit = sum(entry.given for entry in known if entry.reason is Reason.MAKEUP)
    found: list[Debt] = []
    for entry in known:
        owed = owed_for(entry, policy)
        if not entry.short or owed is Owed.NO:
            continue
        paid = min(credit, entry.short)
        credit -= paid
        if entry.short > paid:
            found.append(Debt(entry, entry.short - paid, owed))
    return tuple(found)


def owed_for(entry: Entry, policy: MinutesPolicy) -> Owed:
    """Whether what this entry misses is to be made up: NO, YES, or REVIEW while nobody has said."""
    rule = policy.reasons.get(entry.reason)
    owed = rule.owed if rule is not None else Owed.REVIEW
    if owed is Owed.BY_MODE:
        return _by_mode(policy.broken)
    if owed is Owed.REVIEW and entry.decided is not None:
        return Owed.YES if entry.decided else Owed.NO
    return owed


def make_up_by(
    day: date, policy: MinutesPolicy, period: Stretch, terms: Iterable[Stretch] = (), plan_end: date | None = None
) -> date | None:
    """The last day on which a session missed on `day` may be made up; none without a limit, or when the term or the end
    of the plan that would give it is not known."""
    if policy.window is Window.SAME_PERIOD:
        return period.last
    if policy.window is Window.SAME_TERM:
        return next((term.last for term in terms if term.first <= day <= term.last), None)
    if policy.window is Window.DAYS_30:
        return day + timedelta(days=30)
    return plan_end if policy.window is Window.PLAN_END else None


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
