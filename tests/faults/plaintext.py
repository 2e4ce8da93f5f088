# SPDX-License-Identifier: MIT
"""Item 6: thousands of canaries through a full day's use; then they are looked for on the disk itself, deleted files
too, and in every file of the machine that changed meanwhile: none but in what the person chose to write."""

import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.children import ROOT
from tests.faults.outcome import Outcome
from tests.faults.places import may_mount, mounted, off_disk

SHORT, FULL = 300, 5000
MEGABYTES = 384
NOT_DISKS = ("/proc", "/sys", "/dev", "/run/udev")
PIECE = 8 << 20
LP = '#!/bin/sh\ncat > "{spool}/$$.pdf"\n'


def prove(*, full: bool, scratch: Path) -> Outcome:
    began = time.time()
    stem, control = (f"q{secrets.token_hex(6)}z".translate(str.maketrans("0123456789", "ghijklmnop")) for _ in range(2))
    chosen = scratch / "chosen"
    chosen.mkdir()
    left_out: list[str] = []
    with _disk(scratch, left_out) as (disk, raw):
        used = _live(disk, chosen, stem, FULL if full else SHORT)
        _leak(disk, control)
        hits = _in_files([disk], stem)
        controls = _in_files([disk], control)
    if raw is not None:  # taken off: all of it lies in the image now, what was deleted too
        hits += _in_image(raw, stem)
        controls += _in_image(raw, control)
    files = 0
    if full:
        changed = list(_changed_since(began, [scratch]))
        files = len(changed)
        hits += [f"{path}" for path in changed if _holds(path, stem)]
    exported = len(_in_files([chosen], stem))
    failures = [f"lost: a canary in {hit}" for hit in hits[:10]]
    if not exported:
        failures.append("not even what the person chose to write holds a canary: the day was none")
    wanted = {"kept", "deleted"} if raw is not None else {"kept"}
    found = {"kept" if "kept" in hit else "deleted" for hit in controls}
    failures += [f"the leak that was {way} on purpose was not found" for way in sorted(wanted - found)]
    places = ["the files of the day"]
    places += [f"the image of its disk, {MEGABYTES} MB"] if raw is not None else []
    places += [f"{files:,} files of this machine that changed meanwhile"] if full else []
    figures = (f"{used:,} canaries; looked through: {', '.join(places)}",)
    return Outcome(len(wanted), len(wanted & found), used, len(hits), len(controls), 0, figures, tuple(failures),
                   tuple(left_out))  # fmt: skip


@contextmanager
def _disk(scratch: Path, left_out: list[str]) -> Iterator[tuple[Path, Path | None]]:
    """Where the day's home and temporary files lie, and the image of that disk if it has one of its own."""
    if not may_mount():
        left_out.append("deleted files are looked for on a disk of its own, which needs root on Linux")
        folder = scratch / "disk"
        folder.mkdir()
        yield folder, None
        return
    with off_disk("disk") as image:
        with image.open("wb") as file:
            file.truncate(MEGABYTES << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True, capture_output=True)
        kept = scratch / "image"
        with mounted(str(image), scratch / "disk", "-o", "loop") as disk:
            yield disk, kept
        # The caller looks at it after this: a name that lives as long as the scratch folder.
        subprocess.run(["cp", "--sparse=always", str(image), str(kept)], check=True)


def _live(disk: Path, chosen: Path, stem: str, count: int) -> int:
    for name in ("home", "temp", "usb", "bin"):
        (disk / name).mkdir()
    printer = disk / "bin" / "lp"
    printer.write_text(LP.format(spool=chosen), encoding="ascii")
    printer.chmod(0o755)
    home, temp = str(disk / "home"), str(disk / "temp")
    env = {
        **os.environ, **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), home),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), temp), "OTDESK_HOME": f"{home}/otdesk",
        "PATH": f"{disk / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin", "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    (disk / "home" / "otdesk").mkdir()
    command = [sys.executable, "-m", "tests.faults.canary_day", home, str(chosen), str(disk / "usb"), str(count)]
    done = subprocess.run(command, cwd=ROOT, env=env, input=stem + "\n", capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-800:])
    if stem in done.stderr:
        raise RuntimeError("a canary on stderr")
    return int(done.stdout.split()[-1])


def _leak(disk: Path, control: str) -> None:
    """Two leaks on purpose, which must be found: one file that stays, one that is deleted."""
    (disk / "home" / "kept").write_bytes(b"\0\1" + control.upper().encode("utf-16-le"))
    path = disk / "temp" / "deleted"
    with path.open("wb") as file:
        file.write(f"deleted {control}".encode() * 400)
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _forms(stem: str) -> tuple[bytes, ...]:
    return tuple(stem.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be"))


def _in_files(folders: list[Path], stem: str) -> list[str]:
    return [str(path) for folder in folders for path in folder.rglob("*") if path.is_file() and _holds(path, stem)]


def _holds(path: Path, stem: str) -> bool:
    """In its name or its bytes, in any case of letters; a page of paper holds shapes, so none may lie there at all."""
    forms, tail = _forms(stem), b""
    if stem in path.name.lower():
        return True
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                window = (tail + piece).lower()
                if any(form in window for form in forms):
                    return True
                tail = piece[-64:]
    except OSError:
        return False
    return False


def _in_image(image: Path, stem: str) -> list[str]:
    forms = re.compile(b"|".join(re.escape(form) for form in _forms(stem)), re.IGNORECASE)
    found = []
    with image.open("rb") as file:
        tail = b""
        while piece := file.read(PIECE):
            if piece.count(0) != len(piece):
                for hit in forms.finditer(tail + piece):
                    before = (tail + piece)[max(0, hit.start() - 8) : hit.start()]
                    found.append("deleted bytes of the disk" if b"deleted" in before else "kept bytes of the disk")
            tail = piece[-64:]
    return sorted(set(found))


def _changed_since(began: float, without: list[Path]) -> Iterator[Path]:
    """Every file of this machine that was written or renamed since."""
    skipped = {*NOT_DISKS, *(str(folder) for folder in without)} - {"/dev/shm"}  # noqa: S108 - looked at too
    for top in ("/", "/dev/shm"):  # noqa: S108
        for folder, folders, files in os.walk(top):
            folders[:] = [name for name in folders if os.path.join(folder, name) not in skipped]  # noqa: PTH118
            for name in files:
                path = Path(folder, name)
                try:
                    status = path.lstat()
                except OSError:
                    continue
                if status.st_ctime >= began and path.is_file() and not path.is_symlink():
                    yield path
