# SPDX-License-Identifier: MIT
"""Colors, size and rows. The commands of the View menu do it and keep it; this page shows them side by side."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from otdesk.ui import theme
from otdesk.ui.commands import Commands
from otdesk.ui.forms.sheet import labeled
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.choices import SegmentedControl
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Density, Mode, Type
from otdesk.words import _


class LooksPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        sheet = ScrollColumn()
        outer.addWidget(sheet)
        card = Card(_("Display"))
        widths.at_most(card, 520)
        self.mode = SegmentedControl(
            [(Mode.SYSTEM, _("As the system")), (Mode.LIGHT, _("Light")), (Mode.DARK, _("Dark"))], _("Colors")
        )
        self.mode.chosen.connect(self._choose_mode)
        self.rows = SegmentedControl(
            [(Density.AUTO, _("Fits the window")), (Density.COMFORTABLE, _("Comfortable")),
             (Density.COMPACT, _("Compact")), (Density.STANDING, _("Standing"))], _("Rows"),
        )  # fmt: skip
        self.rows.chosen.connect(self._choose_rows)
        self.smaller, self.normal = DefaultButton(_("Smaller"), icon="zoom-out"), DefaultButton("100 %")
        self.bigger = DefaultButton(_("Bigger"), icon="zoom-in")
        self.smaller.clicked.connect(self._smaller)
        self.normal.clicked.connect(self._normal)
        self.bigger.clicked.connect(self._bigger)
        size = QWidget()
        row = QHBoxLayout(size)
        row.setContentsMargins(0, 0, 0, 0)
        self.zoom = Words("", Type.CONTROL_STRONG)
        for widget in (self.smaller, self.normal, self.bigger, self.zoom):
            row.addWidget(widget)
        card.add(labeled(_("Colors"), self.mode))
        card.add(labeled(_("Rows"), self.rows))
        card.add(labeled(_("Size of everything"), size))
        self.more = DefaultButton(_("Letters and notices on this computer"), icon="settings-2")
        self.more.clicked.connect(self._more)
        card.add(self.more)
        line = QHBoxLayout()  # only a row reckons the height at the width the card may have
        line.addWidget(card, 1000)
        line.addStretch(1)
        sheet.column.addLayout(line)
        sheet.column.addStretch(1)
        theme.look().changed.connect(self.refill)

    def refill(self) -> None:
        look = theme.look()
        self.mode.set_value(look.mode)
        self.rows.set_value(look.density)
        self.zoom.setText(_("now {n} %").format(n=look.theme.zoom))

    def _fire(self, command: str) -> None:
        commands = getattr(self.window(), "commands", None)
        if isinstance(commands, Commands):
            commands.entry(command).fire()
        self.refill()

    def _choose_mode(self, mode: object) -> None:
        self._fire(f"view.{mode}")

    def _choose_rows(self, density: object) -> None:
        self._fire("view.fitting" if density is Density.AUTO else f"view.{density}")

    def _more(self) -> None:
        self._fire("tools.computer")

    def _smaller(self) -> None:
        self._fire("view.out")

    def _normal(self) -> None:
        self._fire("view.reset")

    def _bigger(self) -> None:
        self._fire("view.in")
