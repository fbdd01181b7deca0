"""BEF to background characteristics per person and year, and lists of marked persons."""

from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.config.sources import FlagSource, PopulationSource
from effektspor.errors import InputError
from effektspor.registers.names import first_of
from effektspor.registers.readers import column_names, read_chunks
from effektspor.registers.values import dates, persons, rows_text, whole_numbers
from effektspor.tables import Column, Table

POPULATION = Table(
    "population",
    "Background on 1 January",
    (
        Column("pnr", "str", "person key"),
        Column("year", "int16", "year of the 1 January"),
        Column("female", "int8", "1 woman, 0 man"),
        Column("birth_date", "datetime64[ns]", "date of birth"),
        Column("married", "int8", "1 married or in registered partnership (CIVST G or P)"),
        Column("non_western", "int8", "1 non-western origin, made by the user from OPR_LAND"),
    ),
    key=("pnr", "year"),
)
FLAGS = Table("flags", "Marked persons", (Column("pnr", "str", "person key"),), key=("pnr",))
MARRIED = ("G", "P")
MARITAL_STATUS = ("U", "G", "F", "E", "P", "O", "L", "D")


def read_population(source: PopulationSource, *, memory_mb: int) -> pd.DataFrame:
    """Read all years.

    Returns
    -------
    DataFrame
        `POPULATION`.

    Raises
    ------
    InputError
        Where a file or variable is missing, a value is outside its codes, or a person occurs
        twice in a year.
    """
    years = [_year(source, year, memory_mb) for year in source.years]
    return POPULATION.conform(pd.concat(years, ignore_index=True))


def read_flags(source: FlagSource, *, memory_mb: int) -> pd.DataFrame:
    """Read the persons who carry the mark: `FLAGS`."""
    path = Path(source.path)
    there = column_names(path)
    columns = [
        first_of(listed, there, where=path, key="data.stv")
        for listed in (source.person, source.flag)
    ]
    marked = []
    for before, chunk in read_chunks(path, columns, memory_mb=memory_mb):
        flag = whole_numbers(chunk[columns[1]], where=path, before=before, allowed=range(2))
        keys = persons(chunk[columns[0]], where=path, before=before)
        marked.append(pd.DataFrame({"pnr": keys[flag == 1]}))
    return FLAGS.conform(pd.concat(marked, ignore_index=True).drop_duplicates())


def _year(source: PopulationSource, year: int, memory_mb: int) -> pd.DataFrame:
    path = Path(source.path.format(year=year))
    names = source.variables
    wanted = (names.person, names.sex, names.birth_date, names.marital_status, names.non_western)
    there = column_names(path)
    columns = [
        first_of(listed, there, where=path, key="data.population.variables") for listed in wanted
    ]
    person, sex, birth, marital, origin = columns
    parts = []
    for before, chunk in read_chunks(path, columns, memory_mb=memory_mb):
        sexes = whole_numbers(chunk[sex], where=path, before=before, allowed=range(1, 3))
        western = whole_numbers(chunk[origin], where=path, before=before, allowed=range(2))
        _refuse_empty(sexes < 0, path, sex, before)
        _refuse_empty(western < 0, path, origin, before)
        status = chunk[marital].astype(str).str.strip().str.upper()
        unknown = ~status.isin(MARITAL_STATUS).to_numpy()
        if unknown.any():
            raise InputError(
                f"Marital status should be one of {', '.join(MARITAL_STATUS)}",
                where=f"{path}, column {marital}, {rows_text(unknown, before)}",
                todo="Recode the variable, or name the right one in the config.",
            )
        parts.append(
            pd.DataFrame(
                {
                    "pnr": persons(chunk[person], where=path, before=before),
                    "year": year,
                    "female": (sexes == 2).astype("int8"),
                    "birth_date": dates(chunk[birth], where=path, before=before),
                    "married": status.isin(MARRIED).to_numpy().astype("int8"),
                    "non_western": western,
                }
            )
        )
    frame = pd.concat(parts, ignore_index=True)
    repeated = frame["pnr"].duplicated().to_numpy()
    if repeated.any():
        raise InputError(
            f"{int(repeated.sum())} rows repeat a person key; there is one row per person and year",
            where=f"{path}, {rows_text(repeated, 0)}",
            todo="Remove the repeated rows.",
        )
    return frame


def _refuse_empty(empty: np.ndarray, path: Path, column: str, before: int) -> None:
    if empty.any():
        raise InputError(
            "A value is missing",
            where=f"{path}, column {column}, {rows_text(empty, before)}",
            todo="Every person in the population file needs it.",
        )
