# SPDX-License-Identifier: MIT
"""What there is to check before an import: one line per doubt or row left out, with what can be answered to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from otdesk.queries.import_words import field_name, file_sentence
from otdesk.rules.import_changes import Preview, PreviewRow, Verdict
from otdesk.rules.import_rows import FileKind, FileProblem, Finding, RowCode
from otdesk.ui.importing.batch import Batch, ChosenFile, Outcome
from otdesk.ui.tokens import Tone
from otdesk.words import _, listed, plural

_SCHOOL = frozenset({RowCode.SCHOOL_NEAR, RowCode.SCHOOL_UNKNOWN, RowCode.SCHOOL_AMBIGUOUS, RowCode.PLACE_UNKNOWN})
_TWICE = frozenset({
    RowCode.DUPLICATE, RowCode.SAME_LINE_TWICE, RowCode.SAME_BLOCK_TWICE, RowCode.SAME_DRIVE_TWICE,
    RowCode.SAME_SCHOOL_TWICE,
})  # fmt: skip
_ONE_BY_ONE = 6  # so many rows left out for one reason have a line each
_NAMED_ROWS = 4
_KIND_HELPS = frozenset({FileProblem.KIND_UNKNOWN, FileProblem.COLUMN_MISSING})


class Act(StrEnum):
    CONFIRM = "confirm"
    SAME_SCHOOL = "same_school"
    NEW_SCHOOL = "new_school"
    PICK_SCHOOL = "pick_school"
    ACCEPT = "accept"
    TAKE_BACK = "take_back"
    REVIEW = "review"
    SHOW_ROW = "show_row"
    AGREE = "agree"
    SAY_KIND = "say_kind"
    LEAVE_FILE = "leave_file"


_EXPECTED = frozenset({Act.CONFIRM, Act.SAME_SCHOOL, Act.AGREE})


@dataclass(frozen=True, slots=True)
class Answer:
    """A button. `text` is the school text it is about, `name` the school meant, `column` its index."""

    act: Act
    words: str
    rows: tuple[int, ...] = ()
    text: str = ""
    name: str = ""
    column: int = -1
    kind: FileKind | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One line: TODO and BAD are to be checked, INFO is only said, DONE is settled."""

    key: str
    file: int
    lead: str
    text: str
    tone: Tone = Tone.TODO
    icon: str = "circle-alert"
    answers: tuple[Answer, ...] = ()

    @property
    def open(self) -> bool:
        return self.tone in {Tone.TODO, Tone.BAD}

    @property
    def expected(self) -> Answer | None:
        """What most people will answer: where the keyboard goes. None where nothing can be expected."""
        if not self.open:
            return None
        return next((answer for answer in self.answers if answer.act in _EXPECTED), None)

    def spoken(self) -> str:
        return f"{self.lead}: {self.text}" if self.lead else self.text


def checks(batch: Batch, outcome: Outcome) -> tuple[Check, ...]:
    """What is open comes first; in the order of the files, the doubts about columns before the rows left out."""
    found: list[Check] = []
    for number, chosen in enumerate(batch.files):
        if chosen.problem is not None:
            found.append(_unusable(number, chosen))
        elif number in outcome.previews:
            found.extend(_of_file(number, chosen, outcome.previews[number], outcome))
    found.sort(key=_rank)
    rows = [row for preview in outcome.previews.values() for row in preview.rows]
    fine = sum(row.verdict is not Verdict.LEFT_OUT and not row.doubts for row in rows)
    if fine:
        text = plural("{n} row read without problems.", "{n} rows read without problems.", fine)
        found.append(Check("fine", -1, "", text, Tone.DONE, "circle-check"))
    return tuple(found)


def _rank(check: Check) -> int:
    return (Tone.BAD, Tone.TODO, Tone.INFO, Tone.DONE).index(check.tone)


