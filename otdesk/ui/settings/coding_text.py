# SPDX-License-Identifier: MIT
"""A district's codes as lines: "97530 functional activities", "97150 group (untimed)"."""

import re

from otdesk.faults import Refusal
from otdesk.rules.coding import MOST_MODIFIERS, Code, CodeKind, is_modifier, read_codes
from otdesk.usual_codes import modifier_words
from otdesk.words import _, listed_with_dots

_LINE = re.compile(r"(?P<code>\S+)\s*(?P<label>[^()]*?)\s*(?:\((?P<kind>[^()]*)\))?\s*")
_FURTHER = re.compile(r"(?P<kind>.+?)\s+(?P<code>[A-Z]?\d{4,5})", re.IGNORECASE)


def kind_words(kind: CodeKind) -> str:
    """In the brackets after a code; a further code follows the last two."""
    return {
        CodeKind.TIMED: "",
        CodeKind.UNTIMED: _("untimed"),
        CodeKind.FIRST_QUARTER: _("15 min, then"),
        CodeKind.FIRST_HOUR: _("60 min, then"),
    }[kind]


def codes_text(codes: tuple[Code, ...]) -> str:
    return "\n".join(_line(code) for code in codes)


def _line(code: Code) -> str:
    kind = " ".join(filter(None, (kind_words(code.kind), code.further)))
    whole = "-".join((code.code, *code.modifiers))
    return " ".join(filter(None, (whole, code.label, f"({kind})" if kind else "")))


def read_codes_text(text: str) -> tuple[Code, ...]:
    """One code a line. Raises Refusal that names the line."""
    made = tuple(_read(line.strip()) for line in text.splitlines() if line.strip())
    twice = next(
        (code.code for number, code in enumerate(made) if code.code in {one.code for one in made[:number]}), ""
    )
    if twice:
        raise Refusal(_("{code} stands there twice.").format(code=twice))
    return made


def _read(line: str) -> Code:
    found = _LINE.fullmatch(line)
    typed = found["code"].upper() if found is not None else ""
    read = read_codes(typed)
    if found is None or len(read.codes) != 1 or read.unread:
        raise Refusal(
            _("“{line}”: a line begins with a code of five signs, such as 97530 or 97530-GO.").format(line=line)
        )
    kind, further = _kind((found["kind"] or "").strip(), line)
    return Code(read.codes[0].code, found["label"].strip(), kind, further, read.codes[0].modifiers)


def read_modifiers_text(text: str) -> tuple[str, ...]:
    """ "GO, HQ". Raises Refusal that names what is none."""
    found = tuple(dict.fromkeys(text.upper().replace(",", " ").replace("-", " ").split()))
    wrong = next((each for each in found if not is_modifier(each)), "")
    if wrong:
        raise Refusal(_("“{word}”: a modifier has two signs, such as GO or 59.").format(word=wrong))
    if len(found) > MOST_MODIFIERS:
        raise Refusal(_("A claim takes {n} modifiers for a code.").format(n=MOST_MODIFIERS))
    return found


def modifiers_told(text: str) -> str:
    """ "GO under an OT plan · HQ group"; of those we know."""
    known = modifier_words()
    return listed_with_dots([" ".join(filter(None, (each, known.get(each, "")))) for each in read_modifiers_text(text)])


def _kind(said: str, line: str) -> tuple[CodeKind, str]:
    plain = {kind_words(kind).casefold(): kind for kind in (CodeKind.TIMED, CodeKind.UNTIMED)}
    if said.casefold() in plain:
        return plain[said.casefold()], ""
    found = _FURTHER.fullmatch(said)
    then = {kind_words(kind).casefold(): kind for kind in (CodeKind.FIRST_QUARTER, CodeKind.FIRST_HOUR)}
    if found is not None and found["kind"].casefold() in then:
        return then[found["kind"].casefold()], found["code"].upper()
    raise Refusal(
        _("“{line}”: in the brackets stands “{untimed}”, or “{then} 97130”.").format(
            line=line, untimed=kind_words(CodeKind.UNTIMED), then=kind_words(CodeKind.FIRST_QUARTER)
        )
    )


def diagnoses_text(diagnoses: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(" ".join(filter(None, pair)) for pair in diagnoses)


def read_diagnoses_text(text: str) -> tuple[tuple[str, str], ...]:
    """One diagnosis a line: its ICD-10 code, then our own words. Raises Refusal that names the line."""
    return tuple(_diagnosis(line.strip()) for line in text.splitlines() if line.strip())


def _diagnosis(line: str) -> tuple[str, str]:
    code, _space, label = line.partition(" ")
    found = read_codes(code).diagnoses
    if len(found) != 1:
        raise Refusal(_("“{line}”: a line begins with a diagnosis code, such as F82.").format(line=line))
    return found[0], label.strip()
