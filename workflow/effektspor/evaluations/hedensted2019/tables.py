"""The result tables of this evaluation."""

from effektspor.cohort.flows.tables import (
    DURATION_COLUMNS,
    ENTRY_COLUMNS,
    EXIT_COLUMNS,
    STOCK_COLUMNS,
)
from effektspor.evaluations.business_case import benchmark, followup, potential
from effektspor.evaluations.result_tables import Layout

PRACTICE_COLUMNS = (
    "order", "step", "label_da", "label_en", "who_da", "what_da", "limit_items",
)  # fmt: skip
MONEY = ("value", "low", "high")
LEDGER = ("source", "year", "check", "n_affected")
COLUMNS = {
    "potential": potential.COLUMNS,
    "potential_benchmark": benchmark.COLUMNS,
    "flow_stocks": STOCK_COLUMNS,
    "flow_durations": DURATION_COLUMNS,
    "flow_exits": EXIT_COLUMNS,
    "flow_entries": ENTRY_COLUMNS,
    "flow_rates": ("from_state", "band", "to_state", "rate_month", "low", "high", "n", "months"),
    "flow_projection": (
        "scenario", "month", "state", "persons", "low", "high", "difference", "difference_low",
        "difference_high",
    ),
    "flow_consistency": ("target", "now", "target_value", "factor", "with_all", "met"),
    "case_parameters": (
        "parameter", "label_da", "label_en", "unit", "low", "base", "high", "assumed",
    ),
    "case_flows": ("scenario", "party", "component", "year", *MONEY),
    "case_results": ("scenario", "party", "quantity", *MONEY),
    "case_break_even": ("effect_share", "party", "npv", "low", "high"),
    "case_tornado": (
        "party", "parameter", "label_da", "label_en", "npv_low", "npv_high", "swing", "order",
    ),
    "case_draws": ("party", "probability", "npv"),
    "case_targets": (
        "target", "label_da", "label_en", "party", "only", "without", "contribution", "low", "high",
        "share", "rest",
    ),
    "followup": followup.COLUMNS,
    "followup_latest": followup.COLUMNS,
    "practice": PRACTICE_COLUMNS,
    "quality": LEDGER,
    "status_quality": LEDGER,
    "published": (),
    "replication": ("item_id", "basis", "own_value", "difference", "verdict", "reason"),
}  # fmt: skip
LAYOUT = Layout(
    "hedensted2019", COLUMNS, ("flow_entries", "case_targets", "status_quality", "flow_consistency")
)
