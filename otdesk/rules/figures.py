# SPDX-License-Identifier: MIT
"""One reading or prompt in words, from templates; and the templates themselves."""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from otdesk.rules.contacting import How
from otdesk.rules.kinds import Prompt
from otdesk.rules.screening import Outcome
from otdesk.rules.shorthand import ASSIST_SCALE, Form, Reading

_GAS = {-2: "gas.minus2", -1: "gas.minus1", 0: "gas.zero", 1: "gas.plus1", 2: "gas.plus2"}


@dataclass(frozen=True, slots=True)
class Templates:
    """Texts by dotted key; several of one key take turns."""

    texts: Mapping[str, tuple[str, ...]]

    def choose(self, key: str, turn: int) -> str:
        choices = self.texts[key]
        return choices[turn % len(choices)]

    def fill(self, key: str, **values: object) -> str:
        return self.choose(key, 0).format(**values)


Keys = Mapping[str, frozenset[str]]
"""The texts an engine needs, each with the placeholders it may hold."""


def templates_from(tables: Mapping[str, object], expected: Keys | None = None) -> Templates:
    """Templates from the tables of a TOML file; `expected` are those of a note unless said otherwise.

    Raises ValueError naming the key: something missing, not text, or with a placeholder nothing can fill.
    """
    texts: dict[str, tuple[str, ...]] = {}
    _flatten("", tables, texts)
    for key, names in (NOTE_KEYS if expected is None else expected).items():
        if key not in texts:
            raise ValueError(f"{key} is missing")
        for text in texts[key]:
            unknown = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None} - names
            if unknown:
                raise ValueError(f"{key} has a placeholder nothing fills: {', '.join(sorted(unknown))}")
    return Templates(texts)


def data_words(reading: Reading, templates: Templates, unit: str = "", levels: Sequence[str] = ()) -> str:
    """ "3 of 4", "70%", "twice in 10 minutes", "with minimal help"; empty where nothing was measured."""
    values, form = reading.values, reading.form
    if form is Form.PERCENT:
        whole, tenth = divmod(values[0], 10)
        return templates.fill("data.percent", a=f"{whole}.{tenth}" if tenth else whole)
    if form is Form.TIMES:
        return _times(values, templates)
    if form is Form.SECONDS:
        return duration_words(values[0], templates)
    if form is Form.LEVEL:
        return _level(values, templates, levels)
    if form is Form.SPEED:
        return _speed(values, templates, unit)
    return _plain_words(form, values, templates, unit)


def prompt_words(prompt: Prompt | None, possessive: str, templates: Templates) -> str:
    """ "with verbal prompts", "on her own"; empty when none was said."""
    return templates.fill(f"prompt.{prompt.value}", possessive=possessive) if prompt is not None else ""


def prompt_name(prompt: Prompt | None, templates: Templates) -> str:
    """ "Verbal", for a table; empty when none was said."""
    return templates.fill(f"prompt_name.{prompt.value}") if prompt is not None else ""


def duration_words(seconds: int, templates: Templates) -> str:
    """ "45 seconds", "8 minutes", "1 minute 30 seconds"."""
    minutes, rest = divmod(seconds, 60)
    in_minutes = templates.fill("data.minute" if minutes == 1 else "data.minutes", a=minutes)
    in_seconds = templates.fill("data.second" if rest == 1 else "data.seconds", a=rest)
    if not minutes:
        return in_seconds
    return templates.fill("data.long", minutes=in_minutes, seconds=in_seconds) if rest else in_minutes


def _plain_words(form: Form, values: Sequence[int], templates: Templates, unit: str) -> str:
    if form is Form.COUNT:
        # "%" and the like are units of the chart, not of what was counted.
        countable = unit[:1].isalpha() and not unit.casefold().startswith("percent")
        key = "data.count_unit" if countable else "data.count"
        return templates.fill(key, a=values[0], b=values[1], unit=unit)
    if form is Form.RATING:
        return templates.fill("data.rating", a=values[0])
    if form is Form.GAS:
        return templates.fill(_GAS[values[0]])
    if form is Form.SCORES:
        return templates.fill("data.scores", list=", ".join(map(str, values)))
    if form is Form.YES_NO:
        return templates.fill("data.yes" if values[0] else "data.no")
    return ""


def _times(values: Sequence[int], templates: Templates) -> str:
    few = {0: "data.never", 1: "data.once", 2: "data.twice"}
    words = templates.fill(few.get(values[0], "data.times"), a=values[0])
    if len(values) < 2:
        return words
    return templates.fill("data.observed", data=words, time=duration_words(values[1] * 60, templates))


