# SPDX-License-Identifier: MIT
"""The sentences of notes and reports as shipped, read once."""

import tomllib
from functools import cache
from typing import Any

from otdesk import paths
from otdesk.records.phrases import PhraseKind
from otdesk.rules.checklists import Lists, from_plain
from otdesk.rules.figures import Templates, templates_from
from otdesk.rules.report_sentences import REPORT_KEYS


@cache
def sentences(language: str = "en") -> Templates:
    return templates_from(_tables(f"sentences_{language}.toml"))


@cache
def report_sentences(language: str = "en") -> Templates:
    """Those of a progress report. In English they share the words of figures with the notes."""
    tables = _tables(f"report_{language}.toml")
    if language == "en":
        tables = {**_tables("sentences_en.toml"), **tables}
    return templates_from(tables, REPORT_KEYS)


@cache
def first_phrases(language: str = "en") -> tuple[tuple[PhraseKind, str, str], ...]:
    """The phrases a new vault starts with: (kind, label, text)."""
    tables = _tables(f"phrases_{language}.toml")
    return tuple((kind, row["label"], row["text"]) for kind in PhraseKind for row in tables.get(kind.value, ()))


@cache
def usual_lists(language: str = "en") -> Lists:
    """What a checklist offers until somebody writes lists of her own."""
    return from_plain(_tables(f"checklist_{language}.toml"))


def _tables(name: str) -> dict[str, Any]:
    return tomllib.loads(paths.resource("templates", name).read_text(encoding="utf-8"))
