# SPDX-License-Identifier: MIT
"""Invented pages for the tests of printouts."""

from datetime import date, datetime, timedelta, timezone

from otdesk.printouts.page import Printing
from otdesk.queries.day_sheets import (
    DaySheet,
    SheetGoal,
    SheetItem,
    SheetKind,
    SheetLeave,
    SheetLine,
    SheetName,
    SheetStop,
    SheetStudent,
)
from otdesk.queries.note_rows import NoteAmendment, NoteCode, NoteGoal, NotePage, Signature
from otdesk.rules.coding import UnitRule
from otdesk.rules.kinds import AlertKind, ChainKind, NoteStatus, PlanType, Presence, Setting

CENTRAL = timezone(timedelta(hours=-5), "CDT")
DAY = date(2026, 10, 20)
PRINTING = Printing(datetime(2026, 10, 20, 10, 29, tzinfo=CENTRAL), "D. Whitfield")
SIGNED = Signature(
    "Dana Whitfield", "MS, OTR/L", "OT-00000", "MN", datetime(2026, 10, 20, 8, 33, tzinfo=CENTRAL), "CDT"
)

GOALS = (
    NoteGoal(
        1,
        "Letter formation",
        "By Feb 2, 2027, when given lined paper, Maya will write all 26 lower-case letters from memory with correct"
        " start and stroke, with 80 % accuracy over 3 sessions, as measured by work samples.",
        "19 of 26",
        "73 %",
        "Independent",
        "69 %",
        "80 %",
    ),
    NoteGoal(3, "Sensory tools", "Picks and uses a calming tool before leaving the rug, 4 of 5 days.",
             "1 of 1", "100 %", "Verbal", "80 %", "80 %"),
)  # fmt: skip

NOTE = NotePage(
    note_id=1,
    reference="2026-10-20-0800-MO",
    status=NoteStatus.SIGNED,
    district="Marlow County Schools",
    school="Alder Creek Elementary",
    first="Maya",
    last="Ortiz",
    day=DAY,
    start=480,
    end=510,
    minutes=30,
    presence=Presence.PRESENT,
    student_no="S-20417",
    birth_date=date(2018, 5, 30),
    grade=2,
    teacher="Ms. Fennimore",
    codes=(NoteCode("97530", "functional activities, one-to-one", 30, 2),),
    unit_rule=UnitRule.CMS,
    diagnoses=("F82", "R27.8"),
    setting=Setting.PULL_OUT,
    room="Room 12",
    plan=PlanType.IEP,
    plan_start=date(2026, 2, 3),
    plan_review=date(2027, 2, 2),
    goals=GOALS,
    did="Putty warm-up for five minutes, then letter practice on ½-inch lined paper from memory. Maya chose the wiggle"
    " cushion before starting.",
    response="Maya wrote 19 of 26 lower-case letters with the correct start and stroke, without prompts on the second"
    " line. She corrected g and q after looking at the model. She stayed with the task for 12 minutes without a break.",
    skilled="Graded the model from full to first-stroke only; gave feedback on stroke order after each row; adapted"
    " line height.",
    next_plan="Keep ½-inch lines. Target g, q and y. Ask Ms. Fennimore for one classroom sample this week.",
    month_given=180,
    month_due=240,
    signature=SIGNED,
    fingerprint="7F3A-91C2-E05B-44D0",
)

AMENDMENTS = (
    NoteAmendment(
        ChainKind.ADDENDUM,
        datetime(2026, 10, 22, 9, 12, tzinfo=CENTRAL),
        "Dana Whitfield, MS, OTR/L",
        text="Ms. Fennimore gave the classroom sample: 17 of 26 letters.",
        zone="CDT",
    ),
    NoteAmendment(
        ChainKind.CORRECTION,
        datetime(2026, 10, 23, 15, 2, tzinfo=CENTRAL),
        "Dana Whitfield, MS, OTR/L",
        reason="typing error",
        old="Keep ½-inch lines.",
        new="Keep ¼-inch lines.",
        zone="CDT",
    ),
)


def student(first: str, last: str, *goals: tuple[int, str], alerts: tuple[AlertKind, ...] = ()) -> SheetStudent:
    name = SheetName(first, last)
    return SheetStudent(
        name, alerts, tuple(SheetGoal(*g) for g in goals), 2, "Ms. Fennimore", "Room 118", "½-inch lines"
    )


def session(start: int, *students: SheetStudent, title: str = "", detail: str = "") -> SheetItem:
    return SheetItem(SheetKind.SESSION, start, start + 30, title, detail, students)


ALDER = SheetStop(
    "AC", "Alder Creek", 475, 642, "Room 12", "555-0134", "sign in at office",
    (
        session(480, student("Maya", "Ortiz", (1, "letters from memory"), (3, "picks a tool"))),
        session(
            515,
            student("Theo", "Lund", (1, "letters on line"), (2, "tripod grasp"), alerts=(AlertKind.ALLERGY,)),
            student("Amara", "Okafor", (1, "word spacing"), (3, "scissors")),
            student("Jonah", "Park", (2, "board copying"), (4, "asks for break")),
            student("Priya", "Rao", (1, "letter size"), (4, "attention, min")),
            title="Pencil Crew",
        ),
        session(550, student("Eli", "Stone", (2, "zips and buttons"), alerts=(AlertKind.SEIZURE, AlertKind.ELOPEMENT))),
        session(585, student("Noor", "Haddad", (1, "buttons"), (2, "name from memory"))),
    ),
    SheetLeave(642, 14, 58, "BW"),
)  # fmt: skip
BIRCH = SheetStop(
    "BW", "Birchwood", 660, 788, "OT closet by gym", "555-0172", "",
    (
        session(660, student("Will", "Cho", (2, "copies from board"), (4, "keeps place in line")), detail="push-in"),
        session(
            690,
            student("Ben", "Moss", (1, "cuts curves")),
            student("Lia", "Ford", (1, "cuts circle"), (2, "glue in the box")),
            student("Omar", "Nader", (1, "cuts on line")),
            title="Scissor Club",
        ),
        SheetItem(SheetKind.LUNCH, 720, 750),
        SheetItem(SheetKind.MEETING, 750, 780, "observe class, day 41 of 60", students=(student("Ida", "Berg"),)),
    ),
    SheetLeave(788, 19, 91, "CR", estimate=True),
)  # fmt: skip
CEDAR = SheetStop(
    "CR", "Cedar Ridge", 811, 915, "Room 204", "555-0119", "",
    (
        session(815, student("Cal", "Trent", (1, "keyboard, home row"))),
        session(850, student("Sam", "Quill", (1, "locker routine"), (2, "typing")), detail="make-up Oct 13"),
        SheetItem(SheetKind.MEETING, 885, 915, "annual IEP", "Room 118", (student("Rae", "Mills"),), "report, samples"),
    ),
)  # fmt: skip
SHEET = DaySheet(
    DAY,
    (ALDER, BIRCH, CEDAR),
    (
        SheetLine("annual IEP, 2:45", SheetName("Rae", "Mills")),
        SheetLine("progress report, Fri, Oct 23", SheetName("Hana", "Diaz")),
        SheetLine("make-up, 30 min (Thu 9:10 AC is free)", SheetName("Eli", "Stone")),
    ),
    ("Loop scissors (BW)", "Putty", "Observation form"),
    3, 8, 33, 149,
)  # fmt: skip
