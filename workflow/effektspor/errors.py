"""The errors that a user may meet; each says what, where and what to do, never a person's values.

The command line prints one such message without a traceback and ends with the exit code of the
class, so that a user who may not read the logs of a closed machine still learns what kind of
trouble it is. Everything else that is raised is a defect of ours and keeps its traceback.
"""


class UserError(Exception):
    """Trouble that the user can mend.

    Parameters
    ----------
    what
        What is wrong, one sentence without a full stop.
    where
        File, column, key or row number. Never a value that belongs to a person.
    todo
        What the user can do about it.
    """

    exit_code = 10

    def __init__(self, what: str, *, where: str, todo: str) -> None:
        super().__init__(what)
        self.what, self.where, self.todo = what, where, todo

    def __str__(self) -> str:
        return f"{self.what}\n  where: {self.where}\n  to do: {self.todo}"


class ConfigError(UserError):
    """The config file cannot be used."""

    exit_code = 11


class InputError(UserError):
    """A data file is missing, truncated or not what the data contract says."""

    exit_code = 12


class EstimationError(UserError):
    """The data hold too little for an estimate that was asked for."""

    exit_code = 13


class ReportError(UserError):
    """A report lacks an artefact, a text or a rendered part."""

    exit_code = 14


class NotRefreshedError(UserError):
    """Data could not be fetched anew; those from before are there and stay."""

    exit_code = 15


class FetchError(UserError):
    """Data could not be fetched, and there are none from before."""

    exit_code = 16
