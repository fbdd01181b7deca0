"""Settings: the whole of ``config.yaml``."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from effektspor.config.base import Key, Settings
from effektspor.config.brf2019 import Brf2019
from effektspor.config.discus2007 import Discus2007
from effektspor.config.discus2011 import Discus2011
from effektspor.config.hedensted2019 import Hedensted2019
from effektspor.config.kl2016 import Kl2016
from effektspor.config.programme import ProgrammeStudy
from effektspor.config.shard import BUCKETS

Study = Annotated[
    Brf2019 | Kl2016 | Discus2007 | Discus2011 | Hedensted2019 | ProgrammeStudy,
    Field(discriminator="evaluation"),
]
"""One study; its evaluation decides which settings it has."""
EVALUATIONS: Mapping[str, type[Settings]] = {
    "brf2019": Brf2019,
    "kl2016": Kl2016,
    "discus2007": Discus2007,
    "discus2011": Discus2011,
    "hedensted2019": Hedensted2019,
    "programme": ProgrammeStudy,
}


class Report(Settings):
    """Rendering."""

    languages: tuple[Literal["da"], ...] = ("da",)
    """Languages of the reports."""
    renderer: Literal["auto", "quarto", "embedded"] = "auto"
    """`auto` takes Quarto where it is installed and the embedded renderer elsewhere."""


class Compute(Settings):
    """Machine."""

    threads: Annotated[int, Field(ge=1, le=256)] = 2
    """Threads that one job may use."""
    memory_mb: Annotated[int, Field(ge=500)] = 2000
    """Memory that one job may use, in megabytes; bounds the rows that are read at a time."""
    shards: Annotated[int, Field(ge=1, le=BUCKETS)] = 1
    """Parts into which persons are split; results do not depend on it."""


class Config(Settings):
    """Everything that a user decides."""

    studies: dict[Key, Study] = Field(min_length=1)
    """Studies by name; every one is built."""
    published: str = "data/published"
    """Folder with the figures that the evaluations state."""
    report: Report = Report()
    """Rendering."""
    compute: Compute = Compute()
    """Machine."""
