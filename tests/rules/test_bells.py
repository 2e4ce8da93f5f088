# SPDX-License-Identifier: MIT
"""A student's day from the bells: gaps, overlaps, specials, other commitments, half days."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.availability import Attendance, Bar, Commitment, available, free_spans, starts, within
from otdesk.rules.bells import BellBlock, ClassOf, school_hours, stricter, student_day
from otdesk.rules.kinds import DayType, Pull
from otdesk.rules.spans import Span, overlap

HOURS = (470, 875)
K1 = [
    BellBlock("School day", 470, 875, Pull.OK, -1, 12, whole_day=True),
    BellBlock("Reading", 480, 540, Pull.NEVER, 0, 1),
    BellBlock("Specials", 540, 580, Pull.AVOID, 0, 1),
    BellBlock("Math", 580, 635, Pull.AVOID, 0, 1),
    BellBlock("Lunch", 635, 660, Pull.NEVER, 0, 1),
    BellBlock("Math", 480, 535, Pull.AVOID, 2, 3),
    BellBlock("School day", 470, 710, Pull.OK, -1, 12, DayType.EARLY_RELEASE, whole_day=True),
    BellBlock("Reading", 480, 520, Pull.NEVER, 0, 1, DayType.EARLY_RELEASE),
]
GRADE_1 = ClassOf(1, "Vale")


def spell(
    blocks: list[BellBlock], who: ClassOf = GRADE_1, weekday: int = 0, day_type: DayType = DayType.REGULAR
) -> list[tuple[int, int, Pull, str]]:
    hours = school_hours(blocks, who, weekday, day_type)
    assert hours is not None
    return [(s.start, s.end, s.pull, s.label) for s in student_day(blocks, hours, who, weekday, day_type)]


def test_time_under_no_block_is_ok_to_pull() -> None:
    assert spell(K1) == [
        (470, 480, Pull.OK, ""),
        (480, 540, Pull.NEVER, "Reading"),
        (540, 580, Pull.AVOID, "Specials"),
        (580, 635, Pull.AVOID, "Math"),
        (635, 660, Pull.NEVER, "Lunch"),
        (660, 875, Pull.OK, ""),
    ]


def test_other_grades_and_other_day_types_have_their_own_table() -> None:
    assert spell(K1, ClassOf(2)) == [
        (470, 480, Pull.OK, ""),
        (480, 535, Pull.AVOID, "Math"),
        (535, 875, Pull.OK, ""),
    ]
    assert spell(K1, day_type=DayType.EARLY_RELEASE) == [
        (470, 480, Pull.OK, ""),
        (480, 520, Pull.NEVER, "Reading"),
        (520, 710, Pull.OK, ""),
    ]


def test_a_school_without_a_table_for_the_day_type_has_no_hours() -> None:
    assert school_hours(K1, GRADE_1, 0, DayType.TWO_HOUR_DELAY) is None


def test_without_a_whole_day_row_the_blocks_together_are_the_school_day() -> None:
    assert school_hours(K1[1:5], GRADE_1, 0) == (480, 660)


def test_where_blocks_overlap_the_strictest_wins() -> None:
    blocks = [*K1, BellBlock("Assembly", 600, 650, Pull.NEVER, 0, 1), BellBlock("Choice", 630, 700, Pull.OK, 0, 1)]
    assert spell(blocks)[3:] == [
        (580, 600, Pull.AVOID, "Math"),
        (600, 635, Pull.NEVER, "Assembly"),
        (635, 660, Pull.NEVER, "Lunch"),
        (660, 700, Pull.OK, "Choice"),
        (700, 875, Pull.OK, ""),
    ]


def test_homeroom_specials_move_they_do_not_double() -> None:
    blocks = [*K1, BellBlock("Specials", 700, 740, Pull.AVOID, 0, 1, homeroom="vale ", weekday=1)]
    assert (540, 580, Pull.AVOID, "Specials") in spell(blocks, weekday=0)
    tuesday = spell(blocks, weekday=1)
    assert (540, 580, Pull.OK, "") in tuesday
    assert (700, 740, Pull.AVOID, "Specials") in tuesday
    assert (540, 580, Pull.AVOID, "Specials") in spell(blocks, ClassOf(1, "Lund"), weekday=1)


def test_a_homeroom_row_replaces_the_band_within_its_minutes_even_if_milder() -> None:
    blocks = [*K1, BellBlock("Library", 500, 520, Pull.OK, 0, 1, homeroom="Vale")]
    assert spell(blocks)[1:4] == [
        (480, 500, Pull.NEVER, "Reading"),
        (500, 520, Pull.OK, "Library"),
        (520, 540, Pull.NEVER, "Reading"),
    ]


def test_an_unknown_grade_meets_only_the_rows_for_all_grades() -> None:
    blocks = [BellBlock("Breakfast", 470, 490, Pull.NEVER), *K1]
    assert spell(blocks, ClassOf(None)) == [(470, 490, Pull.NEVER, "Breakfast")]


def test_commitments_and_half_days_are_not_available() -> None:
    day = student_day(K1, HOURS, GRADE_1, 2)
    got = available(
        day,
        2,
        [Commitment("SLP", 700, 730, 2), Commitment("PT", 560, 590), Commitment("Resource", 800, 820, 3)],
        [Attendance(470, 760, 2), Attendance(470, 875)],
    )
    assert [(s.start, s.end, s.pull, s.label, s.bar) for s in got] == [
        (470, 480, Pull.OK, "", Bar.CLASS),
        (480, 540, Pull.NEVER, "Reading", Bar.CLASS),
        (540, 560, Pull.AVOID, "Specials", Bar.CLASS),
        (560, 590, Pull.NEVER, "PT", Bar.COMMITMENT),
        (590, 635, Pull.AVOID, "Math", Bar.CLASS),
        (635, 660, Pull.NEVER, "Lunch", Bar.CLASS),
        (660, 700, Pull.OK, "", Bar.CLASS),
        (700, 730, Pull.NEVER, "SLP", Bar.COMMITMENT),
        (730, 760, Pull.OK, "", Bar.CLASS),
        (760, 875, Pull.NEVER, "", Bar.NOT_ATTENDING),
    ]
    assert [s.label for s in within(got, 690, 705)] == ["", "SLP"]


def test_a_student_who_does_not_come_that_day_has_no_time() -> None:
    day = student_day(K1, HOURS, GRADE_1, 4)
    assert free_spans(available(day, 4, (), [Attendance(0, 0, 4)]), Pull.AVOID) == ()


def test_starts_for_a_length() -> None:
    day = available(student_day(K1, HOURS, GRADE_1, 0), 0)
    assert starts(day, 30).best == ((660, 845),)
    assert starts(day, 30).allowed == ((540, 605), (660, 845))
    assert starts(day, 10).best == ((470, 470), (660, 865))


pulls = st.sampled_from(list(Pull))
spans_of_day = st.tuples(st.integers(400, 900), st.integers(1, 120)).map(lambda p: (p[0], p[0] + p[1]))
blocks = st.builds(
    lambda span, pull, low, rise, room, weekday: BellBlock(
        f"{pull}-{span}", span[0], span[1], pull, low, low + rise, homeroom=room, weekday=weekday
    ),
    spans_of_day,
    pulls,
    st.integers(-1, 5),
    st.integers(0, 4),
    st.sampled_from(["", "Vale"]),
    st.sampled_from([None, 0, 1]),
)


@given(st.lists(blocks, max_size=8), st.integers(-1, 9), st.integers(0, 4))
def test_segments_cover_the_school_day_once_and_agree_with_each_minute(
    rows: list[BellBlock], grade: int, weekday: int
) -> None:
    who = ClassOf(grade, "Vale")
    day = student_day(rows, HOURS, who, weekday)
    assert day[0].start == HOURS[0]
    assert day[-1].end == HOURS[1]
    assert all(a.end == b.start for a, b in itertools.pairwise(day))
    for segment in day:
        for minute in (segment.start, segment.end - 1):
            assert segment.pull == pull_at(rows, minute, grade, weekday)


def pull_at(rows: list[BellBlock], minute: int, grade: int, weekday: int) -> Pull:
    """The rule said again, minute by minute."""
    held = [
        r
        for r in rows
        if r.start <= minute < r.end and (r.low or 0) <= grade <= (r.high or 0) and r.weekday in {None, weekday}
    ]
    for rank in (3, 2, 1, 0):
        of_rank = [r for r in held if r.nearness == rank]
        if of_rank:
            worst = Pull.OK
            for row in of_rank:
                worst = stricter(worst, row.pull)
            return worst
    return Pull.OK


@given(st.lists(blocks, max_size=6), st.lists(spans_of_day, max_size=3), st.integers(5, 60))
def test_no_start_meets_what_is_not_allowed(rows: list[BellBlock], busy: list[Span], minutes: int) -> None:
    slices = available(student_day(rows, HOURS, GRADE_1, 0), 0, [Commitment("SLP", start, end) for start, end in busy])
    got = starts(slices, minutes)
    for first, last in got.allowed:
        for start in {first, last}:
            met = within(slices, start, start + minutes)
            assert all(piece.pull is not Pull.NEVER for piece in met)
            assert not any(overlap((start, start + minutes), span) for span in busy)
            assert start >= HOURS[0]
            assert start + minutes <= HOURS[1]
    for first, _last in got.best:
        assert all(piece.pull is Pull.OK for piece in within(slices, first, first + minutes))
