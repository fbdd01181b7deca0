"""The printed figures as artefacts, and what simple arithmetic on them shows.

A report that cites a printed figure, or says that two of them do not fit together, takes it from
here, so that it too can be traced: to the item and page of the published table.
"""

from collections.abc import Mapping
from math import exp, log

from effektspor.artefacts import Artefact
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.printed import Check, printed_group
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("published",)
ELEMENTS = ("prep", "ready", "referral", "plan", "cv", "followup", "match")
STAFF = ("caseworker", "consultant", "mentor")
LEADERS = ("leader", "projectleader")
SIGNIFICANT = 0.05


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """One artefact per printed figure of the study, and the checks between them."""
    return printed_group(Maker(study, tables.data_hash, published=True), tables, _arithmetic)


def _arithmetic(printed: Mapping[str, float]) -> dict[str, Check]:
    def share(item: str) -> float:
        return printed[f"brf.{item}"] / 100

    def hazard(item: str) -> float:
        return -log(1 - share(item))

    ratio = 1 + share("fig2.hazard_increase")
    participants = {"52": hazard("fig2.gross1718.52w"), "104": hazard("fig2.gross1718.104w")}
    comparison = {"52": hazard("fig2.comp.52w"), "104": hazard("fig2.comp.104w")}
    found: dict[str, Check] = {
        "printed_ratio": (ratio, "ratio", "Trykt forhold mellem påbegyndelsesrater"),
        "shortening": (1 - 1 / ratio, "ratio", "Forkortet tid ved konstant rate"),
        "example_after": (
            printed["brf.fig2.tts.example_before"] / ratio, "weeks",
            "Eksemplets tid med projektet",
        ),
    }  # fmt: skip
    for week in ("52", "104"):
        found[f"hazard_ratio_{week}"] = (
            participants[week] / comparison[week],
            "ratio",
            f"Forhold mellem kumulerede rater, uge {week}",
        )
        found[f"implied_2016_{week}"] = (
            1 - exp(-participants[week] / ratio),
            "share",
            f"Afledt andel påbegyndt i 2016-kohorten, uge {week}",
        )
        found[f"mean_weeks_{week}"] = (
            float(week) / participants[week], "weeks",
            f"Afledt gennemsnitlig tid ved konstant rate, uge {week}",
        )  # fmt: skip
    found["hours_change"] = (
        share("box.ot.part.after") - share("box.ot.part.before"), "percentage_points",
        "Ændring i andel med ordinære timer, deltagerkommuner",
    )  # fmt: skip
    found["hours_effect"] = (
        found["hours_change"][0] - share("box.ot.comp.after") + share("box.ot.comp.before"),
        "percentage_points", "Forskel i forskelle, ordinære timer",
    )  # fmt: skip
    return found | _fidelity_checks(printed) | _survey_checks(printed)


def _fidelity_checks(printed: Mapping[str, float]) -> dict[str, Check]:
    def cell(role: str, element: str, moment: str) -> float:
        return printed[f"brf.t2.{role}.{element}.{moment}"]

    falls = sum(cell("mentor", e, "slut") < cell("mentor", e, "start") for e in ELEMENTS)
    passed = sum(
        max(cell(role, e, "slut") for role in STAFF)
        > min(cell(role, e, "slut") for role in LEADERS)
        for e in ELEMENTS
    )
    return {
        "mentor_falls": (float(falls), "count", "Kerneelementer med fald blandt mentorer"),
        "leaders_passed": (
            float(passed), "count",
            "Kerneelementer, hvor en medarbejdergruppe ligger over en ledergruppe ved slut",
        ),
    }  # fmt: skip


def _survey_checks(printed: Mapping[str, float]) -> dict[str, Check]:
    p_values = [printed[f"brf.prog.q{question}.p"] for question in range(1, 12)]
    # A p value printed as "<0.001" stands as 0.001 and is below either threshold.
    strict = sum(p < SIGNIFICANT / len(p_values) for p in p_values)
    return {
        "progression_strict": (
            float(strict), "count", "Signifikante progressionsmål med Bonferroni-korrektion",
        ),
        "invited_first": (
            printed["brf.cs1.n"] / printed["brf.cs1.response_rate"] * 100, "persons",
            "Afledt antal inviterede, første borgersurvey",
        ),
        "invited_second": (
            printed["brf.cs2.n"] / printed["brf.cs2.response_rate"] * 100, "persons",
            "Afledt antal inviterede, anden borgersurvey",
        ),
    }  # fmt: skip
