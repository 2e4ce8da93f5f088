# SPDX-License-Identifier: MIT
import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otdesk.printouts.day_sheet import Layout, Names, SheetOptions, day_sheets
from otdesk.queries.day_sheets import DaySheet, SheetItem, SheetKind, SheetLeave, SheetStop
from otdesk.rules.kinds import AlertKind
from tests.printouts import pdf_tools
from tests.printouts.paper_samples import ALDER, BIRCH, CEDAR, DAY, PRINTING, SHEET, session, student

FIRST_NAMES = (
    "Maya",
    "Theo",
    "Amara",
    "Jonah",
    "Priya",
    "Eli",
    "Noor",
    "Will",
    "Ben",
    "Lia",
    "Omar",
    "Ida",
    "Cal",
    "Sam",
    "Rae",
)


def printed(sheet: DaySheet = SHEET, **options: object) -> bytes:
    return day_sheets([sheet], SheetOptions(**options), PRINTING).pdf  # type: ignore[arg-type]  # fields of SheetOptions


def test_the_day_of_the_picture_fits_on_one_folded_page(tmp_path: Path) -> None:
    made = day_sheets([SHEET], SheetOptions(), PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    assert made.pages == 1
    assert made.warnings == ()
    said = pdf_tools.flat(made.pdf)
    for words in (
        "Tue, Oct 20", "AC Alder Creek", "7:55 – 10:42 · Room 12 · office 555-0134 · sign in at office",
        "8:00", "M. O. to 8:30", "1 letters from memory", "3 picks a tool", "Pencil Crew", "T. L.",
        "Allergy", "2 tripod grasp",
        "Leave 10:42", "14 min · 5.8 mi → BW", "BW Birchwood", "W. C. push-in, to 11:30", "Scissor Club",
        "Lunch, to 12:30", "I. B. observe class, day 41 of 60", "about 19 min · 9.1 mi → CR", "S. Q. make-up Oct 13",
        "R. M. annual IEP, Room 118, to 3:15. Bring: report, samples", "Notes",
        "Today at a glance", "3 schools · 8 sessions · 33 min driving · 14.9 mi", "Due",
        "H. D. progress report, Fri, Oct 23",
        "Bring", "Observation form", "Odometer", "AC out", "BW out", "End", "i on own · v verbal · g gesture",
        "Initials only. Shred after entering. Fold on the dotted lines.", "Page 1 of 1", "Confidential. Printed",
    ):  # fmt: skip
        assert words in said, words
    assert "CR out" not in said


@pytest.mark.parametrize("layout", list(Layout))
def test_initials_only_means_no_name_teacher_or_plan_anywhere_in_the_file(layout: Layout) -> None:
    pdf = printed(layout=layout)
    said = pdf_tools.flat(pdf) + pdf_tools.structure_words(pdf) + str(pdf_tools.info(pdf))
    for name in (*FIRST_NAMES, "Ortiz", "Okafor", "Fennimore", "½-inch"):
        assert not re.search(rf"\b{name}\b", said), name


def test_names_are_shown_when_asked_with_whom_to_fetch_them_from() -> None:
    first = pdf_tools.flat(printed(names=Names.FIRST))
    assert "Maya" in first
    assert "Ortiz" not in first
    full = pdf_tools.flat(printed(names=Names.FULL))
    assert "Maya Ortiz" in full
    assert "Grade 2, Ms. Fennimore, Room 118" in full
    assert "Next: ½-inch lines" in full
    assert "Initials only" not in full


def test_each_student_has_own_boxes_for_present_and_absent() -> None:
    seen = sum(len(item.students) for stop in SHEET.stops for item in stop.items if item.kind is SheetKind.SESSION)
    words = pdf_tools.structure_words(printed()).split()
    pairs = sum(1 for here, there in itertools.pairwise(words) if (here, there) == ("P", "A"))
    assert pairs == seen == 13


def test_each_goal_has_boxes_to_tally_unless_switched_off() -> None:
    goals = sum(len(s.goals) for stop in SHEET.stops for item in stop.items for s in item.students)
    assert pdf_tools.structure(printed()).count("Figure") >= goals
    without = printed(tallies=False)
    assert pdf_tools.structure(without).count("Figure") == 3  # the alerts
    assert "i on own" not in pdf_tools.flat(without)


def test_alerts_are_a_mark_and_a_word_once_each() -> None:
    kinds = (
        AlertKind.SEIZURE,
        AlertKind.ELOPEMENT,
        AlertKind.SEIZURE,
        AlertKind.EVACUATION,
        AlertKind.CHOKING,
        AlertKind.OTHER,
    )
    alone = session(480, student("Maya", "Ortiz", (1, "letters"), alerts=kinds))
    said = pdf_tools.flat(printed(DaySheet(DAY, (SheetStop("AC", "Alder", 475, 600, items=(alone,)),))))
    assert said.count("Seizure") == 1
    for word in ("Runs", "Evacuation", "Choking", "Alert"):
        assert word in said


def test_options_leave_out_what_is_not_wanted() -> None:
    said = pdf_tools.flat(printed(leave_by=False, due=False, odometer=False))
    for word in ("Leave", "555-0134", "Due", "progress report", "Odometer"):
        assert word not in said, word


def test_overlaps_are_marked() -> None:
    late = replace(session(485, student("Eli", "Stone", (1, "zips"))), overlap=True)
    stop = SheetStop("AC", "Alder", 475, 600, items=(session(480, student("Maya", "Ortiz")), late))
    assert "Overlaps" in pdf_tools.flat(printed(DaySheet(DAY, (stop,))))


@pytest.mark.parametrize("count", range(7))
def test_any_number_of_schools(count: int, tmp_path: Path) -> None:
    stops = tuple(replace((ALDER, BIRCH, CEDAR)[n % 3], code=f"S{n}", name=f"School {n}") for n in range(count))
    made = day_sheets([replace(SHEET, stops=stops)], SheetOptions(), PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    said = pdf_tools.flat(made.pdf)
    for number in range(count):
        assert f"S{number} School {number}" in said
    assert "Today at a glance" in said
    pages = pdf_tools.pages(made.pdf)
    assert len(pages) == made.pages == -(-(count + 1) // 4)
    for number, page in enumerate(pages, start=1):
        assert "Tue, Oct 20" in page
        assert f"Page {number} of {made.pages}" in page


def test_a_day_without_school_says_why() -> None:
    closed = DaySheet(DAY, closed="Fall break: no school")
    for layout in Layout:
        assert "Fall break: no school" in pdf_tools.flat(printed(closed, layout=layout)), layout
    assert "0 schools · 0 sessions" in pdf_tools.flat(printed(DaySheet(DAY)))


def test_a_stop_without_items_and_a_school_visited_twice() -> None:
    empty = SheetStop("AC", "Alder Creek", 475, 500)
    said = pdf_tools.flat(printed(DaySheet(DAY, (empty, BIRCH, empty))))
    assert said.count("Nothing planned here.") == 2


def test_a_long_day_goes_on_in_the_next_panel(tmp_path: Path) -> None:
    busy = replace(
        ALDER, items=tuple(replace(item, title=f"{item.title or 'One'} {n}") for n in range(6) for item in ALDER.items)
    )
    made = day_sheets([replace(SHEET, stops=(busy, BIRCH))], SheetOptions(), PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    said = pdf_tools.flat(made.pdf)
    assert "Alder Creek, continued" in said
    assert said.count("Pencil Crew") == 6
    assert said.count("P. R.") == 6


@pytest.mark.parametrize("together", [False, True])
def test_whose_goals_go_on_in_the_next_panel_is_said_there(together: bool) -> None:
    many = student("Zed", "Q", *((n, "a cue") for n in range(60)))
    item = session(480, student("Maya", "O"), many) if together else session(480, many)
    made = day_sheets([replace(SHEET, stops=(replace(ALDER, items=(item,)),))], SheetOptions(), PRINTING)
    said = pdf_tools.flat(made.pdf)
    assert said.count("Z. Q., continued") == said.count("Alder Creek, continued") > 0
    assert "M. O., continued" not in said


WORDS = st.text(st.sampled_from("abcdefgh ŁéÑ'-✓"), max_size=60)


@settings(max_examples=12)
@given(st.lists(st.tuples(WORDS, WORDS, st.integers(0, 12)), max_size=8), st.sampled_from(list(Layout)))
def test_long_words_and_long_lists_stay_on_the_paper(blocks: list[tuple[str, str, int]], layout: Layout) -> None:
    items = tuple(
        session(480 + 5 * n, student("Zed", "Q", *((g, cue) for g in range(goals))), title=title)
        for n, (title, cue, goals) in enumerate(blocks)
    )
    made = day_sheets(
        [DaySheet(DAY, (SheetStop("AC", "A" * 40, 475, 900, items=items),))], SheetOptions(layout), PRINTING
    )
    said = pdf_tools.flat(made.pdf)
    assert said.count("Z. Q.") - said.count("Z. Q., continued") == len(blocks)
    for page in re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', pdf_tools.text(made.pdf, "-bbox")
    ):
        left, top, right, bottom = map(float, page)
        assert left >= 18
        assert top >= 10
        assert right <= 612 - 18
        assert bottom <= 792 - 8


def test_a_week_is_one_file_with_a_page_a_day(tmp_path: Path) -> None:
    days = [replace(SHEET, day=date) for date in (DAY, DAY.replace(day=21), DAY.replace(day=22))]
    made = day_sheets(days, SheetOptions(), PRINTING)
    pdf_tools.assert_sound(made.pdf, tmp_path)
    assert made.pages == 3
    assert [f"Oct {day}" in page for day, page in zip((20, 21, 22), pdf_tools.pages(made.pdf), strict=True)] == [
        True
    ] * 3
    assert pdf_tools.info(made.pdf)["Title"] == "3 day sheets"


def test_clipboard_gives_each_school_a_page_and_the_wall_one_for_all() -> None:
    clipboard = pdf_tools.pages(printed(layout=Layout.CLIPBOARD))
    assert len(clipboard) == 4
    assert "Alder Creek" in clipboard[0]
    assert "Confidential student record" in clipboard[0]
    wall = pdf_tools.pages(printed(layout=Layout.WALL))
    assert len(wall) == 1
    assert "8:35 – 9:05 Pencil Crew: T. L., A. O., J. P., P. R." in " ".join(wall[0].split())


def test_same_rows_and_clock_are_the_same_bytes() -> None:
    assert printed() == printed()


def test_lines_to_write_on_fill_what_is_left() -> None:
    lunch = SheetItem(SheetKind.LUNCH, 720, 750)
    said = pdf_tools.flat(printed(DaySheet(DAY, (SheetStop("AC", "Alder", 475, 600, items=(lunch,)),))))
    assert said.count("Notes") == 4


def test_names_in_typed_words_become_initials_too() -> None:
    will = student("Will", "Cho", (1, "Will's letters, WILL will try, goodwill, Cho"))
    will = replace(will, name=replace(will.name, called="Billy"))
    meeting = SheetItem(SheetKind.MEETING, 600, 630, "IEP of Billy Cho", students=(will,), bring="Will’s report")
    day = DaySheet(
        DAY, (SheetStop("AC", "Alder", 475, 700, items=(session(480, will), meeting)),), bring=("Will’s report",)
    )
    said = pdf_tools.flat(printed(day))
    assert "W.'s letters, W. will try, goodwill, C." in said
    assert "W. C. IEP of B. C." in said
    assert said.count("W.’s report") == 2
    for name in ("Will", "Billy", "Cho", "WILL"):
        assert not re.search(rf"\b{name}\b", said)
    assert "Billy Cho" in pdf_tools.flat(printed(day, names=Names.FULL))


def test_a_drive_that_is_not_known_is_still_said() -> None:
    stop = replace(ALDER, items=(), leave=SheetLeave(None, None, None, "BW"))
    assert "Leave → BW" in pdf_tools.flat(printed(DaySheet(DAY, (stop,))))
