# SPDX-License-Identifier: MIT
"""Every failure is one of three.

Fault
├── Refusal   said to the person in their words: bad input, a locked note, something changed since
└── Trouble   the world: disk full, wrong passphrase, damaged file; says what to do next
anything else  a bug: one crash path, one traceback, no student data in it
"""

import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType


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

    `on_fault(fault)` and `on_bug(path)` may be called from any thread. What is written names places in the program and
    the kind of error, never its message or a value: those may hold a student's name.
    """

    def __init__(
        self,
        folder: Path,
        on_fault: Callable[[Fault], object],
        on_bug: Callable[[Path], object],
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
        self._on_bug(self._write(text))

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

    def _write(self, text: str) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{len(self._seen)}.txt"
        path.write_text(text, encoding="utf-8")
        return path


def describe(error: BaseException, version: str) -> str:
    """Kinds of error and places in the program, from the outermost cause to the last; no message, no value."""
    lines = [f"OTDesk {version}, Python {sys.version.split()[0]}, {sys.platform}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines) + "\n"
