"""``effektspor evidence-figures``: draw the figures of one group of the desk research."""

import argparse
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from effektspor.report import danish, drawing
from effektspor.report.charts.boxes import Level, Node, boxes_figure
from effektspor.report.charts.bubbles import bubble_figure
from effektspor.report.charts.forest import RATIOS, Part, forest_figure
from effektspor.report.charts.stocks import ranges_figure
from effektspor.report.drawing import Artefacts, Draw, Words, artefact_of, read_data, write_figure
from effektspor.report.findings import level_of
from effektspor.report.style import drawing as house_style
from effektspor.report.style import save

JUDGEMENTS = ("votes", "clear", "campbell", "body")
COLUMNS: Mapping[str, str] = {
    "votes": "jobeffekter_word",
    "clear": "clear_word",
    "campbell": "campbell_word",
    "body": "body_word",
}
"""Columns of ``evidence_grades`` by judgement."""


def _selection(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.selection")
    flow = read_data(data / str(artefact.data))
    levels = [
        Level(words["chart_selection"], {"all": Node(str(label), [_number(n, words)])})
        for label, n in zip(flow["label_da"], flow["n"], strict=True)
    ]
    write_figure("fig-selection", artefact, out, lambda: boxes_figure(
        levels, ["all"], words, synthetic=artefact.synthetic,
    ))  # fmt: skip


def _number(n: float, words: Words) -> str:
    """Reports at a step, or that the source does not say."""
    if pd.isna(n):
        return words["chart_not_stated"]
    return words["chart_report"] if n == 1 else words["chart_reports"].format(n=danish.number(n))


def _map(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.map")
    table = read_data(data / str(artefact.data))
    counts = pd.DataFrame(
        {"row": table["label_da"], "column": table["design_da"], "n": table["n_reports"]}
    )
    rows, columns = (list(dict.fromkeys(map(str, counts[name]))) for name in ("row", "column"))
    write_figure("fig-map", artefact, out, lambda: bubble_figure(
        counts, rows, columns, words, synthetic=artefact.synthetic,
    ))  # fmt: skip


def _grades(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.grades")
    table = read_data(data / str(artefact.data))
    ranges = pd.DataFrame(
        {
            "label": table["label_da"],
            "low": table["stock_low"],
            "high": table["stock_high"],
            "marked": table["disagree"].astype(str).eq("True"),
            **{name: table[column] for name, column in COLUMNS.items()},
        }
    )
    limit = artefact_of(artefacts, "study.least_stock").value or 0.0
    write_figure("fig-grades", artefact, out, lambda: ranges_figure(
        ranges, JUDGEMENTS, words, limit=limit, synthetic=artefact.synthetic,
    ))  # fmt: skip


def _effects(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    effects, pooled = (read_data(data / f"evidence_{name}.csv") for name in ("effects", "pooled"))
    groups = effects.groupby(["label_da", "theme", "outcome", "effect_unit"], sort=False)
    parts = [
        _part([str(each) for each in key], own, pooled, words) for key, own in groups
    ]  # fmt: skip
    with house_style("fig-forest"):  # drawn without effects as well: it says that there are none
        figure = forest_figure(
            parts, words, mean_label=words["mean_of"], synthetic=False, level=level_of(artefacts)
        )
        save(figure, out / drawing.file_name("fig-forest", synthetic=False))


def _part(key: list[str], own: pd.DataFrame, pooled: pd.DataFrame, words: Words) -> Part:
    label, theme, outcome, unit = key
    studies = pd.DataFrame(
        {
            "label": own["report_label"],
            "effect": own["effect"].astype(float),
            "low": own["ci_low"].astype(float),
            "high": own["ci_high"].astype(float),
            "weight": own["weight"].astype(float),
        }
    )
    found = pooled[
        (pooled["theme"] == theme) & (pooled["outcome"] == outcome) & (pooled["unit"] == unit)
    ]
    mean = found[found["k"] >= 2]
    ends = None if mean.empty else _ends(mean, "estimate", "low", "high")
    more = (
        None
        if mean.empty or mean["pred_low"].isna().any()
        else _ends(mean, "pred_low", "pred_high")
    )
    return Part(
        f"{label}: {outcome}", words[f"effect_unit_{unit}"], unit in RATIOS, studies,
        ends, more,  # type: ignore[arg-type]
    )  # fmt: skip


def _ends(row: pd.DataFrame, *names: str) -> tuple[float, ...]:
    return tuple(float(row[name].iloc[0]) for name in names)


_DRAW: Mapping[str, Draw] = {
    "overview": _selection,
    "map": _map,
    "grades": _grades,
    "effects": _effects,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Artefacts, data and words in; one SVG per figure out."""
    drawing.add_arguments(parser, _DRAW)


def run(args: argparse.Namespace) -> None:
    """Draw the figures of a group."""
    drawing.run(args, _DRAW)
