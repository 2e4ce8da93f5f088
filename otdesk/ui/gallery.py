# SPDX-License-Identifier: MIT
"""`otdesk screens DIR`: every screen as a PNG, for people and for comparing with the designs."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from otdesk.faults import Refusal, Trouble
from otdesk.ui import theme
from otdesk.ui.notes.soon import Soon
from otdesk.ui.scenes import scenes
from otdesk.ui.shell import Shell
from otdesk.ui.stage import Scene, Stage
from otdesk.words import _

if TYPE_CHECKING:
    from otdesk.vault.vault import Vault

SMALLEST = 640


@dataclass(frozen=True, slots=True)
class Wish:
    """How the pictures shall be: theme "light" or "dark", size in pixels, zoom in percent, one scene or all ("")."""

    mode: str = "light"
    size: tuple[int, int] = (1366, 768)
    zoom: int = 100
    only: str = ""


def size_of(text: str) -> tuple[int, int]:
    """ "1280x680" as numbers; Refusal for anything else."""
    width, _x, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()) or int(width) < SMALLEST or int(height) < SMALLEST // 2:
        raise Refusal(_("A size is written like 1366x768, not {text}.").format(text=text))
    return int(width), int(height)


def draw(folder: Path, wish: Wish, clock: Callable[[], datetime], vault: "Vault | None" = None) -> list[Path]:
    """Draw the wished scenes into `folder`; those that need a vault only when one is given. Returns the files."""
    wanted = [scene for scene in scenes() if not wish.only or scene.name == wish.only]
    if not wanted:
        names = ", ".join(scene.name for scene in scenes())
        raise Refusal(_("There is no screen {name}. There are: {names}.").format(name=wish.only, names=names))
    folder.mkdir(parents=True, exist_ok=True)
    with _application(), TemporaryDirectory(prefix="otdesk-screens-") as scratch:
        mode = theme.Mode(wish.mode)
        theme.look().apply(mode=mode, zoom=wish.zoom, density=theme.Density.AUTO, height=wish.size[1])
        stage = Stage(clock, Path(scratch), vault)
        try:
            return [
                _picture(folder, stage, scene, wish) for scene in wanted if vault is not None or not scene.needs_vault
            ]
        finally:
            stage.close()


def _picture(folder: Path, stage: Stage, scene: Scene, wish: Wish) -> Path:
    stage.size = scene.size or wish.size
    path = folder / f"{scene.name}.png"
    with shown(stage, scene) as window:
        if not window.grab().save(str(path)):
            raise Trouble(_("The picture {name} could not be written.").format(name=path.name),
                          _("Choose another folder."))  # fmt: skip
    return path


@contextmanager
def shown(stage: Stage, scene: Scene) -> Iterator[QWidget]:
    """The window of a scene, come to rest; afterwards the stage is as it was before."""
    window = scene.build(stage)
    stage.settle()
    for soon in window.findChildren(Soon):
        if soon.waiting:
            soon.due.emit()  # what is typed saves itself now, not while the picture is taken
            stage.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # a picture does not wait for a layout
    try:
        yield window
    finally:
        stage.restore()
        if isinstance(window, Shell):  # there is one for all pictures
            _close_dialogs(stage)
        else:
            window.close()
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _close_dialogs(stage: Stage) -> None:
    from otdesk.ui.parts.dialogs import DialogBase

    for dialog in stage.shell("").findChildren(DialogBase):
        dialog.reject()


@contextmanager
def _application() -> Iterator[QApplication]:
    """The running application, or one that needs no display."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        yield running
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    yield QApplication(["otdesk"])
