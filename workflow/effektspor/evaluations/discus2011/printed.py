"""The printed figures of this evaluation as artefacts, and what simple arithmetic on them shows."""

from collections.abc import Mapping

from effektspor.artefacts import Artefact
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.printed import Check, printed_group
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("published",)
TYPOLOGIES = ("n_mental", "n_physical", "n_combination")
COMMISSIONERS = ("br_midtjylland", "br_nord_hs", "br_syddanmark")


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """One artefact per printed figure of the study, and the checks between them."""
    return printed_group(Maker(study, tables.data_hash, published=True), tables, checks)


def checks(printed: Mapping[str, float]) -> dict[str, Check]:
    """Value, unit and Danish title of each check, by name.

    Parameters
    ----------
    printed
        Printed figures in their printed unit, by item id.
    """
    classed = sum(printed[f"d11.mploy.{name}"] for name in TYPOLOGIES)
    named = sum(printed[f"d11.commissioner.{name}"] for name in COMMISSIONERS)
    rise = printed["d11.dp_mental_share.2009"] - printed["d11.dp_mental_share.2000"]
    return {
        "typologies_classed": (classed, "count", "Typologier, som teksten indplacerer"),
        "typologies_left": (
            printed["d11.mploy.n_typologies"] - classed, "count", "Typologier uden plads",
        ),
        "commissioned": (named, "count", "Rapporter, hvis bestiller er talt op"),
        "commissioned_rest": (
            printed["d11.n_reports.p4"] - named, "count", "Rapporter uden optalt bestiller",
        ),
        "pension_rise": (
            round(rise / 100, 10), "percentage_points", "Stigning i andelen af tilkendelser",
        ),
    }  # fmt: skip
