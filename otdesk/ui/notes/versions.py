# SPDX-License-Identifier: MIT
"""Earlier versions of a draft, to look back at and to take again."""

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from otdesk import words
from otdesk.queries.notes import VersionRow
from otdesk.rules.note_entry import Section
from otdesk.ui import theme
from otdesk.ui.parts.buttons import DefaultButton
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.dialogs import Popover
from otdesk.ui.parts.labels import ElidedWords
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_SHOWN = 20


class VersionsPopover(Popover):
    """Newest first; Enter or a digit takes one, and what stands in the note now becomes a version itself."""

    chosen = Signal(object)  # NoteEntry

    def __init__(self, anchor: QWidget, versions: tuple[VersionRow, ...], zone: tzinfo | None) -> None:
        super().__init__(
            anchor,
            _("Earlier versions"),
            width=430,
            detail="" if versions else _("A version is kept once a minute while you write. There is none yet."),
        )
        self._versions = versions[:_SHOWN]
        self._buttons: list[DefaultButton] = []
        scroll = ScrollColumn()
        scroll.setMinimumHeight(theme.current().px(min(300, 62 * len(self._versions) + 4)) if versions else 0)
        for number, version in enumerate(self._versions, start=1):
            local = version.saved_at.astimezone(zone)
            count = plural("{n} word", "{n} words", _count(version))
            said = _("{when}, {words}").format(when=words.stamp(local), words=count)
            button = DefaultButton(said, icon="history", key=str(number) if number < 10 else "")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._clicked)
            self._buttons.append(button)
            block = QVBoxLayout()
            block.setSpacing(2)
            block.addWidget(button)
            block.addWidget(ElidedWords(_excerpt(version), Type.META, "text2"))
            scroll.column.addLayout(block)
        scroll.column.addStretch(1)
        scroll.setVisible(bool(versions))
        self.body.addWidget(scroll, 1)
        if not versions:
            self.add_buttons(_("Close"))
            self.cancel_button.hide()

    def _clicked(self) -> None:
        self._take(next(n for n, button in enumerate(self._buttons) if button is self.sender()))

    def _take(self, number: int) -> None:
        entry = self._versions[number].entry
        self.close_with(taken=True)
        self.chosen.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._buttons) and number < 9 and not event.modifiers():
            self._take(number)
        else:
            super().keyPressEvent(event)


def _excerpt(version: VersionRow) -> str:
    data = ", ".join(line.typed for line in version.entry.goals)
    text = " ".join(version.entry.text(section) for section in Section)
    return words.listed_with_dots([data, " ".join(text.split())]) or _("nothing written")


def _count(version: VersionRow) -> int:
    return sum(len(version.entry.text(section).split()) for section in Section)
