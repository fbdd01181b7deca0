"""``effektspor pool-evidence``: effects that reports state, and their random-effects means."""

import argparse
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.evaluations.evidence.effects import effects_tables
from effektspor.evidence.lists import read_themes
from effektspor.evidence.tables import FINDINGS
from effektspor.tables import write_csv


class _Task(Settings):
    confidence: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for table in ("findings", "themes", "effects", "pooled"):
        parser.add_argument(f"--{table}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, pool and write."""
    findings, themes = FINDINGS.read(args.findings), read_themes(args.themes)
    effects, pooled = effects_tables(findings, themes, args.settings.confidence)
    write_csv(effects, args.effects)
    write_csv(pooled, args.pooled)
