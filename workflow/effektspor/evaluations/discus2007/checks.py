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
    employed = printed["d07.flexjob_after_1y.n"]
    one = printed["d07.best_municipality.share"] / 100 * printed["d07.citizens_per_unit"]
    left = printed["d07.n_municipalities"] - 1
    others = left * printed["d07.citizens_per_unit"]
    rest = printed["d07.created.municipalities"] - one
    long, waited = (
        printed[f"d07.nat2005.{name}"] / 100 for name in ("wait_over_18m", "wait_over_half_year")
    )
    actors = printed["d07.created.other_actors"] / (others + printed["d07.citizens_per_unit"])
    return {
        "created": (created, "jobs", "Fleksjob oprettet i alt"),
        "created_not_employed": (
            created - employed, "jobs", "Oprettede fleksjob ud over dem, der er ansat til sidst",
        ),
        "best_jobs": (one, "jobs", "Halvdelen af én kommunes borgere"),
        "others_jobs": (rest, "jobs", "Job i de øvrige kommuner"),
        "others_persons": (others, "persons", "Borgere i de øvrige kommuner"),
        "others_share": (rest / others, "ratio", "Job pr. borger i de øvrige kommuner"),
        "other_actors_share": (actors, "ratio", "Job pr. borger hos andre aktører"),
        "long_of_waiting": (long / waited, "share", "Lang ventetid, hvis andelen er af alle"),
        "long_of_all": (long * waited, "share", "Lang ventetid af alle, hvis andelen er af de ventende"),
    }  # fmt: skip
