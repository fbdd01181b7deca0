"""``effektspor case-figures``: draw the figures of one group of artefacts of a business case."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from effektspor.errors import ReportError
from effektspor.report import drawing, style
from effektspor.report.charts.areas import Stack, areas_figure
from effektspor.report.charts.columns import columns_figure
from effektspor.report.charts.courses import Mark, Scale, courses_figure
from effektspor.report.charts.dots import dots_figure
from effektspor.report.charts.goals import goals_figure
from effektspor.report.charts.tiles import tiles_figure
from effektspor.report.charts.tornado import tornado_figure
from effektspor.report.drawing import Artefacts, Draw, Words, artefact_of, read_data, write_figure
from effektspor.report.findings import level_of
from effektspor.report.hedensted2019 import flow_charts, money_charts, names

Make = Callable[[pd.DataFrame, bool], Figure]
YEAR = 12
"""Months after which the short-term targets are to be reached."""


def _draw(figure_id: str, artefacts: Artefacts, data: Path, out: Path, make: Make) -> None:
    """Draw one figure from the data file of its artefact."""
    key = "figure." + figure_id.removeprefix("fig-").replace("-", "_")
    artefact = artefact_of(artefacts, key)
    table = read_data(data / str(artefact.data))
    write_figure(figure_id, artefact, out, lambda: make(table, artefact.synthetic))


def _number(artefacts: Artefacts, key: str) -> float:
    value = artefact_of(artefacts, key).value
    if value is None:
        raise ReportError(f"{key!r} is not a number", where="figures", todo="Register a number.")
    return value


def _benchmark(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    def make(table: pd.DataFrame, synthetic: bool) -> Figure:
        return dots_figure(
            money_charts.benchmark(table, words), money_charts.BENCHMARK_SIGNS, words,
            synthetic=synthetic, level=level_of(artefacts),
        )  # fmt: skip

    _draw("fig-benchmark", artefacts, data, out, make)


def _flows(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    day = f"{_number(artefacts, 'study.as_of'):.0f}"
    at = flow_charts.month_number(f"{day[:4]}-{day[4:6]}")

    def make(table: pd.DataFrame, synthetic: bool) -> Figure:
        rows, told = flow_charts.durations(table, words)
        return areas_figure(
            [Stack("", rows)], flow_charts.shades(list(told)), told, words,
            across="", up=words["chart_citizens"], synthetic=synthetic,
            ticks=flow_charts.year_ticks(rows), line_at=(at, words["chart_as_of"]),
        )  # fmt: skip

    _draw("fig-durations", artefacts, data, out, make)


def _model(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    marks = [
        Mark(YEAR, words["chart_after_year"]),
        Mark(_number(artefacts, "study.ramp_months"), words["chart_long_run"]),
    ]

    def tiles(table: pd.DataFrame, synthetic: bool) -> Figure:
        return tiles_figure(
            flow_charts.transitions(table, words), words, synthetic=synthetic,
            write=lambda value: style.bare(round(value * 100, 1)),
            corner=words["chart_from_to"], limits=flow_charts.LIMITS,
        )  # fmt: skip

    def states(table: pd.DataFrame, synthetic: bool) -> Figure:
        layers = flow_charts.fills(table)
        return areas_figure(
            flow_charts.states(table, words), layers,
            {state: names.state(state, words) for state in layers}, words,
            across=words["chart_months_since"], up=words["chart_citizens"], synthetic=synthetic,
        )  # fmt: skip

    def stock(table: pd.DataFrame, synthetic: bool) -> Figure:
        return courses_figure(
            flow_charts.stock(table, words), words, across=Scale(words["chart_months_since"]),
            up=Scale(words["chart_citizens"], zero=True), synthetic=synthetic,
            level=level_of(artefacts), marks=marks,
        )  # fmt: skip

    _draw("fig-transitions", artefacts, data, out, tiles)
    _draw("fig-states", artefacts, data, out, states)
    _draw("fig-stock", artefacts, data, out, stock)


def _economics(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    def make(table: pd.DataFrame, synthetic: bool) -> Figure:
        return columns_figure(
            money_charts.net(table, words), words, across=words["chart_year"],
            up=words["chart_million"], synthetic=synthetic, level=level_of(artefacts),
        )  # fmt: skip

    _draw("fig-net", artefacts, data, out, make)


def _sensitivity(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    level, millions = level_of(artefacts), Scale(words["chart_npv"])
    base = money_charts.all_reached(read_data(data / "case_break_even.csv"))

    def tornado(table: pd.DataFrame, synthetic: bool) -> Figure:
        return tornado_figure(
            money_charts.tornado(table, words), base, words,
            label=words["chart_npv_municipality"], synthetic=synthetic,
        )  # fmt: skip

    def even(table: pd.DataFrame, synthetic: bool) -> Figure:
        return courses_figure(
            money_charts.break_even(table, words), words, across=Scale(words["chart_effect"]),
            up=millions, synthetic=synthetic, level=level, marks=[Mark(100, words["chart_all_goals"])],
        )  # fmt: skip

    def probability(table: pd.DataFrame, synthetic: bool) -> Figure:
        return courses_figure(
            money_charts.probability(table, words), words, across=millions,
            up=Scale(words["chart_share_draws"], zero=True), synthetic=synthetic,
        )  # fmt: skip

    _draw("fig-tornado", artefacts, data, out, tornado)
    _draw("fig-break-even", artefacts, data, out, even)
    _draw("fig-probability", artefacts, data, out, probability)


def _targets(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    def make(table: pd.DataFrame, synthetic: bool) -> Figure:
        return dots_figure(
            money_charts.targets(table, words), money_charts.TARGET_SIGNS, words,
            synthetic=synthetic,
        )  # fmt: skip

    _draw("fig-targets", artefacts, data, out, make)


def _followup(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    def make(table: pd.DataFrame, synthetic: bool) -> Figure:
        return goals_figure(
            money_charts.followup(table, words), words, synthetic=synthetic,
            level=level_of(artefacts),
        )  # fmt: skip

    _draw("fig-followup", artefacts, data, out, make)


_DRAW: Mapping[str, Draw] = {
    "benchmark": _benchmark,
    "flows": _flows,
    "model": _model,
    "economics": _economics,
    "sensitivity": _sensitivity,
    "targets": _targets,
    "followup": _followup,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Artefacts, data and words in; one SVG per figure out."""
    drawing.add_arguments(parser, _DRAW)


def run(args: argparse.Namespace) -> None:
    """Draw the figures of a group."""
    drawing.run(args, _DRAW)
