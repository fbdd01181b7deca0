"""Everything that the blocks of the report are built from."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact
from effektspor.errors import ReportError
from effektspor.report import danish
from effektspor.report.blocks import Notes, table_block
from effektspor.report.labels import Labels
from effektspor.report.tables import Column, Group, Row, html_table


@dataclass(frozen=True)
class Material:
    """What one report is made of.

    Attributes
    ----------
    artefacts
        By id.
    sentences
        Findings of this run, by name.
    words
        Fixed words of the study in the report's language.
    labels
        Fixed words of all reports in that language.
    folders
        Where the data files of the artefacts are.
    """

    artefacts: Mapping[str, Artefact]
    sentences: Mapping[str, str]
    words: Mapping[str, str]
    labels: Labels
    folders: Sequence[Path]

    def artefact(self, key: str) -> Artefact:
        """An artefact; ``ReportError`` where it is not registered."""
        if key not in self.artefacts:
            raise ReportError(
                f"There is no artefact {key!r}", where="report", todo="Register it or drop it."
            )
        return self.artefacts[key]

    def data(self, key: str) -> pd.DataFrame:
        """The data file of an artefact."""
        name = str(self.artefact(key).data)
        for folder in self.folders:
            if (folder / name).is_file():
                names = ("cohort", "label", "pages", "page", "year")
                kept: Any = dict.fromkeys(names, str)
                return pd.read_csv(folder / name, dtype=kept)
        raise ReportError(
            f"The data file {name} of {key!r} is missing",
            where=", ".join(str(folder) for folder in self.folders),
            todo="Run the artefacts of that group again.",
        )

    def rows(self, key: str) -> list[dict[str, Any]]:
        """The rows of that file."""
        return [{str(k): v for k, v in row.items()} for row in self.data(key).to_dict("records")]

    def say(self, name: str) -> str:
        """A sentence of the catalogue; ``ReportError`` where there is none."""
        if name not in self.sentences:
            raise ReportError(
                f"There is no finding {name!r}", where="report", todo="Add it to the catalogue."
            )
        return self.sentences[name]

    def notes(self, key: str, guide: str, n_text: str, remark: str = "") -> Notes:
        """The notes of a figure or table: what its artefact says of itself."""
        artefact = self.artefact(key)
        planned = self.words["planned" if artefact.prespecified else "explorative"]
        if artefact.disclosure == "published":
            planned = ""
        return Notes(
            reading_guide=guide,
            n_text=n_text,
            definition=f"{artefact.definition.da} {artefact.population.da}",
            source=f"{artefact.source.da} {self._date(artefact)}".strip(),
            method=f"{artefact.method.da} {artefact.uncertainty.da} {planned}".strip(),
            remark=remark,
        )

    def subtitle(self, key: str, text: str) -> str:
        """A subtitle with the mark of synthetic or published data.

        A subtitle that itself says which part is synthetic gets no mark that says it of the whole.
        """
        artefact = self.artefact(key)
        if artefact.synthetic:
            if self.words["synthetic_part"] in text:
                return text
            return f"{text} {self.words['synthetic_note']}"
        published = self.words["published_note"]
        if artefact.disclosure == "published" and published not in text:
            return f"{text} {published}"
        return text

    def table(
        self,
        name: str,
        key: str,
        stub: str,
        columns: Sequence[Column],
        rows: Sequence[Row | Group],
        *,
        text: str,
        n_text: str,
        remark: str = "",
        wide: bool = False,
    ) -> str:
        """A table block whose headline, subtitle and guide are findings that begin with `text`."""
        html = html_table(name, stub, columns, rows, labels=self.labels)
        return self.block(name, html, key, text=text, n_text=n_text, remark=remark, wide=wide)

    def block(
        self,
        name: str,
        html: str,
        key: str,
        *,
        text: str,
        n_text: str,
        remark: str = "",
        wide: bool = False,
    ) -> str:
        """The block of a table that is written already; texts as for `table`."""
        return table_block(
            name,
            html,
            headline=self.say(f"{text}_headline"),
            subtitle=self.subtitle(key, self.say(f"{text}_subtitle")),
            notes=self.notes(key, self.say(f"{text}_guide"), n_text, remark),
            labels=self.labels,
            wide=wide,
        )

    def _date(self, artefact: Artefact) -> str:
        if artefact.disclosure == "published":
            return ""  # the source names the month of publication
        extract = [f"{self.words['extract']} {date_text(artefact.extract_date)}."]
        answers = " og ".join(date_text(each) for each in artefact.collected)
        word = self.words["collected_synthetic" if artefact.synthetic else "collected"]
        collected = [word.format(date=answers)] if answers else []
        return " ".join((extract if artefact.from_registers else []) + collected)


def date_text(iso: str) -> str:
    """An ISO date, month or year as a Danish reader sees it."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        return danish.long_date(datetime.date(*parts))
    if len(parts) == 2:
        whole = danish.long_date(datetime.date(parts[0], parts[1], 1))
        return whole.partition(" ")[2]
    return iso
