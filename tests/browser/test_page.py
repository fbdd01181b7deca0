"""The sample report in a browser: accessible, readable on a phone, usable by keyboard."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "unit"))

from report_sample import build  # noqa: E402

from effektspor.report.embedded import render_embedded  # noqa: E402
from effektspor.report.rowheads import promote_row_headers  # noqa: E402


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    html, pdf = folder / "r.html", folder / "r.pdf"
    render_embedded(build(folder), "report.qmd", html, pdf)
    promote_row_headers(pdf, html)
    return html, pdf


LOOKED = {}


@pytest.fixture
def page(report, need):
    """What the browser found; looked once, as a start takes seconds."""
    tools = [need(tool) for tool in ("node", "chromium", "axe")]
    if not LOOKED:
        done = subprocess.run(
            [tools[0], str(HERE / "page.mjs"), tools[1], str(report[0]), str(report[0].parent)],
            capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        LOOKED.update(json.loads(done.stdout))
    return LOOKED


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_axe_finds_nothing(page, device):
    assert page[device]["violations"] == []
    assert page[device]["passes"] > 25


def test_phone_has_no_horizontal_scroll(page):
    assert page["phone"]["clientWidth"] == 375
    assert page["phone"]["scrollWidth"] <= 375
    assert page["desktop"]["scrollWidth"] <= 1280


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_keyboard_reaches_everything_and_shows_where_it_is(page, device):
    stops = page[device]["stops"]
    assert stops[0]["kind"] == "skip"
    assert all(stop["visible"] for stop in stops)
    targets = {stop["target"] for stop in stops}
    assert {"#content", "#fig-practice", "#tbl-fidelity", "#sec-method"} <= targets


def test_wide_table_scrolls_by_keyboard_under_its_caption(page):
    regions = [stop for stop in page["phone"]["stops"] if stop["kind"] == "table-scroll"]
    assert len(regions) == 2
    assert regions[0]["overflows"]
    assert regions[0]["moved"]
    assert "De fleste kerneelementer går frem" in regions[0]["name"]
    assert not any(region["captionInside"] for region in regions)


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_banner_stays_in_sight_at_the_end(page, device):
    banner = page[device]["banner"]
    assert banner["text"] == "SYNTETISKE DATA"
    assert banner["top"] == 0
    assert banner["height"] > 15


def test_nothing_is_fetched(page):
    assert page["desktop"]["requests"] == []


def test_poppler_reads_tags_title_and_banner(report, need):
    pdftotext = need("poppler")
    text = subprocess.run(
        [pdftotext, "-layout", str(report[1]), "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.rstrip("\f").split("\f")
    assert all("SYNTETISKE DATA" in each for each in pages)
    assert f"Side 1 af {len(pages)}" in pages[0]
    info = subprocess.run(
        [str(Path(pdftotext).with_name("pdfinfo")), str(report[1])],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Tagged:          yes" in info
    assert "Bedre ressourceforløb" in info
    assert "A4" in info
