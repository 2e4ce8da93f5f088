# SPDX-License-Identifier: MIT
"""The assist scale of the district's notes, a level a line, most independent first."""

import re

from PySide6.QtWidgets import QWidget

from otdesk.actions import assist_scale
from otdesk.faults import Refusal
from otdesk.queries import assist_scale as queries
from otdesk.queries.templates import sentences
from otdesk.rules.assist_scale import LEAST, MOST, Level, Levels
from otdesk.rules.shorthand import ASSIST_SCALE
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.buttons import LinkButton
from otdesk.words import _, plural

_SHORT = re.compile(r"[a-z]{1,8}")


class AssistForm(FormSheet):
    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        super().__init__(
            host, bridge, _("Assist scale"), _("Save"), width=520,
            detail=_("For goals measured by the help given. What was measured before keeps its number."),
        )  # fmt: skip

    def build(self) -> None:
        self.levels = self.lines_field(
            _("Levels, one a line, most independent first"), scale_text(self.bridge.read(queries.levels) or usual()),
            rows=13, check=_told,
            hint=_("A short name to type, then the words of the note: “min with minimal help”."),
        )  # fmt: skip
        self.usual_button = LinkButton(_("Back to the usual scale"))
        self.usual_button.clicked.connect(self._put_usual)
        self.add(self.levels)
        self.add(self.usual_button)

    def _put_usual(self) -> None:
        self.levels.set_text(scale_text(usual()))

    def save(self) -> None:
        said = read_scale(self.levels.text())
        self.bridge.do(assist_scale.set_assist_scale, () if said == usual() else said)


def usual() -> Levels:
    """The scale until a district says its own, with the words of the notes."""
    return tuple(Level(short, sentences().fill(f"level.{short}")) for short in ASSIST_SCALE)


def scale_text(levels: Levels) -> str:
    return "\n".join(f"{level.short} {level.words}" for level in levels)


def read_scale(text: str) -> Levels:
    """Raises Refusal that names the line."""
    made: list[Level] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        short, _space, words = line.partition(" ")
        if _SHORT.fullmatch(short.casefold()) is None or not words.strip():
            said = _("“{line}”: a line has a short name of letters, then the words of the note.")
            raise Refusal(said.format(line=line))
        if short.casefold() in {level.short for level in made}:
            raise Refusal(_("“{short}” stands there twice.").format(short=short))
        made.append(Level(short.casefold(), words.strip()))
    if not LEAST <= len(made) <= MOST:
        raise Refusal(_("A scale has from {low} to {high} levels.").format(low=LEAST, high=MOST))
    return tuple(made)


def _told(text: str) -> str:
    return plural("{n} level", "{n} levels", len(read_scale(text)))
