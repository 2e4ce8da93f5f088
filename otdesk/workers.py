# SPDX-License-Identifier: MIT
"""Child processes without Qt: `otdesk worker TASK` reads requests as JSON lines on stdin and answers on stdout.

A child is told file paths or problems, never a key or a vault's folder; nothing it does can outlive its limits:
memory and processor time it sets for itself, wall time by the parent, which kills it.

    parent: {"path": ...}                    child: {"progress": ...}, any number of times, then {"answer": {...}}
"""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from otdesk import system

Message = dict[str, Any]
Tell = Callable[[Message], None]
Handler = Callable[[Message, Tell], Message]

MEMORY = 600 * 1024 * 1024
SECONDS = 20.0
_LOOK = 0.05  # how often a running child is asked about while somebody may want to stop it


class Ending(StrEnum):
    """Why a child gave no answer."""

    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    STOPPED = "stopped"
    DIED = "died"


class ChildEnded(Exception):
    """The child is gone; whatever it was doing changed nothing."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.value)
        self.ending = ending


class Child:
    """A running worker. It starts loading at once, so that the parent may prepare meanwhile."""

    def __init__(self, task: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program, a list, no shell
            _command(task),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could hold cells of the file
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name=f"otdesk-worker-{task}", daemon=True)
        self._listener.start()

    def ask(self, request: Mapping[str, Any], seconds: float = SECONDS, stop: threading.Event | None = None) -> Message:
        """The answer to one request. Raises ChildEnded; after that the child is of no more use."""
        for message in self.messages(request, seconds, stop):
            if "answer" in message:
                answer: Message = message["answer"]
                return answer
        raise ChildEnded(Ending.DIED)

    def messages(
        self, request: Mapping[str, Any], seconds: float = SECONDS, stop: threading.Event | None = None
    ) -> Iterator[Message]:
        """Everything the child says to one request, the answer last."""
        self.send(request)
        until = time.monotonic() + seconds
        while True:
            if stop is not None and stop.is_set():
                self._end(Ending.STOPPED)
            if time.monotonic() > until:
                self._end(Ending.TOO_SLOW)
            try:
                line = self._lines.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if not line:
                self._end(self._why_dead())
            message = self._understood(line)
            yield message
            if "answer" in message:
                return

    def heard(self) -> list[Message]:
        """What the child said since, without waiting. Raises ChildEnded."""
        said = []
        while not self._lines.empty():
            line = self._lines.get()
            if not line:
                self._end(self._why_dead())
            said.append(self._understood(line))
        return said

    def send(self, request: Mapping[str, Any]) -> None:
        """Put one request, for those who come back for what is `heard`. Raises ChildEnded."""
        stdin = self._process.stdin
        try:
            if stdin is not None:
                stdin.write(json.dumps(dict(request)).encode() + b"\n")
                stdin.flush()
        except OSError:
            self._end(self._why_dead())

    def _understood(self, line: bytes) -> Message:
        try:
            message = json.loads(line)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            self._end(Ending.DIED)
        return message

    def _listen(self) -> None:
        stdout = self._process.stdout
        if stdout is not None:
            for line in stdout:
                self._lines.put(line)
        self._lines.put(b"")

    def _why_dead(self) -> Ending:
        code = self._process.wait()
        if code == -24:  # SIGXCPU
            return Ending.TOO_SLOW
        return Ending.TOO_MUCH_MEMORY if code in {-9, 137} else Ending.DIED

    def _end(self, ending: Ending) -> NoReturn:
        self.close()
        raise ChildEnded(ending)

    def close(self) -> None:
        """End the child now, whatever it is doing."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # the child went while something was still to be written

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _command(task: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "worker", task]
    return [sys.executable, "-m", "otdesk", "worker", task]


def _environment() -> dict[str, str]:
    """The parent's, without anything that says where vaults are."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OTDESK_")}
    if not getattr(sys, "frozen", False):
        package = str(Path(__file__).resolve().parent.parent)
        kept["PYTHONPATH"] = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**kept, "PYTHONIOENCODING": "utf-8"}


def serve(handler: Handler, *, memory: int = MEMORY, seconds: float = SECONDS) -> int:
    """The child's side: answer requests until stdin ends. `memory` in bytes and `seconds` of processor per request.

    A parent that is gone is noticed in the middle of a request too; an interrupt at the keyboard is its matter.
    """

    def tell(message: Message) -> None:
        sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")
        sys.stdout.buffer.flush()

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    system.limit_this_process(memory, round(time.process_time() + seconds) + 1)
    for line in _requests():
        system.limit_this_process(memory, round(time.process_time() + seconds) + 1)
        tell({"answer": handler(json.loads(line), tell)})
    return 0


def _requests() -> Iterator[bytes]:
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    at_work = threading.Event()

    def listen() -> None:
        for line in sys.stdin.buffer:
            lines.put(line)
        if at_work.is_set():
            os._exit(0)  # nobody waits for the answer
        lines.put(b"")

    threading.Thread(target=listen, name="otdesk-requests", daemon=True).start()
    while line := lines.get():
        at_work.set()
        yield line
        at_work.clear()
