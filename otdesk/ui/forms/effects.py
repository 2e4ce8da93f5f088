# SPDX-License-Identifier: MIT
"""What an edit does to the sessions to come, shown before it is done."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from PySide6.QtWidgets import QWidget

from otdesk import words
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.words import _, plural

if TYPE_CHECKING:
    from otdesk.queries.session_changes import Effect

P = ParamSpec("P")
_NAMED = 3


def effect_words(effect: "Effect") -> str:
    """ "12 sessions to come are canceled, 2 moved. Maya Ortiz loses 60 min, … What is logged stays."."""
    told = []
    if effect.removed:
        told.append(plural("{n} session to come goes", "{n} sessions to come go", effect.removed))
    if effect.moved:
        told.append(plural("{n} moves", "{n} move", effect.moved))
    if effect.added:
        told.append(plural("{n} is added", "{n} are added", effect.added))
    text = f"{', '.join(told)}. {_('What is logged stays.')}"
    named = [f"{name} {words.minutes(lost)}" for name, lost in effect.lost[:_NAMED]]
    if not named:
        return text
    more = len(effect.lost) - len(named)
    rest = plural(" and {n} more", " and {n} more", more) if more > 0 else ""
    return f"{text} {_('Minutes lost:')} {', '.join(named)}{rest}."


class EffectDialog(DialogBase):
    """Apply, or leave everything as it is."""

    def __init__(self, host: QWidget, effect: "Effect") -> None:
        super().__init__(host, _("This changes the sessions to come"), width=480, detail=effect_words(effect))
        self.add_buttons(_("Apply"), cancel=_("Leave it"))
        self.focus_first(self.main_button)


def agree(
    host: QWidget, bridge: Bridge, action: Callable[Concatenate[Any, P], object], *args: P.args, **kwargs: P.kwargs
) -> EffectDialog | None:
    """Do it at once where no session to come changes; else show what changes, and do it when it is agreed to."""
    with bridge.telling():
        effect = bridge.rehearse(action, *args, **kwargs)
        if effect.empty:
            bridge.do(action, *args, **kwargs)
            return None
        dialog = EffectDialog(host, effect)

        def answered(taken: bool) -> None:
            if taken:
                with bridge.telling():
                    bridge.do(action, *args, **kwargs)

        dialog.finished.connect(answered)
        dialog.open()
        return dialog
    return None
