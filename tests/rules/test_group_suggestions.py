# SPDX-License-Identifier: MIT
"""Suggested groups keep what plans and the therapist's week allow, whatever the caseload."""

from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.group_suggestions import Doubt, Joinable, doubts, suggestions
from otdesk.rules.slots import Limits

FINE, SENSORY = frozenset({"fine motor"}), frozenset({"sensory"})


def line(number: int, grade: int = 2, minutes: int = 30, school: int = 1, **more: object) -> Joinable:
    return Joinable(number, number, school, grade, minutes, **more)  # type: ignore[arg-type]  # its own fields


def limits(*apart: tuple[int, int], preferred: int = 3) -> Limits:
    pairs = frozenset(frozenset(pair) for pair in apart)
    return Limits({}, group_preferred=preferred, keep_apart=pairs)


def found(lines: list[Joinable], rules: Limits) -> list[list[int]]:
    return [[member.line for member in group.members] for group in suggestions(lines, rules)]


@st.composite
def caseloads(draw: st.DrawFn) -> tuple[list[Joinable], Limits]:
    count = draw(st.integers(0, 14))
    lines = [
        Joinable(
            number,
            draw(st.integers(0, 9)),
            draw(st.integers(1, 2)),
            draw(st.integers(-1, 8)),
            draw(st.sampled_from([20, 30])),
            draw(st.sampled_from([None, None, 1, 2, 3])),
            draw(st.frozensets(st.sampled_from(["fine motor", "sensory"]))),
        )
        for number in range(count)
    ]
    apart = draw(st.sets(st.frozensets(st.integers(0, 9), min_size=2, max_size=2), max_size=5))
    span = draw(st.integers(0, 3))
    preferred = draw(st.integers(2, 4))
    return lines, Limits({}, group_preferred=preferred, grade_span=span, keep_apart=frozenset(apart))


@given(caseloads())
def test_no_suggestion_breaks_a_rule(given_: tuple[list[Joinable], Limits]) -> None:
    lines, rules = given_
    seen: set[int] = set()
    for group in suggestions(lines, rules):
        members = group.members
        assert 2 <= len(members) <= rules.group_preferred
        assert len({(member.school, member.minutes) for member in members}) == 1
        assert len({member.student for member in members}) == len(members)
        assert all(len(members) <= member.group_max for member in members if member.group_max is not None)
        assert group.grades[1] - group.grades[0] <= rules.grade_span
        students = {member.student for member in members}
        assert not any(pair <= students for pair in rules.keep_apart)
        assert all(group.areas <= member.areas for member in members)
        assert seen.isdisjoint(member.line for member in members)
        seen |= {member.line for member in members}


@given(caseloads(), st.randoms(use_true_random=False))
def test_the_order_of_the_caseload_does_not_matter(given_: tuple[list[Joinable], Limits], random: "st.DrawFn") -> None:
    lines, rules = given_
    mixed = list(lines)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert suggestions(mixed, rules) == suggestions(lines, rules)


@given(caseloads())
def test_two_who_could_be_seen_together_are_never_both_left_out(given_: tuple[list[Joinable], Limits]) -> None:
    lines, rules = given_
    taken = {member.line for group in suggestions(lines, rules) for member in group.members}
    if not taken:
        alone = [(a, b) for a in lines for b in lines if a.line < b.line and a.student != b.student]
        for a, b in alone:
            same = (a.school, a.minutes) == (b.school, b.minutes)
            assert not same or doubts(a, [b], rules)


def test_the_same_goal_area_goes_before_a_larger_group() -> None:
    lines = [line(1, areas=FINE), line(2, areas=SENSORY), line(3, areas=FINE), line(4, 3, areas=SENSORY)]
    assert found(lines, limits()) == [[1, 3], [2, 4]]
    assert [group.areas for group in suggestions(lines, limits())] == [FINE, SENSORY]
    assert found([line(1), line(2), line(3), line(4)], limits()) == [[1, 2, 3]]


def test_around_one_student_only_groups_with_her_are_offered() -> None:
    lines = [line(1), line(2), line(3, areas=FINE), line(4, areas=FINE), line(5, 6)]
    hers = suggestions([*lines[:2], lines[3], lines[4]], limits(preferred=2), lines[2])
    assert [[member.line for member in group.members] for group in hers] == [[3, 4], [1, 3], [2, 3]]
    assert suggestions(lines, limits(), lines[4]) == ()
    twos = suggestions([line(2), line(4), line(6)], limits(preferred=2), line(1))
    assert [[member.line for member in group.members] for group in twos] == [[1, 2], [1, 4], [1, 6]]


def test_lengths_and_schools_are_not_mixed() -> None:
    lines = [line(1), line(2, minutes=20), line(3, school=2), line(4), line(5, minutes=20)]
    assert found(lines, limits()) == [[1, 4], [2, 5]]


def test_grades_three_apart_are_not_suggested_and_told_as_a_doubt() -> None:
    assert found([line(1, 1), line(2, 4)], limits()) == []
    assert doubts(line(1, 1), [line(2, 4)], limits()) == (Doubt.GRADES,)
    assert doubts(line(1, 1), [line(2, 3)], limits()) == ()


def test_every_doubt_is_told() -> None:
    others = [line(2, 8, 20), line(3), line(4), line(5)]
    assert doubts(line(1), others, limits((1, 2))) == tuple(Doubt)
    assert doubts(line(1, group_max=2), [line(2), line(3)], limits()) == (Doubt.TOO_MANY,)
    assert doubts(line(1), [], limits()) == ()
