# SPDX-License-Identifier: MIT
"""Import in three steps: choose files, match and check, result (h3). In the first run and in the main window alike."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from otdesk.faults import Fault, Refusal
from otdesk.queries.import_words import file_sentence
from otdesk.rules.import_changes import Verdict
from otdesk.rules.import_rows import FileKind
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.importing import review, wording
from otdesk.ui.importing.batch import ChosenFile, Outcome
from otdesk.ui.importing.carrying import imported_words
from otdesk.ui.importing.checks import Act, Answer, Check
from otdesk.ui.importing.choose import ChooseStep
from otdesk.ui.importing.desk import ImportDesk
from otdesk.ui.importing.dialogs import RowsDialog
from otdesk.ui.importing.drops import DropPage
from otdesk.ui.importing.head import FileHead
from otdesk.ui.importing.keyboard import Keyboard
from otdesk.ui.importing.match import MatchStep
from otdesk.ui.importing.result import ResultStep
from otdesk.ui.importing.summary import Summary
from otdesk.ui.importing.wording import Stage
from otdesk.ui.parts.announce import announce
from otdesk.words import _

_FILTER = "*.xlsx *.csv *.tsv *.txt *.ics"


class ImportPage(DropPage):
    """`finished` when the person goes on: `address()` says where. `first_run`: there is no toast and no menu yet."""

    number = 4
    roomy = True

    def __init__(self, bridge: Bridge, *, first_run: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("Which files?"), "", _("Skip for now") if first_run else _("Back"), "", parent)
        self.bridge = bridge
        self._first_run = first_run
        self.keyboard = Keyboard(self)
        self._refused = ""
        self._brought: Outcome | None = None
        self.desk = ImportDesk(bridge, self)
        self.stage = Stage.CHOOSE
        self.head = FileHead()
        self.choose = ChooseStep()
        self.match = MatchStep()
        self.result = ResultStep()
        self.summary = Summary()
        self.heading.setWordWrap(True)
        self.content.insertWidget(0, self.head)
        for step in (self.choose, self.match, self.result):
            self.content.addWidget(step)
        self.foot.addWidget(self.summary)
        self.foot.addSpacing(theme.current().px(8))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if first_run:
            self.result.undo_button.setShortcut(QKeySequence("Ctrl+Z"))
        self._join()
        self._go(Stage.CHOOSE)

    def _join(self) -> None:
        desk, match = self.desk, self.match
        desk.changed.connect(self._show)
        desk.reading.connect(self.choose.show_reading)
        desk.was_read.connect(self._have_read)
        desk.unusable.connect(self._unusable)
        desk.stopped.connect(self._stopped)
        desk.imported.connect(self.show_result)
        desk.failed.connect(self._failed)
        self.choose.cancelled.connect(desk.stop)
        self.head.another.connect(self.choose_files)
        self.head.kind_said.connect(self._say_kind)
        self.head.sheet_said.connect(self._say_sheet)
        match.meant.connect(desk.mean)
        match.answered.connect(self._answer)
        match.wanted.connect(self._show_rows)
        match.shown.connect(self._show)
        match.card.settled.connect(self.keyboard.to_main)
        match.card.focused.connect(self.keyboard.uncover_soon)
        self.result.undo_wanted.connect(self.undo)
        self.bridge.refused.connect(self._note)
        self.bridge.troubled.connect(self._note)
        self.back_button.clicked.disconnect(self.went_back)
        self.back_button.clicked.connect(self.go_back)

    # --- stages ---

    def _go(self, stage: Stage) -> None:
        self.stage = stage
        self.clear_told()
        self.choose.setVisible(stage is Stage.CHOOSE)
        self.match.setVisible(stage is Stage.MATCH)
        self.head.setVisible(stage is Stage.MATCH)
        self.result.setVisible(stage is Stage.RESULT)
        self.heading.setVisible(stage is not Stage.MATCH)
        self.lead.setVisible(stage is not Stage.MATCH)
        self.scroller.verticalScrollBar().setValue(0)
        if stage is Stage.CHOOSE:
            self.choose.show_idle()
        self.panel_title, self.panel_text = wording.panel_words(stage)
        self._show()
        self.retitled.emit()

    def entered(self) -> None:
        self.keyboard.to_main()

    # --- showing ---

    def _show(self) -> None:
        desk = self.desk
        self.summary.say("")
        self.back_button.setEnabled(not desk.writing)
        if self.stage is Stage.CHOOSE:
            self.heading.setText(_("Which files?"))
            self.lead.setText(_("The district’s spreadsheet, and whatever else you have. The program only reads them."))
            self.back_button.say(_("Skip for now") if self._first_run else _("Back"))
            self.main_button.say(_("Choose files"), key="Enter")
            self.main_button.setEnabled(not desk.busy)
        elif self.stage is Stage.MATCH:
            self._show_match()
        elif self._is_undone():
            self._to_match(wording.taken_back())
        else:
            self.back_button.say(_("Import more files"))
            planner = self.address() == "planner"
            self.main_button.say(_("Lay out the week") if planner else _("Go to Today"), key="Enter")
            self.main_button.setEnabled(True)

    def _show_match(self) -> None:
        desk = self.desk
        if not desk.batch.files:
            self._go(Stage.CHOOSE)
            return
        self.match.show_state(desk.batch, desk.outcome)
        self.keyboard.order(self._chain())
        waiting = self.hasFocus()
        chosen = self.match.file()
        if chosen is not None:
            self.head.show_file(chosen)
        self.back_button.say(_("Back"))
        self.main_button.say(self.main_words(), key="Enter")
        self.summary.fit(self, self.back_button, self.main_button)
        self.keyboard.enable_main(desk.ready)
        self.summary.say(wording.sum_words(desk.outcome, busy=desk.busy, writing=desk.writing))
        if waiting and not desk.busy and not self.match.card.focus_expected():
            self.keyboard.to_main()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.summary.fit(self, self.back_button, self.main_button)

    def _chain(self) -> list[QWidget]:
        head = self.head
        first: list[QWidget] = [head.another_button, head.sheet, head.kind]
        return [*first, *self.match.in_order(), self.result.undo_button, self.back_button, self.main_button]

    def main_words(self) -> str:
        return wording.main_words(self.desk.outcome if self.stage is Stage.MATCH else None)

    # --- what the person does ---

    def go_on(self) -> None:
        if self.stage is Stage.CHOOSE:
            self.choose_files()
        elif self.stage is Stage.MATCH:
            self.clear_told()
            self.desk.carry_out()
        else:
            self._leave()

    def _leave(self) -> None:
        """In the first run the main window comes up on `finished`; it opens where the work goes on, and says so."""
        words = wording.next_words(self.desk.outcome.lines if self.desk.outcome is not None else 0)
        self.finished.emit()
        if self._first_run:
            self.bridge.go(self.address())
            self.bridge.said.emit(words, True)

    def begin(self) -> None:
        """From the first step on."""
        self._go(Stage.CHOOSE)

    def go_back(self) -> None:
        """One step back; from the first step out of the page."""
        if self.stage is Stage.CHOOSE:
            self.desk.stop()
            self.went_back.emit()
        else:
            self._go(Stage.CHOOSE)
            self.entered()

    def address(self) -> str:
        """Where to go on: the week, where there is something to place; else the day."""
        outcome = self.desk.outcome
        return "planner" if outcome is not None and outcome.lines else "today"

    @classmethod
    def ask_files(cls, parent: QWidget) -> list[Path]:
        """The files the person chooses; none when she chose none."""
        names, _chosen = QFileDialog.getOpenFileNames(
            parent, _("Choose files to import"), "", f"{_('Lists')} ({_FILTER});;{_('All files')} (*)"
        )
        return [Path(name) for name in names]

    def choose_files(self) -> None:
        self.read(self.ask_files(self))

    def read(self, paths: Sequence[Path]) -> None:
        """Read these files; the next step comes when they have been read."""
        if paths and not self.desk.writing:
            self._go(Stage.CHOOSE)
            self.choose.show_reading(0.0, paths[0].name)
            self.desk.read(paths)
            self._show()
            self.choose.focus_cancel()

    def _say_kind(self, kind: FileKind) -> None:
        self.desk.say_kind(self.match.current, kind)

    def _say_sheet(self, sheet: str) -> None:
        self.desk.say_sheet(self.match.current, sheet)

    def _answer(self, check: Check, answer: Answer) -> None:
        self.clear_told()
        if answer.act is Act.SAY_KIND:
            self.match.current = check.file  # its columns come next
        review.answer(self, self.desk, check, answer)

    def _show_rows(self, verdict: Verdict) -> None:
        review.show_rows(self, self.desk, verdict)

    def rows_dialog(self, verdict: Verdict) -> RowsDialog:
        """The rows with this verdict, not yet open."""
        return RowsDialog(self, review.title_of(verdict), review.rows_of(self.desk, verdict), choosing=False)

    def undo(self) -> None:
        """Take the whole import back; the files stay on the desk."""
        self._refused = ""
        self.bridge.undo()
        if self._refused:
            self.tell(Refusal(self._refused))
            return
        self._to_match(wording.taken_back())

    def _note(self, text: str, *_next: str) -> None:
        self._refused = text

    def _is_undone(self) -> bool:
        """By Ctrl+Z in the main window: the import would bring the very same again."""
        now, then = self.desk.outcome, self._brought
        return not self.desk.busy and now is not None and then is not None and now is not then and now.same_as(then)

    def _to_match(self, words: str = "") -> None:
        self._go(Stage.MATCH)
        self.desk.look()
        self.keyboard.to_main()
        if words:
            self.say(words)

    # --- what comes of it ---

    def _have_read(self) -> None:
        first = self.stage is Stage.CHOOSE
        if first:
            self.match.begin(self.desk.batch)
            self._go(Stage.MATCH)
            self.setFocus()

    def _unusable(self, files: tuple[ChosenFile, ...]) -> None:
        self._go(Stage.CHOOSE)
        said = [f"{chosen.path.name}: {file_sentence(chosen.problem)}" for chosen in files if chosen.problem]
        self.tell(Refusal(" ".join([*said, _("Nothing was changed.")])))
        announce(self, self.told())
        self.keyboard.to_main()

    def _stopped(self) -> None:
        self._go(Stage.CHOOSE)
        self.say(_("Reading was stopped. Nothing was changed."))
        self.keyboard.to_main()

    def show_result(self) -> None:
        """What the import brought, what it left out, what comes next."""
        outcome = self.desk.outcome
        if outcome is None:
            return
        self._brought = outcome
        self.result.show_outcome(self.desk.batch, outcome, wording.next_words(outcome.lines))
        self._go(Stage.RESULT)
        self.heading.setText(_("{what}.").format(what=imported_words(outcome)))
        self.lead.setText(_("All in one step: undo takes the whole import back."))
        self.keyboard.to_main()

    def _failed(self, error: object) -> None:
        """Nothing was written: say why, and find out anew what the import would do."""
        if isinstance(error, Fault):
            self.tell(error)
            if self.stage is Stage.MATCH:
                self.desk.look()
            else:
                self.choose.show_idle()
                self._show()

    def vault_changed(self) -> None:
        """Something changed beside the import: what is shown would no longer be what comes of it."""
        if self.stage is not Stage.CHOOSE and not self.desk.writing:
            self.desk.look()

    # --- drops ---

    def may_drop(self) -> bool:
        return self.stage is not Stage.RESULT and not self.desk.writing

    def held_over(self, over: bool) -> None:
        self.choose.field.show_over(over)

    def dropped(self, paths: list[Path]) -> None:
        """Further files come beside those that are matched already."""
        if self.stage is Stage.MATCH:
            self.desk.add(paths)
        else:
            self.read(paths)
