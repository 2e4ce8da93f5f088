# SPDX-License-Identifier: MIT
"""The open vault: read() and write() blocks, change notices, undo. One process owns it."""

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from otdesk import system
from otdesk.faults import Refusal
from otdesk.vault import (
    anchor,
    backup,
    chain,
    chain_file,
    committing,
    engine,
    failures,
    images,
    keys,
    making,
    opening,
    packs,
    placing,
    undo,
    upgrade,
    upkeep,
    witness,
)
from otdesk.vault.backup import Progress, unheard
from otdesk.vault.undo import UndoDone
from otdesk.vault.work import Changes, Work

logger = logging.getLogger(__name__)

SLOW = 0.05
RESERVE = 4 * 1024 * 1024
# The write-ahead log is moved into the file when it has grown to this.
_LOG_LIMIT = 8 * 1024 * 1024


class Vault:
    """An open vault. Reads may run in any thread, writes in one thread at a time."""

    def __init__(self, folder: Path, unlocked: keys.Unlocked, lock: system.OwnerLock) -> None:
        """Use `Vault.open` or `Vault.create`."""
        self.folder = folder
        self.person = unlocked.person
        self.unlocked = unlocked
        self.findings: list[chain.Finding] = []
        self._rest_waits = False
        self._lock = lock
        self._chain_keys = opening.chain_keys(unlocked)
        self._anchors = witness.Anchors(folder, unlocked.key("anchor"))
        database_key = unlocked.key("database")
        self._writer = engine.writer(folder / making.DATA, database_key, images.watch)
        self._reader = engine.reader(folder / making.DATA, database_key)
        self._writing = threading.Lock()
        self._writing_thread = 0
        self._listeners: list[Callable[[Changes], object]] = []
        self._kinds = images.watched()

    # --- opening and closing ---

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        person: str,
        *,
        now: datetime | None = None,
        kdf: keys.KeyPolicy = keys.DEFAULT_POLICY,
    ) -> "tuple[Vault, str]":
        """A new vault in an empty or new folder, and its recovery code. Refusal for a bad place or passphrase."""
        moment = now or datetime.now(UTC)
        making.check_place(folder)
        made: list[tuple[keys.Unlocked, str]] = []

        def fill(half: Path) -> None:
            made.append(keys.create(half, passphrase, person.strip(), moment, policy=kdf))
            making.new_data(half, made[0][0])

        with failures.told():
            making.build(folder, fill)
        unlocked, code = made[0]
        return cls.open(folder, unlocked, now=moment), code

    @classmethod
    def open(
        cls, folder: Path, unlocked: keys.Unlocked, *, now: datetime | None = None, accept_damage: bool = False
    ) -> "Vault":
        """Trouble "OTDesk is open" when another process owns it; `anchor.Damage` when committed work is gone or a
        signed note was changed: `accept_damage` opens what is there, and the audit trail says so."""
        moment = now or datetime.now(UTC)
        lock = system.OwnerLock(folder / "lock")
        vault = None
        try:
            system.refuse_shared_folder(folder)
            with failures.told():
                placing.sweep(folder)
                upgrade.bring_up(folder, unlocked, moment)
                vault = cls(folder, unlocked, lock)
                vault._examine(moment, accept_damage=accept_damage)
                vault._start(moment)
        except BaseException:
            if vault is None:
                lock.release()
            else:
                vault._leave()
            raise
        return vault

    def _examine(self, now: datetime, *, accept_damage: bool) -> None:
        told: anchor.Damage | None = None
        with self._reader.connect() as db:
            try:
                self.findings = opening.examine(self.folder, self.unlocked, db)
                self._rest_waits = opening.is_long(db)
            except anchor.Damage as damage:
                told = damage
                self.findings = opening.verify(self.unlocked, db, full=True)
        if told is None and self.findings:
            told = opening.told(self.findings)
        if told is None:
            return
        if not accept_damage:
            raise told
        with self.write("accept_damage", now) as work:
            work.db.connection().exec_driver_sql("UPDATE vault_state SET epoch = epoch + 1")
            work.audit("damage_accepted", "vault", None, {"what": told.message, "findings": len(self.findings)})

    def _start(self, now: datetime) -> None:
        tries = keys.wrong_tries(self.folder)
        with self.write("unlock", now) as work:
            work.final()
            opening.tell_tries(work, tries)
            packs.load(work.db)  # those that came with a newer OTDesk
            upkeep.forget_files(work.db.connection())
            work.audit("unlock", "vault", None, {"by": self.unlocked.by})
        keys.forget_wrong_tries(self.folder)
        system.keep_reserve(self.folder / "reserve", RESERVE)

    def close(self, backup_at: datetime | None = None) -> None:
        """Everything into the one file, the lock released; before that a backup if `backup_at` is given and it is due.

        The vault is closed even when the backup fails; its Trouble comes after. Safe to call twice.
        """
        try:
            if backup_at is not None and self.backup_is_due():
                self.back_up(backup_at)
        finally:
            with self._writing:
                self._anchors.settle()
                self._leave()

    def _leave(self) -> None:
        """A disk that fails here leaves the write-ahead log beside the file: nothing is lost, and it is told."""
        try:
            with failures.told():
                self._reader.dispose()
                with self._writer.connect() as connection:
                    engine.checkpoint(connection.connection.dbapi_connection)
        finally:
            self._writer.dispose()
            self._lock.release()

    # --- upkeep: may run in another thread ---

    def backup_is_due(self) -> bool:
        """Whether anything but the audit trail changed since the newest backup in the vault's own folder."""
        with self._reader.connect() as db:
            return backup.is_due(self.folder, opening.state(db).changes)

    def back_up(
        self, now: datetime, folder: Path | None = None, heard: Progress = unheard, *, second: bool = False
    ) -> Path:
        """A verified backup, in the vault's own folder or in a chosen one; old ones are thinned out in the own folder
        and in the `second` place."""
        place = folder or self.folder / making.BACKUPS
        path = backup.make(self.folder, self.unlocked, place, now, heard)
        if folder is None or second:
            with failures.told():
                backup.thin_out(place, path)
        with self.write("backup", now) as work:
            work.audit("backup", "vault", None, {"place": "second" if second else "chosen" if folder else "own"})
        return path

    def look_at_the_rest(self, now: datetime) -> None:
        """Verify what opening left for later, once; Damage when something is not as it was signed."""
        if self._rest_waits:
            self._rest_waits = False
            findings = self.verify(now)
            if findings:
                raise opening.told(findings)

    def verify(self, now: datetime) -> list[chain.Finding]:
        """Look at every link and every closed note again; what is whole need not be read at the next start."""
        with self._reader.connect() as db:
            findings = opening.verify(self.unlocked, db, full=True)
            ends = [db.exec_driver_sql(f"SELECT max(seq) FROM {table}").scalar() or 0 for table in chain.TABLES]
        self.findings = findings
        if not findings:
            with self.write("verify", now) as work:
                sql = "UPDATE vault_state SET notes_checked = ?, audit_checked = ?"
                work.db.connection().exec_driver_sql(sql, tuple(ends))
                work.audit("verify", "vault", None, {"notes": ends[0], "audit": ends[1]})
        return findings

    def chain_file(self, now: datetime, *, records: bool) -> bytes:
        """Both chains, signed by the person at work, for the check without this program."""
        with self._reader.connect() as db:
            return chain_file.chain_file(db, self.unlocked, now, records=records)

    # --- reading and writing ---

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one unchanging state of the vault; writing in it fails."""
        began = time.perf_counter()
        with failures.told(), self._reader.connect() as connection, Session(connection, autoflush=False) as db:
            yield db
        self._look_slow("read", began)

    @contextmanager
    def write(
        self, name: str, now: datetime, label: str = "", *, urgent: bool = False, by: keys.Unlocked | None = None
    ) -> Iterator[Work]:
        """One transaction: committed when the block ends, rolled back when it raises; then the anchor, then one notice.

        `urgent` is for drafts: on a full disk the vault's reserve is given up for them. `by` is another person of this
        vault who has just opened her slot (a supervisor who co-signs). A block that changed nothing leaves no trace.
        Trouble when the disk is full or fails, Refusal for a change of a signed note.
        """
        if self._writing_thread == threading.get_ident():
            raise RuntimeError(f"write({name!r}) inside another write")
        if by is not None and by.vault != self.unlocked.vault:
            raise RuntimeError("a person of another vault")
        if urgent:
            self._make_room()
        began = time.perf_counter()
        with self._writing:
            self._writing_thread = threading.get_ident()
            try:
                with failures.told(), self._writer.begin() as connection:
                    changes = yield from self._transaction(connection, name, now, label, by or self.unlocked)
                if changes is not None:
                    self._keep_anchor()
            finally:
                self._writing_thread = 0
        self._look_slow(name, began)
        if changes:
            for listener in tuple(self._listeners):
                listener(changes)

    @contextmanager
    def rehearse(self, now: datetime) -> Iterator[Work]:
        """A transaction that is rolled back whatever happens in it: to see what an action would do."""
        with self._writing, failures.told(), self._writer.connect() as connection:
            whole = connection.begin()
            try:
                number = committing.begin(connection)
                with Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only") as db:
                    yield Work(db, now, self.person, number, self._chain_keys)
            finally:
                whole.rollback()

    def _transaction(
        self, connection: Connection, name: str, now: datetime, label: str, by: keys.Unlocked
    ) -> Generator[Work, None, Changes | None]:
        commit_no = committing.begin(connection)
        with Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only") as db:
            work = Work(db, now, by.person, commit_no, self._chain_keys)
            yield work
            changes = committing.finish(connection, work, name, label, self._kinds, self._chain_keys, now)
        if changes is None:
            connection.rollback()
        return changes

    def _keep_anchor(self) -> None:
        """After the commit."""
        with self._reader.connect() as db:
            standing, heads = opening.state(db), chain.heads(db)
        self._anchors.keep(anchor.Anchor(standing.vault, standing.commits, standing.epoch, *heads))
        self._shorten_log()

    def _shorten_log(self) -> None:
        log = self.folder / (making.DATA + "-wal")
        if log.is_file() and log.stat().st_size > _LOG_LIMIT:
            with self._writer.connect() as connection:
                engine.checkpoint(connection.connection.dbapi_connection)

    def _make_room(self) -> None:
        if system.free_bytes(self.folder) < RESERVE // 2:
            (self.folder / "reserve").unlink(missing_ok=True)

    @staticmethod
    def _look_slow(name: str, began: float) -> None:
        took = time.perf_counter() - began
        if took > SLOW:
            logger.info("%s took %d ms", name, took * 1000)

    # --- notices and undo ---

    def subscribe(self, listener: Callable[[Changes], object]) -> Callable[[], None]:
        """Be told once after each commit, in the thread that wrote, which rows of which kinds changed.

        Returns what ends it.
        """
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def undo(self, now: datetime) -> UndoDone:
        """Take back the last step. Refusal when there is none, or something in it has changed since."""
        return self._step("undo", undo.take_back, now)

    def redo(self, now: datetime) -> UndoDone:
        """Do the last undone step again. Refusal when there is none, or something in it has changed since."""
        return self._step("redo", undo.do_again, now)

    def _step(self, name: str, turn: Callable[[Connection], UndoDone], now: datetime) -> UndoDone:
        try:
            with self.write(name, now) as work:
                work.final()
                return turn(work.db.connection())
        except (IntegrityError, Refusal) as fault:
            with self._writing, failures.told(), self._writer.begin() as connection:
                undo.pass_over(connection, back=turn is undo.take_back)
            raise undo.refusal(fault) from None

    def undo_labels(self) -> tuple[str, str]:
        """What undo and redo would do now, in the words of their actions; empty where there is nothing."""
        with self.read() as db:
            return undo.last_labels(db.connection())
