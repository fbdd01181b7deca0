"""The command that draws the trial's figures, and what they show of the tables behind them."""

from itertools import pairwise
from math import nan

import numpy as np
import pytest
import yaml
from matplotlib.colors import to_hex
from trial_report import OTHER, REPORT, artefacts_of, drawn, made
from trial_results import results

from effektspor.cli import main
from effektspor.evaluations.trial.arms import ARMS
from effektspor.report import style
from effektspor.report.charts import boxes, climb, love, months, pairs, payments, power, states
from effektspor.report.discus2007 import charts, pair_charts, printed_values
from effektspor.report.discus2007.flow_chart import flow_levels
from effektspor.report.discus2007.partials import FIGURES
from effektspor.report.figures import WIDTH

WORDS = yaml.safe_load((REPORT / "words.da.yml").read_text(encoding="utf-8"))
TALLEST = 6.9
"""Inches that a figure may be high, so that its notes have room on the page."""


@pytest.fixture(scope="module")
def made_trial(tmp_path_factory):
    return made(tmp_path_factory.mktemp("figures"))


@pytest.fixture(scope="module")
def printed(made_trial):
    return artefacts_of(made_trial)


def table(name, min_cell=1):
    return results(min_cell)[f"trial_{name}"].copy()


def texts(figure):
    return [text.get_text() for text in figure.findobj(lambda each: hasattr(each, "get_text"))]


def marked(axes, gid):
    return [line for line in axes.lines if line.get_gid() == gid]


def diamonds(axes):
    """Places of the hollow diamonds, each drawn twice: a white rim and the mark."""
    return {
        (float(x), float(y))
        for line in axes.lines
        if line.get_marker() == "D" and line.get_markerfacecolor() == "none"
        for x, y in zip(
            np.atleast_1d(line.get_xdata()), np.atleast_1d(line.get_ydata()), strict=True
        )
    }


def outcomes(shown, **options):
    rows = pair_charts.outcome_rows(shown, WORDS, {})
    return rows, pairs.pairs_figure(
        rows,
        WORDS,
        pair_charts.arms(WORDS),
        title=WORDS["chart_difference"],
        synthetic=True,
        **options,
    )


def test_each_figure_is_drawn_and_synthetic_ones_say_so(made_trial, tmp_path):
    found = {path.name for path in drawn(made_trial, tmp_path).iterdir()}
    assert found == {f"{name}.syntetisk.svg" for name in FIGURES}


def test_real_figures_have_other_names_and_equal_bytes_each_time(tmp_path):
    (tmp_path / "real").mkdir()
    out = made(tmp_path / "real", synthetic=False, dates=OTHER)
    files = [
        {path.name: path.read_bytes() for path in drawn(out, tmp_path / name).iterdir()}
        for name in ("one", "two")
    ]
    assert files[0] == files[1]
    assert set(files[0]) == {f"{name}.svg" for name in FIGURES}


def test_a_figure_without_its_artefact_is_an_error(made_trial, tmp_path, capsys):
    assert main([
        "trial-figures", "--group", "panel", "--artefacts", str(made_trial / "study.json"),
        "--data", str(made_trial / "panel"), "--words", str(REPORT / "words.da.yml"),
        "--out", str(tmp_path),
    ]) != 0  # fmt: skip
    assert "figure.panel" in capsys.readouterr().err


def test_printed_values_stand_beside_results_of_the_same_time_only(printed):
    assert printed_values.shares(printed) == {
        ("jobs_created", "other_actor"): 30 / 120, ("jobs_created", "municipality"): 35 / 120,
    }  # fmt: skip
    assert printed_values.gap(printed) == pytest.approx(5 / 120)
    assert printed_values.durations(printed) == {"other_actor": 5.3, "municipality": 5.8}
    assert printed_values.months(printed)["national", "flexjob"] == {8: 0.09, 12: 0.14}
    assert printed_values.ends(printed)[1] == 240
    other = {
        **printed,
        "study.comparable": printed["study.comparable"].model_copy(update={"value": 0.0}),
    }
    assert printed_values.shares(other) == printed_values.durations(other) == {}
    assert printed_values.gap(other) is printed_values.lag(other) is None
    assert printed_values.ends(other)[0] == {}
    assert not any(printed_values.months(other).values())


