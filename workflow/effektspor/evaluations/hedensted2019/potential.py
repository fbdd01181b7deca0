"""What the targets mean, as artefacts: of the memo's figures, and of the registers."""

from typing import Any

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.business_case.potential import MEMO, SHARE
from effektspor.evaluations.hedensted2019.making import (
    Maker,
    Study,
    absence,
    memo_maker,
    persons,
)
from effektspor.evaluations.hedensted2019.names import TARGETS, joined, named
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("potential",)
BASES = {
    "citizens": Text(da="af notatets borgere", en="of the memo's citizens"),
    "full_year": Text(da="af notatets helårspersoner", en="of the memo's full-year persons"),
    "ended": Text(da="af notatets afsluttede forløb", en="of the memo's ended courses"),
    "active": Text(da="af notatets aktive forløb", en="of the memo's active courses"),
    "register": Text(da="af kommunens tal i registret", en="of the municipality's in the registers"),
    "register_full_year": Text(da="af kommunens helårspersoner i registret",
                               en="of the municipality's full-year persons in the registers"),
}  # fmt: skip
WHAT = {
    "baseline": Text(da="udgangspunkt", en="baseline"),
    "short": Text(da="efter et år", en="after a year"),
    "long": Text(da="på langt sigt", en="in the long term"),
    "change_points": Text(da="ændring i point", en="change in points"),
    "change_relative": Text(da="ændring i forhold", en="change in proportion"),
    "persons_short": Text(da="personer efter et år", en="persons after a year"),
    "persons_long": Text(da="personer på langt sigt", en="persons in the long term"),
}
NEEDED = ("baseline", "persons_long")
"""Numbers of the registers that a text may ask for: a mark stands for one that is withheld."""
COMMON: dict[str, Any] = {
    "population": Text(da="Borgere i jobafklaringsforløb.", en="Citizens in job clarification."),
    "definition": Text(
        da="Målets niveau gange det, det er af. Pct. flere er læst som procentpoint, hvor niveauer "
        "er trykt; færre personer er negative tal.",
        en="The level of the target times what it is of. Per cent more is read as points where levels "
        "are printed; fewer persons are negative.",
    ),
    "method": Text(da="Regning på mål og udgangspunkt.", en="Arithmetic on targets and baseline."),
    "uncertainty": Text(da="Ingen: en regning.", en="None: arithmetic."),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Levels and changes by base and target, and the table."""
    own, memo = Maker(study, tables.data_hash), memo_maker(study, tables.data_hash)
    rows = records(tables["potential"])
    found = []
    for row in rows:
        found += _numbers(memo if row["source"] == MEMO else own, row)
    return [
        *found,
        own.make(
            "potential.table", "table", unit="mixed", data="potential.csv", **COMMON,
            source=_both(own, memo),
            n={"targets": len(rows)},
            title=Text(da="Hvad målene betyder i personer", en="What the targets mean in persons"),
        ),
    ]  # fmt: skip


def _both(own: Maker, memo: Maker) -> Text:
    """Where a table that has rows of both comes from."""
    printed, counted = memo.source(), own.source()
    return Text(
        da=f"Notatets tal: {printed.da} Registrets: {counted.da}",
        en=f"The memo's numbers: {printed.en} The registers': {counted.en}",
    )


def _numbers(maker: Maker, row: dict[str, Any]) -> list[Artefact]:
    base, target = str(row["base_name"]), str(row["target"])
    is_share = row["unit"] == SHARE
    units = {
        "change_points": "percentage_points", "change_relative": "share",
        "persons_short": "persons" if is_share else row["unit"],
        "persons_long": "persons" if is_share else row["unit"],
    }  # fmt: skip
    found = []
    for what, name in WHAT.items():
        value = finite(row[what])
        if value is None and (maker.published or what not in NEEDED):
            continue
        found.append(
            maker.told(
                f"potential.{base}.{target}.{what}", value, absent=absence(row),
                unit=units.get(what, row["unit"]), **COMMON,
                n={"persons": 0 if is_share else persons(row["baseline"])},
                title=joined(named(TARGETS, target), named(BASES, base), name),
            )
        )  # fmt: skip
    return found
