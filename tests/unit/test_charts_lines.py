import datetime
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import yaml
from brf_tables import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import dates as clock
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from effektspor.report.charts import sheet
from effektspor.report.charts.activity import curve_figure
from effektspor.report.charts.change import change_figure
from effektspor.report.charts.early import early_leavers_figure
from effektspor.report.charts.ends import End, label_ends, spread
from effektspor.report.charts.lines import series_figure
from effektspor.report.charts.periods import by_period

WORDS = yaml.safe_load((ROOT / "reports/kl2016/words.da.yml").read_text(encoding="utf-8"))
REFORM = "2013-01-01"
nan = float("nan")


def series(values, *, first=2012, state="final"):
    """Quarters of groups; None is a row that the table does not have."""
    rows = []
    for order, (group, numbers) in enumerate(values.items(), start=1):
        for at, value in enumerate(numbers):
            if value is None:
                continue
            year, quarter = first + at // 4, at % 4 + 1
            rows.append({
                "group": group, "order": order, "label_da": f"Gruppe {group}", "value": value,
                "period": f"{year}Q{quarter}", "start": f"{year}-{3 * quarter - 2:02d}-01",
                "state": "missing" if value != value else state,
            })  # fmt: skip
    return pd.DataFrame(rows)


def drawn(table, *, panels=False, reform=REFORM, synthetic=True):
    return series_figure(
        table, WORDS, reform=reform, unit="Personer", panels=panels, synthetic=synthetic
    )


def long_lines(axes):
    return [line.get_ydata() for line in axes.lines if len(line.get_xdata()) > 2]


def texts(figure):
    """What stands in the picture, without the breaks of its lines."""
    return [text.get_text().replace("\n", " ") for text in figure.findobj(Text)]


def boxes(figure, gid):
    FigureCanvasAgg(figure).draw()
    renderer = figure.canvas.get_renderer()
    return [
        Text.get_window_extent(text, renderer)
        for text in figure.findobj(Text)
        if text.get_gid() == gid
    ]


def overlap(one, other):
    """Whether two names, which begin at the same place, cover each other by half a pixel."""
    return min(one.y1, other.y1) - max(one.y0, other.y0) > 0.5


def test_lines_are_the_numbers_of_the_table_and_break_where_one_is_missing():
    a, b = [10, 12, nan, 11, 5, 6, 7, 6], [3, 4, 4, None, None, 2, 2, 1]
    figure = drawn(series({"a": a, "b": b}))
    first, second = long_lines(figure.axes[0])
    assert np.array_equal(first, a, equal_nan=True)
    # Periods without a row are gaps too: the line is not drawn from the third to the sixth.
    assert np.array_equal(second, [3, 4, 4, nan, nan, 2, 2, 1], equal_nan=True)


def test_a_number_between_two_gaps_is_a_dot():
    figure = drawn(series({"a": [1, nan, 2, nan, 3, 3, 3, 3]}))
    dots = [line for line in figure.axes[0].lines if line.get_marker() == "."]
    assert [list(line.get_ydata()) for line in dots] == [[1, 2]]


def test_numbers_stand_at_the_middle_of_their_period():
    table = by_period(series({"a": [1.0, 2.0]}))
    middles = table.loc[table["group"] == "a", "middle"]
    assert list(middles.dt.strftime("%Y-%m-%d %H")) == ["2012-02-15 12", "2012-05-16 12"]
    months = pd.DataFrame({"group": "a", "order": 1, "label_da": "A", "value": [1.0, 2.0],
                           "period": ["2013M01", "2013M02"], "state": "final",
                           "start": ["2013-01-01", "2013-02-01"]})  # fmt: skip
    assert list(by_period(months)["to"].dt.strftime("%m-%d"))[:2] == ["02-01", "03-01"]
    years = months.assign(period=["2013", "2014"], start=["2013-01-01", "2014-01-01"])
    assert list(by_period(years)["to"].dt.year)[:2] == [2014, 2015]


@pytest.mark.parametrize("panels", [False, True])
@pytest.mark.parametrize("day", ["2013-01-01", "2012-07-01"])
def test_the_reform_line_stands_at_its_date_with_its_word(panels, day):
    figure = drawn(series({"a": [1.0] * 8, "b": [2.0] * 8}), panels=panels, reform=day)
    wanted = clock.date2num(datetime.date.fromisoformat(day))
    for axes in figure.axes:
        (line,) = [each for each in axes.lines if each.get_gid() == "reform"]
        assert list(line.get_xdata()) == [wanted, wanted]
        assert "eform" in next(t for t in axes.texts if t.get_gid() == "reform_word").get_text()