def test_the_flow_tells_each_count_once_in_its_arm_and_hides_what_is_hidden():
    shown = table("flow")
    levels = flow_levels(shown, WORDS)
    figure = boxes.boxes_figure(levels, ARMS, WORDS, synthetic=True)
    found = "\n".join(texts(figure))
    for arm in ARMS:
        n = int(shown.query("step == 'answered_after' and arm == @arm")["n"].iloc[0])
        lines = (
            next(each for each in levels if WORDS["flow_stage_followup"] == each.stage)
            .nodes[arm]
            .lines
        )
        assert WORDS["flow_answered_after"].format(n=n) in lines
        assert WORDS["flow_answered_after"].format(n=n) in found
    shown.loc[shown["step"] == "moved", "n"] = nan
    assert "Flyttet fra kommunen: skjult" in "\n".join(
        texts(boxes.boxes_figure(flow_levels(shown, WORDS), ARMS, WORDS, synthetic=False))
    )
    assert WORDS["synthetic_mark"] not in texts(
        boxes.boxes_figure(levels, ARMS, WORDS, synthetic=False)
    )


def test_boxes_of_a_level_do_not_overlap_and_stand_on_the_paper():
    figure = boxes.boxes_figure(flow_levels(table("flow"), WORDS), ARMS, WORDS, synthetic=True)
    squares = [each for each in figure.artists if each.__class__.__name__ == "Rectangle"]
    white = [each.get_bbox() for each in squares if to_hex(each.get_facecolor()) == "#ffffff"]
    assert len(white) == 2 + 2 * 3
    for number, one in enumerate(white):
        assert 0 <= one.x0 < one.x1 <= 1
        assert 0 <= one.y0 < one.y1 <= 1
        assert not any(one.overlaps(other) for other in white[number + 1 :])


def test_both_arms_and_their_difference_are_the_numbers_of_the_table():
    shown = table("outcomes")
    rows, figure = outcomes(shown)
    shares, difference = figure.axes
    whole = shown[(shown["scope"] == "all") & (shown["outcome"] != "answered_after")]
    for arm in ARMS:
        (dots,) = marked(shares, arm)
        assert sorted(dots.get_xdata()) == pytest.approx(sorted(whole[f"share_{arm}"]))
    assert sorted(difference.lines[-1].get_xdata()) == pytest.approx(sorted(whole["difference"]))
    assert list(rows["item_label"].drop_duplicates()) == [
        WORDS[f"chart_block_{block}"] for block in ("work", "other", "effort")
    ]


def test_the_difference_is_other_actors_less_municipalities_in_every_row():
    rows, _ = outcomes(table("outcomes"))
    known = rows.dropna(subset=["other_actor_share"])
    own = known["other_actor_share"] - known["municipality_share"]
    assert np.sign(own.round(6)).tolist() == np.sign(known["change"].round(6)).tolist()


def test_what_is_withheld_is_said_to_be_and_has_no_dot():
    shown = table("outcomes")
    numbers = [
        name for name in shown if name.startswith(("n_", "share", "low", "high", "diff", "p_"))
    ]
    shown.loc[shown["outcome"] == "flexjob_end", numbers] = nan
    rows, figure = outcomes(shown)
    assert WORDS["hidden"] in texts(figure)
    assert rows["change"].isna().sum() >= 1


def test_printed_jobs_are_diamonds_at_their_shares_and_at_their_difference():
    rows = pair_charts.outcome_rows(
        table("outcomes"), WORDS,
        {("jobs_created", "other_actor"): 0.25, ("jobs_created", "municipality"): 0.2917},
    )  # fmt: skip
    figure = pairs.pairs_figure(rows, WORDS, pair_charts.arms(WORDS), title="x", synthetic=True)
    shares, difference = figure.axes
    assert sorted(x for x, _ in diamonds(shares)) == [0.25, 0.2917]
    assert [x for x, _ in diamonds(difference)] == [pytest.approx(-0.0417)]
    assert WORDS["chart_published"] in texts(figure)


