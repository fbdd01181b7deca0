"""The settings that the estimates of a trial are given, as the rules pass them."""

from effektspor.config.base import DateText, Settings
from effektspor.config.design import Disclosure
from effektspor.config.trial import Randomisation, Waiting
from effektspor.evaluations.trial.inference import Inference
from effektspor.evaluations.trial.spans import Window


class TrialTask(Settings):
    """What decides the estimates of a trial beside its tables."""

    project_start: DateText
    project_end: DateText
    status_date: DateText
    national_months: tuple[int, ...]
    waiting: Waiting
    randomisation: Randomisation
    confidence: float
    disclosure: Disclosure

    @property
    def window(self) -> Window:
        """The project, from its first day to its end."""
        return Window.of(self.project_start, self.project_end)

    @property
    def inference(self) -> Inference:
        """Levels and draws."""
        return Inference(self.confidence, self.randomisation, self.disclosure.min_cell)
