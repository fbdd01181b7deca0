"""How alike a person's outcome is in two weeks, measured on simulated persons."""

import numpy as np

from effektspor.config.simulation import SimulationSettings
from effektspor.estimators.moments import Floats
from effektspor.simulate.engine import Chunk, World, open_world
from effektspor.simulate.outcomes import PAIRS, see
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.streams import Root
from effektspor.simulate.world import study_settings

LAGS = (1, 4, 13, 26, 52)
FROM = 20  # weeks of the figures before this have too few persons


def persistence(
    settings: SimulationSettings, parameters: Parameters, root: Root
) -> dict[tuple[str, str], dict[int, float]]:
    """Correlation of the outcome between two weeks, by series and weeks apart.

    Persons of the later cohort in comparison municipalities, within the denominator in both weeks,
    each week's mean taken off.
    """
    world = open_world(study_settings(settings, parameters), parameters, root)
    sums = {pair: np.zeros((len(LAGS), 3)) for pair in PAIRS}
    for chunk in world.chunks(with_off=False):
        for pair, (among, event) in _weekly(world, chunk).items():
            sums[pair] += _products(among, event)
    return {
        pair: dict(zip(LAGS, (row[:, 0] / np.sqrt(row[:, 1] * row[:, 2])).tolist(), strict=True))
        for pair, row in sums.items()
    }


def _weekly(world: World, chunk: Chunk) -> dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]:
    """Denominator and outcome of each series by figure week and person, (T, persons)."""
    parameters, span, persons = world.parameters, world.span, chunk.persons
    first = span.index_of(min(parameters.cohorts.post_years), 1)
    start = persons.start[: persons.n_starters]
    mine = (start >= first) & ~persons.treated[: len(start)]
    weeks = np.arange(first, first + parameters.cohorts.follow_weeks)
    codes, jobs = chunk.on.codes[:, mine], chunk.on.jobs[:, mine]
    seen = see(start[mine], codes, jobs, parameters, span, int(weeks[-1]))
    inside = (weeks[:, None] >= seen.start) & (weeks[:, None] <= seen.last)
    before = weeks[:, None] > seen.start
    internship, hours = seen.internship[weeks], seen.hours[span.month_index[weeks]]
    return dict(zip(PAIRS, ((inside, internship), (before, hours), (inside, hours)), strict=True))


def _products(among: np.ndarray, event: np.ndarray) -> Floats:
    """Sums of products and of the two squares for each lag, (lags, 3)."""
    count = np.maximum(among.sum(axis=1), 1)
    deviation = np.where(among, event - ((among & event).sum(axis=1) / count)[:, None], 0.0)
    rows = []
    for lag in LAGS:
        early, late = deviation[FROM:-lag], deviation[FROM + lag :]
        both = among[FROM:-lag] & among[FROM + lag :]
        rows.append(((early * late).sum(), (early**2 * both).sum(), (late**2 * both).sum()))
    return np.array(rows)
