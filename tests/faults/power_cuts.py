# SPDX-License-Identifier: MIT
"""Item 3: the power is cut while notes are typed and signed: a file system of its own is shut down without a flush.

What was acknowledged is there and nothing alarms. With a careless database (synchronous NORMAL and OFF) the same cuts
must lose work, and the vault must say so: else the cuts would prove nothing.
"""

import contextlib
import os
import random
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from otdesk.faults import Trouble
from otdesk.vault.anchor import Damage
from otdesk.vault.vault import Vault
from tests import vault_rows, vaults
from tests.clock import FixedClock
from tests.faults.children import Nursery
from tests.faults.kills import missing, size, wait_for_growth
from tests.faults.outcome import Outcome
from tests.faults.places import may_mount, mounted, off_disk

SHORT, FULL = 4, 500
CONTROLS = {"NORMAL": 0.1, "OFF": 0.1}  # how many of them, as a part of the cuts
A_NEW_DISK_EVERY = 50
MEGABYTES = 96
SHUT_DOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN
WITHOUT_FLUSH = 2


@dataclass
class Tally:
    injected: int = 0
    fired: int = 0
    acknowledged: int = 0
    lost: int = 0
    alarms: int = 0
    unreadable: int = 0


def prove(*, full: bool, scratch: Path) -> Outcome:
    if not may_mount():
        return Outcome(0, 0, left_out=("a power cut needs root on Linux, to shut down a file system of its own",))
    cuts = FULL if full else SHORT
    kept = _cut(scratch / "FULL", "FULL", cuts)
    figures = [f"synchronous FULL: {cuts} cuts, {kept.acknowledged} acknowledged, {kept.lost} lost"]
    failures, detected = [], 0
    injected, fired = kept.injected, kept.fired
    for mode, part in CONTROLS.items():
        control = _cut(scratch / mode, mode, max(2, round(cuts * part)))
        injected, fired, detected = injected + control.injected, fired + control.fired, detected + control.alarms
        figures.append(
            f"control, synchronous {mode}: {control.injected} cuts, {control.acknowledged} acknowledged, "
            f"{control.lost} lost, {control.alarms} times the vault said so"
        )
        if control.lost == 0:
            failures.append(f"synchronous {mode} lost nothing, so the cuts are none")
        if control.alarms == 0:
            failures.append(f"the vault never saw what synchronous {mode} had lost")
    return Outcome(
        injected, fired, kept.acknowledged, kept.lost, detected, kept.alarms + kept.unreadable, tuple(figures),
        tuple(failures),
    )  # fmt: skip


def _cut(place: Path, mode: str, cuts: int) -> Tally:
    tally, dice = Tally(), random.Random(3)  # noqa: S311 - when to cut
    place.mkdir()
    with off_disk("disk") as image, Nursery("tests.faults.killed_writer", quiet=True) as nursery:
        log = image.with_name("acknowledged")
        for number in range(cuts):
            if number % A_NEW_DISK_EVERY == 0 or mode != "FULL":  # what a control lost it goes on missing
                log.unlink(missing_ok=True)
                clock = _prepare(image, place / "mount")
            before = size(log)
            with mounted(str(image), place / "mount", "-o", "loop") as disk:
                child = nursery.start(str(disk / "vault"), str(log), mode)
                wait_for_growth(log, before)
                time.sleep(dice.random() * 0.4)
                tally.injected += 1
                tally.fired += _shut_down(disk)
                child.kill()
            lines = log.read_text().splitlines()
            tally.acknowledged += log.read_bytes()[before:].count(b"\n")
            with mounted(str(image), place / "mount", "-o", "loop") as disk:
                _look(disk / "vault", lines, clock, tally)
    return tally


def _prepare(image: Path, mount: Path) -> FixedClock:
    """A disk that has just been made, with a vault on it."""
    image.unlink(missing_ok=True)
    with image.open("wb") as file:
        file.truncate(MEGABYTES << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True, capture_output=True)
    clock = FixedClock()
    with mounted(str(image), mount, "-o", "loop") as disk:
        vault = vaults.unlocked(vaults.make(disk / "vault", clock()), clock())
        vault_rows.people(vault, clock)
        vault.close()
        if sys.platform != "win32":
            os.sync()
    return clock


def _shut_down(disk: Path) -> bool:
    """Cut; whether nothing can be written any more."""
    if sys.platform == "win32":
        raise RuntimeError("there is no such call")
    import fcntl

    handle = os.open(disk, os.O_RDONLY)
    try:
        fcntl.ioctl(handle, SHUT_DOWN, struct.pack("I", WITHOUT_FLUSH))
    finally:
        os.close(handle)
    try:
        (disk / "after").write_bytes(b"after the cut")
    except OSError:
        return True
    return False


def _look(folder: Path, lines: list[str], clock: FixedClock, tally: Tally) -> None:
    clock.advance(days=1)
    try:
        with _opened(folder, clock, accept=False) as vault:
            tally.alarms += len(vault.findings)
            tally.lost += len(missing(vault, lines))
    except Damage:
        tally.alarms += 1
        try:
            with _opened(folder, clock, accept=True) as vault:
                tally.lost += len(missing(vault, lines))
        except Trouble:
            tally.lost += len(lines)
    except Trouble:
        tally.unreadable += 1
        tally.lost += len(lines)


@contextlib.contextmanager
def _opened(folder: Path, clock: FixedClock, *, accept: bool) -> Iterator[Vault]:
    from otdesk.vault import keys

    unlocked = keys.unlock(folder, vaults.PASSPHRASE, policy=keys.KeyPolicy(**vaults.weak_keys()))
    vault = Vault.open(folder, unlocked, now=clock(), accept_damage=accept)
    try:
        yield vault
    finally:
        vault.close()
