# SPDX-License-Identifier: MIT
"""Files read in a child process: what the program itself calls."""

import threading
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from otdesk import workers
from otdesk.exchange import wire
from otdesk.exchange.limits import UnusableFile
from otdesk.rules.import_rows import FileKind, FileProblem, ParsedFile

_ENDINGS = {
    workers.Ending.TOO_SLOW: FileProblem.TOO_SLOW,
    workers.Ending.TOO_MUCH_MEMORY: FileProblem.TOO_MUCH_MEMORY,
    workers.Ending.STOPPED: FileProblem.STOPPED,
    workers.Ending.DIED: FileProblem.DAMAGED,
}


class FileReader:
    """One child that reads one file after another; a file it cannot survive ends it, the next file gets a new one."""

    def __init__(self) -> None:
        self._child: workers.Child | None = workers.Child("parse")
        self.died = False
        """The last file ended its child without a word."""

    def read(
        self,
        path: Path,
        today: date,
        *,
        kind: FileKind | None = None,
        mappings: Mapping[str, Mapping[str, str]] | None = None,
        sheet: str = "",
        unmatched: bool = False,
        stop: threading.Event | None = None,
    ) -> ParsedFile:
        """The file as rows. `mappings`: column choices by the hash of the headings. Raises UnusableFile.

        `unmatched`: see parse.py.
        """
        request = {
            "path": str(path.absolute()),
            "today": today.isoformat(),
            "kind": kind.value if kind else None,
            "mappings": {key: dict(columns) for key, columns in (mappings or {}).items()},
            "sheet": sheet,
            "unmatched": unmatched,
        }
        if self._child is None:
            self._child = workers.Child("parse")
        self.died = False
        try:
            answer = self._child.ask(request, stop=stop)
        except workers.ChildEnded as ended:
            self._child = None
            self.died = ended.ending is workers.Ending.DIED
            raise UnusableFile(_ENDINGS[ended.ending]) from ended
        if "problem" in answer:
            raise UnusableFile(FileProblem(answer["problem"]))
        return wire.decode(ParsedFile, answer["parsed"])

    def close(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
