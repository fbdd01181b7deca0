"""Simulate a study of any programme or a business case: the raw files, the mark, and the truth."""

import logging
from pathlib import Path
from typing import Any

from effektspor.codebook import Codebook, read_codebook
from effektspor.config.design import Codes
from effektspor.config.programme_simulation import FlowSimulation
from effektspor.inhabitants import read_inhabitants
from effektspor.simulate.files import mark, write_json
from effektspor.simulate.flows.case import open_case
from effektspor.simulate.flows.case_truth import Made, truth_of
from effektspor.simulate.flows.contrast import Contrast
from effektspor.simulate.flows.files import FlowFiles
from effektspor.simulate.flows.given import CaseGiven, ProgrammeGiven
from effektspor.simulate.flows.parameters import load_flow_parameters
from effektspor.simulate.flows.programme import open_world
from effektspor.simulate.flows.status import status_table, write_status
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.span import Span
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
    world = open_world(given, flows, registers, _codebook(given.codes))
    files = _opened(
        out_dir, given.simulate, given.model_dump(mode="json"), flows.sha256, world.span, hours=True
    )
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


def simulate_case(given: CaseGiven, parameters: Path, inhabitants: Path, out_dir: Path) -> None:
    """Write the raw files of a business case and ``truth.json`` into `out_dir`.

    Parameters
    ----------
    given
        What the study decides.
    parameters
        Folder of the committed parameters.
    inhabitants
        Inhabitants of working age of each municipality, a CSV.
    """
    flows, registers = load_flow_parameters(parameters), load_parameters(parameters)
    world = open_case(
        given, flows, registers, _codebook(given.codes), read_inhabitants(inhabitants)
    )
    files = _opened(
        out_dir, given.simulate, given.model_dump(mode="json"), flows.sha256, world.span
    )
    made = Made(world)
    for chunk in world.chunks():
        rng = stream(given.simulate.seed, "people", chunk.number)
        files.add(
            chunk.rows, chunk.persons, world.places, chunk.codes, chunk.jobs, world.registers, rng
        )
        made.add(chunk)
        LOG.info("persons simulated: chunk %d, %d persons", chunk.number + 1, len(chunk.rows))
    files.finish()
    if given.simulate.status:
        write_status(status_table(world, made.present), out_dir)
    write_json(out_dir / "truth.json", truth_of(world, made))


def _codebook(codes: Codes) -> Codebook:
    return read_codebook(*(Path(path) for path in (codes.benefits, codes.extension) if path))


def _opened(
    out_dir: Path,
    simulate: FlowSimulation,
    settings: dict[str, Any],
    sha256: str,
    span: Span,
    *,
    hours: bool = False,
) -> FlowFiles:
    """The mark first: no file is there without it."""
    out_dir.mkdir(parents=True, exist_ok=True)
    write_json(out_dir / "SYNTHETIC.json", mark(simulate.seed, settings, sha256))
    return FlowFiles(out_dir, simulate.file_format, span, hours=hours)


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
