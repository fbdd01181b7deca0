"""The other renderer: ``quarto render`` as a subprocess, on the same staged folder.

Quarto ends with status 0 where a variable or a reference is unknown and prints a mark in the text
instead; the checks of the rendered files look for these marks.
"""

import datetime
import os
import shutil
import subprocess
from pathlib import Path

import matplotlib

from effektspor.errors import ReportError
from effektspor.report.config_file import read_yaml
from effektspor.report.renderer import find_quarto
from effektspor.report.stage import QMD

LAST_LINES = 15
OUTPUTS = {"html": "report.html", "typst": "report.pdf"}


def render_quarto(folder: Path, html: Path, pdf: Path) -> None:
    """Render the staged report to both formats; writes working files into `folder`.

    Raises
    ------
    ReportError
        Where Quarto is missing, fails or gives no file, with its last words.
    """
    program = find_quarto()
    if program is None:
        raise ReportError(
            "Quarto is asked for and not installed",
            where="report.renderer in the config",
            todo="Install Quarto, or set renderer: embedded (or auto).",
        )
    environment = _environment(folder)
    for form, target in (("html", html), ("typst", pdf)):
        done = subprocess.run(
            [program, "render", QMD, "--to", form],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        made = folder / OUTPUTS[form]
        if done.returncode or not made.exists():
            words = "\n".join((done.stderr or done.stdout).strip().splitlines()[-LAST_LINES:])
            raise ReportError(
                f"Quarto cannot render the report to {form}",
                where=str(folder / QMD),
                todo=words or "Quarto said nothing; run it by hand in that folder.",
            )
        shutil.move(made, target)


def _environment(folder: Path) -> dict[str, str]:
    """Make the bytes depend on the report alone: its date, its fonts, no home folder."""
    date = datetime.date.fromisoformat(str(read_yaml(folder / "_quarto.yml")["date-meta"]))
    stamp = datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)
    home = folder / ".home"
    home.mkdir(exist_ok=True)
    return os.environ | {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "SOURCE_DATE_EPOCH": str(int(stamp.timestamp())),
        "TYPST_FONT_PATHS": str(Path(matplotlib.get_data_path()) / "fonts" / "ttf"),
        "TYPST_IGNORE_SYSTEM_FONTS": "true",
    }
