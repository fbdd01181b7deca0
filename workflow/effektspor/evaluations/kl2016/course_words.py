"""What readers are told of the numbers on courses: of whom, defined how, by which method."""

from effektspor.artefacts import Text

STARTERS = Text(
    da="Alle, der ifølge DREAM er begyndt et ressourceforløb siden reformen.",
    en="All who by DREAM have begun a ressourceforløb since the reform.",
)
BEFORE = Text(
    da="De, der var i et ressourceforløb allerede ved reformens dato. De er ikke talt med andre steder.",
    en="Those who were in a ressourceforløb already at the date of the reform. They count nowhere else.",
)
COMPLETED = Text(
    da="De borgere, hvis første ressourceforløb siden reformen er afsluttet på opgørelsesdagen.",
    en="The citizens whose first ressourceforløb since the reform had ended at the date of the count.",
)
PENSIONED = Text(
    da="De borgere, hvis første ressourceforløb siden reformen er endt i førtidspension.",
    en="The citizens whose first ressourceforløb since the reform ended in a disability pension.",
)
IN_COURSE = Text(
    da="Alle, der er i ressourceforløb i den uge, som dagen før opgørelsesdagen ligger i, "
    "og er begyndt siden reformen.",
    en="All who are in a ressourceforløb in the week of the day before the date of the count, and began "
    "since the reform.",
)
STILL = Text(
    da="Alle, der kan følges så længe og stadig er i forløbet i den uge.",
    en="All who can be followed that long and are still in the course that week.",
)
COUNTED = Text(
    da="Hver borger tæller én gang, med sit første forløb siden reformen. Et forløb er afsluttet, når "
    "dets sidste uge ligger længere tilbage end det længste hul, der bygges bro over; er hullet "
    "åbent på opgørelsesdagen, tæller det som en del af forløbet.",
    en="Each citizen counts once, with the first course since the reform. A course is completed when "
    "its last week lies further back than the longest gap that is bridged; a gap still open at the "
    "date of the count is part of the course.",
)
EXIT = Text(
    da="Borgerens situation, når hullet efter forløbet er slut: i den første uge, der ikke kunne bygges "
    "bro over, eller når hullet er blevet for langt. Selvforsørgelse er en uge uden ydelse, med eller "
    "uden arbejde; løntimer er ikke med. Anden ydelse er ydelser, som ingen anden række har.",
    en="The citizen's situation when the gap after the course is over: in the first week that could not "
    "be bridged, or when the gap has become too long. Self-support is a week without benefit, with or "
    "without work; paid hours are not read. Another benefit is one that no other row has.",
)
INCIDENCE = Text(
    da="Andelen af alle begyndte, som inden for ugerne har forladt forløbet ad den vej. Borgere, der "
    "endnu ikke kan følges så længe, er med så langt, de kan følges; den, der ikke kan følges en hel uge, "
    "er ikke med. Trin med få borgere er lagt sammen med det næste, så kurven er flad imellem, og antallet "
    "under kurven er afrundet.",
    en="The share of all starters who have left the course by that way within the weeks. Citizens who "
    "cannot be followed that long yet count for as long as they can; who cannot be followed for a week "
    "does not count. Steps of few citizens are put together with the next, the curve being flat between, "
    "and the number beneath the curve is rounded.",
)
ORIGIN = Text(
    da="Borgerens sidste ydelse inden for de sidste uger før forløbet; ingen ydelse er "
    "selvforsørgelse.",
    en="The citizen's last benefit within the last weeks before the course; none is self-support.",
)
PASSIVE = Text(
    da="Ugens kode i DREAM viser ressourceforløb uden tilbud efter beskæftigelseslovgivningen. Uger i "
    "et hul, der bygges bro over, er ikke passive.",
    en="The week's code in DREAM shows a ressourceforløb without an offer under the employment "
    "legislation. Weeks of a bridged gap are not passive.",
)
COMPANY = Text(
    da="Ugens kode i DREAM viser løntilskud eller virksomhedspraktik, privat eller offentlig.",
    en="The week's code in DREAM shows a wage subsidy or a company internship, private or public.",
)
OVER_40 = Text(
    da="Fyldt 40 år i ugen efter forløbet.", en="Aged 40 or more in the week after the course."
)
DURATION = Text(
    da="Andelen af de afsluttede forløb af den længde, der endte i førtidspension. Et år er 52 uger; "
    "et forløb på præcis 52 uger er højst et år.",
    en="The share of completed courses of that length that ended in a pension. A year is 52 weeks; a "
    "course of just 52 weeks is a year at most.",
)
COUNT = Text(da="Optælling.", en="A count.")
AALEN_JOHANSEN = Text(
    da="Aalen-Johansen: hver vej ud konkurrerer med de andre. Ingen afgang regnes for kendt, før det "
    "længste hul, der bygges bro over, er gået.",
    en="Aalen-Johansen: each way out competes with the others. No exit counts as known before the "
    "longest bridged gap has passed.",
)
NO_SAMPLING = Text(
    da="Alle er talt med, så tallet er uden stikprøveusikkerhed.",
    en="All are counted, so the number has no sampling error.",
)


def wilson(confidence: float) -> Text:
    """What the interval of a share is."""
    return Text(
        da=f"{100 * confidence:.0f} procents Wilson-interval for tilfældig variation mellem borgere.",
        en=f"{100 * confidence:.0f} per cent Wilson interval for chance variation between citizens.",
    )


def newcombe(confidence: float) -> Text:
    """What the interval of a difference between two shares is."""
    return Text(
        da=f"{100 * confidence:.0f} procents Newcombe-interval for to uafhængige andele. Er de samme borgere "
        "i begge, er det snarere for bredt end for smalt.",
        en=f"{100 * confidence:.0f} per cent Newcombe interval for two independent shares. Where citizens "
        "are in both it is rather too wide than too narrow.",
    )


def greenwood(confidence: float) -> Text:
    """What the interval of an incidence is."""
    return Text(
        da=f"{100 * confidence:.0f} procents interval (log-log) for tilfældig variation mellem borgere.",
        en=f"{100 * confidence:.0f} per cent interval (log-log) for chance variation between citizens.",
    )
