"""Titles of what is paid and of break-even costs, made of the parts that their names have."""

from collections.abc import Mapping

from effektspor.artefacts import Text

METHOD = Text(
    da="Hvert trin er talt og ganget med sit beløb; ingen får betaling to gange for samme trin.",
    en="Each step is counted and multiplied by its amount; nobody is paid for twice at one step.",
)
PARTS = {
    "clarification": ("Afklaring og jobmatch", "Clarification and job match"),
    "first_internship": ("Første praktik", "First internship"),
    "first_job_bonus": ("Første bonus for job", "First bonus for a job"),
    "second_job_bonus": ("Anden bonus for job", "Second bonus for a job"),
    "total": ("I alt", "In all"),
    "per_person": ("Pr. person", "Per person"),
    "per_job": ("Pr. job", "Per job"),
    "per_lasting_job": ("Pr. job, der varede", "Per job that lasted"),
    "per_employed": ("Pr. person i job til sidst", "Per person in a job at the end"),
    "fixed_share": ("Fast andel", "Fixed share"),
    "bonus_share": ("Andel, der er bonus", "Share that is a bonus"),
}
QUANTITIES = {
    **{name: PARTS[name] for name in ("per_job", "per_lasting_job", "per_employed")},
    "jobs_needed": ("Job, der skal til", "Jobs needed"),
    "assumed_cost": ("Kommunens udgift pr. person, som den er sat",
                     "The municipality's cost per person as it is set"),
    **{
        f"change_{step}": (f"Ti procent mere: {PARTS[step][0]}", f"A tenth more: {PARTS[step][1]}")
        for step in ("clarification", "first_internship", "first_job_bonus", "second_job_bonus")
    },
}  # fmt: skip
PREFIXES = {
    "most_": ("højst", "at most"),
    "table_owed_": ("efter tabellens måneder, også senere", "by the table's months, later too"),
    "table_": ("efter tabellens måneder", "by the table's months"),
    "owed_": ("også efter projektet", "after the project too"),
}


def title_of(name: str, names: Mapping[str, tuple[str, str]]) -> Text:
    """Title of a part: its own name, and which reading, scenario and arm it is of."""
    rest, of = name, []
    if rest.startswith("municipality_"):
        rest = rest.removeprefix("municipality_")
        of.append(("kommuner", "municipalities"))
    for prefix, told in PREFIXES.items():
        if rest.startswith(prefix):
            rest = rest.removeprefix(prefix)
            of.append(told)
            break
    da, en = names.get(rest, (rest, rest))
    if not of:
        return Text(da=da, en=en)
    return Text(
        da=f"{da} ({', '.join(each[0] for each in of)})",
        en=f"{en} ({', '.join(each[1] for each in of)})",
    )