def test_the_word_at_the_reform_is_above_every_number():
    figure = drawn(series({"a": [9.0, 9, 9, 90, 100, 100, 100, 100]}))
    (word,) = boxes(figure, "reform_word")
    axes = figure.axes[0]
    assert word.y0 > axes.transData.transform((0, 100))[1]
    assert word.x1 < figure.bbox.x1


def test_panels_have_a_scale_each_from_nought_and_one_for_the_sum():
    table = series({"a": [100.0, 110, nan, 90, 80, 80, 70, 70], "b": [None] * 4 + [1.0, 2, 3, 4]})
    figure = drawn(table, panels=True)
    assert [axes.get_ylim()[0] for axes in figure.axes] == [0, 0, 0]
    assert [round(axes.get_ylim()[1]) for axes in figure.axes] == [125, 5, 125]
    # Before it begins a group is nought in the sum; where one is not known, the sum is not.
    (total,) = long_lines(figure.axes[2])
    assert np.array_equal(total, [100, 110, nan, 90, 81, 82, 73, 74], equal_nan=True)


def test_panels_tell_of_the_change_since_the_reform_where_it_is_known():
    table = series(
        {"a": [100.0, 200, 300, 250, 240, 230, 220, 210], "b": [nan] * 4 + [1.0, 2, 3, 4]}
    )
    figure = series_figure(
        table, WORDS, reform=REFORM, unit="Personer", panels=True, synthetic=True,
        changes={"a": -1234.0, "b": nan, "total": 56.0},
    )  # fmt: skip
    told = [text for text in texts(figure) if text.endswith("siden reformen")]
    assert told == ["−1.234 siden reformen", "+56 siden reformen"]


def test_a_group_that_ends_early_leaves_the_sum_unknown():
    table = by_period(series({"a": [1.0, 1, 1], "b": [1.0, 1, None]}))
    assert np.array_equal(table.loc[table["group"].isna(), "value"], [2, 2, nan], equal_nan=True)


def test_numbers_that_may_change_are_hollow_dots_with_a_key():
    table = series({"a": [1.0, 2, 3, 4]})
    table.loc[3, "state"] = "provisional"
    figure = drawn(table)
    (dots,) = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert list(dots.get_ydata()) == [4]
    assert WORDS["chart_provisional"] in texts(figure)
    assert WORDS["chart_provisional"] not in texts(drawn(series({"a": [1.0, 2, 3, 4]})))


def test_the_mark_stands_in_synthetic_pictures_only():
    table = series({"a": [1.0, 2, 3, 4]})
    assert WORDS["synthetic_mark"] in texts(drawn(table))
    assert WORDS["synthetic_mark"] not in texts(drawn(table, synthetic=False))


NUMBERS = st.floats(0, 100, allow_nan=False)


@given(st.lists(st.tuples(NUMBERS, st.floats(0.5, 15)), min_size=1, max_size=8))
def test_labels_are_apart_in_the_order_of_their_lines_and_inside_where_there_is_room(labels):
    values, sizes = [value for value, _ in labels], [size for _, size in labels]
    at = spread(values, sizes, 0, 100)
    assert all(
        abs(at[i] - at[j]) >= (sizes[i] + sizes[j]) / 2 - 1e-6
        for i, j in combinations(range(len(at)), 2)
    )
    assert all(
        at[i] < at[j]
        for i, j in combinations(np.argsort(values, kind="stable").tolist(), 2)
    )  # fmt: skip
    assert all(place - size / 2 >= -1e-6 for place, size in zip(at, sizes, strict=True))
    if sum(sizes) <= 100:
        assert all(place + size / 2 <= 100 + 1e-6 for place, size in zip(at, sizes, strict=True))


@settings(max_examples=15, deadline=None)
@given(st.lists(NUMBERS, min_size=2, max_size=6), st.booleans())
def test_names_drawn_at_line_ends_do_not_overlap(values, wrapped):
    box = sheet.Box(0.5, 0.3, 3, 2.4)
    figure = sheet.paper(3)
    axes = sheet.place(figure, box)
    axes.set(xlim=(0, 1), ylim=(0, 100))
    name = "Bevægeapparatet\nog ryg" if wrapped else "Psykiske lidelser"
    label_ends(axes, [End(1, value, name, "black") for value in values], box)
    found = boxes(figure, "end")
    assert len(found) == len(values)
    assert not any(overlap(one, other) for one, other in combinations(found, 2))


