# SPDX-License-Identifier: MIT
"""What is on the desk of an import: the files, the decisions, what would come of them, and the work under way."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from otdesk.faults import Fault
from otdesk.queries import imports
from otdesk.rules.import_rows import Field, FileKind, FileProblem
from otdesk.ui.bridge import Bridge
from otdesk.ui.importing import carrying
from otdesk.ui.importing.batch import Batch, ChosenFile, Outcome, choose_field
from otdesk.ui.importing.carrying import Worked
from otdesk.ui.importing.checks import Act, Answer, Check
from otdesk.ui.jobs import Job

# A file that cannot be used at all, whatever is said about it.
_HOPELESS = frozenset(FileProblem) - {FileProblem.KIND_UNKNOWN, FileProblem.COLUMN_MISSING}


class ImportDesk(QObject):
    """`changed` when batch or outcome are new; `unusable` when no chosen file can be read; `imported` when done."""

    changed = Signal()
    reading = Signal(object, str)  # part done, file name
    was_read = Signal()
    unusable = Signal(object)  # the files, each with its problem
    stopped = Signal()
    imported = Signal()
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.batch = Batch()
        self.outcome: Outcome | None = None
        self._serial = 0
        self._again: frozenset[Path] = frozenset()
        self._asked: frozenset[Path] = frozenset()
        self._files: tuple[ChosenFile, ...] = ()
        self._job: Job | None = None
        self._writing = False

    # --- reading ---

    def read(self, paths: Sequence[Path]) -> None:
        """Begin anew with these files."""
        self._read(tuple(ChosenFile(path) for path in dict.fromkeys(paths)))

    def add(self, paths: Sequence[Path]) -> None:
        """Further files beside those that are here; one that is here already is read again."""
        kept = tuple(chosen for chosen in self.batch.files if chosen.path not in set(paths))
        self._read((*kept, *(ChosenFile(path) for path in dict.fromkeys(paths))))

    def say_sheet(self, number: int, sheet: str) -> None:
        self._reread(number, replace(self.batch.files[number], sheet=sheet, parsed=None))

    def say_kind(self, number: int, kind: FileKind) -> None:
        self._reread(number, replace(self.batch.files[number], kind=kind, parsed=None))

    def _reread(self, number: int, chosen: ChosenFile) -> None:
        plain = replace(chosen, settled=False, accepted=frozenset(), dropped=frozenset(), seen=frozenset())
        self._read(self.batch.with_file(number, plain).files)

    def _read(self, files: tuple[ChosenFile, ...]) -> None:
        """Those without rows are read; the others stay as they are with all that was decided."""
        if self._job is not None:
            self._job.cancel()
        self._serial += 1
        missing = tuple(chosen for chosen in files if chosen.parsed is None)
        self._files = files
        mappings = self.bridge.read(imports.mappings)
        job = self._job = self.bridge.start(carrying.read_files, missing, self.bridge.today(), mappings)
        job.progressed.connect(self.reading)
        job.done.connect(self._have_read)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)

    def _have_read(self, answer: object) -> None:
        if self.sender() is not self._job or not isinstance(answer, tuple):
            return
        self._job = None
        read = {chosen.path: chosen for chosen in answer}
        files = tuple(read.get(chosen.path, chosen) for chosen in self._files)
        if all(chosen.problem in _HOPELESS for chosen in files):
            self.unusable.emit(files)
            return
        self.batch = replace(self.batch, files=files)
        self.outcome = None
        self.was_read.emit()
        self.look()

    def stop(self) -> None:
        """Stop what is under way; nothing has been written by it."""
        if self._job is not None and not self._writing:
            self._job.cancel()

    def _cancelled(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.stopped.emit()

    # --- trying out ---

    @property
    def busy(self) -> bool:
        return self._job is not None

    @property
    def writing(self) -> bool:
        """Whether the import itself is under way; it is not stopped half-way."""
        return self._writing

    @property
    def ready(self) -> bool:
        """Whether what is shown may be imported."""
        return not self.busy and self.outcome is not None and self.outcome.changes > 0

    def look(self, again: frozenset[Path] = frozenset()) -> None:
        """Find out anew what the import would do; `again` are files whose columns were corrected."""
        self._serial += 1
        self._again |= again
        if self._job is None:
            self._work_out()
        self.changed.emit()

    def _work_out(self) -> None:
        again, self._again = self._again, frozenset()
        job = self._job = self.bridge.start(carrying.work_out, self.bridge, self._serial, self.batch, again)
        job.done.connect(self._worked)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)
        self._asked = again

    def _worked(self, answer: object) -> None:
        if self.sender() is not self._job or not isinstance(answer, Worked):
            return
        self._job = None
        if answer.serial != self._serial:  # something was decided meanwhile
            self._again |= self._asked
            self._work_out()
            return
        self.batch, self.outcome = answer.batch, answer.outcome
        self.changed.emit()

    def _failed(self, error: object) -> None:
        if self.sender() is self._job:
            self._job = None
            self._writing = False
        if not isinstance(error, Fault) and isinstance(error, BaseException):
            raise error
        self.failed.emit(error)

    # --- decisions ---

    def mean(self, number: int, column: int, chosen: Field | None) -> None:
        """A column means `chosen`, or nothing."""
        file = self.batch.files[number]
        if file.parsed is None or file.table is None:
            return
        parsed = replace(file.parsed, table=choose_field(file.table, column, chosen))
        self.batch = self.batch.with_file(number, replace(file, parsed=parsed, settled=True))
        self.look(frozenset({file.path}))

    def drop_rows(self, number: int, dropped: frozenset[int]) -> None:
        """Exactly these rows are left out by the person."""
        self.batch = self.batch.with_file(number, replace(self.batch.files[number], dropped=dropped))
        self.look()

    def answer(self, check: Check, answer: Answer) -> None:
        """Carry out an answer that needs no further question."""
        file = self.batch.files[check.file]
        if answer.act is Act.CONFIRM and file.table is not None:
            column = next(column for column in file.table.columns if column.index == answer.column)
            self.mean(check.file, answer.column, column.field)
        elif answer.act is Act.SAY_KIND and answer.kind is not None:
            self.say_kind(check.file, answer.kind)
        elif answer.act is Act.LEAVE_FILE:
            self._leave_file(check.file)
        elif answer.act in {Act.SAME_SCHOOL, Act.NEW_SCHOOL}:
            self.batch = self.batch.with_school(answer.text, answer.name)
            self.look()
        else:
            self._answer_rows(check, file, answer)

    def _leave_file(self, number: int) -> None:
        """Those after it move up, what is shown of them too."""
        files = self.batch.files
        self.batch = replace(self.batch, files=(*files[:number], *files[number + 1 :]))
        if self.outcome is not None:
            kept = {n - (n > number): preview for n, preview in self.outcome.previews.items() if n != number}
            self.outcome = replace(self.outcome, previews=kept)
        self.look()

    def _answer_rows(self, check: Check, file: ChosenFile, answer: Answer) -> None:
        if answer.act is Act.ACCEPT:
            file = replace(file, accepted=file.accepted | set(answer.rows))
        elif answer.act is Act.TAKE_BACK:
            file = replace(file, dropped=file.dropped - set(answer.rows))
        elif answer.act is Act.AGREE:
            file = replace(file, seen=file.seen | {check.key})
        self.batch = self.batch.with_file(check.file, file)
        self.look()

    # --- the import itself ---

    def carry_out(self) -> None:
        if not self.ready or self.outcome is None:
            return
        self._writing = True
        job = self._job = self.bridge.start(carrying.carry_out, self.bridge, self.batch, self.outcome)
        job.done.connect(self._carried)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)
        self.changed.emit()

    def _carried(self, answer: object) -> None:
        self._job = None
        self._writing = False
        if isinstance(answer, Outcome):
            self.outcome = answer
            self.imported.emit()
