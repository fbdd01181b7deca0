"""Tables on the persons of the study: how they were chosen, how alike they are, how it ended."""

from effektspor.report import danish
from effektspor.report.cohorts import NAMED_BY_YEARS, Cohorts
from effektspor.report.counts import remark, shown
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row

GROUPS = ("participants", "comparison")
BETWEEN = "participants_comparison_"


def attrition(material: Material, cohorts: Cohorts = NAMED_BY_YEARS) -> str:
    """The flow from all persons to those of the analysis."""
    words = material.words
    columns = [Column(words[name]) for name in ("before", "dropped", "after")]
    columns += [Column(cohort, spanner=words[group]) for group, cohort in cohorts.shown]
    rows = [
        Row(
            words.get(f"step_{row['id']}", str(row["label_da"])),
            [danish.number(row[name]) for name in ("n_before", "dropped", "n_after")]
            # Groups are known from the step on that assigns them; before, there is none.
            + [danish.number(row[cell] or None) for cell in cohorts.cells],
        )
        for row in material.rows("attrition.table")
    ]
    return material.table(
        "tbl-attrition", "attrition.table", words["step"], columns, rows,
        text="attrition", n_text=material.say("attrition_n"),
    )  # fmt: skip


def baseline(material: Material, cohorts: Cohorts = NAMED_BY_YEARS) -> str:
    """Means before the start in the later cohort, and standardised differences of each contrast.

    The years of start are compared where the later cohort has more than one.
    """
    words = material.words
    rows_by = {(row["covariate"], row["contrast"]): row for row in material.rows("baseline.table")}
    groups = [f"{BETWEEN}{key}" for key in cohorts.names]
    later = groups[1]
    years = [each for each in dict.fromkeys(key[1] for key in rows_by) if each not in groups]
    columns = [Column(words[f"{group}_short"], spanner=words["mean_spanner"]) for group in GROUPS]
    columns += [Column(each, spanner=words["smd_groups"]) for each in cohorts.heads]
    columns += [
        Column(words[f"{each.partition('_')[0]}_short"], spanner=words["smd_years"])
        for each in years
    ]
    rows = []
    for covariate in dict.fromkeys(key[0] for key in rows_by):
        line = rows_by[covariate, later]
        unit = words.get(f"unit_{line['unit']}", str(line["unit"]))
        scale = 100 if line["unit"] == "share" else 1
        found = [rows_by.get((covariate, contrast), {}) for contrast in (*groups, *years)]
        rows.append(
            Row(
                _with_unit(str(line["cov_label_da"]), unit),
                [danish.number(line[mean] * scale, 1) for mean in ("mean_a", "mean_b")]
                + [danish.number(row.get("smd"), 2) for row in found],
            )
        )
    n_years = [material.say("baseline_n_years")] if years else []
    return material.table(
        "tbl-baseline", "baseline.table", words["covariate"], columns, rows,
        text="baseline", n_text=" ".join([material.say("cohort_sizes"), *n_years]),
    )  # fmt: skip


def follow_up(material: Material, cohorts: Cohorts = NAMED_BY_YEARS) -> str:
    """How the courses ended, by group and cohort."""
    words = material.words
    found = {
        (row["reason"], row["group"], row["cohort"]): row
        for row in material.rows("follow_up.table")
    }
    columns = [Column(cohort, spanner=words[group]) for group, cohort in cohorts.shown]
    rows = [
        Row(
            words[f"reason_{reason}"],
            [shown(material, found[reason, group, cohort], "n") for group, cohort in cohorts.pairs],
        )
        for reason in dict.fromkeys(key[0] for key in found)
    ]
    n = material.artefact("follow_up.table").n
    rows.append(Row(words["sum"], [danish.number(n[cell]) for cell in cohorts.cells], total=True))
    return material.table(
        "tbl-followup", "follow_up.table", words["reason"], columns, rows,
        text="follow_up", n_text=material.say("cohort_sizes"),
        remark=remark(material, found.values()),
    )  # fmt: skip


def _with_unit(label: str, unit: str) -> str:
    """Label and unit, unless the label begins with it: "Uger på ... før start"."""
    return label if label.lower().startswith(unit) else f"{label}, {unit}"
