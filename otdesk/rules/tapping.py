# SPDX-License-Identifier: MIT
"""Data entered without a keyboard: what there is to tap for a kind of measure, and what the field says after a tap.

Every value that can be typed can be tapped: by buttons of the measure itself, or letter by letter with `keys`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from otdesk.rules.kinds import MeasureType, Prompt
from otdesk.rules.shorthand import Form, Reading, Scale, read, write


class Act(StrEnum):
    DONE = "done"  # one more trial, done
    MISSED = "missed"  # one more trial, not done
    BACK = "back"  # the last trial did not count
    ADD = "add"  # so many more of what is counted, or fewer
    CHOOSE = "choose"  # this value; again: none
    WITHIN = "within"  # in so many seconds (speed) or minutes (times)
    PROMPTS = "prompts"  # so many more prompts at this level of help
    SCORE = "score"  # the score of the next row
    UNSCORE = "unscore"  # the last row again


@dataclass(frozen=True, slots=True)
class Touch:
    """One tap on data of this form."""

    act: Act
    form: Form
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """`prompted`: the letters of prompts belong to these data. `keys`: what its shorthand is made of, for values no
    button gives; empty when the buttons give them all."""

    touches: tuple[Touch, ...]
    prompted: bool = True
    keys: str = ""


_DIGITS = "1234567890"
_FEW = 11
"""So many values of a scale have a button each."""
_USUAL_SECONDS = 60
_MOST = {Form.COUNT: 9999, Form.TIMES: 9999, Form.SECONDS: 24 * 60 * 60, Form.SPEED: 99_999}
_MOST_PROMPTS = 999


def _choices(form: Form, values: Iterable[int]) -> tuple[Touch, ...]:
    return tuple(Touch(Act.CHOOSE, form, value) for value in values)


def _adding(form: Form, amounts: Iterable[int], act: Act = Act.ADD) -> tuple[Touch, ...]:
    return tuple(Touch(act, form, amount) for amount in amounts)


_BOARDS = {
    MeasureType.CHECKLIST: Board(_choices(Form.YES_NO, (1, 0)), keys=_DIGITS + "/"),
    MeasureType.FREQUENCY: Board(
        (*_adding(Form.TIMES, (1, -1)), *_adding(Form.TIMES, (10, 20, 30), Act.WITHIN)), keys=_DIGITS + "x/m"
    ),
    MeasureType.DURATION: Board(_adding(Form.SECONDS, (60, -60, 10, -10)), keys=_DIGITS + "ms:"),
    MeasureType.LATENCY: Board(_adding(Form.SECONDS, (5, -5, 1, -1)), keys=_DIGITS + "ms:"),
    MeasureType.SPEED: Board(
        (*_adding(Form.SPEED, (10, 1, -1)), *_adding(Form.SPEED, (30, 60, 120, 300), Act.WITHIN)),
        keys=_DIGITS + "/ms:",
    ),
    MeasureType.GAS: Board(_choices(Form.GAS, range(-2, 3)), prompted=False),
}
_COUNTED = Board(tuple(Touch(act, Form.COUNT) for act in (Act.DONE, Act.MISSED, Act.BACK)), keys=_DIGITS + "/%.")
"""Of the other measures."""


def board(scale: Scale) -> Board:
    """What there is to tap for a goal."""
    few = range(scale.low, scale.high + 1) if scale.high - scale.low < _FEW else None
    match scale.measure:
        case MeasureType.ASSIST:
            levels = _choices(Form.LEVEL, range(1, len(scale.levels) + 1))
            return Board((*levels, *_adding(Form.LEVEL, (1, -1), Act.PROMPTS)), prompted=False)
        case MeasureType.RATING:
            return Board(_choices(Form.RATING, few)) if few else Board(_adding(Form.RATING, (1, -1)), keys=_DIGITS)
        case MeasureType.RUBRIC:
            scores = _adding(Form.SCORES, few or (), Act.SCORE)
            last = Touch(Act.UNSCORE, Form.SCORES)
            return Board((*scores, last), prompted=False, keys="" if few else _DIGITS + ",")
        case measure:
            return _BOARDS.get(measure, _COUNTED)


def touched(text: str, touch: Touch, scale: Scale) -> str:
    """What the field says after a tap. A remark stays, and so do words that could not be read."""
    found = read(text, scale)
    before = found if isinstance(found, Reading) else Reading(touch.form, rest=_words(text))
    values = before.values if before.form is touch.form else ()
    after = _after(touch, values, scale)
    if after == values:
        return text
    if not after:
        return before.rest
    return _written(replace(before, form=touch.form, values=after), scale)


def prompted(text: str, prompt: Prompt, scale: Scale) -> str:
    """With this prompt, or without it where it was said already."""
    found = read(text, scale)
    if not isinstance(found, Reading) or not found.measured:
        return text
    return write(replace(found, prompt=None if found.prompt is prompt else prompt))


def keyed(text: str, letter: str, scale: Scale) -> str:
    """With one more letter; after "refused" it begins anew."""
    found = read(text, scale)
    begun = not isinstance(found, Reading) or found.measured
    return f"{text}{letter}" if begun else letter


def chosen(touch: Touch, reading: Reading | None) -> bool:
    """Whether a reading already says what this tap would."""
    if reading is None or reading.form is not touch.form:
        return False
    place = {Act.CHOOSE: 0, Act.WITHIN: 1}.get(touch.act, len(reading.values))
    return reading.values[place : place + 1] == (touch.amount,)


def _after(touch: Touch, values: tuple[int, ...], scale: Scale) -> tuple[int, ...]:
    """The values after a tap, none when nothing is left."""
    match touch.act:
        case Act.DONE | Act.MISSED | Act.BACK:
            return _counted(touch.act, values or (0, 0))
        case Act.ADD:
            return _added(touch, values, scale)
        case Act.CHOOSE:
            return () if values[:1] == (touch.amount,) else (touch.amount, *values[1:])
        case Act.WITHIN:
            again = touch.form is Form.TIMES and values[1:] == (touch.amount,)
            return values[:1] if again else (*(values[:1] or (0,)), touch.amount)
        case Act.PROMPTS:
            prompts = sum(values[1:]) + touch.amount
            return (*values[:1], min(prompts, _MOST_PROMPTS)) if values and prompts > 0 else values[:1]
        case Act.SCORE:
            return (*values, touch.amount)
        case Act.UNSCORE:
            return values[:-1]


def _counted(act: Act, values: tuple[int, ...]) -> tuple[int, ...]:
    done, total = values
    if act is Act.BACK:
        return (min(done, total - 1), total - 1) if total > 1 else ()
    if total >= _MOST[Form.COUNT]:
        return values
    return (done + (act is Act.DONE), total + 1)


def _added(touch: Touch, values: tuple[int, ...], scale: Scale) -> tuple[int, ...]:
    """Below nothing there is nothing said; the first tap on a rating begins at its lowest."""
    lowest, most = (scale.low, scale.high) if touch.form is Form.RATING else (0, _MOST[touch.form])
    if not values:
        first = lowest if touch.form is Form.RATING else touch.amount
        timed = (_USUAL_SECONDS,) if touch.form is Form.SPEED else ()
        return (first, *timed) if touch.amount > 0 else ()
    value = values[0] + touch.amount
    return (min(value, most), *values[1:]) if value >= lowest else ()


def _words(text: str) -> str:
    """What could not be read, if it is more than figures on their way."""
    words = " ".join(text.strip(" \t\r\n,;").split())
    return words if any(letter.isalpha() for letter in words) else ""


def _written(reading: Reading, scale: Scale) -> str:
    """A remark that would be read as data itself is left out."""
    text = write(reading)
    return text if read(text, scale) == reading else write(replace(reading, rest=""))
