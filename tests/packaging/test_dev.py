# SPDX-License-Identifier: MIT
"""dev.py on machines that lack something: it says what, in one line that can be typed, and stops with 1."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "dev.py"


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def debian(tmp_path: Path, dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Debian where one library and one program are missing; apt-get notes what it was asked and brings nothing."""
    log = tmp_path / "asked"
    program(tmp_path / "bin", "apt-get", f'echo "$@" >> {log}')
    program(tmp_path / "bin", "apt-cache", "exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setattr(dev, "LIBRARIES", {"libc.so.6": "libc6", "libnowhere.so.9": "libglib2.0-0"})
    monkeypatch.setattr(dev, "PROGRAMS", {"sh": "dash", "no-such-program": "qpdf"})
    return log


def test_an_old_python_is_told_so(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err == "Python 3.11 or newer is needed; this is Python 3.9.\n"


def test_without_root_the_line_to_type_is_printed(
    dev: ModuleType, debian: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert dev.main(["test"]) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == "sudo apt-get update && sudo apt-get install -y --no-install-recommends libglib2.0-0 qpdf"
    assert not debian.exists(), "nothing was installed"


@pytest.mark.usefixtures("debian")
def test_running_needs_no_test_programs(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Stop) as stop:
        dev.check_machine(for_checking=False)
    assert str(stop.value).endswith(" libglib2.0-0")


@pytest.mark.usefixtures("debian")
def test_a_renamed_library_is_asked_for_by_its_new_name(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", "apt-cache", 'test "$2" = libglib2.0-0t64')
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Stop, match=r"libglib2\.0-0t64$"):
        dev.check_machine(for_checking=False)


def test_root_installs_and_looks_again(dev: ModuleType, debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(dev.Stop, match=r"still missing: libglib2\.0-0 qpdf"):
        dev.check_machine(for_checking=True)
    asked = debian.read_text(encoding="utf-8").splitlines()
    assert asked[0].startswith("update")
    assert asked[1].startswith("install")
    assert asked[1].endswith("--no-install-recommends libglib2.0-0 qpdf")


def test_a_failed_install_stops(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin", "apt-get", "exit 100")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setattr(dev, "LIBRARIES", {"libnowhere.so.9": "libgl1"})
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(dev.Stop, match="Stopped at: apt-get update"):
        dev.check_machine(for_checking=False)


@pytest.mark.usefixtures("debian")
def test_a_python_that_cannot_make_environments_names_the_package(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "no-python")
    monkeypatch.setattr(importlib.util, "find_spec", {}.get)
    assert "python3-venv" in dev.missing_packages(for_checking=False)
    program(tmp_path / "bin", "uv", "exit 0")
    assert "python3-venv" not in dev.missing_packages(for_checking=False), "uv makes them without"


def test_a_complete_machine_lacks_nothing(dev: ModuleType) -> None:
    assert dev.missing_packages(for_checking=True) == []


def run_without_display(**display: str) -> subprocess.CompletedProcess[str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, str(SCRIPT), "run"]
    return subprocess.run(command, env=env | display, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":987"}], ids=["none", "dead"])
def test_no_display_is_said_and_another_way_offered(display: dict[str, str]) -> None:
    done = run_without_display(**display)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "There is no display here" in done.stderr
    assert done.stderr.endswith("python3 packaging/dev.py run -- screens DIR\n")


def test_a_changed_lock_makes_the_environment_stale(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dev.stamp()
    lock = tmp_path / "requirements.lock"
    lock.write_bytes(dev.LOCK.read_bytes())
    monkeypatch.setattr(dev, "LOCK", lock)
    assert dev.stamp() == before
    lock.write_text("six==1.17.0\n", encoding="ascii")
    assert dev.stamp() != before


def test_a_failed_step_fails_the_check(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def attempt(name: str, command: list[str], env: dict[str, str] | None = None) -> bool:
        asked.append(" ".join(command))
        return "deptry" not in command

    monkeypatch.setattr(dev, "attempt", attempt)
    assert dev.test(["-k", "today"]) == 1
    assert asked[-1].endswith("-m pytest -q -k today"), "the steps after a failed one still run"
    assert capsys.readouterr().out.endswith("failed: dependencies\n")
    for platform in ("linux", "win32", "darwin"):
        assert any(f"--strict --platform {platform}" in command for command in asked)


def test_the_check_of_the_project_is_the_same_command() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[-1] == "exec python3 packaging/dev.py test"