@pytest.fixture
def activity():
    weeks = np.arange(0, 121)
    share = np.linspace(0, 0.2, len(weeks))
    table = pd.DataFrame({"week": weeks, "in_course": 1000 - 5 * weeks, "share": share})
    for name, value in (("ci", share), ("passive", 0.8 - share), ("passive_ci", 0.8 - share)):
        if name.endswith("ci"):
            table[f"{name}_low"], table[f"{name}_high"] = value - 0.01, value + 0.01
        else:
            table[f"{name}_share"] = value
    return table


def test_the_curve_has_points_each_four_weeks_and_tells_how_many_are_followed(activity):
    activity.loc[activity["week"] == 40, ["share", "ci_low", "ci_high"]] = nan
    figure = curve_figure(activity, WORDS, synthetic=True, level=95, published=0.147)
    company, passive, *_ = (line.get_ydata() for line in figure.axes[0].lines)
    fourth = activity[activity["week"] % 4 == 0]
    assert np.array_equal(company, fourth["share"], equal_nan=True)
    assert np.isnan(company[10])
    assert np.array_equal(passive, fourth["passive_share"])
    assert {"1.000", "870", "740", "480"} <= set(texts(figure))
    level = figure.axes[0].lines[-1].get_ydata()
    assert list(level) == [0.147, 0.147]


