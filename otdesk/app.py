# SPDX-License-Identifier: MIT
"""The window, from start to stop; the one place that knows all rooms.

First paint needs neither SQLAlchemy nor the cipher: the rest is imported after it. Locking replaces the process,
because Python cannot wipe memory.
"""

import builtins
import gc
import importlib

# PySide6 puts an own import function in place, which makes every later import dearer; we use nothing of what it adds.
_plain_import = builtins.__import__

# ruff: noqa: E402 - the line above must come first
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

builtins.__import__ = _plain_import

from otdesk import paths, settings
from otdesk.doors import Doors, server_name, upkeep, window_lock
from otdesk.faults import Fault, Refusal, Trouble
from otdesk.settings import Settings
from otdesk.system import OwnerLock, own_version
from otdesk.ui.placing import place_text, put_back
from otdesk.ui.setup.resume import Resume, resume_of, token_of
from otdesk.ui.setup.start import Start
from otdesk.ui.setup.window import SetupWindow
from otdesk.words import _

if TYPE_CHECKING:
    from otdesk.rules.backups import Standing
    from otdesk.ui.bridge import Bridge
    from otdesk.ui.cover.guard import Guard
    from otdesk.ui.importing.page import ImportPage
    from otdesk.ui.jobs import Jobs, Report
    from otdesk.ui.shell import Shell
    from otdesk.vault.vault import Vault

UPKEEP_MS = 5 * 60 * 1000
FIRST_UPKEEP_MS = 3000
"""After the first page stands: it should not wait for a backup."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the window is started. `resume` is a token of the window before it."""

    vault: Path | None = None
    resume: str = ""
    quit_after_show: bool = False
    demo: bool = False


def local_now() -> datetime:
    """Now, in this machine's zone."""
    return datetime.now(UTC).astimezone()


