"""How much memory the built-in packs keep, measured in a process of its own.

`python -m benchmarks.resident` prints megabytes: of what is compiled, and of that with the entries.
"""

import gc
import json
import os
import subprocess
import sys
from pathlib import Path

from glossary.matching import Matcher
from glossary.packs import builtin

_STATM = Path("/proc/self/statm")


def measure() -> tuple[float, float] | None:
    """Megabytes that compiling adds to a process, and that reading and compiling add; None where
    the system does not tell.
    """
    if not _STATM.exists():
        return None
    builtin()  # so that what is read there is kept, as at any start but the first
    command = [sys.executable, "-m", "benchmarks.resident"]
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (ours)
    compiled, whole = json.loads(told.stdout)
    return compiled, whole


def main() -> None:
    """Compile once with the entries and once more without them, both kept."""
    start = _resident()
    glossary = builtin()
    loaded = _resident()
    again = Matcher(glossary.entries.values())
    print(json.dumps([_resident() - loaded, loaded - start]))
    assert again is not None


def _resident() -> float:
    gc.collect()
    pages = int(_STATM.read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
