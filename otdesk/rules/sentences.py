# SPDX-License-Identifier: MIT
"""Words from numbers: the one engine that makes sentences, for notes and reports. The words come in as templates.

A text is a row of pieces. A linked piece follows the figure named by its source until a person edits it; the frame
around it belongs to the same topic, so a section nobody has touched can be made anew. Only one student is ever named,
prompted and independent figures stand each with its own prompt, and no trend is claimed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from otdesk.rules.contacting import NOT_CONTACTED, Contacted
from otdesk.rules.figures import Templates, data_words, prompt_words
from otdesk.rules.kinds import MeasureType, Presence
from otdesk.rules.note_entry import Piece, Section
from otdesk.rules.shorthand import Form, Reading

FRAME = "frame:"
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class GoalSaid:
    """One goal of the note: a few words for it ("letters from memory"), what was read today and the time before."""

    goal_id: int
    short: str
    measure: MeasureType
    reading: Reading
    last: Reading | None = None
    unit: str = ""
    levels: tuple[str, ...] = ()
    """Words of the goal's own assist scale, rank 1 first; empty: the templates' words for the default scale."""


@dataclass(frozen=True, slots=True)
class Said:
    """All a note's sentences are made from. `pronoun`: "she", "he", "they", or "" to use the name.

    `did` are noun phrases ("a putty warm-up"), `went` what follows the name ("was calm"), `skilled` and `plan` whole
    sentences. `minutes`: None when she came late or left early and nobody said when.
    `why`: a few words why an absent student was not seen. `turn` chooses among sentences of one kind;
    the day's number (date.toordinal) lets neighboring notes differ and the same note stay as it is.

    `response`: what was typed of her alone. `together` students were seen; what they share: `activity` as typed,
    `supports` as noun phrases, `next_time` as typed.
    """

    name: str
    pronoun: str = ""
    presence: Presence = Presence.PRESENT
    minutes: int | None = 0
    goals: Sequence[GoalSaid] = ()
    did: Sequence[str] = ()
    went: Sequence[str] = ()
    skilled: Sequence[str] = ()
    plan: Sequence[str] = ()
    why: str = ""
    turn: int = 0
    response: str = ""
    together: int = 1
    activity: str = ""
    supports: Sequence[str] = ()
    next_time: str = ""
    roster: int = 0
    """Students of a whole class, with her; 0: no class took part."""
    consult: bool = False
    """On the student's behalf: it is not she who worked, and nothing is said of how she was."""

    plain: bool = False
    """Not of therapy: nothing is said that she did not type or choose."""

    outcome: str = ""
    """Of a screening: "again"; empty while nothing is said."""

    contacted: Contacted = NOT_CONTACTED

    table: bool = False
    """The figures stand in a table: no sentence says them, nor the minutes, again."""


Sections = tuple[tuple[Section, tuple[Piece, ...]], ...]


def compose(said: Said, templates: Templates) -> Sections:
    """A note's sections. An absent or refused therapy session has no activities and no goal figures."""
    seen = said.presence not in {Presence.ABSENT, Presence.REFUSED}
    response = _outcome(said, templates) if said.plain else _opening(said, templates)
    if seen and not said.table:
        for goal in said.goals:
            response += space(response) + _goal(goal, said, templates)
    response += _after(response, _typed(said.response, "response"))
    plan = [*_sentences(said.plan, "plan")]
    plan += _after(plan, _typed(said.next_time, "next")) if seen else []
    before = ((Section.BEFORE, _contact(said, templates)),) if said.plain else ()
    return (
        *before,
        (Section.DID, _did(said, templates) if seen else ()),
        (Section.RESPONSE, tuple(response)),
        (Section.SKILLED, _sentences(said.skilled, "skilled") if seen else ()),
        (Section.PLAN, tuple(plan)),
    )


