"""Settings that the workflow hands over are checked in one way."""

import argparse
import importlib

import pytest

from effektspor.cli import COMMANDS, main
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


LATER = ("artefacts", "figures")  # the first reads its settings with its inputs, the other none
COMMANDS_WITH_SETTINGS = [
    path.stem
    for path in sorted(COMMANDS.glob("[a-z]*.py"))
    if path.stem not in LATER and '"--settings"' in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", COMMANDS_WITH_SETTINGS)
@pytest.mark.parametrize("text", ["{", '{"no_such_key": "4711"}'])
def test_every_command_says_in_one_message_what_is_wrong(name, text, capsys):
    parser = argparse.ArgumentParser()
    module = importlib.import_module(f"effektspor.commands.{name}")
    module.add_arguments(parser)
    needed = [
        part
        for option in parser._actions
        if option.required and option.dest != "settings"
        for part in (option.option_strings[0], next(iter(option.choices or ["x"])))
    ]
    given = [name.replace("_", "-"), "--settings", text, *needed]
    assert main(given) == ConfigError.exit_code
    message = capsys.readouterr().err
    assert "A setting is not valid" in message
    assert "usage:" not in message
    assert "4711" not in message
