"""Tables of the citizen surveys: shares beside the printed ones, response, several answers."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.findings import level_of
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

Record = Mapping[str, Any]
SPREAD = ("lowest", "median", "highest")


def shares(material: Material) -> str:
    """Positive shares with interval, weighting and bounds; the source and STAR beside.

    Other answers of a question follow where the source prints them.
    """
    words = material.words
    own, source = words["of_own"], words["of_source"]
    columns = [
        Column(words["asked_n"], spanner=own),
        Column(words["share_short"], spanner=own),
        Column(_level(material), spanner=own),
        Column(words["valid_share"], spanner=own),
        Column(words["adjusted_share"], spanner=own),
        Column(words["bounds"], spanner=own),
        Column(words["share_short"], spanner=source),
        Column(words["bounds"], spanner=source),
        Column(words["star_column"], align="center"),
    ]
    lines = _clean(material.rows("citizens.table"))
    printed_too = {
        (line["survey"], line["item"])
        for line in lines
        if line["answer"] != "positive" and line["published"] is not None
    }
    rows: list[Row | Group] = []
    for survey in dict.fromkeys(line["survey"] for line in lines):
        rows.append(Group(words[f"survey_{survey}"]))
        for line in lines:
            wanted = line["answer"] == "positive" or (line["survey"], line["item"]) in printed_too
            if line["survey"] == survey and wanted:
                rows.append(Row(_head(material, line), _cells(material, line)))
    return material.table(
        "tbl-citizens", "citizens.table", words["question"], columns, rows,
        text="tbl_citizens", n_text=material.say("citizens_n"), wide=True,
    )  # fmt: skip


def response(material: Material) -> str:
    """Invited and replied, of all and by background; of municipalities the spread only."""
    words = material.words
    lines = _clean(material.rows("citizens.response"))
    rows: list[Row | Group] = []
    for survey in dict.fromkeys(line["survey"] for line in lines):
        rows.append(Group(words[f"survey_{survey}"]))
        rows += [_replied(material, line) for line in lines if line["survey"] == survey]
    columns = [Column(words[name]) for name in ("invited", "answered", "response_rate")]
    return material.table(
        "tbl-citizens-response", "citizens.response", words["stratum"], columns, rows,
        text="tbl_citizens_response", n_text=material.say("citizens_n"),
    )  # fmt: skip


def options(material: Material) -> str:
    """Questions to which several answers may be given."""
    words = material.words
    lines = _clean(material.rows("citizens.options"))
    rows: list[Row | Group] = []
    for survey, name in dict.fromkeys((line["survey"], line["set"]) for line in lines):
        rows.append(Group(f"{words[f'survey_{survey}']}: {words.get(f'set_{name}', name)}"))
        rows += [
            Row(
                danish.with_dashes(line["label_da"]),
                [danish.number(line["of"]), _shown(material, line, line["n"]),
                 *_share(material, line)],
            )
            for line in lines
            if (line["survey"], line["set"]) == (survey, name)
        ]  # fmt: skip
    columns = [
        Column(words["asked_n"]), Column(words["chosen"]), Column(words["share_short"]),
        Column(_level(material)),
    ]  # fmt: skip
    return material.table(
        "tbl-citizens-options", "citizens.options", words["option"], columns, rows,
        text="tbl_citizens_options", n_text=material.say("citizens_n"),
    )  # fmt: skip


def _cells(material: Material, line: Record) -> list[str]:
    star = ""
    if line["star_asked"]:
        star = material.words[f"star_{line['star_asked']}"]
        if line["star2016"] is not None:
            star = f"{star}: {_per_cent(line['star2016'])}"
    return [
        danish.number(line["of"]),
        *_share(material, line),
        _per_cent(line["valid_share"]),
        _per_cent(line["adjusted"]),
        _span(line["bound_low"], line["bound_high"]),
        _per_cent(line["published"]),
        _span(line["published_low"], line["published_high"]),
        star,
    ]


def _replied(material: Material, line: Record) -> Row:
    words = material.words
    if line["variable"] == "municipality":
        name = words[f"spread_{line['category']}"].format(n=danish.number(line["invited"]))
        dash = danish.DANISH.missing
        return Row(name, [dash, dash, _per_cent(line["share"])])
    head = words["sum"] if line["variable"] == "total" else danish.with_dashes(line["label_da"])
    counts = [_shown(material, line, line[name]) for name in ("invited", "answered")]
    share = material.words["hidden"] if line["state"] else _per_cent(line["share"])
    return Row(head, [*counts, share], total=line["variable"] == "total")


def _head(material: Material, line: Record) -> str:
    words = material.words
    if line["answer"] != "positive":
        return words[f"answer_{line['answer']}"]
    label = words[f"citizen_{line['item']}"]
    return words["only_in_internship"].format(label=label) if line["asked_if"] else label


def _share(material: Material, line: Record) -> list[str]:
    """Share and interval; the word for hidden in the first cell where they are."""
    if line["state"]:
        return [material.words["hidden"], danish.DANISH.missing]
    return [_per_cent(line["share"]), _span(line["ci_low"], line["ci_high"])]


def _shown(material: Material, line: Record, value: float | None) -> str:
    return material.words["hidden"] if line["state"] else danish.number(value)


def _per_cent(value: float | None) -> str:
    return danish.number(None if value is None else value * 100)


def _span(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return danish.DANISH.missing
    return danish.span(low * 100, high * 100)


def _level(material: Material) -> str:
    return material.words["item_interval"].format(level=danish.plain(level_of(material.artefacts)))


def _clean(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, what is missing as None."""
    return [{k: None if pd.isna(v) else v for k, v in row.items()} for row in rows]
