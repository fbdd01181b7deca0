"""Draw the figures of one group of artefacts: what the commands of all reports share."""

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import yaml
from matplotlib.figure import Figure

from effektspor.artefacts import Artefact, read_artefacts
from effektspor.errors import ReportError
from effektspor.report import style

Artefacts = dict[str, Artefact]
Words = Mapping[str, str]
Draw = Callable[[Artefacts, Path, Words, Path], None]
"""From artefacts, the folder of their data and the words to SVGs in a folder."""


def add_arguments(parser: argparse.ArgumentParser, draw: Mapping[str, Draw]) -> None:
    """Artefacts, data and words in; one SVG per figure out."""
    parser.add_argument("--group", required=True, choices=sorted(draw))
    parser.add_argument("--settings", type=json.loads, default={})
    parser.add_argument(
        "--artefacts", type=Path, nargs="+", required=True, help="JSON of the group, and of others"
    )
    parser.add_argument("--data", type=Path, required=True, help="CSVs beside that of the group")
    parser.add_argument("--words", type=Path, required=True, help="words.<language>.yml")
    parser.add_argument("--out", type=Path, required=True, help="folder")


def run(args: argparse.Namespace, draw: Mapping[str, Draw]) -> None:
    """Draw; a synthetic figure says so in the picture and in its file name."""
    artefacts = read_artefacts(args.artefacts)
    words = yaml.safe_load(args.words.read_text(encoding="utf-8"))
    draw[args.group](artefacts, args.data, words, args.out)


def file_name(figure_id: str, *, synthetic: bool) -> str:
    """``fig-x.syntetisk.svg`` for synthetic data, else ``fig-x.svg``."""
    return f"{figure_id}.syntetisk.svg" if synthetic else f"{figure_id}.svg"


def write_figure(figure_id: str, artefact: Artefact, out: Path, draw: Callable[[], Figure]) -> None:
    """Draw a figure in the house style and write it as SVG."""
    with style.drawing(figure_id):
        style.save(draw(), out / file_name(figure_id, synthetic=artefact.synthetic))


def artefact_of(artefacts: Artefacts, key: str) -> Artefact:
    """An artefact; ``ReportError`` where it is not registered."""
    if key not in artefacts:
        raise ReportError(
            f"There is no artefact {key!r}",
            where="effektspor figures",
            todo="Register the figure's artefact before it is drawn.",
        )
    return artefacts[key]


def read_data(path: Path) -> pd.DataFrame:
    """A data file of an artefact; names of cohorts and rows are text."""
    return pd.read_csv(path, dtype={"cohort": str, "label": str})
