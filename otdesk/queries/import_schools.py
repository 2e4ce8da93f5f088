# SPDX-License-Identifier: MIT
"""Schools, drives and bells of a file compared with the vault."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from otdesk import labels
from otdesk.queries.import_draft import Draft, Repeats, differing
from otdesk.queries.school_match import KnownSchool, SchoolMatch, match_school
from otdesk.records.bells import BellBlock
from otdesk.records.places import Place
from otdesk.records.schools import School
from otdesk.records.therapists import Therapist
from otdesk.records.travel import TravelTime
from otdesk.rules.grades import ALL_GRADES
from otdesk.rules.import_changes import NewKey
from otdesk.rules.import_rows import BellRow, Field, Finding, RowCode, SchoolRow, TravelRow
from otdesk.rules.kinds import PlaceKind
from otdesk.words import miles, minutes, span

COLORS = 8
_HOME = frozenset({"home", "my home", "house", "my house"})
_SCHOOL_DAY = (480, 900)  # 8:00 to 3:00 where a file does not say


def known_schools(db: Session) -> list[KnownSchool]:
    rows = db.execute(select(School.id, School.name, School.code).where(School.archived.is_(False)).order_by(School.id))
    return [KnownSchool(school_id, name, code) for school_id, name, code in rows]


def find_school(draft: Draft, text: str, schools: Sequence[KnownSchool]) -> tuple[KnownSchool | None, Finding | None]:
    """The school and, when it is not sure, the finding: a doubt beside a school, a problem without one."""
    chosen = draft.decisions.schools.get(text.casefold())
    if chosen:
        known = next((school for school in schools if school.id == chosen), None)
        if known is not None:
            return known, None
    match = match_school(text, schools)
    return match.school, _school_finding(text, match)


def _school_finding(text: str, match: SchoolMatch) -> Finding | None:
    if match.sure:
        return None
    if match.school is not None:
        return Finding(RowCode.SCHOOL_NEAR, text, Field.SCHOOL, match.school.name)
    if match.like:
        names = ", ".join(school.name for school in match.like)
        return Finding(RowCode.SCHOOL_AMBIGUOUS, text, Field.SCHOOL, names)
    return Finding(RowCode.SCHOOL_UNKNOWN, text, Field.SCHOOL)


# --- schools ---


def preview_schools(db: Session, draft: Draft, rows: Sequence[SchoolRow]) -> None:
    """Identity: the code, else the name as it stands."""
    records = {school.id: (school, place) for school, place in _schools(db)}
    by_code = {school.code.casefold(): school.id for school, _place in records.values()}
    by_name = {_plain(school.name): school.id for school, _place in records.values()}
    codes, colors = set(by_code), [school.color for school, _place in records.values()]
    repeats, seen = Repeats(), dict[str, int]()
    for row in rows:
        draft.begin_row()
        problems = draft.standing_problems(row) or _once(repeats.of(row))
        key = _plain(row.name)
        school_id = by_name.get(key) or by_code.get(row.code.casefold())
        known = records[school_id][0] if school_id is not None else None
        if not problems and key in seen:
            problems = (Finding(RowCode.SAME_SCHOOL_TWICE, row.name, None, str(seen[key])),)
        problems = problems or _clash(row, known, codes, seen) or _hours_problem(row, known)
        if problems:
            draft.leave_out(row.row, row.name or row.code, *problems)
            continue
        seen[key] = row.row
        if row.code:
            codes.add(row.code.casefold())
        if known is not None:
            seen[f"id {known.id}"] = row.row
        doubts = list(row.doubts)
        if school_id is not None:
            _update_school(draft, row, *records[school_id])
        else:
            colors.append(next_color(colors))
            doubts += new_school(draft, row, codes, colors[-1])[1]
        draft.end_row(row.row, row.name, row.code, doubts)


def _clash(row: SchoolRow, known: School | None, codes: set[str], seen: dict[str, int]) -> tuple[Finding, ...]:
    """A code belongs to one school, a school to one row."""
    if known is not None and f"id {known.id}" in seen:
        return (Finding(RowCode.SAME_SCHOOL_TWICE, row.name, None, str(seen[f"id {known.id}"])),)
    own = known is not None and known.code.casefold() == row.code.casefold()
    if row.code and row.code.casefold() in codes and not own:
        return (Finding(RowCode.CODE_TAKEN, row.code, Field.CODE),)
    return ()


def _hours(row: SchoolRow, known: School | None) -> tuple[int, int]:
    """First bell and dismissal as they would be kept."""
    usual = (known.first_bell, known.dismissal) if known is not None else _SCHOOL_DAY
    return (
        usual[0] if row.first_bell is None else row.first_bell,
        usual[1] if row.dismissal is None else row.dismissal,
    )


def _hours_problem(row: SchoolRow, known: School | None) -> tuple[Finding, ...]:
    first, last = _hours(row, known)
    return (Finding(RowCode.TIMES_OUT_OF_ORDER, span(first, last)),) if first >= last else ()


def _schools(db: Session) -> list[tuple[School, Place]]:
    query = select(School, Place).join(Place, Place.id == School.place_id).order_by(School.id)
    return [(school, place) for school, place in db.execute(query)]


def new_school(draft: Draft, row: SchoolRow, codes: set[str], color: int) -> tuple[NewKey, list[Finding]]:
    """Adds place and school; the school, and what had to be chosen."""
    doubts = []
    code = row.code
    if not code:
        code = free_code(row.name, codes)
        doubts.append(Finding(RowCode.CODE_MADE, code, Field.CODE))
    codes.add(code.casefold())
    if row.first_bell is None or row.dismissal is None:
        doubts.append(Finding(RowCode.SCHOOL_HOURS_MISSING))
    first, last = _hours(row, None)
    grades = row.grades or ALL_GRADES
    place = draft.insert(
        "Place",
        kind=PlaceKind.SCHOOL,
        name=row.name,
        address=row.address,
        latitude=row.latitude,
        longitude=row.longitude,
        park_minutes=row.park or 0,
        setup_minutes=row.setup or 0,
    )
    school = draft.insert(
        "School",
        place_id=place,
        name=row.name,
        code=code,
        color=color,
        grade_low=grades.first,
        grade_high=grades.last,
        office_phone=row.phone,
        room=row.room,
        first_bell=first,
        dismissal=last,
    )
    return school, doubts


def free_code(name: str, taken: set[str]) -> str:
    """Two or three letters from the name that no school has yet."""
    words = [word for word in name.upper().replace("-", " ").split() if word[0].isalpha()] or ["S"]
    letters = "".join(word[0] for word in words)
    numbered = (f"{words[0][0]}{number}" for number in range(2, 1000))
    tries = [letters[:2], (words[0] + "X")[:2], letters[:3], words[0][:3], *numbered]
    return next(code for code in tries if len(code) > 1 and code.casefold() not in taken)


def next_color(used: Sequence[int]) -> int:
    """The color used least, the first of them."""
    return min(range(COLORS), key=list(used).count)


def _update_school(draft: Draft, row: SchoolRow, school: School, place: Place) -> None:
    grades = row.grades
    wanted: dict[str, object] = {
        "name": row.name,
        "code": row.code,
        "grade_low": grades.first if grades else None,
        "grade_high": grades.last if grades else None,
        "office_phone": row.phone,
        "room": row.room,
        "first_bell": row.first_bell,
        "dismissal": row.dismissal,
    }
    draft.update("School", school.id, school.version, **differing(_columns(school, wanted), wanted))
    where: dict[str, object] = {
        "name": row.name,
        "address": row.address,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "park_minutes": row.park,
        "setup_minutes": row.setup,
    }
    draft.update("Place", place.id, place.version, **differing(_columns(place, where), where))


def _columns(record: Any, names: dict[str, object]) -> dict[str, object]:
    return {name: getattr(record, name) for name in names}


# --- drives ---


def preview_travel(db: Session, draft: Draft, rows: Sequence[TravelRow]) -> None:
    """Identity: from and to. HOME is the therapist's home, added when there is none."""
    schools = known_schools(db)
    place_of = {school_id: place_id for school_id, place_id in db.execute(select(School.id, School.place_id))}  # noqa: C416 - rows, not tuples
    ends = _Ends(db, draft, schools, place_of)
    known = {(drive.from_id, drive.to_id): drive for drive in db.scalars(select(TravelTime))}
    seen: dict[tuple[object, object], int] = {}
    repeats = Repeats()
    for row in rows:
        draft.begin_row()
        title = f"{row.origin} – {row.destination}"
        problems = draft.standing_problems(row) or _once(repeats.of(row))
        if problems:
            draft.leave_out(row.row, title, *problems)
            continue
        start, first_finding = ends.place(row.origin)
        end, second_finding = ends.place(row.destination)
        findings = [item for item in (first_finding, second_finding) if item is not None]
        missing = [item for item in findings if item.code is not RowCode.SCHOOL_NEAR]
        if start is not None and start == end:
            missing.append(Finding(RowCode.SAME_PLACE, row.origin))
        elif (start, end) in seen:
            missing.append(Finding(RowCode.SAME_DRIVE_TWICE, title, None, str(seen[start, end])))
        if missing:
            draft.leave_out(row.row, title, *missing)
            continue
        seen[start, end] = row.row
        _drive(draft, row, start, end, known)
        detail = f"{minutes(row.minutes)}, {miles(row.tenths)}"
        draft.end_row(row.row, title, detail, [*row.doubts, *findings])


