"""Which renderer serves: Quarto where it is installed, the embedded one elsewhere.

This module is imported when the workflow is planned: it looks for programs and versions and
imports nothing heavy.
"""

import functools
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from effektspor.errors import ReportError

Choice = Literal["auto", "quarto", "embedded"]
SECONDS_TO_ANSWER = 30


@dataclass(frozen=True)
class Renderer:
    """A renderer: its name and version stand in the colophon and among the rule's parameters."""

    name: Literal["quarto", "embedded"]
    version: str

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


def choose_renderer(choice: Choice) -> Renderer:
    """Choose the renderer that the config asks for.

    Raises
    ------
    ReportError
        Where Quarto is asked for and not there.
    """
    if choice == "embedded":
        return _embedded()
    program = find_quarto()
    if program is not None:
        try:
            return Renderer("quarto", _quarto_version(program))
        except ReportError:
            if choice == "quarto":
                raise
    if choice == "auto":
        return _embedded()
    raise ReportError(
        "Quarto is asked for and not installed",
        where="report.renderer in the config",
        todo="Install Quarto, or set renderer: embedded (or auto).",
    )


def find_quarto() -> str | None:
    """Path of Quarto on the search path or beside the Python that runs, if any."""
    beside = str(Path(sys.executable).parent)
    return shutil.which("quarto") or shutil.which("quarto", path=beside)


def _embedded() -> Renderer:
    return Renderer("embedded", f"pypandoc {version('pypandoc-binary')}, typst {version('typst')}")


@functools.cache
def _quarto_version(program: str) -> str:
    try:
        done = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_ANSWER,
            check=True,
            env=os.environ | {"QUARTO_LOG_LEVEL": "error"},
        )
    except (OSError, subprocess.SubprocessError):
        raise ReportError(
            "Quarto is there but does not tell its version",
            where=program,
            todo="Repair the installation, or set renderer: embedded.",
        ) from None
    return done.stdout.strip()
