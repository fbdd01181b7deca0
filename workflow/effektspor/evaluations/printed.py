"""The printed figures as artefacts, for every evaluation.

A report that cites a printed figure, or says that two of them do not fit together, takes it from
here, so that it too can be traced: to the item and page of the published table.
"""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.making import Maker
from effektspor.evaluations.result_tables import Tables, records

SCALE = {"percent": ("share", 0.01), "percentage_points": ("percentage_points", 0.01)}
AS_PRINTED = Text(da="Som trykt.", en="As printed.")
PLAIN_UNITS = ("weeks", "persons", "municipalities", "hours")
Check = tuple[float, str, str]
"""Value, unit and Danish title of arithmetic on printed figures."""


def printed_group(
    maker: Maker, tables: Tables, checks: Callable[[Mapping[str, float]], Mapping[str, Check]]
) -> list[Artefact]:
    """One artefact per printed figure of a study, and the checks between them.

    Parameters
    ----------
    checks
        From printed figures in their printed unit, by item id, to the arithmetic on them.
    """
    rows = records(tables["published"])
    values = {str(row["item_id"]): float(row["value"]) for row in rows}
    return printed_artefacts(maker, rows, checks(values))


def printed_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The printed figures as they are."""
    return {"printed.csv": tables["published"]}


def printed_artefacts(
    maker: Maker, rows: Sequence[Mapping[str, object]], arithmetic: Mapping[str, Check]
) -> list[Artefact]:
    """One artefact per printed figure, ``check.<name>`` for arithmetic, and the table of all.

    Parameters
    ----------
    rows
        Published figures, corrections applied.
    arithmetic
        Checks between them by name.
    """
    checks = _checks(maker, arithmetic)
    return [*(_printed(maker, row) for row in rows), *checks, _table(maker, rows)]


def _table(maker: Maker, rows: Sequence[object]) -> Artefact:
    return maker.make(
        "printed.table", "table", unit="mixed", data="printed.csv", n={"items": len(rows)},
        title=Text(da="Trykte tal og deres indbyrdes forhold",
                   en="Printed figures and how they agree"),
        population=Text(da="Den offentliggjorte rapport.", en="The published report."),
        definition=Text(da="Steder i kilden, der ikke passer sammen eller kan misforstås.",
                        en="Places in the source that do not agree or may mislead."),
        method=Text(da="Læsning af kilden og regning på dens trykte tal.",
                    en="Reading the source and arithmetic on its printed figures."),
        uncertainty=Text(da="Trykte tal er afrundede.", en="Printed figures are rounded."),
        basis="document",
    )  # fmt: skip


def _printed(maker: Maker, row: Mapping[str, object]) -> Artefact:
    printed = str(row["unit"])
    unit, scale = SCALE.get(printed, (printed if printed in PLAIN_UNITS else "mixed", 1.0))
    page, place = row["page"], str(row["figure_or_table"])
    return maker.make(
        f"printed.{row['item_id']}", "number", unit=unit,
        title=Text(da=f"Trykt tal, {place}", en=f"Printed figure, {place}"),
        population=Text(da=f"Som i kilden, {place}.", en=f"As in the source, {place}."),
        n={"items": 1},
        definition=Text(da=f"Side {page} i kilden ({row['qualifier']}).",
                        en=f"Page {page} of the source ({row['qualifier']})."),
        value=round(float(str(row["value"])) * scale, 10), method=AS_PRINTED,
        uncertainty=Text(da="Kilden oplyser ingen.", en="None is given in the source."),
        basis="document",
    )  # fmt: skip


def _checks(maker: Maker, arithmetic: Mapping[str, Check]) -> list[Artefact]:
    return [
        maker.make(
            f"check.{name}", "number", unit=unit, value=value,
            title=Text(da=title, en=f"Check of printed figures: {name}"),
            population=Text(da="Trykte tal.", en="Printed figures."), n={"items": 1},
            definition=Text(da=f"{title}.", en=f"Check: {name}."),
            method=Text(da="Regning på trykte tal.", en="Arithmetic on printed figures."),
            uncertainty=Text(da="Afrundingen af de trykte tal.", en="Rounding of the print."),
            basis="document",
        )
        for name, (value, unit, title) in arithmetic.items()
    ]  # fmt: skip
