"""Words that all comparisons of municipalities share: groups, outcomes, intervals."""

from effektspor.artefacts import Text

START_RATE = ("first_internship", "at_risk")
"""Outcome and denominator under which the start rate is diagnosed."""
GROUPS = ("participants", "comparison")

OUTCOME = {
    "internship": Text(da="virksomhedspraktik", en="company internship"),
    "hours": Text(da="ordinære løntimer", en="ordinary paid hours"),
}
GROUP = {
    "participants": Text(da="deltagerkommuner", en="participating municipalities"),
    "comparison": Text(da="sammenligningskommuner", en="comparison municipalities"),
}
ENDPOINT = {
    "total": Text(da="hele perioden", en="the whole period"),
    "block_1": Text(da="første periode", en="first block of weeks"),
    "block_2": Text(da="anden periode", en="second block of weeks"),
    "block_3": Text(da="tredje periode", en="third block of weeks"),
}
HOURS = {
    True: Text(
        da="ordinære løntimer, indberettede eller imputerede,",
        en="ordinary paid hours, reported or imputed,",
    ),
    False: Text(da="indberettede ordinære løntimer", en="reported ordinary paid hours"),
}
SUPPORTED = {
    "month": Text(
        da="En måned med en uge i løntilskud, fleksjob eller skånejob har ingen.",
        en="A month with a week in wage subsidy, flexjob or skånejob has none.",
    ),
    "week": Text(
        da="En uge i løntilskud, fleksjob eller skånejob har ingen.",
        en="A week in wage subsidy, flexjob or skånejob has none.",
    ),
}  # fmt: skip
LOST = Text(
    da="Uger efter død, udvandring eller pension er ikke med",
    en="Weeks after death, emigration or pension are left out",
)


def level(confidence: float) -> Text:
    """A level of confidence in per cent, with the words for per cent."""
    per_cent = f"{confidence * 100:g}"
    return Text(da=f"{per_cent.replace('.', ',')} pct.", en=f"{per_cent} per cent")


def wild_interval(confidence: float) -> Text:
    """The interval of a headline estimate, with its level."""
    at = level(confidence)
    return Text(
        da=f"{at.da}-konfidensinterval ved wild cluster bootstrap: kommunen er klyngen, "
        "nulhypotesen er pålagt, teststørrelsen studentiseret og intervallet fundet ved inversion.",
        en=f"{at.en} confidence interval by wild cluster bootstrap: clustered by municipality, "
        "null imposed, studentised, inverted.",
    )


def weekly_interval(confidence: float) -> Text:
    """Interval and band of a curve of weekly effects: what each of them promises."""
    at, one = level(confidence), wild_interval(confidence)
    return Text(
        da=f"Punktvist, for én uge ad gangen: {one.da} Bånd, for alle uger på én gang: dækker hele "
        f"kurven i {at.da} af tilfældene (største t-værdi over ugerne, samme bootstrap).",
        en=f"Pointwise, for one week at a time: {one.en} Band, for all weeks at once: covers the "
        f"whole curve in {at.en} of cases (largest t statistic over the weeks, same bootstrap).",
    )


def jackknife_interval(confidence: float) -> Text:
    """The interval of the event study."""
    at = level(confidence)
    return Text(
        da=f"{at.da}-konfidensinterval ved jackknife over kommuner (CR3), med frihedsgrader efter "
        "antallet af deltagerkommuner.",
        en=f"{at.en} confidence interval by jackknife over municipalities (CR3), degrees of freedom "
        "by the number of participating municipalities.",
    )


def municipal_levels(confidence: float) -> Text:
    """The intervals of single municipalities: from their own citizens, not clustered."""
    at = level(confidence)
    return Text(
        da=f"{at.da}-intervaller ud fra variationen mellem borgerne i kommunen og usikkerheden på "
        "sammenligningskommunernes gennemsnit. Forskelle mellem kommuner rummer også den ændring, "
        "som en kommune kan have uden projektet.",
        en=f"{at.en} intervals from the variation between the municipality's citizens and the "
        "uncertainty of the comparison mean. Differences between municipalities also hold the "
        "change that a municipality may have without the project.",
    )


def clustered_levels(confidence: float) -> Text:
    """Intervals of several methods in one table."""
    at = level(confidence)
    return Text(
        da=f"{at.da}-konfidensintervaller med kommunen som klynge.",
        en=f"{at.en} confidence intervals clustered by municipality.",
    )


def greenwood_interval(confidence: float) -> Text:
    """The interval of survival curves, with its level."""
    at = level(confidence)
    return Text(
        da=f"Punktvist {at.da}-konfidensinterval (Greenwood) for denne kurve, ikke klynget "
        "på kommuner; det siger intet om effektens usikkerhed.",
        en=f"Pointwise {at.en} confidence interval (Greenwood) of this curve, not clustered by "
        "municipality; it says nothing of the uncertainty of an effect.",
    )


def ratio_interval(confidence: float) -> Text:
    """The interval of the rate ratio, with its level."""
    at = level(confidence)
    return Text(
        da=f"{at.da}-konfidensinterval ved wild score bootstrap: kommunen er klyngen, "
        "nulhypotesen er pålagt, teststørrelsen studentiseret og intervallet fundet ved inversion.",
        en=f"{at.en} confidence interval by wild score bootstrap: clustered by municipality, null "
        "imposed, studentised, inverted.",
    )


def municipal_interval(confidence: float) -> Text:
    """The interval of effects on curves of time: municipalities are drawn or left out."""
    at = level(confidence)
    return Text(
        da=f"{at.da}-konfidensinterval, hvor kommuner er enheden: de trækkes på ny inden for hver "
        "gruppe (bootstrap) eller udelades én ad gangen (jackknife).",
        en=f"{at.en} confidence interval whose unit is the municipality: drawn anew within each "
        "group (bootstrap) or left out one at a time (jackknife).",
    )


def pseudo_interval(confidence: float) -> Text:
    """The two intervals of effects on mean times and shares, in one table."""
    at = level(confidence)
    return Text(
        da=f"{at.da}-konfidensinterval ved wild cluster bootstrap med kommunen som klynge. Til "
        "sammenligning samme effekt på de samlede kurver, hvor kommuner trækkes på ny inden for "
        "hver gruppe (bootstrap-t).",
        en=f"{at.en} confidence interval by wild cluster bootstrap, clustered by municipality. "
        "Beside it the same effect on the pooled curves, municipalities drawn anew within each "
        "group (bootstrap-t).",
    )


COUNT = Text(da="Optælling.", en="A count.")
COUNTED_PER_WEEK = Text(
    da="Andele som i figurerne af ugerne; uger med mange borgere vejer mest, så tallet kan afvige fra "
    "placeboparrenes, hvor uger vejer ens.",
    en="Shares as in the figures of the weeks; weeks with many citizens count most, so that the "
    "number may differ from that of the placebo pairs, where weeks count alike.",
)
COUNTED = Text(
    da="Optælling af alle i gruppen; usikkerheden vises ved effekten.",
    en="A count of everyone in the group; uncertainty is shown with the effect.",
)
NO_SAMPLING = Text(
    da="Ingen stikprøve: alle i gruppen er talt med.",
    en="No sampling: everyone in the group is counted.",
)
NO_INTERVAL = Text(
    da="Intet interval i denne version.",
    en="No interval in this version.",
)
