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
from effektspor.simulate.surveys.agreement import (
    Margins,
    agreeing,
    largest_miss,
    printable,
)
from effektspor.simulate.surveys.belief import belief_answers
from effektspor.simulate.surveys.latent import persistent
from effektspor.simulate.surveys.panel import Panel, draw_panel
from effektspor.simulate.surveys.parameters import Staff
from effektspor.simulate.surveys.questionnaire import Questionnaire
from effektspor.simulate.surveys.sizes import respondents
from effektspor.simulate.surveys.targets import ELEMENTS, ROLES, WAVES, Targets, all_targets

DONT_KNOW, REFUSED = 8.0, 9.0


@dataclass(frozen=True)
class StaffSurvey:
    """The file, and how well it meets the published cells."""

    frame: pd.DataFrame
    cells: pd.DataFrame
    """table, unit, municipality, element, wave, published, own (per cent), answers, met (bool)."""
    slack: dict[str, float]
    """Points at which weights were found, by wave."""


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
    believed = questionnaire.items_of("belief")
    answers |= belief_answers(panel, believed, questionnaire.reversed_items(), staff, rng)
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
    return StaffSurvey(whole, meeting(whole, parameters.fidelity, questionnaire), slack)


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
            silent, agree = _fitting(
                panel.place[rows], cell, reluctance[rows], len(items), margins, staff, rng
            )
            codes[rows] = _codes(latent[rows], silent, cell, agree.ravel(), staff)
            codes[rows] = np.where(silent, _reasons(silent.shape, staff, rng), codes[rows])
        yield element, {item: codes[:, column] for column, item in enumerate(items)}


def _fitting(
    place: np.ndarray,
    cell: np.ndarray,
    reluctance: np.ndarray,
    n_items: int,
    margins: Margins,
    staff: Staff,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Which answers are not given, and how many of the others agree in each cell.

    Drawn again while a margin is missed, since the number of valid answers decides which shares
    whole numbers can give; the draw with the smallest largest miss is kept.
    """
    shape = (len(margins.rows), len(ROLES))
    best: tuple[float, np.ndarray, np.ndarray] | None = None
    for _ in range(staff.draws):
        chance = rng.standard_normal((len(place), n_items))
        silent = _silent(place, reluctance[:, None] + chance, margins, staff, rng)
        counts = np.bincount(cell, (~silent).sum(axis=1), shape[0] * shape[1])
        valid = counts.astype("int64").reshape(shape)
        agree = agreeing(valid, margins, staff.rounding)
        miss = largest_miss(valid, agree, margins)
        if best is None or miss < best[0]:
            best = miss, silent, agree.ravel()
        if miss <= staff.rounding + 1e-9:
            break
    assert best is not None  # at least one draw
    return best[1], best[2]


def _silent(
    place: np.ndarray,
    score: np.ndarray,
    margins: Margins,
    staff: Staff,
    rng: np.random.Generator,
) -> np.ndarray:
    """Which answers are not given (bool, respondents x items): the largest scores of each place.

    A share of few answers can be printed as published with some numbers of valid answers only; of
    those the one nearest to the drawn number is taken.
    """
    rate = staff.dont_know + staff.refused + staff.missing
    silent = np.zeros(score.shape, dtype=bool)
    for row, percent in enumerate(margins.rows):
        mine = np.flatnonzero(place == row)
        n = len(mine) * score.shape[1]
        drawn = int(rng.binomial(n, rate))
        most = max(int(staff.most_missing * n), drawn)
        possible = [m for m in range(most + 1) if printable(n - m, percent, staff.rounding)]
        count = min(possible, key=lambda m: (abs(m - drawn), m)) if possible else drawn
        flat = np.argsort(-score[mine].ravel(), kind="stable")[:count]
        silent[mine[flat // score.shape[1]], flat % score.shape[1]] = True
    return silent


def _codes(
    latent: np.ndarray, silent: np.ndarray, cell: np.ndarray, agree: np.ndarray, staff: Staff
) -> np.ndarray:
    """Codes 1-5: in each cell the given number of the highest latent answers agree."""
    codes = np.full(latent.shape, np.nan)
    cuts = staff.cuts
    for each in np.unique(cell):
        rows = cell == each
        values = np.where(silent[rows], np.nan, latent[rows])
        ordered = np.sort(values[~np.isnan(values)])[::-1]
        n, k = len(ordered), int(agree[each])
        if not n:
            continue
        inside = ordered[np.clip([k - 1, k], 0, n - 1)]
        border = float(inside.mean()) + (0.5 if k == 0 else -0.5 if k == n else 0.0)
        above = values - border
        found = np.select(
            [above > cuts.strong, above > 0, above > -cuts.neither, above > -cuts.disagree],
            [5.0, 4.0, 3.0, 2.0],
            default=1.0,
        )
        codes[rows] = np.where(np.isnan(values), np.nan, found)
    return codes


def _reasons(shape: tuple[int, ...], staff: Staff, rng: np.random.Generator) -> np.ndarray:
    """Why an answer is not given: don't know, refused, or nothing at all."""
    weights = np.array([staff.dont_know, staff.refused, staff.missing])
    return rng.choice([DONT_KNOW, REFUSED, np.nan], size=shape, p=weights / weights.sum())


def meeting(frame: pd.DataFrame, cells: pd.DataFrame, questionnaire: Questionnaire) -> pd.DataFrame:
    """Published and own share of each cell of tables 1 to 3, counted in the file itself."""
    wave = frame[questionnaire.name_of("wave")].to_numpy()
    place = frame[questionnaire.name_of("municipality")].to_numpy()
    role = frame[questionnaire.name_of("role")].to_numpy()
    own, answers = [], []
    values = {e: frame[questionnaire.items_of(e)].to_numpy() for e in ELEMENTS}
    for each in cells.to_dict("records"):
        mine = wave == 1 + WAVES.index(each["wave"])
        if each["table"] == "t2":
            mine &= role == 1 + ROLES.index(each["unit"])
        elif each["table"] == "t3":
            mine &= place == each["municipality"]
        given = values[each["element"]][mine]
        valid = int((given <= 5).sum())
        answers.append(valid)
        own.append(100 * int(((given >= 4) & (given <= 5)).sum()) / max(valid, 1))
    found = cells.rename(columns={"percent": "published"}).drop(columns="item_id")
    found["own"], found["answers"] = np.round(own, 4), answers
    found["met"] = (found["own"] - found["published"]).abs() < 0.5
    return found
