# SPDX-License-Identifier: MIT
"""Rows of a caseload table: student, plan, service lines, goals, alerts."""

import re
from datetime import date

from otdesk.exchange.cells import Cells
from otdesk.rules.dates_text import DateUse
from otdesk.rules.delivery import Delivery, read_delivery, read_plan_type
from otdesk.rules.frequency import AmountDoubt, AmountProblem, ServiceAmount, combine_columns, read_amounts
from otdesk.rules.goal_text import AlertText, GoalText, read_alerts, split_goals
from otdesk.rules.grades import LAST, PK, read_grade
from otdesk.rules.import_rows import CaseloadRow, Field, LineText, RowCode, Table
from otdesk.rules.kinds import Grouping, Mode, PlanType, Setting
from otdesk.rules.names import NameOrder, PersonName, join_names, read_name

OCCUPATIONAL_THERAPY = "Occupational therapy"
_OT = re.compile(r"\boccupational\b|\bot\b|\bo\.t\.", re.IGNORECASE)
_OTHER_SERVICE = re.compile(
    r"\bspeech|\blanguage\b|\bslp\b|\bphysical therapy|\bpt\b|\bape\b|adapted p|\bspecialized academic|\bsai\b|"
    r"\bresource\b|\bcounsel|\bpsych|\bvision\b|\bhearing\b|\baudiolog|\bnurs|\btransport|\bbehavior|"
    r"\bsocial work|\bmobility\b|\breading\b|\bmath\b",
    re.IGNORECASE,
)
_PROBLEMS = {
    AmountProblem.MINUTES_NOT_A_NUMBER: RowCode.MINUTES_NOT_A_NUMBER,
    AmountProblem.TIMES_NOT_A_NUMBER: RowCode.TIMES_NOT_A_NUMBER,
    AmountProblem.PERIOD_NOT_KNOWN: RowCode.PERIOD_UNREADABLE,
    AmountProblem.NOT_AN_AMOUNT: RowCode.AMOUNT_UNREADABLE,
    AmountProblem.AS_NEEDED: RowCode.AMOUNT_AS_NEEDED,
    AmountProblem.RANGE: RowCode.AMOUNT_RANGE,
    AmountProblem.OUT_OF_BOUNDS: RowCode.AMOUNT_OUT_OF_BOUNDS,
}
_SCHOOL_AGES = (2, 23)
_LONGEST_GOAL, _LONGEST_ALERT = 10_000, 200  # letters


def read_caseload(table: Table, today: date) -> tuple[CaseloadRow, ...]:
    order = _name_order(table)
    return tuple(_read(Cells(table, row, today), order) for row in table.rows)


def _read(cells: Cells, order: NameOrder | None) -> CaseloadRow:
    name = _name(cells, order)
    birth = cells.day(Field.BIRTH_DATE, DateUse.BIRTH)
    service = _service(cells)
    plan_start, annual = cells.day(Field.PLAN_START), cells.day(Field.ANNUAL_REVIEW)
    if plan_start and annual and plan_start > annual:
        cells.doubt(RowCode.DATES_OUT_OF_ORDER, f"{plan_start.isoformat()} – {annual.isoformat()}", Field.ANNUAL_REVIEW)
    school = cells.text(Field.SCHOOL)
    if not school:
        cells.problem(RowCode.SCHOOL_MISSING, about(cells), Field.SCHOOL)
    return CaseloadRow(
        row=cells.row.number,
        first=name.first,
        last=name.last,
        preferred=cells.text(Field.PREFERRED) or name.preferred,
        student_no=cells.text(Field.STUDENT_NO),
        birth_date=birth,
        grade=_grade(cells, birth),
        school=school,
        teacher=cells.text(Field.TEACHER),
        room=cells.text(Field.ROOM),
        case_manager=cells.text(Field.CASE_MANAGER),
        plan_type=_plan_type(cells),
        plan_start=plan_start,
        annual_review=annual,
        reevaluation_due=cells.day(Field.REEVALUATION),
        service=service,
        lines=_lines(cells),
        goals=_goals(cells),
        alerts=_alerts(cells),
        problems=tuple(cells.problems),
        doubts=tuple(cells.doubts),
    )


def about(cells: Cells) -> str:
    """Something of the row to know it by."""
    return cells.raw(Field.NAME) or cells.raw(Field.LAST) or cells.raw(Field.STUDENT_NO)


