# SPDX-License-Identifier: MIT
"""Stacked bars on paper: the same values as on the screen, in grays that differ in print, each layer with its figure.

One figure of the structure tree with the chart in words; the table twin stands beside it on the page.
"""

from otdesk import labels, words
from otdesk.printouts.flow import RULE_GRAY, Mark, Rule, Shape, Strip
from otdesk.printouts.flow import Words as Text
from otdesk.printouts.fonts import REGULAR, SEMIBOLD, Line, Span
from otdesk.printouts.page import BLACK, Paper
from otdesk.printouts.tags import Element
from otdesk.rules.charts import StackedBars

GRAYS = (0.2, 0.55, 0.75, 0.9, 1.0)
_FIGURES = 8.0
_FOOT, _LEGEND = 16.0, 18.0


def bar_chart(paper: Paper, parent: Element, chart: StackedBars, width: float, height: float) -> Strip:
    """The chart with its legend as one strip that no page end cuts."""
    plot = height - _FOOT - _LEGEND
    figure = parent.add("Figure", alt=labels.bars_summary(chart))
    shapes: list[str] = []
    marks: list[Mark] = []
    wide = width / max(1, len(chart.bars))
    scale = plot / max(1, chart.highest)
    for number, bar in enumerate(chart.bars):
        left, bottom = number * wide + wide * 0.12, 0.0
        inside = wide * 0.76
        for layer, part in enumerate(bar.parts):
            tall = part * scale
            if not part:
                continue
            shapes.append(f"{_gray(layer):g} g 0.3 G 0.6 w {left:.2f} {bottom:.2f} {inside:.2f} {tall:.2f} re B")
            if tall >= 11:
                ink = 1.0 if _gray(layer) < 0.5 else BLACK
                marks.append(
                    _centered(paper, words.hours_short(part), left + inside / 2, plot - bottom - tall / 2 + 3, ink)
                )
            bottom += tall
        marks.append(_centered(paper, bar.words, left + inside / 2, plot + 11, BLACK))
    picture = Shape(0, plot, " ".join(shapes) or "n", figure)
    floor = Rule(0, plot, width, 0.8, RULE_GRAY)
    return Strip(height, (picture, floor, *marks, *_legend(paper, chart, height - 6)), before=4)


def _gray(layer: int) -> float:
    return GRAYS[min(layer, len(GRAYS) - 1)]


def _line(paper: Paper, text: str, face: str = REGULAR) -> Line:
    shown = paper.words(text)
    return Line((Span(shown, face),), paper.faces.width(shown, face, _FIGURES))


def _centered(paper: Paper, text: str, x: float, y: float, gray: float) -> Text:
    """Part of the picture, which has its own words: an artifact."""
    line = _line(paper, text, SEMIBOLD)
    return Text(x - line.width / 2, y, line, _FIGURES, None, gray)


def _legend(paper: Paper, chart: StackedBars, y: float) -> list[Mark]:
    marks: list[Mark] = []
    x = 0.0
    for layer, name in enumerate(chart.series):
        marks.append(Shape(x, y, f"{_gray(layer):g} g 0.3 G 0.6 w 0 0 8 8 re B"))
        line = _line(paper, name)
        marks.append(Text(x + 12, y - 1, line, _FIGURES, None))
        x += line.width + 30
    return marks