def follow(current: Sequence[Piece], before: Sequence[Piece], fresh: Sequence[Piece]) -> tuple[Piece, ...]:
    """A section after the data changed. `before` is what compose() gave for the data as they were.

    Sentences nobody touched are made anew, and gone with their data. In a sentence somebody wrote in, her words stay
    and linked figures follow (a figure whose data are gone goes). A sentence she took out stays out; sentences on new
    topics come at the end.
    """
    if tuple(current) == tuple(before) or not text_of(current).strip():
        return tuple(fresh)
    old, new = _by_topic(before), _by_topic(fresh)
    here = [(about, list(run)) for about, run in groupby(current, key=_topic_of)]
    followed: list[Piece] = []
    for about, run in here:
        alone = sum(1 for other, _ in here if other == about) == 1
        begin = 1 if len(run) > 1 and not run[0].text.strip() else 0  # the blank before a sentence put in later
        if about and alone and run[begin:] == old.get(about):
            followed += [*run[:begin], *new.get(about, [])]
        elif about and alone and about not in new:
            pass  # a whole sentence of ours whose data are gone
        else:
            followed += _figures_followed(run, new.get(about, []))
    for about, run in new.items():
        if about in old or any(about == other for other, _ in here):
            continue
        if followed and not followed[-1].text.endswith((" ", "\n")):
            followed.append(Piece(" ", FRAME + about))
        followed += run
    return tuple(followed)


def _figures_followed(run: Sequence[Piece], fresh: Sequence[Piece]) -> list[Piece]:
    by_source = {piece.source: piece for piece in fresh if is_linked(piece)}
    return [by_source.get(p.source, p) for p in run if not is_linked(p) or p.source in by_source]


