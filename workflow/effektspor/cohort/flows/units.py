"""Which units a person counts in: by residence on 1 January of the year of each month."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.flows.calendar import Months
from effektspor.cohort.flows.tables import CLUSTER, NATIONAL, OWN, REGION
from effektspor.config.business_case import Units

PREFIX = "kom_"
Flags = dict[str, npt.NDArray[np.bool_]]


def residence(persons: pd.DataFrame, months: Months) -> npt.NDArray[np.int64]:
    """Municipality of each person in each month (n x months); 0 where the register has none.

    Parameters
    ----------
    persons
        A column `kom_<year>` for each year that is known; a year without takes the nearest.
    """
    years = sorted(
        int(name.removeprefix(PREFIX)) for name in map(str, persons) if name.startswith(PREFIX)
    )
    table = persons[[f"{PREFIX}{year}" for year in years]].to_numpy(dtype=np.int64, na_value=0)
    wanted = months.numbers // 12
    nearest = np.abs(np.array(years)[:, None] - wanted).argmin(axis=0)
    found: npt.NDArray[np.int64] = table[:, nearest]
    return found


def unit_flags(municipality: npt.NDArray[np.int64], units: Units) -> Flags:
    """Whether a residence is in each unit; of the same shape. Nowhere counts in no unit."""
    own = municipality == units.own
    return {
        OWN: own,
        CLUSTER: np.isin(municipality, units.cluster),
        REGION: np.isin(municipality, units.region_without_own),
        NATIONAL: ~own & (municipality > 0),
    }
