"""What the truth file says of the staff survey: how well it meets the published cells."""

from typing import Any

from effektspor.simulate.surveys.staff import StaffSurvey

_SHOWN = ["table", "unit", "element", "wave", "published", "own", "answers"]


def staff_report(survey: StaffSurvey) -> dict[str, Any]:
    """Respondents; number of cells, of those within rounding, and the others one by one."""
    cells = survey.cells
    missed = cells.loc[~cells["met"], _SHOWN]
    distance = (cells["own"] - cells["published"]).abs()
    return {
        "respondents": survey.respondents,
        "cells": len(cells),
        "within_rounding": int(cells["met"].sum()),
        "largest_miss": round(float(distance.max()), 4),
        "slack": survey.slack,
        "missed": missed.to_dict("records"),
    }
