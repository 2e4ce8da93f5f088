# SPDX-License-Identifier: MIT
"""Whatever can be typed can be tapped."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.kinds import MeasureType, Prompt
from otdesk.rules.shorthand import ASSIST_SCALE, Form, Reading, Scale, read, write
from otdesk.rules.tapping import Act, Touch, board, chosen, keyed, prompted, touched

M = MeasureType
COUNTED = (M.PERCENT, M.TRIALS, M.INTERVAL, M.LEGIBILITY, M.ACCURACY, M.TASK_ANALYSIS)
COUNTS = st.integers(1, 9999).flatmap(lambda t: st.tuples(st.integers(0, t), st.just(t)))
VALUES = {
    **{(measure, Form.COUNT): COUNTS for measure in (*COUNTED, M.CHECKLIST)},
    **{(measure, Form.PERCENT): st.tuples(st.integers(0, 1000)) for measure in COUNTED},
    (M.CHECKLIST, Form.YES_NO): st.tuples(st.integers(0, 1)),
    (M.ASSIST, Form.LEVEL): st.one_of(
        st.tuples(st.integers(1, len(ASSIST_SCALE))),
        st.tuples(st.integers(1, len(ASSIST_SCALE)), st.integers(1, 12)),
    ),
    (M.FREQUENCY, Form.TIMES): st.one_of(
        st.tuples(st.integers(0, 9999)), st.tuples(st.integers(0, 9999), st.integers(1, 9999))
    ),
    **{(measure, Form.SECONDS): st.tuples(st.integers(0, 86_400)) for measure in (M.DURATION, M.LATENCY)},
    (M.RATING, Form.RATING): st.tuples(st.integers(0, 10)),
    (M.GAS, Form.GAS): st.tuples(st.integers(-2, 2)),
    (M.RUBRIC, Form.SCORES): st.lists(st.integers(0, 10), min_size=1, max_size=8).map(tuple),
    (M.SPEED, Form.SPEED): st.tuples(st.integers(0, 99_999), st.integers(1, 86_400)),
}


@st.composite
def measured(draw: st.DrawFn) -> tuple[Scale, Reading]:
    measure, form = draw(st.sampled_from(list(VALUES)))
    scale = Scale(measure)
    prompt = draw(st.one_of(st.none(), st.sampled_from(list(Prompt)))) if board(scale).prompted else None
    return scale, Reading(form, draw(VALUES[measure, form]), prompt)


def tapped(scale: Scale, reading: Reading) -> str:
    """By the buttons of the measure where they give the value, else by the letters that stand on its board."""
    there, values, text = board(scale), reading.values, ""
    own = {touch.act: touch for touch in there.touches if touch.form is reading.form}
    if Act.CHOOSE in own:
        text = touched(text, Touch(Act.CHOOSE, reading.form, values[0]), scale)
        for _prompt in range(sum(values[1:])):
            text = touched(text, Touch(Act.PROMPTS, reading.form, 1), scale)
    elif Act.SCORE in own:
        for score in values:
            text = touched(text, Touch(Act.SCORE, reading.form, score), scale)
    else:
        for letter in write(replace(reading, prompt=None)):
            assert letter in there.keys, (letter, scale.measure)
            text = keyed(text, letter, scale)
    return prompted(text, reading.prompt, scale) if reading.prompt is not None else text


@given(measured())
def test_every_value_of_every_measure_can_be_tapped(made: tuple[Scale, Reading]) -> None:
    scale, reading = made
    assert tapped(scale, reading) == write(reading)


def test_every_measure_is_among_them() -> None:
    assert {measure for measure, _form in VALUES} == set(M)


@given(st.sampled_from(list(M)), st.text(max_size=20) | st.text("0123456789/%xmslrv:.,+- ", max_size=12), st.data())
def test_a_tap_never_raises_and_never_loses_words(measure: M, text: str, data: st.DataObject) -> None:
    scale = Scale(measure)
    before = read(text, scale)
    after = touched(text, data.draw(st.sampled_from(board(scale).touches)), scale)
    found = read(after, scale)
    rest = before.rest if isinstance(before, Reading) else ""
    if after not in {text, rest}:
        assert isinstance(found, Reading)
        assert rest in found.rest


@pytest.mark.parametrize(
    ("measure", "acts", "text"),
    [
        (M.TRIALS, [(Act.DONE, 0)] * 4 + [(Act.MISSED, 0)], "4/5"),
        (M.TRIALS, [(Act.DONE, 0), (Act.MISSED, 0), (Act.BACK, 0), (Act.BACK, 0)], ""),
        (M.FREQUENCY, [(Act.ADD, 1), (Act.ADD, 1), (Act.WITHIN, 20)], "2x/20m"),
        (M.FREQUENCY, [(Act.ADD, 1), (Act.ADD, -1)], "0x"),
        (M.FREQUENCY, [(Act.ADD, 1), (Act.WITHIN, 20), (Act.WITHIN, 20)], "1x"),
        (M.DURATION, [(Act.ADD, 60)] * 8, "8m"),
        (M.DURATION, [(Act.ADD, 60), (Act.ADD, -60), (Act.ADD, -10)], ""),
        (M.LATENCY, [(Act.ADD, 5)] * 2, "10s"),
        (M.SPEED, [(Act.ADD, 10)] * 2, "20/1m"),
        (M.SPEED, [(Act.ADD, 10), (Act.ADD, 1), (Act.WITHIN, 120)], "11/2m"),
        (M.ASSIST, [(Act.CHOOSE, 10), (Act.PROMPTS, 1), (Act.PROMPTS, 1)], "l10 2x"),
        (M.ASSIST, [(Act.PROMPTS, 1)], ""),
        (M.RUBRIC, [(Act.SCORE, 3), (Act.SCORE, 2), (Act.SCORE, 4), (Act.UNSCORE, 0)], "3,2"),
        (M.GAS, [(Act.CHOOSE, 1), (Act.CHOOSE, 1)], ""),
    ],
)
def test_what_the_field_says(measure: M, acts: list[tuple[Act, int]], text: str) -> None:
    scale, said = Scale(measure), ""
    for act, amount in acts:
        form = next(touch.form for touch in board(scale).touches if touch.act is act)
        said = touched(said, Touch(act, form, amount), scale)
    assert said == text


def test_a_remark_and_a_prompt_stay_and_unread_words_become_a_remark() -> None:
    done = Touch(Act.DONE, Form.COUNT)
    assert touched("3/4v, with the slant board", done, Scale(M.TRIALS)) == "4/5v, with the slant board"
    assert touched("about half", done, Scale(M.TRIALS)) == "1/1, about half"
    assert touched("7", done, Scale(M.TRIALS)) == "1/1", "figures on their way are no words"
    assert touched("+1, at last", Touch(Act.CHOOSE, Form.GAS, 1), Scale(M.GAS)) == "at last"


def test_a_wide_scale_is_tapped_in_steps_and_letters() -> None:
    rating = Scale(M.RATING, 1, 100)
    text = touched("", Touch(Act.ADD, Form.RATING, 1), rating)
    assert text == "1"
    assert touched(text, Touch(Act.ADD, Form.RATING, -1), rating) == ""
    assert all(letter in board(Scale(M.RUBRIC, 0, 50)).keys for letter in "40,35")


def test_the_button_of_what_is_said_shows_it() -> None:
    reading = Reading(Form.SPEED, (20, 60))
    assert chosen(Touch(Act.WITHIN, Form.SPEED, 60), reading)
    assert not chosen(Touch(Act.WITHIN, Form.SPEED, 30), reading)
    assert not chosen(Touch(Act.ADD, Form.SPEED, 10), reading)
    assert not chosen(Touch(Act.CHOOSE, Form.GAS, 1), None)
    assert not chosen(Touch(Act.DONE, Form.COUNT), Reading(Form.COUNT, (0, 0)))


def test_a_letter_after_refused_begins_anew() -> None:
    assert keyed("r", "4", Scale(M.TRIALS)) == "4"
    assert keyed("4/5", "0", Scale(M.TRIALS)) == "4/50"
    assert prompted("r", Prompt.VERBAL, Scale(M.TRIALS)) == "r"
    assert prompted("4/5v", Prompt.VERBAL, Scale(M.TRIALS)) == "4/5"