def test_each_place_has_a_row_of_its_own_and_one_without_it():
    shown = table("municipalities")
    rows = pair_charts.place_rows(shown, WORDS)
    assert len(rows) == 2 * len(shown)
    assert rows["change"].tolist() == pytest.approx(
        [*shown["difference"], *shown["without_difference"]]
    )
    assert sum("flest" in label for label in rows["label"]) == 1
    assert rows["other_actor_share"].notna().sum() == len(shown)


def test_a_subgroup_has_its_levels_and_how_far_they_are_apart():
    shown = table("subgroups")
    rows = pair_charts.subgroup_rows(shown, WORDS)
    assert len(rows) == 3 * shown["subgroup"].nunique()
    interactions = rows[rows["label"] == WORDS["chart_interaction"]]["change"]
    assert interactions.tolist() == pytest.approx(shown.drop_duplicates("subgroup")["interaction"])
    planned = shown.loc[shown["p_holm"].notna(), "subgroup"].nunique()
    assert sum("Holm" in aside for aside in rows["aside"]) == planned
    shown.loc[shown["subgroup"] == "women", "state"] = "withheld"
    assert len(pair_charts.subgroup_rows(shown, WORDS)) == len(rows) - 2


def test_durations_are_months_with_the_printed_means_in_the_first_row():
    shown = table("durability")
    rows = pair_charts.duration_rows(shown, WORDS, {"other_actor": 5.3, "municipality": 5.8})
    own = shown.set_index(["arm", "quantity"])["value"]
    for arm in ARMS:
        assert rows[f"{arm}_share"].tolist() == pytest.approx(
            [own[arm, quantity] for quantity in pair_charts.DURATIONS], nan_ok=True
        )
    figure = pairs.pairs_figure(
        rows, WORDS, pair_charts.arms(WORDS), title="x", synthetic=True,
        scale=pair_charts.months_scale(WORDS),
    )  # fmt: skip
    assert {x for x, _ in diamonds(figure.axes[0])} == {5.3, 5.8}
    assert rows["published"].tolist()[0] == pytest.approx(-0.5)
    assert figure.axes[0].get_xlabel() == WORDS["chart_months_axis"]
    assert figure.axes[0].get_xlim()[1] > 5.8


def test_curves_climb_as_the_shares_without_a_job_fall():
    shown = table("times")
    curves = charts.times(shown, WORDS)
    figure = climb.climb_figure(curves, WORDS, synthetic=True)
    lines = [line for line in figure.axes[0].lines if len(line.get_xdata()) > 2]
    for curve, line in zip(curves, lines, strict=True):
        rows = curve.rows.sort_values("week")
        assert list(line.get_ydata()) == pytest.approx(list(1 - rows["remaining"]))
        assert line.get_drawstyle() == "steps-post"
    assert {curve.name for curve in curves} <= set(texts(figure))


@pytest.mark.parametrize("min_cell", [1, 5])
def test_at_risk_got_there_and_censored_add_up_each_week(min_cell):
    for curve in charts.times(table("times", min_cell), WORDS):
        told = climb.counted(curve.rows)
        start = told["at_risk"][0]
        for week in told["at_risk"]:
            assert sum(told[kind][week] for kind in told) == pytest.approx(start)
        assert list(told["events"].values()) == sorted(told["events"].values())


def test_an_arm_that_is_withheld_leaves_no_curve_and_no_counts():
    shown = table("times").assign(
        remaining=nan, low=nan, high=nan, at_risk=nan, events=nan, censored=nan
    )
    figure = climb.climb_figure(charts.times(shown, WORDS), WORDS, synthetic=True)
    assert WORDS["hidden"] in texts(figure)
    assert not any(climb.counted(curve.rows)["at_risk"] for curve in charts.times(shown, WORDS))


