# SPDX-License-Identifier: MIT
"""One school or all of them, as a chip with a menu."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from otdesk.queries.caseload import SchoolMark
from otdesk.ui.parts.choices import FilterChip
from otdesk.words import _


class SchoolChip(FilterChip):
    """`school_id` none is all; says `taken` when the person chose."""

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("All schools"), icon="school", parent=parent)
        self.school_id: int | None = None
        self._schools: Sequence[SchoolMark] = ()
        self.clicked.connect(self._open)

    def show_schools(self, schools: Iterable[SchoolMark]) -> None:
        """What may be chosen; a chosen school that is no longer there stays chosen."""
        self._schools = sorted(set(schools), key=_name)
        self._say()

    @property
    def scope(self) -> str:
        """The chosen school's name, or "All schools"."""
        return next((school.name for school in self._schools if school.school_id == self.school_id), _("All schools"))

    def choose(self, school_id: int | None) -> None:
        """Without telling."""
        self.school_id = school_id
        self._say()

    def holds(self, school: SchoolMark) -> bool:
        return self.school_id in {None, school.school_id}

    def _say(self) -> None:
        self.setText(self.scope)
        self.setChecked(self.school_id is not None)
        self.show_count(None)

    def _open(self) -> None:
        menu = self.menu()
        menu.exec(self.mapToGlobal(self.rect().bottomLeft()))
        menu.deleteLater()
        self._say()

    def menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        found = [(None, _("All schools")), *((s.school_id, f"{s.code}  {s.name}") for s in self._schools)]
        for school_id, text in found:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(school_id)
            action.setChecked(school_id == self.school_id)
            group.addAction(action)
        menu.triggered.connect(self._take)
        return menu

    def _take(self, action: QAction) -> None:
        self.choose(action.data())
        self.taken.emit()


def _name(school: SchoolMark) -> str:
    return school.name
