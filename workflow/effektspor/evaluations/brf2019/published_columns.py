"""The columns that artefacts read of tables of published figures and simulated worlds."""

PUBLISHED_COLUMNS: dict[str, tuple[str, ...]] = {
    "link_recovery": ("r2", "quantity", "value", "mc_se", "worlds"),
    "recovery": (
        "deviations", "series", "weighting", "endpoint", "method", "worlds", "coverage",
        "coverage_mc_se", "size", "size_mc_se",
    ),
    "replication": ("item_id", "basis", "own_value", "difference", "verdict", "reason"),
    "published": ("item_id", "page", "figure_or_table", "value", "unit", "qualifier"),
}  # fmt: skip
