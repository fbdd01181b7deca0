"""Write the registers of a world to files, each under a temporary name until it is whole."""

import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from effektspor.simulate.delimited import CsvWriter
from effektspor.simulate.engine import Chunk, World
from effektspor.simulate.history import draw_histories, join
from effektspor.simulate.records import (
    BEF,
    BFL,
    STV,
    draw_people,
    dream_dtype,
    dream_records,
    job_records,
    population_records,
    stv_records,
)
from effektspor.simulate.stata import StataWriter
from effektspor.simulate.streams import stream

GENERATOR_VERSION = "1"
LABEL = "SYNTHETIC register of effektspor - no real persons"
PARTIAL = ".partial"
OptionalFile = Literal["hours", "stv"]
OPTIONAL: tuple[OptionalFile, ...] = get_args(OptionalFile)
"""Registers that not every study has."""


class RegisterFiles:
    """The raw files of one study, in the folder `out_dir`.

    DREAM and the population always; what is not among `kinds` is drawn and not written, so that
    the other files are the same.
    """

    def __init__(
        self, world: World, out_dir: Path, kinds: Collection[OptionalFile] = OPTIONAL
    ) -> None:
        self.world, self.out_dir = world, out_dir
        self._names: list[str] = []
        span, ending = world.span, world.settings.file_format
        self._dream = self._open(f"dream.{ending}", dream_dtype(span))
        dates = ("ajo_job_slut_dato",)
        paid = span.years if "hours" in kinds else ()
        self._bfl = {y: self._open(f"bfl{y}.{ending}", BFL, dates=dates) for y in paid}
        self._bef = {y: self._open(f"bef{y}.csv", BEF, dates=("foed_dag",)) for y in span.years}
        self._stv = self._open("stv.csv", STV) if "stv" in kinds else None

    def add(self, chunk: Chunk) -> None:
        """Write the persons of a chunk, in an order that tells nothing."""
        world, persons, span = self.world, chunk.persons, self.world.span
        root, number = world.root, chunk.number
        histories = draw_histories(persons, world.parameters, span, stream(root, "history", number))
        codes, jobs = join(
            persons,
            histories,
            chunk.on.codes,
            chunk.on.jobs,
            parameters=world.parameters,
            span=span,
        )
        rng = stream(root, "people", number)
        people = draw_people(
            persons,
            serial_numbers(chunk.rows),
            effects=world.effects,
            parameters=world.parameters,
            span=span,
            rng=rng,
        )
        by_year, working = job_records(
            people,
            codes,
            jobs,
            parameters=world.parameters,
            span=span,
            rng=stream(root, "jobs", number),
        )
        shuffled = rng.permutation(len(persons.start))
        self._dream.append(dream_records(persons.man, people, codes, working, span)[shuffled])
        for year, writer in self._bfl.items():
            writer.append(by_year[year])
        exits = world.parameters.codes.exits
        gone = (exits["dead"], exits["emigrated"])
        population = population_records(persons.man, persons.non_western, people, codes, gone, span)
        for year, records in population.items():
            self._bef[year].append(records)
        if self._stv is not None:
            self._stv.append(stv_records(people))

    def finish(self) -> None:
        """Close all files and give them their names."""
        for writer in (self._dream, self._stv, *self._bfl.values(), *self._bef.values()):
            if writer is not None:
                writer.close()
        for name in self._names:
            (self.out_dir / (name + PARTIAL)).replace(self.out_dir / name)

    def _open(
        self, name: str, dtype: np.dtype, *, dates: tuple[str, ...] = ()
    ) -> StataWriter | CsvWriter:
        self._names.append(name)
        return open_records(self.out_dir / (name + PARTIAL), name, dtype, dates=dates)


def open_records(
    path: Path, name: str, dtype: np.dtype, *, dates: tuple[str, ...] = ()
) -> StataWriter | CsvWriter:
    """Writer of records to `path`, in the format that the ending of `name` says."""
    if name.endswith(".dta"):
        return StataWriter(path, dtype, label=LABEL, dates=dates)
    return CsvWriter(path, dtype, dates=dates)


def serial_numbers(rows: np.ndarray) -> np.ndarray:
    """Serial numbers without order: an affine map of the place, one-to-one below 10**9."""
    numbers: np.ndarray = (rows * 387_420_489 + 123_456_789) % 999_999_937 + 1
    return numbers


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write JSON under a temporary name, then rename."""
    partial = path.with_name(path.name + PARTIAL)
    partial.write_text(
        json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )
    partial.replace(path)


def mark(seed: int, settings: dict[str, Any], parameters_hash: str) -> dict[str, Any]:
    """Content of SYNTHETIC.json: that the folder is synthetic, and of which kind."""
    return {
        "synthetic": True,
        "generator": "effektspor.simulate",
        "generator_version": GENERATOR_VERSION,
        "seed": seed,
        "parameters_hash": parameters_hash,
        "settings": settings,
        "note": "No row describes a real person. The effect in these data was put there.",
    }


def write_registers(
    world: World,
    out_dir: Path,
    watch: Callable[[Chunk], None] = lambda _chunk: None,
    kinds: Collection[OptionalFile] = OPTIONAL,
) -> None:
    """Write the raw files and the mark; `watch` sees each chunk (for the truth)."""
    out_dir.mkdir(parents=True, exist_ok=True)
    settings = world.settings
    content = mark(settings.seed, settings.model_dump(), world.parameters.sha256)
    write_json(out_dir / "SYNTHETIC.json", content)
    files = RegisterFiles(world, out_dir, kinds)
    for chunk in world.chunks():
        files.add(chunk)
        watch(chunk)
    files.finish()
