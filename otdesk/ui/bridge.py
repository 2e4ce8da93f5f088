# SPDX-License-Identifier: MIT
"""What screens are given: read, do, start, changed, undo, go. The only file in ui/ that knows the vault."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from otdesk import settings
from otdesk.faults import Fault, Refusal, Trouble
from otdesk.rules.backups import Backup, Standing
from otdesk.settings import Settings
from otdesk.ui.jobs import Job, Jobs, Report
from otdesk.words import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from otdesk.queries.session_changes import Effect
    from otdesk.vault.district_key import Card
    from otdesk.vault.keys import Unlocked
    from otdesk.vault.vault import Vault
    from otdesk.vault.work import Work

P = ParamSpec("P")
R = TypeVar("R")
Proven: TypeAlias = "Unlocked"
"""Somebody who has just opened her slot."""
Changes = frozenset[tuple[type, int]]


def _check_passphrase(_report: Report, folder: Path, person: str, passphrase: str) -> "Unlocked":
    """Raises Trouble when it is wrong."""
    from otdesk.vault import keys

    return keys.unlock(folder, passphrase, person)


def _add_person(_report: Report, folder: Path, unlocked: "Unlocked", person: str, passphrase: str) -> str:
    """Her recovery code."""
    from otdesk.vault import keys

    return keys.add_person(folder, unlocked, person, passphrase)


def _standing(report: Report, vault: "Vault", place: Path | None) -> Standing:
    from otdesk.vault import backing_up

    report.check()
    return backing_up.standing(vault, place)


def _back_up(report: Report, vault: "Vault", now: datetime, place: Path | None) -> Standing:
    from otdesk.vault import backing_up

    return backing_up.back_up(vault, now, place, report.progress)


def _restore_on_trial(report: Report, vault: "Vault", now: datetime, chosen: Backup, place: Path | None) -> Standing:
    from otdesk.vault import backing_up

    report.check()
    backing_up.restore_on_trial(vault, chosen, now)
    return backing_up.standing(vault, place)


def _chain_file(_report: Report, vault: "Vault", now: datetime, *, records: bool) -> bytes:
    return vault.chain_file(now.astimezone(UTC), records=records)


def _change_passphrase(_report: Report, folder: Path, person: str, old: str, new: str) -> None:
    from otdesk.vault import keys

    keys.change_passphrase(folder, person, old, new)


def _use_keychain(report: Report, vault: "Vault") -> None:
    from otdesk.vault import keys

    report.check()
    keys.add_keychain(vault.folder, vault.unlocked)


def _leave_keychain(report: Report, vault: "Vault") -> None:
    from otdesk.vault import keys

    report.check()
    keys.remove_keychain(vault.folder, vault.unlocked)


def _hand_over(report: Report, vault: "Vault", now: datetime, folder: Path) -> Path:
    from otdesk.vault import backing_up

    def told(part: float) -> None:
        report.check()
        report.progress(part)

    return backing_up.hand_over(vault, now.astimezone(UTC), folder, told)


def _try_code(_report: Report, folder: Path, code: str) -> str:
    """Whose sheet it is."""
    from otdesk.vault import keys

    opened = keys.unlock_with_recovery(folder, code)
    if opened.by == "district":
        raise Refusal(
            _("This is the code of {district}. Type the one from your own sheet.").format(district=opened.person)
        )
    return opened.person


class OwnKeys:
    """What the person at work does to her own passphrase and recovery sheet."""

    def __init__(self, vault: "Vault", jobs: Jobs) -> None:
        self._vault, self._jobs = vault, jobs

    def change_passphrase(self, old: str, new: str) -> Job:
        """In a pool thread; Trouble when `old` does not open her slot."""
        return self._jobs.start(_change_passphrase, self._vault.folder, self._vault.person, old, new)

    def new_code(self) -> str:
        """A recovery code that opens nothing yet."""
        from otdesk.vault import recovery_code

        return recovery_code.new_code()

    def take_code(self, code: str) -> None:
        """From now on it opens the vault, and her old one no longer."""
        from otdesk.vault import keys

        keys.store_recovery(self._vault.folder, self._vault.unlocked, code)

    def check_code(self, text: str) -> None:
        """Refusal that names the groups with a slip."""
        from otdesk.vault import recovery_code

        recovery_code.secret_of(text)

    def try_code(self, code: str) -> Job:
        """Whether it opens this vault, in a pool thread; the result is whose sheet it is."""
        return self._jobs.start(_try_code, self._vault.folder, code)

    # --- this computer's keychain ---

    def keychain(self) -> str:
        """Who opens the vault with a keychain; empty for nobody."""
        from otdesk.vault import keys

        return keys.keychain_of(self._vault.folder)

    def use_keychain(self) -> Job:
        """In a pool thread: the system may ask the person something."""
        return self._jobs.start(_use_keychain, self._vault)

    def leave_keychain(self) -> Job:
        return self._jobs.start(_leave_keychain, self._vault)

    # --- the district's office ---

    def office(self) -> "Card | None":
        """Whose code opens this vault too."""
        from otdesk.vault import keys

        return keys.district(self._vault.folder)

    def card_in(self, data: bytes) -> "Card":
        """Refusal when the file is not a district's card."""
        from otdesk.vault import district_key

        return district_key.read(data)

    def let_office_in(self, card: "Card") -> None:
        from otdesk.vault import keys

        keys.add_district(self._vault.folder, self._vault.unlocked, card)

    def shut_office_out(self) -> None:
        from otdesk.vault import keys

        keys.remove_district(self._vault.folder, self._vault.unlocked)

    def hand_over(self, now: datetime, folder: Path) -> Job:
        """A backup that the office's code alone opens; with progress. The result is its path."""
        return self._jobs.start(_hand_over, self._vault, now, folder)


