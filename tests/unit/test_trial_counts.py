"""What follows from printed counts: known answers, and that nothing but the print decides them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.estimators.randomised.blocks import Blocks
from effektspor.estimators.randomised.exact import randomisation
from effektspor.evaluations.discus2007.columns import TRIAL_COLUMNS
from effektspor.evaluations.trial.counts import trial_counts
from effektspor.published import read_published

FOLDER = Path(__file__).parents[2] / "data" / "published"


@pytest.fixture(scope="module")
def published():
    return read_published(FOLDER)


def changed(published, **values):
    """The printed figures with other values, items by their last two parts."""
    other = published.copy()
    for name, value in values.items():
        item = "d07." + name.replace("__", ".")
        assert (other["item_id"] == item).sum() == 1
        other.loc[other["item_id"] == item, "value"] = value
    return other


def counts(published):
    return trial_counts(published, 0.95).set_index("quantity")


def test_the_arms_are_compared_as_other_code_does(published):
    found = counts(published)
    row = found.loc["created_difference"]
    assert row["value"] == pytest.approx(-5 / 120)
    assert row["p"] == pytest.approx(stats.fisher_exact([[30, 90], [35, 85]]).pvalue)
    # Newcombe's interval by hand, of the arms' Wilson intervals.
    (l1, u1), (l2, u2) = (proportion_confint(k, 120, method="wilson") for k in (30, 35))
    low = -5 / 120 - np.hypot(0.25 - l1, u2 - 35 / 120)
    high = -5 / 120 + np.hypot(u1 - 0.25, 35 / 120 - l2)
    row = found.loc["created_newcombe"]
    assert (row["low"], row["high"]) == pytest.approx((low, high))
    assert found.loc["created_ratio", "value"] == pytest.approx(30 / 35)
    draws = stats.hypergeom(240, 65, 120)
    assert found.loc["created_randomisation", "p"] == pytest.approx(2 * draws.cdf(30))


def test_the_p_of_the_draw_lies_in_the_range_for_any_table_that_fits(published):
    row = counts(published).loc["created_randomisation_blocked"]
    rng = np.random.default_rng(4)
    for _ in range(200):
        others = 6 + rng.multinomial(2, [1 / 3] * 3)
        own = np.array([15, *others])
        actors = rng.multivariate_hypergeometric([30] * 4, 30)
        blocks = Blocks.of(actors, [30] * 4, own, [30] * 4)
        assert row["low"] - 1e-12 <= randomisation(blocks).p <= row["high"] + 1e-12
    assert counts(published).loc["created_randomisation_any", "low"] < row["low"]


def test_readings_of_the_words_are_ranges(published):
    found = counts(published)
    assert found.loc["without_best_jobs", ["value", "low", "high"]].tolist() == [15, 14, 16]
    assert found.loc["without_best_municipality", "value"] == pytest.approx(20 / 90)
    assert found.loc["without_best_difference", "value"] == pytest.approx(30 / 120 - 20 / 90)
    row = found.loc["without_best_pair"]
    assert (row["low"], row["high"]) == pytest.approx((0 - 20 / 90, 30 / 90 - 20 / 90))
    assert found.loc["stayed_other_actor", ["value", "low", "high"]].tolist() == [77, 77, 77]
    assert found.loc["stayed_municipality", "value"] == 68
    assert found.loc["flexjob_8", ["value", "low", "high"]].tolist() == [48, 47, 49]
    row = found.loc["long_wait_country"]
    assert (row["low"], row["high"]) == pytest.approx((0.26, 0.26 / 0.74))


def test_the_country_is_a_level(published):
    row = counts(published).loc["national_flexjob_12"]
    low, high = proportion_confint(55, 240, method="beta")
    assert (row["low"] + 0.14, row["high"] + 0.14) == pytest.approx((low, high))
    assert row["p"] == pytest.approx(stats.binomtest(55, 240, 0.14).pvalue)


def test_the_print_decides_and_nothing_else(published):
    other = counts(changed(
        published, created__other_actors=12, created__municipalities=18,
        best_municipality__share=20, end__ledighedsydelse__n__p7=100,
    ))  # fmt: skip
    assert other.loc["created_difference", "value"] == pytest.approx(-6 / 120)
    assert other.loc["without_best_municipality", "value"] == pytest.approx(12 / 90)
    assert other.loc["stayed_other_actor", "value"] == 53
    assert other.loc["created_needed", "value"] != counts(published).loc["created_needed", "value"]


def test_every_item_is_printed_and_every_value_lies_in_its_range(published):
    found = counts(published)
    assert found.index.is_unique
    printed = set(published["item_id"])
    for items in found["items"]:
        assert set(items.split(";")) <= printed
    known = found[found["low"].notna()]
    assert (
        (known["low"] <= known["value"] + 1e-12) & (known["value"] <= known["high"] + 1e-12)
    ).all()
    assert found["p"].dropna().between(0, 1).all()
    assert (found[["label_da", "label_en", "method", "unit"]] != "").all(axis=None)


def test_an_absent_figure_is_told_by_its_id(published):
    absent = published[published["item_id"] != "d07.created.municipalities"]
    with pytest.raises(InputError, match="absent") as error:
        trial_counts(absent, 0.95)
    assert "d07.created.municipalities" in str(error.value)


def test_a_share_that_no_count_has_is_told(published):
    few = changed(published, end__ledighedsydelse__n__p7=2, ly__other_actors_share=53)
    with pytest.raises(InputError, match="No count fits"):
        trial_counts(few, 0.95)


def test_the_command_writes_what_artefacts_read(tmp_path):
    path = tmp_path / "trial_counts.csv"
    options = ["--published", str(FOLDER), "--counts", str(path)]
    assert main(["trial-counts", "--settings", '{"confidence": 0.95}', *options]) == 0
    assert set(TRIAL_COLUMNS["trial_counts"]) <= set(pd.read_csv(path).columns)
