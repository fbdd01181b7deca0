"""The benchmark of effects runs, its routes agree, and its table says what the figures say."""

import pytest

from effektspor.benchmark.effects import peers
from effektspor.benchmark.effects.invent import Size, invent
from effektspor.benchmark.effects.report import report
from effektspor.benchmark.effects.run import DisagreementError, Plan, Timed, run

SMALL = Size(persons=3_000, municipalities=30, treated=8, covariates=3, weeks=20)


def timed(title, seconds):
    return Timed(title, 104, list(seconds), [2 * each for each in seconds])


def test_all_routes_run_and_agree(tmp_path):
    said = []
    found = run(Plan(SMALL, 1, 2, 99, tmp_path), said.append)
    assert {"persons", "stored", "linearmodels", "pyfixest_cr3", "cox"} < set(found)
    assert all(len(route.seconds) == len(route.cpu_seconds) == 1 for route in found.values())
    assert all(route.title in "\n".join(said) for name, route in found.items() if name != "select")


def test_a_peer_that_finds_something_else_stops_it(tmp_path, monkeypatch):
    def other(frame, covariates):
        return {"estimate": 0.0, "cr1": float("nan"), "cr3": float("nan")}

    peer = ("linearmodels", "another", other)
    monkeypatch.setattr("effektspor.benchmark.effects.run.PEERS", (peer,))
    with pytest.raises(DisagreementError, match="another"):
        run(Plan(SMALL, 1, 1, 99, tmp_path), print)


def test_invented_risk_sets_differ_by_week():
    persons = invent(SMALL)
    sizes = [len(peers.week_of(persons, week)) for week in (1, 5, 10, 20)]
    assert len(set(sizes)) == 4
    assert len(persons.covariates) == 3


def test_the_table_judges_medians_by_the_clock():
    lines = report(
        {
            "persons": timed("own", [0.5, 0.4, 9.0]),
            "stored": timed("own, stored", [0.3]),
            "linearmodels_cr3": timed("other", [55.0]),
            "cox": timed("cox", [3.0]),
            "rates": timed("rates", [0.5]),
        }
    ).splitlines()
    assert "| own | 104 | 0.50 | 0.40-9.00 | 1.00 |" in lines[2]
    assert "less than 1 s: yes" in lines[3]
    assert "| 110 | 110 | at least 100 times: yes |" in lines[4]
    assert "| 6 | 6 | at least 10 times: no |" in lines[5]
