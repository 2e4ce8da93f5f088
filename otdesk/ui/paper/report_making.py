# SPDX-License-Identifier: MIT
"""The pages of Reports, made in a pool thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otdesk.queries import caseload_list, ledger, service_log, workplace
from otdesk.rules.minutes import Stretch
from otdesk.ui.paper.making import Made, printing
from otdesk.words import plural

if TYPE_CHECKING:
    from otdesk.ui.bridge import Bridge
    from otdesk.ui.jobs import Report


@dataclass(frozen=True, slots=True)
class Wanted:
    """The days, and one student or one school or all; `scope` says which, in words. `students`: only these."""

    span: Stretch
    scope: str
    student_id: int | None = None
    school_id: int | None = None
    students: frozenset[int] | None = None


def minutes(report: "Report", bridge: "Bridge", wanted: Wanted, *, reasons: bool) -> Made:
    """The report of minutes as the screen has it."""
    from otdesk.printouts.minutes_report import MinutesPaper, minutes_report

    found = bridge.read(
        ledger.minutes_report, wanted.span, bridge.now(), student_id=wanted.student_id, school_id=wanted.school_id
    )
    report.check()
    held = plural("{n} service line", "{n} service lines", len(found.rows))
    if not found.rows:
        return Made(None, held)
    paper = MinutesPaper(found, wanted.scope, _district(bridge), reasons=reasons)
    students = tuple(dict.fromkeys(row.student_id for row in found.rows))
    return Made(minutes_report(paper, printing(bridge)), held, students=students)


def logs(report: "Report", bridge: "Bridge", wanted: Wanted) -> Made:
    """Each student's service log on pages of her own; says how far it is and stops when asked."""
    from otdesk.printouts.service_log import LogPaper
    from otdesk.printouts.service_log import service_log as draw

    span = wanted.span
    found = bridge.read(service_log.service_logs, span.first, span.last, bridge.now(), wanted.student_id)
    found = tuple(log for log in found if _is_wanted(wanted, log.student_id, log.school.school_id))
    report.check()
    held = plural("{n} student", "{n} students", len(found))
    if not found:
        return Made(None, held)

    def tell(done: int) -> None:
        report.check()
        report.progress(done / len(found), held)

    made = draw(LogPaper(span, found, bridge.read(service_log.provider)), printing(bridge), tell)
    return Made(made, held, students=tuple(log.student_id for log in found))


def case_list(report: "Report", bridge: "Bridge", wanted: Wanted, keys: frozenset[str]) -> Made:
    from otdesk.printouts.caseload_list import ListPaper
    from otdesk.printouts.caseload_list import caseload_list as draw

    rows = bridge.read(caseload_list.caseload_list, bridge.now(), wanted.school_id)
    report.check()
    held = plural("{n} student", "{n} students", len(rows))
    if not rows:
        return Made(None, held)
    paper = ListPaper(rows, keys, wanted.scope, _district(bridge), bridge.today())
    return Made(draw(paper, printing(bridge)), held, students=tuple(row.case.student_id for row in rows))


def _is_wanted(wanted: Wanted, student_id: int, school_id: int) -> bool:
    return wanted.school_id in {None, school_id} and (wanted.students is None or student_id in wanted.students)


def _district(bridge: "Bridge") -> str:
    row = bridge.read(workplace.district)
    return row.entry.name if row is not None else ""
