"""The table of follow-up: the latest month of each target, and whether it is met."""

from effektspor.report import cells
from effektspor.report.hedensted2019 import names
from effektspor.report.hedensted2019.potential import level
from effektspor.report.look import Mark
from effektspor.report.material import Material, date_text
from effektspor.report.tables import Cell, Column, Row

FOLLOWUP = "followup.table"
MARKS: dict[str, Mark] = {
    "met_long": "green",
    "met_short": "green",
    "on_way": "yellow",
    "not_met": "red",
    "withheld": "none",
    "not_stated": "none",
}


def follow_up(material: Material) -> str:
    """Value and interval, both targets, and the verdict as a sign with its word."""
    words = material.words
    rows = []
    for line in material.rows(FOLLOWUP):
        share = line["unit"] == "share"
        rows.append(
            Row(
                names.target(line["target"], words),
                [
                    date_text(str(line["month"])),
                    level(material, line, "value"),
                    cells.ends(line, "low", "high", 1 if share else 0, 100 if share else 1),
                    level(material, line, "short"),
                    level(material, line, "long"),
                    words[f"source_{line['source']}"],
                    Cell("", mark=MARKS[str(line["state"])],
                         word=words[f"verdict_{line['state']}"]),
                ],
            )
        )  # fmt: skip
    columns = [
        Column(words["latest_month"]), Column(words["latest"]), cells.interval(material),
        Column(words["short"]), Column(words["long"]), Column(words["source"], align="left"),
        Column(words["state_of_goal"], align="left"),
    ]  # fmt: skip
    return material.table(
        "tbl-followup", FOLLOWUP, words["goal"], columns, rows,
        text="followup", n_text=material.say("followup_n"), wide=True,
    )  # fmt: skip
