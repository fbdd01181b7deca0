"""Where a source does not agree with itself: boxes beside the numbers, and the table of all."""

from collections.abc import Mapping, Sequence

from effektspor.report.blocks import callout
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row


def contradictions(material: Material, entries: Sequence[Mapping[str, str]]) -> str:
    """Where the source does not agree with itself; the texts are filled already."""
    words = material.words
    columns = [Column(words["stated"], align="left"), Column(words["problem"], align="left")]
    rows = [Row(each["pages"], [each["stated"], each["problem"]]) for each in entries]
    return material.table(
        "tbl-contradictions", "printed.table", words["page"], columns, rows,
        text="contradictions", n_text=material.say("contradictions_n"),
    )  # fmt: skip


def about_box(material: Material, box: str, entries: Sequence[Mapping[str, str]]) -> str:
    """The box of those that touch a number or a statement shown near it."""
    page = material.words["page_of"]
    told = [
        f"{each['stated']} {each['problem']} ({page.format(pages=each['pages'])})"
        for each in entries
        if each.get("box") == box
    ]
    return callout("note", material.say("about_title"), told)
