#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make what people install, with nothing but Python itself: the frozen program, and on Linux a Debian package of it.

    python3 packaging/build.py            build/frozen/otdesk, proved by its own self-test, and build/otdesk_*.deb
    python3 packaging/build.py --small    the same; the package is a quarter smaller and takes minutes to press

The environment lies in build/venv (or --venv DIR): what is locked in requirements.lock and build.lock, no more.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
LOCKS = (HERE / "requirements.lock", HERE / "build.lock")
BUILD = ROOT / "build"
FROZEN = BUILD / "frozen" / "otdesk"
WINDOWS = os.name == "nt"

# What the frozen program takes from the system, and the Debian package that brings it.
SYSTEM = {
    "ld-linux-x86-64.so.2": "",  # libc6, whose version is looked up
    "ld-linux-aarch64.so.1": "",
    **dict.fromkeys(
        ("libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "libresolv.so.2", "librt.so.1", "libutil.so.1"), ""
    ),
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
DRAW_ICON = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
application = QGuiApplication([])
image = QImage(512, 512, QImage.Format.Format_ARGB32)
image.fill(Qt.GlobalColor.transparent)
painter = QPainter(image)
QSvgRenderer(sys.argv[1]).render(painter)
painter.end()
sys.exit(not image.save(sys.argv[2]))
"""


class Stop(Exception):
    """Said to the person on stderr; the exit code is 1."""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="build.py", description="Make the frozen program and its package.")
    parser.add_argument("--venv", type=Path, default=BUILD / "venv", help="the environment to build in")
    parser.add_argument("--small", action="store_true", help="press the Debian package harder (xz, minutes)")
    wanted = parser.parse_args(argv)
    try:
        python = environment(wanted.venv.absolute())
        freeze(python)
        if sys.platform == "linux":
            drop_debugging(FROZEN)
            needed = taken_from_system(FROZEN)
        self_test()
        print(f"{FROZEN.relative_to(ROOT)}: {megabytes(FROZEN)} MB")
        if sys.platform == "linux":
            package = debian_package(python, needed, small=wanted.small)
            print(f"{package.relative_to(ROOT)}: {megabytes(package)} MB")
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def step(name: str, command: list[str | Path], **more: object) -> None:
    print(f"- {name}", flush=True)
    began = time.monotonic()
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **{key: str(value) for key, value in more.items()}}
    env.pop("PYTHONPATH", None)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
        raise Stop(f"Stopped at: {name}")
    print(f"  ok, {time.monotonic() - began:.1f} s", flush=True)


def megabytes(place: Path) -> int:
    return round(sum(file.lstat().st_size for file in within(place)) / 1e6)


def within(place: Path) -> Iterator[Path]:
    """The files of a folder, not what a link leads to; a file is itself."""
    if place.is_file():
        yield place
    for folder, _folders, names in os.walk(place):
        yield from (Path(folder) / name for name in names)


# --- the environment -----------------------------------------------------------------------------------------------


def environment(venv: Path) -> Path:
    """The Python of an environment that holds what is locked."""
    python = venv / ("Scripts/python.exe" if WINDOWS else "bin/python")
    stamp = venv / "otdesk-stamp"
    parts = [*(lock.read_bytes() for lock in LOCKS), sys.version.encode()]
    now = hashlib.sha256(b"\0".join(parts)).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return python
    step("make the environment", [sys.executable, "-m", "venv", "--clear", venv])
    pip: list[str | Path] = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    step("install the locked packages", [*pip, *(part for lock in LOCKS for part in ("-r", lock))])
    stamp.write_text(now, encoding="ascii")
    return python


# --- the frozen program --------------------------------------------------------------------------------------------


def freeze(python: Path) -> None:
    BUILD.mkdir(exist_ok=True)
    icon = ROOT / "resources" / "icons" / "otdesk.svg"
    step("draw the icon", [python, "-c", DRAW_ICON, icon, BUILD / "otdesk.png"])
    command: list[str | Path] = [python, "-m", "PyInstaller", "-y", "--log-level", "ERROR"]
    command += ["--distpath", FROZEN.parent, "--workpath", BUILD / "work"]
    step("freeze the program", [*command, HERE / "otdesk.spec"])


def drop_debugging(folder: Path) -> None:
    """Some wheels carry what only a debugger reads: a third of the cipher library is that."""
    for file in shared_objects(folder):
        if ".debug_info" in told_by("readelf", "-SW", file):
            subprocess.run(["strip", "--strip-debug", file], check=True)


def shared_objects(folder: Path) -> Iterator[Path]:
    for file in within(folder):
        if not file.is_symlink():
            with file.open("rb") as opened:
                if opened.read(4) == b"\x7fELF":
                    yield file


def told_by(program: str, *arguments: str | Path) -> str:
    if shutil.which(program) is None:
        raise Stop(f"{program} is needed: apt-get install binutils dpkg-dev")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout


def taken_from_system(folder: Path) -> set[str]:
    """The Debian packages the program stands on. Stop when it needs a library that nobody is known to bring."""
    files = list(shared_objects(folder))
    inside = {file.name for file in within(folder)}
    needed = {name for file in files for name in re.findall(r"NEEDED.*\[(.+)\]", told_by("readelf", "-dW", file))}
    unknown = sorted(needed - inside - SYSTEM.keys())
    if unknown:
        raise Stop("Neither inside nor from a known package: " + ", ".join(unknown))
    return {SYSTEM[name] for name in needed - inside if SYSTEM[name]}


def self_test() -> None:
    """Where it will run: no Python of ours, no checkout, a home of its own."""
    home = BUILD / "home"
    step("let it prove itself", [FROZEN / ("otdesk.exe" if WINDOWS else "otdesk"), "selftest"], OTDESK_HOME=home)
    shutil.rmtree(home, ignore_errors=True)


# --- the Debian package --------------------------------------------------------------------------------------------


def debian_package(python: Path, needed: set[str], *, small: bool) -> Path:
    root = BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(FROZEN, root / "usr/lib/otdesk", symlinks=True)
    put(root / "usr/bin/otdesk", link="../lib/otdesk/otdesk")
    put(root / "usr/share/applications/otdesk.desktop", HERE / "linux" / "otdesk.desktop")
    icons = root / "usr/share/icons/hicolor"
    put(icons / "scalable/apps/otdesk.svg", ROOT / "resources" / "icons" / "otdesk.svg")
    put(icons / "512x512/apps/otdesk.png", BUILD / "otdesk.png")
    licenses(python, root / "usr/share/doc/otdesk")
    for place in (root, *root.rglob("*")):
        if not place.is_symlink():
            runs = place.is_dir() or place == root / "usr/lib/otdesk/otdesk"
            place.chmod(0o755 if runs else 0o644)
    control, architecture = written_control(root, needed)
    put(root / "DEBIAN/control").write_text(control, encoding="utf-8")
    package = BUILD / f"otdesk_{version()}_{architecture}.deb"
    pressed = "-Zxz" if small else "-Zzstd"
    step("pack the Debian package", ["dpkg-deb", "--root-owner-group", pressed, "--build", root, package])
    return package


def put(place: Path, source: Path | None = None, link: str = "") -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    if source is not None:
        shutil.copyfile(source, place)
    if link:
        place.symlink_to(link)
    return place


def version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def written_control(root: Path, needed: set[str]) -> tuple[str, str]:
    architecture = told_by("dpkg", "--print-architecture").strip()
    template = (HERE / "linux" / "control").read_text(encoding="utf-8")
    text = template.format(
        version=version(),
        architecture=architecture,
        kilobytes=sum(file.lstat().st_size for file in within(root)) // 1024,
        depends=", ".join([f"libc6 (>= {platform.libc_ver()[1]})", *sorted(needed)]),
    )
    return text, architecture


def licenses(python: Path, folder: Path) -> None:
    """Our own license, and the text of every library inside."""
    own = (ROOT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)[2]
    lines = [f" {line}" if line else " ." for line in own.strip().splitlines()]
    head = (HERE / "linux" / "copyright").read_text(encoding="utf-8").rstrip()
    put(folder / "copyright").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    texts = folder / "licenses"
    shutil.copytree(HERE / "licenses", texts)
    for found in shipped_metadata(python):
        for text in (file for file in found.rglob("*") if is_license(found, file)):
            put(texts / found.name.split("-")[0] / text.name, text)
    for name in ("fonts", "icons"):
        for text in (ROOT / "resources" / name).glob("LICENSE*"):
            put(texts / text.name, text)
    for library in (FROZEN / "_internal").glob("lib*.so*"):
        notice = system_notice(library.name)
        if notice is not None and not library.is_symlink():
            put(texts / "system" / notice.parent.name, notice)


def is_license(metadata: Path, file: Path) -> bool:
    inside = file.relative_to(metadata).parts
    known = inside[0] == "licenses" or re.match(r"LICEN[CS]E|COPYING|NOTICE", file.name, re.IGNORECASE)
    return file.is_file() and bool(known)


def shipped_metadata(python: Path) -> list[Path]:
    """The metadata folder of each distribution that the program needs to run."""
    ask = """
import tomllib, sys
from importlib.metadata import distribution
from packaging.requirements import Requirement
waiting, found = [Requirement(line) for line in tomllib.load(open(sys.argv[1], "rb"))["project"]["dependencies"]], {}
while waiting:
    wanted = waiting.pop()
    if wanted.name not in found and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
        found[wanted.name] = distribution(wanted.name)
        waiting += map(Requirement, found[wanted.name].requires or ())
for name in sorted(found):
    print(found[name]._path)
"""
    return [Path(line) for line in told_by(str(python), "-c", ask, ROOT / "pyproject.toml").splitlines()]


def system_notice(name: str) -> Path | None:
    """What Debian says of the license of one of its libraries that came along."""
    asked = subprocess.run(["dpkg", "-S", f"*/{name}"], capture_output=True, text=True, check=False)
    for line in asked.stdout.splitlines():
        owner, _colon, path = line.partition(": ")
        if path.startswith(("/usr/lib/", "/lib/")) and Path(path).parts[-2].endswith("-gnu"):
            return Path("/usr/share/doc") / owner.split(":")[0].split(",")[0] / "copyright"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
