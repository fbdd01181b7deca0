"""What 17 municipalities have in common: the published shares, and worlds with a known answer."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.cli import main
from effektspor.evaluations.brf2019.fidelity_change import ELEMENTS, fidelity_tables
from effektspor.evaluations.factors.few_rows import COLUMNS, TRUTHS, study
from effektspor.evaluations.factors.municipal import municipal_factors
from effektspor.published import read_published
from effektspor.report.few_rows_page import few_rows_table

PUBLISHED = Path(__file__).parents[2] / "data/published"
SUMMARY = Path(__file__).parents[2] / "data/recovery/few_rows.csv"
PAGE = Path(__file__).parents[2] / "docs/methods.md"


@pytest.fixture(scope="module")
def shares():
    tables = fidelity_tables(read_published(PUBLISHED))
    return tables[(tables["table"] == 3) & (tables["unit_id"] != "total")]


@pytest.fixture(scope="module")
def found(shares):
    return municipal_factors(shares, draws=999, seed=1, confidence=0.95)


def facts(found, measure):
    return found.factor[found.factor["measure"] == measure].set_index("quantity")


def test_the_first_eigenvalue_and_the_mean_are_those_of_the_published_correlations(shares, found):
    for measure in ("slut", "change"):
        wide = shares.pivot(index="unit_id", columns="element", values=measure)
        matrix = wide.corr().to_numpy()
        own = facts(found, measure)
        assert own.loc["first_eigenvalue", "estimate"] == pytest.approx(
            np.linalg.eigvalsh(matrix)[-1]
        )
        mean = matrix[np.triu_indices(7, k=1)].mean()
        assert own.loc["mean_correlation", "estimate"] == pytest.approx(mean)
        z = (wide - wide.mean()) / wide.std()
        k = 7 / 6 * (1 - 7 / z.sum(axis=1).var())
        assert own.loc["alpha", "estimate"] == pytest.approx(k)


def test_a_common_factor_is_found_in_the_published_shares(found):
    for measure in ("slut", "change"):
        own = facts(found, measure)
        assert own.loc["first_eigenvalue", "p_value"] < 0.05
        assert own.loc["first_eigenvalue", "estimate"] > own.loc["null_upper", "estimate"]
        assert own.loc["alpha", "ci_low"] < own.loc["alpha", "estimate"]
        assert own.loc["alpha", "leave_low"] <= own.loc["alpha", "estimate"]


def test_loadings_stand_for_the_seven_elements_with_intervals(found):
    for _, own in found.loadings.groupby("measure"):
        assert list(own["element"]) == list(ELEMENTS)
        assert (own["ci_low"] <= own["loading"]).all()
        assert (own["loading"] <= own["ci_high"]).all()
        assert own["uniqueness"].between(0.004, 1).all()


def test_the_index_is_the_mean_of_the_standardised_shares(shares, found):
    wide = shares.pivot(index="unit_id", columns="element", values="slut")
    mean = ((wide - wide.mean()) / wide.std()).mean(axis=1)
    own = found.index[found.index["measure"] == "slut"].set_index("unit_id")["index"]
    assert own.to_numpy() == pytest.approx((mean / mean.std())[own.index].to_numpy())
    assert own.std() == pytest.approx(1)


def test_municipalities_may_come_in_any_order(shares, found):
    again = municipal_factors(
        shares.sort_values("unit_id", ascending=False, kind="stable"),
        draws=99, seed=1, confidence=0.95,
    )  # fmt: skip
    first, second = (
        table.index.set_index(["measure", "unit_id"])["index"].sort_index()
        for table in (found, again)
    )
    pd.testing.assert_series_equal(first, second)


def test_no_second_factor_and_no_index_of_fit_is_given(found):
    said = " ".join(found.factor["quantity"])
    assert not any(word in said for word in ("second", "rmsea", "cfi", "tli", "kmo"))
    assert found.loadings.groupby(["measure", "element"]).size().eq(1).all()


def test_the_command_writes_what_the_function_gives(tmp_path, found):
    files = {name: tmp_path / f"{name}.csv" for name in ("factor", "loadings", "index")}
    code = main(
        ["municipal-factors", "--settings", '{"estimation": {"draws": 999}}',
         "--published", str(PUBLISHED),
         *(part for name, path in files.items() for part in (f"--{name}", str(path)))]
    )  # fmt: skip
    assert code == 0
    written = pd.read_csv(files["factor"])
    assert written["estimate"].to_numpy() == pytest.approx(found.factor["estimate"].to_numpy())


def test_worlds_of_few_rows_are_judged_as_the_kept_summary_says():
    """A few worlds again, with another seed: shares near those of the thousand kept."""
    kept = pd.read_csv(SUMMARY).set_index("truth")
    again = study(25, seed=77).set_index("truth")
    assert list(kept.reset_index()) == list(COLUMNS)
    assert set(kept.index) == set(TRUTHS)
    for name in ("common_factor", "heywood_two", "parallel_one"):
        assert (again[name] - kept[name]).abs().max() < 0.35
    assert (kept.loc["none", ["common_factor", "parallel_one"]] < 0.08).all()
    assert kept.loc["one_high", "common_factor"] > 0.95
    # Two factors are seldom seen where they are, and fitted improperly whatever there is.
    assert kept.loc["two", "parallel_more"] < 0.4
    assert kept["heywood_two"].min() > 0.25
    assert kept[["mean_coverage", "alpha_coverage"]].min(axis=None) > 0.85


def test_the_page_shows_the_kept_summary():
    assert few_rows_table(pd.read_csv(SUMMARY)) in PAGE.read_text(encoding="utf-8")
