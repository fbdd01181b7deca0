"""Who works backwards from what is released finds a published profile, never whose register it is.

An attack on the tables of a synthetic run: effects by letter, correlations with known shares of
municipalities by name. It succeeds, and what it finds are the lots of the simulator.
"""

import itertools
import json

import numpy as np
import pandas as pd
import pytest
from link_world import TREATED, WEEK, answers, codes, levels, moments

from effektspor.cli import main
from effektspor.estimators.link.regression import regress
from effektspor.estimators.meta import pool
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.evaluations.link.exposures import exposures, staff_shares
from effektspor.evaluations.link.table import Effects
from effektspor.registers.mark import MARK
from effektspor.surveys.tables import ANSWERS

SETTINGS = {
    "estimation": {"draws": 99, "reference_week": WEEK},
    "disclosure": {},
}
OUTCOMES = [{"outcome": "internship", "denominator": "in_programme"}]


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A small synthetic study whose answers are those of other numbers: folder, answers, key."""
    folder = tmp_path_factory.mktemp("names")
    shares, common = levels()
    said = answers(shares)  # shares by number of the survey
    place = np.roll(np.random.default_rng(4).permutation(TREATED), 1)
    key = pd.DataFrame({"survey": codes()[place], "register": codes()})
    assert (key["survey"] != key["register"]).sum() > 12
    sums = moments(0.15 + 0.12 * common[place])  # the profile that the register was dealt
    MOMENTS.write(sums, folder / "moments.parquet")
    ANSWERS.write(said, folder / "answers.parquet")
    key.to_csv(folder / "key.csv", index=False)
    (folder / "mark.json").write_text('{"synthetic": true}', encoding="utf-8")
    assert _link(folder) == 0
    assert main([
        "heterogeneity", "--settings", json.dumps(SETTINGS | {"outcomes": OUTCOMES}),
        f"--moments={folder}/moments.parquet", f"--mark={folder}/mark.json",
        f"--heterogeneity={folder}/heterogeneity.csv", f"--summary={folder}/summary.csv",
    ]) == 0  # fmt: skip
    return folder, said, sums, key


def _link(folder):
    settings = SETTINGS | {"participants": codes().tolist()}
    return main([
        "link", "--settings", json.dumps(settings), f"--moments={folder}/moments.parquet",
        f"--answers={folder}/answers.parquet", f"--municipality-key={folder}/key.csv",
        f"--marks={folder}/mark.json", f"--link={folder}/link.csv",
        f"--power={folder}/link_power.csv", f"--points={folder}/link_points.csv",
    ])  # fmt: skip


def _correlations(values, effects, weights):
    """Weighted correlations, shape (tried, columns), of effects in several orders with columns."""
    share = weights / weights.sum(axis=1, keepdims=True)
    y = effects - (share * effects).sum(axis=1, keepdims=True)
    mean = share @ values
    variance = share @ values**2 - mean**2
    return (share * y) @ values / np.sqrt(variance * (share * y**2).sum(axis=1, keepdims=True))


def _attack(effects, weights, values, correlations, starts=40):
    """Order of effects that belongs to the rows of `values`: simulated annealing over exchanges."""
    count = len(effects)
    swaps = np.array(list(itertools.combinations(range(count), 2)))
    each = np.arange(len(swaps))
    exchanged = np.tile(np.arange(count), (len(swaps), 1))
    exchanged[each, swaps[:, 0]], exchanged[each, swaps[:, 1]] = swaps[:, 1], swaps[:, 0]
    rng = np.random.default_rng(0)
    least, found = np.inf, np.arange(count)
    for _ in range(starts):
        order, temperature = rng.permutation(count), 0.03
        for _ in range(400):
            tried = order[exchanged]
            seen = _correlations(values, effects[tried], weights[tried])
            misses = ((seen - correlations) ** 2).sum(axis=1)
            place = int((misses - temperature * np.log(rng.random(len(misses)))).argmin())
            order, temperature = tried[place], temperature * 0.97
            if misses[place] < least:
                least, found = misses[place], order
    return found


def test_the_attack_finds_the_profile_and_not_the_register(released):
    """By one who knows more than is released: the precision behind each letter's effect."""
    folder, said, sums, key = released
    rows = pd.read_csv(folder / "heterogeneity.csv")
    slopes = pd.read_csv(folder / "link.csv")
    by_name = staff_shares(said)
    known = {(each.name, each.measure): each.value for each in exposures(by_name)}
    values = np.column_stack([known[row.exposure, row.measure] for row in slopes.itertuples()])
    own = _effects(sums)
    variance = own.variance[np.argsort(-own.effect)]
    effects = np.sort(rows["effect"])[::-1]
    weights = 1 / (variance + pool(own.effect, own.variance).tau2)
    order = _attack(effects, weights, values, slopes["correlation"].to_numpy())
    solved = dict(zip(by_name.units, effects[order], strict=True))  # by number of the survey

    dealt = key.set_index("register")["survey"]
    truth = dict(zip(own.units, own.effect.round(3), strict=True))
    profile = [abs(solved[dealt[code]] - truth[code]) < 0.0015 for code in codes()]
    register = [abs(solved[code] - truth[code]) < 0.0015 for code in codes()]
    assert sum(profile) >= 15  # it can be solved, and is no secret,
    assert sum(register) <= (dealt.index == dealt).sum() + 2  # but not for whose register it is


def _effects(sums):
    return Effects.of(Cells.of(sums, "internship", "in_programme"), WEEK, "persons")


def test_released_widths_tell_nobody_s_size(released):
    folder, *_ = released
    rows = pd.read_csv(folder / "heterogeneity.csv")
    assert len(rows) == TREATED
    assert np.ptp(rows["ci_high"] - rows["ci_low"]) < 0.0021  # rounded ends
    assert "n_pre" not in rows


def test_answers_are_joined_through_the_key_and_by_nothing_else(released):
    folder, said, sums, key = released
    table = pd.read_csv(folder / "link.csv").set_index(["exposure", "measure"])
    own, shares = _effects(sums), staff_shares(said)
    level = next(each for each in exposures(shares) if (each.name, each.measure) == ("cv", "level"))
    by_survey = pd.Series(level.value, index=shares.units)
    mine = by_survey[key.set_index("register")["survey"].loc[own.units]].to_numpy()
    found = table.loc[("cv", "level"), "slope"]
    assert found == pytest.approx(regress(own.effect, own.variance, mine).slope)
    assert found != pytest.approx(regress(own.effect, own.variance, level.value).slope, rel=0.1)


def test_the_key_of_synthetic_data_is_refused_among_real_ones(released, tmp_path, capsys):
    folder, *_ = released
    for name in ("moments.parquet", "answers.parquet", "key.csv"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "mark.json").write_text('{"synthetic": false}', encoding="utf-8")
    (tmp_path / MARK).write_text("{}", encoding="utf-8")
    assert _link(tmp_path) != 0
    assert "presents them as real" in capsys.readouterr().err
