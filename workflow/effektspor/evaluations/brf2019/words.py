"""What the cohorts, measures and programme of this evaluation are called."""

from effektspor.artefacts import Text
from effektspor.evaluations.municipalities.event_words import EventWords
from effektspor.evaluations.municipalities.study_words import Contrast, StudyWords

INTERNSHIP = Text(
    da="Andel i virksomhedspraktik mindst én dag i ugen (DREAM-kode 817 eller 818).",
    en="Share in company internship at least one day of the week (DREAM code 817 or 818).",
)
PLACEBO_PAIRS = ("placebo_2013_2014", "placebo_2014_2015", "placebo_2015_2016")
"""Curves of the figure of placebo, which has its panels also where they are not evaluated."""
FIRST_INTERNSHIP = EventWords(
    key="internship",
    causes=(
        "internship", "employment", "flexjob", "ledighedsydelse", "pension", "dead_or_emigrated",
        "other",
    ),
    name=Text(da="virksomhedspraktik", en="company internship"),
    definition=Text(
        da="Første uge med virksomhedspraktik (DREAM-kode 817 eller 818), talt i uger fra "
        "ressourceforløbets start. Afgang fra ressourceforløb, død og udvandring censurerer.",
        en="First week of company internship (DREAM code 817 or 818), counted in weeks since the "
        "start of the ressourceforløb. Leaving it, death and emigration censor.",
    ),
    competing=Text(
        da="Det, der sker først: virksomhedspraktik, eller afgang fra ressourceforløbet uden "
        "praktik, fordelt efter borgerens situation i ugen efter afgangen. Hver borger tæller "
        "højst én gang.",
        en="What comes first: company internship, or leaving the ressourceforløb without one, by "
        "the citizen's situation in the week after it. Each citizen counts once at most.",
    ),
    rate=Text(da="påbegyndelses", en="start"),
    to=Text(da="virksomhedspraktik", en="internship"),
    done=Text(da="har påbegyndt virksomhedspraktik", en="started an internship"),
    not_yet=Text(da="har påbegyndt virksomhedspraktik", en="started a company internship"),
    without=Text(da="uden praktik", en="without an internship"),
    done_short=Text(da="har påbegyndt praktik", en="started an internship"),
    share=Text(da="påbegyndt", en="started"),
    mean_to=Text(da="praktik", en="internship"),
    title=Text(
        da="Praktik og andre afgange, det først indtrufne",
        en="Internship and other exits, whichever comes first",
    ),
)  # fmt: skip
WORDS = StudyWords(
    cohorts=("2016", "2017-18"),
    keys=("2016", "2017_18"),
    measures=(("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme")),
    denominators={
        "in_programme": Text(
            da="borgere, der har påbegyndt et ressourceforløb i kohortens periode og stadig er i "
            "det i ugen",
            en="citizens who started a ressourceforløb in the cohort's window and are still in it "
            "in that week",
        ),
        "started": Text(
            da="borgere, der har påbegyndt et ressourceforløb i kohortens periode før ugen, uanset "
            "om de stadig er i det",
            en="citizens who started a ressourceforløb in the cohort's window before that week, "
            "whether or not they are still in it",
        ),
    },
    summed={
        "in_programme": Text(
            da="Talt i uger for en borger, der er i ressourceforløb i alle ugerne.",
            en="In weeks of a citizen who is in the programme in all of the weeks.",
        ),
        "started": Text(
            da="Talt i uger for en borger, der er startet før alle ugerne.",
            en="In weeks of a citizen who has started before all of the weeks.",
        ),
    },
    starters=Text(
        da="Borgere, der har påbegyndt et ressourceforløb i kohortens periode.",
        en="Citizens who started a ressourceforløb in the cohort's window.",
    ),
    internship=INTERNSHIP,
    week_axis=Text(
        da="Uge 1 er første uge i kohortens første kalenderår (2016 henholdsvis 2017), uge 104 "
        "sidste uge i det andet.",
        en="Week 1 is the first week of the cohort's first calendar year (2016 or 2017), week 104 "
        "the last week of the second.",
    ),
    first_week=Text(
        da="Første uge med en 81x-kode efter {washout} uger uden.",
        en="First week with an 81x code after {washout} weeks without one.",
    ),
    gaps=Text(
        da="Huller på op til {blank} uger, blanke eller med sygedagpenge (89x), afbryder ikke et "
        "forløb.",
        en="Gaps of up to {blank} weeks, blank or sickness benefit (89x), do not end a spell.",
    ),
    gaps_apart=Text(
        da="Huller på op til {blank} blanke uger og {bridged} uger med sygedagpenge (89x) afbryder "
        "ikke et forløb.",
        en="Gaps of up to {blank} blank weeks and {bridged} weeks of sickness benefit (89x) do not "
        "end a spell.",
    ),
    before_start=Text(
        da="Baggrundsforhold målt før ressourceforløbets start.",
        en="Characteristics measured before the start of the ressourceforløb.",
    ),
    by_year=Text(
        da="Borgere efter det år, hvor de har påbegyndt et ressourceforløb.",
        en="Citizens by the year in which they started a ressourceforløb.",
    ),
    stay=Text(
        da="Som i kilden tæller uger efter død, udvandring og pension fortsat med, hvor nævneren "
        "er alle startede.",
        en="As in the source, weeks after death, emigration and pension stay in the denominator "
        "of all who have started.",
    ),
    placebo=Text(
        da="Samme beregning mellem to årgange før projektet, fulgt til og med november 2016. Uden "
        "projekt burde effekten være nul.",
        en="The same computation between two years of starters before the project, followed "
        "through November 2016. Without a project the effect should be nought.",
    ),
    sensitivity=Text(
        da="Samme beregning med en anden tidsakse (uger siden start) og med ét års tilgang i begge "
        "kohorter (start i 2017 mod start i 2016).",
        en="The same computation on another axis (weeks since the start) and with one year of "
        "inflow in both cohorts (starts of 2017 against 2016).",
    ),
    contrasts=(
        Contrast(
            "participants_comparison_2016", "participants_comparison_2016",
            ("participants_2016", "comparison_2016"),
        ),
        Contrast(
            "participants_comparison_2017_18", "participants_comparison_2017_18",
            ("participants_2017_18", "comparison_2017_18"),
        ),
        Contrast(
            "participants_2017_2018", "participants_2017_2018", ("start_2017", "start_2018")
        ),
        Contrast("comparison_2017_2018", "comparison_2017_2018", ("start_2017", "start_2018")),
    ),
    event=FIRST_INTERNSHIP,
)  # fmt: skip