def _of_file(number: int, chosen: ChosenFile, preview: Preview, outcome: Outcome) -> Iterator[Check]:
    yield from _columns(number, chosen)
    yield from _schools(number, preview, outcome)
    yield from _doubts(number, chosen, preview)
    yield from _left_out(number, preview)
    if preview.absent:
        text = plural(
            "{n} entry of OTDesk is not in this file. It stays as it is.",
            "{n} entries of OTDesk are not in this file. They stay as they are.",
            len(preview.absent),
        )
        review = Answer(Act.REVIEW, _("Show"))
        yield Check(f"{number} absent", number, "", text, Tone.INFO, "info", (review,))


def _unusable(number: int, chosen: ChosenFile) -> Check:
    answers = []
    if chosen.problem in _KIND_HELPS and chosen.table is None:
        answers = [Answer(Act.SAY_KIND, kind_words(kind), kind=kind) for kind in FileKind]
    if chosen.table is None:
        answers.append(Answer(Act.LEAVE_FILE, _("Leave this file out")))
    sentence = file_sentence(chosen.problem or FileProblem.DAMAGED)
    return Check(f"{number} file", number, chosen.path.name, sentence, Tone.BAD, "circle-x", tuple(answers))


def _columns(number: int, chosen: ChosenFile) -> Iterator[Check]:
    if chosen.table is None:
        return
    for column in chosen.table.columns:
        if column.doubtful and column.field is not None:
            text = _("the column was taken for “{field}”.").format(field=field_name(column.field))
            right = Answer(Act.CONFIRM, _("That is right"), column=column.index)
            yield Check(f"{number} column {column.index}", number, column.heading, text, answers=(right,))


# --- schools ---


def _schools(number: int, preview: Preview, outcome: Outcome) -> Iterator[Check]:
    found: dict[str, tuple[Finding, list[int]]] = {}
    for row in preview.rows:
        for finding in row.findings:
            if finding.code in _SCHOOL:
                found.setdefault(finding.text.casefold(), (finding, []))[1].append(row.row)
    for finding, rows in found.values():
        yield _school(number, preview.kind, finding, rows, outcome)


def _school(number: int, kind: FileKind, finding: Finding, rows: list[int], outcome: Outcome) -> Check:
    may_add = kind is FileKind.CASELOAD
    text, where = finding.text, row_words(rows)
    answers = []
    if finding.code is RowCode.SCHOOL_NEAR:
        said = _("“{text}” looks like {school} ({rows}).").format(text=text, school=finding.read_as, rows=where)
        answers.append(Answer(Act.SAME_SCHOOL, _("Same school"), text=text, name=finding.read_as))
        if may_add:
            answers.append(Answer(Act.NEW_SCHOOL, _("Keep both"), text=text))
    else:
        said = _("“{text}” is not in the list of schools, so {rows} left out.").format(text=text, rows=_be(rows))
        if finding.code is RowCode.SCHOOL_AMBIGUOUS:
            said = _("“{text}” could be {schools}, so {rows} left out.").format(
                text=text, schools=finding.read_as, rows=_be(rows)
            )
        if outcome.schools:
            answers.append(Answer(Act.PICK_SCHOOL, _("It is …"), text=text))
        if may_add:
            answers.append(Answer(Act.NEW_SCHOOL, _("Add this school"), text=text))
    return Check(
        f"{number} school {text.casefold()}", number, _("Schools"), said, icon="school", answers=tuple(answers)
    )


# --- doubts and rows left out ---


def _doubts(number: int, chosen: ChosenFile, preview: Preview) -> Iterator[Check]:
    """Rows that are taken, but were read with a doubt: one line per kind of doubt."""
    groups: dict[str, list[tuple[PreviewRow, Finding, str]]] = {}
    for row in preview.rows:
        if row.verdict is Verdict.LEFT_OUT:
            continue
        for finding, sentence in zip(row.findings, row.doubts, strict=True):
            if finding.code not in _SCHOOL:
                groups.setdefault(f"{finding.code} {finding.about or ''}", []).append((row, finding, sentence))
    for name, group in groups.items():
        key = f"{number} doubt {name}"
        rows = tuple(dict.fromkeys(row.row for row, _finding, _sentence in group))
        about = group[0][1].about
        lead = _heading(chosen, group[0][1]) or (field_name(about) if about else kind_words(preview.kind))
        sentences = list(dict.fromkeys(sentence for _row, _finding, sentence in group))
        text = f"{row_words(rows)}. {' '.join(sentences[:2])}"
        if len(sentences) > 2:
            text = f"{text} …"
        review = Answer(Act.REVIEW, plural("Review {n}", "Review {n}", len(rows)), rows)
        if key in chosen.seen:
            yield Check(key, number, lead, text, Tone.DONE, "circle-check", (review,))
        else:
            yield Check(key, number, lead, text, answers=(review, Answer(Act.AGREE, _("That is right"))))


