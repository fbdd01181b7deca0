"""Keys that do not agree between the sources stop the build before anything is estimated."""

from pathlib import Path

import pandas as pd

from effektspor.cohort.link_table import BACKGROUND, HOURS
from effektspor.errors import InputError

NOT_IN_DREAM = "not_in_dream"
FEWEST = 20
"""Persons or course starts below which the share of a year says nothing about its keys."""
_MAY_BE_EMPTY = "stv"
_COUNTED = {
    HOURS: "Of {n:,} persons with programme codes and a wage in DREAM in {year}, {linked} have "
    "hours in {year}",
    BACKGROUND: "Of {n:,} course starts of {year} in the municipalities of the study, {linked} "
    "have a background in {year}",
}
_AGAINST = {
    HOURS: "data.hours, file or rows of {year}, against the industry of months in data.dream",
    BACKGROUND: "data.population, file or rows of {year}, against data.dream",
}


def refuse_strangers(counts: pd.DataFrame) -> None:
    """Stop where the keys of a source are not those of DREAM at all.

    Parameters
    ----------
    counts
        `QUALITY` of what all shards read.

    Raises
    ------
    InputError
        Where no row of a source belongs to a person in DREAM; the list of STV participants may be
        empty.
    """
    found = counts.groupby(["file", "check"])["n_affected"].sum()
    for file in counts["file"].unique():
        source = Path(file).stem
        rows = int(found.get((file, "read"), 0))
        if rows == found.get((file, NOT_IN_DREAM), 0) and (rows or source != _MAY_BE_EMPTY):
            raise InputError(
                f"None of {rows:,} rows belongs to a person in DREAM",
                where=f"data.{source} against data.dream",
                todo="Check that both have the same kind of person key, written alike; "
                f"data.{source}.variables.person and data.dream.variables.person name it.",
            )


def refuse_unlinked(links: pd.DataFrame, smallest: float, min_cell: int = 5) -> None:
    """Stop where the keys of a source are evidently not those of DREAM in one of the years.

    Parameters
    ----------
    links
        `LINKS` of all persons.
    smallest
        Setting ``data.smallest_link``; each year with at least `FEWEST` must reach it.
    min_cell
        Fewer persons than these are told as such, and their share as below one.

    Raises
    ------
    InputError
        With the first such year and its counts.
    """
    judged = links[links["n"] >= FEWEST]
    low = judged[judged["linked"] / judged["n"] < smallest]
    for source, year, n, linked in low.itertuples(index=False):
        few = 0 < linked < min_cell
        known = f"fewer than {min_cell}" if few else f"{linked:,}"
        share = f"below {100 * min_cell / n:.1f}" if few else f"{100 * linked / n:.1f}"
        raise InputError(
            f"{_COUNTED[source].format(n=n, year=year, linked=known)}: "
            f"{share} per cent, where data.smallest_link asks for "
            f"{100 * smallest:g}",
            where=_AGAINST[source].format(year=year),
            todo="Check that both have the same kind of person key, written alike in every year, "
            f"and that data.{source} holds all persons of that year; lower data.smallest_link "
            "only where you know why so few link.",
        )
