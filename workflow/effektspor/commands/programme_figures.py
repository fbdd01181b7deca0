"""``effektspor programme-figures``: draw the figures of one group of a study of any programme.

What the words of the report cannot know comes from the study's artefacts: a word ``<key>.<event>``
takes the place of ``<key>`` where the study waits for that event, and the titles of placebo curves are
``curve_placebo`` with ``{earlier}`` and ``{later}``, that of equal inflow ``curve_equal_inflow`` with
the same.
"""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from effektspor.config.programme import MEASURES
from effektspor.evaluations.municipalities.diagnostics import curve_ids
from effektspor.evaluations.programme.event import CODES
from effektspor.evaluations.programme.event import KEY as EVENT
from effektspor.report import drawing, effect_figures, figures, time_figures
from effektspor.report.drawing import Artefacts, Draw, Words, artefact_of, read_data, write_figure
from effektspor.report.findings import level_of
from effektspor.report.flow_figure import flow_figure
from effektspor.report.specification_figure import specification_figure

WEEKLY = {
    "fig-internship": ("internship", "in_programme"),
    "fig-hours": ("hours", "started"),
    "fig-hours-in": ("hours", "in_programme"),
}
CURVES = {"fig-placebo": "placebo", "fig-sensitivity": "sensitivity"}
PAIR = re.compile(r"placebo_(\d{4})_(\d{4})")
Make = Callable[[pd.DataFrame, Words], Figure]


def _number(artefacts: Artefacts, key: str) -> int:
    return int(artefact_of(artefacts, f"study.{key}").value or 0)


def measures_of(artefacts: Artefacts) -> list[tuple[str, str]]:
    """Outcome and denominator of each weekly measure of the study."""
    return [pair for pair in MEASURES if _number(artefacts, f"has_{'_'.join(pair)}")]


def words_of(words: Words, artefacts: Artefacts, pairs: Sequence[str] = ()) -> Words:
    """The words of the report with those that the study itself decides.

    Parameters
    ----------
    pairs
        Ids of the placebo curves.
    """
    event = artefact_of(artefacts, "study.event")
    kind = {code: name for name, code in CODES.items()}[int(event.value or 0)]
    told = {
        key.removesuffix(f".{kind}"): text
        for key, text in words.items()
        if key.endswith(f".{kind}")
    }
    name = event.title.da
    told |= {f"cause_{EVENT}": name[0].upper() + name[1:]}
    for found in filter(None, map(PAIR.fullmatch, pairs)):
        title = words["curve_placebo"].format(earlier=found[1], later=found[2])
        told[f"curve_{found[0]}"] = title
    if "curve_equal_inflow" in words:
        years = {
            "earlier": _number(artefacts, "pre_first_year"),
            "later": _number(artefacts, "post_first_year"),
        }
        told["curve_equal_inflow"] = words["curve_equal_inflow"].format(**years)
    return {**words, **told}


def _draw(
    figure_id: str, artefacts: Artefacts, key: str, data: Path, words: Words, out: Path, make: Make
) -> None:
    """Draw a figure from the CSV that its artefact names."""
    artefact = artefact_of(artefacts, f"figure.{key}")
    frame, told = read_data(data / str(artefact.data)), words_of(words, artefacts)
    write_figure(figure_id, artefact, out, lambda: make(frame, told))


def _effects(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    level = level_of(artefacts)
    week, weeks = (_number(artefacts, name) for name in ("reference_week", "weeks"))
    for figure_id, measure in WEEKLY.items():
        if measure not in measures_of(artefacts):
            continue
        shares = read_data(data / f"{'_'.join(measure)}_shares.csv")
        key = ".".join(measure)
        synthetic = artefact_of(artefacts, f"figure.{key}").synthetic

        def make(
            effects: pd.DataFrame,
            told: Words,
            shares: pd.DataFrame = shares,
            synthetic: bool = synthetic,
        ) -> Figure:
            return figures.weekly_figure(
                shares, effects, told, week=week, synthetic=synthetic, level=level, weeks=weeks
            )

        _draw(figure_id, artefacts, key, data, words, out, make)


def _specifications(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    synthetic, weeks = _about(artefacts)
    _draw("fig-specifications", artefacts, "specifications", data, words, out,
          lambda curves, told: specification_figure(
              curves, told, synthetic=synthetic, measures=measures_of(artefacts), weeks=weeks,
          ))  # fmt: skip


def _survival(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    synthetic, weeks = _about(artefacts)
    _draw("fig-survival", artefacts, "survival", data, words, out,
          lambda survival, told: figures.survival_figure(
              survival, told, synthetic=synthetic, weeks=weeks,
          ))  # fmt: skip


def _time(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    synthetic, weeks = _about(artefacts)
    level = level_of(artefacts)
    _draw("fig-counterfactual", artefacts, "counterfactual", data, words, out,
          lambda curve, told: time_figures.counterfactual_figure(
              curve, told, synthetic=synthetic, level=level, weeks=weeks,
          ))  # fmt: skip
    _draw("fig-incidence", artefacts, "incidence", data, words, out,
          lambda incidence, told: time_figures.incidence_figure(
              incidence, told, synthetic=synthetic, first=EVENT, weeks=weeks,
          ))  # fmt: skip


def _exits(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    synthetic, _ = _about(artefacts)
    _draw("fig-exits", artefacts, "exits", data, words, out,
          lambda flows, told: flow_figure(flows, told, synthetic=synthetic))  # fmt: skip


def _diagnostics(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    synthetic, weeks = _about(artefacts)
    for figure_id, kind in CURVES.items():
        if kind == "placebo" and not _number(artefacts, "placebo_years"):
            continue

        def make(curves: pd.DataFrame, told: Words, kind: str = kind) -> Figure:
            ids = curve_ids(curves, kind) or (kind,)
            return effect_figures.curve_grid(
                curves, ids, {f"curve_{kind}": "", **words_of(told, artefacts, ids)},
                synthetic=synthetic, measures=measures_of(artefacts), weeks=weeks,
            )  # fmt: skip

        _draw(figure_id, artefacts, kind, data, words, out, make)


def _event_study(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    synthetic, _ = _about(artefacts)
    _draw("fig-event-study", artefacts, "event_study", data, words, out,
          lambda years, told: effect_figures.event_study_figure(
              years, told, synthetic=synthetic, measures=measures_of(artefacts),
          ))  # fmt: skip


def _heterogeneity(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    synthetic, _ = _about(artefacts)
    _draw("fig-heterogeneity", artefacts, "heterogeneity", data, words, out,
          lambda effects, told: effect_figures.caterpillar_figure(
              effects, dict.fromkeys(measures_of(artefacts)), told, synthetic=synthetic,
              level=level_of(artefacts),
          ))  # fmt: skip


def _about(artefacts: Artefacts) -> tuple[bool, int]:
    """Whether the study's data are synthetic, and the last week of its follow-up."""
    synthetic = any(each.synthetic for key, each in artefacts.items() if key.startswith("figure."))
    return synthetic, _number(artefacts, "weeks")


_DRAW: Mapping[str, Draw] = {
    "effects": _effects,
    "specifications": _specifications,
    "survival": _survival,
    "time": _time,
    "exits": _exits,
    "diagnostics": _diagnostics,
    "event_study": _event_study,
    "heterogeneity": _heterogeneity,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Artefacts, data and words in; one SVG per figure out."""
    drawing.add_arguments(parser, _DRAW)


def run(args: argparse.Namespace) -> None:
    """Draw the figures of a group."""
    drawing.run(args, _DRAW)