def _heading(chosen: ChosenFile, finding: Finding) -> str:
    """The column as the file calls it."""
    columns = chosen.table.columns if chosen.table is not None else ()
    found = [column.heading for column in columns if finding.about is not None and column.field is finding.about]
    return found[0] if len(found) == 1 else ""


def _left_out(number: int, preview: Preview) -> Iterator[Check]:
    groups: dict[tuple[RowCode, ...], list[PreviewRow]] = {}
    for row in preview.rows:
        codes = tuple(finding.code for finding in row.findings)
        if row.verdict is Verdict.LEFT_OUT and not set(codes) & _SCHOOL:
            groups.setdefault(codes, []).append(row)
    for codes, rows in groups.items():
        numbers = tuple(row.row for row in rows)
        if RowCode.LEFT_OUT_BY_PERSON in codes:
            again = Answer(Act.TAKE_BACK, _("Take them again") if len(rows) > 1 else _("Take it again"), numbers)
            text = _("Left out by you: {rows}.").format(rows=row_words(numbers))
            yield Check(f"{number} dropped", number, "", text, Tone.INFO, "circle-minus", (again,))
        elif len(rows) <= _ONE_BY_ONE:
            for row in rows:
                yield _one_left_out(number, row)
        else:
            review = Answer(Act.REVIEW, plural("Review {n}", "Review {n}", len(rows)), numbers)
            text = _("{why} This and the like leave out {rows}.").format(why=rows[0].why, rows=row_words(numbers))
            lead = plural("{n} row", "{n} rows", len(rows))
            yield Check(f"{number} out {' '.join(codes)}", number, lead, text, answers=(review,))


def _one_left_out(number: int, row: PreviewRow) -> Check:
    said = _("{who} is left out. {why}").format(who=row.title, why=row.why) if row.title else row.why
    answers = [Answer(Act.SHOW_ROW, _("Show the row"), (row.row,))]
    if row.can_accept:
        answers.append(Answer(Act.ACCEPT, _("Import it anyway"), (row.row,)))
    twice = any(finding.code in _TWICE for finding in row.findings)
    icon = "copy" if twice else "circle-alert"
    lead = _("Row {n}").format(n=row.row)
    return Check(f"{number} row {row.row}", number, lead, said, icon=icon, answers=tuple(answers))


# --- words ---


def row_words(rows: Sequence[int]) -> str:
    """ "row 31", "rows 31 and 44", "rows 3, 5, 8, 9 and 12 more"."""
    if len(rows) == 1:
        return _("row {n}").format(n=rows[0])
    named = [str(row) for row in rows[:_NAMED_ROWS]]
    if len(rows) > _NAMED_ROWS:
        named.append(_("{n} more").format(n=len(rows) - _NAMED_ROWS))
    return _("rows {list}").format(list=listed(named))


def _be(rows: Sequence[int]) -> str:
    words = row_words(rows)
    return _("{rows} is").format(rows=words) if len(rows) == 1 else _("{rows} are").format(rows=words)


def kind_words(kind: FileKind) -> str:
    return {
        FileKind.CASELOAD: _("Caseload"),
        FileKind.SCHOOLS: _("Schools"),
        FileKind.TRAVEL: _("Travel"),
        FileKind.BELLS: _("Bells"),
        FileKind.CALENDAR: _("Calendar"),
    }[kind]
