# SPDX-License-Identifier: MIT
"""Forms of a bell schedule: blocks typed or pasted as lines, and a copy for other grades or days."""

from PySide6.QtWidgets import QWidget

from otdesk import labels, words
from otdesk.actions import bells
from otdesk.actions.bells import band_words
from otdesk.faults import Refusal
from otdesk.queries.schools import SchoolRow
from otdesk.rules.bell_text import BellLine, read_bell_line
from otdesk.rules.entries_places import BellEntry
from otdesk.rules.kinds import SHUT, DayType
from otdesk.ui.bridge import Bridge
from otdesk.ui.forms import read_text
from otdesk.ui.forms.checks import NeededCheck
from otdesk.ui.forms.combo import Combo
from otdesk.ui.forms.sheet import FormSheet
from otdesk.ui.parts.choices import CheckBox
from otdesk.ui.settings.bell_lane import pull_words
from otdesk.words import _, plural

Band = tuple[int, int]
DAY_TYPES = tuple(kind for kind in DayType if kind not in SHUT)


class BlocksForm(FormSheet):
    """New blocks: one typed, or a whole day pasted as lines."""

    def __init__(self, host: QWidget, bridge: Bridge, school: SchoolRow, day_type: DayType, band: Band) -> None:
        self._school, self._day_type, self._band = school, day_type, band
        super().__init__(
            host, bridge, _("Add blocks"), _("Add"), width=560,
            detail=_("One a line, as on the bell schedule: 8:30 - 9:10 Specials, avoid"),
        )  # fmt: skip

    def build(self) -> None:
        self.grades = self.field(_("Grades"), band_words(*self._band), check=_read_band)
        self.kind = Combo([(kind, labels.day_type(kind)) for kind in DAY_TYPES])
        self.kind.choose(self._day_type)
        self.lines = self.lines_field(_("Blocks"), rows=7, check=self._read)
        self.homeroom = self.field(_("Only for this teacher’s class"), hint=_("Empty: every class of the grades."))
        self.weekday = Combo([(None, _("Every weekday")), *((n, words.weekday(n, long=True)) for n in range(5))])
        self.whole = CheckBox(_("This is the school day itself, not a class"))
        self.add(self.grades, self.field(_("Kind of day"), editor=self.kind))
        self.add(self.lines)
        self.add(self.homeroom, self.field(_("Weekday"), editor=self.weekday))
        self.add(self.whole)
        self.focus_first(self.lines.editor)

    def _blocks(self, text: str) -> list[BellLine]:
        found = []
        for line in text.splitlines():
            if not line.strip():
                continue
            read = read_bell_line(line)
            if read is None:
                raise Refusal(_("“{line}” is no block. Write it like 8:30 - 9:10 Specials.").format(line=line.strip()))
            found.append(read)
        return found

    def _read(self, text: str) -> str:
        found = self._blocks(text)
        if not found:
            return ""
        said = ", ".join(f"{words.span(b.start, b.end)} {b.label} ({pull_words(b.pull).lower()})" for b in found)
        return f"{plural('{n} block', '{n} blocks', len(found))}: {said}"

    def save(self) -> None:
        found = self._blocks(self.lines.text())
        if not found:
            raise Refusal(_("Write at least one block."))
        low, high = read_text.a_band(self.grades.text())
        weekday = self.weekday.value()
        entries = tuple(
            BellEntry(
                self._school.school_id, DayType(str(self.kind.value())), low, high, block.label, block.start, block.end,
                block.pull, self.homeroom.text(), int(str(weekday)) if weekday is not None else None,
                self.whole.isChecked(),
            )
            for block in found
        )  # fmt: skip
        self.bridge.do(bells.add_all, entries)


class CopyForm(FormSheet):
    """The same blocks for other grades, or for another kind of day."""

    def __init__(self, host: QWidget, bridge: Bridge, school: SchoolRow, day_type: DayType, band: Band) -> None:
        self._school, self._day_type, self._band = school, day_type, band
        super().__init__(
            host, bridge, _("Copy grades {band}").format(band=band_words(*band)), _("Copy"), width=400,
            detail=_("Blocks those grades have there now are replaced."),
        )  # fmt: skip

    def build(self) -> None:
        self.grades = self.field(_("To grades"), band_words(*self._band), check=NeededCheck(_("Grades")))
        self.kind = Combo([(kind, labels.day_type(kind)) for kind in DAY_TYPES])
        self.kind.choose(self._day_type)
        self.add(self.grades, self.field(_("On"), editor=self.kind))

    def save(self) -> None:
        target = read_text.a_band(self.grades.text())
        self.bridge.do(
            bells.copy_band, self._school.school_id, self._day_type, self._band, target,
            DayType(str(self.kind.value())),
        )  # fmt: skip


def _read_band(text: str) -> str:
    low, high = read_text.a_band(text)
    return band_words(low, high)
