"""Read the findings of a desk research and hold them against its reports, themes and designs."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from effektspor.evidence.cells import Coded, read_coded
from effektspor.evidence.tables import FINDINGS
from effektspor.evidence.words import CONTROLS, DIRECTIONS, RATIOS, STUDIED, UNITS

COLUMNS = (
    "finding", "report", "theme", "finding_da", "direction", "evidence", "control_group", "page",
)  # fmt: skip
OPTIONAL = (
    "subtheme_da", "finding_en", "studied", "n", "n_unit", "effect", "ci_low", "ci_high",
    "effect_unit", "outcome", "quote", "coder",
)  # fmt: skip


def read_findings(
    path: Path, reports: Mapping[str, str], themes: Collection[str], designs: Mapping[str, str]
) -> pd.DataFrame:
    """`FINDINGS` from a file, in its order.

    Parameters
    ----------
    reports
        Key of each report by every name that the findings may use for it.
    themes
        Keys of themes.
    designs
        Design of each kind of evidence.

    Raises
    ------
    InputError
        Where a row is wrong, by file, column and row number.
    """
    coded = read_coded(path, COLUMNS, "The list of findings", optional=OPTIONAL)
    frame = coded.frame
    coded = Coded(
        frame.assign(studied=frame["studied"].where(frame["studied"] != "", "finding")), path
    )
    coded.given("finding", "report", "theme", "finding_da", "direction", "evidence")
    coded.unique("finding")
    coded.one_of("report", reports)
    coded.one_of("theme", themes)
    coded.one_of("evidence", designs)
    coded.one_of("direction", DIRECTIONS)
    coded.one_of("studied", STUDIED)
    coded.one_of("control_group", CONTROLS)
    coded.pages("page")
    nothing = coded.frame["studied"] == "no_finding"
    coded.refuse(
        nothing & (coded.frame["direction"] != "none"), "direction",
        "A theme that was studied without a finding has a direction",
        "Write none as the direction, or finding under studied.",
    )  # fmt: skip
    numbers = _effects(coded, nothing)
    keys = coded.frame.assign(
        report=coded.frame["report"].map(dict(reports)),
        design=coded.frame["evidence"].map(dict(designs)),
        row=coded.frame.index,
        **numbers,
    )
    return FINDINGS.conform(keys)


def _effects(coded: Coded, nothing: "pd.Series[bool]") -> dict[str, "pd.Series[float]"]:
    """Numbers of the findings; an effect has a unit and an outcome, an interval holds its effect."""
    numbers = {name: coded.numbers(name) for name in ("n", "effect", "ci_low", "ci_high")}
    effect, low, high = numbers["effect"], numbers["ci_low"], numbers["ci_high"]
    coded.one_of("effect_unit", UNITS, empty=True)
    for column, what in (("effect_unit", "unit"), ("outcome", "outcome")):
        coded.refuse(
            effect.notna() & (coded.frame[column] == ""), column, f"An effect has no {what}",
            f"Say the {what} of the effect; percentage points are not per cent.",
        )  # fmt: skip
    coded.refuse(
        effect.isna() & (coded.frame["effect_unit"] != ""), "effect", "A unit stands without effect",
        "Give the effect as the report states it, or leave its unit empty.",
    )  # fmt: skip
    coded.refuse(
        low.notna() != high.notna(), "ci_low", "An interval has one end only",
        "Give both ends of the interval, or neither.",
    )  # fmt: skip
    outside = ~((low <= effect) & (effect <= high))
    coded.refuse(
        low.notna() & outside, "ci_low", "An interval does not hold its effect",
        "Check effect, ci_low and ci_high against the report.",
    )  # fmt: skip
    for column in ("effect", "ci_low", "ci_high"):
        coded.refuse(
            coded.frame["effect_unit"].isin(RATIOS) & (numbers[column] <= 0), column,
            "A ratio is not above zero", "Correct the number or its unit.",
        )  # fmt: skip
    coded.refuse(
        nothing & effect.notna(), "effect", "A theme studied without a finding has an effect",
        "Write finding under studied, or leave the effect empty.",
    )  # fmt: skip
    coded.refuse(
        numbers["n"].notna() != (coded.frame["n_unit"] != ""), "n_unit",
        "A number has no unit, or a unit no number",
        "Say what n counts, such as persons, or leave both empty.",
    )  # fmt: skip
    return numbers
