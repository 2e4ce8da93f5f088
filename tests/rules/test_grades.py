# SPDX-License-Identifier: MIT
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk import words
from otdesk.rules.grades import ALL_GRADES, GradeBand, read_band, read_grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("PK", -1), ("Pre-K", -1), ("TK", -1), ("preschool", -1), ("K", 0), ("Kindergarten", 0), ("KG", 0), ("0", 0),
        ("1", 1), ("01", 1), ("2nd", 2), ("Grade 3", 3), ("3rd grade", 3), ("Gr. 4", 4), ("12", 12), ("senior", 12),
        ("5.0", 5),
        ("13", None), ("graduate", None), ("", None),
    ],
)  # fmt: skip
def test_one_grade(text: str, grade: int | None) -> None:
    assert read_grade(text) == grade


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("K-5", GradeBand(0, 5)),
        ("PK-5", GradeBand(-1, 5)),
        ("9-12", GradeBand(9, 12)),
        ("9 – 12", GradeBand(9, 12)),
        ("Pre-K to 5", GradeBand(-1, 5)),
        ("6", GradeBand(6, 6)),
        ("K, 1, 2", GradeBand(0, 2)),
        ("all", ALL_GRADES),
        ("", ALL_GRADES),
        ("grown-ups", None),
    ],
)
def test_bands(text: str, band: GradeBand | None) -> None:
    assert read_band(text) == band


def test_a_band_that_a_spreadsheet_made_a_date_is_read_back_with_a_doubt() -> None:
    assert read_band("2026-09-12") == GradeBand(9, 12, doubtful=True)
    assert read_band("2026-12-09") is None


@given(st.integers(-1, 12))
def test_what_the_program_writes_it_reads(grade: int) -> None:
    assert read_grade(words.grade(grade)) == grade
    assert read_grade(words.grade_long(grade)) == grade


@given(st.integers(-1, 12), st.integers(-1, 12))
def test_every_band_holds_its_ends(one: int, other: int) -> None:
    low, high = sorted((one, other))
    band = read_band(f"{words.grade(low)}-{words.grade(high)}")
    assert band is not None
    assert band.holds(low)
    assert band.holds(high)
    assert not band.holds(high + 1)
