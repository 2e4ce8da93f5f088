# SPDX-License-Identifier: MIT
"""Pictures of the import: in the first run, in the main window, its review, its result."""

from PySide6.QtWidgets import QWidget

from otdesk import paths
from otdesk.rules.import_changes import Verdict
from otdesk.ui.importing.page import ImportPage
from otdesk.ui.importing.screen import ImportScreen
from otdesk.ui.setup.resume import Resume
from otdesk.ui.setup.scenes import PictureGate
from otdesk.ui.setup.start import Start
from otdesk.ui.setup.window import SetupWindow
from otdesk.ui.stage import Scene, Stage

_LIST = ("sample", "caseload-2026.csv")


def _read(stage: Stage, page: ImportPage) -> None:
    page.read([paths.resource(*_LIST)])
    stage.settle()


def _first_run(stage: Stage) -> tuple[SetupWindow, ImportPage]:
    window = SetupWindow(PictureGate(stage, locked=False), stage.clock, tuple(Start), Resume())
    window.fill(stage.jobs)
    stage.present(window)
    page = ImportPage(stage.bridge(), first_run=True)
    window.show_step(page)
    return window, page


def _choose(stage: Stage) -> QWidget:
    return _first_run(stage)[0]


def _match(stage: Stage) -> QWidget:
    window, page = _first_run(stage)
    _read(stage, page)
    return window


def _result(stage: Stage) -> QWidget:
    window, page = _first_run(stage)
    _read(stage, page)
    page.show_result()
    return window


def _page(stage: Stage) -> ImportPage:
    screen = stage.shell("import").screens["import"]
    if not isinstance(screen, ImportScreen):
        raise TypeError("the import is another screen")
    return screen.page


def _inside(stage: Stage) -> QWidget:
    _read(stage, _page(stage))
    return stage.shell("")


def _left_out(stage: Stage) -> QWidget:
    page = _page(stage)
    _read(stage, page)
    page.rows_dialog(Verdict.LEFT_OUT).open()
    return stage.shell("")


SCENES = (
    Scene("import_choose", _choose),
    Scene("import_match", _match),
    Scene("import_result", _result),
    Scene("import_inside", _inside),
    Scene("import_left_out", _left_out),
)
