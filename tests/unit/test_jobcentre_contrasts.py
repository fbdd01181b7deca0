"""Answers of the same job centres held against each other, and which shares are printed."""

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jobcentre_answers import (
    CONTRASTS,
    NUMBERS,
    PRINTED,
    PUBLISHED,
    ROOT,
    SUMS,
    book,
    contrasts,
    one_item,
    printed_shares,
    survey,
)

from effektspor.errors import InputError
from effektspor.evaluations.jobcentres.contrasts import LISTED, read_contrasts
from effektspor.evaluations.jobcentres.printed import COLUMNS, read_printed
from effektspor.evaluations.jobcentres.sums import read_sums
from effektspor.published import published_value, read_published

OTHERS = ("laws", "offers", "company_offers", "rehabteam", "knowledge")


def line(held, name):
    return contrasts(held).set_index("contrast").loc[name]


def test_one_answer_more_is_no_lead():
    """30 agree and 29 disagree: the order of the shares says nothing of the others."""
    found = line(one_item("companies_barrier", [4] * 30 + [2] * 29 + [3] * 11), "companies")
    assert found["difference"] == pytest.approx(1 / 70)
    assert found["ci_low"] < 0 < found["ci_high"]


def test_a_lead_beyond_doubt_is_told_both_ways():
    more = line(one_item("motivation_change", [4] * 28 + [2] * 3 + [3] * 39), "motivation_change")
    less = line(one_item("motivation_change", [2] * 28 + [4] * 3 + [3] * 39), "motivation_change")
    assert more["ci_low"] > 0
    assert less["ci_high"] < 0
    assert (more["ci_low"], more["ci_high"]) == pytest.approx((-less["ci_high"], -less["ci_low"]))


def test_the_interval_within_a_question_is_that_of_a_difference_of_a_multinomial():
    """Wald's variance (p + q - (p - q)^2) / n for many answers, which the pairs must come near to."""
    agree, disagree, n = 40, 20, 98
    given = [4] * agree + [2] * disagree + [3] * (n - agree - disagree)
    found = line(one_item("companies_barrier", given), "companies")
    p, q = agree / n, disagree / n
    half = 1.96 * np.sqrt((p + q - (p - q) ** 2) / n)
    assert found["ci_high"] - found["ci_low"] == pytest.approx(2 * half, rel=0.06)


def challenges(motivation, others):
    """The first municipalities find each challenge large, as many as are named; 70 answer all."""
    large = {"motivation": motivation, **dict(zip(OTHERS, others, strict=True))}
    cells = {
        number: {f"challenge_{name}": 5 if at < n else 1 for name, n in large.items()}
        for at, number in enumerate(NUMBERS[:70])
    }
    return line(survey(cells), "challenge_motivation")


def test_first_of_several_must_lead_before_the_closest():
    found = challenges(36, (25, 24, 15, 6, 5))
    assert (found["against"], found["comparisons"]) == ("challenge_laws", 5)
    assert found["difference"] == pytest.approx(11 / 70)
    assert found["ci_low"] > 0
    close = challenges(36, (35, 24, 15, 6, 5))
    assert close["ci_low"] < 0 < close["ci_high"]
    behind = challenges(20, (36, 24, 15, 6, 5))
    assert behind["ci_high"] < 0


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 70), st.tuples(*[st.integers(0, 70)] * 5))
def test_the_lead_is_the_smallest_difference_and_lies_in_its_interval(motivation, others):
    found = challenges(motivation, others)
    assert found["difference"] == pytest.approx((motivation - max(others)) / 70)
    assert found["ci_low"] - 1e-9 <= found["difference"] <= found["ci_high"] + 1e-9
    assert found["share"] - found["other_share"] == pytest.approx(found["difference"])


