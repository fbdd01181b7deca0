"""What the groups, cohorts and measures of the study are, in words that a report may print."""

from effektspor.artefacts import Text

MEASURES = (("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme"))
GROUPS = ("participants", "comparison")
COHORTS = ("2016", "2017-18")
CELLS = tuple((group, cohort) for group in GROUPS for cohort in COHORTS)

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


def clustered_interval(confidence: float) -> Text:
    """The interval of weekly effects, with its level and what is provisional about it."""
    at = level(confidence)
    return Text(
        da=f"Punktvist {at.da}-konfidensinterval, klynget på kommuner "
        "(CR1). Foreløbigt: med få deltagerkommuner kan det være for smalt.",
        en=f"Pointwise {at.en} confidence interval, clustered by municipality (CR1). "
        "Provisional: with few participating municipalities it may be too narrow.",
    )


def greenwood_interval(confidence: float) -> Text:
    """The interval of survival curves, with its level."""
    at = level(confidence)
    return Text(
        da=f"Punktvist {at.da}-konfidensinterval (Greenwood), ikke klynget på kommuner. "
        "Foreløbigt.",
        en=f"Pointwise {at.en} confidence interval (Greenwood), not clustered by municipality. "
        "Provisional.",
    )


def ratio_interval(confidence: float) -> Text:
    """The interval of the rate ratio, with its level."""
    at = level(confidence)
    return Text(
        da=f"{at.da}-konfidensinterval, klynget på kommuner. Foreløbigt.",
        en=f"{at.en} confidence interval, clustered by municipality. Provisional.",
    )


COUNT = Text(da="Optælling.", en="A count.")
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
