"""Generate the benchmark's registers: one pass over the blocks for all formats.

A program too, so that its memory is not that of the process which measures others:
``python -m effektspor.benchmark.generate FOLDER PERSONS PARAMETERS FORMAT...``
"""

import json
import logging
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from effektspor.benchmark.people import BLOCK, SPAN, STUDIED, Block, blocks
from effektspor.benchmark.writers import dream_writer
from effektspor.simulate.delimited import CsvWriter
from effektspor.simulate.files import LABEL, PARTIAL, write_json
from effektspor.simulate.records import BEF, BFL, STV, dream_dtype
from effektspor.simulate.stata import StataWriter

LOG = logging.getLogger(__name__)
GENERATOR_VERSION = 1
FORMATS = ("dta", "parquet", "csv")
_EVERY = 1_000_000 // BLOCK  # blocks between two lines of progress


@dataclass(frozen=True)
class Register:
    """The raw files of one size."""

    folder: Path
    persons: int
    weeks: int
    seconds: float
    """What the generator took, for the formats that it was asked for."""

    def dream(self, ending: str) -> Path:
        """The DREAM file of a format."""
        return self.folder / f"dream.{ending}"

    def megabytes(self) -> dict[str, float]:
        """Size of each DREAM file by its ending, and of all BFL and BEF files."""
        sizes = {path.suffix[1:]: path.stat().st_size for path in self.folder.glob("dream.*")}
        for kind in ("bfl", "bef"):
            sizes[kind] = sum(path.stat().st_size for path in self.folder.glob(f"{kind}*.dta"))
        return {name: size / 1e6 for name, size in sorted(sizes.items())}


def generate(
    folder: Path, persons: int, formats: Sequence[str], parameters: Path, seed: int = 1
) -> Register:
    """Write DREAM in each format, and BFL, BEF and the STV list; keep what is there and the same.

    Parameters
    ----------
    formats
        Of `FORMATS`.
    parameters
        Folder of the simulator's parameters.
    """
    mark = {
        "synthetic": True,
        "generator": "effektspor.benchmark",
        "generator_version": GENERATOR_VERSION,
        "seed": seed,
        "persons": persons,
        "note": "No row describes a real person. The effect in these data was put there.",
    }
    folder.mkdir(parents=True, exist_ok=True)
    marked = folder / "SYNTHETIC.json"
    known = json.loads(marked.read_text()) if marked.exists() else {}
    if known != mark:
        _clear(folder)
    missing = [kind for kind in formats if not (folder / f"dream.{kind}").exists()]
    begun = time.perf_counter()
    if missing:
        write_json(marked, mark)
        _write(folder, missing, blocks(persons, parameters, seed))
    return Register(folder, persons, len(SPAN.weeks), time.perf_counter() - begun)


def _clear(folder: Path) -> None:
    for pattern in ("dream.*", "bfl*", "bef*", "stv.csv*"):
        for path in folder.glob(pattern):
            path.unlink()


def _write(folder: Path, formats: Iterable[str], register: Iterable[Block]) -> None:
    """One pass; every file has a temporary name until all are whole."""
    layout, partial = dream_dtype(SPAN), []

    def path(name: str) -> Path:
        partial.append(folder / (name + PARTIAL))
        return partial[-1]

    def yearly(kind: str, records: np.dtype, date: str) -> dict[int, StataWriter]:
        names = {year: path(f"{kind}{year}.dta") for year in STUDIED.years}
        return {y: StataWriter(p, records, label=LABEL, dates=(date,)) for y, p in names.items()}

    dream = [dream_writer(path(f"dream.{kind}"), kind, layout) for kind in formats]
    bfl = yearly("bfl", BFL, "ajo_job_slut_dato")
    bef = yearly("bef", BEF, "foed_dag")
    stv = CsvWriter(path("stv.csv"), STV)
    for number, block in enumerate(register, start=1):
        for file in dream:
            file.append(block.dream)
        for year in STUDIED.years:
            bfl[year].append(block.bfl[year])
            bef[year].append(block.bef[year])
        stv.append(block.stv)
        if number % _EVERY == 0:
            LOG.info("generated: %.1f million persons", number * BLOCK / 1e6)
    for done in (*dream, *bfl.values(), *bef.values(), stv):
        done.close()
    for whole in partial:
        whole.replace(whole.with_name(whole.name.removesuffix(PARTIAL)))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    generate(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[4:], Path(sys.argv[3]))
