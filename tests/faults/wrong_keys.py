# SPDX-License-Identifier: MIT
"""Item 7: starts with a wrong key, no key, a weakened header, a fuzzed header: refused with a sentence, nothing opened
with another key, no readable file made, and the data file not touched."""

import copy
import json
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from otdesk.faults import Trouble
from otdesk.vault import engine, keys
from otdesk.vault.vault import Vault
from tests import vaults
from tests.clock import FixedClock
from tests.faults.outcome import Outcome

SHORT, FULL = 200, 10_000
POLICY = keys.KeyPolicy(memory_kib=16, passes=2, lanes=1, floor_memory_kib=16, floor_passes=2)
PLAIN = b"SQLite format 3\0"
FILES = ("vault.json", "vault.json.bak")
_ODD: tuple[Any, ...] = (
    0,
    -1,
    1,
    2**31,
    2**63,
    1e308,
    True,
    None,
    "",
    "x",
    "=",
    "A" * 5000,
    [],
    {},
    [[]],
    "\ud800",
    "argon2i",
    "recovery",
)


def prove(*, full: bool, scratch: Path) -> Outcome:
    clock, dice = FixedClock(), random.Random(7)  # noqa: S311 - how to harm
    made, _code = Vault.create(scratch / "vault", vaults.PASSPHRASE, vaults.PERSON, now=clock(), kdf=POLICY)
    made.close()
    looked = _Looker(scratch / "vault", made.unlocked.data_key)
    for name, attempt in _keyless(scratch / "vault"):
        looked.at(name, attempt)
    for name, harm in _weakened().items():
        looked.at(name, looked.unlock(_changed(looked.header, harm)))
    for number in range(FULL if full else SHORT):
        looked.at(f"fuzzed {number}", looked.unlock(_fuzzed(looked.header, dice)))
    seen = looked.counts
    failures = list(looked.failures[:12])
    if not _finds_a_plain_file(scratch):
        failures.append("a readable database was made without a key, and the looking did not find it")
    figures = (f"refused {seen['refused']}, opened with the same key (what was changed says nothing) {seen['same']}",)
    return Outcome(
        seen["injected"], seen["fired"], seen["injected"], seen["lost"], seen["refused"], 0, figures, tuple(failures)
    )  # fmt: skip


class _Looker:
    def __init__(self, folder: Path, data_key: bytes) -> None:
        self._folder, self._key = folder, data_key
        self.header = (folder / FILES[0]).read_bytes()
        self._data = (folder / "data.db").read_bytes()
        self.counts = Counter[str]()
        self.failures: list[str] = []

    def unlock(self, header: bytes) -> Callable[[], keys.Unlocked | None]:
        """A start with this header in both of its files."""
        for name in FILES:
            (self._folder / name).write_bytes(header)

        def attempt() -> keys.Unlocked | None:
            return keys.unlock(self._folder, vaults.PASSPHRASE, policy=POLICY)

        self.counts["fired"] += header != self.header
        return attempt

    def at(self, name: str, attempt: Callable[[], keys.Unlocked | None]) -> None:
        self.counts["injected"] += 1
        if not name.startswith(("fuzzed", "weak")):
            self.counts["fired"] += 1
        try:
            unlocked = attempt()
        except Trouble as told:
            self.counts["refused"] += 1
            if not str(told).endswith("."):
                self.failures.append(f"{name}: {told}")
        except Exception as bug:  # noqa: BLE001 - whatever it is, it is what is looked for
            self.failures.append(f"{name}: {type(bug).__name__} {str(bug)[:80]}")
        else:
            same = unlocked is not None and unlocked.data_key == self._key
            self.counts["same"] += same
            if not same or not name.startswith("fuzzed"):
                self.failures.append(f"{name}: opened")
        if (self._folder / "data.db").read_bytes() != self._data:
            self.counts["lost"] += 1
            self.failures.append(f"{name}: the data file was written")
            (self._folder / "data.db").write_bytes(self._data)
        self.failures += [f"{name}: {path.name} is readable" for path in plain_files(self._folder)]
        for file in FILES:
            (self._folder / file).write_bytes(self.header)


def plain_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.read_bytes()[:16] == PLAIN]


def _finds_a_plain_file(scratch: Path) -> bool:
    """The driver makes one without a word when it is given no key."""
    import sqlcipher3.dbapi2 as driver

    folder = scratch / "control"
    folder.mkdir()
    raw = driver.connect(str(folder / "data.db"))
    raw.execute("CREATE TABLE students (name)")
    raw.close()
    return plain_files(folder) == [folder / "data.db"]


