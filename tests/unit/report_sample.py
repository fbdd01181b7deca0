"""A small report with everything that the engine knows, for the tests of the engine."""

import datetime
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from effektspor.report.blocks import Notes, callout, figure_block, result_box, table_block
from effektspor.report.labels import load_labels
from effektspor.report.stage import ReportMeta, stage_report
from effektspor.report.tables import Cell, Column, Group, Row, html_table

THEME = Path(__file__).parents[2] / "reports" / "shared"
DANGER = "#1 $2 *3* _4_ <5> @6 \"7\" '8' [9] {10} \\11 ~12~ ^13^ |14| `15` & ?"

QMD = """\
# Sammenfatning {#sec-summary}

{{< include _partials/result.md >}}

Andelen i virksomhedspraktik er {{< var share.w95 >}} blandt deltagerne mod {{< var share.ref >}} i
sammenligningsgruppen, se [@fig-practice] og [@tbl-fidelity]. Metoden står i [@sec-method].[^start]

[^start]: Start er den første uge med ydelsen efter 52 uger uden.

# Resultater

## Virksomhedspraktik {#sec-practice}

Figuren viser udviklingen uge for uge. Perioden er {{< var period >}}, og prøven er {{< var p >}}.

{{< include _partials/fig-practice.md >}}

## Fidelitet

### Kerneelementer

{{< include _partials/tbl-fidelity.md >}}

En lille tabel i teksten står i [@tbl-small].

::: {#tbl-small}

| Kommune | Start | Slut |
|:--------|------:|-----:|
| Aarhus  | 2,1   | 3,4  |
| Odense  | 1,9   | 2,5  |

**Lille tabel.** Gennemsnit på en skala fra 1 til 4.

:::

# Metode {#sec-method}

{{< include _partials/note.md >}}

Farlige tegn: {{< var danger >}}

::: {.callout-warning}
En advarsel uden egen titel.
:::

Kode som `{{< var not.expanded >}}` står urørt. En ligning: $p < 0{,}05$.

- Første punkt med [@fig-hours].
- Andet punkt.

![**Timer.** Ordinære timer pr. uge.](figures/fig-hours.svg){#fig-hours fig-alt="Linjediagram over ordinære timer pr. uge; begge linjer ligger mellem 1 og 3 timer."}

# Litteratur {.unnumbered}

Et værk uden nummer på afsnittet.
"""

NOTES = Notes(
    reading_guide="I uge 95 er 21,3 pct. af deltagerne i virksomhedspraktik.",
    n_text="Deltagere 3.412 borgere, sammenligning 11.027 borgere i uge 95.",
    definition="Andel af dem, der stadig er i ressourceforløb i ugen, med ydelseskode 817 eller 818.",
    source="DREAM, Styrelsen for Arbejdsmarked og Rekruttering, uge 47, 2019; egne beregninger.",
    method="95 pct.-konfidensintervaller klyngeopdelt på kommune; planlagt analyse.",
    remark="Tallene er syntetiske.",
)
META = ReportMeta(
    title="Bedre ressourceforløb: prøverapport",
    subtitle="Evaluering af en indsats med A*, B_C og <D>",
    date=datetime.date(2026, 11, 22),
    date_text="22. november 2026",
    synthetic=True,
    organisation="effektspor",
    colophon=("effektspor 0.1.0, kodehash 3f1a.", "Data: syntetiske registre, frø 20260101."),
)


def write_svg(path: Path) -> None:
    """A curve with a band in the way of the real figures."""
    with mpl.rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": "x", "font.family": "DejaVu Sans"}
    ):
        figure = Figure(figsize=(7.2, 3.8), layout="constrained")
        axes = figure.add_subplot()
        weeks = list(range(105))
        axes.plot(weeks, [8 + 14 * w / (w + 40) for w in weeks], color="#0072B2", lw=2)
        axes.plot(weeks, [8 + 8 * w / (w + 60) for w in weeks], color="#D55E00", lw=2, ls="--")
        axes.set(xlabel="Uge", ylabel="Andel (pct.)", ylim=(0, 25), xlim=(0, 104))
        axes.spines[["top", "right"]].set_visible(False)
        axes.text(78, 19, "Deltagere", color="#0072B2")
        axes.text(78, 10, "Sammenligning", color="#B24A00")
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": "effektspor"})


def build(folder: Path, *, synthetic: bool = True, qmd: str = QMD, partials: dict | None = None):
    """Stage the sample below `folder`; returns the staged folder."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = load_labels(THEME, "da")
    svg = folder / "source.svg"
    write_svg(svg)
    (folder / "source.qmd").write_text(qmd, encoding="utf-8")
    table = html_table(
        "tbl-fidelity",
        "Kerneelement",
        [
            Column("Start", spanner="Måling", align="right"),
            Column("Slut", spanner="Måling", footnotes=("a",)),
            Column("Ændring", align="left"),
        ],
        [
            Group("Organisering"),
            Row("Tværfaglighed & ledelse", ["31", "62", Cell("+31", "green", "fremgang")]),
            Row("Kontakt <tæt>", ["55", "58", Cell("+3", "yellow", "uændret", ("b",))]),
            Group("Indsats"),
            Row("Virksomhedsrettet indsats", ["70", "61", Cell("−9", "red", "tilbagegang")]),
            Row("Mentor", ["44", "..", Cell("", "none")]),
            Row("I alt", ["50", "60", "+10"], total=True),
        ],
        labels=labels,
        footnotes={"a": "Målt i sommeren 2018.", "b": "Under 5 procentpoint regnes som uændret."},
    )
    content = {
        "result": result_box(
            "Hovedresultater",
            ["Flere deltagere kommer i praktik: 21,3 pct. mod 14,1 pct.", "Timerne er uændrede."],
        ),
        "note": callout("note", 'Sådan er der "regnet"', ["Effekten er en forskel i forskelle."]),
        "fig-practice": figure_block(
            "fig-practice",
            headline="Flere deltagere kommer i praktik",
            subtitle="Andel i virksomhedspraktik (pct.), 17 kommuner mod 81, uge 1–104",
            alt='Linjediagram. Andelen i praktik stiger fra 8 til "18" pct. blandt deltagerne.',
            notes=NOTES,
            labels=labels,
        ),
        "tbl-fidelity": table_block(
            "tbl-fidelity",
            table,
            headline="De fleste kerneelementer går frem",
            subtitle="Andel af kommuner (pct.) ved start og slut",
            notes=NOTES,
            labels=labels,
        ),
    }
    stage_report(
        folder / "staged",
        qmd=folder / "source.qmd",
        theme=THEME,
        meta=META if synthetic else ReportMeta(**{**vars(META), "synthetic": False}),
        variables={
            "share": {"w95": "21,3\u00a0pct.", "ref": "14,1\u00a0pct."},
            "period": "2016–2018",
            "p": "p\u00a0<\u00a00,001",
            "danger": DANGER,
        },
        figures={"fig-practice": svg, "fig-hours": svg},
        partials={**content, **(partials or {})},
    )
    return folder / "staged"
