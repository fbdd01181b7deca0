"""The checks of ingest as data: what each does to the rows, and what it is called in reports."""

from dataclasses import dataclass
from typing import Literal

Action = Literal["read", "kept", "repaired", "set_aside", "merged"]
Unit = Literal["rows", "cells", "columns", "persons", "waves"]
REDUCING: tuple[Action, ...] = ("set_aside", "merged")
"""Actions after which there are fewer rows than before."""


@dataclass(frozen=True)
class Check:
    """One check.

    Attributes
    ----------
    action
        What is done with what the check finds. Everything that is not listed here stops the run.
    unit
        What is counted as affected.
    """

    id: str
    action: Action
    unit: Unit
    label_da: str
    label_en: str


CHECKS = {
    check.id: check
    for check in (
        Check("read", "read", "rows", "Rækker læst", "Rows read"),
        Check(
            "week_order", "repaired", "columns",
            "Ugekolonner i forkert rækkefølge, læst efter navn",
            "Weekly columns out of order, read by name",
        ),
        Check(
            "empty_week_53", "kept", "columns",
            "Tomme kolonner for en uge 53, der ikke findes",
            "Blank columns of a week 53 that does not exist",
        ),
        Check(
            "empty_future", "kept", "columns",
            "Tomme kolonner for uger efter udtræksdatoen",
            "Blank columns of weeks after the extract date",
        ),
        Check(
            "float_codes", "repaired", "cells",
            "Ydelseskoder skrevet med decimaler",
            "Benefit codes written with decimals",
        ),
        Check(
            "padded_codes", "repaired", "cells",
            "Ydelseskoder med blanktegn omkring",
            "Benefit codes with blanks around them",
        ),
        Check(
            "allowed_unknown", "kept", "cells",
            "Ukendte ydelseskoder, som konfigurationen tillader",
            "Unknown benefit codes that the config allows",
        ),
        Check(
            "outside_validity", "kept", "cells",
            "Ydelseskoder i uger, hvor kodelisten ikke har dem",
            "Benefit codes in weeks in which the code list does not have them",
        ),
        Check(
            "no_residence", "kept", "cells",
            "År uden bopælskommune",
            "Years without a municipality of residence",
        ),
        Check(
            "key_digits", "repaired", "rows",
            "Personnøgler, der har fået tabte nuller foran igen",
            "Person keys with lost leading zeros put back",
        ),
        Check(
            "user_missing", "kept", "cells",
            "Koder, som filen selv erklærer for manglende",
            "Codes that the file itself declares missing",
        ),
        Check(
            "not_in_dream", "kept", "rows",
            "Rækker om personer, der ikke er i DREAM",
            "Rows of persons who are not in DREAM",
        ),
        Check(
            "wage_and_hours", "kept", "persons",
            "Personer i programmet med løn i DREAM og med timer",
            "Persons in the programme with a wage in DREAM and with hours",
        ),
        Check(
            "wage_without_hours", "kept", "persons",
            "Personer i programmet med løn i DREAM, men uden timer",
            "Persons in the programme with a wage in DREAM, but without hours",
        ),
        Check(
            "out_of_range", "set_aside", "rows",
            "Umulige værdier, lagt til side inden for den tilladte andel",
            "Impossible values, set aside within the tolerated share",
        ),
        Check(
            "other_years", "set_aside", "rows",
            "År, som undersøgelsen ikke bruger",
            "Years that the study does not use",
        ),
        Check(
            "zero_hours", "set_aside", "rows",
            "Ansættelser uden løntimer",
            "Jobs without paid hours",
        ),
        Check(
            "not_marked", "set_aside", "rows",
            "Personer på listen uden mærke",
            "Listed persons without the mark",
        ),
        Check(
            "merged_jobs", "merged", "rows",
            "Flere ansættelser samme måned, lagt sammen",
            "Several jobs in one month, added up",
        ),
        Check(
            "merged_marks", "merged", "rows",
            "Samme person flere gange på listen",
            "One person several times on the list",
        ),
        Check(
            "same_answers", "merged", "rows",
            "Ens rækker om samme respondent, lagt sammen",
            "Identical rows of one respondent, counted once",
        ),
        Check(
            "not_participant", "set_aside", "rows",
            "Respondenter uden for deltagerkommunerne",
            "Respondents outside the participating municipalities",
        ),
        Check(
            "two_municipalities", "set_aside", "rows",
            "Respondenter i to kommuner, lagt til side inden for den tilladte andel",
            "Respondents in two municipalities, set aside within the tolerated share",
        ),
        Check(
            "moved", "repaired", "rows",
            "Målinger efter en flytning, regnet til den første målings kommune",
            "Measurements after a move, counted under the first one's municipality",
        ),
        Check(
            "scale_recoded", "repaired", "cells",
            "Svar med en anden kode end kodebogens, læst efter filens tekst",
            "Answers with another code than the codebook's, read by the file's label",
        ),
        Check(
            "unchosen", "repaired", "cells",
            "Tomme valg, hvor svarpersonen har valgt noget andet",
            "Blank options where the respondent has chosen another",
        ),
        Check(
            "answer_not_asked", "repaired", "cells",
            "Svar på spørgsmål, som svarpersonen ikke skulle have",
            "Answers to questions that the respondent was not to be asked",
        ),
        Check(
            "dont_know", "kept", "cells",
            "Svaret er »ved ikke«",
            "The answer is \"don't know\"",
        ),
        Check(
            "refused", "kept", "cells",
            "Svarpersonen ønsker ikke at svare",
            "The respondent prefers not to answer",
        ),
        Check(
            "no_valid_answer", "kept", "rows",
            "Rækker, hvor alle svar er »ved ikke« eller afslag",
            "Rows in which every answer is \"don't know\" or refused",
        ),
        Check(
            "counted_silent", "kept", "rows",
            "Kommuner uden et gyldigt svar; de regnes som ikke besvaret",
            "Municipalities without a valid answer; they count as not answered",
        ),
        Check(
            "no_answer", "kept", "rows",
            "Rækker uden et eneste svar",
            "Rows without a single answer",
        ),
        Check(
            "no_municipality", "kept", "rows",
            "Rækker uden kommune",
            "Rows without a municipality",
        ),
        Check(
            "no_role", "kept", "rows",
            "Rækker uden rolle",
            "Rows without a role",
        ),
        Check(
            "wave_absent", "kept", "waves",
            "Målinger, som en kommune mangler i",
            "Waves in which a municipality is missing",
        ),
        Check(
            "short_wait", "kept", "persons",
            "Personer, der har ventet kortere tid end forudsat; de bliver i deres gruppe",
            "Persons who have waited less than the protocol says; they stay in their arm",
        ),
        Check(
            "unequal_draw", "kept", "persons",
            "Personer, som den ene gruppe har flere af i en kommune",
            "Persons whom one arm has more of within a municipality",
        ),
        Check(
            "no_job_at_end", "kept", "persons",
            "Personer i fleksjob ved slutningen uden et job den dag",
            "Persons in a flexjob at the end without a job on that day",
        ),
        Check(
            "job_at_end", "kept", "persons",
            "Personer med et job ved slutningen, men med en anden status",
            "Persons with a job at the end, but with another status",
        ),
        Check(
            "job_outside", "set_aside", "rows",
            "Fleksjob, der begynder før eller efter projektet",
            "Flexjobs that begin before or after the project",
        ),
        Check(
            "other_arms_job", "kept", "rows",
            "Fleksjob oprettet af den anden gruppe; de tæller ikke med",
            "Flexjobs that the other arm created; they do not count",
        ),
        Check(
            "other_months", "set_aside", "rows",
            "Måneder uden for opfølgningen",
            "Months outside the follow-up",
        ),
    )
}  # fmt: skip
