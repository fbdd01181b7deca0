"""Fetching from a local server that speaks the layouts of both interfaces, and fails in every way."""

import json
import logging
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml

from effektspor.cli import main
from effektspor.errors import ConfigError, FetchError, InputError, NotRefreshedError
from effektspor.series.fetch.http import FailedError, Patience, get
from effektspor.series.fetch.request import TOKEN
from series_files import ROOT, awards, ingest, jobindsats, statbank, stocks

SECRET = "noegle-4711"


class Server(ThreadingHTTPServer):
    """Answers from a list, the last of them again and again; keeps what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked = [], []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        answers = self.server.answers
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        status, headers, body, announced = answer
        if callable(body):
            body = body(self)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(announced or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def answer(body=b"", status=200, announced=None, **headers):
    return status, headers, body, announced


@contextmanager
def serving(*answers):
    server = Server()
    server.answers = list(answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Write a config whose series come from a server; returns what runs the command."""
    monkeypatch.setenv(TOKEN, SECRET)
    monkeypatch.setattr("effektspor.series.fetch.http.time.sleep", lambda _: None)

    def run(server, name="fulltime", **source):
        given = {
            "path": str(tmp_path / f"{name}.json"),
            "interface": "jobindsats",
            "table": "ptv_a02",
            "query": {"period.M": "*", "mgroup.*": "*", "hierarchy._ygrpi09": "*"},
            "groups": str(ROOT / f"data/series/{name}.csv"),
            "base_url": f"{server.url}/v3",
        } | source
        content = {"studies": {"mine": {
            "evaluation": "kl2016",
            "codes": {"municipalities": str(ROOT / "data/codes/municipalities.csv")},
            "data": {
                "extract_date": "2016-02-01",
                "dream": {"path": "/nowhere/dream.dta"},
                        "population": {"path": "/nowhere/bef{year}.csv", "years": [2013, 2014, 2015]},
                "series": {name: given},
            },
        }}}  # fmt: skip
        config = tmp_path / "mine.yaml"
        config.write_text(yaml.safe_dump(content), encoding="utf-8")
        return main([
            "fetch-series", "--config", str(config), "--study", "mine", "--seconds", "0.5",
        ])  # fmt: skip

    run.folder = tmp_path
    return run


def good(tmp_path, value=lambda at, label: 1000.5 + at):
    return jobindsats(tmp_path / "made.json", stocks(value=value)).read_bytes()


def note(path):
    return json.loads(path.with_name(f"{path.name}.source.json").read_text(encoding="utf-8"))


def test_jobindsats_is_asked_as_version_3_wants_it(study, tmp_path):
    with serving(answer(good(tmp_path))) as server:
        assert study(server) == 0
    (path, headers), file = server.asked[0], tmp_path / "fulltime.json"
    assert urlsplit(path).path == "/v3/data/ptv_a02"
    query = parse_qs(urlsplit(path).query)
    assert query == {
        "period.M": ["*"], "mgroup.*": ["*"], "hierarchy._ygrpi09": ["*"], "format": ["json"],
    }  # fmt: skip
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert file.read_bytes() == good(tmp_path)
    told = note(file)
    assert (told["interface"], told["table"]) == ("jobindsats", "ptv_a02")
    assert told["url"].endswith(path)
    everything = "".join(each.read_text(encoding="utf-8") for each in tmp_path.glob("fulltime*"))
    assert SECRET not in everything


def test_statbank_is_asked_for_csv_and_without_a_token(study, tmp_path, monkeypatch):
    monkeypatch.delenv(TOKEN)
    body = statbank(tmp_path / "made.csv", awards()).read_bytes()
    with serving(answer(body)) as server:
        code = study(
            server, "awards_age", interface="statbank", table="AUK01",
            query={"ALDER": "*", "OMRÅDE": "000", "Tid": "*"}, base_url=f"{server.url}/v1",
        )  # fmt: skip
    assert code == 0
    path, headers = server.asked[0]
    assert urlsplit(path).path == "/v1/data/AUK01/CSV"
    assert "OMRÅDE=000" in unquote(path)
    assert "delimiter=Semicolon" in path
    assert "Authorization" not in headers


def test_a_file_for_each_group_is_fetched_from_its_own_table(study, tmp_path):
    benefits = {"pension": "Førtidspension", "flexjob": "Fleksjob",
                "flexjob_unemployment": "Ledighedsydelse", "resource_course": "Ressourceforløb"}  # fmt: skip
    bodies = [
        jobindsats(tmp_path / "made.json", stocks(benefits=(benefit,))).read_bytes()
        for benefit in benefits.values()
    ]
    with serving(*map(answer, bodies)) as server:
        code = study(
            server, path=str(tmp_path / "f_{group}.json"), table={k: f"t_{k}" for k in benefits}
        )
    assert code == 0
    assert [urlsplit(path).path.split("/")[-1] for path, _ in server.asked] == [
        f"t_{group}" for group in benefits
    ]
    ledger = ingest("fulltime", tmp_path / "f_{group}.json").ledger
    assert ledger["table"].tolist() == [f"t_{group}" for group in benefits]
    assert (ledger["downloaded"] != "").all()


