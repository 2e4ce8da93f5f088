# SPDX-License-Identifier: MIT
"""Settings, Backups: what there is, the second place, back up now, a restore on trial, the way back."""

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from otdesk.rules.backups import Backup, Standing
from otdesk.ui import theme
from otdesk.ui.backup_words import (
    content_words,
    copy_tone,
    exact_words,
    made_words,
    place_words,
    size_words,
    trial_words,
    where_words,
)
from otdesk.ui.backups import Backups
from otdesk.ui.bridge import Bridge
from otdesk.ui.parts.buttons import Button, DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import Card, ScrollColumn
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.feedback import ProgressLine
from otdesk.ui.parts.flow import Flow
from otdesk.ui.parts.labels import Words
from otdesk.ui.parts.models import Column, KeyedTableModel
from otdesk.ui.parts.tables import TableView
from otdesk.ui.theme import Type
from otdesk.ui.tokens import Tone
from otdesk.words import _, short_date

_LEAST_HIGH = 190


class RestoreDialog(DialogBase):
    """What is in the backup and what is here, before anything is replaced."""

    def __init__(self, host: QWidget, chosen: Backup, newest: Backup | None, when: str) -> None:
        super().__init__(host, _("Restore the backup of {day}?").format(day=when), width=520)
        self.chosen = chosen
        self._line(_("In this backup"), content_words(chosen))
        if newest is not None and newest.path != chosen.path:
            self._line(_("In the newest backup"), content_words(newest))
        self._line(
            _("What happens"),
            _(
                "OTDesk backs up what is here, locks, and asks for the passphrase once more. The vault as it is now is"
                " kept in a folder beside; nothing of it is deleted. What was written after this backup is only there."
            ),
        )
        self.add_buttons(_("Lock and restore"), danger=True)

    def _line(self, title: str, text: str) -> None:
        self.body.addWidget(Words(title, Type.LABEL, "text2"))
        self.body.addWidget(Words(text, Type.BODY, wrap=True))


def ask_place(host: QWidget) -> Path | None:
    path = QFileDialog.getExistingDirectory(host, _("Choose a second place for backups"), str(Path.home()))
    return Path(path) if path else None


