# SPDX-License-Identifier: MIT
"""Goal data as it is typed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otdesk.rules.kinds import MeasureType as M
from otdesk.rules.kinds import Prompt
from otdesk.rules.shorthand import ASSIST_SCALE, Form, NotUnderstood, Reading, Scale, Unread, duration_text, read, write

TRIALS = Scale(M.TRIALS)
V, G, MODEL, P, OWN = Prompt.VERBAL, Prompt.GESTURE, Prompt.MODEL, Prompt.PHYSICAL, Prompt.INDEPENDENT


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("7/10", M.TRIALS, Reading(Form.COUNT, (7, 10))),
        ("7/10v", M.TRIALS, Reading(Form.COUNT, (7, 10), V)),
        ("7/10m", M.TRIALS, Reading(Form.COUNT, (7, 10), MODEL)),
        (" 3 / 4 G ", M.PERCENT, Reading(Form.COUNT, (3, 4), G)),
        ("4 of 4i", M.TRIALS, Reading(Form.COUNT, (4, 4), OWN)),
        ("7 out of 10 p", M.LEGIBILITY, Reading(Form.COUNT, (7, 10), P)),
        ("0/5", M.ACCURACY, Reading(Form.COUNT, (0, 5))),
        ("7/10v needed breaks", M.TRIALS, Reading(Form.COUNT, (7, 10), V, "needed breaks")),
        ("7/10 i think so", M.TRIALS, Reading(Form.COUNT, (7, 10), None, "i think so")),
        ("7/10, big – letters", M.TRIALS, Reading(Form.COUNT, (7, 10), None, "big – letters")),
        ("70%", M.PERCENT, Reading(Form.PERCENT, (700,))),
        ("70%m", M.PERCENT, Reading(Form.PERCENT, (700,), MODEL)),
        ("66.7 % v", M.TRIALS, Reading(Form.PERCENT, (667,), V)),
        ("3x", M.FREQUENCY, Reading(Form.TIMES, (3,))),
        ("3", M.FREQUENCY, Reading(Form.TIMES, (3,))),
        ("3xv", M.FREQUENCY, Reading(Form.TIMES, (3,), V)),
        ("3x/10m", M.FREQUENCY, Reading(Form.TIMES, (3, 10))),
        ("3x in 10 min", M.FREQUENCY, Reading(Form.TIMES, (3, 10))),
        ("8m", M.DURATION, Reading(Form.SECONDS, (480,))),
        ("8m m", M.DURATION, Reading(Form.SECONDS, (480,), MODEL)),
        ("45s", M.LATENCY, Reading(Form.SECONDS, (45,))),
        ("1:30", M.DURATION, Reading(Form.SECONDS, (90,))),
        ("1m30s", M.DURATION, Reading(Form.SECONDS, (90,))),
        ("2 min 5 sec", M.DURATION, Reading(Form.SECONDS, (125,))),
        ("1h", M.DURATION, Reading(Form.SECONDS, (3600,))),
        ("l3", M.ASSIST, Reading(Form.LEVEL, (3,))),
        ("L10 2x", M.ASSIST, Reading(Form.LEVEL, (10, 2))),
        ("min", M.ASSIST, Reading(Form.LEVEL, (10,))),
        ("IND", M.ASSIST, Reading(Form.LEVEL, (1,))),
        ("l4", M.RATING, Reading(Form.RATING, (4,))),
        ("4v", M.RATING, Reading(Form.RATING, (4,), V)),
        ("+1", M.GAS, Reading(Form.GAS, (1,))),
        ("−2", M.GAS, Reading(Form.GAS, (-2,))),
        ("0", M.GAS, Reading(Form.GAS, (0,))),
        ("42/90s", M.SPEED, Reading(Form.SPEED, (42, 90))),
        ("42/1:30", M.SPEED, Reading(Form.SPEED, (42, 90))),
        ("42 in 2m", M.SPEED, Reading(Form.SPEED, (42, 120))),
        ("28wpm", M.SPEED, Reading(Form.SPEED, (28, 60))),
        ("28/min", M.SPEED, Reading(Form.SPEED, (28, 60))),
        ("3, 4,2", M.RUBRIC, Reading(Form.SCORES, (3, 4, 2))),
        ("y", M.CHECKLIST, Reading(Form.YES_NO, (1,))),
        ("No", M.CHECKLIST, Reading(Form.YES_NO, (0,))),
        ("5/8", M.TASK_ANALYSIS, Reading(Form.COUNT, (5, 8))),
        ("-", M.GAS, Reading(Form.NOT_ADDRESSED)),
        ("–", M.TRIALS, Reading(Form.NOT_ADDRESSED)),
        ("- no time", M.TRIALS, Reading(Form.NOT_ADDRESSED, (), None, "no time")),
        ("r", M.TRIALS, Reading(Form.REFUSED)),
        ("R threw the pencil", M.ASSIST, Reading(Form.REFUSED, (), None, "threw the pencil")),
    ],
)
def test_what_is_typed_is_read(text: str, measure: M, expected: Reading) -> None:
    assert read(text, Scale(measure)) == expected


@pytest.mark.parametrize(
    ("text", "measure", "why"),
    [
        ("11/10", M.TRIALS, Unread.MORE_THAN_TOTAL),
        ("0/0", M.TRIALS, Unread.ZERO_TOTAL),
        ("101%", M.PERCENT, Unread.OUT_OF_RANGE),
        ("l14", M.ASSIST, Unread.OUT_OF_RANGE),
        ("l0", M.ASSIST, Unread.OUT_OF_RANGE),
        ("11", M.RATING, Unread.OUT_OF_RANGE),
        ("+3", M.GAS, Unread.OUT_OF_RANGE),
        ("3,44", M.RUBRIC, Unread.OUT_OF_RANGE),
        ("42/0s", M.SPEED, Unread.ZERO_TOTAL),
        ("8m", M.TRIALS, Unread.OTHER_MEASURE),
        ("7/10v", M.DURATION, Unread.OTHER_MEASURE),
        ("8", M.DURATION, Unread.OTHER_MEASURE),
        ("7/10w", M.TRIALS, Unread.UNKNOWN),
        ("did well", M.TRIALS, Unread.UNKNOWN),
        ("7/1o", M.TRIALS, Unread.UNKNOWN),
        ("٧/١٠", M.TRIALS, Unread.UNKNOWN),
        ("99999", M.RATING, Unread.UNKNOWN),
    ],
)
def test_what_cannot_be_read_is_kept(text: str, measure: M, why: Unread) -> None:
    assert read(text, Scale(measure)) == NotUnderstood(text, why)


def test_a_bare_count_is_out_of_the_usual_total() -> None:
    usual = Scale(M.TRIALS, usual_total=10)
    assert read("7", usual) == Reading(Form.COUNT, (7, 10))
    assert read("7v", usual) == Reading(Form.COUNT, (7, 10), V)
    assert read("7m", usual) == Reading(Form.COUNT, (7, 10), MODEL)
    assert read("11", usual) == NotUnderstood("11", Unread.MORE_THAN_TOTAL)
    assert isinstance(read("7", TRIALS), NotUnderstood)


def test_a_goals_own_scale_is_used() -> None:
    own = Scale(M.ASSIST, levels=("alone", "watched", "helped"))
    assert read("Helped", own) == Reading(Form.LEVEL, (3,))
    assert read("l4", own) == NotUnderstood("l4", Unread.OUT_OF_RANGE)
    assert read("4/5", Scale(M.RATING, 1, 5)) == Reading(Form.RATING, (4,))
    assert read("0", Scale(M.RATING, 1, 5)) == NotUnderstood("0", Unread.OUT_OF_RANGE)


def test_nothing_typed_is_nothing() -> None:
    assert read("", TRIALS) is None
    assert read("  \t", TRIALS) is None


def test_durations_are_written_short() -> None:
    assert [duration_text(s) for s in (0, 45, 60, 90, 480, 3600)] == ["0s", "45s", "1m", "1:30", "8m", "60m"]


measures = st.sampled_from(list(M))
prompts = st.one_of(st.none(), st.sampled_from(list(Prompt)))
counts = st.integers(1, 9999).flatmap(lambda t: st.tuples(st.integers(0, t), st.just(t)))
ones = {
    Form.PERCENT: st.tuples(st.integers(0, 1000)),
    Form.TIMES: st.one_of(st.tuples(st.integers(0, 9999)), st.tuples(st.integers(0, 9999), st.integers(1, 9999))),
    Form.SECONDS: st.tuples(st.integers(0, 86400)),
    Form.LEVEL: st.one_of(st.tuples(st.integers(1, 13)), st.tuples(st.integers(1, 13), st.integers(0, 999))),
    Form.RATING: st.tuples(st.integers(0, 10)),
    Form.GAS: st.tuples(st.integers(-2, 2)),
    Form.SPEED: st.tuples(st.integers(0, 99999), st.integers(1, 86400)),
    Form.SCORES: st.lists(st.integers(0, 10), min_size=1, max_size=6).map(tuple),
    Form.YES_NO: st.tuples(st.integers(0, 1)),
    Form.COUNT: counts,
    Form.NOT_ADDRESSED: st.just(()),
    Form.REFUSED: st.just(()),
}
home = {
    Form.COUNT: M.TRIALS,
    Form.PERCENT: M.PERCENT,
    Form.TIMES: M.FREQUENCY,
    Form.SECONDS: M.DURATION,
    Form.LEVEL: M.ASSIST,
    Form.RATING: M.RATING,
    Form.GAS: M.GAS,
    Form.SPEED: M.SPEED,
    Form.SCORES: M.RUBRIC,
    Form.YES_NO: M.CHECKLIST,
    Form.NOT_ADDRESSED: M.TRIALS,
    Form.REFUSED: M.GAS,
}
without_prompt = {Form.LEVEL, Form.GAS, Form.SCORES, Form.NOT_ADDRESSED, Form.REFUSED}
remarks = st.text(string.ascii_letters + "é’.!? ", max_size=20).map(lambda text: " ".join(text.split()))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    form = draw(st.sampled_from(list(Form)))
    values = draw(ones[form])
    prompt = None if form in without_prompt else draw(prompts)
    rest = draw(remarks)
    # A rubric's scores are a list with commas, so a remark after them may not begin with a number.
    return Reading(form, values, prompt, rest)


@given(readings())
def test_a_reading_is_written_and_read_back(reading: Reading) -> None:
    assert read(write(reading), Scale(home[reading.form])) == reading


@given(st.text(max_size=30), measures, st.one_of(st.none(), st.integers(1, 20)))
def test_nothing_typed_ever_raises_or_is_lost(text: str, measure: M, usual: int | None) -> None:
    _is_sound(text, Scale(measure, usual_total=usual))


@given(st.text("0123456789/%xmslrivgp:.,+- of", max_size=14), measures, st.one_of(st.none(), st.integers(1, 20)))
def test_near_misses_never_raise_or_are_lost(text: str, measure: M, usual: int | None) -> None:
    _is_sound(text, Scale(measure, usual_total=usual))


def _is_sound(text: str, scale: Scale) -> None:
    got = read(text, scale)
    if got is None:
        assert not text.strip()
    elif isinstance(got, NotUnderstood):
        assert got.text == text
    else:
        assert read(write(got), scale) == got
        if got.form is Form.COUNT:
            assert 0 <= got.values[0] <= got.values[1]
            assert got.values[1] > 0
        if got.form is Form.LEVEL:
            assert 1 <= got.values[0] <= len(ASSIST_SCALE)
