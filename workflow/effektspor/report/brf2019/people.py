"""Tables on the persons of the study: how they were chosen, how alike they are, how it ended."""

from effektspor.report import danish
from effektspor.report.counts import remark, shown
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row

CELLS = ("participants_2016", "participants_2017_18", "comparison_2016", "comparison_2017_18")
GROUPS = ("participants", "comparison")
COHORTS = ("2016", "2017-18")
LATER = "participants_comparison_2017_18"
CONTRASTS = {
    "smd_groups": (("smd_2016", "participants_comparison_2016"), ("smd_2017_18", LATER)),
    "smd_years": (
        ("participants_short", "participants_2017_2018"),
        ("comparison_short", "comparison_2017_2018"),
    ),
}
"""Spanner over columns: label and contrast of each."""


def attrition(material: Material) -> str:
    """The flow from all persons to those of the analysis."""
    words = material.words
    columns = [Column(words[name]) for name in ("before", "dropped", "after")]
    columns += [
        Column(cohort, spanner=words[group])
        for group in ("participants", "comparison")
        for cohort in ("2016", "2017-18")
    ]
    rows = [
        Row(
            words.get(f"step_{row['id']}", str(row["label_da"])),
            [danish.number(row[name]) for name in ("n_before", "dropped", "n_after")]
            # Groups are known from the step on that assigns them; before, there is none.
            + [danish.number(row[cell] or None) for cell in CELLS],
        )
        for row in material.rows("attrition.table")
    ]
    return material.table(
        "tbl-attrition", "attrition.table", words["step"], columns, rows,
        text="attrition", n_text=material.say("attrition_n"),
    )  # fmt: skip


def baseline(material: Material) -> str:
    """Means before the start in the later cohort, and standardised differences of each contrast."""
    words = material.words
    rows_by = {(row["covariate"], row["contrast"]): row for row in material.rows("baseline.table")}
    contrasts = [contrast for pairs in CONTRASTS.values() for _, contrast in pairs]
    columns = [Column(words[f"{group}_short"], spanner=words["mean_spanner"]) for group in GROUPS]
    columns += [
        Column(words[label], spanner=words[spanner])
        for spanner, pairs in CONTRASTS.items()
        for label, _ in pairs
    ]
    rows = []
    for covariate in dict.fromkeys(key[0] for key in rows_by):
        later = rows_by[covariate, LATER]
        unit = words.get(f"unit_{later['unit']}", str(later["unit"]))
        scale = 100 if later["unit"] == "share" else 1
        found = [rows_by.get((covariate, contrast), {}) for contrast in contrasts]
        rows.append(
            Row(
                _with_unit(str(later["cov_label_da"]), unit),
                [danish.number(later[mean] * scale, 1) for mean in ("mean_a", "mean_b")]
                + [danish.number(row.get("smd"), 2) for row in found],
            )
        )
    return material.table(
        "tbl-baseline", "baseline.table", words["covariate"], columns, rows,
        text="baseline", n_text=f"{material.say('cohort_sizes')} {material.say('baseline_n_years')}",
    )  # fmt: skip


def follow_up(material: Material) -> str:
    """How the courses ended, by group and cohort."""
    words = material.words
    found = {
        (row["reason"], row["group"], row["cohort"]): row
        for row in material.rows("follow_up.table")
    }
    columns = [Column(cohort, spanner=words[group]) for group in GROUPS for cohort in COHORTS]
    rows = [
        Row(
            words[f"reason_{reason}"],
            [
                shown(material, found[reason, group, cohort], "n")
                for group in GROUPS
                for cohort in COHORTS
            ],
        )
        for reason in dict.fromkeys(key[0] for key in found)
    ]
    n = material.artefact("follow_up.table").n
    rows.append(Row(words["sum"], [danish.number(n[cell]) for cell in CELLS], total=True))
    return material.table(
        "tbl-followup", "follow_up.table", words["reason"], columns, rows,
        text="follow_up", n_text=material.say("cohort_sizes"),
        remark=remark(material, found.values()),
    )  # fmt: skip


def _with_unit(label: str, unit: str) -> str:
    """Label and unit, unless the label begins with it: "Uger på ... før start"."""
    return label if label.lower().startswith(unit) else f"{label}, {unit}"
