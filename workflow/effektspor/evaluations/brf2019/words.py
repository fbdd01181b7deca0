"""What the groups, cohorts and measures of the study are, in words that a report may print."""

from effektspor.artefacts import Text

MEASURES = (("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme"))
START_RATE = ("first_internship", "at_risk")
"""Outcome and denominator under which the start rate is diagnosed."""
GROUPS = ("participants", "comparison")
COHORTS = ("2016", "2017-18")
CELLS = tuple((group, cohort) for group in GROUPS for cohort in COHORTS)

N_COLUMNS = {
    "participants_2016": "n_participants_pre",
    "participants_2017_18": "n_participants_post",
    "comparison_2016": "n_comparison_pre",
    "comparison_2017_18": "n_comparison_post",
}
"""Label of n -> column of the weekly effects."""

OUTCOME = {
    "internship": Text(da="virksomhedspraktik", en="company internship"),
    "hours": Text(da="ordinære løntimer", en="ordinary paid hours"),
}
GROUP = {
    "participants": Text(da="deltagerkommuner", en="participating municipalities"),
    "comparison": Text(da="sammenligningskommuner", en="comparison municipalities"),
}
DENOMINATOR = {
    "in_programme": Text(
        da="borgere, der har påbegyndt et ressourceforløb i kohortens periode og stadig er i "
        "det i ugen",
        en="citizens who started a ressourceforløb in the cohort's window and are still in it in "
        "that week",
    ),
    "started": Text(
        da="borgere, der har påbegyndt et ressourceforløb i kohortens periode før ugen, uanset om "
        "de stadig er i det",
        en="citizens who started a ressourceforløb in the cohort's window before that week, "
        "whether or not they are still in it",
    ),
}
ENDPOINT = {
    "total": Text(da="hele perioden", en="the whole period"),
    "block_1": Text(da="første periode", en="first block of weeks"),
    "block_2": Text(da="anden periode", en="second block of weeks"),
    "block_3": Text(da="tredje periode", en="third block of weeks"),
}
INTERNSHIP = Text(
    da="Andel i virksomhedspraktik mindst én dag i ugen (DREAM-kode 817 eller 818).",
    en="Share in company internship at least one day of the week (DREAM code 817 or 818).",
)
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
WEEK_AXIS = Text(
    da="Uge 1 er første uge i kohortens første kalenderår (2016 henholdsvis 2017), uge 104 sidste "
    "uge i det andet.",
    en="Week 1 is the first week of the cohort's first calendar year (2016 or 2017), week 104 the "
    "last week of the second.",
)
DIFFERENCE_METHOD = Text(
    da="Forskel i forskelle: deltagerkommunernes ændring fra 2016- til 2017-18-kohorten minus "
    "sammenligningskommunernes, uge for uge.",
    en="Difference in differences: the change of the participating municipalities from the 2016 to "
    "the 2017-18 cohort minus that of the comparison municipalities, week by week.",
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


def cell_name(group: str, cohort: str) -> str:
    """Name of a group and cohort inside an id or as a label of n: ``participants_2017_18``."""
    return f"{group}_{cohort.replace('-', '_')}"


def population(denominator: str, *, censor: bool = False) -> Text:
    """The population of a weekly measure; `censor`: lost weeks leave it."""
    words = DENOMINATOR[denominator]
    da, en = (text[0].upper() + text[1:] + "." for text in (words.da, words.en))
    if not censor:
        return Text(da=da, en=en)
    return Text(da=f"{da} {LOST.da}.", en=f"{en} {LOST.en}.")


def definition(outcome: str, *, count_imputed: bool, scope: str) -> Text:
    """What is counted of a population, which is printed beside the definition."""
    if outcome == "internship":
        return INTERNSHIP
    hours, supported = HOURS[count_imputed], SUPPORTED[scope]
    return Text(
        da=f"Andel med {hours.da} i ugens måned (eIndkomst). {supported.da}",
        en=f"Share with {hours.en} in the month of the week (eIndkomst). {supported.en}",
    )


STARTERS = Text(
    da="Borgere, der har påbegyndt et ressourceforløb i kohortens periode.",
    en="Citizens who started a ressourceforløb in the cohort's window.",
)
