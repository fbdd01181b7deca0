"""What readers are told of times and durations: defined how, by which method."""

from effektspor.artefacts import Text
from effektspor.evaluations.discus2007.words import level

TO_JOB = Text(
    da="Tiden fra projektets start til første dag i det første fleksjob, uanset hvem der oprettede det. "
    "Den, der ikke fik job, følges til projektets slut; hvornår nogen flyttede eller blev pensioneret, "
    "vides ikke.",
    en="From the start of the project to the first day of the first flexjob, whoever created it. Who "
    "got none is followed to the end of the project; when somebody moved or was pensioned is not known.",
)
DEFINITION = {
    "months_in_flexjob": Text(
        da="Måneder i fleksjob mellem projektets start og slut, for alle i gruppen; to job samme dag er "
        "én dag.",
        en="Months in flexjobs between start and end of the project, of all in the arm; two jobs on a "
        "day are one day.",
    ),
    "months_in_flexjob_those_with_job": Text(
        da="Måneder i fleksjob for dem, der fik et. De to grupper er ikke længere ens ved lodtrækning.",
        en="Months in flexjobs of those who got one. The arms are no longer alike by the draw.",
    ),
}
WITH_JOB = Text(
    da="De, der fik et fleksjob i projektet; de er ikke valgt ved lodtrækning.",
    en="Those who got a flexjob in the project; they are not chosen by a draw.",
)
METHOD = Text(
    da="Kaplan-Meier og log-rank inden for kommunerne; forskelle i snit efter Neyman.",
    en="Kaplan-Meier and log-rank within municipalities; differences of means by Neyman.",
)
KAPLAN_MEIER = Text(
    da="Kaplan-Meier; job, der varer ved projektets slut, censureres. Ved siden af står det afkortede "
    "snit, som kilden bruger.",
    en="Kaplan-Meier; jobs that last at the end of the project are censored. Beside it stands the "
    "truncated mean that the source uses.",
)
TRUNCATED = Text(
    da="Måneder i snit; et job, der varer ved, tæller kun til projektets slut.",
    en="Mean months; a job that lasts counts only to the end of the project.",
)
CENSORED = Text(
    da="Måneder i jobbet, når de job, der varer ved, ikke regnes for at være endt.",
    en="Months in the job where those that last are not taken to have ended.",
)
BOTH = Text(
    da="Måneder i jobbet: afkortet ved projektets slut, og med censurering.",
    en="Months in the job: cut off at the end of the project, and with censoring.",
)
TRUNCATING = ("truncated_mean", "possible_mean", "used_share")
PLAIN = Text(da="Gennemsnit.", en="A mean.")
HORIZON = Text(
    da="Det længste, som job i begge grupper kan følges, når mindst ti skal være tilbage.",
    en="The longest for which jobs of both arms can be followed while ten at least are left.",
)
HORIZON_TITLE = Text(da="Fælles horisont", en="Common horizon")
TIMES = {
    "rmst_weeks": ("Uger uden fleksjob", "Weeks without a flexjob"),
    "logrank": ("Faktiske over forventede", "Observed over expected"),
    "hazard_ratio": ("Forhold mellem hastigheder", "Ratio of rates"),
    "months_in_flexjob": ("Måneder i fleksjob", "Months in flexjobs"),
    "months_in_flexjob_those_with_job": (
        "Måneder i fleksjob, de med job", "Months in flexjobs, those with a job",
    ),
}  # fmt: skip
DURABILITY = {
    "truncated_mean": ("Varighed til projektets slut", "Duration until the end of the project"),
    "possible_mean": ("Mulig varighed", "Possible duration"),
    "used_share": ("Brugt del af den mulige tid", "Part of the possible time that was used"),
    "restricted_mean": ("Varighed med censurering", "Duration with censoring"),
    "median": ("Median", "Median"),
    "still_3": ("Stadig i job efter tre måneder", "Still in the job after three months"),
    "still_6": ("Stadig i job efter seks måneder", "Still in the job after six months"),
}


def cut(quantity: str) -> Text:
    """How a duration is defined."""
    return TRUNCATED if quantity in TRUNCATING else CENSORED


def lasting(quantity: str) -> Text:
    """By which method a duration is found."""
    return PLAIN if quantity in TRUNCATING else KAPLAN_MEIER


def interval(quantity: str, confidence: float) -> Text:
    """What an interval of times or durations is."""
    at = level(confidence)
    if quantity.endswith("with_job") or quantity in TRUNCATING:
        return Text(da=f"{at} pct.-interval efter Welch.", en=f"{at}% interval by Welch.")
    return Text(
        da=f"{at} pct.-konfidensinterval; p af lodtrækningen inden for kommunerne.",
        en=f"{at}% confidence interval; p by the draw within municipalities.",
    )


def counted(column: str, of: Text) -> Text:
    """Title of the jobs counted, or of those that ended."""
    da, en = {"jobs": ("Job", "Jobs"), "ended": ("Job, der endte", "Jobs that ended")}[column]
    return Text(da=f"{da}: {of.da}", en=f"{en}: {of.en}")
