"""Build the folder that a report is rendered from: what the commands of all reports share."""

import argparse
import datetime
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from effektspor.artefacts import Artefact, read_artefacts
from effektspor.config.given import settings_of
from effektspor.errors import ReportError
from effektspor.evaluations.plan import plan_hash, read_plan
from effektspor.report.manifest import write_manifest
from effektspor.report.partials import Figures, drawn
from effektspor.report.parts import Parts
from effektspor.report.stage import stage_report
from effektspor.report.variables import Provenance, document


class Settings(BaseModel):
    """The settings of a report."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    study: str
    report_date: datetime.date
    config_hash: str
    language: str = "da"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Artefacts, data, figures and texts in; one folder out."""
    parser.add_argument("--settings", type=settings_of(Settings), required=True)
    parser.add_argument("--artefacts", type=Path, nargs="+", required=True, help="all JSON files")
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders with CSVs")
    parser.add_argument("--figures", type=Path, nargs="+", required=True, help="folders with SVGs")
    parser.add_argument("--report", type=Path, required=True, help="reports/<study>")
    parser.add_argument("--plan", type=Path, required=True, help="the analysis plan, Markdown")
    parser.add_argument("--theme", type=Path, required=True, help="reports/shared")
    parser.add_argument("--out", type=Path, required=True, help="the staged folder")
    parser.add_argument("--manifest", type=Path, help="JSON: SHA-256 of every staged file")


def stage(args: argparse.Namespace, parts: Parts) -> None:
    """Check every text, fill it and stage the report."""
    settings: Settings = args.settings
    artefacts = read_artefacts(args.artefacts)
    provenance = Provenance(
        version=version("effektspor"),
        config_hash=settings.config_hash,
        plan_hash=plan_hash(args.plan),
        report_date=settings.report_date,
    )
    content = document(
        parts,
        args.report,
        args.theme,
        settings.language,
        artefacts,
        args.data,
        provenance,
        read_plan(args.plan).deviations,
    )
    stage_report(
        args.out,
        qmd=args.report / f"{settings.study}.qmd",
        theme=args.theme,
        meta=content.meta,
        variables=content.variables,
        figures={
            key: _figure(parts.figures, key, artefacts, args.figures)
            for key in parts.figures
            if drawn(parts.figures, key, artefacts)
        },
        partials=content.partials,
        replaced=content.replaced,
        assets=content.assets,
    )
    if args.manifest:
        write_manifest(args.out, args.manifest)


def _figure(
    figures: Figures, figure_id: str, artefacts: dict[str, Artefact], folders: list[Path]
) -> Path:
    """The SVG of a figure: the marked one where its artefact is synthetic, never the other."""
    key = figures[figure_id][0]
    synthetic = key in artefacts and artefacts[key].synthetic
    name = f"{figure_id}.syntetisk.svg" if synthetic else f"{figure_id}.svg"
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise ReportError(
        f"The figure {name} is missing",
        where=", ".join(str(folder) for folder in folders),
        todo="Draw it with `effektspor figures`.",
    )
