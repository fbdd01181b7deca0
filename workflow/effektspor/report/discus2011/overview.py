"""The reports one by one: the schema, summaries from the coding, and the list of all findings."""

from collections.abc import Mapping

from effektspor.report.blocks import heading, paragraphs
from effektspor.report.discus2011.coded import FINDINGS_TABLE, Coded, Line, pages
from effektspor.report.discus2011.looks import cell_look, direction_look
from effektspor.report.escape import escape_markdown
from effektspor.report.material import Material
from effektspor.report.tables import Cell, Column, Group, Row, html_table

COLUMNS = (
    "year",
    "commissioned_by",
    "target_da",
    "method_da",
    "design",
    "n",
    "period",
    "comparison",
)
ROOMY = ("target_da", "method_da")


def schema(material: Material, coded: Coded) -> str:
    """One row per report: who asked for it, of whom, how."""
    words = material.words
    columns = [
        *(Column(words[f"schema_{name}"], align="left", roomy=name in ROOMY) for name in COLUMNS),
        Column(words["n_findings"]),
        Column(words["page"], align="left"),
    ]
    rows = [
        Row(
            str(report["label"]),
            [
                *(_told(material, report, name) for name in COLUMNS),
                str(int(float(report["n_findings"] or 0))),
                pages(report["pages_all"], words) or words["not_stated"],
            ],
        )
        for report in coded.reports
    ]
    return material.table(
        "tbl-overview", "overview.table", words["report"], columns, rows,
        text="overview", n_text=material.say("overview_n"), wide=True,
    )  # fmt: skip


def summaries(material: Material, coded: Coded) -> str:
    """A section per report: what it is, and what it found on each theme, with pages."""
    return "\n".join(_summary(material, coded, report) for report in coded.reports)


def appendix(material: Material, coded: Coded) -> str:
    """All findings, numbered, by report; the reviewers' own statements stand last."""
    words = material.words
    labels = {theme["theme"]: str(theme["label_da"]) for theme in coded.themes}
    rows: list[Row | Group] = []
    group = ""
    for each in coded.findings:
        head = coded.label(each["report"]) or words["own_statements"]
        if head != group:
            rows.append(Group(head))
            group = head
        rows.append(_finding(material, each, labels))
    columns = [
        Column(words["theme_and_finding"], align="left", roomy=True),
        Column(words["direction"], align="left"),
        Column(words["evidence"], align="left"),
        Column(words["page_and_coder"], align="left"),
    ]
    html = html_table(FINDINGS_TABLE, words["number"], columns, rows, labels=material.labels)
    return material.block(
        FINDINGS_TABLE, html, "matrix.findings", text="findings", n_text=material.say("findings_n"),
        wide=True,
    )  # fmt: skip


def _finding(material: Material, finding: Line, labels: dict[str, str]) -> Row:
    words = material.words
    look = (
        direction_look(str(finding["direction"]), words)
        if finding["studied"] == "finding"
        else cell_look("no_finding", "", "", words)
    )
    return Row(
        str(finding["number"]),
        [
            f"{labels.get(finding['theme'], finding['theme'])}: {finding['finding_da']}",
            Cell("", look=look),
            _evidence(finding, words),
            f"{pages(finding['page'], words)} ({finding['coder'] or words['not_stated']})",
        ],
    )


def _evidence(finding: Line, words: Mapping[str, str]) -> str:
    """On what it rests; with the control group where there is one, or where that is not clear."""
    control = words.get(f"control_{finding['control_group']}")
    return "; ".join([str(finding["evidence_da"]), *([control] if control else [])])


def _told(material: Material, report: Line, name: str) -> str:
    words = material.words
    if name == "design":
        return str(report["design_da"])
    if name == "comparison":
        return words[f"yes_no_{report['comparison']}"]
    if name == "year":
        return str(int(float(report["year"])))
    value = report[name]
    if name == "n" and value is not None:
        return words["n_with_unit"].format(
            n=str(value).removesuffix(".0"), unit=report["n_unit"] or ""
        )
    return words["not_stated"] if value is None else str(value)


def _summary(material: Material, coded: Coded, report: Line) -> str:
    words, name = material.words, str(report["report"])
    shown = {"title": "title_da", "author": "author", "target": "target_da", "year": "year",
             "commissioned": "commissioned_by", "method": "method_da"}  # fmt: skip
    # A text may end in a point of its own ("m.fl."); the sentence has one.
    about = words["summary_about"].format(
        **{
            place: _told(material, report, column).removesuffix(".")
            for place, column in shown.items()
        }
    )
    about = about[:1].upper() + about[1:]
    lines = []
    for theme in coded.themes:
        found = coded.of(report=name, theme=theme["theme"])
        if found:
            label = escape_markdown(str(theme["label_da"]))
            said = " ".join(
                escape_markdown(f"{each['finding_da']} ({pages(each['page'], words)})")
                for each in found
            )
            lines.append(f"- **{label}.** {said}")
    told = [about, *([str(report["note"])] if report["note"] else [])]
    slug = name.replace("_", "-")
    return "\n".join(
        [heading(str(report["label"]), 3, f"sec-rapport-{slug}"), paragraphs([told]), *lines, ""]
    )
