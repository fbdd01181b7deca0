"""How a trial is inferred from, and how its tables mark what is withheld."""

from dataclasses import dataclass

from effektspor.config.trial import Randomisation

SHOWN, WITHHELD = "shown", "withheld"


@dataclass(frozen=True)
class Inference:
    """Level of intervals, draws of the arms, and the smallest number of persons told."""

    confidence: float
    randomisation: Randomisation
    min_cell: int

    @property
    def drawing(self) -> tuple[int, int]:
        """Number of draws and seed."""
        return self.randomisation.draws, self.randomisation.seed
