"""Published against own values by basis, for every evaluation."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.errors import InputError
from effektspor.evaluations.making import SIMULATED, Maker
from effektspor.evaluations.result_tables import Tables

OPEN = "open"
"""Shown of a real study for a figure that a simulator could be set to and that has no own value."""
GIVEN = ("document", "not_reproducible")
BASES = {True: ("recomputed", *SIMULATED, *GIVEN), False: ("recomputed", "register", OPEN, *GIVEN)}
"""What is counted, by whether the study is synthetic."""
VERDICTS = ("equal_within_rounding", "within_interval", "differs")
ITEMS = Text(
    da="Tal trykt i den offentliggjorte rapport, ét pr. sted de står.",
    en="Figures printed in the published report, one for each place where they stand.",
)
BASIS_DEFINITION = {
    True: Text(
        da="Grundlag: genberegnet af offentliggjorte tal, kalibreringsmål, følge af simuleringen, "
        "oplysning om dokumentet eller ikke genskabelig. Kun det første kan kaldes reproduceret.",
        en="Basis: recomputed from published data, calibration target, consequence of the "
        "simulation, fact about the document, or not reproducible. Only the first may be called "
        "reproduced.",
    ),
    False: Text(
        da="Grundlag: genberegnet af offentliggjorte tal, beregnet på undersøgelsens egne "
        "registre, uden egen værdi, oplysning om dokumentet eller ikke genskabelig. Kun det "
        "første kan kaldes reproduceret.",
        en="Basis: recomputed from published data, estimated from the study's own registers, "
        "without own value, fact about the document, or not reproducible. Only the first may be "
        "called reproduced.",
    ),
}
NONE_NEEDED = Text(da="Ingen stikprøve.", en="No sampling.")


def own_items(tables: Tables, *, synthetic: bool) -> pd.DataFrame:
    """The study's rows of the replication table beside the published value, unit and page.

    No figure of a real study keeps a basis that speaks of a simulator: it is compared on basis
    ``register``, or it has no own value and basis `OPEN`.

    Raises
    ------
    InputError
        Where an own value has a basis of the other kind of study.
    """
    replication, published = tables["replication"], tables["published"]
    own = replication[replication["item_id"].isin(published["item_id"])]
    other = ("register",) if synthetic else SIMULATED
    if (own["basis"].isin(other) & own["own_value"].notna()).any():
        raise InputError(
            f"Own values of a {'synthetic' if synthetic else 'real'} study have basis "
            + " or ".join(other),
            where="replication.csv, column basis",
            todo="Name among `registers` of the replication step the real studies and no other.",
        )
    if not synthetic:
        own = own.assign(basis=own["basis"].where(~own["basis"].isin(SIMULATED), OPEN))
    columns = ["item_id", "page", "figure_or_table", "value", "decimals", "unit", "qualifier"]
    keep = published[[column for column in columns if column in published.columns]]
    return own.merge(keep, on="item_id", how="left", validate="one_to_one")


def by_basis(maker: Maker, items: pd.DataFrame) -> list[Artefact]:
    """Counts by basis and verdict, and the table of compared items.

    Parameters
    ----------
    items
        `own_items`.
    """
    own = maker.source()
    common: dict[str, Any] = {
        "population": ITEMS,
        "definition": BASIS_DEFINITION[maker.study.synthetic],
        "source": Text(
            da=f"Trykte tal: {maker.sources.published.da} Egne værdier: {own.da}",
            en=f"Printed figures: {maker.sources.published.en} Own values: {own.en}",
        ),
        "method": Text(da="Optælling pr. grundlag.", en="A count by basis."),
        "uncertainty": NONE_NEEDED,
        "unit": "count",
        "basis": "document",
    }
    found = [
        maker.make(
            "replication.items", "number", **common, n={"items": len(items)},
            title=Text(da="Tal fra den offentliggjorte rapport", en="Published figures"),
            value=float(len(items)),
        )
    ]  # fmt: skip
    for basis in BASES[maker.study.synthetic]:
        rows = items[items["basis"] == basis]
        compared = rows["own_value"].notna()
        for name, value, da, en in (
            ("total", len(rows), "tal i alt", "figures in all"),
            ("compared", compared.sum(), "sammenlignet med egen værdi", "compared with own value"),
        ):
            found.append(
                maker.make(
                    f"replication.{basis}.{name}", "number",
                    **{**common, "basis": "document" if basis == OPEN else basis},
                    n={"items": len(items)}, value=float(value),
                    title=Text(da=f"Grundlag {basis}: {da}", en=f"Basis {basis}: {en}"),
                )
            )  # fmt: skip
    verdicts = items.loc[items["basis"] == "recomputed", "verdict"]
    for verdict in VERDICTS:  # also those that no figure has, for a sentence may ask for them
        found.append(
            maker.make(
                f"replication.recomputed.verdict_{verdict}", "number",
                **{**common, "basis": "recomputed"}, n={"items": len(items)},
                title=Text(da=f"Genberegnet, udfald {verdict}", en=f"Recomputed, {verdict}"),
                value=float((verdicts == verdict).sum()),
            )
        )  # fmt: skip
    found.append(
        maker.make(
            "replication.table", "table", **{**common, "unit": "mixed"}, n={"items": len(items)},
            title=Text(da="Offentliggjorte og egne værdier efter grundlag",
                       en="Published and own values by basis"),
            data="comparison.csv",
        )
    )  # fmt: skip
    return found
