"""Simulate a study: the raw files and the mark."""

from pathlib import Path

from effektspor.simulate.files import write_registers
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.settings import SimulationSettings
from effektspor.simulate.world import open_world


def simulate(settings: SimulationSettings, parameters: Parameters, out_dir: Path) -> None:
    """Write the raw files of the study into `out_dir`."""
    write_registers(open_world(settings, parameters, settings.seed), out_dir)
