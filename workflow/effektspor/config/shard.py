"""Settings: which part of the persons one job works on; set by the workflow, not by users."""

from pydantic import Field

from effektspor.config.base import Settings

BUCKETS = 64
"""Parts into which ingest sorts all persons by a stable hash of their key; a shard takes several."""


class Shard(Settings):
    """One of several parts of the persons."""

    number: int = Field(ge=0)
    """Which part, from 0."""
    of: int = Field(ge=1, le=BUCKETS)
    """Number of parts."""

    @property
    def buckets(self) -> range:
        """Buckets of the part."""
        return range(self.number, BUCKETS, self.of)

    def rows(self, persons: int) -> range:
        """Row numbers of the part: contiguous, so that sorted files are read in part only."""
        return range(persons * self.number // self.of, persons * (self.number + 1) // self.of)