BREAKING = {
    "server error": (answer(b"", 500), "status 500"),
    "overload": (answer(b"", 503), "status 503"),
    "token refused": (answer(b"", 401), "refuses the token"),
    "not allowed": (answer(b"", 403), "refuses the token"),
    "no such table": (answer(b"", 404), "table or query"),
    "html": (answer(b"<html><body>Vedligehold</body></html>"), "web page"),
    "cut off JSON": (answer(b'{"columns": ["Periode"], "rows": [["2013'), "no whole JSON"),
    "cut off line": (answer(b'{"columns": [', announced=10_000), "break off"),
    "error in JSON": (answer(b'{"error": "no"}'), "error message"),
    "nothing": (answer(b""), "empty"),
    "elsewhere": (answer(b"", 302, Location="http://localhost:1/v3"), "another server"),
}


@pytest.mark.parametrize(("broken", "reason"), BREAKING.values(), ids=BREAKING)
def test_what_fails_keeps_the_file_from_before_and_says_so(study, tmp_path, capsys, broken, reason):
    file = tmp_path / "fulltime.json"
    with serving(answer(good(tmp_path))) as server:
        assert study(server) == 0
    before, day = file.read_bytes(), note(file)["downloaded"][:10]
    with serving(broken) as server:
        assert study(server) == NotRefreshedError.exit_code
    shown = capsys.readouterr().err
    for word in ("fulltime.json", reason, f"file of {day} stays"):
        assert word in shown, shown
    assert SECRET not in shown
    assert file.read_bytes() == before
    assert reason in note(file)["failed"]["reason"]
    ledger = ingest("fulltime", file).ledger.iloc[0]
    assert ledger["cached"]
    assert ledger["downloaded"] == day


@pytest.mark.parametrize(("broken", "reason"), BREAKING.values(), ids=BREAKING)
def test_without_a_file_from_before_it_is_an_error(study, tmp_path, capsys, broken, reason):
    with serving(broken) as server:
        assert study(server) == FetchError.exit_code
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "fulltime.json").exists()


def test_a_server_that_does_not_answer_in_time_is_left(study, tmp_path, capsys):
    done = threading.Event()
    with serving(answer(lambda handler: (done.wait(3), b"{}")[1])) as server:
        code = study(server)
        done.set()
    assert code == FetchError.exit_code
    assert "in time" in capsys.readouterr().err
    assert len(server.asked) == 3


def test_an_unreachable_server_is_told(study, capsys):
    with serving(answer(b"")) as server:
        pass
    assert study(server) == FetchError.exit_code
    assert "cannot be reached" in capsys.readouterr().err


def test_failures_that_pass_are_tried_again_and_refusals_are_not(study, tmp_path):
    with serving(answer(b"", 500), answer(b"", 503), answer(good(tmp_path))) as server:
        assert study(server) == 0
        assert len(server.asked) == 3
    with serving(answer(b"", 401), answer(good(tmp_path))) as server:
        assert study(server) == NotRefreshedError.exit_code
        assert len(server.asked) == 1


def test_pauses_between_attempts_double():
    pauses = []
    with serving(answer(b"", 500)) as server, pytest.raises(FailedError):
        get(server.url, {}, Patience(1, 4, pauses.append))
    assert pauses == [1, 2, 4]


@pytest.mark.parametrize(
    ("token", "word"),
    [
        (None, "there is none"),
        ("  ", "there is none"),
        ("a\nb", "letters"),
        ("nøgle", "letters"),
        ("abc", "short"),
    ],
)
def test_a_missing_token_asks_nothing(study, monkeypatch, capsys, token, word):
    if token is None:
        monkeypatch.delenv(TOKEN)
    else:
        monkeypatch.setenv(TOKEN, token)
    with serving(answer(b"{}")) as server:
        assert study(server) == FetchError.exit_code
        assert not server.asked
    shown = capsys.readouterr().err
    assert TOKEN in shown
    assert word in shown


def test_a_token_never_travels_unencrypted(study, capsys):
    with serving(answer(b"{}")) as server:
        code = study(server, base_url="http://example.invalid/v3")
    assert code == FetchError.exit_code
    assert "unencrypted" in capsys.readouterr().err


@pytest.mark.parametrize("status", ["refused", "kept"])
def test_a_server_that_repeats_the_token_does_not_get_it_written_down(
    study, tmp_path, capsys, status
):
    told = f"Authorization: Bearer {SECRET}"
    body = json.dumps({"message": told}).encode() if status == "refused" else jobindsats(
        tmp_path / "other.json", [[*row, told] for row in stocks()],
        ("Periode", "Område", "Ydelse", "Antal fuldtidspersoner", "Afsender"),
    ).read_bytes()  # fmt: skip
    (tmp_path / "other.json").unlink(missing_ok=True)
    with serving(answer(body)) as server:
        assert study(server) == (FetchError.exit_code if status == "refused" else 0)
    file = tmp_path / ("fulltime.json.refused" if status == "refused" else "fulltime.json")
    assert b"***" in file.read_bytes()
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
    assert SECRET not in capsys.readouterr().err


