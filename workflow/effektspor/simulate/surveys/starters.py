"""The participants whom the progression survey follows: collected while the registers are written."""

from dataclasses import dataclass, field

import numpy as np

from effektspor.simulate.engine import Chunk, World
from effektspor.simulate.files import serial_numbers
from effektspor.simulate.records import person_keys
from effektspor.simulate.states import COURSE


@dataclass(frozen=True)
class Starters:
    """Participants of the project, in no telling order (arrays of shape (n,))."""

    pnr: np.ndarray  # S10
    municipality: np.ndarray  # int64
    start: np.ndarray  # int64, week index in the span
    end: np.ndarray  # int64, first week index outside the course, or the end of the span


@dataclass
class Collector:
    """Starters of the post years in the municipalities of the project, chunk by chunk."""

    world: World
    parts: list[Starters] = field(default_factory=list)

    def add(self, chunk: Chunk) -> None:
        """Keep those of a chunk."""
        persons = chunk.persons
        mine = np.flatnonzero(persons.post & persons.treated)
        start = persons.start[mine].astype("int64")
        weeks = np.arange(len(chunk.on.place))[:, None]
        left = (weeks > start) & (chunk.on.place[:, mine] != COURSE)
        end = np.where(left.any(axis=0), left.argmax(axis=0), len(weeks))
        self.parts.append(
            Starters(
                pnr=person_keys(serial_numbers(chunk.rows[mine])),
                municipality=self.world.effects.code[persons.place[mine]],
                start=start,
                end=end.astype("int64"),
            )
        )

    def starters(self) -> Starters:
        """All of them, in the order of their keys."""
        names = ("pnr", "municipality", "start", "end")
        whole = {name: np.concatenate([getattr(p, name) for p in self.parts]) for name in names}
        order = np.argsort(whole["pnr"], kind="stable")
        return Starters(**{name: values[order] for name, values in whole.items()})
