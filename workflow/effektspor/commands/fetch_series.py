"""Fetch the open series of a study from StatBank and Jobindsats; a run never does it by itself."""

import argparse
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from effektspor.codebook import read_municipalities
from effektspor.config.kl2016 import Kl2016
from effektspor.config.load import read_config
from effektspor.config.series import SERIES
from effektspor.errors import ConfigError, FetchError, NotRefreshedError
from effektspor.series.fetch.http import Patience
from effektspor.series.fetch.run import Outcome, fetch
from effektspor.series.groups import read_groups
from effektspor.series.reading import Rules

log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which study and series, and how patiently."""
    parser.add_argument("--config", type=Path, required=True, help="the study's config file")
    parser.add_argument("--study", required=True, help="name of the study in it")
    parser.add_argument("--series", nargs="+", choices=SERIES, help="only these")
    parser.add_argument("--seconds", type=float, default=60, help="time limit of a request")
    parser.add_argument("--attempts", type=int, choices=range(1, 11), default=3, metavar="1-10")


def run(args: argparse.Namespace) -> None:
    """Fetch every file that the config says how to fetch."""
    study = read_config(args.config).studies.get(args.study)
    if not isinstance(study, Kl2016):
        raise ConfigError(
            f"There is no study {args.study!r} with series",
            where=f"{args.config}, studies",
            todo="Name a study of evaluation kl2016.",
        )
    if study.data.simulate is not None:
        raise ConfigError(
            "The study simulates its series; nothing is fetched over them",
            where=f"studies.{args.study}.data.simulate",
            todo="Leave simulate out, and name files of your own under data.series.",
        )
    municipalities = read_municipalities(Path(study.codes.municipalities))
    patience = Patience(args.seconds, args.attempts)
    outcomes: list[Outcome] = []
    for name in args.series or study.data.series.held():
        source = study.data.series.source(name)
        if source is None or (source.interface is None and args.series is None):
            if args.series is not None:
                raise _not_named(args.study, name)
            continue
        rules = Rules(
            name,
            source.variables,
            read_groups(Path(study.data.series.groups(name))),
            municipalities,
            synthetic=False,
        )
        for outcome in fetch(source, rules, os.environ, patience):
            _say(outcome)
            outcomes.append(outcome)
    if not outcomes:
        raise _not_named(args.study, "<series>")
    _stop(outcomes)


def _say(outcome: Outcome) -> None:
    if not outcome.failed:
        log.info("%s: %s", outcome.path, "fetched" if outcome.changed else "fetched, as before")


def _stop(outcomes: Sequence[Outcome]) -> None:
    """End with the exit code that says whether files are there."""
    failed = [each for each in outcomes if each.failed]
    if not failed:
        return
    lost = [each for each in failed if not each.kept]
    what = f"{len(failed)} of {len(outcomes)} files could not be fetched"
    where = "; ".join(
        f"{each.path}: {each.failed}; "
        + (f"the file of {each.kept} stays and is used" if each.kept else "no file from before")
        for each in failed
    )
    if lost:
        raise FetchError(what, where=where, todo="Fetch again later, or put files there by hand.")
    raise NotRefreshedError(
        what, where=where, todo="Fetch again later; runs go on with the files that are there."
    )


def _not_named(study: str, series: str) -> ConfigError:
    return ConfigError(
        "The config does not say where to fetch the series from",
        where=f"studies.{study}.data.series.{series}",
        todo="Set interface, table and query; docs/how-to-own-data.md has examples.",
    )