def _name_order(table: Table) -> NameOrder | None:
    """A heading such as "Last First" says what a name without a comma means."""
    for column in table.columns:
        if column.field is Field.NAME:
            heading = column.heading.casefold()
            last, first = heading.find("last"), heading.find("first")
            if last >= 0 and first >= 0:
                return NameOrder.LAST_FIRST if last < first else NameOrder.FIRST_LAST
    return None


def _name(cells: Cells, order: NameOrder | None) -> PersonName:
    if cells.is_formula(Field.NAME, Field.LAST, Field.FIRST):
        written = cells.raw(Field.LAST) or cells.raw(Field.NAME)
        cells.problem(RowCode.FORMULA_IN_NAME, written or cells.raw(Field.FIRST), Field.NAME)
        return PersonName(cells.raw(Field.FIRST), written)  # taken as plain letters if the person accepts the row
    both = cells.text(Field.LAST) or cells.text(Field.FIRST)
    name = join_names(cells.text(Field.FIRST), cells.text(Field.LAST)) if both else None
    if name is not None and not name.first and "," in name.last:  # "Last name" holds the whole name after all
        name = read_name(name.last)
    if name is None:
        name = read_name(cells.text(Field.NAME), order)
    if name is None:
        cells.problem(RowCode.NAME_MISSING, about(cells), Field.NAME)
        return PersonName("", "")
    if name.doubtful:
        cells.doubt(RowCode.NAME_GUESSED, cells.raw(Field.NAME) or cells.raw(Field.LAST), Field.NAME,
                    f"{name.last}, {name.first}")  # fmt: skip
    return name


def _grade(cells: Cells, birth: date | None) -> int | None:
    text = cells.text(Field.GRADE)
    grade = read_grade(text) if text else None
    if birth and cells.today and not _SCHOOL_AGES[0] <= (cells.today - birth).days / 365.25 <= _SCHOOL_AGES[1]:
        cells.doubt(RowCode.BIRTH_DATE_UNLIKELY, birth.isoformat(), Field.BIRTH_DATE)
    if grade is not None:
        return grade
    if birth is None or cells.today is None:
        if all(item.code is not RowCode.BIRTH_DATE_UNREADABLE for item in cells.problems):
            cells.problem(RowCode.GRADE_UNREADABLE if text else RowCode.GRADE_MISSING, text, Field.GRADE)
        return None
    usual = _usual_grade(birth, cells.today)
    cells.doubt(RowCode.GRADE_UNREADABLE if text else RowCode.GRADE_MISSING, text, Field.GRADE, str(usual))
    return usual


def _usual_grade(birth: date, today: date) -> int:
    """Kindergarten is the school year that begins after the fifth birthday (September 1)."""
    year = today.year if today.month >= 7 else today.year - 1
    fifth = year - birth.year - (1 if (birth.month, birth.day) > (9, 1) else 0)
    return max(PK, min(LAST, fifth - 5))


def _service(cells: Cells) -> str:
    text = cells.text(Field.SERVICE)
    if not text or _OT.search(text):
        return OCCUPATIONAL_THERAPY
    if _OTHER_SERVICE.search(text):
        cells.problem(RowCode.OTHER_SERVICE, text, Field.SERVICE)
    return text.lstrip("0123456789 -:") or text


def _plan_type(cells: Cells) -> PlanType | None:
    text = cells.text(Field.PLAN)
    if not text:
        return None
    plan = read_plan_type(text)
    if plan is None:
        cells.doubt(RowCode.PLAN_UNREADABLE, text, Field.PLAN)
    return plan


def _lines(cells: Cells) -> tuple[LineText, ...]:
    amount = "\n".join(cells.texts(Field.AMOUNT))
    minutes, times, period = (cells.text(field) for field in (Field.MINUTES, Field.TIMES, Field.PERIOD))
    formula = cells.is_formula(Field.AMOUNT, Field.MINUTES, Field.TIMES, Field.PERIOD)
    if formula:
        cells.problem(RowCode.FORMULA_IN_CELL, cells.raw(Field.MINUTES) or cells.raw(Field.AMOUNT), Field.MINUTES)
        return ()
    said = " ".join(part for part in (amount, minutes, times, period) if part)
    if not said:
        if any(cells.has(field) for field in (Field.AMOUNT, Field.MINUTES, Field.TIMES)):
            cells.doubt(RowCode.AMOUNT_MISSING, "", Field.AMOUNT)
        return ()
    alone = bool(amount) and not (minutes or times or period)
    amounts = read_amounts(amount) if alone else (combine_columns(" ".join(amount.split()), minutes, times, period),)
    lines = (_line(cells, read, said if len(amounts) == 1 else "", minutes) for read in amounts)
    return tuple(line for line in lines if line is not None)


