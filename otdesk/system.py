# SPDX-License-Identifier: MIT
"""Everything that differs between Linux, Windows and macOS: locks, folders, durable files, printing, child limits."""

import contextlib
import errno
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from otdesk.faults import Refusal, Trouble
from otdesk.words import _

logger = logging.getLogger(__name__)

_BELOW_NORMAL = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS
_NICE = 10

# --- files that must survive a power cut -------------------------------------------------------------------------


_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FAILING = frozenset({errno.EIO, errno.EROFS})


def disk_full() -> Trouble:
    return Trouble(
        _("The disk is full, so nothing more can be saved."),
        _("Make room on it, then try again. Drafts are still being saved."),
    )


def disk_failing() -> Trouble:
    return Trouble(
        _("The disk does not take or give data."), _("Look at the disk and its cable, then open OTDesk again.")
    )


def disk_trouble(fault: OSError) -> Trouble | None:
    """What a person is told when the disk is the reason; None when it is another."""
    if fault.errno in _FULL:
        return disk_full()
    return disk_failing() if fault.errno in _FAILING else None


@contextlib.contextmanager
def disk_told() -> Iterator[None]:
    """A disk that is full or fails is told as Trouble."""
    try:
        yield
    except OSError as fault:
        trouble = disk_trouble(fault)
        if trouble is None:
            raise
        raise trouble from fault


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes) -> None:
    """Replace a file as a whole: after a crash it holds the old content or the new, never a part."""
    temp = path.with_name(path.name + ".new")
    handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    temp.replace(path)
    sync_folder(path.parent)


