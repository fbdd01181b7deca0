"""Arithmetic on the memo's printed figures: on which base they are, and what they leave unsaid."""

from collections.abc import Mapping

from effektspor.evaluations.printed import Check

EXITS = {
    "ordinary_job": ("exit_ordinary_job", "ordinary_job"),
    "flexjob": ("exit_flexjob", "flexjob"),
    "unemployment_benefit": ("exit_unemp_benefit", "unemp_benefit"),
}
"""Destination: the ends of the item ids of its share and of its increase."""


def checks(printed: Mapping[str, float]) -> dict[str, Check]:
    """Value, unit and Danish title of each check, by name.

    Parameters
    ----------
    printed
        Printed figures in their printed unit (per cent as 14), by item id.
    """
    fewer, citizens = printed["hed.long.fewer_persons.pct"] / 100, printed["hed.n_citizens"]
    base, goal = (
        sum(printed[f"hed.{when}.{share}"] for share, _ in EXITS.values()) / 100
        for when in ("base", "long")
    )
    active = 1 - printed["hed.long.no_offer"] / 100
    return {
        "implied_full_year": (
            printed["hed.long.fewer_persons.n"] / fewer, "full_time_persons",
            "Helårspersoner, som målet i personer er regnet af",
        ),
        "implied_population": (
            citizens / (printed["hed.jaf_share_population.hedensted"] / 100), "persons",
            "Indbyggere, som andelen af befolkningen er af",
        ),
        "fewer_of_citizens": (fewer * citizens, "persons", "Målet i procent af de talte borgere"),
        "exits_base": (base, "share", "De tre nævnte veje ud tilsammen, udgangspunkt"),
        "exits_long": (goal, "share", "De tre nævnte veje ud tilsammen, mål på langt sigt"),
        "other_exits_base": (1 - base, "share", "Alle andre veje ud, udgangspunkt"),
        "other_exits_long": (1 - goal, "share", "Alle andre veje ud, hvis målene nås"),
        "internship_of_all": (
            active * printed["hed.long.active.internship"] / 100, "share",
            "Praktik af alle, når målet er af de aktive",
        ),
        "wage_of_all": (
            active * printed["hed.long.active.wage"] / 100, "share",
            "Løntimer eller løntilskud af alle, når målet er af de aktive",
        ),
        **{
            f"relative_{name}": (
                printed[f"hed.long.{increase}.increase"] / printed[f"hed.base.{share}"], "share",
                f"Relativ stigning i andel, {share}",
            )
            for name, (share, increase) in EXITS.items()
        },
    }  # fmt: skip
