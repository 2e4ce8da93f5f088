# SPDX-License-Identifier: MIT
"""Sleep and the lock of the screen, told over a message bus of the test's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TALK = """
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from otdesk.ui.cover.outside import Outside

app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
assert bus.registerService("org.freedesktop.login1") and bus.registerService("org.freedesktop.ScreenSaver")
outside, heard = Outside(app), []

def hear():
    heard.append("away")
    if len(heard) == 3:
        app.quit()

def say(path, interface, name, *what):
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(what))
    assert bus.send(message)

outside.away.connect(hear)
LOGIN = "org.freedesktop.login1"
QTimer.singleShot(200, lambda: say("/org/freedesktop/login1", LOGIN + ".Manager", "PrepareForSleep", False))
QTimer.singleShot(250, lambda: say("/org/freedesktop/login1", LOGIN + ".Manager", "PrepareForSleep", True))
QTimer.singleShot(300, lambda: say("/org/freedesktop/login1/session/_31", LOGIN + ".Session", "Lock"))
QTimer.singleShot(350, lambda: say("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True))
QTimer.singleShot(400, lambda: say("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", False))
QTimer.singleShot(20_000, app.quit)
app.exec()
print(*heard)
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no message bus")
def test_the_desktop_is_heard() -> None:
    shell = 'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" exec "$0" -c "$1"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", shell, sys.executable, TALK],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["away"] * 3, done.stderr
