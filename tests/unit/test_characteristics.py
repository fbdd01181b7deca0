"""Which characteristics a study has follows its settings and the code list."""

from pathlib import Path

import pytest

from effektspor.codebook import read_codebook
from effektspor.cohort.characteristics import ENGLISH, characteristics
from effektspor.config.design import Background
from effektspor.errors import ConfigError

ROOT = Path(__file__).parents[2]
BOOK = read_codebook(ROOT / "data/codes/dream_codes.csv")


def test_the_default_characteristics():
    names = [c.name for c in characteristics(BOOK, Background())]
    assert names == [
        "age", "female", "non_western", "married", "weeks_kontanthjaelp",
        "weeks_uddannelseshjaelp", "weeks_sygedagpenge", "weeks_dagpenge",
        "weeks_ledighedsydelse", "months_employed", "from_kontanthjaelp", "from_sygedagpenge", "stv",
    ]  # fmt: skip


def test_labels_come_from_the_code_list_and_in_both_languages():
    background = Background(benefit_families=("fleksjob",), origin_families=("su",))
    by_name = {c.name: c for c in characteristics(BOOK, background)}
    assert by_name["weeks_fleksjob"].label_da == "Uger på fleksjob før start"
    assert by_name["weeks_fleksjob"].label_en == "Weeks on flexjob before start"
    assert by_name["weeks_fleksjob"].unit == "weeks"
    assert by_name["from_su"].label_da == "Kom fra statens uddannelsesstøtte"
    assert by_name["from_su"].label_en == "Came from student grant"
    assert "weeks_kontanthjaelp" not in by_name


def test_every_family_of_the_official_list_has_an_english_name():
    assert set(ENGLISH) == set(BOOK.families)


def test_a_family_of_the_users_own_list_keeps_its_danish_name(tmp_path):
    extra = tmp_path / "own.csv"
    extra.write_text(
        "code,label_da,family,family_label_da,activity,valid_from,valid_to,source,confidence\n"
        "430,Ny ydelse,ny_ydelse,Ny ydelse,,2020-01-01,,egen,user\n",
        encoding="utf-8",
    )
    book = read_codebook(ROOT / "data/codes/dream_codes.csv", extra)
    background = Background(benefit_families=("ny_ydelse",), origin_families=())
    found = {c.name: c for c in characteristics(book, background)}["weeks_ny_ydelse"]
    assert (found.label_da, found.label_en) == (
        "Uger på ny ydelse før start", "Weeks on ny ydelse before start",
    )  # fmt: skip


@pytest.mark.parametrize("key", ["benefit_families", "origin_families"])
def test_unknown_and_repeated_families_are_refused(key):
    with pytest.raises(ConfigError, match="no benefit family 'kontanthjelp'") as caught:
        characteristics(BOOK, Background(**{key: ("kontanthjelp",)}))
    assert caught.value.where == f"background.{key}"
    with pytest.raises(ConfigError, match="named twice: su") as caught:
        characteristics(BOOK, Background(**{key: ("su", "dagpenge", "su")}))
    assert caught.value.where == f"background.{key}"
