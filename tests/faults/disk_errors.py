# SPDX-License-Identifier: MIT
"""Item 4: a disk that is full or fails, at every step of every operation, once or from there on; and a disk that is
really full: nothing is lost, the person is told in a sentence, and drafts are still saved from the reserve."""

import contextlib
import logging
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from otdesk.faults import Trouble
from otdesk.records.notes import Note
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock
from tests.faults import aftermath, operations
from tests.faults.every_step import calls_of, steps_of
from tests.faults.outcome import Outcome
from tests.faults.places import may_mount, mounted, off_disk
from tests.faults.stepped import Stepper, at, can_inject, from_on

WAYS = (("ENOSPC", at), ("EIO", from_on), ("ENOSPC", from_on), ("EIO", at))
SHORT_DISKS, FULL_DISKS = 2, 100
DISK = 48 * 1024 * 1024
ENDINGS = ("done", "trouble", "refusal", "bug")


def prove(*, full: bool, scratch: Path) -> Outcome:
    told, found, left_out, figures = Counter[str](), list[str](), list[str](), list[str]()
    if can_inject():
        _injected(told, found, scratch, full=full)
        endings = ", ".join(f"{name} {told[name]}" for name in ENDINGS)
        figures.append(f"errors injected {told['injected']}; how the operations ended: {endings}")
        figures.append("a writer that is careless on purpose did harm that was seen")
    else:
        left_out.append("an error at every step needs strace, which is Linux's")
    if may_mount():
        figures.append(_really_full(told, found, scratch, FULL_DISKS if full else SHORT_DISKS))
    else:
        left_out.append("a disk that is really full needs root on Linux, to make a small one")
    lost, alarms = (sum(f": {kind}: " in text for text in found) for kind in ("lost", "alarm"))
    return Outcome(
        told["injected"], told["fired"], told["acknowledged"], lost, told["trouble"], alarms, tuple(figures),
        tuple(found[:12]), tuple(left_out),
    )  # fmt: skip


def _injected(told: Counter[str], found: list[str], scratch: Path, *, full: bool) -> None:
    with off_disk("template") as template, Stepper(scratch) as stepper:
        memory = template.parent
        operations.template(template, FixedClock())
        for name in operations.OPERATIONS:
            wanted = aftermath.expected(name, template, memory)
            calls = calls_of(stepper, name, template, memory)
            steps = steps_of(len(calls), full=full, short=len(WAYS))
            for number, step in enumerate(steps):
                for error, way in WAYS if full else (WAYS[number % len(WAYS)],):
                    place, run = stepper.disturb(name, template, memory, way(calls, step, f"error={error}"))
                    ending = run.said.partition(" ")[0] or "died"
                    told.update(("injected", ending))
                    told["fired"] += run.injected > 0
                    told["acknowledged"] += len(wanted.before["notes"])
                    wrong = aftermath.complaints(name, place, wanted, acknowledged=run.said == "done")
                    if ending not in {"done", "trouble"} or (ending == "trouble" and " | " not in run.said):
                        wrong.append(f"said: {run.said or 'nothing'}")
                    where = f"{name}, {error} {way.__name__} {step} of {len(calls)}, {calls[step - 1]}"
                    found += [f"{where}: {text}" for text in wrong]
                    shutil.rmtree(place)
        found += _control(stepper, template, memory)


def _control(stepper: Stepper, template: Path, memory: Path) -> list[str]:
    """A careless writer must be seen to do harm, else the looking itself is blind."""
    wanted = aftermath.expected(operations.CONTROL, template, memory)
    calls = calls_of(stepper, operations.CONTROL, template, memory)
    place, run = stepper.disturb(operations.CONTROL, template, memory, at(calls, len(calls), "error=ENOSPC"))
    seen = aftermath.complaints(operations.CONTROL, place, wanted, acknowledged=False)
    shutil.rmtree(place)
    return [] if seen and run.injected else ["what was written carelessly was not seen"]


# --- a disk that is really full --------------------------------------------------------------------------------------


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """The log says that the anchor stayed behind, as it should."""
    logging.disable()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _really_full(told: Counter[str], found: list[str], scratch: Path, disks: int) -> str:
    dice = random.Random(4)  # noqa: S311 - how much room is left
    saved = []
    for number in range(disks):
        with mounted("tmpfs", scratch / "small", "-t", "tmpfs", "-o", f"size={DISK}") as disk, silent():
            told["injected"] += 1
            drafts, wrong = _fill_and_go_on(disk, dice.choice((0, 0, dice.randrange(120_000))))
            told["fired"] += drafts > 0
            told["acknowledged"] += drafts + 2
            saved.append(drafts)
            found += [f"full disk {number}: {text}" for text in wrong]
    return f"disks really full {disks}; drafts saved on each from the reserve: {min(saved)} to {max(saved)}"


def _fill_and_go_on(disk: Path, room: int) -> tuple[int, list[str]]:
    """Fill the disk but for `room`; drafts saved then, and what was not as promised."""
    clock, wrong = FixedClock(), list[str]()
    vault = vaults.unlocked(vaults.make(disk / "vault", clock()), clock())
    vault_rows.people(vault, clock)
    signed, draft = vault_rows.signed(vault, clock, "signed"), vault_rows.draft(vault, clock, "draft 0")
    _fill(disk / "ballast", room)
    refused, message = _until_told(vault, clock)
    if "disk is full" not in message:
        wrong.append(f"said: {message or 'nothing, after 2,000 writes on a full disk'}")
    drafts = 0
    for number in range(1, 201):  # an afternoon of typing
        try:
            _save(vault, clock, draft, f"draft {number}")
        except Trouble:
            break
        drafts = number
    if drafts < 100:
        wrong.append(f"lost: only {drafts} drafts could be saved on the full disk")
    with contextlib.suppress(Trouble):
        vault.close()
    (disk / "ballast").unlink()
    try:
        vault = vaults.unlocked(disk / "vault", clock.advance(minutes=5))
    except Trouble as trouble:
        return drafts, [*wrong, f"alarm: {trouble}"]
    wrong += [f"alarm: {finding}" for finding in vault.findings]
    with vault.read() as db:
        held = db.get_one(Note, draft).content["done"], db.get_one(Note, signed).content["done"]
        others = db.query(Note).count()
    if held != (f"draft {drafts}", "signed") or others != 2 + refused:
        wrong.append(f"lost: {held} of {drafts}, {others} notes of {2 + refused}")
    vault_rows.sign(vault, clock, draft)
    vault.close()
    return drafts, wrong


def _fill(path: Path, room: int) -> None:
    with path.open("wb", buffering=0) as file:
        for piece in (1 << 20, 1 << 12):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(piece))
        file.truncate(max(0, file.tell() - room))


def _until_told(vault: Vault, clock: FixedClock) -> tuple[int, str]:
    """Ordinary work until the disk takes no more: how much of it was taken, and what is said then."""
    for number in range(2000):
        try:
            vault_rows.draft(vault, clock, f"other {number}")
        except Trouble as trouble:
            return number, str(trouble)
    return 2000, ""


def _save(vault: Vault, clock: FixedClock, note: int, words: str) -> None:
    with vault.write("save_draft", clock(), urgent=True) as work:
        work.db.get_one(Note, note).content = {"done": words}
        work.final()
