# SPDX-License-Identifier: MIT
"""The second step: columns as they were matched, what there is to check, what will come of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from otdesk.queries.import_words import file_sentence
from otdesk.rules.import_changes import Preview, Verdict
from otdesk.rules.import_rows import Field, FileKind
from otdesk.ui import theme
from otdesk.ui.importing.batch import Batch, ChosenFile, Outcome
from otdesk.ui.importing.check_list import CheckCard
from otdesk.ui.importing.checks import Check, checks
from otdesk.ui.importing.sheet import SheetArea, SheetTable, Spots
from otdesk.ui.parts.cards import Card
from otdesk.ui.parts.choices import FilterChip
from otdesk.ui.parts.feedback import Banner
from otdesk.ui.parts.flow import Flow
from otdesk.ui.tokens import Tone
from otdesk.words import _


class MatchStep(QWidget):
    """`meant(file, column, field)`, `answered(check, answer)`, `wanted(verdict)` for the rows behind a count."""

    meant = Signal(int, int, object)
    answered = Signal(object, object)
    wanted = Signal(object)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = 0
        self._batch = Batch()
        self._outcome: Outcome | None = None
        self._checks: tuple[Check, ...] = ()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        self.chips: list[FilterChip] = []
        self._group = QButtonGroup(self)
        self._flow = Flow(spacing=8)
        self._group.idClicked.connect(self.show_file)
        column.addWidget(self._flow)
        self.told = Banner("", Tone.BAD, icon="circle-alert")
        column.addWidget(self.told)
        self.table = SheetTable()
        self.area = SheetArea(self.table)
        self._sheet = Card(padding=1)
        self._sheet.add(self.area)
        column.addWidget(self._sheet)
        self.card = CheckCard()
        column.addWidget(self.card)
        column.addStretch(1)
        self.table.meant.connect(self._meant)
        self.card.answered.connect(self.answered)
        self.card.asked.connect(self._asked)

    # --- showing ---

    def begin(self, batch: Batch) -> None:
        """New files: the caseload first, where there is one."""
        kinds = [chosen.parsed.kind if chosen.parsed else None for chosen in batch.files]
        usable = [number for number, chosen in enumerate(batch.files) if chosen.parsed is not None]
        self.current = kinds.index(FileKind.CASELOAD) if FileKind.CASELOAD in kinds else (usable or [0])[0]

    def show_state(self, batch: Batch, outcome: Outcome | None) -> None:
        """`outcome` None while it is being found out for the first time."""
        self._batch, self._outcome = batch, outcome
        self.current = min(self.current, max(0, len(batch.files) - 1))
        if outcome is not None:
            self._checks = checks(batch, outcome)
            self.card.show_checks(self._checks)
            self.card.show_counts([words for _verdict, words in self._counts(outcome)])
        self.card.setVisible(outcome is not None)
        self._show_chips()
        self._show_sheet()

    def show_file(self, number: int) -> None:
        self.current = number
        self._show_sheet()
        self.shown.emit()

    def file(self) -> ChosenFile | None:
        return self._batch.files[self.current] if self._batch.files else None

    def checks(self) -> tuple[Check, ...]:
        return self._checks

    def in_order(self) -> list[QWidget]:
        """What Tab visits, as one reads: files, columns, counts, answers."""
        answers = [button for line in self.card.lines.values() for button in line.buttons]
        return [*self.chips, *self.table.combos, *self.card.counts, *answers]

    def _show_chips(self) -> None:
        files = self._batch.files
        if len(self.chips) != len(files):
            self._flow.clear()
            self.chips = []
            for number in range(len(files)):
                chip = FilterChip("")
                self._group.addButton(chip, number)
                self._flow.add(chip)
                chip.show()
                self.chips.append(chip)
        for number, (chip, chosen) in enumerate(zip(self.chips, files, strict=True)):
            left = sum(check.open for check in self._checks if check.file == number)
            chip.setText(chosen.path.name)
            chip.show_count(left or None)
            chip.setChecked(number == self.current)
        self._flow.setVisible(len(files) > 1)

    def _show_sheet(self) -> None:
        chosen = self.file()
        problem = chosen.problem if chosen is not None else None
        self.told.setVisible(problem is not None)
        if problem is not None:
            self.told.say(file_sentence(problem))
        parsed = chosen.parsed if chosen is not None else None
        self._sheet.setVisible(parsed is not None)
        if parsed is None:
            return
        preview = self._outcome.previews.get(self.current) if self._outcome is not None else None
        if parsed.table is not None:
            self.table.show_table(parsed.table, parsed.kind, _spots(preview))
        else:
            rows = [(row.row, (row.title, row.detail)) for row in preview.rows] if preview is not None else []
            self.table.show_plain((_("Event"), _("Read as")), rows)
        self.area.fit()

    # --- counts ---

    def _counts(self, outcome: Outcome) -> Sequence[tuple[Verdict, str]]:
        texts = {
            Verdict.ADDED: _("{n} to add"),
            Verdict.UPDATED: _("{n} to update"),
            Verdict.UNCHANGED: _("{n} unchanged"),
            Verdict.LEFT_OUT: _("{n} left out"),
        }
        counted = ((verdict, text, outcome.count(verdict)) for verdict, text in texts.items())
        return [(verdict, text.format(n=n)) for verdict, text, n in counted if n]

    def _asked(self, words: str) -> None:
        if self._outcome is not None:
            for verdict, text in self._counts(self._outcome):
                if text == words:
                    self.wanted.emit(verdict)

    def _meant(self, column: int, chosen: Field | None) -> None:
        self.meant.emit(self.current, column, chosen)


def _spots(preview: Preview | None) -> Spots:
    """Cells that a finding is about."""
    if preview is None:
        return frozenset()
    return frozenset((row.row, finding.about) for row in preview.rows for finding in row.findings if finding.about)
