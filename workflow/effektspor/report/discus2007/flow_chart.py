"""The way of the persons through the trial as boxes, in the stages that CONSORT names."""

from collections.abc import Sequence

import pandas as pd

from effektspor.evaluations.result_tables import records
from effektspor.evaluations.trial.arms import ALL, ARMS
from effektspor.report import danish
from effektspor.report.charts.boxes import Level, Node
from effektspor.report.drawing import Words

RETURNED = ("returned",)
DRAWN = "randomised_arm"
FOLLOWED = ("answered_before", "answered_after", "in_register", "moved", "followed_to_end")


def flow_levels(table: pd.DataFrame, words: Words) -> list[Level]:
    """The levels of the figure, from the result table of the flow; a step it lacks is left out."""
    known = {(str(row["step"]), str(row["arm"])): row["n"] for row in records(table)}
    # The arms are named where they part.
    known |= {(DRAWN, arm): known.get(("randomised", arm)) for arm in ARMS}

    def said(step: str, arm: str) -> str:
        count = known.get((step, arm))
        hidden = count is None or pd.isna(count)
        n = words["hidden_count"] if hidden else danish.number(float(count or 0))
        return words[f"flow_{step}"].format(n=n, arm=words[f"arm_{arm}"])

    def of_each(stage: str, title: str, steps: Sequence[str]) -> Level:
        nodes = {
            arm: Node(
                said(title, arm) if (title, arm) in known else words[f"flow_{title}"],
                [said(step, arm) for step in steps if (step, arm) in known],
            )
            for arm in ARMS
        }
        return Level(words[f"flow_stage_{stage}"], nodes)

    drawn = Node(said("randomised", ALL), [words["flow_blocks"]])
    return [
        Level(words["flow_stage_enrolment"], {ALL: Node(said("provided", ALL))}),
        Level(words["flow_stage_enrolment"], {ALL: drawn}),
        of_each("allocation", DRAWN, RETURNED),
        of_each("followup", "followup", FOLLOWED),
        of_each("analysis", "analysed", ()),
    ]
