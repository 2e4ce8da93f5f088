# SPDX-License-Identifier: MIT
"""The lock file, the project file, the licenses and the running environment tell the same story."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
DEVELOPMENT = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]


def locked() -> dict[NormalizedName, Requirement]:
    """Name -> pinned requirement with its marker."""
    found = {}
    for entry in re.split(r"\n(?=\S)", LOCK):
        head = entry.split("\\\n", 1)[0].strip()
        requirement = Requirement(head)
        found[canonicalize_name(requirement.name)] = requirement
    return found


def test_every_entry_has_hashes_and_no_address() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(entries) > len(RUNTIME)
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK
    assert " @ " not in LOCK


@pytest.mark.parametrize("wanted", [*RUNTIME, *DEVELOPMENT], ids=lambda requirement: requirement.name)
def test_what_the_project_asks_for_is_locked(wanted: Requirement) -> None:
    pinned = locked()[canonicalize_name(wanted.name)]
    (pin,) = pinned.specifier
    assert pin.operator == "=="
    assert wanted.specifier.contains(pin.version)


def test_nothing_else_is_locked_than_what_is_asked_for() -> None:
    """A dependency that was dropped leaves the lock too."""
    reached = set()
    waiting = [*RUNTIME, *DEVELOPMENT]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in reached:
            continue
        reached.add(name)
        try:
            waiting += [Requirement(line) for line in requires(name) or ()]
        except PackageNotFoundError:
            continue
    assert set(locked()) - reached == set()


def test_the_environment_is_the_lock() -> None:
    wrong = []
    for name, requirement in locked().items():
        if requirement.marker is None or requirement.marker.evaluate():
            (pin,) = requirement.specifier
            if version(name) != pin.version:
                wrong.append(f"{name}: {version(name)}, locked {pin.version}")
    assert wrong == []


def test_every_library_that_is_shipped_has_its_license_listed() -> None:
    listed = (ROOT / "packaging" / "licenses" / "README.md").read_text(encoding="utf-8")
    names = {canonicalize_name(word) for word in re.findall(r"[A-Za-z][\w.-]*", listed)}
    shipped: set[str] = set()
    waiting = list(RUNTIME)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in shipped or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        shipped.add(name)
        waiting += [Requirement(line) for line in requires(name) or ()]
    assert shipped - names == set()


def test_qt_stays_below_the_version_that_loses_references() -> None:
    (qt,) = [requirement for requirement in RUNTIME if requirement.name == "PySide6-Essentials"]
    assert not qt.specifier.contains("6.12.0")
    assert qt.specifier.contains("6.11.3")
