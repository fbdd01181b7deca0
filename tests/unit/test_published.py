"""The published tables: what they hold, and what a broken one is answered with."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from effektspor.commands.data_docs import pages
from effektspor.errors import InputError
from effektspor.published import (
    SOURCES,
    match_rules,
    published_value,
    read_basis_rules,
    read_corrections,
    read_published,
)

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data/published"


@pytest.fixture(scope="module")
def frame():
    return read_published(FOLDER)


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(FOLDER, tmp_path / "published"))


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, "the test must change one place"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_all_figures_are_there(frame):
    assert frame.groupby("source").size().to_dict() == {
        "kl2016": 123, "discus2007": 135, "discus2011": 32, "hedensted2019": 58, "brf2019": 510,
    }  # fmt: skip
    assert frame["item_id"].is_unique


def test_values_keep_their_unit_and_precision(frame):
    rows = frame.set_index("item_id")
    assert published_value(frame, "brf.box.vp.part.after") == 21.0
    assert rows.loc["brf.s141.tts.example_after", "decimals"] == 1
    assert rows.loc["brf.box.vp.part.after", "decimals"] == 0
    assert rows.loc["brf.fig2.hazard_p", ["kind", "direction"]].tolist() == ["bound", "below"]
    with pytest.raises(KeyError):
        published_value(frame, "brf.no.such.item")


def test_basis_column_and_rules_agree_item_by_item(frame):
    rules = read_basis_rules(FOLDER)
    fitting = match_rules(frame, rules)
    assert (fitting >= 0).all(), frame.loc[fitting < 0, "item_id"].tolist()
    assert frame["basis"].tolist() == rules["basis"].iloc[fitting].tolist()
    unused = sorted(set(rules.index) - set(fitting))
    assert rules.loc[unused, "item_id"].tolist() == []


def test_no_level_that_a_simulator_is_set_to_counts_as_recomputed(frame):
    basis = frame.set_index("item_id")["basis"]
    levels = [item for item in basis.index if item.endswith((".before", ".after"))]
    levels = [item for item in levels if item.startswith(("brf.box.", "brf.s141."))]
    assert len(levels) == 16
    assert set(basis[levels]) == {"calibration"}
    assert basis["brf.fig1.effect.late"] == "calibration"
    assert basis["brf.prog.q3.p"] == "not_reproducible"
    assert basis["brf.report_date"] == "document"


def test_corrections_are_applied_and_each_names_its_page(frame):
    corrections = read_corrections(FOLDER)
    assert set(frame.loc[frame["corrected"], "item_id"]) == set(corrections["item_id"])
    assert corrections["page"].ne("").all()


def test_correction_changes_exactly_its_cell(frame, copy):
    line = "brf2019,brf.t3.vejen.cv.slut,value,37,38,misread,22\n"
    with (copy / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write(line)
    changed = read_published(copy)
    different = frame["value"].ne(changed["value"])
    assert frame.loc[different, "item_id"].tolist() == ["brf.t3.vejen.cv.slut"]
    assert published_value(changed, "brf.t3.vejen.cv.slut") == 38.0


def test_no_corrections_at_all_is_fine(copy):
    header = (copy / "corrections.csv").read_text(encoding="utf-8").splitlines()[0]
    (copy / "corrections.csv").write_text(header + "\n", encoding="utf-8")
    assert not read_published(copy)["corrected"].any()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("brf2019,brf.t3.vejen.cv.slut,value,36,38,misread,22", "another old value"),
        ("brf2019,brf.t3.nowhere.cv.slut,value,36,38,misread,22", "does not exist"),
        ("brf2019,brf.t3.vejen.cv.slut,item_id,a,b,misread,22", "field must be one of"),
        ("brf2020,brf.t3.vejen.cv.slut,value,37,38,misread,22", "source must be one of"),
        ("brf2019,brf.t3.vejen.cv.slut,value,37,38,,22", "needs a reason"),
    ],
)
def test_correction_that_does_not_fit_stops(copy, line, message):
    path = copy / "corrections.csv"
    rows = len(path.read_text(encoding="utf-8").splitlines())
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(InputError, match=message) as caught:
        read_published(copy)
    assert f"corrections.csv, row {rows + 1}" in caught.value.where


VEJEN = ",37,percent,exact,document"


@pytest.mark.parametrize(
    ("new", "message", "column"),
    [
        (",thirty,percent,exact,document", "not a number", "value"),
        (',"37,5",percent,exact,document', "not a number", "value"),
        (",,percent,exact,document", "not a number", "value"),
        (",37,procent,exact,document", "unit is not known", "unit"),
        (",37,percent,exact,reproduced", "basis must be one of", "basis"),
        (",37,percent,nearly,document", "qualifier begins", "qualifier"),
    ],
)
def test_wrong_cell_is_named_by_file_row_and_column(copy, new, message, column):
    path = copy / "brf2019.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if "brf.t3.vejen.cv.slut," in line)
    assert lines[at].endswith(VEJEN)
    lines[at] = lines[at].removesuffix(VEJEN) + new
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_published(copy)
    assert caught.value.where == f"{path}, row {at + 1}, column {column}"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("brf.project_end,", "brf.project_start,", "stands twice"),
        ("brf.project_end,", "Project end,", "dotted name"),
        ("brf2019,3,brf.project_end", "brf2019,iii,brf.project_end", "page"),
        ("brf2019,3,brf.project_end", "kl2016,3,brf.project_end", "source must be brf2019"),
        ("qualifier,basis", "qualifier,grundlag", "lacks the columns basis"),
    ],
)
def test_broken_table_stops(copy, old, new, message):
    edit(copy / "brf2019.csv", old, new)
    with pytest.raises(InputError, match=message) as caught:
        read_published(copy)
    assert "brf2019.csv" in caught.value.where


def test_truncated_file_stops(copy):
    path = copy / "kl2016.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: len(text) - 30], encoding="utf-8")
    with pytest.raises(InputError, match="fields instead of"):
        read_published(copy)


@pytest.mark.parametrize("source", SOURCES)
def test_missing_file_stops(copy, source):
    (copy / f"{source}.csv").unlink()
    with pytest.raises(InputError, match="does not exist"):
        read_published(copy)


def test_unknown_basis_in_a_rule_stops(copy):
    rules = pd.read_csv(copy / "basis_rules.csv")
    rules.loc[3, "basis"] = "reproduced"
    rules.to_csv(copy / "basis_rules.csv", index=False)
    with pytest.raises(InputError, match="basis must be one of") as caught:
        read_basis_rules(copy)
    assert "row 5" in caught.value.where


def test_documentation_pages_are_up_to_date():
    for name, page in pages(ROOT / "data/codes", FOLDER).items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page, name
