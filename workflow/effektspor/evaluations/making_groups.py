"""Result tables to the artefacts of one group: what the commands of all evaluations share."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from effektspor.artefacts import read_artefacts, write_artefacts
from effektspor.config.given import read_settings
from effektspor.errors import ConfigError
from effektspor.evaluations.group import Group
from effektspor.evaluations.making import Context
from effektspor.evaluations.mapping import own_values, read_mapping
from effektspor.evaluations.plan import read_plan
from effektspor.evaluations.result_tables import Layout, read_tables
from effektspor.registers.mark import read_mark

OWN_VALUES = "own_values"


class CommonSettings(BaseModel):
    """The settings that decide artefacts of every evaluation."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    extract_date: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    collected: dict[str, str] = {}
    confidence: float = Field(default=0.95, gt=0.5, lt=1)
    min_cell: int = Field(default=5, ge=1)


@dataclass(frozen=True)
class Evaluation:
    """What the artefacts of an evaluation are made with.

    Attributes
    ----------
    groups
        By name.
    layout
        Its result tables.
    settings
        Model of the settings that decide artefacts.
    study
        From these settings, the mark and the plan to what every artefact has in common.
    comparable
        Whether a study of these settings counts what the published figures count: one of another
        year does not.
    """

    groups: Mapping[str, Group]
    layout: Layout
    settings: type[CommonSettings]
    study: Callable[..., Context]
    comparable: Callable[[Any], bool] = lambda _settings: True


def add_arguments(parser: argparse.ArgumentParser, evaluation: Evaluation) -> None:
    """One option per result table; a group needs some of them and ignores none."""
    parser.add_argument("--group", required=True, choices=[*evaluation.groups, OWN_VALUES])
    parser.add_argument("--settings", default="{}")
    for name in evaluation.layout.columns:
        parser.add_argument(f"--in-{name.replace('_', '-')}", type=Path, dest=f"in_{name}")
    parser.add_argument("--in-mark", type=Path, help='JSON with {"synthetic": true or false}')
    parser.add_argument("--in-plan", type=Path, help="analysis plan")
    parser.add_argument("--in-mapping", type=Path, help="published_items.yml, for own_values")
    parser.add_argument("--in-artefacts", type=Path, nargs="+", default=[], help="for own_values")
    parser.add_argument("--out-json", type=Path)
    parser.add_argument("--out-dir", type=Path)
    parser.add_argument("--out-csv", type=Path, help="for own_values")


def run(args: argparse.Namespace, evaluation: Evaluation) -> None:
    """Write the artefacts of a group and the data beside them, or the own values."""
    if args.group == OWN_VALUES:
        _need(args, ["in_mapping", "out_csv"])
        settings = read_settings(evaluation.settings, args.settings)
        mapping = read_mapping(args.in_mapping) if evaluation.comparable(settings) else {}
        table = own_values(mapping, read_artefacts(args.in_artefacts))
        args.out_csv.parent.mkdir(parents=True, exist_ok=True)
        table.to_csv(args.out_csv, index=False, lineterminator="\n")
        return
    group = evaluation.groups[args.group]
    _need(args, [*(f"in_{n}" for n in group.requires), "in_mark", "in_plan", "out_json", "out_dir"])
    given = {n: getattr(args, f"in_{n}") for n in (*group.requires, *group.optional)}
    paths = {name: path for name, path in given.items() if path is not None}
    tables = read_tables(paths, evaluation.layout)
    settings = read_settings(evaluation.settings, args.settings)
    study = evaluation.study(
        synthetic=read_mark(args.in_mark), plan=read_plan(args.in_plan), **settings.model_dump()
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
