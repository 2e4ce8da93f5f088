# SPDX-License-Identifier: MIT
"""Meetings from a calendar file: those to come are shown, and only the ticked ones are taken over."""

from datetime import UTC, tzinfo
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from otdesk import words
from otdesk.actions import meetings
from otdesk.actions.meetings import MeetingEntry
from otdesk.exchange import ics_files, limits
from otdesk.exchange.ics_files import MeetingRow
from otdesk.exchange.limits import FileForm, UnusableFile
from otdesk.faults import Fault, Refusal
from otdesk.queries import choices
from otdesk.queries import meetings as query
from otdesk.queries.import_words import file_sentence
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Report
from otdesk.ui.parts.cards import ScrollColumn
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.words import _, plural

_TALLEST = 320
_MOST = 200


def ask_file(host: QWidget) -> Path | None:
    path, _kind = QFileDialog.getOpenFileName(host, _("Meetings from a calendar file"), str(Path.home()), "*.ics")
    return Path(path) if path else None


class MeetingImport:
    """Asks for a file, reads it beside the window, and shows what is in it."""

    ask = staticmethod(ask_file)  # replaced by tests

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        self._host, self._bridge = host, bridge
        self.dialog: MeetingsDialog | None = None

    def begin(self) -> None:
        path = type(self).ask(self._host)
        if path is None:
            return
        zone = self._bridge.now().tzinfo or UTC
        job = self._bridge.start(_read, path, zone)
        job.done.connect(self._show)
        job.failed.connect(self._failed)

    def _show(self, rows: object) -> None:
        if not isinstance(rows, tuple):
            return
        today = self._bridge.today()
        known = self._bridge.read(query.known, today)
        new = [row for row in rows if row.day >= today and (row.day, row.start, row.title) not in known]
        if not new:
            self._bridge.say(_("No meeting in this file is still to come and not yet entered."))
            return
        self.dialog = MeetingsDialog(self._host, self._bridge, new[:_MOST], len(new))
        self.dialog.open()

    def _failed(self, error: object) -> None:
        if isinstance(error, UnusableFile):
            self._bridge.tell(Refusal(file_sentence(error.problem)))
        elif isinstance(error, Fault):
            self._bridge.tell(error)
        elif isinstance(error, BaseException):
            raise error


class MeetingsDialog(DialogBase):
    """All are ticked at first; Enter takes the ticked ones over in one step."""

    def __init__(self, host: QWidget, bridge: Bridge, rows: list[MeetingRow], all_of_them: int) -> None:
        more = all_of_them - len(rows)
        detail = plural("{n} meeting is still to come.", "{n} meetings are still to come.", all_of_them)
        if more:
            detail = f"{detail} {plural('{n} later one is left out.', '{n} later ones are left out.', more)}"
        super().__init__(host, _("Meetings from a calendar file"), width=560, detail=detail)
        self._bridge, self._rows = bridge, rows
        self._schools = bridge.read(choices.schools)
        self.list = ScrollColumn()
        self.list.column.setSpacing(theme.current().px(4))
        self.list.setMinimumHeight(theme.current().px(_TALLEST))
        self.boxes: list[CheckBox] = []
        for row in rows:
            box = CheckBox(words.listed_with_dots([row_words(row), row.place]))
            box.setChecked(True)
            self.boxes.append(box)
            self.list.column.addWidget(box)
        self.list.column.addStretch(1)
        self.body.addWidget(self.list, 1)
        self.add_buttons(_("Add the ticked ones"))
        self.focus_first(self.main_button)

    def accept(self) -> None:
        taken = [self._entry(row) for row, box in zip(self._rows, self.boxes, strict=True) if box.isChecked()]
        with self._bridge.telling():
            self._bridge.do(meetings.add_all, taken)
            super().accept()

    def _entry(self, row: MeetingRow) -> MeetingEntry:
        """The school is known where the place names it."""
        place = row.place.casefold()
        named = [each.school_id for each in self._schools if each.name.casefold() in place or each.code == row.place]
        return MeetingEntry(
            row.day, row.start, row.end, row.title, school_id=named[0] if named else None,
            room="" if named else row.place,
        )  # fmt: skip


def row_words(row: MeetingRow) -> str:
    return f"{words.day_date(row.day)}, {words.span(row.start, row.end)} · {row.title}"


def _read(_report: Report, path: Path, zone: tzinfo) -> tuple[MeetingRow, ...]:
    form, content = limits.read_checked(path)
    if form is not FileForm.ICS:
        raise Refusal(_("This is not a calendar file (.ics)."))
    return ics_files.read_meetings(content, zone)
