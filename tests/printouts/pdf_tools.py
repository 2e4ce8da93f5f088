# SPDX-License-Identifier: MIT
"""Other people's programs read our PDFs: what they say is what counts."""

import subprocess
from pathlib import Path


def _run(command: list[str], pdf: bytes) -> str:
    done = subprocess.run(command, input=pdf, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode()


def text(pdf: bytes, *options: str) -> str:
    """All words, pages ended by a form feed."""
    return _run(["pdftotext", "-enc", "UTF-8", *options, "-", "-"], pdf)


def flat(pdf: bytes) -> str:
    """All words of all pages on one line, whatever the line ends."""
    return " ".join(text(pdf, "-raw").split())


def pages(pdf: bytes) -> list[str]:
    return text(pdf, "-raw").split("\f")[:-1]


def structure(pdf: bytes) -> str:
    return _run(["pdfinfo", "-struct-text", "-"], pdf)


def structure_words(pdf: bytes) -> str:
    """The words of the structure tree as a screen reader gets them, on one line."""
    said = (line.strip() for line in structure(pdf).splitlines())
    return " ".join(" ".join(line.strip('"') for line in said if line.startswith('"')).split())


def info(pdf: bytes) -> dict[str, str]:
    rows = (line.partition(":") for line in _run(["pdfinfo", "-"], pdf).splitlines())
    return {key.strip(): value.strip() for key, _colon, value in rows}


def fonts(pdf: bytes) -> list[list[str]]:
    """Per font: name, ..., emb, sub, uni, object number."""
    return [line.split() for line in _run(["pdffonts", "-"], pdf).splitlines()[2:]]


def assert_sound(pdf: bytes, folder: Path) -> None:
    """qpdf finds nothing to say, every font is embedded as a subset with a map to Unicode, the file is tagged."""
    file = folder / "checked.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    for font in fonts(pdf):
        assert font[-5:-2] == ["yes", "yes", "yes"], font
    assert info(pdf)["Tagged"] == "yes"
