"""Follow-up against the targets as artefacts."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.business_case.followup import STATUS
from effektspor.evaluations.business_case.potential import SHARE
from effektspor.evaluations.business_case.verdicts import (
    MET,
    MET_LONG,
    MET_SHORT,
    NOT_MET,
    ON_WAY,
    WITHHELD,
)
from effektspor.evaluations.hedensted2019.making import Maker, Study, persons, scheme_maker
from effektspor.evaluations.hedensted2019.names import TARGETS, joined, named
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("followup", "followup_latest")
RANKS = {NOT_MET: 0.0, ON_WAY: 1.0, MET_SHORT: 2.0, MET_LONG: 3.0}
"""State of a target as a number: the higher, the nearer to its end."""
COMMON: dict[str, Any] = {
    "population": Text(
        da="Kommunens borgere i jobafklaringsforløb, måned for måned siden udgangspunktet.",
        en="The municipality's citizens in job clarification, month by month since the baseline.",
    ),
    "definition": Text(
        da="Det seneste tal og målene. Færre personer er regnet af registrets antal ved "
        "udgangspunktet; veje ud er af de seneste 12 måneder.",
        en="The latest number and the targets. Fewer persons are of the registers' count at the "
        "baseline; exits are of the last 12 months.",
    ),
    "method": Text(
        da="Optælling i registret og i kommunens eget skema. Siger ikke hvorfor.",
        en="A count in the registers and the municipality's own scheme. Does not say why.",
    ),
    "uncertainty": Text(
        da="Wilsons interval: hvor meget en andel af så mange svinger.",
        en="Wilson's interval: how much a share of so many sways.",
    ),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """The latest value of each target with its levels and state, how many are met; table, figure."""
    maker, latest = Maker(study, tables.data_hash), tables["followup_latest"]
    scheme = scheme_maker(study, tables.data_hash)
    common = {**COMMON, "unit": "mixed", "n": {"targets": len(latest)},
              "source": _both(maker, scheme) if STATUS in set(latest["source"]) else maker.source(),
              "title": Text(da="Måned for måned mod målene", en="Month by month against the targets")}  # fmt: skip
    return [
        *(
            each
            for row in records(latest)
            for each in _numbers(scheme if row["source"] == STATUS else maker, row)
        ),
        *_counts(maker, latest),
        maker.make("followup.table", "table", data="followup_latest.csv", **common),
        maker.make("figure.followup", "figure", data="followup.csv", **common),
    ]


def _both(registers: Maker, scheme: Maker) -> Text:
    """Where a table that has rows of both comes from."""
    counted, told = registers.source(), scheme.source()
    return Text(da=f"{counted.da} {told.da}", en=f"{counted.en} {told.en}")


def _numbers(maker: Maker, row: dict[str, Any]) -> list[Artefact]:
    target, unit = str(row["target"]), "share" if row["unit"] == SHARE else "persons"
    absent = "withheld" if row["state"] == WITHHELD else "not_evaluated"
    common: dict[str, Any] = {**COMMON, "n": {"persons": persons(row["of"]) or persons(row["n"])}}
    found = [
        maker.told(
            f"followup.{target}.value", row["value"], row["low"], row["high"], absent=absent,
            unit=unit, title=named(TARGETS, target), **common,
        )
    ]  # fmt: skip
    for key, da, en in (("short", "mål efter et år", "target after a year"),
                        ("long", "mål på langt sigt", "long-term target")):  # fmt: skip
        if finite(row[key]) is not None or unit == "persons":
            title = joined(named(TARGETS, target), Text(da=da, en=en))
            found.append(
                maker.told(
                    f"followup.{target}.{key}", row[key], absent=absent, unit=unit, title=title,
                    **common,
                )
            )  # fmt: skip
    state = RANKS.get(str(row["state"]))
    title = joined(named(TARGETS, target), Text(da="dom", en="state"))
    return [
        *found,
        maker.told(
            f"followup.{target}.state", state, absent=absent, unit="count", title=title, **common
        ),
    ]


def _counts(maker: Maker, latest: pd.DataFrame) -> list[Artefact]:
    short, long = (latest[latest[name].notna()] for name in ("short", "long"))
    stated = latest[(latest["source"] == STATUS) & latest["value"].notna()]
    counts = (
        ("n_targets", len(short), "Kortsigtede mål", "Short-term targets"),
        ("n_met_short", short["state"].isin(MET).sum(), "Kortsigtede mål nået", "Of them met"),
        ("n_long", len(long), "Langsigtede mål", "Long-term targets"),
        ("n_met_long", (long["state"] == MET_LONG).sum(), "Langsigtede mål nået", "Of them met"),
        ("n_stated", len(stated), "Mål, skemaet dækker", "Targets that the scheme covers"),
    )
    return [
        maker.told(
            f"followup.{key}", float(value), unit="count", n={"targets": len(latest)},
            title=Text(da=da, en=en), **COMMON,
        )
        for key, value, da, en in counts
    ]  # fmt: skip
