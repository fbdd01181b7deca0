"""Citizen surveys: shares, intervals, bounds and response, against counting by hand."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint
from survey_people import SCALES, SURVEYS, answers_of, book, citizens, respondents_of

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.evaluations.citizens.options import chosen
from effektspor.evaluations.citizens.printed import read_star, with_published
from effektspor.evaluations.citizens.shares import citizen_shares
from effektspor.evaluations.citizens.strata import post_stratified, response
from effektspor.published import read_published
from effektspor.surveys.survey import survey_of
from effektspor.surveys.tables import ANSWERS, RESPONDENTS

PUBLISHED = Path(__file__).parents[2] / "data" / "published"
STAR = SURVEYS / "star2016.csv"
ITEM = "heard"


def survey(name="referral", **options):
    return survey_of(book(name), *citizens(name, **options), None)


def small_survey(answers, silent=0):
    """One question answered by as many persons as values are given; None is "don't know"."""
    rows = [{"respondent": f"p{n}", "item": ITEM, "value": v} for n, v in enumerate(answers)]
    people = [row["respondent"] for row in rows] + [f"s{n}" for n in range(silent)]
    status = ["answered"] * len(rows) + ["none"] * silent
    respondents = respondents_of(pd.DataFrame({"respondent": people, "status": status}), "referral")
    return survey_of(book("referral"), answers_of(rows, "referral"), respondents, None)


def of_item(table, item=ITEM):
    return table[table["item"] == item].set_index("answer")


@pytest.fixture(scope="module")
def referral():
    return survey()


@pytest.fixture(scope="module")
def shares(referral):
    return citizen_shares(referral, 0.95, 5)


def test_shares_are_of_all_who_were_asked(referral, shares):
    rows = referral.answers[referral.answers["item"] == ITEM]
    found = of_item(shares)
    positive = int((rows["value"] >= 4).sum())
    assert found.loc["positive", "n"] == positive
    assert found.loc["positive", "share"] == pytest.approx(positive / len(rows))
    assert found.loc["none", "n"] == (rows["state"] != "answered").sum()
    assert found["share"].sum() == pytest.approx(1)
    assert found.loc["positive", "valid_share"] == pytest.approx(
        positive / (rows["state"] == "answered").sum()
    )
    assert np.isnan(found.loc["none", "valid_share"])


def test_intervals_are_wilsons(shares):
    line = of_item(shares).loc["positive"]
    low, high = proportion_confint(line["n"], line["of"], alpha=0.05, method="wilson")
    assert (line["ci_low"], line["ci_high"]) == pytest.approx((low, high))


def test_weights_of_the_file_weigh(referral, shares):
    rows = referral.answers[referral.answers["item"] == ITEM]
    expected = np.average((rows["counts"] == 1).fillna(False), weights=rows["weight"])
    line = of_item(shares).loc["positive"]
    assert line["weighted"] == pytest.approx(expected)
    assert line["weighted_low"] < expected < line["weighted_high"]
    wider = line["weighted_high"] - line["weighted_low"] > line["ci_high"] - line["ci_low"]
    assert wider  # unequal weights cost information


def test_bounds_hold_whatever_the_silent_would_have_said(referral, shares):
    line = of_item(shares).loc["positive"]
    rows = referral.answers[referral.answers["item"] == ITEM]
    open_answers = referral.silent + int((rows["state"] == "missing").sum())
    assert line["bound_low"] == pytest.approx(line["n"] / 1950)
    assert line["bound_high"] == pytest.approx((line["n"] + open_answers) / 1950)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), min_size=1, max_size=80),
    st.integers(0, 60),
    st.data(),
)
def test_no_answers_of_the_silent_lead_out_of_the_bounds(given_answers, silent, data):
    table = of_item(citizen_shares(small_survey(given_answers, silent), 0.95, 1))
    theirs = data.draw(st.lists(st.sampled_from([1, 3, 5, None]), min_size=silent, max_size=silent))
    whole = of_item(citizen_shares(small_survey([*given_answers, *theirs]), 0.95, 1))
    for answer in ("positive", "neither", "negative"):
        low, high = table.loc[answer, ["bound_low", "bound_high"]]
        assert low - 1e-9 <= whole.loc[answer, "share"] <= high + 1e-9
        assert table.loc[answer, "ci_low"] <= table.loc[answer, "share"] + 1e-9


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), min_size=1, max_size=40))
def test_no_share_of_few_is_shown_nor_can_be_subtracted(given_answers):
    table = of_item(citizen_shares(small_survey(given_answers, 7), 0.95, 5))
    truth = of_item(citizen_shares(small_survey(given_answers, 7), 0.95, 1))
    small = (truth["n"] > 0) & (truth["n"] < 5)
    numbers = ["n", "share", "ci_low", "weighted", "valid_share", "bound_low", "adjusted"]
    assert table.loc[small, numbers].isna().all().all()
    if small.any() and not table["n"].isna().all():
        assert table["n"].isna().sum() >= 2
    if small["none"]:
        assert table[["valid_share", "bound_high"]].isna().all().all()


def test_all_dont_know_leaves_a_share_of_nought_and_no_valid_share():
    table = of_item(citizen_shares(small_survey([None] * 20, 3), 0.95, 5))
    assert table.loc["positive", "share"] == 0
    assert table["valid_share"].isna().all()
    assert table.loc["none", "share"] == 1


def test_a_question_asked_of_some_is_judged_among_them():
    later = survey("later", invited=2192, rate=0.5)
    table = of_item(citizen_shares(later, 0.95, 5), "internship_helped")
    rows = later.answers
    in_internship = rows[(rows["item"] == "in_internship") & (rows["value"] == 1)]
    assert table["of"].iloc[0] == len(in_internship)
    skipped = ((rows["item"] == "internship_helped") & (rows["state"] == "missing")).sum()
    line = table.loc["positive"]
    assert line["bound_low"] == pytest.approx(line["n"] / (line["of"] + later.silent))
    assert line["bound_high"] == pytest.approx(
        (line["n"] + skipped + later.silent) / (line["of"] + later.silent)
    )


def test_yes_and_no_have_no_middle(shares):
    assert list(of_item(shares, "talked_goal_team").index) == ["positive", "negative", "none"]


def test_response_by_stratum_adds_up(referral):
    table = response(referral, 5)
    total = table[table["variable"] == "total"].iloc[0]
    assert (total["invited"], total["answered"]) == (referral.invited, referral.replied)
    for variable in ("koen", "aldersgruppe"):
        own = table[table["variable"] == variable]
        assert own["invited"].sum() == referral.invited
        assert own["answered"].sum() == referral.replied
    assert set(table.loc[table["variable"] == "koen", "label_da"]) == {"Mand", "Kvinde"}
    spread = table[table["variable"] == "municipality"].set_index("category")["share"]
    assert spread["lowest"] <= spread["median"] <= spread["highest"]
    assert table["label_da"].isin(["Albertslund", "Køge"]).sum() == 0
    assert not table.filter(like="ci_").size  # of a full list there is no sampling error


def test_post_stratification_takes_back_what_response_has_tilted():
    # Women reply more often and agree more often; among the invited there are as many men.
    tilted = survey(seed=4, invited=20000)
    line = of_item(citizen_shares(tilted, 0.95, 5)).loc["positive"]
    truth = 0.94 * (0.75 + 0.1 / 2)
    assert abs(line["adjusted"] - truth) < abs(line["share"] - truth)
    weights = post_stratified(tilted, 5)
    assert weights.sum() == pytest.approx(tilted.invited)


def test_without_the_silent_in_the_file_only_the_total_is_known(referral):
    replied = referral.respondents[referral.respondents["status"] == "answered"]
    alone = survey_of(book("referral"), referral.answers, replied, 1950)
    assert alone.invited == 1950
    assert response(alone, 5)["variable"].tolist() == ["total"]
    table = citizen_shares(alone, 0.95, 5)
    assert table["adjusted"].isna().all()
    assert of_item(table).loc["positive", "bound_high"] == pytest.approx(
        of_item(citizen_shares(referral, 0.95, 5)).loc["positive", "bound_high"]
    )


def test_strata_of_few_are_joined_or_given_up():
    few = survey(invited=60, rate=0.6)
    weights = post_stratified(few, 5)
    assert weights is None or weights.sum() == pytest.approx(60)
    table = response(few, 20)
    hidden = table[table["state"] != ""]
    assert len(hidden) > 0
    assert hidden[["invited", "answered", "share"]].isna().all().all()


def test_nobody_replied_is_said(referral):
    silent = referral.respondents.assign(status="none")
    with pytest.raises(InputError, match="Nobody has answered"):
        survey_of(book("referral"), referral.answers, silent, None)


def test_several_answers_add_to_more_than_one(referral):
    table = chosen(referral, 0.95, 5)
    assert table["set"].unique().tolist() == ["hjalp"]
    assert table["share"].sum() == pytest.approx(1.5, abs=0.1)  # five options, .3 each
    rows = referral.answers
    first = rows[(rows["item"] == "helped_1") & (rows["value"] == 1)]
    assert table.loc[table["item"] == "helped_1", "n"].iloc[0] == len(first)


def test_printed_shares_have_the_bounds_that_their_own_numbers_allow(shares):
    found = with_published(shares, book("referral"), read_published(PUBLISHED), read_star(STAR))
    line = of_item(found).loc["positive"]
    assert line["published"] == 0.83
    assert line["published_low"] == pytest.approx(0.83 * 0.68)
    assert line["published_high"] == pytest.approx(0.83 * 0.68 + 0.32)
    assert line["star_asked"] == "same"
    assert np.isnan(line["star2016"])  # the source prints no value of STAR's
    later = survey("later")
    table = with_published(
        citizen_shares(later, 0.95, 5), book("later"), read_published(PUBLISHED), read_star(STAR)
    )
    goal = of_item(table, "clear_goal")["published"]
    assert goal[["negative", "neither", "positive"]].tolist() == [0.33, 0.20, 0.34]
    helped = of_item(table, "internship_helped").loc["positive"]
    assert helped["published"] == 0.44
    assert np.isnan(helped["published_low"])  # of how many is not printed


@pytest.mark.parametrize(
    ("line", "message"),
    [("referral,heard,perhaps,,,x", "one of same"), ("referral,heard,same,83,,x", "fractions"),
     ("referral,heard,same,a lot,,x", "fractions")],
)  # fmt: skip
def test_a_broken_table_of_stars_survey_is_refused(line, message, tmp_path):
    path = tmp_path / "star.csv"
    path.write_text(f"survey,item,asked,share,n,source\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=message) as error:
        read_star(path)
    assert "row 2" in str(error.value)


def test_the_command_takes_one_survey_or_both(tmp_path, capsys):
    made = {"referral": survey(invited=300), "later": survey("later", invited=300)}
    for name, each in made.items():
        folder = tmp_path / name
        ANSWERS.write(each.answers, folder / "answers.parquet")
        RESPONDENTS.write(each.respondents, folder / "respondents.parquet")
        (folder / "survey.json").write_text('{"synthetic": true, "invited": null}')

    def call(*names):
        task = {"estimation": {"confidence": 0.95}, "disclosure": {"min_cell": 5}}
        return main([
            "citizens", "--settings", json.dumps(task), "--surveys", *names,
            "--folders", *(str(tmp_path / name) for name in names),
            "--codebooks", *(str(SURVEYS / f"{name}.csv") for name in names),
            "--scales", str(SCALES), "--star", str(STAR), "--published", str(PUBLISHED),
            *(part for out in ("citizens", "response", "options")
              for part in (f"--{out}", str(tmp_path / f"{out}.csv"))),
        ])  # fmt: skip

    assert call("referral", "later") == 0
    both = pd.read_csv(tmp_path / "citizens.csv")
    assert both["survey"].unique().tolist() == ["referral", "later"]
    assert call("later") == 0
    assert set(pd.read_csv(tmp_path / "options.csv")["survey"]) == {"later"}
    (tmp_path / "later" / "survey.json").write_text("{}")
    assert call("later") == 12
    assert "how many were invited" in capsys.readouterr().err
