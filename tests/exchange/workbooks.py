# SPDX-License-Identifier: MIT
"""Workbooks and tables made for a test."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

HEADINGS = ("Last Name", "First Name", "Student ID", "DOB", "Grade", "School", "Plan", "Plan Start", "Annual Review",
            "Minutes", "Frequency", "Delivery", "Setting", "Goal 1", "Alerts")  # fmt: skip
ROW = ("Wynn", "Theo", "101", "6/9/2013", "8", "Cedar Ridge Middle", "IEP", "5/20/2026", "5/19/2027", "30", "2x/week",
       "Group", "pull-out", "Fine motor: Theo will button in 4 of 5 tries", "Latex allergy")  # fmt: skip


def workbook(rows: Sequence[Sequence[Any]], sheet: str = "Caseload") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    import csv

    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()
