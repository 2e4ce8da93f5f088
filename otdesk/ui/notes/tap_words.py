# SPDX-License-Identifier: MIT
"""What stands on the buttons under a goal, and what a screen reader says of each."""

from otdesk.queries.templates import sentences
from otdesk.rules.assist_scale import Levels, words_of
from otdesk.rules.figures import data_words
from otdesk.rules.shorthand import ASSIST_SCALE, Form, Reading
from otdesk.rules.tapping import Act, Touch
from otdesk.words import _, plural


def touch(one: Touch, levels: Levels) -> tuple[str, str]:
    """The sign and the name; `levels` is the district's own assist scale."""
    n = one.amount
    match one.act:
        case Act.CHOOSE:
            return _choice(one.form, n, levels)
        case Act.ADD if one.form is Form.SECONDS:
            return _signed(_short(n), n), _more(_long(abs(n)), n)
        case Act.ADD:
            return _signed(str(abs(n)), n), _more(str(abs(n)), n)
        case Act.WITHIN:
            seconds = 60 * n if one.form is Form.TIMES else n
            return f"/{_short(seconds)}", _("in {time}").format(time=_long(seconds))
        case Act.PROMPTS:
            return _signed(_("1 prompt"), n), _("One more prompt") if n > 0 else _("One prompt less")
        case Act.SCORE:
            return str(n), _("Next row: {n}").format(n=n)
        case fixed:
            return _fixed(fixed)


def _fixed(act: Act) -> tuple[str, str]:
    return {
        Act.DONE: ("✓", _("One more done")),
        Act.MISSED: ("✗", _("One more not done")),
        Act.BACK: ("−1", _("Take the last one back")),
        Act.UNSCORE: ("⌫", _("Take the last row back")),
    }[act]


def _choice(form: Form, value: int, levels: Levels) -> tuple[str, str]:
    if form is Form.YES_NO:
        return (_("yes"), _("Done")) if value else (_("no"), _("Not done"))
    if form is Form.LEVEL:
        short = levels[value - 1].short if levels else ASSIST_SCALE[value - 1]
        return short, data_words(Reading(form, (value,)), sentences(), levels=words_of(levels))
    sign = _signed(str(abs(value)), value) if form is Form.GAS and value else str(value)
    return sign, sign


def _signed(amount: str, n: int) -> str:
    return f"{'+' if n > 0 else '−'}{amount}"


def _more(amount: str, n: int) -> str:
    return (_("{amount} more") if n > 0 else _("{amount} less")).format(amount=amount)


def _short(seconds: int) -> str:
    minutes, rest = divmod(abs(seconds), 60)
    return _("{n} s").format(n=abs(seconds)) if rest else _("{n} min").format(n=minutes)


def _long(seconds: int) -> str:
    if seconds % 60:
        return plural("{n} second", "{n} seconds", seconds)
    return plural("{n} minute", "{n} minutes", seconds // 60)
