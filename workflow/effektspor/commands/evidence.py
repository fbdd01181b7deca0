"""``effektspor evidence``: reports by themes, read across, mapped, with gaps and selection."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.evaluations.evidence.evidence_map import gaps_table, map_table
from effektspor.evaluations.evidence.matrix import matrix_table
from effektspor.evaluations.evidence.overview import findings_table, flow_table, reports_table
from effektspor.evaluations.evidence.themes import themes_table
from effektspor.evidence.lists import read_designs, read_selection, read_themes
from effektspor.evidence.tables import FINDINGS, REPORTS
from effektspor.tables import write_csv

LOG = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    for table in ("reports", "findings", "themes", "designs", "selection"):
        parser.add_argument(f"--{table}", type=Path, required=True)
    for table in ("out-reports", "flow", "matrix", "out-findings", "out-themes", "map", "gaps"):
        parser.add_argument(f"--{table}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, count and write."""
    reports, findings = REPORTS.read(args.reports), FINDINGS.read(args.findings)
    themes, designs = read_themes(args.themes), read_designs(args.designs).table
    matrix = matrix_table(reports, findings, themes)
    pseudo = set(reports.loc[reports["kind"] != "report", "report"])
    write_csv(reports_table(reports, findings, designs), args.out_reports)
    flow = flow_table(read_selection(args.selection), reports)
    _remark_selection(flow, args.selection)
    write_csv(flow, args.flow)
    write_csv(matrix, args.matrix)
    write_csv(findings_table(findings, reports, themes, designs), args.out_findings)
    write_csv(themes_table(matrix, findings, themes, pseudo), args.out_themes)
    write_csv(map_table(reports, findings, themes, designs), args.map)
    write_csv(gaps_table(reports, findings, themes), args.gaps)


def _remark_selection(flow: pd.DataFrame, path: Path) -> None:
    """More reports coded than read: the list of steps may be that of another coding."""
    steps = flow.set_index("step")["n"]
    if {"read", "coded"} <= set(steps.index) and steps["coded"] > steps["read"]:
        LOG.warning(
            "%s: %d reports are coded and %d were read; correct n of the step read",
            path, steps["coded"], steps["read"],
        )  # fmt: skip
