# SPDX-License-Identifier: MIT
"""Words for the codes of rule packs."""

from otdesk import labels, words
from otdesk.queries.rule_packs import FEDERAL, ReasonRow, RetentionRow, StateRow
from otdesk.rules.deadlines import Clock, Count, DayUnit, End, Start
from otdesk.rules.mileage import Rate
from otdesk.rules.minutes import CountMode, Excused, MinutesPolicy, Owed, Window
from otdesk.rules.retention import RetentionRule
from otdesk.words import _, plural


def unit(code: DayUnit) -> str:
    return {
        DayUnit.CALENDAR: _("calendar days"),
        DayUnit.SCHOOL: _("school days"),
        DayUnit.BUSINESS: _("business days"),
        DayUnit.INSTRUCTIONAL: _("instructional days"),
    }[code]


def start(code: Start) -> str:
    return {Start.CONSENT: _("consent"), Start.REFERRAL: _("referral"), Start.REQUEST: _("written request")}[code]


def end(code: End) -> str:
    return {
        End.REPORT: _("report"),
        End.ELIGIBILITY: _("eligibility"),
        End.IEP_DEVELOPED: _("IEP written"),
        End.IEP_IMPLEMENTED: _("IEP in effect"),
    }[code]


def state(row: StateRow) -> str:
    return _("Federal") if row.state == FEDERAL else row.state


def _count(count: Count) -> str:
    return f"{count.n} {unit(count.unit)}"


def clock(found: Clock | None) -> str:
    """ "45 school days, consent to report"; of an unchecked state only that it is one: never a figure."""
    if found is None:
        return _("Not checked: enter your state’s rule")
    said = [_("{count}, {start} to {end}").format(count=_count(found.count), start=start(found.start),
                                                  end=end(found.end))]  # fmt: skip
    if found.then is not None:
        said.append(_("then {count}").format(count=_count(found.then)))
    if found.cap is not None:
        said.append(_("at most {count} from {start}").format(count=_count(found.cap[0]), start=start(found.cap[1])))
    if found.exclude_summer:
        said.append(_("summer not counted"))
    if found.exclude_breaks_over is not None:
        said.append(plural("breaks over {n} day not counted", "breaks over {n} days not counted",
                           found.exclude_breaks_over))  # fmt: skip
    return ", ".join(said)


def confidence(found: Clock | None) -> str:
    if found is None:
        return ""
    return {"H": _("Official text"), "M": _("Secondary source")}.get(found.confidence, _("Entered here"))


def checked(found: Clock | None) -> str:
    if found is None:
        return ""
    return words.full_date(found.checked_on) if found.checked_on is not None else _("Not yet")


def reason(row: ReasonRow) -> str:
    said = labels.reason(row.reason)
    return said[:1].upper() + said[1:]


def excused(code: Excused) -> str:
    return {Excused.NO: _("No"), Excused.YES: _("Yes"), Excused.BY_MODE: _("By minutes policy")}[code]


def owed(code: Owed) -> str:
    return {Owed.NO: _("No"), Owed.YES: _("Yes"), Owed.REVIEW: _("Asks you"),
            Owed.BY_MODE: _("By minutes policy")}[code]  # fmt: skip


def mode(code: CountMode) -> str:
    return {
        CountMode.FULL: _("The whole promise"),
        CountMode.PRORATE: _("In proportion to school days"),
        CountMode.SESSIONS: _("Whole sessions"),
        CountMode.SCHEDULED: _("What was scheduled"),
    }[code]


def window(code: Window) -> str:
    return {
        Window.SAME_PERIOD: _("In the same week or month"),
        Window.SAME_TERM: _("In the same term"),
        Window.DAYS_30: _("Within 30 days"),
        Window.PLAN_END: _("Until the plan ends"),
        Window.UNLIMITED: _("No limit"),
    }[code]


def yes(on: bool) -> str:
    return _("Yes") if on else _("No")


def minutes_lines(policy: MinutesPolicy) -> tuple[tuple[str, str], ...]:
    return (
        (_("First and last part of a period"), mode(policy.partial)),
        (_("Part of a session owed is made whole"), yes(policy.round_up)),
        (_("A miss is made up"), window(policy.window)),
        (_("Minutes beyond the promise count later"), yes(policy.bank)),
    )


def rate(found: Rate) -> str:
    """ "72.5 ¢ a mile"."""
    return _("{cents} ¢ a mile").format(cents=f"{found.tenths_of_cent / 10:g}")


def retention_state(row: RetentionRow) -> str:
    return row.state or _("Everywhere else")


def kept(rule: RetentionRule) -> str:
    """ "7 years after the last service, at least until age 25"."""
    years = plural("{n} year after the last service", "{n} years after the last service", rule.years)
    return _("{years}, at least until age {age}").format(years=years, age=rule.until_age) if rule.until_age else years


def notice(rule: RetentionRule) -> str:
    return plural("{n} day", "{n} days", rule.notice_days) if rule.notice_days else _("none")
