"""The table of ``docs/simulation.md`` on printed shares that not all respondents together can give.

After a change of the printed shares: ``python -m effektspor.simulate.jobcentres.page data docs/simulation.md``,
with the folder that holds ``simulation/`` and ``surveys/``.
"""

import sys
from pathlib import Path
from typing import Any

from effektspor.simulate.jobcentres.centres import SURVEYS
from effektspor.simulate.jobcentres.marginals import answered_of, marginals_of
from effektspor.simulate.jobcentres.parameters import load_job_centres
from effektspor.simulate.jobcentres.report import report
from effektspor.simulate.surveys.questionnaire import read_questionnaire

INVITED = 98
BEGIN, END = "<!-- job centres: begin -->", "<!-- job centres: end -->"
HEADER = "| printed share | printed | bases that can print it | chosen |\n|---|---:|---|---|"


def table_of(data: Path) -> str:
    """Markdown on the printed shares: those that all respondents cannot give, and how many are met.

    Parameters
    ----------
    data
        Folder with ``simulation/`` and ``surveys/``.
    """
    centres = load_job_centres(data / "simulation")
    targets: list[dict[str, Any]] = []
    for survey in SURVEYS:
        questionnaire = read_questionnaire(data / "surveys", survey)
        answered = answered_of(centres, survey, INVITED)
        marginals = marginals_of(centres, survey, questionnaire, answered)
        targets += report(centres, survey, marginals, INVITED, answered, 0)["targets"]
    rows = [_row(each) for each in targets if not each.get("possible_of_all", True)]
    met = sum(each["met"] for each in targets)
    told = f"{met} of the {len(targets)} printed shares are met; {len(rows)} of them cannot come from all respondents."
    return "\n".join([HEADER, *rows, "", told])


def _row(target: dict[str, Any]) -> str:
    return (
        f"| `{target['item_id']}` | {target['printed']:g} | {target['possible_bases']} | "
        f"{target['count']} of {target['base']} = {target['own']:.1f} |"
    )


def renewed(page: str, data: Path) -> str:
    """The page with the table made anew."""
    head, tail = page.split(BEGIN)[0], page.split(END)[1]
    return f"{head}{BEGIN}\n{table_of(data)}\n{END}{tail}"


if __name__ == "__main__":
    path = Path(sys.argv[2])
    path.write_text(renewed(path.read_text(encoding="utf-8"), Path(sys.argv[1])), encoding="utf-8")
