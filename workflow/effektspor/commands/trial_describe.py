"""Describe a trial: its flow, the arms' background, groups at the end, and the jobs."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.config.given import settings_of
from effektspor.evaluations.trial.baseline import baseline_table
from effektspor.evaluations.trial.flow import flow_table
from effektspor.evaluations.trial.job_profiles import jobs_table
from effektspor.evaluations.trial.labels import read_variables
from effektspor.evaluations.trial.profiles import profiles_table
from effektspor.evaluations.trial.task import TrialTask
from effektspor.evaluations.trial.variables import made, with_made
from effektspor.tables import write_csv
from effektspor.trial.tables import JOBS, PERSONS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(TrialTask), required=True)
    for name in ("persons", "jobs", "people"):
        parser.add_argument(f"--{name}", type=Path, required=True, help="table of the trial")
    parser.add_argument("--codebooks", type=Path, nargs="+", required=True, help="CSVs")
    parser.add_argument("--scales", type=Path, required=True, help="scales of the categories, CSV")
    parser.add_argument("--flow", type=Path, required=True, help="trial_flow.csv")
    parser.add_argument("--baseline", type=Path, required=True, help="trial_baseline.csv")
    parser.add_argument("--profiles", type=Path, required=True, help="trial_profiles.csv")
    parser.add_argument("--jobs-table", type=Path, required=True, help="trial_jobs.csv")


def run(args: argparse.Namespace) -> None:
    """Read, count and write."""
    task: TrialTask = args.settings
    how, smallest = task.inference, task.disclosure.min_cell
    persons, jobs = PERSONS.read(args.persons), JOBS.read(args.jobs)
    people = pd.read_parquet(args.people, columns=["group", "arm"])
    variables = with_made(read_variables(args.codebooks, args.scales))
    described = made(persons, task.waiting.long_weeks)
    write_csv(flow_table(persons, people, smallest), args.flow)
    write_csv(baseline_table(described, variables, smallest), args.baseline)
    write_csv(profiles_table(described, variables, how), args.profiles)
    write_csv(jobs_table(jobs, variables, how), args.jobs_table)
