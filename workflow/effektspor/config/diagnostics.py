"""Settings: what decides whether an effect may be believed."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from effektspor.config.base import Settings

Share = Annotated[float, Field(gt=0, le=10)]


class Diagnostics(Settings):
    """Thresholds of the diagnostics; each rule is printed with its thresholds.

    Gaps are judged by size and by precision: a gap that is not significant passes only if it is
    also small and its interval leaves no room for one that would matter.
    """

    leave_out: tuple[Annotated[int, Field(ge=101, le=999)], ...] = ()
    """Municipalities that the estimate is repeated without; left out, the participating
    municipality with the largest weight."""
    alpha: Annotated[float, Field(gt=0, lt=0.5)] = 0.05
    """Significance level below which a gap that is large fails."""
    p_pass: Annotated[float, Field(gt=0, lt=1)] = 0.1
    """A gap passes for being small only if its p-value is at least this."""
    gap_small: Share = 0.25
    """Placebo gap that counts as small, as a share of the effect."""
    gap_large: Share = 0.5
    """Placebo gap that counts as large, as a share of the effect; an interval wholly within it
    passes."""
    gap_bound: Share = 1.0
    """A small placebo gap passes only if its interval lies within this share of the effect."""
    difference_small: Share = 0.1
    """Standardised difference that counts as small (Austin 2009)."""
    difference_large: Share = 0.25
    """Standardised difference that counts as large (Stuart 2010; Imbens and Rubin 2015)."""
    inflow_small: Share = 0.1
    """Change of inflow that counts as small, in logs: 0.1 is about 10 per cent."""
    inflow_large: Share = 0.25
    """Change of inflow that counts as large, in logs."""
    change_small: Share = 0.25
    """Change of the estimate under another specification that counts as small, as a share of it."""
    change_large: Share = 0.5
    """Change of the estimate under another specification that counts as large."""
    breakdown: Annotated[float, Field(gt=0, le=10)] = 1.0
    """Violation of parallel trends, in multiples of the largest placebo gap, that the effect should
    survive (Rambachan and Roth 2023)."""
    effective_treated: Annotated[float, Field(ge=2)] = 10.0
    """Effective number of participating municipalities from which they count as many."""
    fewest_degrees: Annotated[float, Field(ge=1)] = 4.0
    """Degrees of freedom of the CR2 standard error below which no clustered inference is trusted
    (Tipton 2015)."""
    leverage: Annotated[float, Field(gt=0, lt=1)] = 0.5
    """Largest share of one municipality in the information on the effect."""

    @model_validator(mode="after")
    def _small_is_below_large(self) -> Self:
        for name in ("gap", "difference", "inflow", "change"):
            if getattr(self, f"{name}_small") >= getattr(self, f"{name}_large"):
                raise ValueError(f"{name}_small must be below {name}_large")
        if self.gap_bound < self.gap_large:
            raise ValueError("gap_bound must not be below gap_large")
        if self.p_pass < self.alpha:
            raise ValueError("p_pass must not be below alpha")
        return self
