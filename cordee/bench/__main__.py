"""``bin/bench``: measure this Cordée on this machine, and print what to compare. See ``--help``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from cordee.bench import machine, records
from cordee.bench.parts import PARTS, Bench
from cordee.bench.site import SiteError
from cordee.launch.place import ROOT, Home

SECOND = ROOT.parent / "shared" / "data" / "expert" / "quantumcomputing_se_Posts.xml"
DATA = ROOT.parent / "shared" / "data" / "search-fr"
ARCHIVE = ROOT.parent / "shared" / "data" / "community.jsonl.gz"
PORT = 8140


def main(arguments: Sequence[str]) -> int:
    """Measure the parts that are named, or all. Returns the exit code."""
    options = _options().parse_args(arguments)
    try:
        run(options)
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


def run(options: argparse.Namespace) -> None:
    """Print each figure as soon as it is known; what is on the way goes to standard error."""
    bench = Bench(Home.from_environment().path / "bench", options)
    bench.folder.mkdir(parents=True, exist_ok=True)
    print(f"{machine.told()}\n{_told(bench.source)}\n", flush=True)
    for name, measured in PARTS.items():
        if name in options.what or not options.what:
            for figures in measured(bench):
                print(f"{figures}\n", flush=True)


def _told(source: Path | None) -> str:
    if source:
        return f"Community: {source.name}, moved to end today, beside the demo organisation."
    return "Community: synthetic (no archive was found), beside the demo organisation."


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure this Cordée on this machine.")
    parser.add_argument(
        "what", nargs="*", choices=[*PARTS, []], help=f"parts to measure: {', '.join(PARTS)} (all)"
    )
    parser.add_argument(
        "--archive", type=Path, default=ARCHIVE, help="a community archive (else a synthetic one)"
    )
    parser.add_argument("--data", type=Path, default=DATA, help="paragraphs and questions, for search")
    parser.add_argument(
        "--second",
        type=Path,
        default=SECOND,
        help="another community, for routing (an archive, or Posts.xml)",
    )
    parser.add_argument(
        "--statements",
        type=int,
        default=records.SMALL,
        help="how many the record store is filled up to (100,000)",
    )
    parser.add_argument("--events", type=int, default=100_000, help="acts behind the dashboards (100,000)")
    parser.add_argument("--weeks", type=int, default=104, help="weeks of figures behind the dashboards (104)")
    parser.add_argument("--people", type=int, default=2_000, help="people behind the dashboards (2,000)")
    parser.add_argument(
        "--learners", type=int, default=1_000, help="learners behind the file of evidence (1,000)"
    )
    parser.add_argument(
        "--rows", type=int, default=1_000_000, help="acts of the portable figures (1,000,000)"
    )
    parser.add_argument(
        "--spark",
        type=Path,
        help="the Python of an environment that has requirements/spark.txt; needs Java 17",
    )
    parser.add_argument("--rounds", type=int, default=3, help="rounds over all pages (3)")
    parser.add_argument("--seconds", type=float, default=4.0, help="seconds a page a round (4)")
    parser.add_argument("--port", type=int, default=PORT, help=f"first of the ports that are used ({PORT})")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