def _keyless(folder: Path) -> list[tuple[str, Callable[[], keys.Unlocked | None]]]:
    def wrong_passphrase() -> keys.Unlocked:
        return keys.unlock(folder, vaults.PASSPHRASE + "!", policy=POLICY)

    def wrong_code() -> keys.Unlocked:
        from otdesk.vault import recovery_code

        return keys.unlock_with_recovery(folder, recovery_code.new_code(), policy=POLICY)

    def opened(name: str, key: bytes) -> Callable[[], None]:
        def attempt() -> None:
            engine.open_file(folder / name, key).close()

        return attempt

    def no_data() -> None:
        engine.open_file(folder / "none.db", bytes(32))

    def plain_data() -> None:
        other = folder.with_name("plain")
        shutil.copytree(folder, other)
        (other / "data.db").write_bytes(PLAIN + bytes(4080))
        try:
            engine.open_file(other / "data.db", bytes(32))
        finally:
            shutil.rmtree(other)

    return [
        ("a wrong passphrase", wrong_passphrase), ("no passphrase", wrong_passphrase), ("a wrong code", wrong_code),
        ("a wrong key", opened("data.db", bytes(32))), ("an empty key", opened("data.db", b"")),
        ("a short key", opened("data.db", b"x")), ("no data file", no_data), ("a readable data file", plain_data),
        ("a header as data file", opened("vault.json", bytes(32))),
        ("an anchor as data file", opened("anchor", bytes(32))),
    ]  # fmt: skip


Harm = Callable[[dict[str, Any]], None]


def _weakened() -> dict[str, Harm]:
    def kdf(name: str, value: object) -> Harm:
        def harm(body: dict[str, Any]) -> None:
            for slot in body["slots"]:
                if slot["kind"] == "passphrase":
                    slot["kdf"][name] = value

        return harm

    def short_salt(body: dict[str, Any]) -> None:
        for slot in body["slots"]:
            slot["salt"] = slot["salt"][:4]

    return {
        "weak memory": kdf("memory_kib", 8), "weak passes": kdf("passes", 1), "weak lanes": kdf("lanes", 0),
        "weak kdf": kdf("name", "pbkdf2"), "weak kdf of a code": kdf("name", "hkdf-sha256"), "weak salt": short_salt,
        "weak, endless memory": kdf("memory_kib", 2**40), "weak, endless passes": kdf("passes", 2**40),
    }  # fmt: skip


def _changed(header: bytes, harm: Harm) -> bytes:
    body = json.loads(header)
    harm(body)
    return json.dumps(body, indent=1, sort_keys=True).encode()


def _fuzzed(header: bytes, dice: random.Random) -> bytes:
    """Never the header itself."""
    while True:
        made = dice.choice((_flipped, _cut, _odd_value, _odd_value, _odd_value, _swapped, _nested))(header, dice)
        if made != header:
            return made


def _flipped(header: bytes, dice: random.Random) -> bytes:
    data = bytearray(header)
    for _time in range(dice.choice((1, 1, 1, 3, 40))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def _cut(header: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(header))
    return dice.choice(
        (header[:at], header[at:], header[:at] + header, b"", bytes(len(header)), b"\xef\xbb\xbf" + header)
    )


def _odd_value(header: bytes, dice: random.Random) -> bytes:
    """One value somewhere is of another kind, or gone."""
    body = json.loads(header)
    holders = _holders(body)
    holder, name = dice.choice(holders)
    if dice.random() < 0.2:
        del holder[name]
    else:
        holder[name] = dice.choice(_ODD)
    return json.dumps(body).encode("utf-8", "surrogatepass")


def _holders(body: Any) -> list[tuple[Any, Any]]:
    names = list(body) if isinstance(body, dict) else list(range(len(body))) if isinstance(body, list) else []
    return [(body, name) for name in names] + [pair for name in names for pair in _holders(body[name])]


def _swapped(header: bytes, dice: random.Random) -> bytes:
    """A part of one slot in another, slots twice, in other order, or none."""
    body = json.loads(header)
    slots = body["slots"]
    way = dice.randrange(4)
    if way == 0:
        name = dice.choice(sorted(set(slots[0]) - {"kind"}))
        slots[0][name], slots[1][name] = slots[1][name], slots[0][name]
    elif way == 1:
        slots.append(copy.deepcopy(dice.choice(slots)))
    elif way == 2:
        slots.reverse()
    else:
        slots.clear()
    return json.dumps(body, indent=1, sort_keys=True).encode()


def _nested(header: bytes, dice: random.Random) -> bytes:
    """Deep, long or endless: what a reader of JSON may choke on."""
    deep = dice.choice((500, 5_000, 200_000))
    return dice.choice((
        b"[" * deep, b'{"slots":' * deep, b'{"format": ' + b"9" * deep + b"}", b'{"format": 1e999}', b"NaN", b"-",
        header.replace(b'"format"', b'"x": ' + b"[" * deep + b"]" * deep + b', "format"'),
        b'"' + b"\\u0000" * deep + b'"',
    ))  # fmt: skip
