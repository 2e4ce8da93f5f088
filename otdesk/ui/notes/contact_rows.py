# SPDX-License-Identifier: MIT
"""Of a contact about a student: with whom and how, chosen among those one knows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otdesk import labels
from otdesk.rules.contacting import Contacted, How
from otdesk.ui import theme
from otdesk.ui.notes.tags import TagRow
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _


class ContactRows(QWidget):
    """`changed` on a person's act. One way of contact at a time: another one takes its place."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(6))
        self._whom_title = Words(_("Who"), Type.LABEL, "text2")
        self.whom = TagRow(_("Who"))
        self.how = TagRow(_("How"))
        self._hows = {labels.contact_how(how): how for how in How}
        for widget in (self._whom_title, self.whom, Words(_("How"), Type.LABEL, "text2"), self.how):
            column.addWidget(widget)
        self.whom.changed.connect(self.changed)
        self.how.changed.connect(self._how_chosen)
        self.setFocusProxy(self.whom)

    def show_known(self, known: tuple[str, ...], contacted: Contacted) -> None:
        self.whom.show_labels(known, contacted.whom)
        nobody = not self.whom.labels()
        self._whom_title.setHidden(nobody)
        self.whom.setHidden(nobody)
        self._show_how(contacted.how)

    def contacted(self) -> Contacted:
        return Contacted(self.whom.chosen(), next((self._hows[label] for label in self.how.chosen()), None))

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [self.how] if self.whom.isHidden() else [self.whom, self.how]

    def _show_how(self, how: How | None) -> None:
        self.how.show_labels(list(self._hows), [labels.contact_how(how)] if how is not None else [])

    def _how_chosen(self) -> None:
        chosen = self.how.chosen()
        self._show_how(self._hows[chosen[-1]] if chosen else None)
        self.changed.emit()
