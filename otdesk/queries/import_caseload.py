# SPDX-License-Identifier: MIT
"""A caseload compared with the vault.

Student = ID, else name and birth date; line = student, service, grouping, period.

Changed minutes close the old line the day before the new plan starts (else today). What a newer file no longer has is
reported, never deleted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk.queries.import_draft import Draft, Repeats, differing
from otdesk.queries.import_known import Known, KnownStudent, load
from otdesk.queries.import_plans import Key, LineKey, StudentPlans, line_key, plan_problem
from otdesk.queries.import_schools import find_school, free_code, known_schools, new_school, next_color
from otdesk.queries.import_words import amount_words
from otdesk.queries.school_match import KnownSchool
from otdesk.records.schools import School
from otdesk.rules.grades import GradeBand
from otdesk.rules.import_changes import NEW_SCHOOL, NewKey, UnknownSchool
from otdesk.rules.import_rows import CaseloadRow, Field, Finding, LineText, RowCode, SchoolRow
from otdesk.words import _, full_name, grade_long


@dataclass(slots=True)
class _Met:
    """A student of the file, known or new, and the row that spoke of her first."""

    plans: StudentPlans
    known: KnownStudent | None
    row: CaseloadRow
    school: KnownSchool | str


class CaseloadPreview:
    """Works through the rows; `draft` holds the outcome."""

    def __init__(self, db: Session, draft: Draft, rows: Sequence[CaseloadRow], today: date) -> None:
        self._draft = draft
        self._rows = rows
        self._today = today
        self._known: Known = load(db, today)
        self._schools = known_schools(db)
        self._new_schools: dict[str, NewKey] = {}
        self._colors = list(db.scalars(select(School.color)))
        self._codes = {code.casefold() for code in db.scalars(select(School.code))}
        self._students: dict[str, _Met] = {}
        self._met: dict[int, _Met] = {}
        self._unknown: dict[str, UnknownSchool] = {}
        self._mentioned: set[int] = set()
        self._lines: dict[tuple[str, LineKey, str], tuple[int, LineText]] = {}
        self._settings = _several_settings(rows)

    def run(self) -> None:
        repeats = Repeats()
        for row in self._rows:
            self._draft.begin_row()
            repeated = repeats.of(row)
            self._mention(row)
            problems = self._draft.standing_problems(row) or (() if repeated is None else (repeated,))
            if problems:
                self._draft.leave_out(row.row, _title(row), *problems)
            else:
                self._take(row)
        for met in set_of(self._students):
            met.plans.finish()

    def _take(self, row: CaseloadRow) -> None:
        """Everything that can leave the row out comes before anything is noted."""
        doubts = list(row.doubts)
        school, near = self._school(row)
        before = self._before(row)
        known = before.known if before is not None else self._find(row, doubts)
        if isinstance(known, KnownStudent):  # one row by ID, another by name: still one student
            before = self._met.get(known.id)
        problem = near if school is None else known if isinstance(known, Finding) else None
        settings = self._setting_of_lines(row)
        if problem is None and not isinstance(known, Finding):
            problem = plan_problem(self._known, known, row) or self._line_said_otherwise(row, settings)
        if problem is not None or school is None or isinstance(known, Finding):
            self._draft.leave_out(row.row, _title(row), *([problem] if problem else []))
            return
        if near is not None:
            doubts.append(near)
        met = before or self._begin_student(row, known, school)
        same = _person(met.row) == _person(row) and met.school == school and not met.plans.starts_otherwise(row)
        if not same:
            doubts.append(Finding(RowCode.STUDENT_DISAGREES, "", None, str(met.row.row)))
        for line, setting in zip(row.lines, settings, strict=True):
            self._lines.setdefault((_who(row), line_key(row.service, line), setting), (row.row, line))
        new_line = met.plans.take(row, settings)
        new_student = before is None and known is None
        self._draft.end_row(row.row, _title(row), _detail(row), doubts, adds=new_line or new_student)

    # --- results beside the rows ---

    def absent(self) -> tuple[str, ...]:
        """What the vault has and the file has not."""
        met = {item.known.id: item.plans for item in set_of(self._students) if item.known is not None}
        said: list[str] = []
        for known in self._known.students:
            who = full_name(known.first, known.last)
            if known.id in met:
                said.extend(
                    _("{who}: {amount} is not in this file.").format(
                        who=who, amount=amount_words(line.minutes, line.times, line.period, line.every, line.mode)
                    )
                    for line in self._known.lines_of(known.id)
                    if line.id not in met[known.id].met
                )
                said.extend(
                    _("{who}: goal {number} is not in this file.").format(who=who, number=number)
                    for number in met[known.id].absent_goals()
                )
            elif known.id not in self._mentioned and known.exited_on is None:
                said.append(_("{who} is not in this file.").format(who=who))
        return tuple(said)

    def unknown_schools(self) -> tuple[UnknownSchool, ...]:
        return tuple(self._unknown.values())

    def students(self) -> int:
        return len(set_of(self._students))

    # --- schools ---

    def _school(self, row: CaseloadRow) -> tuple[KnownSchool | str | None, Finding | None]:
        """A known school, or the name of one the person adds, or None with the reason."""
        if self._draft.decisions.schools.get(row.school.casefold()) == NEW_SCHOOL:
            return row.school, None
        school, finding = find_school(self._draft, row.school, self._schools)
        if finding is not None:
            plain = row.school.casefold()
            like = (school.id,) if school is not None else ()
            before = self._unknown.get(plain, UnknownSchool(row.school, (), like))
            self._unknown[plain] = UnknownSchool(before.text, (*before.rows, row.row), before.like)
        return school, finding

    def _school_key(self, school: KnownSchool | str) -> Key:
        if isinstance(school, KnownSchool):
            return school.id
        plain = school.casefold()
        if plain not in self._new_schools:
            grades = [row.grade for row in self._rows if row.school.casefold() == plain and row.grade is not None]
            band = GradeBand(min(grades), max(grades)) if grades else None
            self._colors.append(next_color(self._colors))
            added = SchoolRow(0, name=school, code=free_code(school, self._codes), grades=band)
            self._new_schools[plain] = new_school(self._draft, added, self._codes, self._colors[-1])[0]
        return self._new_schools[plain]

    # --- the student ---

    def _mention(self, row: CaseloadRow) -> None:
        """Also a row that is left out shows that its student is not absent."""
        known = self._known.by_number(row.student_no) or self._known.by_name(row.first, row.last, row.birth_date)
        if known is not None:
            self._mentioned.add(known.id)

    def _before(self, row: CaseloadRow) -> _Met | None:
        """The student of an earlier row: the same ID, or the same name and birth date where one row has no ID."""
        if row.student_no:
            found = self._students.get(_number_key(row))
            if found is not None:
                return found
        same = self._students.get(_name_key(row))
        both = same is not None and row.student_no and same.row.student_no
        return None if both else same

    def _find(self, row: CaseloadRow, doubts: list[Finding]) -> KnownStudent | Finding | None:
        known = self._known.by_number(row.student_no)
        if known is not None:
            strange = row.birth_date and known.birth_date and row.birth_date != known.birth_date
            if strange and (row.first, row.last) != (known.first, known.last):
                other = full_name(known.first, known.last)
                return Finding(RowCode.ID_OF_ANOTHER, row.student_no, Field.STUDENT_NO, other)
            return self._unless_exited(known, row)
        same = self._known.by_name(row.first, row.last, row.birth_date)
        if same is not None and row.student_no and same.student_no:
            if self._draft.waved(row.row, RowCode.SAME_PERSON_OTHER_ID):
                return None
            return Finding(RowCode.SAME_PERSON_OTHER_ID, _title(row), None, same.student_no)
        if same is None and row.birth_date is None and not row.student_no:
            namesakes = self._known.named(row.first, row.last)
            if len(namesakes) > 1:
                return Finding(RowCode.NAME_NOT_UNIQUE, _title(row))
            if namesakes:
                doubts.append(Finding(RowCode.MATCHED_BY_NAME, _title(row)))
                same = namesakes[0]
        return None if same is None else self._unless_exited(same, row)

    def _unless_exited(self, known: KnownStudent, row: CaseloadRow) -> KnownStudent | Finding:
        if known.exited_on is not None and not self._draft.waved(row.row, RowCode.STUDENT_EXITED):
            return Finding(RowCode.STUDENT_EXITED, full_name(known.first, known.last))
        return known

    def _begin_student(self, row: CaseloadRow, known: KnownStudent | None, school: KnownSchool | str) -> _Met:
        wanted = _student_values(row, self._school_key(school))
        key: Key
        if known is None:
            key = self._draft.insert("Student", **wanted)
        else:
            key = known.id
            if any(item.code in {RowCode.GRADE_MISSING, RowCode.GRADE_UNREADABLE} for item in row.doubts):
                del wanted["grade"]  # one worked out from the birth date never overwrites one that is known
            changes = differing({name: getattr(known, name) for name in wanted}, wanted)
            if known.exited_on is not None:
                changes["exited_on"] = None
            self._draft.update("Student", known.id, known.version, **changes)
        met = _Met(StudentPlans(self._draft, self._known, key, known, self._today), known, row, school)
        if row.student_no:
            self._students[_number_key(row)] = met
        self._students.setdefault(_name_key(row), met)
        if known is not None:
            self._met[known.id] = met
        return met

    # --- the same line twice ---

    def _setting_of_lines(self, row: CaseloadRow) -> tuple[str, ...]:
        return tuple(
            line.setting.value if (_who(row), line_key(row.service, line)) in self._settings else ""
            for line in row.lines
        )

    def _line_said_otherwise(self, row: CaseloadRow, settings: tuple[str, ...]) -> Finding | None:
        """One line with two amounts in one file: both cannot be right."""
        own: dict[tuple[str, LineKey, str], tuple[int, LineText]] = {}
        for line, setting in zip(row.lines, settings, strict=True):
            key = (_who(row), line_key(row.service, line), setting)
            earlier = self._lines.get(key) or own.setdefault(key, (row.row, line))
            if _amount(earlier[1]) != _amount(line):
                return Finding(RowCode.SAME_LINE_TWICE, "", None, str(earlier[0]))
        return None


def set_of(students: dict[str, _Met]) -> list[_Met]:
    """Each student once, though known by ID and by name."""
    return list({id(met): met for met in students.values()}.values())


def _title(row: CaseloadRow) -> str:
    return full_name(row.first, row.last) or row.student_no


def _who(row: CaseloadRow) -> str:
    return _number_key(row) if row.student_no else _name_key(row)


def _number_key(row: CaseloadRow) -> str:
    return f"id {row.student_no}"


def _name_key(row: CaseloadRow) -> str:
    return f"name {row.last.casefold()}, {row.first.casefold()}, {row.birth_date}"


def _person(row: CaseloadRow) -> tuple[object, ...]:
    return (
        row.first.casefold(), row.last.casefold(), row.birth_date, row.grade, row.teacher,
    )  # fmt: skip


def _student_values(row: CaseloadRow, school: Key) -> dict[str, object]:
    return {
        "student_no": row.student_no or None,
        "first": row.first,
        "last": row.last,
        "preferred": row.preferred,
        "birth_date": row.birth_date,
        "grade": row.grade,
        "school_id": school,
        "teacher": row.teacher,
        "room": row.room,
        "case_manager": row.case_manager,
    }


def _amount(line: LineText) -> tuple[object, ...]:
    return line.amount.minutes, line.amount.times, line.amount.every


def _several_settings(rows: Sequence[CaseloadRow]) -> set[tuple[str, LineKey]]:
    """Lines that one student has in more than one setting in this file; only there the setting tells them apart."""
    found: dict[tuple[str, LineKey], set[str]] = {}
    for row in rows:
        for line in row.lines if not row.problems else ():
            found.setdefault((_who(row), line_key(row.service, line)), set()).add(line.setting.value)
    return {key for key, settings in found.items() if len(settings) > 1}


def _detail(row: CaseloadRow) -> str:
    amounts = [
        amount_words(line.amount.minutes, line.amount.times, line.amount.period, line.amount.every, line.mode)
        for line in row.lines
        if line.amount.minutes and line.amount.times and line.amount.period
    ]
    grade = grade_long(row.grade) if row.grade is not None else ""
    return ", ".join(part for part in (row.school, grade, *amounts) if part)
