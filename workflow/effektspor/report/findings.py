"""Findings: whole sentences from a catalogue, their variant chosen from the artefacts by rule.

A catalogue (``reports/<study>/findings*.<language>.yml``, one file per theme, read as one) maps a
name to a rule and its variants. The rules:

``interval``
    `of` is an artefact with an interval. ``up`` where the interval lies above `null` (default 0),
    ``down`` where it lies below, ``unclear`` where it contains it.
``sign``
    `of` is a number: ``up`` above `within`, ``down`` below minus `within`, else ``unclear``.
``compare``
    `of` against `to`: ``up`` where it is larger by more than `within`, ``down`` where smaller.
``synthetic``
    ``synthetic`` where any artefact of the run is, else ``real``.
``always``
    One variant, ``text``.

With `gate`, for every rule with `of`: ``gated`` instead of ``up`` and ``down`` where the number of that
id is above zero, such as the count of diagnostics that failed.

Before that, for every rule with `of`: ``withheld`` where the number is kept back for disclosure
control, and ``not_evaluated`` where too few persons stand behind it. Both are known from a mark that
stands in its place (``withheld.<id>``, ``not_evaluated.<id>``); an artefact that is absent without
one stops the build. An entry without the variant takes that of the entry ``default``; inside another
sentence the number is replaced by the word of the entry ``absent``.

An entry with `needs` is left out where that artefact is absent: what is known of synthetic data
only. ``_needs`` at the top of a file is the `needs` of all entries in it that have none of their
own: what is known only where a study has a certain survey. With `each` an entry is told of every
thing of a kind, see `effektspor.report.templates` and `effektspor.report.terms`; with `when` it stands
for one of several things and is left out where that artefact is absent.

A placeholder is ``{id|format}``; ``week_ref`` at the end of an id stands for the reference week.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from effektspor.artefacts import Artefact
from effektspor.errors import ReportError
from effektspor.report.formats import write
from effektspor.report.terms import shared_name, spelt_out

RANGE = re.compile(r"(?<![\d.,–])(\d[\d.,]*)–\1(?![\d–]|[.,]\d)")
PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\|([a-zæøåA-ZÆØÅ0-9_.]+)\}")
REFERENCE_WEEK, CONFIDENCE = "reference.week", "reference.confidence"
NEEDS: Mapping[str, tuple[str, ...]] = {
    "interval": ("up", "down", "unclear"),
    "sign": ("up", "down", "unclear"),
    "compare": ("up", "down", "unclear"),
    "synthetic": ("synthetic", "real"),
    "always": ("text",),
    "absent": ("withheld", "not_evaluated"),
}
ABSENT = ("withheld", "not_evaluated")
ALL_NEED = "_needs"
Artefacts = Mapping[str, Artefact]


class Finding(BaseModel):
    """One entry of the catalogue."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    rule: Literal["interval", "sign", "compare", "synthetic", "always", "absent"] = "always"
    of: str | None = None
    to: str | None = None
    needs: str | None = None
    each: str | None = None
    when: str | None = None
    gate: str | None = None
    null: float = 0.0
    within: float = 0.0
    up: str | None = None
    down: str | None = None
    unclear: str | None = None
    gated: str | None = None
    not_evaluated: str | None = None
    withheld: str | None = None
    synthetic: str | None = None
    real: str | None = None
    text: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [name for name in NEEDS[self.rule] if not getattr(self, name)]
        if self.rule in {"interval", "sign", "compare"} and not self.of:
            missing.append("of")
        if self.rule == "compare" and not self.to:
            missing.append("to")
        if self.gate and not self.gated:
            missing.append("gated")
        if missing:
            raise ValueError(f"the rule {self.rule} lacks {', '.join(missing)}")
        return self


def read_catalogues(folder: Path, language: str) -> dict[str, Finding]:
    """Read all catalogues of a report's folder as one: ``findings*.<language>.yml``.

    Raises
    ------
    ReportError
        Where there is none, where two files have an entry of one name, or as `read_catalogue`.
    """
    catalogue: dict[str, Finding] = {}
    origin: dict[str, str] = {}
    paths = sorted(folder.glob(f"findings*.{language}.yml"))
    if not paths:
        raise ReportError(
            f"There is no catalogue of findings in the language {language!r}",
            where=str(folder),
            todo=f"Restore findings.{language}.yml.",
        )
    for path in paths:
        for name, finding in read_catalogue(path).items():
            if name in catalogue:
                raise _twice(name, f"{path.name} and {origin[name]}")
            catalogue[name], origin[name] = finding, path.name
    return catalogue


def read_catalogue(path: Path) -> dict[str, Finding]:
    """Read one file of a catalogue; a bare string is an entry of the rule ``always``.

    Raises
    ------
    ReportError
        Where a name stands twice, or an entry lacks a variant or has an unknown key.
    """
    content = _entries(path)
    shared = {"needs": content.pop(ALL_NEED)} if ALL_NEED in content else {}
    catalogue: dict[str, Finding] = {}
    for name, entry in spelt_out(content, path.name).items():
        whole = {"text": entry} if isinstance(entry, str) else entry
        try:
            catalogue[name] = Finding.model_validate(
                {**shared, **whole} if isinstance(whole, dict) else whole
            )
        except ValidationError as error:
            raise ReportError(
                f"A finding is incomplete: {error.errors()[0]['msg']}",
                where=f"{path}, {name}",
                todo="Give every variant that the rule can choose; see effektspor.report.findings.",
            ) from None
    return catalogue


