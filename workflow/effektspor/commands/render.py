"""Render a staged report to HTML and PDF, and check both files before they are released."""

import argparse
import json
import logging
import shutil
import tempfile
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.errors import ReportError
from effektspor.report.checks import Expectations, check_report
from effektspor.report.config_file import read_yaml
from effektspor.report.embedded import render_embedded
from effektspor.report.manifest import verify_manifest
from effektspor.report.quarto import render_quarto
from effektspor.report.renderer import Renderer, choose_renderer
from effektspor.report.rowheads import promote_row_headers
from effektspor.report.stage import QMD, add_renderer

log = logging.getLogger(__name__)
SHOWN_PROBLEMS = 12


class _Task(Settings):
    renderer: str
    version: str
    fallback: bool = False  # `renderer: auto`: where Quarto fails, the embedded one serves


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--staged", type=Path, required=True, help="the staged folder")
    parser.add_argument("--manifest", type=Path, required=True, help="what the folder must hold")
    parser.add_argument("--html", type=Path, required=True)
    parser.add_argument("--pdf", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Render in a working copy, check, and only then put both files in place."""
    task: _Task = args.settings
    verify_manifest(args.staged, args.manifest)
    renderer = Renderer("quarto" if task.renderer == "quarto" else "embedded", task.version)
    with tempfile.TemporaryDirectory(prefix="effektspor-") as name:
        try:
            html, pdf = _render(args.staged, Path(name) / renderer.name, renderer)
        except ReportError as error:
            if not (task.fallback and renderer.name == "quarto"):
                raise
            log.warning(
                "Quarto could not make the report, so the embedded renderer does: %s", error
            )
            renderer = choose_renderer("embedded")
            html, pdf = _render(args.staged, Path(name) / renderer.name, renderer)
        for made, target in ((html, args.html), (pdf, args.pdf)):
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(f".{target.name}.part")
            shutil.copyfile(made, unfinished)
            unfinished.replace(target)
    log.info("%s", json.dumps({"renderer": str(renderer)}))


def _render(staged: Path, work: Path, renderer: Renderer) -> tuple[Path, Path]:
    """Render a copy of the staged folder below `work`; only files that pass the checks return."""
    folder, html, pdf = work / "report", work / "report.html", work / "report.pdf"
    shutil.copytree(staged, folder)
    add_renderer(folder, str(renderer))
    if renderer.name == "quarto":
        render_quarto(folder, html, pdf)
    else:
        render_embedded(folder, QMD, html, pdf)
    promote_row_headers(pdf, html)
    _refuse_problems(folder, html, pdf)
    return html, pdf


def _refuse_problems(folder: Path, html: Path, pdf: Path) -> None:
    config = read_yaml(folder / "_quarto.yml")
    expectations = Expectations(
        language=str(config["lang"]),
        synthetic=bool(config["synthetic"]),
        synthetic_label=str(config["labels"]["synthetic"]),
    )
    problems = check_report(html, pdf, expectations)
    if problems:
        listed = "".join(f"\n    {p.where}: {p.what}" for p in problems[:SHOWN_PROBLEMS])
        more = len(problems) - SHOWN_PROBLEMS
        raise ReportError(
            f"The rendered report breaks {len(problems)} rules{listed}"
            + (f"\n    and {more} more" if more > 0 else ""),
            where=str(folder.name),
            todo="Correct the text, table or figure named; the earlier report stays in place.",
        )
