"""Charts of a business case against the tables that they are drawn from."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from effektspor.report import style
from effektspor.report.charts.areas import Stack, areas_figure
from effektspor.report.charts.columns import LOSS, Party, columns_figure
from effektspor.report.charts.courses import Course, Mark, Scale, courses_figure
from effektspor.report.charts.dots import Part, Sign, dots_figure
from effektspor.report.charts.goals import Goal, goals_figure
from effektspor.report.charts.tiles import tiles_figure
from effektspor.report.charts.tornado import tornado_figure

WORDS = {
    "synthetic_mark": "SYNTETISK", "chart_interval": "{level} pct.", "chart_own": "Egen",
    "chart_near": "Nær", "chart_far": "Fjern", "chart_gain": "Vinder", "chart_loss": "Taber",
    "chart_at_low": "Lav", "chart_at_high": "Høj", "chart_raw": "Rå",
}  # fmt: skip
nan = float("nan")


def texts(figure):
    return [text.get_text().replace("\n", " ") for text in figure.findobj(Text)]


def marked(figure, gid):
    return [each for each in figure.findobj() if each.get_gid() == gid]


@pytest.mark.parametrize("synthetic", [True, False])
def test_courses_break_at_gaps_and_show_nought_where_numbers_change_sign(synthetic):
    rows = pd.DataFrame({"x": range(5), "y": [-1.0, 0.5, nan, 2.0, 3.0]})
    figure = courses_figure(
        [Course("Kommunen", style.SERIES[0], rows)], WORDS, across=Scale("Andel"), up=Scale("Kr."),
        synthetic=synthetic, marks=[Mark(1, "Et år"), Mark(4, "Til sidst")],
    )  # fmt: skip
    axes = figure.axes[0]
    line = next(each for each in axes.lines if len(each.get_xdata()) == 5)
    assert np.array_equal(line.get_ydata(), rows["y"], equal_nan=True)
    assert marked(figure, "nought")
    assert [each.get_xdata()[0] for each in marked(figure, "at")] == [1, 4]
    low, high = axes.get_ylim()
    assert low < -1
    assert high > 3
    assert ("SYNTETISK" in texts(figure)) is synthetic


def test_courses_from_nought_have_no_second_line_at_nought():
    rows = pd.DataFrame({"x": [0, 1], "y": [5.0, 6.0], "low": [4.0, 4.5], "high": [6.0, 8.0]})
    figure = courses_figure(
        [Course("A", style.SERIES[0], rows)], WORDS, across=Scale("M"), up=Scale("N", zero=True),
        synthetic=False, level=90,
    )  # fmt: skip
    assert figure.axes[0].get_ylim()[0] == 0
    assert figure.axes[0].get_ylim()[1] > 8
    assert not marked(figure, "nought")
    assert "90 pct." in texts(figure)


def test_areas_stack_to_the_sum_and_both_parts_have_one_scale():
    def stack(title, factor):
        return Stack(title, pd.DataFrame([
            {"x": x, "layer": layer, "n": n * factor}
            for x in range(3) for layer, n in (("a", 1.0 + x), ("b", 2.0))
        ]))  # fmt: skip

    fills = {"a": style.Fill("#000000"), "b": style.Fill("#ffffff"), "none": style.Fill("#aaaaaa")}
    figure = areas_figure(
        [stack("Nu", 1), stack("Mål", 2)], fills, {"a": "A", "b": "B", "none": "Ingen"}, WORDS,
        across="M", up="N", synthetic=True,
    )  # fmt: skip
    first, second = figure.axes
    assert first.get_ylim() == second.get_ylim()
    (upper,) = marked(second, "area_b")
    assert upper.get_paths()[0].vertices[:, 1].max() == pytest.approx(10)  # (3 + 2) * 2
    assert "Ingen" not in texts(figure), "a layer in which nobody is has no place in the key"


def test_an_area_is_open_where_a_count_is_withheld():
    rows = pd.DataFrame([
        {"x": x, "layer": layer, "n": nan if (x, layer) == (2, "b") else 4.0}
        for x in range(5) for layer in "ab"
    ])  # fmt: skip
    figure = areas_figure(
        [Stack("", rows)], {each: style.Fill("#444444") for each in "ab"}, {"a": "A", "b": "B"},
        WORDS, across="M", up="N", synthetic=False,
    )  # fmt: skip
    paths = marked(figure, "area_a")[0].get_paths()
    assert len(paths) == 2
    assert not any((path.vertices[:, 0] == 2).any() for path in paths)


def tornado_rows():
    return pd.DataFrame(
        {
            "label": ["Ydelse", "Rente", "Uden betydning"],
            "low": [-2.0, 2.0, 1.0],
            "high": [4.0, 3.0, 1.0],
            "low_text": ["10 kr.", "2 pct.", "1"],
            "high_text": ["14 kr.", "5 pct.", "2"],
        }
    )


def test_a_tornado_reaches_from_the_result_to_that_at_each_value():
    figure = tornado_figure(tornado_rows(), 1.0, WORDS, label="Mio. kr.", synthetic=True)
    reach = {
        end: [bar.get_x() + bar.get_width() for bar in marked(figure, end)]
        for end in ("low", "high")
    }
    assert reach == {"low": [-2.0, 2.0, 1.0], "high": [4.0, 3.0, 1.0]}
    assert marked(figure, "base")[0].get_xdata()[0] == 1.0
    assert {"10 kr.", "14 kr.", "2 pct.", "5 pct."} <= set(texts(figure))


def test_values_of_a_bar_on_one_side_of_the_result_stand_at_both_sides_of_it():
    figure = tornado_figure(tornado_rows(), 1.0, WORDS, label="Mio. kr.", synthetic=False)
    at = {each.get_text(): each.get_ha() for each in figure.axes[0].texts}
    assert at["5 pct."] == "left"
    assert at["2 pct."] == "right"


def test_tiles_have_a_number_where_there_is_one_and_are_darker_for_more():
    table = pd.DataFrame([[0.5, 0.01], [nan, 0.1]], index=["A", "B"], columns=["C", "D"])
    figure = tiles_figure(
        table, WORDS, write=lambda value: f"{value:g}", corner="Fra", synthetic=True,
        limits=(0.02, 0.05, 0.2, 0.4),
    )  # fmt: skip
    assert sorted(each.get_text() for each in marked(figure, "tile")) == ["0.01", "0.1", "0.5"]
    shades = [patch.get_facecolor()[0] for patch in figure.axes[0].patches]
    assert shades[0] < shades[3] < shades[1]
    assert shades[2] == 1.0


def test_each_goal_has_its_lines_and_a_gap_where_a_month_is_withheld():
    rows = pd.DataFrame({"month": ["2018-11", "2018-12", "2019-01"], "value": [50.0, nan, 40.0]})
    figure = goals_figure(
        [Goal("Over et år", rows, 55.0, 50.0), Goal("Uden", rows, None, 15.0)], WORDS,
        synthetic=True,
    )  # fmt: skip
    first, second = figure.axes
    assert [each.get_ydata()[0] for each in marked(first, "near")] == [55]
    assert not marked(second, "near")
    assert [e.get_ydata()[0] for e in marked(second, "far")] == [15]
    assert first.get_ylim()[1] > 55
    assert [label.get_text() for label in first.get_xticklabels()] == ["2019"]


def test_columns_below_nought_are_hatched_and_parties_share_a_scale():
    rows = pd.DataFrame({"label": ["1", "2"], "value": [-1.0, 2.0], "low": [-3, 1], "high": [0, 3]})
    figure = columns_figure(
        [Party("Kommunen", rows), Party("Staten", rows.assign(value=[5.0, 6.0]))], WORDS,
        across="År", up="Mio. kr.", synthetic=False,
    )  # fmt: skip
    first, second = figure.axes
    assert [patch.get_height() for patch in first.patches] == [-1, 2]
    assert [patch.get_hatch() or "" for patch in first.patches] == [LOSS.hatch, ""]
    assert first.get_ylim() == second.get_ylim()
    assert first.get_ylim()[0] < -3


def test_dots_leave_out_what_is_not_known():
    rows = pd.DataFrame(
        {"label": ["Landet", "Regionen"], "own": [0.7, 0.7], "raw": [0.5, nan], "low": [0.4, nan],
         "high": [0.6, nan]}
    )  # fmt: skip
    figure = dots_figure(
        [Part("Andel", rows)], {"own": Sign("o", style.INK), "raw": Sign("D", style.INK, False)},
        WORDS, synthetic=True,
    )  # fmt: skip
    assert list(marked(figure, "sign_own")[0].get_xdata()) == [0.7, 0.7]
    assert list(marked(figure, "sign_raw")[0].get_xdata()) == [0.5]
    assert figure.axes[0].get_xlim()[0] <= 0
