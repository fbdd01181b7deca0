"""Arithmetic on the printed figures: which of them do not count the same thing."""

from collections.abc import Mapping

from effektspor.evaluations.printed import Check


def checks(printed: Mapping[str, float]) -> dict[str, Check]:
    """Value, unit and Danish title of each check, by name.

    Parameters
    ----------
    printed
        Printed figures in their printed unit (per cent as 14), by item id.
    """
    created = printed["d07.created.municipalities"] + printed["d07.created.other_actors"]
    employed, each = printed["d07.flexjob_after_1y.n"], printed["d07.citizens_per_unit"]
    one = printed["d07.best_municipality.share"] / 100 * each
    long, waited = (
        printed[f"d07.nat2005.{name}"] / 100 for name in ("wait_over_18m", "wait_over_half_year")
    )
    return {
        "created": (created, "jobs", "Fleksjob oprettet i alt"),
        "created_not_employed": (
            created - employed, "jobs", "Oprettede fleksjob ud over dem, der er ansat til sidst",
        ),
        "others_jobs": (
            printed["d07.created.municipalities"] - one, "jobs", "Job i de øvrige kommuner",
        ),
        "others_persons": (
            (printed["d07.n_municipalities"] - 1) * each, "persons", "Borgere i de øvrige kommuner",
        ),
        "long_of_all": (
            long * waited, "share", "Lang ventetid af alle, hvis andelen er af de ventende",
        ),
    }  # fmt: skip
