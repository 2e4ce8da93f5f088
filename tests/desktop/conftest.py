# SPDX-License-Identifier: MIT
"""One real desktop per test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.real import Desktop, desktop


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path) as made:
        yield made
