"""Settings: the input files of a study."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from effektspor.config.base import Settings
from effektspor.config.simulation import SimulationSettings
from effektspor.config.sources import DreamSource, FlagSource, HoursSource, PopulationSource


class Data(Settings):
    """The input files of a study."""

    simulate: SimulationSettings | None = None
    """Settings of the simulator that writes the files below; leave out for real data."""
    extract_date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    """Date of the register extract, YYYY-MM-DD; stands at every source line."""
    dream: DreamSource
    """Weekly benefit histories."""
    hours: HoursSource
    """Paid hours."""
    population: PopulationSource
    """Background of persons."""
    stv: FlagSource | None = None
    """Participants of the STV project, if known."""

    @model_validator(mode="after")
    def _simulated_paths(self) -> Self:
        if self.simulate is None:
            return self
        ending = f".{self.simulate.file_format}"
        for name, path in (("dream", self.dream.path), ("hours", self.hours.path)):
            if not path.endswith(ending):
                raise ValueError(f"{name}.path must end in {ending}, as simulate.file_format says")
        return self
