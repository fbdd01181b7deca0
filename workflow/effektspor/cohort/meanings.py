"""One meaning for each code: what the code list says of the weeks that a study reads.

The lookup tables of the cohort know codes, not weeks. A code that meant something else before or
after is no trouble; one that changes within the study would be counted wrongly and is refused.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from effektspor.codebook import Codebook
from effektspor.cohort.lookup import ENDS
from effektspor.config.design import Background, OrdinaryHours, Programme
from effektspor.errors import ConfigError


def codebook_of_study(
    codebook: Codebook,
    span: range,
    programme: Programme,
    ordinary: OrdinaryHours,
    background: Background,
    states: Mapping[str, str] | None = None,
) -> Codebook:
    """The code list without the meanings that its codes have in other years only.

    A code none of whose periods touches the study keeps them all: DREAM may have it nonetheless.

    Parameters
    ----------
    span
        Week numbers that the study needs.
    states
        State after the start that each family makes.

    Raises
    ------
    ConfigError
        With the code, where what is left of its meanings differs for the settings of the study.
    """
    frame = codebook.frame
    inside = (frame["first_week"] < span.stop) & (frame["last_week"] >= span.start)
    frame = frame[inside | ~frame["code"].isin(frame.loc[inside, "code"])]
    families = {
        programme.family, *programme.bridge_families, *ENDS.values(), *ordinary.excluded_families,
        *background.benefit_families, *background.origin_families,
    }  # fmt: skip
    by_number = frame["code"].isin(ordinary.excluded_codes)
    uses = pd.DataFrame(
        {
            "code": frame["code"],
            "family": frame["family"].where(frame["family"].isin(families) | by_number, ""),
            "state": frame["family"].map(dict(states or {})).fillna(""),
            "event": frame["activity"].isin(programme.event_activities)
            & (frame["family"] == programme.family),
            "supported": frame["activity"].isin(ordinary.excluded_activities) | by_number,
        }
    ).drop_duplicates()
    changing = sorted(uses.loc[uses["code"].duplicated(), "code"].unique())
    if changing:
        raise ConfigError(
            f"Benefit codes change their meaning within the study: {', '.join(map(str, changing))}",
            where="codes.benefits and codes.extension",
            todo="A code can mean one thing only in the weeks that the study reads: choose other "
            "years, or settings that name neither meaning, or correct valid_from and valid_to.",
        )
    return replace(codebook, frame=frame.reset_index(drop=True))
