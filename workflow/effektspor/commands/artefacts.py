"""``effektspor artefacts``: result tables to the registered artefacts of one group."""

import argparse
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from effektspor.artefacts import read_artefacts, write_artefacts
from effektspor.config.given import read_settings
from effektspor.errors import ConfigError
from effektspor.evaluations.brf2019.groups import GROUPS
from effektspor.evaluations.brf2019.making import Study
from effektspor.evaluations.brf2019.tables import COLUMNS, read_tables
from effektspor.evaluations.mapping import own_values, read_mapping
from effektspor.evaluations.plan import read_plan
from effektspor.registers.mark import read_mark

OWN_VALUES = "own_values"


class Settings(BaseModel):
    """The settings that decide artefacts."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    extract_date: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    collected: dict[str, str] = {}
    reference_week: int = Field(default=95, ge=1, le=104)
    smallest_group: int = Field(default=50, ge=1)
    confidence: float = Field(default=0.95, gt=0.5, lt=1)
    washout_weeks: int = Field(default=52, ge=1)
    bridge_weeks: int = Field(default=4, ge=0)
    bridge_family_weeks: int | None = None
    min_cell: int = Field(default=5, ge=1)
    censor: bool = False
    count_imputed: bool = True
    hours_scope: str = "month"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One option per result table; a group needs some of them and ignores none."""
    parser.add_argument("--group", required=True, choices=[*GROUPS, OWN_VALUES])
    parser.add_argument("--settings", default="{}")
    for name in COLUMNS:
        parser.add_argument(f"--in-{name.replace('_', '-')}", type=Path, dest=f"in_{name}")
    parser.add_argument("--in-mark", type=Path, help='JSON with {"synthetic": true or false}')
    parser.add_argument("--in-plan", type=Path, help="analysis plan")
    parser.add_argument("--in-mapping", type=Path, help="published_items.yml, for own_values")
    parser.add_argument("--in-artefacts", type=Path, nargs="+", default=[], help="for own_values")
    parser.add_argument("--out-json", type=Path)
    parser.add_argument("--out-dir", type=Path)
    parser.add_argument("--out-csv", type=Path, help="for own_values")


def run(args: argparse.Namespace) -> None:
    """Write the artefacts of a group and the data beside them, or the own values."""
    if args.group == OWN_VALUES:
        _need(args, ["in_mapping", "out_csv"])
        table = own_values(read_mapping(args.in_mapping), read_artefacts(args.in_artefacts))
        args.out_csv.parent.mkdir(parents=True, exist_ok=True)
        table.to_csv(args.out_csv, index=False, lineterminator="\n")
        return
    group = GROUPS[args.group]
    _need(args, [*(f"in_{n}" for n in group.requires), "in_mark", "in_plan", "out_json", "out_dir"])
    given = {n: getattr(args, f"in_{n}") for n in (*group.requires, *group.optional)}
    tables = read_tables({name: path for name, path in given.items() if path is not None})
    settings = read_settings(Settings, args.settings)
    study = Study(
        synthetic=read_mark(args.in_mark),
        plan=read_plan(args.in_plan),
        **settings.model_dump(),
    )
    data = group.data(tables, study)
    args.out_dir.mkdir(parents=True, exist_ok=True)
    for name, frame in sorted(data.items()):
        frame.to_csv(args.out_dir / name, index=False, lineterminator="\n")
    write_artefacts(args.out_json, group.artefacts(tables, study))


def _need(args: argparse.Namespace, names: list[str]) -> None:
    missing = [name for name in names if getattr(args, name) is None]
    if missing:
        options = ", ".join("--" + name.replace("_", "-") for name in missing)
        raise ConfigError(
            f"The group {args.group!r} lacks inputs", where="command line", todo=f"Give {options}."
        )
