"""The command line: lazy, with one message and one exit code for a user's mistake."""

import subprocess
import sys

from effektspor.attempts import Attempt
from effektspor.cli import main
from effektspor.errors import InputError


def test_overview_lists_every_sub_command(capsys):
    assert main([]) == 0
    shown = capsys.readouterr().out
    for name in ("simulate", "ingest-dream", "moments", "effects", "render"):
        assert name in shown


def test_an_unknown_sub_command_is_refused(capsys):
    assert main(["ingest-drem"]) == 2
    assert "no sub-command 'ingest-drem'" in capsys.readouterr().err


def test_a_users_mistake_gives_a_message_without_traceback_and_an_exit_code(tmp_path):
    settings = '{"hours":{"path":"%s/bfl{year}.dta","years":[2016]},"synthetic":false}'
    command = [
        *(sys.executable, "-m", "effektspor.cli", "ingest-hours"),
        *("--settings", settings % tmp_path, "--hours", str(tmp_path / "hours.parquet")),
        *("--quality", str(tmp_path / "quality.csv")),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == InputError.exit_code
    assert "does not exist" in done.stderr
    assert "bfl2016.dta" in done.stderr
    assert "to do:" in done.stderr
    assert "Traceback" not in done.stderr


def test_attempts_count_failures_and_return_to_the_planned_number(tmp_path):
    file = tmp_path / "attempts" / "job"
    first = Attempt.of(file)
    subprocess.run(first.begin_command(), shell=True, check=True)  # and fail
    again = Attempt.of(file)
    assert again.number == 1
    subprocess.run(again.begin_command(), shell=True, check=True)
    assert Attempt.of(file).number == 2
    again.succeed()
    assert Attempt.of(file).number == again.number
    assert Attempt.parse(str(again)) == again


def test_a_first_success_leaves_no_trace(tmp_path):
    attempt = Attempt.of(tmp_path / "job")
    subprocess.run(attempt.begin_command(), shell=True, check=True)
    attempt.succeed()
    assert not (tmp_path / "job").exists()
