"""How many of those whom a source should know it does know, year by year: counts that add up."""

from collections.abc import Sequence

import pandas as pd

from effektspor.tables import Column, Table

HOURS, BACKGROUND = "hours", "population"
LINKS = Table(
    "links",
    "Links between the sources by year",
    (
        Column("source", "str", "hours or population"),
        Column("year", "int16", "calendar year"),
        Column("n", "int64", "persons with a wage in DREAM; of the population, course starts"),
        Column("linked", "int64", "those of them whom the source knows in that year"),
    ),
    key=("source", "year"),
)
_KEYS = ["source", "year"]


def background_links(starts: pd.DataFrame) -> pd.DataFrame:
    """`LINKS` of the population: course starts with residence in a group, by year of the start.

    Parameters
    ----------
    starts
        One row per course start with `group` and `female`, both missing where unknown, and `year`.
    """
    resident = starts[starts["group"].notna()]
    counts = pd.DataFrame(
        {
            "source": BACKGROUND,
            "year": resident["year"],
            "n": 1,
            "linked": resident["female"].notna(),
        }
    )
    return add_links([counts])


def add_links(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """`LINKS` of all persons from those of batches or shards."""
    sums = pd.concat(parts).groupby(_KEYS, as_index=False)[["n", "linked"]].sum()
    return LINKS.conform(sums)
