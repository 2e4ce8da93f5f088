# SPDX-License-Identifier: MIT
"""One operation, disturbed at the N-th thing it asks of the file system: by strace, which attaches to a forked child.

`strace` is Linux's. What it did is read from its own record and from how the child ended, never assumed.
"""

import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.faults.children import KILLED, Nursery, local_line
from tests.faults.places import fresh

# Everything that changes a file, a name or what is durable. "?" for those that not every processor has.
CALLS = (
    "write,pwrite64,writev,?pwritev,?pwritev2,fsync,fdatasync,?sync_file_range,?rename,?renameat,renameat2,?unlink,"
    "unlinkat,ftruncate,truncate,?link,linkat,?symlink,symlinkat,?mkdir,mkdirat,?rmdir,?chmod,fchmod,fchmodat,fallocate,"
    "copy_file_range,sendfile"
)
CALL = re.compile(r"\d+ +(\w+)\(")
ALL_CALLS = tuple(name.lstrip("?") for name in CALLS.split(","))
FREEING = frozenset({"unlink", "unlinkat", "rmdir", "chmod", "fchmod", "fchmodat"})  # a full disk lets these through
PATIENCE = 60
TRIES = 5


def can_inject() -> bool:
    return shutil.which("strace") is not None


@dataclass(frozen=True, slots=True)
class Run:
    """What came of it: `said` is empty when the child was killed before it could say anything; `calls` are the names
    of what was asked of the file system, in order."""

    said: str
    status: int
    calls: tuple[str, ...]
    injected: int


def at(calls: tuple[str, ...], step: int, what: str) -> list[str]:
    """Do this at the one step (counted from 1) of an operation that asks for `calls`: strace counts each name alone."""
    name = calls[step - 1]
    return [f"inject={name}:{what}:when={calls[:step].count(name)}"]


def from_on(calls: tuple[str, ...], step: int, what: str) -> list[str]:
    """Do this at that step and at all that come after it, those included that an undisturbed run never asks for."""
    names = [name for name in ALL_CALLS if what != "error=ENOSPC" or name not in FREEING]
    return [f"inject=?{name}:{what}:when={calls[: step - 1].count(name) + 1}+" for name in names]


class Stepper:
    """Runs operations of `tests.faults.operations`, each in a child of its own under strace."""

    def __init__(self, scratch: Path) -> None:
        self._nursery = Nursery("tests.faults.operations")
        self._record = scratch / "strace"
        self._home = tempfile.TemporaryDirectory(prefix="otdesk-", dir="/tmp")
        self._address = Path(self._home.name) / "line"
        self._door = local_line()

    def __enter__(self) -> Self:
        self._nursery.__enter__()
        self._door.bind(str(self._address))
        self._door.listen()
        self._door.settimeout(PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._door.close()
        self._nursery.__exit__(kind, error, trace)
        self._home.cleanup()

    def run(self, operation: str, place: Path, inject: Sequence[str] = ()) -> Run:
        """`inject` is what `at` or `from_on` gives; nothing: only count."""
        child = self._nursery.start(operation, str(place), str(self._address))
        line, _address = self._door.accept()
        with line:
            line.settimeout(PATIENCE)
            if line.recv(100) != b"ready":
                raise RuntimeError(f"{operation} could not be prepared")
            tracer = self._attach(child.pid, inject)
            line.send(b"go")
            said = _heard(line)
        status = child.wait()
        tracer.communicate()
        lines = self._record.read_text(encoding="utf-8", errors="replace").splitlines()
        calls = tuple(call[1] for text in lines if (call := CALL.match(text)))
        return Run(said, status, calls, sum("(INJECTED)" in text for text in lines))

    def disturb(self, operation: str, template: Path, memory: Path, inject: Sequence[str]) -> tuple[Path, Run]:
        """In a fresh copy of the template, which is returned. Again where the run never came to that step: threads join
        their writes when the machine is busy, so that a few steps are there in one run and not in the next."""
        for turn in range(TRIES):
            place = fresh(memory)
            shutil.copytree(template, place)
            run = self.run(operation, place, inject)
            if run.injected or run.status == KILLED or turn == TRIES - 1:
                break
            shutil.rmtree(place)
        return place, run

    def _attach(self, pid: int, inject: Sequence[str]) -> "subprocess.Popen[str]":
        command = ["strace", "-f", "-p", str(pid), "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(self._record)]
        for one in inject:
            command += ["-e", one]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        heard = tracer.stderr.readline() if tracer.stderr else ""
        if "attached" not in heard:
            raise RuntimeError(f"strace did not attach: {heard}")
        return tracer


def _heard(line: socket.socket) -> str:
    try:
        return line.recv(4000).decode()
    except ConnectionResetError:
        return ""
