# SPDX-License-Identifier: MIT
"""The report of minutes in words, the same on the screen, on paper and in a table. No blame: "not documented" says that
nothing stands in the record, not that nothing was done."""

from otdesk import labels, words
from otdesk.queries.ledger import Follows, MinutesRow, Missed
from otdesk.rules.kinds import Mode
from otdesk.rules.minutes import CountMode, Ledger, Standing, Stretch, shown
from otdesk.words import _, plural


def service(row: MinutesRow) -> str:
    """ "2 × 30 min a week, group", "15 min a month, consultation"."""
    line = row.line
    amount = labels.amount(line.times, line.minutes, line.period, line.every)
    kind = labels.mode(line.mode) if line.mode is Mode.CONSULT else labels.grouping(line.grouping, None)
    said = f"{amount}, {kind}"
    return f"{said} ({labels.plan(row.plan_type)})" if row.apart else said


def span(stretch: Stretch) -> str:
    """ "Oct 1 – 31, 2026" of whole days; the year once where it is the same."""
    first, last = stretch.first, stretch.last
    if first == last:
        return words.full_date(first)
    if first.year != last.year:
        return f"{words.full_date(first)} – {words.full_date(last)}"
    end = str(last.day) if first.month == last.month else words.short_date(last)
    return f"{words.short_date(first)} – {end}, {last.year}"


def follows(missed: Missed) -> str:
    """What comes of it, in a few words."""
    if missed.follows is Follows.MADE_UP and missed.made_up_on is not None:
        return _("made up {day}").format(day=words.day_date(missed.made_up_on))
    if missed.follows is Follows.OWED and missed.made_up:
        return _("{n} of {whole} made up").format(n=missed.made_up, whole=missed.minutes)
    if missed.follows is Follows.OWED and missed.made_up_on is not None:
        return _("owed, make-up planned {day}").format(day=words.day_date(missed.made_up_on))
    if missed.follows is Follows.EXCUSED and missed.decided is False:
        return _("reviewed: not owed")
    if missed.follows is Follows.OWED and missed.decided:
        return _("reviewed: owed")
    return {
        Follows.MADE_UP: _("made up"),
        Follows.COVERED: _("covered by other sessions"),
        Follows.EXCUSED: _("excused"),
        Follows.OWED: _("to be made up"),
        Follows.REVIEW: _("owed or not? yours to decide"),
        Follows.NOT_OWED: _("no make-up by the district’s rule"),
        Follows.UNDOCUMENTED: _("nothing written yet"),
        Follows.NOT_PLANNED: plural("in {n} period", "in {n} periods", missed.count),
        Follows.POLICY_NOT_SET: _("waits for the minutes policy"),
        Follows.FEW_MINUTES: _("a few minutes less each"),
    }[missed.follows]


def why(missed: Missed) -> str:
    """ "Therapist absent"; of sessions without a word "Not documented"."""
    if missed.follows is Follows.NOT_PLANNED:
        return _("No session planned")
    if missed.follows is Follows.FEW_MINUTES:
        return plural("{n} session", "{n} sessions", missed.count)
    if missed.reason is None:
        return _("Not documented")
    said = labels.reason(missed.reason)
    return said[:1].upper() + said[1:]


def when(missed: Missed) -> str:
    """ "Thu, Oct 15, 9:30"; of a week without a session the week."""
    day = words.day_date(missed.day)
    if missed.follows is Follows.NOT_PLANNED:
        return _("from {day}").format(day=day)
    if missed.follows is Follows.FEW_MINUTES:
        return _("until {day}").format(day=day)
    return day if missed.start is None else f"{day}, {words.clock(missed.start)}"


def age(missed: Missed) -> str:
    """How old what is open is, and until when it may be made up."""
    if missed.follows not in {Follows.OWED, Follows.REVIEW, Follows.UNDOCUMENTED, Follows.POLICY_NOT_SET}:
        return ""
    said = plural("{n} day", "{n} days", missed.age) if missed.age > 0 else ""
    if missed.by is None:
        return said
    by = (_("was due by {day}") if missed.late else _("by {day}")).format(day=words.short_date(missed.by))
    return f"{said}, {by}" if said else by


def standing(row: MinutesRow) -> str:
    if not row.known:
        return _("no school year or terms entered")
    return {
        Standing.ON_TRACK: _("in step"),
        Standing.BEHIND: _("behind so far"),
        Standing.SHORT: _("short"),
        Standing.POLICY_NOT_SET: _("not provided, policy not set"),
    }[row.standing]


def policy(mode: CountMode | None) -> str:
    """How weeks with days without school are counted."""
    if mode is None:
        return _("Minutes policy not set: weeks with days without school are not judged.")
    return {
        CountMode.FULL: _("Weeks with days without school: the whole promise stands."),
        CountMode.PRORATE: _("Weeks with days without school: in proportion to the open days."),
        CountMode.SESSIONS: _("Weeks with days without school: whole sessions, in proportion to the open days."),
        CountMode.SCHEDULED: _("Weeks with days without school: the sessions that fall on open days."),
    }[mode]


BUCKETS = ("required", "given", "made_up", "excused", "owed", "undocumented", "to_come")
"""The figures of a line in the order of the columns; they add up to what is required."""


def bucket_title(name: str) -> str:
    return {
        "required": _("Promised"),
        "given": _("Given"),
        "made_up": _("Made up"),
        "excused": _("Excused"),
        "owed": _("Owed"),
        "undocumented": _("Not documented"),
        "to_come": _("To come"),
        "over": _("Extra"),
    }[name]


def figures(book: Ledger) -> dict[str, int]:
    """Whole minutes by bucket. `owed` is what is missing for a reason that was said; the last open bucket takes the
    rounding, so that the buckets add up to what is required."""
    required = shown(book.required)
    found = {
        "given": shown(book.given),
        "made_up": shown(book.made_up),
        "excused": shown(book.excused),
        "to_come": shown(book.to_come),
        "owed": shown(book.explained),
    }
    rest = required - sum(found.values())
    if book.undocumented >= book.explained:
        return {"required": required, **found, "undocumented": max(0, rest), "over": shown(book.over)}
    undocumented = shown(book.undocumented)
    owed = max(0, found["owed"] + rest - undocumented)
    return {"required": required, **found, "owed": owed, "undocumented": undocumented, "over": shown(book.over)}


def spoken(row: MinutesRow) -> str:
    """A whole line in a sentence, empty buckets left out."""
    if not row.known:
        return _("{service}: {standing}").format(service=service(row), standing=standing(row))
    found = figures(row.total)
    parts = [f"{bucket_title(name).lower()} {found[name]}" for name in BUCKETS[1:] if found[name]]
    said = _("{service}: {n} minutes promised").format(service=service(row), n=found["required"])
    return ", ".join([said, *parts, standing(row)])
