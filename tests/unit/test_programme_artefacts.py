"""Artefacts of a study of any programme: its cohorts by their roles, its own words, its event."""

import re

import pandas as pd
import pytest
from programme_tables import REQUIRED, make_group, write_programme_tables

from effektspor.artefacts import read_artefacts
from effektspor.evaluations.programme.event import EVENTS

FOREIGN = re.compile(r"ressourceforl|2016|2017|81x|817|Bedre|praktik i kilden", re.IGNORECASE)


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    return write_programme_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="module")
def out(paths, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    for group in REQUIRED:
        assert make_group(group, paths, folder) == 0
    return folder


@pytest.fixture(scope="module")
def made(out):
    return read_artefacts([out / f"{group}.json" for group in REQUIRED])


def test_ids_name_cohorts_by_their_roles_and_no_week_of_reading(made):
    effect = made["effect.hours.started.reference"]
    assert effect.value == pytest.approx(0.1)
    assert set(effect.n) == {
        f"{group}_{role}" for group in ("participants", "comparison") for role in ("pre", "post")
    }
    assert made["persons.comparison_post"].value == 400
    assert made["baseline.participants_comparison_pre.largest"].n == {
        "participants_pre": 400, "comparison_pre": 400,
    }  # fmt: skip
    assert made["baseline.participants_years.largest"].value == pytest.approx(0.02)
    assert not [key for key in made if "week95" in key or "indsatsen" in key or "foer" in key]


def test_titles_name_cohorts_as_the_study_does(made):
    assert "under-indsatsen-kohorten" in made["persons.participants_post"].title.da
    change = made["change.hours.started.participants.reference"]
    assert change.method.da == "under-indsatsen-kohortens andel minus foer-kohortens."
    assert made["study.name"].title.da == "Nye veje"
    assert made["study.pre_first_year"].value == 2013
    assert made["study.placebo_through"].value == 20131201


def test_no_text_is_of_another_programme_or_its_years(made):
    texts = {
        key: " ".join(text.da + " " + text.en for text in (
            each.title, each.population, each.definition, each.method, each.uncertainty,
        ))
        for key, each in made.items()
        # Labels of the tables of this test, years of its event study.
        if not key.startswith(("diagnostic.", "event_study.", "not_evaluated.diagnostic."))
    }  # fmt: skip
    assert not {key: text for key, text in texts.items() if FOREIGN.search(text)}


def test_only_measures_of_the_study_have_artefacts(made, out):
    assert made["study.outcomes"].value == 2
    assert made["study.has_hours_in_programme"].value == 0
    assert not [key for key in made if "hours.in_programme" in key]
    assert pd.read_csv(out / "effects" / "hours_in_programme_shares.csv").empty
    assert len(pd.read_csv(out / "effects" / "hours_started_shares.csv")) == 4 * 104


def test_csvs_call_cohorts_by_their_roles(out):
    for path in out.rglob("*.csv"):
        frame = pd.read_csv(path)
        if "cohort" in frame:
            assert set(frame["cohort"].dropna()) <= {"pre", "post"}, path.name
    flow = pd.read_csv(out / "cohort" / "attrition.csv")
    assert flow["participants_post"].iloc[-1] == 400
    contrasts = pd.read_csv(out / "cohort" / "balance.csv")["contrast"]
    assert set(contrasts) == {
        "participants_comparison_pre", "participants_comparison_post", "participants_years",
        "comparison_years",
    }  # fmt: skip


def test_the_plan_covers_what_it_says_and_no_raw_changes(made):
    planned = {key for key, each in made.items() if each.prespecified}
    assert {"endpoint.hours.started.total", "rate_ratio", "incidence.did.event.week52"} <= planned
    assert not [key for key in planned if key.startswith(("spread.", "weeks.", "study."))]


@pytest.mark.parametrize("event", ["employment", "exit"])
def test_what_the_event_is_made_of_is_no_other_cause(paths, tmp_path, event):
    assert make_group("time", paths, tmp_path, event=event) == 0
    causes = list(dict.fromkeys(pd.read_csv(tmp_path / "time" / "incidence.csv")["cause"]))
    assert sorted(causes) == sorted(EVENTS[event].causes)
    made = read_artefacts([tmp_path / "time.json"])
    assert not [key for key in made if "internship" in key or ".employment." in key]
    assert made["rate_ratio.table"].title.da.startswith(EVENTS[event].ratio.da)


def test_weeks_that_nobody_is_followed_to_are_not_evaluated(paths, tmp_path):
    survival = pd.read_csv(paths["survival"])
    short = tmp_path / "survival.csv"
    survival[survival["week"] <= 60].to_csv(short, index=False)
    settings = {"weeks": 60, "reference_week": 60, "exit_weeks": [26, 52]}
    assert make_group("survival", paths | {"survival": short}, tmp_path, **settings) == 0
    made = read_artefacts([tmp_path / "survival.json"])
    assert made["started.participants_post.week52"].value == pytest.approx(0.2)
    assert "not_evaluated.started.participants_post.week104" in made


def test_a_curve_that_has_come_down_to_nought_is_not_evaluated(paths, tmp_path):
    survival, readings = (pd.read_csv(paths[name]) for name in ("survival", "speed_up_means"))
    last = (survival["week"] > 90) & (survival["group"] == "participants")
    survival.loc[last, ["at_risk", "survival", "ci_low", "ci_high"]] = [0, 0.0, None, None]
    readings.loc[readings["quantity"] == "cumulative_hazard_ratio", "estimate"] = float("inf")
    own = {"survival": tmp_path / "survival.csv", "speed_up_means": tmp_path / "speed.csv"}
    survival.to_csv(own["survival"], index=False)
    readings.to_csv(own["speed_up_means"], index=False)
    for group in ("survival", "time"):
        assert make_group(group, paths | own, tmp_path) == 0
    made = read_artefacts([tmp_path / "survival.json", tmp_path / "time.json"])
    assert "not_evaluated.started.participants_pre.week104" in made
    assert "not_evaluated.speed.hazards.week104" in made


def test_truth_has_the_words_of_the_study(made, out):
    assert made["truth.rate_ratio.truth_contrast"].value == pytest.approx(1.8)
    assert made["truth.hours.started.estimate"].value == pytest.approx(0.1)
    assert "not_evaluated.truth.hours.started.identification_bias" in made
    labels = pd.read_csv(out / "truth" / "truth.csv")["label_da"]
    assert "Andel med ordinære løntimer blandt alle startede" in set(labels)


def test_a_reference_week_after_the_follow_up_is_refused(paths, tmp_path, capsys):
    assert make_group("study", paths, tmp_path, weeks=60) == 11
    assert "reference_week lies after the last of the weeks" in capsys.readouterr().err
