# SPDX-License-Identifier: MIT
"""A progress report in words, in the language it goes home in: its sentences, ratings and charts.

Everything here is to be called inside `words.speaking(language)`.
"""

from datetime import date

from otdesk import labels, words
from otdesk.queries import templates
from otdesk.queries.goal_progress import GoalRow
from otdesk.queries.progress_reports import ReportPage
from otdesk.rules import report_sentences
from otdesk.rules.assist_scale import scale_of, words_of
from otdesk.rules.charts import LineChart
from otdesk.rules.goal_chart import Charted, line_chart
from otdesk.rules.goals import Help, higher_is_better
from otdesk.rules.kinds import MeasureType
from otdesk.rules.note_entry import Piece
from otdesk.rules.ratings import Rating
from otdesk.rules.report_entry import GoalReport, ReportEntry
from otdesk.rules.report_sentences import About, GoalData, Speech
from otdesk.rules.shorthand import Reading, Scale, read
from otdesk.words import _, plural


def figure_of(goal: GoalRow, value: float) -> str:
    return labels.figure(value, goal.measure, _unit(goal))


def bare_figure(goal: GoalRow, value: float) -> str:
    """Without the words of its unit: what stands beside a point."""
    return labels.figure(value, goal.measure)


def _unit(goal: GoalRow) -> str:
    """In the language of the page where it is one of ours; her own words stay as they are."""
    return _(goal.unit) if goal.unit else ""


def short(goal: GoalRow) -> str:
    return goal.area or goal.cue or goal.statement


def speech(goal: GoalRow, language: str) -> Speech:
    def figure(value: float) -> str:
        return figure_of(goal, value)

    return Speech(templates.report_sentences(language), figure, words.short_date, _month)


def _month(day: date) -> str:
    return words.month(day.month)


def composed(page: ReportPage, goal: GoalRow, language: str) -> tuple[Piece, ...]:
    """The sentences of a goal from its data."""
    latest = goal.latest
    scale = scale_of(Scale(goal.measure, usual_total=goal.usual_total), page.levels)
    reading = read(latest.typed, scale) if latest is not None else None
    met = goal.met_on if goal.met_on is not None and goal.met_on <= page.term.last else None
    data = GoalData(
        short(goal), goal.measure, goal.charted, reading if isinstance(reading, Reading) else None, _unit(goal),
        words_of(page.levels),
        higher_is_better(goal.measure, goal.higher_is_better), goal.baseline, goal.baseline_on, goal.target, goal.aim,
        met,
    )  # fmt: skip
    return report_sentences.compose(data, About(page.called, page.pronoun, page.trends), speech(goal, language))


def filled(page: ReportPage, entry: ReportEntry, language: str) -> ReportEntry:
    """Every goal of the page once, in order; those without words get them from the data."""
    parts = []
    for goal in page.goals:
        part = entry.of(goal.goal_id)
        if not part.pieces:
            part = GoalReport(goal.goal_id, part.rating, part.enough, composed(page, goal, language))
        parts.append(part)
    return ReportEntry(tuple(parts))


def suffices(goal: GoalRow, part: GoalReport) -> bool | None:
    """Whether progress reaches the goal by its date: as said, else as the data say."""
    if part.enough is not None:
        return part.enough
    return report_sentences.enough(
        goal.charted, goal.aim, met=goal.met or goal.met_on is not None,
        higher=higher_is_better(goal.measure, goal.higher_is_better), ranks=goal.measure is MeasureType.ASSIST,
    )  # fmt: skip


def enough_words(goal: GoalRow, part: GoalReport) -> str:
    found = suffices(goal, part)
    if found is None:
        return _("The data do not say yet whether the goal will be reached by its date.")
    if found:
        return _("Progress is enough to reach the goal by its date.")
    return _("Progress is not enough to reach the goal by its date; the team should meet.")


def rating_words(rating: Rating | None) -> str:
    """In the language of the page; a district's own words that nobody translated stay as they are."""
    if rating is None:
        return ""
    said = _(rating.words)
    return f"{rating.short}: {said}" if rating.short else said


def chart(page: ReportPage, goal: GoalRow) -> LineChart:
    def figure(value: float) -> str:
        return bare_figure(goal, value)

    first = page.term.first
    last = max((point.day for point in goal.points), default=page.term.last)
    charted = Charted(
        goal.charted, goal.measure, first, max(last, min(page.term.last, page.term.due)), goal.target, goal.aim
    )
    return line_chart(charted, figure, words.short_date)


def chart_sentence(goal: GoalRow) -> str:
    """The chart for those who hear it."""
    if not goal.points:
        return _("Chart of {goal}: no results this term.").format(goal=short(goal))
    first, last = goal.points[0], goal.points[-1]
    count = plural("{n} result", "{n} results", len(goal.points))
    said = _("Chart of {goal}: {count}, from {first} on {begin} to {last} on {end}").format(
        goal=short(goal), count=count, first=figure_of(goal, first.value), begin=words.short_date(first.day),
        last=figure_of(goal, last.value), end=words.short_date(last.day),
    )  # fmt: skip
    if goal.target is not None:
        said += _("; the goal is {target}").format(target=figure_of(goal, goal.target))
    return f"{said}."


def help_words(code: Help) -> str:
    return {
        Help.OWN: _("Without prompts"),
        Help.PROMPTED: _("With prompts"),
        Help.NOT_SAID: _("Help not said"),
    }[code]


def helps(goal: GoalRow) -> list[Help]:
    """The kinds of help that occur, in a fixed order."""
    from otdesk.rules.goals import help_of

    found = {help_of(point.prompt) for point in goal.points}
    return [code for code in Help if code in found]
