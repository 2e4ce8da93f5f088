# SPDX-License-Identifier: MIT
"""Notes that read alike are told; one that says something new is not."""

from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.sameness import nearly_same

NOTE = (
    "Noor took part for 30 minutes. Working on buttons, she reached 3 of 4 with verbal prompts (last time 2 of 4)."
    " The session began with a putty warm-up, then name tracing. Fade verbal prompts."
)
OTHER = (
    "She chose the swing, waited for her turn twice and told a friend what comes next in the picture schedule today."
)


def test_only_other_figures_is_nearly_the_same() -> None:
    assert nearly_same(NOTE, [NOTE.replace("3 of 4", "2 of 5"), NOTE, NOTE.upper()])


def test_something_new_or_too_little_to_compare_is_not() -> None:
    assert not nearly_same(NOTE, [NOTE, NOTE, OTHER]), "one of the three was different"
    assert not nearly_same(NOTE + " " + OTHER, [NOTE, NOTE, NOTE])
    assert not nearly_same(NOTE, [NOTE, NOTE]), "two are no habit"
    assert not nearly_same("Not seen: ill.", ["Not seen: ill."] * 3)


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=4))
def test_nothing_written_breaks_it(text: str, earlier: list[str]) -> None:
    assert nearly_same(text, earlier) in {True, False}
