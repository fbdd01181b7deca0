"""The persons of the trial: arm, outcome, place, and everything that is dealt out among them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.errors import ConfigError
from effektspor.simulate.trial.bases import Split
from effektspor.simulate.trial.parameters import (
    ARMS,
    NAME,
    Category,
    TrialParameters,
    Variable,
)
from effektspor.simulate.trial.quotas import Groups, table_of


@dataclass(frozen=True)
class Latent:
    """Standard normal traits of the persons that no file has, shape (persons,)."""

    nearness: np.ndarray
    motivation: np.ndarray


Answers = dict[str | None, int]
"""Number of persons by category, None for no answer."""


def group_sizes(parameters: TrialParameters, split: Split) -> dict[tuple[str, str], int]:
    """Persons by arm and outcome, those employed first.

    Raises
    ------
    ConfigError
        An arm has not as many persons as the design says.
    """
    design = parameters.design
    sizes: dict[tuple[str, str], int] = {(a, "flexjob"): split.persons[a] for a in ARMS}
    sizes |= {(a, o): n for o, by_arm in parameters.outcomes.items() for a, n in by_arm.items()}
    for arm in ARMS:
        found = sum(n for (a, _), n in sizes.items() if a == arm)
        if found != design.municipalities * design.per_arm:
            raise ConfigError(
                f"{arm} has {found} persons by outcome, and "
                f"{design.municipalities * design.per_arm} by the design",
                where=f"{NAME}: outcomes",
                todo="let the persons of each arm add up",
            )
    return sizes


def draw_people(
    parameters: TrialParameters, split: Split, rng: np.random.Generator
) -> pd.DataFrame:
    """Persons with arm, outcome, place (0, 1, ...) and the values of all dealt variables."""
    sizes = group_sizes(parameters, split)
    groups: Groups = tuple(sizes)
    number = np.repeat(np.arange(len(groups)), list(sizes.values()))
    people = pd.DataFrame(
        {
            "arm": [groups[g][0] for g in number],
            "outcome": [groups[g][1] for g in number],
            "group": number,
        }
    )
    people["had_job"] = _had_job(people, parameters, rng)
    people["place"] = _places(people, parameters, rng)
    latent = Latent(rng.standard_normal(len(people)), rng.standard_normal(len(people)))
    searched = _searched(split)
    for name, variable in parameters.variables.items():
        given = _with_fixed(variable, searched.get(name, {}))
        people[name] = _dealt(people, name, given, groups, latent, rng)
        _derive(people)
    return people


def _had_job(
    people: pd.DataFrame, parameters: TrialParameters, rng: np.random.Generator
) -> np.ndarray:
    """Who had a job that counts: those employed at the end, and those whose only job ended."""
    had = (people["outcome"] == "flexjob").to_numpy().copy()
    for arm, by_outcome in parameters.jobs.ended.items():
        for outcome, count in by_outcome.items():
            mine = np.flatnonzero((people["arm"] == arm) & (people["outcome"] == outcome))
            had[rng.permutation(mine)[:count]] = True
    return had


def _places(
    people: pd.DataFrame, parameters: TrialParameters, rng: np.random.Generator
) -> np.ndarray:
    """Places by arm: those with jobs as told, nobody whose job ended in the best, the others at will.

    A second job is in one of the places after the best.
    """
    design, jobs = parameters.design, parameters.jobs
    found = np.full(len(people), -1)
    for arm in ARMS:
        mine = (people["arm"] == arm).to_numpy()
        persons = np.array(jobs.places[arm])
        for second in range(jobs.twice[arm]):
            persons[1 + second % (len(persons) - 1)] -= 1
        lasted = (people["outcome"] == "flexjob").to_numpy()
        holders = mine & people["had_job"].to_numpy()
        first = rng.permutation(np.flatnonzero(holders & lasted))
        best = persons[0] - jobs.best_ended if arm == "municipality" else 0
        found[first[:best]] = 0
        rest = rng.permutation(np.r_[first[best:], np.flatnonzero(holders & ~lasted)])
        left = persons - np.bincount(first[:best] * 0, minlength=len(persons))
        found[rest] = np.repeat(np.arange(len(persons)), left)
        open_ = design.per_arm - np.bincount(found[holders], minlength=design.municipalities)
        others = rng.permutation(np.flatnonzero(mine & (found < 0)))
        found[others] = np.repeat(np.arange(design.municipalities), open_)
    return found


def _searched(split: Split) -> dict[str, dict[str, Answers]]:
    """Numbers of those employed that the search found: variable, group, category."""
    found: dict[str, dict[str, Answers]] = {}
    for arm in ARMS:
        n, group = split.persons[arm], f"{arm}.flexjob"
        share = {item: by_arm[arm] for item, by_arm in split.shares.items()}
        origin: Answers = {"sickness": share["origin"].count, None: n - share["origin"].base}
        before, after = share["right_solution_before"], share["satisfied"]
        answers: dict[str, Answers] = {
            "origin": origin,
            "long_wait": {"yes": share["long_wait"].count},
            "answered_before": {"yes": before.base},
            "right_solution_before": {"yes": before.count},
            "answered_after": {"yes": after.base},
        }
        for variable, values in answers.items():
            found.setdefault(variable, {})[group] = values
    return found


def _with_fixed(variable: Variable, searched: Mapping[str, Answers]) -> Variable:
    categories: list[Category] = []
    for category in variable.categories:
        fixed = dict(category.fixed)
        for group, values in searched.items():
            if category.value in values:
                fixed[group] = values[category.value]
        categories.append(category.model_copy(update={"fixed": fixed}))
    return variable.model_copy(update={"categories": categories})


def _dealt(
    people: pd.DataFrame,
    name: str,
    variable: Variable,
    groups: Groups,
    latent: Latent,
    rng: np.random.Generator,
) -> np.ndarray:
    """Values by person: exact numbers by group, within it by place on a latent scale."""
    asked = np.ones(len(people), dtype=bool)
    if variable.of is not None:
        asked = people[variable.of].map(lambda value: value in (True, "yes")).to_numpy(dtype=bool)
    group = people["group"].to_numpy()
    table = table_of(
        name, variable.categories, groups, np.bincount(group[asked], minlength=len(groups))
    )
    own = np.sqrt(max(1 - variable.nearness**2 - variable.motivation**2, 0.0))
    scale = (
        variable.nearness * latent.nearness
        + variable.motivation * latent.motivation
        + own * rng.standard_normal(len(people))
    )
    values = np.array([category.value for category in variable.categories], dtype=object)
    found = np.full(len(people), None, dtype=object)
    for number, counts in enumerate(table):
        mine = np.flatnonzero(asked & (group == number))
        found[mine[np.argsort(-scale[mine], kind="stable")]] = np.repeat(values, counts)
    return found


def _derive(people: pd.DataFrame) -> None:
    """Who is asked what follows from what is dealt."""
    people["other_actor"] = people["arm"] == "other_actor"
    if "answered_after" in people:
        answered = people["answered_after"] == "yes"
        employed = people["outcome"].isin(["flexjob", "returned_job"])
        people["silent_after"] = ~answered
        people["employed_after"] = answered & employed
    if "active_else" in people:
        people["active"] = (people["activity_after"] == "yes") | (people["active_else"] == "yes")
