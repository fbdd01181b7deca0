"""Tables of the factor analyses: of the staff's answers, of 17 municipalities, of worlds of few rows."""

from collections.abc import Mapping
from typing import Any

from effektspor.report import danish
from effektspor.report.brf2019.material import Material
from effektspor.report.findings import level_of
from effektspor.report.tables import Column, Group, Row

MEASURES = ("slut", "change")
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
MUNICIPAL = ("first_eigenvalue", "mean_correlation", "alpha", "omega")
OTHER_TESTS = ("first_eigenvalue_normal", "first_eigenvalue_ranks")
Record = Mapping[str, Any]


def suitability(material: Material) -> str:
    """How many answered, whether the answers suit, how many factors, how well they fit."""
    words, facts = material.words, _facts(material)
    rows: list[Row | Group] = []
    for heading, names in SUITABILITY.items():
        own = [name for name in names if name in facts]
        rows.append(Group(words[heading]))
        rows += [Row(words[f"factors_{name}"], [_written(name, facts), ""]) for name in own]
    scales = [row for row in material.rows("factors.suitability") if row["quantity"] in MUNICIPAL]
    if scales:
        rows.append(Group(words["factors_group_scales"]))
    rows += [
        Row(words[f"factors_{row['quantity']}_{row['of']}"], [_two(row["value"]), _interval(row)])
        for row in scales
    ]
    columns = [Column(words["factors_value"]), Column(_level(material))]
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
                    [_two(of_item[factor]["loading"]) for factor in factors]
                    + [_communality(first, words), _two(first["msa"])],
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
            [_two(phi[factor, other]) for other in factors]
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


def municipal(material: Material) -> str:
    """Tests of what the municipalities' shares have in common, and reliability of their index."""
    words, lines = material.words, material.rows("municipal.table")
    rows: list[Row | Group] = []
    for measure in MEASURES:
        own = {str(line["quantity"]): line for line in lines if line["measure"] == measure}
        rows.append(Group(words[f"municipal_{measure}"]))
        rows += [_municipal(own[name], words[f"municipal_{name}"]) for name in MUNICIPAL]
        rows += [_municipal(own[name], words[f"municipal_{name}"]) for name in OTHER_TESTS]
        rows.append(_municipal(own["null_upper"], words["municipal_null_upper"]))
    columns = [
        Column(words["factors_value"]), Column(_level(material)), Column(words["p_value"]),
        Column(words["leave_one_out"]),
    ]  # fmt: skip
    return material.table(
        "tbl-municipal-factor", "municipal.table", words["quantity"], columns, rows,
        text="tbl_municipal", n_text=material.say("municipal_n"),
    )  # fmt: skip


def municipal_loadings(material: Material) -> str:
    """Loadings of the core elements on one factor, with intervals and the range without one."""
    words, lines = material.words, material.rows("municipal.loadings")
    by = {(str(line["measure"]), str(line["element"])): line for line in lines}
    elements = list(dict.fromkeys(element for _, element in by))
    rows = [
        Row(words[f"short_{element}"], [cell for measure in MEASURES
                                        for cell in _loading(by[measure, element])])
        for element in elements
    ]  # fmt: skip
    columns = [
        Column(heading, spanner=words[f"municipal_{measure}"])
        for measure in MEASURES
        for heading in (
            words["factors_loading"], _level(material), words["leave_one_out"],
            words["municipal_item_rest"],
        )
    ]  # fmt: skip
    return material.table(
        "tbl-municipal-loadings", "municipal.loadings", words["core_element"], columns, rows,
        text="tbl_municipal_loadings", n_text=material.say("municipal_n"), wide=True,
    )  # fmt: skip


def municipal_index(material: Material) -> str:
    """The index of every municipality, from published shares only."""
    words, lines = material.words, material.rows("municipal.index")
    by = {(str(line["measure"]), str(line["unit_id"])): line for line in lines}
    units = list(dict.fromkeys(unit for _, unit in by))
    rows = [
        Row(str(by[MEASURES[0], unit]["unit_label"]),
            [cell for measure in MEASURES for cell in _index(by[measure, unit])])
        for unit in units
    ]  # fmt: skip
    columns = [
        Column(words[name], spanner=words[f"municipal_{measure}"])
        for measure in MEASURES
        for name in ("municipal_index_short", "municipal_without_one")
    ]
    return material.table(
        "tbl-municipal-index", "municipal.index", words["municipality"], columns, rows,
        text="tbl_municipal_index", n_text=material.say("municipal_n"),
    )  # fmt: skip


def few_rows(material: Material) -> str:
    """What tables of the municipalities' size show of what is in them, in worlds with known truths."""
    words = material.words
    names = ("common_factor", "parallel_one", "parallel_more", "bartlett", "kmo_below",
             "heywood_one", "heywood_two")  # fmt: skip
    rows = [
        Row(
            words[f"few_{line['truth']}"],
            [_per_cent(line[name]) for name in names]
            + [_two(line["congruence_median"]), _per_cent(line["loading_coverage"]),
               _two(line["loading_width"])],
        )
        for line in material.rows("few_rows.table")
    ]  # fmt: skip
    columns = [Column(words[f"few_{name}"]) for name in names]
    columns += [
        Column(words[f"few_{name}"]) for name in ("congruence", "loading_coverage", "loading_width")
    ]
    return material.table(
        "tbl-few-rows", "few_rows.table", words["few_stub"], columns, rows,
        text="tbl_few_rows", n_text=material.say("few_rows_n"), wide=True,
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
        return _p(value)
    return danish.number(value, 0) if name == "bartlett_chi2" else _two(value)


def _communality(line: Record, words: Mapping[str, str]) -> str:
    text = _two(line["communality"])
    return f"{text} ({words['factors_heywood_mark']})" if line["heywood"] else text


def _municipal(line: Record, head: str) -> Row:
    left = _range(line["leave_low"], line["leave_high"])
    p = _p(line["p_value"])
    return Row(head, [_two(line["estimate"]), _interval(line), p, left])


def _loading(line: Record) -> list[str]:
    left = _range(line["leave_low"], line["leave_high"])
    return [_two(line["loading"]), _interval(line), left, _two(line["item_rest"])]


def _index(line: Record) -> list[str]:
    return [
        danish.signed(line["index"], 1),
        _range(line["leave_low"], line["leave_high"], decimals=1),
    ]


def _interval(line: Record) -> str:
    return _range(line["ci_low"], line["ci_high"])


def _range(low: float, high: float, decimals: int = 2) -> str:
    if low != low or high != high:
        return ""
    return f"{danish.number(low, decimals)} til {danish.number(high, decimals)}"


def _two(value: float) -> str:
    return danish.number(value, 2)


def _per_cent(share: float) -> str:
    return danish.DANISH.missing if share != share else danish.number(100 * share)


def _p(value: float) -> str:
    """The p value without its letter, which the column says."""
    if value != value:
        return ""
    return danish.p_value(value).replace("\u00a0", " ").removeprefix("p = ").removeprefix("p ")


def _level(material: Material) -> str:
    return material.words["interval"].format(level=danish.plain(level_of(material.artefacts)))
