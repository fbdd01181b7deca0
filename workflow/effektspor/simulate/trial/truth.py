"""What the truth file says: targets, the searched split, and prints that cannot come together."""

from collections.abc import Mapping, Sequence
from typing import Any

from effektspor.config.trial import TrialSimulation
from effektspor.simulate.jobcentres.printed import in_words, possible_bases, span_of
from effektspor.simulate.trial.bases import Split, told
from effektspor.simulate.trial.parameters import ARMS, Trial, TrialParameters
from effektspor.simulate.trial.targets import judge


def truth_of(
    given: Trial,
    settings: TrialSimulation,
    splits: list[Split],
    made: Mapping[str, float],
    worlds: Sequence[Mapping[str, float]],
) -> dict[str, Any]:
    """Content of ``truth.json``."""
    targets = judge(given.targets, made, worlds)
    return {
        "synthetic": True,
        "seed": settings.seed,
        "parameters_hash": given.sha256,
        "replications": settings.replications,
        "targets": targets,
        "targets_met": sum(target["hit"] for target in targets),
        "targets_missed": [target["target"] for target in targets if not target["hit"]],
        "employed_by_arm": told(splits),
        "printed_bases": printed_bases(given.parameters, splits[0]),
        "readings": readings(given.parameters),
        "national": {name: round(v, 4) for name, v in made.items() if name.startswith("national.")},
        "made": "The counts above are published; how they go together was made, and says nothing.",
    }


def printed_bases(parameters: TrialParameters, split: Split) -> list[dict[str, Any]]:
    """Printed shares of those employed: which bases, up to the jobs of the arm, can print them."""
    employed = parameters.employed
    return [
        {
            "item": item,
            "arm": arm,
            "printed": share.printed,
            "possible_bases": in_words(
                possible_bases(span_of(str(share.printed), "exact"), employed.created[arm])
            ),
            "base": share.base,
            "count": share.count,
            "missing": split.persons[arm] - share.base,
        }
        for item, by_arm in split.shares.items()
        for arm, share in ((arm, by_arm[arm]) for arm in ARMS)
    ]


def readings(parameters: TrialParameters) -> list[dict[str, str]]:
    """Prints that have no whole number, cannot hold together, or can be read in two ways."""
    small = sum(
        parameters.jobs.private_under_10[arm] + parameters.jobs.private_10_49[arm] for arm in ARMS
    )
    smallest = sum(parameters.jobs.private_under_10.values())
    long_of = parameters.national.long_of
    return [
        {
            "items": "d07.company_size.share_under10_of_those",
            "what": f"half of {small} jobs is no whole number: {smallest}",
        },
        {
            "items": "d07.flex.motivated_after.other_actors",
            "what": "nine in ten of those employed is no whole number: the nearest is taken",
        },
        {
            "items": "d07.created.municipalities d07.created.other_actors d07.flexjob_after_1y.n",
            "what": "65 jobs and 55 persons: ten jobs ended, two of them before another job",
        },
        {
            "items": "d07.end.flexjob.n d07.flexjob_after_1y.n",
            "what": "56 persons and 55: one job does not count, see footnote 4",
        },
        {
            "items": "d07.nat2005.wait_over_18m d07.wait18m.national",
            "what": f"26 per cent is read as a share of {long_of}",
        },
        {
            "items": "d07.end.moved.n",
            "what": "those who moved have other benefits in DREAM, most of them ledighedsydelse",
        },
        {
            "items": "d07.ly.sick.n",
            "what": "those reported sick at the end have ledighedsydelse in DREAM, as in the trial",
        },
    ]
