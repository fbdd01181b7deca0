"""The centre of the report: reports by themes, to be sorted, filtered and opened."""

from effektspor.report.discus2011.coded import Coded, Line, numbers, pages
from effektspor.report.discus2011.looks import DIRECTIONS, STRENGTHS, SYMBOLS, cell_look
from effektspor.report.escape import escape_markdown
from effektspor.report.explorer import REST, Entry, Field, Place, Words, explorer_table
from effektspor.report.explorer import Line as Row
from effektspor.report.material import Material

TABLE = "tbl-matrix"
FACETS = ("design", "target", "year", "rating")
STATES = (*DIRECTIONS, "no_finding")


def matrix(material: Material, coded: Coded) -> str:
    """The matrix with its legend."""
    words = material.words
    fields = [
        *(Field(str(theme["label_da"]), marked=True) for theme in coded.themes),
        Field(words["n_findings"], number=True, narrow=True),
        Field(words["rating"], narrow=True),
        Field(words["design"], screen=True),
        Field(words["target"], screen=True),
        Field(words["year"], screen=True, number=True),
    ]
    lines = [_row(material, coded, report) for report in coded.reports]
    html = explorer_table(TABLE, words["report"], fields, lines, _words(material))
    return material.block(
        TABLE, html, "matrix.table", text="matrix", n_text=material.say("matrix_n"),
        wide=True,
    )  # fmt: skip


def legend(material: Material) -> str:
    """What symbols and words of a cell mean, as a list."""
    words = material.words
    signs = [f"{SYMBOLS[each]} {words[f'direction_{each}']}" for each in DIRECTIONS]
    signs += [f"{SYMBOLS[each]} {words[f'state_{each}']}" for each in ("no_finding", "not_studied")]
    told = [words[f"legend_{each}"] for each in (*DIRECTIONS, "no_finding", "not_studied")]
    lines = [
        f"- **{escape_markdown(sign)}:** {escape_markdown(text)}"
        for sign, text in zip(signs, told, strict=True)
    ]
    lines += [f"- {escape_markdown(words[f'legend_{each}'])}" for each in ("strength", "rating")]
    return "\n".join([*lines, ""])


def _row(material: Material, coded: Coded, report: Line) -> Row:
    words = material.words
    year = str(int(float(report["year"])))
    design, rating = str(report["design_da"]), words[f"rating_{report['rating']}"]
    target = str(report["target_da"] or words["not_stated"])
    cells = [
        *(_cell(material, coded, report, theme) for theme in coded.themes),
        Place(str(int(report["n_findings"] or 0)), float(report["n_findings"] or 0)),
        Place(rating),
        Place(design),
        Place(target),
        Place(year, float(year)),
    ]
    facets = dict(zip(FACETS, (design, target, year, rating), strict=True))
    return Row(str(report["label"]), cells, facets)


def _cell(material: Material, coded: Coded, report: Line, theme: Line) -> Place:
    words = material.words
    cell = coded.cells[report["report"], theme["theme"]]
    state, direction = str(cell["state"]), str(cell["direction"] or "none")
    strength = str(cell["strength"] or STRENGTHS[-1])
    look = cell_look(state, direction, strength, words)
    found = coded.of(report=report["report"], theme=theme["theme"])
    return Place(
        text=words["number_short"].format(n=numbers([each["number"] for each in found]))
        if found
        else "",
        sort=_order(state, direction, strength, len(found)),
        look=look,
        state={"finding": direction, "no_finding": state}.get(state, ""),
        entries=[_entry(material, each) for each in found],
        summary=words["open_one" if len(found) == 1 else "open_some"].format(n=len(found)),
        about=words["open_about"].format(theme=theme["label_da"], report=report["label"]),
    )


def _order(state: str, direction: str, strength: str, found: int) -> float:
    """Not studied, no finding, then weak to strong; within that by direction and findings."""
    if state != "finding":
        return 0 if state == "not_studied" else 1
    strong = len(STRENGTHS) - STRENGTHS.index(strength)
    side = len(DIRECTIONS) - DIRECTIONS.index(direction)
    return 1000 * strong + 100 * side + min(found, 99)


def _entry(material: Material, finding: Line) -> Entry:
    words = material.words
    parts = [
        f"{SYMBOLS[finding['direction']]} {words['direction_' + finding['direction']]}",
        pages(finding["page"], words),
        evidence_of(finding),
        words["coder"].format(coder=finding["coder"]) if finding["coder"] else "",
    ]
    return Entry(
        str(finding["finding_da"]),
        f"({'; '.join(part for part in parts if part)})",
        str(finding["target"]),
        words["number_short"].format(n=finding["number"]),
    )


def evidence_of(finding: Line) -> str:
    """On what a finding rests, as it was coded."""
    return str(finding["evidence_da"])


def _words(material: Material) -> Words:
    words = material.words
    return Words(
        facets={key: words[f"filter_{key}"] for key in FACETS},
        states={
            key: words[f"state_{key}" if key == "no_finding" else f"direction_{key}"]
            for key in STATES
        },
        rest={key: words[f"explore_{key}"] for key in REST},
    )
