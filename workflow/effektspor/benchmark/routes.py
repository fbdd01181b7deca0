"""Which routes compete on which format, and what each needs to be there."""

import importlib.util
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

STATA, SAS, CSV, PARQUET = "dta", "sas7bdat", "csv", "parquet"
ALL = (STATA, PARQUET, CSV, SAS)
BASE = "effektspor"  # what every other route is held against


@dataclass(frozen=True)
class Route:
    """One way from a raw file to its spells, or through the file.

    Attributes
    ----------
    packages
        What it runs on; a route whose packages are not all there is left out.
    part
        Whether it may run on a part of the persons, its time scaled up.
    """

    name: str
    title: str
    formats: tuple[str, ...]
    packages: tuple[str, ...] = ()
    part: bool = False

    def missing(self) -> list[str]:
        """Packages that are not installed."""
        return [
            name for name in self.packages if not importlib.util.find_spec(name.replace("-", "_"))
        ]

    def command(self, file: Path, out: Path, memory_mb: int, rows: int = 0) -> list[str]:
        """Command line of the process that takes the route."""
        line = [sys.executable, "-m", "effektspor.benchmark.peers", self.name, str(file), str(out)]
        return [*line, "--memory-mb", str(memory_mb), "--rows", str(rows)]


_READSTAT = ("polars", "polars-readstat")
SPELLS = (
    Route(BASE, "effektspor", ALL),
    Route("polars", "polars", (PARQUET, CSV), ("polars",)),
    Route("polars", "polars-readstat + polars", (STATA, SAS), _READSTAT),
    Route("duckdb", "DuckDB", (PARQUET, CSV), ("duckdb",)),
    Route("duckdb", "polars-readstat + DuckDB", (STATA, SAS), ("duckdb", *_READSTAT)),
    Route("pandas-flat", "pyreadstat + pandas, flat", (STATA, SAS), ("pyreadstat",), part=True),
    Route("pandas-flat", "pandas, flat", (PARQUET, CSV), (), part=True),
    Route("pandas-melt", "pyreadstat + pandas, melt", (STATA, SAS), ("pyreadstat",), part=True),
    Route("pandas-melt", "pandas, melt", (PARQUET, CSV), (), part=True),
)
READING = (
    Route("read-effektspor", "effektspor", (SAS,)),
    Route("read-pyreadstat", "pyreadstat in chunks", (SAS,), ("pyreadstat",)),
    Route("read-polars", "polars-readstat", (SAS,), _READSTAT),
    Route("compare-polars", "polars, and one comparison", (PARQUET,), ("polars",)),
    Route("compare-pyarrow", "pyarrow, and one comparison", (PARQUET,), ("pyarrow",)),
)
PACKAGES = ("numpy", "pandas", "polars", "polars-readstat", "duckdb", "pyarrow", "pyreadstat")


def versions() -> dict[str, str]:
    """Versions of the packages that are installed."""
    there = [name for name in PACKAGES if importlib.util.find_spec(name.replace("-", "_"))]
    return {name: version(name) for name in there}
