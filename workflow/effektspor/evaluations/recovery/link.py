"""How often the tests of the link find something, by the strength that was put in."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from effektspor.estimators.link.permutation import permute
from effektspor.estimators.link.power import power
from effektspor.estimators.link.regression import slope_p
from effektspor.estimators.meta import pool
from effektspor.estimators.moments import Floats
from effektspor.evaluations.link.exposures import ELEMENTS, PRIMARY
from effektspor.evaluations.link.table import Effects
from effektspor.evaluations.recovery.link_worlds import LinkGenerator

STRENGTHS = (0.0, 0.25, 0.5, 0.75)
DRAWS = 999
EXACT_WORLDS = 20_000
LINK_SUMMARY = ["r2", "quantity", "value", "mc_se", "worlds"]


def judge_link(
    generator: LinkGenerator,
    levels: pd.DataFrame,
    *,
    strengths: Sequence[float] = STRENGTHS,
    worlds: int,
    alpha: float = 0.05,
    seed: int = 1,
) -> pd.DataFrame:
    """Tests of all elements, the index and an unrelated exposure in simulated worlds.

    Parameters
    ----------
    levels
        Published end values by municipality number, columns `ELEMENTS`; read as shares without
        error.

    Returns
    -------
    DataFrame
        `LINK_SUMMARY`. Quantities: `hits` (mean number of the six that are significant, each for
        itself), `any`, `all`; the same of the family with `_family`, and by permutation alone with
        `_permutation`; `power_<element>`, `power_index`, `power_unrelated`; `r2_effects` (mean
        squared correlation of the observed effects with the index), `r2_strength` (the same of the
        strength of the programme). `hits_exact` and `all_exact`: what would be found if every effect
        were known and nothing but the strength differed between municipalities.
    """
    values = levels.sort_index()[list(ELEMENTS)].to_numpy(dtype=np.float64) / 10
    parts = []
    for number, r2 in enumerate(strengths):
        found = pd.DataFrame(
            _one_world(generator, values, r2, [seed, number, world], alpha)
            for world in range(worlds)
        )
        found = found.assign(**_without_noise(values, r2, alpha, seed))
        parts.append(
            pd.DataFrame({
                "r2": r2, "quantity": found.columns, "value": found.mean().to_numpy(),
                "mc_se": found.std().to_numpy() / np.sqrt(worlds), "worlds": worlds,
            })
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)[LINK_SUMMARY]


def _without_noise(values: Floats, r2: float, alpha: float, seed: int) -> dict[str, float]:
    six = values[:, [ELEMENTS.index(element) for element in PRIMARY]]
    index = ((six - six.mean(axis=0)) / six.std(axis=0)).mean(axis=1)
    row = power(
        six, PRIMARY, index, np.full(len(six), 1e-12), 1.0, shares=[r2], worlds=EXACT_WORLDS,
        seed=seed, alpha=alpha,
    ).iloc[0]  # fmt: skip
    return {"hits_exact": float(row["expected_hits"]), "all_exact": float(row["p_all"])}


def _one_world(
    generator: LinkGenerator, values: Floats, r2: float, seed: list[int], alpha: float
) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    world = generator.draw(rng, r2)
    effects = Effects.of(world.cells, 1, "persons")
    y, v = effects.effect, effects.variance
    values = values[world.profile]
    six = [ELEMENTS.index(element) for element in PRIMARY]
    z = (values - values.mean(axis=0)) / values.std(axis=0)
    columns = {
        **{element: values[:, place] for place, element in enumerate(ELEMENTS)},
        "index": z.mean(axis=1),
        "unrelated": rng.standard_normal(len(y)),
    }
    hit = {
        name: float(slope_p(pool(y, v, column[:, None])) < alpha)
        for name, column in columns.items()
    }
    drawn = permute(y, v, pool(y, v).tau2, values[:, six], draws=DRAWS, seed=seed[-1])
    ways = {
        "": np.array([hit[element] for element in PRIMARY]),
        "_permutation": (drawn.p_value <= alpha).astype(float),
        "_family": (drawn.p_family <= alpha).astype(float),
    }
    counts = {
        f"{name}{way}": float(value)
        for way, each in ways.items()
        for name, value in (("hits", each.sum()), ("any", each.any()), ("all", each.all()))
    }
    correlation = float(np.corrcoef(y, columns["index"])[0, 1])
    return (
        counts
        | {f"power_{name}": value for name, value in hit.items()}
        | {
            "r2_strength": float(np.corrcoef(world.strength, z[:, six].mean(axis=1))[0, 1] ** 2),
            "r2_effects": correlation**2,
        }
    )
