"""Effects that reports state, and what became of quotes; each only where there are any."""

from collections.abc import Mapping

from effektspor.report import danish
from effektspor.report.charts.forest import effect_decimals
from effektspor.report.discus2011.coded import Coded, Line, pages
from effektspor.report.findings import level_of
from effektspor.report.look import Mark
from effektspor.report.material import Material
from effektspor.report.tables import Cell, Column, Row

MEANS = "effects.means_table"
SHOWN = ("found", "found_elsewhere", "not_found", "no_text")
MARKS: Mapping[str, Mark] = {
    "found": "green", "found_elsewhere": "yellow", "not_found": "red", "no_text": "none",
}  # fmt: skip


def effects(material: Material, coded: Coded) -> str:
    """One row per effect with interval and unit, and the means of several."""
    words = material.words
    labels = {theme["theme"]: str(theme["label_da"]) for theme in coded.themes}
    rows = [
        Row(
            str(coded.label(row["report"]) or words["reviewers"]),
            _cells(
                row, row["effect"], row["ci_low"], row["ci_high"], row["effect_unit"], labels, words
            ),
        )
        for row in material.rows("effects.table")
    ]
    rows += [
        Row(
            words["mean_of"].format(k=int(row["k"])),
            _cells(row, row["estimate"], row["low"], row["high"], row["unit"], labels, words),
        )
        for row in _means(material)
    ]
    columns = [
        Column(words["theme"], align="left"),
        Column(words["outcome"], align="left"),
        Column(words["effect"]),
        Column(words["interval"].format(level=danish.plain(level_of(material.artefacts)))),
        Column(words["unit"], align="left"),
    ]
    return material.table(
        "tbl-effects", "effects.table", words["report"], columns, rows,
        text="effects", n_text=material.say("effects_n"),
    )  # fmt: skip


def _means(material: Material) -> list[Line]:
    """Means of several studies; a single one has none."""
    if MEANS not in material.artefacts:
        return []
    return [row for row in material.rows(MEANS) if row["k"] >= 2]


def _cells(
    row: Line, effect: float, low: float, high: float, unit: str,
    labels: Mapping[str, str], words: Mapping[str, str],
) -> list[str]:  # fmt: skip
    decimals = effect_decimals(effect, low, high)
    return [
        labels.get(row["theme"], str(row["theme"])),
        str(row["outcome"]),
        danish.number(effect, decimals),
        danish.span(low, high, decimals=decimals),
        words[f"effect_unit_{unit}"],
    ]


def quotes(material: Material, coded: Coded) -> str:
    """Quotes by report: the page that is stated, and where they stand."""
    words = material.words
    rows = [
        Row(
            str(coded.label(row["report"]) or words["reviewers"]),
            [
                pages(row["page"], words),
                pages(row["pages_found"], words) or words["nowhere"],
                Cell("", MARKS[row["state"]], words[f"quote_{row['state']}"]),
                str(number),
            ],
        )
        for row, number in _numbered(material, coded)
    ]
    columns = [
        Column(words["quote_stated"], align="left"),
        Column(words["quote_stands"], align="left"),
        Column(words["quote_state"], align="left"),
        Column(words["number"]),
    ]
    return material.table(
        "tbl-quotes", "quotes.table", words["report"], columns, rows,
        text="quotes", n_text=material.say("quotes_n"),
    )  # fmt: skip


def _numbered(material: Material, coded: Coded) -> list[tuple[Line, int]]:
    numbers = {each["finding"]: int(each["number"]) for each in coded.findings}
    return [
        (row, numbers[row["finding"]])
        for row in material.rows("quotes.table")
        if row["state"] in SHOWN
    ]
