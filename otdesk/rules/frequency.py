# SPDX-License-Identifier: MIT
"""Service amounts as people write them: "2x30/wk", "twice weekly", "15/mo cons", "60 min Weekly; 2 session(s)".

One reader serves the import and the typed service-line field. It guesses, but never silently: each guess is a doubt.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from otdesk.rules.delivery import read_delivery
from otdesk.rules.kinds import Grouping, Mode, Period, Setting


class AmountProblem(StrEnum):
    """Why no amount could be read."""

    NOT_AN_AMOUNT = "not_an_amount"
    MINUTES_NOT_A_NUMBER = "minutes_not_a_number"
    TIMES_NOT_A_NUMBER = "times_not_a_number"
    PERIOD_NOT_KNOWN = "period_not_known"
    EVALUATION = "evaluation"
    AS_NEEDED = "as_needed"
    RANGE = "range"
    OUT_OF_BOUNDS = "out_of_bounds"


class AmountDoubt(StrEnum):
    """What was guessed while reading an amount."""

    REMAINDER = "remainder"
    NUMBER_READ_AS_MINUTES = "number_read_as_minutes"
    NUMBER_READ_AS_TIMES = "number_read_as_times"
    ORDER_OF_NUMBERS = "order_of_numbers"
    BIWEEKLY = "biweekly"
    TOTAL_OR_EACH = "total_or_each"
    EXTRA_WORDS = "extra_words"
    COLUMNS_DISAGREE = "columns_disagree"


@dataclass(frozen=True, slots=True)
class ServiceAmount:
    """`times` sessions of `minutes` each in every `every` periods ("every other week": every=2, week).

    What the text does not say is None. `remainder` is the minutes a total leaves over when divided by its sessions.
    """

    minutes: int | None = None
    times: int | None = None
    period: Period | None = None
    every: int = 1
    mode: Mode | None = None
    grouping: Grouping | None = None
    setting: Setting | None = None
    remainder: int = 0
    doubts: tuple[AmountDoubt, ...] = ()
    problem: AmountProblem | None = None
    rest: str = ""

    @property
    def complete(self) -> bool:
        return self.problem is None and None not in (self.minutes, self.times, self.period)


_MAX_MINUTES, _MAX_TIMES, _MAX_EVERY = 600, 60, 12
_LONGEST = 300  # letters; whatever is longer is no amount
_TYPICAL_TIMES = 9  # a bare number above this is read as minutes

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "once": 1, "twice": 2, "thrice": 3,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60,
}  # fmt: skip
_UNITS = (
    (Period.GRADING_PERIOD, r"(?:grading|marking|reporting|progress)\s*periods?|gp"),
    (Period.PLAN_TERM, r"(?:term\s+of\s+(?:the\s+)?)?(?:iep|plan)\s*(?:term|year|period|cycle)?|iep\s+duration"),
    (Period.SEMESTER, r"semesters?|sem"),
    (Period.TRIMESTER, r"trimesters?|tri"),
    (Period.QUARTER, r"quarters?|qtrs?|qrtr|9\s*(?:weeks|wks)|nine\s+weeks"),
    (Period.CYCLE, r"(?:\d+[\s-]*day\s+)?(?:cycles?|rotations?)"),
    (Period.YEAR, r"(?:school\s+)?(?:years?|yrs?)|annum"),
    (Period.MONTH, r"months?|mos?|mth|mnth|mon"),
    (Period.WEEK, r"(?:school\s+)?(?:weeks?|wks?|w)"),
    (Period.DAY, r"(?:school\s+)?days?"),
)
_ADVERBS = (
    (Period.WEEK, r"weekly|wkly"),
    (Period.MONTH, r"monthly|mthly|mnthly"),
    (Period.DAY, r"daily"),
    (Period.YEAR, r"yearly|annual(?:ly)?"),
    (Period.QUARTER, r"quarterly"),
)
_SAYS_PER = re.compile(r"^(?:/|per\b|an?\b|each\b|every\b|in\b)|ly$|\d\s*(?:x|times?|sess)|(?:once|twice)")
_SHORT = {"w": "week", "m": "month"}
_LINK = r"(?:/|\bper|\ba|\ban|\beach|\bevery|\bin\s+an?|\bin|\bduring\s+(?:the|each)|\bfor\s+the)"
_EVERY = (
    (re.compile(r"\b(?:every|each)\s+(?:other|second|2nd|2|two)\s+(weeks?|wks?|months?|mos?)\b"), False),
    (re.compile(r"\b(?:alternat(?:e|ing)|e/?o)\s+(weeks?|wks?|months?|mos?)\b"), False),
    (re.compile(r"\b(?:per|/|a|in)\s*(?:2|two)\s+(weeks?|wks?|months?|mos?)\b"), False),
    (re.compile(r"\bbi-?(weekly|monthly)\b"), True),
    (re.compile(r"\b(fortnight(?:ly)?)\b"), False),
)
_EVERY_N = re.compile(r"\b(?:every|per|/)\s*(\d{1,2})\s+(weeks?|wks?|months?|mos?)\b")

_HOURS = re.compile(r"(1/2|\d+(?:\.\d+)?|\.\d+)\s*(?:-\s*)?(?:hours?|hrs?|h)\b\.?")
_HALF_HOUR = re.compile(r"\b(?:a\s+)?half(?:\s+an)?[\s-]+hour\b")
_MINUTES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-\s*)?(?:minutes?|mins?|mn|m|')(?![a-z])\.?")
_PAIR = re.compile(r"(?<![\d.])(\d{1,3})\s*(?:x|\*|@|sessions?\s*(?:of|x|@)|times?\s*(?:for|of)?)\s*(\d{1,3})(?![\d.])")
_TIMES = re.compile(
    r"(?<![\d.])(\d{1,3})\s*(?:-\s*)?(?:x(?![a-z\d])|times?\b|sessions?\b(?:\(s\))?|session\(s\)|sess\b\.?|visits?\b|days?\b)"
)
_TIMES_AFTER = re.compile(r"(?:^|(?<=\s))x\s*(\d{1,2})(?![\d.])")
_TOTAL = re.compile(r"\btotal(?:ing|s)?(?:\s+of)?\b|\baltogether\b")
_TOTAL_FORM = re.compile(
    r"\[m\]\s*(?:total\s*)?\[p\]\s*(?:;|,|\(|:|-|–|in|over|across|divided\s+(?:in|over|by)\w*)\s*(?:\w+\s+)?\[s\]"
)
_RANGE = re.compile(
    r"(?<![\d:/.])\d{1,3}\s*(?:-|–|—|to|or)\s*\d{1,3}(?!\s*[:\d])\s*"
    r"(?:x|times?|sess|min|m\b|/|per|a\b|hours?|visits?|$)"
)
_EVALUATION = re.compile(
    r"\beval(?:uation|uate|uating|s)?\b|\bassess(?:ment)?\b|\breferr(?:al|ed)\b|\bscreen(?:ing)?\b"
)
_AS_NEEDED = re.compile(r"\bas\s+needed\b|\bprn\b|\bas\s+necessary\b|\bon\s+request\b|\btbd\b")
_FILLER = re.compile(
    r"\b(?:for|of|at|and|the|in|over|session|sessions|service|services|ot|occupational|therapy|minimum|min|up)\b|[;:,.()@&*+-]"
)
_PER_SESSION = re.compile(rf"{_LINK}\s*(?:sessions?|sess|visit|time|treatment)\b(?:\(s\))?\.?")
_NUMBER = re.compile(r"(?<![\d.])(\d{1,4})(?:\.0+)?(?![\d.])")


def read_amount(text: str) -> ServiceAmount:
    """Read one text that may hold minutes, times, period and delivery words in any common order."""
    plain = _plain(text)
    if not plain or len(plain) > _LONGEST:
        return ServiceAmount(problem=AmountProblem.NOT_AN_AMOUNT)
    words = read_delivery(plain)
    said = ServiceAmount(mode=words.mode, grouping=words.grouping, setting=words.setting)
    if _RANGE.search(words.rest):
        return replace(said, problem=AmountProblem.RANGE, rest=words.rest)
    found = _Reader(words.rest).read()
    if found.minutes is None and found.times is None and found.period is None:
        problem = AmountProblem.NOT_AN_AMOUNT
        if _EVALUATION.search(plain):
            problem = AmountProblem.EVALUATION
        elif _AS_NEEDED.search(plain):
            problem = AmountProblem.AS_NEEDED
        return replace(said, problem=problem, rest=words.rest)
    amount = replace(found, mode=words.mode, grouping=words.grouping, setting=words.setting)
    return _bounded(amount)


def read_amounts(text: str) -> tuple[ServiceAmount, ...]:
    """One amount, or several when each part is whole by itself ("30 min 2x/wk direct + 15 min/mo consult")."""
    pieces = [piece for piece in re.split(r"\s*[+;\n]\s*|\s+(?:and|plus|&)\s+", text.strip()) if piece]
    if 1 < len(pieces) <= 4 and len(text) <= _LONGEST:
        each = tuple(read_amount(piece) for piece in pieces)
        if all(amount.complete for amount in each):
            return each
    return (read_amount(text),)


def combine_columns(amount: str = "", minutes: str = "", times: str = "", period: str = "") -> ServiceAmount:
    """Read an amount spread over columns; any of them may hold more than its heading says ("Minutes": "2x30/wk").

    A separate column wins over the same fact in the amount text, and a contradiction is a doubt.
    """
    read = read_amount(amount) if amount.strip() else ServiceAmount()
    if minutes.strip():
        read = _with_minutes(read, minutes)
    if times.strip() and read.problem is None:
        read = _with_times(read, times)
    if period.strip() and read.problem is None:
        said = read_amount(period if _SAYS_PER.search(period.strip().casefold()) else f"per {period}")
        if said.period is None:
            return replace(read, problem=AmountProblem.PERIOD_NOT_KNOWN)
        read = replace(read, period=said.period, every=said.every, doubts=_joined(read.doubts, said.doubts))
        if read.times is None:
            read = replace(read, times=said.times)
    if read.problem is None and read == ServiceAmount():
        return ServiceAmount(problem=AmountProblem.NOT_AN_AMOUNT)
    if read.times is None and read.problem is None and read.period is not None:
        read = replace(read, times=1)
    return _bounded(read)


def _with_minutes(read: ServiceAmount, text: str) -> ServiceAmount:
    number = _whole(text)
    if number is not None:
        if read.problem is not None and read.problem is not AmountProblem.NOT_AN_AMOUNT:
            return read
        doubts = read.doubts
        if read.minutes is not None and read.minutes != number:
            total = read.times is not None and read.minutes * read.times + read.remainder == number
            doubts = doubts if total else _joined(doubts, (AmountDoubt.COLUMNS_DISAGREE,))
            number = read.minutes if total else number
        # "2/mo" beside a minutes column needs no doubt any more: the number can only be the times.
        kept = tuple(doubt for doubt in doubts if doubt is not AmountDoubt.NUMBER_READ_AS_TIMES)
        return replace(read, minutes=number, doubts=kept)
    inner = read_amount(text)
    if inner.minutes is None:
        if inner.problem in {AmountProblem.EVALUATION, AmountProblem.AS_NEEDED, AmountProblem.RANGE}:
            return replace(read, problem=inner.problem)
        return replace(read, problem=AmountProblem.MINUTES_NOT_A_NUMBER)
    return replace(
        inner,
        times=read.times if read.times is not None else inner.times,
        period=read.period or inner.period,
        every=read.every if read.period else inner.every,
        mode=read.mode or inner.mode,
        grouping=read.grouping or inner.grouping,
        setting=read.setting or inner.setting,
        doubts=_joined(read.doubts, inner.doubts),
    )


def _with_times(read: ServiceAmount, text: str) -> ServiceAmount:
    number = _whole(text)
    said = ServiceAmount(times=number) if number is not None else read_amount(text)
    if said.times is None:
        return replace(read, problem=said.problem or AmountProblem.TIMES_NOT_A_NUMBER)
    disagree = read.times is not None and read.times != said.times and read.minutes is not None
    doubts = _joined(read.doubts, (AmountDoubt.COLUMNS_DISAGREE,) if disagree else ())
    return replace(read, times=said.times, period=read.period or said.period, doubts=doubts)


class _Reader:
    """Takes the parts out of one text, one after another; what is left over is a doubt."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.doubts: list[AmountDoubt] = []
        self.minutes: int | None = None
        self.times: int | None = None
        self.period: Period | None = None
        self.every = 1
        self.remainder = 0

    def read(self) -> ServiceAmount:
        total_word = bool(_TOTAL.search(self.text))
        self._take_per_session()
        self._take_minutes()
        self._take_pair()
        self._take_times()
        self._take_period()
        shape = " ".join(self.text.split())
        total_form = bool(_TOTAL_FORM.search(shape))
        if not total_form and re.search(r"\[m\] \[p\] \[s\]", shape):  # "30 min weekly 2x"
            self.doubts.append(AmountDoubt.TOTAL_OR_EACH)
        self._take_bare_numbers()
        if (total_word or total_form) and self.minutes is not None and self.times is not None and self.times > 0:
            self.minutes, self.remainder = divmod(self.minutes, self.times)
            if self.remainder:
                self.doubts.append(AmountDoubt.REMAINDER)
        if self.times is None and self.period is not None:
            self.times = 1
        rest = self._rest()
        if rest:
            self.doubts.append(AmountDoubt.EXTRA_WORDS)
        return ServiceAmount(
            self.minutes, self.times, self.period, self.every, remainder=self.remainder,
            doubts=_joined((), tuple(self.doubts)), rest=rest,
        )  # fmt: skip

    def _take_per_session(self) -> None:
        self.text = _PER_SESSION.sub(" ", self.text)
        if re.search(r"\bdays?\s*(?:/|per|a|each|every)\s*(?:wk|week|mo)", self.text):  # "30 min a day, 2 days a week"
            self.text = re.sub(rf"{_LINK}\s*day\b|\bdaily\b", " ", self.text, count=1)

    def _take_minutes(self) -> None:
        found_all: list[float] = []
        for pattern, factor in ((_HALF_HOUR, 30.0), (_HOURS, 60.0), (_MINUTES, 1.0)):
            if found := pattern.search(self.text):
                half = not found.groups()
                number = 1.0 if half else 0.5 if found[1] == "1/2" else float(found[1])
                found_all.append(number * factor)
                self._mark(found, "m")
        if found_all:
            self.minutes = round(sum(found_all))

    def _mark(self, found: re.Match[str], letter: str) -> None:
        """Put a mark where a part stood, so that the order of parts can still be seen."""
        self.text = f"{self.text[: found.start()]} [{letter}] {self.text[found.end() :]}"

    def _take_pair(self) -> None:
        found = _PAIR.search(self.text)
        if not found or self.minutes is not None:
            return
        first, second = int(found[1]), int(found[2])
        plain_order = first <= _TYPICAL_TIMES or first <= second
        self.times, self.minutes = (first, second) if plain_order else (second, first)
        if (first > _TYPICAL_TIMES) == (second > _TYPICAL_TIMES):
            self.doubts.append(AmountDoubt.ORDER_OF_NUMBERS)
        self._mark(found, "s")

    def _take_times(self) -> None:
        if self.times is not None:
            return
        found = _TIMES.search(self.text) or _TIMES_AFTER.search(self.text)
        if found:
            self.times = int(found[1])
            self._mark(found, "s")

    def _take_period(self) -> None:
        for pattern, ambiguous in _EVERY:
            if found := pattern.search(self.text):
                self.every, self.period = 2, Period.MONTH if found[1].startswith("mo") else Period.WEEK
                if ambiguous:
                    self.doubts.append(AmountDoubt.BIWEEKLY)
                self._mark(found, "p")
                return
        if (found := _EVERY_N.search(self.text)) and int(found[1]) != 9:
            self.every, self.period = int(found[1]), Period.MONTH if found[2].startswith("mo") else Period.WEEK
            self._mark(found, "p")
            return
        forms = [(kind, rf"(?:{_LINK}\s*)?\b(?:{words})\b\.?") for kind, words in _ADVERBS]
        forms += [(kind, rf"{_LINK}\s*(?:{words})\b\.?") for kind, words in _UNITS]
        forms += [(kind, rf"\b(?:{words})\b\.?") for kind, words in _UNITS if kind is not Period.DAY]
        for kind, form in forms:
            if found := re.search(form, self.text):
                self.period = kind
                self._mark(found, "p")
                return

    def _take_bare_numbers(self) -> None:
        for found in list(_NUMBER.finditer(self.text)):
            number = int(found[1])
            if self.minutes is None and (self.times is not None or number > _TYPICAL_TIMES):
                self.minutes = number
                self.doubts.append(AmountDoubt.NUMBER_READ_AS_MINUTES)
            elif self.times is None:
                self.times = number
                if self.minutes is None:
                    self.doubts.append(AmountDoubt.NUMBER_READ_AS_TIMES)
            else:
                continue
            self.text = self.text.replace(found[0], " ", 1)

    def _rest(self) -> str:
        bare = re.sub(r"\[[msp]\]", " ", self.text)
        return " ".join(_FILLER.sub(" ", _TOTAL.sub(" ", bare)).replace("/", " ").split())


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("×", "x").replace("’", "'").casefold()
    plain = plain.replace("\N{FRACTION SLASH}", "/")
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    plain = re.sub(r"(\d)\s*mp([wm])\b", lambda found: f"{found[1]} min per {_SHORT[found[2]]}", plain)
    plain = re.sub(r"(\d)\s*x\s*(?=(?:wk|week|w|month|mo|day)\w*\b)", r"\1 x / ", plain)
    spelled = "|".join(sorted(_NUMBERS, key=len, reverse=True))
    plain = re.sub(rf"\b({spelled})\b(?!\s*(?:on|to)[\s-]*one)(?<!on one)(?<!to one)", _number_word, plain)
    return " ".join(plain.split())


def _number_word(found: re.Match[str]) -> str:
    word = found[1]
    return f"{_NUMBERS[word]} times " if word in {"once", "twice", "thrice"} else str(_NUMBERS[word])


def _whole(text: str) -> int | None:
    found = re.fullmatch(r"\s*(\d{1,4})(?:\.0*)?\s*(?:minutes?|mins?|m)?\.?\s*", text.casefold())
    return int(found[1]) if found else None


def _joined(first: tuple[AmountDoubt, ...], second: tuple[AmountDoubt, ...]) -> tuple[AmountDoubt, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _bounded(amount: ServiceAmount) -> ServiceAmount:
    minutes_fit = amount.minutes is None or 0 < amount.minutes <= _MAX_MINUTES
    times_fit = amount.times is None or 0 < amount.times <= _MAX_TIMES
    if amount.problem is None and not (minutes_fit and times_fit and 0 < amount.every <= _MAX_EVERY):
        return replace(amount, problem=AmountProblem.OUT_OF_BOUNDS)
    return amount
