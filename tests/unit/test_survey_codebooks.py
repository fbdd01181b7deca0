"""Codebooks, scales and the list of staff: what they must hold, and the page made of them."""

import pytest
import yaml

from effektspor.commands.data_docs import pages
from effektspor.config.surveys import SIMULATED
from effektspor.errors import InputError
from effektspor.published import read_published
from effektspor.surveys.codebook import read_codebook
from effektspor.surveys.population import read_staff
from effektspor.surveys.scales import plain, read_scales
from survey_files import BOOKS, KNOWN, ROOT, SCALES

FOLDER = ROOT / "data/surveys"


def changed(source, target, old, new):
    """A copy of a CSV with one text replaced."""
    text = (FOLDER / source).read_text(encoding="utf-8")
    assert old in text
    path = target / source
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_staff_answers_seven_elements_and_belief_in_order():
    assert BOOKS["staff"].elements == (
        "prep", "ready", "referral", "plan", "cv", "followup", "match", "belief",
    )  # fmt: skip
    assert all(
        sum(item.element == element for item in BOOKS["staff"].items) >= 3
        for element in BOOKS["staff"].elements
    )
    assert [item.item for item in BOOKS["staff"].items if item.reverse] == ["b_3"]


def test_every_published_item_that_a_codebook_names_is_published():
    known = set(read_published(ROOT / "data/published")["item_id"])
    named = {item.published for book in BOOKS.values() for item in book.items if item.published}
    assert len(named) > 20
    assert named <= known


def test_a_label_is_one_answer_of_its_scale():
    for scale in SCALES.values():
        for answer in scale.answers:
            for label in answer.labels:
                assert scale.by_label(f"  {label.upper()} ") is answer
    assert plain("Helt\u00a0 Enig") == "helt enig"
    assert SCALES["agree5"].by_label("Enig nok") is None
    assert SCALES["agree5"].span == 6


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("agree5,1,", "agree5,2,", "twice"),
        ("agree5,1,", "agree5,one,", "column code"),
        ("Meget uenig", "Enig", "twice"),
        (",value,1,0", ",worth,1,0", "column kind"),
        (",value,1,0", ",value,,0", "column value"),
        (",value,1,0", ",value,1,2", "column counts"),
    ],
)
def test_a_broken_list_of_scales_is_refused(tmp_path, old, new, word):
    with pytest.raises(InputError, match=word):
        read_scales(changed("scales.csv", tmp_path, old, new))


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("f1a_1,item,f1a_1", "f1a_1,item,f1a_2", "item is there twice"),
        ("f1a_1,item,f1a_1", "f1a_2,item,f1a_1", "variable is there twice"),
        ("f1a_1,item,f1a_1", "f1a_1,item,", "row 7"),
        ("f1a_1,item,", "f1a_1,question,", "column part"),
        ("rolle,role", "rolle,wave", "Two variables are the wave"),
        ("respid,respondent", "respid,background", "column scale"),
        ("agree5", "agree7", "not in the list of scales"),
        ("agree5,0,,,", "agree5,no,,,", "Reversal"),
        ("agree5,0,,,", "agree5,0,set1,,", "multi-response"),
        ("agree5,0,,,", "agree5,0,,f9=1,", "names no item: f9"),
        ("agree5,0,,,", "agree5,0,,f9,", "item=value"),
    ],
)
def test_a_broken_codebook_is_refused(tmp_path, old, new, word):
    with pytest.raises(InputError, match=word):
        read_codebook(changed("staff.csv", tmp_path, old, new), "staff", SCALES)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("kommune,municipality", "kommune,date", "or a municipality that is one"),
        (",excluded", ",left out", "column dont_know"),
        ("challenge5,0", ",0", "column scale"),
        ("bemaerkninger,text,comments", "bemaerkninger,text,", "row 38"),
    ],
)
def test_a_broken_codebook_of_municipalities_is_refused(tmp_path, old, new, word):
    with pytest.raises(InputError, match=word):
        read_codebook(changed("jobcentres.csv", tmp_path, old, new), "jobcentres", SCALES)


def test_dont_know_counts_where_the_codebook_says_so_and_nowhere_where_it_is_silent():
    counted = [q.item for book in BOOKS.values() for q in book.items if q.dont_know_counts]
    assert counted == ["progression_time", "motivation_time"]
    assert "dont_know" not in (FOLDER / "staff.csv").read_text(encoding="utf-8").splitlines()[0]


def test_answers_have_names_of_their_own_or_made_of_their_label(tmp_path):
    for scale in SCALES.values():
        names = [answer.id for answer in scale.answers]
        assert len(set(names)) == len(names)
    text = (FOLDER / "scales.csv").read_text(encoding="utf-8")
    lines = [line.rpartition(",")[0] for line in text.splitlines()]
    (tmp_path / "scales.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    old = read_scales(tmp_path / "scales.csv")
    assert old["agree5"].by_code(5).id == "strongly_agree"
    assert old["agree5"].dont_know.id == SCALES["agree5"].dont_know.id == "dont_know"
    with pytest.raises(InputError, match="column answer"):
        read_scales(changed("scales.csv", tmp_path, ",strongly_agree", ",agree"))


def test_the_list_of_staff_takes_roles_by_any_name(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text("municipality,role,n\n165,Leder,3\n165,mentor,8\n430,3,20\n", encoding="utf-8")
    frame = read_staff(path, set(KNOWN["number"]), BOOKS["staff"])
    assert frame["role"].tolist() == ["leader", "mentor", "caseworker"]
    assert frame["n"].tolist() == [3, 8, 20]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("998,Leder,3", "column municipality"),
        ("165,Chef,3", "column role"),
        ("165,Mentor,-1", "column n"),
        ("165,Mentor,2.5", "column n"),
        ("165,leader,4", "twice"),
    ],
)
def test_a_broken_list_of_staff_is_refused(tmp_path, line, word):
    path = tmp_path / "staff.csv"
    path.write_text(f"municipality,role,n\n165,Leder,3\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=word):
        read_staff(path, set(KNOWN["number"]), BOOKS["staff"])


def test_the_page_of_codebooks_is_the_one_that_is_made_and_shows_every_question():
    page = pages(ROOT / "data/codes", ROOT / "data/published")["surveys.md"]
    assert page == (ROOT / "docs/surveys.md").read_text(encoding="utf-8")
    for book in BOOKS.values():
        for item in book.items:
            assert f"`{item.variable}`" in page
            assert item.wording_da in page


def test_the_demo_reads_every_survey_that_the_simulator_writes():
    config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    surveys = config["studies"]["brf2019"]["data"]["surveys"]
    for survey, file in SIMULATED.items():
        assert surveys[survey]["path"].endswith(f"/{file}")
