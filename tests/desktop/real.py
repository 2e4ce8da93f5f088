# SPDX-License-Identifier: MIT
"""A desktop of its own: X server, window manager, session bus and accessibility bus; hands are xdotool, eyes AT-SPI."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EYES = Path(__file__).with_name("eyes.py")
PATIENCE = 45.0
BUS = "echo $DBUS_SESSION_BUS_ADDRESS; /usr/libexec/at-spi-bus-launcher --launch-immediately & read end; kill $!"
SHOOT = (
    "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
    "app.primaryScreen().grabWindow(0).save(sys.argv[1])"
)


class Desktop:
    """`env` is what a program on it needs."""

    def __init__(self, env: dict[str, str], home: Path) -> None:
        self.env, self.home = env, home
        self.keys = 0
        self.program: subprocess.Popen[bytes] | None = None
        self.blind = ""
        """Why the last look failed."""

    # --- the program ---

    def start(self, when: str, *words: str) -> None:
        command = [sys.executable, "-m", "tests.desktop.started_at", when, *words]
        self.program = subprocess.Popen(command, cwd=ROOT, env=self.env)

    def ended(self) -> int:
        assert self.program is not None
        return self.program.wait(PATIENCE)

    def end(self) -> None:
        if self.program is not None and self.program.poll() is None:
            self.program.kill()
            self.program.wait()

    # --- hands ---

    def press(self, *keys: str) -> None:
        """Names as X knows them: "Return", "ctrl+Return"."""
        for key in keys:
            self.keys += key.count("+") + 1
            self._tool("key", "--clearmodifiers", "--delay", "60", key)

    def write(self, text: str) -> None:
        """Slowly enough that no letter is lost."""
        self.keys += len(text)
        self._tool("type", "--clearmodifiers", "--delay", "45", text)

    def click(self, name: str, times: int = 1, *inside: str) -> None:
        """With the mouse, in the middle of what has this name (inside of what has that one)."""
        self.point(self.place(name, *inside), times)

    def place(self, name: str, *inside: str) -> tuple[str, str]:
        """Where it is on the screen, as soon as it is there."""
        seen: list[str] = []

        def look() -> bool:
            seen[:] = self.look("place", name, *inside).split()
            return bool(seen)

        self._until(look, f"{name} to be shown", self.focus)
        return seen[0], seen[1]

    def point(self, place: tuple[str, str], times: int = 1) -> None:
        self._tool("mousemove", *place, "click", "--repeat", str(times), "--delay", "200", "1")

    def _tool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.env, check=True, timeout=60)

    # --- eyes ---

    def look(self, *what: str) -> str:
        done = subprocess.run(
            ["/usr/bin/python3", str(EYES), *what], env=self.env, capture_output=True, text=True, check=False,
            timeout=60,
        )  # fmt: skip
        self.blind = done.stderr
        return done.stdout

    # --- a screen reader's own hands: no key is pressed ---

    def act(self, name: str) -> None:
        """Press what has this name, as soon as it is there."""
        self._until(lambda: bool(self.look("do", name)), f"{name} to be pressed", self.focus)

    def fill(self, name: str, text: str) -> None:
        self._until(lambda: bool(self.look("write", name, text)), f"{name} to be filled", self.focus)

    def focus(self) -> str:
        return self.look("focus").strip()

    def wait_for(self, name: str) -> str:
        """Until what has the keyboard says `name` first."""
        return self._until(lambda: self.focus().startswith(name), f"the focus to say {name}", self.focus)

    def wait_to_say(self, words: str) -> str:
        """Until what has the keyboard says `words` somewhere."""
        return self._until(lambda: words in self.focus(), f"the focus to say {words}", self.focus)

    def wait_to_read(self, words: str) -> str:
        return self._until(lambda: words in self.look("tree"), f"the words {words}", self.focus)

    def walk_to(self, name: str, key: str = "Tab") -> None:
        """Press `key` until the focus says `name` first."""
        met: list[str] = []
        for _step in range(60):
            met.append(self.focus())
            if met[-1].startswith(name):
                return
            self.press(key)
            if self._gone():
                break
        raise AssertionError(f"{key} never comes to {name}: {met}; {self._standing()}")

    def _until(self, true: Callable[[], bool], words: str, result: Callable[[], str]) -> str:
        limit = time.monotonic() + PATIENCE
        while not true():
            if self._gone() or time.monotonic() > limit:
                raise AssertionError(f"waited in vain for {words}; {self._standing()}")
            time.sleep(0.1)
        return result()

    def _gone(self) -> bool:
        return self.program is not None and self.program.poll() is not None

    def _standing(self) -> str:
        """What somebody who was not there needs in order to see why: the pictures are gone when a runner is."""
        if self.program is not None and self._gone():
            last = [path.read_text(encoding="utf-8") for path in self.home.glob("otdesk/**/*.last")]
            return f"the program is gone ({self.program.returncode}): {' '.join(last)[-3000:]}"
        active = subprocess.run(
            ["xdotool", "getactivewindow", "getwindowname"], env=self.env, capture_output=True, text=True, check=False
        )
        where = f"the focus is on {self.focus()!r}, the active window is {(active.stdout + active.stderr).strip()!r}"
        return f"{where}; eyes: {self.blind[-1500:] or 'open'}; see {self.picture()}; {self.look('tree')[:3000]}"

    def picture(self) -> Path:
        path = self.home / "screen.png"
        subprocess.run([sys.executable, "-c", SHOOT, str(path)], env=self.env, check=False, timeout=60)
        return path


@contextmanager
def desktop(home: Path) -> Iterator[Desktop]:
    """Everything a real window needs; gone afterwards."""
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DBUS_", "AT_SPI", "XDG_"))}
    env |= {
        "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "OTDESK_HOME": str(home / "otdesk"),
        "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }  # fmt: skip
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        env["DISPLAY"] = f":{told.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env=env, stderr=subprocess.DEVNULL)
    bus = subprocess.Popen(
        ["dbus-run-session", "--", "sh", "-c", BUS],
        env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert bus.stdout is not None
    assert bus.stdin is not None
    env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    made = Desktop(env, home)
    try:
        yield made
    finally:
        made.end()
        bus.stdin.close()
        bus.wait(10)
        bus.stdout.close()
        for process in (manager, screen):
            process.terminate()
            process.wait(10)
