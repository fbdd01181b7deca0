"""``effektspor figures``: draw the figures of one group of artefacts of Bedre Ressourceforloeb."""

import argparse
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from effektspor.evaluations.brf2019.words import PLACEBO_PAIRS
from effektspor.evaluations.municipalities.diagnostics import SENSITIVITY
from effektspor.report import citizen_figures, drawing, effect_figures, figures, time_figures
from effektspor.report.drawing import Artefacts, Draw, Words, artefact_of, read_data, write_figure
from effektspor.report.findings import level_of
from effektspor.report.flow_figure import flow_figure
from effektspor.report.link_figure import link_figure
from effektspor.report.scree_figure import scree_figure
from effektspor.report.specification_figure import specification_figure

WEEKLY = {
    "fig-internship": "internship_in_programme",
    "fig-hours": "hours_started",
    "fig-hours-in": "hours_in_programme",
}
CURVES = {
    "fig-placebo": ("placebo", PLACEBO_PAIRS),
    "fig-sensitivity": ("sensitivity", SENSITIVITY),
}
PRINTED = {
    ("internship", "in_programme"): "vp",
    ("hours", "started"): "ot",
}
"""Measures whose range between municipalities the source prints, and its abbreviation of each."""


def _effects(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    week = int(artefact_of(artefacts, "reference.week").value or 0)
    for figure_id, name in WEEKLY.items():
        artefact = artefact_of(artefacts, f"figure.{name.replace('_', '.', 1)}")
        shares, effects = (
            read_data(data / f"{name}_shares.csv"),
            read_data(data / f"{name}_effects.csv"),
        )

        def draw(
            shares: pd.DataFrame = shares,
            effects: pd.DataFrame = effects,
            synthetic: bool = artefact.synthetic,
        ) -> Figure:
            return figures.weekly_figure(
                shares,
                effects,
                words,
                week=week,
                synthetic=synthetic,
                level=level_of(artefacts),
            )

        write_figure(figure_id, artefact, out, draw)


def _specifications(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.specifications")
    curves = read_data(data / str(artefact.data))
    write_figure(
        "fig-specifications",
        artefact,
        out,
        lambda: specification_figure(curves, words, synthetic=artefact.synthetic),
    )


def _survival(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.survival")
    survival = read_data(data / str(artefact.data))
    write_figure(
        "fig-survival",
        artefact,
        out,
        lambda: figures.survival_figure(survival, words, synthetic=artefact.synthetic),
    )


def _time(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    curve, causes = (
        artefact_of(artefacts, f"figure.{name}") for name in ("counterfactual", "incidence")
    )
    level = level_of(artefacts)
    write_figure("fig-counterfactual", curve, out, lambda: time_figures.counterfactual_figure(
        read_data(data / str(curve.data)), words, synthetic=curve.synthetic, level=level,
    ))  # fmt: skip
    write_figure("fig-incidence", causes, out, lambda: time_figures.incidence_figure(
        read_data(data / str(causes.data)), words, synthetic=causes.synthetic,
    ))  # fmt: skip


def _exits(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.exits")
    flows = read_data(data / str(artefact.data))
    write_figure(
        "fig-exits",
        artefact,
        out,
        lambda: flow_figure(flows, words, synthetic=artefact.synthetic),
    )


def _diagnostics(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    for figure_id, (kind, ids) in CURVES.items():
        artefact = artefact_of(artefacts, f"figure.{kind}")
        curves = read_data(data / str(artefact.data))

        def draw(
            curves: pd.DataFrame = curves,
            ids: tuple[str, ...] = ids,
            synthetic: bool = artefact.synthetic,
        ) -> Figure:
            return effect_figures.curve_grid(curves, ids, words, synthetic=synthetic)

        write_figure(figure_id, artefact, out, draw)


def _event_study(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.event_study")
    years = read_data(data / str(artefact.data))
    write_figure(
        "fig-event-study",
        artefact,
        out,
        lambda: effect_figures.event_study_figure(years, words, synthetic=artefact.synthetic),
    )


def _heterogeneity(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.heterogeneity")
    effects = read_data(data / str(artefact.data))
    printed = {measure: _printed_range(artefacts, name) for measure, name in PRINTED.items()}
    write_figure(
        "fig-heterogeneity",
        artefact,
        out,
        lambda: effect_figures.caterpillar_figure(
            effects, printed, words, synthetic=artefact.synthetic, level=level_of(artefacts)
        ),
    )


def _link(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact, slopes = artefact_of(artefacts, "figure.link"), artefact_of(artefacts, "link.table")
    points, lines = read_data(data / str(artefact.data)), read_data(data / str(slopes.data))
    write_figure(
        "fig-link",
        artefact,
        out,
        lambda: link_figure(points, lines, words, synthetic=artefact.synthetic),
    )


def _factors(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.scree")
    eigen = read_data(data / str(artefact.data))
    write_figure("fig-scree", artefact, out, lambda: scree_figure(
        eigen, words, synthetic=artefact.synthetic, level=level_of(artefacts),
    ))  # fmt: skip


def _citizens(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.citizens")
    shares = read_data(data / str(artefact.data))
    write_figure("fig-citizens", artefact, out, lambda: citizen_figures.citizens_figure(
        shares, words, synthetic=artefact.synthetic, level=level_of(artefacts),
    ))  # fmt: skip


def _progression(artefacts: Artefacts, data: Path, words: Words, out: Path) -> None:
    artefact = artefact_of(artefacts, "figure.progression")
    changes = read_data(data / str(artefact.data))
    write_figure("fig-progression", artefact, out, lambda: citizen_figures.progression_figure(
        changes, words, synthetic=artefact.synthetic, level=level_of(artefacts),
    ))  # fmt: skip


def _printed_range(artefacts: Artefacts, name: str) -> effect_figures.Printed:
    """The source prints the largest fall without its sign."""
    rise, fall = (
        artefact_of(artefacts, f"printed.brf.var.{name}.max_{way}").value or 0.0
        for way in ("increase", "decrease")
    )
    return effect_figures.Printed(low=-fall, high=rise)


_DRAW: Mapping[str, Draw] = {
    "effects": _effects,
    "specifications": _specifications,
    "survival": _survival,
    "time": _time,
    "exits": _exits,
    "diagnostics": _diagnostics,
    "event_study": _event_study,
    "heterogeneity": _heterogeneity,
    "progression": _progression,
    "citizens": _citizens,
    "factors": _factors,
    "link": _link,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Artefacts, data and words in; one SVG per figure out."""
    drawing.add_arguments(parser, _DRAW)


def run(args: argparse.Namespace) -> None:
    """Draw the figures of a group."""
    drawing.run(args, _DRAW)
