"""Small files of open series in the layouts of the public interfaces, and their ingest."""

import json
from datetime import date
from pathlib import Path

from effektspor.codebook import read_municipalities
from effektspor.config.series import Series
from effektspor.series.ingest import read_all

ROOT = Path(__file__).parents[1]
MUNICIPALITIES = read_municipalities(ROOT / "data/codes/municipalities.csv")
AGES = ("18-29 år", "30-39 år", "40-49 år", "50-59 år", "60-64 år")
BENEFITS = ("Førtidspension", "Fleksjob", "Ledighedsydelse", "Ressourceforløb")


def quarters(first=2011, last=2015):
    return [f"{year}K{quarter}" for year in range(first, last + 1) for quarter in range(1, 5)]


def months(first=2012, last=2015):
    return [f"{year}M{month:02d}" for year in range(first, last + 1) for month in range(1, 13)]


def awards(periods=None, labels=AGES, value=lambda at, label: 100 + at):
    """Rows of area, label, period and value, as StatBank's CSV has them."""
    return [
        ["Hele landet", label, period, str(value(at, label))]
        for at, period in enumerate(periods or quarters())
        for label in labels
    ]


def statbank(path, rows, header=("OMRÅDE", "ALDER", "TID", "INDHOLD")):
    lines = [";".join(header), *(";".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def jobindsats(path, rows, columns=("Periode", "Område", "Ydelse", "Antal fuldtidspersoner")):
    content = {"columns": list(columns), "rows": rows}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def stocks(periods=None, benefits=BENEFITS, value=lambda at, label: 1000.5 + at):
    return [
        [period, "Hele landet", label, value(at, label)]
        for at, period in enumerate(periods or months())
        for label in benefits
        if label != "Ressourceforløb" or period >= "2013"
    ]


def ingest(name, path, *, as_of="2016-01-01", synthetic=False, **source):
    """`SERIES` and `LEDGER` of one series."""
    given = {"path": str(path), "groups": str(ROOT / f"data/series/{name}.csv")} | source
    settings = Series.model_validate({name: given})
    return read_all(settings, MUNICIPALITIES, as_of=date.fromisoformat(as_of), synthetic=synthetic)


def values(found, group):
    own = found.series[found.series["group"] == group]
    return dict(zip(own["period"], own["value"], strict=True))
