#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Check a chain that OTDesk wrote with `otdesk export chain`, without OTDesk.

    python3 verify_chain.py CHAIN.json [--earlier OLDER.json] [--key HEX]

Needs Python 3.9 or newer, and the package "cryptography" for the signature of the file.

What is checked
  - the signature (Ed25519) of the vault's person over the whole file; --key says whose it must be;
  - both chains, of signatures on notes and of the audit trail: rows are numbered 1, 2, 3 ..., each holds the SHA-256 of
    its own columns and that of the row before, so no row was changed, removed, added or moved;
  - where the file holds the records (--records): each signed record and amendment is the one that was signed;
  - purged records: what a certificate of destruction names is gone, nothing else, and its hash is the signed one;
  - with --earlier: everything an older file of the same vault holds still stands at the same place.

What one file alone cannot show: whether its owner, who holds the keys, wrote the whole history anew. Keep each file, or
the two "newest" lines this prints; the next file must continue them.

Exit code: 0 all is whole, 1 something is not, 2 the file cannot be used.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

FORM = "OTDesk chain 1"
CHAINS = {"note_chain": "signatures", "audit_events": "audit trail"}
SIGNING = ("signed", "late_entry")
AMENDING = ("addendum", "correction", "void")
MOST = 20


def encoded(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def broken_rows(rows):
    """Numbers of rows that do not continue their chain."""
    found = []
    previous, expected = "", 0
    for row in rows:
        expected += 1
        fields = {name: value for name, value in row.items() if name not in ("hash", "mac")}
        digest = hashlib.sha256(encoded(fields)).hexdigest()
        if row.get("seq") != expected or row.get("previous") != previous or row.get("hash") != digest:
            found.append(row.get("seq"))
            expected = row.get("seq") if isinstance(row.get("seq"), int) else expected
        previous = row.get("hash")
    return found


def changed_notes(links, records, gone):
    """Numbers of notes whose record or amendments are not what was signed."""
    notes = {note["id"]: note for note in records["notes"]}
    waiting = {}
    for amendment in records["amendments"]:
        waiting.setdefault(amendment["note_id"], []).append(amendment)
    found = set()
    for link in links:
        number = link["note_id"]
        if number in gone:
            continue
        if link["kind"] in SIGNING:
            note = notes.get(number)
            if note is None or sha(note["sealed"] or "") != link["content_hash"]:
                found.add(number)
        elif link["kind"] in AMENDING:
            mine = waiting.get(number) or [None]
            amendment = mine.pop(0)
            said = amendment and (amendment["kind"], amendment["reason"], sha(amendment["content"]))
            if said != (link["kind"], link["reason"], link["content_hash"]):
                found.add(number)
    found.update(number for number, left in waiting.items() if left)
    linked = {link["note_id"] for link in links} - set(gone)
    closed = {number for number, note in notes.items() if note["status"] in ("signed", "void")}
    return sorted(found | (linked ^ closed))


def wrong_tombstones(whole):
    """Purged notes that no purge in the audit trail accounts for, or whose hash is not the one that was signed."""
    stones = whole.get("tombstones", [])
    links = {}
    for link in whole["note_chain"]:
        links.setdefault(link["note_id"], []).append(link["hash"])
    found = [stone["note_id"] for stone in stones if [*links.get(stone["note_id"], [])][-1:] != [stone["last_link"]]]
    by_purge = {}
    for stone in stones:
        by_purge.setdefault(stone["purge"], []).append([stone["note_id"], stone["last_link"]])
    told = {}
    for row in whole["audit_events"]:
        if row["kind"] == "purge":
            detail = json.loads(row["detail"])
            told[detail["purge"]] = detail["tombstones"]
    for purge, named in by_purge.items():
        if told.get(purge) != hashlib.sha256(encoded(sorted(named))).hexdigest():
            found += [number for number, _link in named]
    nothing = hashlib.sha256(encoded([])).hexdigest()
    if any(purge not in by_purge and digest != nothing for purge, digest in told.items()):
        found.append(0)
    return sorted(set(found))


def lost_rows(whole, earlier):
    """(chain, number) of rows an older file holds that do not stand at the same place."""
    found = []
    for name in CHAINS:
        now = {row["seq"]: row["hash"] for row in whole[name]}
        found += [(name, row["seq"]) for row in earlier[name] if now.get(row["seq"]) != row["hash"]]
    return found


def signature_fault(whole, key):
    """What is wrong with the signature; empty when it is right."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return "the package cryptography is not installed, so the signature cannot be checked"
    if key and whole.get("signed_by") != key.lower():
        return "it is signed with another key than the one given"
    body = {name: value for name, value in whole.items() if name != "signature"}
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(whole["signed_by"]))
        public.verify(bytes.fromhex(whole["signature"]), encoded(body))
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return "the signature of the file does not fit its content"
    return ""


def faults(whole, earlier=None, key=""):
    """Sentences on everything that is not whole."""
    found = []
    wrong = signature_fault(whole, key)
    if wrong:
        found.append(f"Signature: {wrong}.")
    for name, title in CHAINS.items():
        rows = broken_rows(whole[name])
        if rows:
            found.append(f"Chain of the {title}: {len(rows)} rows do not follow from the row before: {named(rows)}.")
    stones = wrong_tombstones(whole)
    if stones:
        found.append(f"Purged records: {len(stones)} are not those a purge in the audit trail names: {named(stones)}.")
    if whole.get("records") is not None:
        gone = {stone["note_id"] for stone in whole.get("tombstones", [])}
        notes = changed_notes(whole["note_chain"], whole["records"], gone)
        if notes:
            found.append(f"Records: {len(notes)} notes are not as they were signed: {named(notes)}.")
    return found if earlier is None else found + faults_since(whole, earlier)


def faults_since(whole, earlier):
    """What an older file of the same vault holds and this one does not."""
    found = []
    if earlier.get("vault") != whole.get("vault"):
        found.append("The older file is of another vault.")
    if earlier.get("signed_by") != whole.get("signed_by"):
        found.append("The older file is signed by somebody else.")
    found += [f"Older file: {fault}" for fault in faults(earlier)]
    lost = lost_rows(whole, earlier)
    if lost:
        places = ", ".join(f"{CHAINS[name]} {number}" for name, number in lost[:MOST])
        found.append(f"{len(lost)} rows of the older file are gone or changed since: {places}.")
    return found


def named(numbers):
    text = ", ".join(map(str, numbers[:MOST]))
    return text + (" ..." if len(numbers) > MOST else "")


def read(path):
    """A chain file; ValueError when it is none."""
    whole = json.loads(Path(path).read_text(encoding="utf-8"))
    if not isinstance(whole, dict) or whole.get("form") != FORM:
        raise ValueError(f"{path} is no chain of OTDesk that this script knows")
    for name in CHAINS:
        rows = whole.get(name)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ValueError(f"{path} lacks the rows of {name}")
    return whole


def main(arguments):
    parser = argparse.ArgumentParser(description="Check a chain written by otdesk export chain.")
    parser.add_argument("chain")
    parser.add_argument("--earlier", help="an older file of the same vault")
    parser.add_argument("--key", default="", help="the public key the file must be signed with, 64 hex digits")
    asked = parser.parse_args(arguments)
    try:
        whole = read(asked.chain)
        earlier = read(asked.earlier) if asked.earlier else None
        found = faults(whole, earlier, asked.key)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        print(f"This file cannot be checked: {fault}", file=sys.stderr)
        return 2
    print(f"Vault {whole.get('vault')}, written {whole.get('made')} by {whole.get('person')}")
    print(f"Signed with the key {whole.get('signed_by')}")
    for name, title in CHAINS.items():
        rows = whole[name]
        newest = rows[-1]["hash"] if rows else "none"
        print(f"{len(rows)} rows of the {title}, newest {newest}")
    held = "with the records" if whole.get("records") is not None else "without the records themselves"
    print(f"{len(whole.get('tombstones', []))} purged notes, {held}")
    for sentence in found:
        print(sentence)
    print("NOT WHOLE" if found else "All is whole.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
