"""Persons of a trial and all others who waited as long, from the registers in batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.cohort.batches import bucket_batches, frame_of, rows_of
from effektspor.cohort.link_limits import FEWEST
from effektspor.cohort.waiting.histories import monthly_states, waits
from effektspor.cohort.waiting.rules import Rules
from effektspor.cohort.waiting.tables import MONTHS, NATIONAL, PEOPLE, TRIAL
from effektspor.config.shard import BUCKETS
from effektspor.errors import InputError
from effektspor.registers.spells import to_weeks
from effektspor.trial.persons import full_years

_BACKGROUND = ["age", "woman", "non_western"]


@dataclass(frozen=True)
class Paths:
    """Parquet files of the register tables, each with a column `bucket`."""

    persons: Path
    spells: Path
    population: Path


@dataclass(frozen=True)
class Histories:
    """`PEOPLE` and `MONTHS`."""

    people: pd.DataFrame
    months: pd.DataFrame


def read_histories(
    paths: Paths, drawn: pd.DataFrame, rules: Rules, smallest_link: float, *, memory_mb: int
) -> Histories:
    """Histories of those who were drawn and are in DREAM, and of all others who waited as long.

    Parameters
    ----------
    drawn
        `effektspor.trial.tables.PERSONS`.
    smallest_link
        Setting ``data.smallest_link``.

    Raises
    ------
    InputError
        Where too few of those who were drawn are in DREAM.
    """
    parts = list(_batches(paths, drawn, rules, memory_mb))
    people = pd.concat([part.people for part in parts], ignore_index=True)
    states = np.concatenate([part.states for part in parts])
    refuse_few(int((people["group"] == TRIAL).sum()), len(drawn), smallest_link)
    # Not in the order of batches: results do not depend on the memory.
    order = people.sort_values(["national", "person", "number"]).index.to_numpy()
    people = people.loc[order].assign(id=np.arange(len(people)))
    return Histories(PEOPLE.conform(people), _months(states[order]))


def refuse_few(linked: int, drawn: int, smallest: float) -> None:
    """Stop where the keys of the trial are evidently not those of DREAM.

    Raises
    ------
    InputError
        Where nobody, or of at least `FEWEST` persons fewer than the smallest share, is in DREAM.
    """
    if linked == 0 or (drawn >= FEWEST and linked / drawn < smallest):
        raise InputError(
            f"Of {drawn:,} persons of the trial, {linked:,} are in DREAM: "
            f"{100 * linked / drawn:.1f} per cent, where data.smallest_link asks for "
            f"{100 * smallest:g}",
            where="data.trial.persons against data.dream",
            todo="Check that both have the same kind of person key, written alike; lower "
            "data.smallest_link only where you know why so few link.",
        )


@dataclass(frozen=True)
class _Part:
    people: pd.DataFrame
    states: np.ndarray


def _batches(paths: Paths, drawn: pd.DataFrame, rules: Rules, memory_mb: int) -> Iterator[_Part]:
    for batch in bucket_batches(paths.persons, range(BUCKETS), memory_mb=memory_mb):
        persons = rows_of(paths.persons, batch).select(["person", "pnr"])
        spells = rows_of(paths.spells, batch)
        chosen = pc.or_(
            pc.is_in(persons["pnr"], pa.array(drawn["person"], type=pa.string())),
            pc.is_in(persons["person"], _waiting(spells, rules)),
        )
        own = frame_of(persons.filter(chosen)).sort_values("person", ignore_index=True)
        number = own["person"].to_numpy()
        codes = to_weeks(
            frame_of(spells.filter(pc.is_in(spells["person"], pa.array(number)))),
            number,
            rules.span,
        )
        background = _background(paths.population, batch, own["pnr"], rules)
        people = _people(own, drawn, waits(codes, rules), background)
        kept = ((people["group"] == TRIAL) | (people["wait_weeks"] >= rules.least_weeks)).to_numpy()
        yield _Part(people[kept].reset_index(drop=True), monthly_states(codes[kept], rules))


def _waiting(spells: pa.Table, rules: Rules) -> pa.Array:
    """Numbers of those who wait in the week of the first day."""
    week = rules.months[0]
    first = spells["first_week"].to_numpy().astype(np.int64)
    there = (first <= week) & (first + spells["weeks"].to_numpy() > week)
    there &= rules.waits.programme[spells["code"].to_numpy()]
    return spells["person"].combine_chunks().filter(pa.array(there))


def _people(
    own: pd.DataFrame, drawn: pd.DataFrame, waited: pd.DataFrame, background: pd.DataFrame
) -> pd.DataFrame:
    """Those of a batch, in its order; background of a person whom no register knows is the trial's."""
    trial = drawn.set_index("person").reindex(own["pnr"]).reset_index(drop=True)
    national = trial["arm"].isna()
    told = pd.DataFrame(
        {
            "age": trial["age"],
            "woman": trial["sex"].map({"woman": 1, "man": 0}).astype("Int8"),
            "non_western": trial["non_western"].map({"yes": 1, "no": 0}).astype("Int8"),
        }
    )
    return pd.DataFrame(
        {
            "number": own["person"],
            "national": national,
            "person": own["pnr"].mask(national, ""),
            "group": np.where(national, NATIONAL, TRIAL),
            "arm": trial["arm"].fillna(""),
            "place": trial["place"].fillna(""),
            **waited[["wait_weeks", "origin"]],
            **{name: background[name].fillna(told[name]) for name in _BACKGROUND},
        }
    )


def _background(
    population: Path, batch: Sequence[int], pnr: "pd.Series[str]", rules: Rules
) -> pd.DataFrame:
    """Background of the latest 1 January until the first day; missing where there is none."""
    rows = rows_of(population, list(batch))
    rows = rows.filter(pc.is_in(rows["pnr"], pa.array(pnr, type=rows["pnr"].type)))
    known = frame_of(rows)
    known = known[known["year"] <= rules.start.year].sort_values("year")
    latest = known.drop_duplicates("pnr", keep="last").set_index("pnr").reindex(pnr)
    latest = latest.reset_index(drop=True)
    return pd.DataFrame(
        {
            "age": full_years(latest["birth_date"], rules.start),
            "woman": latest["female"].astype("Int8"),
            "non_western": latest["non_western"].astype("Int8"),
        }
    )


def _months(states: np.ndarray) -> pd.DataFrame:
    """`MONTHS` of states, shape (persons, months)."""
    persons, months = states.shape
    return MONTHS.conform(
        pd.DataFrame(
            {
                "id": np.repeat(np.arange(persons), months),
                "month": np.tile(np.arange(months), persons),
                "state": states.ravel(),
            }
        )
    )
