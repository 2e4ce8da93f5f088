# SPDX-License-Identifier: MIT
"""A note's sentences from its figures."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otdesk.rules.figures import Templates, data_words, prompt_name, templates_from
from otdesk.rules.kinds import MeasureType, Presence, Prompt
from otdesk.rules.note_entry import Piece, Section
from otdesk.rules.sentences import (
    GoalSaid,
    Said,
    compose,
    follow,
    is_linked,
    names_found,
    text_of,
    topic,
)
from otdesk.rules.shorthand import Form, Reading, Scale, read

_FILE = Path(__file__).parents[2] / "resources" / "templates" / "sentences_en.toml"
TABLES = tomllib.loads(_FILE.read_text("utf-8"))
EN = templates_from(TABLES)


def reading(text: str, measure: MeasureType = MeasureType.TRIALS) -> Reading:
    found = read(text, Scale(measure))
    assert isinstance(found, Reading)
    return found


BUTTONS = GoalSaid(12, "Buttons", MeasureType.TRIALS, reading("3/4v"), reading("2/4g"))
NAME = GoalSaid(13, "Name from memory", MeasureType.TRIALS, reading("4/4i"), reading("3/4v"))
NOOR = Said(
    "Noor",
    "she",
    minutes=30,
    goals=(BUTTONS, NAME),
    did=("a button board", "name tracing"),
    went=("was calm and engaged", "tried a new skill"),
    skilled=("Graded the task step by step.", "Faded verbal prompts."),
    plan=("Buttons on her coat.",),
)


def section(said: Said, wanted: Section = Section.RESPONSE) -> tuple[Piece, ...]:
    return dict(compose(said, EN))[wanted]


def words(said: Said, wanted: Section = Section.RESPONSE) -> str:
    return text_of(section(said, wanted))


def test_a_whole_note() -> None:
    assert words(NOOR) == (
        "In 30 minutes of therapy, Noor was calm and engaged, and tried a new skill. "
        "Buttons: 3 of 4 with verbal prompts (last time 2 of 4 with gesture prompts). "
        "Working on name from memory, she reached 4 of 4 on her own (last time 3 of 4 with verbal prompts)."
    )
    assert words(NOOR, Section.DID) == "The session began with a button board, then name tracing."
    assert words(NOOR, Section.SKILLED) == "Graded the task step by step. Faded verbal prompts."
    assert words(NOOR, Section.PLAN) == "Buttons on her coat."


def test_figures_are_linked_and_the_words_around_them_are_not() -> None:
    linked = {piece.source: piece.text for piece in section(NOOR) if is_linked(piece)}
    assert linked == {
        "opening:minutes": "30 minutes",
        "opening:went": "was calm and engaged, and tried a new skill",
        "goal:12:data": "3 of 4",
        "goal:12:prompt": "with verbal prompts",
        "goal:12:last": "2 of 4 with gesture prompts",
        "goal:13:data": "4 of 4",
        "goal:13:prompt": "on her own",
        "goal:13:last": "3 of 4 with verbal prompts",
    }
    assert {topic(piece.source) for piece in section(NOOR)} == {"opening", "goal:12", "goal:13"}


def test_without_a_pronoun_the_name_is_used() -> None:
    said = replace(NOOR, pronoun="", goals=(NAME,))
    assert "on Noor’s own" in words(said)
    assert " she " not in words(said)
    assert "on their own" in words(replace(NOOR, pronoun="they"))
    assert "on Noor’s own" in words(replace(NOOR, pronoun="ze"))


def test_absent_and_refused_notes_tell_only_that() -> None:
    absent = replace(NOOR, presence=Presence.ABSENT)
    assert words(absent) == "Noor was absent."
    assert words(absent, Section.DID) == words(absent, Section.SKILLED) == ""
    assert words(absent, Section.PLAN) == "Buttons on her coat."
    assert words(replace(absent, why="field trip")) == "Noor was not seen: field trip."
    assert words(replace(NOOR, presence=Presence.REFUSED)) == "Noor was offered therapy and declined to take part."


def test_late_and_left_early() -> None:
    late = replace(NOOR, presence=Presence.LATE, minutes=20, goals=(), went=("was tired",))
    assert words(late) == "Noor came late and took part for 20 minutes. Noor was tired."
    early = replace(late, presence=Presence.LEFT_EARLY, minutes=1, went=())
    assert words(early) == "Noor left early after 1 minute."


@pytest.mark.parametrize(
    ("typed", "measure", "expected"),
    [
        ("3/4", MeasureType.TRIALS, "3 of 4"),
        ("70%", MeasureType.PERCENT, "70%"),
        ("66.7%", MeasureType.PERCENT, "66.7%"),
        ("0x", MeasureType.FREQUENCY, "not once"),
        ("2x/10m", MeasureType.FREQUENCY, "twice in 10 minutes"),
        ("3x", MeasureType.FREQUENCY, "3 times"),
        ("1:30", MeasureType.DURATION, "1 minute 30 seconds"),
        ("8m", MeasureType.DURATION, "8 minutes"),
        ("1s", MeasureType.LATENCY, "1 second"),
        ("min", MeasureType.ASSIST, "with minimal help"),
        ("l10 2x", MeasureType.ASSIST, "with minimal help and 2 prompts"),
        ("4", MeasureType.RATING, "4"),
        ("-1", MeasureType.GAS, "less than expected (-1)"),
        ("42/90s", MeasureType.SPEED, "42 units in 1 minute 30 seconds"),
        ("3,4,2", MeasureType.RUBRIC, "3, 4, 2"),
        ("y", MeasureType.CHECKLIST, "done"),
        ("-", MeasureType.TRIALS, ""),
    ],
)
def test_readings_in_words(typed: str, measure: MeasureType, expected: str) -> None:
    assert data_words(reading(typed, measure), EN) == expected


def test_units_levels_and_prompts_in_words() -> None:
    assert data_words(reading("19/26"), EN, "letters") == "19 of 26 letters"
    assert data_words(reading("3/4"), EN, "%") == data_words(reading("3/4"), EN, "percent") == "3 of 4"
    fast = reading("43/90s", MeasureType.SPEED)
    assert data_words(fast, EN, "letters") == "43 letters in 1 minute 30 seconds"
    assert data_words(fast, EN, "words a minute") == "29 words a minute"
    assert data_words(reading("l2", MeasureType.ASSIST), EN, levels=("alone", "watched")) == "watched"
    assert data_words(reading("l3", MeasureType.ASSIST), EN, levels=("alone", "watched")) == "at level 3"
    assert prompt_name(Prompt.VERBAL, EN) == "Verbal"
    assert prompt_name(None, EN) == ""


def test_a_remark_typed_with_the_data_is_kept() -> None:
    said = replace(NOOR, went=(), goals=(replace(BUTTONS, reading=reading("3/4v big ones."), last=None),))
    assert words(said).endswith("3 of 4 with verbal prompts; big ones.")


def test_refused_and_not_addressed_goals() -> None:
    said = replace(NOOR, goals=(replace(BUTTONS, reading=reading("r")), replace(NAME, reading=reading("- no time"))))
    assert "Noor declined buttons this time" in words(said)
    assert words(said).endswith("Name from memory was not addressed this time; no time.")


def test_a_section_nobody_touched_is_made_anew() -> None:
    before, fresh = section(NOOR), section(replace(NOOR, minutes=25))
    assert follow(before, before, fresh) == fresh
    assert follow((), (), fresh) == fresh
    assert follow((Piece("  "),), before, fresh) == fresh


def test_sentences_she_did_not_touch_follow_beside_her_own() -> None:
    before = section(NOOR)
    mine = (*(p for p in before if topic(p.source) != "opening"), Piece(" Calm all along."))
    fresh = section(replace(NOOR, minutes=20, goals=(replace(BUTTONS, reading=reading("4/4i"), last=None), NAME)))
    assert text_of(follow(mine, before, fresh)) == (
        "For buttons, she had 4 of 4 on her own. "
        "Working on name from memory, she reached 4 of 4 on her own (last time 3 of 4 with verbal prompts). "
        "Calm all along."
    )


def test_a_sentence_on_a_new_goal_comes_at_the_end() -> None:
    before = section(replace(NOOR, goals=(BUTTONS,)))
    mine = (*before, Piece(" My words."))
    got = text_of(follow(mine, before, section(NOOR)))
    assert " My words. Working on name from memory, she reached 4 of 4 on her own" in got


def test_beside_a_table_no_sentence_says_the_figures() -> None:
    said = replace(NOOR, table=True)
    assert words(said).startswith("Noor ")
    assert "buttons" not in words(said).casefold()
    assert words(replace(said, went=())) == ""
    absent = replace(said, presence=Presence.ABSENT)
    assert words(absent) == words(replace(absent, table=False)), "what was missed is said"


def test_of_a_sentence_kept_otherwise_nothing_is_left_when_its_data_are_gone() -> None:
    """As after the district chose a form without it."""
    mine = (*section(NOOR), Piece(" My words."))
    assert text_of(follow(mine, (), section(replace(NOOR, table=True, went=())))) == " My words."


def test_an_edited_figure_no_longer_follows() -> None:
    before = section(NOOR)
    edited = tuple(Piece("nearly all") if p.source == "goal:12:data" else p for p in before)
    after = replace(NOOR, minutes=20, goals=(replace(BUTTONS, reading=reading("1/4p")), NAME))
    text = text_of(follow(edited, before, section(after)))
    assert "nearly all with physical prompts" in text
    assert "1 of 4" not in text
    assert "20 minutes" in text


def test_names_of_peers_are_found_as_whole_words() -> None:
    text = "Noor and THEO shared; Theodora did not. Ana-Lee's turn."
    assert names_found(text, ["Theo", "Amara", "Ana-Lee", "", "Lee"]) == ("Theo", "Ana-Lee", "Lee")


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("goal", {}, "is missing"),
        ("did", {"one": 5, "many": "x"}, "must be a text"),
        ("did", {"one": "{peer} did {did}", "many": "x"}, "peer"),
    ],
)
def test_templates_are_checked_when_read(key: str, value: object, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        templates_from({**TABLES, key: value})


def _every_choice() -> Sequence[tuple[str, str]]:
    return [(key, text) for key, texts in EN.texts.items() for text in texts]


@pytest.mark.parametrize("word", ["better", "worse", "improv", "progress", "regress", "first time", "peer", "group"])
def test_no_template_claims_a_trend_or_names_others(word: str) -> None:
    """How many there were is said, as on the plan; who they were never is."""
    found = [key for key, text in _every_choice() if word in text.casefold()]
    assert found == (["shared.activity_group"] if word == "group" else [])


PEERS = ("Ann", "Anna", "Ana-Lee", "Lee", "Annabel", "José", "O’Neil", "Mary Ann", "Zoë", "Max", "Maxine")
AROUND = ("{0} helped.", "({0})", "With {0}’s turn next", "…{0}, then", "“{0}”", "{0}")


@settings(max_examples=500)
@given(
    peers=st.lists(st.sampled_from(PEERS), min_size=2, max_size=4, unique=True),
    around=st.sampled_from(AROUND),
    upper=st.booleans(),
    data=st.data(),
)
def test_every_planted_name_of_a_group_is_found(
    peers: list[str], around: str, upper: bool, data: st.DataObject
) -> None:
    planted = data.draw(st.sampled_from(peers))
    plain = planted.replace("é", "e").replace("ë", "e")
    spelled = data.draw(st.sampled_from((planted, planted.replace("’", "'"), plain)))
    text = "Worked on letters. " + around.format(spelled.upper() if upper else spelled) + " Then cut a line."
    found = names_found(text, peers)
    assert planted in found
    assert all(name in planted for name in found), "no name that is longer than what stands there"


SHARED = replace(
    NOOR, did=(), together=4, activity="putty warm-up, then letter relay", supports=("a slant board", "a timer"),
    response="checked each word", next_time="fade the model",
)  # fmt: skip


def test_what_a_group_shares_stands_in_each_note() -> None:
    assert words(SHARED, Section.DID) == (
        "In a group of four: putty warm-up, then letter relay. Supports: a slant board and a timer."
    )
    assert words(SHARED).endswith(" Checked each word.")
    assert words(SHARED, Section.PLAN) == "Buttons on her coat. Fade the model."
    alone = replace(SHARED, together=1, supports=())
    assert words(alone, Section.DID) == "Putty warm-up, then letter relay."
    absent = replace(SHARED, presence=Presence.ABSENT)
    assert words(absent, Section.DID) == ""
    assert "Fade" not in words(absent, Section.PLAN)


def test_shared_words_follow_and_hers_stay() -> None:
    before, fresh = section(SHARED, Section.DID), section(replace(SHARED, activity="scissors"), Section.DID)
    assert text_of(follow(before, before, fresh)).startswith("In a group of four: scissors.")
    mine = (*before[:-1], Piece(before[-1].text + " Well done."))
    kept = text_of(follow(mine, before, fresh))
    assert "scissors" in kept
    assert "Well done." in kept


names = st.text("abcdefgh", min_size=2, max_size=6).map(str.capitalize)
made = st.one_of(
    st.integers(1, 30).flatmap(
        lambda total: st.builds(
            lambda c, prompt: Reading(Form.COUNT, (c, total), prompt),
            st.integers(0, total),
            st.one_of(st.none(), st.sampled_from(list(Prompt))),
        )
    ),
    st.builds(lambda n: Reading(Form.PERCENT, (n,)), st.integers(0, 1000)),
    st.builds(lambda n: Reading(Form.SECONDS, (n,)), st.integers(0, 5000)),
    st.builds(lambda n: Reading(Form.LEVEL, (n,)), st.integers(1, 13)),
    st.builds(lambda n: Reading(Form.GAS, (n,)), st.integers(-2, 2)),
    st.just(Reading(Form.REFUSED)),
    st.just(Reading(Form.NOT_ADDRESSED)),
)
goals = st.builds(
    GoalSaid, st.integers(1, 99), st.just("Buttons"), st.just(MeasureType.TRIALS), made, st.one_of(st.none(), made)
)
saids = st.builds(
    Said,
    names,
    st.sampled_from(["", "she", "he", "they"]),
    st.sampled_from(list(Presence)),
    st.integers(1, 90),
    st.lists(goals, max_size=3, unique_by=lambda goal: goal.goal_id),
    st.lists(st.sampled_from(["putty", "a button board"]), max_size=3),
    st.lists(st.just("was calm"), max_size=3),
    turn=st.integers(0, 10**6),
)


@given(saids)
def test_sentences_read_cleanly_and_say_what_was_measured(said: Said) -> None:
    for name, pieces in compose(said, EN):
        text = text_of(pieces)
        assert "{" not in text
        assert "  " not in text
        assert all(piece.source and piece.text for piece in pieces)
        if text and name in {Section.RESPONSE, Section.DID}:
            assert text[0].isupper()
            assert text.endswith(".")
    seen = said.presence not in {Presence.ABSENT, Presence.REFUSED}
    pieces = dict(compose(said, EN))[Section.RESPONSE]
    for goal in said.goals if seen else ():
        expected = data_words(goal.reading, EN)
        assert [p.text for p in pieces if p.source == f"goal:{goal.goal_id}:data"] == ([expected] if expected else [])


@given(saids, saids)
def test_what_follows_data_never_shows_old_figures(before: Said, after: Said) -> None:
    for (_, old), (_, fresh) in zip(compose(before, EN), compose(after, EN), strict=True):
        got = follow((*old, Piece(" My words.")), old, fresh)
        assert text_of(got).replace(" My words.", "").split() == text_of(fresh).split()
        by_source = {p.source: p.text for p in fresh if is_linked(p)}
        assert all(by_source.get(p.source) == p.text for p in got if is_linked(p))
        assert "My words." in text_of(got)


def test_templates_are_a_value() -> None:
    assert Templates({"a": ("x", "y")}).choose("a", 3) == "y"
