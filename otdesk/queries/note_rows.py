# SPDX-License-Identifier: MIT
"""What a printed session note shows, one frozen row per note."""

from dataclasses import dataclass
from datetime import date, datetime

from otdesk.rules.checklists import Lists
from otdesk.rules.coding import UnitRule
from otdesk.rules.kinds import ChainKind, Grouping, Mode, NoteStatus, PlanType, Presence, Reason, Setting
from otdesk.rules.note_entry import Section
from otdesk.rules.note_formats import NoteFormat
from otdesk.rules.screening import Finding


def fingerprint(chain_hash: str) -> str:
    """ "7F3A-91C2-E05B-44D0": the first 8 bytes of a chain row's hash."""
    short = chain_hash[:16].upper()
    return "-".join(short[start : start + 4] for start in range(0, len(short), 4))


@dataclass(frozen=True, slots=True)
class NoteGoal:
    """One goal worked on. The figures are words of that day: "19 of 26", "73 %", "Independent"; `standing` against the
    target: "7 points to go"."""

    number: int
    area: str
    statement: str
    today: str = ""
    percent: str = ""
    prompts: str = ""
    last_time: str = ""
    target: str = ""
    measure: str = ""
    standing: str = ""

    @property
    def result(self) -> str:
        """ "19 of 26, 73 %"."""
        return ", ".join(filter(None, (self.today, self.percent)))

    @property
    def figures(self) -> str:
        """ "19 of 26, 73 %, verbal"."""
        return ", ".join(filter(None, (self.today, self.percent, self.prompts.lower())))


@dataclass(frozen=True, slots=True)
class NoteCode:
    """A procedure code with our own label; `minutes` 0: not timed, or the first code's go on under this one."""

    code: str
    label: str
    minutes: int
    units: int
    modifiers: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """With its modifiers: "97530-GO"."""
        return "-".join((self.code, *self.modifiers))

    @property
    def figure(self) -> str:
        """As other systems take it: "97530-GO x 2" is two units; where none are counted, the minutes: "97530 30"."""
        figure = f"x {self.units}" if self.units else str(self.minutes or "")
        return f"{self.whole} {figure}".strip()


@dataclass(frozen=True, slots=True)
class Signature:
    """`at` is the local time of the zone named in `zone` ("CDT"); none = not signed yet."""

    name: str
    credentials: str = ""
    license_number: str = ""
    license_state: str = ""
    at: datetime | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class NoteAmendment:
    """What was added, corrected or voided later. Of a correction both the old and the new words are kept."""

    kind: ChainKind
    at: datetime
    author: str
    reason: str = ""
    text: str = ""
    old: str = ""
    new: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class NotePage:
    """Times are minutes since local midnight, minutes those credited to the student."""

    note_id: int
    reference: str
    """Without a name: "2026-10-20-0800-MO"."""
    status: NoteStatus
    district: str
    school: str
    first: str
    last: str
    day: date
    start: int | None
    end: int | None
    minutes: int | None
    student_no: str = ""
    medicaid_no: str = ""
    birth_date: date | None = None
    grade: int | None = None
    teacher: str = ""
    times_confirmed: bool = True
    """False: start and end are the planned ones, nobody has confirmed them."""
    presence: Presence | None = None
    """None: nobody has said whether the student was there."""
    reason: Reason | None = None
    remark: str = ""
    service: str = "Occupational therapy"
    mode: Mode = Mode.DIRECT
    grouping: Grouping = Grouping.INDIVIDUAL
    group_size: int | None = None
    setting: Setting | None = None
    room: str = ""
    place_of_service: str = "03"
    """The CMS place of service code; 03 is a school."""
    plan: PlanType | None = None
    plan_start: date | None = None
    plan_review: date | None = None
    goals: tuple[NoteGoal, ...] = ()
    codes: tuple[NoteCode, ...] = ()
    unit_rule: UnitRule | None = None
    """How the units of `codes` were counted."""
    diagnoses: tuple[str, ...] = ()
    """ICD-10-CM codes."""
    layout: NoteFormat = NoteFormat.SECTIONS
    ticked: Lists = ()
    """Of a checklist, with what a group shares."""
    screened: tuple[tuple[str, Finding], ...] = ()
    """Of a screening: areas with what they showed."""
    before: str = ""
    did: str = ""
    response: str = ""
    skilled: str = ""
    next_plan: str = ""
    month_given: int | None = None
    month_due: int | None = None
    """Minutes of direct service given and due in the month of service, up to `month_through`."""
    month_through: date | None = None
    signature: Signature | None = None
    co_signature: Signature | None = None
    supervisor: str = ""
    """The supervising therapist of an assistant's note, with credentials."""
    co_signature_due: bool = False
    late_written: date | None = None
    """The date a late entry was written; none = in time."""
    amendments: tuple[NoteAmendment, ...] = ()
    in_place_of: str = ""
    """Fingerprint of a note entered in error, in whose place this one was written."""
    written_anew: bool = False
    """Entered in error, and another note stands in its place."""
    fingerprint: str = ""
    """First 8 bytes of the hash of this note's own last chain row: "7F3A-91C2-E05B-44D0"."""

    @property
    def texts(self) -> dict[Section, str]:
        """The words of each section, in the order written."""
        return {
            Section.BEFORE: self.before, Section.DID: self.did, Section.RESPONSE: self.response,
            Section.SKILLED: self.skilled, Section.PLAN: self.next_plan,
        }  # fmt: skip
