"""Random number streams: one per purpose and chunk, so that no purpose disturbs another.

A stream is a child of the seed with a fixed key (`numpy.random.SeedSequence.spawn_key`); persons
may thus be simulated chunk by chunk, in any order, with the same result.
"""

from typing import Literal, get_args

import numpy as np

Purpose = Literal[
    "order",
    "municipalities",
    "persons",
    "course",
    "history",
    "jobs",
    "people",
    "staff",
    "progression",
    "referral",
    "later",
    "profiles",
    "series",
    "jobcentres",
    "trial",
    "national",
    "elsewhere",
    "status",
]
_PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
Root = int | tuple[int, ...]


def stream(root: Root, purpose: Purpose, chunk: int = 0) -> np.random.Generator:
    """Generator of one purpose and chunk under a seed (or a tuple of seed and replication)."""
    key = (_PURPOSES.index(purpose), chunk)
    return np.random.default_rng(np.random.SeedSequence(root, spawn_key=key))