def command_again(options: Options, token: str) -> list[str]:
    """The command line that starts this program locked, on the same vault."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "otdesk"]
    vault = ["--vault", str(options.vault)] if options.vault is not None else []
    return [*start, *vault, "--locked", "--resume", token]


class Upkeep(QObject):
    """Looks now and then whether a backup is due; `stands` says what there is then (a Standing)."""

    stands = Signal(object)
    failed = Signal(object)

    def __init__(
        self, doors: Doors, clock: Callable[[], datetime], jobs: "Jobs", preferences: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._doors, self._now, self._jobs, self._settings = doors, clock, jobs, preferences
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look)
        self._clock.start(FIRST_UPKEEP_MS)

    def _look(self) -> None:
        self._clock.setInterval(UPKEEP_MS)
        if self._doors.vault is not None:
            place = self._settings.get(settings.SECOND_PLACE)
            job = self._jobs.start(_upkeep, self._doors, self._now(), Path(place) if place else None)
            job.done.connect(self._done)
            job.failed.connect(self.failed)

    def _done(self, standing: object) -> None:
        if standing is not None:
            self.stands.emit(standing)

    def stop(self) -> None:
        self._clock.stop()


class Stops(Protocol):
    def stop(self) -> None: ...


class Program(QObject):
    """One run: setup window or lock screen, then the main window, then the end."""

    ended = Signal(int)

    def __init__(
        self,
        options: Options,
        preferences: Settings,
        lock: OwnerLock,
        doors: Doors,
        clock: Callable[[], datetime] = local_now,
    ) -> None:
        super().__init__()
        self._options, self._settings, self._lock, self._doors = options, preferences, lock, doors
        self._resume = resume_of(options.resume)
        self.jobs: Jobs
        self.setup: SetupWindow | None = None
        self.shell: Shell | None = None
        self._importing: ImportPage
        self.bridge: Bridge | None = None
        self.guard: Guard | None = None
        self._painted = False
        self._stopping = False
        self._clock = clock
        self._demo: ExitStack | None = None
        self._upkeep: Upkeep | None = None
        self._watchers: tuple[Stops, ...] = ()

    # --- start ---

    def begin(self) -> None:
        """Show the first window, still empty; everything else comes after its first paint."""
        locked = self._settings.get(settings.LOCKED)
        self.setup = SetupWindow(self._doors, self._clock, tuple(Start), self._resume, by_keychain=not locked)
        self.setup.ready.connect(self._enter)
        self.setup.closing.connect(self.stop)
        self.setup.sample_wanted.connect(self.make_demo)
        self.setup.setPalette(first_palette(self._settings))
        put_back(self.setup, self._settings.get(settings.WINDOW))
        self.setup.show()
        handle = self.setup.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not self._painted and event.type() is QEvent.Type.Expose:
            self._painted = True
            tell_time(self._options)
            QTimer.singleShot(0, self._fill)
        return False

    def _fill(self) -> None:
        """The content of the first window, then what waits in the background."""
        from otdesk.ui.crashes import Crashes
        from otdesk.ui.jobs import Jobs

        if self.setup is None:
            return
        apply_settings(self._settings)
        self.crashes = Crashes(self.window, self._tell, self._leave_place, self)
        self.crashes.restart_wanted.connect(self._restart)
        self.crashes.watch(paths.log_folder(), server_name(self._doors.folder), own_version)
        self.jobs = Jobs(self)
        self.setup.setPalette(QApplication.palette())
        self.setup.fill(self.jobs)
        QTimer.singleShot(0, self._after_first_page)

    def _after_first_page(self) -> None:
        tell_time(self._options)
        if self._options.quit_after_show:
            os._exit(0)
        from otdesk.ui.interrupts import Interrupts
        from otdesk.ui.readying import Readying
        from otdesk.ui.single import FirstWindow
        from otdesk.ui.tidying import Tidying

        gc.freeze()
        self.crashes.tell_last()
        interrupts, first = Interrupts(self), FirstWindow(server_name(self._doors.folder), self)
        interrupts.asked.connect(self.stop)
        first.wanted.connect(self.come_forward)
        self._watchers = (self.crashes, interrupts, first, Tidying(self.jobs, self), Readying(self.jobs, warm_up, self))
        if self._options.demo:
            self.make_demo()

    def window(self) -> QWidget | None:
        """What is shown now, or lies under the cover."""
        return self.shell or self.setup

    def _tell(self, fault: Fault) -> bool:
        if self.shell is None:
            return False
        self.shell.bridge.tell(fault)
        return True

    def come_forward(self) -> None:
        """Somebody started the program again."""
        window = self.guard.face if self.guard is not None and self.guard.covered else self.window()
        if window is not None:
            window.showNormal() if window.isMinimized() else window.show()
            window.raise_()
            window.activateWindow()

    # --- the main window ---

    def _enter(self, start: str) -> None:
        """The vault is open: a new one is asked for its district, the others go straight to work."""
        from otdesk.ui.bridge import Bridge

        vault = self._doors.vault
        if vault is None or self.setup is None:
            raise RuntimeError("the window was entered without an open vault")
        self._settings.put(settings.VAULT, str(self._doors.folder))
        self.bridge = Bridge(vault, self._clock, self.jobs, self, self._settings)
        self._watch(self.bridge)
        if start in {Start.IMPORT, Start.EMPTY}:
            from otdesk.ui.setup.district import DistrictStep

            asked = DistrictStep(self.bridge)
            asked.finished.connect(self._import if start == Start.IMPORT else self._open)
            self.setup.show_step(asked)
        else:
            self._open()

    def _import(self) -> None:
        from otdesk.ui.importing.page import ImportPage

        if self.setup is None or self.bridge is None:
            raise RuntimeError("the import of the first run comes before the main window")
        self._importing = ImportPage(self.bridge, first_run=True)
        self._importing.finished.connect(self._imported)
        self._importing.went_back.connect(self._open)
        self.setup.show_step(self._importing)

    def _imported(self) -> None:
        """Go on where the import leads: to the week, if there is something to place."""
        self._resume = Resume(self._importing.address())
        self._open()

    def _open(self) -> None:
        """The main window takes the place of the first one."""
        from otdesk.ui import attending
        from otdesk.ui.places import places
        from otdesk.ui.shell import Shell

        if self.setup is None or self.bridge is None:
            raise RuntimeError("the main window comes after the first one")
        self.shell = Shell(self.bridge, self._settings, places(), lockable=self._demo is None)
        self.shell.lock_wanted.connect(self.lock)
        if self.guard is not None:
            self.guard.join(self.shell.commands)
        self.shell.closing.connect(self.stop)
        self.shell.backups.restore_wanted.connect(self._restore)
        if self._upkeep is not None:
            self._upkeep.stands.connect(self.shell.backups.show)
        self.shell.setGeometry(self.setup.geometry())
        if self.setup.isMaximized():
            self.shell.setWindowState(self.setup.windowState())
        self.shell.show()
        self.shell.start(self._resume.address)
        attending.begin(self.bridge, self._settings, self.shell)
        if self._doors.put_aside is not None:
            _tell_aside(self.shell, self._doors.put_aside)
        self.setup.closing.disconnect(self.stop)
        self.setup.close()
        self.setup.deleteLater()
        self.setup = None

    def _watch(self, bridge: "Bridge") -> None:
        """Cover and lock when nobody is there; back up now and then."""
        from otdesk.ui.cover.guard import Guard

        self.guard = Guard(bridge, self.window, self._leave_place, self._leave_by, self)
        self.guard.lock_wanted.connect(self.lock)
        self.guard.closing.connect(self.stop)
        self._upkeep = Upkeep(self._doors, self._clock, self.jobs, self._settings, self)
        self._upkeep.failed.connect(self.crashes.fault)
        self.crashes.restartable = True

    def _leave_place(self) -> None:
        """Save what is being typed."""
        if self.shell is not None:
            self.shell.leave_place()

    def _leave_by(self) -> int | None:
        return self.shell.leave_by() if self.shell is not None else None

    # --- the demo ---

    def make_demo(self) -> None:
        """An invented year in a throw-away vault; nothing of it is kept, so nothing locks it."""
        from otdesk.ui.setup.making import MakingPage

        if self.setup is None:
            return
        page = MakingPage()
        page.went_back.connect(self.setup.close)
        self.setup.show_step(page)
        job = self.jobs.start(_make_demo)
        job.done.connect(self._open_demo)
        job.failed.connect(self.crashes.fault)

    def _open_demo(self, made: object) -> None:
        from otdesk.ui.bridge import Bridge

        if isinstance(made, Demo) and not self._stopping:
            self._demo = made.keeper
            self._clock = made.clock
            self.bridge = Bridge(made.vault, self._clock, self.jobs, self, self._settings)
            self._open()
            if self.shell is not None:
                self.shell.show_sample()

    # --- lock ---

    def lock(self, idle_minutes: int = 0, *, save: bool = True, restore: str = "") -> None:
        """Hide everything, save what is typed, start the locked process over this window, close the vault, go.

        What cannot be saved leaves the window covered: nothing is lost and nothing is shown.
        """
        window, guard = self.window(), self.guard
        if self._stopping or self._doors.vault is None or window is None or guard is None:
            return
        place = place_text(guard.face or window)
        guard.hide()
        try:
            if save and self.shell is not None:
                self.shell.leave_all()
        except Fault as fault:
            self.crashes.fault(fault)
            guard.not_locked(fault)
            return
        self._stopping = True
        self._settings.put(settings.WINDOW, place)
        leave_by = self._leave_by() if self._settings.get(settings.LOCK_SHOWS_LEAVE) else None
        here = self.shell.here() if self.shell is not None else ""
        token = token_of(resume_at(self._clock(), here, leave_by, idle_minutes, restore))
        self._leave_system()
        import subprocess

        subprocess.Popen(command_again(self._options, token), start_new_session=True)  # noqa: S603 - ourselves
        self._close_vault()
        self.ended.emit(0)

    def _restart(self, saved: bool) -> None:
        """After a bug; where saving is what failed it is not tried again."""
        self.lock(save=saved)

    def _restore(self, backup: object) -> None:
        """The locked process asks for the passphrase and makes the vault again: this one still holds it open."""
        self.lock(restore=str(backup))

    # --- stop ---

    def stop(self) -> None:
        """The window was closed, or somebody outside asked: save, back up, close, end."""
        if self._stopping:
            return
        try:
            if self.shell is not None:
                self.shell.leave_all()
        except Fault as fault:
            self.crashes.fault(fault)  # told, but closing is not refused
        self._stopping = True
        for window in (self.shell, self.setup):
            if window is not None:
                window.hide()
        self._leave_system()
        self.ended.emit(1 if self._close_vault() else 0)

    def _leave_system(self) -> None:
        """Nobody finds this process any more: the next one may take its place."""
        if self._upkeep is not None:
            self._upkeep.stop()
        if self.guard is not None:
            self._settings.put(settings.LOCKED, self.guard.hiding.hidden)
            self.guard.stop()
        for watcher in self._watchers:
            watcher.stop()
        self._lock.release()

    def _close_vault(self) -> Trouble | None:
        if hasattr(self, "jobs"):
            self.jobs.stop()
        if self.bridge is not None:
            self.bridge.close()
        try:
            if self._demo is not None:
                self._demo.close()
            self._doors.close()
        except Trouble as trouble:
            print(trouble, file=sys.stderr)  # noqa: T201 - the window is gone
            return trouble
        return None


def tell_time(options: Options) -> None:
    if options.quit_after_show:
        print(time.monotonic(), flush=True)  # noqa: T201 - read by the benchmark


def resume_at(now: datetime, here: str, leave_by: int | None, idle_minutes: int, restore: str) -> Resume:
    """What the locked window is told of this one."""
    return Resume(here, leave_by, now.date().isoformat(), idle_minutes, now.hour * 60 + now.minute, restore)


def _tell_aside(shell: "Shell", folder: Path) -> None:
    from otdesk.ui.parts.dialogs import NoticeDialog

    NoticeDialog.tell(
        shell,
        _("The backup is restored"),
        _(
            "The vault as it was is kept in {folder}. Look through your week and your last notes; when all is well that"
            " folder may be deleted."
        ).format(folder=folder),
    )


def first_palette(preferences: Settings) -> QPalette:
    """The color of the window before its content: no flash of white on a dark screen."""
    mode = preferences.get(settings.THEME)
    if mode == "system":
        # colorScheme() would say it outright, but its type makes Qt build a hundred enumerations: 14 ms
        mode = "dark" if QGuiApplication.palette().window().color().lightness() < 128 else "light"
    return QPalette(QColor("#14181D" if mode == "dark" else "#F5F4F0"))


def apply_settings(preferences: Settings) -> None:
    """Put the kept colors, zoom and density on the application."""
    from otdesk.ui import theme

    theme.look().apply(
        mode=theme.Mode(preferences.get(settings.THEME)),
        zoom=preferences.get(settings.ZOOM),
        density=theme.Density(preferences.get(settings.DENSITY)),
    )


@dataclass(frozen=True)
class Demo:
    """An open throw-away vault, what takes it away again, and the clock that started at its moment."""

    vault: "Vault"
    keeper: ExitStack
    clock: Callable[[], datetime]


def _make_demo(report: "Report") -> Demo:
    from otdesk.sample.build import demo_now
    from otdesk.sample.throwaway import demo_vault

    report.check()
    keeper = ExitStack()
    vault = keeper.enter_context(demo_vault())
    began = time.monotonic()

    def clock() -> datetime:
        return demo_now() + timedelta(seconds=time.monotonic() - began)

    return Demo(vault, keeper, clock)


def warm_up(report: "Report") -> None:
    """What unlock will need and no widget is, imported while the person types."""
    report.check()
    import argon2.low_level  # noqa: F401
    import sqlcipher3.dbapi2  # noqa: F401

    import otdesk.vault.vault  # noqa: F401
    from otdesk import actions, queries
    from otdesk.ui.readying import names_in

    for name in (*names_in(queries), *names_in(actions)):
        report.check()
        importlib.import_module(name)


def _upkeep(report: "Report", doors: Doors, now: datetime, second_place: Path | None) -> "Standing | None":
    report.check()
    return upkeep(doors.vault, now, second_place, report.check) if doors.vault is not None else None


def folder_of(options: Options, preferences: Settings) -> Path:
    """The vault to open: the one named, else the last one, else the default place."""
    if options.demo:
        return paths.data_folder() / "demo"  # never there: it only keeps the demo apart from the real window
    if options.vault is not None:
        return options.vault
    last = preferences.get(settings.VAULT)
    return Path(last) if last and (Path(last) / "vault.json").is_file() else paths.default_vault()


def options_of(arguments: Sequence[str]) -> Options:
    """The few words the window takes: [--vault DIR] [--locked] [--resume TOKEN] [--quit-after-show] [--demo].

    Read by hand: a parser would cost the first paint more than all of this module. Refusal for anything else.
    """
    vault: Path | None = None
    resume = ""
    quit_after_show = demo = False
    rest = iter(arguments)
    for word in rest:
        if word == "--vault":
            vault = Path(next(rest, "")).absolute()
        elif word == "--resume":
            resume = next(rest, "")
        elif word == "--quit-after-show":
            quit_after_show = True
        elif word == "--demo":
            demo = True
        elif word != "--locked":
            raise Refusal(_("The window does not know {word}. See otdesk --help.").format(word=word))
    return Options(vault, resume, quit_after_show, demo)


def main(arguments: Sequence[str]) -> int:
    """`otdesk` without a subcommand."""
    if not has_display():
        print(_("There is no display. Try: otdesk screens DIR"), file=sys.stderr)  # noqa: T201 - there is no window
        return 1
    try:
        return run(options_of(arguments))
    except Fault as fault:
        print(fault, file=sys.stderr)  # noqa: T201 - there is no window
        return 1


def has_display() -> bool:
    """Whether a window can be shown at all; Qt would abort the process."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(options: Options) -> int:
    """Open the window and stay until it is closed. Returns the exit code; 0 as well when another window was raised."""
    gc.disable()
    preferences = Settings()
    folder = folder_of(options, preferences)
    application = QApplication(["otdesk"])
    application.setApplicationName("OTDesk")
    application.setDesktopFileName("otdesk")
    application.setQuitOnLastWindowClosed(False)
    lock = take_lock(folder)
    if lock is None:
        return 0
    doors = Doors(folder, local_now)
    second = preferences.get(settings.SECOND_PLACE)
    doors.second_place = Path(second) if second else None
    program = Program(options, preferences, lock, doors, local_now)
    program.ended.connect(application.exit)
    program.begin()
    code = application.exec()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def take_lock(folder: Path) -> OwnerLock | None:
    """The lock of the one window; None when another window had it and was raised. Trouble when it does not answer."""
    try:
        return window_lock(folder)
    except Trouble:
        from otdesk.ui.single import raise_first

        if raise_first(server_name(folder)):
            return None
        raise