def _entries(path: Path) -> dict[str, Any]:
    """The entries of a file. YAML would let the last of two with one name win in silence."""
    text = path.read_text(encoding="utf-8")
    names = [key.value for key, _ in getattr(yaml.compose(text), "value", [])]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise _twice(repeated[0], path.name)
    return dict(yaml.safe_load(text) or {})


def _twice(name: str, where: str) -> ReportError:
    return ReportError(
        f"The finding {name!r} stands twice", where=where, todo="Rename or remove one of the two."
    )


def tell(catalogue: Mapping[str, Finding], artefacts: Artefacts) -> dict[str, str]:
    """The sentences of this run, by name.

    Raises
    ------
    ReportError
        Where an id is unknown, a format does not fit or a needed variant is missing.
    """
    missing = [
        f"{name}.{kind}"
        for name in ("default", "absent")
        for kind in ABSENT
        if name not in catalogue or not getattr(catalogue[name], kind)
    ]
    if missing:
        raise _error(missing[0], "The catalogue lacks it", "Add the text for absent numbers.")
    return {
        shared_name(name): _sentence(name, finding, artefacts, catalogue)
        for name, finding in catalogue.items()
        if name not in {"default", "absent"}
        and all(
            key is None or resolve(key, artefacts) in artefacts
            for key in (finding.needs, finding.when)
        )
    }


def variant_of(name: str, finding: Finding, artefacts: Artefacts) -> str:
    """Name of the variant that the rule chooses."""
    if finding.rule == "always":
        return "text"
    if finding.rule == "synthetic":
        return "synthetic" if any(a.synthetic for a in artefacts.values()) else "real"
    keys = [resolve(key, artefacts) for key in (finding.of, finding.to) if key]
    for key in keys:
        why = absence(key, artefacts)
        if why:
            return why
    variant = _direction(name, finding, [look_up(key, artefacts, name) for key in keys])
    if variant == "unclear" or finding.gate is None:
        return variant
    failed = _value(look_up(resolve(finding.gate, artefacts), artefacts, name), name)
    return "gated" if failed > 0 else variant


def _direction(name: str, finding: Finding, of: Sequence[Artefact]) -> str:
    """Up, down or unclear: by the interval, the sign or the difference."""
    artefact = of[0]
    if finding.rule == "interval":
        low, high = artefact.ci_low, artefact.ci_high
        if low is None or high is None:
            raise _error(name, f"{artefact.id!r} has no interval", "Choose the rule `sign`.")
        return "up" if low > finding.null else "down" if high < finding.null else "unclear"
    value = _value(artefact, name)
    if finding.rule == "compare":
        value -= _value(of[1], name)
    return "up" if value > finding.within else "down" if value < -finding.within else "unclear"


def absence(key: str, artefacts: Artefacts) -> str | None:
    """Why a number is not there: withheld, not evaluated or, where it is there, None."""
    if key in artefacts:
        return "withheld" if artefacts[key].disclosure == "internal" else None
    return next((why for why in ABSENT if f"{why}.{key}" in artefacts), None)


def resolve(key: str, artefacts: Artefacts) -> str:
    """Write out ``week_ref`` with the reference week of the run."""
    if not key.endswith("week_ref"):
        return key
    week = look_up(REFERENCE_WEEK, artefacts, key).value
    return key.removesuffix("week_ref") + f"week{int(week or 0)}"


def level_of(artefacts: Artefacts) -> float:
    """Level of the run's intervals in per cent; 95 where no estimate is in it."""
    setting = artefacts.get(CONFIDENCE)
    return 95 if setting is None or setting.value is None else round(setting.value * 100, 6)


def look_up(key: str, artefacts: Artefacts, where: str) -> Artefact:
    """The artefact of an id; ``ReportError`` where there is none."""
    if key not in artefacts:
        raise _error(where, f"There is no artefact {key!r}", "Correct the id or register it.")
    return artefacts[key]


def _sentence(
    name: str, finding: Finding, artefacts: Artefacts, catalogue: Mapping[str, Finding]
) -> str:
    variant = variant_of(name, finding, artefacts)
    template = getattr(finding, variant)
    if not template and variant in ABSENT:
        template = getattr(catalogue["default"], variant)
    if not template:
        raise _error(name, f"The variant {variant!r} is missing", "Add it to the catalogue.")

    def fill(found: re.Match[str]) -> str:
        key = resolve(found[1], artefacts)
        why = absence(key, artefacts)
        if why:
            return str(getattr(catalogue["absent"], why))
        return write(look_up(key, artefacts, name), found[2], name, level_of(artefacts))

    # "21 pct." at the end of a sentence has one full stop, not two; "n = 400" stays on one line; a
    # range whose ends are one number is that number.
    told = RANGE.sub(r"\1", PLACEHOLDER.sub(fill, str(template)))
    return told.replace("..", ".").replace("n = ", "n\u00a0=\u00a0")


def _value(artefact: Artefact, name: str) -> float:
    if artefact.value is None:
        raise _error(name, f"{artefact.id!r} is not a number", "Refer to a number.")
    return artefact.value


def _error(name: str, what: str, todo: str) -> ReportError:
    return ReportError(what, where=f"finding {name}", todo=todo)
