"""Sections that stand in the report only where the run has what they are about."""

from collections.abc import Mapping
from dataclasses import dataclass

from effektspor.artefacts import Artefact
from effektspor.errors import ReportError
from effektspor.report.blocks import paragraphs


@dataclass(frozen=True)
class Section:
    """When an include file of the report stands in it.

    Attributes
    ----------
    artefact
        Id of the artefact that must be registered.
    otherwise
        Name of the finding that is said in the section's place, such as that the survey is not
        part of this run; None where another section has said it already.
    """

    artefact: str
    otherwise: str | None = None


def replacements(
    sections: Mapping[str, Section],
    artefacts: Mapping[str, Artefact],
    sentences: Mapping[str, str],
) -> dict[str, str]:
    """What takes the place of the sections that this run does not have, by file.

    Raises
    ------
    ReportError
        Where the sentence that is said instead is not in the catalogue.
    """
    out = {}
    for name, section in sections.items():
        if section.artefact in artefacts:
            continue
        if section.otherwise is None:
            out[name] = "\n"
            continue
        if section.otherwise not in sentences:
            raise ReportError(
                f"There is no finding {section.otherwise!r}",
                where=f"section {name}",
                todo="Add it to the catalogue, without `needs`.",
            )
        out[name] = paragraphs([[sentences[section.otherwise]]])
    return out
