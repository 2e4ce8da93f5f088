# SPDX-License-Identifier: MIT
"""The ways to begin."""

from enum import StrEnum


class Start(StrEnum):
    IMPORT = "import"
    SAMPLE = "sample"
    EMPTY = "empty"
    OPEN = "open"
