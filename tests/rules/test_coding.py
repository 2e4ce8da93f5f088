# SPDX-License-Identifier: MIT
"""Units by the payer's rule: the worked rows of domain.md 5.2, and what must hold of any minutes."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.coding import (
    Code,
    CodeKind,
    CodeMinutes,
    CodesTyped,
    Coding,
    Counted,
    UnitRule,
    begins_with,
    count,
    filled_in,
    from_plain,
    read_codes,
    tied,
    to_plain,
    units_of_day,
)
from otdesk.usual_codes import usual_coding

LETTERS = "ABCD"
LETTERED = tuple(Code(letter, letter) for letter in LETTERS)


def counted(rule: UnitRule, *minutes: int) -> dict[str, int]:
    lines = [CodeMinutes(letter, each) for letter, each in zip(LETTERS, minutes, strict=False)]
    return {each.code: each.units for each in count(lines, Coding(rule, LETTERED))}


@pytest.mark.parametrize(
    ("minutes", "cms", "ama"),
    [
        ((24, 23), (2, 1), (2, 2)),
        ((20, 20), (2, 1), (1, 1)),
        ((33, 7), (2, 1), (2, 0)),
        ((18, 13, 10, 8), (1, 1, 1, 0), (1, 1, 1, 1)),
        ((7, 7, 7), (1, 0, 0), (0, 0, 0)),
        ((8, 8, 8), (1, 1, 0), (1, 1, 1)),
        ((10, 10), (1, 0), (1, 1)),
        ((5, 5, 5), (1, 0, 0), (0, 0, 0)),
        ((12, 10), (1, 0), (1, 1)),
        ((18, 10), (1, 1), (1, 1)),
        ((4, 3), (0, 0), (0, 0)),
        ((7,), (0,), (0,)),
        ((8,), (1,), (1,)),
        ((22,), (1,), (1,)),
        ((23,), (2,), (2,)),
        ((37,), (2,), (2,)),
        ((38,), (3,), (3,)),
        ((7, 7, 7, 7), (1, 1, 0, 0), (0, 0, 0, 0)),
        ((6, 8, 7), (0, 1, 0), (0, 1, 0)),
    ],
)
def test_the_worked_rows(minutes: tuple[int, ...], cms: tuple[int, ...], ama: tuple[int, ...]) -> None:
    assert tuple(counted(UnitRule.CMS, *minutes).values()) == cms
    assert tuple(counted(UnitRule.AMA, *minutes).values()) == ama


@pytest.mark.parametrize(
    ("low", "high", "units"),
    [(0, 7, 0), (8, 22, 1), (23, 37, 2), (38, 52, 3), (53, 67, 4), (68, 82, 5), (83, 97, 6), (98, 112, 7),
     (113, 127, 8)],
)  # fmt: skip
def test_the_table_of_all_minutes_together(low: int, high: int, units: int) -> None:
    for minutes in range(low, high + 1):
        assert counted(UnitRule.CMS, minutes) == {"A": units}


MINUTES = st.lists(st.integers(0, 180), min_size=1, max_size=4)


@given(MINUTES)
def test_cms_gives_out_just_the_units_of_the_table(minutes: list[int]) -> None:
    units = counted(UnitRule.CMS, *minutes)
    total = sum(minutes)
    assert sum(units.values()) == (0 if total < 8 else (total + 7) // 15)
    for letter, each in zip(LETTERS, minutes, strict=False):
        assert each // 15 <= units[letter] <= each // 15 + (1 if each % 15 else 0)


@given(MINUTES, st.permutations(range(4)))
def test_the_order_typed_matters_only_between_equal_claims(minutes: list[int], order: list[int]) -> None:
    lines = [CodeMinutes(letter, each) for letter, each in zip(LETTERS, minutes, strict=False)]
    turned = [lines[number] for number in order if number < len(lines)]
    coding = Coding(UnitRule.CMS, LETTERED)
    free = set(tied(lines, coding))
    assert free == set(tied(turned, coding))
    one = {each.code: each.units for each in count(lines, coding) if each.code not in free}
    other = {each.code: each.units for each in count(turned, coding) if each.code not in free}
    assert one == other


def test_the_timed_minutes_of_a_day_count_together() -> None:
    day = [CodeMinutes("97530", 5), CodeMinutes("97150"), CodeMinutes("97530", 5), CodeMinutes("96112", 60)]
    assert units_of_day(day, USUALLY) == 1
    assert units_of_day(day[:2], USUALLY) == 0


def test_a_number_of_units_is_not_taken_for_minutes() -> None:
    assert read_codes("97530 2x").unread == ("2x",)


def test_equal_claims_are_told() -> None:
    coding = Coding(UnitRule.CMS, LETTERED)
    assert tied([CodeMinutes("A", 20), CodeMinutes("B", 20)], coding) == ("A", "B")
    assert tied([CodeMinutes("A", 24), CodeMinutes("B", 23)], coding) == ()
    assert tied([CodeMinutes("A", 20), CodeMinutes("B", 20)], Coding(UnitRule.AMA, LETTERED)) == ()


def test_no_rule_but_the_payers_own_is_used() -> None:
    for rule, other in itertools.permutations(UnitRule, 2):
        cases = [(24, 23), (10, 10), (33, 7), (60, 5), (31, 31), (0, 70)]
        assert any(counted(rule, *case) != counted(other, *case) for case in cases), (rule, other)


@pytest.mark.parametrize(
    ("rule", "units"),
    [
        (UnitRule.MINUTES, (0, 0)), (UnitRule.SESSION, (1, 1)), (UnitRule.ENCOUNTER, (1, 0)),
        (UnitRule.HALF_HOUR, (2, 0)), (UnitRule.HOUR, (1, 0)),
    ],
)  # fmt: skip
def test_other_rules(rule: UnitRule, units: tuple[int, int]) -> None:
    assert tuple(counted(rule, 65, 29).values()) == units


USUALLY = usual_coding(UnitRule.CMS)


def units_of(typed: str, minutes: int = 30, coding: Coding = USUALLY) -> tuple[Counted, ...]:
    return count(filled_in(read_codes(typed), coding, minutes), coding)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("97129 7", [("97129", 7, 0)]),
        ("97129 22", [("97129", 22, 1)]),
        ("97129 40", [("97129", 40, 1), ("97130", 0, 2)]),
        ("97150", [("97150", 0, 1)]),
        ("97530", [("97530", 30, 2)]),
        ("97530 97110 10", [("97530", 20, 1), ("97110", 10, 1)]),
        ("97530 10, 97530 20", [("97530", 30, 2)]),
        ("97166 97530 15", [("97166", 0, 1), ("97530", 15, 1)]),
        ("96112 30", [("96112", 30, 0)]),
        ("96112 31", [("96112", 31, 1)]),
        ("96112 75", [("96112", 75, 1)]),
        ("96112 76", [("96112", 76, 1), ("96113", 0, 1)]),
        ("96112 120 97530 8", [("96112", 120, 1), ("96113", 0, 2), ("97530", 8, 1)]),
        ("97530 97110", [("97530", 0, 0), ("97110", 0, 0)]),
    ],
)
def test_codes_as_typed(typed: str, expected: list[tuple[str, int, int]]) -> None:
    assert [(each.code, each.minutes, each.units) for each in units_of(typed)] == expected


def test_what_a_line_says() -> None:
    said = read_codes("97530 20 min; t1018, 97110 10 f82 r27.8 M6281 R278 hello 12")
    assert said.codes == (
        CodeMinutes("97530", 20), CodeMinutes("T1018"), CodeMinutes("97110", 10), CodeMinutes("M6281", 12),
    )  # fmt: skip
    assert said.diagnoses == ("F82", "R27.8")
    assert said.unread == ("hello",)


PARTS = st.sampled_from(["97530", "t1018", "f82", "R27.8", "20", "15min", "min", "2x", "97530x2", "1234"])


@given(st.text(max_size=60) | st.lists(PARTS | st.text(max_size=6), max_size=8).map(" ".join))
def test_no_line_is_refused_and_no_word_of_it_is_lost(typed: str) -> None:
    said = read_codes(typed)
    read = {line.code for line in said.codes} | {diagnosis.replace(".", "") for diagnosis in said.diagnoses}
    for word in re.split(r"[\s,;]+", typed):
        is_code = word.upper() in read or word.upper().replace(".", "") in read
        assert (
            not word
            or word in said.unread
            or is_code
            or re.fullmatch(r"\d{1,3}(m|min)?|min\.?|mins|minutes", word.lower())
        )
    count(filled_in(said, USUALLY, 30), USUALLY)


@given(st.lists(st.sampled_from([each.code for each in USUALLY.codes]), max_size=4), st.integers(0, 240))
def test_typed_codes_take_no_more_than_the_session(codes: list[str], minutes: int) -> None:
    lines = filled_in(CodesTyped(tuple(CodeMinutes(code) for code in codes)), USUALLY, minutes)
    assert sum(line.minutes or 0 for line in lines) <= minutes


def test_a_coding_is_kept_whole() -> None:
    assert from_plain(to_plain(USUALLY)) == USUALLY
    own = Coding(UnitRule.HOUR, (Code("T1018", "bundled", CodeKind.UNTIMED),))
    assert from_plain(to_plain(own)) == own
    assert own.label("T1018") == "bundled"
    assert USUALLY.label("97130") == "cognitive strategies"
    assert USUALLY.label("00000") == ""


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("97530-GO 20", [("97530", 20, ("GO",))]),
        ("97530 go 20", [("97530", 20, ("GO",))]),
        ("97530 20 GO co", [("97530", 20, ("GO", "CO"))]),
        ("97530-59 20", [("97530", 20, ("59",))]),
        ("97530 59", [("97530", 59, ())]),
        ("97150-HQ-GO, 97530 GO 5m", [("97150", None, ("HQ", "GO")), ("97530", 5, ("GO",))]),
        ("97530-GO-go 8", [("97530", 8, ("GO",))]),
    ],
)
def test_modifiers_are_read(typed: str, lines: list[tuple[str, int | None, tuple[str, ...]]]) -> None:
    read = read_codes(typed)
    assert [(line.code, line.minutes, line.modifiers) for line in read.codes] == lines
    assert read.unread == ()


def test_a_modifier_without_a_code_is_not_understood() -> None:
    assert read_codes("GO 97530") == CodesTyped((CodeMinutes("97530"),), (), ("GO",))
    assert read_codes("97530-GOO").codes == ()


def test_the_same_code_with_another_modifier_is_a_line_of_its_own() -> None:
    coding = usual_coding(UnitRule.CMS)
    lines = filled_in(read_codes("97530-CO 8, 97530 12, 97530 3"), coding, 30)
    assert [(line.code, line.minutes, line.modifiers) for line in lines] == [("97530", 8, ("CO",)), ("97530", 15, ())]
    assert sum(each.units for each in count(lines, coding)) == 2, "23 minutes by the CMS rule"


def test_the_payers_modifiers_come_first_each_once() -> None:
    code = Code("97150", "group", CodeKind.UNTIMED, modifiers=("HQ",))
    coding = Coding(UnitRule.CMS, (code,), modifiers=("GO",), assistants=("CO",))
    line = CodeMinutes("97150", modifiers=("59", "GO"))
    assert coding.all_modifiers(line, assistant=False) == ("GO", "HQ", "59")
    assert coding.all_modifiers(line, assistant=True) == ("CO", "GO", "HQ", "59")
    assert from_plain(to_plain(coding)) == coding


@given(
    st.lists(st.tuples(st.sampled_from(["97530", "97110"]), st.integers(0, 60), st.sampled_from(["", "-GO", "-59"])),
             max_size=5)
)  # fmt: skip
def test_modifiers_never_change_the_units_of_the_day(typed: list[tuple[str, int, str]]) -> None:
    coding = usual_coding(UnitRule.CMS)
    bare, modified = (
        filled_in(read_codes(", ".join(f"{code}{mod if marked else ''} {n}" for code, n, mod in typed)), coding, 300)
        for marked in (False, True)
    )
    total = sum(each.units for each in count(modified, coding))
    assert total == sum(each.units for each in count(bare, coding)) == units_of_day(bare, coding)


@pytest.mark.parametrize(
    ("shared", "usual", "begins"),
    [
        ("", "97530, F82", "97530, F82"),
        ("97150", "97530, F82", "97150, F82"),
        ("97150 R27.8", "97530, F82", "97150 R27.8"),
        ("97150", "", "97150"),
        ("", "", ""),
    ],
)
def test_a_group_takes_its_codes_and_each_her_own_diagnosis(shared: str, usual: str, begins: str) -> None:
    assert begins_with(shared, usual) == begins
