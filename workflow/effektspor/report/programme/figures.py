"""The figures of each group of artefacts; every group is drawn with those of ``study`` and ``effects``.

The study says how many weeks there are, which measures, and what its cohorts are called.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from effektspor.evaluations.municipalities.diagnostics import SENSITIVITY
from effektspor.report import effect_figures, figures, time_figures
from effektspor.report.drawing import Artefacts, Draw, Words, artefact_of, read_data, write_figure
from effektspor.report.findings import level_of
from effektspor.report.flow_figure import flow_figure
from effektspor.report.programme.effects import FIGURES
from effektspor.report.programme.measures import (
    has_placebo,
    measures_of,
    name_of,
    weeks_of,
)
from effektspor.report.programme.words import study_words
from effektspor.report.specification_figure import specification_figure

FIRST_CAUSE = "event"
Picture = Callable[[pd.DataFrame, Artefacts, Words, bool], Figure]
"""From the figure's data, the artefacts, the study's words and the mark of synthetic data."""


def _one(name: str, key: str, picture: Picture) -> Draw:
    """A group with one figure, drawn from the data of its artefact."""

    def draw(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
        artefact = artefact_of(artefacts, key)
        frame = read_data(data / str(artefact.data))
        own = study_words(words, artefacts)
        write_figure(
            name, artefact, out, lambda: picture(frame, artefacts, own, artefact.synthetic)
        )

    return draw


def _all(*draws: Draw) -> Draw:
    """A group with several figures."""

    def draw(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
        for each in draws:
            each(artefacts, data, words, out)

    return draw


def _weekly(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    """One figure for each measure of the study."""
    own = study_words(words, artefacts)
    week = int(artefact_of(artefacts, "reference.week").value or 0)
    for measure in measures_of(artefacts):
        artefact = artefact_of(artefacts, f"figure.{'.'.join(measure)}")
        shares, effects = (
            read_data(data / f"{name_of(measure)}_{kind}.csv") for kind in ("shares", "effects")
        )

        def draw(
            shares: pd.DataFrame = shares,
            effects: pd.DataFrame = effects,
            synthetic: bool = artefact.synthetic,
        ) -> Figure:
            return figures.weekly_figure(
                shares, effects, own, week=week, synthetic=synthetic,
                level=level_of(artefacts), weeks=weeks_of(artefacts),
            )  # fmt: skip

        write_figure(FIGURES[measure], artefact, out, draw)


def _specifications(data: pd.DataFrame, of: Artefacts, words: Words, mark: bool) -> Figure:
    return specification_figure(
        data, words, synthetic=mark, measures=measures_of(of), weeks=weeks_of(of)
    )


def _survival(data: pd.DataFrame, of: Artefacts, words: Words, mark: bool) -> Figure:
    least = int(artefact_of(of, "study.min_cell").value or 1)
    return figures.survival_figure(data, words, synthetic=mark, weeks=weeks_of(of), least=least)


def _counterfactual(data: pd.DataFrame, of: Artefacts, words: Words, mark: bool) -> Figure:
    return time_figures.counterfactual_figure(
        data, words, synthetic=mark, level=level_of(of), weeks=weeks_of(of)
    )


def _incidence(data: pd.DataFrame, of: Artefacts, words: Words, mark: bool) -> Figure:
    return time_figures.incidence_figure(
        data, words, synthetic=mark, first=FIRST_CAUSE, weeks=weeks_of(of)
    )


def _exits(data: pd.DataFrame, _of: Artefacts, words: Words, mark: bool) -> Figure:
    return flow_figure(data, words, synthetic=mark)


def _sensitivity(data: pd.DataFrame, of: Artefacts, words: Words, mark: bool) -> Figure:
    return _curves(data, SENSITIVITY, of, words, mark)


def _placebo(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    """Only of a study with starts before the cohorts; pairs without a curve say so."""
    if not has_placebo(artefacts):
        return
    known = read_data(data / "diagnostics.csv")["id"].drop_duplicates()
    pairs = sorted(known[known.str.fullmatch(r"placebo_\d{4}_\d{4}")])

    def picture(curves: pd.DataFrame, of: Artefacts, own: Words, mark: bool) -> Figure:
        return _curves(curves, pairs, of, own, mark)

    _one("fig-placebo", "figure.placebo", picture)(artefacts, data, words, out)


def _curves(
    data: pd.DataFrame, ids: Sequence[str], of: Artefacts, words: Words, mark: bool
) -> Figure:
    return effect_figures.curve_grid(
        data, ids, words, synthetic=mark, measures=measures_of(of), weeks=weeks_of(of)
    )


def _event_study(data: pd.DataFrame, of: Artefacts, words: Words, mark: bool) -> Figure:
    return effect_figures.event_study_figure(data, words, synthetic=mark, measures=measures_of(of))


def _heterogeneity(data: pd.DataFrame, of: Artefacts, words: Words, mark: bool) -> Figure:
    shown = measures_of(of)[:2]  # more parts would have no room for the municipalities' names
    return effect_figures.caterpillar_figure(
        data, dict.fromkeys(shown), words, synthetic=mark, level=level_of(of)
    )


DRAW: Mapping[str, Draw] = {
    "effects": _weekly,
    "specifications": _one("fig-specifications", "figure.specifications", _specifications),
    "survival": _one("fig-survival", "figure.survival", _survival),
    "time": _all(
        _one("fig-counterfactual", "figure.counterfactual", _counterfactual),
        _one("fig-incidence", "figure.incidence", _incidence),
    ),
    "exits": _one("fig-exits", "figure.exits", _exits),
    "diagnostics": _all(_placebo, _one("fig-sensitivity", "figure.sensitivity", _sensitivity)),
    "event_study": _one("fig-event-study", "figure.event_study", _event_study),
    "heterogeneity": _one("fig-heterogeneity", "figure.heterogeneity", _heterogeneity),
}
