"""The prices and rules that a business case needs: which there are, and in which unit."""

KR_MONTH, KR_WEEK, KR_YEAR = "kr_month", "kr_week", "kr_year"
SHARE, SHARE_YEAR = "share", "share_year"
UNITS = {
    "rate_provider": KR_MONTH,
    "rate_non_provider": KR_MONTH,
    "share_providers": SHARE,
    "sickness_week": KR_WEEK,
    "unemployment_month": KR_MONTH,
    "benefit_level": SHARE,
    "availability_month": KR_MONTH,
    "flexjob_subsidy_max": KR_MONTH,
    "flexjob_reduction": SHARE,
    "flexjob_threshold": KR_MONTH,
    "flexjob_reduction_above": SHARE,
    "flexjob_wage": KR_MONTH,
    "pension_month": KR_MONTH,
    "other_month": KR_MONTH,
    "job_wage": KR_MONTH,
    "course_month": KR_MONTH,
    "other_course_month": KR_MONTH,
    "region_course_month": KR_MONTH,
    "consultants": "persons",
    "caseworkers": "persons",
    "consultant_year": KR_YEAR,
    "caseworker_year": KR_YEAR,
    "investment_years": "years",
    "delay_months": "months",
    "refund_1": SHARE,
    "refund_2": SHARE,
    "refund_3": SHARE,
    "refund_4": SHARE,
    "refund_weeks_1": "weeks",
    "refund_weeks_2": "weeks",
    "refund_weeks_3": "weeks",
    "municipal_tax": SHARE,
    "state_tax": SHARE,
    "labour_contribution": SHARE,
    "personal_allowance": KR_YEAR,
    "employment_allowance": SHARE,
    "employment_allowance_max": KR_YEAR,
    "equalisation": SHARE,
    "discount_rate": SHARE_YEAR,
    "real_growth": SHARE_YEAR,
    "price_year": "year",
}
"""Unit of each parameter. A share is a fraction: 0.4, never 40."""
REFUNDS = ("refund_1", "refund_2", "refund_3", "refund_4")
"""The state's share of a benefit on each step."""
REFUND_WEEKS = {"refund_weeks_1": 4, "refund_weeks_2": 26, "refund_weeks_3": 52}
"""Last week of the first three steps, as the flow of persons counts them."""
COLUMNS = (
    "parameter", "label_da", "label_en", "unit", "low", "base", "high", "year", "source", "page",
    "url", "assumed", "distribution", "note_da",
)  # fmt: skip
VALUES = ("low", "base", "high")
FIXED = "fixed"
DISTRIBUTIONS = (FIXED, "pert", "triangular")
