"""The codebook of a survey as the simulator needs it: variables, elements, codes and labels."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.errors import ConfigError

FIVE = 5.0  # highest step of a scale; above are codes of unknown answers
_KINDS_UNKNOWN = ("dont_know", "refused")


@dataclass(frozen=True)
class Questionnaire:
    """The variables of one survey in the order of its file."""

    survey: str
    variables: pd.DataFrame  # the codebook: variable, part, item, element, scale, reverse, ...
    scales: pd.DataFrame  # scale, code, label_da, kind, ...

    def of_part(self, part: str) -> list[str]:
        """Variables of one part (``item``, ``option``, ``wave``, ...)."""
        return list(self.variables.loc[self.variables["part"] == part, "variable"])

    def name_of(self, part: str) -> str:
        """The one variable of a part that occurs once."""
        return self.of_part(part)[0]

    def items_of(self, element: str) -> list[str]:
        """Items of one element."""
        mine = (self.variables["part"] == "item") & (self.variables["element"] == element)
        return list(self.variables.loc[mine, "variable"])

    def turned(self, item: str, codes: np.ndarray) -> np.ndarray:
        """Codes 1-5 turned round where the item speaks against what is measured; the same twice."""
        reverse = self.variables.set_index("variable")["reverse"] == "1"
        return np.where(codes <= FIVE, 1 + FIVE - codes, codes) if reverse[item] else codes

    def variable_of(self, item: str) -> str:
        """Variable of a question by its item."""
        return str(self.variables.set_index("item").loc[item, "variable"])

    def answers_of(self, item: str) -> pd.DataFrame:
        """Answers to a question: answer (name in results), code and kind, in the order of the scale."""
        scale = self.variables.set_index("item").loc[item, "scale"]
        rows = self.scales[self.scales["scale"] == scale]
        return rows[["answer", "code", "kind"]].astype({"code": float})

    def counts_dont_know(self, item: str) -> bool:
        """Whether "don't know" is in the base of the shares of a question."""
        return bool(self.variables.set_index("item").loc[item, "dont_know"] == "counted")

    @property
    def labels(self) -> dict[str, str]:
        """Variable label in Danish by variable."""
        return dict(zip(self.variables["variable"], self.variables["wording_da"], strict=True))

    @property
    def value_labels(self) -> dict[str, dict[float, str]]:
        """Danish label by code, by variable that has a scale; the first of alternatives."""
        found: dict[str, dict[float, str]] = {}
        for variable, scale in self._scaled():
            rows = self.scales[self.scales["scale"] == scale]
            labels = [label.split("|")[0] for label in rows["label_da"]]
            found[variable] = dict(zip(rows["code"].astype(float), labels, strict=True))
        return found

    @property
    def user_missing(self) -> dict[str, list[float]]:
        """Codes of don't know and refused, by variable that has such codes."""
        unknown = self.scales[self.scales["kind"].isin(_KINDS_UNKNOWN)]
        codes = {s: list(rows["code"].astype(float)) for s, rows in unknown.groupby("scale")}
        return {variable: codes[scale] for variable, scale in self._scaled() if scale in codes}

    def _scaled(self) -> list[tuple[str, str]]:
        coded = (self.variables["scale"] != "") & (self.variables["part"] != "text")
        rows = self.variables[coded]
        return list(zip(rows["variable"], rows["scale"], strict=True))


def read_questionnaire(folder: Path, survey: str) -> Questionnaire:
    """Read ``<survey>.csv`` and ``scales.csv`` of a folder of codebooks.

    Raises
    ------
    ConfigError
        A file is missing.
    """
    found = []
    for name in (f"{survey}.csv", "scales.csv"):
        if not (folder / name).is_file():
            raise ConfigError(
                f"the codebook {name} is missing",
                where=str(folder),
                todo="give the folder data/surveys of the project",
            )
        found.append(pd.read_csv(folder / name, dtype=str, keep_default_na=False))
    return Questionnaire(survey, *found)
