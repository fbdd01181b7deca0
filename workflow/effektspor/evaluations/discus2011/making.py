"""Make an artefact of this evaluation: its sources, and what all counts of the coding share."""

from dataclasses import dataclass, field
from typing import Any

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations import making

CODING = Text(
    da="Kodning af de læste rapporter; egne optællinger.",
    en="Coding of the reports that were read; own counts.",
)
PUBLISHED = Text(
    da="Desk research af 11 nyere analyser, DISCUS for Beskæftigelsesregion Syddanmark, maj 2011.",
    en="Desk research af 11 nyere analyser, DISCUS for Beskæftigelsesregion Syddanmark, May 2011.",
)
PUBLICATION_DATE = "2011-05"
SOURCES = making.Sources(CODING, CODING, PUBLISHED, PUBLICATION_DATE)
READ = Text(
    da="De rapporter, der er læst og kodet; tværlæsningens egne udsagn tæller ikke med.",
    en="The reports that were read and coded; the reviewers' own statements do not count.",
)
COUNTED = Text(da="Optælling af kodede rækker.", en="A count of coded rows.")
NO_SAMPLE = Text(
    da="Ingen stikprøve. Usikkerheden er kodningens: en anden koder kan have læst anderledes.",
    en="No sampling. The uncertainty is that of the coding: another coder may read otherwise.",
)


@dataclass(frozen=True)
class Study(making.Context):
    """What every artefact of a run has in common.

    Attributes
    ----------
    least_stock, least_share
        Limits of the count of votes: stock of knowledge, and part of it that points one way.
    texts
        Whether the reports' texts were given, so that quotes were looked up.
    """

    least_stock: float = 1.0
    least_share: float = 0.55
    texts: bool = False


@dataclass(frozen=True)
class Maker(making.Maker):
    """Makes the artefacts of one group of inputs."""

    study: Study
    sources: making.Sources = field(default=SOURCES, kw_only=True)

    def count(
        self, artefact_id: str, value: float | None, title: Text, definition: Text, **fields: Any
    ) -> Artefact:
        """A count of the coding, or the mark ``not_evaluated.<id>`` where it is not known."""
        common = {
            "population": READ, "method": COUNTED, "uncertainty": NO_SAMPLE, "unit": "count",
            "n": {"rows": 0 if value is None else round(value)}, **fields,
        }  # fmt: skip
        return self.number(
            artefact_id, value, absent="not_evaluated", title=title, definition=definition, **common
        )

    def whole(
        self, artefact_id: str, kind: str, data: str, rows: int, title: Text, definition: Text,
        **fields: Any,
    ) -> Artefact:  # fmt: skip
        """A table or figure of the coding."""
        common = {
            "population": READ, "method": COUNTED, "uncertainty": NO_SAMPLE, "unit": "count",
            "n": {"rows": rows}, **fields,
        }  # fmt: skip
        return self.make(artefact_id, kind, data=data, title=title, definition=definition, **common)
