"""Whether the persons of the progression survey are persons of the registers: counts only."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.cohort.link_limits import FEWEST
from effektspor.errors import InputError
from effektspor.registers.dream import PERSONS

COLUMNS = ("of", "linked")


def known_persons(respondents: pd.DataFrame, persons: Path) -> pd.DataFrame:
    """Count the respondents whose key DREAM has.

    Parameters
    ----------
    respondents
        `effektspor.surveys.tables.RESPONDENTS` of the survey.
    persons
        File of `PERSONS`; only its keys are read.

    Returns
    -------
    pandas.DataFrame
        One row, `COLUMNS`: different persons of the survey, and those of them in DREAM.
    """
    keys = pa.array(respondents["respondent"].unique(), pa.string())
    there = pa.array(PERSONS.read(persons, ["pnr"])["pnr"], pa.string())
    linked = pc.sum(pc.is_in(keys, value_set=there)).as_py() or 0
    return pd.DataFrame([{"of": len(keys), "linked": int(linked)}])


def refuse_unknown_persons(counts: pd.DataFrame, smallest: float) -> None:
    """Stop where the keys of the survey are evidently not those of DREAM.

    Parameters
    ----------
    counts
        As `known_persons` returns them.
    smallest
        Setting ``data.smallest_link``; not asked of fewer than `FEWEST` persons, of whom one at
        least must be known.

    Raises
    ------
    InputError
        With the counts.
    """
    of, linked = (int(counts[column].iloc[0]) for column in COLUMNS)
    if linked and (of < FEWEST or linked / of >= smallest):
        return
    raise InputError(
        f"Of {of:,} persons of the survey progression, {linked:,} are in DREAM: "
        f"{100 * linked / of:.1f} per cent, where data.smallest_link asks for {100 * smallest:g}",
        where="data.surveys.progression against data.dream",
        todo="Check that both have the same kind of person key, written alike, and that the "
        "codebook names the right variable as the respondent; lower data.smallest_link only where "
        "you know why so few link.",
    )
