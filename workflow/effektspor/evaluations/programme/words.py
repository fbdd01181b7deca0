"""What a study of any programme calls its cohorts, measures and courses.

Ids of artefacts name the cohorts pre and post and the week of reading `reference`, so that one report
fits all studies.
"""

from effektspor.artefacts import Text
from effektspor.cohort.attrition import GROUPS, count_column
from effektspor.config.programme import MEASURES
from effektspor.evaluations.municipalities.study_words import Contrast, StudyWords
from effektspor.evaluations.programme.event import EVENTS
from effektspor.evaluations.programme.settings import ProgrammeSettings

KEYS = ("pre", "post")
REFERENCE = "reference"
MONTHS = {
    "da": (
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
        "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
}  # fmt: skip


def words_of(settings: ProgrammeSettings) -> StudyWords:
    """The words of a study."""
    return StudyWords(
        cohorts=(settings.pre.id, settings.post.id),
        keys=KEYS,
        measures=settings.measures,
        denominators={
            "in_programme": Text(
                da="borgere, der har påbegyndt forløbet i kohortens periode og stadig er i det i "
                "ugen",
                en="citizens who started the course in the cohort's window and are still in it in "
                "that week",
            ),
            "started": Text(
                da="borgere, der har påbegyndt forløbet i kohortens periode før ugen, uanset om de "
                "stadig er i det",
                en="citizens who started the course in the cohort's window before that week, "
                "whether or not they are still in it",
            ),
        },
        summed={
            "in_programme": Text(
                da="Talt i uger for en borger, der er i forløbet i alle ugerne.",
                en="In weeks of a citizen who is in the course in all of the weeks.",
            ),
            "started": Text(
                da="Talt i uger for en borger, der er startet før alle ugerne.",
                en="In weeks of a citizen who has started before all of the weeks.",
            ),
        },
        starters=Text(
            da="Borgere, der har påbegyndt forløbet i kohortens periode.",
            en="Citizens who started the course in the cohort's window.",
        ),
        internship=Text(
            da="Andel i virksomhedspraktik mindst én dag i ugen (DREAM).",
            en="Share in company internship at least one day of the week (DREAM).",
        ),
        week_axis=_week_axis(settings),
        first_week=Text(
            da="Første uge i forløbet efter {washout} uger uden for det.",
            en="First week of the course after {washout} weeks without it.",
        ),
        **_gaps(settings),
        before_start=Text(
            da="Baggrundsforhold målt før forløbets start.",
            en="Characteristics measured before the start of the course.",
        ),
        by_year=Text(
            da="Borgere efter det år, hvor de har påbegyndt forløbet.",
            en="Citizens by the year in which they started the course.",
        ),
        stay=Text(
            da="Uger efter død, udvandring og pension tæller fortsat med, hvor nævneren er alle "
            "startede.",
            en="Weeks after death, emigration and pension stay in the denominator of all who have "
            "started.",
        ),
        placebo=_placebo(settings),
        sensitivity=_sensitivity(settings),
        contrasts=_contrasts(settings),
        event=EVENTS[settings.event],
        reference=REFERENCE,
        adjusted_for=Text(da="alle baggrundsforhold", en="all background characteristics"),
        possible=MEASURES,
    )


def _week_axis(settings: ProgrammeSettings) -> Text:
    early, late, last = settings.pre.first_year, settings.post.first_year, settings.weeks
    return Text(
        da=f"Uge 1 er første uge i kohortens første kalenderår ({early} henholdsvis {late}), uge "
        f"{last} er den sidste.",
        en=f"Week 1 is the first week of the cohort's first calendar year ({early} or {late}), "
        f"week {last} is the last.",
    )


def _gaps(settings: ProgrammeSettings) -> dict[str, Text]:
    """Which gaps do not end a course, where blank and bridged weeks count together and apart."""
    named = " eller ".join(name.lower() for name in settings.bridged)
    if not named:
        only = Text(
            da="Huller på op til {blank} uger uden ydelse afbryder ikke et forløb.",
            en="Gaps of up to {blank} weeks without benefit do not end a course.",
        )
        return {"gaps": only, "gaps_apart": only}
    return {
        "gaps": Text(
            da=f"Huller på op til {{blank}} uger, blanke eller med {named}, afbryder ikke et "
            "forløb.",
            en=f"Gaps of up to {{blank}} weeks, blank or on {named}, do not end a course.",
        ),
        "gaps_apart": Text(
            da=f"Huller på op til {{blank}} blanke uger og {{bridged}} uger med {named} afbryder "
            "ikke et forløb.",
            en=f"Gaps of up to {{blank}} blank weeks and {{bridged}} weeks on {named} do not end a "
            "course.",
        ),
    }


def _placebo(settings: ProgrammeSettings) -> Text:
    if settings.placebo_through is None:
        return Text(
            da="Der er ingen årgange før den tidlige kohorte at sammenligne.",
            en="There are no years of starters before the earlier cohort to compare.",
        )
    year, month = settings.placebo_through.split("-")
    da, en = (f"{MONTHS[language][int(month) - 1]} {year}" for language in ("da", "en"))
    return Text(
        da="Samme beregning mellem to årgange før indsatsen, fulgt til og med "
        f"{da}. Uden indsats burde effekten være nul.",
        en="The same computation between two years of starters before the effort, followed "
        f"through {en}. Without an effort the effect should be nought.",
    )


def _sensitivity(settings: ProgrammeSettings) -> Text:
    early, late = settings.pre.first_year, settings.post.first_year
    return Text(
        da="Samme beregning med en anden tidsakse (uger siden start) og med ét års tilgang i begge "
        f"kohorter (start i {late} mod start i {early}).",
        en="The same computation on another axis (weeks since the start) and with one year of "
        f"inflow in both cohorts (starts of {late} against {early}).",
    )


def _contrasts(settings: ProgrammeSettings) -> tuple[Contrast, ...]:
    """Groups in both cohorts, and the first year of the later cohort against its last."""
    found = [
        Contrast(
            count_column("participants_comparison", cohort.id),
            f"participants_comparison_{key}",
            (f"participants_{key}", f"comparison_{key}"),
        )
        for key, cohort in zip(KEYS, (settings.pre, settings.post), strict=True)
    ]
    first, last = settings.post.first_year, settings.post.last_year
    if first < last:
        found += [
            Contrast(
                f"{group}_{first}_{last}", f"{group}_years", ("start_first_year", "start_last_year")
            )
            for group in GROUPS
        ]
    return tuple(found)
