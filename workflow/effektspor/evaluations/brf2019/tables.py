"""Read the result tables of the study and say plainly what is wrong with one that does not fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from effektspor.errors import InputError
from effektspor.published import read_published

SOURCE, PUBLISHED, CORRECTIONS = "brf2019", "published", "corrections.csv"

COLUMNS: dict[str, tuple[str, ...]] = {
    "weekly_shares": (
        "outcome", "denominator", "group", "cohort", "week", "n", "events", "share",
    ),
    "weekly_effects": (
        "outcome", "denominator", "week", "estimate", "se", "ci_low", "ci_high", "band_low",
        "band_high", "n_participants_pre", "n_participants_post", "n_comparison_pre", "n_comparison_post",
        "smallest_group", "evaluated", "method",
    ),
    "effect_curves": (
        "outcome", "denominator", "adjustment", "weighting", "week", "estimate", "evaluated",
    ),
    "endpoints": (
        "outcome", "denominator", "adjustment", "weighting", "endpoint", "first_week", "last_week",
        "weeks", "estimate", "mean", "method", "se", "df", "ci_low", "ci_high", "p_value",
        "headline",
    ),
    "clusters": (
        "outcome", "denominator", "adjustment", "weighting", "endpoint", "clusters", "treated",
        "effective_clusters", "effective_treated", "largest_leverage", "leave_one_low",
        "leave_one_high",
    ),
    "diagnostics": (
        "outcome", "denominator", "id", "label_da", "label_en", "estimate", "se", "ci_low",
        "ci_high", "p_value", "threshold", "rule_da", "rule_en", "status", "why_da", "why_en",
    ),
    "diagnostic_curves": (
        "id", "outcome", "denominator", "week", "estimate", "ci_low", "ci_high",
    ),
    "event_study": (
        "outcome", "denominator", "year", "estimate", "se", "ci_low", "ci_high", "reference",
        "first_week", "last_week",
    ),
    "quotes": ("theme", "respondent", "municipality", "quote", "made", "row"),
    "quotes_counts": (
        "read", "merged", "shown", "municipality_hidden", "respondent_pooled",
    ),
    "progression": (
        "item", "asked", "label_da", "n_persons", "n_pairs", "up", "down", "first_mean", "last_mean",
        "change", "ci_low", "ci_high", "effect_size", "p_panel", "p_municipality",
        "trend_per_year", "p_ordinal", "p_marginal", "p_holm", "p_fdr", "p_ordinal_holm",
        "published_direction", "published_p", "published_below",
    ),
    "progression_shift": ("item", "first", "last", "n", "withheld"),
    "progression_attrition": (
        "measurement", "asked", "persons", "share", "stay_mean", "left_mean", "difference",
        "ci_low", "ci_high", "withheld",
    ),
    "citizens": (
        "survey", "item", "label_da", "asked_if", "answer", "of", "n", "share", "ci_low", "ci_high",
        "weighted", "adjusted", "valid_share", "bound_low", "bound_high", "state", "published",
        "published_low", "published_high", "star_asked", "star2016",
    ),
    "citizens_response": (
        "survey", "variable", "category", "label_da", "invited", "answered", "share", "ci_low",
        "ci_high", "state",
    ),
    "citizens_options": (
        "survey", "set", "item", "label_da", "of", "n", "share", "ci_low", "ci_high", "state",
    ),
    "recovery": (
        "deviations", "series", "weighting", "endpoint", "method", "worlds", "coverage",
        "coverage_mc_se", "size", "size_mc_se",
    ),
    "heterogeneity": (
        "outcome", "denominator", "label", "effect", "ci_low", "ci_high", "shrunken",
        "shrunken_low", "shrunken_high",
    ),
    "heterogeneity_summary": (
        "outcome", "denominator", "week", "tau", "tau_low", "tau_high", "q", "df", "p_value", "mean",
        "mean_low", "mean_high", "prediction_low", "prediction_high", "tau_comparison", "p_equal",
        "method",
    ),
    "link": (
        "exposure", "measure", "family", "unit", "k", "constant", "slope", "ci_low", "ci_high",
        "p_value", "p_permutation", "p_family", "correlation", "r2", "tau2", "leave_low",
        "leave_high", "reliability", "slope_corrected", "corrected_low", "corrected_high",
    ),
    "link_power": ("r2", "exposures", "expected_hits", "p_any", "p_all", "worlds"),
    "link_points": ("exposure", "label", "x", "x_low", "x_high", "y", "y_low", "y_high"),
    "efa_suitability": ("quantity", "of", "value", "ci_low", "ci_high", "n"),
    "efa_eigenvalues": ("criterion", "number", "observed", "mean", "upper", "kept"),
    "efa_loadings": (
        "item", "element", "factor", "loading", "communality", "uniqueness", "msa", "heywood",
        "label_da", "label_en",
    ),
    "efa_correlations": ("factor", "other", "correlation"),
    "municipal_factor": (
        "measure", "quantity", "estimate", "ci_low", "ci_high", "p_value", "leave_low", "leave_high",
        "rows", "items",
    ),
    "municipal_loadings": (
        "measure", "element", "loading", "ci_low", "ci_high", "leave_low", "leave_high",
        "uniqueness", "heywood", "ranks", "component", "item_rest", "alpha_without",
        "index_without",
    ),
    "municipal_index": (
        "measure", "unit_id", "unit_label", "index", "leave_low", "leave_high", "score",
    ),
    "few_rows": (
        "truth", "worlds", "rows", "items", "common_factor", "parallel_one", "parallel_more",
        "bartlett", "kmo_median", "kmo_below", "heywood_one", "heywood_two", "congruence_median",
        "congruence_p10", "mean_coverage", "alpha_coverage", "loading_coverage", "loading_width",
    ),
    "survival": (
        "group", "cohort", "week", "at_risk", "events", "censored", "survival", "se",
        "ci_low", "ci_high",
    ),
    "rate_ratio": (
        "estimate", "ci_low", "ci_high", "p_value", "events", "persons", "municipalities", "method",
    ),
    "spread": ("outcome", "denominator", "label", "change", "n_pre", "n_post"),
    "attrition": (
        "step", "id", "label_da", "label_en", "n_before", "n_after", "dropped",
        "participants_2016", "participants_2017_18", "comparison_2016", "comparison_2017_18",
    ),
    "balance": (
        "contrast", "label_da", "label_en", "covariate", "cov_label_da", "cov_label_en", "unit",
        "n_a", "n_b", "mean_a", "mean_b", "smd",
    ),
    "follow_up": ("group", "cohort", "reason", "n"),
    "quality": (
        "source", "file", "year", "check", "action", "unit", "n_before", "n_affected", "n_after",
    ),
    "survey_quality": (
        "source", "file", "year", "check", "action", "unit", "n_before", "n_affected", "n_after",
    ),
    "panel": (
        "outcome", "denominator", "model", "estimate", "se", "estimate_moments", "difference",
        "method",
    ),
    "rate_checks": ("id", "estimate", "ci_low", "ci_high", "p_value", "inference"),
    "restricted_means": (
        "quantity", "week", "at_risk", "group", "cohort", "contrast", "estimate", "se", "ci_low",
        "ci_high", "p_value", "method",
    ),
    "pseudo_effects": (
        "quantity", "week", "method", "estimate", "se", "df", "ci_low", "ci_high", "p_value",
    ),
    "counterfactual": (
        "week", "smallest_at_risk", "observed", "counterfactual_additive",
        "counterfactual_proportional", "difference_additive", "difference_proportional",
        "ci_low_additive", "ci_high_additive", "band_low_additive", "band_high_additive",
        "ci_low_proportional", "ci_high_proportional", "band_low_proportional",
        "band_high_proportional",
    ),
    "incidence": (
        "group", "cohort", "cause", "week", "at_risk", "incidence", "se", "ci_low", "ci_high",
    ),
    "incidence_did": (
        "cause", "week", "estimate", "se", "ci_low", "ci_high", "p_value", "method",
    ),
    "speed_up_means": ("quantity", "week", "unit", "estimate", "ci_low", "ci_high", "method"),
    "exits": ("group", "cohort", "weeks", "state", "label_da", "n", "of", "withheld"),
    "flows": (
        "group", "cohort", "from_weeks", "from_state", "to_weeks", "to_state", "n", "withheld",
    ),
    "exit_effects": (
        "weeks", "state", "estimate", "se", "ci_low", "ci_high", "p_value", "p_holm", "evaluated",
        "why",
    ),
    "truth_comparison": (
        "quantity", "label_da", "label_en", "unit", "week", "estimate", "truth_contrast",
        "contrast_expected",
        "estimator_expected", "mc_se", "estimation_error", "identification_bias",
    ),
    "fidelity": (
        "table", "unit_id", "unit_label", "element", "element_label_da", "start", "slut", "change",
        "mark", "start_item", "slut_item", "pages",
    ),
    "survey_fidelity": (
        "level", "unit_id", "unit_label", "wave", "element", "n", "answers", "agree", "share",
        "weighted", "ci_low", "ci_high", "state",
    ),
    "survey_change": (
        "level", "unit_id", "unit_label", "element", "n_start", "n_slut", "start", "slut", "change",
        "difference", "ci_low", "ci_high", "mark", "state",
    ),
    "survey_reliability": (
        "wave", "element", "items", "n", "alpha", "alpha_low", "alpha_high", "omega", "omega_low",
        "omega_high", "note",
    ),
    "fidelity_comparison": (
        "table", "unit_id", "unit_label", "element", "wave", "published", "own", "difference",
        "within_rounding", "reachable", "state", "basis",
    ),
    "fidelity_margins": (
        "table", "wave", "excess", "part", "part_label", "weight_low", "weight_high",
    ),
    "replication": ("item_id", "basis", "own_value", "difference", "verdict", "reason"),
    "published": ("item_id", "page", "figure_or_table", "value", "unit", "qualifier"),
}  # fmt: skip

MAY_BE_EMPTY = (
    "citizens_options", "diagnostic_curves", "event_study", "heterogeneity", "heterogeneity_summary", "rate_checks",
    "link", "link_power", "link_points",
    "efa_suitability", "efa_eigenvalues", "efa_loadings", "efa_correlations",
)  # fmt: skip
"""Tables without rows where the study lacks what they rest on: years before, municipalities."""


@dataclass(frozen=True)
class Tables:
    """The input tables of one group of artefacts.

    Attributes
    ----------
    frames
        Result tables by the names of `COLUMNS`.
    data_hash
        SHA-256 over the names and bytes of the files, hexadecimal.
    """

    frames: dict[str, pd.DataFrame]
    data_hash: str

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]


def read_tables(paths: dict[str, Path]) -> Tables:
    """Read result tables and hash the bytes that decide what follows.

    Raises
    ------
    InputError
        Where a file is missing, empty or lacks a column.
    """
    frames = {
        name: _published(path) if name == PUBLISHED else _read(name, path)
        for name, path in sorted(paths.items())
    }
    files: list[tuple[str, Path]] = []
    for name, path in paths.items():
        if path.is_dir():
            files += [(f"{name}/{part}", path / part) for part in (f"{SOURCE}.csv", CORRECTIONS)]
        else:
            files.append((name, path))
    return Tables(frames, file_hash(files))


def file_hash(named: Iterable[tuple[str, Path]]) -> str:
    """SHA-256 over names and contents, independent of the order of the files."""
    digest = sha256()
    for name, path in sorted(named):
        digest.update(f"{name}:{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain dictionaries."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def measure_of(frame: pd.DataFrame, outcome: str, denominator: str) -> pd.DataFrame:
    """The rows of one outcome and denominator."""
    return frame[(frame["outcome"] == outcome) & (frame["denominator"] == denominator)]


def finite(value: Any) -> float | None:
    """A number, or None where the table has none."""
    return float(value) if value is not None and np.isfinite(value) else None


def by_cell(frame: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of one week by group and cohort."""
    return {(str(row["group"]), str(row["cohort"])): row for row in records(frame)}


def _published(folder: Path) -> pd.DataFrame:
    """The printed figures of this study, corrections applied."""
    published = read_published(folder)
    return published[published["source"] == SOURCE].reset_index(drop=True)


def _read(name: str, path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise InputError(
            f"The result table {name!r} is missing",
            where=str(path),
            todo="Run the rule that makes it; `snakemake` does so by itself.",
        )
    try:
        frame = pd.read_csv(path, dtype={"cohort": str, "label": str, "pages": str, "page": str})
    except pd.errors.EmptyDataError:
        frame = pd.DataFrame()
    missing = [column for column in COLUMNS[name] if column not in frame.columns]
    if missing or (frame.empty and name not in MAY_BE_EMPTY):
        raise InputError(
            f"The result table {name!r} " + (f"lacks {missing}" if missing else "has no rows"),
            where=str(path),
            todo="Delete the file and run the rule that makes it again.",
        )
    return frame
