"""The sample report in both formats: what is in it, the same bytes twice, and mutants caught."""

import re
import shutil

import page
import pikepdf
import pytest
from pikepdf import Name
from report_sample import DANGER, QMD, build

from effektspor.errors import ReportError
from effektspor.report.checks import Expectations, check_report
from effektspor.report.embedded import render_embedded
from effektspor.report.htmltree import parse_html
from effektspor.report.pdftree import page_texts, read_tags
from effektspor.report.problem import squeezed
from effektspor.report.rowheads import promote_row_headers

SYNTHETIC = Expectations("da", synthetic=True, synthetic_label="SYNTETISKE DATA")
REAL = Expectations("da", synthetic=False, synthetic_label="SYNTETISKE DATA")


def render(folder, **kwargs):
    staged = build(folder, **kwargs)
    html, pdf = folder / "r.html", folder / "r.pdf"
    render_embedded(staged, "report.qmd", html, pdf)
    promote_row_headers(pdf, html)
    return html, pdf


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return render(tmp_path_factory.mktemp("report"))


@pytest.fixture
def copy(report, tmp_path):
    return [shutil.copyfile(path, tmp_path / path.name) for path in report]


def text_of(pdf):
    with pikepdf.open(pdf) as document:
        return read_tags(document).text()


def test_sample_has_no_problems(report):
    assert check_report(*report, SYNTHETIC) == []


@pytest.mark.parametrize("profile", ["ua1", page.ValidationProfile.PDF_A_2A])
def test_pdf_complies(report, profile):
    result = page.validate_pdf(str(report[1]), profile=profile)
    assert result.is_compliant, [failure.message for failure in result.failures][:5]


def test_same_bytes_from_another_folder(report, tmp_path):
    again = render(tmp_path / "other")
    assert [p.read_bytes() for p in again] == [p.read_bytes() for p in report]


def test_texts_that_look_like_markup_are_printed_in_both(report):
    html = parse_html(report[0].read_text(encoding="utf-8")).text()
    assert f"Farlige tegn: {DANGER}" in html
    assert squeezed(DANGER) in squeezed(text_of(report[1]))
    assert "A*, B_C og <D>" in html


def test_numbers_and_references(report):
    root = parse_html(report[0].read_text(encoding="utf-8"))
    links = {
        link.text(): link.attributes["href"]
        for link in root.find_all("a")
        if "crossref" in link.classes
    }
    assert links == {
        "Figur\u00a01": "#fig-practice",
        "Figur\u00a02": "#fig-hours",
        "Tabel\u00a01": "#tbl-fidelity",
        "Tabel\u00a02": "#tbl-small",
        "Afsnit\u00a03": "#sec-method",
    }
    with pikepdf.open(report[1]) as document:
        tags = read_tags(document)
        seen = {link.text() for link in tags.find_all("Link")}
        heads = [h.text().replace("\u00a0", " ") for h in tags.walk() if re.match(r"H\d", h.name)]
    assert set(links) <= seen
    assert heads == [
        "Indhold", "1 Sammenfatning", "2 Resultater", "2.1 Virksomhedspraktik", "2.2 Fidelitet",
        "2.2.1 Kerneelementer", "3 Metode", "Litteratur", "Kolofon",
    ]  # fmt: skip


def test_number_stays_with_its_unit(report):
    assert "21,3\u00a0pct. mod 14,1\u00a0pct." in report[0].read_text(encoding="utf-8")


def test_rows_in_pdf_have_headers_and_scopes(report):
    with pikepdf.open(report[1]) as document:
        table = read_tags(document).find_all("Table")[0]
        cells = [(c.text(), c.scope) for c in table.find_all("TH")]
    assert ("Måling", "Column") in cells
    assert ("Mentor", "Row") in cells
    assert ("Organisering", "Row") in cells


def test_every_page_and_the_title_say_synthetic(report):
    with pikepdf.open(report[1]) as document:
        pages = page_texts(document)
    assert len(pages) > 2
    assert all("SYNTETISKEDATA" in text for text in pages)
    assert pages[0].count("SYNTETISKEDATA") == 2  # running header and title block


def test_real_data_carry_no_banner(tmp_path):
    report = render(tmp_path, synthetic=False)
    assert check_report(*report, REAL) == []
    with pikepdf.open(report[1]) as document:
        assert not any("SYNTETISK" in text for text in page_texts(document))
    assert check_report(*report, SYNTHETIC)


def test_banner_on_real_data_is_a_problem(report):
    found = [p.where for p in check_report(*report, REAL) if "real data" in p.what]
    assert {"HTML, body", "PDF, page 1", "PDF, page 2"} <= set(found)


