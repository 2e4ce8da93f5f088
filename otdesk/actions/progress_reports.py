# SPDX-License-Identifier: MIT
"""Progress reports: kept while they are written, done with the paper as it was, opened again."""

from base64 import b64encode

from sqlalchemy import select

from otdesk.actions.lookups import called_first, found, own_district
from otdesk.actions.school_time import local_today
from otdesk.faults import Refusal
from otdesk.records.calendars import Term
from otdesk.records.reports import ProgressReport
from otdesk.records.students import Student
from otdesk.rules.report_entry import ReportEntry, to_plain
from otdesk.vault.work import Work
from otdesk.words import _


def keep(work: Work, student_id: int, term_id: int, entry: ReportEntry, language: str) -> None:
    """Save the draft; no step of its own to undo. Refusal when the report is done already."""
    report = _report(work, student_id, term_id)
    if report.done_on is not None:
        raise Refusal(_("This report is done. Open it again to change it."))
    report.content, report.language, report.saved_at = to_plain(entry), language, work.now
    work.final()


def finish(work: Work, student_id: int, term_id: int, entry: ReportEntry, language: str, pdf: bytes) -> None:
    """The report is done as it stands; the very paper is kept with it."""
    unrated = [goal for goal in entry.goals if not goal.rating]
    if not entry.goals or unrated:
        raise Refusal(_("Rate every goal first, with a digit."))
    report = _report(work, student_id, term_id)
    if report.done_on is not None:
        raise Refusal(_("This report is done. Open it again to change it."))
    report.content, report.language, report.saved_at = to_plain(entry), language, work.now
    report.done_on, report.printed = local_today(work), {"pdf": b64encode(pdf).decode("ascii")}
    work.describe(_("Progress report of {who} done").format(who=_who(work, student_id)))


def reopen(work: Work, student_id: int, term_id: int) -> None:
    """Go on writing; the paper that was kept goes, and is made anew when it is done again."""
    report = _report(work, student_id, term_id)
    if report.done_on is None:
        raise Refusal(_("This report is open already."))
    report.done_on, report.printed = None, None
    work.describe(_("Progress report of {who} opened again").format(who=_who(work, student_id)))


def set_manner(work: Work, ratings: str, *, trends: bool) -> None:
    """How the district reports: its rating codes, and whether words of a trend are wanted."""
    district = own_district(work)
    district.report_ratings, district.report_trends = ratings, trends
    work.describe(_("Progress reports: ratings and wording changed"))


def _report(work: Work, student_id: int, term_id: int) -> ProgressReport:
    """The one of this student and term, begun if there is none."""
    found(work, Student, student_id)
    found(work, Term, term_id)
    report = work.db.scalars(
        select(ProgressReport).where(ProgressReport.student_id == student_id, ProgressReport.term_id == term_id)
    ).first()
    if report is None:
        report = ProgressReport(student_id=student_id, term_id=term_id, content={"goals": []}, saved_at=work.now)
        work.db.add(report)
        work.db.flush()
    return report


def _who(work: Work, student_id: int) -> str:
    return called_first(found(work, Student, student_id))
