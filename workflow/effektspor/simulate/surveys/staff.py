"""The fidelity survey of the staff: three waves in one file.

The numbers of agreeing answers are given (`agreement`); which answers of a cell agree follows a
latent model (a person's general view, a view of each element, the item, chance), so that
items of one element belong together and the elements correlate.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.simulate.parameters import Parameters
from effektspor.simulate.streams import Root, stream
from effektspor.simulate.surveys.agreement import Margins
from effektspor.simulate.surveys.belief import belief_answers
from effektspor.simulate.surveys.cells import codes_of, fitting, reasons
from effektspor.simulate.surveys.latent import persistent
from effektspor.simulate.surveys.meeting import meeting
from effektspor.simulate.surveys.panel import Panel, draw_panel
from effektspor.simulate.surveys.parameters import Staff
from effektspor.simulate.surveys.questionnaire import Questionnaire
from effektspor.simulate.surveys.sizes import respondents
from effektspor.simulate.surveys.targets import ELEMENTS, ROLES, WAVES, Targets, all_targets


@dataclass(frozen=True)
class StaffSurvey:
    """The file, and how well it meets the published cells."""

    frame: pd.DataFrame
    cells: pd.DataFrame
    """table, unit, municipality, element, wave, published, own (per cent), answers, met (bool)."""
    slack: dict[str, float]
    """Points at which weights were found, by wave."""
    respondents: dict[str, dict[str, int]]
    """By wave and role."""


def draw_staff(
    parameters: Parameters, staff: Staff, questionnaire: Questionnaire, root: Root
) -> StaffSurvey:
    """Draw the whole survey."""
    rng = stream(root, "staff")
    targets = all_targets(parameters.fidelity, staff.midway_weight)
    places = parameters.places.set_index("code")["population_thousands_approx"]
    population = places.loc[targets["start"].codes].to_numpy(dtype="float64")
    numbers, slack = {}, {}
    for wave in WAVES:
        numbers[wave], slack[wave] = respondents(targets[wave], population, staff, wave)
    panel = draw_panel([numbers[wave] for wave in WAVES], staff.stay, rng)
    answers = {
        item: values
        for element, values_of in _element_answers(panel, targets, staff, questionnaire, rng)
        for item, values in values_of.items()
    }
    believed = belief_answers(panel, questionnaire.items_of("belief"), staff, rng)
    answers |= {item: questionnaire.turned(item, codes) for item, codes in believed.items()}
    numbers_of = rng.permutation(9000)[: panel.n_persons] + 1000
    frame = pd.DataFrame(
        {
            questionnaire.name_of("respondent"): numbers_of[panel.person].astype("float64"),
            questionnaire.name_of("wave"): panel.wave + 1.0,
            questionnaire.name_of("municipality"): targets["start"].codes[panel.place] * 1.0,
            questionnaire.name_of("role"): panel.role + 1.0,
            questionnaire.name_of("weight"): 1.0,
            **answers,
        }
    )
    order = np.lexsort((rng.random(len(frame)), panel.wave))
    whole = frame[list(questionnaire.variables["variable"])].iloc[order].reset_index(drop=True)
    by_role = {
        wave: dict(zip(ROLES, (int(n) for n in numbers[wave].sum(axis=0)), strict=True))
        for wave in WAVES
    }
    cells = meeting(whole, parameters.fidelity, questionnaire)
    return StaffSurvey(whole, cells, slack, by_role)


def _element_answers(
    panel: Panel,
    targets: dict[str, Targets],
    staff: Staff,
    questionnaire: Questionnaire,
    rng: np.random.Generator,
) -> Iterator[tuple[str, dict[str, np.ndarray]]]:
    general = persistent(panel, staff.persistence, rng)
    reluctance = 0.8 * rng.standard_normal(panel.n_persons)[panel.person]
    variance = staff.variance
    for number, element in enumerate(ELEMENTS):
        items = questionnaire.items_of(element)
        own = persistent(panel, staff.persistence, rng)
        difficulty = staff.item_spread * rng.standard_normal(len(items))
        latent = (
            np.sqrt(variance.general) * general[:, None]
            + np.sqrt(variance.element) * own[:, None]
            + np.sqrt(variance.item) * rng.standard_normal((len(general), len(items)))
            + difficulty
        )
        codes = np.full(latent.shape, np.nan)
        for wave, name in enumerate(WAVES):
            margins = Margins(
                targets[name].by_municipality[:, number],
                targets[name].by_role[:, number],
                float(targets[name].total[number]),
            )
            rows = np.flatnonzero(panel.wave == wave)
            cell = panel.place[rows] * len(ROLES) + panel.role[rows]
            silent, agree = fitting(
                panel.place[rows], cell, reluctance[rows], len(items), margins, staff, rng
            )
            codes[rows] = codes_of(latent[rows], silent, cell, agree.ravel(), staff)
            codes[rows] = np.where(silent, reasons(silent.shape, staff, rng), codes[rows])
        yield (
            element,
            {
                item: questionnaire.turned(item, codes[:, column])
                for column, item in enumerate(items)
            },
        )
