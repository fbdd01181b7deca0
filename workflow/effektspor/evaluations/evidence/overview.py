"""The reports with what was found in them, the findings with their labels, and the selection."""

import pandas as pd

from effektspor.evaluations.evidence.matrix import pages_of, read_reports_only
from effektspor.evaluations.evidence.ratings import overall, ratings_table
from effektspor.evidence.words import DESIGNS


def reports_table(
    reports: pd.DataFrame, findings: pd.DataFrame, designs: pd.DataFrame
) -> pd.DataFrame:
    """Reports that were read, the strongest design first, with their findings, themes and pages.

    What was studied without a finding has a page and is no finding.
    """
    only = read_reports_only(reports)
    own = findings[findings["report"].isin(only["report"])]
    by = own[own["studied"] == "finding"].groupby("report")
    names = designs.drop_duplicates("design").set_index("design")
    table = only.assign(
        design_da=only["design"].map(names["design_da"]).fillna(only["design"]),
        design_en=only["design"].map(names["design_en"]).fillna(only["design"]),
        n_findings=only["report"].map(by.size()).fillna(0).astype(int),
        n_themes=only["report"].map(by["theme"].nunique()).fillna(0).astype(int),
        pages_all=[pages_of(own[own["report"] == key]) for key in only["report"]],
        rating=only["report"].map(overall(ratings_table(only, own), "campbell")),
        rank=[DESIGNS.index(design) for design in only["design"]],
    )
    return table.sort_values(["rank", "year", "label"], kind="stable", ignore_index=True)


def findings_table(
    findings: pd.DataFrame, reports: pd.DataFrame, themes: pd.DataFrame, designs: pd.DataFrame
) -> pd.DataFrame:
    """All findings with the labels of report, theme and evidence."""
    kinds = designs.set_index("evidence")
    return findings.assign(
        report_label=findings["report"].map(reports.set_index("report")["label"]),
        report_kind=findings["report"].map(reports.set_index("report")["kind"]),
        theme_da=findings["theme"].map(themes.set_index("theme")["label_da"]),
        evidence_da=findings["evidence"].map(kinds["label_da"]),
        evidence_en=findings["evidence"].map(kinds["label_en"]),
        design_da=findings["evidence"].map(kinds["design_da"]),
    )


def flow_table(selection: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Steps of the selection; the last one is counted here, and what is not known stays missing."""
    coded = selection["step"] == "coded"
    return selection.assign(n=selection["n"].mask(coded, float(len(read_reports_only(reports)))))
