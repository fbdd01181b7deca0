"""How well panel regressions agree with the estimates from the moments, as artefacts."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities.making import Maker


def panel_artefacts(maker: Maker, panel: pd.DataFrame, effects: pd.DataFrame) -> list[Artefact]:
    """The largest difference and the table."""
    common: dict[str, Any] = {
        "population": Text(da="Kommuner gange uger.", en="Municipalities by weeks."),
        "n": {"models": len(panel), "weeks": int(effects["week"].nunique())},
        "definition": Text(
            da="Samme effekt beregnet på to måder: panelregression af kommune og uge, og "
            "klyngemomenter.",
            en="The same effect computed in two ways: a panel regression of municipality and "
            "week, and cluster moments.",
        ),
        "unit": "percentage_points",
        "method": Text(
            da="Regression med faste effekter (linearmodels) mod klyngemomenter.",
            en="Fixed-effects regression (linearmodels) against cluster moments.",
        ),
        "uncertainty": Text(da="Regneforskel, ingen stikprøve.", en="Arithmetic, no sampling."),
    }
    return [
        maker.make(
            "panel.largest_difference", "number", **common,
            title=Text(da="Største forskel mellem panelregression og momenter",
                       en="Largest difference between panel regression and moments"),
            value=float(panel["difference"].abs().max()),
        ),
        maker.make(
            "panel.table", "table", **common, data="panel.csv",
            title=Text(da="Panelregression og momenter", en="Panel regression and moments"),
        ),
    ]  # fmt: skip
