"""Simulate a study of any programme: the raw files, the mark, and the truth."""

import logging
from pathlib import Path
from typing import Any

from effektspor.codebook import read_codebook
from effektspor.simulate.files import mark, write_json
from effektspor.simulate.flows.contrast import Contrast
from effektspor.simulate.flows.files import FlowFiles
from effektspor.simulate.flows.given import ProgrammeGiven
from effektspor.simulate.flows.parameters import load_flow_parameters
from effektspor.simulate.flows.programme import open_world
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.streams import stream

LOG = logging.getLogger(__name__)


def simulate_programme(given: ProgrammeGiven, parameters: Path, out_dir: Path) -> None:
    """Write the raw files of a study and ``truth.json`` into `out_dir`; the truth comes last.

    Parameters
    ----------
    given
        What the study decides.
    parameters
        Folder of the committed parameters.
    """
    flows, registers = load_flow_parameters(parameters), load_parameters(parameters)
    paths = [Path(path) for path in (given.codes.benefits, given.codes.extension) if path]
    world = open_world(given, flows, registers, read_codebook(*paths))
    simulate = given.simulate
    out_dir.mkdir(parents=True, exist_ok=True)
    content = mark(simulate.seed, given.model_dump(mode="json"), flows.sha256)
    write_json(out_dir / "SYNTHETIC.json", content)
    files = FlowFiles(out_dir, simulate.file_format, world.span, hours=True)
    contrast = Contrast(world)
    for chunk in world.chunks():
        rng = stream(world.root, "people", chunk.number)
        files.add(
            chunk.rows, chunk.persons, world.places, chunk.on.codes, chunk.on.jobs, registers, rng
        )
        contrast.add(chunk)
        LOG.info("persons simulated: chunk %d, %d persons", chunk.number + 1, len(chunk.rows))
    files.finish()
    write_json(out_dir / "truth.json", _truth(given, flows.sha256, contrast))


def _truth(given: ProgrammeGiven, sha256: str, contrast: Contrast) -> dict[str, Any]:
    return {
        "synthetic": True,
        "seed": given.simulate.seed,
        "parameters_hash": sha256,
        "replications": 0,
        "effect": given.simulate.effect.model_dump(),
        "reached": int(contrast.reached),
        "quantities": contrast.quantities(),
    }