def private_folder(folder: Path) -> Path:
    """A folder that only this person may enter (0700); made with its parents."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if sys.platform != "win32":
        folder.chmod(0o700)
    return folder


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def append_line(path: Path, line: str) -> None:
    """Add a line to a private file."""
    with open(path, "a", encoding="utf-8", opener=_private) as file:
        file.write(line + "\n")


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def keep_reserve(path: Path, size: int) -> None:
    """Hold `size` bytes of the disk in a file, to be given up when the disk is full and a draft must be saved."""
    if path.is_file() and path.stat().st_size == size:
        return
    if free_bytes(path.parent) < 8 * size:
        return
    try:
        with open(path, "wb", opener=_private) as file:
            if sys.platform == "linux":
                os.posix_fallocate(file.fileno(), 0, size)
            else:
                file.write(bytes(size))
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:  # the vault is as good without; the next start tries again
        logger.info("no reserve could be held: %s", fault.strerror)


# --- one owner ---------------------------------------------------------------------------------------------------


class OwnerLock:
    """The lock of the one process that owns a vault; the kernel releases it when the process dies."""

    def __init__(self, path: Path) -> None:
        """Trouble when another process, or another part of this one, holds it."""
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError as fault:
            os.close(self._handle)
            raise Trouble(_("OTDesk is open."), _("Close the other window of OTDesk first.")) from fault

    def release(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


# --- folders where a live vault may not lie ----------------------------------------------------------------------

_SYNCED_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "cloudstorage": "a cloud drive",
    "nextcloud": "Nextcloud",
}
_NETWORK_TYPES = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "davfs", "ncpfs", "ceph", "glusterfs"),
        *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse", "fuse.davfs2"),
        *("fuse.onedriver", "webdav"),
    }
)


def refuse_shared_folder(folder: Path) -> None:
    """Refusal when a live vault in this folder would be copied or locked by something else."""
    folder = folder.expanduser().absolute()
    service = _sync_service(folder)
    if service:
        raise Refusal(
            _(
                "This folder is kept in step by {service}, which can copy a vault while it is being written. "
                "Choose a folder on this computer; finished backups may go there."
            ).format(service=service)
        )
    if _on_network(folder):
        raise Refusal(
            _(
                "This folder is on another computer, where a vault can lose its last changes. "
                "Choose a folder on this computer; finished backups may go there."
            )
        )


def _sync_service(folder: Path) -> str:
    candidates = [folder, folder.resolve()]
    for part in (part for path in candidates for part in path.parts):
        name = part.casefold()
        for known, service in _SYNCED_NAMES.items():
            if name == known or name.startswith((known + " - ", known + " (")):
                return service
    for parent in {ancestor for path in candidates for ancestor in (path, *path.parents)}:
        if (parent / ".dropbox").exists() or (parent / ".dropbox.cache").is_dir():
            return "Dropbox"
    for variable in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        root = os.environ.get(variable)
        if root and any(path.is_relative_to(root) for path in candidates):
            return "OneDrive"
    return ""


def _on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        root = folder.anchor
        return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == 4
    existing = next(path for path in (folder, *folder.parents) if path.exists()).resolve()
    return any(existing.is_relative_to(point) for point in _network_mounts(_mount_table()))


def _mount_table() -> list[tuple[str, str]]:
    """(mount point, type) of all mounts."""
    if sys.platform == "linux":
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
        return [(_unescape(line.split()[1]), line.split()[2]) for line in lines if len(line.split()) > 2]
    if sys.platform == "darwin":
        import subprocess

        listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=10)
        pairs = (line.partition(" on ")[2].rpartition(" (") for line in listing.stdout.splitlines())
        return [(point, kinds.split(",")[0].rstrip(")")) for point, _sep, kinds in pairs]
    return []


def _unescape(text: str) -> str:
    return text.encode("latin-1", "replace").decode("unicode_escape") if "\\" in text else text


def _network_mounts(table: list[tuple[str, str]]) -> list[Path]:
    return [Path(point) for point, kind in table if kind in _NETWORK_TYPES]


# --- printing: on stdin, so that no file is left anywhere --------------------------------------------------------


def printers() -> list[str]:
    """Names of the printers this machine knows; the default one first."""
    if sys.platform == "win32" or shutil.which("lpstat") is None:
        return []
    names = _lpstat("-e").split()
    default = _lpstat("-d").rpartition(": ")[2].strip()
    return sorted(names, key=lambda name: (name != default, name))


def _lpstat(option: str) -> str:
    import subprocess

    done = subprocess.run(["lpstat", option], capture_output=True, text=True, check=False, timeout=10)  # noqa: S603, S607 - a fixed command, found on PATH
    return done.stdout if done.returncode == 0 else ""


def print_pdf(data: bytes, printer: str = "", copies: int = 1, title: str = "OTDesk") -> None:
    """Hand a PDF to the print system; Trouble when there is none or it says no. `title` never holds a name."""
    program = shutil.which("lp")
    if program is None:
        raise Trouble(_("This computer has no print system."), _("Save the pages as a PDF and print them elsewhere."))
    command = [program, "-s", "-n", str(copies), "-t", title, *(["-d", printer] if printer else []), "-"]
    import subprocess

    done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)  # noqa: S603 - a list, no shell
    if done.returncode:
        raise Trouble(_("The printer did not take the pages."), _("Look whether it is switched on, then print again."))


# --- children that read foreign files ----------------------------------------------------------------------------


def limit_this_process(memory_bytes: int, cpu_seconds: int) -> None:
    """Called by a worker about itself before it touches a foreign file. Windows: the parent's time limit remains."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # macOS refuses to limit the address space; the parent's time limit remains.
        with contextlib.suppress(ValueError):
            resource.setrlimit(what, (limit, hard))


def work_in_background() -> None:
    """This process, and those it starts, let the window's go first."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(_NICE)


@contextlib.contextmanager
def umask_private() -> Iterator[None]:
    """Files made inside are readable by this person alone (the driver makes its own files)."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def own_version() -> str:
    """The version of this OTDesk; empty in a frozen program, which carries no package data."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("otdesk")
    except PackageNotFoundError:
        return ""
