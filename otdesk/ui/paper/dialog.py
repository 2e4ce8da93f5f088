# SPDX-License-Identifier: MIT
"""The sheet for everything on paper (m): choices at the left, the true pages at the right, Cancel, PDF and Print."""

from collections.abc import Callable
from pathlib import Path
from subprocess import SubprocessError

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from otdesk import system
from otdesk.faults import Fault, Trouble
from otdesk.printouts.page import Printout
from otdesk.ui import theme
from otdesk.ui.bridge import Bridge
from otdesk.ui.jobs import Job
from otdesk.ui.paper import making
from otdesk.ui.paper.choices import short_box
from otdesk.ui.paper.making import Made
from otdesk.ui.paper.page_side import Hairline, PageSide
from otdesk.ui.parts import widths
from otdesk.ui.parts.buttons import DefaultButton, PrimaryButton
from otdesk.ui.parts.cards import RING_ROOM, ScrollColumn
from otdesk.ui.parts.dialogs import DialogBase
from otdesk.ui.parts.fields import LabeledField
from otdesk.ui.parts.labels import Words
from otdesk.ui.theme import Type
from otdesk.words import _, plural

_WAIT = 60  # ms: several choices one after another make the pages once
_SLOW = 1000  # ms after which it is said that pages are being made


def ask_where(host: QWidget, name: str) -> Path | None:
    """Where the person wants the PDF; None when she changed her mind. Nothing of ours is written anywhere else."""
    path, _kind = QFileDialog.getSaveFileName(host, _("Save as PDF"), str(Path.home() / name), "PDF (*.pdf)")
    return Path(path) if path else None


