# SPDX-License-Identifier: MIT
"""build.py without the freezing, which takes minutes: what it locks, what it refuses, what lies in the package."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "packaging"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a Debian package is made on Linux")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def build() -> ModuleType:
    return script("build")


def pins(lock: str) -> dict[str, str]:
    text = (HERE / lock).read_text(encoding="utf-8")
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


def test_what_freezes_is_locked_with_hashes_beside_what_is_frozen() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["build"]
    locked, program = pins("build.lock"), pins("requirements.lock")
    for line in wanted:
        requirement = Requirement(line)
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)])
    assert {name: version for name, version in locked.items() if program.get(name, version) != version} == {}
    entries = re.split(r"\n(?=\S)", (HERE / "build.lock").read_text(encoding="utf-8").strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in (HERE / "build.lock").read_text(encoding="utf-8")


def test_the_package_asks_for_all_that_a_checkout_asks_for(build: ModuleType) -> None:
    """dev.py looks for the same libraries by hand."""
    brought = {name for packages in build.SYSTEM.values() for name in packages.split(" | ")}
    assert set(script("dev").LIBRARIES.values()) - brought == set()


# --- the frozen folder ---------------------------------------------------------------------------------------------


@pytest.fixture
def frozen(build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like a frozen program's, small: a real program, and a text."""
    folder = tmp_path / "build" / "frozen" / "otdesk"
    (folder / "_internal" / "resources").mkdir(parents=True)
    shutil.copyfile("/bin/true", folder / "otdesk")
    (folder / "_internal" / "resources" / "words.txt").write_text("words", encoding="utf-8")
    (folder / "_internal" / "libown.so").symlink_to("resources/words.txt")
    (tmp_path / "build" / "otdesk.png").write_bytes(b"a picture")
    monkeypatch.setattr(build, "ROOT", ROOT)
    monkeypatch.setattr(build, "BUILD", tmp_path / "build")
    monkeypatch.setattr(build, "FROZEN", folder)
    return folder


def test_a_library_that_nobody_brings_stops_the_build(
    build: ModuleType, frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build.taken_from_system(frozen) == set()
    monkeypatch.setattr(build, "SYSTEM", {})
    with pytest.raises(build.Stop, match=r"libc\.so\.6"):
        build.taken_from_system(frozen)


def test_the_debian_package(build: ModuleType, frozen: Path, tmp_path: Path) -> None:
    package = build.debian_package(Path(sys.executable), {"libgl1", "libegl1"}, small=False)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert package.name.startswith(f"otdesk_{version}_")
    depends = subprocess.run(["dpkg-deb", "-f", package, "Depends"], capture_output=True, text=True, check=True).stdout
    assert re.fullmatch(r"libc6 \(>= \d+\.\d+\), libegl1, libgl1\n", depends)
    listing = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout
    assert {line.split()[1] for line in listing.splitlines()} == {"root/root"}
    unpacked = tmp_path / "unpacked"
    subprocess.run(["dpkg-deb", "-x", package, unpacked], check=True)
    assert subprocess.run([unpacked / "usr/bin/otdesk"], check=False).returncode == 0, "the link leads to the program"
    assert (unpacked / "usr/lib/otdesk/_internal/libown.so").is_symlink()
    assert not os.access(unpacked / "usr/lib/otdesk/_internal/resources/words.txt", os.X_OK)
    entry = (unpacked / "usr/share/applications/otdesk.desktop").read_text(encoding="utf-8")
    assert "\nExec=otdesk\n" in entry
    assert (unpacked / "usr/share/icons/hicolor/scalable/apps/otdesk.svg").is_file()


def test_the_package_carries_every_license(build: ModuleType, frozen: Path, tmp_path: Path) -> None:
    build.licenses(Path(sys.executable), tmp_path / "doc")
    own = (tmp_path / "doc" / "copyright").read_text(encoding="utf-8")
    assert "Permission is hereby granted, free of charge" in own
    assert 'THE SOFTWARE IS PROVIDED "AS IS"' in own
    texts = tmp_path / "doc" / "licenses"
    assert {"GPL-3.txt", "LGPL-3.txt", "SQLCipher.txt", "LICENSE-Inter.txt"} <= {file.name for file in texts.iterdir()}
    listed = {canonicalize_name(folder.name) for folder in texts.iterdir() if folder.is_dir()}
    shipped = {canonicalize_name(found.name.split("-")[0]) for found in build.shipped_metadata(Path(sys.executable))}
    told_in_general = {"pyside6-essentials", "shiboken6"}  # LGPL-3.txt; their wheels carry no text
    assert shipped - listed == told_in_general
    assert {"ortools", "sqlcipher3", "pypdfium2"} <= listed
