"""Starts of earlier years through the commands: they are found, and change nothing of the cohorts."""

import pandas as pd
import pytest
from register_world import ROOT, STUDY, run_shards, write_registers

from effektspor.calendar import week_number
from effektspor.config.design import Cohorts
from effektspor.config.window import cap_weeks, last_placebo_week, study_span
from effektspor.registers.spells import to_weeks

SPAN = study_span(STUDY.cohorts, STUDY.programme, STUDY.background)
OWN = ("attrition", "baseline", "balance", "follow_up", "hours_weekly", "exits", "flows")


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registers")
    write_registers(folder)
    return folder


@pytest.fixture(scope="module")
def found(registers, tmp_path_factory):
    out = tmp_path_factory.mktemp("found")
    assert run_shards(registers, out, 1) == 0
    return out


def table(out, name):
    return pd.read_parquet(out / f"{name}.parquet")


@pytest.mark.slow
def test_a_study_without_earlier_years_has_the_same_cohorts(registers, found, tmp_path):
    none = {"placebo_years": [], "placebo_through": None, "placebo_history_weeks": None}
    assert run_shards(registers, tmp_path, 2, cohorts=none) == 0
    for name in OWN:
        assert (found / f"{name}.csv").read_text() == (tmp_path / f"{name}.csv").read_text(), name
    for name in ("moments", "risk", "causes"):
        pd.testing.assert_frame_equal(table(found, name), table(tmp_path, name))
    for name in ("yearly_moments", "yearly_risk", "static"):
        every = table(found, name)
        main = every[every["year"] >= 2016]
        if name == "yearly_risk":
            main = main[main["scope"] == "full"]
        pd.testing.assert_frame_equal(main.reset_index(drop=True), table(tmp_path, name))
    assert table(tmp_path / "0", "placebo_cohort").empty


@pytest.mark.slow
def test_earlier_starts_are_those_that_a_plain_reading_finds(registers, found):
    people = pd.read_parquet(registers / "persons.parquet").sort_values("person")
    codes = to_weeks(
        pd.read_parquet(registers / "spells.parquet"), people["person"].to_numpy(), SPAN
    )
    book = pd.read_csv(ROOT / "data/codes/dream_codes.csv")
    internship = set(
        book.loc[book["activity"].fillna("").str.startswith("workplace_training"), "code"]
    )
    expected = {}
    for year in (2013, 2014, 2015):
        window = range(week_number(year, 1), week_number(year + 1, 1))
        for person, weeks in enumerate(codes.tolist()):
            inside = [810 <= code <= 818 for code in weeks]
            for week in window:
                at = week - SPAN.start
                if inside[at] and not any(inside[at - 52 : at]):
                    prior = sum(code in internship for code in weeks[at - 52 : at])
                    there = "programme" if inside[at + 26] else "elsewhere"
                    expected[year, person] = (week, prior, there)
                    break
    own = table(found / "0", "placebo_cohort")
    places = table(found / "0", "states").query("weeks == 26").set_index("start")["state"]
    assert (own["start"] < 0).all()
    assert own["start"].is_unique
    person = (-1 - own["start"]) // 3
    state = places[own["start"]].where(places[own["start"]] == "programme", "elsewhere")
    rows = zip(own["start_week"], own["prior_internship"], state, strict=True)
    read = dict(zip(zip(own["year"], person, strict=True), rows, strict=True))
    assert len(read) > 800
    assert read == {key: expected[key] for key in read}
    # Left out are only those who live in neither group or whose background is not known.
    assert len(expected) - len(read) < 0.1 * len(expected)


@pytest.mark.slow
def test_the_sums_by_year_are_those_of_the_cohorts(found):
    yearly, moments = table(found, "yearly_moments"), table(found, "moments")
    keys, sums = ["outcome", "denominator", "municipality", "week"], ["n", "y", "yy"]
    own = yearly[(yearly["axis"] == "calendar") & (yearly["year"] == 2016)]
    pre = moments[~moments["post"]].astype(dict.fromkeys(sums, "int64"))
    pd.testing.assert_frame_equal(
        own.sort_values(keys)[[*keys, *sums]].reset_index(drop=True),
        pre.sort_values(keys)[[*keys, *sums]].reset_index(drop=True),
    )
    # Whatever the axis, each person and week is counted once.
    per_axis = yearly.groupby(["axis", "outcome", "denominator"])[sums].sum()
    assert per_axis.loc["calendar"].equals(per_axis.loc["since_start"])
    whole = moments.groupby(["outcome", "denominator"])[sums].sum().astype("int64")
    late = yearly[(yearly["year"] >= 2016) & (yearly["axis"] == "calendar")]
    assert late.groupby(["outcome", "denominator"])[sums].sum().equals(whole)


@pytest.mark.slow
def test_risk_and_static_tables_have_every_start_once(found):
    starts = pd.concat([table(found / "0", "placebo_cohort"), table(found / "0", "cohort")])
    by_year = starts.groupby("year").size().to_dict()
    risk, static = table(found, "yearly_risk"), table(found, "static")
    first = risk[(risk["scope"] == "full") & (risk["week"] == 0)]
    assert first.groupby("year")["at_risk"].sum().to_dict() == by_year
    counted = static[static["variable"] == "starts"]
    assert counted.groupby("year")["y"].sum().to_dict() == by_year
    assert set(risk.loc[risk["scope"] == "before", "year"]) == {2013, 2014, 2015, 2016}
    main = risk[(risk["scope"] == "full") & (risk["year"] == 2016)]
    pre = table(found, "risk").query("cohort == '2016'")
    counts = ["at_risk", "events", "censored"]
    assert (main[counts].to_numpy() == pre[counts].to_numpy()).all()
    seen = static[static["variable"].str.startswith("state_52_")]
    shares = seen.groupby(["municipality", "year"]).agg({"n": "first", "y": "sum"})
    assert (shares["n"] == shares["y"]).all()  # each is in one state
    lost = static[static["variable"] == "lost_52"].set_index(["municipality", "year"])["n"]
    assert (lost == shares["n"]).all()


def test_a_comparison_before_the_project_uses_no_later_week():
    cohorts = STUDY.cohorts
    assert [cap_weeks(cohorts, year) for year in range(2013, 2019)] == [104, 104, 100, 47, 0, 0]
    assert last_placebo_week(cohorts) == week_number(2016, 47)  # its Thursday is 24 November
    none = Cohorts(pre=cohorts.pre, post=cohorts.post)
    assert last_placebo_week(none) is None
    assert cap_weeks(none, 2016) == 104


def test_the_weeks_read_reach_back_as_far_as_the_settings_say():
    whole = STUDY.cohorts.model_copy(update={"placebo_history_weeks": None})
    assert SPAN.start == week_number(2013, 1) - 104
    assert study_span(whole, STUDY.programme, STUDY.background).start == SPAN.start - 52
    assert SPAN.stop == week_number(2017, 1) + 104
