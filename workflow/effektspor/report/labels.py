"""The fixed words of reports in one language, read from ``reports/shared/labels.<language>.yml``."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from effektspor.errors import ReportError


class Labels(Mapping[str, str]):
    """Words by key; a key that the language lacks is a `ReportError` that names the file."""

    def __init__(self, words: Mapping[str, str], where: str) -> None:
        self._words, self.where = dict(words), where

    def __getitem__(self, key: str) -> str:
        if key not in self._words:
            raise ReportError(
                f"The label {key!r} is missing",
                where=self.where,
                todo="Add it; each language has the keys of labels.da.yml.",
            )
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def load_labels(theme: Path, language: str) -> Labels:
    """Read the labels of `language`, e.g. ``"da"``, from the theme folder (``reports/shared``).

    Raises
    ------
    ReportError
        Where there is no such file, or it is not a flat map of strings.
    """
    path = theme / f"labels.{language}.yml"
    try:
        words = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = sorted(file.name.split(".")[1] for file in theme.glob("labels.*.yml"))
        raise ReportError(
            f"There are no labels for the language {language!r}",
            where=str(path),
            todo=f"Choose one of {', '.join(known) or 'none'}, or add the file.",
        ) from None
    except yaml.YAMLError as error:
        raise ReportError(
            "The labels cannot be read as YAML",
            where=str(path),
            todo=str(error).splitlines()[0],
        ) from None
    flat = isinstance(words, dict) and all(
        isinstance(key, str) and isinstance(value, str) for key, value in words.items()
    )
    if not flat:
        raise ReportError(
            "The labels are not a flat map from key to text",
            where=str(path),
            todo='Write one `key: "text"` per line.',
        )
    return Labels(words, str(path))