def test_html_stands_alone(report):
    text = report[0].read_text(encoding="utf-8")
    assert not re.search(r"<(link|script|img|iframe)[^>]*(src|href)=\"(?!data:)", text)
    assert "@import" not in text
    assert "url(http" not in text


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (r'alt="Linjediagram[^"]*"', 'alt=""', "alternative text is missing"),
        (r'alt="Linjediagram[^"]*"', 'alt="figurer/og-en-lang-sti-til-en-figur-effekt.svg"', "file name"),
        (r'alt="Linjediagram[^"]*"', 'alt="En kort tekst"', "fewer than 40"),
        (r'<html lang="da"', '<html lang="en"', "language is 'en'"),
        (r'<th( scope="row"[^>]*)>(.*?)</th>', r"<td>\2</td>", "row does not begin"),
        (r"<thead>.*?</thead>", "", "no header row"),
        (r'(<th[^>]*) scope="row"', r"\1", "no scope"),
        (r'(<th[^>]*class="left">)Mentor', r"\1", "header cell is empty"),
        (r'<span class="sign">.*?fremgang</span>', "", "no word"),
        (r'<div class="synthetic-banner".*?</div>', "", "banner of synthetic data is missing"),
        (r'class="synthetic-note"><strong>[^<]*</strong>', 'class="x">', "title block does not say"),
        (r"<title>.*?</title>", "<title></title>", "title is missing"),
        (r'href="#fig-practice"', 'href="#fig-gone"', "leads nowhere"),
        (r'id="fig-practice"', 'id="fig-hours"', "more than once"),
        (r"(<h3[^>]*>.*?)</h3>", r"\1 mere</h3>", "headings differ"),
        (r"<h3", "<h4", "skips"),
        (r'src="data:[^"]*"', 'src="https://example.org/x.svg"', "from the network"),
        (r'src="data:[^"]*"', 'src="figures/x.svg"', "from another file"),
        (r"</style>", "p{background:url('x.png')}</style>", "from another file"),
        (r"<style[^>]*>", "<style>@import 'https://example.org/x.css';", "from the network"),
        (r"<p>Figuren", '<p style="background:url(//example.org/x.png)">Figuren', "from the network"),
        (r"<p>Figuren", '<object data="https://example.org"></object><p>Figuren', "from the network"),
        (r"<img ", '<img srcset="https://example.org/x.png 2x" ', "from the network"),
        (r"(<main[^>]*>)", r"\1?meta:title ", "not filled in"),
        (r"(<td[^>]*>)55</td>", r"\g<1>56</td>", "data cells of table 1 differ: '56', '55'"),
        (r'<html lang="da"', '<html lang="da-US"', "language is 'da-US'"),
        (r"<p>Figuren viser", "<p>Se [@sec-x]. Figuren viser", "not filled in"),
        (r"<p>Figuren viser", "<p>?@fig-x ?var:y {{< z (fig-a?) viser", "not filled in"),
        (r"<p>Figuren viser", "<p>4.1 viser", "decimal point"),
        (r"<td([^>]*)>31</td>", r"<td\1>-3,1</td>", "hyphen as minus"),
        (r"Tværfaglighed", "Tvær", "header cells of table 1 differ"),
    ],
)  # fmt: skip
def test_html_mutants_are_caught(copy, old, new, what):
    html, pdf = copy
    text = html.read_text(encoding="utf-8")
    mutant = re.sub(old, new, text, count=1, flags=re.DOTALL)
    assert mutant != text
    html.write_text(mutant, encoding="utf-8")
    assert any(what in problem.what for problem in check_report(html, pdf, SYNTHETIC))


def figure_without_alt(document, tags):
    del tags.find_all("Figure")[0].element["/Alt"]


def figure_named_by_file(document, tags):
    tags.find_all("Figure")[0].element.Alt = pikepdf.String(
        "en-meget-lang-figur-om-effekter-i-uger.svg"
    )


def other_language(document, tags):
    document.Root.Lang = pikepdf.String("en-US")


def region_us(document, tags):
    document.Root.Lang = pikepdf.String("da-US")


def no_row_heads(document, tags):
    for cell in tags.find_all("TH"):
        if cell.scope == "Row":
            cell.element.S = Name.TD


def no_column_heads(document, tags):
    for cell in tags.find_all("TH"):
        if cell.scope == "Column":
            cell.element.S = Name.TD


def no_scope(document, tags):
    del tags.find_all("TH")[0].element["/A"]


def heading_jump(document, tags):
    tags.find_all("H2")[0].element.S = Name.H4


def untagged(document, tags):
    document.Root.MarkInfo.Marked = False


def no_ua(document, tags):
    with document.open_metadata() as metadata:
        del metadata["{http://www.aiim.org/pdfua/ns/id/}part"]


def no_title(document, tags):
    with document.open_metadata() as metadata:
        del metadata["dc:title"]


def no_caption(document, tags):
    for tag in tags.find_all("Caption"):
        tag.element.S = Name.P


def last_page_unmarked(document, tags):
    last = document.pages[-1]
    kept = [c for c in pikepdf.parse_content_stream(last) if str(c.operator) not in ("Tj", "TJ")]
    last.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))


