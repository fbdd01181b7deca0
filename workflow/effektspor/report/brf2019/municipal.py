"""Tables of the municipalities' common factor and index, and of worlds of as few rows."""

from collections.abc import Mapping
from typing import Any

from effektspor.report import danish
from effektspor.report.brf2019.factor_cells import in_level, interval, p_value, span, two
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

MEASURES = ("slut", "change")
TESTS = (
    "first_eigenvalue", "null_upper", "first_eigenvalue_normal", "first_eigenvalue_ranks",
    "mean_correlation", "alpha", "omega",
)  # fmt: skip
Record = Mapping[str, Any]


def factor(material: Material) -> str:
    """Tests of what the municipalities' shares have in common, and reliability of their index."""
    words, lines = material.words, material.rows("municipal.table")
    rows: list[Row | Group] = []
    for measure in MEASURES:
        own = {str(line["quantity"]): line for line in lines if line["measure"] == measure}
        rows.append(Group(words[f"municipal_{measure}"]))
        rows += [_municipal(own[name], words[f"municipal_{name}"]) for name in TESTS]
    columns = [
        Column(words["factors_value"]), Column(in_level(material)), Column(words["p_value"]),
        Column(words["leave_one_out"]),
    ]  # fmt: skip
    return material.table(
        "tbl-municipal-factor", "municipal.table", words["quantity"], columns, rows,
        text="tbl_municipal", n_text=material.say("municipal_n"),
    )  # fmt: skip


def loadings(material: Material) -> str:
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
            words["factors_loading"], in_level(material), words["leave_one_out"],
            words["municipal_item_rest"],
        )
    ]  # fmt: skip
    return material.table(
        "tbl-municipal-loadings", "municipal.loadings", words["core_element"], columns, rows,
        text="tbl_municipal_loadings", n_text=material.say("municipal_n"), wide=True,
    )  # fmt: skip


def index(material: Material) -> str:
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
            + [two(line["congruence_median"]), _per_cent(line["loading_coverage"]),
               two(line["loading_width"])],
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


def _municipal(line: Record, head: str) -> Row:
    left = span(line["leave_low"], line["leave_high"])
    p = p_value(line["p_value"])
    return Row(head, [two(line["estimate"]), interval(line), p, left])


def _loading(line: Record) -> list[str]:
    left = span(line["leave_low"], line["leave_high"])
    return [two(line["loading"]), interval(line), left, two(line["item_rest"])]


def _index(line: Record) -> list[str]:
    return [
        danish.signed(line["index"], 1),
        span(line["leave_low"], line["leave_high"], decimals=1),
    ]


def _per_cent(share: float) -> str:
    return danish.DANISH.missing if share != share else danish.number(100 * share)
