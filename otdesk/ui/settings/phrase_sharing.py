# SPDX-License-Identifier: MIT
"""Everybody's phrases to a file and from one, so that a colleague need not type them again. No student's own."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from otdesk import system
from otdesk.actions import phrases
from otdesk.exchange.limits import UnusableFile
from otdesk.exchange.phrase_files import PhraseLine, PhraseTable, phrases_bytes, read_phrases
from otdesk.faults import Refusal, Trouble
from otdesk.queries import phrases as phrase_queries
from otdesk.queries.import_words import file_sentence
from otdesk.records.phrases import PhraseKind
from otdesk.ui.bridge import Bridge
from otdesk.words import _, plural

_FILES = "CSV (*.csv)"


def ask_where(host: QWidget) -> Path | None:
    path, _kind = QFileDialog.getSaveFileName(host, _("Save phrases"), str(Path.home() / "phrases.csv"), _FILES)
    return Path(path) if path else None


def ask_which(host: QWidget) -> Path | None:
    path, _kind = QFileDialog.getOpenFileName(host, _("Take in phrases"), str(Path.home()), _FILES)
    return Path(path) if path else None


class PhraseSharing:
    """What the two buttons of the phrases page do."""

    where, which = staticmethod(ask_where), staticmethod(ask_which)  # replaced by tests

    def __init__(self, host: QWidget, bridge: Bridge) -> None:
        self._host, self._bridge = host, bridge

    def save(self) -> None:
        path = type(self).where(self._host)
        if path is None:
            return
        rows = self._bridge.read(phrase_queries.everybodys)
        data = phrases_bytes(
            (_("Kind"), _("On the button"), _("The words"), _("Category")),
            [PhraseLine(row.kind.value, row.label, row.text, row.category) for row in rows],
        )
        with self._bridge.telling():
            try:
                system.write_durably(path, data)
            except OSError as fault:
                raise Trouble(
                    _("The phrases could not be saved: {why}.").format(why=fault.strerror or ""),
                    _("Choose another place."),
                ) from fault
            count = plural("{n} phrase", "{n} phrases", len(rows))
            self._bridge.say(_("{phrases} saved as {name}").format(phrases=count, name=path.name))

    def take_in(self) -> None:
        path = type(self).which(self._host)
        if path is None:
            return
        with self._bridge.telling():
            table = _read(path)
            rows = [(PhraseKind(line.kind), line.label, line.text, line.category) for line in table.lines]
            added = self._bridge.do(phrases.take_in, rows)
            self._bridge.say(_told(added, table))


def _read(path: Path) -> PhraseTable:
    """Raises Refusal for a file without a single phrase."""
    try:
        table = read_phrases(path, [kind.value for kind in PhraseKind])
    except UnusableFile as unusable:
        raise Refusal(file_sentence(unusable.problem)) from unusable
    if not table.lines:
        known = ", ".join(kind.value for kind in PhraseKind)
        said = _(
            "No phrase is in this file. Each row needs a kind ({known}), what stands on the button, and the words."
        )
        raise Refusal(said.format(known=known))
    return table


def _told(added: int, table: PhraseTable) -> str:
    there = len(table.lines) - added
    said = [plural("{n} phrase taken in", "{n} phrases taken in", added)]
    if there:
        said.append(plural("{n} was there already", "{n} were there already", there))
    if table.unread:
        rows = ", ".join(str(number) for number in table.unread[:5])
        said.append(_("not understood: row {rows}").format(rows=rows + (" …" if len(table.unread) > 5 else "")))
    return "; ".join(said)
