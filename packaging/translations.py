# SPDX-License-Identifier: MIT
"""Make the compiled catalogs (.mo) of resources/translations from their sources (.po).

.venv/bin/python packaging/translations.py      after a .po was edited; both are kept in the repository
"""

import ast
import struct
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"
_MAGIC = 0x950412DE
_WORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr")


def entries(text: str) -> dict[str, str]:
    """Key (context, EOT, id; NUL, plural) to translation (plural forms parted by NUL) of every entry in a .po text."""
    found: dict[str, str] = {}
    for block in text.split("\n\n"):
        parts = _parts(block)
        if "msgid" not in parts:
            continue
        forms = [parts[f"msgstr[{n}]"] for n in range(len(parts)) if f"msgstr[{n}]" in parts] or [parts["msgstr"]]
        key = parts["msgid"] + (f"\0{parts['msgid_plural']}" if "msgid_plural" in parts else "")
        if "msgctxt" in parts:
            key = f"{parts['msgctxt']}\4{key}"
        found[key] = "\0".join(forms)
    return found


def _parts(block: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith('"'):
            parts[name] += ast.literal_eval(line)
        else:
            name, _blank, text = line.partition(" ")
            parts[name] = ast.literal_eval(text)
    return parts


def compiled(found: dict[str, str]) -> bytes:
    """A .mo file: header, two tables of (length, offset), the texts. Sorted, as gettext asks."""
    keys = sorted(found, key=str.encode)
    ids = b"".join(key.encode() + b"\0" for key in keys)
    texts = b"".join(found[key].encode() + b"\0" for key in keys)
    start = 28 + 16 * len(keys)
    tables: list[int] = []
    at = start
    for item in [*keys, *(found[key] for key in keys)]:
        tables += [len(item.encode()), at]
        at += len(item.encode()) + 1
    head = struct.pack("<7I", _MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, start)
    return head + struct.pack(f"<{len(tables)}I", *tables) + ids + texts


def main() -> int:
    for source in sorted(FOLDER.glob("*/LC_MESSAGES/*.po")):
        found = entries(source.read_text(encoding="utf-8"))
        source.with_suffix(".mo").write_bytes(compiled(found))
        print(f"{source.parent.parent.name}: {len(found) - 1} messages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
