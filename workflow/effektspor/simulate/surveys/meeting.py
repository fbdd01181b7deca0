"""How well the written staff survey meets the published cells."""

import numpy as np
import pandas as pd

from effektspor.simulate.surveys.questionnaire import FIVE, Questionnaire
from effektspor.simulate.surveys.targets import ELEMENTS, ROLES, WAVES


def meeting(frame: pd.DataFrame, cells: pd.DataFrame, questionnaire: Questionnaire) -> pd.DataFrame:
    """Published and own share of each cell of tables 1 to 3, counted in the file itself."""
    wave = frame[questionnaire.name_of("wave")].to_numpy()
    place = frame[questionnaire.name_of("municipality")].to_numpy()
    role = frame[questionnaire.name_of("role")].to_numpy()
    own, answers = [], []
    values = {
        element: np.column_stack(
            [questionnaire.turned(item, frame[item].to_numpy()) for item in items]
        )
        for element, items in ((e, questionnaire.items_of(e)) for e in ELEMENTS)
    }
    for each in cells.to_dict("records"):
        mine = wave == 1 + WAVES.index(each["wave"])
        if each["table"] == "t2":
            mine &= role == 1 + ROLES.index(each["unit"])
        elif each["table"] == "t3":
            mine &= place == each["municipality"]
        given = values[each["element"]][mine]
        valid = int((given <= FIVE).sum())
        answers.append(valid)
        own.append(100 * int(((given >= 4) & (given <= FIVE)).sum()) / max(valid, 1))
    found = cells.rename(columns={"percent": "published"}).drop(columns="item_id")
    found["own"], found["answers"] = own, answers
    found["met"] = (found["own"] - found["published"]).abs() < 0.5
    return found
