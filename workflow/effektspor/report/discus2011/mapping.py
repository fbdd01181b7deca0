"""The evidence map as a table, and the gaps in it."""

from collections.abc import Mapping

from effektspor.report.blocks import paragraphs
from effektspor.report.discus2011.coded import Coded, listed, within
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row

GAPS = ("no_report", "single", "no_effect", "no_control")


def build(material: Material, coded: Coded) -> dict[str, str]:
    """Markdown by name."""
    return {"tbl-map": _map(material, coded), "tbl-gaps": _gaps(material, coded)}


def _map(material: Material, coded: Coded) -> str:
    """Reports and findings of each theme by kind of study; the strongest kind stands first."""
    words, rows = material.words, material.rows("map.table")
    n = {(row["theme"], row["design"]): row for row in rows}
    used = {row["design"]: str(row["design_da"]) for row in rows}
    columns = [Column(label) for label in used.values()]
    lines = [
        Row(str(theme["label_da"]), [_count(n.get((theme["theme"], d)), words) for d in used])
        for theme in coded.themes
    ]
    return material.table(
        "tbl-map", "map.table", words["theme"], columns, lines,
        text="map", n_text=material.say("map_n"), wide=True,
    )  # fmt: skip


def _count(row: Mapping[str, object] | None, words: Mapping[str, str]) -> str:
    if row is None or not row["n_reports"]:
        return words["map_empty"]
    return words["map_count"].format(
        reports=int(float(str(row["n_reports"]))), findings=int(float(str(row["n_findings"])))
    )


def _gaps(material: Material, coded: Coded) -> str:
    """Which themes have which gap."""
    words = material.words
    rows = material.rows("map.gaps_table")
    lines = []
    for kind in GAPS:
        themes = {row["theme"] for row in rows if row["kind"] == kind}
        names = [within(str(t["label_da"])) for t in coded.themes if t["theme"] in themes]
        if names:
            lines.append(Row(words[f"gap_{kind}"], [words[f"gap_about_{kind}"], listed(names)]))
    if not lines:
        return paragraphs([[material.say("no_gaps")]])
    columns = [
        Column(words["gap_about"], align="left"),
        Column(words["gap_themes"], align="left", roomy=True),
    ]
    return material.table(
        "tbl-gaps", "map.gaps_table", words["gap"], columns, lines,
        text="gaps", n_text=material.say("gaps_n"),
    )  # fmt: skip
