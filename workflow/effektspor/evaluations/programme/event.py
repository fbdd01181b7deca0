"""What the three events are called that a study of any programme may wait for."""

from effektspor.artefacts import Text
from effektspor.config.design import EventName
from effektspor.evaluations.municipalities.event_words import EventWords

KEY = "event"
EXITS = (
    "employment", "flexjob", "ledighedsydelse", "pension", "dead_or_emigrated", "other",
)  # fmt: skip
LOST = Text(
    da="Død, udvandring og opfølgningens slutning censurerer.",
    en="Death, emigration and the end of follow-up censor.",
)
INTERNSHIP = EventWords(
    key=KEY,
    causes=(KEY, *EXITS),
    name=Text(da="virksomhedspraktik", en="company internship"),
    definition=Text(
        da="Første uge med virksomhedspraktik, talt i uger fra forløbets start. Afgang fra "
        "forløbet, død og udvandring censurerer.",
        en="First week of company internship, counted in weeks since the start of the course. "
        "Leaving it, death and emigration censor.",
    ),
    competing=Text(
        da="Det, der sker først: virksomhedspraktik, eller afgang fra forløbet uden praktik, "
        "fordelt efter borgerens situation i ugen efter afgangen. Hver borger tæller højst én "
        "gang.",
        en="What comes first: company internship, or leaving the course without one, by the "
        "citizen's situation in the week after it. Each citizen counts once at most.",
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
        da="Praktik og afgange, det først indtrufne",
        en="Internship and exits, whichever comes first",
    ),
)
EMPLOYMENT = EventWords(
    key=KEY,
    causes=(KEY, *(cause for cause in EXITS if cause != "employment")),
    name=Text(da="afgang til lønnet arbejde", en="leaving for paid work"),
    definition=Text(
        da="Forløbets sidste uge, når borgeren ugen efter har løntimer og ingen ydelse, talt i uger "
        f"fra forløbets start. Anden afgang censurerer. {LOST.da}",
        en="Last week of the course where the citizen has paid hours and no benefit in the week "
        f"after it, counted in weeks since its start. Leaving otherwise censors. {LOST.en}",
    ),
    competing=Text(
        da="Det, forløbet slutter med: lønnet arbejde eller en anden situation i ugen efter "
        "afgangen. Hver borger tæller højst én gang.",
        en="What the course ends with: paid work or another situation in the week after it. Each "
        "citizen counts once at most.",
    ),
    rate=Text(da="overgangs", en="transition"),
    to=Text(da="lønnet arbejde", en="paid work"),
    done=Text(da="er gået fra forløbet til arbejde", en="left the course for work"),
    not_yet=Text(da="er gået fra forløbet til arbejde", en="left the course for work"),
    without=Text(da="før afgang til arbejde", en="before leaving for work"),
    done_short=Text(da="er gået i arbejde", en="left for work"),
    share=Text(da="gået i arbejde", en="gone to work"),
    mean_to=Text(da="arbejde", en="work"),
    title=Text(
        da="Arbejde og andre afgange, det først indtrufne",
        en="Work and other exits, whichever comes first",
    ),
)
EXIT = EventWords(
    key=KEY,
    causes=(KEY, "dead_or_emigrated"),
    name=Text(da="afgang fra forløbet", en="leaving the course"),
    definition=Text(
        da="Forløbets sidste uge, uanset hvad borgeren går til, talt i uger fra forløbets start. "
        f"{LOST.da}",
        en="Last week of the course, whatever the citizen leaves for, counted in weeks since its "
        f"start. {LOST.en}",
    ),
    competing=Text(
        da="Det, der sker først: afgang fra forløbet, eller død og udvandring. Hver borger tæller "
        "højst én gang.",
        en="What comes first: leaving the course, or death and emigration. Each citizen counts "
        "once at most.",
    ),
    rate=Text(da="afgangs", en="exit"),
    to=Text(da="afgang", en="leaving"),
    done=Text(da="har forladt forløbet", en="left the course"),
    not_yet=Text(da="har forladt forløbet", en="left the course"),
    without=Text(da="før afgang", en="before leaving"),
    done_short=Text(da="har forladt forløbet", en="left the course"),
    share=Text(da="afgået", en="gone"),
    mean_to=Text(da="afgang", en="leaving"),
    title=Text(
        da="Afgang og tab ved død og udvandring",
        en="Leaving, and loss by death and emigration",
    ),
)
EVENTS: dict[EventName, EventWords] = {
    "internship": INTERNSHIP,
    "employment": EMPLOYMENT,
    "exit": EXIT,
}
"""By the setting `programme.event`."""
CODES: dict[EventName, int] = {"internship": 0, "employment": 1, "exit": 2}
"""The number that stands for each event in artefact `study.event`."""