@pytest.mark.parametrize(
    ("mutate", "what"),
    [
        (figure_without_alt, "alternative text is missing"),
        (figure_named_by_file, "file name"),
        (other_language, "language is 'en-US'"),
        (region_us, "language is 'da-US'"),
        (no_row_heads, "row does not begin"),
        (no_column_heads, "no header row"),
        (no_scope, "no scope"),
        (heading_jump, "skips"),
        (untagged, "not tagged"),
        (no_ua, "PDF/UA-1"),
        (no_title, "title is missing"),
        (no_caption, "no caption"),
        (last_page_unmarked, "does not say that the data are synthetic"),
    ],
)
def test_pdf_mutants_are_caught(copy, mutate, what):
    html, pdf = copy
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        mutate(document, read_tags(document))
        document.save(pdf)
    assert any(what in problem.what for problem in check_report(html, pdf, SYNTHETIC))


def test_tables_that_differ_in_shape_stop_the_report(copy):
    html, pdf = copy
    text = html.read_text(encoding="utf-8")
    html.write_text(text.replace("<td", "<td></td><td", 1), encoding="utf-8")
    with pytest.raises(ReportError, match="table 1 has another shape"):
        promote_row_headers(pdf, html)
    html.write_text(
        re.sub(r"<table.*?</table>", "", text, count=1, flags=re.DOTALL), encoding="utf-8"
    )
    with pytest.raises(ReportError, match="1 tables in the HTML, 2 in the PDF"):
        promote_row_headers(pdf, html)


FIGURE = '![K](figures/fig-hours.svg){#fig-hours fig-alt="%s"}' % ("x" * 50)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("# T\n\nSe [@fig-nowhere].", "@fig-nowhere. leads nowhere"),
        ("# T\n\nSe @fig-nowhere.", "leads nowhere"),
        (f"# T\n\n[@fig-hours; @fig-hours]\n\n{FIGURE}", "one reference per bracket"),
        ("# T\n\n![K](figures/fig-hours.svg){#fig-hours}", "without fig-alt: #fig-hours"),
        ('# T\n\n![K](figures/fig-hours.svg){fig-alt="a"}', "no id"),
        ('# T\n\n![](figures/fig-hours.svg){#fig-a fig-alt="a"}', "without caption"),
        ('# T\n\n![K](https://x.dk/a.svg){#fig-a fig-alt="a"}', "from outside"),
        (f"# T\n\n{FIGURE}\n\n{FIGURE}", "two parts are called #fig-hours"),
        ("# T\n\n### U\n", "skips a level"),
        ("# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "stands outside"),
        ("# T\n\n```{=html}\n<table></table>\n```\n", "stands outside"),
        ("# T\n\n::: {#tbl-a}\n\nKun tekst\n\n:::\n", "holds 0 tables"),
        ("# T\n\n::: {#tbl-a}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n:::\n", "table without caption"),
        ("# T\n\n::: {.callout-danger}\nx\n:::\n", "unknown kind of callout"),
        ('# T\n\n![K](figures/gone.svg){#fig-a fig-alt="a"}', "pandoc cannot render"),
        ("# T\n\n```{=typst}\n#nothing()\n```\n", "typst cannot render"),
        ("# T\n\n```{=typst}\n#text(font: \"Nope\")[x]\n```\n", "typst warns"),
    ],
)  # fmt: skip
def test_malformed_documents_are_refused(tmp_path, text, what):
    with pytest.raises(ReportError, match=what) as error:
        render(tmp_path, qmd=text)
    assert error.value.where
    assert error.value.todo


def test_raw_html_table_needs_headers(tmp_path):
    raw = "::: {#tbl-a}\n\n```{=html}\n<table><tr><td>1</td></tr></table>\n```\n\nK\n\n:::\n"
    with pytest.raises(ReportError, match="without header row"):
        render(tmp_path, qmd=f"# T\n\n{raw}")


def test_text_beginning_like_a_list_stays_text(tmp_path):
    alt = "Linjediagram med en alternativ tekst på mere end fyrre tegn."
    qmd = f'# T\n\n![**1\\. januar** 2\\. februar](figures/fig-hours.svg){{#fig-hours fig-alt="{alt}"}}\n'
    _, pdf = render(tmp_path, qmd=qmd)
    with pikepdf.open(pdf) as document:
        caption = read_tags(document).find_all("Caption")[0]
        assert not caption.find_all("LI")
        assert caption.text() == "Figur\u00a011. januar2. februar"


def test_wide_table_lies_on_its_side(tmp_path):
    head = "| Kommune | " + " | ".join(f"Langtord{i:02}xxxx" for i in range(12)) + " |\n"
    line = "|" + "---|" * 13 + "\n"
    row = "| Aarhus | " + " | ".join(["1,0 til 2,0"] * 12) + " |\n"
    _, pdf = render(
        tmp_path, qmd=f"# T\n\n{QMD[:0]}::: {{#tbl-a}}\n\n{head}{line}{row}\n**K** s\n\n:::\n"
    )
    with pikepdf.open(pdf) as document:
        boxes = [[float(x) for x in p.mediabox] for p in document.pages]
    assert any(box[2] > box[3] for box in boxes)
    assert boxes[0][2] < boxes[0][3]
