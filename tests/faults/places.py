# SPDX-License-Identifier: MIT
"""Where a fault run puts things: what was acknowledged lies on another file system than the vault."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - memory: not the disk under test


@contextmanager
def off_disk(name: str) -> Iterator[Path]:
    """A path for a file on another file system, where there is one."""
    with tempfile.TemporaryDirectory(prefix="otdesk-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder) / name


def fresh(folder: Path) -> Path:
    """A path in this folder that never was one before: what this computer saw of a vault hangs on where it lay."""
    return Path(tempfile.mkdtemp(dir=folder)) / "place"


def may_mount() -> bool:
    """Whether this is Linux, and root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and Path("/proc/mounts").exists()


@contextmanager
def mounted(device: str, point: Path, *options: str) -> Iterator[Path]:
    point.mkdir(exist_ok=True)
    subprocess.run(["mount", *options, device, str(point)], check=True, capture_output=True)
    try:
        yield point
    finally:
        subprocess.run(["umount", str(point)], check=True, capture_output=True)