def _drive(draft: Draft, row: TravelRow, start: Any, end: Any, known: dict[tuple[int, int], TravelTime]) -> None:
    drive = known.get((start, end))
    if drive is None:
        draft.insert("TravelTime", from_id=start, to_id=end, minutes=row.minutes, tenths=row.tenths)
        return
    current: dict[str, object] = {"minutes": drive.minutes, "tenths": drive.tenths}
    wanted: dict[str, object] = {"minutes": row.minutes, "tenths": row.tenths}
    draft.update("TravelTime", drive.id, drive.version, **differing(current, wanted))


class _Ends:
    """Finds the two ends of a drive."""

    def __init__(self, db: Session, draft: Draft, schools: Sequence[KnownSchool], place_of: dict[int, int]) -> None:
        self._draft = draft
        self._schools = schools
        self._place_of = place_of
        self._other = {_plain(place.name): place.id for place in db.scalars(select(Place).order_by(Place.id))}
        self._therapist = db.scalars(select(Therapist).order_by(Therapist.id).limit(1)).first()
        homes = select(Place.id).where(Place.kind == PlaceKind.HOME).order_by(Place.id).limit(1)
        self._home: int | NewKey | None = (self._therapist.home_id if self._therapist else None) or db.scalar(homes)

    def place(self, text: str) -> tuple[int | NewKey | None, Finding | None]:
        if _plain(text) in _HOME:
            return self._home_place(), None
        school, finding = find_school(self._draft, text, self._schools)
        if school is not None and (finding is None or _plain(text) not in self._other):
            return self._place_of[school.id], finding
        other = self._other.get(_plain(text))
        if other is not None:
            return other, None
        if finding is not None and finding.code is RowCode.SCHOOL_UNKNOWN:
            finding = Finding(RowCode.PLACE_UNKNOWN, text)
        return None, finding

    def _home_place(self) -> int | NewKey:
        if self._home is None:
            self._home = self._draft.insert("Place", kind=PlaceKind.HOME, name="Home")
            if self._therapist is not None:
                self._draft.update("Therapist", self._therapist.id, self._therapist.version, home_id=self._home)
        return self._home