def _line(cells: Cells, amount: ServiceAmount, said: str, minutes: str) -> LineText | None:
    if amount.problem is AmountProblem.EVALUATION:
        cells.doubt(RowCode.EVALUATION, said, Field.AMOUNT)
        return None
    if amount.problem is not None:
        told = minutes if amount.problem is AmountProblem.MINUTES_NOT_A_NUMBER else said
        cells.problem(_PROBLEMS[amount.problem], told, Field.AMOUNT)
        return None
    if amount.minutes is None:
        cells.problem(RowCode.MINUTES_MISSING, said, Field.MINUTES)
        return None
    if amount.period is None or amount.times is None:
        cells.problem(RowCode.PERIOD_UNREADABLE, said, Field.PERIOD)
        return None
    if amount.remainder:
        cells.doubt(RowCode.AMOUNT_REMAINDER, said, Field.AMOUNT, str(amount.remainder))
    if any(doubt is not AmountDoubt.REMAINDER for doubt in amount.doubts):
        shown = f"{amount.times}x{amount.minutes}/{amount.every}/{amount.period.value}"
        cells.doubt(RowCode.AMOUNT_GUESSED, said, Field.AMOUNT, shown)
    return _delivered(cells, amount)


def _delivered(cells: Cells, amount: ServiceAmount) -> LineText:
    delivery_text, setting_text = cells.text(Field.DELIVERY), cells.text(Field.SETTING)
    delivery, place = read_delivery(delivery_text), read_delivery(setting_text)
    named = read_delivery(cells.text(Field.SERVICE))
    mode = amount.mode or delivery.mode or place.mode or named.mode or Mode.DIRECT
    grouping = amount.grouping or delivery.grouping or place.grouping or named.grouping
    if delivery_text and delivery == Delivery(rest=delivery.rest):
        cells.doubt(RowCode.DELIVERY_UNREADABLE, delivery_text, Field.DELIVERY)
    elif grouping is None and mode is Mode.DIRECT:
        cells.doubt(RowCode.DELIVERY_ASSUMED, "", Field.DELIVERY)
    setting = amount.setting or place.setting or delivery.setting
    location = ""
    if setting is None and setting_text and not (place.mode or place.grouping):
        setting, location = Setting.OTHER, "" if setting_text.casefold() == "other" else setting_text
    group_max = next((said.ratio for said in (delivery, place) if said.ratio and said.ratio > 1), None)
    return LineText(
        amount=amount,
        mode=mode,
        grouping=grouping or Grouping.INDIVIDUAL,
        group_max=group_max,
        setting=setting or (Setting.CLASSROOM if mode is Mode.CONSULT else Setting.PULL_OUT),
        location=location,
    )


def _goals(cells: Cells) -> tuple[GoalText, ...]:
    goals = [goal for text in cells.texts(Field.GOALS) for goal in split_goals(text)]
    for goal in goals:
        if len(goal.statement) > _LONGEST_GOAL:
            cells.doubt(RowCode.TEXT_TOO_LONG, goal.statement, Field.GOALS)
    return tuple(dict.fromkeys(goal for goal in goals if len(goal.statement) <= _LONGEST_GOAL))


def _alerts(cells: Cells) -> tuple[AlertText, ...]:
    alerts = [alert for text in cells.texts(Field.ALERTS) for alert in read_alerts(text)]
    for text in cells.texts(Field.NOTES):
        found = read_alerts(text, only_known=True)
        alerts.extend(found)
        if not found and any(letter.isalpha() for letter in text):
            cells.doubt(RowCode.NOTE_NOT_KEPT, text, Field.NOTES)
    for alert in alerts:
        if len(alert.words) > _LONGEST_ALERT:
            cells.doubt(RowCode.TEXT_TOO_LONG, alert.words, Field.ALERTS)
    return tuple(dict.fromkeys(alert for alert in alerts if len(alert.words) <= _LONGEST_ALERT))
