# SPDX-License-Identifier: MIT
"""The words districts put above their columns, by what they mean; the first word of each is the likeliest."""

from otdesk.rules.import_rows import Field, FileKind

FieldWords = dict[Field, tuple[str, ...]]

_CASELOAD: FieldWords = {
    Field.NAME: ("student name", "name", "student", "full name", "last first", "last name first name", "pupil",
                 "pupil name", "student last first", "last first name", "students name", "child", "child name",
                 "name last first", "student full name"),
    Field.LAST: ("last name", "last", "surname", "student last name", "family name", "lastname", "l name", "lname",
                 "last nm", "student last"),
    Field.FIRST: ("first name", "first", "given name", "student first name", "firstname", "f name", "fname",
                  "student first", "first nm"),
    Field.PREFERRED: ("preferred name", "preferred", "nickname", "goes by", "known as", "called"),
    Field.STUDENT_NO: ("student id", "id", "seis id", "student number", "student no", "sid", "state id", "local id",
                       "district id", "ssid", "student id number", "id number", "perm id", "permanent id", "lasid",
                       "sasid", "pupil id", "student", "mars", "marss", "lunch number"),
    Field.BIRTH_DATE: ("birth date", "dob", "date of birth", "birthdate", "birthday", "d o b", "born", "bday"),
    Field.GRADE: ("grade", "gr", "grade level", "grd", "current grade", "class grade", "yr grade", "gr level"),
    Field.SCHOOL: ("school", "school of attendance", "site", "building", "school name", "campus", "attending school",
                   "location school", "bldg", "school site", "current school", "service site", "sch"),
    Field.TEACHER: ("teacher", "general ed teacher", "gen ed teacher", "homeroom teacher", "homeroom",
                    "classroom teacher", "teacher name", "ge teacher", "regular ed teacher", "hr teacher",
                    "general education teacher"),
    Field.ROOM: ("room", "room number", "rm", "classroom", "room no"),
    Field.CASE_MANAGER: ("case manager", "cm", "casemanager", "case carrier", "case mgr", "sped teacher",
                         "case holder", "iep manager", "special ed teacher", "case coordinator", "iep case manager",
                         "casemgr"),
    Field.PLAN: ("plan", "plan type", "iep 504", "type of plan", "program", "iep or 504", "document type",
                 "eligibility plan"),
    Field.PLAN_START: ("plan start", "plan date", "iep date", "iep start", "start date", "iep start date",
                       "plan start date", "effective date", "iep begin", "begin date", "service start", "date of iep",
                       "last iep", "last annual", "plan effective", "iep effective date", "current iep date"),
    Field.ANNUAL_REVIEW: ("annual review", "next annual", "iep end", "iep due", "annual review date", "annual due",
                          "iep due date", "annual", "iep end date", "plan end", "next iep", "review date",
                          "iep expires", "annual review due", "plan end date", "end date", "next annual review",
                          "iep expiration", "annual iep due", "next iep date", "iep review", "iep annual"),
    Field.REEVALUATION: ("re evaluation due", "next triennial", "triennial", "reevaluation", "re eval due", "tri",
                         "3 year", "eval due", "reeval", "triennial due", "three year", "reevaluation due",
                         "re evaluation", "3 yr", "reeval date", "next reevaluation", "re eval", "tri due",
                         "triennial date", "met due", "next eval", "evaluation due", "3 yr reeval", "mdt due",
                         "fie due"),
    Field.SERVICE: ("service", "services", "service type", "related service", "service name", "discipline",
                    "service description", "therapy", "service code"),
    Field.AMOUNT: ("frequency", "freq duration", "freq", "service line", "ot service", "frequency duration",
                   "service minutes", "service frequency", "ot freq", "freq dur", "amount", "amount frequency",
                   "service time", "services minutes", "ot services", "ot time", "ot", "frequency and duration",
                   "duration frequency", "ot minutes frequency", "ot frequency", "time frequency", "service amount"),
    Field.MINUTES: ("minutes", "mins", "min", "ot mins", "ot minutes", "minutes per session", "duration",
                    "session length", "length", "min session", "session minutes", "mins per session", "duration min",
                    "minutes session", "length of session", "total minutes"),
    Field.TIMES: ("sessions", "times", "number of sessions", "sessions per period", "visits", "count",
                  "no of sessions", "times per period", "sessions per week", "x per week", "times per week",
                  "how often", "session count"),
    Field.PERIOD: ("per", "period", "interval", "frequency period", "unit", "freq unit", "time period", "per period",
                   "cycle", "frequency unit"),
    Field.DELIVERY: ("delivery", "delivery model", "group individual", "ratio", "ind group", "grouping",
                     "service delivery", "model", "individual or group", "individual group", "delivery method",
                     "type of service", "group size", "direct indirect", "delivery type", "ind grp", "i g",
                     "direct consult"),
    Field.SETTING: ("setting", "location", "service location", "push in pull out", "pull out push in", "lre", "place",
                    "where", "location of service", "service setting", "environment", "pi po"),
    Field.GOALS: ("goals", "goal", "goal s", "annual goals", "iep goals", "ot goals", "goal area",
                  "measurable annual goals", "annual goal", "ot goal", "goal text", "iep goal", "goals objectives"),
    Field.ALERTS: ("alerts", "alert", "medical alert", "health alert", "safety", "medical", "safety alert", "health",
                   "medical alerts", "allergies", "health concerns", "safety alerts", "medical concerns",
                   "precautions", "health plan"),
    Field.NOTES: ("notes", "comments", "note", "remarks", "comment", "other", "misc", "additional information"),
}  # fmt: skip

