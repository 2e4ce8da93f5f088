# SPDX-License-Identifier: MIT
"""Progress reports of the invented term: the first of the caseload done with their paper, the next ones begun."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from otdesk import words
from otdesk.actions import contacts
from otdesk.actions import progress_reports as actions
from otdesk.printouts import progress_words
from otdesk.printouts.page import Printing
from otdesk.printouts.progress_report import ReportPaper
from otdesk.printouts.progress_report import progress_reports as draw
from otdesk.queries import progress_reports as reports
from otdesk.queries import workplace
from otdesk.queries.progress_reports import ReportPage, State
from otdesk.records.students import Student
from otdesk.rules.entries_students import ContactEntry
from otdesk.rules.report_entry import ReportEntry
from otdesk.vault.vault import Vault
from otdesk.vault.work import Work

_DONE, _DRAFTS, _SPANISH = 17, 4, (3, 20)


def fill(vault: Vault, students: Sequence[int], now: datetime) -> None:
    """One write; `now` is local. Small caseloads get what there are students for."""
    with vault.write("sample_reports", now) as work:
        for student_id in (students[place] for place in _SPANISH if place < len(students)):
            _speaks_spanish(work, student_id)
        queue = reports.queue(work.db, now.date())
        if queue.term is None:
            return
        ready = [row.student_id for row in queue.rows if row.state is not State.NO_DATA]
        pages = reports.report_pages(work.db, ready[: _DONE + _DRAFTS], queue.term.term_id, now.date())
        printing = Printing(now, workplace.short_name(work.db))
        for number, page in enumerate(pages):
            with words.speaking(page.language):
                entry = progress_words.filled(page, ReportEntry(), page.language)
            if number < _DONE:
                _finish(work, page, _rated(page, entry, len(entry.goals)), printing)
            else:
                actions.keep(work, page.student_id, page.term.term_id, _rated(page, entry, 1), page.language)
        work.final()


def _speaks_spanish(work: Work, student_id: int) -> None:
    student = work.db.get(Student, student_id)
    last = student.last if student is not None else ""
    contacts.add(work, student_id, ContactEntry(f"Elena {last}", "Mother", "555-0142", "", "es"))


def _rated(page: ReportPage, entry: ReportEntry, count: int) -> ReportEntry:
    """The first `count` goals with the rating their data suggest."""
    codes = [rating.code for rating in page.ratings.ratings]
    for goal, part in list(zip(page.goals, entry.goals, strict=True))[:count]:
        found = progress_words.suffices(goal, part)
        code = codes[0] if goal.met_on is not None else codes[1] if found else codes[2] if goal.points else codes[3]
        entry = entry.with_goal(replace(part, rating=code))
    return entry


def _finish(work: Work, page: ReportPage, entry: ReportEntry, printing: Printing) -> None:
    pdf = draw([ReportPaper(page, entry, page.language)], printing).pdf
    actions.finish(work, page.student_id, page.term.term_id, entry, page.language, pdf)