class PrintDialog(DialogBase):
    """Subclasses fill `options`, say in `start_making` which job makes the pages, and in `before_handing` what must be
    said or written first. Enter prints, even if it came before the pages were ready."""

    where = staticmethod(ask_where)  # replaced by tests

    def __init__(self, host: QWidget, bridge: Bridge, title: str) -> None:
        super().__init__(host, title, width=1130)
        self.bridge = bridge
        self.made = Made(None)
        self._job: Job | None = None
        self._again = False
        self._then: Callable[[], None] | None = None
        self.hide_head()
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._left(title))
        row.addWidget(Hairline())
        self.pages = PageSide()
        row.addWidget(self.pages, 1)
        self.body.addLayout(row, 1)
        self._soon, self._slow = QTimer(self), QTimer(self)
        for timer, length, act in ((self._soon, _WAIT, self._make), (self._slow, _SLOW, self._say_making)):
            timer.setSingleShot(True)
            timer.setInterval(length)
            timer.timeout.connect(act)

    # --- building ---

    def _left(self, title: str) -> QWidget:
        look = theme.current()
        panel = QWidget()
        widths.fixed(panel, 340)
        column = QVBoxLayout(panel)
        side = look.px(20)
        column.setContentsMargins(0, look.px(16), 0, look.px(16))
        column.setSpacing(look.px(10))
        heading = Words(title, Type.TITLE)
        heading.setContentsMargins(side, 0, side, 0)
        column.addWidget(heading)
        scroll = ScrollColumn()
        self.options = scroll.column
        self.options.setContentsMargins(side, RING_ROOM, side, RING_ROOM)
        self.options.setSpacing(look.px(8))
        column.addWidget(scroll, 1)
        column.addLayout(self._foot(side))
        return panel

    def _foot(self, side: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(side, 0, side, 0)
        column.setSpacing(theme.current().px(10))
        self._warning = Words("", Type.META, "todo.ink", wrap=True)
        self._fault = Words("", Type.META, "bad.ink", wrap=True)
        for line in (self._warning, self._fault):
            line.hide()
            column.addWidget(line)
        self.printer = short_box()
        self.printer.addItem(_("Default printer"), "")
        column.addWidget(LabeledField(_("Printer"), self.printer))
        column.addLayout(self._buttons())
        return column

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        self.cancel_button = DefaultButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.pdf_button = DefaultButton(_("PDF"), icon="file-down")
        self.pdf_button.setToolTip(_("Save as PDF"))
        self.pdf_button.clicked.connect(self.save_pdf)
        self.print_button = self.main_button = PrimaryButton(_("Print"), icon="printer", key="Enter")
        self.print_button.clicked.connect(self.print_pages)
        row.addWidget(self.cancel_button)
        row.addWidget(self.pdf_button)
        row.addStretch(1)
        row.addWidget(self.print_button)
        self.focus_first(self.print_button)
        return row

    def place(self) -> None:
        """Nearly as large as the window: the page is what matters."""
        look = theme.current()
        room = self._over.rect().adjusted(16, 16, -16, -16)
        self.resize(min(look.px(self._width), room.width()), min(look.px(760), room.height()))
        self.move(self._corner())
        self._over.update()

    def _corner(self) -> QPoint:
        room = self._over.rect()
        return QPoint((room.width() - self.width()) // 2, max(16, (room.height() - self.height()) // 2))

    def open(self) -> None:
        super().open()
        self._again = False
        self._make()
        job = self.bridge.start(making.printers)
        job.done.connect(self._show_printers)
        job.failed.connect(self._no_printers)

    # --- what a kind of paper says ---

    def start_making(self) -> Job | None:
        """Start the job that gives a Made; None when the choices do not allow pages yet."""
        raise NotImplementedError

    def before_handing(self, way: str) -> bool:
        """Called before pages leave, with "print" or "export"; False keeps them here."""
        return bool(way)

    def file_name(self) -> str:
        """Suggested for the PDF; never a student's name."""
        raise NotImplementedError

    def subject(self) -> str:
        """What is shown, in bold above the pages."""
        return self.made.held

    # --- pages ---

    def refresh(self) -> None:
        """A choice changed: make the pages anew."""
        self.clear_fault()
        self._soon.start()

    def _make(self) -> None:
        self._soon.stop()
        if self._job is not None:
            self._again = True
            self._job.cancel()
            return
        job = self.start_making()
        if job is None:
            self._show(Made(None))
            return
        self._job = job
        job.done.connect(self._arrived)
        job.failed.connect(self._failed)
        job.progressed.connect(self._tell_progress)
        job.ended.connect(self._ended)
        self._slow.start()

    def _arrived(self, made: object) -> None:
        if isinstance(made, Made) and not self._again:
            self._show(made)

    def _failed(self, fault: object) -> None:
        if not isinstance(fault, Fault):
            raise fault if isinstance(fault, BaseException) else TypeError(fault)
        self.say_fault(fault)

    def _ended(self, _job: object) -> None:
        self._job = None
        self._slow.stop()
        if not self.is_open:
            return
        if self._again:
            self._again = False
            self._make()
            return
        then, self._then = self._then, None
        if then is not None and self.made.printout is not None:
            then()

    def _say_making(self) -> None:
        self.pages.say(_("making the pages"))

    def _tell_progress(self, part: object, _detail: str) -> None:
        if isinstance(part, float) and not self._slow.isActive():
            self.pages.say(_("making the pages, {percent} %").format(percent=round(100 * part)))

    def _show(self, made: Made) -> None:
        self.made = made
        self._slow.stop()
        printout = made.printout
        for button in (self.print_button, self.pdf_button):
            button.setEnabled(printout is not None)
        self.pages.show_pages(self.subject(), printout)
        self._warn(printout.warnings if printout is not None else ())

    def _warn(self, warnings: tuple[str, ...]) -> None:
        self._warning.setText(" ".join(warnings))
        self._warning.setVisible(bool(warnings))

    def _show_printers(self, names: object) -> None:
        if isinstance(names, list) and names:
            self.printer.clear()
            for name in names:
                self.printer.addItem(name, name)

    def _no_printers(self, fault: object) -> None:
        """The print system did not answer: its default printer stays offered."""
        if isinstance(fault, BaseException) and not isinstance(fault, Fault | OSError | SubprocessError):
            raise fault

    # --- handing over ---

    def print_pages(self) -> None:
        self._hand("print", self._print)

    def save_pdf(self) -> None:
        self._hand("export", self._save)

    def _hand(self, way: str, act: Callable[[], None]) -> None:
        self.clear_fault()
        if self._job is not None or self._soon.isActive():
            self._then = self.print_pages if way == "print" else self.save_pdf
            return
        if self.made.printout is not None:
            act()

    def _print(self) -> None:
        printout = self._ready("print")
        if printout is None:
            return
        self.print_button.setEnabled(False)
        job = self.bridge.start(making.hand_over, printout.pdf, str(self.printer.currentData() or ""))
        job.done.connect(self._printed)
        job.failed.connect(self._not_printed)

    def _printed(self, _nothing: object) -> None:
        count = self.pages.preview.count()
        self.bridge.say(plural("{n} page sent to the printer", "{n} pages sent to the printer", count))
        self.accept()

    def _not_printed(self, fault: object) -> None:
        self.print_button.setEnabled(True)
        self._failed(fault)

    def _save(self) -> None:
        if self.made.printout is None or not self.may_hand():
            return
        path = type(self).where(self, self.file_name())
        printout = self._ready("export") if path is not None else None
        if path is None or printout is None:
            return
        try:
            system.write_durably(path, printout.pdf)
        except OSError as fault:
            why = fault.strerror or ""
            self.say_fault(Trouble(_("The PDF could not be saved: {why}.").format(why=why), _("Choose another place.")))
            return
        self.bridge.say(_("Saved as {name}").format(name=path.name))
        self.accept()

    def may_hand(self) -> bool:
        """Whether what must be known before pages leave is known; says what is missing."""
        return True

    def _ready(self, way: str) -> Printout | None:
        try:
            return self.made.printout if self.may_hand() and self.before_handing(way) else None
        except Fault as fault:
            self.say_fault(fault)
            return None

    # --- what went wrong ---

    def say_fault(self, fault: Fault) -> None:
        self._fault.setText(str(fault))
        self._fault.show()

    def clear_fault(self) -> None:
        self._fault.hide()

    def close_with(self, *, taken: bool) -> None:
        self._soon.stop()
        self._slow.stop()
        if self._job is not None:
            self._job.cancel()
        super().close_with(taken=taken)
