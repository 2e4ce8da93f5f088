# SPDX-License-Identifier: MIT
"""What lies in the repository: no address of a package registry, nothing outside it, nothing too big."""

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Written in pieces, so that this file does not find itself.
ADDRESSES = re.compile(
    "|".join(
        ["pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "/simple" + "/", "index" + "-url ="]
    )
)
OUTSIDE = re.compile("|".join([r"\.\./" + "shared", "/work" + "/", "/tm" + "p/otdesk"]))
MOST_BYTES = 1_000_000


@cache
def tracked() -> tuple[Path, ...]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listing.decode().split("\0") if name]
    return tuple(path for path in paths if path.is_file())


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(text.splitlines(), 1) if pattern.search(line)
        ]
    return found


def test_the_repository_is_seen() -> None:
    assert {"pyproject.toml", "README.md", "LICENSE"} <= {path.name for path in tracked()}


def test_no_registry_address() -> None:
    assert lines_with(ADDRESSES) == []


def test_nothing_points_outside() -> None:
    assert lines_with(OUTSIDE) == []


def test_no_file_is_too_big_for_a_repository() -> None:
    assert [str(path.relative_to(ROOT)) for path in tracked() if path.stat().st_size > MOST_BYTES] == []


def test_what_the_tools_make_is_not_tracked() -> None:
    made = re.compile(r"(^|/)(\.venv|__pycache__|dist|build|\.mypy_cache|.*\.egg-info)(/|$)|(^|/)uv\.lock$")
    names = [str(path.relative_to(ROOT)) for path in tracked()]
    assert [name for name in names if made.search(name)] == []
