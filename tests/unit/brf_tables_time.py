"""Small made-up result tables on the time after the start, in the shape of the real ones."""

from pathlib import Path

import pandas as pd

CELLS = (
    ("participants", "2016"), ("participants", "2017-18"),
    ("comparison", "2016"), ("comparison", "2017-18"),
)  # fmt: skip
CAUSES = {
    "internship": 0.4, "employment": 0.04, "flexjob": 0.12, "ledighedsydelse": 0.05,
    "pension": 0.14, "dead_or_emigrated": 0.02, "other": 0.06,
}  # fmt: skip
INFERRED = {
    "jackknife of municipalities": 0.02, "bootstrap-t of municipalities within group": 0.03,
}  # fmt: skip
STATES = {
    "programme": 100, "employment": 20, "flexjob": 120, "ledighedsydelse": 40, "pension": 80,
    "kontanthjaelp": 20, "no_benefit": 10, "retirement": 0, "dead": 10,
}  # fmt: skip
REQUIRED_TIME = {
    "specifications": ("effect_curves",),
    "time": (
        "rate_ratio", "rate_checks", "restricted_means", "pseudo_effects", "speed_up_means",
        "counterfactual", "incidence", "incidence_did", "survival",
    ),
    "exits": ("exits", "flows", "exit_effects"),
}  # fmt: skip


def time_tables(*, ratio: float = 1.6, half: float = 0.2, n: int = 400) -> dict[str, pd.DataFrame]:
    """Tables by name; `half` is half the width of the ratio's intervals."""
    return {
        "effect_curves": _effect_curves(),
        "rate_ratio": _rate_ratio(ratio, half, n),
        "rate_checks": pd.DataFrame(
            [("placebo_2015_2016", 1.02, 0.9, 1.15, 0.6, "wild"), ("overlap_cut", ratio, 1.2, 2.1,
             0.01, "wild"), ("overlap_cut", ratio, 1.3, 2.0, 0.01, "cr1")],
            columns=["id", "estimate", "ci_low", "ci_high", "p_value", "inference"],
        ),
        "restricted_means": _restricted_means(ratio),
        "pseudo_effects": pd.DataFrame(
            [(q, week, method, mean * (ratio - 1), 0.1, 9.0, mean * (ratio - 1) - reach,
              mean * (ratio - 1) + reach, 0.01) for q, mean, reach in
             (("rmst", -5.0, 1.5), ("share", 0.1, 0.03)) for week in (52, 104)
             for method in ("wild", "cr1")],
            columns=["quantity", "week", "method", "estimate", "se", "df", "ci_low", "ci_high",
                     "p_value"],
        ),
        "speed_up_means": _speed_up_means(ratio),
        "counterfactual": _counterfactual(ratio),
        "incidence": _incidence(n),
        "incidence_did": pd.DataFrame(
            [(cause, week, 0.1 * share, 0.01, (0.1 - reach) * share, (0.1 + reach) * share, 0.01,
              method) for cause, share in CAUSES.items() for week in (52, 104)
             for method, reach in INFERRED.items()],
            columns=["cause", "week", "estimate", "se", "ci_low", "ci_high", "p_value", "method"],
        ),
        **exit_tables(),
    }  # fmt: skip


