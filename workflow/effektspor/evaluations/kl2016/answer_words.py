"""What is said of every result of the job centres' surveys: population, definition, uncertainty."""

from typing import Any

from effektspor.artefacts import Text

POPULATION = Text(
    da="Jobcentre, der har svaret på spørgsmålet; ét svar for hver kommune.",
    en="Job centres that answered the question; one answer for each municipality.",
)
INVITED = Text(da="Alle inviterede kommuner.", en="All invited municipalities.")
BOTH_YEARS = Text(
    da="Jobcentre, der har svaret på spørgsmålet i hver af de to undersøgelser.",
    en="Job centres that answered the question in each of the two surveys.",
)
PAIRS = Text(
    da="Kommuner, hvis jobcenter har svaret på spørgsmålet i begge undersøgelser.",
    en="Municipalities whose job centre answered the question in both surveys.",
)
WITHOUT_UNKNOWN = Text(
    da="Andel af de jobcentre, der har valgt et svar; »ved ikke« og oversprungne spørgsmål er ikke med "
    "i nævneren.",
    en='Share of the job centres that chose an answer; "don\'t know" and skipped questions are not in '
    "the denominator.",
)
WITH_UNKNOWN = Text(
    da="Andel af de jobcentre, der har svaret; »ved ikke« er et svar som de andre og er med i nævneren, "
    "oversprungne spørgsmål er ikke.",
    en='Share of the job centres that answered; "don\'t know" is an answer like the others and is in '
    "the denominator, skipped questions are not.",
)
SEVERAL = Text(
    da="Andel af de jobcentre, der har svaret på spørgsmålet; der kan vælges flere svar, så andelene "
    "kan tilsammen være mere end det hele.",
    en="Share of the job centres that answered the question; several answers may be chosen, so the "
    "shares may add to more than the whole.",
)
SOME_UNKNOWN = Text(
    da="Andel af de jobcentre, der har et gyldigt svar på spørgsmålet; »ved ikke« er kun med i nævneren, "
    "hvor det står som et svar.",
    en='Share of the job centres with a valid answer to the question; "don\'t know" is in the '
    "denominator only where it stands as an answer.",
)
REPLIED = Text(
    da="Inviterede kommuner og de af dem, der har svaret; bemærkninger er af dem, der har svaret.",
    en="Invited municipalities and those of them that answered; comments are of those that answered.",
)
METHOD = Text(da="Optælling.", en="A count.")
WILSON = Text(
    da="Wilson-interval for tilfældig variation, som om jobcentrene var trukket fra flere.",
    en="Wilson interval for chance variation, as if the job centres were drawn from more.",
)
THREE = Text(
    da="Wilson-interval for tilfældig variation; interval for alle inviterede, hvis svarene mangler "
    "tilfældigt; og mulige andele uden antagelser.",
    en="Wilson interval for chance variation; interval for all invited where answers are missing at "
    "random; and possible shares with nothing assumed.",
)
BOUNDS = Text(
    da="Uden antagelser: kommunerne uden gyldigt svar kan alle have ment det, eller ingen af dem. De, "
    "der svarede »ved ikke«, hører til dem, hvor »ved ikke« ikke er med i nævneren.",
    en="Nothing assumed: the municipalities without a valid answer may all have thought so, or none of "
    'them. Those who answered "don\'t know" are among them where it is not in the denominator.',
)
FINITE = Text(
    da="Wilson-interval for andelen blandt alle inviterede, under den antagelse, at kommunerne uden "
    "gyldigt svar, også dem, der svarede »ved ikke«, ligner dem med (svarene mangler tilfældigt).",
    en="Wilson interval of the share among all invited, assuming that the municipalities without a "
    'valid answer, also those who answered "don\'t know", are like those with one (answers are '
    "missing at random).",
)
COUNTED = Text(
    da="Alle inviterede er talt med, så tallet er uden stikprøveusikkerhed.",
    en="All who were invited are counted, so there is no sampling error.",
)
CLASSES = Text(
    da="Grænserne for den klasse, som flest jobcentre har valgt.",
    en="Limits of the class that most job centres chose.",
)
MEAN = Text(
    da="Mindste og største mulige gennemsnit af jobcentrenes svar, når hvert svar kan ligge overalt i sin "
    "klasse.",
    en="Least and largest possible mean of the job centres' answers, where each may lie anywhere in its "
    "class.",
)
CHANGE = Text(
    da="Andelen i denne undersøgelse minus andelen i den forrige; »ved ikke« behandles ens i begge.",
    en='The share in this survey less that in the one before; "don\'t know" is treated alike in both.',
)
NEWCOMBE = Text(
    da="Newcombes interval for to andele, med det fradrag, som følger af, at nogle har svaret begge gange. "
    "Ændringen blandt dem alene står ved siden af med McNemars eksakte test.",
    en="Newcombe's interval for two shares, less what they have in common through those who answered both "
    "times. The change among these alone stands beside it with McNemar's exact test.",
)
PAIRED = Text(
    da="Newcombes interval for parrede andele; p-værdien er fra McNemars eksakte test.",
    en="Newcombe's interval for paired shares; the p-value is of McNemar's exact test.",
)
DIFFERENCE = Text(
    da="Andelen minus den anden andel blandt de samme jobcentre. Er der flere andre, er det den nærmeste.",
    en="The share less the other share among the same job centres. Of several others it is the closest.",
)
IN_BOTH = Text(
    da="Jobcentre, der er i nævneren for begge andele.",
    en="Job centres that are in the denominators of both shares.",
)
WITHIN = Text(
    da="Newcombes interval for parrede andele. Er der flere andre, er intervallet for den mindste af "
    "forskellene, og den øvre grænse er rettet for antallet (Bonferroni).",
    en="Newcombe's interval for paired shares. Of several others it is for the smallest of the "
    "differences, and the upper limit is corrected for their number (Bonferroni).",
)


def share_of(row: dict[str, Any]) -> Text:
    """What a share is of: by the kind of question, and whether "don't know" counts."""
    if row["kind"] == "option":
        return SEVERAL
    return WITH_UNKNOWN if row["dont_know_counts"] else WITHOUT_UNKNOWN
