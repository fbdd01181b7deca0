"""What the result depends on, as artefacts: effect reached, prices and rules, draws, targets."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.business_case.tornado import FLOW
from effektspor.evaluations.hedensted2019.economics import MONEY
from effektspor.evaluations.hedensted2019.making import MODELLED, NO_INTERVAL, Maker, Study
from effektspor.evaluations.hedensted2019.names import PARTIES, joined, named
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("case_break_even", "case_tornado", "case_draws")
TARGETS = "case_targets"
MUNICIPALITY = "municipality"
SWING = Text(
    da="Afstanden mellem nutidsværdien ved den lave og den høje værdi, alt andet som det er.",
    en="Distance of the present values at low and high, all else as it is.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Swings by parameter and party, the widest first, and how many can turn the sign."""
    maker, table = Maker(study, tables.data_hash), tables["case_tornado"]
    common = {**MONEY, "n": {"draws": study.draws}}
    swings = {**common, "definition": SWING, "uncertainty": NO_INTERVAL, "unit": "dkk"}
    found = [
        maker.told(
            f"sensitivity.{row['parameter']}.{row['party']}.swing", row["swing"], **swings,
            title=joined(_label(row), named(PARTIES, str(row["party"]))),
        )
        for row in records(table)
    ]  # fmt: skip
    for party, part in table[table["parameter"] != FLOW].groupby("party", sort=False):
        # The first of a party has the parameter's own name as its title: a sentence says it.
        first = records(part.sort_values("order"))[0]
        key = f"sensitivity.first.{party}.swing"
        found.append(maker.told(key, first["swing"], title=_label(first), **swings))
    turns = _sign_turns(table)
    found.append(
        maker.told(
            "sensitivity.n_sign", float(turns), unit="count", uncertainty=NO_INTERVAL, **common,
            title=Text(da="Priser og regler, der kan ændre fortegnet",
                       en="Prices and rules that can turn the sign"),
        )
    )  # fmt: skip
    return [*found, *_tables(maker, common)]


def targets(tables: Tables, study: Study) -> list[Artefact]:
    """Each target's contribution and share by party, the largest first; table and figure."""
    maker, table = Maker(study, tables.data_hash), tables[TARGETS]
    common: dict[str, Any] = {
        **MONEY,
        "n": {"targets": int(table["target"].nunique())},
        "definition": Text(
            da="Midt imellem, hvad målet giver alene, og hvad det tilføjer oven på de andre; "
            "investeringen er ikke trukket fra.",
            en="Midway between what the target brings alone and on top of the others; the investment "
            "is not deducted.",
        ),
    }
    found = []
    for row in records(table):
        title = joined(_label(row), named(PARTIES, str(row["party"])))
        key = f"targets.{row['target']}.{row['party']}"
        found += [
            maker.told(f"{key}.share", row["share"], unit="share", title=title, **common),
            maker.told(
                f"{key}.contribution", row["contribution"], row["low"], row["high"], unit="dkk",
                title=title, **common,
            ),
        ]  # fmt: skip
    own = table[table["party"] == MUNICIPALITY].sort_values("contribution", ascending=False)
    if len(own):
        first = records(own)[0]
        key = f"targets.first.{MUNICIPALITY}.share"
        found.append(maker.told(key, first["share"], unit="share", title=_label(first), **common))
        found.append(
            maker.told(
                f"targets.rest.{MUNICIPALITY}",
                first["rest"],
                unit="dkk",
                **common,
                title=Text(
                    da="Gevinsten minus bidragenes sum", en="The gain minus the contributions"
                ),
            )
        )
    negative = float((own["contribution"] < 0).sum())
    whole = {**common, "unit": "mixed", "data": f"{TARGETS}.csv", "uncertainty": MODELLED,
             "title": Text(da="Hvert måls bidrag", en="The contribution of each target")}  # fmt: skip
    return [
        *found,
        maker.told(
            "targets.n_negative", negative, unit="count", **common,
            title=Text(da="Mål, der trækker ned for kommunen", en="Targets that cost it money"),
        ),
        maker.make("targets.table", "table", **whole),
        maker.make("figure.targets", "figure", **whole),
    ]  # fmt: skip


def _label(row: dict[str, Any]) -> Text:
    return Text(da=str(row["label_da"]), en=str(row["label_en"]))


def _sign_turns(table: pd.DataFrame) -> int:
    """Prices and rules between whose low and high the municipality's present value is nought."""
    own = table[(table["party"] == MUNICIPALITY) & (table["parameter"] != FLOW)]
    return int(((own["npv_low"] < 0) != (own["npv_high"] < 0)).sum())


def _tables(maker: Maker, common: dict[str, Any]) -> list[Artefact]:
    even, tornado, draws = (f"{name}.csv" for name in REQUIRES)
    named_tables = (
        ("break_even.table", "table", even, "Nutidsværdi efter del af målene", "By share reached"),
        (
            "figure.break_even",
            "figure",
            even,
            "Nutidsværdi efter del af målene",
            "By share reached",
        ),
        ("sensitivity.table", "table", tornado, "Lav og høj værdi", "Low and high values"),
        ("figure.tornado", "figure", tornado, "Lav og høj værdi", "Low and high values"),
        ("figure.probability", "figure", draws, "Fordeling over udtræk", "Distribution of draws"),
    )
    return [
        maker.make(
            key, kind, unit="mixed", data=data, title=Text(da=da, en=en), uncertainty=MODELLED,
            **common,
        )
        for key, kind, data, da, en in named_tables
    ]  # fmt: skip