def exit_tables(counts: dict[str, int | None] | None = None) -> dict[str, pd.DataFrame]:
    """Where persons are; `counts` replaces states' counts of the participants of 2017-18."""
    exits, flows, effects = [], [], []
    total = sum(STATES.values())
    for cell in CELLS:
        for weeks in (26, 52, 104):
            seen = weeks < 104 or cell[1] == "2016"
            for state, n in STATES.items():
                own = (counts or {}).get(state, n) if cell == CELLS[1] else n
                exits.append((*cell, weeks, state, state.title(), own if seen else 0,
                              total * seen, own is None))  # fmt: skip
        for before, after in ((0, 26), (26, 52), (52, 104))[: 3 if cell[1] == "2016" else 2]:
            for state, n in STATES.items():
                origins = (
                    {"programme": n} if before == 0 else {"programme": n // 2, state: n - n // 2}
                )
                flows += [
                    (*cell, before, origin, after, state, own or None, own == 0)
                    for origin, own in origins.items()
                ]
    for weeks in (26, 52, 104):
        for state, n in STATES.items():
            known = n > 0 and weeks < 104
            shares = [n / total] * 4
            effects.append(
                (weeks, state, *shares, *((0.02, 0.008, 0.004, 0.036, 0.02, 0.18) if known
                                          else (None,) * 6), known, "" if known else "too few")
            )  # fmt: skip
    return {
        "exits": pd.DataFrame(
            exits, columns=["group", "cohort", "weeks", "state", "label_da", "n", "of", "withheld"]
        ).astype({"n": "Int64"}),
        "flows": pd.DataFrame(
            flows, columns=["group", "cohort", "from_weeks", "from_state", "to_weeks", "to_state",
                            "n", "withheld"],
        ).astype({"n": "Int64"}),
        "exit_effects": pd.DataFrame(
            effects, columns=["weeks", "state", *(f"share_{g}_{c.replace('-', '_')}"
                              for g, c in CELLS), "estimate", "se", "ci_low", "ci_high",
                              "p_value", "p_holm", "evaluated", "why"],
        ),
    }  # fmt: skip


def write_time_tables(folder: Path, **how: float) -> dict[str, Path]:
    """Write one CSV per table."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for name, frame in time_tables(**how).items():
        paths[name] = folder / f"{name}.csv"
        frame.to_csv(paths[name], index=False)
    return paths


def _rate_ratio(ratio: float, half: float, n: int) -> pd.DataFrame:
    terms = {"all": (0, 103), "block_1": (0, 25), "block_2": (26, 51), "block_3": (52, 103)}
    rows = [
        (ratio, ratio - half, ratio + half, 0.0004, inference, term, *weeks)
        for term, weeks in terms.items()
        for inference in ("wild", "cr1", "cr3", "randomisation")
    ]
    rows.append((ratio + 0.01, ratio - half, ratio + half, 0.001, "cox", "all", 0, 103))
    rows += [(None, None, None, 0.31, name, "constancy", 0, 103) for name in ("wald", "wild_max_t")]
    frame = pd.DataFrame(
        rows, columns=["estimate", "ci_low", "ci_high", "p_value", "inference", "term",
                       "first_week", "last_week"],
    )  # fmt: skip
    return frame.assign(
        events=900, persons=4 * n, municipalities=98, method="Poisson", se_log=0.06, treated=17,
        leave_one_low=ratio - 0.05, leave_one_high=ratio + 0.07,
    )  # fmt: skip


def _effect_curves() -> pd.DataFrame:
    measures = (("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme"))
    shift = {("none", "persons"): 0.0, ("full", "persons"): 0.01, ("none", "municipalities"): -0.02,
             ("full", "municipalities"): -0.03}  # fmt: skip
    rows = [
        (*measure, *key, week, 0.001 * week + by * (week > 10), week > 3)
        for measure in measures for key, by in shift.items() for week in range(1, 105)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["outcome", "denominator", "adjustment", "weighting", "week",
                                       "estimate", "evaluated"])  # fmt: skip


def _restricted_means(ratio: float) -> pd.DataFrame:
    level = {52: 45.0, 104: 80.0}
    rows = [
        ("rmst", week, *cell, "", mean - (3 if cell == CELLS[1] else 0), 0.5, mean - 4, mean + 1,
         None, "Greenwood") for week, mean in level.items() for cell in CELLS
    ]  # fmt: skip
    rows += [("share", week, *cell, "", week / 260, 0.01, week / 260 - 0.02, week / 260 + 0.02,
              None, "Greenwood") for week in level for cell in CELLS]  # fmt: skip
    for method, wide in INFERRED.items():
        for week in level:
            mean, share = -5.0 * (ratio - 1), 0.05
            rows.append(("rmst", week, "", "", "did", mean, 0.6, mean - 50 * wide, mean + 50 * wide,
                         0.01, method))  # fmt: skip
            rows.append(("share", week, "", "", "did", share, 0.01, share - wide, share + wide,
                         0.01, method))  # fmt: skip
    columns = ["quantity", "week", "group", "cohort", "contrast", "estimate", "se", "ci_low",
               "ci_high", "p_value", "method"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).assign(at_risk=100)


def _speed_up_means(ratio: float) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = [
        ("rate_ratio", None, "ratio", ratio, ratio - 0.2, ratio + 0.2, "m"),
        ("constant_rate_shortening", None, "share", 1 - 1 / ratio, 0.2, 0.5, "m"),
    ]
    for week in (52, 104):
        rows += [
            ("restricted_mean_shortening", week, "share", 0.0375, 0.02, 0.05, "m"),
            ("cumulative_hazard_ratio", week, "ratio", 1.3, 1.1, 1.5, "m"),
            ("share_treated_later", week, "share", 0.4, None, None, "m"),
            ("implied_share_without_effect", week, "share", 0.27, 0.25, 0.3, "m"),
            ("implied_mean_treated_later", week, "weeks", 200.0, None, None, "m"),
        ]
    columns = ["quantity", "week", "unit", "estimate", "ci_low", "ci_high", "method"]
    return pd.DataFrame(rows, columns=columns).astype({"week": "Int64"})


def _counterfactual(ratio: float) -> pd.DataFrame:
    rows = []
    for week in range(105):
        observed = 0.994**week
        without = {"additive": 0.994 ** (week / ratio) - 0.0005 * week,
                   "proportional": 0.994 ** (week / ratio)}  # fmt: skip
        row: dict[str, float] = {"week": week, "smallest_at_risk": 300, "observed": observed}
        for kind, share in without.items():
            gain = share - observed
            row |= {f"counterfactual_{kind}": share, f"difference_{kind}": gain}
            for name, reach in (("ci", 0.0004 * week), ("band", 0.0006 * week)):
                row |= {f"{name}_low_{kind}": gain - reach, f"{name}_high_{kind}": gain + reach}
        rows.append(row)
    return pd.DataFrame(rows)


def _incidence(n: int) -> pd.DataFrame:
    rows = [
        (*cell, cause, week, n - 3 * week, share * week / 104, 0.01,
         max(0.0, share * week / 104 - 0.02), share * week / 104 + 0.02)
        for number, cell in enumerate(CELLS)
        for cause, share in ((name, whole * (1 - 0.1 * number)) for name, whole in CAUSES.items())
        for week in range(105)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["group", "cohort", "cause", "week", "at_risk", "incidence",
                                       "se", "ci_low", "ci_high"])  # fmt: skip
