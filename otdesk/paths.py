# SPDX-License-Identifier: MIT
"""Where things lie: in a checkout, in an installed wheel, in a frozen app. The only place that knows."""

import os
import sys
from pathlib import Path


def resources() -> Path:
    """The folder with icons, fonts, translations, templates, rule packs and the sample."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def resource(*parts: str) -> Path:
    return resources().joinpath(*parts)


def data_folder() -> Path:
    """This person's folder for vaults; `OTDESK_HOME` moves everything (tests, portable use)."""
    home = os.environ.get("OTDESK_HOME")
    if home:
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("OTDesk", appauthor=False)


def default_vault() -> Path:
    return data_folder() / "vault"


def settings_file() -> Path:
    return data_folder() / "settings.json"


def log_folder() -> Path:
    return data_folder() / "logs"
