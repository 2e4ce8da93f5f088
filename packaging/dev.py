#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Set up, run, check and build OTDesk from a checkout, with nothing but Python itself.

    python3 packaging/dev.py setup                 all that running and checking need
    python3 packaging/dev.py run [-- ARGS]         the program; `run -- demo` needs no vault
    python3 packaging/dev.py test [-- PYTEST ARGS] the whole check
    python3 packaging/dev.py build                 a wheel in dist/

The environment lies in .venv and is made again when the lock, the project file, the place or the Python changes.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
STAMP = VENV / "otdesk-stamp"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
ROOM_FOR_CHECKS = 4 * 1024**3  # bytes

# What Qt loads from the system, and the Debian package that brings it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# What the check calls.
PROGRAMS = {
    "dbus-run-session": "dbus",
    "git": "git",
    "openbox": "openbox",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "readelf": "binutils",
    "strace": "strace",
    "unshare": "util-linux",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "Xvfb": "xvfb",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/pyatspi": "python3-pyatspi",
}
# Commands of the program that open no window.
WINDOWLESS = (
    "init",
    "import",
    "export",
    "sample",
    "print",
    "screens",
    "selftest",
    "worker",
    "--version",
    "--help",
    "-h",
)
# Asked in a process of its own, because a display that does not answer may hang whoever asks.
ASK_DISPLAY = """
import ctypes, sys
try:
    xcb = ctypes.CDLL("libxcb.so.1")
except OSError:
    sys.exit(0)  # cannot be asked before the libraries are there
xcb.xcb_connect.restype = ctypes.c_void_p
xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
sys.exit(bool(xcb.xcb_connection_has_error(xcb.xcb_connect(None, None))))
"""


class Stop(Exception):
    """Said to the person on stderr; the exit code is 1."""


def main(argv: list[str]) -> int:
    if sys.version_info < (3, 11):
        sys.stderr.write("Python 3.11 or newer is needed; this is Python {}.{}.\n".format(*sys.version_info[:2]))
        return 1
    split = argv.index("--") if "--" in argv else len(argv)
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up, run, check and build OTDesk.")
    parser.add_argument("what", choices=["setup", "run", "test", "build"])
    what = parser.parse_args(argv[:split]).what
    passed_on = argv[split + 1 :]
    try:
        if what == "run":
            return run(passed_on)
        setup(for_checking=what != "build")
        if what == "test":
            return test(passed_on)
        if what == "build":
            build()
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


# --- the machine ---------------------------------------------------------------------------------------------------


def missing_packages(for_checking: bool) -> list[str]:
    """The Debian packages this machine lacks, in a stable order."""
    wanted = []
    if sys.platform == "linux":
        wanted += [package for soname, package in LIBRARIES.items() if not loads(soname)]
        if for_checking:
            wanted += [package for program, package in PROGRAMS.items() if not found(program)]
    makes_environment = for_checking or not (PYTHON.exists() or shutil.which("uv"))  # one of the tests makes its own
    if makes_environment and importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    return sorted(set(wanted))


def loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def found(program: str) -> bool:
    return Path(program).exists() if program.startswith("/") else shutil.which(program) is not None


def named_here(packages: list[str]) -> list[str]:
    """Debian 13 and Ubuntu 24.04 renamed a library when its 64-bit times came."""
    if "libglib2.0-0" not in packages:
        return packages
    known = subprocess.run(["apt-cache", "show", "libglib2.0-0t64"], capture_output=True, check=False).returncode == 0
    return [f"{package}t64" if known and package == "libglib2.0-0" else package for package in packages]


def check_machine(for_checking: bool) -> None:
    missing = missing_packages(for_checking)
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise Stop("This machine lacks what these Debian packages hold; install their like: " + " ".join(missing))
    if os.geteuid() != 0:  # type: ignore[attr-defined,unused-ignore]  # apt-get means Linux
        line = " ".join(named_here(missing))
        raise Stop(
            f"Some system packages are missing. Type this, then the same command again:\n"
            f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {line}"
        )
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    step("apt-get update", ["apt-get", "update", "-qq"], env=quiet)
    names = named_here(missing)
    # With -qq apt still repeats all that dpkg says, unless it writes to a file.
    install = ["apt-get", "install", "-y", "-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends", *names]
    step(f"apt-get install {' '.join(names)}", ["sh", "-c", 'exec "$@" >/dev/null', "sh", *install], env=quiet)
    left = missing_packages(for_checking)
    if left:
        raise Stop("apt-get ended well, yet this is still missing: " + " ".join(left))


# --- the environment -----------------------------------------------------------------------------------------------


