"""``effektspor ingest-evidence``: coded reports and findings, checked, and quotes searched."""

import argparse
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from effektspor.evidence.findings import read_findings
from effektspor.evidence.lists import read_designs, read_labels, read_themes
from effektspor.evidence.quotes import read_texts, search
from effektspor.evidence.reports import read_reports
from effektspor.evidence.tables import FINDINGS, REPORTS
from effektspor.tables import write_csv

LOG = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    for table in ("reports", "findings", "themes", "designs", "labels"):
        parser.add_argument(f"--{table}", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="texts of the reports")
    for table in ("out-reports", "out-findings", "quotes", "report"):
        parser.add_argument(f"--{table}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check, search, write; what may be a slip of the coder is told in the log."""
    themes, designs = read_themes(args.themes), read_designs(args.designs)
    reports = read_reports(args.reports, designs.of)
    names = {key: key for key in reports["report"]}
    others = read_labels(args.labels)
    # The list may be that of another coding: who reads other reports need not empty it. A label that is
    # passed over is no name, so a finding that uses it stops the run.
    foreign = sorted(label for label, report in others.items() if report not in names)
    labels = dict(zip(reports["label"], reports["report"], strict=True)) | {
        label: report for label, report in others.items() if report in names
    }
    findings = read_findings(args.findings, labels | names, set(themes["theme"]), designs.of)
    texts = read_texts(args.texts)
    quotes = search(findings, texts)
    if foreign:
        LOG.warning(
            "%s: labels of reports that are not in the list: %s", args.labels, ", ".join(foreign)
        )
    for remark in _remarks(reports, findings, quotes, set(texts)):
        LOG.warning("%s", remark)
    REPORTS.write(reports, args.out_reports)
    FINDINGS.write(findings, args.out_findings)
    write_csv(quotes, args.quotes)
    summary = {
        "synthetic": False,
        "reports": int((reports["kind"] == "report").sum()),
        "findings": len(findings),
        "labels": labels,
    }
    text = json.dumps(summary, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    args.report.write_text(text, encoding="utf-8")


def _remarks(
    reports: pd.DataFrame, findings: pd.DataFrame, quotes: pd.DataFrame, texts: set[str]
) -> Iterator[str]:
    """What may be a slip of the coder and does not stop the run."""
    for row in quotes[quotes["state"].isin(["found_elsewhere", "not_found"])].to_dict("records"):
        on = f"pages {row['pages_found']}" if row["pages_found"] else "no page of the text"
        yield (
            f"quote of finding {row['finding']}, row {row['row']}: page {row['page']} is stated, it "
            f"stands on {on}"
        )
    bare = findings[findings["effect"].notna() & findings["ci_low"].isna()]
    for row in bare.to_dict("records"):
        yield (
            f"finding {row['finding']}, row {row['row']}: an effect without interval is shown and "
            "never pooled"
        )
    for key in sorted(set(reports["report"]) - set(findings["report"])):
        yield f"report {key} has no finding"
    for key in sorted(texts - set(reports["report"])):
        yield f"the text {key}.txt is of no report in the list"