def test_printed_shares_without_an_offer_are_hollow_diamonds_at_their_weeks(activity):
    figure = curve_figure(activity, WORDS, synthetic=True, passive={26: 0.68, 52: 0.63})
    marks = [line for line in figure.axes[0].lines if line.get_label() == "published"]
    at = [(float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in marks]
    assert at == [(26, 0.68), (52, 0.63)]
    assert {line.get_markerfacecolor() for line in marks} == {"none"}
    assert WORDS["chart_published"] in texts(figure)
    assert WORDS["chart_published"] not in texts(curve_figure(activity, WORDS, synthetic=True))


def test_the_curve_tells_of_no_week_beyond_its_end(activity):
    found = texts(curve_figure(activity[activity["week"] <= 60], WORDS, synthetic=False))
    assert "740" in found
    assert "480" not in found


@pytest.fixture
def exits():
    return pd.DataFrame({
        "way": ["job", "flexjob", "pension", "none"], "n": [6, 20, 110, 0],
        "label_da": ["Selvforsørgelse", "Fleksjob", "Førtidspension", "Ingen"],
        "completed_share": [0.05, 0.15, 0.8, 0.0], "ci_low": [0.03, 0.1, 0.7, 0.0],
        "ci_high": [0.08, 0.2, 0.85, 0.01], "published": [0.03, nan, 0.7, nan],
    })  # fmt: skip


@pytest.fixture
def incidence():
    return pd.DataFrame([
        {"week": week, "way": way, "incidence": week / 156 * last, "at_risk": 900 - week,
         "ci_low": week / 156 * last * 0.8, "ci_high": week / 156 * last * 1.2}
        for way, last in (("job", 0.01), ("flexjob", 0.02), ("pension", 0.1), ("none", 0.0))
        for week in range(0, 161, 4)
    ])  # fmt: skip


def bar_widths(axes):
    return [float(patch.get_width()) for patch in axes.patches]


def test_completed_and_all_starters_stand_on_one_scale_in_the_same_colours(exits, incidence):
    figure = early_leavers_figure(exits, incidence, WORDS, synthetic=True, level=95)
    completed, starters, lines = figure.axes
    assert completed.get_xlim() == starters.get_xlim() == (0, 1)
    assert completed.get_position().width == pytest.approx(starters.get_position().width)
    assert bar_widths(completed) == [0.8, 0.15, 0.05]
    # Of the last whole year; what is left is still in a course.
    assert bar_widths(starters) == pytest.approx([0.1, 0.02, 0.01, 0.87])
    assert [patch.get_y() for patch in starters.patches[:3]] == pytest.approx(
        [patch.get_y() for patch in completed.patches]
    )
    drawn_in = [tuple(int(line.get_color()[i : i + 2], 16) / 255 for i in (1, 3, 5))
                for line in lines.lines]  # fmt: skip
    for axes in (completed, starters):
        assert [patch.get_facecolor()[:3] for patch in axes.patches[:3]] == drawn_in
    marks = {x for line in completed.lines if line.get_marker() == "D" for x in line.get_xdata()}
    assert marks == {0.7, 0.03}
    text = set(texts(figure))
    assert {"900", "848", "796", "744", "80,0", "10,0", "87,0", WORDS["chart_still"]} <= text
    assert any(title.endswith("156 uger") for title in text)


def test_the_last_step_of_a_way_is_as_long_as_the_others(exits, incidence):
    lines = early_leavers_figure(exits, incidence, WORDS, synthetic=True).axes[-1]
    assert lines.get_xlim() == (0, 164)
    for line in lines.lines:
        assert list(line.get_xdata()[-2:]) == [160, 164]
        assert line.get_ydata()[-1] == line.get_ydata()[-2]


def test_what_is_withheld_is_neither_drawn_nor_told_by_the_rest(exits, incidence):
    exits = exits.drop(columns="published")
    exits.loc[0, ["n", "completed_share", "ci_low", "ci_high"]] = nan
    hidden = (incidence["way"] == "job") & (incidence["week"] >= 152)
    incidence.loc[hidden, ["incidence", "ci_low", "ci_high"]] = nan
    figure = early_leavers_figure(exits, incidence, WORDS, synthetic=True)
    completed, starters, lines = figure.axes
    assert bar_widths(completed) == [0.8, 0.15]
    # Neither the way nor those still in a course, who are what it leaves.
    assert bar_widths(starters) == pytest.approx([0.1, 0.02])
    assert texts(figure).count(WORDS["hidden"]) == 3
    shown = lines.lines[2].get_ydata()
    assert np.isnan(shown[-4:]).all()
    assert not np.isnan(shown[:-4]).any()


def test_steps_put_together_are_drawn_flat_and_have_no_bar_of_their_own(exits, incidence):
    late = (incidence["way"] == "job") & (incidence["week"] > 100)
    incidence.loc[late, "incidence"] = 0.006
    figure = early_leavers_figure(exits, incidence.assign(merged=late), WORDS, synthetic=True)
    _, starters, lines = figure.axes
    assert bar_widths(starters) == pytest.approx([0.1, 0.02, 0.874])
    drawn = lines.lines[2]
    assert drawn.get_drawstyle() == "steps-post"
    assert set(drawn.get_ydata()[-14:]) == {0.006}


def test_a_week_without_any_number_leaves_the_scale_standing(exits, incidence):
    incidence[["incidence", "ci_low", "ci_high"]] = nan
    figure = early_leavers_figure(exits, incidence, WORDS, synthetic=True)
    assert figure.axes[-1].get_ylim()[1] > 0
    assert texts(figure).count(WORDS["hidden"]) == 4


def test_names_of_ways_do_not_overlap(exits, incidence):
    figure = early_leavers_figure(exits, incidence, WORDS, synthetic=True)
    found = boxes(figure, "end")
    assert len(found) == 3
    assert not any(overlap(one, other) for one, other in combinations(found, 2))
    assert all(box.x1 <= figure.bbox.x1 for box in found)


@pytest.fixture
def changes():
    return pd.DataFrame({
        "item_da": ["Motivation", "Motivation", "Love"], "label_da": ["Stor", "Lille", "Stor"],
        "before_share": [0.5, 0.4, 0.3], "before_low": [0.4, 0.3, 0.2],
        "before_high": [0.6, 0.5, 0.4], "now_share": [0.55, 0.3, 0.3],
        "now_low": [0.45, 0.2, 0.2], "now_high": [0.65, 0.4, 0.4], "change": [0.05, -0.1, 0.0],
        "ci_low": [-0.1, -0.2, -0.1], "ci_high": [0.2, 0.02, 0.1],
    })  # fmt: skip


def test_changes_are_two_dots_a_row_and_a_difference_beside_them(changes):
    figure = change_figure(changes, WORDS, synthetic=True, level=95, surveys=("2015", "2016"))
    shares, difference = figure.axes
    for wave in ("before", "now"):
        (dots,) = [line for line in shares.lines if line.get_gid() == wave]
        assert list(dots.get_xdata()) == list(changes[f"{wave}_share"])
    assert list(difference.lines[-1].get_xdata()) == [0.05, -0.1, 0.0]
    low, high = difference.get_xlim()
    assert low == -high < -0.2
    found = texts(figure)
    assert {"+5", "\u221210", "0", "2015", "2016"} <= set(found)
    assert found.count("Motivation") == 1


def test_an_unknown_change_is_said_to_be_hidden(changes):
    changes.loc[1, ["now_share", "now_low", "now_high", "change", "ci_low", "ci_high"]] = nan
    figure = change_figure(changes, WORDS, synthetic=False)
    assert isinstance(figure, Figure)
    assert WORDS["hidden"] in texts(figure)
    assert WORDS["synthetic_mark"] not in texts(figure)
