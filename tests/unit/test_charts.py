import pandas as pd
import pytest
import yaml
from brf_tables import ROOT
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from effektspor.report import style
from effektspor.report.charts import sheet
from effektspor.report.charts.answers import answers_figure
from effektspor.report.charts.stacked import stacked_figure

WORDS = yaml.safe_load((ROOT / "reports/kl2016/words.da.yml").read_text(encoding="utf-8"))
nan = float("nan")


def row(answer, n, base, *, kind="value", published=nan, **other):
    share = n / base if base else nan
    return {
        "year": "main", "item": "q", "group": "g", "answer": answer, "label_da": f"Svar {answer}",
        "label": f"Svar {answer}", "kind": kind, "n": n, "base": base, "share": share,
        "ci_low": share - 0.05, "ci_high": share + 0.05, "bound_low": share * 0.7,
        "bound_high": share * 0.7 + 0.3, "dont_know": 3, "published": published, **other,
    }  # fmt: skip


def question(*, published=0.4, unknown=None):
    """Answers of a scale in an order that is not that of their size, with a sum."""
    rows = [row("a", 5, 50), row("b", 30, 50), row("c", 15, 50, published=published),
            row("c_or_b", 45, 50, kind="sum"), unknown or row("dk", 3, 50, kind="dont_know")]  # fmt: skip
    if unknown is None:
        rows[-1] |= dict.fromkeys(("share", "ci_low", "ci_high", "bound_low", "bound_high"), nan)
    return pd.DataFrame(rows).assign(order=range(1, 6))


def texts(figure):
    return [text.get_text().replace("\n", " ") for text in figure.findobj(Text)]


def heights(figure, names):
    """How far up the paper each text begins."""
    at = {text.get_text().replace("\n", " "): text.get_position()[1] for text in figure.texts}
    return [at[name] for name in names]


def keys(figure):
    return [text.get_text() for legend in figure.legends for text in legend.get_texts()]


def bars(axes):
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


def drawn(table, **options):
    return answers_figure(table, WORDS, synthetic=True, **options)


def test_answers_keep_the_order_of_the_questionnaire_and_sums_stand_beneath():
    figure = drawn(question())
    order = ["Svar a", "Svar b", "Svar c", "Svar dk", WORDS["chart_sums"], "Svar c_or_b"]
    found = heights(figure, order)
    assert found == sorted(found, reverse=True)


def test_answers_without_an_order_begin_with_the_largest_but_sums_stay_beneath():
    figure = drawn(question(), sort=True)
    found = heights(figure, ["Svar b", "Svar c", "Svar a", "Svar dk", "Svar c_or_b"])
    assert found == sorted(found, reverse=True)


def test_bars_intervals_and_numbers_are_those_of_the_table():
    table = question()
    figure = drawn(table)
    (axes,) = figure.axes
    shares = table.set_index("answer").loc[["a", "b", "c", "dk", "c_or_b"], "share"].fillna(0)
    widths = [float(patch.get_width()) for patch in bars(axes)]
    assert widths == pytest.approx(list(shares))
    text = texts(figure)
    assert {"10", "60", "30", "90", "5 af 50", "45 af 50"} <= set(text)
    spans = [
        {round(float(x), 6) for x in segment[:, 0]}
        for lines in axes.collections
        for segment in lines.get_segments()
    ]
    assert {0.55, 0.65} in spans
    assert {0.42, 0.72} in spans


def test_unknown_that_is_left_out_has_its_count_and_no_bar():
    text = texts(drawn(question()))
    assert WORDS["chart_left_out"].format(n="3") in text
    counted = drawn(question(unknown=row("dk", 10, 50, kind="dont_know")))
    assert "10 af 50" in texts(counted)
    assert any(patch.get_hatch() == style.UNKNOWN.hatch for patch in bars(counted.axes[0]))


def test_unknown_that_nobody_chose_is_not_drawn():
    table = question()
    table.loc[table["kind"] == "dont_know", "n"] = 0
    assert "Svar dk" not in texts(drawn(table))