# --- bells ---

_Block = tuple[object, ...]


def preview_bells(db: Session, draft: Draft, rows: Sequence[BellRow]) -> None:
    """Identity: school, kind of day, grades, homeroom, weekday and name of the block, in the order of the day."""
    schools = known_schools(db)
    known: dict[_Block, list[BellBlock]] = {}
    for block in db.scalars(select(BellBlock).order_by(BellBlock.start, BellBlock.id)):
        known.setdefault(_identity(block), []).append(block)
    repeats = Repeats()
    for row in rows:
        draft.begin_row()
        title = f"{row.school} {row.label}".strip()
        problems = draft.standing_problems(row) or _once(repeats.of(row))
        if problems:
            draft.leave_out(row.row, title, *problems)
            continue
        school, finding = find_school(draft, row.school, schools)
        if school is None:
            draft.leave_out(row.row, title, *_once(finding))
            continue
        for weekday in row.weekdays or (None,):
            _block(draft, row, school.id, weekday, known)
        detail = f"{labels.day_type(row.day_type)}, {span(row.start, row.end)}"
        draft.end_row(row.row, title, detail, [*row.doubts, *_once(finding)])


def _identity(block: BellBlock) -> _Block:
    return (
        block.school_id, block.day_type, block.grade_low, block.grade_high, _plain(block.homeroom or ""), block.weekday,
        _plain(block.label),
    )  # fmt: skip


def _block(
    draft: Draft, row: BellRow, school_id: int, weekday: int | None, known: dict[_Block, list[BellBlock]]
) -> None:
    grades = row.grades or ALL_GRADES
    identity = (school_id, row.day_type, grades.first, grades.last, _plain(row.homeroom), weekday, _plain(row.label))
    wanted: dict[str, object] = {
        "start": row.start,
        "end": row.end,
        "pull": row.pull,
        "whole_day": row.whole_day,
        "label": row.label,
    }
    same = known.get(identity, [])
    # A name may come twice a day ("Recess"): first the block that stands unchanged, else the next in order.
    match = next((block for block in same if block.start == row.start), same[0] if same else None)
    if match is None:
        draft.insert(
            "BellBlock",
            school_id=school_id,
            day_type=row.day_type,
            grade_low=grades.first,
            grade_high=grades.last,
            homeroom=row.homeroom or None,
            weekday=weekday,
            **wanted,
        )
        return
    same.remove(match)
    draft.update("BellBlock", match.id, match.version, **differing(_columns(match, wanted), wanted))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _once(finding: Finding | None) -> tuple[Finding, ...]:
    return () if finding is None else (finding,)
