"""The injected link between published fidelity and the strength of the programme."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.simulate.index import LINKED, fidelity_index
from effektspor.simulate.link import deal_profiles, index_of, linked_draw, realised_link
from effektspor.simulate.municipalities import draw_effects
from effektspor.simulate.parameters import Parameters, load_parameters
from effektspor.simulate.streams import stream

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return load_parameters(ROOT / "data" / "simulation")


def test_the_index_is_that_of_the_published_table_computed_by_hand(parameters: Parameters) -> None:
    published = pd.read_csv(ROOT / "data" / "published" / "brf2019.csv")
    cells = published[published["item_id"].str.match(r"brf\.t3\..*\.slut$")]
    parts = cells["item_id"].str.split(".", expand=True)
    scores = []
    for element in LINKED:
        mine = cells[(parts[3] == element) & (parts[2] != "total")].set_index("group")["value"]
        assert len(mine) == 17
        scores.append((mine - mine.mean()) / np.sqrt(((mine - mine.mean()) ** 2).mean()))
    by_hand = sum(scores) / 6
    by_hand = (by_hand - by_hand.mean()) / np.sqrt((by_hand**2).mean())
    names = parameters.places.set_index("code")["name"]
    index = fidelity_index(parameters.fidelity)
    assert np.allclose(by_hand.loc[names.loc[index.index]].to_numpy(), index.to_numpy())


def test_no_link_leaves_the_draws_as_they_were(parameters: Parameters) -> None:
    """The strengths as they were drawn before there was a link, written out once more."""
    for root in (20190901, 3, (7, 2)):
        variation, places = parameters.municipalities, parameters.places
        thousands = places["population_thousands_approx"].to_numpy(dtype="float64")
        factor = np.minimum(np.sqrt(45.0 / thousands), 1.5)
        draws = stream(root, "municipalities").standard_normal((5, 98))
        strength = 1 + np.clip(draws[2] * variation.strength_sd * factor, -1.5, 1.5)
        found = draw_effects(parameters, root, 0.0)
        assert (found.strength[found.treated] == strength[found.treated]).all()
        assert (found.strength == draw_effects(parameters, root).strength).all()


def test_the_link_touches_nothing_but_the_strength_of_the_participants(
    parameters: Parameters,
) -> None:
    without, with_link = (draw_effects(parameters, 4, r2) for r2 in (0.0, 0.7))
    for name in ("level", "change", "hours_level", "hours_change", "share"):
        assert (getattr(without, name) == getattr(with_link, name)).all()
    assert (with_link.strength[~with_link.treated] == 0).all()
    assert (with_link.strength != without.strength).sum() > 10


def test_each_world_deals_the_profiles_anew_and_the_strength_follows_what_was_dealt(
    parameters: Parameters,
) -> None:
    published = fidelity_index(parameters.fidelity)
    own, dealt, kept = [], [], []
    for root in range(60):
        profile = deal_profiles(parameters, root)
        assert sorted(profile) == sorted(profile.index) == sorted(published.index)
        effects = draw_effects(parameters, root, 1.0)
        strength = pd.Series(effects.strength, index=effects.code).loc[profile.index]
        own.append(np.corrcoef(strength, published.loc[profile.index])[0, 1])
        dealt.append(np.corrcoef(strength, published.loc[profile])[0, 1])
        kept.append((profile.index == profile).sum())
    assert min(dealt) > 0.7
    assert abs(np.mean(own)) < 0.15
    assert 0.3 < np.mean(kept) < 2  # one municipality in the mean has its own profile, by chance
    assert not deal_profiles(parameters, 1).equals(deal_profiles(parameters, 2))
    pd.testing.assert_series_equal(deal_profiles(parameters, 3), deal_profiles(parameters, 3))


def test_the_share_of_variance_is_the_one_that_was_set(parameters: Parameters) -> None:
    """Before the bound and the sizes: squared correlation of the draws with the index."""
    profile = deal_profiles(parameters, 1)
    index = index_of(parameters, profile)
    place = parameters.places.set_index("code").index.get_indexer(index.index)
    rng = np.random.default_rng(1)
    linked = np.stack(
        [
            linked_draw(rng.standard_normal(98), 0.5, parameters, np.ones(98), profile)[place]
            for _ in range(2000)
        ]
    )
    slope = (linked * index.to_numpy()).mean(axis=1)
    rest = linked - linked.mean(axis=1, keepdims=True) - slope[:, None] * index.to_numpy()
    assert slope.mean() == pytest.approx(np.sqrt(0.5), abs=0.02)
    assert rest.var(axis=1).mean() == pytest.approx(0.5 * 15 / 17, abs=0.02)


@pytest.mark.parametrize("r2", [0.0, 0.5, 1.0])
def test_the_expected_strength_of_a_person_s_programme_stays_one(
    parameters: Parameters, r2: float
) -> None:
    means = []
    for root in range(400):
        effects = draw_effects(parameters, root, r2)
        mine = effects.treated
        means.append(np.average(effects.strength[mine], weights=effects.share[mine]))
    assert np.mean(means) == pytest.approx(1, abs=0.03)


def test_what_came_out_grows_with_what_was_set(parameters: Parameters) -> None:
    def mean(r2: float) -> float:
        found = []
        for root in range(100):
            effects = draw_effects(parameters, root, r2)
            told = realised_link(
                r2, parameters, effects.code, effects.strength, deal_profiles(parameters, root)
            )
            assert set(told) == {"r2", "realised_r2", "municipalities"}  # no key of municipalities
            found.append(told["realised_r2"])
        return float(np.mean(found))

    none, half, whole = mean(0.0), mean(0.5), mean(1.0)
    assert none < 0.12  # 1/16 by chance
    assert 0.3 < half < 0.55
    assert whole > 0.8  # short of 1: small municipalities deviate more, and the bound
