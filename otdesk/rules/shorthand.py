# SPDX-License-Identifier: MIT
r"""What is typed into a goal field: `7/10v`, `70%`, `3x`, `8m`, `45s`, `1:30`, `l3`, `min`, `+1`, `42/90s`, `-`, `r`.

`m` after a count is the prompt level model, after a number it is minutes. Letters of the prompt: i own, v verbal,
g gesture, m model, p physical; attached to the count, or alone after a space at the end (`8m v`). What follows the
data is kept as a remark. What cannot be read is kept as it was typed and marked, never lost and never guessed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from otdesk.rules.kinds import MeasureType, Prompt


class Form(StrEnum):
    """What a reading's `values` are."""

    COUNT = "count"  # correct, total
    PERCENT = "percent"  # tenths of a percent
    TIMES = "times"  # how often; and minutes of observation, if said
    SECONDS = "seconds"  # seconds
    LEVEL = "level"  # rank on the goal's assist scale, 1 = most independent; and number of prompts, if said
    RATING = "rating"  # the rating
    GAS = "gas"  # -2 to 2
    SPEED = "speed"  # units (letters, words), seconds
    SCORES = "scores"  # one score per row of a rubric
    YES_NO = "yes_no"  # 1 or 0
    NOT_ADDRESSED = "not_addressed"  # nothing
    REFUSED = "refused"  # nothing


class Unread(StrEnum):
    """Why a text was not understood."""

    UNKNOWN = "unknown"
    OTHER_MEASURE = "other_measure"
    MORE_THAN_TOTAL = "more_than_total"
    ZERO_TOTAL = "zero_total"
    OUT_OF_RANGE = "out_of_range"


# The default assist scale (domain.md 4.2), most independent first, as it may be typed.
ASSIST_SCALE = ("ind", "mi", "setup", "sup", "vis", "gest", "verb", "sba", "cga", "min", "mod", "max", "dep")


@dataclass(frozen=True, slots=True)
class Scale:
    """What reading needs to know of a goal. `low` to `high`: bounds of ratings and rubric scores; `usual_total`:
    trials usually given, so that `7` is 7 of 10; `levels`: short names of the assist scale, rank 1 first."""

    measure: MeasureType
    low: int = 0
    high: int = 10
    usual_total: int | None = None
    levels: tuple[str, ...] = ASSIST_SCALE


@dataclass(frozen=True, slots=True)
class Reading:
    form: Form
    values: tuple[int, ...] = ()
    prompt: Prompt | None = None
    rest: str = ""
    """A remark typed after the data."""

    @property
    def measured(self) -> bool:
        return self.form not in {Form.NOT_ADDRESSED, Form.REFUSED}


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    text: str
    why: Unread


_Values = tuple[int, ...] | Unread | None
_Reader = Callable[[re.Match[str], Scale], _Values]

_END = r"(?=$|[\s,;])"
_PROMPT = rf"(?P<prompt>[ivgmp])?{_END}"
_DURATION = r"(?:(?P<h>\d{1,2})\s?h\s?)?(?:(?P<m>\d{1,4})\s?m(?:in)?\s?)?(?:(?P<s>\d{1,5})\s?s(?:ec)?)?"
_CLOCK = r"(?P<cm>\d{1,4}):(?P<cs>[0-5]\d)"
_FLAGS = re.IGNORECASE | re.ASCII
_LATE_PROMPT = re.compile(r"\s+([ivgmp])\s*(?=$|[,;])", _FLAGS)
_SAME = str.maketrans({"−": "-", "–": "-", "—": "-", "⁄": "/", "∕": "/", "％": "%", "：": ":"})
_MOST_SECONDS = 24 * 60 * 60


def read(text: str, scale: Scale) -> Reading | NotUnderstood | None:
    """What the text says about this goal; None for an empty text. Never raises."""
    if not text.strip():
        return None
    for form in (*_FORMS[scale.measure], Form.NOT_ADDRESSED, Form.REFUSED):
        found = _try(form, text, scale)
        if isinstance(found, Reading):
            return found
        if found is not None:
            return NotUnderstood(text, found)
    other = any(
        isinstance(_try(form, text, Scale(measure, scale.low, scale.high)), Reading)
        for measure in MeasureType
        for form in _FORMS[measure]
        if form not in _FORMS[scale.measure]
    )
    return NotUnderstood(text, Unread.OTHER_MEASURE if other else Unread.UNKNOWN)


def write(reading: Reading) -> str:
    """The one canonical text of a reading; read() gives the same reading back."""
    data = _WRITERS[reading.form](reading.values)
    if reading.prompt is not None:
        apart = reading.form in _PROMPT_APART or (reading.form is Form.TIMES and len(reading.values) > 1)
        data += (" " if apart else "") + reading.prompt.value
    return f"{data}, {reading.rest}" if reading.rest else data


