"""Arithmetic on the printed figures: what sums up, what is missing, what a base must have been."""

from collections.abc import Mapping, Sequence

EXITS = ("selfsupport", "disability_pension", "flexjob", "referred_flexjob_unemp")
ORIGINS = ("social_assistance", "sickness_benefit", "ledighedsydelse", "selfsupport")
PARTIAL: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "coop_clinical": ("Samarbejdet med klinisk funktion", ("coop.clinical.good", "coop.clinical.bad")),
    "coop_health": ("Samarbejdet med sundhedsforvaltningen", ("coop.health.good", "coop.health.fair")),
    "coop_social": ("Samarbejdet med socialforvaltningen", ("coop.social.good", "coop.social.fair")),
    "coop_family": (
        "Samarbejdet med børne- og familieforvaltningen", ("coop.family.good", "coop.family.bad"),
    ),
    "expectation": ("Figur 9", ("fig9.rising", "fig9.strongly_rising")),
    "consultants": ("Figur 10", ("fig10.never", "fig10.under_quarter")),
    "companies": ("Figur 11", ("fig11.agree", "fig11.disagree")),
    "progression": ("Figur 12", ("fig12.within_1y", "fig12.within_2y", "fig12.dont_know")),
    "motivation_time": (
        "Figur 14",
        ("fig14.at_referral", "fig14.first_6m", "fig14.within_1y", "fig14.dont_know"),
    ),
}  # fmt: skip
"""Distributions of which only some answers are printed: what they are about, and the answers."""
SMALL_SHARE = "fig4.knowledge"
"""The printed share that no count out of all answers gives."""
Check = tuple[float, str, str]


def checks(printed: Mapping[str, float]) -> dict[str, Check]:
    """Value, unit and Danish title of each check, by name.

    Parameters
    ----------
    printed
        Printed figures in their printed unit (per cent as 14), by item id.
    """

    def total(items: Sequence[str]) -> float:
        return round(sum(printed[f"kl.{item}"] for item in items) / 100, 10)

    ever, completed = printed["kl.register.ever_in_rf"], printed["kl.register.completed_rf"]
    pension = printed["kl.exit.disability_pension"] / 100
    exits, origins = (
        total([f"{kind}.{way}" for way in ways])
        for kind, ways in (("exit", EXITS), ("origin", ORIGINS))
    )
    found: dict[str, Check] = {
        "exits_sum": (exits, "share", "Trykte afslutninger i alt"),
        "exits_rest": (_rest(exits), "share", "Afslutninger, der ikke er trykt"),
        "origins_sum": (origins, "share", "Trykte oprindelser i alt"),
        "origins_rest": (_rest(origins), "share", "Oprindelser, der ikke er trykt"),
        "completed_share": (completed / ever, "share", "Afsluttede af alle, der er begyndt"),
        "pension_n": (pension * completed, "persons", "Førtidspensioner efter forløbet"),
        "pension_of_all": (
            pension * completed / ever, "share", "Førtidspensioner af alle, der er begyndt",
        ),
        "motivation_same_most": (
            _rest(total(["fig13.more_motivated", "fig13.less_motivated"])), "share",
            "Højest mulige andel, der svarer uændret motivation",
        ),
    }  # fmt: skip
    for week, item in (("26", "half_year"), ("52", "one_year")):
        passive = printed[f"kl.passive.{item}"] / 100
        found[f"active_{week}"] = (_rest(passive), "share", f"Ikke passive efter {week} uger")
    for name, (title, items) in PARTIAL.items():
        share = total(items)
        found[f"{name}_sum"] = (share, "share", f"{title}: trykte svar i alt")
        found[f"{name}_rest"] = (_rest(share), "share", f"{title}: svar, der ikke er trykt")
    return found | _bases(printed)


def _bases(printed: Mapping[str, float]) -> dict[str, Check]:
    """Which numbers of answers give the printed rates."""
    invited = int(printed["kl.survey2016.population"])
    rate, small = printed["kl.survey2016.response_rate"], printed[f"kl.{SMALL_SHARE}"]
    answered = [n for n in range(1, invited + 1) if round(100 * n / invited) == rate]
    if not answered:
        raise ValueError("no number of answers gives the printed response rate")
    most = answered[-1]
    below = max(k for k in range(most + 1) if 100 * k / most < small)
    bases = [n for n in range(1, most + 1) if round(100 * below / n) == small]
    return {
        "answered": (float(most), "municipalities", "Svar, som svarprocenten giver"),
        "answered_ways": (float(len(answered)), "count", "Antal svar, der giver svarprocenten"),
        "small_count": (float(below), "municipalities", "Svar bag den trykte andel"),
        "small_share_low": (below / most, "share", "Nærmeste andel under den trykte"),
        "small_share_high": ((below + 1) / most, "share", "Nærmeste andel over den trykte"),
        "small_base_low": (float(bases[0]), "municipalities", "Færrest svar, der giver andelen"),
        "small_base_high": (float(bases[-1]), "municipalities", "Flest svar, der giver andelen"),
    }


def _rest(share: float) -> float:
    return round(1 - share, 10)
