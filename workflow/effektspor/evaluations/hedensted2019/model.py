"""The flow model as artefacts: rates, persons over the coming years, and whether targets agree."""

from typing import Any

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.business_case.consistency import MET, SET
from effektspor.evaluations.hedensted2019.making import MODELLED, NO_INTERVAL, Maker, Study
from effektspor.evaluations.hedensted2019.names import STATES, TARGETS, joined, named
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("flow_rates", "flow_projection")
CONSISTENCY = "flow_consistency"
MONTHS = (12, 24, 36, 60)
"""Months whose numbers a text may ask for; a mark stands for one beyond the horizon."""
SCENARIOS = {
    "base": Text(da="som nu", en="as now"),
    "all": Text(da="målene nået", en="targets reached"),
}
COMMON: dict[str, Any] = {
    "population": Text(
        da="Borgere i jobafklaringsforløb ved udgangspunktet og dem, der kommer til derefter.",
        en="Citizens in job clarification at the baseline and those who come to it later.",
    ),
    "definition": Text(
        da="Forventet antal, når månedlige sandsynligheder efter sted og tid dér holder, og lige så "
        "mange kommer til som i året før; med målene er veje ud og hastighed ændret, så de nås.",
        en="Expected number if monthly probabilities by state and time in it hold and as many come as "
        "in the year before; with the targets, exits and speed are changed so that they are reached.",
    ),
    "method": Text(
        da="Flertilstandsmodel, ganget frem måned for måned.",
        en="Multi-state model, multiplied month by month.",
    ),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Persons by scenario, state and month; tables and figures."""
    maker, projection = Maker(study, tables.data_hash), tables["flow_projection"]
    found = []
    for (scenario, state), part in projection.groupby(["scenario", "state"], sort=False):
        by_month = {int(row["month"]): row for row in records(part)}
        for month in MONTHS:
            found += _of_month(
                maker, str(scenario), str(state), month, by_month.get(month, {}), study
            )
    return [*found, *_tables(maker, study)]


LEVELS = (
    ("end", "with_all", Text(da="til slut", en="at the end")),
    ("target", "target_value", Text(da="målet", en="the target")),
)
"""What sentences say of a target beside its factor: name, column, words."""


def consistency(tables: Tables, study: Study) -> list[Artefact]:
    """The factor that each target alone needs, how many are met together, and the table."""
    maker, table = Maker(study, tables.data_hash), tables[CONSISTENCY]
    common: dict[str, Any] = {
        **COMMON,
        "n": {"targets": len(table)},
        "uncertainty": NO_INTERVAL,
        "definition": Text(
            da="Faktor på den månedlige sandsynlighed for at komme ud, som målet alene kræver.",
            en="Factor on the monthly probability of leaving that the target alone needs.",
        ),
    }
    tested, met = (table["met"] != SET).sum(), (table["met"] == MET[True]).sum()
    numbers = (
        ("n_targets", float(tested), "Mål, modellen prøver", "Targets the model tests"),
        ("n_met", float(met), "Mål nået sammen", "Targets met together"),
    )
    level = Text(
        da="Hvor målet ender, når alle mål er sat ind.", en="Where it ends with all targets."
    )
    return [
        *(
            maker.told(
                f"consistency.{row['target']}.factor", row["factor"], unit="ratio",
                title=joined(named(TARGETS, str(row["target"])), Text(da="faktor", en="factor")),
                **common,
            )
            for row in records(table)
        ),
        *(
            maker.told(
                f"consistency.{row['target']}.{key}", row[column], unit="share",
                title=joined(named(TARGETS, str(row["target"])), title), **{**common, "definition": level},
            )
            for row in records(table)
            for key, column, title in LEVELS
        ),
        *(
            maker.told(f"consistency.{key}", value, unit="count", title=Text(da=da, en=en), **common)
            for key, value, da, en in numbers
        ),
        maker.make(
            "consistency.table", "table", unit="mixed", data=f"{CONSISTENCY}.csv", **common,
            title=Text(da="Kan målene nås samtidig", en="Can the targets be reached together"),
        ),
    ]  # fmt: skip


def _of_month(
    maker: Maker, scenario: str, state: str, month: int, row: dict[str, Any], study: Study
) -> list[Artefact]:
    key = f"model.{scenario}.{state}.month{month}"
    after = Text(da=f"måned {month}", en=f"month {month}")
    title = joined(named(STATES, state), named(SCENARIOS, scenario), after)
    common: dict[str, Any] = {
        **COMMON, "unit": "persons", "uncertainty": MODELLED, "n": {"draws": study.flow_draws},
    }  # fmt: skip
    ends = ("difference_low", "difference_high")
    return [
        maker.told(
            key, row.get("persons"), row.get("low"), row.get("high"), title=title, **common
        ),
        maker.told(
            f"{key}.difference", row.get("difference"), *(row.get(end) for end in ends),
            title=joined(title, Text(da="forskel fra som nu", en="difference from as now")),
            **common,
        ),
    ]  # fmt: skip


def _tables(maker: Maker, study: Study) -> list[Artefact]:
    rates, projection = (f"{name}.csv" for name in REQUIRES)
    speed = Text(da="Månedlige sandsynligheder", en="Monthly probabilities")
    ahead = Text(da="Borgere efter sted i årene frem", en="Persons by state in the coming years")
    named_tables = (
        ("rates.table", "table", rates, speed),
        ("figure.transitions", "figure", rates, speed),
        ("model.table", "table", projection, ahead),
        ("figure.states", "figure", projection, ahead),
        ("figure.stock", "figure", projection, ahead),
    )
    return [
        maker.make(
            key, kind, unit="mixed", data=data, title=title, n={"draws": study.flow_draws},
            uncertainty=MODELLED, **COMMON,
        )
        for key, kind, data, title in named_tables
    ]  # fmt: skip
