"""`python -m benchmarks`: measure, print a table, write benchmarks/results.json (a build
product).
"""

import argparse
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import data, llm_overhead, noise
from benchmarks.matching import Row, measure

RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--reference",
        type=int,
        metavar="N",
        help="compare the matcher with the slow reference matcher of the tests on N made messages",
    )
    arguments = parser.parse_args()
    if arguments.reference:
        _compare(arguments.reference)
        return
    texts, source = data.messages()
    rows = [*measure(texts), *llm_overhead.measure(texts), *noise.measure(texts)]
    _print(rows, f"{len(texts)} messages: {source}; Python {platform.python_version()}, one core")
    _write(rows, source)


def _print(rows: Sequence[Row], title: str) -> None:
    print(title)
    for row in rows:
        promise = ""
        if row.promise is not None:
            sign = ">=" if row.at_least else "<="
            promise = f"{sign} {row.promise:g}  {'kept' if row.kept else 'MISSED'}"
        print(f"  {row.name:<52} {row.value:>12,.2f} {row.unit:<11} {promise}")


def _write(rows: Sequence[Row], source: str) -> None:
    figures = [{**asdict(row), "kept": row.kept} for row in rows]
    content = {"python": platform.python_version(), "messages": source, "figures": figures}
    RESULTS.write_text(json.dumps(content, indent=2) + "\n", "utf-8")


def _compare(count: int) -> None:
    """Exit status 1 where the matcher and the reference differ on a message."""
    # The reference stands with the tests, which a benchmark of speed does not need.
    from tests.unit.glossary.reference import first_difference

    difference = first_difference(count)
    print(difference or f"the same spans on {count} messages")
    raise SystemExit(1 if difference else 0)


if __name__ == "__main__":
    main()