def _by_topic(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    runs: dict[str, list[Piece]] = {}
    for piece in pieces:
        runs.setdefault(topic(piece.source), []).append(piece)
    return runs


def _topic_of(piece: Piece) -> str:
    return topic(piece.source)


def is_linked(piece: Piece) -> bool:
    """Whether the piece follows a figure (blue on screen)."""
    return bool(piece.source) and not piece.source.startswith(FRAME)


def topic(source: str) -> str:
    """The sentence a piece belongs to: "goal:12" of "goal:12:data" and of its frame; empty for her own words."""
    plain = source.removeprefix(FRAME)
    parts = plain.split(":")
    return ":".join(parts[:2]) if parts[0] == "goal" else parts[0]


def text_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def names_found(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Which of the (peers') names stand in the text as whole words, without regard to capitals, accents, the kind of
    apostrophe or how wide a blank is. A help, no guarantee: a nickname nobody entered is not known."""
    plain = _bare(text)
    return tuple(name for name in dict.fromkeys(names) if _bare(name) and _stands_in(_bare(name), plain))


def _stands_in(name: str, plain: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain) is not None


def _bare(text: str) -> str:
    """For comparing: "José  O’Neil" -> "jose o'neil"."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return " ".join(plain.translate(_APOSTROPHES).split())


def _outcome(said: Said, templates: Templates) -> list[Piece]:
    """What came of a screening; of no other record anything is said by itself."""
    return [Piece(templates.choose(f"outcome.{said.outcome}", 0), "outcome")] if said.outcome else []


def _contact(said: Said, templates: Templates) -> tuple[Piece, ...]:
    """With whom it was, and how."""
    told = said.contacted
    how = templates.choose(f"how.{told.how.value}", 0) if told.how is not None else ""
    words = ", ".join(filter(None, (_joined(told.whom, templates), how)))
    return (Piece(f"{capital(words)}.", "contact"),) if words else ()


def _opening(said: Said, templates: Templates) -> list[Piece]:
    went = _joined(said.went, templates)
    values = {"name": [frame(said.name, "opening")], "minutes": [Piece(_minutes(said, templates), "opening:minutes")]}
    values["went"] = [Piece(went, "opening:went")]
    values["why"] = [Piece(said.why, "opening:why")]
    if said.consult:
        return fill(templates.choose(_consult_key(said), said.turn), values, "opening")
    if said.table and said.presence not in {Presence.ABSENT, Presence.REFUSED}:
        return fill(templates.choose("opening.went", said.turn), values, "opening") if went else []
    if said.presence is Presence.ABSENT:
        key = "opening.absent_why" if said.why else "opening.absent"
        return fill(templates.choose(key, said.turn), values, "opening")
    if said.presence is Presence.REFUSED:
        return fill(templates.choose("opening.refused", said.turn), values, "opening")
    if said.roster and said.presence is Presence.PRESENT:
        values["count"] = [Piece(str(said.roster), "opening:count")]
    elif said.presence is Presence.PRESENT:
        key = "opening.present_went" if went else "opening.present"
        return fill(templates.choose(key, said.turn), values, "opening")
    key = "class" if said.roster and said.presence is Presence.PRESENT else said.presence.value
    key += "_untimed" if said.minutes is None else ""
    pieces = fill(templates.choose(f"opening.{key}", said.turn), values, "opening")
    if went:
        pieces += space(pieces) + fill(templates.choose("opening.went", said.turn), values, "opening")
    return pieces


def _consult_key(said: Said) -> str:
    if said.presence not in {Presence.ABSENT, Presence.REFUSED}:
        return "opening.consult"
    return "opening.consult_missed_why" if said.why else "opening.consult_missed"


def _goal(goal: GoalSaid, said: Said, templates: Templates) -> list[Piece]:
    about = f"goal:{goal.goal_id}"
    subject, possessive = pronouns(said.name, said.pronoun, templates)
    values = {
        "name": [frame(said.name, about)],
        "goal": [frame(inside(goal.short), about)],
        "Goal": [frame(capital(goal.short), about)],
        "subject": [frame(subject, about)],
        "Subject": [frame(capital(subject), about)],
        "data": [Piece(data_words(goal.reading, templates, goal.unit, goal.levels), f"{about}:data")],
        "prompt": _prompt(goal, possessive, about, templates),
        "last": _last(goal, possessive, about, templates),
        "rest": _rest(goal, about, templates),
    }
    key = goal.reading.form.value
    if goal.measure is MeasureType.LATENCY and goal.reading.form is Form.SECONDS:
        key = "latency"
    # The data take part in the choice: two goals of one day need not read alike.
    turn = said.turn + goal.goal_id + sum(goal.reading.values)
    return fill(templates.choose(f"goal.{key}", turn), values, about)


def _prompt(goal: GoalSaid, possessive: str, about: str, templates: Templates) -> list[Piece]:
    words = prompt_words(goal.reading.prompt, possessive, templates)
    return [frame(" ", about), Piece(words, f"{about}:prompt")] if words else []


def _last(goal: GoalSaid, possessive: str, about: str, templates: Templates) -> list[Piece]:
    """The figure of the time before, always with its own prompt beside it."""
    if goal.last is None or not goal.last.measured:
        return []
    words = data_words(goal.last, templates, goal.unit, goal.levels)
    prompt = prompt_words(goal.last.prompt, possessive, templates)
    said = Piece(f"{words} {prompt}" if prompt else words, f"{about}:last")
    return fill(templates.choose("goal.last", 0), {"last": [said]}, about)


def _rest(goal: GoalSaid, about: str, templates: Templates) -> list[Piece]:
    remark = goal.reading.rest.strip().rstrip(".")
    if not remark:
        return []
    return fill(templates.choose("goal.rest", 0), {"rest": [Piece(remark, f"{about}:rest")]}, about)


def _did(said: Said, templates: Templates) -> tuple[Piece, ...]:
    """What was chosen for her, then what the group shares."""
    pieces = [*_chosen(said, templates)]
    pieces += _after(pieces, _activity(said, templates))
    if said.supports:
        values = {
            "name": [frame(said.name, "supports")],
            "supports": [Piece(_joined(said.supports, templates), "supports")],
        }
        pieces += _after(pieces, fill(templates.choose("shared.supports", said.turn), values, "supports"))
    return tuple(pieces)


def _activity(said: Said, templates: Templates) -> list[Piece]:
    typed = _typed(said.activity, "activity")
    if typed and said.roster:
        values = {"count": [Piece(str(said.roster), "activity:count")]}
        values["activity"] = [Piece(inside(typed[0].text), "activity")]
        return fill(templates.choose("shared.activity_class", 0), values, "activity")
    if not typed or said.together < 2:
        return typed
    numbers = templates.texts["shared.number"]
    count = numbers[said.together - 2] if said.together - 2 < len(numbers) else str(said.together)
    values = {"count": [Piece(count, "activity:count")], "activity": [Piece(inside(typed[0].text), "activity")]}
    return fill(templates.choose("shared.activity_group", 0), values, "activity")


def _chosen(said: Said, templates: Templates) -> tuple[Piece, ...]:
    if not said.did:
        return ()
    if len(said.did) == 2:
        words = templates.fill("join.then", a=said.did[0], b=said.did[1])
    else:
        words = _joined(said.did, templates)
    values = {"name": [frame(said.name, "did")], "did": [Piece(words, "did")]}
    key = "did.consult" if said.consult else "did.one" if len(said.did) == 1 else "did.many"
    return tuple(fill(templates.choose(key, said.turn), values, "did"))


def _typed(text: str, source: str) -> list[Piece]:
    """What she typed, as a sentence: with a capital and a full stop."""
    plain = text.strip()
    if not plain:
        return []
    return [Piece(capital(plain) + ("" if plain.endswith((".", "!", "?")) else "."), source)]


def _after(before: Sequence[Piece], pieces: list[Piece]) -> list[Piece]:
    """A further sentence, with the blank before it."""
    return space(before) + pieces if before and pieces else pieces


def _sentences(texts: Sequence[str], source: str) -> tuple[Piece, ...]:
    words = " ".join(text.strip() for text in texts if text.strip())
    return (Piece(words, source),) if words else ()


def fill(template: str, values: Mapping[str, Sequence[Piece]], about: str) -> list[Piece]:
    """Template text becomes frame; neighboring frame pieces become one; a sentence begins with a capital."""
    pieces: list[Piece] = []
    for index, part in enumerate(_PLACEHOLDER.split(template)):
        new = values[part] if index % 2 else [frame(part, about)] if part else []
        for piece in new:
            if pieces and not is_linked(piece) and not is_linked(pieces[-1]):
                pieces[-1] = frame(pieces[-1].text + piece.text, about)
            elif piece.text:
                pieces.append(piece)
    if pieces and not template.startswith((" ", ";", ",")):
        pieces[0] = Piece(capital(pieces[0].text), pieces[0].source)
    return pieces


def _joined(texts: Sequence[str], templates: Templates) -> str:
    """ "a", "a and b", "a, b, and c"; with a comma too where a text has its own "and"."""
    if not texts:
        return ""
    if len(texts) == 1:
        return texts[0]
    begin = texts[0]
    for text in texts[1:-1]:
        begin = templates.fill("join.more", a=begin, b=text)
    own = templates.fill("join.pair", a="", b="")
    key = "join.pair" if len(texts) == 2 and not any(own in text for text in texts) else "join.last"
    return templates.fill(key, a=begin, b=texts[-1])


def pronouns(name: str, pronoun: str, templates: Templates) -> tuple[str, str]:
    """ "she", "her"; the name itself where none is known."""
    known = pronoun if f"pronoun.{pronoun}.subject" in templates.texts else "name"
    return (
        templates.fill(f"pronoun.{known}.subject", name=name),
        templates.fill(f"pronoun.{known}.possessive", name=name),
    )


def _minutes(said: Said, templates: Templates) -> str:
    return templates.fill("data.minute" if said.minutes == 1 else "data.minutes", a=said.minutes)


def space(pieces: Sequence[Piece]) -> list[Piece]:
    return [frame(" ", topic(pieces[-1].source))] if pieces else []


def frame(text: str, about: str) -> Piece:
    return Piece(text, FRAME + about)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """A goal's short name inside a sentence: "Letter formation" -> "letter formation"; "ADL tasks" stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
