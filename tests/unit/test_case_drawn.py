"""What the charts of a business case are given, against tables worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from case_report import tables, words

from effektspor.report.hedensted2019 import flow_charts, money_charts

WORDS = words()
nan = float("nan")


def rates(months):
    """The programme in two bands, and a job in two bands, of which one has no way to the pension."""
    return pd.DataFrame(
        [
            ("jobafklaring", 0, "job", 0.10, 50.0),
            ("jobafklaring", 12, "job", 0.04, 30.0),
            ("jobafklaring", 12, "pension", nan, 30.0),
            ("job", 0, "jobafklaring", 0.08, months[0]),
            ("job", 12, "jobafklaring", 0.02, months[1]),
            ("job", 12, "pension", 0.01, months[1]),
        ],
        columns=["from_state", "band", "to_state", "rate_month", "months"],
    )


@pytest.mark.parametrize(
    ("months", "back", "pension"),
    [((nan, nan), (0.08 + 0.02) / 2, 0.005), ((300.0, 100.0), 0.065, 0.0025)],
)
def test_ways_of_other_states_are_the_mean_of_their_bands(months, back, pension):
    table = flow_charts.transitions(rates(months), WORDS)
    job = table.loc["Job"]
    assert job["Jobafklaringsforløb"] == pytest.approx(back)
    assert job["Førtidspension"] == pytest.approx(pension)
    assert list(table.index) == [
        "Jobafklaringsforløb, 0–11 måneder", "Jobafklaringsforløb, 12 måneder og mere", "Job",
    ]  # fmt: skip
    assert np.isnan(table.iloc[1]["Førtidspension"]), "a rate that is withheld is no rate"


def test_bands_are_shown_without_the_sums_of_them():
    rows, told = flow_charts.durations(tables()["flow_durations"], WORDS)
    assert list(told) == ["0", "6", "12", "24"]
    assert set(rows["layer"]) == set(told)
    assert rows.groupby("x")["n"].sum().unique().tolist() == [200]


def test_more_bands_than_shades_have_a_fill_each():
    fills = flow_charts.shades([str(band) for band in range(7)])
    assert len(fills) == 7
    assert len({(fill.colour, fill.hatch) for fill in fills.values()}) == 7


def test_money_is_drawn_in_millions_of_each_party_in_turn():
    made = tables()
    parties = money_charts.net(made["case_flows"], WORDS)
    assert [party.title for party in parties] == ["Kommunen", "Staten", "Borgerne", "I alt"]
    assert parties[0].rows["value"].tolist() == [0.25] * 5
    assert money_charts.all_reached(made["case_break_even"]) == pytest.approx(1.0)


def test_the_flow_among_the_assumptions_has_words_for_its_ends():
    made = tables()
    bars = money_charts.tornado(made["case_tornado"], WORDS)
    texts = dict(zip(bars["label"], bars["low_text"], strict=True))
    assert texts == {
        "Løn i ordinært job\u00a0*": "18.000\u00a0kr.", "Andel forsørgere\u00a0*": "25\u00a0pct.",
        "Hvor hurtigt borgerne flytter sig": "nedre grænse",
    }  # fmt: skip


def test_a_target_that_nothing_is_told_of_is_not_drawn():
    goals = money_charts.followup(tables()["followup"], WORDS)
    assert [goal.title for goal in goals] == ["Færre i forløb, borgere", "Over et år, pct."]
    assert (goals[1].near, goals[1].far) == pytest.approx((55.0, 50.0))