def test_hidden_shares_and_questions_without_answers_say_so():
    hidden = question()
    hidden.loc[0, ["n", "share", "ci_low", "ci_high", "bound_low", "bound_high"]] = nan
    text = texts(drawn(hidden))
    assert WORDS["hidden"] in text
    assert "5 af 50" not in text
    nobody = question().assign(base=0, n=0, share=nan, ci_low=nan, ci_high=nan, bound_low=nan,
                               bound_high=nan, published=nan)  # fmt: skip
    assert texts(drawn(nobody)).count(WORDS["chart_no_answers"]) == 4


@pytest.mark.parametrize("published", [0.4, nan])
def test_the_key_tells_of_printed_shares_only_where_they_are(published):
    figure = drawn(question(published=published))
    marks = [line for line in figure.axes[0].lines if line.get_label() == "published"]
    assert (WORDS["chart_published"] in keys(figure)) == bool(marks) == (published == published)
    for line in marks:
        assert list(line.get_xdata()) == [0.4]
        assert line.get_markerfacecolor() == "none"
    assert WORDS["chart_interval"].format(level="90") in keys(drawn(question(), level=90))
    assert WORDS["chart_bounds"] in keys(figure)
    without = question().drop(columns=["bound_low", "bound_high"])
    assert WORDS["chart_bounds"] not in keys(drawn(without))


@pytest.mark.parametrize("synthetic", [True, False])
def test_only_synthetic_answers_are_marked(synthetic):
    figure = answers_figure(question(), WORDS, synthetic=synthetic)
    assert (WORDS["synthetic_mark"] in texts(figure)) == synthetic


def stacked(shares, *, notes=None, chosen="top"):
    """Three answers to each question; the last of the questionnaire comes first."""
    values, sums = [], []
    for item, (most, some, none) in shares.items():
        for answer, n in (("most", most), ("some", some), ("none", none)):
            values.append(row(answer, n, most + some + none, item=item, item_label=f"Emne {item}"))
        sums.append(row(chosen, most, most + some + none, item=item, kind="sum", published=0.5))
    table = pd.DataFrame(sums)
    return stacked_figure(
        pd.DataFrame(values), table if notes is None else table.assign(note=notes),
        style.DEGREES[:3], WORDS, title="Det meste", synthetic=True,
    )  # fmt: skip


def test_questions_stand_by_their_sum_unless_each_has_another():
    shares = {"x": (5, 20, 25), "y": (25, 20, 5), "z": (15, 20, 15)}
    names = ["Emne y", "Emne z", "Emne x"]
    found = heights(stacked(shares), names)
    assert found == sorted(found, reverse=True)
    given = heights(stacked(shares, notes=["p", "q", "r"]), ["Emne x", "Emne y", "Emne z"])
    assert given == sorted(given, reverse=True)


def test_segments_are_the_shares_and_wide_ones_have_their_number():
    figure = stacked({"x": (25, 24, 1)})
    answers, sums = figure.axes
    segments = [bar for bar in bars(answers) if bar.get_facecolor()[3] > 0]
    assert [round(float(bar.get_width()), 3) for bar in segments] == [0.5, 0.48, 0.02]
    assert [round(float(bar.get_x()), 3) for bar in segments] == [0.0, 0.5, 0.98]
    assert [text.get_text() for text in answers.texts] == ["50", "48"]
    assert [text.get_text() for text in sums.texts] == ["50"]
    assert {"50", "3"} <= {text.get_text() for text in figure.texts}
    assert keys(figure)[:3] == ["Svar most", "Svar some", "Svar none"]
    assert WORDS["chart_published"] in keys(figure)


def test_a_question_that_nobody_answered_says_so():
    figure = stacked({"x": (25, 24, 1), "y": (0, 0, 0)})
    assert WORDS["chart_no_answers"] in texts(figure)


def test_long_names_are_wrapped_and_nothing_leaves_the_paper():
    figure = stacked({"meget lange forhold mellem forvaltninger og regioner": (9, 8, 7)})
    FigureCanvasAgg(figure).draw()
    paper = figure.bbox
    for text in figure.findobj(Text):
        if text.get_text() and text.get_visible():
            box = text.get_window_extent()
            assert paper.x0 - 1 <= box.x0 <= box.x1 <= paper.x1 + 1, text.get_text()
    assert sheet.wrap("et to tre", 0.3).split() == ["et", "to", "tre"]
