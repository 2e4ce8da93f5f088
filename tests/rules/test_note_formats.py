# SPDX-License-Identifier: MIT
"""Every form of a note says the same words, under its own headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk import labels
from otdesk.rules.note_entry import NoteEntry, Piece, Section
from otdesk.rules.note_formats import (
    IN_A_TABLE,
    OF_RECORDS,
    OF_SESSIONS,
    TICKS,
    NoteFormat,
    NoteRules,
    Part,
    Required,
    expected,
    from_plain,
    may_ask,
    missing,
    part_of,
    parts,
    to_plain,
    written,
)

TEXTS = {
    Section.BEFORE: "Says she is tired.", Section.DID: "Putty.", Section.RESPONSE: "3 of 4.",
    Section.SKILLED: "Graded the task.", Section.PLAN: "Fade prompts.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (NoteFormat.SECTIONS, [
            (Part.DID, "Says she is tired.\n\nPutty."), (Part.RESPONSE, "3 of 4."),
            (Part.SKILLED, "Graded the task."), (Part.PLAN, "Fade prompts."),
        ]),
        (NoteFormat.SOAP, [
            (Part.SUBJECTIVE, "Says she is tired."), (Part.OBJECTIVE, "Putty.\n\n3 of 4."),
            (Part.ASSESSMENT, "Graded the task."), (Part.PLAN, "Fade prompts."),
        ]),
        (NoteFormat.DAP, [
            (Part.DATA, "Says she is tired.\n\nPutty.\n\n3 of 4."), (Part.ASSESSMENT, "Graded the task."),
            (Part.PLAN, "Fade prompts."),
        ]),
        (NoteFormat.GOAL_GRID, [
            (Part.DID, "Says she is tired.\n\nPutty."), (Part.COMMENT, "3 of 4."),
            (Part.SKILLED, "Graded the task."), (Part.PLAN, "Fade prompts."),
        ]),
        (NoteFormat.NARRATIVE, [
            (Part.NOTE, "Says she is tired.\n\nPutty.\n\n3 of 4.\n\nGraded the task.\n\nFade prompts."),
        ]),
    ],
)  # fmt: skip
def test_the_headings_of_each_form(layout: NoteFormat, expected: list[tuple[Part, str]]) -> None:
    assert list(parts(layout, TEXTS)) == expected


@given(st.sampled_from(NoteFormat), st.dictionaries(st.sampled_from(Section), st.text(max_size=30)))
def test_no_word_is_lost_and_none_is_said_twice(layout: NoteFormat, texts: dict[Section, str]) -> None:
    said = "\n\n".join(text for _part, text in parts(layout, texts))
    assert said == "\n\n".join(text.strip() for section in Section if (text := texts.get(section, "")).strip())


@pytest.mark.parametrize("layout", NoteFormat)
def test_each_section_has_a_heading_of_its_own(layout: NoteFormat) -> None:
    headings = [labels.note_section(section, layout) for section in written(layout)]
    assert len(set(headings)) == len(headings)
    assert all(labels.note_part(part_of(layout, section)) for section in Section)
    asks = {NoteFormat.SOAP, NoteFormat.CONSULT, *OF_RECORDS.values()}
    assert (Section.BEFORE in written(layout)) is (layout in asks)
    assert (Section.SKILLED in written(layout)) is (layout not in {*OF_RECORDS.values(), *IN_A_TABLE})


def entry(**texts: str) -> NoteEntry:
    return NoteEntry(sections=tuple((Section(name), (Piece(text),)) for name, text in texts.items()))


ALL = frozenset(Required)


def test_what_a_district_asks_for() -> None:
    soap, four = NoteRules(NoteFormat.SOAP, ALL), NoteRules(NoteFormat.SECTIONS, ALL)
    assert missing(NoteRules(), entry(), coded=True) == ()
    assert missing(soap, entry(did="Putty"), coded=True) == (
        Required.BEFORE, Required.SKILLED, Required.PLAN, Required.CODES,
    )  # fmt: skip
    assert missing(four, entry(did="Putty", plan=" "), coded=False) == (Required.SKILLED, Required.PLAN)
    assert missing(NoteRules(NoteFormat.DAP, frozenset({Required.CODES})), NoteEntry(codes="97530"), coded=True) == ()


def test_beside_a_table_one_writes_what_is_asked_for() -> None:
    grid = NoteRules(NoteFormat.GOAL_GRID)
    assert written(grid.layout) == (Section.DID, Section.RESPONSE)
    assert expected(grid) == frozenset()
    asked = NoteRules(NoteFormat.GOAL_GRID, frozenset({Required.PLAN, Required.RESPONSE, Required.CODES}))
    assert written(asked.layout, asked.required) == (Section.DID, Section.RESPONSE, Section.PLAN)
    assert expected(asked) == {Section.PLAN, Section.RESPONSE}
    assert missing(asked, entry(plan="Fade."), coded=False) == (Required.RESPONSE,)
    assert expected(NoteRules()) == frozenset(Section)


@pytest.mark.parametrize("layout", NoteFormat)
def test_nothing_is_asked_for_that_cannot_be_written(layout: NoteFormat) -> None:
    for each in set(Required) - {Required.CODES, *TICKS}:
        asks = frozenset({each})
        if may_ask(layout, each) and layout in OF_SESSIONS:
            assert Section(each) in written(layout, asks)
        if missing(NoteRules(layout, asks), NoteEntry(), coded=False):
            assert may_ask(layout, each)


@given(st.sampled_from(NoteFormat), st.frozensets(st.sampled_from(Required)))
def test_rules_are_kept_whole(layout: NoteFormat, required: frozenset[Required]) -> None:
    rules = NoteRules(layout, required)
    assert from_plain(to_plain(rules)) == rules
