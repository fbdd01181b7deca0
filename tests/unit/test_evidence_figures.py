"""Figures of the desk research: what is drawn is what is in the tables, and nothing else."""

import numpy as np
import pandas as pd
import pytest
import yaml
from evidence_run import REPORT, analysed
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon

from effektspor.report.charts import bubbles, stocks
from effektspor.report.charts.bubbles import bubble_figure, radius
from effektspor.report.charts.forest import Part, forest_figure
from effektspor.report.charts.stocks import ranges_figure

WORDS = yaml.safe_load((REPORT / "words.da.yml").read_text(encoding="utf-8"))
COUNTS = pd.DataFrame(
    {"row": ["A", "A", "B", "B"], "column": ["x", "y", "x", "y"], "n": [3, 0, 1, 12]}
)
STUDIES = pd.DataFrame(
    {"label": ["Alfa", "Beta", "Gamma"], "effect": [2.0, 4.0, 9.0], "low": [0.0, 1.0, np.nan],
     "high": [4.0, 7.0, np.nan], "weight": [0.6, 0.4, np.nan]}
)  # fmt: skip


def texts(figure):
    return [text.get_text() for part in (figure, *figure.axes) for text in part.texts]


def test_the_map_has_a_number_for_each_count_and_a_dash_for_each_gap():
    figure = bubble_figure(COUNTS, ["A", "B"], ["x", "y"], WORDS, synthetic=False)
    axes = figure.axes[0]
    assert sorted(text.get_text() for text in axes.texts) == ["1", "12", "3"]
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    dashes = [line for line in axes.lines if line.get_marker() == "None"]
    assert len(dots) == 3
    assert len(dashes) == 1
    assert {"A", "B", "x", "y"} <= set(texts(figure))
    assert WORDS["synthetic_mark"] not in texts(figure)
    assert WORDS["synthetic_mark"] in texts(
        bubble_figure(COUNTS, ["A", "B"], ["x", "y"], WORDS, synthetic=True)
    )


@given(st.integers(1, 100), st.integers(1, 100))
def test_areas_follow_counts_and_no_number_is_too_small_to_read(n, largest):
    n, largest = sorted((n, largest))
    size = radius(n, largest)
    assert bubbles.SMALLEST <= size <= bubbles.LARGEST + 1e-12
    if size > bubbles.SMALLEST:
        assert (size / radius(largest, largest)) ** 2 == pytest.approx(n / largest)


def test_circles_of_neighbours_do_not_touch():
    assert 2 * bubbles.LARGEST < bubbles.ROW


def grades():
    return pd.DataFrame(
        {"label": ["A", "B"], "low": [0.0, 0.1], "high": [0.0, 1.4], "marked": [False, True],
         "votes": ["Få studier", "Kan ikke afgøres"], "clear": ["Lav", "Moderat"]}
    )  # fmt: skip


def test_a_range_goes_from_lowest_to_highest_and_one_value_is_a_dot():
    figure = ranges_figure(grades(), ["votes", "clear"], WORDS, limit=1.0, synthetic=False)
    axes = figure.axes[0]
    (segments,) = [c.get_segments() for c in axes.collections if isinstance(c, LineCollection)]
    assert np.allclose([segments[0][0][0], segments[0][1][0]], [0.1, 1.4])
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert [list(line.get_xdata()) for line in dots] == [[0.0]]
    limits = [line for line in axes.lines if list(line.get_xdata()) == [1.0, 1.0]]
    assert len(limits) == 1
    told = [text.replace("\n", " ") for text in texts(figure)]
    assert {"Få studier", "Kan ikke afgøres", "Lav", "Moderat", "A", "B"} <= set(told)
    assert axes.get_xlim()[1] > 1.4


def test_no_column_of_words_is_narrower_than_its_longest_word():
    wide = stocks._widths(grades(), ["votes", "clear"], WORDS, 1.0)
    for name, width in wide.items():
        for text in (WORDS[f"chart_{name}"], *grades()[name]):
            for word in text.split():
                assert stocks.sheet.text_width(word, stocks.sheet.SMALL, "bold") < width


def forest(*parts):
    return forest_figure(parts, WORDS, mean_label="Gennemsnit af {k}", synthetic=False)


def test_a_forest_shows_every_effect_its_interval_and_the_mean():
    part = Part("Job", "procentpoint", False, STUDIES, (3.0, 1.0, 5.0), (-1.0, 7.0))
    figure = forest(part)
    axes = figure.axes[0]
    offsets = np.vstack([c.get_offsets() for c in axes.collections if len(c.get_offsets()) == 3])
    assert offsets[:, 0].tolist() == [2.0, 4.0, 9.0]
    ends = [tuple(s[:, 0]) for c in axes.collections
            if isinstance(c, LineCollection) for s in c.get_segments()]  # fmt: skip
    assert {(0.0, 4.0), (1.0, 7.0), (-1.0, 7.0)} <= set(ends)
    diamonds = [patch for patch in axes.patches if isinstance(patch, Polygon)]
    assert [diamonds[0].get_xy()[:, 0].min(), diamonds[0].get_xy()[:, 0].max()] == [1.0, 5.0]
    told = texts(figure)
    assert "Gennemsnit af 2" in told
    assert "4,00 (1,00–7,00)" in told
    assert "9,00 (uden interval)" in told
    low, high = axes.get_xlim()
    assert low <= -1.0 < 0.0 < 9.0 <= high


def test_squares_follow_weights():
    part = Part("Job", "procentpoint", False, STUDIES)
    (sizes,) = [
        c.get_sizes() for c in forest(part).axes[0].collections if len(c.get_offsets()) == 3
    ]
    assert sizes[0] > sizes[1] > sizes[2]


def test_ratios_are_logarithmic_around_one():
    studies = pd.DataFrame(
        {"label": ["A"], "effect": [1.5], "low": [1.1], "high": [2.0], "weight": [np.nan]}
    )
    axes = forest(Part("Job", "hazardforhold", True, studies)).axes[0]
    assert axes.get_xscale() == "log"
    low, high = axes.get_xlim()
    assert low < 1 < high
    assert 1.0 in axes.get_xticks()


def test_without_effects_the_picture_says_so_and_shows_none():
    figure = forest()
    assert texts(figure) == [WORDS["chart_no_effects"]]
    assert not figure.axes


def test_each_part_has_an_axis_of_its_own():
    first = Part("Job", "procentpoint", False, STUDIES)
    second = Part(
        "Uger", "uger", False, STUDIES.assign(effect=[20.0, 30.0, 40.0], low=np.nan, high=np.nan)
    )
    figure = forest(first, second)
    assert len(figure.axes) == 2
    assert figure.axes[1].get_xlim()[1] > 30 > figure.axes[0].get_xlim()[1]


def test_the_command_draws_each_figure_and_the_same_bytes_again(tmp_path):
    first, second = (analysed(tmp_path / name) for name in ("a", "b"))
    names = sorted(path.name for path in (first.folder / "figures").iterdir())
    assert names == ["fig-forest.svg", "fig-grades.svg", "fig-map.svg", "fig-selection.svg"]
    for name in names:
        one, other = ((run.folder / "figures" / name).read_bytes() for run in (first, second))
        assert one == other, name