@pytest.mark.parametrize("given", [{"query": {"area": SECRET}}, {"table": SECRET}])
def test_a_token_in_the_address_asks_nothing(study, tmp_path, capsys, given):
    with serving(answer(good(tmp_path))) as server:
        assert study(server, **given) == FetchError.exit_code
        assert not server.asked
    shown = capsys.readouterr().err
    assert "stands in the address" in shown
    assert SECRET not in shown


def test_a_download_without_end_is_left():
    with serving(answer(b"x" * 5000)) as server:
        assert len(get(server.url, {}, Patience(1, 1, most=5000))) == 5000
        with pytest.raises(FailedError, match="larger than 4,999 bytes"):
            get(server.url, {}, Patience(1, 3, most=4999))
        assert len(server.asked) == 2


def test_a_download_beyond_its_time_is_left_though_data_come():
    with serving(answer(b"x" * 500_000)) as server:
        with pytest.raises(FailedError, match="not come whole in -1 seconds"):
            get(server.url, {}, Patience(1, 3, total=-1))
        assert len(server.asked) == 1


def test_a_revised_download_keeps_the_one_before_and_is_counted(study, tmp_path, caplog):
    caplog.set_level(logging.INFO)
    file = tmp_path / "fulltime.json"
    with serving(answer(good(tmp_path))) as server:
        study(server)
    newer = good(tmp_path, value=lambda at, label: 1000.5 + at + (at == 7))
    with serving(answer(newer)) as server:
        assert study(server) == 0
    assert file.read_bytes() == newer
    found = ingest("fulltime", file)
    row = found.ledger.iloc[0]
    # Ressourceforloeb had no value in August 2012.
    assert (row["revised"], row["compared"]) == (3, note(file)["downloaded"][:10])
    assert "3 values differ" in caplog.text
    # The same once more is no other file: what it differed from stays known.
    with serving(answer(newer)) as server:
        assert study(server) == 0
    assert ingest("fulltime", file).ledger["revised"].tolist() == [3]


def test_data_that_end_earlier_than_before_are_taken_for_cut_off(study, tmp_path, capsys):
    with serving(answer(good(tmp_path))) as server:
        study(server)
    short = jobindsats(
        tmp_path / "made.json", [row for row in stocks() if row[0] < "2015M06"]
    ).read_bytes()
    with serving(answer(short)) as server:
        assert study(server) == NotRefreshedError.exit_code
    assert "end earlier" in capsys.readouterr().err
    assert (tmp_path / "fulltime.json.refused").read_bytes() == short


def test_a_changed_grouping_does_not_replace_a_file_that_can_be_read(study, tmp_path, capsys):
    with serving(answer(good(tmp_path))) as server:
        study(server)
    rows = [
        [*row[:2], "Fleksjob mv." if row[2] == "Fleksjob" else row[2], row[3]] for row in stocks()
    ]
    body = jobindsats(tmp_path / "made.json", rows).read_bytes()
    with serving(answer(body)) as server:
        assert study(server) == NotRefreshedError.exit_code
    shown = capsys.readouterr().err
    assert "'Fleksjob mv.'" in shown
    assert "fulltime.json.refused" in shown


def test_a_file_that_was_changed_by_hand_loses_its_origin(study, tmp_path, caplog):
    file = tmp_path / "fulltime.json"
    with serving(answer(good(tmp_path))) as server:
        study(server)
    file.write_bytes(file.read_bytes() + b"\n")
    assert ingest("fulltime", file).ledger["downloaded"].tolist() == [""]
    assert "another file" in caplog.text


def test_a_config_that_does_not_say_what_to_fetch_is_refused(study, capsys):
    with serving(answer(b"{}")) as server:
        assert study(server, interface=None) == ConfigError.exit_code
        assert study(server, table=None) == ConfigError.exit_code
        assert not server.asked
    assert "data.series.fulltime.table" in capsys.readouterr().err


def test_a_simulated_study_is_never_fetched_over(tmp_path, capsys):
    config = tmp_path / "config.yaml"
    config.write_text((ROOT / "config.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    studies = yaml.safe_load(config.read_text(encoding="utf-8"))["studies"]
    for name in studies:
        assert main(["fetch-series", "--config", str(config), "--study", name]) == (
            ConfigError.exit_code
        )


def test_a_file_that_cannot_be_written_is_told(study, tmp_path, capsys):
    (tmp_path / "taken").write_text("a file where a folder should be", encoding="utf-8")
    with serving(answer(good(tmp_path))) as server:
        code = study(server, path=str(tmp_path / "taken" / "f.json"))
    assert code == InputError.exit_code
    assert "cannot be written" in capsys.readouterr().err
