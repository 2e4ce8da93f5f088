# SPDX-License-Identifier: MIT
"""The words of a progress report, goal by goal, from its data: pieces as those of a note, so they are edited alike.

What is stated is counted or measured: the last figure with its prompts, the baseline, since when no prompt was needed.
Words of a trend, and a month it leads to, come only where the district wants them, and only from points with the same
help. Fewer than three points say that they are not enough.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from otdesk.rules.figures import FIGURE_KEYS, Keys, Templates, data_words, prompt_words
from otdesk.rules.goals import (
    LEAST_POINTS,
    Aim,
    Help,
    Point,
    Track,
    Trend,
    help_of,
    like_points,
    reaches,
    track,
    trend,
    trend_step,
)
from otdesk.rules.kinds import MeasureType
from otdesk.rules.note_entry import Piece
from otdesk.rules.sentences import capital, fill, frame, inside, pronouns
from otdesk.rules.shorthand import Form, Reading

_OWN_RUN = 2
_TREND_POINTS = 4
"""Like points needed before a month is named: a line through three says nothing."""
_FARTHEST = 366


@dataclass(frozen=True, slots=True)
class Speech:
    """One language: its templates, and the words of a figure, a date and a month."""

    templates: Templates
    figure: Callable[[float], str]
    day: Callable[[date], str]
    month: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class GoalData:
    """One goal of a report. `points` are those of the term; `last` is how the latest of them was typed, if it can be
    read; `met_on` when it was met, if it was."""

    short: str
    measure: MeasureType
    points: Sequence[Point]
    last: Reading | None = None
    unit: str = ""
    levels: tuple[str, ...] = ()
    """Words of the district's own assist scale; empty: of the usual one."""
    higher: bool = True
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    aim: Aim | None = None
    met_on: date | None = None

    @property
    def ordered(self) -> list[Point]:
        return sorted(self.points, key=_day)


@dataclass(frozen=True, slots=True)
class About:
    """Whose report it is. `trends`: whether the district wants words of a trend."""

    name: str
    pronoun: str = ""
    trends: bool = False


def compose(goal: GoalData, about: About, speech: Speech) -> tuple[Piece, ...]:
    """The sentences of one goal, each a topic of its own."""
    sentences = [_now(goal, about, speech), _met(goal, about, speech)]
    if not goal.points:
        sentences = [_plain("none", goal, about, speech)]
    elif len(goal.points) < LEAST_POINTS:
        sentences += [_base(goal, about, speech), _few(goal, about, speech)]
    else:
        sentences += [_base(goal, about, speech), _since(goal, about, speech)]
        if about.trends and goal.met_on is None:
            sentences += _trend(goal, about, speech)
    pieces: list[Piece] = []
    for sentence in sentences:
        if sentence and pieces:
            pieces.append(frame(" ", _topic(sentence)))
        pieces += sentence
    return tuple(pieces)


def enough(points: Sequence[Point], aim: Aim | None, *, met: bool, higher: bool, ranks: bool) -> bool | None:
    """Whether progress suffices to reach the goal by its end; None where the data do not say."""
    if met:
        return True
    found = track(points, aim, higher=higher, ranks=ranks)
    return {Track.ON_TRACK: True, Track.BEHIND: False}.get(found)


def expected_on(points: Sequence[Point], target: float, *, higher: bool) -> date | None:
    """When the straight line through the points with the same help as the latest reaches the target: None without a
    rise, with too few points, or more than a year ahead."""
    like = like_points(points)
    if len({point.day for point in like}) < _TREND_POINTS or reaches(like[-1].value, target, higher=higher):
        return None
    begin, last = like[0].day, like[-1].day
    days = [(point.day - begin).days for point in like]
    middle_day, middle = fmean(days), fmean(point.value for point in like)
    spread = sum((day - middle_day) ** 2 for day in days)
    slope = sum((d - middle_day) * (p.value - middle) for d, p in zip(days, like, strict=True)) / spread
    if (slope <= 0) if higher else (slope >= 0):
        return None
    ahead = middle_day + (target - middle) / slope
    if ahead > (last - begin).days + _FARTHEST:
        return None
    return max(last, begin + timedelta(days=round(ahead)))


def on_own_since(points: Sequence[Point]) -> date | None:
    """Since when every point was without prompts, if some before were not."""
    ordered = sorted(points, key=_day)
    prompted = [n for n, point in enumerate(ordered) if help_of(point.prompt) is not Help.OWN]
    own = ordered[prompted[-1] + 1 :] if prompted else []
    return own[0].day if len(own) >= _OWN_RUN else None


_KEYS_OF_FORM = {
    Form.TIMES: "now_times",
    Form.SECONDS: "now_seconds",
    Form.LEVEL: "now_level",
    Form.COUNT: "now_count",
}


