# SPDX-License-Identifier: MIT
"""The encrypted file behind SQLAlchemy: how a connection is opened, and that it is what it should be.

Every connection is opened here. The key is the first statement that touches the file; without it the driver would
silently make a readable database, so cipher and file header are asserted each time.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from otdesk.faults import Trouble
from otdesk.words import _

logger = logging.getLogger(__name__)

MIN_CIPHER = (4, 19)
_PLAIN_HEADER = b"SQLite format 3\x00"
_PRAGMAS = (
    "cipher_memory_security=ON",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "cache_size=-65536",
    "busy_timeout=5000",
    "wal_autocheckpoint=0",
)


def open_file(path: Path, key: bytes, *, create: bool = False, read_only: bool = False, wal: bool = True) -> Any:
    """A raw driver connection to an encrypted file; Trouble when the file is not ours or the key does not fit.

    `wal=False` for files that travel (backups); with `read_only` the driver then looks at that one file alone, without
    it at the file and its log, and writes into neither.
    """
    import sqlcipher3.dbapi2 as driver

    if not create and not path.is_file():
        raise Trouble(
            _("The vault's data file is missing."), _("Restore the last backup, or bring back the whole folder.")
        )
    _refuse_plain(path)
    mode = ("ro" if wal else "ro&immutable=1") if read_only else ("rwc" if create else "rw")
    raw = driver.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None,
                         check_same_thread=False)  # fmt: skip
    try:
        raw.execute("PRAGMA cipher_log_level=NONE")
        raw.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        _assert_cipher(raw)
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS:
            if wal or not pragma.startswith("journal_mode"):
                raw.execute(f"PRAGMA {pragma}")
    except driver.DatabaseError as fault:
        raw.close()
        raise unreadable() from fault
    except Trouble:
        raw.close()
        raise
    return raw


def unreadable() -> Trouble:
    return Trouble(
        _("The vault's data file cannot be read: it is damaged, or it belongs to another vault."),
        _("Restore the last backup. Nothing was changed."),
    )


def _refuse_plain(path: Path) -> None:
    if not path.is_file():
        return
    with path.open("rb") as file:
        if file.read(16) == _PLAIN_HEADER:
            raise Trouble(
                _("The data file in this folder is not encrypted, so it is not a vault of OTDesk."),
                _("Restore the last backup. Nothing was changed."),
            )


def _assert_cipher(raw: Any) -> None:
    row = raw.execute("PRAGMA cipher_version").fetchone()
    version = tuple(int(part) for part in str(row[0]).split()[0].split(".")) if row else ()
    if version < MIN_CIPHER:
        raise Trouble(_("The encryption library is missing or too old."), _("Install OTDesk again."))


def writer(path: Path, key: bytes, prepare: Callable[[Any], None]) -> Engine:
    """One kept connection for all writes; BEGIN IMMEDIATE, so that a read-then-write never meets a lock midway."""

    def connect() -> Any:
        raw = open_file(path, key)
        prepare(raw)
        return raw

    return _engine(connect, "BEGIN IMMEDIATE", size=1, overflow=0)


def reader(path: Path, key: bytes) -> Engine:
    """Connections for reading, one per thread that reads at the same time."""

    def connect() -> Any:
        raw = open_file(path, key)
        raw.execute("PRAGMA query_only=ON")
        return raw

    return _engine(connect, "BEGIN", size=2, overflow=8)


def plain_engine(raw: Any) -> Engine:
    """SQLAlchemy over one connection that is already open (making and migrating a file); BEGIN is explicit."""
    return _engine(lambda: raw, "BEGIN IMMEDIATE", size=1, overflow=0)


def _engine(connect: Callable[[], Any], begin: str, *, size: int, overflow: int) -> Engine:
    import sqlcipher3.dbapi2 as driver

    engine = create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=connect,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=overflow,
        pool_use_lifo=True,
        hide_parameters=True,
    )

    def begin_explicitly(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", begin_explicitly)
    return engine


def checkpoint(raw: Any) -> bool:
    """Move the write-ahead log into the file and look whether it went: an automatic one swallows its failures."""
    busy, _frames, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        logger.warning("checkpoint was held up by a reader")
    return not busy
