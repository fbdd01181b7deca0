"""Where a source does not agree with itself, as a table."""

from collections.abc import Mapping, Sequence

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
