"""Arithmetic on the memo's printed figures against numbers worked out by hand."""

import pandas as pd
import pytest
from case_report import PUBLISHED

from effektspor.evaluations.hedensted2019.checks import checks

BY_HAND = {
    "implied_full_year": 200.0,  # 25 / 0.125
    "fewer_of_citizens": 27.25,  # 0.125 * 218
    "implied_population": 31_142.857,  # 218 / 0.007
    "exits_base": 0.622,  # 35.7 + 14.5 + 12
    "exits_long": 0.822,  # 45.7 + 19.5 + 17
    "other_exits_base": 0.378,
    "other_exits_long": 0.178,
    "internship_of_all": 0.255,  # 30 of the 85 per cent that are in an offer
    "wage_of_all": 0.1445,
    "relative_ordinary_job": 0.28011,  # 10 / 35.7
    "relative_flexjob": 0.34483,
    "relative_unemployment_benefit": 0.41667,
}


def test_what_printed_figures_say_of_each_other():
    table = pd.read_csv(PUBLISHED / "hedensted2019.csv", keep_default_na=False)
    found = checks(dict(zip(table["item_id"], table["value"].astype(float), strict=True)))
    assert {name: value for name, (value, _, _) in found.items()} == pytest.approx(
        BY_HAND, rel=1e-4
    )
