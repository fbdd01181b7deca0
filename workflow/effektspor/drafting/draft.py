"""A new study as a config of few lines, each with a comment that says what it decides."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from effektspor.config.design import Background, Cohort, Cohorts
from effektspor.config.programme_simulation import Effect
from effektspor.config.window import years_of_hours

MOST_LINES = 40
WEEKS_OF_A_YEAR = 52
SHORTEST_FOLLOW_UP = 104
STARTERS = 6_000
LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "é": "e", "ß": "ss"}
WIDTH = 92


@dataclass(frozen=True)
class Files:
    """Paths of the register files; hours and population may hold ``{year}``."""

    dream: str
    hours: str
    population: str


@dataclass(frozen=True)
class Draft:
    """What is known of a new study.

    Attributes
    ----------
    key
        Name of the study in files.
    title
        Danish name of what is evaluated, in titles.
    family_label
        Danish label of the benefit family, for a comment.
    participants
        Names of the participating municipalities by number.
    pre, post
        First and last year of the starts of each cohort.
    placebo
        Years before `pre` whose starts the files hold too.
    simulate
        Whether the files are synthetic ones that the run makes.
    extract_date
        Date of the register extract, YYYY-MM-DD; None: soon after the last week of the study.
    internships
        Whether the family has codes of internship in the code list.
    """

    key: str
    title: str
    family: str
    family_label: str
    participants: Mapping[int, str]
    pre: tuple[int, int]
    post: tuple[int, int]
    placebo: tuple[int, ...]
    simulate: bool
    files: Files
    extract_date: str | None = None
    internships: bool = True


def key_of(name: str) -> str:
    """Name of a study as it may stand in file names: small letters of ASCII, digits and ``_``.

    Examples
    --------
    >>> key_of("Jobafklaring på nye veje")
    'jobafklaring_paa_nye_veje'
    """
    plain = "".join(LETTERS.get(letter, letter) for letter in name.lower())
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return key if re.match(r"[a-z]", key) else f"study_{key}".strip("_")


def synthetic_files(key: str) -> Files:
    """Where the synthetic files of a study are written."""
    folder = f"resources/synthetic/{key}"
    return Files(f"{folder}/dream.dta", f"{folder}/bfl{{year}}.dta", f"{folder}/bef{{year}}.csv")


def draft_text(draft: Draft, file: str) -> str:
    """The config, at most `MOST_LINES` lines of YAML.

    Parameters
    ----------
    file
        Name of the file that it is written to, for the commands in its first lines.
    """
    weeks = _weeks(draft)
    followed = years_of_hours(_cohorts(draft, weeks))
    numbers = textwrap.wrap(", ".join(map(str, draft.participants)), WIDTH - 24)
    lines = [
        f"# Validate data and settings, without any model:  effektspor check {file}",
        f"# Build the report:  snakemake --cores 2 --configfile {file}",
        "# Every other setting has a default; all of them: docs/settings.md",
        "studies:",
        f"  {draft.key}: # stands in file names",
        "    evaluation: programme",
        f"    name: {_quoted(draft.title)} # stands in titles",
        "    data:",
        f'      extract_date: "{_extract_date(draft, followed[-1])}" # of the registers',
        *_sources(draft, followed),
        "    programme:",
        f"      family: {draft.family} # {draft.family_label}; families: data/codes/dream_codes.csv",
        "    cohorts:",
        f"      pre: {_cohort(*draft.pre)} # started before the effort",
        f"      post: {_cohort(*draft.post)} # started during it",
        f"      weeks: {weeks} # calendar weeks of follow-up, from the first week of a cohort's years",
        *_placebo(draft),
        "    municipalities: # all that are not listed are the comparison",
        f"      participants: [{numbers[0]}" + ("]" if len(numbers) == 1 else ""),
        *(f"        {line}" + ("]" if line is numbers[-1] else "") for line in numbers[1:]),
        *_names(draft),
        "    disclosure: {min_cell: 5} # counts of fewer persons are withheld",
    ]
    return "\n".join(lines) + "\n"


def _sources(draft: Draft, followed: list[int]) -> list[str]:
    files = draft.files
    lines = []
    if draft.simulate:
        effect = Effect()
        history = -(-Background().history_weeks // WEEKS_OF_A_YEAR)
        first = min(*draft.pre, *draft.placebo) - history
        ratios = {"internship": effect.internship} if draft.internships else {}
        ratios["employment"] = effect.employment
        known = ", ".join(f"{name}: {ratio:g}" for name, ratio in ratios.items())
        sizes = f"seed: 1, starters: {STARTERS}, first_year: {first}, last_year: {followed[-1]}"
        lines = [
            "      simulate: # synthetic registers with a known effect; leave out for your own files",
            f"        {{{sizes}, effect: {{{known}}}}}",
        ]
    of_year = "" if "{year}" in files.population else ", variables: {year: year}"
    note = " # {year} stands for each year" if "{year}" in files.hours else ""
    asked = " # name the variable of the year" if of_year else ""
    return [
        *lines,
        f"      dream: {{path: {_quoted(files.dream)}}} # weekly benefits",
        f"      hours: {{path: {_quoted(files.hours)}}}{note}",
        f"      population: {{path: {_quoted(files.population)}{of_year}}}{asked}",
    ]


def _placebo(draft: Draft) -> list[str]:
    why = "# starts of earlier years: would the groups have gone the same way?"
    if draft.placebo:
        return [f"      placebo_years: [{', '.join(map(str, draft.placebo))}] {why}"]
    earlier = f"{draft.pre[0] - 2}, {draft.pre[0] - 1}"
    return [f"      # placebo_years: [{earlier}] {why}"]


def _names(draft: Draft) -> list[str]:
    names = textwrap.wrap(", ".join(draft.participants.values()), WIDTH - 8)
    shown = names if len(names) <= 4 else [*names[:3], "and others"]
    return [f"      # {line}" for line in shown]


def _cohort(first: int, last: int) -> str:
    return f'{{id: "{cohort_id(first, last)}", first_year: {first}, last_year: {last}}}'


def cohort_id(first: int, last: int) -> str:
    """Name of a cohort by its years: ``2016``, ``2017-18``."""
    if first == last:
        return str(first)
    same_century = first // 100 == last // 100
    return f"{first}-{last % 100:02d}" if same_century else f"{first}-{last}"


def _weeks(draft: Draft) -> int:
    years = max(last - first + 1 for first, last in (draft.pre, draft.post))
    return max(SHORTEST_FOLLOW_UP, WEEKS_OF_A_YEAR * years)


def _cohorts(draft: Draft, weeks: int) -> Cohorts:
    pre, post = (
        Cohort(id=cohort_id(*years), first_year=years[0], last_year=years[1])
        for years in (draft.pre, draft.post)
    )
    return Cohorts(pre=pre, post=post, weeks=weeks)


def _extract_date(draft: Draft, last_followed: int) -> str:
    return draft.extract_date or f"{last_followed + 1}-04-01"


def _quoted(text: str) -> str:
    """A text as YAML in single quotes: nothing in it has a meaning, backslashes neither."""
    return "'" + text.replace("'", "''") + "'"
