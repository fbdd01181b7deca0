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


SECTIONS: Mapping[str, Section] = {
    "_konklusion_progression.qmd": Section("progression.table", "no_progression"),
    "_konklusion_borgere.qmd": Section("citizens.table", "no_citizens"),
    "_konklusion_fidelitet.qmd": Section("survey_fidelity.table"),
    "_konklusion_sammenhaeng.qmd": Section("link.table"),
    "_progression.qmd": Section("progression.table", "no_progression"),
    "_faktorer.qmd": Section("factors.table", "no_factors"),
    "_sammenhaeng.qmd": Section("link.table", "no_link"),
    "_borgere.qmd": Section("citizens.table", "no_citizens"),
    "_borgere_visitation.qmd": Section("citizens.referral.response", "no_referral"),
    "_borgere_senere.qmd": Section("citizens.later.response", "no_later"),
    "_datakvalitet_undersoegelser.qmd": Section("survey_quality.table", "no_surveys"),
    "_tema_belief.qmd": Section("link.table"),
    "_tema_forberedelse.qmd": Section("link.table"),
    "_tema_ejerskab.qmd": Section("link.table"),
    "_tema_retning.qmd": Section("link.table"),
    "_citater_borgere.qmd": Section("quotes.table"),
    "_citater.qmd": Section("quotes.table", "no_quotes"),
    "_fidelitet_egen.qmd": Section("survey_fidelity.table", "no_staff"),
    "_fidelitet_kommuner.qmd": Section("survey_fidelity.table"),
}
"""Include file in ``reports/brf2019``: when it stands there. Headings stand outside the files."""


def replacements(artefacts: Mapping[str, Artefact], sentences: Mapping[str, str]) -> dict[str, str]:
    """What takes the place of the sections that this run does not have, by file.

    Raises
    ------
    ReportError
        Where the sentence that is said instead is not in the catalogue.
    """
    out = {}
    for name, section in SECTIONS.items():
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