def stamp() -> str:
    parts = [LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def setup(for_checking: bool) -> None:
    check_machine(for_checking)
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == stamp() and PYTHON.exists():
        return
    uv = shutil.which("uv")
    STAMP.unlink(missing_ok=True)
    if not answers("import sys; print(sys.version)", sys.version):
        venv = [uv, "venv", "-q", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
        step("make .venv", [*venv, "--clear", str(VENV)])
    (VENV / ".gitignore").write_text("*\n", encoding="ascii")
    if uv:
        pip = [uv, "pip", "install", "-q", "--python", str(PYTHON)]
        fetch = [*pip, "--compile-bytecode", "--require-hashes", "-r", str(LOCK)]
    else:
        if not answers("import pip; print(1)", "1"):  # uv made this .venv, and is gone
            step("add pip", [str(PYTHON), "-m", "ensurepip"])
        pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        fetch = [*pip, "--require-hashes", "-r", str(LOCK)]
    step("install the locked packages", fetch)
    # hatchling came with the lock, so nothing is fetched for this one.
    step("install OTDesk itself", [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    STAMP.write_text(stamp(), encoding="ascii")


def answers(code: str, wanted: str) -> bool:
    """Whether the Python of .venv is there, works, and prints what is wanted."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    return asked.stdout.strip() == wanted.strip()


# --- the commands --------------------------------------------------------------------------------------------------


def child_environment() -> dict[str, str]:
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # without byte-code a start takes twice as long
    env["PATH"] = str(PYTHON.parent) + os.pathsep + env.get("PATH", "")
    env["VIRTUAL_ENV"] = str(VENV)
    return env


def step(name: str, command: list[str], env: dict[str, str] | None = None) -> None:
    if not attempt(name, command, env):
        raise Stop(f"Stopped at: {name}")


def attempt(name: str, command: list[str], env: dict[str, str] | None = None) -> bool:
    print(f"- {name}", flush=True)
    began = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=env or child_environment(), check=False).returncode
    print(f"  {name}: {'ok' if code == 0 else f'FAILED ({code})'}, {time.monotonic() - began:.1f} s", flush=True)
    return code == 0


def run(arguments: list[str]) -> int:
    opens_window = not any(argument in WINDOWLESS for argument in arguments[:1])
    if opens_window and not display_answers():
        raise Stop(
            "There is no display here, so no window can open. To see every screen as a picture instead:\n"
            "python3 packaging/dev.py run -- screens DIR"
        )
    setup(for_checking=False)
    command = [str(PYTHON), "-m", "otdesk", *arguments]
    if not WINDOWS:
        os.execve(command[0], command, child_environment())  # signals then reach the program, not this script
    return subprocess.run(command, env=child_environment(), check=False).returncode


def display_answers() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    if not os.environ.get("DISPLAY"):
        return False
    try:
        return subprocess.run([sys.executable, "-c", ASK_DISPLAY], timeout=10, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


@contextlib.contextmanager
def checking_environment() -> Iterator[dict[str, str]]:
    """Temporary files lie in memory where there is room: the vaults of the tests wait for a disk at each write."""
    env, memory = child_environment(), Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    if not (memory.is_dir() and os.access(memory, os.W_OK) and has_room(memory)):
        yield env
        return
    with tempfile.TemporaryDirectory(prefix="otdesk-checks-", dir=memory) as folder:
        yield {**env, "TMPDIR": folder}


def has_room(folder: Path) -> bool:
    if sys.platform != "linux":
        return False
    there = os.statvfs(folder)  # one of the tests makes an environment and starts its Python
    return there.f_bavail * there.f_frsize >= ROOM_FOR_CHECKS and not there.f_flag & os.ST_NOEXEC


def test(arguments: list[str]) -> int:
    python = [str(PYTHON), "-m"]
    steps = [("ruff check", [*python, "ruff", "check"]), ("ruff format", [*python, "ruff", "format", "--check"])]
    types = []
    for platform in ("linux", "win32", "darwin"):
        cache = ["--cache-dir", f".mypy_cache/{platform}"]  # one each, or each run would throw away the other's
        types.append((f"mypy for {platform}", [*python, "mypy", "--strict", "--platform", platform, *cache]))
    steps.append(("import contract", [str(PYTHON.parent / "lint-imports"), "--no-logo"]))
    steps.append(("dependencies", [*python, "deptry", "."]))
    if arguments:
        steps.append(("pytest", [*python, "pytest", "-q", *arguments]))
    else:  # a real window wants the machine to itself
        steps.append(
            ("pytest", [*python, "pytest", "-q", "-n", "2", "--dist", "worksteal", "--ignore", "tests/desktop"])
        )
        steps.append(("pytest on a desktop", [*python, "pytest", "-q", "tests/desktop"]))
    began = time.monotonic()
    with checking_environment() as env:
        with ThreadPoolExecutor() as pool:  # each has its own cache and one core
            typed = list(pool.map(attempt, *zip(*types, strict=True), repeat(env)))
        failed = [name for (name, _command), passed in zip(types, typed, strict=True) if not passed]
        failed += [name for name, command in steps if not attempt(name, command, env)]
    count = len(types) + len(steps)
    print(f"{count - len(failed)} of {count} steps passed in {time.monotonic() - began:.0f} s")
    if failed:
        print("failed: " + ", ".join(failed))
    return 1 if failed else 0


def build() -> None:
    step("build the wheel", [str(PYTHON), "-m", "hatchling", "build", "-t", "wheel"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
