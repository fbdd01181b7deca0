"""The frame of the trial as a table: dates and limits of the run beside what the source says."""

from effektspor.report import cells
from effektspor.report.findings import level_of
from effektspor.report.formats import write
from effektspor.report.items import as_printed
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row

TABLE = "replication.table"
ROWS: tuple[tuple[str, str, str, str], ...] = (
    # Word, artefact of the run and its format, printed figure.
    ("frame_persons", "flow.randomised.all", "num0", "d07.n_citizens.p4"),
    ("frame_municipalities", "outcomes.places", "num0", "d07.n_municipalities"),
    ("frame_other_actor", "flow.randomised.other_actor", "num0", ""),
    ("frame_municipality", "flow.randomised.municipality", "num0", ""),
    ("frame_wait", "study.least_weeks", "num0", "d07.inclusion_min_wait.p4"),
    ("frame_long", "study.long_weeks", "num0", "d07.wait18m.threshold"),
    ("frame_start", "study.project_start", "date", "d07.timeframe_start"),
    ("frame_end", "study.project_end", "date", "d07.end.date"),
    ("frame_months", "study.project_months", "num0", "d07.timeframe_length"),
    ("frame_status", "study.status_date", "date", "d07.followup_date.p7"),
    ("frame_extract", "study.extract", "date", ""),
)


def frame(material: Material) -> str:
    """What the run rests on and what is printed, row by row."""
    words = material.words
    printed = {str(line["item_id"]): line for line in material.rows(TABLE)}
    rows = []
    for word, key, form, item in ROWS:
        own = (
            write(material.artefacts[key], form, word, level_of(material.artefacts))
            if key in material.artefacts
            else words["hidden"]
        )
        line = printed.get(item)
        stated = as_printed(material, line) if line is not None else cells.DASH
        rows.append(Row(words[word], [own, stated, str(line["page"]) if line else cells.DASH]))
    columns = [
        Column(words["this_run"]),
        Column(words["item_published"]),
        Column(words["item_page"]),
    ]
    return material.table(
        "tbl-frame", "replication.table", words["frame"], columns, rows,
        text="frame", n_text=material.say("frame_n"),
    )  # fmt: skip
