"""What the artefacts of the link between effect, fidelity and belief say of themselves."""

import math

import numpy as np
import pandas as pd

from effektspor.artefacts import Text

POPULATION = Text(
    da="Deltagerkommuner med borgere i begge kohorter og svar fra ledere og medarbejdere.",
    en="Participating municipalities with citizens in both cohorts and answers of their staff.",
)
SOURCE = Text(
    da="DREAM (Styrelsen for Arbejdsmarked og Rekruttering) og spørgeskema til ledere og "
    "medarbejdere; egne beregninger.",
    en="DREAM (Danish Agency for Labour Market and Recruitment) and survey of leaders and staff; own "
    "calculations.",
)
SYNTHETIC_SOURCE = Text(
    da="Syntetisk register i DREAM's format og syntetiske spørgeskemasvar, uden virkelige personer; "
    "egne beregninger.",
    en="Synthetic register in the format of DREAM and synthetic answers, without real persons; own "
    "calculations.",
)
METHOD = Text(
    da="Meta-regression over kommuner: REML for spredningen mellem dem, Knapp og Hartungs interval. "
    "Usikkerheden på sammenligningskommunernes ændring er fælles for alle effekter og har ingen "
    "betydning for hældningen.",
    en="Meta-regression over municipalities: REML for the spread between them, interval of Knapp and "
    "Hartung. The uncertainty of the comparison municipalities' change is common to all effects and "
    "has no part in the slope.",
)
FAMILY = Text(
    da="Permutation af kommunernes svar; for de seks kerneelementer under ét den nedtrappede "
    "maksimumtest af Westfall og Young.",
    en="Permutation of the municipalities' answers; for the six elements together the step-down "
    "maximum test of Westfall and Young.",
)
POWER = Text(
    da="Simulerede verdener med kommunernes egne svar og egen usikkerhed, hvor et indeks af de seks "
    "elementer forklarer en given del af spredningen mellem effekterne.",
    en="Simulated worlds with the municipalities' own answers and noise in which an index of the six "
    "elements explains a given part of the spread of effects.",
)
CORRECTED = Text(
    da="Hældningen delt med pålideligheden: den del af forskellen mellem kommuner, der ikke skyldes, "
    "hvem der har svaret.",
    en="The slope over the reliability: the part of the differences between municipalities that is "
    "not due to who answered.",
)
UNCERTAINTY = Text(
    da="Interval fra t-fordelingen med to frihedsgrader færre end kommuner.",
    en="Interval from the t distribution with two degrees of freedom fewer than municipalities.",
)
COUNTED = Text(da="Intet interval.", en="No interval.")
NAMES = {
    "prep": Text(da="forberedelse", en="preparation"),
    "ready": Text(da="parathed", en="readiness"),
    "referral": Text(da="indstillinger", en="referrals"),
    "plan": Text(da="indsatsplan", en="plan"),
    "cv": Text(da="borgerens cv", en="the CV"),
    "followup": Text(da="opfølgning", en="follow-up"),
    "match": Text(da="match", en="match"),
    "index": Text(da="indeks af syv elementer", en="index of seven elements"),
    "score": Text(da="score på én faktor", en="score on one factor"),
    "belief": Text(da="belief", en="belief"),
}
MEASURES = {
    "level": Text(da="niveau ved slut", en="level at the end"),
    "change": Text(da="ændring", en="change"),
}
STRENGTHS = {
    "none": Text(da="ingen sammenhæng", en="no link"),
    "quarter": Text(da="en fjerdedel forklaret", en="a quarter explained"),
    "half": Text(da="halvdelen forklaret", en="half explained"),
    "most": Text(da="tre fjerdedele forklaret", en="three quarters explained"),
}


def simulated(power: pd.DataFrame) -> Text:
    """How far numbers of the power table may be off by chance of the worlds that were drawn.

    Standard errors of the chance that is known worst, of that of all, and of the number found,
    rounded up. The number's is at most that of exposures that are found all together or not.
    """
    if power.empty:
        return COUNTED
    shares = power[[name for name in power if str(name).startswith("power_")] + ["p_any"]]
    worlds = power["worlds"].to_numpy(dtype=np.float64)
    variances = (
        (shares * (1 - shares)).max(axis=1),
        power["p_all"] * (1 - power["p_all"]),
        (power["exposures"] / 2) ** 2,
    )
    errors = [float(np.sqrt(each.to_numpy(dtype=np.float64) / worlds).max()) for each in variances]
    one, every, number = (
        f"{math.ceil(round(error * scale * 100, 6)) / 100:.2f}"
        for error, scale in zip(errors, (100, 100, 1), strict=True)
    )
    return Text(
        da=f"Standardfejlen fra simuleringen er højst {one} procentpoint på en chance, {every} på "
        f"chancen for alle og {number} på antallet.".replace("0.", "0,"),
        en=f"The standard error of the simulation is at most {one} points on a chance, {every} on "
        f"the chance of all and {number} on the number.",
    )
