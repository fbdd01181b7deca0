"""Read the reports of a desk research."""

from pathlib import Path

import pandas as pd

from effektspor.evidence.cells import Coded, read_coded
from effektspor.evidence.tables import REPORTS
from effektspor.evidence.words import CONTROLS, COUNTRIES, DESIGNS, JOURNALS, KINDS, QUALITIES

COLUMNS = (
    "report", "label", "author", "year", "title_da", "commissioned_by", "target_da", "method_da",
    "design", "comparison", "pages",
)  # fmt: skip
OPTIONAL = ("kind", "n", "n_unit", "period", "note", "quality", "journal", "country")


def read_reports(path: Path, kinds: dict[str, str]) -> pd.DataFrame:
    """`REPORTS` from a file.

    Parameters
    ----------
    kinds
        Design of each kind of evidence: a report's design may be given as either.

    Raises
    ------
    InputError
        Where a row is wrong, by file, column and row number.
    """
    coded = read_coded(path, COLUMNS, "The list of reports", optional=OPTIONAL)
    frame = coded.frame
    frame = frame.assign(
        kind=frame["kind"].where(frame["kind"] != "", "report"),
        design=frame["design"].map(lambda given: kinds.get(given, given)),
    )
    coded = Coded(frame, path)
    coded.given("report", "label", "year", "design", "comparison")
    coded.unique("report")
    coded.unique("label")
    coded.keys("report")
    coded.one_of("kind", KINDS)
    coded.one_of("design", DESIGNS)
    coded.one_of("comparison", CONTROLS)
    coded.one_of("quality", QUALITIES, empty=True)
    coded.one_of("journal", JOURNALS, empty=True)
    coded.one_of("country", COUNTRIES, empty=True)
    coded.pages("pages")
    n, year = coded.numbers("n"), coded.numbers("year")
    coded.refuse(
        ~(year % 1 == 0) | ~year.between(1900, 2100), "year", "A year is no year of the calendar",
        "Write the year of publication with four digits.",
    )  # fmt: skip
    coded.refuse(
        n.notna() != (frame["n_unit"] != ""), "n_unit", "A number has no unit, or a unit no number",
        "Say what n counts, such as persons, or leave both empty.",
    )  # fmt: skip
    return REPORTS.conform(frame.assign(n=n, year=year))