def test_only_those_in_both_bases_are_held_against_each_other():
    cells = {n: {"coop_clinical": 5, "coop_family": 1} for n in NUMBERS[:10]}
    cells |= {n: {"coop_clinical": 1, "coop_family": "dont_know"} for n in NUMBERS[10:40]}
    found = line(survey(cells), "cooperation")
    assert (found["n"], found["share"], found["other_share"]) == (10, 1, 0)
    nobody = line(one_item("meetings", [1] * 5), "cooperation")
    assert nobody["n"] == 0
    assert nobody[["difference", "ci_low", "ci_high"]].isna().all()


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("a,weather,large,challenge_laws,large,A,A", "no question"),
        ("a,challenge_laws,huge,challenge_offers,large,A,A", "of the question's scale"),
        ("a,challenge_laws,large,challenge_offers,,A,A", "of the question's scale"),
        ("a,challenge_laws,large,challenge_laws,large very_large,A,A", "against themselves"),
        ("a,comments,given,challenge_laws,large,A,A", "no question"),
    ],
)
def test_a_contrast_that_does_not_fit_stops_with_its_place(tmp_path, row, what):
    path = tmp_path / "contrasts.csv"
    path.write_text("\n".join([",".join(LISTED), row, ""]), encoding="utf-8")
    with pytest.raises(InputError, match=what) as stopped:
        read_contrasts(path, book())
    assert "row 2" in str(stopped.value)


def test_printed_shares_are_the_published_ones_and_not_the_targets_of_the_simulation():
    figures = read_published(PUBLISHED)
    assert (
        printed_shares()["jobcentres", "companies_barrier", frozenset({"agree", "strongly_agree"})]
        == 0.42
    )
    other = figures.assign(value=figures["value"].where(figures["item_id"] != "kl.fig11.agree", 7))
    changed = read_printed(PRINTED, other)
    assert (
        changed["jobcentres", "companies_barrier", frozenset({"agree", "strongly_agree"})] == 0.07
    )
    rule = (ROOT / "rules" / "kl2016.smk").read_text(encoding="utf-8")
    assert "data/simulation" not in rule


def test_the_list_of_printed_shares_agrees_with_the_mapping_of_the_report():
    """Where the report maps a printed figure to an answer, the list has the same answer."""
    mapped = yaml.safe_load((ROOT / "reports/kl2016/published_items.yml").read_text("utf-8"))
    sums = {(one.item, one.name): one.answers
            for own in read_sums(SUMS, [book(), book("before")]).values() for one in own}  # fmt: skip
    rows = pd.read_csv(PRINTED).set_index("item_id")
    assert rows.index.is_unique
    figures = read_published(PUBLISHED)
    for item, row in rows.iterrows():
        assert 0 <= published_value(figures, item) <= 100
        if item in mapped:
            _, *before, question, answer = mapped[item]["artefact"].split(".")
            assert row["survey"] == ("jobcentres_before" if before else "jobcentres")
            assert row["item"] == question
            assert set(row["answers"].split()) == set(sums.get((question, answer), (answer,)))


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("kl.fig99.none,jobcentres,meetings,weekly", "not published"),
        ("kl.register.ever_in_rf,jobcentres,meetings,weekly", "not published as a share"),
        ("kl.fig16.weekly,jobcentres,meetings,", "no answers"),
        ("kl.fig11.agree,jobcentres,meetings,weekly", "two shares"),
    ],
)
def test_a_printed_share_that_does_not_fit_stops_with_its_place(tmp_path, row, what):
    path = tmp_path / "printed.csv"
    first = "kl.fig16.weekly,jobcentres,meetings,weekly"
    path.write_text("\n".join([",".join(COLUMNS), first, row, ""]), encoding="utf-8")
    with pytest.raises(InputError, match=what) as stopped:
        read_printed(path, read_published(PUBLISHED))
    assert "row 3" in str(stopped.value)


def test_the_contrasts_of_the_project_fit_its_codebook():
    found = read_contrasts(CONTRASTS, book())
    assert {each.other_item for each in found["challenge_motivation"]} == {
        f"challenge_{name}" for name in OTHERS
    }
