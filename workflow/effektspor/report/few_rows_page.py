"""The table of ``docs/methods.md`` on what few rows can bear, from the study of simulated worlds."""

import pandas as pd

BEGIN, END = "<!-- few rows: begin -->", "<!-- few rows: end -->"
TRUTHS = {
    "none": "no common factor",
    "one_low": "one factor, loadings .4",
    "one_middling": "one factor, loadings .6",
    "one_high": "one factor, loadings .8",
    "two": "two factors, loadings .7, correlated .3",
}
HEADINGS = (
    "truth", "common factor found", "parallel analysis 1 / more", "Bartlett p < .05",
    "KMO, median (below .5)", "Heywood, 1 / 2 factors", "congruence, median (p10)",
    "intervals hold: mean r / alpha / loadings", "width of a loading's interval",
)  # fmt: skip


def renew(page: str, table: pd.DataFrame) -> str:
    """The page with the table made anew between its marks."""
    head, rest = page.split(BEGIN)
    return f"{head}{BEGIN}\n{few_rows_table(table)}\n{END}{rest.split(END)[1]}"


def few_rows_table(table: pd.DataFrame) -> str:
    """Markdown of the table; shares in per cent."""
    lines = [f"| {' | '.join(HEADINGS)} |", "|" + "---|" * len(HEADINGS)]
    for row in table.to_dict("records"):
        cells = [
            TRUTHS[row["truth"]],
            _percent(row["common_factor"]),
            f"{_percent(row['parallel_one'])} / {_percent(row['parallel_more'])}",
            _percent(row["bartlett"]),
            f"{row['kmo_median']:.2f} ({_percent(row['kmo_below'])})",
            f"{_percent(row['heywood_one'])} / {_percent(row['heywood_two'])}",
            f"{row['congruence_median']:.2f} ({row['congruence_p10']:.2f})",
            " / ".join(_percent(row[f"{name}_coverage"]) for name in ("mean", "alpha", "loading")),
            f"{row['loading_width']:.2f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    worlds = int(table["worlds"].min())
    return "\n".join(
        [*lines, "", f"{worlds:,} worlds of each truth; `effektspor few-rows` makes them."]
    )


def _percent(share: float) -> str:
    return "-" if pd.isna(share) else f"{100 * share:.0f} %"
