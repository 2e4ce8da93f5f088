# SPDX-License-Identifier: MIT
"""Who is with me now: large, for a drill or an emergency, one key from anywhere."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otdesk import words
from otdesk.actions.alerts import kind_words
from otdesk.queries.alerts import AlertFact
from otdesk.queries.with_me import Child, WithMe
from otdesk.rules.initials import Hidden
from otdesk.ui import statuses, theme
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.drawing import Mark
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.marks import StatusPill
from otdesk.ui.safety.alert_marks import reviewed
from otdesk.ui.theme import Type, TypeSize
from otdesk.ui.tokens import Tone
from otdesk.words import _, plural

NAME = TypeSize(24, 30, 650)


def alert_mark(alert: AlertFact) -> Mark:
    """Icon and word; evacuation is the one that counts in a drill."""
    return Mark(kind_words(alert.kind), statuses.ALERT_ICONS[alert.kind], Tone.BAD)


class RosterDialog(DialogBase):
    """Children of the running session first, with what must be minded; then everybody of hers in the building.

    While names are hidden on the screen, one press shows them here: a drill counts heads by name."""

    def __init__(self, host: QWidget, seen: WithMe, *, hidden: bool) -> None:
        super().__init__(host, _("Who is with me now"), width=900)
        self._restore: Hidden | None = None
        page = ScrollColumn()
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.setAccessibleName(_("Who is with me now"))
        page.column.setSpacing(theme.current().px(12))
        page.column.addWidget(Words(_where(seen), Type.CARD, wrap=True))
        self._section(page, _("With me"), seen.now_with_me, _("No session runs now."))
        if seen.absent:
            self._section(page, _("Marked absent"), seen.absent, "")
        self._section(page, _("Mine in this building"), seen.in_building, _("Nobody else."))
        page.column.addStretch(1)
        page.setMinimumHeight(max(220, host.window().height() - theme.current().px(220)))
        self.body.addWidget(page, 1)
        self.footer.addStretch(1)
        if hidden:
            self.names_button = DefaultButton(_("Show names"), icon="eye")
            self.names_button.clicked.connect(self._show_names)
            self.footer.addWidget(self.names_button)
        done = PrimaryButton(_("Close"), key="Esc")
        done.clicked.connect(self.reject)
        self.footer.addWidget(done)
        self.focus_first(page)

    def _section(self, page: ScrollColumn, title: str, children: Sequence[Child], nobody: str) -> None:
        count = plural("{n} student", "{n} students", len(children))
        page.column.addWidget(Words(f"{title}: {count}" if children else title, Type.CARD, "text2"))
        if not children:
            page.column.addWidget(Words(nobody, Type.BODY, "text2"))
        for child in children:
            page.column.addWidget(_ChildCard(child))

    def _show_names(self) -> None:
        self._restore = theme.current().hidden
        theme.look().hide_names(Hidden())
        self.names_button.setEnabled(False)

    def close_with(self, *, taken: bool) -> None:
        if self._restore is not None and self.is_open:
            theme.look().hide_names(self._restore)
        super().close_with(taken=taken)


class _ChildCard(Card):
    def __init__(self, child: Child) -> None:
        super().__init__(padding=14)
        line = QHBoxLayout()
        line.addWidget(Words(child.name, NAME))
        line.addStretch(1)
        where = [words.grade_long(child.grade), child.teacher, words.room(child.room) if child.room else ""]
        line.addWidget(Words(words.listed_with_dots(where), Type.BODY, "text2"))
        self.column.addLayout(line)
        if child.alerts:
            pills = Flow(spacing=8)
            for alert in child.alerts:
                pills.add(StatusPill(alert_mark(alert)))
            self.column.addWidget(pills)
            column = QVBoxLayout()
            for alert in child.alerts:
                column.addWidget(Words(f"{alert.words} ({reviewed(alert)})", Type.BODY, wrap=True))
            self.column.addLayout(column)
        told = [f"{kind_words(alert.kind)}: {alert.words}" for alert in child.alerts]
        self.setAccessibleName(", ".join([child.name, *told]))


def _where(seen: WithMe) -> str:
    if seen.school is None:
        return _("No session is planned today.")
    parts = [seen.school.name, words.room(seen.room) if seen.room else ""]
    if seen.session_end is not None:
        parts.append(_("until {time}").format(time=words.clock(seen.session_end)))
    return words.listed_with_dots(parts)
