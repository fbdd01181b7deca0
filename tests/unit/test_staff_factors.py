"""The staff's answers analysed: the known structure comes back, gaps and few answers are treated."""

import json

import numpy as np
import pandas as pd
import pytest
from staff_answers import CODEBOOK, staff_answers

from effektspor.cli import main
from effektspor.errors import EstimationError
from effektspor.evaluations.factors.staff import nothing, staff_factors, staff_items
from effektspor.surveys.tables import ANSWERS

ORDER = list(pd.read_csv(CODEBOOK, dtype=str, keep_default_na=False).query("item != ''")["item"])


def facts(found, of=""):
    own = found.suitability[found.suitability["of"] == of]
    return dict(zip(own["quantity"], own["value"], strict=True))


@pytest.fixture(scope="module")
def answers():
    return staff_answers(respondents=600, between=0.3)


@pytest.fixture(scope="module")
def found(answers):
    return staff_factors(answers, ORDER, draws=99, seed=1, confidence=0.95)


def test_one_factor_per_element_comes_back(found):
    assert facts(found)["factors"] == 8
    strong = found.loadings.loc[found.loadings.groupby("item")["loading"].idxmax()]
    by_element = strong.groupby("element")["factor"].agg(["nunique", "first"])
    assert (by_element["nunique"] == 1).all()
    assert by_element["first"].is_unique
    assert strong["loading"].between(0.5, 0.9).all()


def test_belief_goes_with_no_other_factor(found):
    strong = found.loadings.loc[found.loadings.groupby("item")["loading"].idxmax()]
    belief = strong.loc[strong["element"] == "belief", "factor"].iloc[0]
    phi = found.correlations[found.correlations["factor"] != found.correlations["other"]]
    apart = (phi["factor"] == belief) | (phi["other"] == belief)
    assert phi.loc[apart, "correlation"].abs().max() < 0.2 < phi.loc[~apart, "correlation"].mean()


def test_counts_are_of_the_last_wave_and_gaps_are_no_reason_to_leave_out(answers, found):
    counted = facts(found)
    assert (counted["respondents"], counted["items"]) == (600, 28)
    assert counted["complete"] < 0.5 * counted["included"] == 300
    last = answers[answers["wave"] == 3]
    wide = last.pivot(index="respondent", columns="item", values="value").notna().astype(int)
    assert counted["smallest_pair"] == (wide.T @ wide).to_numpy().min()


def test_respondents_with_few_answers_and_items_without_any_are_left_out(answers):
    changed = answers.copy()
    few = changed["respondent"].isin(["r0001", "r0002"]) & ~changed["item"].str.startswith("f1")
    changed.loc[few | (changed["item"] == "b_1"), "value"] = pd.NA
    items = staff_items(changed, ORDER)
    assert len(items.rows) == 598
    assert items.respondents == 600
    assert items.without_answer == 1
    assert "b_1" not in items.names


def test_the_order_of_the_file_does_not_matter(answers, found):
    shuffled = answers.sample(frac=1, random_state=1)
    again = staff_factors(shuffled, ORDER, draws=99, seed=1, confidence=0.95)
    pd.testing.assert_frame_equal(again.loadings, found.loadings)


def test_reliability_of_the_whole_scale_is_beside_its_interval(found):
    own = found.suitability[found.suitability["quantity"].isin(["alpha", "omega"])]
    assert sorted(set(own["of"])) == ["belief", "fidelity"]
    assert (own["ci_low"] < own["value"]).all()
    assert (own["value"] < own["ci_high"]).all()


def test_too_few_respondents_are_refused():
    with pytest.raises(EstimationError, match="60 respondents"):
        staff_factors(staff_answers(60), ORDER, draws=99, seed=1, confidence=0.95)


def run(folder, answers):
    ANSWERS.write(answers, folder / "answers.parquet")
    tables = ["suitability", "eigenvalues", "loadings", "correlations"]
    code = main(
        ["factors", "--settings", json.dumps({"estimation": {"draws": 99}}), "--answers",
         str(folder / "answers.parquet"), "--codebook", str(CODEBOOK),
         *(part for name in tables for part in (f"--{name}", str(folder / f"{name}.csv")))]
    )  # fmt: skip
    return code, {name: pd.read_csv(folder / f"{name}.csv") for name in tables}


def test_the_command_gives_the_wording_of_every_item(tmp_path, answers):
    code, tables = run(tmp_path, answers)
    assert code == 0
    assert tables["loadings"]["label_da"].notna().all()
    assert tables["loadings"]["label_da"].nunique() == 28
    # Nothing in the tables is of one person.
    assert not any("respondent" in table.columns for table in tables.values())


def test_the_command_leaves_tables_without_rows_where_too_few_answered(tmp_path):
    code, tables = run(tmp_path, staff_answers(40))
    assert code == 0
    assert all(table.empty for table in tables.values())
    assert list(tables["suitability"]) == list(nothing().suitability)


def test_answers_without_anything_common_give_no_factor():
    loose = staff_answers(300, loading=0.0, between=0.0)
    given = staff_factors(loose, ORDER, draws=99, seed=1, confidence=0.95)
    assert facts(given)["factors_common"] == 0
    assert given.loadings.empty
    assert np.isfinite(facts(given)["kmo"])