def test_a_month_that_is_withheld_is_a_gap_in_both_parts():
    shown = table("panel")
    shown.loc[shown["month"] == 3, ["share_other_actor", "share_municipality", "difference"]] = nan
    figure = months.panel_figure(
        charts.panel(shown, WORDS), shown, WORDS, synthetic=True, line_at=(3.0, "Her")
    )
    shares, difference = figure.axes
    lines = [line for line in shares.lines if len(line.get_xdata()) == len(shown)]
    assert len(lines) == len(ARMS)
    assert all(np.isnan(np.asarray(line.get_ydata(), float)).sum() == 1 for line in lines)
    (dots,) = marked(difference, "difference")
    assert list(dots.get_xdata()) == [month for month in shown["month"] if month != 3]
    assert "Her" in texts(figure)


def test_the_country_stands_plain_and_weighted_with_printed_shares_at_their_months(printed):
    shown = table("national")
    parts = charts.national(shown, WORDS, printed_values.months(printed))
    assert [part.title for part in parts] == [WORDS[f"chart_{name}"] for name in charts.COMPARED]
    figure = months.compared_figure(parts[0], parts[1:], WORDS, synthetic=True)
    assert len(figure.axes) == 3
    assert diamonds(figure.axes[0]) == {(8, 0.2), (12, 0.23), (8, 0.09), (12, 0.14)}
    assert diamonds(figure.axes[1]) == {(12, 0.07), (12, 0.12)}
    weighted = shown[(shown["group"] == "national_weighted") & (shown["outcome"] == "flexjob")]
    assert any(
        len(line.get_ydata()) == len(weighted)
        and np.allclose(line.get_ydata(), weighted["share"], equal_nan=True)
        for line in figure.axes[0].lines
    )
    plain = months.compared_figure(charts.national(shown, WORDS, {})[0], [], WORDS, synthetic=False)
    assert WORDS["chart_published"] not in texts(plain)


def test_bars_of_states_run_to_all_and_printed_ones_are_hollow(printed):
    counts, of = printed_values.ends(printed)
    shown = charts.states(table("status"), WORDS, counts, of)
    figure = states.states_figure(
        shown, charts.FILLS, charts.state_names(WORDS), WORDS, synthetic=True
    )
    (axes,) = figure.axes
    ends = {}
    for bar in axes.patches:
        row = round(bar.get_y(), 6)
        ends[row] = max(ends.get(row, 0), bar.get_x() + bar.get_width())
    assert len(ends) == len(shown.drop_duplicates(["heading", "label"]))
    assert all(end == pytest.approx(1) for end in ends.values())
    hollow = [bar for bar in axes.patches if bar.get_gid() == "printed"]
    assert [bar.get_width() for bar in hollow[:3]] == pytest.approx([56 / 240, 145 / 240, 16 / 240])
    assert {to_hex(bar.get_facecolor()) for bar in hollow} == {"#ffffff"}


def test_states_that_nobody_has_are_not_in_the_key():
    shown = charts.states(table("status"), WORDS, {}, 0)
    shown.loc[shown["state"] == "moved", ["n", "share"]] = 0.0
    figure = states.states_figure(
        shown, charts.FILLS, charts.state_names(WORDS), WORDS, synthetic=True
    )
    assert WORDS["state_moved"] not in texts(figure)
    assert WORDS["state_hidden"] in texts(figure)


def test_power_rises_with_the_difference_and_the_printed_one_lies_on_the_curve():
    shown = table("power")
    curves = shown[shown["kind"] == "curve"]
    figure = power.power_figure(curves, [0.8, 0.9], WORDS, synthetic=True, printed=5 / 120)
    (axes,) = figure.axes
    ((x, y),) = diamonds(axes)
    middle = sorted(curves["base_share"].unique())[1]
    own = curves[curves["base_share"] == middle]
    below, above = (
        own.loc[own["difference"].sub(edge).abs().idxmin(), "power_exact"] for edge in (0.04, 0.05)
    )
    assert x == pytest.approx(5 / 120)
    assert below < y < above
    level = [
        line.get_ydata()[0]
        for line in axes.lines
        if len(set(line.get_ydata())) == 1 and len(line.get_ydata()) == 2
    ]
    assert level == [0.8, 0.9]


