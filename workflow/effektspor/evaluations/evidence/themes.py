"""Each theme read across the reports."""

import pandas as pd

from effektspor.evaluations.evidence.directions import dominating, verdict
from effektspor.evaluations.evidence.matrix import pages_of
from effektspor.evidence.words import DIRECTIONS

COLUMNS = (
    "theme", "label_da", "label_en", "chapter", "definition_da", "n_reports", "n_no_finding",
    "n_findings", *DIRECTIONS, "verdict", "pages", "synthesis",
)  # fmt: skip


def themes_table(
    matrix: pd.DataFrame, findings: pd.DataFrame, themes: pd.DataFrame, pseudo: set[str]
) -> pd.DataFrame:
    """Reports of each theme by direction, and whether they agree.

    A report counts once, by the direction of most of its findings: one with many findings has no
    more to say of agreement than one with a single finding.

    Parameters
    ----------
    matrix
        `matrix_table`.
    pseudo
        Keys of rows of the list of reports that are no report: the reading across itself.
    """
    rows = []
    for theme in themes.to_dict("records"):
        own = matrix[(matrix["theme"] == theme["theme"]) & (matrix["state"] == "finding")]
        nothing = (matrix["theme"] == theme["theme"]) & (matrix["state"] == "no_finding")
        said = findings[(findings["theme"] == theme["theme"]) & findings["report"].isin(pseudo)]
        of_reports = findings[
            (findings["theme"] == theme["theme"]) & ~findings["report"].isin(pseudo)
        ]
        rows.append(
            {
                **{key: theme[key] for key in COLUMNS[:5]},
                "n_reports": len(own),
                "n_no_finding": int(nothing.sum()),
                "n_findings": int(own["n_findings"].sum()),
                **{each: int((own["direction"] == each).sum()) for each in DIRECTIONS},
                "verdict": verdict(own["direction"]),
                "pages": pages_of(of_reports),
                "synthesis": dominating(said["direction"]) if len(said) else "",
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))
