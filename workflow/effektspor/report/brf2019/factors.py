"""Tables of the factor analysis of the staff's answers."""

from collections.abc import Mapping
from typing import Any

from effektspor.report import danish
from effektspor.report.brf2019.factor_cells import in_level, interval, p_value, two
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

COUNTS = (
    "respondents", "included", "complete", "smallest_pair", "items", "items_left_out",
    "factors_components", "factors_common", "factors", "heywood", "fit_warnings",
)  # fmt: skip
SHARES = ("variance", "agreeing")
SUITABILITY: Mapping[str, tuple[str, ...]] = {
    "factors_group_answers": (
        "respondents",
        "included",
        "complete",
        "smallest_pair",
        "items",
        "items_left_out",
    ),
    "factors_group_fit": ("kmo", "kmo_lowest", "bartlett_chi2", "bartlett_p"),
    "factors_group_number": ("factors_components", "factors_common", "factors"),
    "factors_group_solution": ("variance", "residual", "heywood", "fit_warnings", "agreeing"),
}
SCALES = ("alpha", "omega")
Record = Mapping[str, Any]


def suitability(material: Material) -> str:
    """How many answered, whether the answers suit, how many factors, how well they fit."""
    words, facts = material.words, _facts(material)
    rows: list[Row | Group] = []
    for heading, names in SUITABILITY.items():
        own = [name for name in names if name in facts]
        rows.append(Group(words[heading]))
        rows += [Row(words[f"factors_{name}"], [_written(name, facts), ""]) for name in own]
    scales = [row for row in material.rows("factors.suitability") if row["quantity"] in SCALES]
    if scales:
        rows.append(Group(words["factors_group_scales"]))
    rows += [
        Row(words[f"factors_{row['quantity']}_{row['of']}"], [two(row["value"]), interval(row)])
        for row in scales
    ]
    columns = [Column(words["factors_value"]), Column(in_level(material))]
    return material.table(
        "tbl-suitability", "factors.suitability", words["quantity"], columns, rows,
        text="tbl_suitability", n_text=material.say("factors_n"),
    )  # fmt: skip


def loadings(material: Material) -> str:
    """Every loading of every statement, its communality and its own Kaiser-Meyer-Olkin."""
    words, lines = material.words, material.rows("factors.table")
    factors = list(dict.fromkeys(str(line["factor"]) for line in lines))
    rows: list[Row | Group] = []
    for element in dict.fromkeys(str(line["element"]) for line in lines):
        rows.append(Group(words[f"short_{element}"]))
        own = [line for line in lines if line["element"] == element]
        for item in dict.fromkeys(line["item"] for line in own):
            of_item = {str(line["factor"]): line for line in own if line["item"] == item}
            first = of_item[factors[0]]
            rows.append(
                Row(
                    str(first["label_da"]),
                    [two(of_item[factor]["loading"]) for factor in factors]
                    + [_communality(first, words), two(first["msa"])],
                )
            )
    columns = [Column(factor, spanner=words["factors_loadings"]) for factor in factors]
    columns += [Column(words["factors_communality"]), Column(words["factors_kmo_short"])]
    return material.table(
        "tbl-loadings", "factors.table", words["factors_statement"], columns, rows,
        text="tbl_loadings", n_text=material.say("factors_n"), wide=True,
    )  # fmt: skip


def correlations(material: Material) -> str:
    """Correlations of the factors, with the share of the variance that each explains."""
    words, lines = material.words, material.rows("factors.correlations")
    variance = {
        str(row["of"]): row["value"]
        for row in material.rows("factors.suitability")
        if row["quantity"] == "variance"
    }
    phi = {(str(line["factor"]), str(line["other"])): line["correlation"] for line in lines}
    factors = list(dict.fromkeys(pair[0] for pair in phi))
    rows = [
        Row(
            factor,
            [two(phi[factor, other]) for other in factors]
            + [danish.number(100 * variance[factor], 1)],
        )
        for factor in factors
    ]
    columns = [Column(factor, spanner=words["factors_correlation"]) for factor in factors]
    return material.table(
        "tbl-factor-correlations", "factors.correlations", words["factors_factor"],
        [*columns, Column(words["factors_variance_short"])], rows,
        text="tbl_factor_correlations", n_text=material.say("factors_n"),
    )  # fmt: skip


def _facts(material: Material) -> dict[str, Record]:
    rows = material.rows("factors.suitability")
    return {str(row["quantity"]): row for row in rows if not isinstance(row["of"], str)}


def _written(name: str, facts: Mapping[str, Record]) -> str:
    value = facts[name]["value"]
    if name in COUNTS:
        return danish.number(value)
    if name in SHARES:
        return danish.percent(value, 0)
    if name == "bartlett_p":
        return p_value(value)
    return danish.number(value, 0) if name == "bartlett_chi2" else two(value)


def _communality(line: Record, words: Mapping[str, str]) -> str:
    text = two(line["communality"])
    return f"{text} ({words['factors_heywood_mark']})" if line["heywood"] else text
