# SPDX-License-Identifier: MIT
"""Service minutes, service log and caseload list on paper: what stands there, sums that add up, nobody else's name."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.printouts import caseload_list as list_paper
from otdesk.printouts import minutes_report as minutes_paper
from otdesk.printouts import minutes_words
from otdesk.printouts import service_log as log_paper
from otdesk.printouts.caseload_list import ListPaper
from otdesk.printouts.minutes_report import MinutesPaper
from otdesk.printouts.service_log import LogPaper
from otdesk.queries.alerts import AlertFact
from otdesk.queries.caseload import CaseLine, CaseRow, SchoolMark
from otdesk.queries.caseload_list import ListRow
from otdesk.queries.ledger import Follows, MinutesReport, MinutesRow, Missed
from otdesk.queries.line_books import PeriodBook
from otdesk.queries.line_minutes import LineMinutes
from otdesk.queries.service_log import LogEntry, Provider, StudentLog
from otdesk.rules.kinds import (
    AlertKind,
    Grouping,
    Mode,
    NoteStatus,
    Period,
    PlanType,
    Presence,
    Reason,
    Setting,
)
from otdesk.rules.minutes import CountMode, Ledger, Standing, Stretch
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import NOTE, PRINTING

OCTOBER = Stretch(date(2026, 10, 1), date(2026, 10, 31))
SCHOOL = SchoolMark(1, "AC", "Alder Creek Elementary", 1)
LINE = CaseLine(1, 30, 2, Period.WEEK, 1, Mode.DIRECT, Grouping.GROUP, 4, Setting.PULL_OUT)
F = Fraction
BOOK = Ledger(F(240), F(120), F(30), F(30), F(30), F(15), F(0), to_come=F(15))


def row(name: str = "Maya Ortiz", **changes: object) -> MinutesRow:
    first, last = name.split()
    missed = (
        Missed("a1", date(2026, 10, 8), 30, Reason.THERAPIST_ABSENT, Follows.OWED, 7, 1, 600, age=12),
        Missed("a2", date(2026, 10, 13), 30, Reason.STUDENT_ABSENT, Follows.EXCUSED, 8, 2, 600),
        Missed("a3", date(2026, 10, 15), 30, Reason.STUDENT_NOT_AVAILABLE, Follows.MADE_UP, 9, 3, 600, 30,
               date(2026, 10, 20)),
        Missed("few", date(2026, 10, 19), 4, Reason.PARTIAL, Follows.FEW_MINUTES, count=2),
    )  # fmt: skip
    plain = MinutesRow(
        1, first, last, first, 2, SCHOOL, PlanType.IEP, LINE, (PeriodBook(OCTOBER, BOOK, over=True),), BOOK,
        Standing.SHORT, missed, 30,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]  # each test its own fields


def report(*rows: MinutesRow, policy: CountMode | None = CountMode.FULL) -> MinutesReport:
    return MinutesReport(OCTOBER, rows, policy, in_year=True, no_line=25)


def test_every_line_with_its_buckets_totals_and_reasons(tmp_path: Path) -> None:
    consult = replace(LINE, line_id=2, mode=Mode.CONSULT, minutes=15, times=1, period=Period.MONTH)
    apart = row("Kofi Mensah", student_id=2, plan_type=PlanType.COMPENSATORY)
    small = Ledger(F(15), F(15), F(0), F(0), F(0), F(0), F(0))
    rows = (row(), row(line=consult, total=small, standing=Standing.ON_TRACK, missed=()), apart)
    made = minutes_paper.minutes_report(MinutesPaper(report(*rows), "All schools", "Marlow County Schools"), PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    said = pdf_tools.flat(made.pdf)
    for words in (
        "Service minutes", "Oct 1 – 31, 2026", "Marlow County Schools", "All schools",
        "Weeks with days without school: the whole promise stands.",
        "Maya Ortiz", "2 × 30 min a week, group", "240 120 30 30 30 15 15", "15 min a month",
        "All direct service", "1 line 240 120 30 30 30 15 15", "All consultation", "Kofi Mensah",
        "(Compensatory services)", "25 minutes were given without a service line",
        "Thu, Oct 8, 10:00", "Therapist absent", "to be made up", "12 days", "Student absent", "excused",
        "made up Tue, Oct 20", "Confidential student record.",
    ):  # fmt: skip
        assert words in said, words
    assert "few minutes" not in said, "a few minutes need no explanation on paper"
    assert "Ortiz" not in pdf_tools.info(made.pdf)["Title"]
    assert made.warnings == ()


def test_without_reasons_and_without_a_policy() -> None:
    paper = MinutesPaper(report(row(), policy=None), "Alder Creek", "Marlow", reasons=False)
    said = pdf_tools.flat(minutes_paper.minutes_report(paper, PRINTING).pdf)
    assert "Minutes policy not set" in said
    assert "Therapist absent" not in said


def test_a_line_without_a_school_year_has_no_figures() -> None:
    paper = MinutesPaper(report(row(periods=(), missed=())), "Alder Creek", "Marlow")
    said = pdf_tools.flat(minutes_paper.minutes_report(paper, PRINTING).pdf)
    assert "no school year or terms entered" in said
    assert "– – – – – – –" in said


@given(st.lists(st.integers(0, 200), min_size=5, max_size=5), st.fractions(0, 200, max_denominator=9))
def test_shown_buckets_add_up_to_what_is_promised(whole: list[int], rest: Fraction) -> None:
    given_, made_up, excused, explained, to_come = (Fraction(n) for n in whole)
    required = given_ + made_up + excused + explained + to_come + rest
    book = Ledger(required, given_, made_up, excused, explained, rest, F(0), to_come=to_come)
    found = minutes_words.figures(book)
    assert sum(found[name] for name in minutes_words.BUCKETS[1:]) == found["required"]
    assert all(number >= 0 for number in found.values())


def test_the_table_holds_what_the_page_holds() -> None:
    headings, rows = minutes_paper.table_headings(), minutes_paper.table_rows(report(row(), row(periods=())))
    assert all(len(cells) == len(headings) for cells in rows)
    cells = dict(zip(headings, rows[0], strict=True))
    assert (cells["required"], cells["given"], cells["made_up"], cells["made_up_later"]) == (240, 120, 30, 30)
    assert (cells["excused"], cells["owed"], cells["not_documented"], cells["standing"]) == (30, 30, 15, "short")
    assert dict(zip(headings, rows[1], strict=True))["required"] is None


ENTRY = LogEntry(
    1, 7, date(2026, 10, 6), 605, 635, True, 30, "Occupational therapy", Mode.DIRECT, (2, 30), Grouping.GROUP, 3,
    Presence.PRESENT, Reason.DELIVERED, False, NoteStatus.SIGNED, False, "Dana Whitfield, OTR/L", date(2026, 10, 6),
    "7F3A-91C2-E05B-44D0",
)  # fmt: skip


def log(name: str, *entries: LogEntry, student_id: int = 1) -> StudentLog:
    first, last = name.split()
    return StudentLog(student_id, first, last, first, f"S-{student_id}", "", date(2018, 5, 4), 2, SCHOOL, entries)


def entries() -> tuple[LogEntry, ...]:
    absent = replace(
        ENTRY, day=date(2026, 10, 8), presence=Presence.ABSENT, reason=Reason.STUDENT_NOT_AVAILABLE, minutes=0,
        grouping=None, note=None, signed_on=None, fingerprint="", confirmed=False,
    )  # fmt: skip
    cancelled = replace(absent, day=date(2026, 10, 13), presence=None, reason=Reason.THERAPIST_ABSENT, cancelled=True)
    open_ = replace(ENTRY, day=date(2026, 10, 15), confirmed=False, note=None, fingerprint="", signed_on=None)
    makeup = replace(ENTRY, day=date(2026, 10, 16), late=True, grouping=Grouping.INDIVIDUAL, makes_up=date(2026, 10, 8))
    return ENTRY, absent, cancelled, open_, makeup


def test_a_students_log_says_when_what_and_whether_it_is_signed(tmp_path: Path) -> None:
    provider = Provider("Marlow County Schools", "Dana Whitfield", "MS, OTR/L", "OT-00000")
    paper = LogPaper(OCTOBER, [log("Maya Ortiz", *entries())], provider)
    made = log_paper.service_log(paper, PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    said = pdf_tools.flat(made.pdf)
    for words in (
        "Service log", "Maya Ortiz", "S-1", "May 4, 2018", "Dana Whitfield, MS, OTR/L", "OT-00000",
        "Tue, Oct 6", "10:05 – 10:35", "Direct, group of 3", "Present", "Signed Oct 6", "7F3A-91C2-", "E05B-44D0",
        "Absent: student", "Canceled:", "10:05 – 10:35*", "None yet",
        "makes up Oct 8", "Late entry,", "Total 90 3 sessions held", "nobody has confirmed them",
    ):  # fmt: skip
        assert words in said, words


def test_every_student_has_pages_of_her_own_and_nobody_elses_name() -> None:
    provider = Provider("Marlow", "Dana Whitfield", "OTR/L", "")
    many = tuple(replace(ENTRY, attendance_id=n, day=date(2026, 10, 1)) for n in range(60))
    logs = [log("Maya Ortiz", *many), log("Hazel Dunmore", *entries(), student_id=2)]
    told: list[int] = []
    made = log_paper.service_log(LogPaper(OCTOBER, logs, provider), PRINTING, told.append)
    pages = pdf_tools.pages(made.pdf)
    assert len(pages) >= 3
    assert told == [1, 2]
    for page in pages:
        assert ("Ortiz" in page) != ("Dunmore" in page), "each page is one student's, and says whose"
    assert "Ortiz" not in pdf_tools.info(made.pdf)["Title"]


def test_the_log_as_a_table() -> None:
    headings, rows = log_paper.table_headings(), log_paper.table_rows([log("Maya Ortiz", *entries())], {})
    assert all(len(cells) == len(headings) for cells in rows)
    first = dict(zip(headings, rows[0], strict=True))
    assert (first["date"], first["start"], first["end"], first["minutes"]) == ("2026-10-06", "10:05", "10:35", 30)
    assert (first["delivery"], first["group_size"], first["signed_by"]) == ("group", 3, "Dana Whitfield, OTR/L")
    assert [dict(zip(headings, cells, strict=True))["attendance"] for cells in rows] == [
        "present", "absent", "canceled", "present", "present",
    ]  # fmt: skip


def test_a_row_of_the_table_says_what_its_note_says() -> None:
    entry = replace(entries()[0], note_id=NOTE.note_id)
    (row,) = log_paper.table_rows([log("Maya Ortiz", entry)], {NOTE.note_id: NOTE})
    said = dict(zip(log_paper.table_headings(), row, strict=True))
    assert (said["setting"], said["goals"]) == ("pull_out", "1 Letter formation; 3 Sensory tools")
    assert said["progress"] == "1: 19 of 26, 73 %, independent; 3: 1 of 1, 100 %, verbal"
    assert said["activity"] == NOTE.did
    assert said["text"] == f"{NOTE.response} {NOTE.skilled} {NOTE.next_plan}"
    assert (said["codes"], said["diagnoses"]) == ("97530 x 2", "F82; R27.8")


def list_row() -> ListRow:
    month = LineMinutes(180, 240, 200, 20)
    case = CaseRow(1, "Maya", "Ortiz", "May", "S-1", 2, "Ms. Fennimore", "", SCHOOL, None, PlanType.IEP,
                   date(2027, 2, 2), (LINE, replace(LINE, mode=Mode.CONSULT, minutes=15, times=1, period=Period.MONTH)),
                   month, (), date(2026, 10, 19))  # fmt: skip
    alerts = (AlertFact(AlertKind.SEIZURE, "Wait, time it", None),)
    return ListRow(case, "14", "Ms. Hale", date(2018, 5, 4), date(2028, 4, 18), alerts)


ALMOST_ALL = frozenset(column.key for column in list_paper.columns()) - {"born", "room", "seen", "manager"}


def test_more_columns_than_a_page_holds_do_not_fit() -> None:
    every = [column.key for column in list_paper.columns()]
    assert list_paper.fits(list_paper.USUAL)
    assert list_paper.fits(ALMOST_ALL)
    assert not list_paper.fits(every)


@pytest.mark.parametrize("keys", [list_paper.USUAL, ALMOST_ALL, frozenset()])
def test_the_list_has_the_columns_that_were_chosen(keys: frozenset[str], tmp_path: Path) -> None:
    paper = ListPaper([list_row()], keys, "All schools", "Marlow County Schools", date(2026, 10, 20))
    made = list_paper.caseload_list(paper, PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    said = pdf_tools.flat(made.pdf)
    assert "Ortiz, May" in said
    assert "1 student" in said
    texts = {
        "number": "S-1", "school": "AC", "teacher": "Fennimore", "manager": "Hale", "services": "15 min a month",
        "minutes": "180 / 240", "alerts": "Seizure", "reevaluation": "2028",
    }  # fmt: skip
    for key, text in texts.items():
        assert (text in said) == (key in keys), key
    rows = list_paper.table_rows([list_row()], keys)
    assert len(rows[0]) == len(list_paper.chosen(keys)) == max(1, len(keys))
    assert "Ortiz" not in pdf_tools.info(made.pdf)["Title"]
