# SPDX-License-Identifier: MIT
"""Small files made to fill a memory or hold up a processor, by name; each is to be refused at once."""

import io
import struct
import zipfile

from tests.exchange.workbooks import HEADINGS, ROW, workbook

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
_MEGABYTE = 1024 * 1024
_CALENDAR, _END = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", b"END:VCALENDAR\r\n"
_EVENT = b"BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260901T080000\r\nSUMMARY:x\r\n"
_SHARED = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&l11;</t></si></sst>'
_SHARED_PART = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def bombs() -> dict[str, tuple[str, bytes]]:
    """Name of the bomb -> (name of the file, content)."""
    return {
        **{name: ("caseload.xlsx", content) for name, content in _workbooks().items()},
        **{name: ("calendar.ics", content) for name, content in _calendars().items()},
        **{name: ("caseload.csv", content) for name, content in _tables().items()},
    }


def _workbooks() -> dict[str, bytes]:
    whole = workbook([HEADINGS, ROW])
    sheet = _part(whole, "xl/worksheets/sheet1.xml")
    root = sheet.find(b"<worksheet")
    laughs = f'<!DOCTYPE x [<!ENTITY l0 "lol">{_LAUGHS}]>'.encode()
    long = b'<!DOCTYPE x [<!ENTITY a "' + b"A" * 100_000 + b'">]>'
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

    def with_sheet(content: bytes) -> bytes:
        return _with(whole, {"xl/worksheets/sheet1.xml": content})

    def before_root(declared: bytes, text: bytes) -> bytes:
        return with_sheet(sheet[:root] + declared + sheet[root:].replace(b"Wynn", text).replace(b"<v>0</v>", text))

    return {
        "a part of zeros": _with(whole, {"xl/worksheets/sheet1.xml": bytes(200 * _MEGABYTE)}),
        "zeros beside the sheets": _with(whole, {"xl/media/image1.png": bytes(200 * _MEGABYTE)}),
        "10,001 parts": _with(whole, {f"xl/{n}.xml": b"" for n in range(10_001)}),
        "a part that lies about its size": _lying(_with(whole, {"xl/worksheets/sheet1.xml": bytes(100 * _MEGABYTE)})),
        "a workbook inside itself": _with(whole, {"xl/workbook.xml": whole}),
        "a billion laughs": before_root(laughs, b"&l11;"),
        "a billion laughs in the shared texts": _with(
            whole,
            {
                "xl/sharedStrings.xml": laughs + _SHARED,
                "[Content_Types].xml": _part(whole, "[Content_Types].xml").replace(b"</Types>", _SHARED_PART),
            },
        ),
        "one long entity, many times": before_root(long, b"&a;" * 10_000),
        "an entity from outside": before_root(outside, b"&a;"),
        "100,000 levels of elements": with_sheet(b"<a>" * 100_000 + b"</a>" * 100_000),
    }


def _calendars() -> dict[str, bytes]:
    def event(*lines: str) -> bytes:
        return _CALENDAR + _EVENT + "".join(f"{line}\r\n" for line in lines).encode() + b"END:VEVENT\r\n" + _END

    never = b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n"
    return {
        "each second": event("RRULE:FREQ=SECONDLY"),
        "each minute": event("RRULE:FREQ=MINUTELY;COUNT=2000"),
        "each hour for ever": event("RRULE:FREQ=HOURLY"),
        "a step of nothing": event("RRULE:FREQ=DAILY;INTERVAL=0"),
        "a step backwards": event("RRULE:FREQ=DAILY;INTERVAL=-1"),
        "a million times": event("RRULE:FREQ=DAILY;COUNT=1000000"),
        "three endless rules, a thousand times": event(*["RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY;BYDAY=MO"] * 1500),
        "50,000 days of its own": event("RDATE:" + ",".join(f"2026{n % 12 + 1:02}01" for n in range(50_000))),
        "100,000 events": _CALENDAR + (_EVENT + b"END:VEVENT\r\n") * 100_000 + _END,
        "50,000 calendars inside each other": b"BEGIN:VCALENDAR\r\n" * 50_000,
        "a day that never comes, 500 times": _CALENDAR + (_EVENT + never + b"END:VEVENT\r\n") * 500 + _END,
    }  # fmt: skip


def _tables() -> dict[str, bytes]:
    head = (",".join(HEADINGS) + "\n").encode()
    return {
        "a cell of 40 MB": head + b'"' + b"A" * (40 * _MEGABYTE) + b'"\n',
        "a quote that is never closed": head + b'"' + b"a,b\n" * 500_000,
        "a million rows": head + b"a,b\n" * 1_000_000,
        "51 MB": head + b"a,b,c\n" * (51 * _MEGABYTE // 6),
    }


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def _with(content: bytes, parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()} | parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in whole.items():
            archive.writestr(name, part)
    return out.getvalue()


def _lying(content: bytes) -> bytes:
    """The same archive, whose list of contents says that the large part unpacks to a kilobyte."""
    said = struct.pack("<L", 100 * _MEGABYTE)
    return content.replace(said, struct.pack("<L", 1024))