class Bridge(QObject):
    """Between the screens and one open vault. Lives on the main thread.

    `do` raises Refusal and Trouble; what a screen does not catch reaches the crash path, which tells the person (toast
    or notice). `with bridge.telling():` does the same at once and lets the caller go on after the block.
    """

    changed = Signal(object)  # Changes, once per event-loop turn
    said = Signal(str, bool)  # one line for a toast; whether Undo is offered
    refused = Signal(str)
    troubled = Signal(str, str)  # what happened, what to do next
    saved = Signal(object)  # local datetime of the last commit
    _noticed = Signal(object)
    opened = Signal(str)  # an address to go to: "caseload/student/12"

    def __init__(
        self,
        vault: "Vault",
        clock: Callable[[], datetime],
        jobs: Jobs,
        parent: QObject | None = None,
        preferences: Settings | None = None,
    ) -> None:
        super().__init__(parent)
        self.preferences = preferences or Settings()
        self._vault = vault
        self._clock = clock
        self._proved_at = None if vault.unlocked.by == "keychain" else clock()  # then nobody typed a passphrase yet
        self.jobs = jobs
        self.keys = OwnKeys(vault, jobs)
        self._pending: set[tuple[type, int]] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)
        self._noticed.connect(self._gather)
        self._seen: dict[int, datetime] = {}
        self._views: set[int] = set()
        self._views_soon = QTimer(self)
        self._views_soon.setSingleShot(True)
        self._views_soon.setInterval(0)
        self._views_soon.timeout.connect(self._write_views)
        self._unsubscribe = vault.subscribe(self._collect)
        self._closed = False

    # --- clock ---

    def now(self) -> datetime:
        """Now, aware, in the machine's or the sample's own zone."""
        return self._clock()

    def today(self) -> date:
        return self._clock().date()

    # --- vault ---

    def read(self, query: "Callable[Concatenate[Session, P], R]", *args: P.args, **kwargs: P.kwargs) -> R:
        with self._vault.read() as db:
            return query(db, *args, **kwargs)

    @property
    def person(self) -> str:
        """The name of the slot that opened the vault."""
        return self._vault.person

    def do(self, action: "Callable[Concatenate[Work, P], R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """One action, one commit. What it described is said in a toast, with Undo unless the action was final."""
        return self.do_by(None, action, *args, **kwargs)

    def do_by(
        self, by: "Proven | None", action: "Callable[Concatenate[Work, P], R]", *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `do`, by another person of the vault: what `prove` gave for her."""
        with self._vault.write(action.__name__, self._clock(), by=by) as work:
            result = action(work, *args, **kwargs)
        self.saved.emit(self._clock())
        if work.description:
            self.said.emit(work.description, work.undoable)
        return result

    def rehearse(self, action: "Callable[Concatenate[Work, P], object]", *args: P.args, **kwargs: P.kwargs) -> "Effect":
        """What the action would do to the sessions to come; nothing is written. Refusals come as from the action."""
        from otdesk.queries import session_changes

        with self._vault.rehearse(self._clock()) as work:
            before = session_changes.to_come(work.db, self.today())
            action(work, *args, **kwargs)
            work.db.flush()
            return session_changes.effect(work.db, before, session_changes.to_come(work.db, self.today()))

    def keep(self, action: "Callable[Concatenate[Work, P], R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """Save a draft: no toast, and on a full disk the vault's reserve is given up for it."""
        with self._vault.write(action.__name__, self._clock(), urgent=True) as work:
            result = action(work, *args, **kwargs)
        self.saved.emit(self._clock())
        return result

    def viewed(self, student_ids: Iterable[int]) -> None:
        """The records of these students stand on the screen: the audit trail says so, once they are painted."""
        from otdesk.rules.audit import VIEW_EVERY

        now = self._clock()
        for student_id in student_ids:
            last = self._seen.get(student_id)
            if last is None or not timedelta() <= now - last < VIEW_EVERY:
                self._seen[student_id] = now
                self._views.add(student_id)
        if self._views:
            self._views_soon.start()

    def _write_views(self) -> None:
        from otdesk.actions import audit

        views, self._views = self._views, set()
        if views:
            with self._vault.write("view", self._clock()) as work:
                audit.viewed(work, views)

    def needs_proof(self) -> bool:
        """Whether a signature needs the passphrase again: the last unlock is too long ago (reliability.md)."""
        within = self.preferences.get(settings.SIGN_PROOF)
        if self._proved_at is None or within == 0:
            return True
        return within > 0 and self._clock() - self._proved_at > timedelta(minutes=within)

    def prove(self, passphrase: str, person: str = "") -> Job:
        """Check the passphrase of the person at work, or another's, in a pool thread; call `proved` when it is done."""
        return self.jobs.start(_check_passphrase, self._vault.folder, person or self._vault.person, passphrase)

    def proved(self) -> None:
        self._proved_at = self._clock()

    def chain_file(self, *, records: bool) -> Job:
        """Both chains for a check without this program, in a pool thread."""
        return self.jobs.start(_chain_file, self._vault, self._clock(), records=records)

    # --- who may open the vault ---

    def persons(self) -> tuple[str, ...]:
        """Names of the slots."""
        from otdesk.vault import keys

        return tuple(keys.persons(self._vault.folder))

    def check_passphrase(self, text: str) -> None:
        """Refusal for a new passphrase that is too short or tried first by everybody."""
        from otdesk.vault import passphrases

        passphrases.check(text)

    def add_person(self, person: str, passphrase: str) -> Job:
        """Give somebody a passphrase of her own, in a pool thread; the job's result is her recovery code."""
        return self.jobs.start(_add_person, self._vault.folder, self._vault.unlocked, person, passphrase)

    def remove_person(self, person: str) -> None:
        """Her passphrase and code no longer open the vault; Refusal for the person at work."""
        from otdesk.vault import keys

        keys.remove_person(self._vault.folder, self._vault.unlocked, person)

    def holds(self, folder: Path) -> bool:
        """Whether a folder lies in the vault's own."""
        return folder.resolve().is_relative_to(self._vault.folder.resolve())

    def vault_name(self) -> str:
        return self._vault.folder.name

    # --- backups ---

    def backups(self, second_place: Path | None) -> Job:
        """Looks in a pool thread; the result is a Standing."""
        return self.jobs.start(_standing, self._vault, second_place)

    def back_up(self, second_place: Path | None = None) -> Job:
        """A backup, and a copy in the second place where it can be reached; with progress. The result is a Standing."""
        return self.jobs.start(_back_up, self._vault, self._clock(), second_place)

    def restore_on_trial(self, chosen: Backup, second_place: Path | None) -> Job:
        """A vault is made from it, looked through and thrown away. The result is a Standing that says how it went."""
        return self.jobs.start(_restore_on_trial, self._vault, self._clock(), chosen, second_place)

    # --- packets between vaults ---

    def public_keys(self) -> tuple[str, str]:
        """Of the person at work: what others write to her with, and what proves her signature."""
        from otdesk.vault import sealing

        return sealing.pair_of(self._vault.unlocked, self._vault.person).public

    def signature(self, body: object, person: str) -> str:
        from otdesk.vault import sealing

        return sealing.signature(sealing.pair_of(self._vault.unlocked, person), body)

    def is_signed(self, sign: str, body: object, given: str) -> bool:
        """Whether `given` is the signature over `body` of whoever has the public key `sign`."""
        from otdesk.vault import sealing

        return sealing.is_signed(sign, body, str(given))

    def seal_packet(self, body: object, to: str) -> bytes:
        """A file that only the owner of the key `to` can read, signed by the person at work."""
        from otdesk.vault import sealing

        return sealing.seal(body, to, sealing.pair_of(self._vault.unlocked, self._vault.person))

    def open_packet(self, data: bytes) -> tuple[object, str]:
        """What is in a packet for anybody of this vault, and the key it was signed with. Refusal for all others."""
        from otdesk.vault import sealing

        pairs = tuple(sealing.pair_of(self._vault.unlocked, person) for person in self.persons())
        return sealing.open_packet(data, pairs)

    # --- undo ---

    def undo(self) -> None:
        """Take back the last step and say which."""
        with self.telling():
            done = self._vault.undo(self._clock())
            self.saved.emit(self._clock())
            self.said.emit(_("Undone: {what}").format(what=done.label), False)

    def redo(self) -> None:
        with self.telling():
            done = self._vault.redo(self._clock())
            self.saved.emit(self._clock())
            self.said.emit(_("Done again: {what}").format(what=done.label), True)

    def undo_words(self) -> str:
        """ "Undo: Maya moved to Thu, Oct 22 10:30" for the menu; plain "Undo" where there is nothing."""
        back, _again = self._vault.undo_labels()
        return _("Undo: {what}").format(what=back) if back else _("Undo")

    def redo_words(self) -> str:
        _back, again = self._vault.undo_labels()
        return _("Redo: {what}").format(what=again) if again else _("Redo")

    def can_redo(self) -> bool:
        _back, again = self._vault.undo_labels()
        return bool(again)

    # --- long work ---

    def start(self, function: Callable[Concatenate[Report, P], R], *args: P.args, **kwargs: P.kwargs) -> Job:
        """Run `function(report, ...)` in a pool thread; connect the Job's done, failed and cancelled."""
        return self.jobs.start(function, *args, **kwargs)

    # --- words to the person ---

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Failures inside the block are told to the person and end there."""
        try:
            yield
        except Fault as fault:
            self.tell(fault)

    def tell(self, fault: Fault) -> None:
        if isinstance(fault, Trouble):
            self.troubled.emit(fault.message, fault.next_step)
        elif isinstance(fault, Refusal):
            self.refused.emit(fault.message)

    def say(self, text: str) -> None:
        """A toast without Undo."""
        self.said.emit(text, False)

    def go(self, address: str) -> None:
        """Show the page at `address`: place, then what it names ("notes/7/12", a session and a student)."""
        self.opened.emit(address)

    # --- change notice ---

    def _collect(self, changes: Changes) -> None:
        """Called by the vault in the thread that wrote: a backup writes its audit row in the pool."""
        self._noticed.emit(changes)

    def _gather(self, changes: Changes) -> None:
        if not self._closed:  # what a pool thread wrote may still lie in the queue of this one
            self._pending |= changes
            self._soon.start()

    def _tell(self) -> None:
        changes, self._pending = frozenset(self._pending), set()
        if changes:
            self.changed.emit(changes)

    def close(self) -> None:
        """No more notices; the caller closes the vault."""
        self._closed = True
        self._soon.stop()
        self._views_soon.stop()
        with self.telling():
            self._write_views()
        self._unsubscribe()


def went(bridge: Bridge, work: Callable[[], object]) -> bool:
    """Whether it went through; a failure is told, and what counts on it must not follow."""
    with bridge.telling():
        work()
        return True
    return False
