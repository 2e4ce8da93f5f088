# SPDX-License-Identifier: MIT
"""The sentences of notes as shipped, read once."""

import tomllib
from functools import cache

from otdesk import paths
from otdesk.records.phrases import PhraseKind
from otdesk.rules.figures import Templates, templates_from


@cache
def sentences(language: str = "en") -> Templates:
    text = paths.resource("templates", f"sentences_{language}.toml").read_text(encoding="utf-8")
    return templates_from(tomllib.loads(text))


@cache
def first_phrases(language: str = "en") -> tuple[tuple[PhraseKind, str, str], ...]:
    """The phrases a new vault starts with: (kind, label, text)."""
    text = paths.resource("templates", f"phrases_{language}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return tuple((kind, row["label"], row["text"]) for kind in PhraseKind for row in tables.get(kind.value, ()))
