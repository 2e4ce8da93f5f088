# SPDX-License-Identifier: MIT
"""How a command says what it takes."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from otdesk.words import _

Arguments = argparse.Namespace
Command = Callable[[Arguments, datetime], int]


def declare(commands: Any, name: str, command: Command, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=command)
    return parser


def with_vault(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vault", type=Path, required=True, metavar="DIR", help=_("folder of the vault"))
    parser.add_argument("--passphrase-file", metavar="FILE", help=_("read the passphrase from FILE, - is stdin"))
