# SPDX-License-Identifier: MIT
"""Every failure is one of three.

Fault
├── Refusal   said to the person in their words: bad input, a locked note, something changed since
└── Trouble   the world: disk full, wrong passphrase, damaged file; says what to do next
anything else  a bug: one crash path, one traceback, no student data in it
"""

import contextlib
import faulthandler
import os
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO


class Fault(Exception):
    """A failure that is told to the person; its message is a whole sentence without student data in Trouble."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refusal(Fault):
    """What was asked cannot be done as it stands; nothing was changed."""


class Trouble(Fault):
    """Something outside the program failed; `next_step` says what the person can do about it."""

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()


# --- the one crash path -----------------------------------------------------------------------------------------------


class CrashPath:
    """Catches what nobody caught, in every thread: tells faults, writes bugs down once each.

    `on_fault(fault)` and `on_bug(path)` may be called from any thread; without a path where the disk took nothing. What
    is written names places in the program and the kind of error, never its message or a value: those may hold a
    student's name.
    """

    def __init__(
        self,
        folder: Path,
        on_fault: Callable[[Fault], object],
        on_bug: Callable[[Path | None], object],
        version: Callable[[], str],
    ) -> None:
        self._folder, self._on_fault, self._on_bug, self._version = folder, on_fault, on_bug, version
        self._seen: set[str] = set()

    def install(self) -> None:
        sys.excepthook = self._main
        threading.excepthook = self._thread
        sys.unraisablehook = self._unraisable

    def remove(self) -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__

    def report(self, error: BaseException) -> None:
        """Take one error on the path it belongs on."""
        if isinstance(error, Fault):
            self._on_fault(error)
            return
        text = describe(error, self._version())
        if text in self._seen:
            return
        self._seen.add(text)
        try:
            path = _written(self._folder, text, len(self._seen))
        except OSError:
            path = None  # a hook that fails would print the error as it is, with its values
        self._on_bug(path)

    def _main(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            return
        self.report(error)

    def _thread(self, args: "threading.ExceptHookArgs") -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.report(args.exc_value)

    def _unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)


class LastWords:
    """A death that no hook sees, by a signal or an abort: the interpreter says itself where it was, in a file of its
    own; the next run of the same vault finds it, and keeps of it what holds no path and no value.
    """

    def __init__(self, folder: Path, name: str, version: Callable[[], str]) -> None:
        self._folder, self._name, self._version = folder, name, version
        self._own = folder / f"{name}-{os.getpid()}.last"
        self._file: TextIO | None = None

    def found(self) -> Path | None:
        """The crash file of a run that died so; of a run that is still ending nothing is said."""
        written = None
        for raw in sorted(self._folder.glob(f"{self._name}-*.last")):
            said = raw.read_text(encoding="utf-8", errors="replace")
            if said.strip():
                written = _written(self._folder, _head(self._version()) + scrubbed(said), 0)
            with contextlib.suppress(PermissionError):  # Windows: still open
                raw.unlink(missing_ok=True)
        return written

    def watch(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.fdopen(_private(str(self._own), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "w", encoding="utf-8")
        faulthandler.enable(self._file)

    def stop(self) -> None:
        """This run ends well."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            self._own.unlink(missing_ok=True)


_KNOWN = r"(Fatal Python error|Windows fatal exception): [\w -]{1,60}|(Current t|T)hread 0x[0-9a-f]+"


def scrubbed(said: str) -> str:
    """Of the interpreter's last words: how it died, and places in the program without their folders."""
    kept = []
    for line in said.splitlines():
        if place := re.fullmatch(r'  File "(?:.*[\\/])?([^"\\/]+)", line (\d+) in ([\w<>.]+)', line):
            kept.append(f"  {place[1]}:{place[2]} in {place[3]}")
        elif known := re.match(_KNOWN, line):
            kept.append(known[0])
    return "\n".join(kept) + "\n"


def _written(folder: Path, text: str, number: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{number}.txt"
    with open(path, "w", encoding="utf-8", opener=_private) as file:
        file.write(text)
    return path


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _head(version: str) -> str:
    return f"OTDesk {version}, Python {sys.version.split()[0]}, {sys.platform}\n"


def describe(error: BaseException, version: str) -> str:
    """Kinds of error and places in the program, from the outermost cause to the last; no message, no value."""
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return _head(version) + "\n".join(lines) + "\n"
