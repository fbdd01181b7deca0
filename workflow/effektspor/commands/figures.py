"""``effektspor figures``: draw the figures of one group of artefacts."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import yaml
from matplotlib.figure import Figure

from effektspor.artefacts import Artefact, read_artefacts
from effektspor.errors import ReportError
from effektspor.evaluations.brf2019 import diagnostics
from effektspor.report import citizen_figures, effect_figures, figures, style, time_figures
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
CURVES = {"fig-placebo": "placebo", "fig-sensitivity": "sensitivity"}
PRINTED = {
    ("internship", "in_programme"): "vp",
    ("hours", "started"): "ot",
}
"""Measures whose range between municipalities the source prints, and its abbreviation of each."""
Artefacts = dict[str, Artefact]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Artefacts, data and words in; one SVG per figure out."""
    parser.add_argument("--group", required=True, choices=sorted(_DRAW))
    parser.add_argument("--settings", type=json.loads, default={})
    parser.add_argument(
        "--artefacts", type=Path, nargs="+", required=True, help="JSON of the group, and of others"
    )
    parser.add_argument("--data", type=Path, required=True, help="CSVs beside that of the group")
    parser.add_argument("--words", type=Path, required=True, help="words.<language>.yml")
    parser.add_argument("--out", type=Path, required=True, help="folder")


def run(args: argparse.Namespace) -> None:
    """Draw; a synthetic figure says so in the picture and in its file name."""
    artefacts = read_artefacts(args.artefacts)
    words = yaml.safe_load(args.words.read_text(encoding="utf-8"))
    _DRAW[args.group](artefacts, args.data, words, args.out)


def file_name(figure_id: str, *, synthetic: bool) -> str:
    """``fig-x.syntetisk.svg`` for synthetic data, else ``fig-x.svg``."""
    return f"{figure_id}.syntetisk.svg" if synthetic else f"{figure_id}.svg"


def _effects(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    week = int(_of(artefacts, "reference.week").value or 0)
    for figure_id, name in WEEKLY.items():
        artefact = _of(artefacts, f"figure.{name.replace('_', '.', 1)}")
        shares, effects = _read(data / f"{name}_shares.csv"), _read(data / f"{name}_effects.csv")

        def draw(
            shares: pd.DataFrame = shares,
            effects: pd.DataFrame = effects,
            synthetic: bool = artefact.synthetic,
        ) -> Figure:
            return figures.weekly_figure(
                shares, effects, words, week=week, synthetic=synthetic, level=level_of(artefacts)
            )

        _write(figure_id, artefact, out, draw)


def _specifications(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    artefact = _of(artefacts, "figure.specifications")
    curves = _read(data / str(artefact.data))
    _write(
        "fig-specifications",
        artefact,
        out,
        lambda: specification_figure(curves, words, synthetic=artefact.synthetic),
    )


def _survival(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    artefact = _of(artefacts, "figure.survival")
    survival = _read(data / str(artefact.data))
    _write(
        "fig-survival",
        artefact,
        out,
        lambda: figures.survival_figure(survival, words, synthetic=artefact.synthetic),
    )


def _time(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    curve, causes = (_of(artefacts, f"figure.{name}") for name in ("counterfactual", "incidence"))
    level = level_of(artefacts)
    _write("fig-counterfactual", curve, out, lambda: time_figures.counterfactual_figure(
        _read(data / str(curve.data)), words, synthetic=curve.synthetic, level=level,
    ))  # fmt: skip
    _write("fig-incidence", causes, out, lambda: time_figures.incidence_figure(
        _read(data / str(causes.data)), words, synthetic=causes.synthetic,
    ))  # fmt: skip


def _exits(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    artefact = _of(artefacts, "figure.exits")
    flows = _read(data / str(artefact.data))
    _write(
        "fig-exits",
        artefact,
        out,
        lambda: flow_figure(flows, words, synthetic=artefact.synthetic),
    )


def _diagnostics(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    for figure_id, kind in CURVES.items():
        artefact = _of(artefacts, f"figure.{kind}")
        curves = _read(data / str(artefact.data))

        def draw(
            curves: pd.DataFrame = curves, kind: str = kind, synthetic: bool = artefact.synthetic
        ) -> Figure:
            return effect_figures.curve_grid(
                curves, diagnostics.CURVES[kind], words, synthetic=synthetic
            )

        _write(figure_id, artefact, out, draw)


def _event_study(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    artefact = _of(artefacts, "figure.event_study")
    years = _read(data / str(artefact.data))
    _write(
        "fig-event-study",
        artefact,
        out,
        lambda: effect_figures.event_study_figure(years, words, synthetic=artefact.synthetic),
    )


def _heterogeneity(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    artefact = _of(artefacts, "figure.heterogeneity")
    effects = _read(data / str(artefact.data))
    printed = {measure: _printed_range(artefacts, name) for measure, name in PRINTED.items()}
    _write(
        "fig-heterogeneity",
        artefact,
        out,
        lambda: effect_figures.caterpillar_figure(
            effects, printed, words, synthetic=artefact.synthetic, level=level_of(artefacts)
        ),
    )


def _link(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    artefact, slopes = _of(artefacts, "figure.link"), _of(artefacts, "link.table")
    points, lines = _read(data / str(artefact.data)), _read(data / str(slopes.data))
    _write(
        "fig-link",
        artefact,
        out,
        lambda: link_figure(points, lines, words, synthetic=artefact.synthetic),
    )


def _factors(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    artefact = _of(artefacts, "figure.scree")
    eigen = _read(data / str(artefact.data))
    _write("fig-scree", artefact, out, lambda: scree_figure(
        eigen, words, synthetic=artefact.synthetic, level=level_of(artefacts),
    ))  # fmt: skip


def _citizens(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    artefact = _of(artefacts, "figure.citizens")
    shares = _read(data / str(artefact.data))
    _write("fig-citizens", artefact, out, lambda: citizen_figures.citizens_figure(
        shares, words, synthetic=artefact.synthetic, level=level_of(artefacts),
    ))  # fmt: skip


def _progression(artefacts: Artefacts, data: Path, words: figures.Words, out: Path) -> None:
    artefact = _of(artefacts, "figure.progression")
    changes = _read(data / str(artefact.data))
    _write("fig-progression", artefact, out, lambda: citizen_figures.progression_figure(
        changes, words, synthetic=artefact.synthetic, level=level_of(artefacts),
    ))  # fmt: skip


def _printed_range(artefacts: Artefacts, name: str) -> effect_figures.Printed:
    """The source prints the largest fall without its sign."""
    rise, fall = (
        _of(artefacts, f"printed.brf.var.{name}.max_{way}").value or 0.0
        for way in ("increase", "decrease")
    )
    return effect_figures.Printed(low=-fall, high=rise)


_DRAW: dict[str, Callable[[Artefacts, Path, figures.Words, Path], None]] = {
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


def _write(figure_id: str, artefact: Artefact, out: Path, draw: Callable[[], Figure]) -> None:
    with style.drawing(figure_id):
        style.save(draw(), out / file_name(figure_id, synthetic=artefact.synthetic))


def _of(artefacts: Artefacts, key: str) -> Artefact:
    if key not in artefacts:
        raise ReportError(
            f"There is no artefact {key!r}",
            where="effektspor figures",
            todo="Register the figure's artefact before it is drawn.",
        )
    return artefacts[key]


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype={"cohort": str, "label": str})
