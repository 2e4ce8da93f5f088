# SPDX-License-Identifier: MIT
"""What is loaded when. A heavy library at start-up is a slow first window, and nobody notices who added it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Loaded inside the function that needs them, never by importing a room.
HEAVY = {"ortools", "openpyxl", "icalendar", "reportlab", "alembic", "pypdfium2", "holidays", "keyring", "rapidfuzz"}
HEAVY |= {"numpy", "pandas", "lxml", "PIL", "fontTools", "typst", "fpdf"}
# Not before somebody unlocked the vault.
AFTER_UNLOCK = {"sqlalchemy", "sqlcipher3"}


def modules(*folders: str) -> list[str]:
    """Dotted names of all modules at these places under otdesk/."""
    paths: list[Path] = []
    for folder in folders:
        place = ROOT / "otdesk" / folder
        paths += [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    return [name.removesuffix(".__init__") for name in names if not name.endswith(".__main__")]


def loaded_by(*command: str, home: Path) -> set[str]:
    """Top names of all modules that a run of Python imports."""
    env = os.environ | {"OTDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert done.returncode == 0, "\n".join(said)
    names = re.findall(r"^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)$", done.stderr, re.MULTILINE)
    assert "encodings" in names
    return {name.split(".", 1)[0] for name in names}


def loaded_by_importing(names: list[str], home: Path) -> set[str]:
    assert names
    return loaded_by("-c", "import " + ", ".join(names), home=home)


def test_the_measure_sees_what_is_loaded(tmp_path: Path) -> None:
    assert {"sqlalchemy", "openpyxl"} <= loaded_by_importing(["sqlalchemy", "openpyxl"], tmp_path)


def test_the_version_costs_nothing(tmp_path: Path) -> None:
    loaded = loaded_by("-m", "otdesk", "--version", home=tmp_path)
    assert loaded & (HEAVY | AFTER_UNLOCK | {"PySide6", "shiboken6", "cryptography", "argon2"}) == set()


def test_the_first_window_knows_no_database(tmp_path: Path) -> None:
    loaded = loaded_by("-m", "otdesk", "--quit-after-show", home=tmp_path)
    assert "PySide6" in loaded
    assert loaded & (HEAVY | AFTER_UNLOCK) == set()


def test_the_lock_screen_knows_no_database(vault_folder: Path, tmp_path: Path) -> None:
    loaded = loaded_by("-m", "otdesk", "--vault", str(vault_folder), "--quit-after-show", home=tmp_path)
    assert "PySide6" in loaded
    assert loaded & (HEAVY | AFTER_UNLOCK) == set()


def test_later_imports_go_the_short_way(tmp_path: Path) -> None:
    """PySide6 puts an import function of its own in place; the program puts the plain one back."""
    ask = "import builtins; plain = builtins.__import__; import otdesk.app; assert builtins.__import__ is plain"
    assert "PySide6" in loaded_by("-c", ask, home=tmp_path)


def test_no_screen_brings_a_heavy_library(tmp_path: Path) -> None:
    loaded = loaded_by_importing(["otdesk.app", "otdesk.cli", *modules("ui", "queries", "actions")], tmp_path)
    assert loaded & HEAVY == set()


def test_the_screens_before_unlock_know_no_database(tmp_path: Path) -> None:
    before = ["otdesk.app", "otdesk.vault.keys", *modules("ui/setup", "ui/parts", "ui/theme.py", "ui/icons.py")]
    assert loaded_by_importing(before, tmp_path) & (HEAVY | AFTER_UNLOCK) == set()


@pytest.mark.parametrize("room", ["rules", "exchange"])
def test_a_room_of_values_knows_neither_database_nor_screen(room: str, tmp_path: Path) -> None:
    loaded = loaded_by_importing(modules(room), tmp_path)
    assert loaded & (HEAVY | AFTER_UNLOCK | {"PySide6"}) == set()