def _speed(values: Sequence[int], templates: Templates, unit: str) -> str:
    """A unit that is a rate already ("words a minute") takes the rate, another the count and its time."""
    if "min" in unit.casefold():
        return templates.fill("data.speed_rate", a=(2 * values[0] * 60 + values[1]) // (2 * values[1]), unit=unit)
    what = unit or templates.fill("data.speed_unit")
    return templates.fill("data.speed", a=values[0], unit=what, time=duration_words(values[1], templates))


def _level(values: Sequence[int], templates: Templates, levels: Sequence[str]) -> str:
    rank = values[0]
    if levels:
        level = levels[rank - 1] if rank <= len(levels) else templates.fill("data.level_number", a=rank)
    elif rank <= len(ASSIST_SCALE):
        level = templates.fill(f"level.{ASSIST_SCALE[rank - 1]}")
    else:
        level = templates.fill("data.level_number", a=rank)
    if len(values) < 2 or not values[1]:
        return templates.fill("data.level", level=level)
    key = "data.level_prompts_one" if values[1] == 1 else "data.level_prompts"
    return templates.fill(key, level=level, b=values[1])


def _flatten(prefix: str, table: Mapping[str, object], texts: dict[str, tuple[str, ...]]) -> None:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            _flatten(f"{key}.", value, texts)
        elif isinstance(value, str):
            texts[key] = (value,)
        elif isinstance(value, Sequence) and value and all(isinstance(text, str) for text in value):
            texts[key] = tuple(value)
        else:
            raise ValueError(f"{key} must be a text or a list of texts")


_JOINED = frozenset({"a", "b"})
_OPENING = frozenset({"name", "minutes", "went", "why"})
_GOAL = frozenset({"name", "goal", "Goal", "subject", "Subject", "data", "prompt", "last", "rest"})
_DATA: dict[str, frozenset[str]] = {
    "count": frozenset({"a", "b"}),
    "count_unit": frozenset({"a", "b", "unit"}),
    "observed": frozenset({"data", "time"}),
    "long": frozenset({"minutes", "seconds"}),
    "level": frozenset({"level"}),
    "level_prompts_one": frozenset({"level"}),
    "level_prompts": frozenset({"level", "b"}),
    "speed": frozenset({"a", "unit", "time"}),
    "speed_rate": frozenset({"a", "unit"}),
    "scores": frozenset({"list"}),
}
_COUNTED = ("percent", "times", "seconds", "minutes", "level_number", "rating")
_FIXED = ("never", "once", "twice", "second", "minute", "speed_unit", "yes", "no")
_OPENINGS = (
    "present", "present_went", "late", "late_untimed", "left_early", "left_early_untimed", "went", "refused", "absent",
    "absent_why",
)  # fmt: skip
FIGURE_KEYS: Keys = {
    **{f"pronoun.name.{name}": frozenset({"name"}) for name in ("subject", "possessive")},
    **{f"prompt.{prompt.value}": frozenset({"possessive"}) for prompt in Prompt},
    **{f"data.{name}": names for name, names in _DATA.items()},
    **{f"data.{name}": frozenset({"a"}) for name in _COUNTED},
    **{f"data.{name}": frozenset() for name in _FIXED},
    **{f"level.{name}": frozenset() for name in ASSIST_SCALE},
    **{key: frozenset() for key in _GAS.values()},
}
"""What any words about one figure need."""
NOTE_KEYS: Keys = {
    **FIGURE_KEYS,
    **{f"join.{name}": _JOINED for name in ("pair", "more", "last", "then")},
    **{f"prompt_name.{prompt.value}": frozenset() for prompt in Prompt},
    **{f"opening.{name}": _OPENING for name in _OPENINGS},
    **{f"goal.{form.value}": _GOAL for form in Form},
    "goal.latency": _GOAL,
    "goal.last": frozenset({"last"}),
    "goal.rest": frozenset({"rest"}),
    "did.one": frozenset({"name", "did"}),
    "did.many": frozenset({"name", "did"}),
    "shared.activity": frozenset({"activity"}),
    "shared.activity_group": frozenset({"activity", "count"}),
    "shared.activity_class": frozenset({"activity", "count"}),
    "opening.class": _OPENING | {"count"},
    "shared.supports": frozenset({"name", "supports"}),
    "shared.number": frozenset(),
    **{f"outcome.{outcome.value}": frozenset() for outcome in Outcome},
    **{f"how.{how.value}": frozenset() for how in How},
}
