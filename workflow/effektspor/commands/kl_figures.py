"""``effektspor kl-figures``: draw the figures of one group of artefacts of KL's study."""

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from effektspor.report import drawing
from effektspor.report.charts.activity import curve_figure
from effektspor.report.charts.answers import answers_figure
from effektspor.report.charts.change import change_figure
from effektspor.report.charts.early import early_leavers_figure
from effektspor.report.charts.lines import series_figure
from effektspor.report.charts.stacked import stacked_figure
from effektspor.report.drawing import Artefacts, Draw, Words, artefact_of, read_data, write_figure
from effektspor.report.findings import level_of
from effektspor.report.kl2016 import survey_charts

SERIES: Mapping[str, bool] = {
    "fig-awards-age": False,
    "fig-awards-cause": False,
    "fig-fulltime": True,
}
"""Figures of open series: whether each group has axes of its own."""
COMPANY = "printed.kl.company_offer.share.p12"
PASSIVE = {26: "printed.kl.passive.half_year", 52: "printed.kl.passive.one_year"}
"""Printed shares without an active offer, by the weeks since the start that KL names."""
EXITS: Mapping[str, str] = {
    "self_support": "printed.kl.exit.selfsupport",
    "pension": "printed.kl.exit.disability_pension",
    "flexjob": "printed.kl.exit.flexjob",
    "ledighedsydelse": "printed.kl.exit.referred_flexjob_unemp",
}
"""Printed shares beside those of the same way out."""


def _name(figure_id: str) -> str:
    """The artefact's last part: ``fig-awards-age`` -> ``awards_age``."""
    return figure_id.removeprefix("fig-").replace("-", "_")


def _series(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    date = f"{artefact_of(artefacts, 'study.reform').value:.0f}"
    reform = f"{date[:4]}-{date[4:6]}-{date[6:]}"
    levels = read_data(data / "series_levels.csv")
    for figure_id, panels in SERIES.items():
        if f"figure.{_name(figure_id)}" not in artefacts:
            continue  # a study may have some of the series; the report says which it lacks
        artefact = artefact_of(artefacts, f"figure.{_name(figure_id)}")
        table = read_data(data / str(artefact.data))
        own = table[table["series"] == _name(figure_id)]
        draw = partial(
            series_figure, own, words, reform=reform, unit=words[f"chart_{artefact.unit}"], panels=panels,
            synthetic=artefact.synthetic, changes=_since(levels, _name(figure_id)),
        )  # fmt: skip
        write_figure(figure_id, artefact, out, draw)


def _since(levels: pd.DataFrame, series: str) -> Mapping[str, float]:
    """Changes since the reform by group."""
    own = levels[levels["series"] == series]
    return dict(zip(own["group"], own["since_reform"], strict=True))


def _courses(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    level = level_of(artefacts)
    company, leavers = (
        artefact_of(artefacts, f"figure.{name}") for name in ("company", "early_leavers")
    )
    write_figure("fig-company", company, out, lambda: curve_figure(
        read_data(data / str(company.data)), words, synthetic=company.synthetic, level=level,
        published=_printed(artefacts, COMPANY),
        passive={at: share for at, key in PASSIVE.items() if (share := _printed(artefacts, key))},
    ))  # fmt: skip
    exits = read_data(data / "courses_exits.csv")
    printed = exits["way"].map({way: _printed(artefacts, key) for way, key in EXITS.items()})
    write_figure("fig-early-leavers", leavers, out, lambda: early_leavers_figure(
        exits.assign(published=printed.astype(float)), read_data(data / "courses_incidence.csv"),
        words, synthetic=leavers.synthetic, level=level,
    ))  # fmt: skip


def _printed(artefacts: Artefacts, key: str) -> float | None:
    return artefacts[key].value if key in artefacts else None


def _jobcentres(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    for figure_id in (*survey_charts.STACKS, *survey_charts.QUESTIONS):
        artefact = artefact_of(artefacts, f"figure.{_name(figure_id)}")
        table = read_data(data / str(artefact.data))
        draw = partial(
            _answers, figure_id, table, words, synthetic=artefact.synthetic,
            level=level_of(artefacts),
        )  # fmt: skip
        write_figure(figure_id, artefact, out, draw)


def _answers(
    figure_id: str, table: pd.DataFrame, words: Words, *, synthetic: bool, level: float
) -> Figure:
    if figure_id in survey_charts.QUESTIONS:
        answers = survey_charts.question(table, figure_id)
        ordered = figure_id not in survey_charts.SORTED
        return answers_figure(answers, words, synthetic=synthetic, level=level, sort=not ordered)
    answers, chosen = survey_charts.stack(table, figure_id, words)
    return stacked_figure(
        answers, chosen, survey_charts.STACKS[figure_id].fills, words, level=level,
        title=survey_charts.title(chosen, figure_id, words), synthetic=synthetic,
    )  # fmt: skip


def _change(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.change")
    before, now = (
        f"{artefact_of(artefacts, f'study.{name}').value:.0f}"
        for name in ("before_year", "survey_year")
    )
    changes = survey_charts.changes(read_data(data / str(artefact.data)), words)
    write_figure("fig-change", artefact, out, lambda: change_figure(
        changes, words, synthetic=artefact.synthetic, level=level_of(artefacts),
        surveys=(before, now),
    ))  # fmt: skip


_DRAW: Mapping[str, Draw] = {
    "series": _series,
    "courses": _courses,
    "jobcentres": _jobcentres,
    "jobcentre_change": _change,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Artefacts, data and words in; one SVG per figure out."""
    drawing.add_arguments(parser, _DRAW)


def run(args: argparse.Namespace) -> None:
    """Draw the figures of a group."""
    drawing.run(args, _DRAW)
