# SPDX-License-Identifier: MIT
"""Processes that are there to be killed, started in milliseconds: forked from one that has everything imported.

    with Nursery("tests.faults.killed_writer") as nursery:
        child = nursery.start("VAULT", "LOG")
        child.kill()

A module's `warmed()`, if it has one, is entered before the first child is made. Where there is no fork, each child is a
Python of its own. The nursery also runs as `python -m tests.faults.children MODULE`.
"""

import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
KILLED = -9
FORKS = hasattr(os, "fork")


class Child:
    """One process that runs `main()` of the nursery's module with these arguments."""

    def __init__(self, nursery: "Nursery", pid: int, own: "subprocess.Popen[bytes] | None") -> None:
        self.pid = pid
        self._nursery = nursery
        self._own = own
        self._status: int | None = None

    def kill(self) -> int:
        """kill -9; the exit status, which is KILLED only if it was alive until then."""
        if self._status is None:
            if self._own is not None:
                self._own.kill()
            elif sys.platform != "win32":  # only a fork has no process object of its own
                os.kill(self.pid, signal.SIGKILL)
        return self.wait()

    def wait(self) -> int:
        """The exit status; negative for the signal that ended it."""
        if self._status is None:
            self._status = self._own.wait() if self._own is not None else self._nursery.ask("wait", str(self.pid))
        return self._status


class Nursery:
    def __init__(self, module: str, *, quiet: bool = False) -> None:
        """`quiet` where children are to fail in ways that are looked at afterwards, not in what they say."""
        self._module = module
        self._said = subprocess.DEVNULL if quiet else None
        self._mother: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        if FORKS:
            command = [sys.executable, "-m", "tests.faults.children", self._module]
            self._mother = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, text=True
            )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._mother is not None:
            self._mother.communicate()

    def start(self, *arguments: str) -> Child:
        if self._mother is not None:
            return Child(self, self.ask("start", *arguments), None)
        own = subprocess.Popen([sys.executable, "-m", self._module, *arguments], cwd=ROOT)
        return Child(self, own.pid, own)

    def ask(self, *words: str) -> int:
        mother = self._mother
        if mother is None or mother.stdin is None or mother.stdout is None:
            raise RuntimeError("the nursery is closed")
        mother.stdin.write(json.dumps(words) + "\n")
        mother.stdin.flush()
        return int(mother.stdout.readline())


def main() -> None:
    module = importlib.import_module(sys.argv[1])
    with module.warmed() if hasattr(module, "warmed") else nullcontext():
        _serve(module.__name__)


def _serve(module: str) -> None:
    for line in sys.stdin:
        what, *arguments = json.loads(line)
        if what == "wait":
            _pid, status = os.waitpid(int(arguments[0]), 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = _forked(module, arguments)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _forked(module: str, arguments: list[str]) -> int:
    """The process number of a new child, in the mother; in the child it never returns."""
    if sys.platform == "win32":
        raise RuntimeError("there is no fork")
    child = os.fork()
    if child == 0:
        _live(module, arguments)
    return child


def local_line() -> socket.socket:
    """A line between two processes of this machine that keeps messages apart."""
    if sys.platform == "win32":
        raise RuntimeError("there is no such line")
    return socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def _live(module: str, arguments: list[str]) -> None:
    """In the child: never returns."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    sys.argv = [module, *arguments]
    try:
        importlib.import_module(module).main()
        os._exit(0)
    except BaseException:  # noqa: BLE001 - the border of a process: told, and never back into the mother's loop
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(1)


if __name__ == "__main__":
    main()
