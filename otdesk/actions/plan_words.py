# SPDX-License-Identifier: MIT
"""Plans and service lines in words, for what actions say: "2 × 30 min a week"."""

from otdesk.rules.kinds import Period, PlanType
from otdesk.words import _


def plan_name(kind: PlanType) -> str:
    return {
        PlanType.IEP: _("IEP"),
        PlanType.SECTION_504: _("504 plan"),
        PlanType.ESY: _("ESY plan"),
        PlanType.MTSS: _("MTSS plan"),
        PlanType.COMPENSATORY: _("Compensatory services"),
        PlanType.PRIVATE_SERVICES: _("Services plan"),
    }[kind]


def amount(times: int, minutes: int, period: Period, every: int = 1) -> str:
    """ "2 × 30 min a week", "15 min a month", "1 × 30 min every 2 weeks"."""
    each = _("{n} min").format(n=minutes) if times == 1 else _("{t} × {n} min").format(t=times, n=minutes)
    return f"{each} {period_words(period, every)}"


def period_words(period: Period, every: int = 1) -> str:
    """ "a week", "every 2 weeks", "per IEP year"."""
    if every > 1:
        many = {Period.DAY: _("days"), Period.WEEK: _("weeks"), Period.MONTH: _("months"), Period.CYCLE: _("cycles")}
        return _("every {n} {periods}").format(n=every, periods=many.get(period, _("periods")))
    return {
        Period.DAY: _("a day"),
        Period.WEEK: _("a week"),
        Period.CYCLE: _("a cycle"),
        Period.MONTH: _("a month"),
        Period.QUARTER: _("a quarter"),
        Period.TRIMESTER: _("a trimester"),
        Period.SEMESTER: _("a semester"),
        Period.GRADING_PERIOD: _("a grading period"),
        Period.YEAR: _("a year"),
        Period.PLAN_TERM: _("per plan"),
    }[period]
