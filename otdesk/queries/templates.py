# SPDX-License-Identifier: MIT
"""The sentences of notes as shipped, read once."""

import tomllib
from functools import cache

from otdesk import paths
from otdesk.rules.figures import Templates, templates_from


@cache
def sentences(language: str = "en") -> Templates:
    text = paths.resource("templates", f"sentences_{language}.toml").read_text(encoding="utf-8")
    return templates_from(tomllib.loads(text))
