"""BEF, checked row by row: one row per person and year."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.config.sources import PopulationSource
from effektspor.errors import InputError
from effektspor.registers.dates import Dates
from effektspor.registers.impossible import Impossible
from effektspor.registers.numbers import CHECK_CODING, user_missing_labels, whole_numbers
from effektspor.registers.quality import NO_YEAR
from effektspor.registers.raw import Raw, Read, distinct
from effektspor.registers.reading import Rules, SourceFile, book, raw_chunks

SOURCE = "population"
MARRIED = ("G", "P")
MARITAL_STATUS = ("U", "G", "F", "E", "P", "O", "L", "D")
YEARS = range(1900, 2100)
OLDEST = 125
RESIDENTS = pa.schema(
    [
        ("pnr", pa.string()),
        ("year", pa.int16()),
        ("female", pa.bool_()),
        ("birth_date", pa.date32()),
        ("married", pa.bool_()),
        ("non_western", pa.bool_()),
        ("file", pa.int32()),
        ("row", pa.int64()),
    ]
)


def read_residents(
    source: PopulationSource, file: SourceFile, number: int, rules: Rules, births: Dates
) -> Iterator[pa.Table]:
    """Give the persons in the years of the study, chunk by chunk (`RESIDENTS`).

    Parameters
    ----------
    number
        Number of the file among those of the source.
    births
        Reads the dates of birth; knows those of earlier files.

    Raises
    ------
    InputError
        Where a key is damaged, or more than the tolerated share of rows hold values outside their
        codes.
    """
    impossible = Impossible(rules.tolerance)
    read = 0
    for rows, raw in raw_chunks(
        file, _wanted(source, file), key="data.population.variables", memory_mb=rules.memory_mb
    ):
        residents = _checked(raw, source, file, rules, births, impossible)
        read += rows
        yield residents.append_column("file", pa.repeat(number, len(residents))).select(
            RESIDENTS.names
        )
    impossible.finish(read)


def _wanted(source: PopulationSource, file: SourceFile) -> dict[str, tuple[str, ...]]:
    names = source.variables
    wanted = {
        "person": names.person,
        "sex": names.sex,
        "birth_date": names.birth_date,
        "marital_status": names.marital_status,
        "non_western": names.non_western,
    }
    if file.year is not None:
        return wanted
    if names.year is None:
        raise InputError(
            "Nothing says of which year the rows are",
            where=f"{file.name}, data.population.variables.year",
            todo="Name the variable that holds the year, or give one file a year by {year}, or "
            "folders year=2016, year=2017 and so on.",
        )
    return wanted | {"year": names.year}


def _checked(
    raw: dict[str, Raw],
    source: PopulationSource,
    file: SourceFile,
    rules: Rules,
    births: Dates,
    impossible: Impossible,
) -> pa.Table:
    """Rows that are kept; what the checks found goes to the ledger."""
    keys, restored = rules.keys.read(raw["person"])
    year = _year(raw, file, len(keys))
    sex = whole_numbers(raw["sex"], allowed=range(1, 3), required=True)
    origin = whole_numbers(raw["non_western"], allowed=range(2), required=True)
    birth = births.read(raw["birth_date"])
    status = _married(raw["marital_status"])
    born = birth.values.astype("datetime64[Y]").astype("int64") + 1970
    age = np.where(np.isnat(birth.values) | (year.values < 0), 0, year.values - born)
    unlikely = raw["birth_date"].fault(
        (age < 0) | (age > OLDEST),
        f"Dates of birth after the year of the row, or more than {OLDEST} years before it",
        CHECK_CODING,
    )
    other = (year.values >= 0) & ~np.isin(year.values, source.years)
    fields = (year, sex, origin, birth, status)
    faults = [fault for field in fields for fault in field.faults] + [unlikely]
    wrong = impossible.among(faults, used=~other)
    found = {"read": np.ones_like(wrong), "out_of_range": wrong, "other_years": other}
    book(
        rules, SOURCE, file, found,
        np.where(np.isin(year.values, source.years), year.values, NO_YEAR),
        key_digits=restored,
        user_missing=sum(field.user_missing for field in fields),
    )  # fmt: skip
    return pa.table(
        {
            "pnr": keys,
            "year": year.values.astype(np.int16),
            "female": sex.values == 2,
            "birth_date": birth.values,
            "married": status.values,
            "non_western": origin.values == 1,
            "row": np.arange(len(keys)) + raw["person"].before,
        }
    ).filter(pa.array(~other & ~wrong))


def _year(raw: dict[str, Raw], file: SourceFile, rows: int) -> Read:
    if file.year is not None:
        return Read(np.full(rows, file.year, dtype=np.int64), ())
    return whole_numbers(raw["year"], allowed=YEARS, required=True)


def _married(raw: Raw) -> Read:
    """Whether each person is married or in a registered partnership (bool)."""
    position, labels = distinct(pc.cast(raw.values, pa.string()))
    codes = pc.utf8_upper(pc.utf8_trim_whitespace(labels))
    known = np.append(_among(codes, MARITAL_STATUS), False)[position]
    marked = np.append(user_missing_labels(codes, raw.variable), False)[position]
    fault = raw.fault(
        ~known | marked,
        f"Marital status should be one of {', '.join(MARITAL_STATUS)}",
        "Recode the variable, or name the right one in the config.",
    )
    married = np.append(_among(codes, MARRIED), False)[position]
    return Read(married, (fault,), int(marked.sum()) + raw.letters)


def _among(codes: pa.Array, wanted: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = pc.is_in(codes, pa.array(wanted)).to_numpy(zero_copy_only=False)
    return found
