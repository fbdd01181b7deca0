"""Check the analysis plan and write down its hash, before anything is estimated."""

import argparse
import json
from pathlib import Path

from effektspor.evaluations.plan import plan_hash, read_plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare input and output."""
    parser.add_argument("--plan", type=Path, required=True, help="the analysis plan, Markdown")
    parser.add_argument("--registered", type=Path, required=True, help="JSON with the hash")


def run(args: argparse.Namespace) -> None:
    """Read, hash and write."""
    plan = read_plan(args.plan)
    registered = {
        "sha256": plan_hash(args.plan),
        "results": [result.id for result in plan.results],
        "deviations": len(plan.deviations),
    }
    args.registered.parent.mkdir(parents=True, exist_ok=True)
    unfinished = args.registered.with_name(f".{args.registered.name}.part")
    unfinished.write_text(json.dumps(registered, indent=1) + "\n", encoding="utf-8")
    unfinished.replace(args.registered)
