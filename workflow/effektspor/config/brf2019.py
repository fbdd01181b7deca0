"""Settings of a study that mirrors the evaluation of Bedre Ressourceforloeb."""

from typing import Literal, Self

from pydantic import model_validator

from effektspor.config.comparison import Comparison
from effektspor.config.data import Data

BRF_COHORTS = ("2016", "2017-18")
BRF_OUTCOMES = {("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme")}


class Brf2019(Comparison):
    """A comparison of municipalities over two cohorts, on registers and surveys."""

    evaluation: Literal["brf2019"]
    """Which evaluation the study mirrors: decides artefacts, figures and report."""
    data: Data
    """Input files."""

    @model_validator(mode="after")
    def _simulated_long_enough(self) -> Self:
        simulate = self.data.simulate
        if simulate is not None and simulate.last_year < self.last_followed_year:
            raise ValueError(
                f"data.simulate.last_year must not lie before {self.last_followed_year}: the "
                "cohorts are followed until then"
            )
        return self

    @model_validator(mode="after")
    def _the_evaluations_texts_fit(self) -> Self:
        ids = (self.cohorts.pre.id, self.cohorts.post.id)
        series = {(outcome.outcome, outcome.denominator) for outcome in self.outcomes}
        if ids != BRF_COHORTS or series != BRF_OUTCOMES:
            raise ValueError(
                f"evaluation brf2019 tells of {' and '.join(BRF_COHORTS)} (cohorts.pre.id and "
                "cohorts.post.id) and of the outcomes internship in_programme, hours started and "
                "hours in_programme"
            )
        return self
