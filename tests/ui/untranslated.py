# SPDX-License-Identifier: MIT
"""Which words in a shown window were not translated: everything a person reads or hears, save data.

Data are the words of the vault and of the templates a note is made of; what a person types stands in fields, which are
not looked at. Names of keys and the program's own name stay in every language.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTableView,
    QTextEdit,
    QWidget,
)

from otdesk import paths
from otdesk.records.audit import AuditEvent
from otdesk.records.base import Base
from otdesk.ui.forms.zones import zones
from otdesk.ui.manual import chapters
from tests.ui.pseudo import KEYS, dates

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
OWN = frozenset({"OTDesk", "English", "CFR", *KEYS, "Left", "Right", "Up", "Down"})

_CODE = re.compile(r"[A-Z]{2,4}")  # of a school, a state, a form of files
SHORT = 40
"""Letters of a name, a place, a code; longer texts are known by whole phrases only."""
PHRASE = 3
"""Words side by side that show that a text is one of the vault's; its other words need not stand so."""


class Known:
    """What is data: `texts` of the vault, words of dates and keys."""

    def __init__(self, texts: Iterable[str]) -> None:
        whole = list(texts)
        short = [text for text in whole if len(text) <= SHORT]
        self._words = {word for text in (*dates(), *short) for word in _WORD.findall(text)} | OWN
        self._dates = {word.casefold() for text in dates() for word in _WORD.findall(text)}
        begun = [text[:1].upper() + text[1:] for text in whole]  # as a sentence
        self._whole = " ".join(_WORD.findall("\n".join([*whole, *begun])))
        self._every = {word.casefold() for word in _WORD.findall("\n".join(whole))}

    def strange(self, text: str) -> list[str]:
        """What in a text is neither translated nor data: names and the like, or parts of a longer text."""
        found = runs(text)
        told = any(len(run) >= PHRASE and self._is_part(run) for run in found)
        return [" ".join(run) for run in found if not self._is_data(run, told)]

    def _is_data(self, run: list[str], told: bool) -> bool:
        if all(self._is_short(word) for word in run):
            return True
        return self._is_part(run) or (told and all(word.casefold() in self._every for word in run))

    def _is_short(self, word: str) -> bool:
        known = word in self._words or word.capitalize() in self._words
        return known or word.casefold() in self._dates or _CODE.fullmatch(word) is not None

    def _is_part(self, run: list[str]) -> bool:
        return len(run) > 1 and " ".join(run) in self._whole


def data_of(vault: "Vault") -> Iterator[str]:
    """Every text the vault holds, and those that notes and rules are made of."""
    from sqlalchemy import String, select

    with vault.read() as db:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, String):
                    yield from (str(value) for value in db.scalars(select(column).distinct()) if value)
        for detail in db.scalars(select(AuditEvent.detail)):
            yield from _values(detail)
    for file in (*paths.resource("templates").glob("*.toml"), *paths.resource("rule_packs").glob("*.toml")):
        yield from _values(tomllib.loads(file.read_text(encoding="utf-8")))
    for file in paths.resource("sample").glob("*.csv"):
        yield from re.split(r"[,\n]", file.read_text(encoding="utf-8"))
        yield file.name
    yield from (chapter.title for chapter in chapters())
    yield from (city for _zone, city in zones())


def _values(node: object) -> Iterator[str]:
    """The texts of a template file, in which the words between two figures stand by themselves."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from _values(value)
    elif isinstance(node, list):
        for value in node:
            yield from _values(value)
    elif isinstance(node, str):
        yield from (node, *re.split(r"\{[^}]*\}", node))


def runs(text: str) -> list[list[str]]:
    """The words of a text in plain letters, those side by side together."""
    plain = re.sub(r"<[^<>]+>|[0-9A-F]{4}(?:-[0-9A-F]{4})+|\w*…$", " . ", text).replace("&", "")
    found: list[list[str]] = []
    end = -2
    for word in _WORD.finditer(plain):
        if len(word[0]) > 1 and word[0].isascii():
            between = plain[end : word.start()]
            if found and end >= 0 and between.strip() == "":
                found[-1].append(word[0])
            else:
                found.append([word[0]])
            end = word.end()
    return found


def untranslated(window: QWidget, known: Known) -> list[str]:
    """One line for each text that is neither data nor translated."""
    found = {}
    for where, text in _texts(window):
        strange = known.strange(text)
        if strange:
            found[text] = f"{where}: {text[:90]!r} ({', '.join(strange)[:60]})"
    return list(found.values())


def _texts(window: QWidget) -> Iterator[tuple[str, str]]:
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisibleTo(window):
            kind = f"{type(widget.parentWidget()).__name__}>{type(widget).__name__}"
            for text in _of(widget):
                if text:
                    yield kind, text


def _of(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.statusTip())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))
    elif isinstance(widget, QLineEdit | QTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QMenu):
        yield widget.title()
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model())
    if isinstance(widget, QTableView):
        model = widget.model()
        for column in range(_columns(model) if model is not None else 0):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    yield from (action.text() for action in widget.actions())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    for row in range(min(model.rowCount(), 8)):
        for column in range(_columns(model)):
            for role in roles:
                yield str(model.index(row, column).data(role) or "")


def _columns(model: QAbstractItemModel) -> int:
    """A list has one, and does not say so."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()
