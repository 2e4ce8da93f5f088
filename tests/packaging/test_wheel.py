# SPDX-License-Identifier: MIT
"""The wheel, installed where nothing of this checkout can be seen, is a whole program."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def call(*command: str | Path, cwd: Path) -> str:
    """What the command prints; its complaint when it fails. Nothing of the checkout is on its path."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "PIP_"))}
    env |= {"QT_QPA_PLATFORM": "offscreen", "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a clean environment with the wheel in it.

    The libraries are borrowed from the running environment, so that no network is needed; the wheel's own list of
    requirements still has to be met by them. The checkout itself is not borrowed: a path file inside a borrowed
    folder is not read.
    """
    place = tmp_path_factory.mktemp("clean") / "env"
    venv.create(place, with_pip=True, symlinks=os.name != "nt")
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    site = Path(
        call(scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=place).strip()
    )
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip: list[str | Path] = [
        scripts / "python",
        "-m",
        "pip",
        "install",
        "-q",
        "--no-index",
        "--disable-pip-version-check",
    ]
    # The checkout's own entry is seen through the borrowed folder; it is neither touched nor good enough.
    call(*pip, "--ignore-installed", "--no-deps", wheel, cwd=place)
    call(*pip, wheel, cwd=place)
    return scripts


def test_it_holds_the_package_the_resources_and_the_licenses(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "otdesk", "resources"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wanted = {
        n.replace("resources/", "otdesk/resources/", 1) if n.startswith("resources/") else n
        for n in tracked.stdout.splitlines()
    }
    assert wanted
    assert wanted - names == set()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"otdesk"}
    licenses = {name.rsplit("/", 1)[-1] for name in names if "/licenses/" in name}
    assert {"LICENSE", "LICENSE-Inter.txt", "LICENSE-Lucide.txt"} <= licenses


def test_it_finds_its_own_resources(installed: Path, tmp_path: Path) -> None:
    ask = "from otdesk import paths; print(paths.resource('icons', 'otdesk.svg').is_file(), paths.resources())"
    found, folder = call(installed / "python", "-c", ask, cwd=tmp_path).split(maxsplit=1)
    assert found == "True"
    assert folder.startswith(str(installed.parent))
    assert str(ROOT) not in folder


def test_it_knows_its_version(installed: Path, wheel: Path, tmp_path: Path) -> None:
    said = call(installed / "otdesk", "--version", cwd=tmp_path)
    assert said == f"otdesk {wheel.name.split('-')[1]}\n"


def test_it_proves_itself_whole(installed: Path, tmp_path: Path) -> None:
    assert call(installed / "otdesk", "selftest", cwd=tmp_path).strip()
