"""Files of coded quotes that cannot or may not be printed; a message never holds the words."""

import pytest

from effektspor.errors import InputError
from effektspor.surveys.quotes.coding import CODINGS
from effektspor.surveys.quotes.reading import COLUMNS, read_quotes

CODING = CODINGS["brf2019"]
NAMES = {"101": "København", "575": "Vejen", "259": "Køge"}
GOOD = {
    "theme": "belief",
    "municipality": "Køge",
    "respondent_type": "consultant",
    "quote": "Det gik bedre, end vi troede.",
    "source": "int-01",
    "made": "0",
}


def write(tmp_path, *rows, columns=COLUMNS, delimiter=",", encoding="utf-8"):
    lines = [delimiter.join(columns)]
    for row in rows:
        cells = [f'"{row[name]}"' for name in columns]
        lines.append(delimiter.join(cells))
    path = tmp_path / "quotes.csv"
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def read(tmp_path, *rows, synthetic=False, **how):
    return read_quotes(write(tmp_path, *rows, **how), NAMES, CODING, synthetic=synthetic)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_good_file_is_read_as_it_is(tmp_path, delimiter, encoding):
    frame = read(tmp_path, GOOD, delimiter=delimiter, encoding=encoding)
    assert frame.loc[0, "quote"] == GOOD["quote"]
    assert (frame.loc[0, "municipality"], frame.loc[0, "row"]) == ("Køge", 2)


@pytest.mark.parametrize("written", ["259", "0259", "køge", "Køge Kommune"])
def test_a_municipality_has_a_name_or_a_number(tmp_path, written):
    frame = read(tmp_path, {**GOOD, "municipality": written})
    assert frame.loc[0, "municipality"] == "Køge"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"theme": "Belief?"}, "no known theme"),
        ({"respondent_type": "nabo"}, "no known respondent_type"),
        ({"made": "nej"}, "no known made"),
        ({"source": ""}, "no known source"),
        ({"quote": ""}, "empty or too long"),
        ({"quote": "ord " * 300}, "empty or too long"),
        ({"municipality": "Langbortistan"}, "unknown municipality"),
        ({"quote": "Hun har cpr 010203-1234 og bor her."}, "run of digits"),
        ({"quote": "Ring på 12 34 56 78."}, "run of digits"),
        ({"quote": "Født 01.02.1980."}, "run of digits"),
        ({"quote": "Skriv til ham@firma.dk"}, "mail address"),
        ({"source": "int-010203-1234"}, "source of a quote holds a run of digits"),
        ({"source": "ham@firma.dk"}, "source of a quote holds a mail address"),
        ({"quote": "Så sagde Mette, at det gik."}, "a capital within"),
        ({"quote": "Vi gør det anderledes i Vejen."}, "name of a municipality"),
        ({"quote": "Køges måde er bedre."}, "name of a municipality"),
    ],
)
def test_what_cannot_be_printed_stops_with_its_row(tmp_path, change, what):
    bad = {**GOOD, **change}
    with pytest.raises(InputError, match=what) as stopped:
        read(tmp_path, GOOD, bad)
    message = str(stopped.value)
    assert "row 3" in message
    told = [bad["quote"], "010203", "12 34", "ham@", "Mette", "Langbort", "nabo"]
    assert not any(word and word in message for word in told)


@pytest.mark.parametrize(
    "quote",
    [
        "Vejen til job er lang. De ringer, og JobFirst hjælper.",
        "CV og DREAM er bogstaver: Ingen navne her.",
        "»Jeg tør nu«, sagde hun. Så [Navn] kom i praktik i 2018 med 15 timer.",
    ],
)
def test_words_that_tell_of_nobody_pass(tmp_path, quote):
    assert len(read(tmp_path, {**GOOD, "quote": quote})) == 1


def test_capitals_that_somebody_has_read_pass_but_municipalities_do_not(tmp_path):
    columns = (*COLUMNS, "names_checked")
    brand = {**GOOD, "quote": "Vi bruger Excel til det.", "names_checked": "1"}
    assert len(read(tmp_path, brand, columns=columns)) == 1
    place = {**brand, "quote": "Vi gør som i København."}
    with pytest.raises(InputError, match="municipality"):
        read(tmp_path, place, columns=columns)


@pytest.mark.parametrize(("made", "synthetic"), [("1", False), ("0", True)])
def test_made_examples_and_real_words_never_change_places(tmp_path, made, synthetic):
    with pytest.raises(InputError, match="stands in a study of"):
        read(tmp_path, {**GOOD, "made": made, "municipality": ""}, synthetic=synthetic)


def test_no_invented_words_stand_beside_a_real_municipality(tmp_path):
    with pytest.raises(InputError, match="names a municipality"):
        read(tmp_path, {**GOOD, "made": "1"}, synthetic=True)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "lacks the columns theme"),
        (b"theme,municipality,respondent_type,quote,source\n", "lacks the columns made"),
        (b"theme,theme,municipality,respondent_type,quote,source,made\n", "a column twice"),
        (b"theme,municipality,respondent_type,quote,source,made\n", "no rows"),
        (b"theme,municipality,respondent_type,quote,source,made\nbelief,,x\n", "3 fields"),
        (b'theme,municipality,respondent_type,quote,source,made\nbelief,,"x\n', "not closed"),
        ("theme,municipality,respondent_type,quote,source,made\næ".encode("cp1252"), "not UTF-8"),
    ],
)
def test_a_broken_file_stops_with_a_message(tmp_path, content, what):
    path = tmp_path / "quotes.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=what):
        read_quotes(path, NAMES, CODING, synthetic=False)


def test_a_file_that_is_not_there_stops_with_a_message(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_quotes(tmp_path / "no.csv", NAMES, CODING, synthetic=False)


def test_the_themes_of_one_evaluation_are_not_those_of_another(tmp_path):
    comment = {**GOOD, "theme": "challenge", "respondent_type": "job_centre"}
    path = write(tmp_path, comment)
    assert len(read_quotes(path, NAMES, CODINGS["kl2016"], synthetic=False)) == 1
    with pytest.raises(InputError, match="no known theme") as stopped:
        read_quotes(path, NAMES, CODING, synthetic=False)
    assert "leadership" in str(stopped.value)
    with pytest.raises(InputError, match="no known theme") as stopped:
        read_quotes(write(tmp_path, GOOD), NAMES, CODINGS["kl2016"], synthetic=False)
    assert "challenge" in str(stopped.value)