def duration_text(seconds: int) -> str:
    """`45s`, `8m`, `1:30`."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest}s"
    return f"{minutes}:{rest:02}" if rest else f"{minutes}m"


def _try(form: Form, text: str, scale: Scale) -> Reading | Unread | None:
    begin = len(text) - len(text.lstrip())
    plain = text.translate(_SAME)
    for pattern, reader in _READERS[form]:
        match = pattern.match(plain, begin)
        if match is None or match.end() == begin:
            continue
        values = reader(match, scale)
        if values is None:
            continue
        if isinstance(values, Unread):
            return values
        prompt, rest = _after(plain, text, match, form)
        return Reading(form, values, prompt, rest)
    return None


def _after(plain: str, text: str, match: re.Match[str], form: Form) -> tuple[Prompt | None, str]:
    """The prompt letter, attached or standing alone at the end, and the remark as it was typed."""
    attached = match.groupdict().get("prompt")
    end = match.end()
    if attached is None and form in _PROMPTED:
        late = _LATE_PROMPT.match(plain, end)
        if late is not None:
            attached, end = late.group(1), late.end()
    return (Prompt(attached.lower()) if attached else None), " ".join(text[end:].strip(" \t\r\n,;").split())


def _count(match: re.Match[str], scale: Scale) -> _Values:
    correct = int(match["c"])
    typed = match.groupdict().get("t")
    total = int(typed) if typed is not None else scale.usual_total
    if total is None:
        return None
    if total == 0:
        return Unread.ZERO_TOTAL
    return (correct, total) if correct <= total else Unread.MORE_THAN_TOTAL


def _percent(match: re.Match[str], _scale: Scale) -> _Values:
    tenths = int(match["n"]) * 10 + int(match["d"] or 0)
    return (tenths,) if tenths <= 1000 else Unread.OUT_OF_RANGE


def _times(match: re.Match[str], _scale: Scale) -> _Values:
    minutes = match["w"]
    if minutes is None:
        return (int(match["n"]),)
    return (int(match["n"]), int(minutes)) if int(minutes) else Unread.ZERO_TOTAL


def _seconds(match: re.Match[str], _scale: Scale) -> _Values:
    total = _duration(match)
    if total is None:
        return None
    return (total,) if total <= _MOST_SECONDS else Unread.OUT_OF_RANGE


def _duration(match: re.Match[str]) -> int | None:
    parts = match.groupdict()
    if parts.get("cm") is not None:
        return int(parts["cm"]) * 60 + int(parts["cs"])
    if not any(parts[key] for key in "hms"):
        return None
    return int(parts["h"] or 0) * 3600 + int(parts["m"] or 0) * 60 + int(parts["s"] or 0)


def _level(match: re.Match[str], scale: Scale) -> _Values:
    name, prompts = match.groupdict().get("name"), match["p"]
    if name is not None:
        ranks = [rank for rank, level in enumerate(scale.levels, 1) if level.casefold() == name.casefold()]
        if not ranks:
            return None
        rank = ranks[0]
    else:
        rank = int(match["n"])
    if not 1 <= rank <= len(scale.levels):
        return Unread.OUT_OF_RANGE
    return (rank,) if prompts is None else (rank, int(prompts))


def _rating(match: re.Match[str], scale: Scale) -> _Values:
    value, top = int(match["n"]), match["t"]
    if top is not None and int(top) != scale.high:
        return Unread.OUT_OF_RANGE
    return (value,) if scale.low <= value <= scale.high else Unread.OUT_OF_RANGE


def _gas(match: re.Match[str], _scale: Scale) -> _Values:
    value = int(match["n"]) * (-1 if match["sign"] == "-" else 1)
    return (value,) if -2 <= value <= 2 else Unread.OUT_OF_RANGE


def _speed(match: re.Match[str], _scale: Scale) -> _Values:
    seconds = 60 if match.groupdict().get("wpm") else _duration(match)
    if seconds is None:
        return None
    if seconds == 0:
        return Unread.ZERO_TOTAL
    return (int(match["n"]), seconds) if seconds <= _MOST_SECONDS else Unread.OUT_OF_RANGE


def _scores(match: re.Match[str], scale: Scale) -> _Values:
    scores = tuple(int(part) for part in re.split(r"\s*,\s*", match["list"]))
    return scores if all(scale.low <= score <= scale.high for score in scores) else Unread.OUT_OF_RANGE


def _yes_no(match: re.Match[str], _scale: Scale) -> _Values:
    return (1 if match["yn"].lower().startswith("y") else 0,)


def _nothing(_match: re.Match[str], _scale: Scale) -> _Values:
    return ()


def _readers(reader: _Reader, *patterns: str) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    return tuple((re.compile(pattern, _FLAGS), reader) for pattern in patterns)


_READERS: dict[Form, tuple[tuple[re.Pattern[str], _Reader], ...]] = {
    Form.COUNT: _readers(
        _count,
        rf"(?P<c>\d{{1,4}})\s*(?:/|(?:out\s+)?of(?=\s))\s*(?P<t>\d{{1,4}}){_PROMPT}",
        rf"(?P<c>\d{{1,4}}){_PROMPT}",
    ),
    Form.PERCENT: _readers(_percent, rf"(?P<n>\d{{1,4}})(?:\.(?P<d>\d))?\s?%{_PROMPT}"),
    Form.TIMES: _readers(
        _times, rf"(?P<n>\d{{1,4}})(?:\s?x(?:\s?(?:/|in\s)\s?(?P<w>\d{{1,4}})\s?m(?:in)?{_END})?)?{_PROMPT}"
    ),
    Form.SECONDS: _readers(_seconds, rf"{_CLOCK}{_END}", rf"{_DURATION}{_END}"),
    Form.LEVEL: _readers(
        _level,
        rf"l?\s?(?P<n>\d{{1,2}})(?:\s+(?P<p>\d{{1,3}})\s?x)?{_END}",
        rf"(?P<name>[a-z]+)(?:\s+(?P<p>\d{{1,3}})\s?x)?{_END}",
    ),
    Form.RATING: _readers(_rating, rf"l?\s?(?P<n>\d{{1,4}})(?:\s?/\s?(?P<t>\d{{1,4}}))?{_PROMPT}"),
    Form.GAS: _readers(_gas, rf"(?P<sign>[+-])?\s?(?P<n>\d{{1,2}}){_END}"),
    Form.SPEED: _readers(
        _speed,
        rf"(?P<n>\d{{1,5}})\s?(?:/|in\s)\s?{_CLOCK}{_END}",
        rf"(?P<n>\d{{1,5}})\s?(?P<wpm>[wl]pm|/\s?m(?:in)?){_END}",
        rf"(?P<n>\d{{1,5}})\s?(?:/|in\s)\s?{_DURATION}{_END}",
    ),
    Form.SCORES: _readers(_scores, rf"(?P<list>\d{{1,3}}(?:\s*,\s*\d{{1,3}})*){_END}"),
    Form.YES_NO: _readers(_yes_no, rf"(?P<yn>yes|no|y|n){_END}"),
    Form.NOT_ADDRESSED: _readers(_nothing, rf"-{_END}"),
    Form.REFUSED: _readers(_nothing, rf"r{_END}"),
}

_PARTS = (Form.COUNT, Form.PERCENT)
_FORMS: dict[MeasureType, tuple[Form, ...]] = {
    MeasureType.PERCENT: _PARTS,
    MeasureType.TRIALS: _PARTS,
    MeasureType.LEGIBILITY: _PARTS,
    MeasureType.ACCURACY: _PARTS,
    MeasureType.INTERVAL: _PARTS,
    MeasureType.TASK_ANALYSIS: _PARTS,
    MeasureType.CHECKLIST: (Form.YES_NO, Form.COUNT),
    MeasureType.ASSIST: (Form.LEVEL,),
    MeasureType.FREQUENCY: (Form.TIMES,),
    MeasureType.DURATION: (Form.SECONDS,),
    MeasureType.LATENCY: (Form.SECONDS,),
    MeasureType.RATING: (Form.RATING,),
    MeasureType.GAS: (Form.GAS,),
    MeasureType.RUBRIC: (Form.SCORES,),
    MeasureType.SPEED: (Form.SPEED,),
}
_PROMPTED = frozenset({Form.COUNT, Form.PERCENT, Form.TIMES, Form.SECONDS, Form.RATING, Form.SPEED, Form.YES_NO})
_PROMPT_APART = frozenset({Form.SECONDS, Form.SPEED, Form.YES_NO})


def _write_percent(values: Sequence[int]) -> str:
    whole, tenth = divmod(values[0], 10)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"


def _write_times(values: Sequence[int]) -> str:
    return f"{values[0]}x/{values[1]}m" if len(values) > 1 else f"{values[0]}x"


_WRITERS: dict[Form, Callable[[Sequence[int]], str]] = {
    Form.COUNT: "{0[0]}/{0[1]}".format,
    Form.PERCENT: _write_percent,
    Form.TIMES: _write_times,
    Form.SECONDS: lambda values: duration_text(values[0]),
    Form.LEVEL: lambda values: f"l{values[0]}" + (f" {values[1]}x" if len(values) > 1 else ""),
    Form.RATING: "{0[0]}".format,
    Form.GAS: lambda values: f"{values[0]:+d}" if values[0] else "0",
    Form.SPEED: lambda values: f"{values[0]}/{duration_text(values[1])}",
    Form.SCORES: lambda values: ",".join(map(str, values)),
    Form.YES_NO: lambda values: "y" if values[0] else "n",
    Form.NOT_ADDRESSED: lambda _values: "-",
    Form.REFUSED: lambda _values: "r",
}
