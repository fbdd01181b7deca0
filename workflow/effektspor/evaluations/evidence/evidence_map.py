"""The evidence map, theme by design, and the gaps that it shows."""

import pandas as pd

from effektspor.evaluations.evidence.matrix import read_reports_only
from effektspor.evidence.words import DESIGNS, EFFECT_DESIGNS

MAP = ("theme", "label_da", "design", "design_da", "n_reports", "n_findings")
GAPS = ("theme", "design_class", "kind", "label")
WHY = {
    "no_report": "Ingen rapport har et fund om temaet",
    "single": "Kun én rapport har fund om temaet",
    "no_effect": "Intet effektstudie bag fundene",
    "no_control": "Intet fund med kontrolgruppe",
}


def map_table(
    reports: pd.DataFrame, findings: pd.DataFrame, themes: pd.DataFrame, designs: pd.DataFrame
) -> pd.DataFrame:
    """Reports and findings for each theme and design that some finding has, zeros included.

    A finding counts under the design of its own evidence, which may differ from its report's.
    """
    own = _own(reports, findings)
    names = designs.drop_duplicates("design").set_index("design")["design_da"]
    used = [design for design in DESIGNS if (own["design"] == design).any()]
    rows = []
    for theme in themes.to_dict("records"):
        for design in used:
            cell = own[(own["theme"] == theme["theme"]) & (own["design"] == design)]
            rows.append(
                (theme["theme"], theme["label_da"], design, names.get(design, design),
                 cell["report"].nunique(), len(cell))
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(MAP))


def gaps_table(reports: pd.DataFrame, findings: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """What is not known of each theme, by rules; a theme may have several gaps.

    A control group of which the text says both that there is one and that there is none is not
    counted as missing.
    """
    own = _own(reports, findings)
    rows = []
    for theme in themes.to_dict("records"):
        found = own[own["theme"] == theme["theme"]]
        holds = {
            "no_report": found.empty,
            "single": found["report"].nunique() == 1,
            "no_effect": not found["design"].isin(EFFECT_DESIGNS).any(),
            "no_control": not found["control_group"].isin(["yes", "contradictory"]).any(),
        }
        if found.empty:
            holds |= {"no_effect": False, "no_control": False}  # the first says it all
        rows += [
            (theme["theme"], "effect" if kind in ("no_effect", "no_control") else "any", kind,
             WHY[kind])
            for kind, held in holds.items() if held
        ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(GAPS))


def _own(reports: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    read = read_reports_only(reports)["report"]
    return findings[findings["report"].isin(read) & (findings["studied"] == "finding")]
