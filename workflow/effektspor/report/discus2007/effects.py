"""Tables of what the draw shows: outcomes, the same without each municipality, subgroups."""

from effektspor.evaluations.trial.arms import ARMS
from effektspor.report import cells
from effektspor.report.cells import Line
from effektspor.report.discus2007.pair_charts import ALL, BLOCKS, EFFORT, JOBS
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

BEST = "without_best"
OUTCOMES, PLACES, SUBGROUPS = "outcomes.table", "outcomes.places.table", "subgroups.table"
PLANNED = "figure.outcomes"  # the same outcomes of all who were drawn, which the plan names
DIFFERENCE = ("diff_low", "diff_high")


def outcomes(material: Material) -> str:
    """Every outcome of all who were drawn: both arms, difference, ratio, p by the draw and exact."""
    lines = [line for line in material.rows(OUTCOMES) if line["scope"] == ALL]
    rows: list[Row | Group] = []
    for block in (*BLOCKS, EFFORT):
        own = [line for line in lines if _block(line) == block]
        if own:
            rows.append(Group(material.words[f"chart_block_{block}"]))
            rows += [Row(_name(material, line), _cells(material, line)) for line in own]
    return material.table(
        "tbl-outcomes", PLANNED, material.words["outcome"], _columns(material), rows,
        text="outcomes", n_text=material.say("outcomes_n"), wide=True,
    )  # fmt: skip


def without_best(material: Material) -> str:
    """The outcomes of work without the municipality whose own arm did best, beside all."""
    lines = [line for line in material.rows(OUTCOMES) if _block(line) == "work"]
    rows: list[Row | Group] = []
    for scope in (ALL, BEST):
        rows.append(Group(material.words[f"scope_{scope}"]))
        rows += [
            Row(_name(material, line), _cells(material, line))
            for line in lines
            if line["scope"] == scope
        ]
    return material.table(
        "tbl-without-best", OUTCOMES, material.words["outcome"], _columns(material), rows,
        text="without_best", n_text=material.say("outcomes_n"), wide=True,
    )  # fmt: skip


def answers(material: Material) -> str:
    """Activities and answers: those known, and how far the others could move the difference."""
    words = material.words
    lines = [
        line for line in material.rows(OUTCOMES) if line["scope"] == ALL and _block(line) == EFFORT
    ]
    columns = [*(Column(words[f"arm_{arm}"]) for arm in ARMS), Column(words["points"]),
               cells.interval(material), Column(words["bounds"])]  # fmt: skip
    rows = [
        Row(
            cells.label(line),
            [
                *(cells.count_of(material, line, f"n_{arm}", f"of_{arm}") for arm in ARMS),
                cells.number(material, line, "difference", 1, 100, sign=True),
                cells.ends(line, *DIFFERENCE, scale=100),
                cells.ends(line, "bound_low", "bound_high", scale=100),
            ],
        )
        for line in lines
    ]
    return material.table(
        "tbl-answers", PLANNED, words["outcome"], columns, rows,
        text="answers", n_text=material.say("outcomes_n"), wide=True,
    )  # fmt: skip


def places(material: Material) -> str:
    """Each municipality by itself, and the difference without it."""
    words = material.words
    alone, without = words["alone"], words["left_out"]
    columns = [
        *(Column(words[f"arm_{arm}"], spanner=alone) for arm in ARMS),
        Column(words["points"], spanner=alone),
        cells.interval(material, alone),
        Column(words["points"], spanner=without),
        cells.interval(material, without),
        Column(words["p"], spanner=without),
    ]
    rows = [
        Row(
            words["place_best" if bool(line["best"]) else "place"].format(place=line["place"]),
            [
                *(cells.count_of(material, line, f"n_{arm}", f"of_{arm}") for arm in ARMS),
                cells.number(material, line, "difference", 1, 100, sign=True),
                cells.ends(line, *DIFFERENCE, scale=100),
                cells.number(material, line, "without_difference", 1, 100, sign=True),
                cells.ends(line, "without_low", "without_high", scale=100),
                cells.p_of(line, "p_without"),
            ],
        )
        for line in material.rows(PLACES)
    ]
    return material.table(
        "tbl-places", PLACES, words["municipality"], columns, rows,
        text="places", n_text=material.say("outcomes_n"), wide=True,
    )  # fmt: skip


def subgroups(material: Material) -> str:
    """Both levels of each subgroup, and what their differences differ by."""
    words = material.words
    lines = material.rows(SUBGROUPS)
    columns = [*(Column(words[f"arm_{arm}"]) for arm in ARMS), Column(words["points"]),
               cells.interval(material), Column(words["p"]), Column(words["p_holm"])]  # fmt: skip
    rows: list[Row | Group] = []
    for name in dict.fromkeys(str(line["subgroup"]) for line in lines):
        own = [line for line in lines if line["subgroup"] == name]
        rows.append(Group(words[f"subgroup_{name}"]))
        for line in own:
            counts = [cells.count_of(material, line, f"n_{arm}", f"of_{arm}") for arm in ARMS]
            gap = cells.number(material, line, "difference", 1, 100, sign=True)
            low_high = cells.ends(line, "low", "high", scale=100)
            rows.append(Row(cells.label(line), [*counts, gap, low_high, cells.DASH, cells.DASH]))
        told = own[0]
        rows.append(
            Row(
                words["interaction"],
                [
                    cells.DASH, cells.DASH,
                    cells.number(material, told, "interaction", 1, 100, sign=True),
                    cells.ends(told, "interaction_low", "interaction_high", scale=100),
                    cells.p_of(told, "p_interaction"), cells.p_of(told, "p_holm"),
                ],
                total=True,
            )
        )  # fmt: skip
    return material.table(
        "tbl-subgroups", SUBGROUPS, words["subgroup"], columns, rows,
        text="subgroups", n_text=material.say("outcomes_n"), wide=True,
    )  # fmt: skip


def _block(line: Line) -> str:
    name = str(line["outcome"])
    return next((key for key, starts in BLOCKS.items() if name.startswith(starts)), EFFORT)


def _name(material: Material, line: Line) -> str:
    if line["unit"] == JOBS:
        return material.words["per_hundred"].format(label=cells.label(line))
    return cells.label(line)


def _columns(material: Material) -> list[Column]:
    words = material.words
    return [
        *(Column(words[f"arm_{arm}"]) for arm in ARMS),
        Column(words["points"]),
        cells.interval(material),
        Column(words["ratio"]),
        Column(words["p_draw"]),
        Column(words["p_exact"]),
    ]


def _cells(material: Material, line: Line) -> list[str]:
    return [
        *(_counted(material, line, arm) for arm in ARMS),
        cells.number(material, line, "difference", 1, 100, sign=True),
        cells.ends(line, *DIFFERENCE, scale=100),
        cells.number(material, line, "ratio", 2),
        cells.p_of(line, "p_randomisation"),
        cells.p_of(line, "p_exact"),
    ]


def _counted(material: Material, line: Line, arm: str) -> str:
    """Count and share; of jobs, jobs per hundred persons."""
    count = cells.count_of(material, line, f"n_{arm}", f"of_{arm}")
    if count in (cells.DASH, material.words["hidden"]):
        return count
    share = cells.per_cent(material, line, f"share_{arm}")
    return material.words["count_share"].format(count=count, share=share)