_SCHOOLS: FieldWords = {
    Field.SCHOOL: ("school", "school name", "name", "building", "site", "campus", "building name"),
    Field.CODE: ("code", "abbreviation", "abbr", "short name", "school code", "initials", "id", "short"),
    Field.GRADES: ("grades", "grade levels", "grade span", "grade range", "levels", "grade", "grades served"),
    Field.ADDRESS: ("address", "street address", "street", "school address"),
    Field.LATITUDE: ("latitude", "lat"),
    Field.LONGITUDE: ("longitude", "lon", "lng", "long"),
    Field.PHONE: ("office phone", "phone", "telephone", "phone number", "main office", "office", "tel", "school phone"),
    Field.FIRST_BELL: ("first bell", "start", "start time", "school start", "day start", "bell", "opens", "begin",
                       "starts", "first bell time", "start of day", "bell start"),
    Field.DISMISSAL: ("last bell", "dismissal", "end", "end time", "school end", "release", "day end", "closes",
                      "ends", "dismissal time", "end of day", "bell end", "out"),
    Field.ARRIVAL_BUFFER: ("arrival buffer min", "arrival buffer", "buffer", "sign in buffer", "buffer min",
                           "arrival", "buffer minutes", "arrival minutes", "arrival buffer minutes"),
    Field.PARK: ("park", "park min", "parking", "parking minutes", "park minutes", "walk from car"),
    Field.SETUP: ("setup", "setup min", "set up", "sign in", "setup minutes", "sign in minutes", "set up minutes"),
    Field.ROOM: ("therapy room", "room", "ot room", "space", "therapy space", "ot space", "where"),
}  # fmt: skip

_TRAVEL: FieldWords = {
    Field.ORIGIN: ("from", "origin", "start", "from school", "from place", "leave", "depart", "departure", "from site"),
    Field.DESTINATION: ("to", "destination", "end", "to school", "to place", "arrive", "arrival", "to site"),
    Field.MINUTES: ("minutes", "mins", "min", "time", "drive time", "travel time", "drive minutes", "travel minutes",
                    "duration", "drive min", "travel min"),
    Field.MILES: ("miles", "distance", "mi", "mileage", "distance miles", "drive miles"),
}  # fmt: skip

_BELLS: FieldWords = {
    Field.SCHOOL: ("school", "school code", "building", "site", "campus", "school name"),
    Field.DAY_TYPE: ("day type", "type", "schedule", "schedule type", "day", "bell schedule", "daytype"),
    Field.GRADES: ("grades", "grade", "grade band", "band", "grade level", "level", "gr"),
    Field.HOMEROOM: ("homeroom", "teacher", "class", "homeroom teacher", "section", "room"),
    Field.WEEKDAY: ("weekday", "day of week", "days", "weekdays", "dow", "days of week"),
    Field.BLOCK: ("block", "period", "name", "activity", "label", "subject", "what", "block name", "event"),
    Field.START: ("start", "start time", "begin", "from", "begins", "starts"),
    Field.END: ("end", "end time", "finish", "to", "until", "ends", "stop"),
    Field.PULL: ("may pull", "pull", "ok to pull", "can pull", "pull out", "pullable", "may be pulled", "pull ok",
                 "available", "pull out ok"),
}  # fmt: skip

_CALENDAR: FieldWords = {
    Field.START: ("date", "day", "start", "start date", "from", "first day", "begin", "date start", "begins"),
    Field.END: ("end date", "to", "end", "through", "until", "last date", "last day", "thru"),
    Field.EVENT: ("event", "description", "what", "name", "summary", "holiday", "reason", "title", "subject", "type",
                  "note", "occasion"),
    Field.SCHOOL: ("school", "building", "site", "campus"),
}  # fmt: skip

WORDS: dict[FileKind, FieldWords] = {
    FileKind.CASELOAD: _CASELOAD,
    FileKind.SCHOOLS: _SCHOOLS,
    FileKind.TRAVEL: _TRAVEL,
    FileKind.BELLS: _BELLS,
    FileKind.CALENDAR: _CALENDAR,
}

# Each inner tuple is a choice: one of its fields must be there.
REQUIRED: dict[FileKind, tuple[tuple[Field, ...], ...]] = {
    FileKind.CASELOAD: ((Field.NAME, Field.LAST), (Field.SCHOOL,)),
    FileKind.SCHOOLS: ((Field.SCHOOL,),),
    FileKind.TRAVEL: ((Field.ORIGIN,), (Field.DESTINATION,), (Field.MINUTES,)),
    FileKind.BELLS: ((Field.SCHOOL,), (Field.BLOCK,), (Field.START,), (Field.END,)),
    FileKind.CALENDAR: ((Field.START,), (Field.EVENT,)),
}
# What no other kind of file has; without one of these the kind is not guessed.
TELLING: dict[FileKind, tuple[Field, ...]] = {
    FileKind.CASELOAD: (Field.BIRTH_DATE, Field.STUDENT_NO, Field.AMOUNT, Field.MINUTES, Field.GOALS,
                        Field.ANNUAL_REVIEW, Field.CASE_MANAGER, Field.NAME, Field.LAST),
    FileKind.SCHOOLS: (Field.FIRST_BELL, Field.DISMISSAL, Field.ADDRESS, Field.PHONE, Field.ARRIVAL_BUFFER,
                       Field.LATITUDE),
    FileKind.TRAVEL: (Field.DESTINATION,),
    FileKind.BELLS: (Field.PULL, Field.BLOCK),
    FileKind.CALENDAR: (Field.EVENT,),
}  # fmt: skip
