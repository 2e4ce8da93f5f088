# SPDX-License-Identifier: MIT
"""A term whose reports are due: Maya has data and a mother who reads Spanish, Hazel no more than a goal."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from otdesk.actions import calendar, contacts, goals
from otdesk.actions.calendar import TermEntry
from otdesk.queries import progress_reports
from otdesk.queries.progress_reports import ReportPage
from otdesk.records.calendars import SchoolYear
from otdesk.rules.entries_plans import GoalEntry
from otdesk.rules.entries_students import ContactEntry
from tests import note_sample
from tests.caseload_sample import House, Ids
from tests.note_sample import Desk

TODAY = note_sample.TODAY


@dataclass(frozen=True, slots=True)
class Term:
    desk: Desk
    term: int
    after: int

    @property
    def house(self) -> House:
        return self.desk.house

    @property
    def ids(self) -> Ids:
        return self.desk.ids

    def page(self, student: int) -> ReportPage:
        found = self.house.read(progress_reports.report_page, student, self.term, TODAY)
        assert found is not None
        return found


def lay(house: House) -> Term:
    desk = note_sample.lay(house)
    with house.vault.read() as db:
        year = db.scalars(select(SchoolYear.id)).one()
    fall = TermEntry("Fall", date(2026, 9, 1), date(2026, 11, 6), date(2026, 11, 13))
    winter = TermEntry("Winter", date(2026, 11, 9), date(2027, 1, 22))
    house.do(calendar.set_terms, year, (fall, winter))
    house.do(contacts.add, desk.ids.maya, ContactEntry("Rosa Ortiz", "mother", language="es"))
    house.do(goals.add, desk.ids.hazel, GoalEntry("Will open her milk.", area="Feeding", number=1))
    note_sample.sign(desk, desk.alone, desk.ids.maya, ("2/4v", "4/5i"))
    note_sample.sign(desk, desk.group, desk.ids.maya, ("3/4i",))
    terms = house.read(progress_reports.terms)
    return Term(desk, terms[0].term_id, terms[1].term_id)
