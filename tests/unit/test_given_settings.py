"""Settings that the workflow hands over are checked in one way."""

import pytest

from effektspor.config.given import read_settings
from effektspor.config.simulation import SimulationSettings
from effektspor.errors import ConfigError


def test_good_settings_are_read():
    assert read_settings(SimulationSettings, '{"seed": 7}').seed == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"sed": 7}', "settings.sed"),
        ('{"seed": -1}', "settings.seed"),
        ("{", "not valid"),
    ],
)
def test_what_is_wrong_is_named(text, said):
    with pytest.raises(ConfigError) as caught:
        read_settings(SimulationSettings, text)
    assert said in str(caught.value)
    assert "starters" in str(caught.value)
