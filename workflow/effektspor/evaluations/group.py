"""A group of artefacts: what depends on the same result tables is made by one job."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact
from effektspor.evaluations.result_tables import Tables


@dataclass(frozen=True)
class Group:
    """How one group of artefacts comes about.

    Attributes
    ----------
    requires, optional
        Names of the result tables that it reads.
    artefacts, data
        From the tables to the artefacts, and to the CSVs beside them.
    """

    requires: tuple[str, ...]
    artefacts: Callable[[Tables, Any], list[Artefact]]
    data: Callable[[Tables, Any], dict[str, pd.DataFrame]]
    optional: tuple[str, ...] = ()


def plain(
    function: Callable[[Tables], dict[str, pd.DataFrame]],
) -> Callable[[Tables, Any], dict[str, pd.DataFrame]]:
    """Data that no setting of the study decides."""
    return lambda tables, _study: function(tables)
