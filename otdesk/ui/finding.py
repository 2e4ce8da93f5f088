# SPDX-License-Identifier: MIT
"""Which words of a query are found in a text, word beginning by word beginning, accents and case aside."""

import unicodedata


def fold(text: str) -> str:
    """ "Zoë" -> "zoe". One character stays one character, so positions in the result are positions in the text."""
    folded = []
    for letter in text:
        base = unicodedata.normalize("NFD", letter)[0]
        low = base.lower()
        folded.append(low if len(low) == 1 else base)
    return "".join(folded)


def match(query: str, text: str) -> list[tuple[int, int]] | None:
    """Spans of `text` that the query's words begin, or None unless every word is found."""
    wanted = fold(query).split()
    searched = fold(text)
    starts = [i for i, letter in enumerate(searched) if letter.isalnum() and (i == 0 or not searched[i - 1].isalnum())]
    spans = []
    for word in wanted:
        start = next((i for i in starts if searched.startswith(word, i)), None)
        if start is None:
            return None
        spans.append((start, start + len(word)))
    return sorted(spans)


def found_spans(query: str, text: str) -> list[tuple[int, int]]:
    """Where each word of the query begins a word of the text; words that are not in it are left out."""
    single = [match(word, text) for word in query.split()]
    return sorted(span for spans in single if spans is not None for span in spans)
