"""Background per person and year."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from effektspor.config.sources import PopulationSource
from effektspor.registers.background import RESIDENTS, read_residents
from effektspor.registers.buckets import BUCKET, BucketWriter
from effektspor.registers.dates import Dates
from effektspor.registers.raw import distinct
from effektspor.registers.reading import Rules, SourceFile, refuse_absent_years
from effektspor.registers.repeats import Repeats
from effektspor.registers.spill import Spill, in_parts
from effektspor.tables import Column, Table

POPULATION = Table(
    "population",
    "Background on 1 January",
    (
        Column("pnr", "str", "person key"),
        BUCKET,
        Column("year", "int16", "year of the 1 January"),
        Column("female", "int8", "1 woman, 0 man"),
        Column("birth_date", "datetime64[ns]", "date of birth"),
        Column("married", "int8", "1 married or in registered partnership (CIVST G or P)"),
        Column("non_western", "int8", "1 non-western origin, made by the user from OPR_LAND"),
    ),
    key=("pnr", "year"),
)
FLAGS = Table("flags", "Marked persons", (Column("pnr", "str", "person key"), BUCKET), key=("pnr",))


def read_population(
    source: PopulationSource, files: Sequence[SourceFile], rules: Rules, writer: BucketWriter
) -> int:
    """Read all files and write `POPULATION`.

    Returns
    -------
    int
        Person-years.

    Raises
    ------
    InputError
        Where a file or variable is missing, a value is outside its codes, or a person occurs
        twice in a year.
    """
    births = Dates()
    years: set[int] = set()
    repeats = Repeats()
    with Spill(RESIDENTS, rules.scratch / ".residents", memory_mb=rules.memory_mb) as spill:
        for number, file in enumerate(files):
            for residents in read_residents(source, file, number, rules, births):
                spill.add(residents)
                years.update(np.unique(residents["year"].to_numpy()).tolist())
        births.finish()
        refuse_absent_years(years, source.years, where=source.path, key="data.population.years")
        for bucket, residents in spill.buckets():
            person, keys = distinct(residents["pnr"].combine_chunks())
            repeats.look(person, residents)
            if repeats.rows:
                continue  # nothing will be written: only the other repeated rows are still sought
            for part in in_parts(_frame(residents, person, keys)):
                writer.add(part.assign(bucket=bucket))
        repeats.refuse(files)
    return writer.rows


def _frame(rows: pa.Table, person: npt.NDArray[np.int32], keys: pa.Array) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "pnr": keys.to_numpy(zero_copy_only=False)[person],
            **{name: rows[name].to_numpy() for name in ("year", "female", "married")},
            "non_western": rows["non_western"].to_numpy(),
            "birth_date": rows["birth_date"].to_numpy().astype("datetime64[ns]"),
        }
    )
