"""Who answers the staff survey in which wave: a panel with leavers and newcomers."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Panel:
    """One row per respondent and wave, ordered by wave (arrays of shape (rows,))."""

    person: np.ndarray  # int64, 0, 1, ...; the same in all waves
    wave: np.ndarray  # int64, 0, 1, 2
    place: np.ndarray  # int64, row of the municipalities
    role: np.ndarray  # int64, row of the roles

    @property
    def n_persons(self) -> int:
        """Different persons."""
        return int(self.person.max()) + 1


def draw_panel(numbers: list[np.ndarray], stay: float, rng: np.random.Generator) -> Panel:
    """Fill the wave's cells with those of the wave before, as far as `stay` says, and new persons.

    Parameters
    ----------
    numbers
        Respondents by municipality and role, one table per wave.
    stay
        Share of a wave's respondents who were in the wave before.
    """
    rows: list[np.ndarray] = []
    before: dict[tuple[int, int], np.ndarray] = {}
    free = 0
    for wave, table in enumerate(numbers):
        now: dict[tuple[int, int], np.ndarray] = {}
        for place, role in np.ndindex(table.shape):
            n, old = int(table[place, role]), before.get((place, role), np.empty(0, dtype="int64"))
            # Cells with few of the wave before have fewer who stay; drawn, to be right on average.
            kept = min(len(old), int(rng.binomial(n, stay)))
            chosen = rng.choice(old, size=kept, replace=False)
            fresh = np.arange(free, free + n - kept)
            free += n - kept
            now[place, role] = np.r_[chosen, fresh]
            rows.append(
                np.column_stack(
                    [now[place, role], np.full(n, wave), np.full(n, place), np.full(n, role)]
                )
            )
        before = now
    person, wave_of, place_of, role_of = np.vstack(rows).astype("int64").T
    return Panel(person, wave_of, place_of, role_of)
