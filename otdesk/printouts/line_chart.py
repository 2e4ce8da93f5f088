# SPDX-License-Identifier: MIT
"""A goal over time on paper, black on white: filled dots on her own, open ones with prompts, half ones not said."""

from collections.abc import Iterator

from otdesk.printouts.flow import SMALL, Rule, Shape, Strip, lines_of
from otdesk.printouts.flow import Words as Text
from otdesk.printouts.page import BLACK, Paper
from otdesk.printouts.tags import Element
from otdesk.rules.charts import Dot, LineChart
from otdesk.rules.goals import Help

HEIGHT = 96.0
_LEFT, _RIGHT, _TOP, _FOOT = 26.0, 62.0, 6.0, 16.0
_GRID, _DOT = 0.8, 2.3
_ROUND = 0.5523 * _DOT
"""How far the control points of a quarter circle lie from its ends."""


def chart_strip(paper: Paper, sect: Element, chart: LineChart, spoken: str, goal: str, aim: str, width: float) -> Strip:
    """`spoken` is the chart in a sentence, for those who hear the page; `goal` and `aim` are written beside the lines.

    One figure: the operators of all lines and dots, then its words as artifacts (the sentence says them)."""
    inner, height = width - _LEFT - _RIGHT, HEIGHT - _TOP - _FOOT
    figure = sect.add("Figure", alt=spoken)
    operators = " ".join(_operators(chart, inner, height))
    marks: list[Text | Rule | Shape] = [Shape(_LEFT, HEIGHT - _FOOT, operators, figure)]
    for tick in chart.ticks_y:
        if tick.words:
            line = lines_of(paper, tick.words, SMALL, _LEFT)[0]
            y = HEIGHT - _FOOT - tick.at * height + 3
            marks.append(Text(_LEFT - 4 - line.width, y, line, SMALL.size, None))
    for tick in chart.ticks_x:
        line = lines_of(paper, tick.words, SMALL, 80)[0]
        marks.append(Text(_LEFT + tick.at * inner - line.width / 2, HEIGHT - 4, line, SMALL.size, None))
    beside = [(chart.goal, goal), (chart.aim[3] if chart.aim is not None else None, aim)]
    taken: list[float] = []
    for at, said in beside:
        if at is None or not said:
            continue
        y = HEIGHT - _FOOT - at * height + 3
        while any(abs(y - other) < SMALL.leading for other in taken):
            y += SMALL.leading / 2
        taken.append(y)
        marks.append(Text(_LEFT + inner + 5, y, lines_of(paper, said, SMALL, _RIGHT)[0], SMALL.size, None))
    return Strip(HEIGHT + 4, tuple(marks))


def _operators(chart: LineChart, width: float, height: float) -> Iterator[str]:
    yield f"0.4 w {_GRID} G"
    for tick in chart.ticks_y:
        yield f"0 {tick.at * height:.2f} m {width:.2f} {tick.at * height:.2f} l S"
    if chart.aim is not None:
        x, y, to_x, to_y = chart.aim
        start, end = f"{x * width:.2f} {y * height:.2f}", f"{to_x * width:.2f} {to_y * height:.2f}"
        yield f"0.6 w 0.35 G [1 2] 0 d {start} m {end} l S [] 0 d"
    if chart.goal is not None:
        yield f"0.9 w 0 G [4 2.5] 0 d 0 {chart.goal * height:.2f} m {width:.2f} {chart.goal * height:.2f} l S [] 0 d"
    yield f"1 w {BLACK:g} G {BLACK:g} g"
    for run in chart.runs:
        places = [f"{dot.x * width:.2f} {dot.y * height:.2f}" for dot in run]
        if len(places) > 1:
            yield f"{places[0]} m " + " ".join(f"{place} l" for place in places[1:]) + " S"
    for dot in chart.dots:
        yield from _dot(dot, dot.x * width, dot.y * height)


def _dot(dot: Dot, x: float, y: float) -> Iterator[str]:
    """White under it, so that no line runs through; then filled, half filled or open."""
    yield f"1 g {_circle(x, y)} B {BLACK:g} g"
    if dot.help is Help.OWN:
        yield f"{_circle(x, y)} f"
    elif dot.help is Help.NOT_SAID:
        yield f"{x - _DOT:.2f} {y:.2f} m {_arc(x, y)} f"


def _circle(x: float, y: float) -> str:
    r, k = _DOT, _ROUND
    return (
        f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c h"
    )


def _arc(x: float, y: float) -> str:
    """The lower half, from the left to the right and back."""
    r, k = _DOT, _ROUND
    return (
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c h"
    )
