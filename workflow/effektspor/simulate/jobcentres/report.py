"""What the truth file says of a survey: which printed shares can be, and which base was chosen."""

from collections.abc import Sequence
from typing import Any

from effektspor.simulate.jobcentres.marginals import DONT_KNOW, RESPONSE, Marginal
from effektspor.simulate.jobcentres.parameters import JobCentres, Target
from effektspor.simulate.jobcentres.printed import in_words, possible_bases


def report(
    centres: JobCentres,
    survey: str,
    marginals: Sequence[Marginal],
    invited: int,
    answered: int,
    excess: int,
) -> dict[str, Any]:
    """Respondents, bases and counts by question, and every printed share.

    Returns
    -------
    dict
        invited, answered, over_hundred (respondents whose expectations cannot be), items (base, wished
        base, don't know, missing, counts) and targets: item_id, item, printed, own (per cent), count,
        base, met, possible_bases (up to all respondents), possible_of_all (whether of all of them).
    """
    targets = [_response(t, invited, answered) for t in centres.of(survey, RESPONSE)]
    for marginal in marginals:
        targets += [_target(t, marginal, answered) for t in centres.of(survey, marginal.item)]
    return {
        "invited": invited,
        "answered": answered,
        "over_hundred": excess,
        "targets_met": sum(target["met"] for target in targets),
        "targets_missed": [target["item_id"] for target in targets if not target["met"]],
        "items": {
            m.item: {
                "base": m.base, "wished_base": m.wished, "dont_know": m.dont_know,
                "missing": m.missing, "counts": m.counts,
            }
            for m in marginals
        },
        "targets": targets,
    }  # fmt: skip


def _target(target: Target, marginal: Marginal, answered: int) -> dict[str, Any]:
    counts = marginal.counts | {DONT_KNOW: marginal.dont_know}
    count = sum(counts[answer] for answer in target.answers)
    possible = possible_bases(target.span, answered)
    return _row(target, count, marginal.base) | {
        "possible_bases": in_words(possible),
        "possible_of_all": answered in possible,
    }


def _response(target: Target, invited: int, answered: int) -> dict[str, Any]:
    return _row(target, answered, invited) | {
        "possible_counts": in_words(target.span.counts(invited))
    }


def _row(target: Target, count: int, base: int) -> dict[str, Any]:
    return {
        "item_id": target.item_id,
        "item": target.item,
        "answers": sorted(target.answers),
        "printed": float(target.percent),
        "own": round(100 * count / base, 4),
        "count": count,
        "base": base,
        "met": count in target.span.counts(base),
    }
