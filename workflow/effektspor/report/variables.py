"""From artefacts and the study's texts to what the staged document needs."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from effektspor.artefacts import Artefact, Text
from effektspor.errors import ReportError
from effektspor.report.findings import Finding, read_catalogues, tell
from effektspor.report.labels import load_labels
from effektspor.report.material import Material, date_text
from effektspor.report.parts import Parts, Texts
from effektspor.report.prose import (
    check_catalogue_numbers,
    check_prose_numbers,
    read_constants,
)
from effektspor.report.sections import replacements
from effektspor.report.stage import ReportMeta
from effektspor.report.templates import written_out

TITLES = ("report_title", "report_subtitle")
OWN_LABELS = ("synthetic_text",)
"""Labels of all reports that a report without a printed source says in its own words."""


@dataclass(frozen=True)
class Provenance:
    """What the colophon says of a run beside its artefacts.

    Attributes
    ----------
    version
        Of this package.
    config_hash, plan_hash
        SHA-256 of the study's settings and of the analysis plan.
    report_date
        Date on the title page.
    """

    version: str
    config_hash: str
    plan_hash: str
    report_date: datetime.date


@dataclass(frozen=True)
class Document:
    """What `effektspor.report.stage.stage_report` takes."""

    meta: ReportMeta
    variables: Mapping[str, Any]
    partials: Mapping[str, str]
    replaced: Mapping[str, str]
    assets: Sequence[str] = ()


def document(
    parts: Parts,
    report: Path,
    theme: Path,
    language: str,
    artefacts: Mapping[str, Artefact],
    folders: Sequence[Path],
    provenance: Provenance,
    deviations: Sequence[Text] = (),
) -> Document:
    """Check the texts of a study and fill them from the artefacts.

    Parameters
    ----------
    parts
        What the evaluation's report is built with.
    report
        ``reports/<study>``.
    theme
        ``reports/shared``.
    folders
        Where the data files of the artefacts are.
    deviations
        What was done otherwise than planned, from the analysis plan.

    Raises
    ------
    ReportError
        Where a sentence, an artefact or a word is missing, or a number stands in the prose.
    """
    sentences = _sentences(report, language, artefacts)
    words = _read(report / f"words.{language}.yml")
    material = Material(artefacts, sentences, words, load_labels(theme, language), folders)
    texts = Texts(
        # An evaluation without a printed source has neither of the two.
        mapped=_read(report / "published_items.yml", {}),
        contradictions=_contradictions(report, language, artefacts),
        deviations=_deviations(report, deviations, language),
        literature=_read(report / "litteratur.yml"),
    )
    # A title that depends on the run is a finding; one that does not is a word.
    titles = {key: sentences.get(key, words.get(key, "")) for key in TITLES}
    return Document(
        _meta({**words, **titles}, artefacts, provenance, language),
        {"finding": sentences},
        parts.build(material, texts),
        replacements(parts.sections, artefacts, sentences),
        parts.assets,
    )


def _sentences(report: Path, language: str, artefacts: Mapping[str, Artefact]) -> dict[str, str]:
    constants = read_constants(report / "constants.yml")
    catalogue = read_catalogues(report, language)
    check_catalogue_numbers(catalogue, constants, f"findings*.{language}.yml")
    for qmd in sorted(report.glob("*.qmd")):
        check_prose_numbers(qmd.read_text(encoding="utf-8"), constants, qmd.name)
    return tell(written_out(catalogue, artefacts), artefacts)


def _contradictions(
    report: Path, language: str, artefacts: Mapping[str, Artefact]
) -> list[dict[str, str]]:
    """The list of contradictions with its printed and computed numbers filled in."""
    name = f"contradictions.{language}.yml"
    constants = read_constants(report / "constants.yml")
    catalogue = read_catalogues(report, language)
    entries = _read(report / name, [])
    texts = {
        f"{number}.{part}": Finding(text=entry[part])
        for number, entry in enumerate(entries)
        for part in ("stated", "problem")
    }
    check_catalogue_numbers(texts, constants, name)
    shared = {each: catalogue[each] for each in ("default", "absent")}
    filled = tell(texts | shared, artefacts)
    return [
        {
            **{name: str(value) for name, value in entry.items()},
            "stated": filled[f"{number}.stated"],
            "problem": filled[f"{number}.problem"],
        }
        for number, entry in enumerate(entries)
    ]


def _deviations(report: Path, deviations: Sequence[Text], language: str) -> list[str]:
    """Deviations from the analysis plan; a number in them needs a reason as any in the prose."""
    constants = read_constants(report / "constants.yml")
    texts = [str(getattr(each, language)) for each in deviations]
    for text in texts:
        check_prose_numbers(text, constants, "the analysis plan, deviations")
    return texts


def _meta(
    words: Mapping[str, str],
    artefacts: Mapping[str, Artefact],
    provenance: Provenance,
    language: str,
) -> ReportMeta:
    registers = [a for a in artefacts.values() if a.disclosure != "published" and a.from_registers]
    data = sha256("".join(sorted({a.data_hash for a in artefacts.values()})).encode()).hexdigest()
    extract = sorted({a.extract_date for a in registers})
    lines = {
        "version": provenance.version,
        "config": provenance.config_hash,
        "data": data,
        "plan": provenance.plan_hash,
        "extract": ", ".join(date_text(each) for each in extract),
    }
    return ReportMeta(
        title=words["report_title"],
        subtitle=words["report_subtitle"],
        date=provenance.report_date,
        date_text=date_text(provenance.report_date.isoformat()),
        synthetic=any(artefact.synthetic for artefact in artefacts.values()),
        language=language,
        organisation=words["organisation"],
        colophon=tuple(
            [words[f"colophon_{key}"].format(value=value) for key, value in lines.items()]
            + [words["colophon_published"]]
        ),
        own_labels={key: words[key] for key in OWN_LABELS if key in words},
    )


def _read(path: Path, otherwise: Any = None) -> Any:
    """The content of a file; `otherwise`, where it is given, in place of one that is not there."""
    if otherwise is not None and not path.is_file():
        return otherwise
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ReportError(
            "A text of the report is missing", where=str(path), todo="Restore the file."
        ) from None
