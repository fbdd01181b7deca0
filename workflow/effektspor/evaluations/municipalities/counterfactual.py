"""The curve that the participants' later cohort would have had, from hazards, as artefacts."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker
from effektspor.evaluations.result_tables import records

WEEKS = (52, 104)
KINDS = {
    "additive": Text(
        da="lige store ændringer i raten", en="equal changes of the hazard"
    ),
    "proportional": Text(
        da="lige store forhold mellem raterne", en="equal ratios of the hazards"
    ),
}  # fmt: skip


def artefacts(maker: Maker, curve: pd.DataFrame, n: dict[str, int]) -> list[Artefact]:
    """Differences between observed and counterfactual shares at the weeks of reading, the figure."""
    event = maker.words.event
    common: dict[str, Any] = {
        "population": maker.words.starters,
        "definition": event.definition,
        "n": n,
        "method": _method(maker.words.cohorts[1]),
        "uncertainty": words.municipal_interval(maker.study.confidence),
    }
    at = {int(row["week"]): row for row in records(curve)}
    found = []
    for week in WEEKS:
        for kind, text in KINDS.items():
            row = at.get(week, {})
            found.append(
                maker.estimate(
                    f"counterfactual.{kind}.week{week}",
                    *(row.get(f"{name}_{kind}") for name in ("difference", "ci_low", "ci_high")),
                    **common, unit="percentage_points",
                    title=Text(
                        da=f"Effekt på andel {event.share.da} efter {week} uger ved {text.da}",
                        en=f"Effect on the share {event.share.en} after {week} weeks, given {text.en}",
                    ),
                )
            )  # fmt: skip
    return [
        *found,
        maker.make(
            "figure.counterfactual", "figure", **common, unit="share", data="counterfactual.csv",
            title=Text(da="Observeret kurve og kurven uden projektet",
                       en="Observed curve and the curve without the project"),
        ),
    ]  # fmt: skip


def _method(late: str) -> Text:
    return Text(
        da=f"Deltagerkommunernes {late}-kohorte mod den kurve, den ville have haft, hvis raten uge "
        "for uge havde ændret sig som i sammenligningskommunerne: med lige så meget (additivt) "
        "eller med samme faktor (proportionalt).",
        en=f"The participants' {late} cohort against the curve that it would have had, had the "
        "hazard of each week changed as in the comparison municipalities: by as much (additive) or "
        "by the same factor (proportional).",
    )
