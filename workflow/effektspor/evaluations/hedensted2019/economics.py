"""Prices and rules, and what reaching the targets brings each party, as artefacts."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text, Unit
from effektspor.evaluations.business_case.case_tables import (
    BREAK_EVEN,
    NET_YEAR,
    NPV,
    PAYBACK,
    POSITIVE,
)
from effektspor.evaluations.hedensted2019.making import (
    MODELLED,
    NO_INTERVAL,
    Maker,
    Study,
    price_maker,
)
from effektspor.evaluations.hedensted2019.names import PARTIES, joined, named
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("case_parameters", "case_flows", "case_results")
ALL = "all"
YEARS = range(1, 6)
"""Years whose net a text may ask for; a mark stands for one beyond the horizon."""
QUANTITIES: dict[str, tuple[str, Unit, Text]] = {
    NPV: ("npv", "dkk", Text(da="nutidsværdi", en="present value")),
    PAYBACK: ("payback", "months", Text(da="måneder, til det er tjent ind", en="months to payback")),
    BREAK_EVEN: ("break_even", "share", Text(da="del af målene ved nul", en="share at break-even")),
    POSITIVE: ("probability", "share", Text(da="sandsynlighed for plus", en="chance of a gain")),
    **{
        f"{NET_YEAR}{year}": (f"year{year}", "dkk", Text(da=f"netto år {year}", en=f"net year {year}"))
        for year in YEARS
    },
}  # fmt: skip
"""Quantity of the table: end of the id, unit and name."""
PRICE_UNITS: dict[str, Unit] = {
    "kr_month": "dkk", "kr_week": "dkk", "kr_year": "dkk", "share": "share", "share_year": "share",
    "persons": "persons", "weeks": "weeks", "months": "months",
}  # fmt: skip
MONEY: dict[str, Any] = {
    "population": Text(
        da="Kommune, region, stat og borgere i jobafklaringsforløb.",
        en="Municipality, region, state and citizens in job clarification.",
    ),
    "definition": Text(
        da="Med målene nået minus som nu; et plus er en gevinst for parten. At indsatsen når målene, er "
        "ikke vist.",
        en="With the targets reached minus as now; a plus is a gain of the party. That the effort "
        "reaches them is not shown.",
    ),
    "method": Text(
        da="Antal borgere hvert sted gange priser og regler; nutidsværdi med diskonteringsrente.",
        en="Persons in each state times prices and rules; present value with a discount rate.",
    ),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Parameters, results by scenario and party; tables and figure."""
    maker = Maker(study, tables.data_hash)
    results = {
        (str(row["scenario"]), str(row["party"]), str(row["quantity"])): row
        for row in records(tables["case_results"])
    }
    pairs = dict.fromkeys((scenario, party) for scenario, party, _ in results)
    found = [
        _result(maker, study, *pair, quantity, results.get((*pair, quantity), {}))
        for pair in pairs
        for quantity in (QUANTITIES if pair[0] == ALL else (NPV,))
    ]
    common = {**MONEY, "unit": "mixed", "n": {"draws": study.draws}, "uncertainty": MODELLED}
    net = Text(da="Netto år for år og part for part", en="Net by year and party")
    return [
        *_parameters(price_maker(study, tables.data_hash), tables["case_parameters"]),
        *found,
        maker.make("results.table", "table", data="case_results.csv", title=net, **common),
        maker.make("figure.net", "figure", data="case_flows.csv", title=net, **common),
    ]


def _result(
    maker: Maker, study: Study, scenario: str, party: str, quantity: str, row: dict[str, Any]
) -> Artefact:
    end, unit, name = QUANTITIES[quantity]
    return maker.told(
        f"economics.{scenario}.{party}.{end}", row.get("value"), row.get("low"), row.get("high"),
        unit=unit, n={"draws": study.draws}, title=joined(named(PARTIES, party), name), **MONEY,
    )  # fmt: skip


def _parameters(maker: Maker, table: pd.DataFrame) -> list[Artefact]:
    """Values in the main result, how many there are and how many are assumed, and the table."""
    common: dict[str, Any] = {
        "population": Text(da="Beregningen som helhed.", en="The calculation as a whole."),
        "n": {"parameters": len(table)},
        "method": Text(da="Slået op eller antaget, se tabellen.", en="Looked up or assumed."),
        "uncertainty": NO_INTERVAL,
        "basis": "document",
        "synthetic": False,
    }
    middle = Text(da="Middelværdien, som hovedresultatet bruger.", en="The value of the headline.")
    count = Text(da="Antal priser og regler.", en="Number of prices and rules.")
    assumed = float((table["assumed"] == "yes").sum())
    numbers = (
        ("n", float(len(table)), "Priser og regler", "Prices and rules"),
        ("n_assumed", assumed, "Antagne priser og regler", "Assumed prices and rules"),
    )
    return [
        *(
            maker.told(
                f"parameters.{row['parameter']}", row["base"], definition=middle,
                unit=PRICE_UNITS.get(str(row["unit"]), "count"),
                title=Text(da=str(row["label_da"]), en=str(row["label_en"])), **common,
            )
            for row in records(table)
        ),
        *(
            maker.told(f"parameters.{key}", value, unit="count", definition=count,
                       title=Text(da=da, en=en), **common)
            for key, value, da, en in numbers
        ),
        maker.make(
            "parameters.table", "table", unit="mixed", data="case_parameters.csv",
            definition=middle, title=Text(da="Priser og regler", en="Prices and rules"), **common,
        ),
    ]  # fmt: skip
