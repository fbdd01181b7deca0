"""Who is invited to a survey of citizens, and who answers."""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.parameters import Parameters
from effektspor.simulate.surveys.parameters import Citizens, CitizenSurvey


@dataclass(frozen=True)
class Invited:
    """The invited persons of one survey (arrays of shape (n,))."""

    municipality: np.ndarray  # int64, code
    man: np.ndarray  # bool
    age_group: np.ndarray  # int64, 0 to 3
    answered: np.ndarray  # bool, wholly or in part
    broke_off: np.ndarray  # bool
    weight: np.ndarray  # float64, mean 1 among those who answered, 0 for the others

    @property
    def status(self) -> np.ndarray:
        """1 answered, 2 in part, 3 not."""
        return np.where(self.broke_off, 2.0, np.where(self.answered, 1.0, 3.0))


def draw_invited(
    parameters: Parameters, citizens: Citizens, survey: CitizenSurvey, rng: np.random.Generator
) -> Invited:
    """Draw the invited; exactly the published number answers, the likelier ones more often."""
    places = parameters.places[parameters.places["participant"] == 1]
    size = places["population_thousands_approx"].to_numpy(dtype="float64")
    n = survey.invited
    place = rng.choice(len(places), size=n, p=size / size.sum())
    man = rng.random(n) < citizens.men
    groups = np.array(citizens.age_groups)
    age_group = rng.choice(len(groups), size=n, p=groups / groups.sum())
    response = citizens.response
    inclination = (
        response["woman"] * ~man
        + response["per_age_group"] * age_group
        + (response["municipality_sd"] * rng.standard_normal(len(places)))[place]
        + rng.logistic(size=n)  # the largest of these are a logit model with a fixed number
    )
    answered = np.zeros(n, dtype=bool)
    answered[np.argsort(-inclination, kind="stable")[: survey.answered]] = True
    broke_off = np.zeros(n, dtype=bool)
    several = round(citizens.partial * survey.answered)
    broke_off[rng.choice(np.flatnonzero(answered), size=several, replace=False)] = True
    return Invited(
        municipality=places["code"].to_numpy(dtype="int64")[place],
        man=man,
        age_group=age_group,
        answered=answered,
        broke_off=broke_off,
        weight=_weights(answered, man * len(groups) + age_group),
    )


def _weights(answered: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    """Invited over respondents in the stratum of sex and age, mean 1 among the respondents."""
    invited = np.bincount(stratum)
    respondents = np.bincount(stratum, answered, len(invited))
    ratio = (invited / np.maximum(respondents, 1))[stratum] * answered
    weight: np.ndarray = ratio * answered.sum() / ratio.sum()
    return weight