def test_steps_of_the_fee_begin_where_the_one_before_ends():
    fees, breaks = table("fees"), table("break_even")
    steps = charts.steps(fees, WORDS)
    figure = payments.payments_figure(steps, charts.even(fees, breaks), WORDS, synthetic=True)
    bars = [bar for bar in figure.axes[0].patches if bar.get_gid() == "step"]
    for one, other in pairwise(bars):
        assert one.get_x() + one.get_width() == pytest.approx(other.get_x())
    total = fees.set_index("part").loc["total", "paid"]
    assert bars[-1].get_x() + bars[-1].get_width() == pytest.approx(total / 1000)


def test_both_arms_cost_the_same_where_the_lines_cross():
    even = charts.even(table("fees"), table("break_even"))
    assert even.at * even.per_unit == pytest.approx(even.paid)
    figure = payments.payments_figure(
        charts.steps(table("fees"), WORDS), even, WORDS, synthetic=True
    )
    (dot,) = marked(figure.axes[1], "even")
    assert (dot.get_xdata()[0], dot.get_ydata()[0]) == pytest.approx(
        (even.at / 1000, even.paid / 1000)
    )


def test_without_jobs_there_is_no_crossing_but_a_word():
    even = payments.Even(nan, nan, nan, nan, nan, nan, nan, 12_000.0)
    steps = charts.steps(table("fees"), WORDS).assign(paid=nan, told=WORDS["hidden"])
    figure = payments.payments_figure(steps, even, WORDS, synthetic=True)
    assert texts(figure).count(WORDS["hidden"]) == len(steps) + 1


def test_background_has_one_of_two_categories_and_the_differences_of_the_table():
    shown = table("baseline")
    rows = charts.background(shown, WORDS)
    figure = love.love_figure(rows, ("A", "B"), WORDS, synthetic=True)
    (dots,) = marked(figure.axes[0], "smd")
    assert list(dots.get_xdata()) == pytest.approx(list(rows["smd"]), nan_ok=True)
    assert set(rows["smd"].dropna()) <= set(shown["smd"])
    assert sum("mand" in label for label in rows["label"]) == 0
    assert any("kvinde" in label for label in rows["label"])


@pytest.mark.parametrize("min_cell", [1, 5])
def test_figures_leave_room_for_their_notes_and_are_as_wide_as_the_text(min_cell, printed):
    _, forest = outcomes(table("outcomes", min_cell), row=pair_charts.ROW)
    rows = charts.background(table("baseline", min_cell), WORDS)
    arms, plain = pair_charts.arms(WORDS), {"title": "x", "synthetic": True}
    counts, of = printed_values.ends(printed)
    for figure in (
        forest,
        love.love_figure(rows, ("A", "B"), WORDS, synthetic=True),
        pairs.pairs_figure(pair_charts.subgroup_rows(table("subgroups", min_cell), WORDS), WORDS, arms, **plain),
        pairs.pairs_figure(pair_charts.place_rows(table("municipalities", min_cell), WORDS), WORDS, arms, **plain),
        climb.climb_figure(charts.times(table("times", min_cell), WORDS), WORDS, synthetic=True),
        states.states_figure(charts.states(table("status", min_cell), WORDS, counts, of), charts.FILLS,
                             charts.state_names(WORDS), WORDS, synthetic=True),
    ):  # fmt: skip
        width, height = figure.get_size_inches()
        assert width == WIDTH
        assert height <= TALLEST


def test_arms_have_one_line_each_in_every_figure():
    assert (
        len({(line.colour, str(line.dash)) for name, line in charts.LINES.items() if name in ARMS})
        == 2
    )
    assert set(charts.LINES.values()) <= set(style.SERIES)


def test_an_empty_panel_keeps_its_axes():
    shown = table("panel").assign(share_other_actor=nan, share_municipality=nan, difference=nan)
    figure = months.panel_figure(charts.panel(shown, WORDS), shown, WORDS, synthetic=True)
    assert figure.axes[1].get_ylim() == (-0.1, 0.1)
