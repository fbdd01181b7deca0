"""Simulate a study: the raw files, the mark, and the truth."""

import logging
from pathlib import Path

from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.early import EarlyYears
from effektspor.simulate.engine import Chunk, open_world
from effektspor.simulate.files import write_json, write_registers
from effektspor.simulate.link import deal_profiles, realised_link
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.surveys.run import SurveyPlan, write_surveys
from effektspor.simulate.surveys.starters import Collector
from effektspor.simulate.tally import Tally
from effektspor.simulate.truth import build_truth

LOG = logging.getLogger(__name__)
_EVERY = 20  # worlds between two lines of progress


def simulate(
    settings: SimulationSettings,
    parameters: Parameters,
    out_dir: Path,
    surveys: SurveyPlan | None = None,
) -> None:
    """Write the raw files of the study and ``truth.json`` into `out_dir`.

    The surveys come after the registers and take no random number from them. Every file is written under a temporary name and renamed when it is whole; the truth comes last.
    """
    world = open_world(settings, parameters, settings.seed)
    counts, early = Tally(world), EarlyYears(parameters, world.span)
    starters = Collector(world)

    def watch(chunk: Chunk) -> None:
        counts.add(chunk)
        early.add(chunk)
        starters.add(chunk)
        LOG.info("persons simulated: chunk %d, %d persons", chunk.number + 1, len(chunk.rows))

    def progress(done: int) -> None:
        if done % _EVERY == 0 or done == settings.replications:
            LOG.info("independent worlds: %d of %d", done, settings.replications)

    write_registers(world, out_dir, watch)
    truth = build_truth(settings, parameters, counts, early.values(), progress)
    effects, profile = world.effects, deal_profiles(parameters, world.root)
    truth["fidelity_link"] = realised_link(
        settings.fidelity_r2, parameters, effects.code, effects.strength, profile
    )
    if surveys is not None:
        truth["surveys"] = write_surveys(surveys, world, starters.starters(), out_dir)
    write_json(out_dir / "truth.json", truth)
