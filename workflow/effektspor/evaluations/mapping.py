"""Own values of printed figures, in the printed unit, for the replication step.

Which of our results speaks to which printed figure stands in ``published_items.yml``. No own value
is a copy of the printed one: each comes from an artefact of this run.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import yaml

from effektspor.artefacts import Artefact
from effektspor.errors import ReportError

COLUMNS = ["item_id", "own_value", "ci_low", "ci_high", "unit"]
SCALE = {
    "percent": 100.0, "percentage_points": 100.0, "p_value": 1.0, "week_number": 1.0, "count": 1.0,
    "persons": 1.0, "minutes": 1.0, "municipalities": 1.0, "months": 1.0, "flexjobs": 1.0,
    "ratio": 1.0,
}  # fmt: skip


def read_mapping(path: Path) -> dict[str, dict[str, str]]:
    """Printed figure -> artefact, unit and, where the print drops it, the sign."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for item, entry in content.items():
        if not isinstance(entry, dict) or set(entry) - {"artefact", "unit", "sign"}:
            raise ReportError(
                "An entry is not understood",
                where=f"{path}, {item}",
                todo="Give `artefact` and `unit`, and `sign: dropped` where the print has no sign.",
            )
    return dict(content)


def own_values(
    mapping: Mapping[str, Mapping[str, str]], artefacts: Mapping[str, Artefact]
) -> pd.DataFrame:
    """One row per printed figure to which a result of this run speaks.

    A result that was not evaluated (too few persons) has no row; one that disclosure control keeps
    back has a row without value.

    Raises
    ------
    ReportError
        Where a unit is not one that own values are printed in.
    """
    rows: list[tuple[str | float | None, ...]] = []
    for item, entry in sorted(mapping.items()):
        if entry["unit"] not in SCALE:
            raise ReportError(
                f"The unit {entry['unit']!r} has no scale",
                where=f"published_items.yml, {item}",
                todo=f"Use one of {', '.join(sorted(SCALE))}.",
            )
        if f"withheld.{entry['artefact']}" in artefacts:
            rows.append((item, None, None, None, entry["unit"]))
            continue
        artefact = artefacts.get(entry["artefact"])
        if artefact is None or artefact.value is None:
            continue
        scale = SCALE[entry["unit"]]
        values = [artefact.value, artefact.ci_low, artefact.ci_high]
        if entry.get("sign") == "dropped":  # a fall of 3 points is printed as 3
            values = [-artefact.value, *([None, None] if artefact.ci_high is None else
                                         [-artefact.ci_high, -(artefact.ci_low or 0.0)])]  # fmt: skip
        rows.append((item, *(None if v is None else v * scale for v in values), entry["unit"]))
    return pd.DataFrame(rows, columns=COLUMNS)
