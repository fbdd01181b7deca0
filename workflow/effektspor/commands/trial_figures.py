"""``effektspor trial-figures``: draw the figures of one group of artefacts of the flexjob trial."""

import argparse
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from effektspor.evaluations.trial.arms import ARMS, MUNICIPALITY, OTHER_ACTOR
from effektspor.report import drawing
from effektspor.report.charts.boxes import boxes_figure
from effektspor.report.charts.climb import climb_figure
from effektspor.report.charts.love import love_figure
from effektspor.report.charts.months import compared_figure, panel_figure
from effektspor.report.charts.pairs import pairs_figure
from effektspor.report.charts.payments import payments_figure
from effektspor.report.charts.power import power_figure
from effektspor.report.charts.states import states_figure
from effektspor.report.discus2007 import charts, pair_charts, printed_values
from effektspor.report.discus2007.flow_chart import flow_levels
from effektspor.report.drawing import Artefacts, Draw, Words, artefact_of, read_data, write_figure
from effektspor.report.findings import level_of


def _draw(
    figure_id: str, artefacts: Artefacts, data: Path, out: Path, make: Callable[..., Figure]
) -> None:
    """Draw one figure from the data file of its artefact."""
    artefact = artefact_of(artefacts, figure_id.replace("fig-", "figure."))
    table = read_data(data / str(artefact.data))
    write_figure(figure_id, artefact, out, lambda: make(table, synthetic=artefact.synthetic))


def _flow(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    def make(table: pd.DataFrame, *, synthetic: bool) -> Figure:
        return boxes_figure(flow_levels(table, words), ARMS, words, synthetic=synthetic)

    _draw("fig-flow", artefacts, data, out, make)


def _baseline(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    names = (words[f"arm_{OTHER_ACTOR}"], words[f"arm_{MUNICIPALITY}"])

    def make(table: pd.DataFrame, *, synthetic: bool) -> Figure:
        return love_figure(charts.background(table, words), names, words, synthetic=synthetic)

    _draw("fig-baseline", artefacts, data, out, make)


def _pairs(
    artefacts: Artefacts,
    words: Words,
    rows: Callable[[pd.DataFrame], pd.DataFrame],
    **options: Any,
) -> Callable[..., Figure]:
    """Both arms beside each other, of the rows made of a table."""

    def make(table: pd.DataFrame, *, synthetic: bool) -> Figure:
        return pairs_figure(
            rows(table), words, pair_charts.arms(words), title=words["chart_difference"],
            synthetic=synthetic, level=level_of(artefacts), **options,
        )  # fmt: skip

    return make


def _outcomes(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    printed = printed_values.shares(artefacts)
    of_all = _pairs(
        artefacts, words, lambda table: pair_charts.outcome_rows(table, words, printed),
        row=pair_charts.ROW,
    )  # fmt: skip
    _draw("fig-outcomes", artefacts, data, out, of_all)
    of_places = _pairs(artefacts, words, lambda table: pair_charts.place_rows(table, words))
    _draw("fig-municipalities", artefacts, data, out, of_places)


def _times(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    level, printed = level_of(artefacts), printed_values.durations(artefacts)

    def climb(table: pd.DataFrame, *, synthetic: bool) -> Figure:
        return climb_figure(charts.times(table, words), words, synthetic=synthetic, level=level)

    def lasting(table: pd.DataFrame, *, synthetic: bool) -> Figure:
        return pairs_figure(
            pair_charts.duration_rows(table, words, printed), words, pair_charts.arms(words),
            title=words["chart_difference"], synthetic=synthetic, level=level,
            scale=pair_charts.months_scale(words),
        )  # fmt: skip

    _draw("fig-times", artefacts, data, out, climb)
    _draw("fig-durability", artefacts, data, out, lasting)


def _subgroups(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    rows = partial(pair_charts.subgroup_rows, words=words)
    _draw("fig-subgroups", artefacts, data, out, _pairs(artefacts, words, rows))


def _panel(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    lag = printed_values.lag(artefacts)
    line_at = None if lag is None else (lag, words["chart_lag"])

    def make(table: pd.DataFrame, *, synthetic: bool) -> Figure:
        return panel_figure(
            charts.panel(table, words), table, words, synthetic=synthetic,
            level=level_of(artefacts), line_at=line_at,
        )  # fmt: skip

    _draw("fig-panel", artefacts, data, out, make)


def _national(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    def make(table: pd.DataFrame, *, synthetic: bool) -> Figure:
        first, *rest = charts.national(table, words, printed_values.months(artefacts))
        return compared_figure(first, rest, words, synthetic=synthetic, level=level_of(artefacts))

    _draw("fig-national", artefacts, data, out, make)


def _status(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    printed, of = printed_values.ends(artefacts)

    def make(table: pd.DataFrame, *, synthetic: bool) -> Figure:
        bars = charts.states(table, words, printed, of)
        return states_figure(
            bars, charts.FILLS, charts.state_names(words), words, synthetic=synthetic
        )

    _draw("fig-status", artefacts, data, out, make)


def _power(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    def make(table: pd.DataFrame, *, synthetic: bool) -> Figure:
        targets = sorted(table["target_power"].dropna().unique())
        return power_figure(
            table[table["kind"] == "curve"], targets, words, synthetic=synthetic,
            printed=printed_values.gap(artefacts),
        )  # fmt: skip

    _draw("fig-power", artefacts, data, out, make)


def _fees(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    breaks = read_data(data / "trial_break_even.csv")

    def make(table: pd.DataFrame, *, synthetic: bool) -> Figure:
        return payments_figure(
            charts.steps(table, words), charts.even(table, breaks), words, synthetic=synthetic,
            level=level_of(artefacts),
        )  # fmt: skip

    _draw("fig-fees", artefacts, data, out, make)


_DRAW: Mapping[str, Draw] = {
    "flow": _flow,
    "baseline": _baseline,
    "outcomes": _outcomes,
    "times": _times,
    "subgroups": _subgroups,
    "panel": _panel,
    "national": _national,
    "status": _status,
    "power": _power,
    "fees": _fees,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Artefacts, data and words in; one SVG per figure out."""
    drawing.add_arguments(parser, _DRAW)


def run(args: argparse.Namespace) -> None:
    """Draw the figures of a group."""
    drawing.run(args, _DRAW)
