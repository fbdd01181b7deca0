"""The two surveys of job centres together, and who answered them, against independent code."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jobcentre_answers import (
    CLASSES,
    CODES,
    CONTRASTS,
    NAMES,
    NUMBERS,
    PRINTED,
    PUBLISHED,
    SCALES,
    SUMS,
    SURVEYS,
    book,
    everything,
    frames,
    survey,
)
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import confint_proportions_2indep

from effektspor.cli import main
from effektspor.codebook import read_municipalities
from effektspor.evaluations.jobcentres.change import COLUMNS, jobcentre_change
from effektspor.evaluations.jobcentres.response import jobcentre_response
from effektspor.evaluations.jobcentres.sums import read_sums
from effektspor.surveys.tables import ANSWERS, RESPONDENTS

SUM = read_sums(SUMS, [book("main"), book("before")])
ITEM, AGREE = "challenge_motivation", "large_or_more"


def changed(before, now):
    """The row of one sum, from {municipality: answer} of both years."""
    held = [
        survey({number: {ITEM: answer} for number, answer in given.items()}, year)
        for year, given in (("before", before), ("main", now))
    ]
    found = jobcentre_change(*held, SUM, 0.95).set_index(["item", "sum"])
    return found.loc[(ITEM, AGREE)]


def test_a_change_by_hand():
    before = dict(zip(NUMBERS[:6], [5, 4, 4, 1, "dont_know", 2], strict=True))
    now = dict(zip(NUMBERS[1:7], [1, 5, 4, 5, 1, 4], strict=True))
    line = changed(before, now)
    assert line[["before_n", "before_base", "now_n", "now_base"]].tolist() == [3, 5, 4, 6]
    assert line["change"] == pytest.approx(4 / 6 - 3 / 5)
    pairs = ["paired_n", "both", "only_before", "only_now", "neither"]
    assert line[pairs].tolist() == [4, 1, 1, 1, 1]
    assert (line["paired_change"], line["p_mcnemar"]) == (0, 1)


def test_the_interval_of_years_without_a_common_municipality_is_newcombes():
    line = changed(
        {n: 5 if n in NUMBERS[:10] else 1 for n in NUMBERS[:40]},
        {n: 5 if n in NUMBERS[40:65] else 1 for n in NUMBERS[40:]},
    )
    low, high = confint_proportions_2indep(25, 58, 10, 40, method="newcomb", compare="diff")
    assert (line["ci_low"], line["ci_high"]) == pytest.approx((low, high), abs=1e-9)


def test_those_who_answered_twice_alike_narrow_the_interval():
    """Of 60 in both years seven come over and none goes: the change is beyond doubt, two groups of
    others would not show it."""
    line = changed(
        {n: 5 if n in NUMBERS[:24] else 1 for n in NUMBERS[:60]},
        {n: 5 if n in NUMBERS[:31] else 1 for n in NUMBERS[:60]},
    )
    assert confint_proportions_2indep(31, 60, 24, 60, method="newcomb", compare="diff")[0] < 0
    assert line["ci_low"] > 0
    assert (line["ci_low"], line["ci_high"]) == pytest.approx(
        (line["paired_low"], line["paired_high"])
    )


def test_part_of_the_respondents_in_both_years_gives_an_interval_between():
    before = {n: 5 if n in NUMBERS[:24] else 1 for n in NUMBERS[:60]}
    now = {
        n: 5 if n in [*NUMBERS[:20], *NUMBERS[60:75]] else 1
        for n in [*NUMBERS[:40], *NUMBERS[60:80]]
    }
    line = changed(before, now)
    apart = confint_proportions_2indep(35, 60, 24, 60, method="newcomb", compare="diff")
    assert line["replied_both"] == 40
    assert line["ci_high"] - line["ci_low"] < apart[1] - apart[0]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=98))
def test_pairs_are_mcnemars(pairs):
    before = {n: 5 if one else 1 for n, (one, _) in zip(NUMBERS, pairs, strict=False)}
    now = {n: 4 if one else 3 for n, (_, one) in zip(NUMBERS, pairs, strict=False)}
    line = changed(before, now)
    square = [[line["both"], line["only_before"]], [line["only_now"], line["neither"]]]
    assert line["paired_n"] == np.sum(square) == len(pairs)
    assert line["p_mcnemar"] == pytest.approx(mcnemar(square, exact=True).pvalue)
    expected = (line["only_now"] - line["only_before"]) / len(pairs)
    assert line["paired_change"] == pytest.approx(expected)
    assert line["paired_change"] == pytest.approx(line["change"])  # the same respondents
    assert line["paired_low"] - 1e-12 <= expected <= line["paired_high"] + 1e-12
    assert line["paired_low"] >= -1
    assert line["paired_high"] <= 1


def test_the_paired_interval_is_newcombes_of_his_table():
    """Newcombe (1998c, table II): 36, 12, 2, 0 gives 0.0569 to 0.3404 by the method without correction."""
    cells = [(5, 5)] * 36 + [(1, 5)] * 12 + [(5, 1)] * 2
    line = changed(
        {n: one for n, (one, _) in zip(NUMBERS, cells, strict=False)},
        {n: one for n, (_, one) in zip(NUMBERS, cells, strict=False)},
    )
    assert (line["paired_low"], line["paired_high"]) == pytest.approx((0.0569, 0.3404), abs=5e-5)


def test_questions_of_one_year_are_left_out_and_nobody_in_both_gives_no_pairs():
    first, second = NUMBERS[:40], NUMBERS[40:]
    line = changed(dict.fromkeys(first, 5), dict.fromkeys(second, 1))
    assert line["paired_n"] == 0
    assert line[["paired_change", "paired_low", "p_mcnemar"]].isna().all()
    found = jobcentre_change(
        survey(everything(2, year="before"), "before"), survey(everything()), SUM, 0.95
    )
    assert set(found["item"]) == {q.item for q in book("before").items} & set(SUM) - {"obstacles"}


def test_response_is_counted_by_region_where_all_invited_are_known():
    places = read_municipalities(CODES)
    held = survey(everything())
    found = jobcentre_response(held, places, "main")
    total, regions = found.iloc[0], found.iloc[1:]
    assert total[["invited", "answered"]].tolist() == [98, 70]
    for column in ("invited", "answered", "comments"):
        assert regions[column].sum() == total[column]
    some = jobcentre_response(survey(everything(), invited=80), places, "main")
    assert len(some) == 6
    before = jobcentre_response(survey(everything(2, year="before"), "before"), places, "before")
    assert np.isnan(before["with_comments"].iloc[0])


def files(folder, year, cells):
    place = folder / NAMES[year]
    place.mkdir(parents=True)
    answers, respondents = frames(cells, year)
    ANSWERS.write(answers, place / "answers.parquet")
    RESPONDENTS.write(respondents, place / "respondents.parquet")
    (place / "survey.json").write_text(json.dumps({"invited": None}), encoding="utf-8")
    return place


def command(folder, main_folder, *before):
    names = ("shares", "change", "response", "differences")
    out = [text for name in names for text in (f"--{name}", str(folder / f"{name}.csv"))]
    code = main([
        "kl-survey", "--settings", '{"confidence": 0.95}', "--survey", str(main_folder),
        "--codebook", str(SURVEYS / "jobcentres.csv"), *before,
        "--before-codebook", str(SURVEYS / "jobcentres_before.csv"), "--scales", str(SCALES),
        "--sums", str(SUMS), "--classes", str(CLASSES), "--contrasts", str(CONTRASTS),
        "--printed", str(PRINTED), "--published", str(PUBLISHED), "--municipalities", str(CODES), *out,
    ])  # fmt: skip
    assert code == 0
    return [pd.read_csv(folder / f"{name}.csv") for name in names]


def test_the_command_writes_both_years_and_their_change(tmp_path):
    now = files(tmp_path, "main", everything())
    then = files(tmp_path, "before", everything(2, 68, "before"))
    shares, change, response, apart = command(tmp_path, now, "--before", str(then))
    assert set(shares["year"]) == set(response["year"]) == {"main", "before"}
    printed = shares.set_index(["year", "item", "answer"])["published"].dropna()
    assert printed["main", ITEM, AGREE] == 0.51
    assert printed["before", ITEM, AGREE] == 0.5
    assert printed["main", "company_expectation", "rises"] == 0.66
    assert ("main", "company_expectation", "rising") not in printed
    assert set(apart["contrast"]) >= {"challenge_motivation", "cooperation", "coop_family"}
    both = set(everything()) & set(everything(2, 68, "before"))
    assert set(change["replied_both"]) == {len(both)}
    line = change.set_index(["item", "sum"]).loc[(ITEM, AGREE)]
    own = shares.set_index(["year", "item", "answer"])
    assert line["now_share"] == own.loc[("main", ITEM, AGREE), "share"]
    assert line["before_share"] == own.loc[("before", ITEM, AGREE), "share"]


def test_without_a_survey_before_there_is_no_change(tmp_path):
    shares, change, *_ = command(tmp_path, files(tmp_path, "main", everything()))
    assert set(shares["year"]) == {"main"}
    assert change.empty
    assert tuple(change.columns) == COLUMNS
