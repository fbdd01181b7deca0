"""Describe the cohort: attrition, baseline, balance, follow-up, hours, exits, quality, reconciled."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from effektspor.codebook import read_codebook
from effektspor.cohort.attrition import flow, refuse_nobody
from effektspor.cohort.background import baseline
from effektspor.cohort.balance import balance
from effektspor.cohort.characteristics import characteristics
from effektspor.cohort.exits import exits_table, flows_table, refuse_leaks
from effektspor.cohort.follow_up import follow_up
from effektspor.cohort.hours_weekly import hours_weekly
from effektspor.cohort.reconcile import reconcile
from effektspor.cohort.state_list import read_state_list
from effektspor.config.base import Settings
from effektspor.config.design import Background, Codes, Cohorts, Disclosure, FollowUp
from effektspor.config.given import settings_of
from effektspor.estimators.causes import CAUSES, refuse_other_exits
from effektspor.estimators.moments import MOMENTS
from effektspor.estimators.survival import RISK
from effektspor.registers.quality import add_quality, join_quality, read_quality, refuse_gaps
from effektspor.tables import write_csv

PARTS = ("attrition", "background", "follow-up", "hours-weekly", "exits", "flows", "quality")
RESULTS = (
    "attrition", "baseline", "balance", "follow-up", "hours-weekly", "exits", "flows", "quality",
)  # fmt: skip


class _Task(Settings):
    codes: Codes
    background: Background
    cohorts: Cohorts
    follow_up: FollowUp
    disclosure: Disclosure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for name in PARTS:
        parser.add_argument(f"--{name}-parts", type=Path, nargs="+", required=True)
    parser.add_argument("--register-quality", type=Path, nargs="+", required=True)
    for name in ("moments", "risk", "causes", *RESULTS):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, add up, reconcile and write."""
    task: _Task = args.settings
    extension = Path(task.codes.extension) if task.codes.extension else None
    codebook = read_codebook(Path(task.codes.benefits), extension)
    known = characteristics(codebook, task.background)
    read = add_quality([read_quality(part) for part in args.quality_parts])
    attrition = flow(_read(args.attrition_parts))
    refuse_nobody(attrition)
    sums = _read(args.background_parts)
    table = baseline(sums, known)
    ends = follow_up(_read(args.follow_up_parts))
    risk = RISK.read(args.risk)
    reconcile(attrition, table, ends, risk, MOMENTS.read(args.moments), weeks=task.cohorts.weeks)
    refuse_other_exits(CAUSES.read(args.causes), risk)
    exits, flows = _read(args.exits_parts), _read(args.flows_parts)
    refuse_leaks(pd.concat(exits), pd.concat(flows))
    states = read_state_list(Path(task.codes.states))
    weeks, min_cell = task.follow_up.exit_weeks, task.disclosure.min_cell
    quality = join_quality([*(read_quality(part) for part in args.register_quality), read])
    # What ingest wrote has been read by one shard or another, and by one only.
    rows = read[read["check"] == "read"].set_index("file")["n_after"]
    written = {Path(str(file)).stem: int(n) for file, n in rows.items()}
    refuse_gaps(quality, written | {"dream": int(attrition["n_after"].iloc[0])})
    write_csv(attrition, args.attrition)
    write_csv(table, args.baseline)
    write_csv(balance(sums, known, task.cohorts), args.balance)
    write_csv(ends.drop(columns="n_started"), args.follow_up)
    write_csv(hours_weekly(_read(args.hours_weekly_parts)), args.hours_weekly)
    write_csv(exits_table(exits, states, weeks, min_cell), args.exits)
    write_csv(flows_table(flows, states, min_cell), args.flows)
    write_csv(quality, args.quality)


def _read(paths: Sequence[Path]) -> list[pd.DataFrame]:
    """The parts of all shards; one without a start has no rows, and no types of columns either."""
    parts = [pd.read_csv(path, dtype={"cohort": str}) for path in paths]
    return [part for part in parts if len(part)] or parts[:1]
