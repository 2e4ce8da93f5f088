# SPDX-License-Identifier: MIT
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from otdesk.printouts.fonts import BOLD, REGULAR, Missing, Span, faces

SIZE = 10.0
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]), max_size=200)


def wrapped(text: str, width: float) -> list[str]:
    return ["".join(span.text for span in line.spans) for line in faces().wrap([Span(text)], SIZE, width)]


@given(LATIN, st.floats(20, 300))
def test_wrapping_keeps_every_character_and_fits(text: str, width: float) -> None:
    readable = faces().readable(text, Missing())
    lines = faces().wrap([Span(readable)], SIZE, width)
    drawn = "".join(span.text for line in lines for span in line.spans)
    assert drawn.replace(" ", "") == readable.replace(" ", "")
    for line in lines:
        words = "".join(span.text for span in line.spans).rstrip(" ")
        assert len(words) <= 1 or faces().width(words, REGULAR, SIZE) <= width + 0.1


@given(LATIN, st.floats(20, 300))
def test_a_space_lies_between_words_of_two_lines(text: str, width: float) -> None:
    """What a text tool gets back by joining the lines as drawn is the text, word for word."""
    readable = faces().readable(text, Missing())
    lines = faces().wrap([Span(readable)], SIZE, width)
    joined = "".join("".join(s.text for s in line.spans) + (" " if line.spaced else "") for line in lines)
    assert [w for w in joined.split(" ") if w] == [w for w in readable.split(" ") if w]


@given(st.text(max_size=60))
def test_nothing_is_dropped_unseen(text: str) -> None:
    """Every character comes out as itself, as its plain form, as its code with a warning, or had no ink."""
    missing = Missing()
    out = faces().readable(text, missing)
    for char in unicodedata.normalize("NFC", text):
        shown = char in out or unicodedata.normalize("NFKC", char) in out
        code = f"[U+{ord(char):04X}]" in out and char in missing.characters
        inkless = char.isspace() or unicodedata.category(char) in {"Cf", "Zl", "Zp"} or char in "\x85\x0b\x0c"
        variation = unicodedata.name(char, "").startswith(("VARIATION SELECTOR", "COMBINING GRAPHEME JOINER"))
        assert shown or code or inkless or variation, f"U+{ord(char):04X}"
    for char in out.replace("\n", " "):
        list(faces().runs(Span(char)))
        assert any(ord(char) in faces().fonts[name].face.charToGlyph for name, _text in faces().runs(Span(char)))


def test_rare_characters_get_the_second_face() -> None:
    runs = list(faces().runs(Span("a ☐ b", BOLD)))
    assert runs == [(BOLD, "a "), ("DejaVuSans", "☐"), (BOLD, " b")]
    assert "".join(text for _face, text in runs) == "a ☐ b"


def test_what_no_face_has_is_shown_as_its_code() -> None:
    missing = Missing()
    assert faces().readable("漢 \x07 Ａ א \ud800", missing) == "[U+6F22] [U+0007] A [U+05D0] [U+D800]"
    assert missing.characters == {"漢", "\x07", "א", "\ud800"}


def test_line_ends_of_every_kind_and_joined_letters() -> None:
    missing = Missing()
    assert faces().readable("a\r\nb\rc\u2028d\te\u200bf S\u030c", missing) == "a\nb\nc\nd    ef Š"
    assert not missing.characters
    assert wrapped("one\n\ntwo", 100) == ["one", "", "two"]


def test_bold_and_plain_without_a_space_stay_one_word() -> None:
    lines = faces().wrap([Span("wide words here (", REGULAR), Span("bold", BOLD), Span(")", REGULAR)], SIZE, 70)
    joined = "".join("".join(s.text for s in line.spans) + (" " if line.spaced else "") for line in lines)
    assert "(bold)" in joined
