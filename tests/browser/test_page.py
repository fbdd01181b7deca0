"""Reports in a browser: accessible, readable on a phone, usable by keyboard.

The sample has everything that the engine knows; where a real report was built it is looked at too.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RELEASED = sorted((HERE.parents[1] / "release").glob("*/*.html"))
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
def look(need):
    """What the browser finds in a file; looked at once, as a start takes seconds."""
    tools = [need(tool) for tool in ("node", "chromium", "axe")]

    def at(html):
        if html not in LOOKED:
            done = subprocess.run(
                [tools[0], str(HERE / "page.mjs"), tools[1], str(html)],
                capture_output=True, text=True, timeout=180, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr[-2000:]
            LOOKED[html] = json.loads(done.stdout)
        return LOOKED[html]

    return at


@pytest.fixture
def sample(report, look):
    return look(report[0])


@pytest.fixture(params=["sample", *(path.name for path in RELEASED)])
def page(request, report, look):
    released = {path.name: path for path in RELEASED}
    return look(released.get(request.param, report[0]))


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_axe_finds_nothing(page, device):
    assert page[device]["violations"] == []
    assert page[device]["passes"] > 25


def test_phone_has_no_horizontal_scroll(page):
    assert page["phone"]["clientWidth"] == 375
    assert page["phone"]["scrollWidth"] <= 375
    assert page["desktop"]["scrollWidth"] <= 1280


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_keyboard_reaches_every_region_and_shows_where_it_is(page, device):
    stops = page[device]["stops"]
    assert stops[0]["kind"] == "skip"
    assert all(stop["visible"] for stop in stops)
    regions = [stop for stop in stops if stop["kind"].endswith("-scroll")]
    assert len(regions) == page[device]["regions"] > 0
    assert all(region["name"] and not region["captionInside"] for region in regions)
    assert all(region["moved"] == region["overflows"] for region in regions)


def test_keyboard_reaches_links_within_the_report(sample):
    targets = {stop["target"] for stop in sample["desktop"]["stops"]}
    assert {"#content", "#fig-practice", "#tbl-fidelity", "#sec-method"} <= targets


def test_wide_parts_scroll_on_a_phone_only(sample):
    by_name = {stop.get("name", ""): stop for stop in sample["phone"]["stops"]}
    wide = [stop["kind"] for stop in by_name.values() if stop.get("overflows")]
    assert wide.count("figure-scroll") == 2
    # Whether the table fits a phone hangs on the fonts of the machine.
    assert set(wide) <= {"figure-scroll", "table-scroll"}
    assert any("De fleste kerneelementer går frem" in name for name in by_name)
    assert not any(stop.get("overflows") for stop in sample["desktop"]["stops"])


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_banner_stays_in_sight_at_the_end(sample, device):
    banner = sample[device]["banner"]
    assert banner["text"] == "SYNTETISKE DATA"
    assert banner["top"] == 0
    assert banner["height"] > 15


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_nothing_is_fetched_and_nothing_complains(page, device):
    assert page[device]["requests"] == []
    assert page[device]["complaints"] == []


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
