"""Write the config of a new study of any programme, from options, answers or defaults."""

import argparse
from pathlib import Path

import yaml

from effektspor.codebook import read_codebook, read_municipalities
from effektspor.config.design import Codes, EventProgramme
from effektspor.config.load import load_config
from effektspor.config.programme_defaults import has_event
from effektspor.drafting.answers import (
    date_of,
    family_of,
    later_years_of,
    municipalities_of,
    placebo_of,
    years_of,
)
from effektspor.drafting.asking import Asking, terminal
from effektspor.drafting.draft import Draft, Files, draft_text, key_of, synthetic_files
from effektspor.errors import ConfigError

FAMILY, PRE, POST = "kontanthjaelp", "2014", "2015-2016"
EVERY = 5  # of the municipalities, where the data are made and none were named
SOURCES = ("dream", "hours", "population")
ASKED = {
    "dream": "File of DREAM, a pattern with * or a folder",
    "hours": "Files of paid hours (BFL), {year} for the year",
    "population": "Files of the population (BEF), {year} for the year",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be told beforehand."""
    parser.add_argument("name", help="of the study; also what titles call it, unless --title does")
    parser.add_argument("--title", help="Danish name of what is evaluated, in titles")
    parser.add_argument("--family", help="benefit family, as data/codes/dream_codes.csv names it")
    parser.add_argument(
        "--participants", help="municipalities by number or name: 101,Frederiksberg"
    )
    parser.add_argument("--pre", help="years of the starts before the effort: 2014 or 2013-2014")
    parser.add_argument("--post", help="years of the starts during it: 2015-2016")
    parser.add_argument(
        "--placebo", help="years before --pre whose starts the files hold: 2012,2013"
    )
    parser.add_argument("--extract-date", help="of your registers, YYYY-MM-DD")
    for source in SOURCES:
        parser.add_argument(f"--{source}", metavar="PATH", help=ASKED[source].replace("%", "%%"))
    parser.add_argument("--simulate", action="store_true", help="synthetic registers, no own files")
    parser.add_argument("--yes", action="store_true", help="ask nothing, take defaults")
    parser.add_argument("--out", type=Path, help="config to write; NAME.yaml where left out")


def run(args: argparse.Namespace) -> None:
    """Ask for what is not given, and write a config that is valid."""
    _refuse_other_folders()
    target = args.out or Path(f"{key_of(args.name)}.yaml")
    _refuse_to_overwrite(target)
    asking = terminal(silent=args.yes)
    draft = draft_of(args, asking)
    text = draft_text(draft, str(target))
    load_config(yaml.safe_load(text), source=str(target))
    _write(text, target)
    print(f"{target} is written: {'synthetic registers' if draft.simulate else 'your own files'}.")
    print(f"Now run: effektspor check {target}")


def draft_of(args: argparse.Namespace, asking: Asking) -> Draft:
    """The study that options, answers and defaults describe.

    Raises
    ------
    ConfigError
        Where an option is wrong, or something that cannot be assumed is not known.
    """
    simulate = _simulated(args, asking)
    codes = Codes()
    book = read_codebook(Path(codes.benefits))
    known = read_municipalities(Path(codes.municipalities))
    # Own data have a programme of their own: what is made up may be assumed, what is real may not.
    family, label = asking.answer(
        args.family,
        "Benefit family of the programme",
        FAMILY if simulate else None,
        lambda text: family_of(text, book, Path(codes.benefits)),
    )
    some = ",".join(str(number) for number in known["number"][::EVERY])
    participants = asking.answer(
        args.participants,
        "Participating municipalities, by number or name",
        some if simulate else None,
        lambda text: municipalities_of(text, known),
    )
    pre, post = _windows(args, asking, PRE if simulate else None, POST if simulate else None)
    placebo = asking.answer(
        args.placebo,
        "Earlier years whose starts the files hold too, for placebo tests",
        f"{pre[0] - 2},{pre[0] - 1}" if simulate else "",
        lambda text: placebo_of(text, pre[0]),
    )
    key = key_of(args.name)
    files = synthetic_files(key) if simulate else _own_files(args, asking)
    extracted = (
        None
        if simulate and args.extract_date is None
        else asking.answer(args.extract_date, "Date of the register extract", None, date_of)
    )
    title = args.title or args.name.replace("_", " ").strip()
    return Draft(
        key, title, family, label, participants, pre, post, placebo, simulate, files, extracted,
        has_event(book, family, EventProgramme().event_activities),
    )  # fmt: skip


def _windows(
    args: argparse.Namespace, asking: Asking, before: str | None, during: str | None
) -> tuple[tuple[int, int], tuple[int, int]]:
    first = "Years of the starts before the effort"
    pre = asking.answer(args.pre, first, before, lambda text: years_of(text, "--pre"))
    second = "Years of the starts during the effort"
    post = asking.answer(args.post, second, during, lambda text: later_years_of(text, pre))
    return pre, post


def _simulated(args: argparse.Namespace, asking: Asking) -> bool:
    given = [f"--{source}" for source in SOURCES if getattr(args, source)]
    if args.simulate and given:
        raise ConfigError(
            "Synthetic registers and own files were both asked for",
            where=f"--simulate and {', '.join(given)}",
            todo="Leave out --simulate for your own files, or the paths for synthetic ones.",
        )
    if args.simulate or given:
        return bool(args.simulate)
    answer = asking.answer(None, "Synthetic registers instead of own files (yes or no)", "yes", str)
    return answer.strip().lower() in ("y", "yes", "j", "ja")


def _own_files(args: argparse.Namespace, asking: Asking) -> Files:
    return Files(
        *(asking.answer(getattr(args, key), ASKED[key], None, str.strip) for key in SOURCES)
    )


def _refuse_other_folders() -> None:
    if not Path(Codes().benefits).is_file():
        raise ConfigError(
            "The code list that comes with effektspor is not here",
            where=f"{Codes().benefits}, looked up from {Path.cwd()}",
            todo="Run the command in the project's folder, where config.yaml is.",
        )


def _refuse_to_overwrite(target: Path) -> None:
    if target.exists():
        raise ConfigError(
            "The file is there already and is not overwritten",
            where=str(target),
            todo="Choose another name with --out, or move the file away.",
        )


def _write(text: str, target: Path) -> None:
    """Write a new file; one that appeared meanwhile is not overwritten either."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        _refuse_to_overwrite(target)
        raise
    except OSError as error:
        raise ConfigError(
            f"The config cannot be written: {error.strerror}",
            where=str(target),
            todo="Choose another folder with --out.",
        ) from None