def _now(goal: GoalData, about: About, speech: Speech) -> list[Piece]:
    latest = goal.ordered[-1] if goal.points else None
    if latest is None:
        return []
    _subject, possessive = pronouns(about.name, about.pronoun, speech.templates)
    figure, reading = speech.figure(latest.value), goal.last
    key, data = "now_figure", figure
    if reading is not None and reading.measured:
        key = _KEYS_OF_FORM.get(reading.form, "now_figure")
        if goal.measure is MeasureType.LATENCY and reading.form is Form.SECONDS:
            key = "now_latency"
        data = data_words(reading, speech.templates, goal.unit, goal.levels)
    prompt = prompt_words(latest.prompt, possessive, speech.templates)
    more = {
        "data": [Piece(data, "now:data")],
        "figure": [Piece(figure, "now:figure")],
        "day": [Piece(speech.day(latest.day), "now:day")],
        "prompt": [frame(" ", "now"), Piece(prompt, "now:prompt")] if prompt and key != "now_level" else [],
    }
    return _said(key, "now", goal, about, speech, more)


def _base(goal: GoalData, about: About, speech: Speech) -> list[Piece]:
    if goal.baseline is None:
        return []
    more = {"base": [Piece(speech.figure(goal.baseline), "base:figure")], "day": [Piece("", "base:day")]}
    if goal.baseline_on is None:
        return _said("base", "base", goal, about, speech, more)
    more["day"] = [Piece(speech.day(goal.baseline_on), "base:day")]
    return _said("base_on", "base", goal, about, speech, more)


def _met(goal: GoalData, about: About, speech: Speech) -> list[Piece]:
    if goal.met_on is None:
        return []
    return _said("met", "met", goal, about, speech, {"day": [Piece(speech.day(goal.met_on), "met:day")]})


def _since(goal: GoalData, about: About, speech: Speech) -> list[Piece]:
    since = on_own_since(goal.points)
    if since is None:
        return []
    return _said("since", "since", goal, about, speech, {"day": [Piece(speech.day(since), "since:day")]})


def _few(goal: GoalData, about: About, speech: Speech) -> list[Piece]:
    key = "few_one" if len(goal.points) == 1 else "few"
    return _said(key, "few", goal, about, speech, {"n": [Piece(str(len(goal.points)), "few:n")]})


def _plain(key: str, goal: GoalData, about: About, speech: Speech) -> list[Piece]:
    return _said(key, key, goal, about, speech, {})


def _trend(goal: GoalData, about: About, speech: Speech) -> list[list[Piece]]:
    """Words of a trend, and the month it leads to."""
    step = trend_step(goal.measure, goal.baseline, goal.target)
    ranks = goal.measure is MeasureType.ASSIST
    found = trend(goal.points, step, higher=goal.higher, ranks=ranks)
    if found is Trend.INSUFFICIENT:
        return []
    like = like_points(goal.points)
    more = {
        "first": [Piece(speech.figure(like[0].value), "trend:first")],
        "last": [Piece(speech.figure(like[-1].value), "trend:last")],
        "day": [Piece(speech.day(like[0].day), "trend:day")],
    }
    sentences = [_said(f"trend_{found.value}", "trend", goal, about, speech, more)]
    when = None
    if found is Trend.BETTER and goal.target is not None and not ranks:
        when = expected_on(goal.points, goal.target, higher=goal.higher)
    if when is not None:
        month = {"month": [Piece(speech.month(when), "expected:month")]}
        sentences.append(_said("expected", "expected", goal, about, speech, month))
    return sentences


def _said(
    key: str, topic: str, goal: GoalData, about: About, speech: Speech, more: dict[str, list[Piece]]
) -> list[Piece]:
    subject, possessive = pronouns(about.name, about.pronoun, speech.templates)
    values = {
        "name": [frame(about.name, topic)],
        "goal": [frame(inside(goal.short), topic)],
        "subject": [frame(subject, topic)],
        "Subject": [frame(capital(subject), topic)],
        "possessive": [frame(possessive, topic)],
        **more,
    }
    return fill(speech.templates.choose(f"report.{key}", 0), values, topic)


def _topic(sentence: Sequence[Piece]) -> str:
    return sentence[0].source.removeprefix("frame:").partition(":")[0]


def _day(point: Point) -> date:
    return point.day


_ANYBODY = frozenset({"name", "goal", "subject", "Subject", "possessive"})
_NOW = _ANYBODY | {"data", "figure", "day", "prompt"}
_TREND = _ANYBODY | {"first", "last", "day"}
REPORT_KEYS: Keys = {
    **FIGURE_KEYS,
    **{f"report.{key}": _NOW for key in ("now_figure", "now_latency", *_KEYS_OF_FORM.values())},
    "report.base": _ANYBODY | {"base"},
    "report.base_on": _ANYBODY | {"base", "day"},
    "report.met": _ANYBODY | {"day"},
    "report.since": _ANYBODY | {"day"},
    "report.few": _ANYBODY | {"n"},
    "report.few_one": _ANYBODY | {"n"},
    "report.none": _ANYBODY,
    "report.expected": _ANYBODY | {"month"},
    **{f"report.trend_{found.value}": _TREND for found in Trend if found is not Trend.INSUFFICIENT},
}