class BackupsPage(QWidget):
    """Enter on a backup asks whether to restore it."""

    ask = staticmethod(ask_place)  # replaced by tests

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.dialog: RestoreDialog | None = None
        self._backups: Backups | None = None
        self._pressed: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        sheet = ScrollColumn()
        column.addWidget(sheet)
        look = theme.current()
        sheet.column.setContentsMargins(0, 0, look.px(5), look.px(4))
        sheet.column.setSpacing(look.gap)
        sheet.column.addWidget(self._place_card())
        sheet.column.addWidget(self._list_card(), 1)
        self._show()

    def _place_card(self) -> Card:
        card = Card(_("Second place"), padding=10)
        self.where = Words("", Type.CONTROL_STRONG, wrap=True)
        self.state = Words("", Type.CONTROL, "text2", wrap=True)
        card.add(self.where)
        card.add(self.state)
        row = Flow()
        self.choose_button = DefaultButton(_("Choose a stick or folder"), icon="folder-open")
        self.forget_button = DefaultButton(_("Make no more copies"), icon="x")
        self._join(row, ((self.choose_button, self.choose), (self.forget_button, self.forget)))
        card.add(row)
        return card

    def _list_card(self) -> Card:
        card = Card(_("Backups"), padding=10)
        why = _(
            "Made every half hour of changes, on locking and on closing; each is read back before an older one goes."
        )
        card.add(Words(why, Type.CONTROL, "text2", wrap=True))
        self.tested = Words("", Type.CONTROL, "text2", wrap=True)
        card.add(self.tested)
        self.progress = ProgressLine("")
        self.progress.hide()
        card.add(self.progress)
        self.table = TableView(_("Backups"))
        self.table.setMinimumHeight(theme.current().px(_LEAST_HIGH))
        self.table.opened.connect(self.restore)
        self.table.current_changed.connect(self._enable)
        self.model: KeyedTableModel[Backup] = KeyedTableModel(self._columns(), _key, parent=self)
        self.table.setModel(self.model)
        card.add(self.table, 1)
        row = Flow()
        self.now_button = PrimaryButton(_("Back up now"), icon="hard-drive")
        self.try_button = DefaultButton(_("Restore on trial"), icon="shield-check")
        self.restore_button = DefaultButton(_("Restore this one"), icon="archive-restore")
        self._join(
            row, ((self.now_button, self.back_up), (self.try_button, self.try_out), (self.restore_button, self.restore))
        )
        card.add(row)
        return card

    @staticmethod
    def _join(row: Flow, buttons: "tuple[tuple[Button, object], ...]") -> None:
        for button, act in buttons:
            button.clicked.connect(act)
            row.add(button)

    def _columns(self) -> tuple[Column[Backup], ...]:
        return (
            Column("made", _("Made"), self._made, sort=_moment, width=0),
            Column("where", _("Where"), self._where, width=82, color="text2"),
            Column("students", _("Students"), _students, width=64, right=True),
            Column("notes", _("Notes"), _notes, width=50, right=True),
            Column("last", _("Last note"), _last, width=70),
            Column("size", _("Size"), _size, sort=_bytes, width=66, right=True, color="text2"),
        )

    # --- showing ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refill()

    def refill(self) -> None:
        """Looks at the files anew; they change without a word from the vault."""
        if self._backups is None:
            found = getattr(self.window(), "backups", None)
            if isinstance(found, Backups):
                self._backups = found
                found.changed.connect(self._show)
                found.working.connect(self._work)
        if self._backups is not None:
            self._show()
            self._backups.look()

    def _standing(self) -> Standing | None:
        return self._backups.standing if self._backups is not None else None

    def _show(self) -> None:
        found, now = self._standing(), self.bridge.now()
        self.model.show_rows(sorted((*found.own, *found.second), key=_moment, reverse=True) if found else ())
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.where.setVisible(found is not None and found.place is not None)
        if found is not None:
            tone = copy_tone(found, now)
            self.where.setText(str(found.place or ""))
            self.state.setText(place_words(found, now))
            self.state.set_color("text2" if tone is Tone.DONE else f"{tone.value}.ink")
            self.tested.setText(trial_words(found, now))
            failed = found.tested is not None and not found.tested.whole
            self.tested.set_color("bad.ink" if failed else "text2")
        elif self._backups is not None and not self._backups.kept:
            self.state.setText(_("This is sample data: nothing of it is kept, so nothing is backed up."))
        self._enable()

    def _enable(self, _row: object = None) -> None:
        ready = self._backups is not None and self._backups.kept and not self._backups.busy
        self._keep_keyboard(ready=ready)
        here = ready and isinstance(self.table.current_row(), Backup)
        self.choose_button.setEnabled(ready)
        self.now_button.setEnabled(ready)
        found = self._standing()
        self.forget_button.setVisible(found is not None and found.place is not None)
        self.forget_button.setEnabled(ready)
        self.try_button.setEnabled(here)
        self.restore_button.setEnabled(here)
        if ready and self._pressed is not None:
            self._pressed.setFocus()
            self._pressed = None

    def _keep_keyboard(self, *, ready: bool) -> None:
        """A button that is pressed and not to be pressed meanwhile would give the keyboard to the sidebar."""
        if self._pressed is not None and not self.table.hasFocus():
            self._pressed = None  # she went on
        buttons = (self.choose_button, self.now_button, self.try_button, self.restore_button, self.forget_button)
        pressed = next((button for button in buttons if button.hasFocus()), None)
        if pressed is not None and not ready:
            self._pressed = pressed
            self.table.setFocus()

    def _work(self, part: object, words: str) -> None:
        if words:
            self.progress.say(words)
            self.progress.show_progress(part if isinstance(part, float) else None)
        self.progress.setVisible(bool(words))
        self._enable()

    # --- doing ---

    def choose(self) -> None:
        place = type(self).ask(self)
        if place is not None and self._backups is not None:
            with self.bridge.telling():
                self._backups.choose(place)

    def forget(self) -> None:
        if self._backups is not None:
            self._backups.forget_place()

    def back_up(self) -> None:
        if self._backups is not None:
            self._backups.back_up()

    def try_out(self) -> None:
        row = self.table.current_row()
        if isinstance(row, Backup) and self._backups is not None:
            self._backups.restore_on_trial(row)

    def restore(self, _row: object = None) -> None:
        row, found = self.table.current_row(), self._standing()
        if isinstance(row, Backup) and found is not None and self.restore_button.isEnabled():
            newest = found.own[0] if found.own else None
            self.dialog = RestoreDialog(self, row, newest, exact_words(row.made, self.bridge.now()))
            self.dialog.finished.connect(self._decided)
            self.dialog.open()

    def _decided(self, taken: bool) -> None:
        if taken and self.dialog is not None and self._backups is not None:
            self._backups.restore_wanted.emit(self.dialog.chosen.path)
        self.dialog = None

    # --- words of a row ---

    def _made(self, row: Backup) -> str:
        return made_words(row.made, self.bridge.now())

    def _where(self, row: Backup) -> str:
        found = self._standing()
        return where_words(row, found.place if found is not None else None)


def _key(row: Backup) -> str:
    return str(row.path)


def _moment(row: Backup) -> tuple[float, str]:
    return row.made.timestamp(), str(row.path)


def _bytes(row: Backup) -> int:
    return row.size


def _students(row: Backup) -> str:
    return str(row.students)


def _notes(row: Backup) -> str:
    return str(row.notes)


def _last(row: Backup) -> str:
    return short_date(row.last_note) if row.last_note is not None else ""


def _size(row: Backup) -> str:
    return size_words(row.size)
