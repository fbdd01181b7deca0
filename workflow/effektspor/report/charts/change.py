"""The same shares in two surveys: two dots joined by a line, and the change at the right."""

import pandas as pd
from matplotlib.figure import Figure

from effektspor.report.charts.pairs import Group, pairs_figure
from effektspor.report.figures import Words


def change_figure(
    changes: pd.DataFrame,
    words: Words,
    *,
    synthetic: bool,
    level: float = 95,
    surveys: tuple[str, str] | None = None,
) -> Figure:
    """Shares before and now with intervals, and their difference with its interval.

    Parameters
    ----------
    changes
        In the order of the figure: `item_da` (or `item_label`, shorter), `label_da` (the answers
        taken together), `before_share`, `before_low`, `before_high`, `now_share`, `now_low`,
        `now_high`, `change`, `ci_low`, `ci_high` (fractions).
    level
        Of the intervals, per cent.
    surveys
        Names of the two surveys, such as their years; words of the report without them.
    """
    before, now = surveys or (words["chart_before"], words["chart_now"])
    name = "item_label" if "item_label" in changes else "item_da"
    return pairs_figure(
        changes.assign(item_label=changes[name], label=changes["label_da"]), words,
        (Group("before", before), Group("now", now)), title=words["chart_change"],
        synthetic=synthetic, level=level,
    )  # fmt: skip
