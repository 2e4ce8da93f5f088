# SPDX-License-Identifier: MIT
"""What differs between systems: durable files, one owner, folders that are refused, the print system."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from otdesk import system
from otdesk.faults import Refusal, Trouble


def test_a_durable_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "anchor"
    system.write_durably(path, b"one")
    system.write_durably(path, b"two" * 100_000)
    assert path.read_bytes() == b"two" * 100_000
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["anchor"]


def test_one_owner_until_released(tmp_path: Path) -> None:
    first = system.OwnerLock(tmp_path / "lock")
    with pytest.raises(Trouble, match="OTDesk is open"):
        system.OwnerLock(tmp_path / "lock")
    first.release()
    first.release()
    system.OwnerLock(tmp_path / "lock").release()


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - Marlow Schools", "OneDrive"),
        ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("CloudStorage/GoogleDrive-ana@example.org", "cloud drive"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_synced_folders_are_refused_with_the_reason(tmp_path: Path, name: str, service: str) -> None:
    with pytest.raises(Refusal) as told:
        system.refuse_shared_folder(tmp_path / name / "work" / "vault")
    assert service in told.value.message


def test_a_renamed_or_linked_synced_folder_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sync" / ".dropbox.cache").mkdir(parents=True)
    with pytest.raises(Refusal, match="Dropbox"):
        system.refuse_shared_folder(tmp_path / "sync" / "vault")
    (tmp_path / "Google Drive").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "Google Drive")
    with pytest.raises(Refusal, match="Google Drive"):
        system.refuse_shared_folder(tmp_path / "link" / "vault")
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "firm"))
    with pytest.raises(Refusal, match="OneDrive"):
        system.refuse_shared_folder(tmp_path / "firm" / "vault")


def test_ordinary_folders_are_not_refused(tmp_path: Path) -> None:
    for name in ("vault", "dropbox-notes.txt.d", "My Driveway", "cloud"):
        system.refuse_shared_folder(tmp_path / name)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "smb3"])
def test_network_folders_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    share = tmp_path / "share"
    share.mkdir()
    monkeypatch.setattr(system, "_mount_table", lambda: [("/", "ext4"), (str(share), kind)])
    with pytest.raises(Refusal, match="another computer"):
        system.refuse_shared_folder(share / "new" / "vault")
    system.refuse_shared_folder(tmp_path / "vault")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/mounts")
def test_the_mount_table_is_read() -> None:
    assert ("/proc", "proc") in system._mount_table()
    assert system._unescape(r"/media/My\040Stick") == "/media/My Stick"


def test_a_private_folder_and_a_reserve(tmp_path: Path) -> None:
    folder = system.private_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    reserve = folder / "reserve"
    system.keep_reserve(reserve, 1 << 20)
    assert reserve.stat().st_size == 1 << 20
    if sys.platform != "win32":
        assert reserve.stat().st_blocks * 512 >= 1 << 20  # really taken, not a hole
    system.append_line(folder / "attempts", "one")
    assert stat.S_IMODE((folder / "attempts").stat().st_mode) == 0o600


def test_a_disk_without_room_for_the_reserve_is_no_reason_not_to_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    system.keep_reserve(tmp_path / "reserve", 1 << 20)


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "disk is full"), (errno.EIO, "take or give"), (errno.EROFS, "take or give")]
)
def test_a_disk_that_fails_is_told(number: int, words: str) -> None:
    with pytest.raises(Trouble, match=words), system.disk_told():
        raise OSError(number, os.strerror(number))
    with pytest.raises(FileNotFoundError), system.disk_told():
        raise FileNotFoundError(errno.ENOENT, "no such file")


def _program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)


def test_printing_hands_the_pages_over_on_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    _program(tmp_path, "lp", f'echo "$@" > {tmp_path}/asked; cat > {tmp_path}/got')
    system.print_pdf(b"%PDF-1.7 pages", "Front Office", 2)
    assert (tmp_path / "asked").read_text() == "-s -n 2 -t OTDesk -d Front Office -\n"
    assert (tmp_path / "got").read_bytes() == b"%PDF-1.7 pages"
    _program(tmp_path, "lp", "cat > /dev/null; exit 1")
    with pytest.raises(Trouble, match="did not take"):
        system.print_pdf(b"%PDF")
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    with pytest.raises(Trouble, match="no print system"):
        system.print_pdf(b"%PDF")
    assert system.printers() == []


def test_printers_are_listed_default_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    _program(
        tmp_path,
        "lpstat",
        'case "$1" in -e) printf "Attic\\nLibrary\\nOffice\\n";; -d) echo "system default destination: Office";; esac',
    )
    assert system.printers() == ["Office", "Attic", "Library"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
def test_a_worker_is_stopped_by_its_limits() -> None:
    code = "from otdesk import system; system.limit_this_process(600 << 20, 5); b = bytearray(1 << 30)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "MemoryError" in done.stderr
