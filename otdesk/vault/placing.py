# SPDX-License-Identifier: MIT
"""A vault's folder is put in its place by renames; a crash between two of them is mended at the next start.

No SQLAlchemy here: asked for before the first window.

    .NAME.making   being filled; thrown away by whoever finds it
    .NAME.ready    whole, about to take the place of a vault that is put aside
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from otdesk import system


def half_of(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.making")


def ready_of(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.ready")


def put(half: Path, folder: Path, clear_place: Callable[[], None] | None) -> None:
    """`half` is whole: it becomes `folder`. `clear_place` puts aside what stands there."""
    if clear_place is None:
        if folder.exists():
            folder.rmdir()
        half.rename(folder)
    else:
        ready = ready_of(folder)
        shutil.rmtree(ready, ignore_errors=True)
        half.rename(ready)
        clear_place()
        ready.rename(folder)
    system.sync_folder(folder.parent)


def settle(folder: Path) -> None:
    """Finish what a crash interrupted after the old vault was put aside and before the new one had its place."""
    ready = ready_of(folder)
    if not folder.exists() and ready.is_dir():
        ready.rename(folder)
        system.sync_folder(folder.parent)


def sweep(folder: Path) -> None:
    """Remove what a crash left half done. Only the owner of the vault may call this."""
    for path in (half_of(folder), ready_of(folder)):
        shutil.rmtree(path, ignore_errors=True)
    for path in (*folder.glob("*.new"), *folder.glob("backups/*.part*")):
        path.unlink(missing_ok=True)
