"""The municipalities with the years in which their numbers were in use: known facts."""

from pathlib import Path

import pandas as pd
import pytest

FOLDER = Path("data/codes")


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    found = pd.read_csv(FOLDER / "municipalities_by_year.csv")
    return found.assign(
        valid_from=found["valid_from"].fillna(0), valid_to=found["valid_to"].fillna(9999)
    )


def in_use(places: pd.DataFrame, year: int) -> pd.DataFrame:
    return places[(places["valid_from"] <= year) & (places["valid_to"] >= year)]


@pytest.mark.parametrize(
    ("year", "number"),
    [
        (2002, 275),
        (2003, 271),  # the five of Bornholm became one
        (2005, 271),
        (2006, 270),  # the two of Aeroe became one
        (2007, 98),
        (2025, 98),
    ],
)
def test_as_many_municipalities_as_there_were(places: pd.DataFrame, year: int, number: int) -> None:
    now = in_use(places, year)
    assert len(now) == number
    assert now["number"].is_unique
    assert now["name"].is_unique


def test_periods_of_a_number_do_not_overlap(places: pd.DataFrame) -> None:
    for year in range(2000, 2012):
        assert not in_use(places, year)["number"].duplicated().any()
    assert (places["valid_from"] <= places["valid_to"]).all()


@pytest.mark.parametrize(
    ("year", "number", "name", "region"),
    [
        (2006, 101, "København", "Københavns Kommune"),
        (2006, 147, "Frederiksberg", "Frederiksberg Kommune"),
        (2006, 751, "Århus", "Århus Amt"),
        (2006, 461, "Odense", "Fyns Amt"),
        (2006, 861, "Aars", "Nordjyllands Amt"),
        (2006, 613, "Hedensted", "Vejle Amt"),
        (2005, 443, "Marstal", "Fyns Amt"),
        (2006, 492, "Ærø", "Fyns Amt"),
        (2003, 400, "Bornholm", "Bornholm"),
        (2002, 407, "Rønne", "Bornholms Amt"),
        (2007, 766, "Hedensted", "Region Midtjylland"),
        (2007, 492, "Ærø", "Region Syddanmark"),
    ],
)
def test_known_numbers(
    places: pd.DataFrame, year: int, number: int, name: str, region: str
) -> None:
    row = in_use(places, year).set_index("number").loc[number]
    assert (row["name"], row["region"]) == (name, region)


def test_since_2007_as_in_the_other_list(places: pd.DataFrame) -> None:
    now = pd.read_csv(FOLDER / "municipalities.csv")
    pd.testing.assert_frame_equal(
        in_use(places, 2007)[["number", "name", "region"]].reset_index(drop=True),
        now.reset_index(drop=True),
    )


def test_numbers_of_a_county_lie_together(places: pd.DataFrame) -> None:
    """Before 2007 a number told the county by its range."""
    before = in_use(places, 2005)
    spans = before.groupby("region")["number"].agg(["min", "max"]).sort_values("min")
    assert (spans["max"].to_numpy()[:-1] < spans["min"].to_numpy()[1:])[1:].all()
    assert len(spans) == 16  # 13 counties, two municipalities without one, and Bornholm


@pytest.mark.parametrize(
    ("before", "since"), [(443, 492), (407, 400), (601, 615), (189, 190), (861, 820), (751, 751)]
)
def test_every_number_before_2007_became_one_of_those_since(
    places: pd.DataFrame, before: int, since: int
) -> None:
    """Where a municipality was split, the one that its largest part went to."""
    old = places[places["valid_to"] <= 2006]
    assert set(old["became"]) == set(in_use(places, 2007)["number"])
    assert (old.loc[old["number"] == before, "became"] == since).all()
